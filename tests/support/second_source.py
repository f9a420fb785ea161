"""A second opinion on Traditional characters: the tables of MediaWiki's converter, as zhconv holds them (a dependency of the tests alone).

They are not OpenCC's: Wikipedia's editors made them, word by word, for their own pages. Only the script is asked for here: pairs that
replace a word by another are left out, and the forms that this project chose for Taiwan and Hong Kong together are put in.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

COMMON = str.maketrans("臺汙溼佈巖爲衆羣啓峯裏着鈎", "台污濕布岩為眾群啟峰裡著鉤")
"""Glyphs of the same character, written as the edition writes them: see ``characters`` in data/editions/zh-hant.yml."""


@cache
def table() -> dict[str, str]:
    """Words and characters, simplified → traditional as Taiwan writes them, of the same length."""
    data = json.loads(files("zhconv").joinpath("zhcdict.json").read_text(encoding="utf-8"))
    taiwan = {old: new for old, new in data["zh2TW"].items() if len(old) == len(new) == 1}
    glyphs = str.maketrans(taiwan) | COMMON
    general = {word: form.translate(glyphs) for word, form in data["zh2Hant"].items() if len(word) == len(form)}
    return general | {old: new.translate(COMMON) for old, new in taiwan.items()}


@cache
def _longest() -> int:
    return max(map(len, table()))


def convert(text: str) -> str:
    """A text in traditional characters as MediaWiki writes them for Taiwan: the longest word of its table first, from left to right."""
    words, found, at = table(), "", 0
    while at < len(text):
        length = next((n for n in range(min(_longest(), len(text) - at), 1, -1) if text[at : at + n] in words), 1)
        piece = text[at : at + length]
        found += words.get(piece, piece)
        at += length
    return found
