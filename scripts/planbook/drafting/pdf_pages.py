"""Reading a PDF: printed lines put together to paragraphs, rows of tables, lines of the margin, and lines that stand for pictures."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from planbook.drafting.received_pictures import PLACEHOLDER, Gatherer, caption_of
from planbook.drafting.spelling import NOTE_MARK
from planbook.records.messages import say

SCAN, SMALLEST, DOTS = 0.7, 40, 150
"""The share of a page that only a scan of it fills; points of a side that only an ornament has; dots an inch of a picture of a PDF."""
NEAR = 3.0
"""Points by which the heights of two running heads may differ."""
HEADING = re.compile(
    r"第\s*[零〇一二三四五六七八九十百0-9]{1,4}\s*([篇编編章节節]|部分)|(专栏|專欄)\s*[0-9一二三四五六七八九十]|[一二三四五六七八九十]{1,3}、"
    r"|（[一二三四五六七八九十]{1,3}）|(Part|Chapter|Section|Box|Annex) [0-9IVXA-Z]"
)
STOPS = ("。", "！", "？", "；", ".")
"""How a heading begins, and what may stand before one: a last line that happens to fill the width goes on in none."""
MARGIN = "\v"
"""Stands before a line of the margin of a page: a running head, a page number."""


class _Printed(NamedTuple):
    """A line of a page, its distance from the top in points, and whether it fills the width of the text."""

    words: str
    top: float
    full: bool


def text(path: Path, pictures: Gatherer) -> str:
    """The lines of a PDF, a paragraph each, the pictures among them. Raises ``RuntimeError`` where pdfplumber lacks."""
    try:
        import pdfplumber
    except ImportError:
        needed = {"form": "PDF", "library": "pdfplumber"}
        raise RuntimeError(
            say("%(form)s files need %(library)s: 'python3 scripts/run.py new' installs it, with the internet.", **needed)
        ) from None
    with pdfplumber.open(path) as document:
        often = Counter(_spot(image) for page in document.pages for image in page.images)
        pages = [list(_page(page, {spot for spot in often if often[spot] > 1}, pictures)) for page in document.pages]
    return "\n".join(_unbroken(_marked(pages)))


def _spot(image: dict[str, Any]) -> tuple[int, ...]:
    """Where a picture stands on its page: what stands there on several is a letterhead."""
    return tuple(round(image[side]) for side in ("x0", "top", "x1", "bottom"))


def _pictures(page: Any, letterheads: set[tuple[int, ...]], pictures: Gatherer) -> Iterator[_Printed]:
    """The lines that stand for the pictures of a page, as they are printed. One that fills the page is a scan of it."""
    for image in sorted(page.images, key=lambda image: image["top"]):
        x0, top, x1, bottom = sides = (
            max(image["x0"], 0), max(image["top"], 0), min(image["x1"], page.width), min(image["bottom"], page.height),
        )  # fmt: skip
        fills = (x1 - x0) * (bottom - top) > SCAN * page.width * page.height
        if _spot(image) in letterheads or fills or min(x1 - x0, bottom - top) < SMALLEST:
            continue
        drawn = io.BytesIO()
        page.crop(sides).to_image(resolution=DOTS).original.convert("RGB").save(drawn, "PNG")
        if line := pictures.line(drawn.getvalue()):
            yield _Printed(line, top, False)


def _page(page: Any, letterheads: set[tuple[int, ...]], pictures: Gatherer) -> Iterator[_Printed]:
    """The lines of a page from the top; tables and pictures stand where they are printed, a row a line."""
    found = [table for table in page.find_tables() if max(len(row.cells) for row in table.rows) > 1]
    words = page
    for table in found:
        words = words.outside_bbox(table.bbox)
    lines = words.extract_text_lines(return_chars=False)
    right = max((line["x1"] for line in lines), default=0)
    printed = [_Printed(line["text"], line["top"], line["x1"] > right - 1.6 * (line["bottom"] - line["top"])) for line in lines]
    printed += [_Printed(row, table.bbox[1], False) for table in found for row in _rows(table)]
    printed += _pictures(page, letterheads, pictures)
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

    A footnote that stands in between, at the foot of the page, comes behind the paragraph that it tears, and so does a picture.
    """
    waiting, said, in_note, pictured = "", "", False, False
    notes: list[str] = []
    for line in lines:
        if line.words.startswith(MARGIN):
            in_note = False
            yield line.words
            continue
        if waiting and (PLACEHOLDER.fullmatch(line.words) or (pictured and caption_of(line.words))):
            notes.append(line.words)
            pictured = True
            continue
        pictured = False
        if in_note:
            notes[-1] += line.words
        elif waiting and (mark := re.match(NOTE_MARK, line.words)) and mark[0] in said:
            notes.append(line.words)
            in_note = True
        if in_note:
            in_note = line.full
            continue
        if waiting.endswith(STOPS) and HEADING.match(line.words):
            yield from (waiting, *notes)
            waiting, notes = "", []
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
