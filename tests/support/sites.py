"""What a built site consists of, as a reader would take it apart: its pages by edition, and the words of a page without the signs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from planbook.text.blocks import Block, without_blanks
from planbook.views.view import View
from support.places import PREFIXES, TRANSLATED

HAN_NUMBERS = tuple("〇一二三四五六七八九十")
IN_ENGLISH = {"chapter": "Chapter", "section": "Section", "box": "Box"}
Trees = dict[str, HtmlElement]
SIGNS = (
    "permalink", "erratum-mark", "gap", "pointers", "audit-mark", "cite", "resume", "md-content__button", "data-link", "promise",
    "band__key", "contents__count", "contents__boxes", "ways", "rows-all",
)  # fmt: skip
EDITORS_SIGNS = "//*[" + " or ".join(f"contains(@class, '{name}')" for name in SIGNS) + "]"


def read(site: Path) -> Trees:
    """Every HTML page of a site by its path from the root: ``zh-hant/plan/04/index.html``; moved addresses are no pages."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    found = {path.relative_to(site).as_posix(): lxml.html.parse(path, parser).getroot() for path in sorted(site.rglob("*.html"))}
    return {name: tree for name, tree in found.items() if not tree.xpath("//meta[@http-equiv='refresh']")}


def pages(trees: Trees, edition: str) -> Trees:
    """The pages of one edition by their address from its root: ``plan/04/``. The page for what is not there has none."""
    others = tuple(prefix for prefix in PREFIXES.values() if prefix and prefix != PREFIXES[edition])
    return {
        name.removeprefix(PREFIXES[edition]).removesuffix("index.html"): tree
        for name, tree in trees.items()
        if name.startswith(PREFIXES[edition]) and not name.startswith(others or "\0") and not name.endswith("404.html")
    }


def text_of(tree: HtmlElement, without: str = "//nothing") -> str:
    """The words in the body of a page without numbers, marks and signs of the editors, and without blanks."""
    (article,) = tree.xpath("//article[contains(@class, 'md-content__inner')]")
    skipped = {*article.xpath(f"{EDITORS_SIGNS} | {without}")}

    def words(element: HtmlElement) -> Iterator[str]:
        if element not in skipped and isinstance(element.tag, str):
            yield element.text or ""
            for child in element:
                yield from words(child)
                yield child.tail or ""

    return without_blanks("".join(words(article)))


def shown(block: Block, view: View) -> str:
    """A block as a page shows it: a title that the editors supplied stands in brackets, a corrected cell is read."""
    table = view.reading.records.boxes[block.box].table if block.kind == "head" else None
    if table:
        return "".join(cell.text for row in table.head for cell in row)
    if block.cells is not None:
        return before(block, view) + block.text + "".join(block.cells.values())
    is_supplied = block.kind == "box" and view.reading.records.boxes[block.box].title_lost
    return before(block, view) + (supplied(block.text, view) if is_supplied else block.text)


def supplied(title: str, view: View) -> str:
    """A title that the editors supplied."""
    return f"[{title}]" if view.reading.edition.id == TRANSLATED else f"〔{title}〕"


def before(block: Block, view: View) -> str:
    """The number before a title as it is printed, or what it is in English: 第四章, Chapter 4; 一、, 1."""
    if view.reading.edition.id == TRANSLATED and block.kind == "node":
        return f"{HAN_NUMBERS.index(block.before[0])}." if block.before[:1] in HAN_NUMBERS else block.before
    name = IN_ENGLISH.get(block.kind) if view.reading.edition.id == TRANSLATED else None
    return f"{name} {int(block.id.rpartition('-')[2])}" if name else block.before
