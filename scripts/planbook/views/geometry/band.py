"""The band of marks as plain coordinates: a column of marks is filled, then the next; groups stand side by side.

On a page the groups flow as wide as the window is; ``laid`` says where they stand in a file of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

CELL = 24
"""The square of a mark in pixels, as large as a target for a finger must be (WCAG 2.2, 2.5.8)."""
ROWS = 5
HEIGHT = ROWS * CELL
FOOT = 48
"""Room below the marks of a group for its name and how many there are."""
GAP = 16
"""What parts two groups."""
WIDTH = 640
"""How wide the band is in a file."""


class Marked(NamedTuple):
    """What is marked: the sign of the mark, the address where it leads, what is said of it."""

    kind: str
    address: str
    said: str


class Mark(NamedTuple):
    """The middle of a mark in its group, and what it marks."""

    x: int
    y: int
    of: Marked


class Group(NamedTuple):
    """Marks below one name: ``short`` is drawn, ``name`` is read aloud. ``x`` and ``y``: where the group stands in a file."""

    short: str
    name: str
    address: str
    marks: tuple[Mark, ...]
    width: int
    height: int = HEIGHT
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Band:
    """Groups in their order; width and height are those of a file."""

    groups: tuple[Group, ...]
    height: int
    width: int = WIDTH


def group(short: str, name: str, address: str, marked: Sequence[Marked]) -> Group:
    """A group with its marks in columns of five."""
    marks = tuple(Mark(i // ROWS * CELL + CELL // 2, i % ROWS * CELL + CELL // 2, one) for i, one in enumerate(marked))
    return Group(short, name, address, marks, -(-len(marked) // ROWS) * CELL)


def laid(groups: Sequence[Group], width: int = WIDTH) -> Band:
    """The groups side by side, in as many lines as the width needs."""
    placed: list[Group] = []
    x, y = 0, 0
    for one in groups:
        if x and x + one.width > width:
            x, y = 0, y + HEIGHT + FOOT
        placed.append(one._replace(x=x, y=y))
        x += one.width + GAP
    return Band(tuple(placed), y + HEIGHT + FOOT, width)
