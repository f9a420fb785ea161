"""Which characters belong to which script."""

from __future__ import annotations

import opencc


def simplified_only(text: str) -> set[str]:
    """Characters that only Simplified Chinese writes: they have another traditional form and are not frequent in Taiwan.

    The frequent characters of Taiwan's own set, Big5, come before all others: 后 and 里 are among them, 体 is not.
    """
    convert = opencc.OpenCC("s2t").convert
    return {character for character in text if convert(character) != character and not b"" < character.encode("big5", "ignore") < b"\xc9"}
