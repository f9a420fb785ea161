"""The conversion ledger of an edition: for every character that could be written in several ways, the words in which somebody decided.

A line of the file names a word of the plan's script and the same word as the edition must write it. The longest word that covers a
character decides; the converter is held against it, and neither knows the other. A word of one character decides wherever no longer
word does. So the words are as short as they can be, and prose may change as long as it uses words that are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from planbook.editions.conversion import SIMPLIFIED, Depth
from planbook.editions.decisions import Decision
from planbook.editions.passages import Passage
from planbook.editions.variants import FORMS
from planbook.records.model import Edition
from planbook.records.problem import Problem

DEPTHS: tuple[Depth, ...] = ("dictionary", "phrases", "characters")


@dataclass
class Use:
    """What a decision did: one of its characters, the form it takes, how often, where first, in which words, by what."""

    decision: Decision
    character: str
    form: str
    first: Passage
    times: int = 0
    contexts: Counter[str] = field(default_factory=Counter)
    depths: Counter[Depth] = field(default_factory=Counter)


class Row(NamedTuple):
    """A character and one of the forms that it takes, the forms that it does not take there, and the decisions that say so."""

    character: str
    form: str
    others: str
    uses: tuple[Use, ...]

    @property
    def times(self) -> int:
        """How often the character is written so."""
        return sum(use.times for use in self.uses)

    @property
    def doubtful(self) -> bool:
        """Whether one of the decisions could have been another."""
        return any(use.decision.doubtful for use in self.uses)

    @property
    def by(self) -> list[tuple[Depth, list[Use]]]:
        """Each depth of the conversion with the decisions that need it, the most frequent first."""
        found = [(depth, sorted(self.uses, key=lambda use: (-use.depths[depth], use.decision.word))) for depth in DEPTHS]
        return [(depth, some) for depth, uses in found if (some := [use for use in uses if use.depths[depth]])]


class Totals(NamedTuple):
    """How many characters were decided, in how many places, by how many decisions, and how many of these are doubtful."""

    characters: int
    places: int
    decisions: int
    doubtful: int


class Converted(NamedTuple):
    """A passage, and what each depth of the conversion makes of it."""

    passage: Passage
    forms: dict[Depth, str]


class Heard(NamedTuple):
    """A character of a passage, and the decision that demands a form of it."""

    converted: Converted
    place: int
    decision: Decision
    form: str


@dataclass(frozen=True)
class Ledger:
    """The ledger of one edition, held against all passages. ``undecided`` are words as the converter writes them now.

    ``one_way`` are the decisions whose way back does not lead to the plan's script.
    """

    edition: Edition
    heard: tuple[Heard, ...]
    one_way: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    undecided: tuple[tuple[str, str], ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every character with every form that it takes, in order of their frequency."""
        groups: dict[tuple[str, str], list[Use]] = defaultdict(list)
        for use in _uses(self.heard):
            groups[use.character, use.form].append(use)
        found = (Row(*key, "".join(f for f in forms(key[0], self.edition) if f != key[1]), tuple(uses)) for key, uses in groups.items())
        return tuple(sorted(found, key=lambda row: (-row.times, row.character, row.form)))

    @property
    def totals(self) -> Totals:
        """How much was decided."""
        decisions = {use.decision for row in self.rows for use in row.uses}
        doubtful = {use.decision for row in self.rows for use in row.uses if use.decision.doubtful}
        return Totals(len({row.character for row in self.rows}), sum(row.times for row in self.rows), len(decisions), len(doubtful))


def _uses(heard: Iterable[Heard]) -> Iterable[Use]:
    uses: dict[tuple[Decision, str, str], Use] = {}
    for (passage, made), place, decision, form in heard:
        key = decision, passage.text[place], form
        use = uses.setdefault(key, Use(*key, passage))
        use.times += 1
        use.contexts[around(made["dictionary"], place)] += 1
        now, without, alone = made["dictionary"][place], made["phrases"][place], made["characters"][place]
        use.depths["dictionary" if now != without else "phrases" if without != alone else "characters"] += 1
    return uses.values()


def around(text: str, place: int) -> str:
    """A character with its neighbours, as far as they are Han."""
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return "".join(c for c in before if _is_han(c)) + text[place] + "".join(c for c in after if _is_han(c))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def forms(character: str, edition: Edition) -> tuple[str, ...]:
    """What a character may become in an edition: the forms that OpenCC knows, as the edition writes them. In Simplified it is one."""
    if edition.language == SIMPLIFIED:
        return (character,)
    return tuple(dict.fromkeys(edition.characters.get(form, form) for form in FORMS[character]))
