"""What links say before they are followed, and what points to a paragraph."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from planbook.views.view import View
from support.browsers import Open
from support.facts import ours
from support.places import NARROW, WIDE

pytestmark = ours


TERM = "a.to-terms"


def test_a_link_says_where_it_leads_to_those_who_point_at_it(opened: Open) -> None:
    page = opened("plan/06/", width=WIDE)
    link, preview = page.locator(TERM).first, page.locator("#preview")
    said = link.get_attribute("title")
    assert said
    expect(preview).to_be_hidden()
    link.hover()
    expect(preview).to_be_visible()
    expect(preview).to_have_text(said)
    expect(link).not_to_have_attribute("title", said)  # or the browser would say it a second time
    preview.hover()
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(link).to_have_attribute("title", said)


def test_the_keyboard_gets_the_same_words(opened: Open) -> None:
    page = opened("plan/06/", width=WIDE)
    link, preview = page.locator(TERM).first, page.locator("#preview")
    said = link.get_attribute("title") or ""
    link.locator("xpath=preceding::a[1]").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(preview).to_have_text(said)
    expect(link).to_have_accessible_description(said)
    page.keyboard.press("Tab")
    expect(link).to_have_attribute("title", said)


def test_without_a_script_the_title_stays(opened: Open) -> None:
    page = opened("plan/06/", java_script_enabled=False)
    assert page.locator(TERM).first.get_attribute("title")
    pointers = page.locator("[id='06-1-1'] + .pointers")
    pointers.locator("summary").click()
    expect(pointers.locator("a").first).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant"])
def test_a_paragraph_tells_what_points_to_it(opened: Open, views: dict[str, View], edition: str, width: int) -> None:
    view = views[edition]
    page = opened(("" if edition == "zh-hans" else f"{edition}/") + "plan/06/", width=width)
    pointers = page.locator("[id='06-1-1'] + .pointers")
    told = [name for group in view.pointers.to("06-1-1") for name, _address in group.records]
    assert view.reading.records.reports["january-high-standard-farmland"].fact in told
    expect(pointers.locator("a").first).to_be_hidden()
    pointers.locator("summary").press("Enter")
    assert pointers.locator("a").all_inner_texts() == told
    pointers.locator("a", has_text=told[0]).first.click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_what_is_folded_opens_for_whoever_comes_from_a_search(opened: Open) -> None:
    """The address says what was searched for and where: that is no filter, and the place is shown."""
    page = opened("terms/?h=3%2B3%2BX#three-plus-three-plus-x")
    expect(page.locator("#three-plus-three-plus-x")).to_be_in_viewport()
    assert page.evaluate("location.search") == "?h=3%2B3%2BX"
