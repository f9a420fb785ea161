"""Every kind of page is opened once in each look and asked everything that is asked of all of them.

Nothing sticks out, nothing fails, nothing is fetched from elsewhere, axe finds no barrier, letters have the sizes and faces of the
project, and no page is endless on a phone. Opening a page is most of the time that an answer takes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

from support.axe import violations
from support.browsers import Open, come_to_rest
from support.facts import FACTS
from support.places import FIRST, NARROW, PREFIXES, ROOT, TRANSLATED, TRANSLATION, WIDE


def first(kind: str, wished: str) -> str:
    """The page of a record: of the one that is wished where the plan has it, else of its first one; that of the shelf where it has none."""
    path = {"chapters": "plan"}.get(kind, kind)
    ids = sorted(file.stem for file in (ROOT / "data" / kind).glob("*.yml"))
    return f"{path}/{wished if wished in ids else ids[0]}/" if ids else f"{path}/"


WORDS = {"zh-hans": "铝合金", "zh-hant": "鋁合金"} if FACTS else {"zh-hans": "规划", "zh-hant": "規劃"}
DIALOG, RESULTS = "the open search dialog", "search/?s="
LOST = "projects/no-such-project/"
KINDS = (
    "", "plan/", "plan/01/", first("chapters", "09"), "boxes/", first("boxes", "01"), first("boxes", "13"), "indicators/",
    first("indicators", "gdp"), "projects/",
    first("projects", "04-03"), "targets/", "terms/", "glossary/", "reports/", "audit/", "errata/", "sources/", "ledger/", "translation/",
    "progress/", "glance/", "progress/targets/", "progress/previous/", "fields/", first("fields", "ageing"),
    "places/", first("places", "gongchangling"),
    "changes/", "provenance/", "licences/", "data/", "data/guide/", "about/", "about/cite/",
    LOST, "compare/", "search/", RESULTS, DIALOG,
    *(("reports/january-2025/", "terms/04/", "glossary/x-z/") if FACTS.get("examples") else ()),
)  # fmt: skip
"""One page of every kind, and what a page becomes when it is used."""
MORE = (
    "plan/04/", "boxes/03/", "terms/01/", "indicators/general-public-budget-revenue/", "progress/indicators/", "progress/binding/",
    "progress/comparison/", "places/hongwei/", "fields/agriculture/",
) if FACTS.get("examples") else ()  # fmt: skip
"""Pages with more of what is measured than the first of their kind. Nothing on them looks otherwise: axe is not asked again."""
COMPARED = f"compare/?page=plan/{first('chapters', '01').split('/')[1]}/"
FRAMES = ("", "plan/01/", first("indicators", "gdp"), "projects/", "glance/", LOST, "search/", RESULTS, DIALOG)
"""One page of every frame: what a wide window shows and a narrow one hides is the same on all pages of a frame. Their elements are the same
in all editions (``test_editions.py``)."""


class Look(NamedTuple):
    """A window, and a second, smaller one: its width, and the size of letters that the reader has chosen there."""

    edition: str
    scheme: str
    width: int
    scale: int
    smaller: int
    size: str


LOOKS = [
    look
    for look in (Look("zh-hans", "light", NARROW, 2, 320, ""), Look("zh-hant", "dark", WIDE, 1, NARROW, "largest"))
    if look.edition in PREFIXES
]
"""Every kind of page in both colours and at both widths, which do not depend on each other. 320 pixels, two to each of the screen, are a
window of 640 at 200 per cent (WCAG 1.4.10)."""
LOOKED_AT = [
    pytest.param(kind, look, id=f"{look.edition}-{kind}")
    for look in LOOKS
    for kind in dict.fromkeys((*KINDS, COMPARED, *(MORE if look.edition == FIRST else ())))
]
"""Look after look: what was judged on a page before is not judged again."""


@pytest.fixture(scope="module")
def faults() -> list[str]:
    """What went wrong on pages, as far as nobody has taken note of it."""
    return []


@pytest.fixture(scope="module")
def listen(faults: list[str], server: str) -> Callable[[Page], None]:
    """A function that notes whatever goes wrong in a window. What the policy of the pages refuses is an error of the browser."""

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and LOST not in message.location["url"]:
            faults.append(f"{message.type}: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((server, "data:")):
            faults.append(f"asks {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser drops what it no longer needs when it moves on
            faults.append(f"{request.url} failed: {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400 and LOST not in response.url:
            faults.append(f"{response.url} answers {response.status}")

    def listening(page: Page) -> None:
        page.on("console", said)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", asked)
        page.on("requestfailed", failed)
        page.on("response", answered)

    return listening


@pytest.fixture
def opened(turned: Open, listen: Callable[[Page], None], faults: list[str]) -> Open:
    """As ``turned``; what goes wrong from now on is in ``faults``."""

    def turn_to(path: str, **look: object) -> Page:
        faults.clear()
        return turned(path, made=listen, **look)

    return turn_to


def shown(opened: Open, kind: str, look: Look) -> Page:
    """The page in the state that is looked at."""
    path = {DIALOG: "about/", RESULTS: RESULTS + quote(WORDS[look.edition])}.get(kind, kind)
    page = opened(PREFIXES[look.edition] + path, width=look.width, color_scheme=look.scheme, device_scale_factor=look.scale)
    if kind == DIALOG:
        page.keyboard.press("/")
        page.get_by_role("combobox").fill(WORDS[look.edition])
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
    elif kind == RESULTS:
        expect(page.locator("[data-search-results] mark").first).to_be_visible()
    if "?" in kind or kind == LOST:  # what scripts fetch and refuse comes later
        come_to_rest(page)
    return page


def resize(page: Page, width: int) -> None:
    """Give the window another width, and wait until nothing moves any more: what a narrow one hides leaves slowly."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})))")


@pytest.mark.parametrize(("kind", "look"), LOOKED_AT)
def test_a_page_fits_nothing_fails_and_axe_finds_nothing(opened: Open, faults: list[str], judged: set[int], kind: str, look: Look) -> None:
    page, plain = shown(opened, kind, look), look.edition == FIRST
    assert page.evaluate(STICKING_OUT) == []
    if plain:
        assert page.evaluate(TALL) < SCREENS.get(kind, 99)
        assert letters_of_another_look(page, look.edition) == []
    resize(page, look.smaller)
    assert not page.evaluate(SCROLLS_SIDEWAYS, look.size), f"at {look.smaller} pixels, size {look.size or 'as it is'}"
    assert faults == []
    if kind not in (*MORE, COMPARED):
        resize(page, look.width)
        found = violations(page, whole=plain, all_rules=plain or kind in FRAMES, judged=judged)  # long lists are alike in all looks
        assert found == []


@TRANSLATION
@pytest.mark.parametrize("kind", dict.fromkeys(kind for kind in (*KINDS, *MORE) if kind not in (DIALOG, RESULTS)))
def test_words_of_letters_fit_where_they_wrap_and_have_the_faces_of_their_own(
    opened: Open, faults: list[str], judged: set[int], kind: str
) -> None:
    """What stands beside a link in Chinese stands below it in English, which takes a fifth more room."""
    page = opened(f"{TRANSLATED}/{kind}", width=NARROW)
    screens = SCREENS.get(kind, 99)
    assert page.evaluate(TALL) < (8 if screens < 8 else screens * 1.32)
    resize(page, WIDE)
    assert letters_of_another_look(page, TRANSLATED) == []
    if kind == LOST:
        come_to_rest(page)
    assert faults == []
    if kind not in MORE:
        resize(page, NARROW)
        assert violations(page, whole=False, all_rules=False, judged=judged) == []


def test_every_kind_of_page_is_looked_at(site: Path) -> None:
    def kind(path: str) -> tuple[str, bool]:
        shelf, _, rest = path.partition("/")
        return shelf, bool(rest)

    pages = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")} - {"./"}
    found = {kind(path) for path in pages if not path.startswith(tuple(filter(None, PREFIXES.values())))}
    assert found - {kind(path) for path in KINDS} == set()


# --- nothing sticks out ------------------------------------------------------------------------------------------------

STICKING_OUT = """() => {
  const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const sticksOut = (element) => {
    const { left, right, width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && (left < -1 || right > innerWidth + 1) && !scrolls(element.parentElement);
  };
  const page = document.scrollingElement;
  const found = [...document.querySelectorAll(".md-header *, .md-content *, .md-footer *")].filter(sticksOut);
  if (page.scrollWidth > page.clientWidth) found.push(page);
  return found.slice(-3).map((element) => element.outerHTML.slice(0, 120));
}"""
SCROLLS_SIDEWAYS = """(size) => {
  if (size) document.documentElement.dataset.size = size;
  const scrolls = document.scrollingElement.scrollWidth > innerWidth;
  if (size) delete document.documentElement.dataset.size;
  return scrolls;
}"""
TALL = "document.documentElement.scrollHeight / innerHeight"
SCREENS = {
    "": 9.2, "plan/": 7, "glance/": 8, "reports/": 7, "reports/january-2025/": 7, "terms/": 6, "terms/01/": 8, "glossary/x-z/": 8,
    "targets/": 8, "projects/": 7, "sources/": 7, "audit/": 6, "progress/": 7, "progress/targets/": 7, "progress/indicators/": 7,
    "progress/previous/": 8, "indicators/": 7, "indicators/gdp/": 8, "places/hongwei/": 7, "fields/agriculture/": 7, "changes/": 7,
    "errata/": 8, "ledger/": 8, "search/": 8, "data/": 8,
} if FACTS.get("examples") else {}  # fmt: skip
"""How many screens of a phone a page may take at most."""


def test_what_does_not_fit_would_be_found(opened: Open) -> None:
    page = opened("about/", width=320)
    assert page.evaluate(STICKING_OUT) == []
    page.locator("article").evaluate(
        "(article) => article.insertAdjacentHTML('beforeend', '<pre class=wide>' + '规划'.repeat(99) + '</pre>')"
    )
    page.locator(".wide").evaluate("(wide) => Object.assign(wide.style, { overflow: 'visible', width: '400px' })")
    assert [what[:17] for what in page.evaluate(STICKING_OUT)][:1] == ['<pre class="wide"']


# --- letters -----------------------------------------------------------------------------------------------------------

SIZES = {13, 15, 17, 20, 26, 36, 56}
"""The seven sizes of letters, in pixels."""
FIELDS = 16
"""The size of what is typed into: iOS enlarges the whole page for smaller ones."""
FACES = {"zh-hans": {"Songti SC", "PingFang SC"}, "en": {"Charter", "system-ui"}}
"""Boxes and fields have the faces of the page."""
SHOWN = """() => {
  const found = {}, folded = document.querySelectorAll("main details:not([open])");
  for (const details of folded) details.open = true;
  const note = (element) => {
    const style = getComputedStyle(element), own = element.closest("[lang]") === document.documentElement;
    const face = own ? style.fontFamily.split(",")[0].replaceAll('"', "") : ""; // words of another language have its faces
    const key = [parseFloat(style.fontSize), face].join("|");
    found[key] ??= element.outerHTML.slice(0, 90);
  };
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (words && !element.closest("svg, dialog, script, style, code") && element.getClientRects().length) note(element);
  }
  for (const element of document.querySelectorAll("article input, article select")) if (element.getClientRects().length) note(element);
  for (const details of folded) details.open = false;
  return found;
}"""


def letters_of_another_look(page: Page, edition: str) -> list[tuple[str, str]]:
    """The letters of the page that have none of the seven sizes or two faces, with their size and face, and an element of each; also those
    in what is folded."""
    looks = {tuple(key.split("|")): element for key, element in page.evaluate(SHOWN).items()}
    faces = FACES.get(edition)
    return [
        (f"{size} {face}", element)
        for (size, face), element in looks.items()
        if float(size) not in SIZES | {FIELDS} or (faces and face and face not in faces)
    ]


# --- axe ---------------------------------------------------------------------------------------------------------------

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
