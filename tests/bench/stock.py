"""The same pages as plain Markdown for stock MkDocs: Material with its own search, no hook, no theme of our own.

One Markdown file for every page of an edition, with the same headings, paragraphs, tables, links and anchors, and the same navigation.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import yaml
from lxml.html import HtmlElement

MARKUP = re.compile(r"([\\`*_{}\[\]<>|#]|(?<=\d)\.(?=\s|$))")
BLOCKS = (
    "p", "ul", "ol", "dl", "div", "section", "article", "aside", "header", "figure", "table", "details", "summary", "dt", "dd", "form",
    "nav",
)  # fmt: skip
LEFT_OUT = ("permalink", "erratum-mark", "filters")
SINGLE = ("projects", "indicators")
"""Shelves whose pages do not stand in the navigation one by one."""


def pages(root: Path, prefix: str = "") -> list[str]:
    """The addresses of the pages of one edition of the project in ``root``, which is built: ``plan/04/``; that of its home is empty."""
    folder = root / "site" / prefix
    others = tuple(f"{path.stem}/" for path in (root / "data" / "editions").glob("*.yml"))
    found = sorted(path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("index.html"))
    return [page for page in found if not page.startswith(others) and not _moved(folder / page / "index.html")]


def write(root: Path, stock: Path, chosen: Collection[str], prefix: str = "", language: str = "zh") -> None:
    """Write a stock MkDocs project into ``stock`` with the ``chosen`` pages of one edition; ``language`` is Material's word for it."""
    for page in chosen:
        target = stock / "docs" / source(page)
        target.parent.mkdir(parents=True, exist_ok=True)
        body = article(root / "site" / prefix / page / "index.html")
        target.write_text(Markdown(page, set(chosen)).of(body), encoding="utf-8")
    (stock / "mkdocs.yml").write_text(yaml.safe_dump(_config(root, chosen, language), allow_unicode=True), encoding="utf-8")


def source(page: str) -> str:
    """The Markdown file of a page."""
    return f"{page}index.md"


def article(path: Path) -> HtmlElement:
    """The body of a built page."""
    tree = lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8"))
    return tree.xpath("//article[contains(@class, 'md-content__inner')]")[0]


def _moved(path: Path) -> bool:
    return b'http-equiv="refresh"' in path.read_bytes()


def _config(root: Path, chosen: Collection[str], language: str) -> dict[str, Any]:
    """Our mkdocs.yml without what is ours: hook, theme folder, scripts and styles; with Material's own search."""
    config = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""), yaml.SafeLoader)
    ours = ("hooks", "extra", "extra_css", "extra_javascript", "plugins", "nav", "repo_url", "edit_uri_template", "site_url")
    kept = {key: value for key, value in config.items() if key not in ours}
    kept["theme"] = {
        key: value for key, value in config["theme"].items() if key not in ("custom_dir", "favicon", "logo", "static_templates")
    }
    kept["theme"]["language"] = language
    shelves: dict[str, list[str]] = {}
    for page in chosen:
        shelves.setdefault(page.partition("/")[0] or "home", []).append(source(page))
    kept["nav"] = [{name: found if name not in SINGLE else found[:1]} for name, found in shelves.items()]
    kept["not_in_nav"] = "".join(f"/{shelf}/*/index.md\n" for shelf in SINGLE)
    return kept | {"site_url": "https://example.github.io/liaoyang-plan/", "plugins": ["search"]}


class Markdown:
    """Turns the body of one page into Markdown: what the page says and where it leads, not how it looks."""

    def __init__(self, page: str, pages: set[str]) -> None:
        self._page = page
        self._pages = pages

    def of(self, body: HtmlElement) -> str:
        return "\n\n".join(filter(None, self._blocks(body))) + "\n"

    def _blocks(self, element: HtmlElement) -> Iterator[str]:
        """The blocks in an element, each without the blank line after it; words beside blocks become paragraphs."""
        words = [self._plain(element.text)]
        for child in element:
            if self._is_block(child):
                yield self._paragraph(words, element)
                words = []
                yield from self._block(child)
            else:
                words.append(self._inline(child))
            words.append(self._plain(child.tail))
        yield self._paragraph(words, element)

    def _block(self, element: HtmlElement) -> Iterator[str]:
        if element.get("class") in LEFT_OUT:
            return
        if re.fullmatch("h[1-6]", str(element.tag)):
            anchor = f" {{ #{element.get('id')} }}" if element.get("id") else ""
            yield f"{'#' * int(element.tag[1])} {''.join(self._words(element)).strip()}{anchor}"
        elif element.tag in ("ul", "ol"):
            yield "\n".join(self._items(element))
        elif element.tag == "table":
            yield "\n".join(self._rows(element))
        else:
            yield from self._blocks(element)

    def _is_block(self, element: HtmlElement) -> bool:
        return element.tag in BLOCKS or bool(re.fullmatch("h[1-6]", str(element.tag)))

    def _paragraph(self, words: list[str], element: HtmlElement) -> str:
        text = "".join(words).strip()
        anchor = f"\n{{ #{element.get('id')} }}" if text and element.tag == "p" and element.get("id") else ""
        return text + anchor

    def _items(self, element: HtmlElement) -> Iterator[str]:
        for item in element:
            first, *rest = filter(None, self._blocks(item))
            if rest and len(item) and item[0].get("class") == "nodes__mark":
                first, *rest = f"{first} {rest[0]}", *rest[1:]
            yield "-   " + "\n\n".join((first, *rest)).replace("\n", "\n    ")

    def _rows(self, table: HtmlElement) -> Iterator[str]:
        for place, row in enumerate(table.iter("tr")):
            cells = [" ".join("".join(self._words(cell)).split()) for cell in row]
            yield f"| {' | '.join(cells)} |"
            if not place:
                yield "|---" * len(cells) + "|"

    def _words(self, element: HtmlElement) -> Iterator[str]:
        yield self._plain(element.text)
        for child in element:
            yield self._inline(child)
            yield self._plain(child.tail)

    def _inline(self, element: HtmlElement) -> str:
        if element.get("class") in LEFT_OUT or not isinstance(element.tag, str):
            return ""
        words = "".join(self._words(element))
        if element.tag == "strong" and words.strip():
            return f"**{words}**"
        link = element.get("href") if element.tag == "a" else None
        return f"[{words}]({self._link(link)})" if link and words.strip() else words

    def _link(self, link: str) -> str:
        """A link as Markdown files name one another."""
        parts = urlsplit(link)
        if parts.netloc or not parts.path:
            return link
        page = posixpath.normpath(posixpath.join(self._page, parts.path)).strip("./") + "/"
        target = posixpath.relpath(source(page.lstrip("/")), self._page or ".")
        return target + (f"#{parts.fragment}" if parts.fragment else "")

    def _plain(self, text: str | None) -> str:
        return MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", text or ""))
