"""Words that stand by chance across two others: 修路 stands in 维修路灯, but nothing is said of it there.

A reader who asks for a word must not be shown where it stands by chance. A segmenter cuts the texts into words when the site is built;
the browser gets only the short list of what it found. Which words may be asked for, its dictionary knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import rjieba

HAN = re.compile(r"[\u3400-\u9fff]+")
LENGTHS = (2, 3)
"""Longer words hardly stand anywhere by chance."""


def chances(texts: Iterable[str]) -> dict[str, object]:
    """``always``: the words that only ever stand by chance, with a blank between; ``between``: for words that stand by chance in places,
    the pairs of characters before and after them there. The texts are in plain characters."""
    sound: set[str] = set()
    found: dict[str, set[str]] = defaultdict(set)
    for run in dict.fromkeys(run for text in texts for run in HAN.findall(text)):
        for word, around in _pieces(run):
            if around:
                found[word].add(around)
            else:
                sound.add(word)
    words = sorted(word for word in found if _is_word(word))
    return {
        "always": " ".join(word for word in words if word not in sound),
        "between": {word: " ".join(sorted(found[word])) for word in words if word in sound},
    }


def _pieces(run: str) -> Iterator[tuple[str, str]]:
    """Every stretch as long as a word, and what is around it where it begins and ends inside other words; else nothing."""
    ends = [0]
    for word in rjieba.cut(run, False):
        ends.append(ends[-1] + len(word))
    cuts = set(ends)
    for length in LENGTHS:
        for start in range(len(run) - length + 1):
            end = start + length
            chance = start not in cuts and end not in cuts and not cuts.isdisjoint(range(start + 1, end))
            yield run[start:end], run[start - 1] + run[end] if chance else ""


def _is_word(stretch: str) -> bool:
    """Whether the dictionary of the segmenter knows it as a word."""
    return rjieba.cut(stretch, False) == [stretch]
