"""The errata of one edition, by what they are shown beside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from planbook.records.model import Confidence, Erratum, Value
from planbook.views.text import PlanText


@dataclass(frozen=True)
class Errata:
    """All errata."""

    text: PlanText

    @cached_property
    def by_confidence(self) -> list[tuple[Confidence, list[Erratum]]]:
        """All errata in the order of the text, the certain ones first."""
        order = self.text.order
        errata = sorted(self.text.reading.records.errata.values(), key=lambda e: (order[e.at], e.id))
        levels = [(level, [e for e in errata if e.confidence == level]) for level in get_args(Confidence)]
        return [(level, some) for level, some in levels if some]

    def of_block(self, id: str) -> tuple[Erratum, ...]:
        """Errata that concern a block as a whole: lost headings, false paragraph breaks."""
        return tuple(erratum for erratum in self.text.block(id).cell_errata if not erratum.column)

    def tip(self, erratum: Erratum) -> tuple[str, str]:
        """What the mark of an erratum says, and its language where it is not that of the page.

        A translation says only what was received: no attribute can hold two languages.
        """
        reading = self.text.reading
        received = erratum.received and self.text.words.gettext("Received: %(words)s.") % {"words": erratum.received}
        if reading.translation is None:
            return received + erratum.reason, ""
        return (erratum.received, reading.translation.language) if erratum.received else (str(erratum.reason), "")

    def note(self, erratum: Erratum) -> str:
        """How the words are read, or what was received, in a few words for the margin; empty where there are no words to show.

        A translation shows none: no attribute can hold two languages.
        """
        if self.text.reading.translation is not None:
            return ""
        _ = self.text.words.gettext
        if erratum.confidence == "certain":
            return _("Received: %(words)s.") % {"words": erratum.received} if erratum.received else ""
        return _("Perhaps %(words)s.") % {"words": erratum.read} if erratum.read else ""

    def of_value(self, value: Value) -> list[Erratum]:
        """Errata on the table cells that a value was read from."""
        return [e for item in value.evidence for e in self.text.block(item.at).cell_errata if item.column and e.column == item.column]
