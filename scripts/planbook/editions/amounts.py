"""What a text counts: every figure with its unit, as exact numbers, so that two languages can be held against each other.

Chinese counts by ten thousands, 25.7万亩, and English by thousands, 257,000 mu: both are the number 257000 and the unit ``mu``. Years,
days and whatever is counted without a measure have no unit here, for nouns differ. The number one is counted where it is a figure, for in
words it is often no number: 一批, one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from planbook.records.memory import kept
from planbook.text.figures import HAN_DIGITS, HAN_NUMBER, from_han


class Amount(NamedTuple):
    """A number and its unit: a measure, ``month``, or nothing."""

    value: Fraction
    unit: str = ""

    def __str__(self) -> str:
        value = f"{float(self.value):,.12g}" if self.value.denominator > 1 else f"{self.value.numerator:,}"
        return f"{value} {self.unit}".strip()


Amounts = Counter[Amount]
LARGEST_WORD = 12
"""The largest number that English writes in words."""
BLANK = "□"
"""Stands for what was counted already."""


def weighty(amounts: Amounts) -> Amounts:
    """The amounts that no language writes as a mere word: those with a unit, and those above twelve."""
    return Counter({amount: count for amount, count in amounts.items() if amount.unit or amount.value > LARGEST_WORD})


@kept
def without(text: str, phrases: tuple[str, ...]) -> str:
    """The text without phrases whose numerals count nothing."""
    for phrase in phrases:
        text = text.replace(phrase, BLANK * len(phrase))
    return text


def _taken(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    """Every match of a pattern, and the text without them."""
    return list(pattern.finditer(text)), pattern.sub(lambda match: BLANK * len(match.group()), text)


# --- Chinese --------------------------------------------------------------------------------------------------------------

HAN_SCALES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}
HAN_UNITS = {
    "平方公里": "km2", "平方千米": "km2", "平方米": "m2", "㎡": "m2", "立方米": "m3", "公里": "km", "千米": "km",
    "千瓦时": "kWh", "兆瓦": "MW", "千瓦": "kW", "千克": "kg", "千卡": "kcal", "人次": "visits", "毫米": "mm", "米": "m",
    "美元": "US$", "元": "yuan", "亩": "mu", "公顷": "ha", "吨": "t", "t": "t", "%": "%", "‰": "‰", "月": "month",
}  # fmt: skip
"""What stands behind a figure, the longest first where one begins another, and the measure that it is."""
_HAN_UNIT = "|".join(map(re.escape, HAN_UNITS))
UNIT = re.compile(rf"[多余]?(?:个)?({_HAN_UNIT})")
FIGURE = re.compile(rf"(\d[\d,]*(?:\.\d+)?)((?:(?!千[克卡瓦米])[十百千万亿])*)(?:[多余]([万亿]+))?[多余]?(?:个)?({_HAN_UNIT})?")
BARE = re.compile(rf"(?<![一-龥\d])([万亿]++)({_HAN_UNIT})?(?!级)(?=[一-龥]*(?:[）)/]|$))")
"""A unit that counts by ten thousands, as at the head of a row: （亿元）; 万亿级 is a figure."""
TENTHS = re.compile(r"([一二三四五六七八九])成(半)?")
"""三成半 is 35%."""
PLAN_NUMBER = re.compile(r"(十?[一二三四五六七八九十])五(?=”|规划|时期|期间|末|中期|以来|$)")
"""“十四五”: the number of a five-year plan, and the five of its years."""
SESSION = re.compile(r"([二三四五六七])中(?=[、和全])")
FIRST_PART = re.compile(r"第一(?=[章节条款段项])")
RANGE = re.compile(r"(?<=\d)[—–-](?=\d)")


@kept
def in_chinese(text: str) -> Amounts:
    """The amounts of a Chinese text."""
    return Counter(_chinese(RANGE.sub(BLANK, text)))


def _chinese(text: str) -> Iterator[Amount]:
    matches, text = _taken(BARE, text)
    yield from (Amount(Fraction(_scaled(m[1])), HAN_UNITS.get(m[2] or "", "")) for m in matches)
    matches, text = _taken(TENTHS, text)
    yield from (Amount(Fraction(10 * HAN_DIGITS[m[1]] + (5 if m[2] else 0)), "%") for m in matches)
    matches, text = _taken(FIGURE, text)
    yield from (Amount(_figure(m[1]) * _scaled(m[2]) * _scaled(m[3] or ""), HAN_UNITS.get(m[4] or "", "")) for m in matches)
    matches, text = _taken(PLAN_NUMBER, text)
    yield from (amount for m in matches for amount in (Amount(Fraction(from_han(m[1]) or 0)), Amount(Fraction(5))))
    matches, text = _taken(SESSION, text)
    yield from (Amount(Fraction(HAN_DIGITS[m[1]])) for m in matches)
    matches, text = _taken(FIRST_PART, text)
    yield from (Amount(Fraction(1)) for _match in matches)
    for match in HAN_NUMBER.finditer(text):
        unit = UNIT.match(text, match.end())
        of_yuan = match.group().endswith("亿") and text.startswith("级", match.end())
        for value in _han_values(match.group()):
            yield Amount(Fraction(value), HAN_UNITS[unit[1]] if unit else "yuan" if of_yuan else "")


def _figure(digits: str) -> Fraction:
    return Fraction(digits.replace(",", ""))


def _scaled(scales: str) -> int:
    product = 1
    for scale in scales:
        product *= HAN_SCALES[scale]
    return product


def _han_values(word: str) -> list[int]:
    """The numbers of a word: 三四 is three or four, 千万 ten million; one alone is none."""
    digits = [HAN_DIGITS.get(character, -9) for character in word]
    if len(word) in (2, 3) and all(second == first + 1 for first, second in pairwise(digits)):
        return [digit for digit in digits if digit != 1]
    value = _scaled(word) if all(character in HAN_SCALES for character in word) else from_han(word)
    return [value] if value is not None and value > 1 else []


# --- English --------------------------------------------------------------------------------------------------------------

CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {
    **{word: value for words in (CARDINALS, ORDINALS) for value, word in enumerate(words) if value > 1},
    **{word: 10 * value for value, word in enumerate(TENS, 2)},
}
ONES = {word: value for value, word in enumerate(CARDINALS[:10]) if value}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
UNITS = {
    r"square[\s-]kilometres?": "km2", r"square[\s-]metres?": "m2", r"cubic[\s-]metres?": "m3", r"kilometres?": "km",
    r"kilowatt-hours?": "kWh", r"megawatts?|MW": "MW", r"kilowatts?": "kW", r"kilograms?": "kg", r"kilocalories": "kcal",
    r"visits?": "visits", r"millimetres?|mm": "mm", r"metres?": "m", r"US dollars?": "US$", r"yuan": "yuan", r"mu": "mu",
    r"hectares?": "ha", r"tonnes?|t": "t",
}  # fmt: skip
_MEASURE = rf"(?P<sign>%|‰)|[\s-]?(?P<unit>{'|'.join(UNITS)})\b"
_SCALE = rf"(?:[\s-]?(?P<scale>{'|'.join(SCALES)})s?\b)?"
ENGLISH = re.compile(rf"(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<ordinal>(?:st|nd|rd|th)\b)?{_SCALE}(?:{_MEASURE})?")
WORD = re.compile(
    rf"\b(?:(?P<word>{'|'.join(WORDS)})(?:-(?P<ones>{'|'.join(ONES)}))?\b{_SCALE}|(?P<alone>{'|'.join(SCALES)})s?\b)(?:{_MEASURE})?",
    re.IGNORECASE,
)
MONTH = re.compile(rf"(?:(?<={BLANK} )|\b(?!May\b))(?P<month>{'|'.join(MONTHS)})\b|\bMay(?= {BLANK})")


@kept
def in_english(text: str) -> Amounts:
    """The amounts of an English text."""
    return Counter(_english(text))


def _english(text: str) -> Iterator[Amount]:
    matches, text = _taken(ENGLISH, text)
    yield from (Amount(_figure(m["figure"]) * _times(m), "" if m["ordinal"] else _measure(m)) for m in matches)
    for match in WORD.finditer(text):
        alone = match["alone"]
        value = (
            SCALES[alone.lower()] if alone else (WORDS[match["word"].lower()] + ONES.get((match["ones"] or "").lower(), 0)) * _times(match)
        )
        yield Amount(Fraction(value), _measure(match))
    yield from (Amount(Fraction(MONTHS.index(match["month"] or "May") + 1), "month") for match in MONTH.finditer(text))


def _times(match: re.Match[str]) -> int:
    return SCALES.get((match["scale"] or "").lower(), 1)


def _measure(match: re.Match[str]) -> str:
    """The measure behind a number."""
    if match["sign"]:
        return match["sign"]
    return next((name for pattern, name in UNITS.items() if re.fullmatch(pattern, match["unit"] or "", re.IGNORECASE)), "")
