"""How Chinese words are read: Hanyu pinyin with tones, a syllable for each character.

Syllables stand apart: to join them into words would need a segmenter, which errs. What the dictionary of readings gets wrong, names above
all, stands in ``data/editions/pinyin.txt``: word, tab, syllables with blanks between, and behind a # why.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from planbook.records.files import remarked
from planbook.records.problem import BadData, Problem, shown

NAME = "pinyin.txt"
HAN = re.compile(r"[\u3400-\u9fff〇]+")
SIGNS = str.maketrans("、，；：（）", ",,;:()")
BEFORE, BEHIND = re.compile(r"\s+(?=[,;:)”])"), re.compile(r"(?<=[(“])\s+")
"""Blanks that a sign does not have before it, or behind it."""
SYLLABLE = re.compile(r"[a-zü\u00e0-\u01dc]+")


def read_sounds(data: Path) -> dict[str, str]:
    """The readings that the editors give, by word; none when there is no file. Raises ``BadData`` for lines of another form."""
    path, name = data / "editions" / NAME, f"data/editions/{NAME}"
    found: dict[str, str] = {}
    problems = []
    for number, words in remarked(path, name) if path.is_file() else ():
        source, _tab, reading = words.partition("\t")
        syllables = reading.split(" ")
        if not HAN.fullmatch(source) or len(syllables) != len(source) or not all(map(SYLLABLE.fullmatch, syllables)):
            what, cure = "This is no reading of a word.", "Write word, tab, a syllable with its tone for each character, blanks between."
            problems.append(Problem.at(name, number, shown(source), what, cure))
        elif source in found:
            problems.append(Problem.at(name, number, source, "The word stands twice.", "Keep one."))
        found[source] = reading
    if problems:
        raise BadData(problems)
    return found


def sounds(words: str, own: dict[str, str]) -> str:
    """The pinyin of words: ``河长制`` is ``hé zhǎng zhì``; what is not Chinese stays as it is. ``own`` are readings of the editors."""
    made, start = list[str](), 0
    known = re.compile("|".join(map(re.escape, sorted(own, key=len, reverse=True)))) if own else None
    for match in known.finditer(words) if known else ():
        made += [*_read(words[start : match.start()]), own[match.group()]]
        start = match.end()
    joined = " ".join([*made, *_read(words[start:])]).translate(SIGNS)
    return BEHIND.sub("", BEFORE.sub("", joined))


def _read(words: str) -> list[str]:
    from pypinyin import Style, pinyin  # its dictionaries take half a second, which a check does not need

    found = [syllables[0].strip() for syllables in pinyin(words, style=Style.TONE, v_to_u=True)] if words else []
    return [syllable for syllable in found if syllable]


def without_tones(reading: str) -> str:
    """A reading in plain letters, to be sorted and looked up: ``lǜ sè`` is ``lu se``."""
    return "".join(letter for letter in unicodedata.normalize("NFD", reading) if not unicodedata.combining(letter))
