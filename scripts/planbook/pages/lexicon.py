"""Words that stand by chance across two others: 修路 stands in 维修路灯, but nothing is said of it there.

A reader who asks for a word must not be shown where it stands by chance. A segmenter cuts the texts into words when the site is built;
the browser gets only the short list of what it found. Which words may be asked for, its dictionary knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planbook.text.segments import cuts, is_word

HAN = re.compile(r"[\u3400-\u9fff]+")
LENGTHS = (2, 3)
"""Longer words hardly stand anywhere by chance."""


def chances(texts: Iterable[str]) -> str:
    """The words that stand in the texts, but only ever by chance, with a blank between. The texts are in plain characters."""
    sound: set[str] = set()
    found: set[str] = set()
    for run in dict.fromkeys(run for text in texts for run in HAN.findall(text)):
        for stretch, chance in _stretches(run):
            (found if chance else sound).add(stretch)
    return " ".join(sorted(word for word in found - sound if is_word(word)))


def _stretches(run: str) -> Iterator[tuple[str, bool]]:
    """Every stretch as long as a word, and whether it begins and ends inside other words."""
    between = set(cuts(run))
    for length in LENGTHS:
        for start in range(len(run) - length + 1):
            end = start + length
            yield run[start:end], start not in between and end not in between and not between.isdisjoint(range(start + 1, end))
