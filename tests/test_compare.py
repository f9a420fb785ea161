"""Any page in both scripts side by side, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from planbook.text.blocks import without_blanks
from planbook.views.view import View
from support.axe import violations
from support.browsers import Open
from support.facts import ours
from support.places import NARROW, WIDE

pytestmark = ours


CHAPTER = "compare/?page=plan/04/"
EDITION = pytest.mark.parametrize("prefix", ["", "zh-hant/"])
CELLS = """() => {
  const words = (cell) => {
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll(".erratum-mark")) mark.remove();
    return [cell.lang, copy.textContent];
  };
  return Object.fromEntries([...document.querySelectorAll(".compare__pair[id]")].map((pair) => [pair.id, [...pair.children].map(words)]));
}"""
"""The words of every pair by its id, without the editors' marks."""


def compared(page: Page) -> Page:
    """The page, once the pages of both editions are there."""
    expect(page.locator(".compare__pair").first).to_be_visible()
    return page


@EDITION
def test_every_block_stands_beside_its_counterpart(opened: Open, views: dict[str, View], prefix: str) -> None:
    cells = compared(opened(prefix + CHAPTER)).evaluate(CELLS)
    simplified, traditional = views["zh-hans"], views["zh-hant"]
    blocks = [b for b in simplified.reading.blocks.values() if b.chapter == "04" and b.kind in ("section", "paragraph", "node")]
    assert len(blocks) > 100
    for block in blocks:
        (first, first_words), (second, second_words) = cells[block.id]
        assert (first, second) == ("zh-Hans", "zh-Hant")
        assert without_blanks(block.text) in without_blanks(first_words)
        assert without_blanks(traditional.text.block(block.id).text) in without_blanks(second_words)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_side_by_side_or_one_below_the_other(opened: Open, width: int) -> None:
    page = compared(opened(CHAPTER, width=width))
    first, second = page.locator("[id='04-2-3'] > div").evaluate_all(
        "(cells) => cells.map((cell) => cell.getBoundingClientRect().toJSON())"
    )
    if width == WIDE:
        assert (first["top"], first["right"] < second["left"]) == (second["top"], True)
    else:
        assert (first["left"], first["bottom"] <= second["top"]) == (second["left"], True)
    assert not page.evaluate("document.scrollingElement.scrollWidth > innerWidth")


@pytest.mark.parametrize(("prefix", "width"), [("", WIDE), ("", NARROW), ("en/", NARROW)])
def test_a_paragraph_keeps_its_number(opened: Open, server: str, prefix: str, width: int) -> None:
    page = compared(opened(prefix + CHAPTER, width=width))
    number = page.locator("[id='04-2-3'] .compare__number")
    expect(number).to_have_text("4-2-3")
    expect(number).to_be_visible()
    assert number.evaluate("(link) => link.href") == f"{server}plan/04/#04-2-3"
    expect(page.locator(".compare__number")).to_have_count(page.locator(".compare__pair p.paragraph").count() // 2)


def test_what_is_said_about_a_chapter_stands_not_among_its_words(opened: Open) -> None:
    """Eight rows of counts, in bold, came between the title and the first paragraph."""
    page = compared(opened(CHAPTER, width=WIDE))
    first = page.locator(".compare__pair").evaluate_all("(pairs) => pairs.slice(0, 3).map((pair) => pair.firstChild.textContent.trim())")
    assert [text[:3] for text in first] == ["第四章", "加快转", "4-0"]
    assert page.locator(".promise, .band__key").count() == 0


def test_the_settings_lead_there_and_the_words_are_links(opened: Open, server: str) -> None:
    page = opened("plan/04/#04-2-3")
    page.locator("[data-reading-open]").evaluate("(button) => button.click()")  # the browser's driver scrolls before it clicks
    page.get_by_role("link", name="本页两版对照").click()
    page.wait_for_url(f"{server}{CHAPTER}#04-2-3")
    expect(compared(page).locator(":target")).to_have_id("04-2-3")
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator("select[name=page]")).to_have_value("plan/04/")
    page.locator("[lang=zh-Hant] a.to-projects").first.click()
    page.wait_for_url(f"{server}zh-hant/projects/**")


def test_another_page_can_be_chosen_and_the_switch_keeps_it(opened: Open, server: str) -> None:
    page = opened("compare/")
    page.locator("select[name=page]").select_option("boxes/01/")
    page.get_by_role("button", name="对照").click()
    page.wait_for_url(lambda url: url.startswith(f"{server}compare/?page="))
    expect(compared(page).locator("table")).to_have_count(2)
    page.locator("[data-edition-switch][hreflang=zh-Hant]:visible").click()
    page.wait_for_url(lambda url: url.startswith(f"{server}zh-hant/compare/?page="))
    compared(page)


@pytest.mark.parametrize("asked", ["plan/99/", "plan/04/index.html", "../zh-hant/plan/04/", "https://example.org/", "../../", ""])
def test_what_cannot_be_compared_is_said(opened: Open, asked: str) -> None:
    page = opened(f"compare/?page={asked}")
    if asked:  # some of these lead to pages that are there: only addresses as pages have them are fetched
        expect(page.get_by_role("status").filter(has_text="没能取得")).to_be_visible()
        expect(page.locator(".compare__pair")).to_have_count(0)
    else:
        compared(page)


def test_without_a_script_the_page_says_what_it_needs(opened: Open) -> None:
    expect(opened(CHAPTER, java_script_enabled=False).get_by_text("现在它没有启用")).to_be_visible()


def test_from_a_disk_the_page_says_what_it_needs(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'compare' / 'index.html').as_uri()}?page=plan/04/")
    expect(page.get_by_role("status").filter(has_text="从磁盘打开")).to_be_visible()
    page.close()


@pytest.mark.parametrize(("prefix", "scheme", "width"), [("", "light", NARROW), ("zh-hant/", "dark", WIDE)])
def test_axe_finds_nothing(opened: Open, prefix: str, scheme: str, width: int) -> None:
    assert violations(compared(opened(prefix + CHAPTER, color_scheme=scheme, width=width)), whole=not prefix) == []
