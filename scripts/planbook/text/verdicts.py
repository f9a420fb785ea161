"""What became of a target: published rules, computed from the records, with what went into them kept.

While the year of a target is not over the words are those of Chinese mid-term assessments: 提前实现, 快于预期, 基本符合预期, 滞后.
When the records know of a later day they are 已实现, 未实现, and 尚无期末数据 where the figures at hand settle nothing. A figure that
only an article passes on gives 有报道，未证实; where nothing comparable was reported, 相关数据口径不同 or 未见报道. The rules weigh
figures only, and like with like (``likeness``); a figure with a bound counts where it comes to the same wherever the true one lies
(``intervals``). Editors who know better say so in a record, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from planbook.records.model import Bearing, Indicator, Judgement, Outcome, Records, Report, Target, Value
from planbook.text.intervals import interval
from planbook.text.knowledge import confirmed, is_over
from planbook.text.likeness import difference
from planbook.text.links import Links

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
WITHOUT_VERDICT: tuple[Outcome, ...] = ("no-final-figure", "unconfirmed", "different-measure", "no-source")
"""Outcomes that say why nothing can be said."""
TOLERANCE = Decimal("0.1")
"""How far the way covered may be from the time gone and still be in line: a tenth of the whole way."""
AIMED = ("baseline", "goal", "planned", "wider-area")
"""Relations that say nothing of what was reached."""

Rule = Literal[
    "silence", "no-like", "no-baseline", "bounds", "unconfirmed", "kept", "before-its-year", "in-its-year", "every-year", "average",
    "missed", "pace", "years", "editors",
]  # fmt: skip
"""Which rule decided: nothing reported, nothing comparable, no baseline to reckon from, bounds that leave it open, nothing confirmed, still
reached, reached before or in its year, each year looked at, the mean of the years known, past and not reached, the way against the time,
the years reported on against as many of the period, the editors."""


@dataclass(frozen=True)
class Progress:
    """The outcome for one target, the rule that gave it, and what it was computed from.

    ``reports``: the comparable ones, the earliest first; without any, those that are only related. ``way``: share of the way from the
    baseline, or of the sum, that was covered; ``time``: share of the period that it took; both only under ``pace`` and ``years``, and
    no ``way`` where a figure is told with a bound.
    ``met_at_start``: the baseline before the plan's first year already reached the target. ``interim``: how it stood with the newest
    figure, where the figures do not settle a target whose year is over. ``newest``: the year of the newest comparable figure;
    ``provisional``: its source calls it an estimate.
    """

    outcome: Outcome
    rule: Rule
    reports: tuple[tuple[Report, Bearing], ...] = ()
    baseline: Value | None = None
    way: Decimal | None = None
    time: Decimal | None = None
    met_at_start: bool = False
    reason: str = ""
    interim: Outcome | None = None
    newest: int | None = None
    provisional: bool = False


def of_indicator(indicator: Indicator, target: Value, records: Records, links: Links) -> Progress:
    """The progress of an indicator towards one of its target values."""
    found = _reported("indicators", indicator.id, records, links)
    aim = _Aim(target, indicator.written.unit, indicator.direction, _baseline(indicator, target), records)
    return _judged(target.judged, _progress(aim, found), aim)


def of_target(target: Target, records: Records, links: Links) -> Progress:
    """The progress of a target of the text; reports on an indicator that it sets, by the same measure, count for it too."""
    indicators = [records.indicators[id] for id in target.indicators]
    found = {report.id: (report, bearing) for i in indicators for report, bearing in _reported("indicators", i.id, records, links)}
    found |= {report.id: (report, bearing) for report, bearing in _reported("targets", target.id, records, links)}
    direction = next((i.direction for i in indicators), "down" if target.bound == "at-most" else "up")
    baseline = next((known for i in indicators if (known := _baseline(i, target))), None)
    aim = _Aim(target, target.written.unit, direction, baseline, records)
    return _judged(target.judged, _progress(aim, _by_year(found.values())), aim)


def computed(target: Target, records: Records, links: Links) -> Progress:
    """The progress as the rules give it, whatever the editors say."""
    return of_target(target.model_copy(update={"judged": None}), records, links)


def reaches(value: Decimal, target: Value | Target, direction: str | None) -> bool:
    """Whether a value reaches a target in the direction that counts; without one, only the same value does.

    A fall in per cent is printed in two ways, as -14.5 or as “降低 12”: without its sign it is reached from below.
    """
    assert target.value is not None
    is_share_of_change = target.measure in ("cumulative", "annual-growth") and target.written.unit == "%"
    falls_unsigned = direction == "down" and is_share_of_change and target.value > 0
    if direction == "up" or falls_unsigned:
        return value > target.value if target.bound == "more-than" else value >= target.value
    return value <= target.value if direction == "down" else value == target.value


def met(target: Value, outcome: Value, indicator: Indicator) -> bool | None:
    """Whether a printed outcome reaches the target of the same year and measure; None where neither figures nor editors tell."""
    if target.value is not None and outcome.value is not None and target.measure == outcome.measure:
        settled = surely_reaches(outcome, target, indicator.direction)
        return outcome.reached if settled is None else settled
    return outcome.reached


def surely_reaches(told: Value | Report, target: Value | Target, direction: str | None) -> bool | None:
    """Whether a figure reaches a target wherever within its bound it lies; None where that depends on it."""
    assert target.value is not None
    low, high = within = interval(told, target)
    if direction is None and not within.is_exact:
        return None if low <= target.value <= high else False
    ends = {reaches(end, target, direction) for end in within}
    return ends.pop() if len(ends) == 1 else None


class _Aim(NamedTuple):
    """A target as the rules see it: its figure and unit, the direction that counts, the last level before it."""

    item: Value | Target
    unit: str | None
    direction: str | None
    baseline: Value | None
    records: Records

    @property
    def first(self) -> int:
        return self.item.start or self.records.plan.start

    @property
    def years(self) -> range:
        """The years that the target is about."""
        return range(self.first, self.item.year + 1)

    def is_reached_by(self, value: Decimal) -> bool:
        return reaches(value, self.item, self.direction)


def _judged(judgement: Judgement | None, progress: Progress, aim: _Aim) -> Progress:
    """What the editors say comes before the rules. Said of the years so far, it settles nothing once the year of the target is over."""
    if judgement is None:
        return progress
    judged = replace(progress, outcome=judgement.outcome, rule="editors", way=None, time=None, interim=None, reason=judgement.reason)
    is_of_the_way = judgement.outcome in ("early", "faster", "in-line", "behind")
    if is_of_the_way and is_over(aim.item.year, aim.records):
        newest = max((report.year for report, _bearing in progress.reports), default=None)
        return replace(judged, outcome="no-final-figure", interim=judgement.outcome, newest=newest)
    return judged


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


def _progress(aim: _Aim, found: Found) -> Progress:
    start, baseline = aim.records.plan.start, aim.baseline
    at_start = baseline is not None and baseline.year < start and _reached(baseline, aim)
    later = tuple((r, b) for r, b in found if start <= (r.start or r.year) <= r.year <= aim.item.year and b.relation not in AIMED)
    like = tuple((report, bearing) for report, bearing in later if bearing.relation == "same-measure" and _is_like(report, aim))
    if not like:
        outcome: Outcome = "different-measure" if later else "no-source"
        return Progress(outcome, "no-like" if later else "silence", later, baseline, met_at_start=at_start)
    known = confirmed((report for report, _bearing in like), aim.records)
    if not known:
        newest = like[-1][0]
        return Progress("unconfirmed", "unconfirmed", like, baseline, met_at_start=at_start, newest=newest.year)
    known, way = _decided(aim, at_start, known)
    like = tuple((report, bearing) for report, bearing in like if report in known)
    newest = known[-1]
    return Progress(
        way.outcome, way.rule, like, baseline, way.way, way.time, at_start, interim=way.interim, newest=newest.year,
        provisional=newest.provisional,
    )  # fmt: skip


def _decided(aim: _Aim, at_start: bool, reports: list[Report]) -> tuple[list[Report], _Weighed]:
    """The outcome, and the reports that settle it: of figures with a bound that leave it open, the newest is passed over first."""
    used = list(reports)
    while used:
        within = [interval(report, aim.item) for report in used]
        low, high = (_ended(aim, at_start, [_as(report, ends[at]) for report, ends in zip(used, within, strict=True)]) for at in (0, 1))
        is_exact = all(ends.is_exact for ends in within)
        if is_exact or (aim.direction and low._replace(way=None) == high._replace(way=None)):
            return used, low if is_exact else low._replace(way=None)
        used.remove(next(report for report, ends in reversed(list(zip(used, within, strict=True))) if not ends.is_exact))
    return reports, _Weighed("different-measure", "bounds")


def _as(report: Report, value: Decimal) -> Report:
    return report.model_copy(update={"value": value})


def _ended(aim: _Aim, at_start: bool, reports: list[Report]) -> _Weighed:
    way = _weighed(aim, at_start, reports)
    return _settled(aim, reports, way) if is_over(aim.item.year, aim.records) else way


def _is_like(report: Report, aim: _Aim) -> bool:
    if report.value is None or aim.item.value is None:
        return False
    return difference(report, aim.item, aim.unit, aim.records.places) is None


def _reached(baseline: Value, aim: _Aim) -> bool:
    """Whether the baseline, which is a level as the target is, had already reached it."""
    return aim.item.value is not None and surely_reaches(baseline, aim.item, aim.direction) is True


class _Weighed(NamedTuple):
    outcome: Outcome
    rule: Rule
    way: Decimal | None = None
    time: Decimal | None = None
    interim: Outcome | None = None


def _weighed(aim: _Aim, at_start: bool, reports: list[Report]) -> _Weighed:
    """How a target stands with what was reported, while its year is not over."""
    last, values = reports[-1], _values(reports)
    assert last.value is not None
    assert aim.item.value is not None
    if aim.item.measure == "annual":
        return _Weighed("in-line" if all(map(aim.is_reached_by, values.values())) else "behind", "every-year")
    if aim.item.measure == "annual-growth":
        return _Weighed("in-line" if aim.is_reached_by(mean_growth(list(values.values()))) else "behind", "average")
    if _is_sum_of_years(aim, last):
        return _paced("years", sum(values.values(), Decimal(0)) / aim.item.value, Decimal(len(values)) / len(aim.years))
    if aim.is_reached_by(last.value):
        return _Weighed("in-line", "kept") if at_start else _in_time(last.year < aim.item.year)
    if last.year >= aim.item.year:
        return _Weighed("behind", "missed")
    if aim.baseline is None or aim.baseline.value is None or aim.baseline.value == aim.item.value:
        return _Weighed("different-measure", "no-baseline")
    way = (last.value - aim.baseline.value) / (aim.item.value - aim.baseline.value)
    return _paced("pace", way, Decimal(last.year - aim.baseline.year) / Decimal(aim.item.year - aim.baseline.year))


def _settled(aim: _Aim, reports: list[Report], way: _Weighed) -> _Weighed:
    """How a target ended, its year being over; what the figures do not settle stands as it stood with the newest of them."""
    values = _values(reports)
    whole = set(aim.years) <= values.keys()
    is_reached = way.outcome in ("early", "in-line")
    is_kept_to_the_end = way.rule == "kept" and reports[-1].year == aim.item.year
    if is_kept_to_the_end or way.rule in ("before-its-year", "in-its-year", "missed"):
        return way._replace(outcome="reached" if is_reached else "not-reached")
    if way.rule == "every-year" and (whole or not is_reached):
        return way._replace(outcome="reached" if is_reached else "not-reached")
    if way.rule == "average" and whole:
        return way._replace(outcome="reached" if is_reached else "not-reached")
    if way.rule == "years" and (whole or aim.is_reached_by(sum(values.values(), Decimal(0)))):
        return way._replace(outcome="reached" if aim.is_reached_by(sum(values.values(), Decimal(0))) else "not-reached")
    interim = way.outcome if way.outcome != "different-measure" else None
    return way._replace(outcome="no-final-figure", interim=interim)


def _values(reports: list[Report]) -> dict[int, Decimal]:
    """The figure of each year, the last where several report on one year."""
    return {report.year: report.value for report in reports if report.value is not None}


def _is_sum_of_years(aim: _Aim, last: Report) -> bool:
    return aim.item.measure in ("increase", "cumulative") and last.measure == "annual"


def mean_growth(growths: list[Decimal]) -> Decimal:
    """The mean yearly growth, in per cent, of years that grew by so many per cent each."""
    product = Decimal(1)
    for growth in growths:
        product *= 1 + growth / 100
    return (product ** (Decimal(1) / len(growths)) - 1) * 100


def _in_time(early: bool) -> _Weighed:
    return _Weighed("early", "before-its-year") if early else _Weighed("in-line", "in-its-year")


def _paced(rule: Rule, way: Decimal, time: Decimal) -> _Weighed:
    outcome: Outcome = "faster" if way > time + TOLERANCE else "behind" if way < time - TOLERANCE else "in-line"
    return _Weighed(outcome, rule, way, time)
