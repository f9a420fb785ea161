"""Pictures and the tables behind them: what is drawn is what the table says, and the table is what the records say."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest

from planbook.views.charts import Chart
from planbook.views.courses import course_of
from planbook.views.dashboard import Dashboard
from planbook.views.geometry.bars import WIDTH, Row, bars, deviations
from planbook.views.tables import BOM, Cell, Table
from planbook.views.view import View
from support.facts import at_least, ours


@pytest.fixture(scope="session")
def board(views: dict[str, View]) -> Dashboard:
    return Dashboard(next(iter(views.values())))


def test_bars_are_as_long_as_their_counts() -> None:
    drawn = bars([(Row("a", "4"), (1, 3)), (Row("b", "2"), (2, 0)), (Row("c", "0"), (0, 0))]).bars
    assert [[(part.x, part.width, part.shade) for part in bar.parts] for bar in drawn] == [
        [(0, WIDTH / 4, 0), (WIDTH / 4, WIDTH * 3 / 4, 1)],
        [(0, WIDTH / 2, 0)],
        [],
    ]


def test_a_long_name_is_whole_and_leaves_room_for_its_figures() -> None:
    names = ["短名", "辽" * 20, "辽" * 40, "Growth in the per capita disposable income of rural residents (average annual growth)"]
    picture = bars([(Row(name, "12，其中3有报道"), (12,)) for name in names])
    assert [bar.lines for bar in picture.bars] == [
        ("短名",), ("辽" * 20, ""), ("辽" * 26, "辽" * 14),
        ("Growth in the per capita disposable income", "of rural residents (average annual growth)", ""),
    ]  # fmt: skip
    rooms = [bar.y - 20 * len(bar.lines) for bar in picture.bars]
    assert rooms == [0, *(bar.y + 20 for bar in picture.bars[:-1])], "Each name begins where the bar before it ends."
    assert picture.height == picture.bars[-1].y + 20


def test_deviations_start_from_one_line_and_end_at_the_edge() -> None:
    drawn = deviations([(Row("a", ""), Decimal("0.5")), (Row("b", ""), Decimal("-0.5")), (Row("c", ""), Decimal(3))])
    beyond, short, far = (bar.parts[0] for bar in drawn.bars)
    assert beyond.x == far.x == drawn.zero == pytest.approx(short.x + short.width)
    assert beyond.width == pytest.approx(short.width, abs=0.2)
    assert far.x + far.width == pytest.approx(WIDTH, abs=0.2)


def test_a_file_opens_in_a_spreadsheet_and_computes_nothing() -> None:
    table = Table("t", "题", ("名", "数"), ((Cell("=1+1", ""), Cell(Decimal("-8.80"), "")), (Cell("3+3+X, Y", ""), Cell(None, ""))))
    assert table.csv() == BOM + '名,数\r\n\'=1+1,-8.80\r\n"3+3+X, Y",\r\n'


# --- the real plan ------------------------------------------------------------------------------------------------------


def all_charts(board: Dashboard) -> list[Chart]:
    courses = [chart for i in board.view.reading.records.indicators.values() if (chart := course_of(i, board.view))]
    return [*board.charts, board.before.chart_of_deviations, *courses]


def test_every_row_has_a_cell_for_every_column(board: Dashboard) -> None:
    charts = all_charts(board)
    assert len(charts) >= at_least("charts")
    assert [chart.table.title for chart in charts if {len(row) for row in chart.table.rows} - {len(chart.table.columns)}] == []


def test_each_project_and_target_is_counted(board: Dashboard) -> None:
    projects = len(board.view.projects.all)
    assert sum(row[1].value for row in board.projects.by("boxes").table.rows) == projects  # type: ignore[misc]
    assert sum(row[1].value for row in board.projects.states.table.rows) == projects  # type: ignore[misc]
    assert sum(row[1].value for row in board.outcomes.coverage.table.rows) == len(board.view.targets.rows)  # type: ignore[misc]
    assert sum(row[1].value for row in board.outcomes.by_year.table.rows) == len(board.view.targets.rows)  # type: ignore[misc]


@ours
def test_the_plan_before_is_judged_in_the_direction_that_counts(board: Dashboard) -> None:
    """Rows of every sort, reckoned from the printed table by hand."""
    verdicts = {item.indicator.id: item.verdict for item in board.before.indicators}
    assert {id: verdicts[id] for id in (
        "general-public-budget-revenue", "worse-than-class-v-water", "pm25-concentration", "new-construction-land", "nitrogen-oxides",
        "gdp", "labour-productivity", "life-expectancy", "urban-resident-income", "rural-resident-income", "rd-intensity",
    )} == {
        "general-public-budget-revenue": "met", "worse-than-class-v-water": "met", "pm25-concentration": "met",
        "new-construction-land": "met", "nitrogen-oxides": "met", "gdp": "missed", "labour-productivity": "missed",
        "life-expectancy": "missed", "urban-resident-income": "missed", "rural-resident-income": "partly", "rd-intensity": "unknown",
    }  # fmt: skip
    water = next(item for item in board.before.indicators if item.indicator.id == "worse-than-class-v-water").comparisons[0]
    growth = next(item for item in board.before.indicators if item.indicator.id == "gdp").comparisons[0]
    assert water.deviation == 1
    assert growth.deviation == (Decimal("2.6") - Decimal("7.5")) / Decimal("7.5")
    assert growth.sign == "<"


def test_each_picture_of_the_site_has_its_table_and_its_file(site: Path) -> None:
    drawn = 0
    for page in [*site.rglob("progress/**/index.html"), *site.rglob("indicators/*/index.html")]:
        for figure in lxml.html.parse(str(page)).getroot().find_class("chart"):
            drawn += 1
            if elsewhere := figure.xpath("p[@class='chart__from']/a/@href"):
                whole, _, name = urljoin(str(page), elsewhere[0]).partition("#")
                assert lxml.html.parse(str(Path(whole) / "index.html")).getroot().get_element_by_id(name).find_class("chart__file")
                continue
            (link,) = figure.find_class("chart__file")
            file = Path(urljoin(str(page), link.get("href")))
            rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
            table = [[cell.text_content().strip() for cell in row] for row in figure.xpath(".//tr")]
            assert (len(rows), rows[0], [row[0] for row in rows]) == (len(table), table[0], [row[0] for row in table])
            told = figure.xpath("./svg/@aria-label | .//ul[@class='bars']//a | ./ol[@class='calendar']//a")
            assert told, "A picture is told in words, or is made of words."
    assert drawn >= at_least("pictures of the progress")
