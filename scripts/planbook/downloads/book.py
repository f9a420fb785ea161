"""The plan as a book: one edition's chapters, boxes, tables, notes and provenance as plain values, for EPUB and PDF alike.

A note stands for each place that an erratum marks, numbered through the whole book, so that the number is the same in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planbook.downloads.book_parts import Book, BoxPart, Cell, ChapterPart, Heading, Note, PicturePart, Run, Table, TableRow, Text, Words
from planbook.editions.notice import translated, unofficial
from planbook.editions.translation import Translation
from planbook.records.model import Box, BoxPlacement, Chapter, Erratum, Footnote, Node, Paragraph, Picture, Row, Section, SectionPart
from planbook.text import addresses
from planbook.text.blocks import applies
from planbook.text.links import Mention
from planbook.views.provenance import known, modified
from planbook.views.view import View

BEARS_MARKS = ("paragraph", "node", "row", "note")
"""Blocks whose words a book sets with the marks of footnotes in them; the title of a heading is set plain."""


def book(view: View, root: str, translation: Translation | None = None) -> Book:
    """The edition of ``view`` as a book. ``root`` is the full address of the edition, empty when nobody named it.

    ``translation``: that of which the book speaks, if it is not the edition's own.
    """
    return _Binder(view, root, translation or view.reading.translation).book()


def facts(view: View, root: str, translation: Translation | None) -> Iterator[tuple[str, str]]:
    """What is to be known of a copy that left the site, line by line: name and value. The names are those of ``book``."""
    _, words, plan = view.words.gettext, view.words, view.reading.records.plan
    source, edition = view.reading.records.sources[plan.source], view.reading.edition
    yield _("Title"), plan.title
    yield _("Publisher"), source.publisher
    yield _("Status"), unofficial(words, plan)
    script = _("Converted from simplified Chinese character by character; the words are unchanged.") if edition.kind == "converted" else ""
    yield _("Edition"), _(": ").join(filter(None, (edition.name, script)))
    if translation:
        yield _("Translation"), translated(words, translation)
    yield _("Records"), known(view)
    yield _("Received text"), source.about
    if source.sha256:
        yield _("SHA-256 of the received text"), source.sha256
    proof = _(
        "Put back in order, the records that this copy is made from are the received text, character for character: "
        "%(count)s characters were compared when it was made, white space and page breaks aside."
    )  # fmt: skip
    yield _("Proof"), proof % {"count": words.number(view.proof.characters)}
    yield _("Rights"), source.rights
    yield _("Licence"), _("The editors waive their rights in what they added: CC0 1.0.")
    if root:
        yield _("Address"), root


def told(view: View, root: str) -> str:
    """The facts as lines of plain text, for a README that travels with files; lines end as Windows wants them."""
    lines = [view.words.pair(name, value) for name, value in facts(view, root, view.reading.translation)]
    return "".join(f"{line}\r\n" for line in lines)


class _Binder:
    """Gathers the notes while it goes through the text once, in order."""

    def __init__(self, view: View, root: str, translation: Translation | None) -> None:
        self.view, self.root, self.translation = view, root, translation
        self.records = view.reading.records
        self.notes: list[Note] = []

    def book(self) -> Book:
        plan, edition = self.records.plan, self.view.reading.edition
        source = self.records.sources[plan.source]
        _ = self.view.words.gettext
        front = tuple(self._body(plan.front))
        chapters = tuple(part for chapter in self.records.chapters.values() for part in (*self._part(chapter), self._chapter(chapter)))
        closing = tuple(self._body(plan.closing))
        told = (
            _("Notes"),
            _(
                "Certain slips of the received text are shown as they should read, all others as received; a numbered note stands at each. "
                "Words in brackets were supplied by the editors."
            ),
        )
        return Book(
            id=edition.id, language=edition.language, region=self.view.words.region, edition=edition.name, title=plan.title,
            short_title=plan.short_title, publisher=plan.publisher, issued=plan.issued,
            issued_said=self.view.words.date(plan.issued) if plan.issued else "",
            modified=modified(self.view), address=self.root, rights=source.rights,
            licence=_("The editors waive their rights in what they added: CC0 1.0."),
            accessible=self._accessible(),
            unofficial=unofficial(self.view.words, plan),
            translated=translated(self.view.words, self.translation) if self.translation else "",
            source_sha256=source.sha256 or "", keywords=(plan.short_title, plan.publisher, edition.name, _("Five-year plan")),
            front=front, chapters=chapters, closing=closing, notes=tuple(self.notes),
            facts=(*facts(self.view, self.root, self.translation), told), names=self._names(),
            pictures={name: self.view.reading.pictures[name] for name in self.view.plan_pictures.shown},
        )  # fmt: skip

    def _accessible(self) -> str:
        """What reading aids make of the book."""
        _, pictures = self.view.words.gettext, [block for block in self.view.reading.blocks.values() if block.kind == "picture"]
        if not pictures:
            return _("All of the book is text: headings, tables and notes can be reached by any reading aid.")
        if all(block.description for block in pictures):
            return _("Headings, tables and notes can be reached by any reading aid, and pictures are told in words.")
        return _("Headings, tables and notes can be reached by any reading aid. Not every picture is told in words yet.")

    def _names(self) -> dict[str, str]:
        _ = self.view.words.gettext
        return {
            "contents": _("Table of contents"), "boxes": _("Boxes"), "preface": _("Preface"), "closing": _("Closing lines"),
            "cover": _("Cover"), "about": _("About this book"), "notes": _("Notes"), "note": _("Note %(number)s"),
            "back": _("Back to the text"), "colon": _(": "), "start": _("Beginning of the text"), "online": _("On the site"),
        }  # fmt: skip

    # --- the text ---------------------------------------------------------------------------------------------------------

    def _part(self, first: Chapter) -> Iterable[ChapterPart]:
        """The part that begins with a chapter, where one does."""
        id = self.view.text.part_of(first)
        if id:
            body = tuple(self._body(self.view.text.intro_of_part(id)))
            yield ChapterPart(id, "part", self._heading(id, 1, self.view.text.kicker(id)), body, self.root + self.view.text.address(id))

    def _chapter(self, chapter: Chapter) -> ChapterPart:
        title = self._heading(chapter.id, 1, self.view.text.kicker(chapter.id))
        parts: list[Text | Heading | BoxPart | PicturePart] = list(self._body(chapter.intro))
        for section in chapter.sections:
            parts += self._section(chapter, section)
        return ChapterPart(chapter.id, "chapter", title, tuple(parts), self.root + addresses.of_record("chapters", chapter.id))

    def _section(self, chapter: Chapter, section: Section) -> Iterable[Text | Heading | BoxPart | PicturePart]:
        id = self.view.text.section_id(chapter, section)
        yield self._heading(id, 2, self.view.text.kicker(id))
        yield from self._body(section.body, below=2)

    def _body(self, parts: Iterable[SectionPart], below: int = 1) -> Iterable[Text | BoxPart | PicturePart]:
        """Paragraphs, footnotes, pictures and boxes below a heading of this level: no level is left out (PDF/UA-1, 7.4.2)."""
        for part in parts:
            if isinstance(part, BoxPlacement):
                yield self._box(self.records.boxes[part.box], below + 1)
            elif isinstance(part, Footnote):
                yield self._footnote(part)
            elif isinstance(part, Picture):
                yield self._picture(part)
            else:
                yield self._paragraph(part)

    def _paragraph(self, item: Paragraph) -> Text:
        number = self.view.text.number(item.id) if self.view.text.block(item.id).chapter else ""
        runs = self._runs(item.id)
        bold = bool(self.view.text.block(item.id).level)
        return Text("paragraph", item.id, number, tuple(replace(run, bold=True) for run in runs) if bold else runs)

    def _footnote(self, item: Footnote) -> Text:
        shows_mark = self.view.text.block(item.to).kind in BEARS_MARKS and item.id in self.view.text.notes_in(item.to).values()
        return Text("footnote", item.id, item.mark, self._runs(item.id), to=item.to if shows_mark else "")

    def _picture(self, item: Picture) -> PicturePart:
        shown, _ = self.view.plan_pictures.of(item.id), self.view.words.gettext
        gap = "" if shown.path else _("The document has a picture here.") + (self.view.words.gap + shown.description).rstrip()
        file = self.view.text.block(item.id).file if shown.path else ""
        return PicturePart(item.id, self.view.text.kicker(item.id), self._runs(item.id), str(shown.alt), file, gap)

    def _heading(self, id: str, level: int, number: str, supplied: bool = False) -> Heading:
        runs = self._runs(id)
        if supplied:
            before, after = self.view.words.gettext("[%(title)s]").split("%(title)s")
            runs = (Run(before), *runs[:-1], replace(runs[-1], text=runs[-1].text + after))
        return Heading(id, level, number, runs, "".join(run.text for run in runs))

    def _box(self, box: Box, level: int) -> BoxPart:
        id = f"box-{box.id}"
        title = self._heading(id, level, self.view.text.kicker(id), box.title_lost)
        table = self._table(box) if box.table else None
        texts = list(self._items(box.body, id, 0))
        remarks = [Text("remark", f"{id}-note-{n}", "", self._runs(f"{id}-note-{n}")) for n in range(1, len(box.notes) + 1)]
        return BoxPart(id, title, table, (*texts, *remarks), self.root + addresses.of_record("boxes", box.id))

    def _items(self, nodes: Iterable[Node], box: str, level: int) -> Iterable[Text]:
        for node in nodes:
            id = f"{box}-{node.id}"
            yield Text("item", id, self.view.text.block(id).mark, self._runs(id), level)
            yield from self._items(node.items, box, level + 1)

    def _runs(self, id: str) -> tuple[Run, ...]:
        """The words of a block, cut where their look changes or a note stands."""
        runs = []
        for segment in self.view.text.segments(id):
            notes = (self._note(segment.erratum, id),) if segment.erratum and segment.closes else ()
            to = segment.note or self._row_of(segment.mention)
            runs.append(Run(segment.text, segment.lead, segment.title, notes, to, bool(segment.note)))
        whole = tuple(self._note(erratum, id) for erratum in self.view.errata.of_block(id))
        return _joined([*runs, Run("", notes=whole)] if whole else runs)

    def _row_of(self, mention: Mention | None) -> str:
        """The row of the newest table that holds the indicator which the words name."""
        if mention is None or mention.kind != "indicators":
            return ""
        rows = self.records.indicators[mention.id].rows
        return rows[-1] if rows else ""

    # --- tables -----------------------------------------------------------------------------------------------------------

    def _table(self, box: Box) -> Table:
        assert box.table is not None
        names = 2 if any(row.group for row in box.table.rows) else 1
        columns = names + len(box.table.columns)
        head = [
            TableRow("", tuple(Cell((Run(cell.text, True),), cell.rows, cell.columns, "col") for cell in row)) for row in box.table.head
        ]
        return Table(columns, names, tuple(head), tuple(self._row(box, row, names, columns) for row in box.table.rows))

    def _row(self, box: Box, row: Row, names: int, columns: int) -> TableRow:
        id = f"box-{box.id}-{row.id}"
        if row.heading:
            return TableRow(id, (Cell(self._runs(id), columns=columns, head="rowgroup"),))
        cells = [Cell((Run(self.view.text.block(id).before),), rows=row.group_rows, head="rowgroup")] if row.group else []
        width = 1 if self.view.box_tables.in_group(box, row) else names
        indicator = self.view.indicators.of_row(id)
        address = self.root + addresses.of_record("indicators", indicator.id) if indicator and self.root else ""
        cells.append(Cell(self._runs(id), columns=width, head="row", address=address))
        for cell in self.view.box_tables.cells(box, row):
            notes = tuple(self._note(erratum, id) for erratum in cell.errata)
            text = cell.text or (self.view.words.gettext("[lost]") if cell.errata else "")
            cells.append(Cell((Run(text, notes=notes),), rows=cell.rows))
        return TableRow(id, tuple(cells))

    # --- notes ------------------------------------------------------------------------------------------------------------

    def _note(self, erratum: Erratum, at: str) -> int:
        number = len(self.notes) + 1
        address = self.root + addresses.of_record("errata", erratum.id) if self.root else ""
        self.notes.append(Note(number, at, erratum.id, tuple(self._said(erratum)), address))
        return number

    def _said(self, erratum: Erratum) -> Iterable[Words]:
        _, gap = self.view.words.gettext, "" if self.view.words.wide else " "
        if erratum.received:
            before, after = _("Received: %(words)s.").split("%(words)s")
            yield from (Words(before), Words(erratum.received, received=True), Words(after + gap))
        if erratum.read and applies(erratum):
            yield Words(_("Shown as it should read: %(words)s.") % {"words": erratum.read} + gap)
        elif erratum.read:
            yield Words(_("Probably: %(words)s.") % {"words": erratum.read} + gap)
        yield Words(erratum.reason)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with neighbours joined that look alike, so that no word is torn apart where nothing is to be seen."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not last.notes and (last.bold, last.italic, last.to) == (run.bold, run.italic, run.to) and run.text:
            joined[-1] = replace(last, text=last.text + run.text, notes=run.notes)
        elif run.text or run.notes:
            joined.append(run)
    return tuple(joined)
