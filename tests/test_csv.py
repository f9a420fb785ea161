"""CSV that leaves the site: nothing in it is a formula, numbers stay numbers, and ids survive the programs that people use."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planbook.views.tables import as_csv
from support.facts import at_least, ours
from support.places import ADDRESS
from support.sites import Trees

NO_FORMULA = (
    "=1+2", "+1+2", "-1+2", "@SUM(1)", "＝1+2", "－1+2", "＋1", "＠x", "\t=1", "\r=1", "\n=1", "\r\n=1", "-", "-4万", "+86 10", "-1-2",
    "-3%", "+0.5%",
)  # fmt: skip
"""Words that a spreadsheet would compute, or would strip until it can: OWASP, CSV Injection."""
NUMBERS = ("-4", "-14.5", "+3", "12", "0")


def read(text: str) -> list[list[str]]:
    """The cells of a file, as a reader without opinions takes them."""
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("words", NO_FORMULA)
def test_words_that_would_be_computed_are_guarded(words: str) -> None:
    assert read(as_csv(["a", "b"], [[words, "x"]])) == [["a", "b"], [f"'{words}", "x"]]


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_is_never_guarded_even_where_it_is_words(words: str) -> None:
    assert read(as_csv(["a"], [[words]])) == [["a"], [words]]


def test_values_are_written_as_they_are() -> None:
    assert read(as_csv(["a", "b", "c", "d"], [[Decimal("-7.50"), -3, True, None]])) == [["a", "b", "c", "d"], ["-7.50", "-3", "true", ""]]


@ours
@pytest.mark.parametrize("edition", ["", "zh-hant/"])
def test_the_cells_of_the_tables_hold_what_the_plan_prints(site: Path, edition: str) -> None:
    """Nine cells are plain numbers below zero; the one that is words, for it has its unit with it, is guarded as all words are."""
    found = read((site / edition / "data" / "v1" / "table-cells.csv").read_bytes().decode())
    cells = [row[found[0].index("text")] for row in found[1:]]
    assert len([cell for cell in cells if re.fullmatch(r"-\d+(\.\d+)?", cell)]) == 9
    assert {"-4", "-14.5"} < set(cells)
    assert [cell for cell in cells if cell.startswith("'")] == ["'-3%"]


# --- programs that people use -------------------------------------------------------------------------------------------

EVERY_WORD = """
found = {{}}
for name, table in tables.items():
    frame = read(name)
    words = [field["name"] for field in table["schema"]["fields"] if field["type"] == "string"]
    found[name] = {{word: {cells} for word in words}}
print("\\0" + json.dumps(found))
"""
CELLS = {
    "python": '["" if pandas.isna(cell) else cell for cell in frame[word]]',
    "polars": '["" if cell is None else cell for cell in frame[word]]',
}


def quickstart(trees: Trees, program: str, server: str) -> str:
    """A program of the page as a reader copies it, with the address of the test server for that of the site."""
    (code,) = trees["data/index.html"].xpath("//code[@data-quickstart=$program]", program=program)
    assert ADDRESS in code.text_content()
    return str(code.text_content()).replace(ADDRESS, server)


@pytest.mark.parametrize("program", CELLS)
def test_the_quick_starts_keep_every_id(site: Path, trees: Trees, server: str, program: str) -> None:
    """The programs of the page are run, then asked for every word of every table: no zero is lost, no id becomes a number or a day."""
    code = quickstart(trees, program, server) + EVERY_WORD.format(cells=CELLS[program])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.partition("\0")[2])
    ids = 0
    for name, columns in found.items():
        head, *rows = read((site / "data" / "v1" / f"{name}.csv").read_bytes().decode())
        for column, cells in columns.items():
            written = [row[head.index(column)] for row in rows]
            assert cells == written, (name, column)
            ids += sum(bool(re.fullmatch(r"[0-9-]+", cell)) for cell in written)
    assert len(found) > 25
    assert ids >= at_least("ids in the tables")


def described(site: Path, edition: str) -> Any:
    return json.loads((site / edition / "data" / "v1" / "datapackage.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("edition", "workbook"), [("", "开放数据的全部表格"), ("zh-hant/", "開放資料的全部表格")])
def test_people_are_told(site: Path, trees: Trees, edition: str, workbook: str) -> None:
    """Beside the CSV what Excel does to ids, and the way to the workbook; in package and field guide the rule of the apostrophe."""
    rule = described(site, edition)["description"]
    assert "公式" in rule
    assert all(sign in rule for sign in "=+-@＝＋－＠'")
    assert rule in trees[f"{edition}data/guide/index.html"].text_content()
    page = trees[f"{edition}data/index.html"]
    (said,) = page.xpath("//h2[@id='tables']/following-sibling::p[contains(., '11-05')]")
    assert workbook in said.text_content()
    assert said.xpath("a/@href") == ["#downloads"]
    assert page.xpath("//*[@id='downloads']")
