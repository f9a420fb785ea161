"""Text in a shorter writing: it packs a seventh smaller than what a server's gzip makes of the Chinese text alone.

What stands often together stands once: a pair of characters becomes one, the most frequent first, and pairs of those again. Then whatever
is frequent, pairs and single characters, is written in letters of one or two bytes, the most frequent first, where Chinese takes three:
gzip counts bytes. The browser puts all back with the list of what each letter stands for (``unpack`` in engine.js).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from operator import add
from typing import NamedTuple

from planbook.records.cache import Cache, program

ONE_BYTE = "$()*;@QXYZ_`|~"
"""What may be a letter when the text does not have it."""
TWO_BYTES = range(0x100, 0x800)
UNITS = range(0xF0000, 0xF0300)
"""What stands for a pair until it has its letter; how many pairs there may be."""
PACKED = re.compile(f"[一-鿿{chr(UNITS.start)}-{chr(UNITS.stop - 1)}]+")
SELDOM = 12
"""What stands less often costs more than it saves."""
AT_ONCE = 80
"""How many pairs are replaced before they are counted anew."""
BETWEEN = "\n"
"""What stands between two runs while their pairs are counted."""
ALONE = " "
"""The second half of what is no pair."""


class Packed(NamedTuple):
    """The ``text`` and how to read it.

    ``halves`` has two characters for each letter, which may be letters again; where the second is ``ALONE``, the first is the character
    itself. The letters, in the same order: those of one byte in ``short``, then those of two from the start of ``TWO_BYTES``.
    """

    text: str
    halves: str
    short: str


def pack(text: str, *, is_long: bool) -> Packed:
    """The text in its shorter writing. Only in a long one, beyond the 32 kB that gzip looks back, are pairs joined.

    Raises ``ValueError`` when there is more to write than there are letters.
    """
    text, pairs = _joined(text) if is_long else (text, {})
    counts = Counter("".join((text, *pairs.values()))).most_common()
    frequent = [c for c, count in counts if not c.isascii() and (c in pairs or count >= SELDOM or ord(c) in TWO_BYTES)]
    short = "".join(letter for letter in ONE_BYTE if letter not in text)
    if len(frequent) > len(short) + len(TWO_BYTES):
        raise ValueError("There are not letters enough to pack the text.")
    letters = dict(zip(frequent, [*short, *map(chr, TWO_BYTES)], strict=False))
    written = str.maketrans(letters)
    halves = (pairs[character].translate(written) if character in pairs else character + ALONE for character in letters)
    return Packed(text.translate(written), "".join(halves), short)


def pack_once(text: str, cache: Cache | None, name: str, *, is_long: bool) -> Packed:
    """As ``pack``; what is kept under the name is taken while it is that of the same text."""
    if cache is None:
        return pack(text, is_long=is_long)
    made_of = f"{program()} {is_long} {text}"
    if (kept := cache.get(name, made_of)) is not None:
        return Packed(*json.loads(kept))
    packed = pack(text, is_long=is_long)
    cache.put(name, json.dumps(packed).encode(), made_of)
    return packed


def _joined(text: str) -> tuple[str, dict[str, str]]:
    """The text with its frequent pairs joined, and what stands for each of them with the pair."""
    pairs: dict[str, str] = {}
    while frequent := _frequent(text)[: len(UNITS) - len(pairs)]:
        for pair in frequent:
            unit = chr(UNITS.start + len(pairs))
            pairs[unit] = pair
            text = text.replace(pair, unit)
    return text, pairs


def _frequent(text: str) -> list[str]:
    """The most frequent pairs that have no character in common, so that they can be replaced one after the other."""
    runs = BETWEEN.join(PACKED.findall(text))
    counts = Counter(map(add, runs, runs[1:]))
    within = Counter({pair: count for pair, count in counts.items() if count >= SELDOM and BETWEEN not in pair})
    chosen: list[str] = []
    used: set[str] = set()
    for pair, _count in within.most_common(AT_ONCE):
        if used.isdisjoint(pair):
            chosen.append(pair)
            used.update(pair)
    return chosen
