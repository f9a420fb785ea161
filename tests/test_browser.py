"""What readers meet in a real browser: every help helps.

The search has its own tests, so has what people need who cannot see or use a mouse, and so has what is asked of every kind of page.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from planbook.checks.rules import CheckedPlan
from planbook.views.view import View
from support.browsers import Open, stands_in_view
from support.facts import ours
from support.places import EDITION, NARROW, PREFIXES, TRANSLATED, WIDE

pytestmark = ours


FOLDED = 30
"""How many rows of a long table a phone shows at first."""
CHAPTER = "plan/04/"


def test_dark_and_light_differ(opened: Open) -> None:
    def brightness(scheme: str) -> tuple[int, int]:
        page = opened(CHAPTER, color_scheme=scheme)
        colours = page.locator("body").evaluate("(body) => [getComputedStyle(body).backgroundColor, getComputedStyle(body).color]")
        paper, ink = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
        return paper, ink

    (light_paper, light_ink), (dark_paper, dark_ink) = brightness("light"), brightness("dark")
    assert light_paper > 600 > 150 > light_ink
    assert dark_paper < 150 < 600 < dark_ink


# --- places and links ------------------------------------------------------------------------------------------------


def switch_edition(page: Page, language: str, width: int) -> None:
    """As a reader does it in the middle of a page: on a narrow window the row of tools is out of sight, and the drawer has the editions."""
    if width == NARROW:
        press(page, page.locator(".md-header .menu"))
        expect(page.locator(".md-header .menu")).to_have_attribute("aria-expanded", "true")
    press(page, page.locator(f"[data-edition-switch][hreflang={language}]").nth(-1 if width == NARROW else 0))


def press(page: Page, what: Locator) -> None:
    """A click where something is; the driver's own would scroll before it, and the reader would be elsewhere."""
    what.evaluate("(what) => Promise.all(document.getAnimations().map((one) => one.finished))")
    box = what.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_edition_switch_keeps_page_and_place(opened: Open, server: str, width: int) -> None:
    page = opened(f"{CHAPTER}#04-2-3", width=width)
    assert stands_in_view(page, "04-2-3")
    switch_edition(page, "zh-Hant", width)
    page.wait_for_url(f"{server}zh-hant/{CHAPTER}#04-2-3")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    assert stands_in_view(page, "04-2-3")
    switch_edition(page, "zh-Hans", width)
    page.wait_for_url(f"{server}{CHAPTER}#04-2-3")


def test_a_target_in_the_text_leads_to_its_row(opened: Open, server: str) -> None:
    page = opened(CHAPTER)
    link = page.locator(".paragraph a.to-targets").first
    figure, id = link.inner_text(), link.get_attribute("href").partition("#")[2]
    link.click()
    page.wait_for_url(f"{server}targets/#{id}")
    row = page.locator(f"tr[id='{id}']")
    expect(row).to_contain_text(figure)
    assert stands_in_view(page, id)
    row.get_by_role("link").last.click()
    page.wait_for_url(re.compile("/plan/|/boxes/"))


# --- tables ----------------------------------------------------------------------------------------------------------


def shown(page: Page) -> int:
    return page.locator(".filterable tbody tr:visible").count()


@EDITION
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_projects_can_be_filtered(opened: Open, server: str, views: dict[str, View], edition: str, width: int) -> None:
    view = views[edition]
    of_box = [project for project in view.projects.all if view.projects.home(project).box == "04"]
    words = "polypropylene" if edition == TRANSLATED else "聚丙烯"
    named = [project for project in of_box if words in project.name.lower()]
    assert 0 < len(named) < len(of_box) < len(view.projects.all)
    page = opened(f"{PREFIXES[edition]}projects/", width=width)
    count = page.locator("[data-filters] output")
    whole = len(view.projects.all) if width == WIDE else FOLDED
    assert shown(page) == whole

    open_filters(page)
    page.locator("select[name=box]").select_option("04")
    assert shown(page) == len(of_box)
    expect(count).to_contain_text(str(len(of_box)))
    page.locator("input[name=words]").fill(words)
    assert shown(page) == len(named)
    page.wait_for_url(lambda url: "box=04" in url and "words=" in url)

    page.locator(".filterable tbody tr:visible a").first.click()
    page.wait_for_url(re.compile(r"/projects/[^/]+/$"))
    page.go_back()
    expect(page.locator("select[name=box]")).to_have_value("04")
    expect(page.locator("input[name=words]")).to_have_value(words)
    assert shown(page) == len(named)

    page.locator("[data-filters] button[type=reset]").click()
    page.wait_for_url(f"{server}{PREFIXES[edition]}projects/")
    assert shown(page) == whole
    expect(count).to_contain_text(str(len(view.projects.all)))


def test_the_address_restores_the_filters(opened: Open, views: dict[str, View]) -> None:
    rows = views["zh-hans"].targets.rows
    chosen = [row for row in rows if row.value.year == 2025 and row.value.measure == "cumulative"]
    assert 0 < len(chosen) < len(rows)
    page = opened("targets/?year=2025&measure=cumulative")
    assert shown(page) == len(chosen)
    expect(page.locator("select[name=year]")).to_have_value("2025")
    expect(page.locator("select[name=measure]")).to_have_value("cumulative")
    expect(page.locator("[data-filters] output")).to_contain_text(str(len(chosen)))


def open_filters(page: Page) -> None:
    """On a phone the filters are a sheet that is opened."""
    button = page.locator("[data-filters-open]")
    if button.is_visible():
        button.click()


def test_filters_narrow_targets_by_field(opened: Open, views: dict[str, View]) -> None:
    page = opened("targets/", width=NARROW)
    open_filters(page)
    options = page.locator("select[name=field] option").all()[1:]
    field = options[0].get_attribute("value")
    rows = [row for row in views["zh-hans"].targets.rows if field in (row.target or row.indicator).fields]
    page.locator("select[name=field]").select_option(field)
    assert 0 < shown(page) == len(rows) < len(views["zh-hans"].targets.rows)


def test_columns_sort_by_value(opened: Open) -> None:
    page = opened("targets/")
    headings = page.locator(".sortable th[scope=col]")
    value, year = headings.nth(1), headings.nth(2)

    def values() -> list[float]:
        return page.locator(".sortable td[data-value]").evaluate_all("(cells) => cells.map((cell) => Number(cell.dataset.value))")

    before = values()
    value.get_by_role("button").click()
    expect(value).to_have_attribute("aria-sort", "ascending")
    assert values() == sorted(before) != before
    value.get_by_role("button").click()
    expect(value).to_have_attribute("aria-sort", "descending")
    assert values() == sorted(before, reverse=True)
    year.get_by_role("button").click()
    expect(year).to_have_attribute("aria-sort", "ascending")
    assert value.get_attribute("aria-sort") is None


# --- without a script --------------------------------------------------------------------------------------------------


@EDITION
def test_everything_is_readable_without_a_script(opened: Open, views: dict[str, View], sound: CheckedPlan, edition: str) -> None:
    view, prefix = views[edition], PREFIXES[edition]
    page = opened(f"{prefix}{CHAPTER}", java_script_enabled=False)
    blocks = [block for block in view.reading.blocks.values() if block.chapter == "04" and block.kind in ("paragraph", "node")]
    assert page.locator(".paragraph:visible, .nodes li:visible").count() == len(blocks)
    page.goto(page.url.replace(CHAPTER, "projects/"))
    assert shown(page) == len(sound.records.projects)
    assert not page.locator("[data-filters]").is_visible()
    page.goto(page.url.replace("projects/", "targets/"))
    assert shown(page) == len(view.targets.rows)
