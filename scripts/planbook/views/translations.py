"""How far a translation is, part by part, and who read what: all counted when the site is made, nothing typed."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planbook.editions.reading_log import STATES, State
from planbook.editions.translation import Translation
from planbook.records.model import Edition

PLAN_TEXT = "text"
"""The part that holds the words of the plan; the others are called after their file: ``terms``, ``reports``."""


class Part(NamedTuple):
    """Messages that belong together, and how many of them are in which state."""

    name: str
    states: Counter[State]

    @property
    def total(self) -> int:
        """How many messages there are."""
        return self.states.total()


class Reader(NamedTuple):
    """Somebody, or a machine, who read messages against the plan: how many of those that stand as they were read, the newest day."""

    by: str
    kind: str
    messages: int
    day: datetime.date


@dataclass(frozen=True)
class TranslationFigures:
    """The figures of one translation."""

    translation: Translation

    @property
    def edition(self) -> Edition:
        """Whose words it has."""
        return self.translation.edition

    @cached_property
    def parts(self) -> list[Part]:
        """The words of the plan first, then the records by kind, in the order of their messages."""
        found: dict[str, Counter[State]] = defaultdict(Counter)
        for context, message in self.translation.messages.items():
            found[PLAN_TEXT if message.block else message.file][self.translation.state(context)] += 1
        return [Part(name, states) for name, states in found.items()]

    @property
    def whole(self) -> Part:
        """All messages."""
        return Part("", sum((part.states for part in self.parts), Counter()))

    @property
    def states(self) -> list[State]:
        """The states in which some message is."""
        counts = self.whole.states
        return [state for state in STATES if counts[state]]

    @cached_property
    def readers(self) -> list[Reader]:
        """Who read something that stands as it was read, who read most first."""
        read: dict[tuple[str, str], list[datetime.date]] = defaultdict(list)
        for context in self.translation.messages:
            for line in self.translation.read_by(context):
                read[line.by, line.kind].append(line.date)
        readers = (Reader(by, kind, len(days), max(days)) for (by, kind), days in read.items())
        return sorted(readers, key=lambda reader: (-reader.messages, reader.by))

    @property
    def read_by_people(self) -> int:
        """How many messages a person read."""
        return sum(reader.messages for reader in self.readers if reader.kind == "person")
