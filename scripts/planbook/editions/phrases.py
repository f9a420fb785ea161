"""Set phrases and names of a translation: how each is always said, and what is never said for it.

``data/translations/<edition>/phrases.tsv``: id, phrase or name, words of the plan, translation, forbidden renderings (regular expressions
with ``|`` between), note, which begins with ``?`` where the rendering is doubtful.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from planbook.editions import po
from planbook.records.files import read_text

NAME = "phrases.tsv"
COLUMNS = ("id", "kind", "words", "translation", "forbidden", "note")
Kind = Literal["phrase", "name"]
KINDS = get_args(Kind)
DOUBT = "?"
"""How a note begins that says why a rendering is doubtful."""
GROUP = re.compile(r"\(\?:([^()]*)\)")
OPTIONAL = re.compile(r".\?")
BETWEEN = re.compile(r"\|(?![^()]*\))")
"""The sign between two renderings: one inside brackets belongs to a rendering."""


class Phrase(NamedTuple):
    """A set phrase or a name: the words of the plan, how they are said, and what must not be said for them. ``line`` of its file."""

    id: str
    kind: Kind
    source: str
    words: str
    forbidden: tuple[str, ...]
    """Regular expressions."""
    note: str
    doubtful: bool
    line: int

    @property
    def refused(self) -> tuple[str, ...]:
        """The forbidden renderings as words: every choice in brackets written out, without what may be there or not."""
        return tuple(dict.fromkeys(OPTIONAL.sub("", words) for pattern in self.forbidden for words in _spelt(pattern)))

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the forbidden renderings, which are regular expressions; None where they are none."""
        try:
            return re.compile(rf"\b(?:{'|'.join(self.forbidden)})\b", re.IGNORECASE)
        except (re.error, OverflowError, RecursionError):
            return None


def _spelt(pattern: str) -> Iterator[str]:
    """Each way in which the brackets of a pattern can be read."""
    parts = GROUP.split(pattern)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ("".join(chosen) for chosen in itertools.product(*choices))


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file of words: their number, and what stands between tabs. Lines that begin with # are remarks.

    Raises ``BadData`` for a file that cannot be read.
    """
    for number, line in enumerate(read_text(path, po.named(path)).splitlines() if path.is_file() else (), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def is_whole(line: list[str]) -> bool:
    """Whether a line has its columns, and a word in each that may not be empty."""
    return len(line) == len(COLUMNS) and all(line[:4]) and line[1] in KINDS


def read(folder: Path) -> list[Phrase]:
    """The phrases of the translation in a folder; lines of another form are left out. Raises ``BadData`` as ``lines`` does."""
    return [_phrase(line, number) for number, line in lines(folder / NAME) if is_whole(line)]


def _phrase(line: list[str], number: int) -> Phrase:
    id, kind, source, words, forbidden, note = line
    patterns = tuple(filter(None, map(str.strip, BETWEEN.split(forbidden))))
    return Phrase(
        id, cast("Kind", kind), source, words, patterns, note.removeprefix(DOUBT).lstrip(), note.startswith(DOUBT), number
    )  # fmt: skip
