"""The received text and the proof: the records, put back in order, are the source, character for character.

White space, tabs and page breaks do not count: the scan is not exact about them and the records do not keep them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from planbook.text.blocks import Block, without_blanks

CONTEXT = 12


@dataclass(frozen=True)
class Difference:
    """Where the records leave the source: the block, the source line, what each of the two says there."""

    block: Block
    line: int
    records_say: str
    source_says: str


@dataclass(frozen=True)
class Proof:
    """The outcome of putting the records back in order.

    ``lines`` maps each block id to the first and last line (from 1) of the source that it was read from; ``characters``
    counts what was compared, without blanks; ``bytes`` is the size of the received file.
    """

    lines: dict[str, tuple[int, int]]
    differences: tuple[Difference, ...]
    characters: int
    bytes: int = 0


class _Source:
    def __init__(self, source: str) -> None:
        rows = [without_blanks(line) for line in source.split("\n")]
        self.text = "".join(rows)
        self._ends = list(accumulate(map(len, rows)))

    def line(self, position: int) -> int:
        """The line, from 1, in which the character at ``position`` stands."""
        return bisect_right(self._ends, position) + 1


def prove(blocks: Iterable[Block], source: str) -> Proof:
    """Compare the blocks in their order with the source text; every block that differs gives one difference."""
    text, position = _Source(source), 0
    lines: dict[str, tuple[int, int]] = {}
    differences: list[Difference] = []
    sequence = [(block, without_blanks(block.printed)) for block in blocks]
    before: tuple[Block, str, int] | None = None
    for index, (block, printed) in enumerate(sequence):
        start = end = position
        if text.text.startswith(printed, position):
            end = position + len(printed)
        else:
            start, end = _resume(text.text, position, [words for _, words in sequence[index:]])
            if before and start > position and text.line(position) == text.line(position - 1) != text.line(start):
                differences.append(_difference(*before, start, text))
            else:
                differences.append(_difference(block, printed, position, end, text))
        if printed:
            before = block, printed, start
        lines[block.id] = (text.line(start), text.line(max(start, end - 1)))
        position = end
    if before and position < len(text.text):
        differences.append(_difference(*before, len(text.text), text))
    return Proof(lines, tuple(differences), len(text.text), len(source.encode()))


def _resume(text: str, position: int, printed: list[str]) -> tuple[int, int]:
    """Where a block that does not stand at ``position`` stands after all, or else where it gives way to an intact one.

    The nearest match counts, so that one fault does not condemn all that comes after it. ``printed`` begins with the block.
    """
    anchors = ["".join(printed[k : k + CONTEXT])[: max(len(printed[k]), CONTEXT)] for k in range(min(4, len(printed)))]
    found = [(text.find(anchor, position), place) for place, anchor in enumerate(anchors)]
    start, place = min((hit for hit in found if hit[0] >= 0), default=(position if printed[1:] else len(text), 1))
    if place == 0:
        return start, start + len(printed[0])
    damaged = text.find(printed[1][:CONTEXT], position, start) if place > 1 else -1
    return position, damaged if damaged >= 0 else start


def _difference(block: Block, printed: str, start: int, end: int, text: _Source) -> Difference:
    """The first place at which a block parts from the source between ``start`` and ``end``, with the words around it."""
    received = text.text[start : start + len(printed) + CONTEXT]
    same = next((i for i, (a, b) in enumerate(zip(printed, received, strict=False)) if a != b), min(len(printed), len(received)))
    around = slice(max(0, same - CONTEXT), same + CONTEXT)
    return Difference(block, text.line(min(start + same, max(start, end - 1))), printed[around], received[around])
