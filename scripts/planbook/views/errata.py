"""The errata of one edition, by what they are shown beside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from planbook.records.model import Confidence, Erratum, Evidence, Indicator, Value
from planbook.text.blocks import Span
from planbook.text.links import Mention
from planbook.views.targets import TargetRow
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

    def of_row(self, row: TargetRow) -> list[Erratum]:
        """Errata on what a target was read from: on its cells, and on the words of the text that set it."""
        mention = Mention("targets", row.target.id) if row.target else None
        spans = [(item.at, self.text.links.spans.get((item.at, mention), (0, 0))) for item in row.evidence if item.quote and mention]
        found = [self.text.reading.records.errata[span.erratum] for at, (start, end) in spans for span in self._between(at, start, end)]
        return [*self._of_cells(row.evidence), *found]

    def _between(self, at: str, start: int, end: int) -> list[Span]:
        return [span for span in self.text.block(at).spans if span.start < end and start < span.end]

    def of_indicator(self, indicator: Indicator) -> list[Erratum]:
        """Errata on the name by which the newest table lists an indicator."""
        return list(self.of_block(indicator.rows[-1])) if indicator.rows else []

    def of_value(self, value: Value) -> list[Erratum]:
        """Errata on the table cells that a value was read from."""
        return self._of_cells(value.evidence)

    def _of_cells(self, evidence: tuple[Evidence, ...]) -> list[Erratum]:
        return [e for item in evidence for e in self.text.block(item.at).cell_errata if item.column and e.column == item.column]
