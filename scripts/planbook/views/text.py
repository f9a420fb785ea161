"""The text of one edition as a page shows it: blocks cut into segments, how a block is cited, where a record is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from planbook.editions.foreign import Foreign, plain
from planbook.editions.reading import Reading
from planbook.editions.words import Words
from planbook.records.memory import kept_by
from planbook.records.model import (
    Box,
    BoxPlacement,
    Chapter,
    Erratum,
    Evidence,
    Indicator,
    Paragraph,
    Project,
    Section,
    SectionPart,
    Target,
)
from planbook.text import addresses
from planbook.text.blocks import Block
from planbook.text.links import Links, Mention
from planbook.text.shelves import Shelf

CLAUSES = re.compile(r"(?<![”」]) | (?![“「])")
"""The blanks of a title, but for those between two quotations."""
EXCERPT = 36
"""How many characters an excerpt has on each side of a mention."""
SENTENCE_END = re.compile(r"[.;] ")
NUMBER_OF_PICTURE = re.compile(r"[0-9０-９]+([-–.．—－][0-9０-９]+)?")
RAISED = frozenset("¹²³⁴⁵⁶⁷⁸⁹")
SIGNS, SIGNS_OF_A_NUMBER = ":：", ":：.．、"
"""Signs behind a printed number, as in 专栏1： or Figure 1., which a reference leaves out."""


class Segment(NamedTuple):
    """A run of characters shown alike: bold or not, leading to a record or not, under an erratum or not."""

    text: str
    lead: bool
    mention: Mention | None
    erratum: Erratum | None
    closes: bool
    """Whether the words of the erratum end here, so that its mark follows."""
    title: bool
    """Whether it is the title of a work, to be set in italics."""
    note: str
    """The id of the footnote whose mark it is, if it is one."""


class Excerpt(NamedTuple):
    """A block that mentions a record, cut to the words around the mention."""

    block: Block
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class PlanText:
    """The blocks of one edition."""

    reading: Reading
    links: Links
    words: Words

    def block(self, id: str) -> Block:
        """The block with this id. Raises ``KeyError`` when there is none."""
        return self.reading.blocks[id]

    @cached_property
    def order(self) -> dict[str, int]:
        """Each block's place in the order of the text, by its id."""
        return {id: place for place, id in enumerate(self.reading.blocks)}

    def address(self, id: str) -> str:
        """Where a block stands, from the root of the edition."""
        return addresses.of_block(self.block(id))

    # --- its words --------------------------------------------------------------------------------------------------------

    def segments(self, id: str) -> list[Segment]:
        """The text of a block, cut wherever its look or its link changes."""
        block, marks = self.block(id), self.links.marks.get(id, ())
        cuts = {0, block.lead, len(block.text)}
        cuts |= {edge for mark in marks for edge in mark[:2]} | {edge for span in block.spans for edge in (span.start, span.end)}
        cuts |= {edge for title in block.titles for edge in title} | {edge for start, end in self.notes_in(id) for edge in (start, end)}
        return [self._segment(block, start, end) for start, end in pairwise(sorted(cuts))]

    def _segment(self, block: Block, start: int, end: int) -> Segment:
        marks = self.links.marks.get(block.id, ())
        covering = [mark for mark in marks if mark.start <= start < mark.end]
        mark = min(covering, key=lambda mark: mark.end - mark.start, default=None)  # the inner of two
        mention = Mention(mark.kind, mark.id) if mark else None
        span = next((span for span in block.spans if span.start <= start < span.end), None)
        erratum = self.reading.records.errata[span.erratum] if span else None
        note = self.notes_in(block.id).get((start, end), "")
        return Segment(
            block.text[start:end], end <= block.lead, None if note else mention, erratum, span is not None and span.end == end,
            _within(block, start), note,
        )  # fmt: skip

    def notes_in(self, id: str) -> dict[tuple[int, int], str]:
        """Start and end of each mark of a footnote in the words of a block, with the id of the footnote."""
        places = ((_place_of(note.before, self.block(id).text), note) for note in self._notes.get(id, ()))
        return {(start, start + len(note.before)): note.id for start, note in places if start >= 0}

    @cached_property
    def _notes(self) -> dict[str, list[Block]]:
        """The footnotes of each block that has some, by its id."""
        found: dict[str, list[Block]] = {}
        for block in self.reading.blocks.values():
            if block.to:
                found.setdefault(block.to, []).append(block)
        return found

    def clauses(self, title: str) -> list[str]:
        """A title cut at the blanks where its lines may end: not between two quotations, and not where blanks part words of letters."""
        return CLAUSES.split(title) if self.words.wide else [title]

    def mentions(self, kind: str, id: str) -> list[Excerpt]:
        """Every block that speaks of a record, with the words around it, in the order of the text."""
        mention = Mention(kind, id)  # type: ignore[arg-type]
        return [self._excerpt(self.block(at), mention) for at in self.links.blocks.get(mention, ())]

    def quoted(self, evidence: Evidence, mention: Mention) -> str:
        """The words of the plan on which a record rests: the quote, or in a translation the sentences that say the same."""
        quote, text = evidence.quote or "", self.block(evidence.at).text
        start, end = self.links.spans.get((evidence.at, mention), (0, 0))
        if not isinstance(quote, Foreign) or not 0 < end <= len(text):
            return quote
        begin = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
        stop = next((match.start() + 1 for match in SENTENCE_END.finditer(text, end - 1)), len(text))
        return text[begin:stop]

    def _excerpt(self, block: Block, mention: Mention) -> Excerpt:
        start, end = self.links.spans[block.id, mention]
        if end > len(block.text):
            return Excerpt(block, "", block.text, "")
        begin, stop = self._around(block.text, start, end)
        before = ("…" if begin else "") + block.text[begin:start]
        return Excerpt(block, before, block.text[start:end], block.text[end:stop] + ("…" if stop < len(block.text) else ""))

    def _around(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Where an excerpt begins and stops; in a language with blanks between words, between two of them."""
        if self.words.wide:
            return max(0, start - EXCERPT), min(len(text), end + EXCERPT)
        begin, stop = start - 2 * EXCERPT, end + 2 * EXCERPT
        begin = text.find(" ", begin, start) + 1 or start if begin > 0 else 0
        return begin, text.rfind(" ", end, stop) if stop < len(text) and " " in text[end:stop] else min(len(text), stop)

    # --- how a block is called --------------------------------------------------------------------------------------------

    @kept_by
    def label(self, id: str) -> str:
        """How people cite the block: 第四章第二节第3段, 专栏4第3项."""
        block, _ = self.block(id), self.words.gettext
        if block.box:
            box = self._box(block.box) or self.block(f"box-{block.box}").text
            rest = {"node": self._node_label(block), "row": block.text, "note": _("note")}.get(block.kind, "")
            return _("%(box)s, %(part)s") % {"box": box, "part": rest} if rest else box
        if block.id.startswith("part-"):
            return self._part(int(block.id.split("-")[1]) - 1)
        if not block.chapter:
            return _("Preface") if block.id.startswith("front") else _("Closing lines")
        chapter, within = self._chapter_in_part(block.chapter), self.words.within
        place = within(chapter, self._section(block.section)) if block.section else chapter
        if block.kind in ("chapter", "section"):
            return place
        if block.kind == "footnote":
            return within(place, _("note %(mark)s") % {"mark": block.before})
        if block.kind == "picture":
            return within(place, self.kicker(block.id) or _("picture"))
        return within(place, _("paragraph %(number)s") % {"number": block.id.rpartition("-")[2]} if block.section else _("introduction"))

    def kicker(self, id: str) -> str:
        """What is printed before the words of a block: the number of a chapter, section, box or item, the name of a group of rows."""
        block, plan = self.block(id), self.reading.records.plan
        if block.kind == "picture":
            return self._picture(block)
        if block.before and plan.headings and self.words.wide:
            return block.before
        match block.kind:
            case "part":
                return self._part(int(block.id.rpartition("-")[2]) - 1)
            case "chapter":
                return self._chapter(block.chapter)
            case "section":
                return self._section(block.section)
            case "box":
                return self._box(block.box)
        return block.mark or block.before

    def _part(self, place: int) -> str:
        return self.words.gettext("Part %(number)s") % {"number": self.words.numeral(self.reading.records.plan.parts[place].number)}

    def _chapter(self, id: str) -> str:
        chapter = self.reading.records.chapters[id]
        if chapter.printed and self.words.wide:
            return chapter.printed.rstrip(SIGNS)
        return self.words.gettext("Chapter %(number)s") % {"number": self.words.numeral(chapter.number)}

    def _chapter_in_part(self, id: str) -> str:
        """A chapter, behind its part where the numbers of the chapters begin anew in each."""
        place = self._place_of_part(id)
        if place is None or not any(chapter.printed for chapter in self.reading.records.chapters.values()):
            return self._chapter(id)
        return self.words.within(self._part(place), self._chapter(id))

    def _place_of_part(self, chapter: str) -> int | None:
        """Which part a chapter stands in, counted from 0."""
        parts = self.reading.records.plan.parts
        return max((place for place, part in enumerate(parts) if int(part.first) <= int(chapter)), default=None)

    def _box(self, id: str) -> str:
        """Name and number of a box as they are printed; nothing where it has neither."""
        box = self.reading.records.boxes[id]
        if box.unnumbered or (box.printed and self.words.wide):
            return (box.printed or "").rstrip(SIGNS)
        return self.words.gettext("Box %(number)s") % {"number": box.number}

    def _picture(self, block: Block) -> str:
        """What is printed before the caption of a picture; nothing where nothing is."""
        number = NUMBER_OF_PICTURE.search(block.mark)
        if self.words.wide or not number:
            return block.mark.rstrip(SIGNS_OF_A_NUMBER)
        return self.words.gettext("Figure %(number)s") % {"number": number[0]}

    def _section(self, id: str) -> str:
        return self.words.gettext("Section %(number)s") % {"number": self.words.numeral(int(id.rpartition("-")[2]))}

    def named(self, id: str) -> str:
        """A heading by its place and its words: what a link to it is called in a list of links."""
        label, heading = self.label(id), plain(self.block(id).text)
        return label if heading in label else f"{label} {heading}"

    def numbered(self, id: str) -> str:
        """The words of a heading behind its number."""
        return self.words.numbered(self.kicker(id), self.block(id).text)

    def _node_label(self, block: Block) -> str:
        """The item's printed number, or its heading, below the heading of the group that it stands in: numbers begin anew in each."""
        number = block.mark.rstrip(".、")
        own = self.words.gettext("item %(number)s") % {"number": number} if number else _heading(block)
        group = self.reading.blocks.get(block.id.rpartition("-")[0])
        if not (group and group.kind == "node" and _heading(group)):
            return own
        return self.words.gettext("%(box)s, %(part)s") % {"box": _heading(group), "part": own} if own else _heading(group)

    def heading_level(self, id: str) -> int:
        """How deep a heading below the sections stands on its page, counted from the title of the page, 1; 0 for running text."""
        block = self.block(id)
        return block.level and min(6, (2 if block.section else 1) + block.level)

    def number(self, id: str) -> str:
        """The short number in the margin of a paragraph: 4-2-3. Words outside the chapters have none, only the name of their place."""
        return "-".join(part.lstrip("0") or "0" for part in id.split("-")) if self.block(id).chapter else self.label(id)

    @property
    def section_labels(self) -> dict[str, str]:
        """What every section is called, and every introduction: ``04-2``, ``04-0``."""
        sections = {block.id: block.id for block in self.reading.blocks.values() if block.kind == "section"}
        intros = {c.id: [part.id for part in c.intro if isinstance(part, Paragraph)] for c in self.reading.records.chapters.values()}
        introductions = {f"{id}-0": paragraphs[0] for id, paragraphs in intros.items() if paragraphs}
        return {id: self.label(block) for id, block in sorted((sections | introductions).items())}

    # --- what stands where ------------------------------------------------------------------------------------------------

    def place_of(self, record: Indicator | Project | Target) -> str:
        """The block in which a record has its place: the newest table row of an indicator, else where it has its words."""
        if isinstance(record, Indicator):
            return record.rows[-1] if record.rows else record.series[0].evidence[0].at
        return record.evidence[0].at

    def cited_place(self, record: Indicator | Project | Target) -> str:
        """The place of the plan that a citation of a record names."""
        return self.label(self.place_of(record))

    def section_id(self, chapter: Chapter, section: Section) -> str:
        """The id of a section, which is also its anchor."""
        return f"{chapter.id}-{section.number}"

    def boxes_in(self, body: Iterable[SectionPart]) -> list[Box]:
        """The boxes that are placed among paragraphs."""
        return [self.reading.records.boxes[part.box] for part in body if isinstance(part, BoxPlacement)]

    def around(self, block: Block) -> str:
        """The id of what a box is placed in: a section, a chapter, or the plan itself."""
        return block.section or block.chapter or "front-0"

    def page_around(self, block: Block) -> str:
        """The address of the page of the text on which a box stands."""
        return addresses.of_record("chapters", block.chapter) if block.chapter else Shelf.CHAPTERS.path

    def intro_of_part(self, block: str) -> tuple[SectionPart, ...]:
        """The paragraphs and boxes between the title of a part, by the id of its block, and its first chapter."""
        return self.reading.records.plan.parts[int(block.rpartition("-")[2]) - 1].intro

    def part_of(self, chapter: Chapter) -> str:
        """The id of the block of the part that begins with a chapter; nothing where none does."""
        parts = self.reading.records.plan.parts
        return next((f"part-{place:02d}" for place, part in enumerate(parts, 1) if part.first == chapter.id), "")

    def name_of_part(self, chapter: Chapter) -> str:
        """Number and title of the part that a chapter stands in; nothing where it stands in none."""
        place = self._place_of_part(chapter.id)
        return "" if place is None else self.numbered(f"part-{place + 1:02d}")

    @property
    def first_paragraph(self) -> Block:
        """The first paragraph of the first section: it stands for any other where something is explained."""
        paragraphs = [block for block in self.reading.blocks.values() if block.kind == "paragraph"]
        return next((block for block in paragraphs if block.section), paragraphs[0])

    @cached_property
    def headings(self) -> dict[str, str]:
        """The heading within its box under which each block stands, by the id of the block."""
        found, heading = {}, ""
        for block in self.reading.blocks.values():
            if block.kind in ("box", "heading"):
                heading = block.text if block.kind == "heading" else ""
            found[block.id] = heading
        return found


def _place_of(mark: str, text: str) -> int:
    """Where the mark of a footnote stands; -1 where it does not. A raised figure behind a letter is that of a unit: m²."""
    if mark[0] not in RAISED:
        return text.find(mark)
    found = re.search(rf"(?<![A-Za-z]){re.escape(mark)}", text)
    return found.start() if found else -1


def _within(block: Block, start: int) -> bool:
    """Whether a character stands in the title of a work."""
    return any(first <= start < last for first, last in block.titles)


def _heading(block: Block) -> str:
    return block.text[: block.lead].rstrip("：:。.")
