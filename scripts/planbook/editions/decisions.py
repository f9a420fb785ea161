"""The file of a conversion ledger: a line for each word in which somebody decided how a character is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from planbook.records.characters import odd
from planbook.records.files import read_text
from planbook.records.problem import BadData, Problem, shown

DOUBT = "存疑"
"""How a remark begins when the decision could have been another."""
ENTRY = re.compile(r"(?P<open>[?？]?)(?P<word>[^\t#]+)\t(?P<form>[^\t#]+?)(?:\t(?P<back>[^\t#]+?))?\s*(?:#\s*(?P<remark>.*))?")


class Decision(NamedTuple):
    """A line of the ledger. ``back`` is what the way back to the plan's script makes of ``form`` when that is not ``word``."""

    line: int
    open: bool
    """Whether it only proposes what the converter does: nobody has looked at it yet."""
    word: str
    form: str
    back: str
    remark: str

    @property
    def doubtful(self) -> bool:
        """Whether the decision could have been another."""
        return self.remark.startswith(DOUBT)

    @property
    def reason(self) -> str:
        """The remark, without the word that marks it as a doubt."""
        return self.remark.removeprefix(DOUBT).lstrip("：")

    def __str__(self) -> str:
        fields = f"{'?' * self.open}{self.word}\t{self.form}" + (f"\t{self.back}" if self.back else "")
        return fields + (f"  # {self.remark}" if self.remark else "")


def read_ledger(path: Path) -> tuple[str, tuple[Decision, ...]]:
    """The remarks that head the file, and its decisions. Raises ``BadData`` for lines of another form and words that stand twice."""
    name, head, found = f"data/editions/{path.name}", [], dict[str, Decision]()
    problems = []
    for number, line in enumerate(read_text(path, name).split("\n"), 1):
        if strange := odd(line.replace("\t", " ")):
            what, cure = "%(name)s stands in “%(words)s”.", "Delete it."
            problems.append(Problem.at(name, number, "", what, cure, name=strange.name, words=shown(line)))
            continue
        if not line.strip() or line.startswith("#"):
            head.append(line)
            continue
        entry = ENTRY.fullmatch(line)
        if not entry or len({len(part) for part in entry.group("word", "form", "back") if part}) > 1:
            what, cure = "This is no decision.", "Write word, tab, form, character for character; behind a # why."
            problems.append(Problem.at(name, number, shown(line.partition("\t")[0]), what, cure))
            continue
        word, form, back, remark = (part or "" for part in entry.group("word", "form", "back", "remark"))
        if word in found:
            what, cure = "The word stands twice.", "Keep one; the first is in line %(first)d."
            problems.append(Problem.at(name, number, word, what, cure, first=found[word].line))
        found[word] = Decision(number, bool(entry["open"]), word, form, back, remark)
    if problems:
        raise BadData(problems)
    while head and not head[-1]:
        head.pop()
    return "".join(f"{line}\n" for line in head), tuple(found.values())


def as_text(head: str, decisions: Iterable[Decision], undecided: Iterable[tuple[str, str]]) -> str:
    """The whole file: its head, the decisions in order, and among them the undecided words, marked by a question mark."""
    proposed = (Decision(0, True, word, form, "", "") for word, form in undecided)
    ordered = sorted([*decisions, *proposed], key=lambda decision: (len(decision.word) > 1, decision.word))
    return head + "".join(f"{decision}\n" for decision in ordered)
