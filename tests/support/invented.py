"""The invented plan of ``tests/miniature``, from its records to its pages, worked out once in each process."""

from __future__ import annotations

import hashlib
import re
from functools import cache

from planbook.checks.rules import CheckedPlan, check
from planbook.editions import by_hand
from planbook.editions.reading import reading
from planbook.pages import search_index
from planbook.pages.page import Page
from planbook.pages.renderer import Renderer
from planbook.text.links import link
from support.places import MINIATURE, ROOT

PREFIXES = {"zh-hans": "", "zh-hant": "zh-hant/", "en": "en/"}
"""Its editions, and where each lies in its site."""
EDITIONS = tuple(PREFIXES)
HOME = "home"
BLOCK = re.compile(r"(?<=>)(?=<(?:article|aside|dd|details|div|dl|dt|form|h[1-6]|label|li|ol|p|section|table|tbody|thead|tr|ul)\b)")


@cache
def sound() -> CheckedPlan:
    """Its records, checked: they must be without fault."""
    return check(MINIATURE / "data")


def fresh_press(edition: str) -> Renderer:
    """What sets its pages, new: for tests that change it, or ask whether it comes out the same twice."""
    records, blocks = sound().records, sound().blocks
    shown = reading(records.editions[edition], records, blocks, MINIATURE / "data")
    return Renderer(
        shown, link(records, blocks), sound().proof, ROOT / "macros", sound().ledgers, "https://example.org/", said=sound().glossary
    )  # fmt: skip


@cache
def press(edition: str) -> Renderer:
    """What sets its pages, shared by all tests that only look."""
    return fresh_press(edition)


@cache
def pages(edition: str) -> dict[str, Page]:
    """Every page by its address: those that the engine sets, and the home page, which calls the macros by ``part``."""
    reading = press(edition).view.reading
    said = by_hand.text("index.md", reading.edition, MINIATURE / "docs")
    body = press(edition).render(said if reading.translation else reading.convert(said), "").partition("---\n\n")[2]
    home = Page("", "", lambda: body, str)
    return {HOME: home} | {page.path.rstrip("/"): page for page in press(edition).pages()}


def written(page: Page) -> str:
    """A page as it is kept: what goes into its head, its own contents, then its body with every block on a line."""
    head = [f"title: {page.title}", f"description: {page.description}", *(f"{'#' * h.level} {h.title} #{h.anchor}" for h in page.headings)]
    return "<!--\n" + "\n".join(head) + "\n-->\n" + BLOCK.sub("\n", page.body).strip() + "\n"


def digest() -> str:
    """The digest of all pages, of the open data and of the search index of all editions."""
    found = hashlib.sha256()
    for edition in EDITIONS:
        made = {name: written(page) for name, page in pages(edition).items()}
        for name, content in {**made, **press(edition).opendata.files, **search_index.parts(press(edition).view)}.items():
            found.update(f"{name}\n{content}".encode())
    return found.hexdigest()
