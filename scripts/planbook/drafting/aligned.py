"""Tables of plain text whose columns are aligned by blanks: rows of words with wide gaps, put into cells.

Only blanks become tabs; what counts no blanks, as the proof does, finds the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.drafting.heading_forms import BARE

GAP = re.compile(r"(?:[ \u3000\xa0]{2,})")
LISTED = re.compile(r"[（(]?[一二三四五六七八九十壹贰叁]{1,3}[、）)]|[0-9０-９]{1,3}([.．][0-9０-９]{1,3})+$|[0-9]{1,2}[.．、]")
"""What a heading begins with, and so a line of a table of contents."""
LEADER = re.compile(r"[.…·．‥]{3,}")
PROSE = re.compile(r"[。；;！？!?]$")
LONGEST_CELL = 40
AT_LEAST = 2
"""Rows of one width make a table, the head counted."""


def tabbed(text: str) -> str:
    """The text with tabs in the rows of such tables; all other lines as they are."""
    lines = text.split("\n")
    for start, end in _runs([_cells(line) for line in lines]):
        lines[start:end] = ["\t".join(_cells(line)) for line in lines[start:end]]
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    """The cells of a line that may be a row; none for any other."""
    if "\t" in line or not GAP.search(line.strip()):
        return []
    cells = GAP.split(line.strip())
    if re.match(r"[ \u3000]{2,}", line):
        cells = ["", *cells]
    words = cells[0]
    too_long = any(len(cell) > LONGEST_CELL or PROSE.search(cell) for cell in cells)
    apart = all(len(cell) < 2 for cell in cells)  # 总　　则: one heading, not cells
    return [] if too_long or apart or BARE.match(words) or LISTED.match(words) or LEADER.search(line) else cells


def _runs(rows: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Where rows follow one another that have as many cells as the first; one may lack the first cell, or the last, if it has three."""
    start = 0
    while start < len(rows):
        width, end = len(rows[start]), start + 1
        while width > 1 and end < len(rows) and (len(rows[end]) == width or (width > 3 and len(rows[end]) == width - 1)):
            end += 1
        if width > 1 and end - start >= AT_LEAST and any(row[0] for row in rows[start:end]):
            yield start, end
        start = end
