"""Every kind of record as a flat table: columns and their types from the vocabulary, rows from the same view as the pages.

A list of records within a record becomes a table of its own that names the record and counts from 1; a single one becomes
columns with its name in front; a list of words or ids becomes one column, with ``;`` between.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, NamedTuple

import pydantic
from pydantic import BaseModel

from planbook.editions.glossary import Entry
from planbook.opendata.columns import Column, Field, fields, value_at
from planbook.opendata.entries import Register, kind_of, resolved
from planbook.opendata.rows import BlockRow, BoxItemRow, CellRow, Common, GlossaryRow, MentionRow, ProgressRow, SectionRow
from planbook.opendata.vocabulary import COMPUTED, ComputedIndicator, Named, Status
from planbook.records.model import (
    RECORDS,
    Box,
    Change,
    Evidence,
    Finding,
    Indicator,
    Model,
    Node,
    Project,
    Record,
    References,
    Report,
    Snapshot,
    Target,
)
from planbook.text import shelves
from planbook.text.blocks import Block
from planbook.views.tables import Plain, as_csv
from planbook.views.view import View

LEFT_TO_BLOCKS = {"boxes": ("body", "table", "notes")}
"""Keys whose words are in the tables of blocks, items and cells."""
CHILDREN: dict[tuple[type[Record], str], str] = {
    (Indicator, "series"): "indicator-values", (Project, "capacity"): "project-capacities", (Report, "bears_on"): "report-bearings",
    (Finding, "readings"): "finding-readings", (Project, "evidence"): "project-evidence", (Target, "evidence"): "target-evidence",
    (Change, "verdicts"): "change-verdicts", (Snapshot, "targets"): "snapshot-targets",
    (Snapshot, "figures"): "snapshot-figures", (Snapshot, "projects"): "snapshot-projects",
}  # fmt: skip
"""Lists within records that have a table of their own, and its name."""
VALUE_EVIDENCE = "indicator-value-evidence"


@dataclass(frozen=True)
class Dataset:
    """A table of the open data. ``key``: the columns that tell one row from all others. ``record``: its kind, if rows are records."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Plain, ...], ...]
    record: type[Record] | None = None

    def csv(self) -> str:
        """The table as CSV: see ``tables``."""
        return as_csv((column.name for column in self.columns), self.rows)


class Part(NamedTuple):
    """One model that gives a row some of its columns: its fields with this name in front. A row may lack what is not required."""

    model: type[BaseModel]
    front: str = ""
    required: bool = True


Row = tuple[BaseModel | None, ...]


@dataclass(frozen=True)
class Tables:
    """The tables of one edition."""

    register: Register

    @cached_property
    def all(self) -> tuple[Dataset, ...]:
        """Every table: kinds of records in the order of the model, each followed by what is within it."""
        found = {kind_of(kind): [self._records(kind)] for kind in RECORDS}
        found["chapters"] += [self._sections(), self._blocks()]
        found["boxes"] += [self._items(), self._cells()]
        found["indicators"] += [self._values(), self._value_evidence()]
        found["targets"] += [self._progress()]
        for (kind, key), name in CHILDREN.items():
            if kind is not Indicator:
                found[kind.folder].append(self._children(kind, key, name))
        return (*(dataset for some in found.values() for dataset in some), self._mentions(), self._glossary())

    def _made(self, name: str, key: tuple[str, ...], parts: tuple[Part, ...], rows: Iterable[Row], drop: tuple[str, ...] = ()) -> Dataset:
        """A table whose rows have one model for each part; the last part, which all have, is where readers find it."""
        columns: dict[str, tuple[int, Field]] = {}
        for place, part in enumerate((*parts, Part(Common))):
            for found in fields(part.model, required=part.required):
                named = found._replace(column=found.column._replace(name=part.front + found.column.name))
                if place or found.path[0] not in drop:
                    columns.setdefault(named.column.name, (place, named))
        kept_rows = list(rows)
        used = [(place, item) for place, item in columns.values() if not item.rare or _is_used(item, place, kept_rows)]
        values = tuple(tuple(value_at(row[place], item.path) for place, item in used) for row in kept_rows)
        shown = (
            item.column._replace(required=all(row[number] is not None for row in values)) if item.rare else item.column
            for number, (_place, item) in enumerate(used)
        )
        return Dataset(name, key, tuple(shown), values)

    def _common(self, address: str) -> Common:
        edition = self.register.view.reading.edition
        return Common(address=address, edition=edition.id, language=edition.language)

    def _records(self, kind: type[Record]) -> Dataset:
        register, name = self.register, kind_of(kind)
        rows = ((record, register.computed_of(record), self._common(register.address(record))) for record in register.records(kind))
        dropped = LEFT_TO_BLOCKS.get(name, ())
        made = self._made(name, ("id",), (Part(kind), Part(COMPUTED[kind])), rows, dropped)
        return replace(made, record=kind)

    def _children(self, kind: type[Record], key: str, name: str) -> Dataset:
        """What stands in a list within records, a row each, with the record and the place in its list in front."""
        owner, inner = _singular(kind), _inner(kind, key)
        numbered = _numbered(kind)
        rows = (
            (numbered(**{owner: record.id}, number=number), item, self._common(self.register.address(record)))
            for record in self.register.records(kind)
            for number, item in enumerate(getattr(record, key), 1)
        )
        return self._made(name, (owner, "number"), (Part(numbered), Part(inner)), rows)

    def _values(self) -> Dataset:
        numbered, inner = _numbered(Indicator), _inner(Indicator, "series")
        rows = []
        for indicator in self.register.records(Indicator):
            found = self.register.computed_of(indicator)
            assert isinstance(found, ComputedIndicator)
            statuses = {item.number: item.status for item in found.statuses}
            common = self._common(self.register.address(indicator))
            for number, value in enumerate(resolved(indicator).series, 1):
                first = value.evidence[0]
                rows.append((numbered(indicator=indicator.id, number=number), value, statuses.get(number), first, common))
        parts = (Part(numbered), Part(inner), Part(Status, "status_", required=False), Part(Evidence, "place_"))
        return self._made(CHILDREN[Indicator, "series"], ("indicator", "number"), parts, rows)

    def _value_evidence(self) -> Dataset:
        numbered = _numbered(Indicator, ("value", "这个指标的第几个数值，从1数起"))
        rows = (
            (numbered(indicator=indicator.id, value=place, number=number), item, self._common(self.register.address(indicator)))
            for indicator in self.register.records(Indicator)
            for place, value in enumerate(indicator.series, 1)
            for number, item in enumerate(value.evidence, 1)
        )
        return self._made(VALUE_EVIDENCE, ("indicator", "value", "number"), (Part(numbered), Part(Evidence)), rows)

    def _sections(self) -> Dataset:
        register = self.register
        rows = (
            (
                SectionRow(id=id, chapter=chapter.id, number=section.number, title=section.title),
                register.named_section(id),
                self._common(register.where(id).address),
            )
            for chapter in register.view.reading.records.chapters.values()
            for section in chapter.sections
            for id in [register.view.text.section_id(chapter, section)]
        )
        return self._made("sections", ("id",), (Part(SectionRow), Part(Named)), rows)

    def _blocks(self) -> Dataset:
        found = enumerate(self.register.view.reading.blocks.values(), 1)
        rows = ((self._block(block, number), self._common(self.register.where(block.id).address)) for number, block in found)
        return self._made("blocks", ("id",), (Part(BlockRow),), rows)

    def _block(self, block: Block, number: int) -> BlockRow:
        view = self.register.view
        first, last = view.proof.lines.get(block.id, (None, None))
        return BlockRow(
            id=block.id, number=number, kind=block.kind, chapter=block.chapter or None, section=block.section or None,
            box=block.box or None, label=view.text.label(block.id),
            before=view.text.kicker(block.id) or None, lead=block.text[: block.lead] or None,
            text=block.text or None, first_line=first, last_line=last, to=block.to or None,
            level=block.level or None, description=block.description or None, picture=self.register.picture(block) or None,
            translation=self.register.translated(block),
        )  # fmt: skip

    def _items(self) -> Dataset:
        blocks = self.register.view.reading.blocks
        rows = []
        for box in self.register.records(Box):
            for node, parent in _nested(box):
                block = blocks[f"box-{box.id}-{node}"]
                item = BoxItemRow(
                    id=block.id, box=box.id, parent=f"box-{box.id}-{parent}" if parent else None, mark=block.mark or None,
                    lead=block.text[: block.lead] or None, text=block.text or None,
                )  # fmt: skip
                rows.append((item, self._common(self.register.where(block.id).address)))
        return self._made("box-items", ("id",), (Part(BoxItemRow),), rows)

    def _cells(self) -> Dataset:
        view = self.register.view
        rows = []
        for block in view.reading.blocks.values():
            for column, text in (block.cells or {}).items():
                if text:
                    indicator = view.links.rows.get(block.id)
                    cell = CellRow(row=block.id, column=column, box=block.box, name=block.text or None, indicator=indicator, text=text)
                    rows.append((cell, self._common(self.register.where(block.id).address)))
        return self._made("table-cells", ("row", "column"), (Part(CellRow),), rows)

    def _progress(self) -> Dataset:
        register, rows = self.register, []
        for row in register.view.targets.rows:
            value = row.value
            made = ProgressRow(
                key=row.key, target=row.target.id if row.target else None, indicator=row.indicator.id if row.indicator else None,
                subject=row.subject, measure=value.measure, bound=value.bound, value=value.value, high=getattr(value, "high", None),
                unit=row.unit or None, text=value.text, start=value.start, year=value.year, place=register.where(row.evidence[0].at),
                status=register.status(register.view.targets.progress(row)),
            )  # fmt: skip
            rows.append((made, register.named(row.target or row.indicator), self._common(register.root + row.address)))
        return self._made("progress", ("key",), (Part(ProgressRow), Part(Named)), rows)

    def _mentions(self) -> Dataset:
        register = self.register
        rows = (
            (MentionRow(block=block, kind=mention.kind, record=mention.id), self._common(register.where(block).address))
            for mention, blocks in sorted(register.view.links.blocks.items())
            for block in blocks
        )
        return self._made("mentions", ("block", "kind", "record"), (Part(MentionRow),), rows)

    def _glossary(self) -> Dataset:
        view, root = self.register.view, self.register.root + shelves.Shelf.GLOSSARY.path
        rows = ((_glossary_row(entry, view), self._common(f"{root}#{entry.id}")) for entry in view.said.entries)
        return self._made("glossary", ("id",), (Part(GlossaryRow),), rows)


def _glossary_row(entry: Entry, view: View) -> GlossaryRow:
    """An entry with the words of the first edition of each kind."""
    first = {edition.kind: edition.id for edition in reversed(view.records.editions.values())}
    own, converted, translated = view.reading.edition.id, first.get("converted", ""), first.get("translated", "")
    return GlossaryRow(
        id=entry.id, kinds=entry.kinds, original=entry.source, pinyin=entry.pinyin,  # type: ignore[arg-type]
        converted=entry.words.get(converted), translated=entry.words.get(translated), refused=entry.refused.get(translated, ()),
        note=entry.notes.get(translated), meaning=entry.meaning.get(own), source=entry.authority.get(own),
        record="/".join(entry.record) if entry.record else None, places=len(entry.blocks), blocks=entry.blocks,
    )  # fmt: skip


def _is_used(item: Field, place: int, rows: Iterable[Row]) -> bool:
    """Whether some row has something else in a rare field than usual."""
    return any(value_at(row[place], item.path) not in (None, item.usual) for row in rows)


def _singular(kind: type[Record]) -> str:
    return kind.folder.removesuffix("s")


def _inner(kind: type[Record], key: str) -> type[Model]:
    """The model of the items of a list within a record."""
    return typing.get_args(typing.get_type_hints(kind)[key])[0]  # type: ignore[no-any-return]


def _numbered(kind: type[Record], *between: tuple[str, str]) -> type[BaseModel]:
    """The model of the first columns of what is within a record: its id, the places of what is between, the own place."""
    owner = (Annotated[str, References(kind.folder)], pydantic.Field(description=f"所属的{kind.title_zh}"))
    numbers = {name: (int, pydantic.Field(ge=1, description=said)) for name, said in (*between, ("number", "第几项，从1数起"))}
    return pydantic.create_model("Numbered", **{_singular(kind): owner}, **numbers)  # type: ignore[call-overload, no-any-return]


def _nested(box: Box) -> Iterator[tuple[str, str]]:
    """The items of a box in the order of the text, each with the item that it stands below."""

    def below(nodes: Iterable[Node], parent: str) -> Iterator[tuple[str, str]]:
        for node in nodes:
            yield node.id, parent
            yield from below(node.items, node.id)

    return below(box.body, "")
