"""The tables that the plan prints in its boxes, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planbook.records.model import Box, Erratum, Row
from planbook.views.text import PlanText


class CellView(NamedTuple):
    """A cell of a table as it is shown: its words, how many rows it spans, what an erratum says of it."""

    text: str
    rows: int
    errata: tuple[Erratum, ...]
    column: str


@dataclass(frozen=True)
class BoxTables:
    """The rows of the tables of one edition."""

    text: PlanText

    def cells(self, box: Box, row: Row) -> list[CellView]:
        """The data cells to show in a row: merged ones span from the row above, lost ones are empty and carry their erratum."""
        assert box.table is not None
        rows = list(box.table.rows)
        place = rows.index(row)
        shown = []
        for column in box.table.columns:
            if column in row.merged:
                continue
            below = next((i for i, other in enumerate(rows[place + 1 :]) if column not in other.merged), len(rows) - place - 1)
            block = self.text.block(f"box-{box.id}-{row.id}")
            errata = tuple(erratum for erratum in block.cell_errata if erratum.column == column)
            shown.append(CellView((block.cells or {}).get(column, ""), below + 1, errata, column))
        return shown

    def in_group(self, box: Box, row: Row) -> bool:
        """Whether the row stands under a name that spans several rows."""
        assert box.table is not None
        rows = list(box.table.rows)
        place = rows.index(row)
        return any(rows[start].group and start + rows[start].group_rows > place for start in range(place + 1))
