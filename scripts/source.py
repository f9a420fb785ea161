"""The received text and the proof: the records, put back in order, are the source, character for character.

White space, tabs and page breaks do not count: the scan is not exact about them and the records do not keep them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from blocks import Block, without_blanks

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
    counts what was compared, without blanks.
    """

    lines: dict[str, tuple[int, int]]
    differences: tuple[Difference, ...]
    characters: int


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
    for index, (block, printed) in enumerate(sequence):
        if text.text.startswith(printed, position):
            end = position + len(printed)
        else:
            end = _resume(text.text, position, sequence[index + 1 :])
            differences.append(_difference(block, printed, text, position, end))
        lines[block.id] = (text.line(position), text.line(max(position, end - 1)))
        position = end
    if position < len(text.text):
        rest = text.text[position : position + 2 * CONTEXT]
        differences.append(Difference(sequence[-1][0], text.line(position), "(nothing more)", rest))
    return Proof(lines, tuple(differences), len(text.text))


def _resume(text: str, position: int, following: list[tuple[Block, str]]) -> int:
    """Where the next intact block begins, so that one fault does not condemn all that comes after it."""
    for _, printed in following[:3]:
        found = text.find(printed, position) if len(printed) >= CONTEXT else -1
        if found >= 0:
            return found
    return position


def _difference(block: Block, printed: str, text: _Source, position: int, end: int) -> Difference:
    received = text.text[position : max(end, position + len(printed))]
    same = next((i for i, (a, b) in enumerate(zip(printed, received, strict=False)) if a != b), min(len(printed), len(received)))
    start = max(0, same - CONTEXT)
    return Difference(
        block, text.line(position + same), printed[start : same + CONTEXT], text.text[position + start : position + same + CONTEXT]
    )
