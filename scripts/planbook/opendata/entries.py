"""Every record as programs read it: the record itself, what is worked out for it, where its page stands, as JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from planbook.editions.citations import cite
from planbook.editions.names import Name, Rendering
from planbook.opendata.vocabulary import (
    COMPUTED,
    FORMAT,
    BlockText,
    Citations,
    Computed,
    Entry,
    Named,
    NewestFigure,
    Page,
    Reported,
    Shelf,
    Status,
    Translated,
    ValueStatus,
    Where,
)  # fmt: skip
from planbook.records.model import (
    Box,
    Chapter,
    Edition,
    Erratum,
    Finding,
    Indicator,
    Place,
    Plan,
    PolicyField,
    Project,
    Record,
    Redirect,
    Report,
    Source,
    Target,
    Term,
    Value,
)  # fmt: skip
from planbook.text import addresses, shelves
from planbook.text.blocks import Block
from planbook.text.figures import unit_of
from planbook.text.links import Mention
from planbook.text.newest_figures import newest_of
from planbook.text.verdicts import Progress
from planbook.views import licences
from planbook.views.topics import Topic, topics
from planbook.views.view import View

K = TypeVar("K", bound=Record)
SHARES = Decimal("0.0001")
"""Decimals of a share that is worked out."""


def kind_of(record: Record | type[Record]) -> str:
    """What a kind of record is called in addresses and files: ``projects``; ``plan`` for the plan itself."""
    return "plan" if record.folder == Plan.folder else record.folder


@dataclass(frozen=True)
class Register:
    """All records of one edition as programs read them. ``root`` is the full address of the edition."""

    view: View
    root: str = ""
    _computed: dict[tuple[type[Record], str], Computed] = field(default_factory=dict)

    # --- addresses ------------------------------------------------------------------------------------------------------

    def address(self, record: Record) -> str:
        """The full address of the page, or of the place on a page, where readers find the record."""
        kind = kind_of(record)
        if kind == "plan":
            return self.root + shelves.Shelf.CHAPTERS.path
        if kind == "snapshots":
            return f"{self.root}{shelves.Shelf.CHANGES.path}#snapshots"
        if kind == "aliases":
            return self.root + shelves.Shelf.SEARCH.path
        if isinstance(record, Redirect):
            return self.root + record.new
        if isinstance(record, Edition):
            own, other = (addresses.of_edition(edition) for edition in (self.view.reading.edition, record))
            return self.root.removesuffix(own) + other
        return self.root + addresses.of_record(kind, record.id)

    def where(self, block: str) -> Where:
        """A place of the plan."""
        found = self.view.text.block(block)
        address = addresses.of_block(found)
        if found.kind in ("plan", "head"):  # these have no anchor of their own
            address = address.partition("#")[0]
        return Where(block=block, label=self.view.text.label(found.id), address=self.root + address)

    def place(self, record: Record) -> str | None:
        """The block in which a record has its place, the first of several."""
        if isinstance(record, Chapter):
            return record.id
        if isinstance(record, Box):
            return f"box-{record.id}"
        if isinstance(record, Indicator | Project | Target):
            return self.view.text.place_of(record)
        if isinstance(record, Erratum):
            return record.at
        if isinstance(record, Finding):
            return next((reading.evidence.at for reading in record.readings if reading.evidence), None)
        if isinstance(record, Report):
            return next((bearing.block for bearing in record.bears_on if bearing.block), None)
        if isinstance(record, Term) and record.defined:
            return record.defined.at
        return next(iter(self._mentions(record)), None)

    def _mentions(self, record: Record) -> tuple[str, ...]:
        return self.view.links.blocks.get(Mention(record.folder, record.id), ())  # type: ignore[arg-type]

    # --- what is worked out -----------------------------------------------------------------------------------------------

    def computed_of(self, record: Record) -> Computed:
        """What is worked out for a record: worked out once, for several files tell it."""
        key = type(record), record.id
        if key not in self._computed:
            self._computed[key] = self.computed(record)
        return self._computed[key]

    def computed(self, record: Record) -> Computed:
        """What is worked out for a record, from the same view that the pages are made of."""
        kind, place, model = kind_of(record), self.place(record), COMPUTED[type(record)]
        common: dict[str, Any] = {
            "place": self.where(place) if place else None,
            "mentions": tuple(map(self.where, self._mentions(record))),
            "reported": tuple(
                Reported(report=report.id, relation=bearing.relation, caveat=bearing.caveat)
                for report, bearing in self.view.reports.on(kind, record.id)
            ),
            "findings": tuple(finding.id for finding in self.view.audit.on(kind, record.id)),
        }
        own = {name: value for name, value in common.items() if name in model.model_fields}
        names = dict(self.named(record)) if issubclass(model, Named) else {}
        return model(**own, **names, **self._own(record))

    def named(self, record: Record | None) -> Named:
        """What a record is called in Chinese and in English; nothing where there is no English."""
        names = self.view.reading.names
        return self._told(names.of(record) if names and record else None)

    def named_section(self, id: str) -> Named:
        """What a section is called in Chinese and in English; nothing where there is no English."""
        names = self.view.reading.names
        return self._told(names.of_block(id, self.view.text.block(id).text) if names else None)

    def _told(self, name: Name | None) -> Named:
        """The Chinese is in the script of the edition."""
        if name is None:
            return Named()
        reading = self.view.reading
        own = name.own if reading.translation else reading.convert(name.own)
        return Named(name_zh=own, name_en=name.english, translation=_translated(name.rendering))

    def picture(self, block: Block) -> str:
        """The full address of the file of a picture of the plan; empty for what has none."""
        path = self.view.plan_pictures.of(block.id).path
        return self.root + path if path else ""

    def translated(self, block: Block) -> Translated | None:
        """How far the words of a block are translated into English; nothing where they are not."""
        names = self.view.reading.names
        return _translated(names.rendering(f"{block.id}#lead", block.id)) if names else None

    def _own(self, record: Record) -> dict[str, Any]:
        """What only this kind of record has, by the name of the field."""
        view = self.view
        if isinstance(record, Plan | Chapter | Box):
            return {"blocks": tuple(map(self._block, self._blocks(record)))}
        if isinstance(record, Indicator):
            return {
                "statuses": tuple(ValueStatus(number=n, status=self.status(found)) for n, found in self.statuses(record).items()),
                "targets": view.links.targets_of_indicator.get(record.id, ()),
                **self._newest(record),
            }
        if isinstance(record, Project):
            stage, families = view.projects.stage(record.id), view.projects.families
            return {
                "state": stage.state, "of_a_part": stage.of_a_part, "stage_reports": tuple(report.id for report, _bearing in stage.reports),
                "family": families.kind(record.id), "whole": families.whole_of.get(record.id),
                "targets": view.links.targets_of_project.get(record.id, ()),
                "connected": view.links.related.get(record.id, ()), "kin": view.links.kin[record.id],
            }  # fmt: skip
        if isinstance(record, Target):
            return {"status": self.status(view.targets.progress_of(record.id))}
        if isinstance(record, Source):
            return {"reports": tuple(report.id for report in view.reading.records.reports.values() if report.source == record.id)}
        return self._topic(record) if isinstance(record, Place | PolicyField) else {}

    def _newest(self, indicator: Indicator) -> dict[str, Any]:
        records = self.view.records
        found = newest_of(indicator, records, self.view.links)
        figures = tuple(
            NewestFigure(
                report=report.id, measure=report.measure, year=report.year, value=report.value, unit=report.unit,  # type: ignore[arg-type]
                bound=report.bound, provisional=report.provisional, grade=records.sources[report.source].grade,
            )
            for report, _bearing in found.figures
        )  # fmt: skip
        return {"answer": found.answer, "newest": figures, "province": tuple(report.id for report in found.wider)}

    def _topic(self, record: Place | PolicyField) -> dict[str, Any]:
        topic = self._topics[record.folder][record.id]
        return {
            "indicators": tuple(indicator.id for indicator in topic.indicators),
            "targets": tuple(row.target.id for row in topic.targets if row.target),
            "projects": tuple(project.id for project in topic.projects),
            "reports": tuple(report.id for report in topic.reports),
        }

    @cached_property
    def _topics(self) -> dict[str, dict[str, Topic]]:
        return {kind: {topic.record.id: topic for topic in topics(kind, self.view)} for kind in ("places", "fields")}

    def statuses(self, indicator: Indicator) -> dict[int, Progress]:
        """What became of the target values of an indicator, by the number of the value, counted from 1."""
        places = {id(value): number for number, value in enumerate(indicator.series, 1)}
        rows = [row for row in self.view.targets.of_indicator(indicator) if row.indicator]
        return {places[id(row.value)]: self.view.targets.progress(row) for row in rows}

    @staticmethod
    def status(progress: Progress) -> Status:
        """An outcome with what it was computed from; shares are cut to four decimals."""
        way, time = (None if share is None else share.quantize(SHARES) for share in (progress.way, progress.time))
        baseline = progress.baseline
        return Status(
            outcome=progress.outcome, rule=progress.rule, way=way, time=time, baseline=baseline.value if baseline else None,
            baseline_year=baseline.year if baseline else None, met_at_start=progress.met_at_start,
            reports=tuple(report.id for report, _bearing in progress.reports), reason=progress.reason or None,
            interim=progress.interim, newest=progress.newest, provisional=progress.provisional,
        )  # fmt: skip

    def _blocks(self, record: Plan | Chapter | Box) -> Iterable[Block]:
        """The blocks that a page of the text shows: a chapter with its boxes, a box, or what stands around the chapters."""
        found = (block for block in self.view.reading.blocks.values() if block.kind != "head")
        if isinstance(record, Box):
            return (block for block in found if block.box == record.id)
        return (block for block in found if block.chapter == (record.id if isinstance(record, Chapter) else ""))

    def _block(self, block: Block) -> BlockText:
        where = self.where(block.id)
        return BlockText(
            id=block.id,
            kind=block.kind,
            label=where.label,
            before=self.view.text.kicker(block.id) or None,
            text=block.text or None,
            address=where.address,
            to=block.to or None,
            level=block.level or None,
            description=block.description or None,
            picture=self.picture(block) or None,
            translation=self.translated(block),
        )

    # --- entries ----------------------------------------------------------------------------------------------------------

    def entry(self, record: Record) -> dict[str, Any]:
        """What stands of a record in the list of its kind, as the fields of ``Entry``."""
        edition = self.view.reading.edition
        return {
            "kind": kind_of(record), "id": record.id, "edition": edition.id, "language": edition.language, "address": self.address(record),
            "record": resolved(record), "computed": self.computed_of(record),
        }  # fmt: skip

    def records(self, kind: type[K]) -> list[K]:
        """All records of a kind, in the order in which readers meet them."""
        records: Any = self.view.reading.records
        return [records.plan] if kind is Plan else list(getattr(records, kind.folder).values())

    def shelf(self, kind: type[Record]) -> str:
        """All records of a kind as JSON."""
        edition = self.view.reading.edition
        entry: Any = Entry[kind, COMPUTED[kind]]  # type: ignore[valid-type]
        shelf = Shelf[entry](
            format=FORMAT, kind=kind_of(kind), edition=edition.id, language=edition.language, licence=licences.DATA, address=self.root,
            entries=tuple(entry(**self.entry(record)) for record in self.records(kind)),
        )  # fmt: skip
        return written(shelf)

    def alone(self, record: Record) -> str:
        """One record as JSON, as it stands in the list of its kind."""
        entry: Any = Entry[type(record), COMPUTED[type(record)]]  # type: ignore[misc]
        return written(entry(**self.entry(record)))

    def beside_page(self, record: Record) -> str:
        """A record as it stands beside its page: with its licence, and how to cite it."""
        place, view = self.place(record), self.view
        label = view.text.label(place) if place else ""
        forms = cite(view.reading.records.plan, view.words, label, self.address(record), record.id, view.reading.rendered)
        citation = Citations(**{form.id: form.text for form in forms})
        kind, computed = type(record), COMPUTED[type(record)]
        return written(Page[kind, computed](**self.entry(record), licence=licences.DATA, citation=citation))  # type: ignore[valid-type]


def _translated(rendering: Rendering | None) -> Translated | None:
    return Translated(state=rendering.state, read_by=rendering.read_by) if rendering else None


def resolved(record: K) -> K:
    """The record with what the files leave out because it follows: the unit of each value of an indicator."""
    if not isinstance(record, Indicator):
        return record
    return record.model_copy(update={"series": tuple(_with_unit(value, record) for value in record.series)})


def _with_unit(value: Value, indicator: Indicator) -> Value:
    """The value with its unit, also where the file leaves it to the indicator."""
    unit = unit_of(value, indicator)
    return value if unit == value.unit else value.model_copy(update={"unit": unit})


def written(model: BaseModel) -> str:
    """A model as JSON: numbers are numbers, days are words, nothing is left out."""
    return json.dumps(model.model_dump(), ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n"


def _plain(value: object) -> int | float | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    assert isinstance(value, datetime.date)
    return value.isoformat()
