"""Reading what a plan was received as: text, HTML, Word or PDF, into lines in which tabs part the cells of tables.

Word goes through mammoth to HTML, PDF through pdfplumber; both stand in the dependency group ``new`` of pyproject.toml. The other forms
need nothing but the libraries of the site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from planbook.drafting.spelling import NOTE_MARK

ENCODINGS = ("utf-8-sig", "gb18030")
BLOCKS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "section", "article", "blockquote", "pre", "tr", "br", "figcaption", "dt", "dd"]
)
SILENT = frozenset({"script", "style", "head", "nav", "header", "footer"})
FOOTNOTE = re.compile(r"(foot|end)note-\d+")
BACK = re.compile(r"#(foot|end)note-ref-")
"""How mammoth names a footnote, by Word's own number, and the link from it back to its place, which it counts from 1."""
NEAR = 3.0
"""Points by which the heights of two running heads may differ."""
RULE_OF_TABLE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
MARKDOWN = (
    (re.compile(r"^#{1,6}\s+|\s+#+$|^>\s?|^[-*+]\s+"), ""), (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"〔图：\1〕"),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"), (re.compile(r"(\*\*|__)(.+?)\1"), r"\2"),
)  # fmt: skip
"""Signs of Markdown, and what is kept of the words that they set."""
MARGIN = "\v"
"""Stands before a line of the margin of a page: a running head, a page number."""


class _Printed(NamedTuple):
    """A line of a page, its distance from the top in points, and whether it fills the width of the text."""

    words: str
    top: float
    full: bool


def read(path: Path) -> str:
    """The text of a received file, a line each; a row of a table has tabs between its cells, merged cells are empty.

    Raises ``RuntimeError`` for a form that is not known, a library that lacks, or text in no encoding that is known.
    """
    readers: dict[str, Callable[[Path], str]] = {
        ".txt": _text, ".md": _markdown, ".html": _html, ".htm": _html, ".docx": _word, ".pdf": _pdf,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise RuntimeError(f"{path.name}: this form is not known. Known are: {', '.join(readers)}. Save it as one of them.")
    return reader(path)


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise RuntimeError(f"{path.name} is neither UTF-8 nor GB 18030. Save it as UTF-8.")


def _markdown(path: Path) -> str:
    return from_markdown(_text(path))


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


def _html(path: Path) -> str:
    return from_html(_text(path))


def _word(path: Path) -> str:
    try:
        import mammoth
    except ImportError:
        raise RuntimeError("Word files need mammoth: python3 scripts/run.py new installs it when the internet is there.") from None
    with path.open("rb") as file:
        made = mammoth.convert_to_html(
            file, convert_image=mammoth.images.img_element(lambda image: {"src": "", "alt": image.alt_text or ""})
        )
    return from_html(str(made.value))


def from_html(text: str) -> str:
    """The lines of an HTML document. A table of one column is a frame: its lines are running text."""
    reader = _HtmlReader()
    reader.feed(text)
    reader.close()
    return "\n".join(reader.finished())


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
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
        if tag == "img" and said.get("alt"):
            self._words += f"〔图：{said['alt']}〕"
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


def _pdf(path: Path) -> str:
    try:
        import pdfplumber
    except ImportError:
        raise RuntimeError("PDF files need pdfplumber: python3 scripts/run.py new installs it when the internet is there.") from None
    with pdfplumber.open(path) as document:
        pages = [list(_page(page)) for page in document.pages]
    return "\n".join(_unbroken(_marked(pages)))


def _page(page: Any) -> Iterator[_Printed]:
    """The lines of a page from the top; tables stand where they are printed, a row a line."""
    found = [table for table in page.find_tables() if max(len(row.cells) for row in table.rows) > 1]
    words = page
    for table in found:
        words = words.outside_bbox(table.bbox)
    lines = words.extract_text_lines(return_chars=False)
    right = max((line["x1"] for line in lines), default=0)
    printed = [_Printed(line["text"], line["top"], line["x1"] > right - 1.6 * (line["bottom"] - line["top"])) for line in lines]
    printed += [_Printed(row, table.bbox[1], False) for table in found for row in _rows(table)]
    return iter(sorted(printed, key=lambda line: line.top))


def _rows(table: Any) -> Iterator[str]:
    for row in table.extract():
        yield "\t".join(re.sub(r"\s*\n\s*", "", cell or "") for cell in row)


def _marked(pages: list[list[_Printed]]) -> Iterator[_Printed]:
    """The lines of all pages; the first and the last of a page, where another page has the same there, as lines of the margin."""
    ends = Counter(_place(line) for page in pages for line in (*page[:1], *page[1:][-1:]))
    for page in pages:
        for number, line in enumerate(page):
            at_end = number in (0, len(page) - 1) and ends[_place(line)] > 1
            yield line._replace(words=f"{MARGIN}{line.words}") if at_end else line


def _place(line: _Printed) -> tuple[str, int]:
    """What makes two lines the same running head or foot: their words but for numbers, and their height on the page."""
    return re.sub(r"[0-9]+", "0", line.words), round(line.top / NEAR)


def _unbroken(lines: Iterable[_Printed]) -> Iterator[str]:
    """Printed lines put together to paragraphs: a line that fills the width goes on in the next, on the next page too.

    A footnote that stands in between, at the foot of the page, comes behind the paragraph that it tears.
    """
    waiting, said, in_note = "", "", False
    notes: list[str] = []
    for line in lines:
        if line.words.startswith(MARGIN):
            in_note = False
            yield line.words
            continue
        if in_note:
            notes[-1] += line.words
        elif waiting and (mark := re.match(NOTE_MARK, line.words)) and mark[0] in said:
            notes.append(line.words)
            in_note = True
        if in_note:
            in_note = line.full
            continue
        said += line.words
        if "\t" in line.words:
            yield from filter(None, (waiting, *notes, line.words))
            waiting, notes = "", []
            continue
        waiting += line.words
        if not line.full:
            yield from (waiting, *notes)
            waiting, notes = "", []
    yield from filter(None, [waiting, *notes])
