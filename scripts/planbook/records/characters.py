"""Characters that no text of the project may hold: what cannot be seen, what only looks like another, what is composed otherwise."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from planbook.records.memory import kept

Trouble = Literal["picture", "control", "invisible", "blank", "look-alike", "digit", "composition"]

UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\ufffc\ufffd\U000e0100-\U000e01ef]")
"""Fillers and selectors that Unicode counts among the letters or marks, yet nobody sees; and what stands for characters that were lost."""
ALIKE = re.compile(
    "[\u0400-\u052f\u2e80-\u2fdf\u31c0-\u31ef\uf900-\ufaff\ufb00-\ufb4f\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f]"
)
"""Radicals, strokes and compatibility forms of Han, and Cyrillic, full-width, joined and mathematical letters."""
LAST_OF_PLANES = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
NO_CHARACTER = re.compile(f"[\ufdd0-\ufdef{LAST_OF_PLANES}]")
"""The sixty-six numbers that Unicode keeps free for ever (The Unicode Standard, 23.7)."""
SUSPECT = re.compile(
    "[^\n\u0020-\u007e\u00b7\u2014\u2018-\u201d\u2026\u3001-\u3011\u4e00-\u9fff\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]"
)
"""What is worth a closer look: all but what stands in nearly every sentence."""


class Odd(NamedTuple):
    """A character that is out of place: where, which, what is the trouble, and what to write instead, if anything."""

    place: int
    character: str
    trouble: Trouble
    instead: str

    @property
    def name(self) -> str:
        """``U+200B ZERO WIDTH SPACE``."""
        return named(self.character)


def named(character: str) -> str:
    """Number and name of a character; control characters have no name of their own."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"


@kept
def odd(text: str, known: frozenset[str] = frozenset()) -> Odd | None:
    """The first character of a text that is out of place, None when all are in order. Line breaks are left to others.

    ``known`` are characters that stand in the received text and are therefore accepted, but for control characters, which no page
    can hold.
    """
    for match in SUSPECT.finditer(text):
        trouble = _trouble(match.group())
        if trouble == "control" or (trouble and match.group() not in known):
            return Odd(match.start(), match.group(), trouble, _instead(match.group(), trouble))
    if unicodedata.is_normalized("NFC", text):
        return None
    composed = unicodedata.normalize("NFC", text)
    place = next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), min(len(text), len(composed)) - 1)
    return None if text[place] in known else Odd(place, text[place], "composition", composed[place])


def _trouble(character: str) -> Trouble | None:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp") or NO_CHARACTER.match(character):
        return "control"
    if category in ("Cf", "Co", "Cn") or UNSEEN.match(character):
        return "invisible"
    if category == "Zs" and character not in " \u3000":
        return "blank"
    if category == "So" and character >= "\U0001f000":
        return "picture"
    if ALIKE.match(character):
        return "look-alike"
    return "digit" if category == "Nd" and character not in "0123456789" else None


def _instead(character: str, trouble: Trouble) -> str:
    if trouble == "digit":
        return str(unicodedata.digit(character))
    plain = unicodedata.normalize("NFKC", character)
    return plain if trouble == "look-alike" and plain != character else ""
