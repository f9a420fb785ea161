"""What records are called in the plan's own words and in English, and how far the English is: told beside the name in every edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planbook.editions.foreign import prose
from planbook.editions.messages import context_of
from planbook.editions.notation import parse
from planbook.editions.reading_log import STATES, State
from planbook.editions.translation import MACHINE, Translation
from planbook.records.model import Box, Chapter, Plan, Record

KEYS = {
    "plan": "title", "chapters": "title", "boxes": "title", "indicators": "name", "projects": "name", "targets": "subject",
    "terms": "name", "findings": "title", "places": "name", "fields": "name", "sources": "title", "changes": "title",
}  # fmt: skip
"""The kinds of records that are called by a name, and the key that has it."""


class Rendering(NamedTuple):
    """How far a translation is. ``read_by``: who read it against the plan, the name of a person or ``machine``."""

    state: State
    read_by: tuple[str, ...]


class Name(NamedTuple):
    """A name. One without a Chinese word is alike in both languages, and nothing was translated."""

    own: str
    english: str | None
    rendering: Rendering | None = None


@dataclass(frozen=True)
class Names:
    """The names of one plan in the words of its translation into English."""

    translation: Translation

    def of(self, record: Record) -> Name | None:
        """What a record is called; None for one that has no name."""
        kind = "plan" if isinstance(record, Plan) else record.folder
        if kind not in KEYS:
            return None
        words = getattr(record, KEYS[kind])
        match record:
            case Chapter():
                return self.of_block(record.id, words)
            case Box():
                return self.of_block(f"box-{record.id}", words)
        return self._at(context_of(record, (KEYS[kind],)), words)

    def of_block(self, id: str, words: str) -> Name:
        """What a chapter, a section or a box is called, by its block; ``words`` is its title in the edition."""
        found = self._at(id, words)
        said = self.translation.words(id)
        return found._replace(english=parse(said).text) if said else found

    def rendering(self, *contexts: str) -> Rendering | None:
        """How far some messages are that belong together: as far as the one that is least so; None where nothing is translated."""
        known = [context for context in contexts if context in self.translation.messages]
        if not known:
            return None
        states = map(self.translation.state, known)
        read = [one for context in known for one in self.translation.read_by(context)]
        return Rendering(min(states, key=STATES.index), tuple(dict.fromkeys(MACHINE if one.kind == MACHINE else one.by for one in read)))

    def _at(self, context: str, words: str) -> Name:
        """``words`` are those of the edition: what is no message is the same in every language."""
        message = self.translation.messages.get(context)
        if message is None:
            return Name(str(words), str(words))
        said = self.translation.words(context)
        return Name(message.text, str(prose(said, self.translation.language)) if said else None, self.rendering(context))
