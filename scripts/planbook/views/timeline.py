"""From the plan to its horizon, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planbook.records.model import Report
from planbook.text import addresses
from planbook.text.shelves import Shelf
from planbook.views.view import View


class Event(NamedTuple):
    """Something with a date or only a year, and where it leads."""

    year: int
    date: str
    what: str
    address: str


def timeline(view: View) -> list[tuple[int, list[Event]]]:
    """When the plan was issued, what was reported with a date, when targets fall due; years of which nothing is told say so."""
    plan, _ = view.records.plan, view.words.gettext
    events = list(_events(view))
    told_of = {event.year for event in events}
    silent = set(range(plan.start, max((year for year in told_of if year <= plan.end), default=plan.start))) - told_of
    events += [Event(year, "", _("None of the sources tells of this year."), Shelf.SOURCES.path) for year in silent]
    years = sorted({event.year for event in events})
    return [(year, [event for event in events if event.year == year]) for year in years]


def _events(view: View) -> Iterator[Event]:
    plan, _ = view.records.plan, view.words.gettext
    if plan.issued:
        yield Event(plan.issued.year, view.words.date(plan.issued), _("The plan is issued"), Shelf.CHAPTERS.path)
    told = [report for report in view.records.reports.values() if report.as_of or _tells(report)]
    for report in sorted(told, key=lambda report: (str(report.as_of or report.year), report.id)):
        yield Event(report.year, "", report.fact, addresses.of_record("reports", report.id))
    for year, name, count in view.targets.years:
        yield Event(
            int(year),
            name,
            view.words.ngettext("%(num)s target falls due", "%(num)s targets fall due", count) % {"num": count},
            f"{Shelf.TARGETS.path}?year={year}",
        )


def _tells(report: Report) -> bool:
    """Whether a report tells an event or a comparable figure of the plan's own things."""
    return any(bearing.relation in ("same-measure", "started", "completed", "in-operation") for bearing in report.bears_on)
