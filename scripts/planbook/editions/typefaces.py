"""The typefaces of the books: Noto Serif, whole, from npm (SIL Open Font License 1.1). Fonts of the system are never used."""

from __future__ import annotations

PACKAGES = {"zh-Hans": ("noto-serif-sc", "Noto Serif SC"), "zh-Hant": ("noto-serif-tc", "Noto Serif TC")}
"""Package and name of the family for each language; other languages begin with the first."""
WEIGHTS = ("400Regular", "700Bold")
RARE = "Libertinus Serif"
"""Comes with typst; for signs that no Chinese font has, as ₂."""


def families(language: str) -> list[str]:
    """The names of the families in the order in which a text of ``language`` asks them for a glyph."""
    names = [name for _package, name in PACKAGES.values()]
    own = PACKAGES.get(language, (None, names[0]))[1]
    return [own, *(name for name in names if name != own), RARE]
