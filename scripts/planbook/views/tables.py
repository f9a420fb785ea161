"""Tables that readers may take away: the figures behind a picture, as HTML by a macro and as a CSV that spreadsheets open."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from planbook.records.model import Target, Value

BOM = "\ufeff"
"""Excel takes a CSV for UTF-8 only when it begins so."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet would compute instead of show, when words begin with it (OWASP, CSV Injection)."""
GUARD = "'"
"""What is put before such words."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
"""Words that are a number: nothing is computed but what they say."""


Plain = str | int | Decimal | bool | datetime.date | None


class Cell(NamedTuple):
    """A value, how it is written for readers, and the address it leads to, from the root of the edition."""

    value: str | int | Decimal | None
    shown: str
    address: str = ""


@dataclass(frozen=True)
class Table:
    """Columns with a title; in each row a cell for every column. ``name`` is the name of the file without its ending."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> str:
        """The table as CSV (RFC 4180) with a byte order mark; words that look like formulas are guarded, numbers never."""
        return as_csv(self.columns, ([cell.value for cell in row] for row in self.rows))


def as_csv(columns: Iterable[str], rows: Iterable[Iterable[Plain]]) -> str:
    """Rows below their headings as CSV: see ``Table.csv``. Days are written as ISO 8601 has them, truth as ``true`` and ``false``."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_written(value) for value in row] for row in rows)
    return BOM + written.getvalue()


def words(text: str, address: str = "") -> Cell:
    """A cell of words."""
    return Cell(text, text, address)


def count(number: int) -> Cell:
    """A cell of a whole number, written as it stands: a count or a year."""
    return Cell(number, str(number))


def printed(value: Value | Target | None, shown: str) -> Cell:
    """A cell of a value of the plan: its number, or its words where it has none; empty for no value."""
    return Cell(None if value is None else value.text if value.value is None else value.value, shown)


def _written(value: Plain) -> str:
    if isinstance(value, str):
        return f"{GUARD}{value}" if value.startswith(FORMULA) and not NUMBER.fullmatch(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
