"""What readers copy is the words of the plan and nothing else: no number of ours, no mark, no "related", no permanent link."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import pytest
from playwright.sync_api import Page

from planbook.text.blocks import Block, without_blanks
from planbook.views.view import View
from support.browsers import Open
from support.facts import ours
from support.places import CONVERTED, EDITION, FIRST, NARROW, PREFIXES, TRANSLATED, WIDE
from support.sites import shown

pytestmark = ours


SCRIPT = pytest.mark.parametrize("edition", [FIRST, *CONVERTED])
"""The editions that show the words of the plan; the translated one has words of its own before them, as Chapter 4."""
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
SELECT = """([first, last]) => {
  const range = document.createRange();
  range.setStartBefore(document.querySelector(first));
  range.setEndAfter([...document.querySelectorAll(last)].at(-1));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""
COPIED = """async (type) => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType(type)).text();
}"""


def taken(page: Page, first: str, last: str) -> str:
    """What lies from one element to another, as the browser selects it; copied by the keys it must be the same, as text and as HTML."""
    selected = page.evaluate(SELECT, [first, last])
    page.keyboard.press("ControlOrMeta+c")
    assert page.evaluate(COPIED, "text/plain") == selected
    html = lxml.html.fromstring(page.evaluate(COPIED, "text/html"))
    assert without_blanks(html.text_content()) == without_blanks(selected)
    return selected


def words(blocks: Iterator[Block], view: View) -> str:
    """The words of the plan in some blocks, as pages show them; a title that the editors supplied is none of them."""
    supplied = {f"box-{id}" for id, box in view.reading.records.boxes.items() if box.title_lost}
    return without_blanks("".join(block.before if block.id in supplied else shown(block, view) for block in blocks))


@SCRIPT
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_section_is_copied_without_numbers_and_marks(opened: Open, views: dict[str, View], edition: str, width: int) -> None:
    """Paragraphs with errata, with what points to them opened, and a box between them."""
    view = views[edition]
    page = opened(f"{PREFIXES[edition]}plan/04/", width=width, **CLIPBOARD)
    page.locator("[id='04-1-1'] ~ .pointers summary").first.click()
    section = [block for block in view.reading.blocks.values() if block.section == "04-1"]
    assert any(block.spans for block in section)
    assert any(block.box for block in section)
    text = taken(page, "section:has([id='04-1'])", "section:has([id='04-1'])")
    assert without_blanks(text) == words(iter(section), view)
    paragraphs = [block.text for block in section if block.kind == "paragraph"]
    assert [line for line in text.split("\n") if line in paragraphs] == paragraphs


def test_a_section_of_the_translation_is_copied_without_numbers_and_marks(opened: Open, views: dict[str, View]) -> None:
    view = views[TRANSLATED]
    page = opened(f"{PREFIXES[TRANSLATED]}plan/04/", **CLIPBOARD)
    text = taken(page, "section:has([id='04-1'])", "section:has([id='04-1'])")
    paragraphs = [block.text for block in view.reading.blocks.values() if block.section == "04-1" and block.kind == "paragraph"]
    assert [line for line in text.split("\n") if line in paragraphs] == paragraphs
    assert [sign for sign in ("4-1-1", "Erratum", "Related", "Discrepan", "#") if sign in text] == []


@SCRIPT
def test_every_chapter_is_copied_word_for_word(opened: Open, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    page = opened(f"{PREFIXES[edition]}plan/", **CLIPBOARD)
    here = page.url
    for id in view.reading.records.chapters:
        page.goto(f"{here}{id}/")
        chapter = (block for block in view.reading.blocks.values() if block.chapter == id)
        text = page.evaluate(SELECT, [".chapter-head", "article section"])
        assert without_blanks(text) == words(chapter, view), id


@SCRIPT
@pytest.mark.parametrize("box", ["03", "04", "13"])
def test_a_list_is_copied_with_each_item_behind_its_number(opened: Open, views: dict[str, View], edition: str, box: str) -> None:
    view = views[edition]
    page = opened(f"{PREFIXES[edition]}boxes/{box}/", **CLIPBOARD)
    text = taken(page, ".box", ".box")
    blocks = [block for block in view.reading.blocks.values() if block.box == box]
    assert without_blanks(text) == words(iter(blocks), view)
    items = [block.mark + block.text for block in blocks if block.kind == "node"]
    assert [line for line in map(str.strip, text.split("\n")) if line in items] == items


@EDITION
@pytest.mark.parametrize("box", ["01", "02"])
def test_a_table_is_copied_as_rows_of_cells(opened: Open, views: dict[str, View], edition: str, box: str) -> None:
    """A line a row and a tab between cells: what spreadsheets paste into cells. A lost cell is empty."""
    view = views[edition]
    page = opened(f"{PREFIXES[edition]}boxes/{box}/", **CLIPBOARD)
    text = taken(page, ".indicators-table tbody", ".indicators-table tbody")
    record = view.reading.records.boxes[box]
    assert record.table
    rows = [row for row in record.table.rows if not row.heading and not row.group]
    lines = {tuple(cell.strip() for cell in line.split("\t")) for line in text.split("\n")}
    for row in rows:
        block = view.text.block(f"box-{box}-{row.id}")
        cells = [cell.text for cell in view.box_tables.cells(record, row)]
        assert (block.text, *cells) in lines, block.id
    assert len(rows) > 5


@EDITION
def test_the_words_of_a_target_are_copied_alone(opened: Open, views: dict[str, View], edition: str) -> None:
    """The permanent link stands in a name, the mark of the audit behind a subject: neither is taken along."""
    page = opened(f"{PREFIXES[edition]}targets/", **CLIPBOARD)
    target = next(iter(views[edition].reading.records.targets.values()))
    text = taken(page, f"[id='{target.id}'] th", f"[id='{target.id}'] th")
    assert target.subject in text
    assert "#" not in text
