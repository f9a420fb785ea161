"""Reading what a plan was received as: text, HTML, Word or PDF, into lines in which tabs part the cells of tables.

Word goes through mammoth to HTML, PDF through pdfplumber; both stand in the dependency group ``new`` of pyproject.toml. The other forms
need nothing but the libraries of the site.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from planbook.drafting import pdf_pages
from planbook.drafting.received_pictures import Gatherer, ReceivedPicture, in_front
from planbook.records.messages import say

ENCODINGS = ("utf-8-sig", "gb18030")
BLOCKS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "section", "article", "blockquote", "pre", "tr", "br", "figcaption", "dt", "dd"]
)
SILENT = frozenset({"script", "style", "head", "nav", "header", "footer"})
FOOTNOTE = re.compile(r"(foot|end)note-\d+")
BACK = re.compile(r"#(foot|end)note-ref-")
"""How mammoth names a footnote, by Word's own number, and the link from it back to its place, which it counts from 1."""
RULE_OF_TABLE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
MARKDOWN = (
    (re.compile(r"^#{1,6}\s+|\s+#+$|^>\s?|^[-*+]\s+"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"), (re.compile(r"(\*\*|__)(.+?)\1"), r"\2"),
)  # fmt: skip
"""Signs of Markdown, and what is kept of the words that they set."""
PICTURE_OF_MARKDOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)\s]*)[^)]*\)")
INSIDE = re.compile(r"data:image/[a-z+.-]+;base64,")
"""How the address of a picture begins that stands in the page itself."""


class Received(NamedTuple):
    """The text of a received file, in which a line stands for each picture, and the pictures by the names in those lines."""

    text: str
    pictures: dict[str, ReceivedPicture]


def read(path: Path) -> str:
    """The text of a received file: see ``read_whole``."""
    return read_whole(path).text


def read_whole(path: Path) -> Received:
    """A received file, a line each; a row of a table has tabs between its cells, merged cells are empty.

    Raises ``RuntimeError`` for a form that is not known, a library that lacks, or text in no encoding that is known.
    """
    readers: dict[str, Callable[[Path, Gatherer], str]] = {
        ".txt": _plain, ".md": _markdown, ".html": _html, ".htm": _html, ".docx": _word, ".pdf": pdf_pages.text,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        known = {"file": path.name, "known": ", ".join(readers)}
        raise RuntimeError(say("%(file)s: this form is not known. Known are: %(known)s. Save it as one of them.", **known))
    pictures = Gatherer()
    return Received(in_front(reader(path, pictures)), pictures.found)


def _plain(path: Path, _pictures: Gatherer) -> str:
    return _text(path)


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise RuntimeError(say("%(file)s is neither UTF-8 nor GB 18030. Save it as UTF-8.", file=path.name))


def _markdown(path: Path, pictures: Gatherer) -> str:
    def line_of(picture: re.Match[str]) -> str:
        return f"\n{pictures.line(_beside(path, picture['file']), picture['alt'])}\n"

    return from_markdown(PICTURE_OF_MARKDOWN.sub(line_of, _text(path)))


def from_markdown(text: str) -> str:
    """The lines of a Markdown file without its signs; a row of a table has tabs between its cells."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(_without_signs(line) for line in lines if not RULE_OF_TABLE.fullmatch(line))


def _without_signs(line: str) -> str:
    if len(line) > 1 and line.startswith("|") and line.endswith("|"):
        return "\t".join(_without_signs(cell.strip()) for cell in line[1:-1].split("|"))
    for sign, words in MARKDOWN:
        line = sign.sub(words, line)
    return line


def _html(path: Path, pictures: Gatherer) -> str:
    return from_html(_text(path), lambda address, alt: pictures.line(_beside(path, address), alt))


def _beside(path: Path, address: str) -> bytes | None:
    """A picture that stands in a page, or in a file beside it; None where it is elsewhere: nothing is fetched."""
    if found := INSIDE.match(address):
        try:
            return base64.b64decode(address[found.end() :], validate=False)
        except ValueError:
            return None
    folder, file = path.parent.resolve(), (path.parent / unquote(address.partition("?")[0])).resolve()
    return file.read_bytes() if address and file.is_relative_to(folder) and file.is_file() else None


def _word(path: Path, pictures: Gatherer) -> str:
    try:
        import mammoth
    except ImportError:
        what = say(
            "%(form)s files need %(library)s: 'python3 scripts/run.py new' installs it, with the internet.", form="Word", library="mammoth"
        )
        raise RuntimeError(what) from None
    with path.open("rb") as file:
        made = mammoth.convert_to_html(file, convert_image=mammoth.images.img_element(lambda image: _shown(image, pictures)))
    return from_html(str(made.value), lambda address, _alt: address)


def _shown(image: Any, pictures: Gatherer) -> dict[str, str]:
    """How mammoth writes a picture of a Word file: the line that stands for it in the place of its address."""
    with image.open() as file:
        return {"src": pictures.line(file.read(), image.alt_text or "")}


def _told(_address: str, alt: str) -> str:
    return f"〔图：{alt}〕" if alt else ""


def from_html(text: str, line_of: Callable[[str, str], str] = _told) -> str:
    """The lines of an HTML document. A table of one column is a frame: its lines are running text.

    ``line_of`` gives the line that stands for a picture, from its address and what stands for it where it cannot be seen.
    """
    reader = _HtmlReader(line_of)
    reader.feed(text)
    reader.close()
    return "\n".join(reader.finished())


class _HtmlReader(HTMLParser):
    def __init__(self, line_of: Callable[[str, str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._line_of = line_of
        self.lines: list[str] = []
        self._words = ""
        self._silent = 0
        self._notes = 0
        self._number = ""
        """The number of a footnote that begins: the list counts it, its words do not say it."""
        self._way_back = False
        self._footnotes: dict[str, list[str]] = {}
        """The lines of each footnote of a Word file, by its mark: there they stand apart from the pages that print them."""
        self._of_note = ""
        self._tables: list[list[list[tuple[list[str], int, int]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in SILENT:
            self._silent += 1
        if tag == "li" and FOOTNOTE.fullmatch(said.get("id") or ""):
            self._notes += 1
            self._number = self._of_note = f"[{self._notes}]"
        if tag == "a" and BACK.match(said.get("href") or ""):
            self._silent += 1
            self._way_back = True
        if tag == "img" and not self._silent and (line := self._line_of(said.get("src") or "", said.get("alt") or "")):
            self._end_line()
            self._put(line)
        if tag in BLOCKS or tag in ("table", "td", "th"):
            self._end_line()
        if tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in ("td", "th") and self._tables and self._tables[-1]:
            self._tables[-1][-1].append(([], int(said.get("rowspan") or 1), int(said.get("colspan") or 1)))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT or (tag == "a" and self._way_back):
            self._silent -= 1
            self._way_back = self._way_back and tag != "a"
        if tag in BLOCKS or tag in ("td", "th", "table"):
            self._end_line()
        if tag == "li":
            self._of_note = ""
        if tag == "table" and self._tables:
            rows = self._tables.pop()
            for line in _grid_lines(rows):
                self._put(line)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words += re.sub(r"[\t\r\n]+", " ", data)

    def finished(self) -> list[str]:
        """All lines, each footnote of a Word file behind the paragraph or the table that bears its mark."""
        self._end_line()
        lines = list(self.lines)
        for mark, words in reversed(self._footnotes.items()):
            place = next((place for place, line in enumerate(lines) if mark in line), len(lines) - 1)
            while "\t" in lines[place] and place + 1 < len(lines) and "\t" in lines[place + 1]:
                place += 1
            lines[place + 1 : place + 1] = words
        return lines

    def _end_line(self) -> None:
        if self._words.strip():
            self._put(f"{self._number}{self._words.strip()}")
            self._number = ""
        self._words = ""

    def _put(self, line: str) -> None:
        if self._of_note:
            self._footnotes.setdefault(self._of_note, []).append(line)
        elif self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1][0].append(line)
        else:
            self.lines.append(line)


def _grid_lines(rows: list[list[tuple[list[str], int, int]]]) -> Iterator[str]:
    """The rows of a table as lines; what a cell spans beside its first place is empty."""
    grid: dict[tuple[int, int], list[str]] = {}
    for y, row in enumerate(rows):
        x = 0
        for words, down, across in row:
            while (y, x) in grid:
                x += 1
            grid |= {(y + i, x + j): words if not i and not j else [] for i in range(down) for j in range(across)}
            x += across
    width = max((x for _y, x in grid), default=-1) + 1
    for y in range(len(rows)):
        cells = [grid.get((y, x), []) for x in range(width)]
        filled = [cell for cell in cells if cell]
        if width == 1 or (len(filled) == 1 and cells[0] and len(cells[0]) > 1):
            yield from (line for cell in filled for line in cell)
        else:
            yield "\t".join("".join(cell) for cell in cells)
