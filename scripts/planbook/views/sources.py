"""The sources by how far they can be relied on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple, get_args

from planbook.records.model import Grade, Records


class Graded(NamedTuple):
    """A grade, how many sources have it, how many facts rest on them."""

    grade: Grade
    sources: int
    facts: int


@dataclass(frozen=True)
class Sources:
    """The sources of one edition."""

    records: Records

    @property
    def grades(self) -> list[Graded]:
        """Every grade that a source has, the best first."""
        sources = Counter(source.grade for source in self.records.sources.values())
        facts = Counter(self.records.sources[report.source].grade for report in self.records.reports.values())
        return [Graded(grade, sources[grade], facts[grade]) for grade in get_args(Grade) if sources[grade]]
