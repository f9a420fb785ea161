"""Every table of the open data on a sheet of its own: the columns and values of the CSV, for those who work in a spreadsheet."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from planbook.downloads.context import DownloadContext
from planbook.downloads.workbook import WORDS_ONLY, describe
from planbook.editions.words import Words
from planbook.opendata.datasets import Dataset
from planbook.opendata.files import OpenData
from planbook.views.tables import Plain

WIDTH, TEXT = 16, 50
"""Widths of columns of numbers and of words, in characters of Latin script."""


def title(words: Words) -> str:
    """What the file is called in the list of downloads."""
    return words.gettext("All tables of the open data, a sheet each (Excel)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write all tables of an edition into one workbook; the first sheet lists them. The same records give the same bytes."""
    data = printing.press.opendata
    with xlsxwriter.Workbook(path, WORDS_ONLY) as book:
        describe(book, data)
        bold = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        contents = book.add_worksheet(data.register.view.words.gettext("Contents"))
        for table in data.datasets:
            _fill(book.add_worksheet(table.name), table, bold, day)
        _list(contents, data, bold)


def _list(sheet: Worksheet, data: OpenData, bold: object) -> None:
    _ = data.register.view.words.gettext
    sheet.set_column(0, 0, TEXT / 2)
    sheet.set_column(1, 1, TEXT)
    for place, heading in enumerate((_("Sheet"), _("What it holds"), _("Rows"))):
        sheet.write_string(0, place, heading, bold)
    for row, table in enumerate(data.datasets, 1):
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", string=table.name)
        sheet.write_string(row, 1, data.titles[table.name])
        sheet.write_number(row, 2, len(table.rows))
    sheet.freeze_panes(1, 0)


def _fill(sheet: Worksheet, table: Dataset, bold: object, day: object) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, TEXT if column.type == "string" and not column.values else WIDTH)
        sheet.write_string(0, place, column.name, bold)
    for row, values in enumerate(table.rows, 1):
        for place, value in enumerate(values):
            _cell(sheet, row, place, value, day)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _cell(sheet: Worksheet, row: int, place: int, value: Plain, day: object) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, place, datetime.datetime.combine(value, datetime.time()), day)
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, place, float(value))
    elif value is not None:
        sheet.write_string(row, place, value)
