"""How a new plan's repository asks to be cited: CITATION.cff, in the Citation File Format 1.2.0."""

from __future__ import annotations

from typing import Any

import yaml

from planbook.drafting.editions_of import Language, in_language
from planbook.drafting.facts import Facts
from planbook.editions.citations import BETWEEN_AUTHORS

WORDS: dict[str, tuple[str, str]] = {
    "title": ("%s网上阅读版", "Reading edition of the %s"),
    "abstract": (
        "《%s》全文的记录，与收到的文本逐字核对。非官方版本。",
        "The whole text of the %s as records, held against the received text. Unofficial.",
    ),
    "author": ("%s网上阅读版的编者", "The editors of the reading edition of the %s"),
    "message": (
        "引用本站整理的资料，请写本条；引用规划的原文，请写 references 里的一条。每一页末尾另有该页的引文。",
        "Cite this entry for the data of this site, and the one below references for the words of the plan. Each page has its own.",
    ),
}  # fmt: skip
"""What the file says, in Simplified Chinese and in English; %s is the plan."""


def citation(known: Facts, language: Language) -> str:
    """The text of the file. A day of publication stands in it only where it is known."""

    def said(name: str, plan: str) -> str:
        chinese, english = WORDS[name]
        words = english if language == "en" else in_language(chinese, language)
        return words.replace("%s", plan)

    reference: dict[str, Any] = {
        "type": "government-document", "title": known.title,
        "authors": [{"name": name} for name in BETWEEN_AUTHORS.split(known.publisher)],
        **({"date-published": known.issued.isoformat()} if known.issued else {}), "languages": [language.partition("-")[0]],
    }  # fmt: skip
    keywords = () if language == "en" else (in_language(word, language) for word in ("五年规划", "开放数据"))
    whole = {
        "cff-version": "1.2.0", "message": said("message", ""), "type": "dataset", "title": said("title", known.short_title),
        "abstract": said("abstract", known.title), "authors": [{"name": said("author", known.short_title)}],
        "license": ["CC0-1.0", "MIT"], "keywords": [*keywords, "five-year plan", "open data"], "references": [reference],
    }  # fmt: skip
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=1000)
