"""Where the words of a Chinese text begin and end, as a segmenter with a dictionary cuts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any


def cuts(text: str) -> list[int]:
    """The places at which words begin or end, in order: 0, …, the length of the text."""
    return [0, *accumulate(map(len, _segmenter().cut(text, False)))]


def word_at(place: int, cuts: Sequence[int]) -> tuple[int, int]:
    """Where the word begins and ends in which the character at a place stands."""
    after = bisect_right(cuts, place)
    return cuts[after - 1], cuts[after]


def is_word(stretch: str) -> bool:
    """Whether the dictionary of the segmenter knows a stretch as one word."""
    return bool(_segmenter().cut(stretch, False) == [stretch])


@cache
def _segmenter() -> Any:
    import rjieba  # its dictionary takes a tenth of a second, which a check spends while another process is at work

    return rjieba
