"""The typefaces of the books: Noto Serif, whole, from npm (SIL Open Font License 1.1). Fonts of the system are never used."""

from __future__ import annotations

PACKAGES = {"zh-Hans": ("noto-serif-sc", "Noto Serif SC"), "zh-Hant": ("noto-serif-tc", "Noto Serif TC")}
"""Package and name of the family for each language that has one of its own."""
WEIGHTS = ("400Regular", "700Bold")
RARE = "Libertinus Serif"
"""Comes with typst; for Latin languages, and for signs that no Chinese font has, as ₂."""


def families(language: str) -> list[str]:
    """The names of the families in the order in which a text of ``language`` asks them for a glyph."""
    names = [name for _package, name in PACKAGES.values()]
    if language not in PACKAGES:
        return [RARE, *names]
    own = PACKAGES[language][1]
    return [own, *(name for name in names if name != own), RARE]
