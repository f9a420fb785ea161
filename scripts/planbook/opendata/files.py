"""All files of the open data of one edition, by their name below the page on the data, and what that page tells of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planbook.opendata import catalogue, tbx
from planbook.opendata.columns import Column
from planbook.opendata.datasets import Dataset, Tables
from planbook.opendata.digests import listed
from planbook.opendata.entries import Register, kind_of
from planbook.records.model import RECORDS, Edition, Snapshot
from planbook.text.shelves import Shelf

SUMS = "SHA256SUMS"


class File(NamedTuple):
    """A file: its address from the page on the data, its size in bytes, its digest."""

    address: str
    size: int
    sha256: str


@dataclass(frozen=True)
class OpenData:
    """The open data of one edition."""

    register: Register

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """Every table."""
        return Tables(self.register).all

    @cached_property
    def files(self) -> dict[str, str]:
        """Every file by its name below ``v1/``: tables, lists of records, what describes them, and their digests last."""
        made = {f"{table.name}.csv": table.csv() for table in self.datasets}
        made[tbx.NAME] = tbx.tbx(self.register.view, self.register.root)
        package = catalogue.package(self.register, self.datasets, self.titles, made)
        made |= {f"{kind_of(kind)}.json": self.register.shelf(kind) for kind in RECORDS}
        made |= {f"snapshots/{snapshot.id}.json": self.register.alone(snapshot) for snapshot in self.register.records(Snapshot)}
        made[catalogue.PACKAGE] = catalogue.as_json(package)
        made[catalogue.API] = catalogue.as_json(catalogue.api(self.register, self.datasets, self.titles))
        return made | {SUMS: listed({name: _digest(content) for name, content in sorted(made.items())})}

    def file(self, name: str) -> File:
        """What there is to say of a file."""
        content = self.files[name]
        return File(f"{catalogue.FOLDER}/{name}", len(content.encode()), _digest(content))

    @property
    def addresses(self) -> list[tuple[Edition, str]]:
        """Where the files of each edition stand."""
        editions = self.register.view.reading.records.editions.values()
        return [(edition, f"{self.register.address(edition)}{Shelf.DATA.path}{catalogue.FOLDER}/") for edition in editions]

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self.files

    @property
    def guarded(self) -> str:
        """Which words of a CSV have a sign before them that is not theirs, in the script of the edition."""
        return self.register.view.reading.convert(catalogue.GUARDED)

    def description(self, column: Column) -> str:
        """What a column holds, in the script of the edition."""
        said = f"{column.description}（{catalogue.items_are_parted(column)}）" if column.items else column.description
        return self.register.view.reading.convert(said)

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each table is called."""
        _ = self.register.view.words.gettext
        return {
            "plan": _("Name and dates of the plan"),
            "chapters": _("Chapters"), "sections": _("Sections"), "blocks": _("Paragraphs, items and rows"),
            "boxes": _("Boxes"), "box-items": _("Items of boxes"), "table-cells": _("Cells of tables"), "indicators": _("Indicators"),
            "indicator-values": _("Values of indicators"), "indicator-value-evidence": _("Where the values stand"),
            "projects": _("Projects"), "project-capacities": _("Capacities of projects"),
            "project-evidence": _("Where the projects stand"), "targets": _("Targets"),
            "progress": _("Outcome of every target"), "target-evidence": _("Where the targets stand"), "terms": _("Terms"),
            "reports": _("Later reports"), "report-bearings": _("What reports bear on"), "findings": _("Audit"),
            "finding-readings": _("Figures of the audit"), "aliases": _("Words that readers search for"),
            "changes": _("Changes of the data"), "snapshots": _("What was known on a day"), "change-verdicts": _("Verdicts that changed"),
            "snapshot-targets": _("Verdicts as they were known"), "snapshot-figures": _("Newest figures as they were known"),
            "snapshot-projects": _("Stages of projects as they were known"),
            "redirects": _("Moved addresses"), "places": _("Places"),
            "fields": _("Fields"), "errata": _("Errata"), "sources": _("Sources"), "editions": _("Editions"),
            "mentions": _("Where the plan mentions a record"), "glossary": _("Glossary"),
        }  # fmt: skip


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
