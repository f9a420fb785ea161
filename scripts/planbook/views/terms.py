"""The terms that the editors explain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from planbook.records.model import Term
from planbook.text.links import Mention
from planbook.views.text import PlanText


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


def _letters(term: Term) -> tuple[str, str]:
    """What a term is sorted by: its letters and figures, whatever their case, without marks."""
    return re.sub(r"\W+", " ", term.name).strip().casefold(), term.id
