"""Nobody is kept out: axe finds no barrier on any kind of page, and everything can be reached and seen with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from planbook.views.view import View
from support.axe import violations
from support.browsers import Open
from support.facts import FACTS
from support.places import NARROW, PREFIXES, ROOT, TRANSLATED, TRANSLATION, WIDE
from support.subjects import last


def first(kind: str, wished: str) -> str:
    """The page of a record: of the one that is wished where the plan has it, else of its first one; that of the shelf where it has none."""
    path = {"chapters": "plan"}.get(kind, kind)
    ids = sorted(file.stem for file in (ROOT / "data" / kind).glob("*.yml"))
    return f"{path}/{wished if wished in ids else ids[0]}/" if ids else f"{path}/"


WORDS = {"zh-hans": "铝合金", "zh-hant": "鋁合金"} if FACTS else {"zh-hans": "规划", "zh-hant": "規劃"}
DIALOG, RESULTS = "the open search dialog", "search/?s="
KINDS = (
    "", "plan/", "plan/01/", first("chapters", "09"), "boxes/", first("boxes", "01"), first("boxes", "13"), "indicators/",
    first("indicators", "gdp"), "projects/",
    first("projects", "04-03"), "targets/", "terms/", "glossary/", "reports/", "audit/", "errata/", "sources/", "ledger/", "translation/",
    "progress/", "glance/", "progress/targets/", "progress/previous/", "fields/", first("fields", "ageing"),
    "places/", first("places", "gongchangling"),
    "changes/", "provenance/", "licences/", "data/", "data/guide/", "about/", "about/cite/",
    "no-such-page/", "compare/", "search/", RESULTS, DIALOG,
    *(("reports/january-2025/", "terms/04/", "glossary/x-z/") if FACTS.get("examples") else ()),
)  # fmt: skip
"""One page of every kind, and what a page becomes when it is used."""
FRAMES = ("", "plan/01/", first("indicators", "gdp"), "projects/", "glance/", "no-such-page/", "search/", RESULTS, DIALOG)
"""One page of every frame: what a wide window shows and a narrow one hides is the same on all pages of a frame. Their elements are the same
in all editions (``test_editions.py``)."""
LOOKS = [look for look in (("zh-hans", "light", NARROW), ("zh-hant", "dark", WIDE)) if look[0] in PREFIXES]
"""Edition, colours, width: every kind of page in both colours and at both widths, which do not depend on each other."""


def shown(opened: Open, kind: str, edition: str, **look: Any) -> Page:
    """The page in the state that is looked at."""
    path = {DIALOG: "about/", RESULTS: RESULTS + quote(WORDS[edition])}.get(kind, kind)
    page = opened(PREFIXES[edition] + path, **look)
    if kind == DIALOG:
        page.keyboard.press("/")
        page.get_by_role("combobox").fill(WORDS[edition])
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
    elif kind == RESULTS:
        expect(page.locator("[data-search-results] mark").first).to_be_visible()
    return page


@pytest.mark.parametrize(("edition", "scheme", "width"), LOOKS)
@pytest.mark.parametrize("kind", dict.fromkeys(KINDS))
def test_axe_finds_nothing(turned: Open, kind: str, edition: str, scheme: str, width: int) -> None:
    page = shown(turned, kind, edition, width=width, color_scheme=scheme)
    plain = edition == LOOKS[0][0]
    assert violations(page, whole=plain, all_rules=plain or kind in FRAMES) == []  # long lists are alike in all looks


@TRANSLATION
@pytest.mark.parametrize("kind", dict.fromkeys(kind for kind in KINDS if kind not in (DIALOG, RESULTS)))
def test_axe_finds_nothing_where_words_of_letters_wrap(turned: Open, kind: str) -> None:
    """What stands beside a link in Chinese stands below it in English."""
    page = turned(f"{TRANSLATED}/{kind}", width=NARROW)
    assert violations(page, whole=False, all_rules=False) == []


def test_every_kind_of_page_is_looked_at(site: Path) -> None:
    def kind(path: str) -> tuple[str, bool]:
        shelf, _, rest = path.partition("/")
        return shelf, bool(rest)

    pages = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")} - {"./"}
    found = {kind(path) for path in pages if not path.startswith(tuple(filter(None, PREFIXES.values())))}
    assert found - {kind(path) for path in KINDS} == set()


PLANT = """(article) => {
  const list = `<ul>${"<li>dark".repeat(30)}<li class="pale">pale</ul>`, link = '<a href="#x" class="dot">a</a>';
  article.insertAdjacentHTML("beforeend", `<img src="data:,"><button></button><h5>5</h5>${list}${link}${link}`);
  Object.assign(article.querySelector(".pale").style, { color: "#aaa", background: "#fff" });
  for (const { style } of article.querySelectorAll(".dot"))
    Object.assign(style, { display: "inline-block", width: "9px", height: "9px", overflow: "hidden" });
}"""


@pytest.mark.parametrize("all_rules", [True, False])
def test_axe_would_find_a_barrier(opened: Open, all_rules: bool) -> None:
    """A planted one of each sort; the pale words stand at the end of a long list of dark ones."""
    page = opened("about/")
    page.locator("article").evaluate(PLANT)
    found = {violation.partition(":")[0] for violation in violations(page, all_rules=all_rules)}
    assert found == {"color-contrast", "target-size"} | ({"image-alt", "button-name", "heading-order"} if all_rules else set())


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
