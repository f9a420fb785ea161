"""The years of a plan as plain coordinates: a mark for every target beside the year by which it is set; few are named, many fill lines.

On a page the marks flow as wide as the window is; ``laid`` says where they stand in a file of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planbook.views.geometry.band import CELL, Mark, Marked

NAMED = 5
"""Up to how many targets of a year are named, each in a line of its own."""
LEFT, WIDTH = 72, 640
"""Where the marks begin in a file, and how wide it is."""
COLUMNS = (WIDTH - LEFT) // CELL
BETWEEN = 16
"""What parts two years."""


class Due(NamedTuple):
    """A target of a year: its mark, and its name with its value, cut to a line."""

    marked: Marked
    name: str


class Year(NamedTuple):
    """A year with the targets set for it and the address of their list; in a file its marks begin at ``y``."""

    year: str
    address: str
    due: tuple[Due, ...]
    y: int
    marks: tuple[Mark, ...]

    @property
    def is_named(self) -> bool:
        """Whether there are so few that each can be named."""
        return len(self.due) <= NAMED


@dataclass(frozen=True)
class Calendar:
    """The years in their order, those without a target too."""

    years: tuple[Year, ...]
    height: int
    width: int = WIDTH
    left: int = LEFT


def laid(years: Sequence[tuple[str, str, Sequence[Due]]]) -> Calendar:
    """Each year with its address and its targets."""
    placed: list[Year] = []
    y = 0
    for year, address, due in years:
        columns = 1 if len(due) <= NAMED else COLUMNS
        marks = tuple(
            Mark(LEFT + number % columns * CELL + CELL // 2, y + number // columns * CELL + CELL // 2, one.marked)
            for number, one in enumerate(due)
        )
        placed.append(Year(year, address, tuple(due), y, marks))
        y += max(1, -(-len(due) // columns)) * CELL + BETWEEN
    return Calendar(tuple(placed), y)
