"""A record in a few words, for those who point at a link to it."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.records.model import Indicator, Project, Target, Term
from planbook.text.links import Mention
from planbook.views.indicators import Indicators
from planbook.views.projects import Projects


@dataclass(frozen=True)
class Previews:
    """The previews of one edition."""

    indicators: Indicators
    projects: Projects

    def of(self, mention: Mention) -> str:
        """The preview of the record that a mention names."""
        record = getattr(self.projects.text.reading.records, mention.kind)[mention.id]
        words = self.projects.text.words
        match record:
            case Term():
                return str(record.meaning)
            case Target():
                values = self.indicators.values
                return words.pair(record.subject, words.bracketed(values.quantity(record), values.period(record)))
            case Project():
                place, state = self.projects.text.cited_place(record), self.projects.state(record.id)
                return f"{words.bracketed(record.name, place)} · {self.projects.labels['project state'][state]}"
            case Indicator():
                return words.pair(record.name, self.indicators.summary(record))
        raise TypeError(f"Nothing in the text leads to records of the kind {mention.kind}.")
