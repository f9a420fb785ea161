"""Rules of outcomes: what changes and snapshots say of verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.checks.subject import Subject
from planbook.records.model import Outcome, Records, VerdictChange
from planbook.records.problem import Problem
from planbook.text.links import Links
from planbook.text.verdicts import of_indicator, of_target


def changes_of_verdicts_hold(subject: Subject) -> Iterator[Problem]:
    """A change of a verdict names a target, or an indicator with measure and year; the newest one says what the rules give now."""
    newest: dict[str, tuple[str, int]] = {}
    for change in sorted(subject.records.changes.values(), key=lambda change: change.id):
        for index, verdict in enumerate(change.verdicts):
            if _is_named(verdict):
                newest[_key(verdict)] = (change.id, index)
            else:
                what, cure = "It is not clear whose verdict changed.", "Name a target, or an indicator with measure and year."
                yield subject.lines.problem(change, ("verdicts", index), what, cure)
    for id, index in newest.values() if not subject.broken else ():
        change = subject.records.changes[id]
        verdict = change.verdicts[index]
        now = _outcome(verdict, subject.records, subject.links)
        if now != verdict.after:
            path, cure = ("verdicts", index, "after"), "Write a new change that says so, and why."
            if now:
                yield subject.lines.problem(change, path, "The rules give '%(outcome)s' now.", cure, outcome=now)
            else:
                yield subject.lines.problem(change, path, "There is no such target.", cure)


def snapshots_are_named_after_their_day(subject: Subject) -> Iterator[Problem]:
    """The file name of a snapshot is its day."""
    for snapshot in subject.records.snapshots.values():
        if snapshot.id != snapshot.date.isoformat():
            what, cure = "The file is named %(id)s, the date is %(date)s.", "A snapshot stays as it was written: restore it."
            yield subject.lines.problem(snapshot, ("date",), what, cure, id=snapshot.id, date=snapshot.date)


def _is_named(verdict: VerdictChange) -> bool:
    of_indicator = bool(verdict.indicator and verdict.measure and verdict.year)
    return (verdict.target is not None) != of_indicator


def _key(verdict: VerdictChange) -> str:
    return verdict.target or f"{verdict.indicator}/{verdict.measure}-{verdict.year}"


def _outcome(verdict: VerdictChange, records: Records, links: Links) -> Outcome | None:
    """What the rules give for the target that a change names; None where there is none."""
    if verdict.target:
        target = records.targets.get(verdict.target)
        return of_target(target, records, links).outcome if target else None
    indicator = records.indicators.get(verdict.indicator or "")
    for value in indicator.series if indicator else ():
        if value.kind == "target" and (value.measure, value.year) == (verdict.measure, verdict.year) and indicator:
            return of_indicator(indicator, value, records, links).outcome
    return None
