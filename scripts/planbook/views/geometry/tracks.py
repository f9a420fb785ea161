"""The way of an indicator from its baseline to its target as plain coordinates.

Both ends are fixed, the newest figure stands between them or beyond. Each is measured by its own way, so that the tracks of all
indicators can stand below one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

WIDTH, HEIGHT = 128, 24
"""The drawing of one track in pixels."""
START, END, MIDDLE = 28, 100, 64
"""Where the baseline and the target stand; both in the middle where the target is what there is."""
EDGE = 8
"""How near the newest figure may come to the edge: what lies beyond stands there."""
NAME, LINE = 420, 28
"""In a file: the room for the name before a track, the height of a row."""
LABEL = NAME + WIDTH + 16
"""Where what is said of a track begins."""
WHOLE = 760


class Track(NamedTuple):
    """Where baseline, target and newest figure stand. ``way``: the share of the way that is covered, None without a figure or a way."""

    start: float
    end: float
    newest: float | None
    way: Decimal | None


class Row(NamedTuple):
    """A track with its name, the sign of its newest figure, and what is said of it; ``y`` is the upper edge."""

    y: int
    name: str
    kind: str
    track: Track
    says: str


@dataclass(frozen=True)
class Tracks:
    """All tracks, one below the other."""

    rows: tuple[Row, ...]
    height: int
    name: int = NAME
    label: int = LABEL
    width: int = WHOLE


def track(baseline: Decimal, target: Decimal, newest: Decimal | None) -> Track:
    """The track of three values of one unit; without a way to go, a figure stands at the side to which it lies."""
    if baseline == target:
        return Track(MIDDLE, MIDDLE, None if newest is None else _beside(newest, target), None)
    way = None if newest is None else (newest - baseline) / (target - baseline)
    return Track(START, END, None if way is None else _within(START + float(way) * (END - START)), way)


def _beside(newest: Decimal, target: Decimal) -> float:
    return MIDDLE if newest == target else WIDTH - EDGE if newest > target else EDGE


def _within(x: float) -> float:
    return round(min(max(x, EDGE), WIDTH - EDGE), 1)


def tracks(rows: Sequence[tuple[str, str, Track, str]]) -> Tracks:
    """The rows one below the other."""
    return Tracks(tuple(Row(place * LINE, *row) for place, row in enumerate(rows)), len(rows) * LINE)
