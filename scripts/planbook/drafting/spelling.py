"""How received words are written into records: without the blanks that scans and tables leave, and numerals read as numbers."""

from __future__ import annotations

import re

from planbook.text.figures import from_han

WIDE = r"[\u2014\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
BESIDE_WIDE = re.compile(rf"(?<={WIDE})\s+|\s+(?={WIDE})")
BETWEEN_WIDE = re.compile(rf"(?<={WIDE})[ \u3000\t]+(?={WIDE})")
BLANKS = re.compile(r"\s+")
SPACED = re.compile(rf"{WIDE}(?:[ \u3000]{WIDE})+(?!{WIDE})")
"""Characters that are parted one by one: 总　则, or a whole line of a scan."""
FORMAL = str.maketrans("壹贰貳叁參参肆伍陆陸柒捌玖拾佰", "一二二三三三四五六六七八九十百")
ROMAN_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50}
ROMAN = re.compile("[IVXL]{1,7}")
NOTE_MARK = r"[①-⑳]|[\[［][0-9]{1,2}[\]］]|(?<![A-Za-z¹²³⁰⁴-⁹])[¹²³⁴-⁹][¹²³⁰⁴-⁹]?"
"""The mark of a footnote; behind a letter a raised figure is that of a unit: m², m³."""
KEPT = "\ue000"
"""Stands for a blank that parts the clauses of a heading, while others are taken away."""


def tight(text: str) -> str:
    """Running text without blanks beside Chinese characters and signs; other words are parted by one blank."""
    return BLANKS.sub(" ", BESIDE_WIDE.sub("", text.strip()))


def heading(text: str) -> str:
    """A heading: as running text, but a blank between two Chinese clauses stays, as one blank."""
    return tight(BETWEEN_WIDE.sub(KEPT, closed(text))).replace(KEPT, " ")


def closed(text: str) -> str:
    """A line without the blanks that part every character of it."""
    text = text.strip()
    return tight(text) if SPACED.fullmatch(text) else text


def numeral(word: str) -> int | None:
    """The number that a heading is counted with, in Chinese or Arabic figures (壹, full-width, Roman ones too); None for anything else."""
    word = word.strip().translate(FORMAL)
    if word.isdecimal():
        return int(word)
    if ROMAN.fullmatch(word):
        worth = [ROMAN_FIGURES[figure] for figure in word]
        return sum(-one if one < after else one for one, after in zip(worth, [*worth[1:], 0], strict=True))
    return from_han(word) if word else None
