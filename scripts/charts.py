"""Pictures of the figures, worked out as plain coordinates; ``macros/chart.html`` draws them as SVG in the page's own colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from model import Indicator, Report

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 56, 34, 34

PointKind = Literal["known", "target", "reported"]


class Point(NamedTuple):
    """A value in the picture: where it stands, what it is, and where its label goes so that labels do not meet."""

    x: float
    y: float
    year: int
    value: Decimal
    kind: PointKind
    below: bool


class Tick(NamedTuple):
    """A year on the axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Course:
    """The course of an indicator: known values joined by a line, targets aimed at with dashes, reported values beside them."""

    points: tuple[Point, ...]
    known: tuple[Point, ...]
    aims: tuple[tuple[Point, Point], ...]
    ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM


class Bar(NamedTuple):
    """One bar of a list: its name, its value, its length from 0 to 1, and the address it leads to."""

    name: str
    count: int
    length: float
    address: str


def course(indicator: Indicator, reports: Sequence[Report]) -> Course | None:
    """The picture of an indicator's levels over the years; None when there are fewer than two figures to show."""
    levels = [(v.year, v.value, "target" if v.kind == "target" else "known") for v in indicator.series if v.measure == "level" and v.value is not None]
    levels += [(r.year, r.value, "reported") for r in reports if r.value is not None]
    values = sorted(set(levels))
    if len(values) < 2 or len({value for _, value, _ in values}) < 2:
        return None
    years, figures = [year for year, _, _ in values], [value for _, value, _ in values]
    low, high = min(figures), max(figures)
    span_years = max(years) - min(years) or 1

    def place(year: int, value: Decimal, kind: str) -> Point:
        x = LEFT + (year - min(years)) / span_years * (WIDTH - LEFT - RIGHT)
        y = TOP + float((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM - 16)
        rivals = [other for when, other, _ in values if when == year and other != value]
        return Point(round(x, 1), round(y, 1), year, value, kind, any(value < other for other in rivals))  # type: ignore[arg-type]

    points = tuple(place(*value) for value in values)
    known = tuple(point for point in points if point.kind == "known")
    aims = tuple((start, point) for point in points if point.kind == "target" and (start := _before(known, point.year)))
    ticks = tuple(Tick(point.x, str(point.year)) for point in {point.year: point for point in points}.values())
    return Course(points, known, aims, ticks)


def _before(known: Sequence[Point], year: int) -> Point | None:
    return next((point for point in reversed(known) if point.year < year), None)


def bars(counts: Sequence[tuple[str, int, str]]) -> list[Bar]:
    """A bar for each name and count, the longest filling the width."""
    most = max((count for _, count, _ in counts), default=1) or 1
    return [Bar(name, count, count / most, address) for name, count, address in counts]
