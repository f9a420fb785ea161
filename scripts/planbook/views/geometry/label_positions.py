"""Where labels of a drawing may stand: of several places for each the one where it covers least."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from planbook.views.geometry.lettering import width_of

Anchor = Literal["start", "middle", "end"]
OUTSIDE, COVERED, CROSSED, LATER = 10_000, 1_000, 20, 1
"""What it costs to leave the frame, to cover another label, to cover a piece of a line or a sign, to take a later of the places."""


class Box(NamedTuple):
    """A part of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have any point in common."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the other lies in it."""
        return self.left <= other.left and other.right <= self.right and self.top <= other.top and other.bottom <= self.bottom


class Label(NamedTuple):
    """A text with its place, where on it that place is, and what kind of thing it names."""

    kind: str
    text: str
    x: float
    y: float
    anchor: Anchor
    box: Box


class Writing(NamedTuple):
    """A text to be placed, in letters of a size."""

    kind: str
    text: str
    letter: int

    @property
    def width(self) -> float:
        """About how wide it is."""
        return width_of(self.text, self.letter)

    def laid(self, x: float, y: float, anchor: Anchor) -> Label:
        """The text with its base line at a height."""
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.width
        box = Box(round(left, 1), round(y - self.letter, 1), round(left + self.width, 1), round(y + self.letter / 4, 1))
        return Label(self.kind, self.text, round(x, 1), round(y, 1), anchor, box)


def placed(wanted: Sequence[Sequence[Label]], obstacles: Sequence[Box], frame: Box) -> tuple[Label, ...]:
    """Of each the best of its places, in the order given: those that come first have the choice."""
    found: list[Label] = []
    for places in wanted:
        costs = [_cost(label, found, obstacles, frame) + LATER * rank for rank, label in enumerate(places)]
        found.append(places[costs.index(min(costs))])
    return tuple(found)


def _cost(label: Label, found: Sequence[Label], obstacles: Sequence[Box], frame: Box) -> int:
    covered = sum(label.box.meets(other.box) for other in found)
    crossed = sum(label.box.meets(each) for each in obstacles)
    return OUTSIDE * (not frame.holds(label.box)) + COVERED * covered + CROSSED * crossed
