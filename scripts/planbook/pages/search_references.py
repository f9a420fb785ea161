"""The names of records in running text, each as one character: they are shipped already."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

REFERENCES = 0xE000
"""The first of the characters that stand for the names, in their order; engine.js puts them back."""
WORTH_IT = 5
"""A shorter name costs as much as the character that stands for it."""


def referring(names: Sequence[str]) -> Callable[[str], str]:
    """What writes a text with one character for each of the names that stands in it."""
    references = {name: chr(REFERENCES + at) for at, name in enumerate(names)}
    longest_first = sorted((name for name in references if len(name) >= WORTH_IT), key=len, reverse=True)
    named = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    return lambda text: named.sub(lambda match: references[match.group()], text)
