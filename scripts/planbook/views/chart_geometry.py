"""Pictures as plain coordinates; ``macros/chart.html`` draws them as SVG in the page's own colours.

The canvas is as wide as the smallest phone, so that letters stay legible there; wider windows enlarge it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Literal, NamedTuple

from planbook.views.lettering import fitted, width_of

WIDTH = 400
LETTER = 15
"""Size of the letters, as in the style sheet."""
NAME, BAR = 20, 20
"""Height of a line of a name, and of the bar below it with the space that follows."""
COURSE_HEIGHT, SIDE, TOP, FOOT = 210, 34, 30, 30

PointKind = Literal["known", "target", "reported", "apart"]
"""A printed value, a target, a value reported later by the same measure, one that cannot be compared."""


class Figure(NamedTuple):
    """A value of a year to be drawn, with its label."""

    year: int
    value: Decimal
    kind: PointKind
    label: str


class Point(NamedTuple):
    """Where a figure stands; ``below``: its label goes under it, for a higher figure stands in the same year."""

    x: float
    y: float
    figure: Figure
    below: bool


class Tick(NamedTuple):
    """A year on the axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Course:
    """Known values joined by a line, targets aimed at with dashes, reported values beside them."""

    points: tuple[Point, ...]
    known: tuple[Point, ...]
    aims: tuple[tuple[Point, Point], ...]
    ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = COURSE_HEIGHT
    base: int = COURSE_HEIGHT - FOOT


class Part(NamedTuple):
    """A stretch of a bar; ``shade`` counts from 0, the darkest."""

    x: float
    width: float
    shade: int


class Bar(NamedTuple):
    """A bar below its name, which may take several lines; its figures in words stand at the right of the last. ``y`` is its upper edge."""

    y: int
    name: tuple[str, ...]
    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Bars:
    """Bars from a common line: at the left, or, when values fall on both sides of it, at ``zero``."""

    bars: tuple[Bar, ...]
    height: int
    zero: float = 0
    width: int = WIDTH


def course(figures: Sequence[Figure]) -> Course | None:
    """The picture of values over the years; None when there is nothing to compare: fewer than two years or one value only."""
    figures = sorted(set(figures))
    years, values = {figure.year for figure in figures}, {figure.value for figure in figures}
    if len(years) < 2 or len(values) < 2:
        return None
    first, span = min(years), max(years) - min(years)
    low, height = min(values), max(values) - min(values)
    room = COURSE_HEIGHT - FOOT - TOP - 20

    def place(figure: Figure) -> Point:
        x = SIDE + (figure.year - first) / span * (WIDTH - 2 * SIDE)
        y = COURSE_HEIGHT - FOOT - 20 - float((figure.value - low) / height) * room
        below = any(figure.value < other.value for other in figures if other.year == figure.year)
        return Point(round(x, 1), round(y, 1), figure, below)

    points = tuple(map(place, figures))
    known = tuple(point for point in points if point.figure.kind == "known")
    aims = tuple((start, point) for point in points if point.figure.kind == "target" and (start := _before(known, point.figure.year)))
    return Course(points, known, aims, _ticks(points))


def _ticks(points: Sequence[Point]) -> tuple[Tick, ...]:
    """A year below each point; the later of two that would touch is written short."""
    ticks: list[Tick] = []
    for x, year in dict.fromkeys((point.x, point.figure.year) for point in points):
        near = bool(ticks) and x - ticks[-1].x < 3 * LETTER
        ticks.append(Tick(x, f"’{year % 100:02d}" if near else str(year)))
    return tuple(ticks)


def _before(known: Sequence[Point], year: int) -> Point | None:
    return next((point for point in reversed(known) if point.figure.year < year), None)


def bars(rows: Sequence[tuple[str, str, Sequence[int]]]) -> Bars:
    """A bar for each name, label and counts of its parts; the longest fills the width."""
    most = max((sum(counts) for _, _, counts in rows), default=0) or 1
    drawn: list[Bar] = []
    for name, label, counts in rows:
        starts = [0, *accumulate(counts)]
        parts = [
            Part(_wide(start, most), _wide(count, most), shade) for shade, (start, count) in enumerate(zip(starts, counts, strict=False))
        ]
        drawn.append(_below(drawn, name, label, tuple(part for part in parts if part.width)))
    return Bars(tuple(drawn), _end(drawn))


def _below(drawn: Sequence[Bar], name: str, label: str, parts: tuple[Part, ...]) -> Bar:
    """The next bar below those that are drawn.

    A name is never cut: where its last line would run into the label, that has a line of its own.
    """
    lines = fitted(name, WIDTH, LETTER)
    if lines and width_of(lines[-1], LETTER) + width_of(label, LETTER) + LETTER > WIDTH:
        lines.append("")
    return Bar(_end(drawn) + max(len(lines), 1) * NAME, tuple(lines), label, parts)


def _end(drawn: Sequence[Bar]) -> int:
    """Where the space after the last bar ends."""
    return drawn[-1].y + BAR if drawn else 0


def _wide(count: int, most: int) -> float:
    return round(count / most * WIDTH, 1)


def deviations(rows: Sequence[tuple[str, str, Decimal]]) -> Bars:
    """A bar for each name, label and share by which a value lies beyond (right) or short of (left) what was aimed at.

    Shares beyond twice the aim are cut: the label says how far they go.
    """
    shares = [max(min(float(share), 1.0), -1.0) for _, _, share in rows]
    right, left = max([0.0, *shares]), -min([0.0, *shares])
    scale = WIDTH / ((right + left) or 1)
    zero = round(left * scale, 1)
    drawn: list[Bar] = []
    for (name, label, _), share in zip(rows, shares, strict=True):
        width = max(round(abs(share) * scale, 1), 1.5) if share else 0
        part = Part(zero if share >= 0 else round(zero - width, 1), width, 0 if share >= 0 else 1)
        drawn.append(_below(drawn, name, label, (part,) if width else ()))
    return Bars(tuple(drawn), _end(drawn), zero)
