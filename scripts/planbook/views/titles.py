"""What a record is called: the only place that says so, for pages, books, feeds and files alike."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.records.model import (
    Box,
    Change,
    Chapter,
    Erratum,
    Finding,
    Indicator,
    Place,
    PolicyField,
    Project,
    Record,
    Report,
    Source,
    Target,
    Term,
)  # fmt: skip
from planbook.views.text import PlanText


@dataclass(frozen=True)
class Titles:
    """The titles of the records of one edition."""

    text: PlanText

    def of(self, record: Record) -> str:
        """The title of a record of the plan; those of chapters and boxes begin with their printed number.

        Targets are called by their subject, reports by their fact, errata by their place. Raises ``TypeError`` for a kind of record that
        readers never meet by name.
        """
        match record:
            case Chapter():
                return self.text.numbered(record.id)
            case Box():
                return self.text.numbered(f"box-{record.id}")
            case Indicator() | Project() | Term() | Place() | PolicyField():
                return record.name
            case Finding() | Source() | Change():
                return record.title
            case Target():
                return record.subject
            case Report():
                return record.fact
            case Erratum():
                return self.text.label(record.at)
        raise TypeError(f"Records of the kind {type(record).__name__} have no title.")

    def of_id(self, kind: str, id: str) -> str:
        """The title of a record by its kind and its id."""
        return self.of(getattr(self.text.reading.records, kind)[id])

    def of_fields(self, record: Indicator | Project | Target | None) -> list[str]:
        """The names of the fields of a record."""
        return [self.text.reading.records.fields[id].name for id in record.fields] if record else []
