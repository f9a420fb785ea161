"""Figures in running text: finding them, and telling whether a value stands in the words that are quoted for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from planbook.records.model import Indicator, Target, Value

NUMBER = re.compile(r"(?<![\d.])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.]*\d)")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万亿两]+")
HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_GROUPS = {"万": 10**4, "亿": 10**8}


def figures(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """Every number in the text: start, end, value. Digits first, then numbers written in Han."""
    for match in NUMBER.finditer(text.translate(FULL_WIDTH)):
        yield match.start(), match.end(), Decimal(match.group().replace(",", ""))
    for match in HAN_NUMBER.finditer(text):
        value = from_han(match.group())
        if value is not None:
            yield match.start(), match.end(), Decimal(value)


def from_han(word: str) -> int | None:
    """The value of a Han number: 三十 is 30, 二〇三五 is 2035, 三千万 is 30000000; None when it is none, as 十四五."""
    if all(character in HAN_DIGITS for character in word):
        return int("".join(str(HAN_DIGITS[character]) for character in word))
    total = group = digit = 0
    for character in word:
        if character in HAN_DIGITS:
            if digit:
                return None
            digit = HAN_DIGITS[character]
        elif character in HAN_UNITS:
            group, digit = group + (digit or 1) * HAN_UNITS[character], 0
        else:
            scale = HAN_GROUPS[character]
            total = (total + group + digit) * scale if total <= scale else total + (group + digit) * scale
            group = digit = 0
    return (total + group + digit) or None


def stands_in(value: Decimal, text: str, unit: str | None = None) -> bool:
    """Whether the number is written in the text, with or without its sign; 100 of 万吨 also stands in 百万吨."""
    group = HAN_GROUPS.get((unit or "")[:1], 1)
    for start, _, figure in figures(text):
        scale = group if HAN_NUMBER.match(text, start) else 1
        if abs(figure) in (abs(value), abs(value) * scale):
            return True
    return False


def find_figure(quote: str, value: Decimal | None, high: Decimal | None, words: str | None, unit: str | None) -> tuple[int, int] | None:
    """Where in a quote the target itself stands: the number with its unit, the range, or the words that replace a number."""
    if value is None:
        start = quote.find(words) if words else -1
        return (start, start + len(words or "")) if start >= 0 else None
    hits = [(start, end) for start, end, figure in figures(quote) if abs(figure) == abs(value)]
    best = next((hit for hit in hits if unit and quote.startswith(unit, hit[1])), hits[0] if hits else None)
    if best is None:
        return None
    start, end = best
    if high is not None:
        end = next((e for s, e, figure in figures(quote) if abs(figure) == abs(high) and s >= end), end)
    return start, end + (len(unit) if unit and quote.startswith(unit, end) else 0)


def unit_of(value: Target | Value, indicator: Indicator | None = None) -> str | None:
    """The unit of a value: its own, or else that of its indicator. A yearly growth is no quantity of the indicator's unit."""
    return value.unit or (indicator.unit if indicator and value.measure != "annual-growth" else None)
