"""Whose work ships with the site beside the editors' own, under which licence: the names are here, the versions in requirements.txt."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from planbook.editions.words import Words
from planbook.records.layout import LOCKED, LOCKED_FONTS

PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
DATA = "CC0-1.0"
"""SPDX identifier of the licence of what the editors made. The words of the plan are an official document and belong to everybody."""
DATA_PAGE = "https://creativecommons.org/publicdomain/zero/1.0/"
NOT_SHIPPED = ("mkdocs", "click", "pyyaml", "jinja2", "pydantic", "icalendar", "rjieba", "rjsmin", "zxing-cpp")
"""Libraries that pyproject.toml asks for and that work while the site is built and leave nothing of their own in it."""


class Work(NamedTuple):
    """A work of which something is in the published files. ``licence`` is its SPDX identifier; ``package`` the library that brings it."""

    name: str
    package: str
    version: str
    licence: str
    address: str
    used: str


def pinned(text: str) -> dict[str, str]:
    """Library in small letters → version, from the text of a locked requirements file."""
    return {name.lower(): version for name, version in PIN.findall(text)}


def fonts(text: str) -> dict[str, str]:
    """Package of npm → version, from the text of a ``package-lock.json``."""
    return {name.removeprefix("node_modules/"): entry["version"] for name, entry in json.loads(text)["packages"].items() if name}


def works(words: Words) -> list[Work]:
    """Every work that ships, with what of it, in the words of an edition."""
    _, shapes = words.gettext, words.gettext("Shapes of the characters in share pictures and PDF files")
    versions = pinned(LOCKED.read_text(encoding="utf-8")) | fonts(LOCKED_FONTS.read_text(encoding="utf-8"))
    known = (
        ("Material for MkDocs", "mkdocs-material", "MIT", "https://github.com/squidfunk/mkdocs-material", _("Page frame and style sheet")),
        ("Material Design Icons", "mkdocs-material", "Apache-2.0", "https://github.com/Templarian/MaterialDesign", _("Icons of the frame")),
        (
            "OpenCC", "opencc", "Apache-2.0", "https://github.com/BYVoid/OpenCC",
            _("Tables by which the text is converted and the search compares characters"),
        ),
        ("pypinyin", "pypinyin", "MIT", "https://github.com/mozillazg/python-pinyin", _("Readings of characters in the search index")),
        ("Unicode CLDR", "babel", "Unicode-3.0", "https://cldr.unicode.org/", _("How dates and numbers are written")),
        ("XlsxWriter", "xlsxwriter", "BSD-2-Clause", "https://github.com/jmcnamara/XlsxWriter", _("Frame of the downloaded workbook")),
        ("Typst", "typst", "Apache-2.0", "https://typst.app/", _("Typesetting of share pictures and PDF files")),
        ("Noto Serif SC", "@expo-google-fonts/noto-serif-sc", "OFL-1.1", "https://github.com/notofonts/noto-cjk", shapes),
        ("Noto Serif TC", "@expo-google-fonts/noto-serif-tc", "OFL-1.1", "https://github.com/notofonts/noto-cjk", shapes),
        (
            "Libertinus Serif", "typst", "OFL-1.1", "https://github.com/alerque/libertinus",
            _("Signs in the PDF files that no Chinese font has"),
        ),
    )  # fmt: skip
    return [
        Work(name, package, versions[package], licence, address, used)
        for name, package, licence, address, used in known
    ]  # fmt: skip
