"""The typefaces of the books: Noto Serif, whole, from npm (SIL Open Font License 1.1). Fonts of the system are never used."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import npm

LOCKED = Path(__file__).resolve().parent.parent / "macros" / "fonts" / "package-lock.json"
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


def packages() -> Path:
    """The folder of the packages of fonts: the one that FONTS names, else npm fetches them once into the virtual environment.

    Raises ``RuntimeError`` when npm cannot fetch them.
    """
    given = os.environ.get("FONTS")
    return Path(given) if given else npm.installed(LOCKED, Path(sys.prefix) / "fonts", "Fonts") / "@expo-google-fonts"


def folders() -> list[Path]:
    """Where the font files are, among the packages. Raises ``RuntimeError`` when they are not there."""
    home = packages()
    found = [home / package / weight for package, _name in PACKAGES.values() for weight in WEIGHTS]
    missing = [str(folder) for folder in found if not any(folder.glob("*.ttf"))]
    if missing:
        raise RuntimeError(f"There is no font in {missing[0]}. Remove FONTS, or delete {home.parent} so that it is fetched anew.")
    return found
