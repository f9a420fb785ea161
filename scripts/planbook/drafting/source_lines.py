"""The received text as lines that are worth keeping, and those that were dropped, each with the reason.

Dropped is only what no reader misses: blank lines, page numbers, running heads, the printed table of contents, a title that stands twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from planbook.drafting.heading_forms import HeadingForms
from planbook.drafting.pdf_pages import MARGIN
from planbook.drafting.spelling import closed, tight

Reason = Literal["page number", "running head", "contents", "before the title", "repeated title", "continued"]
PAGE_NUMBER = re.compile(r"[-—–－·\s]*(第\s*)?\d{1,4}(\s*页)?(\s*[,，/]?\s*共\s*\d+\s*页)?[-—–－·\s]*|[-—–－]\s*[ivxlcIVXLC]+\s*[-—–－]")
CONTENTS = re.compile(r"目\s*[录錄次]|contents|table of contents", re.IGNORECASE)
LEADERS = re.compile(r"[.…·．‥\s]{2,}\s*\d{0,4}\s*$|[\t ]\s*\d{1,4}\s*$")
DOTTED = re.compile(r"[.…·．‥]{3,}[\s.…·．‥]*\d{1,4}\s*$")
CONTINUED = re.compile(r"[（(]\s*(续|續|continued)\s*[表)）]*|^(续|續)(表|上表)?\s*[0-9]*$")
"""What stands above the rest of a box or a table on a new page."""
NAMES_A_PLAN = re.compile(r"规划|規劃|纲要|綱要|计划|計畫|計劃|\bplan\b|\boutline\b|\bstrategy\b", re.IGNORECASE)
NOTICE = re.compile(r"通知|关于印发|關於印發|文件$|〔[0-9]{4}〕|\[[0-9]{4}\]|[0-9]号$|^（.*）$")
"""What stands before the title of a plan when it comes with the notice by which it was issued, and the brackets behind it."""
INVISIBLE = re.compile("[\\u00ad\\u200b-\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2060-\\u2064\\ufeff\\x00-\\x08\\x0c\\x0e-\\x1f\\x7f]")
"""Soft hyphens, marks of direction, ends of pages, marks of byte order: nothing of them is printed."""
LONGEST_FRONT, LONGEST_NOTICE, LONGEST_TITLE = 12, 40, 70
OFTEN = 3
"""How often a line must stand in the text to be a running head."""
LONGEST_HEAD = 45
"""Characters of a running head."""


@dataclass(frozen=True)
class Line:
    """A line of the received text: its number there, its words as they stand, its cells when it is the row of a table."""

    number: int
    text: str
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words without needless blanks."""
        return tight(self.text)


class Dropped(NamedTuple):
    """A line that was left out, and why."""

    line: Line
    reason: Reason


class Cleaned(NamedTuple):
    """The title at the head of the plan, which may be empty, the lines that are kept, those of them behind the title, and those dropped."""

    title: str
    kept: tuple[Line, ...]
    body: tuple[Line, ...]
    dropped: tuple[Dropped, ...]

    def rearranged(self, body: tuple[Line, ...]) -> Cleaned:
        """The same with the lines behind the title in another order."""
        known = {line.number for line in body}
        waiting = iter(body)
        return self._replace(kept=tuple(next(waiting) if line.number in known else line for line in self.kept), body=body)


def clean(text: str, forms: HeadingForms) -> Cleaned:
    """Part a received text, in which tabs part the cells of tables, into lines that are kept and lines that are not."""
    lines = [line for number, words in enumerate(text.split("\n"), 1) if (line := _line(number, words))]
    dropped = {line.number: reason for line, reason in _page_marks(lines)}
    rest = [line for line in lines if line.number not in dropped]
    dropped |= {line.number: "continued" for line in _continued(rest)}
    rest = [line for line in rest if line.number not in dropped]
    dropped |= {line.number: "contents" for line in _contents(rest, forms)}
    rest = [line for line in rest if line.number not in dropped]
    title, others = _title(rest, forms)
    dropped |= others
    kept = tuple(line for line in lines if line.number not in dropped)
    return Cleaned(
        " ".join(closed(line.text) for line in title),
        kept,
        tuple(line for line in kept if line not in title),
        tuple(Dropped(line, dropped[line.number]) for line in lines if line.number in dropped),
    )


def _line(number: int, words: str) -> Line | None:
    words = INVISIBLE.sub("", words)
    if not words.strip():
        return None
    cells = tuple(tight(cell) for cell in words.split("\t")) if "\t" in words.strip() or words.rstrip(" ").endswith("\t") else ()
    return Line(number, words.strip(" \t\u3000") if not cells else words, cells)


def _page_marks(lines: list[Line]) -> Iterator[tuple[Line, Reason]]:
    """Page numbers, and short lines that stand again and again though they head nothing."""
    counts = Counter(line.words for line in lines if len(line.words) <= LONGEST_HEAD and not line.cells)
    for line in lines:
        if line.text.startswith(MARGIN):
            yield line, "page number" if PAGE_NUMBER.fullmatch(line.words) else "running head"
        elif line.cells:
            continue
        elif PAGE_NUMBER.fullmatch(line.text):
            yield line, "page number"
        elif counts[line.words] >= OFTEN and not line.words.endswith(("。", "；", ";")) and line is not _first(lines, line.words):
            yield line, "running head"


def _continued(lines: list[Line]) -> Iterator[Line]:
    """The heading of a box, and the head of a table, that are printed again at the top of a page."""
    heads = {line.cells for before, line in pairwise(lines) if line.cells and len(before.cells) < 2 and not CONTINUED.search(before.words)}
    again = False
    for line in lines:
        if CONTINUED.search(line.words):
            again = True
            yield line
        elif again and line.cells in heads:
            yield line
        else:
            again = False


def _first(lines: Iterable[Line], words: str) -> Line:
    return next(line for line in lines if line.words == words)


def _contents(lines: list[Line], forms: HeadingForms) -> list[Line]:
    """The printed table of contents: headings, at the front, that follow one another and come again later."""
    again = Counter(_bare(line) for line in lines)
    found: list[Line] = []
    seen: set[str] = set()
    for line in lines:
        bare = _bare(line)
        if CONTENTS.fullmatch(line.text.strip()) or (again[bare] > 1 and bare not in seen and _is_listed(line, forms, found)):
            found.append(line)
            seen.add(bare)
        elif found and CONTENTS.fullmatch(found[0].text.strip()) and DOTTED.search(line.text):
            found.append(line)  # an annex, which may have another name where it stands
        elif any(forms.is_heading(_plain(other)) for other in found):
            break
    return found if len(found) > 2 or any(CONTENTS.fullmatch(line.text.strip()) for line in found) else []


def _is_listed(line: Line, forms: HeadingForms, found: list[Line]) -> bool:
    """Whether a line may stand in a table of contents: it is a heading, or has dots behind it and stands below one."""
    return forms.is_heading(_plain(line)) or (bool(found) and bool(LEADERS.search(line.text)))


def _plain(line: Line) -> str:
    """A line of the contents without dots and page number."""
    return LEADERS.sub("", line.text).strip()


def _bare(line: Line) -> str:
    """A line of the contents without dots and page number, so that it can be found again."""
    return tight(LEADERS.sub("", line.text)).replace(" ", "")


def _title(lines: list[Line], forms: HeadingForms) -> tuple[list[Line], dict[int, Reason]]:
    """The lines of the title of the plan, which may be broken in several, and what stands before it or only says it once more.

    Where no line names a plan, the first is its title.
    """
    start = _behind_notice(lines, forms)
    head: list[Line] = []
    for line in lines[start : start + LONGEST_FRONT]:
        if line.cells or forms.is_heading(line.text) or line.words.endswith(("。", "：", "；")) or len(line.words) > LONGEST_TITLE:
            break
        head.append(line)
    last = next((place for place, line in enumerate(head) if NAMES_A_PLAN.search(line.words) and not NOTICE.search(line.words)), None)
    if last is None:
        return ([], {}) if not lines or lines[0].cells or forms.is_heading(lines[0].text) else (lines[:1], {})
    first = last
    while (
        first and not NOTICE.search(head[first - 1].words) and sum(len(line.words) for line in head[first - 1 : last + 1]) <= LONGEST_TITLE
    ):
        first -= 1
    title = head[first : last + 1]
    before: dict[int, Reason] = {line.number: "before the title" for line in (*lines[:start], *head[:first])}
    words = "".join(line.words for line in title)
    return title, before | {line.number: "repeated title" for line in head[last + 1 :] if line.words == words}


def _behind_notice(lines: list[Line], forms: HeadingForms) -> int:
    """Where the plan begins that comes with the whole notice by which it was issued: at the line that the notice names; else 0."""
    head = lines[:LONGEST_NOTICE]
    if not any("通知" in line.words and NOTICE.search(line.words) for line in head[:LONGEST_FRONT]):
        return 0
    named = {name for line in head for name in re.findall("《([^》]+)》", line.words)}
    for place, line in enumerate(head):
        if forms.is_heading(line.text):
            break
        if line.words in named and NAMES_A_PLAN.search(line.words):
            return place
    return 0
