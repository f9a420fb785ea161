"""The published rules, each with figures that can be reckoned in the head, and what they give for the real plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planbook.checks.rules import CheckedPlan
from planbook.records.model import Bearing, Evidence, Indicator, Report, Target, Value
from planbook.text import verdicts
from planbook.text.links import link
from planbook.text.verdicts import Progress, of_indicator, of_project, of_target, reaches
from planbook.views.view import View

PROOF = (Evidence(at="01-1-1", quote="目标"),)


def value(kind: str, year: int, number: str | None, **more: Any) -> Value:
    return Value(kind=kind, year=year, value=number and Decimal(number), evidence=PROOF, text=None if number else "完成", **more)


def told(year: int, number: str | None, relation: str = "same-measure", **more: Any) -> Report:
    bearing = Bearing(indicator="measured", relation=relation, caveat="口径不同")
    return Report(
        id=f"r-{year}-{relation}", fact="事实", year=year, value=number and Decimal(number), source="plan", place="正文第1段",
        bears_on=(bearing,), **{"measure": "level", **more},
    )  # fmt: skip


def outcome(sound: CheckedPlan, target: Value, reports: list[Report], baseline: str | None = "100", direction: str = "up") -> Progress:
    """What becomes of a target of 2025 with a baseline of 2020, in a plan that holds only this."""
    series = (value("baseline", 2020, baseline), target) if baseline else (target,)
    indicator = Indicator(id="measured", name="指标", direction=direction, series=series)
    records = replace(
        sound.records, indicators={"measured": indicator}, targets={}, reports={report.id: report for report in reports}, findings={}
    )
    return of_indicator(indicator, target, records, link(records, sound.blocks))


LEVEL = value("target", 2025, "200")
SUM = value("target", 2025, "50", measure="cumulative", start=2021)
YEARLY = value("target", 2025, "10", measure="annual")


@pytest.mark.parametrize(
    ("target", "reports", "expected", "rule"),
    [
        (LEVEL, [], "no-source", "silence"),
        (LEVEL, [told(2023, "150", "related")], "different-measure", "no-like"),
        (LEVEL, [told(2023, "250", "contradicts")], "different-measure", "no-like"),
        (LEVEL, [told(2023, "250", "goal")], "no-source", "silence"),
        (LEVEL, [told(2019, "250")], "no-source", "silence"),
        (LEVEL, [told(2021, "250", "related", start=2016)], "no-source", "silence"),
        (LEVEL, [told(2026, "250")], "no-source", "silence"),
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
        (YEARLY, [told(2022, "10"), told(2023, "12")], "in-line", "every-year"),
        (YEARLY, [told(2022, "9"), told(2023, "12")], "behind", "every-year"),
    ],
)
def test_a_rule_gives_its_outcome(sound: CheckedPlan, target: Value, reports: list[Report], expected: str, rule: str) -> None:
    progress = outcome(sound, target, reports)
    assert (progress.outcome, progress.rule) == (expected, rule)


def test_what_was_reached_at_the_start_and_is_kept_is_not_early(sound: CheckedPlan) -> None:
    progress = outcome(sound, value("target", 2025, "80"), [told(2021, "88")], baseline="81")
    assert (progress.outcome, progress.rule, progress.met_at_start) == ("in-line", "kept", True)


def test_way_and_time_are_what_a_reader_reckons(sound: CheckedPlan) -> None:
    progress = outcome(sound, LEVEL, [told(2023, "130")])
    assert (progress.way, progress.time) == (Decimal("0.3"), Decimal("0.6"))
    downwards = outcome(sound, value("target", 2025, "50"), [told(2023, "80")], direction="down")
    assert (downwards.way, downwards.time, downwards.outcome) == (Decimal("0.4"), Decimal("0.6"), "behind")


def test_a_level_without_a_baseline_is_not_paced(sound: CheckedPlan) -> None:
    assert outcome(sound, LEVEL, [told(2023, "150")], baseline=None).outcome == "different-measure"


def test_words_are_not_weighed(sound: CheckedPlan) -> None:
    assert outcome(sound, value("target", 2025, None), [told(2023, "150")]).outcome == "different-measure"
    assert outcome(sound, LEVEL, [told(2023, None)]).outcome == "different-measure"


def test_the_editors_come_before_the_rules(sound: CheckedPlan) -> None:
    judged = LEVEL.model_copy(update={"judged": verdicts.Judgement(outcome="behind", reason="报道说已停工")})
    progress = outcome(sound, judged, [told(2024, "200")])
    assert (progress.outcome, progress.rule, progress.reason) == ("behind", "editors", "报道说已停工")


@pytest.mark.parametrize(
    ("number", "target", "measure", "unit", "direction", "expected"),
    [
        ("6", "5", "level", "%", "up", True), ("6", "5", "level", "%", "down", False), ("5", "5", "level", "%", "down", True),
        ("5", "5", "level", None, None, True), ("6", "5", "level", None, None, False),
        ("-19", "-14", "cumulative", "%", "down", True), ("-12", "-14", "cumulative", "%", "down", False),
        ("15", "14", "cumulative", "%", "down", True), ("13", "14", "cumulative", "%", "down", False),
        ("1.2", "1.3", "cumulative", "万亩", "down", True), ("1.4", "1.3", "cumulative", "万亩", "down", False),
    ],
)  # fmt: skip
def test_direction_counts(number: str, target: str, measure: str, unit: str | None, direction: str | None, expected: bool) -> None:
    """A fall is printed with its sign or without: both are reached by falling further. What is used up is no fall."""
    aim = value("target", 2025, target, measure=measure, unit=unit)
    assert reaches(Decimal(number), aim, direction) is expected


# --- the real plan ------------------------------------------------------------------------------------------------------


def test_reports_on_an_indicator_count_for_the_target_that_sets_it(sound: CheckedPlan) -> None:
    links = link(sound.records, sound.blocks)
    jobs: Target = sound.records.targets["new-urban-jobs"]
    progress = of_target(jobs, sound.records, links)
    assert {report.id for report, _ in progress.reports} == {"summer-new-urban-jobs-2021", "january-new-urban-jobs"}
    assert (progress.way, progress.time) == ((Decimal("1.07") + Decimal("1.1")) / 4, Decimal("0.4"))


def test_a_project_shows_the_furthest_state_that_was_reported(sound: CheckedPlan) -> None:
    links = link(sound.records, sound.blocks)
    assert of_project("04-03", sound.records, links) == "in-operation"
    assert sum(of_project(id, sound.records, links) == "in-operation" for id in links.projects_of_box["04"]) == 1


def test_every_target_of_the_site_has_an_outcome_and_they_add_up(views: dict[str, View]) -> None:
    for view in views.values():
        assert sum(count for _, _, count in view.targets.outcomes) == len(view.targets.rows) == len({row.key for row in view.targets.rows})
