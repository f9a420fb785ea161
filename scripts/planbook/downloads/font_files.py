"""The files of the typefaces, fetched once from npm. Fonts of the system are never used, or every machine would print another book."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from planbook.downloads import npm
from planbook.editions.typefaces import PACKAGES, WEIGHTS
from planbook.records.layout import LOCKED_FONTS
from planbook.records.messages import say


def packages() -> Path:
    """The folder of the packages of fonts: the one that FONTS names, else npm fetches them once into the virtual environment.

    Raises ``RuntimeError`` when npm cannot fetch them.
    """
    given = os.environ.get("FONTS")
    return Path(given) if given else npm.installed(LOCKED_FONTS, Path(sys.prefix) / "fonts", say("Fonts")) / "@expo-google-fonts"


def folders() -> list[Path]:
    """Where the font files are, among the packages. Raises ``RuntimeError`` when they are not there."""
    home = packages()
    found = [home / package / weight for package, _name in PACKAGES.values() for weight in WEIGHTS]
    missing = [str(folder) for folder in found if not any(folder.glob("*.ttf"))]
    if missing:
        told = {"folder": missing[0], "home": home.parent}
        raise RuntimeError(say("There is no font in %(folder)s. Remove FONTS, or delete %(home)s so that it is fetched anew.", **told))
    return found
