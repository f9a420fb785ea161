"""Two plans on one scale: what each asked of an indicator, and what came of it, as a change for each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from planbook.records.model import Indicator, Value
from planbook.text.knowledge import is_trusted
from planbook.text.newest_figures import newest_of
from planbook.views.tables import Cell, Table, words
from planbook.views.view import View

PER_CENT = "%"
Scale = Literal["growth", "points"]


class Pace(NamedTuple):
    """A change for each year, from one year to another: in per cent, or in points where the figure itself is a percentage."""

    change: Decimal
    scale: Scale
    first: int
    last: int


class Course(NamedTuple):
    """What the plan before asked, what came of it, what this plan asks, what was reported since, each as a pace."""

    indicator: Indicator
    asked_before: Pace | None
    came_before: Pace | None
    asked: Pace | None
    reported: Pace | None


@dataclass(frozen=True)
class Periods:
    """The indicators of one edition that can be followed through both plans."""

    view: View

    @cached_property
    def all(self) -> list[Course]:
        """The indicators with a pace in both plans, in the order of the tables."""
        found = [self._course(i) for _box, groups in self.view.indicators.grouped for _name, some in groups for i in some]
        return [course for course in found if course.asked and (course.asked_before or course.came_before)]

    def _course(self, indicator: Indicator) -> Course:
        start = self.view.records.plan.start
        known = [value for value in indicator.series if value.kind != "target"]
        before = [value for value in known if value.year < start - 1]
        at_start = [value for value in known if value.year == start - 1]
        aims = [value for value in indicator.series if value.kind == "target"]
        old, new = [aim for aim in aims if aim.year < start], [aim for aim in aims if start <= aim.year <= self.view.records.plan.end]
        return Course(
            indicator, self._pace(indicator, before, old), self._pace(indicator, before, at_start),
            self._pace(indicator, at_start, new), self._since(indicator, at_start),
        )  # fmt: skip

    def _pace(self, indicator: Indicator, froms: list[Value], tos: list[Value]) -> Pace | None:
        """The printed mean growth where there is one, else what the levels at both ends make of each year."""
        for to in tos:
            if to.measure == "annual-growth" and to.value is not None and indicator.unit != PER_CENT:
                return Pace(to.value, "growth", (to.start or to.year) - 1, to.year)
        levels = [(a, b) for a in froms for b in tos if a.measure == b.measure == "level" and a.value is not None and b.value is not None]
        return _between(indicator, *levels[-1]) if levels else None

    def _since(self, indicator: Indicator, at_start: list[Value]) -> Pace | None:
        """The newest growth of a year that can be relied on; else from the last printed level to the newest level."""
        newest = newest_of(indicator, self.view.records, self.view.links)
        found = {report.measure: report for report, _bearing in newest.figures if is_trusted(report, self.view.records)}
        growth, level = found.get("annual-growth"), found.get("level")
        if growth is not None and growth.value is not None:
            return Pace(growth.value, "growth", growth.year - 1, growth.year)
        known = [value for value in at_start if value.measure == "level" and value.value is not None]
        if not known or level is None:
            return None
        return _change(indicator, known[-1].value, known[-1].year, level.value, level.year)

    # --- as a table -------------------------------------------------------------------------------------------------------

    def written(self, pace: Pace | None) -> str:
        """A pace for readers: +2.6%, −0.3 points; empty for none."""
        if pace is None:
            return ""
        _, number = self.view.words.gettext, self.view.words.number(round(pace.change, 2))
        signed = number if pace.change < 0 else f"+{number}"
        return f"{signed}%" if pace.scale == "growth" else _("%(number)s points") % {"number": signed}

    @cached_property
    def table(self) -> Table:
        """All courses, to be taken away."""
        _ = self.view.words.gettext
        columns = (
            _("Indicator"), _("Scale"), _("The plan before asked"), _("What came of it"), _("This plan asks"), _("Reported since"),
        )  # fmt: skip
        rows = tuple(self._cells(course) for course in self.all)
        return Table("two-plans", _("Two plans on one scale"), columns, rows)

    def _cells(self, course: Course) -> tuple[Cell, ...]:
        _ = self.view.words.gettext
        scale = _("per cent a year") if course.asked and course.asked.scale == "growth" else _("points a year")
        return (words(course.indicator.name), words(scale), *(self._cell(pace) for pace in course[1:]))

    def _cell(self, pace: Pace | None) -> Cell:
        return Cell(round(pace.change, 2) if pace else None, self.written(pace))

    def paces(self, course: Course) -> Iterator[tuple[str, str]]:
        """Each pace of a course as it is written, with the years that it spans."""
        for pace in course[1:]:
            yield self.written(pace), f"{pace.first}–{pace.last}" if pace else ""


def _between(indicator: Indicator, first: Value, last: Value) -> Pace | None:
    return _change(indicator, first.value, first.year, last.value, last.year)


def _change(indicator: Indicator, first: Decimal | None, since: int, last: Decimal | None, until: int) -> Pace | None:
    if first is None or last is None or until <= since:
        return None
    years = Decimal(until - since)
    if indicator.unit == PER_CENT:
        return Pace((last - first) / years, "points", since, until)
    if first <= 0 or last <= 0:
        return None
    return Pace(((last / first) ** (1 / years) - 1) * 100, "growth", since, until)
