"""A table as a file for spreadsheets (XLSX): numbers stay numbers, no word becomes a formula, the same table gives the same bytes."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import xlsxwriter

from planbook.views.tables import Cell, Table

WORDS_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NARROWEST, WIDEST = 8, 48
"""Widths of columns, in characters of Latin script."""


def xlsx(table: Table, plan: str, licence: str, day: datetime.date) -> bytes:
    """The table as XLSX, to be filtered and printed on pages as wide as they are. ``day`` stands as that of its making."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, WORDS_ONLY)
    made = datetime.datetime.combine(day, datetime.time())
    book.set_properties({"title": table.title, "subject": plan, "comments": licence, "created": made})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for place, name in enumerate(table.columns):
        sheet.set_column(place, place, _width(name, [row[place] for row in table.rows]))
        sheet.write_string(0, place, name, head)
    for line, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell.value, Decimal | int):
                sheet.write_number(line, place, float(cell.value), body)
            elif cell.value:
                sheet.write_string(line, place, str(cell.value), body)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()


def _width(name: str, cells: list[Cell]) -> int:
    """As wide as the longest words need, within reason; a Chinese character is as wide as two Latin ones."""
    longest = max((_length(str(cell.value)) for cell in cells if cell.value is not None), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2, _length(name) + 4))


def _length(text: str) -> int:
    return sum(2 if ord(character) > 0x2000 else 1 for character in text)
