"""The course of one indicator over the years as plain coordinates: its values, the line of the target, and what is still missing.

Two drawings, one for a page and one for a phone, so that letters keep their size; labels stand where they cover nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from planbook.views.geometry.label_positions import Box, Label, Writing, placed

WIDE, NARROW = 640, 320
"""The widths of the two drawings."""
LETTERS = {WIDE: 15, NARROW: 13}
"""Size of the letters in each, as in the style sheet."""
HEIGHTS = {WIDE: 320, NARROW: 260}
TOP, FOOT, LEFT, RIGHT = 26, 30, 12, 30
"""Room above and below, before the numbers of the scale, and after the last year."""
MARK = 7
"""Half the size of a sign."""
RULES = 4
"""About how many lines the scale has."""

PointKind = Literal["known", "target", "reported", "unconfirmed", "apart"]
"""A printed value, a target, a value reported later by the same measure, one that nobody confirms, one that cannot be compared."""


class Figure(NamedTuple):
    """A value of a year to be drawn, with its label."""

    year: int
    value: Decimal
    kind: PointKind
    label: str


class Goal(NamedTuple):
    """The target of this plan, with the label of its line; the newest figure held against it, and what is missing in words."""

    figure: Figure
    label: str
    newest: Figure | None = None
    gap: str = ""


class Point(NamedTuple):
    """Where a figure stands."""

    x: float
    y: float
    figure: Figure


class Tick(NamedTuple):
    """A year on the axis, or a value of the scale: where it stands."""

    at: float
    label: str


class Gap(NamedTuple):
    """From the newest figure to the line of the target."""

    x: float
    start: float
    end: float


@dataclass(frozen=True)
class Course:
    """Known values joined by a line, thin lines to what was aimed at and to what was reported; across them the line of the target."""

    width: int
    left: int
    points: tuple[Point, ...]
    aims: tuple[tuple[Point, Point], ...]
    goal: float | None
    gap: Gap | None
    labels: tuple[Label, ...]
    years: tuple[Tick, ...]
    scale: tuple[Tick, ...]

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return HEIGHTS[self.width]

    @property
    def base(self) -> int:
        """Where the axis of the years stands."""
        return self.height - FOOT

    @property
    def right(self) -> int:
        """Where the lines end."""
        return self.width - RIGHT

    @property
    def known(self) -> tuple[Point, ...]:
        """What the plan prints."""
        return tuple(point for point in self.points if point.figure.kind == "known")

    @property
    def since(self) -> tuple[Point, ...]:
        """The last printed value and what was reported after it: none where nothing was."""
        return _since(self.points)


def is_drawn(figures: Sequence[Figure]) -> bool:
    """Whether there is anything to compare: two years at least, and two values."""
    return len({figure.year for figure in figures}) > 1 and len({figure.value for figure in figures}) > 1


def course(figures: Sequence[Figure], goal: Goal | None, number: Callable[[Decimal], str], width: int) -> Course:
    """The drawing of a width. ``figures`` are such that ``is_drawn``; ``number`` writes a value of the scale."""
    figures = sorted(set(figures))
    steps, letter = rounds([figure.value for figure in figures]), LETTERS[width]
    left = LEFT + math.ceil(max(Writing("", number(step), letter).width for step in steps))
    first, years = figures[0].year, figures[-1].year - figures[0].year
    base, room = HEIGHTS[width] - FOOT, HEIGHTS[width] - FOOT - TOP

    def height(value: Decimal) -> float:
        return round(base - float((value - steps[0]) / (steps[-1] - steps[0])) * room, 1)

    def place(figure: Figure) -> Point:
        return Point(round(left + MARK + (figure.year - first) / years * (width - RIGHT - left - MARK), 1), height(figure.value), figure)

    points = tuple(map(place, figures))
    known = [point for point in points if point.figure.kind == "known"]
    aims = tuple((start, point) for point in points if point.figure.kind == "target" and (start := _before(known, point.figure.year)))
    line = height(goal.figure.value) if goal else None
    gap = Gap(place(goal.newest).x, place(goal.newest).y, height(goal.figure.value)) if goal and goal.newest and goal.gap else None
    drawn = Course(width, left, points, aims, line, gap, (), _years(points, letter), tuple(Tick(height(s), number(s)) for s in steps))
    return Course(width, left, points, aims, line, gap, _labels(drawn, goal, letter), drawn.years, drawn.scale)


def rounds(values: Sequence[Decimal]) -> list[Decimal]:
    """Round values from below the least to above the greatest; from zero, where the least is less than half of the greatest.

    Where the least would stand on the axis, one more below it leaves room for its label.
    """
    low, high = min(values), max(values)
    if 0 <= low < high / 2:
        low = Decimal(0)
    rough = (high - low) / RULES
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    begin, end = math.floor(low / step), math.ceil(high / step)
    if begin and low - begin * step < step / 4:
        begin -= 1
    return [Decimal(f"{(step * count).normalize():f}") for count in range(begin, end + 1)]


def _years(points: Sequence[Point], letter: int) -> tuple[Tick, ...]:
    """A year below each point; the later of two that would touch is written short."""
    ticks: list[Tick] = []
    for x, year in dict.fromkeys((point.x, point.figure.year) for point in points):
        near = bool(ticks) and x - ticks[-1].at < 3 * letter
        ticks.append(Tick(x, f"’{year % 100:02d}" if near else str(year)))
    return tuple(ticks)


def _before(known: Sequence[Point], year: int) -> Point | None:
    return next((point for point in reversed(known) if point.figure.year < year), None)


def _since(points: Sequence[Point]) -> tuple[Point, ...]:
    later = [point for point in points if point.figure.kind in ("reported", "unconfirmed")]
    start = _before([point for point in points if point.figure.kind == "known"], later[0].figure.year) if later else None
    return (start, *later) if start else ()


# --- labels -----------------------------------------------------------------------------------------------------------------


def _labels(drawn: Course, goal: Goal | None, letter: int) -> tuple[Label, ...]:
    """The figures at their signs, the target at its line, the gap at its bar: each where it covers as little as may be."""
    of_goal = goal.figure if goal else None
    told = {(point.x, point.y): point for point in reversed(drawn.points)}  # once, where a target was reached exactly
    wanted = [_around(point, letter) for point in reversed(told.values()) if point.figure != of_goal]
    if goal and drawn.goal is not None:
        wanted.insert(0, _along(drawn, Writing("target", goal.label, letter)))
    if goal and drawn.gap:
        wanted.append(_beside(drawn.gap, Writing("gap", goal.gap, letter)))
    signs = [Box(point.x - MARK, point.y - MARK, point.x + MARK, point.y + MARK) for point in drawn.points]
    frame = Box(drawn.left + 2, 0, drawn.width, drawn.base - 2)
    return placed(wanted, [*signs, *_strokes(drawn)], frame)


def _around(point: Point, letter: int) -> list[Label]:
    """Above a sign, below it, to its right, to its left."""
    writing = Writing(point.figure.kind, point.figure.label, letter)
    return [
        writing.laid(point.x, point.y - MARK - 4, "middle"), writing.laid(point.x, point.y + MARK + letter, "middle"),
        writing.laid(point.x + MARK + 4, point.y + letter / 3, "start"), writing.laid(point.x - MARK - 4, point.y + letter / 3, "end"),
        writing.laid(point.x + MARK, point.y - MARK, "start"), writing.laid(point.x + MARK, point.y + MARK + letter, "start"),
        writing.laid(point.x - MARK, point.y - MARK, "end"), writing.laid(point.x - MARK, point.y + MARK + letter, "end"),
    ]  # fmt: skip


def _along(drawn: Course, writing: Writing) -> list[Label]:
    """At the end of the line of the target, at its beginning, in its middle; above it and below it."""
    assert drawn.goal is not None
    ends: list[tuple[float, Literal["start", "middle", "end"]]] = [
        (drawn.width, "end"), (drawn.left + 4, "start"), ((drawn.left + drawn.right) / 2, "middle"),
    ]  # fmt: skip
    return [writing.laid(x, y, anchor) for y in (drawn.goal - MARK - 4, drawn.goal + MARK + writing.letter) for x, anchor in ends]


def _beside(gap: Gap, writing: Writing) -> list[Label]:
    """At the middle of the bar, at a third, at two thirds; to the right, to the left."""
    heights = [gap.start + (gap.end - gap.start) * share + writing.letter / 3 for share in (0.5, 0.35, 0.65)]
    return [writing.laid(gap.x + side * 8, y, "start" if side > 0 else "end") for y in heights for side in (1, -1)]


def _strokes(drawn: Course) -> list[Box]:
    """Small pieces of all lines, so that labels can keep clear of them."""
    known, since = pairwise(drawn.known), pairwise(drawn.since)
    lines = [((a.x, a.y), (b.x, b.y)) for a, b in (*known, *drawn.aims, *since)]
    if drawn.goal is not None:
        lines.append(((drawn.left, drawn.goal), (drawn.right, drawn.goal)))
    if drawn.gap:
        lines.append(((drawn.gap.x, drawn.gap.start), (drawn.gap.x, drawn.gap.end)))
    return [piece for start, end in lines for piece in _pieces(start, end)]


def _pieces(start: tuple[float, float], end: tuple[float, float]) -> list[Box]:
    count = max(1, round(math.dist(start, end) / 6))
    middles = [[a + (b - a) * step / count for a, b in zip(start, end, strict=True)] for step in range(count + 1)]
    return [Box(x - 1, y - 1, x + 1, y + 1) for x, y in middles]
