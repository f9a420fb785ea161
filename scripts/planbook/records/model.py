"""The vocabulary: one class per kind of record, and nothing else states it.

The loader refuses what is not written here; the data guide and the JSON Schemas are made from it; an edition converts
exactly the fields typed ``Text``. Descriptions are in Chinese because editors read them in the guide and in their editor.
The classes stand in ``text_layer``, ``reading_layer`` and ``site_layer``, what they are made of in ``base``; others take them from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planbook.records.base import (
    Basis,
    BlockRef,
    Bound,
    BoxRef,
    ChangeKind,
    ChapterRef,
    Character,
    Confidence,
    EditionKind,
    ErratumKind,
    ErratumRef,
    Extent,
    FieldRef,
    FindingKind,
    FindingRef,
    Grade,
    Holder,
    Id,
    IndicatorRef,
    Kind,
    Measure,
    Model,
    Nature,
    Need,
    Outcome,
    PageAddress,
    PagePath,
    PlaceRef,
    ProjectNature,
    ProjectRef,
    Quoted,
    Record,
    References,
    Relation,
    ReportRef,
    Sha256,
    SourceRef,
    TargetRef,
    TermRef,
    Text,
    Url,
    Year,
)
from planbook.records.reading_layer import (
    Bearing,
    Capacity,
    Due,
    Erratum,
    Evidence,
    FigureReading,
    Finding,
    Indicator,
    Judgement,
    Place,
    PolicyField,
    Project,
    Report,
    Target,
    Term,
    Value,
)
from planbook.records.site_layer import (
    Change,
    Edition,
    KnownFigure,
    KnownProject,
    KnownTarget,
    Redirect,
    SearchAlias,
    Snapshot,
    Source,
    VerdictChange,
)
from planbook.records.text_layer import (
    Box,
    BoxPlacement,
    Chapter,
    Footnote,
    HeadCell,
    Headings,
    Node,
    Paragraph,
    Part,
    Picture,
    Plan,
    Row,
    Section,
    SectionPart,
    Table,
)

__all__ = [
    "RECORDS",
    "Basis",
    "Bearing",
    "BlockRef",
    "Bound",
    "Box",
    "BoxPlacement",
    "BoxRef",
    "Capacity",
    "Change",
    "ChangeKind",
    "Chapter",
    "ChapterRef",
    "Character",
    "Confidence",
    "Due",
    "Edition",
    "EditionKind",
    "Erratum",
    "ErratumKind",
    "ErratumRef",
    "Evidence",
    "Extent",
    "FieldRef",
    "FigureReading",
    "Finding",
    "FindingKind",
    "FindingRef",
    "Footnote",
    "Grade",
    "HeadCell",
    "Headings",
    "Holder",
    "Id",
    "Indicator",
    "IndicatorRef",
    "Judgement",
    "Kind",
    "KnownFigure",
    "KnownProject",
    "KnownTarget",
    "Measure",
    "Model",
    "Nature",
    "Need",
    "Node",
    "Outcome",
    "PageAddress",
    "PagePath",
    "Paragraph",
    "Part",
    "Picture",
    "Place",
    "PlaceRef",
    "Plan",
    "PolicyField",
    "Project",
    "ProjectNature",
    "ProjectRef",
    "Quoted",
    "Record",
    "Records",
    "Redirect",
    "References",
    "Relation",
    "Report",
    "ReportRef",
    "Row",
    "SearchAlias",
    "Section",
    "SectionPart",
    "Sha256",
    "Snapshot",
    "Source",
    "SourceRef",
    "Table",
    "Target",
    "TargetRef",
    "Term",
    "TermRef",
    "Text",
    "Url",
    "Value",
    "VerdictChange",
    "Year",
]  # fmt: skip

RECORDS: tuple[type[Record], ...] = (
    Plan, Chapter, Box, Indicator, Project, Target, Term, Report, Finding, SearchAlias, Place, PolicyField, Erratum, Source,
    Change, Snapshot, Redirect, Edition,
)  # fmt: skip


@dataclass(frozen=True)
class Records:
    """Everything that ``data/`` says, one mapping from id to record for each kind, in the order readers meet them."""

    plan: Plan
    chapters: dict[str, Chapter]
    boxes: dict[str, Box]
    indicators: dict[str, Indicator]
    projects: dict[str, Project]
    targets: dict[str, Target]
    terms: dict[str, Term]
    reports: dict[str, Report]
    findings: dict[str, Finding]
    aliases: dict[str, SearchAlias]
    places: dict[str, Place]
    fields: dict[str, PolicyField]
    errata: dict[str, Erratum]
    sources: dict[str, Source]
    changes: dict[str, Change]
    snapshots: dict[str, Snapshot]
    redirects: dict[str, Redirect]
    editions: dict[str, Edition]

    @property
    def original(self) -> Edition:
        """The edition in the plan's own words, which is the first."""
        return next(iter(self.editions.values()))

    def everything(self) -> Iterator[Record]:
        """Every record of every kind."""
        yield self.plan
        for kind in RECORDS:
            if kind is not Plan:
                yield from getattr(self, kind.folder).values()
