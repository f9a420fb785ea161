"""The plan in its own words and in a translation, piece beside piece: two books of the same plan become one, paired by ids.

The plan's own words lead: they are what is quoted. Their notes keep their numbers, and the translation's take them over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from planbook.downloads.book import book
from planbook.downloads.book_parts import Book, BoxPart, Cell, ChapterPart, Heading, Note, PicturePart, Run, Table, TableRow, Text
from planbook.pages.renderer import Renderer

T = TypeVar("T", bound=Text | Heading | BoxPart | PicturePart | ChapterPart | TableRow)


def parallel(original: Renderer, translated: Renderer) -> Book:
    """The book of the plan in its own words with the translation beside it; each says of itself what its edition says."""
    translation = translated.view.reading.translation
    return paired(book(original.view, original.root, translation), book(translated.view, translated.root))


def paired(own: Book, other: Book) -> Book:
    """``own`` with the pieces of ``other`` beside its own. Raises ``ValueError`` when the two are not of the same text."""
    return _Pairing(own, other).book()


class _Pairing:
    """Two books on their way to be one."""

    def __init__(self, own: Book, other: Book) -> None:
        self.own, self.other = own, other
        self.numbers = _numbers(own.notes, other.notes)

    def book(self) -> Book:
        own, other = self.own, self.other
        chapters = tuple(self._chapter(*pair) for pair in _in_step(own.chapters, other.chapters))
        return replace(
            own, id=f"{own.id}-{other.id}", keywords=tuple(dict.fromkeys((*own.keywords, *other.keywords))),
            front=self._parts(own.front, other.front), chapters=chapters, closing=self._parts(own.closing, other.closing),
            notes=self._notes(), beside=replace(other, front=(), chapters=(), closing=(), notes=(), pictures={}),
        )  # fmt: skip

    def _notes(self) -> tuple[Note, ...]:
        said = {self.numbers[note.number]: note for note in self.other.notes}
        return tuple(replace(note, beside=said[note.number]) for note in self.own.notes)

    def _chapter(self, own: ChapterPart, other: ChapterPart) -> ChapterPart:
        return replace(own, title=self._part(own.title, other.title), parts=self._parts(own.parts, other.parts))

    def _parts(self, own: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(self._part(*pair) for pair in _in_step(own, other))

    def _part(self, own: Any, other: Any) -> Any:
        """A text, a picture or a heading with the other's beside it; a box with the other's words beside all that is in it."""
        if not isinstance(own, BoxPart):
            return replace(own, beside=replace(other, runs=self._runs(other.runs)))
        table = self._table(own.table, other.table) if own.table else None
        return replace(own, title=self._part(own.title, other.title), table=table, texts=self._parts(own.texts, other.texts))

    def _table(self, own: Table, other: Table) -> Table:
        return replace(own, head=_rows(own.head, other.head), rows=_rows(own.rows, other.rows))

    def _runs(self, runs: Iterable[Run]) -> tuple[Run, ...]:
        """Runs of the translation with the numbers that their notes have in the plan's own words."""
        return tuple(replace(run, notes=tuple(self.numbers[number] for number in run.notes)) for run in runs)


def _numbers(own: Iterable[Note], other: Iterable[Note]) -> dict[int, int]:
    """For each note of the one the number of the same note of the other: of the same erratum at the same place, the first for the first."""
    waiting = defaultdict[tuple[str, str], list[int]](list)
    for note in own:
        waiting[note.at, note.erratum].append(note.number)
    try:
        return {note.number: waiting[note.at, note.erratum].pop(0) for note in other}
    except IndexError:
        raise ValueError("The translation has a note that the plan has not.") from None


def _rows(own: tuple[TableRow, ...], other: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    return tuple(
        replace(row, cells=tuple(_cell(*pair) for pair in zip(row.cells, said.cells, strict=True))) for row, said in _in_step(own, other)
    )


def _cell(own: Cell, other: Cell) -> Cell:
    """A cell with both names in it; a figure, which both write alike, stands once. Its notes are marked once."""
    said = tuple(replace(run, notes=()) for run in other.runs)
    same = [run.text for run in own.runs] == [run.text for run in said]
    return own if same else replace(own, beside=tuple(run for run in said if run.text))


def _in_step(own: tuple[T, ...], other: tuple[T, ...]) -> list[tuple[T, T]]:
    """Each piece with the one of the same id."""
    if [piece.id for piece in own] != [piece.id for piece in other]:
        raise ValueError("The translation does not hold the same pieces as the plan.")
    return list(zip(own, other, strict=True))
