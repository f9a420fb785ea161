"""What is wrong with the data, in one form.

It reads ``path:line: key: what is wrong. What to do.``
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from planbook.records.messages import say


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place. ``path`` is relative to the project, ``line`` counts from 1, ``key`` may be empty."""

    path: str
    line: int
    key: str
    what: str
    cure: str

    @classmethod
    def at(cls, path: str, line: int, key: str, what: str, cure: str, /, *, meant: str = "", **values: object) -> Problem:
        """A problem in the language of whoever reads it: ``what`` and ``cure`` are messages, filled with ``values``.

        ``meant`` is a word that was probably meant: naming it is the cure then. The two messages stand in the call as they are, for
        the data guide lists them from there.
        """
        known = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
        return cls(
            path, line, key, say(what, **known), say("Did you mean '%(word)s'?", word=printable(meant)) if meant else say(cure, **known)
        )

    def __str__(self) -> str:
        parts = (f"{printable(self.path)}:{self.line}:", f"{printable(self.key)}:" if self.key else "", self.what, self.cure)
        return " ".join(filter(None, parts)).replace("。 ", "。")


class BadData(Exception):
    """The data cannot be built: carries every problem that was found, sorted by place."""

    def __init__(self, problems: Iterable[Problem], remark: str = "") -> None:
        self.problems = sorted(set(problems))
        self.remark = remark
        super().__init__(self.report())

    def report(self) -> str:
        """All problems, one a line, their number, and what could not be checked because of them."""
        count = len(self.problems)
        summary = say("1 problem. Nothing was written.") if count == 1 else say("%(count)d problems. Nothing was written.", count=count)
        return "\n".join(filter(None, [*map(str, self.problems), self.remark, summary]))


def near(wrong: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(wrong[:LONGEST], list(known), n=1)), "")


LONGEST = 80
"""Characters of a wrong word that are compared and shown: more say nothing, and comparing takes the square of them."""


def shown(value: object) -> str:
    """A value as a message shows it: short enough for a line, and invisible characters by their numbers."""
    text = str(value)
    return printable(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def printable(text: str) -> str:
    """A text in which what cannot be seen stands by its number: ``[U+200B]``."""
    return text if text.isprintable() else "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in text)
