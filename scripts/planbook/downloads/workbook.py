"""The whole plan as one workbook for spreadsheets and newsrooms: the open data in words instead of ids and codes.

Every cell is a cell of the open data (``datasets``): names stand for ids, words for codes, a link to the site for an address.
Numbers stay numbers with the unit beside them; no word can become a formula.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planbook.downloads.context import DownloadContext
from planbook.downloads.sheets import BROAD, MIDDLE, TEXT, OtherName, Sheet, Shown, sheets
from planbook.editions.notice import unofficial
from planbook.editions.translation import MACHINE
from planbook.editions.words import Words
from planbook.opendata.columns import BETWEEN, Column
from planbook.opendata.datasets import Dataset
from planbook.opendata.files import OpenData
from planbook.text.knowledge import looked_for
from planbook.text.shelves import Shelf
from planbook.views import licences
from planbook.views.provenance import as_of, known
from planbook.views.tables import Plain

LINE = 15.0
"""Height of a line, in points. Not every program makes a row as high as its words, so every row says it."""
WORDS_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What is written as words stays words."""
NAMED = {
    "indicator": "indicators", "source": "sources", "fields": "fields", "places": "places", "project": "projects",
    "status_reports": "reports",
}  # fmt: skip
"""Columns whose ids are told by the titles of their records."""


def title(words: Words) -> str:
    """What the workbook is called in the list of downloads."""
    return words.gettext("Workbook: indicators, targets, projects, reports, audit, terms and sources (Excel)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write the workbook of an edition. The same records give the same bytes: the day of issue stands for that of making."""
    _Workbook(printing.press.opendata, path).write()


def describe(book: xlsxwriter.Workbook, data: OpenData) -> None:
    """What programs and people read in the properties of the file: plan, edition, licence, address, and no day of its making."""
    view = data.register.view
    plan, edition = view.reading.records.plan, view.reading.edition
    day = datetime.datetime.combine(plan.issued or as_of(view), datetime.time())
    book.set_properties({
        "title": plan.title, "subject": plan.short_title, "author": plan.publisher, "category": edition.language,
        "keywords": licences.DATA, "comments": f"{unofficial(view.words, plan)} {licences.DATA}. {data.register.root}", "created": day,
    })  # fmt: skip
    issued = {"Issued": plan.issued.isoformat()} if plan.issued else {}
    looked = looked_for(view.records)
    days = issued | {"Records as of": as_of(view).isoformat()} | ({"Sources last looked for": looked.isoformat()} if looked else {})
    told = {"Edition": edition.id, "Licence": licences.DATA, "Address": data.register.root} | days
    for name, value in told.items():
        book.set_custom_property(name, value)


class _Workbook:
    """One workbook on its way."""

    def __init__(self, data: OpenData, path: Path) -> None:
        self.data, self.view = data, data.register.view
        self._ = self.view.words.gettext
        self.book = xlsxwriter.Workbook(path, WORDS_ONLY)
        top: dict[str, Any] = {"valign": "top", "text_wrap": True}
        self.head = self.book.add_format(top | {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"})
        self.text, self.number = self.book.add_format(top), self.book.add_format({"valign": "top", "num_format": "General"})
        self.date = self.book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        self.link = self.book.add_format(top | {"font_color": "#0B5394", "underline": 1})
        self.year = self.book.add_format({"valign": "top", "num_format": "0", "align": "center"})
        self.big = self.book.add_format({"bold": True, "font_size": 15})
        self.bold = self.book.add_format(top | {"bold": True})

    def write(self) -> None:
        """Everything, then the file."""
        describe(self.book, self.data)
        first = self.book.add_worksheet(self._("About this workbook"))
        for sheet in self.sheets:
            self._fill(sheet)
        self._guide()
        self._tell(first)
        self.book.close()

    # --- the first sheet --------------------------------------------------------------------------------------------------

    def _tell(self, sheet: Worksheet) -> None:
        """What the workbook is, from where, under which licence, and what is on which sheet."""
        records, _ = self.view.reading.records, self._
        plan, root = records.plan, self.data.register.root
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 80)
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, plan.short_title, self.big)
        sheet.set_row(0, 24)
        facts: list[tuple[str, str, str]] = [
            (_("Plan"), plan.title, ""), (_("Publisher"), plan.publisher, ""),
            *([(_("Issued"), self.view.words.date(plan.issued), "")] if plan.issued else []),
            (_("Edition"), self.view.reading.edition.name, ""), (_("Records"), known(self.view), ""),
            (_("Site"), root, root), (_("Data"), root + Shelf.DATA.path, root + Shelf.DATA.path),
            (_("Licence"), f"CC0 1.0 ({licences.DATA_PAGE})", licences.DATA_PAGE),
            (_("Please note"), unofficial(self.view.words, plan), ""),
        ]  # fmt: skip
        for row, (label, words, address) in enumerate(facts, 2):
            sheet.write_string(row, 0, label, self.bold)
            self._word(sheet, row, 1, words, address)
        row = len(facts) + 3
        sheet.write_string(row, 0, _("Sheet"), self.head)
        sheet.write_string(row, 1, _("Rows"), self.head)
        for name, count in [(s.name, len(self._tables[s.table].rows)) for s in self.sheets] + [(_("Field guide"), len(self._lines))]:
            row += 1
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self.link, name)
            sheet.write_number(row, 1, count, self.book.add_format({"align": "left"}))

    # --- sheets of records ------------------------------------------------------------------------------------------------

    @cached_property
    def _tables(self) -> dict[str, Dataset]:
        return {table.name: table for table in self.data.datasets}

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """What is on which sheet. A column that the data has not, for no row would fill it, is left out."""
        reading = self.view.reading
        other: OtherName = "" if not reading.names else "name_zh" if reading.translation else "name_en"
        known = {name: {column.name for column in table.columns} for name, table in self._tables.items()}
        return tuple(
            sheet._replace(columns=tuple(shown for shown in sheet.columns if shown.column in known[sheet.table]))
            for sheet in sheets(self._, other)
        )

    def _fill(self, sheet: Sheet) -> None:
        made, table = self._sheet(sheet.name, [(shown.heading, shown.width) for shown in sheet.columns]), self._tables[sheet.table]
        places = {column.name: place for place, column in enumerate(table.columns)}
        for row, values in enumerate(table.rows, 1):
            lines = 1
            for place, shown in enumerate(sheet.columns):
                value = self._in_words(sheet, shown, values[places[shown.column]])
                address = values[places[shown.link]] if shown.link else None
                self._cell(made, row, place, value, str(address or ""), is_year=table.columns[places[shown.column]].type == "year")
                lines = max(lines, _lines(value, shown.width))
            made.set_row(row, lines * LINE)
        made.autofilter(0, 0, len(table.rows), len(sheet.columns) - 1)

    def _sheet(self, name: str, columns: list[tuple[str, int]]) -> Worksheet:
        """A sheet with its headings, which stay in sight."""
        sheet = self.book.add_worksheet(name)
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, self.head)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _cell(self, sheet: Worksheet, row: int, place: int, value: Plain, address: str, is_year: bool) -> None:
        if isinstance(value, datetime.date):
            sheet.write_datetime(row, place, datetime.datetime.combine(value, datetime.time()), self.date)
        elif isinstance(value, Decimal | int) and not isinstance(value, bool):
            sheet.write_number(row, place, float(value), self.year if is_year else self._decimals(value))
        elif value is not None:
            self._word(sheet, row, place, str(value), address)

    def _decimals(self, value: Decimal | int) -> Format:
        """A number keeps the decimals that the plan prints: 6.0 is not 6."""
        decimals = max(0, -int(Decimal(value).as_tuple().exponent))
        if not decimals:
            return self.number
        return self._formats.setdefault(decimals, self.book.add_format({"valign": "top", "num_format": "0." + "0" * decimals}))

    @cached_property
    def _formats(self) -> dict[int, Format]:
        return {}

    def _word(self, sheet: Worksheet, row: int, place: int, words: str, address: str = "") -> None:
        if address:
            sheet.write_url(row, place, address, self.link, words)
        else:
            sheet.write_string(row, place, words, self.text)

    # --- words for ids and codes ------------------------------------------------------------------------------------------

    def _in_words(self, sheet: Sheet, shown: Shown, value: Plain) -> Plain:
        """What readers of a spreadsheet see instead of an id or a code."""
        if not isinstance(value, str):
            return value
        view, column = self.view, shown.column
        if shown.elsewhere:
            named = self.data.register.named(getattr(view.records, NAMED[column])[value])
            return named.name_zh if view.reading.translation else named.name_en
        if column == "translation_read_by":
            return view.words.joined(self._("a machine") if reader == MACHINE else reader for reader in value.split(BETWEEN))
        if column == "place_at":
            return view.text.label(value)
        if column == "box":  # its number has a column of its own
            return view.words.joined(view.records.boxes[id].title for id in value.split(BETWEEN))
        if column in NAMED:
            return view.words.joined(view.titles.of_id(NAMED[column], id) for id in value.split(BETWEEN))
        coded = self._codes.get((sheet.table, column)) or self._codes.get(("", column))
        parts = value.split(BETWEEN)
        return view.words.joined(coded[part] if coded else part for part in parts) if coded or column in ("aliases", "products") else value

    @cached_property
    def _codes(self) -> dict[tuple[str, str], Mapping[str, str]]:
        """The words for codes, by table and column; those without a table hold in all."""
        known = self.view.labels
        return {
            ("", "measure"): known["measure"], ("", "bound"): known["bound"], ("", "status_outcome"): known["outcome"],
            ("", "state"): known["project state"], ("", "nature"): known["project nature"],
            ("indicator-values", "kind"): known["value kind"], ("findings", "kind"): known["finding kind"],
        }  # fmt: skip

    # --- the field guide --------------------------------------------------------------------------------------------------

    @cached_property
    def _lines(self) -> list[tuple[str, str, str, str]]:
        """What each column of each sheet shows: sheet, heading, the column of the open data, what it holds."""
        return [(sheet.name, shown.heading, f"{sheet.table}.csv: {shown.column}", said) for sheet, shown, said in self._described()]

    def _described(self) -> Iterator[tuple[Sheet, Shown, str]]:
        for sheet in self.sheets:
            columns: dict[str, Column] = {column.name: column for column in self._tables[sheet.table].columns}
            for shown in sheet.columns:
                yield sheet, shown, self.view.reading.convert(columns[shown.column].description)

    def _guide(self) -> None:
        _ = self._
        headings = [(_("Sheet"), MIDDLE), (_("Column"), MIDDLE), (_("Column of the data"), BROAD), (_("What it holds"), TEXT)]
        sheet = self._sheet(_("Field guide"), headings)
        for row, line in enumerate(self._lines, 1):
            for place, words in enumerate(line):
                sheet.write_string(row, place, words, self.text)
            sheet.set_row(row, LINE * max(_lines(words, width) for words, (_heading, width) in zip(line, headings, strict=True)))
        sheet.autofilter(0, 0, len(self._lines), len(headings) - 1)


def _lines(value: Plain, width: int) -> int:
    """How many lines a cell needs: a Chinese character is as wide as two Latin ones, and a line keeps a little free."""
    taken = sum(2 if ord(character) > 0x2000 else 1 for character in value) if isinstance(value, str) else 0
    return max(1, math.ceil(taken / (width - 2)))
