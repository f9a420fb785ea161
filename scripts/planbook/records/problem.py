"""What is wrong with the data, in one form.

It reads ``path:line: key: what is wrong. What to do.``
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place. ``path`` is relative to the project, ``line`` counts from 1, ``key`` may be empty."""

    path: str
    line: int
    key: str
    what: str
    cure: str

    def __str__(self) -> str:
        parts = (f"{self.path}:{self.line}:", f"{self.key}:" if self.key else "", self.what, self.cure)
        return " ".join(filter(None, parts))


class BadData(Exception):
    """The data cannot be built: carries every problem that was found, sorted by place."""

    def __init__(self, problems: Iterable[Problem], remark: str = "") -> None:
        self.problems = sorted(set(problems))
        self.remark = remark
        super().__init__(self.report())

    def report(self) -> str:
        """All problems, one a line, their number, and what could not be checked because of them."""
        count = len(self.problems)
        summary = f"{count} problem{'s' if count != 1 else ''}. Nothing was written."
        return "\n".join(filter(None, [*map(str, self.problems), self.remark, summary]))


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """``Did you mean 'x'?`` when a known word is near, else the given advice."""
    near = nearest_words(wrong, known)
    return f"Did you mean '{near[0]}'?" if near else otherwise


def nearest_words(wrong: str, known: Iterable[str]) -> list[str]:
    """The known word that was probably meant, if there is one."""
    return difflib.get_close_matches(wrong, list(known), n=1)
