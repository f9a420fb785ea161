"""What a character is compared as in the search: its simplified form, and how it is read in Latin letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import opencc
from pypinyin import Style, pinyin

FOLDED_BY_HAND = dict(zip("瀋藉瞭覆醯矽帳帐著臺裏衆羣爲○", "沈借了复酰硅账账着台里众群为〇", strict=True))
HAN = range(0x3400, 0xA000)
READINGS = 2
"""How many readings of a character are known, the usual ones first."""


def folds(texts: Iterable[str]) -> dict[str, str]:
    """Every character that may be typed for one of the texts, in either script, and its plain form."""
    plain = set().union(*map(plainly, texts))
    return {character: simple for character, simple in _all().items() if simple in plain}


def plainly(text: str) -> str:
    """The text with the plain form of every character."""
    return text.translate(_table())


@cache
def _all() -> dict[str, str]:
    """From every character to its simplified form, Hong Kong's own forms too."""
    characters = list(map(chr, HAN))
    found: dict[str, str] = {}
    for conversion in ("hk2s", "t2s"):
        simple = opencc.OpenCC(conversion).convert("\n".join(characters)).split("\n")
        found |= {a: b for a, b in zip(characters, simple, strict=True) if a != b and len(b) == 1}
    found |= FOLDED_BY_HAND
    return {character: found.get(simple, simple) for character, simple in sorted(found.items())}


@cache
def _table() -> dict[int, str]:
    return str.maketrans(_all())


def syllables(texts: Iterable[str]) -> dict[str, str]:
    """Pinyin without tones, ü as v: syllable → the characters that can be read so."""
    characters = sorted({c for text in texts for c in plainly(text) if ord(c) in HAN})
    groups: dict[str, str] = defaultdict(str)
    for character, readings in zip(characters, pinyin(characters, style=Style.NORMAL, heteronym=True, v_to_u=False), strict=True):
        for syllable in list(dict.fromkeys(readings))[:READINGS]:
            groups[syllable] += character
    return dict(sorted(groups.items()))
