"""The workbook of all tables holds what the CSV files hold, cell for cell."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from pathlib import Path

import openpyxl

from planbook.downloads import datasheets
from planbook.downloads.context import DownloadContext
from support.invented import fresh_press
from support.places import EDITION


def written(value: object) -> str:
    """A cell as the CSV writes it; numbers by their value alone."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def same(cell: object, text: str) -> bool:
    return Decimal(str(cell)) == Decimal(text) if type(cell) in (int, float) else written(cell) == text.removeprefix("'")


@EDITION
def test_every_table_is_a_sheet_with_the_rows_of_its_csv(tmp_path: Path, edition: str) -> None:
    press = fresh_press(edition)
    datasheets.write(DownloadContext(press, tmp_path), tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    tables = press.opendata.datasets
    assert book.sheetnames[1:] == [table.name for table in tables]
    for table in tables:
        sheet, lines = book[table.name], list(csv.reader(io.StringIO(table.csv().removeprefix("\ufeff"))))
        assert [cell.value for cell in sheet[1]] == lines[0]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert sheet.max_row == len(lines)
        for row, line in zip(sheet.iter_rows(min_row=2), lines[1:], strict=True):
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]
            wrong = [(cell.coordinate, cell.value, text) for cell, text in zip(row, line, strict=True) if not same(cell.value, text)]
            assert wrong == [], table.name
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == book.sheetnames[1:]


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        datasheets.write(DownloadContext(fresh_press("zh-hant"), tmp_path), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
