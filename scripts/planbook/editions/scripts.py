"""Which characters only Traditional Chinese writes."""

from __future__ import annotations

from functools import cache

import opencc


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def only_traditional(character: str) -> bool:
    """Whether a Han character belongs to Traditional Chinese alone.

    Simplified Chinese does not have it (GB 2312) and OpenCC would write another for it. Rare characters that both scripts share, as in
    names of places, are none.
    """
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return bool(_simplified().convert(character) != character)
    return False
