"""Up to which day the records know, and how far what a source says can be relied on. No clock is asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from planbook.records.model import Records, Report

UNKNOWN = "不详"
"""How the records write that nobody knows who published a source."""
NAME_ENDS = re.compile("[（，、]")


def as_of(records: Records) -> datetime.date:
    """The newest date of a source or of a reported fact; the day of issue of the plan, or else its first day, where nothing is newer."""
    dates = [source.date for source in records.sources.values()] + [report.as_of for report in records.reports.values()]
    begin = records.plan.issued or datetime.date(records.plan.start, 1, 1)
    return max(date for date in [begin, *dates] if date)


def looked_for(records: Records) -> datetime.date | None:
    """The day on which sources were last looked for: that of the newest snapshot, or on which one was last read; None where none was."""
    days = [snapshot.date for snapshot in records.snapshots.values()] + [source.retrieved for source in records.sources.values()]
    return max((day for day in days if day), default=None)


def is_over(year: int, records: Records) -> bool:
    """Whether the records know of a day after the end of a year."""
    return as_of(records).year > year


def told_of(report: Report) -> datetime.date:
    """The day up to which a report tells: the one it names, else the last of its year."""
    return report.as_of or datetime.date(report.year, 12, 31)


def is_earlier(report: Report, records: Records) -> bool:
    """Whether a report tells of the time before the plan was issued, which is not what became of the plan."""
    return told_of(report) < (records.plan.issued or datetime.date(records.plan.start, 1, 1))


def is_trusted(report: Report, records: Records) -> bool:
    """Whether a report may carry a verdict by itself: its source has grade A or B. One without a grade is not trusted."""
    source = records.sources.get(report.source)
    return source is not None and source.grade in ("A", "B")


def confirmed(reports: Iterable[Report], records: Records) -> list[Report]:
    """The reports on one thing that may carry a verdict: the trusted ones, and those whose figure another source gives too."""
    known = list(reports)
    return [report for report in known if is_trusted(report, records) or any(_agrees(report, other, records) for other in known)]


def are_independent(report: Report, other: Report, records: Records) -> bool:
    """Whether two reports come from two publishers, both of them known: a copy on another site is no second source."""
    publishers = [_publisher(each, records) for each in (report, other)]
    return publishers[0] != publishers[1] and not {"", UNKNOWN} & set(publishers)


def _publisher(report: Report, records: Records) -> str:
    """The name of the publisher without what follows it: department, author, who copied it."""
    source = records.sources.get(report.source)
    return NAME_ENDS.split(source.written.publisher)[0] if source else ""


def _agrees(report: Report, other: Report, records: Records) -> bool:
    """Whether another publisher gives the same figure for the same year."""
    figure = ("year", "start", "value", "unit", "measure", "scope")
    same = all(getattr(report.written, key) == getattr(other.written, key) for key in figure)
    return same and are_independent(report, other, records)
