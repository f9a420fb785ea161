"""The newest figure of each indicator since the plan began, and which indicators have none or only an old one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planbook.records.model import Bearing, Indicator, Records, Report
from planbook.text.knowledge import as_of, confirmed
from planbook.text.links import Links

OLD = 2
"""After how many years, counted from the day up to which the records know, the figure of a year is old."""
Answer = Literal["figure", "unconfirmed", "related", "nothing"]
"""What the sources tell of an indicator since the plan began: a figure, one that is not confirmed, only something related, nothing."""


@dataclass(frozen=True)
class Newest:
    """The newest figures of an indicator, one of each measure, and those of the province of the same years and measures.

    ``answer``: what the sources tell of it at all.
    """

    answer: Answer
    figures: tuple[tuple[Report, Bearing], ...] = ()
    wider: tuple[Report, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of the newest figure."""
        return max((report.year for report, _bearing in self.figures), default=None)


def newest_of(indicator: Indicator, records: Records, links: Links) -> Newest:
    """The newest figures of an indicator: confirmed ones before others, the newest of each measure, the newest measure first."""
    found = [
        (records.reports[id], records.reports[id].bears_on[place]) for id, place in links.reported.get(("indicators", indicator.id), ())
    ]
    later = [(report, bearing) for report, bearing in found if (report.start or report.year) >= records.plan.start]
    like = [(report, bearing) for report, bearing in later if bearing.relation == "same-measure" and report.value is not None]
    wider = tuple(report for report, bearing in later if bearing.relation == "wider-area")
    if not like:
        own = any(bearing.relation not in ("wider-area", "goal") for _report, bearing in later)
        return Newest("related" if own else "nothing", wider=wider)
    trusted = confirmed((report for report, _bearing in like), records)
    newest: dict[str | None, tuple[Report, Bearing]] = {}
    for report, bearing in sorted(like, key=lambda pair: (pair[0] in trusted, pair[0].year, pair[0].id)):
        newest[report.measure] = (report, bearing)
    ordered = sorted(newest.values(), key=lambda pair: (pair[0] in trusted, pair[0].year), reverse=True)
    return Newest("figure" if trusted else "unconfirmed", tuple(ordered), wider)


def stale(records: Records, links: Links) -> Iterator[tuple[Indicator, int | None]]:
    """The indicators of this plan whose newest figure is more than two years old, with its year; None for those without one."""
    day = as_of(records)
    limit = day.replace(year=day.year - OLD, day=min(day.day, 28))
    for indicator in records.indicators.values():
        if any(value.kind == "target" and value.year >= records.plan.start for value in indicator.series):
            year = newest_of(indicator, records, links).year
            if year is None or datetime.date(year, 12, 31) < limit:
                yield indicator, year
