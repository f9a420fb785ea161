"""Whether a reported figure may be compared with a figure of the plan: the same measure, unit, area and period, or the reason why not."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from planbook.records.model import Measure, Place, Report, Target, Value

Difference = Literal["measure", "unit", "area", "period"]
COMPARED: Mapping[Measure, tuple[Measure, ...]] = {
    "level": ("level", "annual"),
    "annual": ("annual",),
    "annual-growth": ("annual-growth",),
    "increase": ("increase", "cumulative", "annual"),
    "cumulative": ("cumulative", "increase", "annual"),
}
"""The measures of a report that can be held against each measure of the plan: what a year brings is the level of that year, and a part
of a sum; a growth is compared with growths only."""


def difference(report: Report, item: Value | Target, unit: str | None, places: Mapping[str, Place]) -> Difference | None:
    """In what a report differs from a figure of the plan, None where the two may be compared.

    ``unit`` is the unit of the figure of the plan. A figure of a target or indicator without places is about the whole area of the plan.
    Words are compared as the files have them, so that every edition comes to the same end.
    """
    report, item = report.written, item.written
    if report.measure not in COMPARED[item.measure]:
        return "measure"
    if report.unit != (item.unit or ("%" if item.measure == "annual-growth" else unit)):
        return "unit"
    if not _of_one_area(report, item, places):
        return "area"
    return None if _of_one_period(report, item) else "period"


def is_of_part_of_a_year(report: Report) -> bool:
    """Whether a figure that belongs to a year was counted before the year was over."""
    return report.measure in ("annual", "annual-growth") and report.as_of is not None and report.as_of < datetime.date(report.year, 12, 31)


def _of_one_area(report: Report, item: Value | Target, places: Mapping[str, Place]) -> bool:
    named = [places[id].written for id in item.places if id in places] if isinstance(item, Target) else []
    return report.scope in {name for place in named for name in (place.name, *place.aliases)} if named else report.scope is None


def _of_one_period(report: Report, item: Value | Target) -> bool:
    """A level stands for its moment; a growth, a yearly amount or a sum must lie within the years that the plan means, in whole years."""
    if item.measure == "level":
        return not is_of_part_of_a_year(report)
    if is_of_part_of_a_year(report) or (item.start and not item.start <= report.year <= item.year):
        return False
    return report.start is None or item.start is None or report.start == item.start
