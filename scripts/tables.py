"""Tables that readers may take away: the figures behind a picture, as HTML by a macro and as a CSV that spreadsheets open."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

BOM = "\ufeff"
"""Excel takes a CSV for UTF-8 only when it begins so."""
FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would compute instead of show, when words begin with it."""


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
        """The table as CSV (RFC 4180) with a byte order mark; numbers stay numbers, words that look like formulas are quoted."""
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(self.columns)
        writer.writerows([_written(cell.value) for cell in row] for row in self.rows)
        return BOM + written.getvalue()


def words(text: str, address: str = "") -> Cell:
    """A cell of words."""
    return Cell(text, text, address)


def _written(value: str | int | Decimal | None) -> str:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else str(value)
