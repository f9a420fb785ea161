"""Everything can be reached and seen with the keyboard alone. What axe finds on every kind of page stands in ``test_kinds.py``."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from planbook.views.view import View
from support.browsers import Open
from support.facts import FACTS
from support.places import NARROW, PREFIXES, WIDE
from support.subjects import last

WORDS = {"zh-hans": "铝合金", "zh-hant": "鋁合金"} if FACTS else {"zh-hans": "规划", "zh-hant": "規劃"}
RESULTS = "search/?s="

# --- the keyboard ----------------------------------------------------------------------------------------------------

FOCUS = """async () => {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
  const element = document.activeElement;
  const style = getComputedStyle(element), tile = element.querySelector("path.tile"), words = [...element.querySelectorAll("text")];
  const framed = tile && tile.matches(":focus-visible > *") && parseFloat(getComputedStyle(tile).strokeWidth) >= 3;
  const marked = framed || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1);
  const seen = ({ left, right, top, bottom }) => {
    const [x, y] = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    const hit = right - left > 4 && bottom - top > 4 && document.elementFromPoint(x, y);
    return hit && element.contains(hit);
  };
  return {
    what: element.outerHTML.slice(0, 160),
    nowhere: element === document.body,
    shown: marked && style.opacity > 0 && [element, ...words].some((part) => [...part.getClientRects()].some(seen)),
  };
}"""


def stop(page: Page) -> dict[str, Any]:
    """Where the focus is once nothing moves any more, and whether it shows: a mark, in the window, under nothing else."""
    return page.evaluate(FOCUS)


def next_stop(page: Page) -> dict[str, Any]:
    page.keyboard.press("Tab")
    return stop(page)


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until the goal has the focus; every stop on the way can be seen."""
    wanted = goal.element_handle()
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(f"async (goal) => ({{ ...await ({FOCUS})(), there: goal === document.activeElement }})", wanted)
        assert here["shown"], here
        if here["there"]:
            return
    pytest.fail("The focus does not come there.")


def has_focus(part: Locator) -> bool:
    """Whether the focus is on the part or within it."""
    return part.evaluate("(part) => part.contains(document.activeElement)")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", ["", "plan/09/", "projects/", RESULTS + quote(WORDS["zh-hans"])])
def test_every_stop_of_the_tab_key_can_be_seen(opened: Open, path: str, width: int) -> None:
    page = opened(path, width=width, reduced_motion="reduce")
    if "?" in path:
        expect(page.locator("[data-search-results] > li").first).to_be_visible()
    hidden, stops = [], 0
    for _ in range(120):
        here = next_stop(page)
        if here["nowhere"]:
            break
        stops += 1
        if not here["shown"]:
            hidden.append(here)
    assert hidden == []
    assert stops > 20


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", ["", "plan/09/", "projects/", "projects/04-03/", "search/", "no-such-page/"])
def test_the_first_stop_skips_to_the_text(opened: Open, kind: str, width: int) -> None:
    page = opened(kind, width=width, reduced_motion="reduce")
    here = next_stop(page)
    assert "md-skip" in here["what"]
    assert here["shown"]
    page.keyboard.press("Enter")
    here = next_stop(page)
    assert here["shown"]
    assert has_focus(page.locator(".md-content")), here


@pytest.mark.parametrize(("edition", "width"), [("zh-hans", WIDE), ("zh-hant", NARROW)])
def test_a_journey_from_the_home_page_to_a_chapter(opened: Open, views: dict[str, View], edition: str, width: int) -> None:
    """Search for a project, then by the links of the pages to its box and to the place of the box in the text."""
    view = views[edition]
    box_ids = {project.id: view.projects.home(project).box for project in view.projects.all}
    placed = [id for id, box in box_ids.items() if box and view.text.block(f"box-{box}").chapter]
    boxes = view.reading.records.boxes
    id = min(placed, key=lambda id: len([*boxes[box_ids[id]].nodes()]), default="")  # the way through a long box is long
    if not id:
        pytest.skip("The plan in data/ has no project in a box of a chapter.")
    project, box_id = view.reading.records.projects[id], box_ids[id]
    chapter = view.text.block(f"box-{box_id}").chapter
    page = opened(PREFIXES[edition], width=width, reduced_motion="reduce")
    tab_to(page, page.locator("[data-search-open]"))
    page.keyboard.press("Enter")
    page.keyboard.type(project.name)
    expect(page.get_by_role("option").first).to_contain_text(project.name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/projects/{id}/?h=*")

    tab_to(page, page.locator(f".facts a[href$='boxes/{box_id}/']"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/boxes/{box_id}/")
    tab_to(page, page.locator(".in-place a"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/plan/{chapter}/#box-{box_id}")
    box = page.locator(f"#box-{box_id}")
    expect(box).to_be_in_viewport()
    here = next_stop(page)
    assert here["shown"]
    assert has_focus(box), here


def test_the_drawer_of_narrow_windows(opened: Open) -> None:
    page = opened(f"plan/{last('chapters')}/", width=NARROW, reduced_motion="reduce")
    button, drawer = page.locator(".menu"), page.locator(".md-sidebar--primary")
    expect(drawer).to_be_hidden()
    tab_to(page, button)
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert has_focus(drawer)
    links = drawer.get_by_role("link")
    while not links.last.evaluate("(link) => link === document.activeElement"):
        here = next_stop(page)
        assert here["shown"], here
        assert has_focus(drawer), here
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()

    page.keyboard.press("Space")
    tab_to(page, drawer.locator("a[href$='search/'], a[href$='about/']").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(search|about)/$"))
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()
