"""Rules of what can be: dates that follow one another, shares of a whole, and nothing said by two records."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from planbook.checks.subject import Subject
from planbook.records.base import KeyPath, Record, Relation
from planbook.records.model import Indicator, Report, Target
from planbook.records.problem import Problem

LATE = 15
"""Years after the end of a plan without a horizon in which somebody may still write of it."""
WHOLE = Decimal(100)
HAPPENED: tuple[Relation, ...] = ("same-measure", "wider-area", "baseline", "started", "completed", "in-operation", "changed", "dropped")
"""Relations that tell of what has come about."""


def dates_follow_one_another(subject: Subject) -> Iterator[Problem]:
    """Nothing was read before it was printed, nor told before it happened; no date lies beyond the years that a plan is of.

    No clock is asked: the same records are sound on every day.
    """
    plan = subject.records.plan
    latest = max(plan.horizon or 0, plan.end + LATE)
    for record in subject.records.everything():
        for key, day in dates_of(record):
            if day.year > latest:
                what, cure = "%(date)s lies after all that this plan is about (%(latest)d).", "Correct the date."
                yield subject.lines.problem(record, (key,), what, cure, date=day.isoformat(), latest=latest)
    for source in subject.records.sources.values():
        if source.date and source.retrieved and source.retrieved < source.date:
            what, cure = "It was looked up on %(retrieved)s, before its own date %(date)s.", "Correct one of the two."
            days = {"retrieved": source.retrieved.isoformat(), "date": source.date.isoformat()}
            yield subject.lines.problem(source, ("retrieved",), what, cure, **days)
    for report in subject.records.reports.values():
        if report.year > latest:
            what, cure = "%(date)s lies after all that this plan is about (%(latest)d).", "Correct the date."
            yield subject.lines.problem(report, ("year",), what, cure, date=report.year, latest=latest)
        else:
            yield from _told_before(subject, report)
    if plan.issued and plan.issued.year > plan.end:
        what, cure = "The plan was issued in %(issued)d, after its end in %(end)d.", "Correct one of the two."
        yield subject.lines.problem(plan, ("issued",), what, cure, issued=plan.issued.year, end=plan.end)


def dates_of(record: Record) -> Iterator[tuple[str, datetime.date]]:
    """The days that a record names at its first level, each with its key."""
    for key in type(record).model_fields:
        value = getattr(record, key)
        if isinstance(value, datetime.date):
            yield key, value


def _told_before(subject: Subject, report: Report) -> Iterator[Problem]:
    source = subject.records.sources.get(report.source)
    if source is None or source.date is None:
        return
    if report.as_of and report.as_of > source.date:
        what, cure = "The fact is of %(day)s, its source of %(date)s: it cannot know it.", "Correct the date, or name another source."
        days = {"day": report.as_of.isoformat(), "date": source.date.isoformat()}
        yield subject.lines.problem(report, ("as_of",), what, cure, **days)
    happened = any(bearing.relation in HAPPENED for bearing in report.bears_on)
    if happened and report.year > source.date.year:
        what, cure = "The fact is of %(year)d, its source of %(date)s: it cannot know it.", "Correct the year, or choose planned or goal."
        yield subject.lines.problem(report, ("year",), what, cure, year=report.year, date=source.date.isoformat())


def levels_are_possible(subject: Subject) -> Iterator[Problem]:
    """A level is not negative, and more than the whole of something only where a note says how that can be.

    Figures of tables are held against their cells: what is printed there with a sign may be a fall, whatever the draft calls it.
    """
    for record, path, value, unit, measure, noted in _figures(subject):
        if measure != "level" or value is None:
            continue
        if value < 0 and path == ("value",):
            yield subject.lines.problem(record, path, "A level below nothing: %(value)s.", "Correct the sign or the measure.", value=value)
        elif unit == "%" and value > WHOLE and not noted:
            what, cure = "More than the whole: %(value)s%%.", "Correct the value or the measure, or say in a note how that can be."
            yield subject.lines.problem(record, path, what, cure, value=value)


def units_are_of_one_width(subject: Subject) -> Iterator[Problem]:
    """A percentage is written with the sign of ASCII, unless the plan itself has that of full width."""
    for record in subject.records.everything():
        if getattr(record, "unit", None) == "％" and "％" not in subject.received:
            yield subject.lines.problem(record, ("unit",), "The sign ％ is of full width.", "Write '%%'.")


Figure = tuple[Record, KeyPath, Decimal | None, str | None, str | None, bool]


def _figures(subject: Subject) -> Iterator[Figure]:
    stated: list[Target | Report] = [*subject.records.targets.values(), *subject.records.reports.values()]
    for record in stated:
        yield record, ("value",), record.value, record.unit, record.measure, bool(record.note)
    for indicator in subject.records.indicators.values():
        yield from _series(indicator)


def _series(indicator: Indicator) -> Iterator[Figure]:
    for index, value in enumerate(indicator.series):
        noted = bool(value.note or indicator.note)
        yield indicator, ("series", index, "value"), value.value, value.unit or indicator.unit, value.measure, noted


def nothing_is_said_twice(subject: Subject) -> Iterator[Problem]:
    """No two records of a kind say the same, and no report bears on one thing in two ways."""
    seen: dict[tuple[str, str], Record] = {}
    for record in subject.records.everything():
        twin = seen.setdefault((record.folder, record.model_dump_json(exclude={"id"})), record)
        if twin is not record:
            what, cure = "%(folder)s/%(twin)s says the same.", "Keep one of the two."
            yield subject.lines.problem(record, (), what, cure, folder=record.folder, twin=twin.id)
    for report in subject.records.reports.values():
        about = [bearing.model_dump_json(exclude={"relation", "caveat"}) for bearing in report.bears_on]
        for place, thing in enumerate(about):
            if Counter(about[:place])[thing]:
                what, cure = "The report bears on the same thing above.", "Keep one: it says how the two belong together."
                yield subject.lines.problem(report, ("bears_on", place), what, cure)
