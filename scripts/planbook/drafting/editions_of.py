"""The editions of a new plan and its pages written by hand, in the language that its text is written in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import opencc

from planbook.drafting.facts import Facts
from planbook.editions.scripts import only_traditional
from planbook.records.model import Edition

Language = Literal["zh-Hans", "zh-Hant", "en"]
PAGES = Path(__file__).parent / "pages"
TAIWAN = {"“": "「", "”": "」", "‘": "『", "’": "』", "臺": "台", "汙": "污", "溼": "濕", "佈": "布", "巖": "岩"}
MAINLAND = {"「": "“", "」": "”", "『": "‘", "』": "’"}
SHARE = 20
"""A text of which every twentieth character is Traditional is written so."""


def language_of(text: str) -> Language:
    """The language of a text, by its characters."""
    han = [character for character in text if "\u4e00" <= character <= "\u9fff"]
    if len(han) < sum(character.isascii() and character.isalpha() for character in text) / SHARE:
        return "en"
    return "zh-Hant" if sum(map(only_traditional, han)) * SHARE > len(han) else "zh-Hans"


def editions(language: Language) -> Iterator[Edition]:
    """The edition in the plan's own words and, of a Chinese plan, the one in the other script."""
    if language == "en":
        yield _edition("en", "English", "En", "en_GB", 1, "original")
        return
    names = {"zh-Hans": ("zh-hans", "简体中文", "简", "zh_Hans_CN"), "zh-Hant": ("zh-hant", "繁體中文", "繁", "zh_Hant_TW")}
    other: Language = "zh-Hant" if language == "zh-Hans" else "zh-Hans"
    yield _edition(*names[language], 1, "original")
    id, name, short, locale = names[other]
    glyphs = TAIWAN if other == "zh-Hant" else MAINLAND
    yield _edition(id, name, short, locale, 2, "converted", phrases=f"{id}.phrases.txt", ledger=f"{id}.ledger.txt", characters=glyphs)


def _edition(id: str, name: str, short: str, locale: str, order: int, kind: str, **rest: Any) -> Edition:
    language = "en" if id == "en" else f"zh-{id[3:].title()}"
    said = {"id": id, "name": name, "short_name": short, "language": language, "locale": locale, "order": order, "kind": kind}
    return Edition.model_validate(said | rest)


def pages(known: Facts, language: Language) -> Iterator[tuple[str, str]]:
    """Path and text of every page written by hand."""
    folder = PAGES / ("en" if language == "en" else "zh")
    for page in sorted(folder.rglob("*.md")):
        words = in_language(page.read_text(encoding="utf-8"), language)
        for name, value in (("title", known.title), ("short_title", known.short_title), ("publisher", known.publisher)):
            words = words.replace(f"<{name}>", value)
        yield f"docs/{page.relative_to(folder).as_posix()}", words


def in_language(words: str, language: Language) -> str:
    """Words of ours, written in Simplified Chinese, in the script of the plan."""
    return str(_traditional().convert(words)) if language == "zh-Hant" else words


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")
