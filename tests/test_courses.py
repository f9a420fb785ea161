"""The course of an indicator: values and years in proportion, the line of the target, what is missing, labels that cover nothing."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import lxml.html
import pytest

from planbook.views.charts import Chart
from planbook.views.courses import course_of
from planbook.views.geometry.course import NARROW, WIDE, Course, Figure, Goal, course, is_drawn, rounds
from planbook.views.view import View
from support.facts import at_least, ours
from support.invented import press
from support.places import EDITION

BASE, AIM = Figure(2020, Decimal(20), "known", "20"), Figure(2025, Decimal(30), "target", "30")
REPORT = Figure(2023, Decimal(24), "reported", "24")


def drawn(*figures: Figure, goal: Goal | None = None, width: int = WIDE) -> Course:
    return course(figures, goal, str, width)


def test_years_and_values_stand_in_proportion() -> None:
    picture = drawn(Figure(2015, Decimal(10), "known", "10"), BASE, Figure(2025, Decimal(15), "target", "15"))
    first, second, target = picture.points
    assert second.x - first.x == pytest.approx(target.x - second.x)
    assert first.y - target.y == pytest.approx(target.y - second.y)
    assert picture.aims == ((second, target),)
    assert picture.known == (first, second)


def test_the_target_is_a_line_and_what_is_missing_a_bar_up_to_it() -> None:
    picture = drawn(BASE, AIM, REPORT, goal=Goal(AIM, "Target 30", REPORT, "6 to go"))
    base, report, aim = picture.points
    assert picture.goal == aim.y
    assert picture.gap == (report.x, report.y, aim.y)
    assert picture.since == (base, report)
    assert [label.text for label in picture.labels] == ["Target 30", "20", "24", "6 to go"]


def test_what_is_reached_has_no_bar() -> None:
    assert drawn(BASE, AIM, REPORT, goal=Goal(AIM, "Target 30", REPORT)).gap is None


def test_a_target_reached_exactly_is_labelled_once() -> None:
    picture = drawn(Figure(2015, Decimal(1), "known", "1"), Figure(2020, Decimal(5), "target", "5"), Figure(2020, Decimal(5), "known", "5"))
    assert [(label.text, label.kind) for label in picture.labels] == [("1", "known"), ("5", "known")]


def test_years_that_would_touch_are_written_short() -> None:
    figures = [(2015, "1"), (2020, "2"), (2021, "3"), (2025, "4")]
    picture = drawn(*(Figure(year, Decimal(value), "known", value) for year, value in figures), width=NARROW)
    assert [tick.label for tick in picture.years] == ["2015", "2020", "’21", "2025"]


@pytest.mark.parametrize("figures", [[], [(2020, "1")], [(2020, "1"), (2020, "2")], [(2020, "1"), (2025, "1")]])
def test_where_nothing_changes_nothing_is_drawn(figures: list[tuple[int, str]]) -> None:
    assert not is_drawn([Figure(year, Decimal(value), "known", value) for year, value in figures])


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        (["36.63", "37.04"], ["36.4", "36.6", "36.8", "37", "37.2"]),
        (["15", "60"], ["0", "20", "40", "60"]),
        (["67.7", "125.3"], ["60", "80", "100", "120", "140"]),
        (["90.25", "95.2"], ["88", "90", "92", "94", "96"]),
        (["-8.7", "5"], ["-10", "-5", "0", "5"]),
        (["12036", "17685"], ["10000", "12000", "14000", "16000", "18000"]),
    ],
)
def test_the_scale_is_of_round_numbers_with_room_below(values: list[str], steps: list[str]) -> None:
    assert [str(step) for step in rounds([Decimal(value) for value in values])] == steps


# --- of real indicators ---------------------------------------------------------------------------------------------------


def charts(view: View) -> list[Chart]:
    return [chart for indicator in view.reading.records.indicators.values() if (chart := course_of(indicator, view))]


@EDITION
def test_no_label_covers_another_or_leaves_the_picture(views: dict[str, View], edition: str) -> None:
    found = charts(views[edition])
    assert len(found) >= at_least("charts") - 20
    for chart in found:
        for picture in (chart.picture, chart.narrow):
            assert isinstance(picture, Course)
            assert not [(a.text, b.text) for a, b in combinations(picture.labels, 2) if a.box.meets(b.box)], chart.table.title
            outside = [label for label in picture.labels if label.box.left < 0 or label.box.right > picture.width or label.box.top < 0]
            assert outside == [], chart.table.title


@EDITION
def test_who_cannot_see_it_is_told_the_finding_and_every_value(views: dict[str, View], edition: str) -> None:
    for chart in charts(views[edition]):
        assert chart.alt.startswith(chart.table.title)
        assert all(cell.shown in chart.alt for row in chart.table.rows for cell in row)


@ours
@pytest.mark.parametrize(
    ("id", "finding"),
    [
        ("general-public-budget-revenue", "一般公共预算收入：2023年报道为79.8亿元，离2025年的目标还差45.5亿元（有报道，未证实）"),
        ("forest-coverage", "森林覆盖率：2022年报道为37.04%，达到2025年的目标37.02%"),
        ("life-expectancy", "人均预期寿命：从2020年的79岁到2025年的80岁"),
        ("worse-than-class-v-water", "劣V类水体比例：从2015年的22.22%到2020年的0%，当时的目标是22.22%"),
        ("surveyed-urban-unemployment-rate", "城镇调查失业率：从2020年的6.0%左右到2025年的5.5%左右"),
    ],
)
def test_the_title_is_the_finding(views: dict[str, View], id: str, finding: str) -> None:
    view = views["zh-hans"]
    chart = course_of(view.records.indicators[id], view)
    assert chart
    assert chart.table.title == finding


@ours
def test_only_what_is_not_reached_has_a_gap_and_only_what_is_confirmed_a_full_sign(views: dict[str, View]) -> None:
    view = views["en"]
    revenue, forest = (course_of(view.records.indicators[id], view) for id in ("general-public-budget-revenue", "forest-coverage"))
    assert revenue
    assert forest
    assert isinstance(revenue.picture, Course)
    assert isinstance(forest.picture, Course)
    said = [label.text for label in revenue.picture.labels if label.kind in ("target", "gap")]
    assert said == ["Target 125.3", "85.5", "4.55 billion yuan to go"]
    assert forest.picture.gap is None
    assert {"unconfirmed"} == {point.figure.kind for point in revenue.picture.since[1:]}
    assert {"reported"} == {point.figure.kind for point in forest.picture.since[1:]}


def test_the_page_has_a_drawing_for_each_width_with_the_target_across_it() -> None:
    made = press("en")
    (page,) = (page for page in made.pages() if page.path == "indicators/grain-output/")
    (figure,) = lxml.html.fromstring(page.body).find_class("chart--course")
    assert [(svg.get("class"), svg.get("viewbox").split()[2]) for svg in figure.findall("svg")] == [
        ("chart__wide", str(WIDE)), ("chart__narrow", str(NARROW)),
    ]  # fmt: skip
    for svg in figure.findall("svg"):
        assert len(svg.find_class("course__goal")) == 1
        assert svg.get("aria-label").startswith(figure.findtext("figcaption/strong"))
