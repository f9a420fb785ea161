"""The published rules, each with figures that can be reckoned in the head, and what they give for the real plan."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planbook.checks.rules import CheckedPlan
from planbook.records.model import Bearing, Change, Evidence, Indicator, Records, Report, Snapshot, Source, Target, Value, VerdictChange
from planbook.text import snapshots, verdicts
from planbook.text.knowledge import are_independent, as_of, is_earlier, looked_for
from planbook.text.likeness import difference
from planbook.text.links import link
from planbook.text.newest_figures import Newest, newest_of, stale
from planbook.text.stages import Stage, families, stage_of
from planbook.text.verdicts import Progress, mean_growth, of_indicator, of_target, reaches
from planbook.views.view import View
from support import invented
from support.facts import ours
from support.places import FIRST


@pytest.fixture(scope="module")
def small() -> CheckedPlan:
    """The invented plan: the rules are the engine's, and its years are those of the figures here."""
    return invented.sound()


PROOF = (Evidence(at="01-1-1", quote="目标"),)


def value(kind: str, year: int, number: str | None, **more: Any) -> Value:
    return Value(kind=kind, year=year, value=number and Decimal(number), evidence=PROOF, text=None if number else "完成", **more)


def source(grade: str, publisher: str = "白石报", day: str = "2024-06-30") -> Source:
    return Source(
        id="s", title="题", publisher=publisher, date=day, about="事", rights="无", shown="数", grade=grade,
        read="whole", held="republication", retrieved="2026-01-01",
    )  # fmt: skip


WITHIN, AFTER = "2024-06-30", "2026-03-01"
"""A day within the plan's years and one after them: the newest day that the records know decides, no clock."""


def told(year: int, number: str | None, relation: str = "same-measure", **more: Any) -> Report:
    bearing = Bearing(indicator="measured", relation=relation, caveat="口径不同")
    return Report(
        id=f"r-{year}-{relation}-{more.get('measure', 'level')}", fact="事实", year=year, value=number and Decimal(number),
        place="正文第1段", bears_on=(bearing,), **{"measure": "level", "source": "good", **more},
    )  # fmt: skip


def outcome(
    small: CheckedPlan, target: Value, reports: list[Report], baseline: str | None = "100", direction: str | None = "up", day: str = WITHIN,
    unit: str | None = None,
) -> Progress:  # fmt: skip
    """What becomes of a target of 2025 with a baseline of 2020, in a plan that holds only this and knows up to ``day``."""
    series = (value("baseline", 2020, baseline), target) if baseline else (target,)
    indicator = Indicator(id="measured", name="指标", direction=direction, unit=unit, series=series)
    sources = {"good": source("B", day=day), "weak": source("C", "某网", day), "other": source("C", "别处", day)}
    records = replace(
        small.records, indicators={"measured": indicator}, targets={}, reports={report.id: report for report in reports}, findings={},
        sources=sources,
    )  # fmt: skip
    return of_indicator(indicator, target, records, link(records, small.blocks))


LEVEL = value("target", 2025, "200")
SUM = value("target", 2025, "50", measure="cumulative", start=2021)
YEARLY = value("target", 2025, "10", measure="annual")
GROWTH = value("target", 2025, "5", measure="annual-growth", start=2021, unit="%")


@pytest.mark.parametrize(
    ("target", "reports", "expected", "rule"),
    [
        (LEVEL, [], "no-source", "silence"),
        (LEVEL, [told(2023, "150", "related")], "different-measure", "no-like"),
        (LEVEL, [told(2023, "250", "contradicts")], "different-measure", "no-like"),
        (LEVEL, [told(2023, "250", "goal")], "no-source", "silence"),
        (LEVEL, [told(2019, "250")], "no-source", "silence"),
        (LEVEL, [told(2021, "250", "related", start=2016)], "no-source", "silence"),
        (LEVEL, [told(2026, "250", as_of="2024-06-30")], "no-source", "silence"),
        (LEVEL, [told(2024, "200")], "early", "before-its-year"),
        (LEVEL, [told(2025, "200")], "in-line", "in-its-year"),
        (LEVEL, [told(2025, "199")], "behind", "missed"),
        (LEVEL, [told(2022, "151")], "faster", "pace"),
        (LEVEL, [told(2022, "150")], "in-line", "pace"),
        (LEVEL, [told(2022, "130")], "in-line", "pace"),
        (LEVEL, [told(2022, "129")], "behind", "pace"),
        (LEVEL, [told(2021, "199"), told(2024, "100")], "behind", "pace"),
        (SUM, [told(2022, "15", measure="annual")], "in-line", "years"),
        (SUM, [told(2022, "16", measure="annual")], "faster", "years"),
        (SUM, [told(2022, "16", measure="annual"), told(2023, "16", measure="annual")], "faster", "years"),
        (SUM, [told(2022, "4", measure="annual")], "behind", "years"),
        (SUM, [told(2024, "50", measure="cumulative")], "early", "before-its-year"),
        (SUM, [told(2024, "20", measure="cumulative")], "different-measure", "no-baseline"),
        (LEVEL, [told(2022, "150", measure="annual")], "in-line", "pace"),
        (YEARLY, [told(2022, "10", measure="annual"), told(2023, "12", measure="annual")], "in-line", "every-year"),
        (YEARLY, [told(2022, "9", measure="annual"), told(2023, "12", measure="annual")], "behind", "every-year"),
        (
            GROWTH,
            [told(2022, "4", measure="annual-growth", unit="%"), told(2023, "7", measure="annual-growth", unit="%")],
            "in-line",
            "average",
        ),
    ],
)
def test_a_rule_gives_its_outcome(small: CheckedPlan, target: Value, reports: list[Report], expected: str, rule: str) -> None:
    progress = outcome(small, target, reports)
    assert (progress.outcome, progress.rule) == (expected, rule)


@pytest.mark.parametrize(
    ("target", "reports", "expected", "rule", "interim"),
    [
        (LEVEL, [], "no-source", "silence", None),
        (LEVEL, [told(2024, "200")], "reached", "before-its-year", None),
        (LEVEL, [told(2025, "200")], "reached", "in-its-year", None),
        (LEVEL, [told(2025, "199")], "not-reached", "missed", None),
        (LEVEL, [told(2023, "150")], "no-final-figure", "pace", "in-line"),
        (LEVEL, [told(2022, "129")], "no-final-figure", "pace", "behind"),
        (SUM, [told(2022, "50", measure="annual")], "reached", "years", None),
        (SUM, [told(2022, "16", measure="annual")], "no-final-figure", "years", "faster"),
        (SUM, [told(year, "9.9", measure="annual") for year in range(2021, 2026)], "not-reached", "years", None),
        (SUM, [told(year, "10", measure="annual") for year in range(2021, 2026)], "reached", "years", None),
        (SUM, [told(2022, "49.5", measure="annual")], "no-final-figure", "years", "faster"),
        (SUM, [told(2024, "20", measure="cumulative")], "no-final-figure", "no-baseline", None),
        (YEARLY, [told(2022, "10", measure="annual")], "no-final-figure", "every-year", "in-line"),
        (YEARLY, [told(2022, "9", measure="annual")], "not-reached", "every-year", None),
        (YEARLY, [told(year, "10", measure="annual") for year in range(2021, 2026)], "reached", "every-year", None),
        (GROWTH, [told(2023, "2", measure="annual-growth", unit="%")], "no-final-figure", "average", "behind"),
        (GROWTH, [told(year, "5", measure="annual-growth", unit="%") for year in range(2021, 2026)], "reached", "average", None),
        (GROWTH, [told(year, "4", measure="annual-growth", unit="%") for year in range(2021, 2026)], "not-reached", "average", None),
    ],
)
def test_when_the_year_is_over_the_words_change(
    small: CheckedPlan, target: Value, reports: list[Report], expected: str, rule: str, interim: str | None
) -> None:
    """The newest day that a source names decides; what the figures do not settle is told as it stood with the newest of them."""
    progress = outcome(small, target, reports, day=AFTER)
    assert (progress.outcome, progress.rule, progress.interim) == (expected, rule, interim)


def test_what_the_baseline_had_reached_needs_the_figure_of_the_last_year(small: CheckedPlan) -> None:
    target = value("target", 2025, "80")
    early = outcome(small, target, [told(2021, "88")], baseline="81", day=AFTER)
    late = outcome(small, target, [told(2025, "88")], baseline="81", day=AFTER)
    assert (early.outcome, early.interim, early.newest) == ("no-final-figure", "in-line", 2021)
    assert (late.outcome, late.newest) == ("reached", 2025)


ABOUT = value("target", 2025, "200", bound="about")
FALLING = value("target", 2025, "50")


@pytest.mark.parametrize(
    ("target", "direction", "reports", "expected", "rule"),
    [
        (LEVEL, "up", [told(2024, "200", bound="at-least")], "early", "before-its-year"),
        (LEVEL, "up", [told(2024, "200", bound="more-than")], "early", "before-its-year"),
        (LEVEL, "up", [told(2024, "195", bound="more-than")], "different-measure", "bounds"),
        (LEVEL, "up", [told(2025, "195", bound="more-than")], "different-measure", "bounds"),
        (LEVEL, "up", [told(2025, "200", bound="nearly")], "behind", "missed"),
        (LEVEL, "up", [told(2025, "210", bound="nearly")], "different-measure", "bounds"),
        (LEVEL, "up", [told(2025, "230", bound="nearly")], "in-line", "in-its-year"),
        (LEVEL, "up", [told(2025, "195", bound="at-most")], "behind", "missed"),
        (LEVEL, "up", [told(2025, "205", bound="at-most")], "different-measure", "bounds"),
        (LEVEL, "up", [told(2025, "200", bound="about")], "different-measure", "bounds"),
        (LEVEL, "up", [told(2025, "230", bound="about")], "in-line", "in-its-year"),
        (ABOUT, "up", [told(2025, "200", bound="about")], "in-line", "in-its-year"),
        (LEVEL.model_copy(update={"bound": "more-than"}), "up", [told(2025, "200", bound="at-least")], "different-measure", "bounds"),
        (LEVEL.model_copy(update={"bound": "more-than"}), "up", [told(2025, "200", bound="more-than")], "in-line", "in-its-year"),
        (LEVEL, "up", [told(2022, "110", bound="at-most")], "behind", "pace"),
        (LEVEL, "up", [told(2022, "151", bound="more-than")], "different-measure", "bounds"),
        (FALLING, "down", [told(2025, "50", bound="at-most")], "in-line", "in-its-year"),
        (FALLING, "down", [told(2025, "50", bound="more-than")], "behind", "missed"),
        (FALLING, "down", [told(2025, "52", bound="at-most")], "different-measure", "bounds"),
        (LEVEL, None, [told(2025, "195", bound="more-than")], "different-measure", "bounds"),
        (LEVEL, "up", [told(2022, "129"), told(2023, "140", bound="more-than")], "behind", "pace"),
        (YEARLY, "up", [told(2022, "12", measure="annual"), told(2023, "9", measure="annual", bound="more-than")], "in-line", "every-year"),
        (YEARLY, "up", [told(2022, "10", measure="annual", bound="nearly")], "behind", "every-year"),
        (SUM, "up", [told(2022, "16", measure="annual", bound="more-than")], "faster", "years"),
        (SUM, "up", [told(2022, "10", measure="annual", bound="more-than")], "different-measure", "bounds"),
        (GROWTH, "up", [told(2023, "5", measure="annual-growth", unit="%", bound="more-than")], "in-line", "average"),
        (GROWTH, "up", [told(2023, "4", measure="annual-growth", unit="%", bound="more-than")], "different-measure", "bounds"),
        (GROWTH, "up", [told(2023, "4", measure="annual-growth", unit="%", bound="at-most")], "behind", "average"),
    ],
)
def test_a_bound_counts_where_the_figure_comes_to_the_same_wherever_it_lies(
    small: CheckedPlan, views: dict[str, View], target: Value, direction: str | None, reports: list[Report], expected: str, rule: str
) -> None:
    """“more than 195” against 200 says nothing, “nearly 200” that it was not reached; an older figure that says more is taken instead."""
    progress = outcome(small, target, reports, direction=direction)
    assert (progress.outcome, progress.rule) == (expected, rule)
    assert progress.way is None or all(report.bound == "exactly" for report, _ in progress.reports)
    assert all(view.reasons.why(progress) for view in views.values())


@pytest.mark.parametrize(
    ("direction", "bound", "number", "more", "expected"),
    [
        ("up", "exactly", "205", {}, True), ("up", "exactly", "195", {}, False), ("up", "nearly", "205", {}, None),
        ("up", "about", "205", {}, None), ("up", "nearly", "205", {"reached": True}, True),
        ("up", "exactly", "195", {"reached": True}, False),
        ("up", "exactly", "205", {"measure": "increase"}, None), ("up", "exactly", "205", {"measure": "increase", "reached": False}, False),
        ("up", "exactly", None, {}, None), ("up", "exactly", None, {"reached": False}, False),
        (None, "exactly", "200", {}, True), (None, "exactly", "201", {}, False), (None, "at-least", "200", {}, None),
        (None, "at-most", "200", {}, None), (None, "about", "205", {}, None), (None, "at-least", "201", {}, False),
        (None, "at-most", "199", {}, False), (None, "nearly", "200", {}, False),
    ],
)  # fmt: skip
def test_a_printed_outcome_meets_a_target_only_where_that_is_sure(
    direction: str | None, bound: str, number: str | None, more: dict[str, Any], expected: bool | None
) -> None:
    """Where a bound leaves it open, the measures differ or words stand for a figure, the editors may say so; else nobody knows."""
    measured = Indicator(id="measured", name="指标", direction=direction, series=(LEVEL,))
    assert verdicts.met(LEVEL, value("outcome", 2025, number, bound=bound, **more), measured) is expected


def test_a_snapshot_keeps_verdicts_newest_figures_and_the_state_of_projects(small: CheckedPlan) -> None:
    """The one of the invented plan is what its records give today."""
    (kept,) = small.records.snapshots.values()
    assert snapshots.snapshot(small.records, small.links, kept.date) == kept


def test_a_verdict_that_moved_since_the_snapshot_waits_for_a_change_that_says_so(small: CheckedPlan) -> None:
    """Five reports were added, four verdicts moved, and nobody was told to tell readers."""
    target = LEVEL.model_copy(update={"year": 2024})
    indicator = Indicator(id="measured", name="指标", direction="up", series=(value("baseline", 2020, "100"), target))
    records = replace(small.records, indicators={"measured": indicator}, targets={}, reports={}, findings={}, projects={}, changes={})
    records = replace(records, sources={"good": source("B", day=WITHIN)}, snapshots={})
    day = snapshots.datetime.date(2024, 7, 1)
    report = told(2023, "250")
    more = replace(records, reports={report.id: report})
    none, one = (snapshots.snapshot(known, link(known, small.blocks), day) for known in (records, more))
    assert ((none.without_source, none.targets), (one.without_source, [known.key for known in one.targets])) == (
        (1, ()), (0, ["measured/level-2024"]),
    )  # fmt: skip

    def unsaid(kept: Snapshot | None, known: Records, after: str = "", on: int = 1) -> list[str]:
        moved = VerdictChange(indicator="measured", measure="level", year=2024, before="no-source", after=after or "early", why="有了报道")
        change = Change(id="2024-07-02-1-told", date=day.replace(day=on), kind="reported", title="题", text="话", verdicts=(moved,))
        known = replace(known, snapshots={kept.id: kept} if kept else {}, changes={change.id: change} if after else {})
        return snapshots.unsaid(known, link(known, small.blocks))

    assert unsaid(None, more) == [], "Of a plan without a snapshot nothing moved."
    assert unsaid(none, records) == unsaid(one, more) == []
    assert unsaid(none, more) == unsaid(one, records) == ["指标"]
    assert unsaid(none, more, "early") == unsaid(one, records, "no-source") == []
    assert unsaid(none, more, "faster") == ["指标"], "The change says otherwise."
    earlier = none.model_copy(update={"date": day.replace(day=2)})
    assert unsaid(earlier, more, "early", on=2) == []
    assert unsaid(earlier, more, "early", on=1) == ["指标"], "What was said before the snapshot does not tell what came after."


def test_the_mean_growth_is_that_of_the_product() -> None:
    """Up by half and down by a third is back where it was, though the sum of the two is not nought."""
    assert mean_growth([Decimal(50), Decimal("-33.333333333")]) == pytest.approx(Decimal(0), abs=Decimal("0.0000001"))
    assert mean_growth([Decimal(5), Decimal(5)]) == pytest.approx(Decimal(5), abs=Decimal("0.0000001"))


# --- like with like -----------------------------------------------------------------------------------------------------


def test_a_level_is_not_held_against_a_growth(small: CheckedPlan) -> None:
    """79.8 (亿元) is more than 5 (%), and says nothing about a growth; -8.7 (%) is less than 125.3 (亿元), and is no level."""
    level, growth = told(2023, "79.8", unit="亿元"), told(2023, "-8.7", measure="annual-growth", unit="%")
    aim = value("target", 2025, "125.3", unit="亿元")
    assert outcome(small, GROWTH, [level], unit="亿元").outcome == "different-measure"
    assert outcome(small, aim, [growth], unit="亿元").outcome == "different-measure"
    assert outcome(small, GROWTH, [level, growth], unit="亿元").outcome == "behind"
    assert [report.value for report, _ in outcome(small, aim, [level, growth], "98.2", unit="亿元").reports] == [Decimal("79.8")]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"unit": "万元"}, "unit"), ({"scope": "宏伟区"}, "area"), ({"measure": "annual", "as_of": "2023-06-30"}, "period"),
        ({"measure": "annual-growth"}, "measure"), ({"measure": "cumulative"}, "measure"), ({"measure": "annual"}, None), ({}, None),
    ],
)  # fmt: skip
def test_measure_unit_area_and_period_must_agree(more: dict[str, Any], reason: str | None) -> None:
    report = told(2023, "150", **{"unit": "亿元", **more})
    assert difference(report, LEVEL, "亿元", {}) == reason


def test_part_of_a_year_is_not_the_year() -> None:
    yearly = {"measure": "annual", "unit": None}
    assert difference(told(2024, "12", **yearly, as_of="2024-09-30"), YEARLY, None, {}) == "period"
    assert difference(told(2024, "12", **yearly, as_of="2024-12-31"), YEARLY, None, {}) is None


@pytest.mark.parametrize(
    ("year", "more", "reason"),
    [
        (2020, {}, "period"), (2021, {}, None), (2025, {}, None), (2026, {}, "period"), (2023, {"start": 2021}, None),
        (2023, {"start": 2022}, "period"), (2023, {"as_of": "2023-06-30"}, None), (2023, {"measure": "increase"}, None),
        (2023, {"measure": "annual"}, None), (2023, {"measure": "annual", "as_of": "2023-06-30"}, "period"),
        (2023, {"measure": "level"}, "measure"), (2023, {"measure": "annual-growth"}, "measure"),
    ],
)  # fmt: skip
def test_a_sum_is_of_the_years_that_the_plan_means(year: int, more: dict[str, Any], reason: str | None) -> None:
    """A sum that is not yet whole is one up to its day; a year that is not over is no year."""
    assert difference(told(year, "15", **{"measure": "cumulative", **more}), SUM, None, {}) == reason


def test_a_growth_of_other_years_is_another_period() -> None:
    before = value("target", 2020, "8", measure="annual-growth", start=2016)
    assert difference(told(2023, "8", measure="annual-growth", unit="%"), before, "元", {}) == "period"


def test_a_figure_of_a_district_meets_only_a_target_of_that_district(small: CheckedPlan) -> None:
    place = next(iter(small.records.places.values()))
    target = Target(id="t", subject="数", measure="level", value=Decimal(5), year=2025, evidence=PROOF, places=(place.id,))
    places = {place.id: place}
    assert difference(told(2023, "6", scope=place.name), target, None, places) is None
    assert difference(told(2023, "6"), target, None, places) == "area"
    assert difference(told(2023, "6", scope=place.name), target.model_copy(update={"places": ()}), None, places) == "area"


# --- up to which day the records know ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "as_of", "expected"),
    [
        ("2025-12-31", None, "in-line"), ("2026-01-01", None, "reached"), (WITHIN, "2026-01-02", "reached"),
        (AFTER, "2025-12-31", "reached"),
    ],
)  # fmt: skip
def test_a_year_is_over_when_a_source_or_a_report_is_of_a_later_one(small: CheckedPlan, day: str, as_of: str | None, expected: str) -> None:
    assert outcome(small, LEVEL, [told(2025, "200", as_of=as_of)], day=day).outcome == expected


def test_a_plan_of_which_nothing_was_told_is_known_up_to_its_issue_or_its_first_day(small: CheckedPlan) -> None:
    records = replace(small.records, sources={}, reports={}, snapshots={})
    assert str(as_of(records)) == "2021-02-03"
    assert str(as_of(replace(records, plan=records.plan.model_copy(update={"issued": None})))) == "2021-01-01"
    assert looked_for(records) is None


@pytest.mark.parametrize(
    ("year", "day", "earlier"), [(2021, "2021-02-02", True), (2021, "2021-02-03", False), (2020, None, True), (2021, None, False)]
)
def test_what_was_so_before_the_issue_is_earlier(small: CheckedPlan, year: int, day: str | None, earlier: bool) -> None:
    """Without a day a report tells of its year up to the end."""
    assert is_earlier(told(year, "1", as_of=day), small.records) is earlier


def test_a_plan_without_a_day_of_issue_begins_with_its_first_year(small: CheckedPlan) -> None:
    records = replace(small.records, plan=small.records.plan.model_copy(update={"issued": None}))
    assert [is_earlier(told(2021, "1", as_of=day), records) for day in ("2020-12-31", "2021-01-01")] == [True, False]


# --- the newest figure of an indicator --------------------------------------------------------------------------------


def newest(small: CheckedPlan, reports: list[Report], day: str = WITHIN) -> tuple[Newest, list[tuple[str, int | None]]]:
    """The newest figures of an indicator with a target of 2025, and what is told of old ones."""
    indicator = Indicator(id="measured", name="指标", series=(LEVEL,))
    before = Indicator(id="before", name="旧", series=(value("target", 2020, "1"), value("outcome", 2021, "1")))
    records = replace(
        small.records, indicators={one.id: one for one in (indicator, before)}, targets={}, findings={},
        sources={"good": source("B", day=day), "weak": source("C", "某网", day)}, reports={report.id: report for report in reports},
    )  # fmt: skip
    links = link(records, small.blocks)
    return newest_of(indicator, records, links), [(one.id, year) for one, year in stale(records, links)]


@pytest.mark.parametrize(
    ("reports", "answer", "years"),
    [
        ([], "nothing", []),
        ([told(2023, "1", "goal"), told(2023, "1", "wider-area")], "nothing", []),
        ([told(2020, "1")], "nothing", []),
        ([told(2021, "1", start=2020)], "nothing", []),
        ([told(2023, "1", "related")], "related", []),
        ([told(2023, None)], "related", []),
        ([told(2021, "1")], "figure", [2021]),
        ([told(2022, "1"), told(2023, "2")], "figure", [2023]),
        ([told(2022, "1"), told(2023, "2", measure="annual")], "figure", [2023, 2022]),
        ([told(2023, "2", source="weak")], "unconfirmed", [2023]),
        ([told(2022, "1"), told(2023, "2", source="weak", measure="annual")], "figure", [2022, 2023]),
        ([told(2022, "1"), told(2023, "2", source="weak")], "figure", [2022]),
    ],
)
def test_the_newest_figure_that_can_be_relied_on_comes_first(
    small: CheckedPlan, reports: list[Report], answer: str, years: list[int]
) -> None:
    """One of each measure; of the time before the plan none; a newer one that only an article passes on does not push an older aside."""
    found, _old = newest(small, reports)
    assert (found.answer, [report.year for report, _bearing in found.figures]) == (answer, years)
    assert [report.year for report in found.wider] == [2023 for report in reports if report.bears_on[0].relation == "wider-area"]
    assert found.year == max(years, default=None)


@pytest.mark.parametrize(
    ("reports", "day", "old"),
    [
        ([], WITHIN, [("measured", None)]), ([told(2021, "1")], WITHIN, [("measured", 2021)]),
        ([told(2022, "1")], WITHIN, []),
        ([told(2021, "1")], "2023-12-31", []), ([told(2021, "1")], "2024-01-15", [("measured", 2021)]),
        ([told(2022, "1")], "2024-02-29", []),
    ],
)  # fmt: skip
def test_a_figure_is_old_when_its_year_ended_two_years_ago(
    small: CheckedPlan, reports: list[Report], day: str, old: list[tuple[str, int | None]]
) -> None:
    """Of an indicator that this plan sets no target for, none is looked for."""
    assert newest(small, reports, day)[1] == old


# --- how far a source can be relied on --------------------------------------------------------------------------------


def test_what_one_article_passes_on_carries_no_verdict(small: CheckedPlan) -> None:
    progress = outcome(small, LEVEL, [told(2023, "250", source="weak")])
    assert (progress.outcome, progress.rule, progress.newest) == ("unconfirmed", "unconfirmed", 2023)


def test_two_publishers_that_give_the_same_figure_confirm_it(small: CheckedPlan) -> None:
    one = told(2023, "250", source="weak")
    assert outcome(small, LEVEL, [one, told(2023, "250", source="other").model_copy(update={"id": "b"})]).outcome == "early"
    assert outcome(small, LEVEL, [one, told(2023, "251", source="other").model_copy(update={"id": "b"})]).outcome == "unconfirmed"
    assert outcome(small, LEVEL, [one, told(2023, "250", source="weak").model_copy(update={"id": "b"})]).outcome == "unconfirmed"


def test_copies_of_one_publisher_and_unknown_ones_are_no_second_source(small: CheckedPlan) -> None:
    report = told(2023, "250", source="a")
    other = told(2023, "250", source="b")
    for first, second, expected in (
        ("新华社（记者某）", "新华社，某网转载", False), ("不详（某网）", "新华社", False), ("辽宁日报", "人民网", True),
    ):  # fmt: skip
        records = replace(small.records, sources={"a": source("C", first), "b": source("C", second)})
        assert are_independent(report, other, records) is expected
        assert not are_independent(report, other, replace(records, sources={"a": records.sources["a"]})), "A lost source is no second one."


def test_what_was_reached_at_the_start_and_is_kept_is_not_early(small: CheckedPlan) -> None:
    progress = outcome(small, value("target", 2025, "80"), [told(2021, "88")], baseline="81")
    assert (progress.outcome, progress.rule, progress.met_at_start) == ("in-line", "kept", True)


def test_way_and_time_are_what_a_reader_reckons(small: CheckedPlan) -> None:
    progress = outcome(small, LEVEL, [told(2023, "130")])
    assert (progress.way, progress.time) == (Decimal("0.3"), Decimal("0.6"))
    downwards = outcome(small, value("target", 2025, "50"), [told(2023, "80")], direction="down")
    assert (downwards.way, downwards.time, downwards.outcome) == (Decimal("0.4"), Decimal("0.6"), "behind")


def test_a_level_without_a_baseline_is_not_paced(small: CheckedPlan) -> None:
    assert outcome(small, LEVEL, [told(2023, "150")], baseline=None).outcome == "different-measure"


def test_the_way_begins_at_the_last_known_level_before_the_year_of_the_target(small: CheckedPlan) -> None:
    """No growth, no words, no aim is a level that was known, and what the year of the target brought is no beginning."""
    others = (
        value("outcome", 2021, "9", measure="annual-growth"), value("outcome", 2022, None), value("target", 2023, "120"), LEVEL,
        value("outcome", 2025, "190"),
    )  # fmt: skip
    for known in ((), (value("outcome", 2021, "110"),)):
        indicator = Indicator(id="measured", name="指标", direction="up", series=(value("baseline", 2020, "100"), *known, *others))
        records = replace(small.records, indicators={"measured": indicator}, targets={}, reports={}, findings={})
        progress = of_indicator(indicator, LEVEL, records, link(records, small.blocks))
        assert progress.baseline == (known or indicator.series)[0]
        growth = of_indicator(indicator, GROWTH, records, link(records, small.blocks))
        assert growth.baseline is None, "A growth has no way from a level."


def test_words_are_not_weighed(small: CheckedPlan) -> None:
    assert outcome(small, value("target", 2025, None), [told(2023, "150")]).outcome == "different-measure"
    assert outcome(small, LEVEL, [told(2023, None)]).outcome == "different-measure"


def test_the_editors_come_before_the_rules(small: CheckedPlan) -> None:
    judged = LEVEL.model_copy(update={"judged": verdicts.Judgement(outcome="behind", reason="报道说已停工")})
    progress = outcome(small, judged, [told(2024, "200")])
    assert (progress.outcome, progress.rule, progress.reason) == ("behind", "editors", "报道说已停工")


@pytest.mark.parametrize(
    ("said", "reports", "day", "expected"),
    [
        ("faster", [told(2022, "129")], WITHIN, ("faster", None, 2022)),
        ("faster", [told(2022, "129"), told(2023, "140")], AFTER, ("no-final-figure", "faster", 2023)),
        ("behind", [], AFTER, ("no-final-figure", "behind", None)),
        ("early", [told(2023, "150", "related")], AFTER, ("no-final-figure", "early", 2023)),
        ("reached", [told(2022, "129")], AFTER, ("reached", None, 2022)),
        ("not-reached", [told(2022, "129")], AFTER, ("not-reached", None, 2022)),
    ],
)
def test_what_the_editors_say_of_the_years_so_far_is_no_end(
    small: CheckedPlan, said: str, reports: list[Report], day: str, expected: tuple[Any, ...]
) -> None:
    judged = LEVEL.model_copy(update={"judged": verdicts.Judgement(outcome=said, reason="缘由")})
    progress = outcome(small, judged, reports, day=day)
    assert (progress.outcome, progress.interim, progress.newest) == expected
    assert (progress.rule, progress.reason, progress.way, progress.time) == ("editors", "缘由", None, None)


@pytest.mark.parametrize(
    ("number", "target", "measure", "unit", "direction", "expected"),
    [
        ("6", "5", "level", "%", "up", True), ("6", "5", "level", "%", "down", False), ("5", "5", "level", "%", "down", True),
        ("5", "5", "level", None, None, True), ("6", "5", "level", None, None, False),
        ("-19", "-14", "cumulative", "%", "down", True), ("-12", "-14", "cumulative", "%", "down", False),
        ("15", "14", "cumulative", "%", "down", True), ("13", "14", "cumulative", "%", "down", False),
        ("15", "14", "annual-growth", "%", "down", True), ("13", "14", "annual-growth", "%", "down", False),
        ("0.6", "0.5", "cumulative", "%", "down", True), ("0.4", "0.5", "cumulative", "%", "down", False),
        ("1.2", "1.3", "cumulative", "万亩", "down", True), ("1.4", "1.3", "cumulative", "万亩", "down", False),
    ],
)  # fmt: skip
def test_direction_counts(number: str, target: str, measure: str, unit: str | None, direction: str | None, expected: bool) -> None:
    """A fall is printed with its sign or without: both are reached by falling further. What is used up is no fall."""
    aim = value("target", 2025, target, measure=measure, unit=unit)
    assert reaches(Decimal(number), aim, direction) is expected


def test_more_than_a_figure_is_not_the_figure() -> None:
    aim = value("target", 2025, "5").model_copy(update={"bound": "more-than"})
    assert not reaches(Decimal(5), aim, "up")
    assert reaches(Decimal("5.1"), aim, "up")


def of_text(small: CheckedPlan, reports: list[Report], bound: str = "exactly", number: str = "200", **more: Any) -> Progress:
    """What becomes of a target of the text, beside an indicator with a baseline of 100 in 2020; reports bear on the one or the other."""
    target = Target(id="t", subject="数", measure="level", value=Decimal(number), bound=bound, year=2025, evidence=PROOF, **more)
    indicator = Indicator(id="measured", name="指标", direction="down", series=(value("baseline", 2020, "100"),))
    records = replace(
        small.records, indicators={"measured": indicator}, targets={"t": target}, findings={}, sources={"good": source("B")},
        reports={report.id: report for report in reports},
    )  # fmt: skip
    return of_target(target, records, link(records, small.blocks))


def told_of_text(year: int, number: str) -> Report:
    return told(year, number).model_copy(update={"bears_on": (Bearing(target="t", relation="same-measure"),), "id": f"t-{year}"})


@pytest.mark.parametrize(
    ("bound", "number", "expected"),
    [("at-most", "190", "in-line"), ("at-most", "210", "behind"), ("exactly", "210", "in-line"), ("about", "190", "behind")],
)
def test_a_target_of_the_text_alone_is_reached_from_below_unless_it_is_a_limit(
    small: CheckedPlan, bound: str, number: str, expected: str
) -> None:
    progress = of_text(small, [told(2025, "0"), told_of_text(2025, number)], bound)
    assert (progress.outcome, progress.baseline) == (expected, None)
    assert [report.id for report, _bearing in progress.reports] == ["t-2025"], "Of the indicator it says nothing."


@pytest.mark.parametrize("reports", [[told(2023, "80"), told_of_text(2022, "60")], [told_of_text(2023, "80"), told(2022, "60")]])
def test_a_target_of_the_text_goes_the_way_of_its_indicator_and_the_newest_report_counts(small: CheckedPlan, reports: list[Report]) -> None:
    progress = of_text(small, reports, number="50", indicators=("measured",))
    assert (progress.way, progress.time, progress.newest) == (Decimal("0.4"), Decimal("0.6"), 2023)
    assert [report.year for report, _bearing in progress.reports] == [2022, 2023]


# --- the real plan ------------------------------------------------------------------------------------------------------


@ours
def test_reports_on_an_indicator_count_for_the_target_that_sets_it(views: dict[str, View]) -> None:
    shown = views[FIRST].reading
    links = link(shown.records, shown.blocks)
    jobs: Target = shown.records.targets["new-urban-jobs"]
    progress = of_target(jobs, shown.records, links)
    assert {report.id for report, _ in progress.reports} == {"summer-new-urban-jobs-2021", "january-new-urban-jobs"}
    assert (progress.way, progress.time) == ((Decimal("1.07") + Decimal("1.1")) / 4, Decimal("0.4"))


@ours
def test_a_project_shows_the_furthest_state_that_was_reported(views: dict[str, View]) -> None:
    shown = views[FIRST].reading
    links = link(shown.records, shown.blocks)
    assert stage_of("04-03", shown.records, links).state == "in-operation"
    assert sum(stage_of(id, shown.records, links).state == "in-operation" for id in links.projects_of_box["04"]) == 1


def staged(small: CheckedPlan, *told: tuple[int, str, str, str | None]) -> Stage:
    """The stage of a project of which reports tell: year, relation, source, part."""
    project = next(iter(small.records.projects))
    reports = {
        f"r-{number}": Report(
            id=f"r-{number}", fact="事", year=year, source=where, place="某处",
            bears_on=(Bearing(project=project, relation=relation, part=part, caveat="或许"),),
        )
        for number, (year, relation, where, part) in enumerate(told)
    }  # fmt: skip
    sources = {"good": source("B"), "weak": source("C", "某网"), "other": source("C", "别处")}
    records = replace(small.records, reports=reports, sources=sources)
    return stage_of(project, records, link(records, small.blocks))


@pytest.mark.parametrize(
    ("told", "state", "of_a_part"),
    [
        ([], "no-source", False),
        ([(2022, "related", "good", None)], "mentioned", False),
        ([(2022, "goal", "good", None)], "planned", False),
        ([(2022, "started", "good", None), (2024, "goal", "good", None)], "started", False),
        ([(2022, "in-operation", "good", None), (2021, "started", "good", None)], "in-operation", False),
        ([(2022, "started", "good", None), (2024, "dropped", "good", None)], "dropped", False),
        ([(2022, "dropped", "good", None), (2024, "started", "good", None)], "started", False),
        ([(2023, "in-operation", "good", "一期")], "started", True),
        ([(2023, "started", "weak", None)], "unconfirmed", False),
        ([(2023, "started", "weak", None), (2024, "started", "other", None)], "started", False),
        ([(2023, "completed", "weak", None), (2024, "started", "good", None)], "started", False),
        ([(2023, "completed", "good", None), (2024, "started", "good", None), (2024, "related", "good", None)], "completed", False),
        ([(2022, "started", "good", None), (2024, "changed", "good", None)], "changed", False),
        ([(2022, "planned", "good", "一期")], "planned", True),
        ([(2022, "planned", "good", None), (2023, "completed", "good", "一期")], "started", True),
        ([(2022, "started", "good", None), (2023, "completed", "good", "一期")], "started", False),
        ([(2023, "started", "weak", "一期"), (2024, "started", "other", "二期")], "unconfirmed", False),
        ([(2023, "started", "weak", None), (2024, "completed", "other", None)], "unconfirmed", False),
        ([(2023, "started", "weak", None), (2024, "started", "weak", None)], "unconfirmed", False),
        ([(2022, "started", "good", None), (2024, "dropped", "weak", None)], "started", False),
    ],
)
def test_a_stage_follows_from_dated_reports(small: CheckedPlan, told: list[Any], state: str, of_a_part: bool) -> None:
    """The furthest that can be relied on; what is built of a part makes the whole begun; the newest that says so breaks it off."""
    stage = staged(small, *sorted(told))
    assert (stage.state, stage.of_a_part) == (state, of_a_part)


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ([(2022, "related", "weak", None), (2023, "related", "good", None)], [2022, 2023]),
        ([(2022, "started", "weak", None), (2023, "related", "good", None)], [2022]),
        ([(2021, "started", "good", None), (2022, "completed", "weak", None), (2023, "related", "good", None)], [2021]),
        ([(2021, "started", "good", None), (2022, "dropped", "good", None)], [2021, 2022]),
    ],
)
def test_a_stage_names_the_reports_that_tell_it(small: CheckedPlan, told: list[Any], years: list[int]) -> None:
    """What cannot be relied on is not among those that can; what only touches the project stands alone or not at all."""
    assert [report.year for report, _bearing in staged(small, *told).reports] == years


@ours
def test_umbrellas_and_parts_are_told_apart(views: dict[str, View]) -> None:
    small = views[FIRST].reading
    """The restoration of the river contains four works, each of which contains others: 15-1 is a part and a whole, and counts once."""
    found = families(small.records, small.blocks)
    assert (found.whole_of["15-1"], found.whole_of["15-1-01"]) == ("15-0", "15-1")
    assert (found.kind("15-1"), found.kind("15-1-01"), found.kind("04-03")) == ("whole", "part", "single")
    assert found.count(small.records.projects).total() == len(small.records.projects)


def test_a_whole_is_no_project_of_the_running_text(views: dict[str, View]) -> None:
    small = views[FIRST].reading
    found = families(small.records, small.blocks)
    assert not [id for id, whole in found.whole_of.items() if not small.records.projects[whole].evidence[0].at.startswith("box-")]


def test_every_target_of_the_site_has_an_outcome_and_they_add_up(views: dict[str, View]) -> None:
    for view in views.values():
        assert sum(count for _, _, count in view.targets.outcomes) == len(view.targets.rows) == len({row.key for row in view.targets.rows})


BOUND_IN_WORDS = {
    "at-least": r"以上|不低于|不少于|至少", "more-than": r"超|突破|多|余|餘|여", "nearly": r"近|근", "about": r"左右|约|約",
    "at-most": r"以内|以下|不超过|不大于|至多|降至",
}  # fmt: skip


@ours
def test_a_bound_is_what_the_words_say(sound: CheckedPlan) -> None:
    """“80% or more” holds the figure, “more than 80” does not."""
    said = {f"targets/{t.id}": (t.bound, " ".join(e.quote or "" for e in t.evidence)) for t in sound.records.targets.values()}
    said |= {f"reports/{r.id}": (r.bound, " ".join((r.fact, *r.figures))) for r in sound.records.reports.values()}
    bounded = {name: (bound, words) for name, (bound, words) in said.items() if bound in BOUND_IN_WORDS}
    assert len(bounded) > 20
    assert not {name: words for name, (bound, words) in bounded.items() if not re.search(BOUND_IN_WORDS[bound], words)}


@ours
@pytest.mark.parametrize(
    ("edition", "shown"),
    [
        ("zh-hans", ("超过60项", "不少于95%", "近600万吨")),
        ("zh-hant", ("超過60項", "不少於95%", "近600萬噸")),
        ("en", ("more than 60 results", "at least 95%", "nearly 6 million tonnes")),
    ],
)
def test_the_figure_of_a_report_keeps_its_bound(edition: str, shown: tuple[str, ...], views: dict[str, View]) -> None:
    """“more than 60” is not 60, wherever the figure is shown without the sentence that told it."""
    reports = views[edition].records.reports
    names = ("congress-hongwei-results-transferred", "summer-school-enterprise-alliance-coverage", "mine-2024-output")
    assert tuple(views[edition].reports.quantity(reports[name]) for name in names) == shown
