"""What became of an indicator or a target: published rules, computed from the records, with the inputs kept.

The words are those of Chinese plan assessments: 提前实现, 快于预期, 基本符合预期, 滞后; where nothing comparable was reported,
相关数据口径不同 or 尚无来源. A set of rules, not a judgement: the inputs are shown beside every result.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from model import Indicator, Measure, Records, Report, Target, Value

Outcome = Literal["early", "met", "faster", "in-line", "behind", "different-measure", "no-source"]
OUTCOMES: tuple[Outcome, ...] = ("early", "met", "faster", "in-line", "behind", "different-measure", "no-source")
TOLERANCE = Decimal("0.1")
"""How far the share of the way may be from the share of the time and still be in line: a tenth of the whole way."""


@dataclass(frozen=True)
class Progress:
    """The outcome for one target value, and what it was computed from.

    ``way`` is the share of the way from baseline to target that was covered, ``time`` the share of the period that had
    passed; both only for levels. ``met_at_start``: the target's value was already reached in the baseline year.
    """

    outcome: Outcome
    baseline: Value | None = None
    report: Report | None = None
    way: Decimal | None = None
    time: Decimal | None = None
    met_at_start: bool = False


def of_indicator(indicator: Indicator, target: Value, records: Records) -> Progress:
    """The progress of an indicator towards one of its target values."""
    baseline = _baseline(indicator, target)
    return _progress(target, target.measure, indicator.direction, baseline, _bearing("indicator", indicator.id, records), records)


def of_target(target: Target, records: Records) -> Progress:
    """The progress of a target of the text; reports on an indicator of the same measure count for it too."""
    found = _bearing("target", target.id, records)
    for id in target.indicators:
        found += _bearing("indicator", id, records)
    indicators = [records.indicators[id] for id in target.indicators if id in records.indicators]
    direction = indicators[0].direction if indicators else "down" if target.bound == "at-most" else "up"
    baseline = next((b for indicator in indicators if (b := _baseline(indicator, target))), None)
    return _progress(target, target.measure, direction, baseline, found, records)


def met(indicator: Indicator, target: Value, outcome: Value) -> bool | None:
    """Whether an outcome reaches a target, in the direction that counts; None when the two cannot be compared."""
    if target.value is None or outcome.value is None or indicator.direction is None or target.measure != outcome.measure:
        return None
    return _reaches(outcome.value, target.value, indicator.direction)


def _baseline(indicator: Indicator, target: Value | Target) -> Value | None:
    """The last known level before the period of the target."""
    known = [v for v in indicator.series if v.kind in ("baseline", "outcome") and v.measure == target.measure and v.year < target.year]
    return known[-1] if known else None


def _bearing(kind: str, id: str, records: Records) -> list[tuple[Report, str]]:
    found = [(report, bearing) for report in records.reports.values() for bearing in report.bears_on if getattr(bearing, kind) == id]
    return [(report, bearing.relation) for report, bearing in sorted(found, key=lambda pair: (pair[0].year, pair[0].id))]


def _progress(
    target: Value | Target,
    measure: Measure,
    direction: str | None,
    baseline: Value | None,
    found: list[tuple[Report, str]],
    records: Records,
) -> Progress:
    start = baseline is not None and baseline.value is not None and target.value is not None and direction is not None
    at_start = bool(start and measure == "level" and _reaches(baseline.value, target.value, direction))  # type: ignore[union-attr, arg-type]
    after = [(report, relation) for report, relation in found if report.year >= records.plan.start and relation not in ("baseline", "goal")]
    same = [report for report, relation in after if relation == "same-measure" and report.value is not None and report.year <= target.year]
    if not same:
        return Progress("different-measure" if after else "no-source", baseline, after[-1][0] if after else None, met_at_start=at_start)
    report = same[-1]
    if target.value is None or report.value is None or direction is None:
        return Progress("different-measure", baseline, report, met_at_start=at_start)
    reached = _reaches(report.value, target.value, direction)
    if reached:
        return Progress("early" if report.year < target.year and measure == "level" else "met", baseline, report, met_at_start=at_start)
    if measure != "level" or baseline is None or baseline.value is None or baseline.value == target.value:
        return Progress("behind", baseline, report, met_at_start=at_start)
    way = (report.value - baseline.value) / (target.value - baseline.value)
    time = Decimal(report.year - baseline.year) / Decimal(target.year - baseline.year)
    outcome: Outcome = "faster" if way > time + TOLERANCE else "behind" if way < time - TOLERANCE else "in-line"
    return Progress(outcome, baseline, report, way, time, at_start)


def _reaches(value: Decimal, target: Decimal, direction: str) -> bool:
    return value >= target if direction == "up" else value <= target
