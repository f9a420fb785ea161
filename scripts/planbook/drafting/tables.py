"""A table from its rows of cells: the head with its spans, the columns, groups of rows, headings, merged cells.

Received tables are ragged: a name that spans two columns takes one cell here and two there, and empty cells at the end of a row may lack.
What a row is follows from its filled cells; what cannot be told is drafted as received.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from planbook.drafting.spelling import tight
from planbook.records.model import HeadCell, Row, Table
from planbook.text.figures import FULL_WIDTH

Cells = tuple[str, ...]
NATURE = re.compile(r"预期性|约束性|預期性|約束性")
NATURE_HEAD = re.compile(r"属性|屬性|性质|性質|指标属性")
YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*年?")
GROWTH = re.compile(r"年均|增速|增长|增長|累计|累計|[Gg]rowth")
OUTCOME = re.compile(r"完成|实际|實際|预计|預計|现状")
TARGET = re.compile(r"目标|目標|规划|規劃")
SERIAL = re.compile(r"序号|序號|编号|編號|项次|項次|No\.?", re.IGNORECASE)
"""The head of a column that only counts the rows: the name stands in the next one."""
TARGET_OR_YEAR = re.compile(r"20[0-9]{2}\s*年?(目标|目標|目标值|目標值)?")
"""A head that is nothing but a year, or the target of one."""
PROJECTS = re.compile(r"项目|項目|工程")
INDICATORS = re.compile(r"指标|指標|[Ii]ndicator")


class Years(NamedTuple):
    """First and last year of the plan."""

    start: int
    end: int


THIRD_PLAN, FIRST_YEAR_OF_THIRD = 3, 1966
"""The third plan began in 1966, and one has followed the other every five years since."""


def plan_number(start: int) -> int:
    """Which five-year plan begins in a year: 15 for 2026."""
    return THIRD_PLAN + (start - FIRST_YEAR_OF_THIRD) // 5


class Drafted(NamedTuple):
    """A table, and what the head says of each column: column → words of the head, from the top."""

    table: Table
    heads: dict[str, str]


def table(rows: Sequence[Cells], title: str, years: Years) -> Drafted:
    """The table that these rows are. ``title`` is that of its box."""
    head, body = _parted(rows)
    names, wide = _names(head, body)
    head_cells = _head(head, names, wide)
    heads = _columns([_filled(row, wide) for row in head], names, wide, years)
    made = tuple(_rows(body, list(heads), names, wide))
    natures = any(NATURE.fullmatch(cell) for row in body for cell in row)
    return Drafted(Table(head=head_cells, columns=tuple(heads), rows=made, holds=_holds(title, head, natures)), heads)


def _parted(rows: Sequence[Cells]) -> tuple[list[Cells], list[Cells]]:
    """Head and body: the head goes on while a row has nothing in its first cell."""
    count = 1
    while count < len(rows) and not rows[count][0] and any(rows[count]) and not any(NATURE.fullmatch(cell) for cell in rows[count]):
        count += 1
    return list(rows[:count]), list(rows[count:])


def _names(head: list[Cells], body: list[Cells]) -> tuple[int, int]:
    """How many columns the names of the rows take, and how wide the table is with them."""
    width = max(len(_trimmed(row)) for row in head)
    width = max(width, len(head[0]))
    if SERIAL.fullmatch(head[0][0]) and width > 2:
        return 2, width
    grouped = any(not row[0] and any(row) for row in body)
    exact = all(len(row) == len(head[0]) for row in body) and (_at(head[0], 1) != "" and not NATURE_HEAD.fullmatch(_at(head[0], 1)))
    if grouped and exact:
        return 2, width
    spans_two = len(head[0]) > 1 and not head[0][1] and all(not _at(row, 1) for row in head)
    if spans_two and grouped:
        return 2, width
    return (2, width + 1) if grouped else (1, width)


def _filled(row: Cells, wide: int) -> Cells:
    return (*row, *[""] * (wide - len(row)))


def _trimmed(row: Cells) -> Cells:
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]


def _at(row: Cells, place: int) -> str:
    return row[place] if place < len(row) else ""


def _head(head: list[Cells], names: int, wide: int) -> tuple[tuple[HeadCell, ...], ...]:
    """The rows of the head with what each cell spans."""
    first_width = 2 if names == 2 and (len(head[0]) < wide or not head[0][1]) else 1
    narrow = names == 2 and len(head[0]) < wide
    rows = [_spread(row, narrow) if names == 2 else row for row in head]
    rows = [_filled(row, wide) for row in rows]
    made = []
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        cells = []
        for x, words in enumerate(row):
            if not words or (y, x) in taken:
                continue
            across = first_width if x == 0 else _across(rows, y, x)
            down = _down(rows, y, x, across)
            taken |= {(y + i, x + j) for i in range(down) for j in range(across)}
            cells.append(HeadCell(text=words, rows=down, columns=across))
        made.append(tuple(cells))
    return tuple(made)


def _spread(row: Cells, narrow: bool) -> Cells:
    return (row[0], "", *row[1:]) if narrow else row


def _across(rows: list[Cells], y: int, x: int) -> int:
    wide = 1
    while (
        x + wide < len(rows[y])
        and not rows[y][x + wide]
        and (y + 1 == len(rows) or any(rows[i][x + wide] for i in range(y + 1, len(rows))))
    ):
        wide += 1
    return wide


def _down(rows: list[Cells], y: int, x: int, across: int) -> int:
    down = 1
    while y + down < len(rows) and not any(rows[y + down][x : x + across]):
        down += 1
    return down


def _columns(head: list[Cells], names: int, wide: int, years: Years) -> dict[str, str]:
    """Column → the words of the head above it, from the top; what a column is called follows from them."""
    named_apart = len(head[0]) > 1 and bool(head[0][1]) and len(_trimmed(head[0])) == wide
    spread = [_spread(row, names == 2 and not named_apart and not _is_wide(row, wide)) for row in head]
    found: dict[str, str] = {}
    for x in range(names, wide):
        words = [_above(row, x) if y + 1 < len(spread) else _at(row, x) for y, row in enumerate(spread)]
        parts = [word for word in dict.fromkeys(words) if word]
        name = _named(parts, years) or f"c{x - names + 1}"
        while name in found:
            name = f"{name}-{x - names + 1}"
        found[name] = tight(" ".join(parts))
    return found


def _is_wide(row: Cells, wide: int) -> bool:
    return len(row) > 1 and not row[1] and len(_trimmed(row)) == wide


def _above(row: Cells, x: int) -> str:
    """The cell that spans a place: it, or the nearest filled one to the left."""
    return next((row[place] for place in range(min(x, len(row) - 1), -1, -1) if row[place]), "")


def _named(parts: list[str], years: Years) -> str:
    own, above = (parts[-1].translate(FULL_WIDTH) if parts else ""), "".join(parts[:-1])
    if NATURE_HEAD.fullmatch(own):
        return "nature"
    front = "outcome" if OUTCOME.search(above) else "target" if TARGET.search(above) else ""
    if GROWTH.search(own):
        return f"{front}-growth" if front else "growth"
    year = YEAR.search(own)
    if not year:
        return "unit" if own in ("单位", "單位", "Unit") else ""
    if front:
        return front
    if years.start <= int(year[1]) < years.end and TARGET_OR_YEAR.fullmatch(own):
        return f"target-{year[1]}"
    return "target" if int(year[1]) >= years.end else "baseline" if int(year[1]) < years.start else ""


def _rows(body: list[Cells], columns: list[str], names: int, wide: int) -> list[Row]:
    made: list[Row] = []
    rows, headings = 0, 0
    for cells in body:
        if not any(cells[1:]):
            headings += 1
            made.append(Row.model_validate({"id": f"h{headings}", "heading": cells[0]}))
            continue
        rows += 1
        group, name, data = _cut(cells, columns, names, wide)
        made.append(_row(f"r{rows:02d}", group, name, data, columns))
    return _grouped(made, body, names)


def _cut(cells: Cells, columns: list[str], names: int, wide: int) -> tuple[str, str, Cells]:
    """Group, name and data of a row."""
    if names == 1:
        return "", cells[0], cells[1:]
    if not cells[0]:
        return "", _at(cells, 1), cells[2:]
    nature = next((place for place, cell in enumerate(cells) if NATURE.fullmatch(cell)), None)
    at = nature - columns.index("nature") if nature is not None and "nature" in columns else None
    if at == 1:
        return "", cells[0], cells[1:]
    if at == 2 or len(_trimmed(cells)) == wide or (at is None and len(cells) == wide):
        return (cells[0], cells[1], cells[2:]) if cells[1] else ("", cells[0], cells[2:])
    return "", cells[0], cells[1:]


def _row(id: str, group: str, name: str, data: Cells, columns: list[str]) -> Row:
    data = data[: len(columns)]
    cells = {column: words for column, words in zip(columns, data, strict=False) if words}
    return Row.model_validate({"id": id, "group": group or None, "name": name, "cells": cells})


def _grouped(rows: list[Row], body: list[Cells], names: int) -> list[Row]:
    """The rows, with the length of each group, and with the empty cells of what continues one as merged with the cells above."""
    made: list[Row] = []
    start: int | None = None
    for row, cells in zip(rows, body, strict=True):
        if row.group:
            start = len(made)
        elif start is not None and names == 2 and not row.heading and not cells[0]:
            first = made[start]
            made[start] = first.model_copy(update={"group_rows": len(made) - start + 1})
            row = row.model_copy(update={"merged": _merged(row, first, cells)})  # noqa: PLW2901
        else:
            start = None
        made.append(row)
    return made


def _merged(row: Row, first: Row, cells: Cells) -> tuple[str, ...]:
    """The columns that are empty between filled ones, or before them, while the first row of the group fills them."""
    filled = [place for place, column in enumerate(first.cells) if column in row.cells]
    last = max(filled, default=-1)
    return tuple(column for place, column in enumerate(first.cells) if column not in row.cells and place < last)


def _holds(title: str, head: list[Cells], natures: bool) -> Literal["indicators", "projects", "other"]:
    words = title + "".join(cell for row in head for cell in row)
    if natures or (INDICATORS.search(words) and YEAR.search(words.translate(FULL_WIDTH))):
        return "indicators"
    return "projects" if PROJECTS.search(words) else "other"
