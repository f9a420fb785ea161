"""Bars as plain coordinates. On a page each bar stands below its name, which is text; in a file names are broken into lines.

A page stretches the bars to its width; ``macros/bars.html`` draws both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from planbook.views.geometry.lettering import fitted, width_of

WIDTH = 400
LETTER = 15
"""Size of the letters of a file."""
NAME, BAR = 20, 20
"""Height of a line of a name, and of the bar below it with the space that follows."""


class Row(NamedTuple):
    """What a bar stands for: its name, its figures in words, the address where it is told."""

    name: str
    label: str
    address: str = ""


class Part(NamedTuple):
    """A stretch of a bar; ``shade`` counts from 0, the darkest."""

    x: float
    width: float
    shade: int


class Bar(NamedTuple):
    """A bar below its name; in a file that takes ``lines``, and the figures stand at the right of the last. ``y`` is its upper edge."""

    y: int
    of: Row
    lines: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Bars:
    """Bars from a common line: at the left, or, when values fall on both sides of it, at ``zero``."""

    bars: tuple[Bar, ...]
    height: int
    zero: float = 0
    width: int = WIDTH


def bars(rows: Sequence[tuple[Row, Sequence[int]]]) -> Bars:
    """A bar for each row and the counts of its parts; the longest fills the width."""
    most = max((sum(counts) for _, counts in rows), default=0) or 1
    drawn: list[Bar] = []
    for row, counts in rows:
        starts = [0, *accumulate(counts)]
        parts = [
            Part(_wide(start, most), _wide(count, most), shade) for shade, (start, count) in enumerate(zip(starts, counts, strict=False))
        ]
        drawn.append(_below(drawn, row, tuple(part for part in parts if part.width)))
    return Bars(tuple(drawn), _end(drawn))


def _below(drawn: Sequence[Bar], row: Row, parts: tuple[Part, ...]) -> Bar:
    """The next bar below those that are drawn.

    A name is never cut: where its last line would run into the label, that has a line of its own.
    """
    lines = fitted(row.name, WIDTH, LETTER)
    if lines and width_of(lines[-1], LETTER) + width_of(row.label, LETTER) + LETTER > WIDTH:
        lines.append("")
    return Bar(_end(drawn) + max(len(lines), 1) * NAME, row, tuple(lines), parts)


def _end(drawn: Sequence[Bar]) -> int:
    """Where the space after the last bar ends."""
    return drawn[-1].y + BAR if drawn else 0


def _wide(count: int, most: int) -> float:
    return round(count / most * WIDTH, 1)


def deviations(rows: Sequence[tuple[Row, Decimal]]) -> Bars:
    """A bar for each row and the share by which a value lies beyond (right) or short of (left) what was aimed at.

    Shares beyond twice the aim are cut: the label says how far they go.
    """
    shares = [max(min(float(share), 1.0), -1.0) for _, share in rows]
    right, left = max([0.0, *shares]), -min([0.0, *shares])
    scale = WIDTH / ((right + left) or 1)
    zero = round(left * scale, 1)
    drawn: list[Bar] = []
    for (row, _), share in zip(rows, shares, strict=True):
        width = max(round(abs(share) * scale, 1), 1.5) if share else 0
        part = Part(zero if share >= 0 else round(zero - width, 1), width, 0 if share >= 0 else 1)
        drawn.append(_below(drawn, row, (part,) if width else ()))
    return Bars(tuple(drawn), _end(drawn), zero)
