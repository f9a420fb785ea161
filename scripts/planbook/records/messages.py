"""What the engine says to those who work with it: one function, English messages, a catalogue for every other language.

Chinese unless the environment asks for English, in the order in which gettext asks it. The catalogues stand beside the engine and not
with the words of the site: a damaged catalogue of the site is told of in words, too.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name a language, the weightiest first (GNU gettext manual, 2.3)."""


def say(message: str, /, **values: object) -> str:
    """A message in the language of whoever reads it. ``%(name)s`` in it stands for the value of that name, ``%%`` for a sign.

    A message that the catalogue lacks stays English: words about a fault must not be a fault. Tests hold that none is lacking.
    """
    return translations(language()).get(message, message) % values


def language() -> str:
    """``en`` where the environment asks for English or for no language at all (C, POSIX), else ``zh-Hans``."""
    asked = next(filter(None, map(os.environ.get, ASKED)), "")
    first = asked.partition(":")[0].partition(".")[0].partition("_")[0].lower()
    return "en" if first in ("en", "c", "posix") else "zh-Hans"


@cache
def translations(language: str) -> dict[str, str]:
    """Message → words, from the catalogue of a language; English needs none."""
    path = CATALOGUES / f"{language}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}
