"""The pictures of the plan at a glance, on the invented plan: which marks stand where, and what their titles find."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import lxml.html
import pytest

from planbook.records.model import Bound
from planbook.views.geometry.band import CELL, FOOT, GAP, HEIGHT, Band, Marked, group, laid
from planbook.views.geometry.lettering import balanced
from planbook.views.geometry.slopes import BETWEEN, LETTER, LINE, NARROW, WIDE, Slope, Slopes, slopes
from planbook.views.geometry.tiles import NARROW as TILES_NARROW
from planbook.views.geometry.tiles import WIDE as TILES_WIDE
from planbook.views.geometry.tiles import Counted, cell_of, tiles
from planbook.views.geometry.tracks import Track, Tracks, track
from planbook.views.indicators import Levels
from support.invented import fresh_press, pages, press
from support.places import EDITION


def marked(*kinds: str) -> list[Marked]:
    return [Marked(kind, f"targets/#{place}", "") for place, kind in enumerate(kinds)]


# --- the band of all targets --------------------------------------------------------------------------------------------


def test_marks_fill_a_column_of_five_then_the_next() -> None:
    drawn = group("1", "Chapter 1", "plan/01/", marked("a", "b", "c", "d", "e", "f"))
    assert [(mark.x, mark.y, mark.of.kind) for mark in drawn.marks] == [
        (12, 12, "a"), (12, 36, "b"), (12, 60, "c"), (12, 84, "d"), (12, 108, "e"), (36, 12, "f"),
    ]  # fmt: skip
    assert (drawn.width, drawn.height) == (2 * CELL, 5 * CELL)


def test_groups_stand_side_by_side_and_go_on_below() -> None:
    wide = group("1", "", "", marked(*"a" * 100))
    band = laid([wide, group("2", "", "", marked("b")), wide])
    assert [(one.x, one.y) for one in band.groups] == [(0, 0), (20 * CELL + GAP, 0), (0, HEIGHT + FOOT)]
    assert band.height == 2 * (HEIGHT + FOOT)


def band(edition: str) -> Band:
    chart = press(edition).pictures.band
    assert chart
    assert isinstance(chart.picture, Band)
    return chart.picture


@EDITION
def test_each_target_has_one_mark_in_the_order_of_the_plan(edition: str) -> None:
    view = press(edition).view
    shown = [(mark.of.kind, mark.of.address) for one in band(edition).groups for mark in one.marks]
    assert sorted(shown) == sorted((view.targets.progress(row).outcome, row.address) for row in view.targets.rows)
    assert [one.address for one in band(edition).groups] == ["plan/01/", "plan/02/"]


def test_the_marks_of_the_invented_plan_stand_where_they_should() -> None:
    first, second = band("zh-hans").groups
    assert [(mark.x, mark.y, mark.of.kind, mark.of.address) for mark in first.marks] == [
        (12, 12, "no-source", "targets/#farmland"), (12, 36, "no-source", "targets/#forest"),
        (12, 60, "no-source", "targets/#village-firms"), (12, 84, "no-source", "targets/#water-supply"),
        (12, 108, "in-line", "indicators/grain-output/"), (36, 12, "unconfirmed", "indicators/growth/"),
        (36, 36, "no-source", "indicators/rural-income/"), (36, 60, "no-source", "indicators/urban-income/"),
        (36, 84, "no-source", "indicators/urban-income/"), (36, 108, "no-source", "indicators/rural-income/"),
        (60, 12, "no-source", "indicators/greenways/"), (60, 36, "no-source", "indicators/village-clinics/"),
    ]  # fmt: skip
    assert [(mark.x, mark.y, mark.of.kind, mark.of.address) for mark in second.marks] == [
        (12, 12, "different-measure", "targets/#cold-chain")
    ]
    assert (second.x, second.y, second.short) == (first.width + GAP, 0, "二")


@pytest.mark.parametrize(
    ("edition", "finding"),
    [
        ("zh-hans", "目标13项：能下结论的1项，没有找到报道的10项"),
        ("zh-hant", "目標13項：能下結論的1項，沒有找到報道的10項"),
        ("en", "13 targets: 1 with a verdict, 10 on which nothing was found"),
    ],
)
def test_the_finding_counts_what_has_a_verdict_and_what_has_nothing(edition: str, finding: str) -> None:
    chart = press(edition).pictures.band
    assert chart
    assert chart.table.title == finding


@EDITION
def test_the_legend_begins_with_what_there_is_and_keeps_its_zeros(edition: str) -> None:
    page = lxml.html.fromstring(pages(edition)["glance"].body)
    (legend,) = page.xpath("//figure[@id='band']//ul[@class='legend']")
    marks = [path.get("class").rpartition("--")[2] for path in legend.iter("path")]
    found, none = ("in-line", "unconfirmed", "different-measure", "no-source"), ("early", "faster", "behind", "reached", "not-reached")
    assert marks == [*found, *none, "no-final-figure"]
    assert [item.text_content().startswith("0 ") for item in legend] == [False] * 4 + [True] * 6


@EDITION
@pytest.mark.parametrize("name", ["home", "glance"])
def test_each_mark_is_a_link_that_says_what_it_is(edition: str, name: str) -> None:
    page = lxml.html.fromstring(pages(edition)[name].body)
    links = page.xpath("//figure[contains(@class, 'chart--band')]//svg//a[@tabindex='-1']")
    assert len(links) == len(press(edition).view.targets.rows)
    assert all("targets/#" in link.get("href") or "indicators/" in link.get("href") for link in links)
    assert all(link.findtext("title") for link in links)
    assert all(svg.get("aria-hidden") == "true" for svg in page.xpath("//*[@class='band']//svg"))


def test_the_keyboard_goes_by_chapters_and_by_the_table() -> None:
    page = lxml.html.fromstring(pages("en")["glance"].body)
    (figure,) = page.find_class("chart--band")
    names = [(name.find("a").get("aria-label"), name.find("a").text, name.findtext("small")) for name in figure.find_class("band__name")]
    assert names == [("Chapter 1", "1", "12"), ("Chapter 2", "2", "1")]
    assert len(figure.xpath(".//tbody/tr")) == len(press("en").view.targets.rows)


# --- how far the indicators are to move ---------------------------------------------------------------------------------


def test_equal_slope_is_equal_change() -> None:
    """Twice and four times what it was stand at equal distances; what does not change is level."""
    drawn = slopes([Slope(4, ("a",), True), Slope(2, ("b",)), Slope(1)], WIDE)
    level, first, second = drawn.lines
    assert level.end == drawn.origin
    assert drawn.origin - second.end == pytest.approx(second.end - first.end, abs=0.2)
    assert [rule.times for rule in drawn.rules] == [1, 2, 3, 4]
    assert drawn.rules[0].y == drawn.origin


def test_labels_keep_the_order_of_the_ends_and_a_distance() -> None:
    drawn = slopes([Slope(1 + place / 100, ("name", "figure")) for place in range(9)], NARROW)
    ends, labels = [line.end for line in drawn.lines], [line.at for line in drawn.lines]
    assert ends == sorted(ends)
    assert min(below - above for above, below in pairwise(labels)) >= 2 * LINE + BETWEEN
    assert labels[-1] + LINE <= drawn.height


def test_the_slopes_of_the_invented_plan_stand_where_they_should() -> None:
    """Grain 10.5 to 12, rural income 21000 to 28000, urban income 37844 to 48000: what has both values; no other has."""
    chart = press("en").pictures.slopes
    assert chart
    assert isinstance(chart.picture, Slopes)
    assert [(line.label[0].split(" ")[0], line.end, line.is_first) for line in chart.picture.lines] == [
        ("Per", 37.0, True), ("Per", 67.0, False), ("Grain", 129.7, False),
    ]  # fmt: skip
    assert chart.picture.origin == 210
    assert chart.picture.lines[0].label == ("Per capita disposable", "income of rural residents", "+33% · 21,000→28,000 yuan")
    assert [[cell.shown for cell in row[1:]] for row in chart.table.rows] == [
        ["10.5", "12", "10,000 tonnes", "+14%"], ["37,844", "48,000", "yuan", "+27%"], ["21,000", "28,000", "yuan", "+33%"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edition", "finding"),
    [
        ("zh-hans", "规划要求变化最大的指标：农村居民人均可支配收入（+33%）；3项里至少一半变化不超过27%"),
        ("zh-hant", "規劃要求變化最大的指標：農村居民人均可支配收入（+33%）；3項裡至少一半變化不超過27%"),
        (
            "en",
            "Largest planned change: Per capita disposable income of rural residents, +33%; "
            "at least half of 3 indicators are to move by 27% or less",
        ),
    ],
)
def test_the_finding_tells_the_steepest_and_the_half(edition: str, finding: str) -> None:
    chart = press(edition).pictures.slopes
    assert chart
    assert chart.table.title == finding


@pytest.mark.parametrize(
    ("bounds", "edition", "said"),
    [
        (("exactly", "exactly"), "en", "6.0→5.5%"), (("about", "about"), "en", "about 6.0→5.5%"),
        (("about", "about"), "zh-hans", "6.0→5.5%左右"), (("exactly", "at-most"), "en", "6.0%→at most 5.5%"),
    ],
)  # fmt: skip
def test_a_line_says_what_the_plan_says_around_its_values(bounds: tuple[Bound, Bound], edition: str, said: str) -> None:
    """The drawing left out that the rate of unemployment is about 6.0% and is to be about 5.5%."""
    levels = Levels(Decimal("6.0"), Decimal("5.5"), "%", (2020, 2025), bounds)
    assert levels.said(press(edition).view.words) == said


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("规模以上企业连接工业互联网比率", ["规模以上企业连接", "工业互联网比率"]),
        ("Funds actually received from investment promotion", ["Funds actually", "received from", "investment promotion"]),
        ("招商引资实到资金", ["招商引资实到资金"]),
    ],
)
def test_a_label_leaves_no_line_to_a_single_character(name: str, lines: list[str]) -> None:
    """The last character of the longest name stood alone."""
    assert balanced(name, 200, LETTER) == lines


@EDITION
def test_there_is_a_drawing_for_a_page_and_one_for_a_phone(edition: str) -> None:
    (figure,) = lxml.html.fromstring(pages(edition)["home"].body).find_class("chart--slopes")
    drawn = [(svg.get("class"), svg.get("viewbox").split()[2]) for svg in figure.iter("svg")]
    assert drawn == [("chart__wide", "476"), ("chart__narrow", "320")]
    assert all(svg.get("aria-label").startswith(figure.findtext("figcaption/strong")) for svg in figure.iter("svg"))


# --- how far each indicator has come ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        (("100", "200", None), Track(28, 100, None, None)),
        (("100", "200", "150"), Track(28, 100, 64, Decimal("0.5"))),
        (("6", "5.5", "5.5"), Track(28, 100, 100, Decimal(1))),
        (("100", "200", "50"), Track(28, 100, 8, Decimal("-0.5"))),
        (("100", "200", "900"), Track(28, 100, 120, Decimal(8))),
        (("100", "100", None), Track(64, 64, None, None)),
        (("100", "100", "100"), Track(64, 64, 64, None)),
        (("100", "100", "99"), Track(64, 64, 8, None)),
    ],
    ids=["no figure", "half way", "down and there", "backwards", "far beyond", "nothing to move", "kept", "lost"],
)
def test_a_track_has_fixed_ends_and_the_figure_where_it_belongs(values: tuple[str, str, str | None], drawn: Track) -> None:
    baseline, target, newest = values
    assert track(Decimal(baseline), Decimal(target), None if newest is None else Decimal(newest)) == drawn


def test_the_tracks_of_the_invented_plan_are_those_that_have_both_ends() -> None:
    chart = press("en").pictures.tracks
    assert chart
    assert isinstance(chart.picture, Tracks)
    assert [(row.name, row.kind, row.track.newest, row.says) for row in chart.picture.rows] == [
        ("Grain output", "newest", 76, "105,000→120,000 tonnes; 2023 115,000 tonnes"),
        ("Per capita disposable income of urban residents", "newest", None, "37,844→48,000 yuan"),
        ("Per capita disposable income of rural residents", "newest", None, "21,000→28,000 yuan"),
    ]
    assert chart.table.title == "3 indicators with baseline and target: 1 with a later figure to compare, 0 at the target"


@EDITION
@pytest.mark.parametrize("name", ["indicators", "progress/indicators"])
def test_each_row_of_an_indicator_with_both_ends_has_its_track(edition: str, name: str) -> None:
    rows = lxml.html.fromstring(pages(edition)[name].body).xpath("//table[contains(@class, 'standings')]/tbody/tr")
    drawn = {row.find("th/a").text for row in rows if row.find_class("track")[0].find("svg") is not None}
    chart = press(edition).pictures.tracks
    assert chart
    assert drawn == {row[0].shown for row in chart.table.rows}


# --- where the projects are ---------------------------------------------------------------------------------------------


def counted(name: str, count: int, *tiles_: str) -> Counted:
    return Counted(name, name, [cell_of(tile) for tile in tiles_], count, f"places/{name}/")


def test_squares_stand_in_rows_and_columns_with_a_gap() -> None:
    """Two columns of 476 pixels: 235 each, six between them."""
    drawn = tiles([counted("a", 6, "1-1"), counted("b", 0, "1-2"), counted("c", 1, "2-2")], TILES_WIDE)
    assert [(tile.of.id, tile.outline, tile.shade) for tile in drawn.tiles] == [
        ("a", "M0 0h235v235h-235z", 3), ("b", "M241 0h235v235h-235z", 0), ("c", "M241 241h235v235h-235z", 1),
    ]  # fmt: skip
    assert (drawn.width, drawn.height) == (476, 476)


def test_the_squares_of_one_place_grow_together_and_the_name_stands_where_there_is_room() -> None:
    (tile,) = tiles([counted("a", 1, "1-1", "2-1", "2-2")], TILES_WIDE).tiles
    assert tile.outline == "M0 0h235v235h-235zM0 0h235v241h-235zM0 241h241v235h-241zM241 241h235v235h-235z"
    assert (tile.name[0].x, tile.name[0].y) == (10, 241 + 10 + 15)


def test_a_name_that_is_wider_than_its_square_is_fitted_into_it() -> None:
    places = [counted("Gongchangling District", 1, "1-4"), counted("b", 0, "1-1")]
    (first, second), _other = (tile.name for tile in tiles(places, TILES_NARROW).tiles)
    assert (first.text, first.fitted) == ("Gongchangling", 63)
    assert (second.text, second.fitted) == ("District", None)


@pytest.mark.parametrize(
    ("edition", "finding"),
    [
        ("zh-hans", "项目4个：2个没有写明地点；点名最多的是云雀镇（2个）"),
        ("zh-hant", "項目4個：2個沒有寫明地點；點名最多的是雲雀鎮（2個）"),
        ("en", "4 projects: 2 without a place; named most often: Yunque Town (2)"),
    ],
)
def test_the_map_counts_what_lies_within_and_what_names_no_place(edition: str, finding: str) -> None:
    chart = press(edition).pictures.map.chart
    assert chart
    assert chart.table.title == finding
    assert [row[1].value for row in chart.table.rows] == [2, 0, 2]


@EDITION
def test_a_place_is_marked_on_its_page_and_a_place_within_it_too(edition: str) -> None:
    for name in ("places/yunque", "places/lihe"):
        (svg,) = lxml.html.fromstring(pages(edition)[name].body).xpath("//figure[@class='small-map']/a/svg")
        (marked,) = svg.find_class("tile-here")
        assert "".join(marked.itertext()).strip() in {"云雀镇", "雲雀鎮", "Yunque Town"}
    assert not lxml.html.fromstring(pages(edition)["places/baishi"].body).find_class("small-map")


def test_a_plan_without_tiles_shows_no_map() -> None:
    made = fresh_press("en")
    for place in made.view.records.places.values():
        made.view.records.places[place.id] = place.model_copy(update={"tiles": ()})
    assert made.pictures.map.chart is None
    assert "map" not in [chart.table.name for chart in made.pictures.of_glance]
