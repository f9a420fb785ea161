"""Slopes as plain coordinates: from one point a line for each change, on a logarithmic scale, so that equal slope is equal change.

The lines that are named end at labels that keep the order of the ends and a distance from each other; the others are drawn grey.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

LETTER, LINE = 14, 18
"""For how large letters there is room in a label, a pixel more than they have, for some faces are wide; the height of its lines."""
BETWEEN = 8
"""What parts two labels."""
TOP, FOOT = 28, 12
"""Room above for the years, and below."""
WIDE, NARROW = 476, 320
"""The widths of the two drawings: letters keep their size on a phone. 476 is five columns of twelve."""
STARTS = {WIDE: (40, 190), NARROW: (34, 96)}
"""Where the lines begin and end in each."""
LABELS = 24
"""From the end of a line to its label."""
STEPS = (1, 2, 3, 4, 5, 10, 20, 50, 100)
"""The multiples that may be ruled."""


class Slope(NamedTuple):
    """How many times what it was a value is to be; the lines of its label, none for one that is not named; whether it is the steepest."""

    ratio: float
    label: tuple[str, ...] = ()
    is_first: bool = False


class Line(NamedTuple):
    """A line to ``end``, and its label with the base line of its first line; without a label it is one of the many."""

    end: float
    label: tuple[str, ...]
    is_first: bool
    at: float


class Rule(NamedTuple):
    """A ruled multiple, 1 for what does not change."""

    y: float
    times: int


@dataclass(frozen=True)
class Slopes:
    """Lines from (``left``, ``origin``) to ``right``; labels begin at ``label``."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    origin: float
    width: int
    height: int

    @property
    def left(self) -> int:
        """Where the lines begin."""
        return STARTS[self.width][0]

    @property
    def right(self) -> int:
        """Where they end."""
        return STARTS[self.width][1]

    @property
    def label(self) -> int:
        """Where the labels begin."""
        return self.right + LABELS


def room(width: int) -> int:
    """How wide a label may be in the drawing of a width."""
    return width - STARTS[width][1] - LABELS


def slopes(found: Sequence[Slope], width: int) -> Slopes:
    """The drawing of a width: as high as its labels need."""
    named = sorted((slope for slope in found if slope.label), key=lambda slope: -slope.ratio)
    needed = sum(len(slope.label) * LINE + BETWEEN for slope in named)
    height = TOP + max(needed, 200) + FOOT
    top, bottom = TOP + LINE // 2, height - FOOT - LINE
    high = math.log(max(1.0, *(slope.ratio for slope in found)))
    low = math.log(min(1.0, *(slope.ratio for slope in found)))

    def place(ratio: float) -> float:
        return round(bottom - (math.log(ratio) - low) / ((high - low) or 1) * (bottom - top), 1)

    ends = [place(slope.ratio) for slope in named]
    labels = _apart(ends, [len(slope.label) * LINE for slope in named], height)
    lines = [Line(place(slope.ratio), (), False, 0) for slope in found if not slope.label]
    lines += [Line(end, slope.label, slope.is_first, at) for slope, end, at in zip(named, ends, labels, strict=True)]
    rules = tuple(Rule(place(times), times) for times in STEPS if low <= math.log(times) <= high + 1e-9)
    return Slopes(tuple(lines), rules, place(1.0), width, height)


def _apart(ends: Sequence[float], heights: Sequence[int], height: int) -> list[float]:
    """The base line of the first line of each label: beside its end where there is room, in the order of the ends.

    From the top each is pushed below the one before; then, from the bottom, each is pushed up until the last fits.
    """
    tops = []
    free = float(TOP - LINE // 2)
    for end, tall in zip(ends, heights, strict=True):
        tops.append(max(free, end - LINE / 2))
        free = tops[-1] + tall + BETWEEN
    limit = float(height)
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], limit - heights[index])
        limit = tops[index] - BETWEEN
    return [round(top + LETTER, 1) for top in tops]
