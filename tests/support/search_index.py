"""The parts of the search index, read back from their scripts as the browser does (``receive`` and ``unpack`` in engine.js)."""

from __future__ import annotations

import json
import re
from typing import Any

STRING = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
ESCAPE = re.compile(r"\\(.)")


def data_of(script: str) -> dict[str, Any]:
    """What a part hands over to the engine."""
    handed = script.partition("PlanSearch.receive(")[2].removesuffix(");\n").partition(",")[2]
    if not handed.startswith("{"):
        handed = unpacked(*(ESCAPE.sub(r"\1", part) for part in STRING.findall(handed)))
    found: dict[str, Any] = json.loads(handed)
    return found


def unpacked(text: str, halves: str, short: str) -> str:
    """The inverse of ``planbook.pages.packing.pack``."""
    letters = [*short, *map(chr, range(0x100, 0x100 + len(halves) // 2))]
    stands = dict(zip(letters, zip(halves[::2], halves[1::2], strict=True), strict=False))

    def back(letter: str) -> str:
        first, second = stands.get(letter, (letter, " "))
        return first if second == " " else back(first) + back(second)

    return "".join(map(back, text))
