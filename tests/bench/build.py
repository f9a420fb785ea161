"""How long the build of both editions takes, as a ratio to stock MkDocs with the same text in one edition.

Stock is MkDocs with Material and its search, no hook, no theme of our own: one Markdown file for every page that the first
edition has, with the same headings, paragraphs, tables, links and anchors, and the same navigation. Both are timed as whole
processes, in turn, so that a busy machine slows both. A ratio says more than seconds: it holds on every machine.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import yaml
from lxml.html import HtmlElement

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from planbook.records.layout import READ  # noqa: E402

ROUNDS = 3
FLOOR = 1.5
MARKUP = re.compile(r"([\\`*_{}\[\]<>|#]|(?<=\d)\.(?=\s|$))")
BLOCKS = (
    "p", "ul", "ol", "dl", "div", "section", "article", "aside", "header", "figure", "table", "details", "summary", "dt", "dd", "form",
    "nav",
)  # fmt: skip
LEFT_OUT = ("permalink", "erratum-mark", "filters")


def main() -> int:
    """Time both, print the ratio, and say by the exit code whether it keeps to the floor."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        for part in READ:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
            ours.mkdir(exist_ok=True)
            copy(ROOT / part, ours / part)
        build_ours(ours)
        pages = write_stock(ours, stock)
        build_stock(stock)
        compare_text(ours / "site", stock / "site", pages)
        times = [(timed(build_ours, ours), timed(build_stock, stock)) for _ in range(ROUNDS)]
    mine, plain = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = mine / plain
    print(
        f"Both editions, {2 * len(pages)} pages: {mine:.2f} s. Stock MkDocs, {len(pages)} pages: {plain:.2f} s. Medians of {ROUNDS} rounds."
    )
    print(f"Ratio of the medians of {ROUNDS} rounds {ratio:.2f}, floor {FLOOR}: {'PASS' if ratio <= FLOOR else 'FAIL'}")
    return 0 if ratio <= FLOOR else 1


def build_ours(root: Path) -> None:
    run(root, "scripts/run.py", "build")


def build_stock(root: Path) -> None:
    run(root, "-m", "mkdocs", "build", "--quiet", "--strict")


def run(root: Path, *arguments: str) -> None:
    environment = os.environ | {"PLAN_SITE_INSIDE_VENV": str(root / ".venv"), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-X", "utf8", *arguments], cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)


def timed(build: Callable[[Path], None], root: Path) -> float:
    started = time.perf_counter()
    build(root)
    return time.perf_counter() - started


# --- the same pages as plain Markdown --------------------------------------------------------------------------------


def write_stock(ours: Path, stock: Path) -> list[str]:
    """Write a stock MkDocs project with the pages of our first edition. Returns their addresses."""
    config = yaml.load((ours / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""), yaml.SafeLoader)
    editions = tuple(f"{path.stem}/" for path in (ours / "data" / "editions").glob("*.yml"))
    found = sorted(address(path, ours / "site") for path in (ours / "site").rglob("index.html"))
    pages = [page for page in found if not page.startswith(editions)]
    for page in pages:
        target = stock / "docs" / source(page)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Markdown(page, set(pages)).of(article(ours / "site" / page / "index.html")), encoding="utf-8")
    (stock / "mkdocs.yml").write_text(yaml.safe_dump(stock_config(config, pages), allow_unicode=True), encoding="utf-8")
    return pages


def address(path: Path, site: Path) -> str:
    """``plan/04/`` for the file ``plan/04/index.html``; the home page has the empty address."""
    return path.relative_to(site).as_posix().removesuffix("index.html")


def source(page: str) -> str:
    """The Markdown file of a page."""
    return f"{page}index.md"


def stock_config(config: dict[str, object], pages: list[str]) -> dict[str, object]:
    """Our mkdocs.yml without what is ours: hook, theme folder, scripts and styles; with Material's own search."""
    ours = ("hooks", "extra", "extra_css", "extra_javascript", "plugins", "nav", "repo_url", "edit_uri_template", "site_url")
    kept = {key: value for key, value in config.items() if key not in ours}
    kept["theme"] = {key: value for key, value in config["theme"].items() if key not in ("custom_dir", "favicon", "logo")}  # type: ignore[attr-defined]
    kept["theme"]["language"] = "zh"
    shelves: dict[str, list[str]] = {}
    for page in pages:
        shelves.setdefault(page.partition("/")[0] or "home", []).append(source(page))
    single = ("projects", "indicators")
    kept["nav"] = [{name: found if name not in single else found[:1]} for name, found in shelves.items()]
    kept["not_in_nav"] = "".join(f"/{shelf}/*/index.md\n" for shelf in single)
    return kept | {"site_url": "https://example.github.io/liaoyang-plan/", "plugins": ["search"]}


def article(path: Path) -> HtmlElement:
    """The body of a built page."""
    tree = lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8"))
    return tree.xpath("//article[contains(@class, 'md-content__inner')]")[0]


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


def compare_text(ours: Path, stock: Path, pages: list[str]) -> None:
    """Stock must do the same work: as many pages, with as many characters and links."""

    def size(site: Path) -> tuple[int, int]:
        bodies = [article(site / page / "index.html") for page in pages]
        return sum(len("".join(body.text_content().split())) for body in bodies), sum(len(body.xpath(".//a")) for body in bodies)

    (our_characters, our_links), (characters, links) = size(ours), size(stock)
    print(f"One edition has {our_characters} characters and {our_links} links with us, {characters} and {links} in stock.")
    if not 0.9 <= characters / our_characters <= 1.1:
        sys.exit("The two do not say the same: the comparison would be worth nothing.")


if __name__ == "__main__":
    sys.exit(main())
