"""A browser that lacks something: what it cannot read or run costs that alone, and the reader is led to the plain lists."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from support.browsers import Open, intercept, until
from support.facts import at_least, ours
from support.subjects import first

UNREADABLE = "const a = ?;"
"""To an older browser, newer syntax looks like this."""


def instead(page: Page, script: str, body: str | None) -> None:
    """Let a script come as ``body``, or not come at all."""

    def answer(route: Route) -> None:
        route.abort() if body is None else route.fulfill(body=body, content_type="text/javascript")

    intercept(page, f"**/{script}", answer)


@pytest.mark.parametrize("script", ["engine.js", "matching.js", "box.js"])
@pytest.mark.parametrize("body", [UNREADABLE, None], ids=["unreadable", "missing"])
def test_a_search_that_cannot_run_leads_to_the_list_of_everything(script: str, body: str | None, opened: Open) -> None:
    page = opened("about/")
    instead(page, f"assets/search/{script}", body)
    page.locator("[data-search-open]").click()
    page.wait_for_url("**/search/")
    page.mouse.move(20, 300)
    expect(page.locator("[data-search-status]")).to_contain_text("这个浏览器用不了搜索")
    expect(page.locator("[data-search-everything] a").first).to_be_visible()


def test_a_search_that_fails_while_it_runs_names_the_lists(opened: Open) -> None:
    first("projects")
    page = opened("about/")
    instead(page, "search/items.js", 'PlanSearch.receive("items", {});')
    page.locator("[data-search-open]").click()
    page.locator("[data-search-dialog] input").fill("发展")
    status = page.locator("[data-search-dialog] [role=status]")
    expect(status.get_by_role("link", name="项目")).to_have_attribute("href", re.compile(r"projects/$"))


def test_without_the_first_script_nothing_is_shown_that_would_do_nothing(opened: Open) -> None:
    first("targets")
    page = opened("about/")
    instead(page, "assets/first.js", UNREADABLE)
    page.goto(page.url.replace("about/", "targets/"))
    for control in (".filters", "[data-reading-open]"):
        expect(page.locator(control)).to_be_hidden()
    assert page.locator(".filterable tbody tr:visible").count() >= max(1, at_least("targets"))
    page.locator("[data-search-open]").click()
    page.wait_for_url("**/search/")
    expect(page.locator("[data-search-everything] a").first).to_be_visible()
    expect(page.locator(".search-page")).to_be_hidden()


def test_a_part_that_fails_takes_no_other_with_it(opened: Open) -> None:
    first("targets")
    page, errors = opened("about/"), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))

    def spoilt(route: Route) -> None:
        """The page without what the frame and the keys hang on."""
        route.fulfill(body=route.fetch().text().replace("md-top", "md-gone").replace("data-keys", "data-gone"), content_type="text/html")

    page.route("**/targets/", spoilt)
    page.goto(page.url.replace("about/", "targets/"))
    page.locator(".sortable thead th").first.get_by_role("button").click()
    expect(page.locator(".sortable thead th").first).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("/")
    expect(page.locator("[data-search-dialog]")).to_be_visible()
    assert len(errors) == 2, "What failed is told."


@pytest.mark.parametrize("body", [UNREADABLE, None], ids=["unreadable", "missing"])
def test_a_table_without_its_script_is_whole_and_offers_no_filter(body: str | None, opened: Open) -> None:
    first("targets")
    page = opened("about/")
    instead(page, "assets/tables.js", body)
    page.goto(page.url.replace("about/", "targets/"))
    expect(page.locator(".filters")).to_be_hidden()
    assert page.locator(".filterable tbody tr:visible").count() >= max(1, at_least("targets"))


@ours
def test_filters_find_words_as_they_are_written_where_the_rules_cannot_be_had(opened: Open) -> None:
    page = opened("targets/")
    instead(page, "assets/search/matching.js", None)
    page.locator(".filters [name=words]").fill("旅游")
    until(page, "document.querySelectorAll('.filterable tbody tr:not([hidden])').length < 20")
    assert page.locator(".filterable tbody tr:visible").count() > 0
    page.locator(".filters [name=words]").fill("旅遊")
    expect(page.locator(".filterable tbody tr:visible")).to_have_count(0)


@ours
@pytest.mark.parametrize(("prefix", "words"), [("", "旅遊"), ("", "產業 ２０２５"), ("zh-hant/", "旅游"), ("zh-hant/", "产业 2025")])
def test_filters_find_both_scripts_and_wide_digits_and_words_apart(prefix: str, words: str, opened: Open) -> None:
    page = opened(f"{prefix}targets/?words={words}")
    until(page, "document.querySelectorAll('.filterable tbody tr:not([hidden])').length < 100")
    shown = page.locator(".filterable tbody tr:visible")
    assert shown.count() > 0
    for text in shown.all_text_contents():  # folded words, too
        assert re.search("旅[游遊]" if "旅" in words else "[产產][业業]", text)
        assert "旅" in words or "2025" in text
    assert page.evaluate("performance.getEntriesByType('resource').filter(({ name }) => /engine|items/.test(name)).length") == 0


@ours
def test_the_filter_of_the_glossary_finds_readings_without_tones(opened: Open, server: str) -> None:
    """Readers of English type jian chi, or jianchi; the reading is jiān chí. Letters within a syllable are none: “hi” is no reading."""
    page = opened("en/glossary/?words=jian chi")
    shown = page.locator(".filterable tbody tr:visible")
    expect(shown.filter(has_text="坚持")).to_have_count(2)
    words = page.locator(".filters [name=words]")
    words.fill("JianChi")
    expect(shown).to_have_count(2)
    words.fill("ianchi")
    expect(shown).to_have_count(0)


@pytest.mark.parametrize("colours", ["light", "sepia", "dark"])
@pytest.mark.parametrize("address", ["glance/", pytest.param("indicators/gdp/", marks=ours)])
def test_pictures_can_be_read_in_forced_colours_whatever_was_chosen(address: str, colours: str, opened: Open) -> None:
    first("targets")
    page = opened(address, forced_colors="active", color_scheme="dark")
    page.evaluate(f"planReading.set('reading', {{ colours: '{colours}' }})")
    page.reload()
    system, accent = page.evaluate(
        """() => ["CanvasText", "LinkText"].map((name) => {
          const made = document.body.appendChild(document.createElement("p"));
          made.style.color = name;
          const { color } = getComputedStyle(made);
          made.remove();
          return color;
        })"""
    )
    fills = page.evaluate(
        "[...new Set([...document.querySelectorAll('.chart .chart__tick, .chart text')].map((t) => getComputedStyle(t).fill))]"
    )
    assert system == "rgb(255, 255, 255)"
    assert set(fills) <= {system, accent}
    assert system in fills
