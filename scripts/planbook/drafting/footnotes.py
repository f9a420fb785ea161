"""Footnotes: which lines are some, where they stand in the received lines, and which words they are tied to.

A line is a footnote when it begins with a mark that stands behind a word further up. What is printed at the foot of a page tears the
paragraph that goes on over it; such a footnote is moved behind that paragraph, which the mark of its draft says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planbook.drafting.heading_forms import HeadingForms
from planbook.drafting.source_lines import Line
from planbook.drafting.spelling import NOTE_MARK
from planbook.records.model import Box, BoxPlacement, Footnote, Paragraph, SectionPart

FIRST = re.compile(rf"(?P<mark>{NOTE_MARK})\s*(?P<text>[^\s].*)", re.DOTALL)
BEHIND_A_WORD = re.compile(rf"(?<=[^：；，、:;,。.\s（(])({NOTE_MARK})|(?<=[。.，, ])([\[［][0-9]{{1,2}}[\]］]|[¹²³⁴-⁹])|(?<=。)([①-⑳])$")
"""A mark that counts no item of a list: it stands behind a word, or behind the end of a paragraph."""
TORN = re.compile(rf"[^。！？：；…!?:;.”’）)】」』①-⑳¹²³⁴-⁹\]］]({NOTE_MARK})*$")
ITEM = re.compile(r"[0-9０-９]{1,2}[.．、]|（[一二三四五六七八九十]{1,3}）")
LONG = 16
"""A line of fewer characters that ends without a stop was not torn."""
MOST = 4
"""Over how many lines a footnote may be moved."""


class Noted(NamedTuple):
    """Lines in which footnotes stand behind what they tear; the numbers of those that are footnotes, and of those that were moved."""

    lines: tuple[Line, ...]
    notes: frozenset[int]
    moved: frozenset[int]


def noted(lines: tuple[Line, ...], forms: HeadingForms) -> Noted:
    """Find the footnotes among the lines behind the title, and move those that stand in the middle of a paragraph or a list."""
    notes = frozenset(_notes(lines))
    made, moved = list(lines), set[int]()
    for line in lines:
        if line.number in notes:
            place = made.index(line)
            behind = _behind(made, place, notes, forms)
            if behind > place:
                made.insert(behind, made.pop(place))
                moved.add(line.number)
    return Noted(tuple(made), notes, frozenset(moved))


def _notes(lines: tuple[Line, ...]) -> Iterator[int]:
    """The numbers of the lines that are footnotes. Below a table that bears the mark, a line is a note to it, as ever."""
    waiting: dict[str, bool] = {}
    below_table = False
    for line in lines:
        found = FIRST.match(line.words) if not line.cells else None
        if found and found["mark"] in waiting and not (below_table and waiting[found["mark"]]):
            del waiting[found["mark"]]
            yield line.number
            continue
        below_table = bool(line.cells) or (below_table and bool(found))
        for words in line.cells or (line.words,):
            waiting |= {next(filter(None, hit.groups())): bool(line.cells) for hit in BEHIND_A_WORD.finditer(words)}


def _behind(lines: list[Line], place: int, notes: frozenset[int], forms: HeadingForms) -> int:
    """The place of the footnote when it stands behind what it tears; its own place where it tears nothing."""
    before = next((line for line in reversed(lines[:place]) if line.number not in notes), None)
    behind = place
    for at in range(place + 1, min(place + 1 + MOST, len(lines))):
        line = lines[at]
        if line.number in notes or before is None:
            continue
        torn = not before.cells and len(before.words) >= LONG and bool(TORN.search(before.words))
        listed = bool(ITEM.match(before.words) and ITEM.match(line.words))
        if not (torn or listed) or line.cells or forms.find(line.text):
            break
        before, behind = line, at
    return behind


# --- what they are tied to ------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """A block that may bear marks, by its id, and all words that it has."""

    id: str
    words: str


class Ties:
    """Ties footnotes to the last words before them that bear their mark, going through the text in order."""

    def __init__(self, boxes: list[Box]) -> None:
        self._boxes = {box.id: box for box in boxes}
        self._places: list[Place] = []

    def heading(self, id: str, title: str) -> None:
        """A heading was passed."""
        self._places.append(Place(id, title))

    def body(self, parts: Sequence[SectionPart]) -> list[SectionPart]:
        """The parts with their footnotes tied."""
        return [self._part(part) for part in parts]

    def _part(self, part: SectionPart) -> SectionPart:
        if isinstance(part, Footnote):
            return part.model_copy(update={"to": self._bearer(part)})
        if isinstance(part, BoxPlacement):
            self._places += _in_box(self._boxes[part.box])
        elif isinstance(part, Paragraph):
            self._places.append(Place(part.id, part.full))
        return part

    def _bearer(self, note: Footnote) -> str:
        """The block before it that bears its mark; that it stands somewhere is why the line was taken for a footnote."""
        return next((place.id for place in reversed(self._places) if note.mark in place.words), note.to)


def _in_box(box: Box) -> Iterator[Place]:
    front = f"box-{box.id}"
    yield Place(front, box.title)
    yield from (Place(f"{front}-{node.id}", node.full) for node in box.nodes())
    for row in box.table.rows if box.table else ():
        yield Place(f"{front}-{row.id}", "".join((row.heading or "", row.group or "", row.name or "", *row.cells.values())))
    yield from (Place(f"{front}-note-{number}", words) for number, words in enumerate(box.notes, 1))
