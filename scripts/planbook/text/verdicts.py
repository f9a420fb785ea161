"""What became of a target: published rules, computed from the records, with what went into them kept.

The words are those of Chinese plan assessments: 提前实现, 快于预期, 基本符合预期, 滞后; where nothing comparable was reported,
相关数据口径不同 or 尚无来源. The rules weigh figures only; editors who know better say so in a record, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from planbook.records.model import Bearing, Indicator, Judgement, Outcome, Plan, Records, Report, Target, Value
from planbook.text.links import Links

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
TOLERANCE = Decimal("0.1")
"""How far the way covered may be from the time gone and still be in line: a tenth of the whole way."""
AIMED, SILENT = ("baseline", "goal"), ("related", "contradicts")
"""Relations that say nothing of what was reached, and those that say something that cannot be compared."""

Rule = Literal["silence", "no-like", "kept", "before-its-year", "in-its-year", "every-year", "missed", "pace", "years", "editors"]
"""Which rule decided: nothing reported, nothing comparable, still reached, reached before or in its year, each year looked at, past and
not reached, the way against the time, the years reported on against as many of the period, the editors."""


@dataclass(frozen=True)
class Progress:
    """The outcome for one target, the rule that gave it, and what it was computed from.

    ``reports``: the comparable ones, the earliest first; without any, those that are only related. ``way``: share of the way from the
    baseline, or of the sum, that was covered; ``time``: share of the period that it took; both only under ``pace`` and ``years``.
    ``met_at_start``: the baseline before the plan's first year already reached the target.
    """

    outcome: Outcome
    rule: Rule
    reports: tuple[tuple[Report, Bearing], ...] = ()
    baseline: Value | None = None
    way: Decimal | None = None
    time: Decimal | None = None
    met_at_start: bool = False
    reason: str = ""


def of_indicator(indicator: Indicator, target: Value, records: Records, links: Links) -> Progress:
    """The progress of an indicator towards one of its target values."""
    found = _reported("indicators", indicator.id, records, links)
    return _judged(target.judged, _progress(target, indicator.direction, _baseline(indicator, target), found, records.plan))


def of_target(target: Target, records: Records, links: Links) -> Progress:
    """The progress of a target of the text; reports on an indicator that it sets, by the same measure, count for it too."""
    indicators = [records.indicators[id] for id in target.indicators]
    found = {report.id: (report, bearing) for i in indicators for report, bearing in _reported("indicators", i.id, records, links)}
    found |= {report.id: (report, bearing) for report, bearing in _reported("targets", target.id, records, links)}
    direction = next((i.direction for i in indicators), "down" if target.bound == "at-most" else "up")
    baseline = next((known for i in indicators if (known := _baseline(i, target))), None)
    return _judged(target.judged, _progress(target, direction, baseline, _by_year(found.values()), records.plan))


ProjectState = Literal["in-operation", "completed", "started", "mentioned", "no-source"]
PROJECT_STATES: tuple[ProjectState, ...] = get_args(ProjectState)


def of_project(id: str, records: Records, links: Links) -> ProjectState:
    """The furthest state that a report names for a project; a report that only touches it, or sets a goal, makes it ``mentioned``."""
    relations = {bearing.relation for _, bearing in _reported("projects", id, records, links)}
    return next((state for state in PROJECT_STATES if state in relations), "mentioned" if relations else "no-source")


def computed(target: Target, records: Records, links: Links) -> Progress:
    """The progress as the rules give it, whatever the editors say."""
    return of_target(target.model_copy(update={"judged": None}), records, links)


def reaches(value: Decimal, target: Value | Target, direction: str | None) -> bool:
    """Whether a value reaches a target in the direction that counts; without one, only the same value does.

    A fall in per cent is printed in two ways, as -14.5 or as “降低 12”: without its sign it is reached from below.
    """
    assert target.value is not None
    falls_unsigned = direction == "down" and target.measure in ("cumulative", "annual-growth") and target.unit == "%" and target.value > 0
    if direction == "up" or falls_unsigned:
        return value >= target.value
    return value <= target.value if direction == "down" else value == target.value


def met(target: Value, outcome: Value, indicator: Indicator) -> bool | None:
    """Whether a printed outcome reaches the target of the same year and measure; None where neither figures nor editors tell."""
    if target.value is not None and outcome.value is not None and target.measure == outcome.measure:
        return reaches(outcome.value, target, indicator.direction)
    return outcome.reached


def _judged(judgement: Judgement | None, progress: Progress) -> Progress:
    if judgement is None:
        return progress
    return Progress(
        judgement.outcome, "editors", progress.reports, progress.baseline, met_at_start=progress.met_at_start, reason=judgement.reason
    )


def _baseline(indicator: Indicator, target: Value | Target) -> Value | None:
    """The last known level before the year of the target."""
    known = [
        value
        for value in indicator.series
        if value.kind != "target" and value.measure == "level" == target.measure and value.value is not None and value.year < target.year
    ]
    return known[-1] if known else None


Found = tuple[tuple[Report, Bearing], ...]


def _reported(kind: str, id: str, records: Records, links: Links) -> Found:
    found = [(records.reports[report], place) for report, place in links.reported.get((kind, id), ())]
    return tuple((report, report.bears_on[place]) for report, place in found)


def _by_year(found: Iterable[tuple[Report, Bearing]]) -> Found:
    return tuple(sorted(found, key=lambda pair: (pair[0].year, pair[0].id)))


def _progress(target: Value | Target, direction: str | None, baseline: Value | None, found: Found, plan: Plan) -> Progress:
    at_start = baseline is not None and baseline.year < plan.start and _reached(baseline, target, direction)
    later = tuple((r, b) for r, b in found if plan.start <= (r.start or r.year) <= r.year <= target.year and b.relation not in AIMED)
    like = tuple((r, b) for r, b in later if b.relation not in SILENT and r.value is not None and target.value is not None)
    if not like:
        outcome: Outcome = "different-measure" if later else "no-source"
        return Progress(outcome, "no-like" if later else "silence", later, baseline, met_at_start=at_start)
    outcome, rule, way, time = _weighed(target, direction, baseline, at_start, [report for report, _ in like], plan)
    return Progress(outcome, rule, like, baseline, way, time, at_start)


def _reached(value: Value, target: Value | Target, direction: str | None) -> bool:
    comparable = value.value is not None and target.value is not None and value.measure == target.measure
    return comparable and reaches(value.value, target, direction)  # type: ignore[arg-type]


Weighed = tuple[Outcome, Rule, Decimal | None, Decimal | None]


def _weighed(
    target: Value | Target, direction: str | None, baseline: Value | None, at_start: bool, reports: list[Report], plan: Plan
) -> Weighed:
    assert target.value is not None
    last = reports[-1]
    assert last.value is not None
    if target.measure in ("annual", "annual-growth"):
        each = all(reaches(report.value, target, direction) for report in reports if report.value is not None)
        return "in-line" if each else "behind", "every-year", None, None
    if target.measure in ("increase", "cumulative") and last.measure == "annual":
        years = {report.year: report.value for report in reports if report.value is not None}
        whole = target.year - (target.start or plan.start) + 1
        return _paced("years", sum(years.values(), Decimal(0)) / target.value, Decimal(len(years)) / whole)
    if reaches(last.value, target, direction):
        return ("in-line", "kept", None, None) if at_start else _in_time(last.year < target.year)
    if last.year >= target.year:
        return "behind", "missed", None, None
    if baseline is None or baseline.value is None or baseline.value == target.value:
        return "different-measure", "no-like", None, None
    way = (last.value - baseline.value) / (target.value - baseline.value)
    return _paced("pace", way, Decimal(last.year - baseline.year) / Decimal(target.year - baseline.year))


def _in_time(early: bool) -> Weighed:
    return ("early", "before-its-year", None, None) if early else ("in-line", "in-its-year", None, None)


def _paced(rule: Rule, way: Decimal, time: Decimal) -> Weighed:
    outcome: Outcome = "faster" if way > time + TOLERANCE else "behind" if way < time - TOLERANCE else "in-line"
    return outcome, rule, way, time
