"""The font of the share pictures in each script: what it calls itself, and whether it has the characters of a text."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from planbook.editions.typefaces import RARE
from planbook.editions.words import WIDE
from planbook.records.memory import kept
from planbook.records.problem import Problem

LAST_LETTER = "\u2122"
"""The last sign of those that every font of European languages has."""


def family(language: str) -> str:
    """What the font of a language calls itself: cut for the pictures, or the one that comes with Typst."""
    return f"Share {language}" if language.startswith(WIDE) else RARE


def font_path(macros: Path, language: str) -> Path:
    """Where the font of a language lies."""
    return macros / "fonts" / f"{language}.ttf"


def families(language: str, macros: Path) -> list[str]:
    """The fonts for the words of an edition, in order: its own, then for a translation those of the plan's own words, which it may show."""
    others = sorted(path.stem for path in (macros / "fonts").glob("*.ttf")) if not language.startswith(WIDE) else []
    return [family(language), *map(family, others)]


def lacks(language: str, texts: Iterable[str], macros: Path) -> Problem | None:
    """What is wrong with the font of a language for these texts: it is not there, or lacks a character. None when it will do."""
    path = font_path(macros, language)
    name = f"macros/fonts/{path.name}"
    cure = "Make the fonts anew with 'python3 scripts/run.py fonts'; CONTRIBUTING.md says more."
    if language.startswith(WIDE) and not path.is_file():
        what = "The font for the share pictures in %(language)s is not there."
        return Problem.at(name, 1, "", what, cure, language=language)
    shown = list(texts)
    lacking = sorted(set("".join(shown)) - _known(language, macros))
    if not lacking:
        return None
    words = next(text for text in shown if set(lacking) & set(text))
    what = "The font lacks %(characters)s, which the share pictures need (“%(words)s”)."
    return Problem.at(name, 1, "", what, cure, characters=" ".join(lacking), words=words)


def _known(language: str, macros: Path) -> set[str]:
    """The characters that the fonts of a language have; that of Typst has the letters and the signs of European languages."""
    if language.startswith(WIDE):
        return characters(font_path(macros, language).read_bytes())
    letters = {chr(code) for code in range(ord(LAST_LETTER) + 1)}
    return letters.union(*(characters(path.read_bytes()) for path in (macros / "fonts").glob("*.ttf")))


@kept
def characters(font: bytes) -> set[str]:
    """The characters that a font made by ``share_fonts`` has: its table ``cmap`` holds one list, of format 12.

    Format: https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage. Raises ``ValueError`` for another.
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {tag: offset for tag, _, offset, _ in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * tables])}
    start = places[b"cmap"] + struct.unpack_from(">I", font, places[b"cmap"] + 8)[0]
    kind, _, _, _, groups = struct.unpack_from(">HHIII", font, start)
    if kind != 12:
        raise ValueError(f"The table of characters has format {kind}, not 12: the font was not made by run.py fonts.")
    listed = struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * groups])
    return {chr(code) for first, last, _ in listed for code in range(first, last + 1)}
