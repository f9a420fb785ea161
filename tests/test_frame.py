"""What stands around every page: it follows the reader, without the theme's own script, and every page stays light."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser, expect

from planbook.publish import budgets
from support.browsers import Open, come_to_rest, next_frame, until
from support.facts import at_least
from support.places import ADDRESS, BASE, NARROW
from support.subjects import first, last, longest_chapter
from support.trickle import trickling

LIMIT = 80_000
"""Bytes of a first visit to any page, packed: page, styles, scripts."""
TABLES = "assets/tables.js"
"""What pages with a table or a list that can be filtered fetch besides."""


def test_every_page_stays_light(site: Path, trees: dict[str, HtmlElement]) -> None:
    """Long lists ran to 115 kB: each entry of them tells what it is, and stands whole on the page of its part."""
    assert len([name for name in trees if name.count("/") > 1 and "plan" in name.split("/")]) >= at_least("chapter pages in all editions")
    packed: dict[Path, int] = {}
    heavy, most = {}, 0
    for name, tree in trees.items():
        fetched = tree.xpath("//link[@rel='stylesheet']/@href | //script/@src")
        files = {site / urlsplit(urljoin(ADDRESS + name, link)).path.removeprefix(BASE) for link in fetched} | {site / name}
        if tree.xpath("//*[@data-filters] | //table[contains(concat(' ', @class, ' '), ' sortable ')]"):
            files.add(site / TABLES)
        for path in files - packed.keys():
            packed[path] = len(gzip.compress(path.read_bytes(), 9, mtime=0))
        weights = {path.name: packed[path] for path in files}
        most = max(most, sum(weights.values()))
        if sum(weights.values()) > LIMIT:
            heavy[name] = weights
    assert heavy == {}
    assert budgets.heaviest(site).used == most, "Who adds a record is told of the heaviest page, looked for among the longest."
    assert budgets.PAGE == LIMIT


SHIFTS = """
  window.moved = [];
  const what = ({ node }) => node?.className || node?.textContent || "";
  const shift = ({ value, sources }) => [value, ...sources.map(what)];
  const add = (list) => moved.push(...list.getEntries().filter((entry) => !entry.hadRecentInput).map(shift));
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [NARROW, 1280])
@pytest.mark.parametrize(
    "path", ["", "plan/01/", "indicators/{}/", "projects/", "projects/{}/", "targets/", "indicators/", "progress/", "search/"]
)
def test_nothing_moves_while_a_page_opens(opened: Open, server: str, path: str, width: int) -> None:
    if "{}" in path:
        path = path.format(first(path.partition("/")[0]))
    page = opened("about/", width=width)
    page.add_init_script(SHIFTS)
    page.goto(server + path)
    come_to_rest(page)
    next_frame(page)
    assert page.evaluate("moved") == []


@pytest.mark.parametrize("width", [NARROW, 1280])
@pytest.mark.parametrize("path", ["plan/01/", "en/progress/", "boxes/01/", "glossary/m-q/"])
def test_nothing_moves_while_a_page_comes_in_pieces(browser: Browser, site: Path, path: str, width: int) -> None:
    """Drawn before it was whole, the header had its shelves pushed aside by each that followed, and a table its columns by each row."""
    with trickling(site, BASE) as address, browser.new_context(viewport={"width": width, "height": 800}) as window:
        page = window.new_page()
        page.add_init_script(SHIFTS)
        page.goto(address + path)
        next_frame(page)
        assert page.evaluate("moved") == []


def test_the_frame_says_where_the_reader_is(opened: Open) -> None:
    chapter = longest_chapter()
    page = opened(f"plan/{chapter}/")
    name, current = page.locator(".md-header__topic").nth(1), page.locator(".md-nav--secondary [aria-current=location]")
    expect(name).to_have_css("opacity", "0")
    expect(current).to_have_count(0)
    for section in (f"{chapter}-2", f"{chapter}-3", f"{chapter}-1"):
        page.locator(f"[id='{section}']").evaluate("(heading) => heading.scrollIntoView()")
        expect(current).to_have_attribute("href", f"#{section}")
    expect(name).to_have_css("opacity", "1")


def test_a_list_of_chapters_that_fits_has_no_bar(opened: Open) -> None:
    """Eight pixels too long for itself, it had one in Firefox and WebKit, as high as the window, beside the title."""
    page = opened(f"plan/{longest_chapter()}/")
    page.set_viewport_size({"width": 1280, "height": 1100})
    assert page.locator(".md-sidebar--primary .md-sidebar__scrollwrap").evaluate("(list) => list.scrollHeight - list.clientHeight") == 0


def test_those_who_scroll_up_are_offered_the_top(opened: Open) -> None:
    page = opened(f"plan/{longest_chapter()}/")
    button = page.locator(".md-top")
    page.evaluate("scrollTo(0, Math.min(3000, document.documentElement.scrollHeight - innerHeight))")
    expect(page.locator(".md-nav--secondary [aria-current=location]")).to_have_count(1)
    expect(button).to_be_hidden()
    page.evaluate("scrollTo(0, scrollY - 500)")
    expect(button).to_be_visible()
    button.click()
    until(page, "scrollY === 0")
    expect(button).to_be_hidden()


def test_a_long_list_shows_the_page_that_is_open(opened: Open) -> None:
    page = opened(f"boxes/{last('boxes')}/")
    page.set_viewport_size({"width": 1280, "height": 480})
    page.reload()
    expect(page.locator(".md-sidebar--primary .md-nav__link--active").last).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    bottom = page.locator(".md-sidebar--primary .md-sidebar__scrollwrap").evaluate("(list) => list.getBoundingClientRect().bottom")
    assert bottom <= 480, "The list scrolls by itself."


def test_a_link_within_the_page_closes_the_drawer(opened: Open, server: str) -> None:
    page = opened("plan/09/", width=NARROW)
    page.locator(".menu").click()
    page.locator(".md-sidebar--primary a[href='#09-2']").last.click()
    page.wait_for_url(f"{server}plan/09/#09-2")
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()
    expect(page.locator("[id='09-2']")).to_be_in_viewport()
