"""The forms of headings: how parts, chapters, sections and boxes of a plan are numbered, found by trying the known ways.

A form is written as in plan.yml: ``第{han}章``, ``{chapter}.{number}``. GB/T 9704—2012, 7.3.3, has 一、（一）1.（1）for official
documents; the plans themselves use 篇, 章, 节.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from planbook.drafting.spelling import heading, numeral
from planbook.records.numerals import FIGURES_OF
from planbook.text.subheadings import form_of

Level = Literal["part", "chapter", "section", "box"]
KNOWN: dict[Level, tuple[str, ...]] = {
    "part": ("第{han}篇", "第{number}篇", "第{han}编", "第{han}編", "第{han}部分", "Part {number}", "Part {roman}"),
    "chapter": ("第{han}章", "第{number}章", "Chapter {number}", "Chapter {roman}", "{formal}、", "{han}、", "{number}、", "{number} ",
        "{number}."),
    "section": (
        "第{han}节", "第{han}節", "第{number}节", "Section {number}", "{han}、", "（{han}）", "({han})", "{chapter}.{number} ",
        "{chapter}.{number}",
    ),
    "box": (
        "专栏{number}", "专栏{han}", "專欄{number}", "專欄{han}", "专项{number}", "专项{han}", "专项行动{number}", "专栏", "專欄",
        "表{number}", "表{han}", "附表{number}", "附表", "Box {number}", "Table {number}",
    ),
}  # fmt: skip
"""The known forms of each level, the plainest first."""
HAN_FIGURES, FIGURES = FIGURES_OF["han"], FIGURES_OF["number"]
COUNTED_TWICE = rf"{FIGURES}(?:[-–－—.．]{FIGURES}){{1,2}}"
"""表2-1: a table that is counted within its chapter."""
WEAK = frozenset({"{formal}、", "{han}、", "{number}、", "{number} ", "{number}.", "（{han}）", "({han})"})
"""Forms by which lists are numbered too: that a line is a heading follows from its place in the count alone."""
BELOW, MOST = ("{han}、", "（{han}）", "({han})"), 0.8
"""Forms of headings below the sections, the uppermost first, and the share of lines of a form that must be titles."""
UNMISTAKABLE = ("第", "Chapter ", "Section ")
"""How forms begin that nothing else has: one such line is a heading, though no second follows."""
ANNEX = re.compile(
    r"(?P<printed>(附件|附錄|附录|附表|Annex|Appendix)\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3}|[A-Z])(?![0-9.．])\s*[:：]?)\s+(?P<title>[^。；]+)"
    r"|(?P<alone>附\s*[件錄录])\s+(?P<named>[^。；0-9：:][^。；：:]*)"
)
BARE = re.compile(
    rf"(第\s*({HAN_FIGURES}|[0-9]{{1,3}})\s*(篇|编|編|部分|章|节|節)|(附件|附錄|附录|附表)\s*([0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}|[A-Z])"
    r"|(Part|Chapter|Section|Annex|Appendix) ([0-9]{1,2}|[A-Z])|附\s*[件錄录])\s*[:：]?",
    re.IGNORECASE,
)
"""A number that stands alone in its line: the title follows in the next."""
LONGEST = 60
"""Characters of a heading: what is longer is a sentence."""
LISTED = re.compile(r"[.…·．‥]{3,}\s*[0-9]{0,4}\s*$")
"""A line of a table of contents, which counts nothing: what stands below the heading is missing there."""
SENTENCE = re.compile(r"[。；;！]$")
STOP = re.compile(r"[。；;！：，.]$")


class Found(NamedTuple):
    """A heading: its level, its number (None where it has none), its title, and what is printed before it.

    ``weak``: lists are numbered so too. ``chapter``: the number of the chapter, where that of the section names it.
    """

    level: Level
    number: int | None
    title: str
    printed: str
    weak: bool = False
    chapter: int | None = None


@dataclass(frozen=True)
class HeadingForms:
    """The forms that a plan uses; a level that it does not have is None. Boxes may have several."""

    part: str | None = None
    chapter: str | None = "第{han}章"
    section: str | None = "第{han}节"
    boxes: tuple[str, ...] = ("专栏{number}",)
    below: tuple[str, ...] = ()
    """How headings below the sections are counted: they stay paragraphs, which pages set as headings."""

    def find(self, words: str) -> Found | None:
        """The heading that a line is; None for any other line."""
        levels: tuple[tuple[Level, str | None], ...] = (
            ("part", self.part), ("chapter", self.chapter), ("section", self.section), *(("box", form) for form in self.boxes),
        )  # fmt: skip
        for level, form in levels:
            if form and (found := match(level, form, words)):
                return found
        return _annex(words) if self.chapter else None

    def is_heading(self, words: str) -> bool:
        """Whether a line is the heading of a part, a chapter or a section."""
        found = self.find(words)
        return found is not None and found.level != "box"


def _annex(words: str) -> Found | None:
    """The heading of a numbered annex: it stands beside the chapters."""
    found = ANNEX.fullmatch(words.strip())
    if not found or len(words) > LONGEST:
        return None
    return Found("chapter", None, heading(found["title"] or found["named"]), (found["printed"] or found["alone"]).strip())


@cache
def _pattern(form: str, level: Level) -> re.Pattern[str]:
    whole = re.escape(form).replace(r"\ ", r"\s+").replace(r"\.", "[.．]")
    gap = "" if form.startswith("{chapter}") else r"\s*"
    for name, figures in FIGURES_OF.items():
        counted = f"{COUNTED_TWICE}|{figures}" if level == "box" and name == "number" else figures
        whole = whole.replace(rf"\{{{name}\}}", f"{gap}(?P<{name}>{counted}){gap}")
    return re.compile(whole + r"(?![0-9０-９%％]|[.．][0-9０-９])[\s:：、.．]*(?P<title>.*)", re.IGNORECASE)


def match(level: Level, form: str, words: str) -> Found | None:
    """The heading that a line is in one form."""
    found = _pattern(form, level).match(words.strip())
    if not found or not found["title"] or len(words) > LONGEST or SENTENCE.search(words):
        return None
    figures = found.groupdict()
    counted = figures.get("han") or figures.get("formal") or figures.get("roman") or figures.get("number") or ""
    number = numeral(re.split("[-–－—.．]", counted)[-1])
    if number is None and counted:
        return None
    if level == "box" and number is None and not re.match(r"[\s:：]", words.strip()[len(form) :]):
        return None  # 专栏 as a word of the sentence
    printed = words.strip()[: found.start("title")].rstrip(" \u3000\t")
    chapter = numeral(figures.get("chapter") or "")
    return Found(level, number, heading(found["title"]), printed, form in WEAK or chapter is not None, chapter)


def recognised(lines: Iterable[str]) -> HeadingForms:
    """The forms of a plan: of each level the first known one by which lines are counted up from one."""
    words = [line.strip() for line in lines if len(line) <= LONGEST and not LISTED.search(line)]
    part = _best("part", words)
    chapter = _best("chapter", words)
    section = _best("section", words, chapter) if chapter else None
    if part and (chapter is None or (chapter in WEAK and _has_empty_part(part, chapter, words))):
        part, chapter, section = None, part, chapter
    if chapter == "{number}." and section != "{chapter}.{number} " and not _are_titles(words):
        chapter = section = None
    boxes = tuple(form for form in KNOWN["box"] if any(match("box", form, line) for line in words))
    return HeadingForms(
        part, chapter, section, boxes or ("专栏{number}",), tuple(_below(words, {part, chapter, section})) if section else ()
    )


def _below(lines: list[str], taken: set[str | None]) -> Iterator[str]:
    """The forms by which headings below the sections are counted up from one; where most such lines are sentences, none is a heading."""
    for form in BELOW:
        counted = [line for line in lines if match("section", form, re.sub(STOP, "", line))] if form not in taken else []
        titles = [line for line in counted if form_of(line, (form,))]
        numbers = {found.number for line in titles if (found := match("section", form, line))}
        if {1, 2} <= numbers and len(titles) > len(counted) * MOST:
            yield form


def _best(level: Level, lines: list[str], taken: str | None = None) -> str | None:
    for form in KNOWN[level]:
        if form == taken:
            continue
        numbers = [found.number for line in lines if (found := match(level, form, line))]
        if 1 in numbers and (2 in numbers or level == "part" or form.startswith(UNMISTAKABLE)):
            return form
    return None


def _has_empty_part(part: str, chapter: str, lines: list[str]) -> bool:
    """Whether a part has nothing below it that is counted as chapters are: then the parts are the chapters."""
    open_part = False
    for line in lines:
        if match("part", part, line):
            if open_part:
                return True
            open_part = True
        elif match("chapter", chapter, line):
            open_part = False
    return open_part


def _are_titles(lines: list[str]) -> bool:
    """Whether what is counted 1. 2. reads as titles and not as items: without a sign at its end."""
    found = [line for line in lines if match("chapter", "{number}.", line)]
    return not any(STOP.search(line) for line in found)


def joined(text: str) -> str:
    """A text in which every heading stands in one line with its number. The line of the title stays, empty: lines keep their numbers."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if not BARE.fullmatch(line.strip()):
            continue
        below = next((below for below in range(place + 1, min(place + 3, len(lines))) if lines[below].strip()), None)
        if below is not None and _may_be_title(lines[below].strip()):
            lines[place], lines[below] = f"{line.rstrip()}　{lines[below].strip()}", ""
    return "\n".join(lines)


def _may_be_title(words: str) -> bool:
    return len(words) <= LONGEST and "\t" not in words and not STOP.search(words) and not BARE.match(words)
