"""What the engine says to those who work with it: one function, English messages, a catalogue for every other language.

Chinese unless the environment asks for English, in the order in which gettext asks it. The catalogues stand beside the engine and not
with the words of the site: a damaged catalogue of the site is told of in words, too. Nothing but Python is needed: ``run.py`` speaks
before any library is there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name a language, the weightiest first (GNU gettext manual, 2.3)."""
NAMES_SHOWN = 5
"""Of a long list in a sentence."""
LINE_OF_AN_ENTRY = re.compile(r'(msgid|msgstr)? *("(?:[^"\\]|\\.)*")')


def say(message: str, /, **values: object) -> str:
    """A message in the language of whoever reads it. ``%(name)s`` in it stands for the value of that name, ``%%`` for a sign.

    A message that the catalogue lacks stays English: words about a fault must not be a fault. Tests hold that none is lacking.
    """
    return translations(language()).get(message, message) % values


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: all of a few, of many the first and how many more there are. A line of forty is read by nobody."""
    shown = say(", ").join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return say("%(names)s and %(more)d more", names=shown, more=more) if more > 0 else shown


def language() -> str:
    """``en`` where the environment asks for English or for no language at all (C, POSIX), else ``zh-Hans``."""
    asked = next(filter(None, map(os.environ.get, ASKED)), "")
    first = asked.partition(":")[0].partition(".")[0].partition("_")[0].lower()
    return "en" if first in ("en", "c", "posix") else "zh-Hans"


def translated(*messages: str) -> dict[str, str]:
    """Message → its words, with the gaps still open: for those who fill them by themselves, as argparse does."""
    words = translations(language())
    return {message: words.get(message, message) for message in messages}


def why(error: OSError) -> str:
    """Why a file could not be read or written: what the system says, which is English, in the language of whoever reads it."""
    known = translated(
        "No such file or directory", "Permission denied", "Operation not permitted", "Read-only file system", "No space left on device",
        "File name too long", "File too large", "Is a directory", "Not a directory", "Address already in use", "Connection refused",
        "Input/output error", "Disk quota exceeded", "Too many open files",
    )  # fmt: skip
    said = error.strerror or str(error)
    return known.get(said, said)


@cache
def translations(language: str) -> dict[str, str]:
    """Message → words, from the catalogue of a language, which has neither plurals nor contexts; English needs none."""
    path = CATALOGUES / f"{language}.po"
    if not path.is_file():
        return {}
    found: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := LINE_OF_AN_ENTRY.fullmatch(line):
            if match[1]:
                found.append((match[1], []))
            found[-1][1].append(json.loads(match[2]))
    texts = ["".join(parts) for _, parts in found]
    return {message: words for message, words in zip(texts[::2], texts[1::2], strict=True) if message and words}
