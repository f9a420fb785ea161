"""The records of the sources of a new plan: the text made from the received file, and that file."""

from __future__ import annotations

from typing import Any

from planbook.drafting.editions_of import Language, in_language
from planbook.drafting.facts import Facts
from planbook.records.model import Source

WORDS: dict[str, tuple[str, str]] = {
    "text": (
        "规划全文的文本，由收到的文件整理而成：去掉了页码、页眉和目录，其余一字不改。",
        "The whole text, made from the received file: without page numbers, running heads and contents, no word changed.",
    ),
    "file": ("收到的文件，逐字节保存。", "The received file, kept byte for byte."),
    "rights": ("规划是政府的官方文件，依法不受著作权保护，可以全文公布。", "The plan is an official document."),
    "whole": ("全文。", "The whole text."),
    "none": ("没有直接展示；正文取自由它整理的文本。", "Not shown itself: the pages show the text made from it."),
}  # fmt: skip
"""What the records say, in Simplified Chinese and in English."""


def of_text(known: Facts, digest: str, language: Language) -> Source:
    """The record of the cleaned text; ``digest`` is its SHA-256."""
    return _source("plan", known, "text", "whole", "source/plan.txt", digest, language)


def of_file(known: Facts, file: str, digest: str, language: Language) -> Source:
    """The record of the received file, by its path below data/."""
    return _source("received", known, "file", "none", file, digest, language)


def _source(id: str, known: Facts, about: str, shown: str, file: str, digest: str, language: Language) -> Source:
    said: dict[str, Any] = {
        "id": id, "title": known.title, "publisher": known.publisher, "date": known.issued, "about": _said(about, language),
        "rights": _said("rights", language), "shown": _said(shown, language), "read": "whole", "held": "received", "file": file,
        "sha256": digest,
    }  # fmt: skip
    return Source.model_validate(said)


def _said(name: str, language: Language) -> str:
    chinese, english = WORDS[name]
    return english if language == "en" else in_language(chinese, language)
