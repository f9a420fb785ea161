"""The terms that the editors explain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from planbook.records.model import Term
from planbook.text import addresses
from planbook.text.links import Mention
from planbook.text.shelves import Shelf
from planbook.views.text import PlanText


class TermGroup(NamedTuple):
    """Terms that stand together below a heading. It has no address: editions group them by chapter or by letter."""

    name: str
    terms: list[Term]


@dataclass(frozen=True)
class Terms:
    """The terms of one edition."""

    text: PlanText

    def uses(self, term: Term) -> tuple[str, ...]:
        """The blocks that use a term, in the order of the text."""
        return self.text.links.blocks.get(Mention("terms", term.id), ())

    @cached_property
    def all(self) -> list[Term]:
        """All terms in the order in which the text first uses them; in a language with an alphabet, in its order."""
        if not self.text.words.wide:
            return sorted(self.text.reading.records.terms.values(), key=_letters)
        order = self.text.order

        def first(term: Term) -> tuple[int, str]:
            uses = self.uses(term)
            return (order[uses[0]] if uses else len(order), term.id)

        return sorted(self.text.reading.records.terms.values(), key=first)

    @property
    def groups(self) -> list[TermGroup]:
        """All terms in their order, by the chapter that first uses them; in a language with an alphabet, by their first letter."""
        parts = ((key, list(some)) for key, some in groupby(self.all, self._chapter if self.text.words.wide else _initial))
        return [TermGroup(self._heading(key), some) for key, some in parts]

    @cached_property
    def parts(self) -> dict[str, TermGroup]:
        """The terms by the part of the list on whose page they stand whole, the same in every edition; none while the list is short."""
        name = self.text.words.gettext("In the preface, in names and tables")
        found = {
            part: TermGroup(name if part == addresses.OTHER else self.text.numbered(part), [])
            for part in addresses.parts(Shelf.TERMS, self.text.reading.records)
        }
        for term in self.all if found else ():
            found[self.part(term)].terms.append(term)
        return found

    def part(self, term: Term) -> str:
        """The part of the list that has a term whole."""
        chapter = self._chapter(term)
        return chapter if chapter in self.text.reading.records.chapters else addresses.OTHER

    def _chapter(self, term: Term) -> str:
        """The chapter that first uses a term; ``front``, ``closing`` for what is around them, ``names`` where no block has it as a word."""
        uses = self.uses(term)
        if not uses:
            return "names"
        return self.text.block(uses[0]).chapter or ("front" if uses[0].startswith("front") else "closing")

    def _heading(self, key: str) -> str:
        if not self.text.words.wide:
            return key.upper()
        _ = self.text.words.gettext
        outside = {"front": _("Preface"), "closing": _("Closing lines"), "names": _("In names and tables")}
        return outside.get(key) or self.text.numbered(key)


def initial(letters: str) -> str:
    """The first of the letters that something is sorted by; ``0–9`` for a figure."""
    return "0–9" if letters[:1].isdigit() else letters[:1]


def _initial(term: Term) -> str:
    return initial(_letters(term)[0])


def _letters(term: Term) -> tuple[str, str]:
    """What a term is sorted by: its letters and figures, whatever their case, without marks."""
    return re.sub(r"\W+", " ", term.name).strip().casefold(), term.id
