"""The plan's text as one sequence of citable blocks, in the order of the source.

Each block knows what was received and how it is read: an erratum that is certain replaces the received words, every other
one leaves them, and all leave a span behind, so that nothing is mended without a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from planbook.records.base import KeyPath
from planbook.records.model import (
    Box,
    BoxPlacement,
    Chapter,
    Erratum,
    Footnote,
    Node,
    Paragraph,
    Picture,
    Plan,
    Record,
    Records,
    Row,
    SectionPart,
)
from planbook.text.subheadings import form_of

BlockKind = Literal[
    "plan", "part", "chapter", "section", "paragraph", "box", "head", "node", "heading", "row", "note", "footnote", "picture",
]  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` of a block's text carry the erratum with this id."""

    start: int
    end: int
    erratum: str


@dataclass(frozen=True)
class Block:
    """One citable piece of the text.

    ``before`` and ``after`` are printed around ``received`` in the source but are not part of what is quoted: chapter numbers,
    list numbers, table cells. ``text`` is the reading; ``lead`` counts its leading characters that are set in bold.
    ``path`` leads from the record to the key that holds the words.
    """

    id: str
    kind: BlockKind
    record: Record
    path: KeyPath
    received: str
    text: str
    lead: int = 0
    before: str = ""
    after: str = ""
    mark: str = ""
    cells: dict[str, str] | None = None
    spans: tuple[Span, ...] = ()
    titles: tuple[tuple[int, int], ...] = ()
    """Start and end of each title of a work that is set in italics instead of between marks."""
    cell_errata: tuple[Erratum, ...] = ()
    chapter: str = ""
    section: str = ""
    box: str = ""
    to: str = ""
    """Of a footnote: the block that bears its mark."""
    description: str = ""
    file: str = ""
    """Of a picture: what it shows, in words, and its file in ``data/pictures``, each empty where there is none."""
    level: int = 0
    """Of a paragraph that is a heading below the sections: 1 for the uppermost that stands there, 2 for one below it."""
    in_source: bool = True

    @property
    def printed(self) -> str:
        """Everything that the source prints for this block, in order."""
        return self.before + self.received + self.after if self.in_source else ""


def without_blanks(text: str) -> str:
    """The text without white space of any kind: neither the scan nor the records are exact about it."""
    return re.sub(r"\s+", "", text)


def blocks(records: Records) -> dict[str, Block]:
    """All blocks by id, in the order of the source, read with the errata of ``records``."""
    by_place: dict[str, list[Erratum]] = {}
    for erratum in records.errata.values():
        by_place.setdefault(erratum.at, []).append(erratum)
    return {block.id: _read(block, by_place.get(block.id, ())) for block in sequence(records)}


def sequence(records: Records) -> Iterator[Block]:
    """The blocks as received, in the order of the source, each box once. Boxes that no section places come last."""
    plan, placed = records.plan, set[str]()
    yield _block("front-0", "plan", plan, ("title",), plan.title)
    yield from _body(plan.front, plan, ("front",), records, placed)
    for chapter in records.chapters.values():
        yield from _part(chapter.id, records, placed)
        yield from _chapter(chapter, records, placed)
    later = {part.box for part in plan.closing if isinstance(part, BoxPlacement)}
    for box in records.boxes.values():
        if box.id not in placed | later:
            yield from _box(box, plan, {})
    yield from _body(plan.closing, plan, ("closing",), records, placed)


def _block(id: str, kind: BlockKind, record: Record, path: KeyPath, received: str, **rest: object) -> Block:
    return Block(id, kind, record, path, received, received, **rest)  # type: ignore[arg-type]


def _forms_below(plan: Plan) -> tuple[str, ...]:
    """How headings below the sections look."""
    return plan.headings.below if plan.headings else ()


def _paragraph(paragraph: Paragraph, record: Record, path: KeyPath, **rest: object) -> Block:
    return _block(paragraph.id, "paragraph", record, path, paragraph.full, lead=len(paragraph.lead or ""), **rest)


def _footnote(note: Footnote, record: Record, path: KeyPath, at: dict[str, str]) -> Block:
    return _block(note.id, "footnote", record, (*path, "text"), note.text, before=note.mark, mark=note.mark, to=note.to, **at)


def _picture(picture: Picture, record: Record, path: KeyPath, at: dict[str, str]) -> Block:
    mark = picture.printed or ""
    return _block(
        picture.id, "picture", record, path, picture.caption or "", before=(picture.placeholder or "") + mark, mark=mark,
        description=picture.description or "", file=picture.file or "", **at,
    )  # fmt: skip


def _body(
    parts: Iterable[SectionPart], record: Plan | Chapter, path: KeyPath, records: Records, placed: set[str], **at: str
) -> Iterator[Block]:  # fmt: skip
    """Paragraphs, footnotes, pictures and, where they are placed first, boxes."""
    forms, above = _forms_below(records.plan), list[int]()
    for index, part in enumerate(parts):
        if isinstance(part, Footnote):
            yield _footnote(part, record, (*path, index), at)
        elif isinstance(part, Picture):
            yield _picture(part, record, (*path, index), at)
        elif not isinstance(part, BoxPlacement):
            if form := form_of(part.full, forms):
                above = [*(other for other in above if other < form), form]
            yield _paragraph(part, record, (*path, index), level=len(above) if form else 0, **at)
        elif part.box in records.boxes and part.box not in placed:
            placed.add(part.box)
            yield from _box(records.boxes[part.box], records.plan, at)


def _part(first: str, records: Records, placed: set[str]) -> Iterator[Block]:
    """The part that begins with this chapter, if one does."""
    plan = records.plan
    for index, part in enumerate(plan.parts):
        if part.first == first:
            path: KeyPath = ("parts", index)
            yield _block(f"part-{index + 1:02d}", "part", plan, (*path, "title"), part.title, before=plan.printed("part", part.number))
            yield from _body(part.intro, plan, (*path, "intro"), records, placed)


def _chapter(chapter: Chapter, records: Records, placed: set[str]) -> Iterator[Block]:
    plan = records.plan
    before = chapter.printed or plan.printed("chapter", chapter.number)
    yield _block(chapter.id, "chapter", chapter, ("title",), chapter.title, before=before, chapter=chapter.id)
    yield from _body(chapter.intro, chapter, ("intro",), records, placed, chapter=chapter.id)
    for index, section in enumerate(chapter.sections):
        id, path = f"{chapter.id}-{section.number}", ("sections", index)
        at = {"chapter": chapter.id, "section": id}
        before = section.printed or plan.printed("section", section.number, chapter.number)
        yield _block(id, "section", chapter, (*path, "title"), section.title, before=before, **at)
        yield from _body(section.body, chapter, (*path, "body"), records, placed, **at)


def _box(box: Box, plan: Plan, place: dict[str, str]) -> Iterator[Block]:
    at = place | {"box": box.id}
    before = box.printed or ("" if box.unnumbered else plan.printed("box", box.number))
    yield _block(f"box-{box.id}", "box", box, ("title",), box.title, before=before, in_source=not box.title_lost, **at)
    for index, node in enumerate(box.body):
        yield from _node(node, box, ("body", index), at)
    if box.table:
        head = "".join(cell.text for row in box.table.head for cell in row)
        yield _block(f"box-{box.id}-head", "head", box, ("table", "head"), head, **at)
        for index, row in enumerate(box.table.rows):
            yield _row(row, box, box.table.columns, ("table", "rows", index), at)
    for index, note in enumerate(box.notes):
        yield _block(f"box-{box.id}-note-{index + 1}", "note", box, ("notes", index), note, **at)


def _node(node: Node, box: Box, path: KeyPath, at: dict[str, str]) -> Iterator[Block]:
    mark = node.mark or ""
    yield _block(f"box-{box.id}-{node.id}", "node", box, path, node.full, lead=len(node.lead or ""), before=mark, mark=mark, **at)
    for index, item in enumerate(node.items):
        yield from _node(item, box, (*path, "items", index), at)


def _row(row: Row, box: Box, columns: tuple[str, ...], path: KeyPath, at: dict[str, str]) -> Block:
    id = f"box-{box.id}-{row.id}"
    if row.heading:
        return _block(id, "heading", box, (*path, "heading"), row.heading, **at)
    cells = {column: row.cells[column] for column in columns if column in row.cells}
    after = "".join(cells.values())
    return _block(id, "row", box, path, row.name or "", before=row.group or "", after=after, cells=cells, **at)


def _read(block: Block, errata: Iterable[Erratum]) -> Block:
    """The block with its reading: certain errata applied, a span left by each."""
    found: list[tuple[int, int, Erratum]] = []
    for erratum in errata:
        if erratum.column is None and erratum.received:
            found += [(m.start(), m.end(), erratum) for m in re.finditer(re.escape(erratum.received), block.received)]
    text, spans, last, lead = "", [], 0, block.lead
    for start, end, erratum in sorted(found, key=lambda hit: hit[:2]):
        if start < last:
            continue
        words = replacement(erratum) if applies(erratum) else block.received[start:end]
        text += block.received[last:start]
        spans.append(Span(len(text), len(text) + len(words), erratum.id))
        text, last = text + words, end
        if end <= block.lead:
            lead += len(words) - (end - start)
    cells = {column: _cell(value, column, errata) for column, value in (block.cells or {}).items()}
    return replace(
        block, text=text + block.received[last:], lead=lead, spans=tuple(spans), cells=cells if block.cells is not None else None,
        cell_errata=tuple(erratum for erratum in errata if erratum.column or not erratum.received),
    )  # fmt: skip


def _cell(value: str, column: str, errata: Iterable[Erratum]) -> str:
    for erratum in errata:
        if erratum.column == column and erratum.received and applies(erratum):
            value = value.replace(erratum.received, replacement(erratum))
    return value


def place_of(block: Block) -> str:
    """What the id of a paragraph, a footnote or a picture begins with."""
    if block.section or block.chapter:
        return block.section or f"{block.chapter}-0"
    return f"part-{int(block.path[1]) + 1:02d}" if block.path[0] == "parts" else str(block.path[0])


def applies(erratum: Erratum) -> bool:
    """Whether the text is shown corrected: the damage is certain and the true words are known."""
    return erratum.confidence == "certain" and erratum.read is not None


def replacement(erratum: Erratum) -> str:
    """The words that a certain erratum puts in place of the received ones."""
    return erratum.read or ""
