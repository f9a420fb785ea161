"""From one script to another: a function that converts words and nothing else.

The conversion is one code point to one, so every offset of a mark or a correction stays true; ids, numbers and references
do not pass through it. Base: OpenCC's ``s2tw`` tables without their segmentation stage, with the project's phrases in front
and single glyphs put right behind.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import opencc

from planbook.records.characters import odd
from planbook.records.files import remarked
from planbook.records.memory import kept
from planbook.records.model import Edition
from planbook.records.problem import BadData, Problem, shown

TABLES = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
PHRASES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
SIMPLIFIED = "zh-Hans"
BACK = ("TSPhrases",)
"""Words whose Simplified form is no matter of their characters."""
Pairs = tuple[tuple[str, str], ...]
VARIANTS = ("TWVariantsPhrases", "TWVariants")
Convert = Callable[[str], str]
Depth = Literal["dictionary", "phrases", "characters"]
"""What takes part in a conversion: the project's dictionary and all of OpenCC, all of OpenCC, OpenCC's single characters."""


def converter(edition: Edition, data: Path, depth: Depth = "dictionary") -> Convert:
    """A function from a whole field of text to the same text in the edition's script, of the same length.

    A lesser ``depth`` tells what the deeper one is needed for. Raises ``BadData`` when the edition's dictionary is damaged.
    """
    if edition.kind != "converted" or edition.phrases is None:
        return str
    phrases = read_phrases(data / "editions" / edition.phrases) if depth == "dictionary" else {}
    back = edition.language == SIMPLIFIED
    tables = () if depth == "characters" else BACK if back else PHRASES
    return _converter(tuple(phrases.items()), tables, tuple(edition.characters.items()), back)


def field_converter(edition: Edition, data: Path, depth: Depth = "dictionary") -> Convert:
    """As ``converter``, for texts that come again and again: what they became is kept."""
    return _keeping(converter(edition, data, depth))


@kept
def _keeping(convert: Convert) -> Convert:
    return kept(convert)


@kept
def _converter(phrases: Pairs, tables: tuple[str, ...], characters: Pairs, back: bool) -> Convert:
    opened, glyphs = _opencc(dict(phrases), tables, back), str.maketrans(dict(characters))

    def convert(text: str) -> str:
        converted = str(opened.convert(text)).translate(glyphs)
        if len(converted) != len(text):
            raise ValueError(f"The conversion changed the length of “{text[:40]}”: a phrase maps to more or fewer characters.")
        return converted

    return convert


def read_phrases(path: Path) -> dict[str, str]:
    """The project's dictionary: ``simplified<TAB>traditional`` a line, ``#`` starts a comment.

    Raises ``BadData`` for lines of another form, phrases of unequal length and phrases that stand twice.
    """
    phrases: dict[str, str] = {}
    problems = []
    name = f"data/editions/{path.name}"
    for number, words in remarked(path, name):
        source, tab, target = words.partition("\t")
        if strange := odd(source + target):
            what, cure = "%(name)s stands in “%(words)s”.", "Delete it."
            problems.append(Problem.at(name, number, shown(source), what, cure, name=strange.name, words=shown(words)))
        elif not tab or not source or len(source) != len(target):
            what, cure = "The two forms are not of the same length.", "Write simplified, a tab, traditional, character for character."
            problems.append(Problem.at(name, number, shown(source), what, cure))
        elif source in phrases:
            problems.append(Problem.at(name, number, source, "The phrase stands twice.", "Keep one."))
        phrases[source] = target
    if problems:
        raise BadData(problems)
    return phrases


def _opencc(phrases: dict[str, str], tables: tuple[str, ...], back: bool) -> opencc.OpenCC:
    """OpenCC with the project's phrases before its own tables; the configuration needs absolute paths inside the wheel."""

    def table(name: str) -> dict[str, object]:
        return {"type": "ocd2", "file": str(TABLES / f"{name}.ocd2")}

    def group(policy: str, *dicts: dict[str, object]) -> dict[str, object]:
        return {"type": "group", "match_policy": policy, "dicts": list(dicts)}

    before: list[dict[str, object]] = [{"type": "inline", "entries": phrases}] if phrases else []
    before += [group("union", *map(table, tables))] if tables else []
    chain = [{"dict": group("short_circuit", *before, table("TSCharacters" if back else "STCharacters"))}]
    chain += [] if back else [{"dict": group("short_circuit", *map(table, VARIANTS))}]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.json")
        config.write_text(json.dumps({"name": "plan", "conversion_chain": chain}), encoding="utf-8")
        return opencc.OpenCC(str(config))
