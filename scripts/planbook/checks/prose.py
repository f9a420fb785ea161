"""Rules of sentences: ours end like one, open what they close, double no sign, and hold no marks of another way of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.checks.subject import Subject
from planbook.checks.wording import AROUND, QUOTING, is_simplified
from planbook.records.base import KeyPath, Record
from planbook.records.memory import kept
from planbook.records.model import Box, Change, Chapter, Edition, Plan
from planbook.records.problem import Problem, shown
from planbook.records.walk import texts

SENTENCES = frozenset(("about", "caveat", "date_note", "explanation", "fact", "meaning", "note", "reason", "rights", "shown", "why"))
"""Keys whose words are sentences, and so end like one."""
BROKEN = re.compile(r"(?<![。！？…])[”’）》]*[\w，、；：%％”’）》]$")
"""A text that ends in a word or a sign within a sentence."""
PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "〔": "〕", "(": ")", "[": "]"}
AROUND_ALL = re.compile("“[^“”]*”|‘[^‘’]*’|「[^「」]*」|\"[^\"]*\"|'[^']*'")
"""A text in one pair of quotes."""
CLOSING = frozenset(PAIRS.values())
NAMING = frozenset(("place", "locator"))
"""Keys that name a place of a source by its heading, which stands in quotes."""
MARKS = re.compile(
    r"</?[a-zA-Z][^>]*>|<!--|\*\*|__|\]\(|`|(https?:)?//|www\.|(?<![A-Za-z])(TODO|FIXME|XXX|TBD)(?![A-Za-z])|×××|\\[nrt]|&#?\w+;"
)
"""What means something in HTML, Markdown or a program, and in a record only itself; and what somebody left to be written later."""
DOUBLED = re.compile(r"[，。；：、！？]{2}|^[，。；、：！？]|--|[，；、：]$")
UNDIVIDED = frozenset(("text", "received", "read", "quote", "mark", "form", "forms", "words"))
"""Keys whose words are those of the plan or of a search, and end as they do."""


def sentences_are_whole(subject: Subject) -> Iterator[Problem]:
    """A sentence of ours ends like one, what opens in a text closes in it, and no text stands in quotes as a whole.

    Words that quote are as they were received, and what the plan prints in quotes may stand so. A plan in another language has its own
    rules of writing.
    """
    for record, path, text in _own_words(subject):
        if AROUND_ALL.fullmatch(text) and text not in subject.received_words and not NAMING & set(path):
            what, cure = "The whole text stands in quotes: %(words)s.", "Delete them: what stands after the colon needs none."
            yield subject.lines.problem(record, path, what, cure, words=shown(text))
        elif sign := _lonely(text):
            what, cure = "%(sign)s stands alone in “%(words)s”.", "Write both of the pair, or neither."
            yield subject.lines.problem(record, path, what, cure, sign=sign, words=shown(text))
        elif _is_sentence(record, path) and BROKEN.search(text):
            what, cure = "The sentence does not end: “%(words)s”.", "Add its full stop (。)."
            yield subject.lines.problem(record, path, what, cure, words=shown(text[-AROUND * 2 :]))


def figures_stand_without_quotes(subject: Subject) -> Iterator[Problem]:
    """A figure in digits is copied as it is printed: Chinese quotes around it would be looked for in the source."""
    for report in subject.records.reports.values():
        for place, figure in enumerate(report.figures):
            if AROUND_ALL.fullmatch(figure) and re.search("[0-9]", figure):
                what, cure = "The whole text stands in quotes: %(words)s.", "Delete them, or write the straight ones of YAML: ['11.5']."
                yield subject.lines.problem(report, ("figures", place), what, cure, words=shown(figure))


def _is_sentence(record: Record, path: KeyPath) -> bool:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    return key in SENTENCES or (isinstance(record, Change) and key == "text")


@kept
def _lonely(text: str) -> str:
    """A sign that opens and is not closed, or closes and was not opened; empty where all stand in pairs."""
    opened: list[str] = []
    for sign in text:
        if sign in PAIRS:
            opened.append(sign)
        elif sign in CLOSING and (not opened or PAIRS[opened.pop()] != sign):
            return sign
    return opened[0] if opened else ""


def no_sign_is_doubled(subject: Subject) -> Iterator[Problem]:
    """No text of ours begins or breaks off with a sign, or doubles one; none holds marks that only another way of writing knows."""
    for record, path, text in _own_words(subject):
        if (found := DOUBLED.search(text)) and not UNDIVIDED & set(path) and text not in subject.received_words:
            what, cure = "A sign too many, or too few, stands in “%(words)s”.", "Write one sign; an ellipsis is ……, a dash ——."
            yield subject.lines.problem(record, path, what, cure, words=shown(text[max(0, found.start() - AROUND) : found.end() + AROUND]))
        elif (found := MARKS.search(text)) and found.group() not in subject.received_words:
            what, cure = (
                "“%(words)s” stands in the text, and readers would see it as it is.",
                "Write words alone: macros make links and marks.",
            )
            yield subject.lines.problem(record, path, what, cure, words=shown(found.group()))


def _own_words(subject: Subject) -> Iterator[tuple[Record, KeyPath, str]]:
    """Every text of ours in a plan of Simplified Chinese."""
    for record in subject.records.everything() if is_simplified(subject) else ():
        if not isinstance(record, Plan | Chapter | Box | Edition):
            yield from ((record, path, text) for path, text in texts(record) if not QUOTING & set(path))
