"""Indicators drafted from the rows of the tables of indicators: name, unit, nature, and every value that a cell gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pypinyin import lazy_pinyin

from planbook.drafting.tables import YEAR, Years, plan_number
from planbook.records.model import Box, Indicator, Row, Value
from planbook.records.numerals import han
from planbook.text.figures import FULL_WIDTH

NATURES = {"预期性": "expected", "約束性": "binding", "约束性": "binding", "預期性": "expected"}
UNIT = re.compile(r"(?P<name>.+?)[（(](?P<unit>[^（()）]{1,12})[)）]\s*$")
NO_UNIT = re.compile(r"[0-9一二三四五六七八九十]|助理|含|以上|以下")
BEFORE = {
    "more-than": ("超过", "超過", "超出", "超", "突破", "大于", "大於", "高于", "高於", ">", "＞", "more than", "over", "above"),
    "at-least": ("不少于", "不少於", "不低于", "不低於", "不小于", "不小於", "至少", "≥", ">=", "at least"),
    "at-most": ("不超过", "不超過", "不高于", "不高於", "不大于", "不大於", "控制在", "至多", "≤", "<=", "at most", "up to"),
    "about": ("大约", "大約", "约", "約", "about", "around"),
}
"""Words before a number, by the bound that they mean. What no record has (less than) stays words."""
BEHIND = {"more-than": ("多", "余", "餘"), "at-least": ("以上",), "at-most": ("以内", "以內", "以下"), "about": ("左右",)}
BOUNDS = {word: bound for table in (BEFORE, BEHIND) for bound, words in table.items() for word in words}
KEPT = "控制在"
"""Before a number it means nothing by itself, and leaves to the words behind it what they mean."""


def _any(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BEFORE, _BEHIND = (
    _any(KEPT, *(word for words in BEFORE.values() for word in words)),
    _any(*(w for words in BEHIND.values() for w in words)),
)
FIGURE = re.compile(
    rf"(?P<left>[［\[〔【])?\s*(?P<before>{_BEFORE})?\s*(?P<value>[-−]?[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[%％‰])?\s*"
    rf"(?P<behind>{_BEHIND})?\s*[］\]〕】]?\s*(?P<outside>{_BEHIND})?",
    re.IGNORECASE,
)
SIGNS = re.compile(r"^[*＊★☆\s]+|[*＊]+$")
NAMED = re.compile(r"指标|指標|名称|名稱|[Ii]ndicator")
NOTHING = ("—", "-", "－", "–", "/", "——", "--")
LONGEST_ID = 60


@dataclass
class _Draft:
    name: str
    unit: str | None
    rows: list[str] = field(default_factory=list)
    nature: str | None = None
    series: list[Value] = field(default_factory=list)


def indicators(boxes: list[Box], heads: dict[str, dict[str, str]], years: Years) -> list[Indicator]:
    """An indicator for each row of a table of indicators; rows of one name and unit in several tables are one indicator.

    ``heads``: box → column → the words of the head above it.
    """
    drafts: dict[tuple[str, str | None], _Draft] = {}
    for box in boxes:
        if box.table is None or box.table.holds != "indicators":
            continue
        for row in _named_rows(box):
            name, unit = _name(_words(row, heads[box.id]))
            unit = row.cells.get("unit") or unit
            draft = drafts.setdefault((name, unit), _Draft(name, unit))
            draft.rows.append(f"box-{box.id}-{row.id}")
            draft.nature = NATURES.get(row.cells.get("nature", "")) or draft.nature or NATURES.get(_nature(box, row))
            values = [*_series(draft.rows[-1], row, heads[box.id], years, unit)]
            draft.series += values or list(_nothing(draft.rows[-1], row, years))
    taken: set[str] = set()
    return [_record(draft, taken) for draft in drafts.values()]


def _named_rows(box: Box) -> Iterator[Row]:
    assert box.table is not None
    return (row for row in box.table.rows if row.heading is None)


def _words(row: Row, heads: dict[str, str]) -> str:
    """What names the indicator of a row: its name, or, where that only counts, the first cell below a head that speaks of indicators."""
    if not (row.name or "").strip(".．、").isdecimal():
        return row.name or ""
    return next((cell for column, cell in row.cells.items() if NAMED.search(heads.get(column, ""))), row.name or "")


def _nature(box: Box, row: Row) -> str:
    """The nature that a merged cell gives: that of the nearest row above which has one."""
    assert box.table is not None
    if "nature" not in row.merged:
        return ""
    rows = list(box.table.rows)
    return next((above.cells["nature"] for above in reversed(rows[: rows.index(row)]) if "nature" in above.cells), "")


def _name(words: str) -> tuple[str, str | None]:
    """Name and unit: 一般公共预算收入（亿元）."""
    words = SIGNS.sub("", words)
    found = UNIT.fullmatch(words)
    if found and not NO_UNIT.search(found["unit"]):
        return found["name"].strip(), found["unit"]
    return words, None


def _series(at: str, row: Row, heads: dict[str, str], years: Years, unit: str | None) -> Iterator[Value]:
    for column, head in heads.items():
        cell = row.cells.get(column)
        if cell is None or cell in NOTHING or column in ("nature", "unit"):
            continue
        kind = "baseline" if column.startswith("baseline") else "outcome" if column.startswith("outcome") else "target"
        growth = "growth" in column
        if not growth and not column.startswith(("baseline", "target", "outcome")):
            continue
        yield _value(kind, growth, cell, head, {"at": at, "column": column}, years, unit)


def _nothing(at: str, row: Row, years: Years) -> Iterator[Value]:
    """What stands for a row that gives no value: the sign that it prints, or whatever fills its last cell."""
    column = next(reversed(row.cells), None)
    if column is not None:
        said = {"kind": "target", "year": years.end, "text": row.cells[column], "evidence": [{"at": at, "column": column}]}
        yield Value.model_validate(said)


def _value(kind: str, growth: bool, cell: str, head: str, evidence: dict[str, str], years: Years, unit: str | None) -> Value:
    found = FIGURE.fullmatch(cell.translate(FULL_WIDTH))
    year = _year(kind, growth, head, years)
    common = {"kind": kind, "year": year, "evidence": [evidence]}
    bound = _bound(found) if found else None
    if not found or not bound:
        return Value.model_validate(common | {"text": cell})
    own = "%" if found["unit"] in ("%", "％") else found["unit"]
    said: dict[str, object] = {"value": found["value"].replace("−", "-"), "bound": bound}
    if growth:
        own = own or ("%" if "%" in head or "％" in head else None)
        said |= {"measure": "cumulative" if found["left"] else "annual-growth", "start": year - (years.end - years.start)}
    if own and (own != unit or growth):
        said["unit"] = own
    if not own and (growth or not unit):
        said["note"] = "原表没有写这一格的单位。"
    return Value.model_validate(common | said)


def _bound(found: re.Match[str]) -> str | None:
    """What the words around a number make of it; nothing where that is not one thing."""
    before = (found["before"] or "").lower()
    said = [word for word in (before.replace(KEPT, ""), found["behind"], found["outside"]) if word]
    if len(said) > 1 or (before == KEPT and not said):
        return None
    return BOUNDS[said[0]] if said else "exactly"


def _year(kind: str, growth: bool, head: str, years: Years) -> int:
    """The year that the head names, or else the last one of the plan, of the plan before where the column tells of that."""
    stated = [int(year) for year in YEAR.findall(head.translate(FULL_WIDTH))]
    if stated:
        return max(stated)
    before = f"{han(plan_number(years.start) - 1)}五" if plan_number(years.start) > 1 else "上个五年"
    return years.start - 1 if growth and (kind == "outcome" or before in head) else years.end


def _record(draft: _Draft, taken: set[str]) -> Indicator:
    series = sorted(draft.series, key=lambda value: (value.year, value.kind != "baseline"))
    said = {"id": identifier(draft.name, taken), "name": draft.name, "unit": draft.unit, "nature": draft.nature, "rows": draft.rows}
    return Indicator.model_validate(said | {"series": [value.model_dump() for value in series]})


def identifier(name: str, taken: set[str]) -> str:
    """An id from the sounds of a name (Hanyu pinyin), which no other has; it is added to ``taken``."""
    sounds = "-".join(lazy_pinyin(name))
    plain = re.sub(r"[^a-z0-9]+", "-", sounds.lower().replace("ü", "v")).strip("-")[:LONGEST_ID].rstrip("-") or "item"
    id, count = plain, 1
    while id in taken:
        count += 1
        id = f"{plain}-{count}"
    taken.add(id)
    return id
