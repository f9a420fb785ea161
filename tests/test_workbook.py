"""The workbook, opened as spreadsheets open it: numbers, headings that stay, filters, links, no formula, the same bytes each time."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planbook.checks.rules import CheckedPlan
from planbook.downloads import workbook
from planbook.downloads.context import DownloadContext
from planbook.editions.reading import reading
from planbook.pages.renderer import Renderer
from planbook.text.knowledge import looked_for
from planbook.text.links import link
from planbook.views.provenance import as_of, known
from planbook.views.view import View
from support.facts import at_least, ours
from support.invented import fresh_press
from support.invented import press as miniature
from support.places import ADDRESS, EDITION, PREFIXES
from support.words import simplified_only

SHEETS = {
    "zh-hans": ["说明", "指标", "目标", "项目", "项目的规模", "后续报道", "数字疑点", "术语", "来源", "字段说明"],
    "zh-hant": ["說明", "指標", "目標", "項目", "項目的規模", "後續報道", "數字疑點", "術語", "來源", "欄位說明"],
}
SHEETS["en"] = [
    "About this workbook", "Indicators", "Targets", "Projects", "Capacities of projects", "Later reports", "Discrepancies", "Terms",
    "Sources", "Field guide",
]  # fmt: skip
FIRST = {"zh-hans": "规划", "zh-hant": "規劃", "en": "Plan"}


@pytest.fixture(scope="session")
def files(project: Path, sound: CheckedPlan, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook of each edition."""
    folder, made = tmp_path_factory.mktemp("workbooks"), {}
    links = link(sound.records, sound.blocks)
    for edition, prefix in PREFIXES.items():
        shown = reading(sound.records.editions[edition], sound.records, sound.blocks, project / "data")
        press = Renderer(shown, links, sound.proof, project / "macros", sound.ledgers, ADDRESS + prefix, said=sound.glossary)
        made[edition] = folder / f"{edition}.xlsx"
        workbook.write(DownloadContext(press, folder), made[edition])
    return made


@pytest.fixture(scope="session")
def books(files: dict[str, Path]) -> dict[str, Workbook]:
    return {edition: openpyxl.load_workbook(path) for edition, path in files.items()}


def widths(sheet: Worksheet) -> dict[int, float]:
    """The width of each column; the file gives like neighbours together."""
    return {place: d.width for d in sheet.column_dimensions.values() for place in range(d.min, d.max + 1)}


def column(sheet: Worksheet, heading: str) -> list[object]:
    """The values below a heading."""
    (place,) = (cell.column for cell in sheet[1] if cell.value == heading)
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


@EDITION
def test_the_sheets_are_named_in_the_script_of_the_edition(books: dict[str, Workbook], edition: str) -> None:
    assert books[edition].sheetnames == SHEETS[edition]


@EDITION
def test_there_are_as_many_rows_as_records(books: dict[str, Workbook], views: dict[str, View], edition: str) -> None:
    view, held = views[edition], views[edition].reading.records
    counts = {name: books[edition][name].max_row - 1 for name in SHEETS[edition][1:-1]}
    assert list(counts.values()) == [
        sum(len(i.series) for i in held.indicators.values()), len(view.targets.rows), len(held.projects),
        sum(len(p.capacity) for p in held.projects.values()), len(held.reports), len(held.findings), len(held.terms), len(held.sources),
    ]  # fmt: skip


@EDITION
def test_headings_stay_in_sight_and_rows_can_be_filtered(books: dict[str, Workbook], edition: str) -> None:
    for name in SHEETS[edition][1:]:
        sheet = books[edition][name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(isinstance(cell.value, str) and cell.font.bold for cell in sheet[1])
        assert len({cell.value for cell in sheet[1]}) == sheet.max_column, "A heading stands once."
        assert all(8 < widths(sheet)[cell.column] < 60 for cell in sheet[1])
        assert sheet["A2"].alignment.wrap_text or sheet["A2"].value is None


@EDITION
def test_every_row_is_as_high_as_its_words(books: dict[str, Workbook], edition: str) -> None:
    """Not every program works it out by itself. A Han character is two Latin ones wide, a line 15 points high."""
    for name in SHEETS[edition][1:]:
        sheet = books[edition][name]
        wide = widths(sheet)
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                taken = sum(2 if "\u2e80" < c < "\uffee" else 1 for c in cell.value) if isinstance(cell.value, str) else 0
                assert taken <= (sheet.row_dimensions[cell.row].height or 15) / 15 * wide[cell.column], f"{name} {cell.coordinate}"


@ours
def test_numbers_are_numbers_with_their_unit_beside(books: dict[str, Workbook], views: dict[str, View]) -> None:
    sheet, held = books["zh-hans"]["指标"], views["zh-hans"].reading.records
    values = [value for indicator in held.indicators.values() for value in indicator.series]
    found = column(sheet, "数值")
    assert [None if v is None else Decimal(str(v)) for v in found] == [v.value for v in values]  # type: ignore[comparison-overlap]
    assert all(isinstance(v, int | float | None) for v in found)
    percent = [i for i, unit in enumerate(column(sheet, "单位")) if unit == "%"]
    assert len(percent) > 10
    assert all(sheet.cell(row + 2, 4).number_format != "0%" for row in percent), "6.5 with the unit %, not 0.065."
    assert {type(year) for year in column(sheet, "年份")} == {int}
    printed = {sheet.cell(row, 4).number_format for row in range(2, sheet.max_row + 1) if sheet.cell(row, 4).value is not None}
    assert {"General", "0.0"} <= printed, "6.0 stays 6.0."


@ours
def test_days_are_days(books: dict[str, Workbook]) -> None:
    days = [day for day in column(books["zh-hans"]["后续报道"], "日期") if day is not None]
    assert days
    assert {type(day) for day in days} == {datetime.datetime}


@ours
@EDITION
def test_nothing_is_a_formula(books: dict[str, Workbook], edition: str) -> None:
    for sheet in books[edition]:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]
    arithmetic = [row[3].value for row in books[edition][SHEETS[edition][6]].iter_rows(min_row=2)]
    assert any(words and set("+-*/") & set(words) for words in arithmetic), "Arithmetic of the audit is told, not computed."


def test_words_that_look_like_formulas_stay_words(tmp_path: Path) -> None:
    """In an invented plan whose first term begins like one."""
    press = fresh_press("zh-hans")
    terms = press.view.reading.records.terms
    first = next(iter(terms))
    terms[first] = terms[first].model_copy(update={"meaning": '=HYPERLINK("https://example.com")', "name": "3+3+X"})
    workbook.write(DownloadContext(press, tmp_path), tmp_path / "plan.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["术语"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("3+3+X", "s")
    assert (sheet["D2"].value, sheet["D2"].data_type) == ('=HYPERLINK("https://example.com")', "s")


@EDITION
def test_links_lead_back_to_the_site(books: dict[str, Workbook], edition: str) -> None:
    for name in SHEETS[edition][1:-1]:
        sheet = books[edition][name]
        for row in range(2, sheet.max_row + 1):
            found = sheet.cell(row, 1).hyperlink
            if found is None and sheet.cell(row, 1).value is None:
                continue
            assert found.target.startswith(ADDRESS + PREFIXES[edition]), sheet.cell(row, 1).value
    inside = {cell.hyperlink.location for row in books[edition][SHEETS[edition][0]].iter_rows() for cell in row if cell.hyperlink}
    assert {f"'{name}'!A1" for name in SHEETS[edition][1:]} <= inside


@EDITION
def test_the_file_says_what_it_is(books: dict[str, Workbook], views: dict[str, View], edition: str) -> None:
    properties, plan = books[edition].properties, views[edition].reading.records.plan
    assert (properties.title, properties.creator) == (plan.title, plan.publisher)
    begun = plan.issued or datetime.date(plan.start, 1, 1)
    assert properties.created.date() == begun
    assert "CC0-1.0" in properties.description
    custom = {p.name: p.value for p in books[edition].custom_doc_props.props}
    newest = as_of(views[edition])
    assert newest >= begun
    assert (custom["Edition"], custom["Records as of"]) == (edition, newest.isoformat())
    looked = looked_for(views[edition].records)
    assert custom.get("Sources last looked for") == (looked.isoformat() if looked else None)
    told = "\n".join(str(cell.value) for row in books[edition][SHEETS[edition][0]].iter_rows() for cell in row if cell.value)
    for words in (
        FIRST[edition],
        plan.title,
        "CC0 1.0",
        ADDRESS + PREFIXES[edition],
        *map(views[edition].words.date, filter(None, (plan.issued, newest))),
        known(views[edition]),
    ):
        assert words in told


@ours
def test_codes_and_ids_are_told_in_words(books: dict[str, Workbook], views: dict[str, View]) -> None:
    view = views["zh-hans"]
    targets = books["zh-hans"]["目标"]
    assert set(column(targets, "进展")) <= {name for _, name, _ in view.targets.outcomes}
    assert set(column(targets, "口径")) <= set(view.labels["measure"].values())
    assert {"基数", "目标"} < set(column(books["zh-hans"]["指标"], "类别"))
    codes = {"baseline", "target", "outcome", "level", "at-least", "exactly", "new", "no-source", "mentioned", "growth"}
    assert not codes & {cell.value for sheet in books["zh-hans"] if sheet.title != "字段说明" for row in sheet.iter_rows() for cell in row}
    told = [str(words) for words in column(targets, "后续报道") if words]
    reported = [view.targets.progress(row).reports for row in view.targets.rows]
    expected = ["；".join(report.fact for report, _bearing in reports) for reports in reported if reports]
    assert told == expected != []


@ours
def test_names_stand_beside_those_of_the_other_language(books: dict[str, Workbook], views: dict[str, View]) -> None:
    """English in the Chinese editions, Chinese in the English one, for the same records in the same order."""
    headings = {"zh-hans": ("项目", "英文名称"), "zh-hant": ("項目", "英文名稱"), "en": ("Project", "Name in Chinese")}
    found = {e: [column(books[e][SHEETS[e][3]], heading) for heading in headings[e]] for e in PREFIXES}
    assert found["zh-hans"][1] == found["zh-hant"][1] == found["en"][0] == [p.name for p in views["en"].reading.records.projects.values()]
    assert found["en"][1] == found["zh-hans"][0]
    indicators = books["zh-hans"]["指标"]
    english = {i.id: i.name for i in views["en"].reading.records.indicators.values()}
    expected = [english[i.id] for i in views["zh-hans"].reading.records.indicators.values() for _value in i.series]
    assert column(indicators, "英文名称") == expected
    assert set(column(books["en"]["Terms"], "Translation read by")) <= {"a machine", None}
    assert "机器" in column(books["zh-hans"]["术语"], "译文校对者")


def test_the_field_guide_tells_every_column(books: dict[str, Workbook]) -> None:
    book = books["zh-hans"]
    told = list(zip(column(book["字段说明"], "工作表"), column(book["字段说明"], "列名"), strict=True))
    assert told == [(name, cell.value) for name in SHEETS["zh-hans"][1:-1] for cell in book[name][1]]
    assert all(column(book["字段说明"], "内容"))


def test_the_traditional_workbook_holds_no_simplified_character(books: dict[str, Workbook]) -> None:
    """But for English names, which are the same in every edition and may quote a word of the plan."""
    cells = (cell for sheet in books["zh-hant"] for row in sheet.iter_rows() for cell in row if cell.value is not None)
    said = "".join(str(cell.value) for cell in cells if cell.parent.cell(1, cell.column).value != "英文名稱")
    assert len(said) >= at_least("words of the workbook in Traditional")
    assert not simplified_only(said)


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        workbook.write(DownloadContext(fresh_press("zh-hant"), tmp_path), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with zipfile.ZipFile(tmp_path / "one") as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}, "No part knows the day on which it was made."
        day = miniature("zh-hant").view.reading.records.plan.issued.isoformat()
        assert set(re.findall(r"W3CDTF\">([^T]+)T", parts.read("docProps/core.xml").decode())) == {day}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed: the workbook is not opened in it.")
def test_libreoffice_opens_it_and_reads_the_numbers(tmp_path: Path) -> None:
    """It writes the second sheet as CSV again."""
    workbook.write(DownloadContext(miniature("zh-hans"), tmp_path), tmp_path / "plan.xlsx")
    second = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", second, "--outdir", "out"]
    done = subprocess.run([*command, "plan.xlsx"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=120)
    (made,) = (tmp_path / "out").glob("*.csv")
    rows = list(csv.DictReader(made.read_text(encoding="utf-8").splitlines()))
    values = [(i.name, v) for i in miniature("zh-hans").view.reading.records.indicators.values() for v in i.series]
    assert [row["指标"] for row in rows] == [name for name, _ in values], done.stderr
    assert [Decimal(row["数值"]) if row["数值"] else None for row in rows] == [v.value for _, v in values]
