"""What later sources reported, and what the audit of the figures found, by the record that it bears on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from planbook.editions.labels import Labels
from planbook.editions.words import Words
from planbook.records.model import Bearing, Finding, FindingKind, Records, Report, Source
from planbook.text import addresses
from planbook.text.knowledge import is_earlier, told_of
from planbook.text.links import Links
from planbook.text.shelves import Shelf
from planbook.views.choices import Choice, counted
from planbook.views.values import at_prices, bounded


@dataclass(frozen=True)
class Reports:
    """The reported facts of one edition."""

    records: Records
    links: Links
    labels: Labels
    words: Words

    def quantity(self, report: Report) -> str:
        """The figure of a report with its bound and unit; empty where it has none."""
        if report.value is None:
            return ""
        return bounded(report.bound, self.words.quantity(report.value, report.unit or "", report.high), self.words)

    def prices(self, report: Report) -> str:
        """The prices at which the figure of a report is reckoned, in words; empty where its source does not tell."""
        return at_prices(report.prices, self.words)

    def grade(self, report: Report) -> str:
        """How far the source of a report can be relied on, in plain words behind the grade; only that it is a source where it has none."""
        grade = self.records.sources[report.source].grade
        if grade is None:
            return self.words.gettext("Source")
        said = self.words.gettext("grade %(grade)s source: %(what)s")
        return said % {"grade": grade, "what": self.labels["grade in short"][grade]}

    def on(self, kind: str, id: str) -> list[tuple[Report, Bearing]]:
        """The reports that bear on a record, and how, the earliest first."""
        reports = self.records.reports
        return [(reports[report], reports[report].bears_on[place]) for report, place in self.links.reported.get((kind, id), ())]

    def since(self, kind: str, id: str) -> list[tuple[Report, Bearing]]:
        """The reports on a record that tell of the time since the plan was issued."""
        return [pair for pair in self._by_day(kind, id) if not is_earlier(pair[0], self.records)]

    def before(self, kind: str, id: str) -> list[tuple[Report, Bearing]]:
        """The reports on a record that tell of the time before the plan was issued: from where it began, not what became of it."""
        return [pair for pair in self._by_day(kind, id) if is_earlier(pair[0], self.records)]

    def _by_day(self, kind: str, id: str) -> list[tuple[Report, Bearing]]:
        return sorted(self.on(kind, id), key=lambda pair: told_of(pair[0]))

    @cached_property
    def parts(self) -> dict[str, tuple[Source, list[Report]]]:
        """The reports by the part of the list on whose page they stand whole; none while the list is short."""
        parted = addresses.parts(Shelf.REPORTS, self.records)
        return {source.id: (source, reports) for source, reports in self.by_source if source.id in parted}

    @cached_property
    def by_source(self) -> list[tuple[Source, list[Report]]]:
        """All reports below their sources, by year."""
        found = [
            (source, sorted((r for r in self.records.reports.values() if r.source == source.id), key=lambda r: (r.year, r.id)))
            for source in self.records.sources.values()
        ]
        return [(source, reports) for source, reports in found if reports]

    @property
    def relations(self) -> list[Choice]:
        """The relations of all reports, to be chosen from."""
        return self.relations_of(self.records.reports.values())

    def relations_of(self, reports: Iterable[Report]) -> list[Choice]:
        """The relations of some reports, to be chosen from."""
        return counted(self.labels["relation"], Counter(word for report in reports for word in {b.relation for b in report.bears_on}))

    @property
    def sources(self) -> list[Choice]:
        """The sources of reports, to be chosen from."""
        return [Choice(source.id, source.title, len(reports)) for source, reports in self.by_source]


@dataclass(frozen=True)
class Audit:
    """The findings on the figures of the plan."""

    records: Records
    links: Links

    def on(self, kind: str, id: str) -> list[Finding]:
        """The findings that concern a record; the kind ``blocks`` stands for a block of the text."""
        return [self.records.findings[finding] for finding in self.links.findings.get((kind, id), ())]

    @property
    def by_kind(self) -> list[tuple[FindingKind, list[Finding]]]:
        """The findings below their kinds, in the order of the model."""
        found = self.records.findings.values()
        kinds = [(kind, [finding for finding in found if finding.kind == kind]) for kind in get_args(FindingKind)]
        return [(kind, findings) for kind, findings in kinds if findings]
