"""What the macros show: everything is worked out here, in plain values, so that a macro never computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, get_args

from planbook.editions.citations import Citation, cite
from planbook.editions.conversion import Reading
from planbook.editions.labels import Labels, Vocabulary, labels
from planbook.editions.ledger import Ledger
from planbook.editions.passages import Passage
from planbook.editions.words import Words
from planbook.records.model import (
    Bearing,
    Box,
    BoxPlacement,
    Capacity,
    Chapter,
    Erratum,
    Evidence,
    Finding,
    FindingKind,
    Indicator,
    Node,
    Place,
    Project,
    Report,
    Row,
    Section,
    Source,
    Target,
    Term,
    Value,
)  # fmt: skip
from planbook.text import addresses, verdicts
from planbook.text.blocks import Block, han
from planbook.text.links import Links, Mention
from planbook.text.proof import Proof
from planbook.text.stages import PROJECT_STATES, stage_of
from planbook.text.verdicts import Progress

EXCERPT = 36


class Segment(NamedTuple):
    """A run of characters shown alike: bold or not, leading to a record or not, under an erratum or not."""

    text: str
    lead: bool
    mention: Mention | None
    erratum: Erratum | None
    closes: bool
    """Whether the words of the erratum end here, so that its mark follows."""


class Excerpt(NamedTuple):
    """A block that mentions a record, cut to the words around the mention."""

    block: Block
    before: str
    words: str
    after: str


class TargetRow(NamedTuple):
    """One line of the table of all targets: a target of the text, or the value of an indicator table."""

    target: Target | None
    indicator: Indicator | None
    value: Target | Value
    subject: str
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """What tells the row from all others: the id of the target, or indicator, measure and year."""
        return self.target.id if self.target else f"{self.indicator.id if self.indicator else ''}/{self.value.measure}-{self.value.year}"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the target, or of the indicator."""
        record = self.target or self.indicator
        return record.fields if record else ()

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the target; an indicator is about the whole."""
        return self.target.places if self.target else ()

    @property
    def unit(self) -> str:
        """The unit of the value."""
        return self.value.unit or (self.indicator.unit if self.indicator and self.value.measure != "annual-growth" else None) or ""

    @property
    def address(self) -> str:
        """Where the reader finds it, from the root of the edition."""
        return addresses.of_record("targets", self.target.id) if self.target else addresses.of_record("indicators", self.indicator.id)  # type: ignore[union-attr]


class Pointers(NamedTuple):
    """What points to a block, of one kind: what the kind is called, and name and address of each."""

    kind: str
    name: str
    records: tuple[tuple[str, str], ...]


class CellView(NamedTuple):
    """A cell of a table as it is shown: its words, how many rows it spans, what an erratum says of it."""

    text: str
    rows: int
    errata: tuple[Erratum, ...]
    column: str


def _name(record: Target | Indicator | Project | Term | Place) -> str:
    return record.subject if isinstance(record, Target) else record.name


def _heading(block: Block) -> str:
    return block.text[: block.lead].rstrip("：:。")


@dataclass(frozen=True)
class View:
    """One edition with all its links: what a macro may ask for."""

    reading: Reading
    links: Links
    proof: Proof
    words: Words
    ledgers: tuple[Ledger, ...] = ()
    """How the editions that convert the text write what could be written in several ways."""

    @cached_property
    def labels(self) -> Labels:
        """What every code is called, by vocabulary."""
        return labels(self.words.gettext)

    def word(self, vocabulary: Vocabulary, code: str) -> str:
        """What a code is called. Raises ``KeyError`` for one that the vocabulary does not have."""
        return self.labels[vocabulary][code]

    # --- the text -----------------------------------------------------------------------------------------------------

    def block(self, id: str) -> Block:
        """The block with this id."""
        return self.reading.blocks[id]

    def segments(self, id: str) -> list[Segment]:
        """The text of a block, cut wherever its look or its link changes."""
        block, marks = self.block(id), self.links.marks.get(id, ())
        cuts = {0, block.lead, len(block.text)}
        cuts |= {edge for mark in marks for edge in mark[:2]} | {edge for span in block.spans for edge in (span.start, span.end)}
        edges = sorted(cuts)
        return [self._segment(block, start, end) for start, end in pairwise(edges)]

    def _segment(self, block: Block, start: int, end: int) -> Segment:
        marks = self.links.marks.get(block.id, ())
        mention = next((Mention(mark.kind, mark.id) for mark in marks if mark.start <= start < mark.end), None)
        span = next((span for span in block.spans if span.start <= start < span.end), None)
        erratum = self.reading.records.errata[span.erratum] if span else None
        return Segment(block.text[start:end], end <= block.lead, mention, erratum, span is not None and span.end == end)

    def label(self, block: Block) -> str:
        """How people cite the block: 第四章第二节第3段, 专栏4第3项."""
        _ = self.words.gettext
        if block.box:
            box = _("Box %(number)s") % {"number": int(block.box)}
            rest = {"node": self._node_label(block), "row": block.text, "note": _("note")}.get(block.kind, "")
            return f"{box} {rest}".strip()
        if not block.chapter:
            return _("Preface") if block.id.startswith("front") else _("Closing lines")
        chapter = _("Chapter %(number)s") % {"number": han(int(block.chapter))}
        section = _("Section %(number)s") % {"number": han(int(block.section.rpartition("-")[2]))} if block.section else ""
        if block.kind in ("chapter", "section"):
            return chapter + section
        if not section:
            return chapter + _("introduction")
        return chapter + section + _("paragraph %(number)s") % {"number": block.id.rpartition("-")[2]}

    def _node_label(self, block: Block) -> str:
        """The item's printed number, or its heading, below the heading of the group that it stands in: numbers begin anew in each."""
        number = block.mark.rstrip(".、")
        own = self.words.gettext("item %(number)s") % {"number": number} if number else _heading(block)
        group = self.reading.blocks.get(block.id.rpartition("-")[0])
        return f"{_heading(group)} {own}".strip() if group and group.kind == "node" else own

    def cited_place(self, record: Indicator | Project | Target) -> str:
        """The place of the plan that a citation of a record names."""
        return self.label(self.block(self.place_of(record)))

    def place_of(self, record: Indicator | Project | Target) -> str:
        """The block in which a record has its place: the newest table row of an indicator, else where it has its words."""
        if isinstance(record, Indicator):
            return record.rows[-1] if record.rows else record.series[0].evidence[0].at
        return record.evidence[0].at

    def paragraph_number(self, id: str) -> str:
        """The short number in the margin: 4-2-3. Words outside the chapters have none, only the name of their place."""
        if not self.block(id).chapter:
            return self.label(self.block(id))
        return "-".join(part.lstrip("0") or "0" for part in id.split("-"))

    def chapter_heading(self, chapter: Chapter) -> str:
        """第四章, as printed."""
        return self.block(chapter.id).before

    def section_id(self, chapter: Chapter, section: Section) -> str:
        """The id of a section, which is also its anchor."""
        return f"{chapter.id}-{section.number}"

    def boxes_in(self, section: Section) -> list[Box]:
        """The boxes that a section places."""
        return [self.reading.records.boxes[part.box] for part in section.body if isinstance(part, BoxPlacement)]

    @property
    def example(self) -> Block:
        """The first paragraph of the first section: what stands for any other where something is explained."""
        return next(block for block in self.reading.blocks.values() if block.kind == "paragraph" and block.section)

    @property
    def edition_paths(self) -> list[dict[str, str]]:
        """Where each edition stands below the root of the site, the first at the root itself, and its language."""
        return [{"path": addresses.of_edition(edition), "language": edition.language} for edition in self.reading.records.editions.values()]

    @property
    def comparable(self) -> list[tuple[str, str]]:
        """The pages that readers choose from to compare: address and title of the contents, the chapters and the boxes."""
        records = self.reading.records
        chapters = [
            (addresses.of_record("chapters", c.id), f"{self.chapter_heading(c)} {self.block(c.id).text}") for c in records.chapters.values()
        ]
        boxes = [
            (addresses.of_record("boxes", id), f"{self.label(self.block(f'box-{id}'))} {self.block(f'box-{id}').text}")
            for id in records.boxes
        ]
        return [(f"{addresses.CHAPTERS}/", self.words.gettext("Contents of the plan")), *chapters, *boxes]

    @property
    def section_labels(self) -> dict[str, str]:
        """What every section is called, and every introduction: ``04-2``, ``04-0``."""
        sections = {block.id: block for block in self.reading.blocks.values() if block.kind == "section"}
        introductions = {
            f"{chapter.id}-0": self.block(chapter.intro[0].id) for chapter in self.reading.records.chapters.values() if chapter.intro
        }
        return {id: self.label(block) for id, block in sorted((sections | introductions).items())}

    def address_of(self, block: str) -> str:
        """Where a block stands, from the root of the edition."""
        return addresses.of_block(self.block(block))

    def source_lines(self, id: str) -> tuple[int, int]:
        """First and last line of the received text in which the block stands."""
        return self.proof.lines[id]

    # --- tables -------------------------------------------------------------------------------------------------------

    def cells(self, box: Box, row: Row) -> list[CellView]:
        """The data cells to show in a row: merged ones span from the row above, lost ones are empty and carry their erratum."""
        assert box.table is not None
        rows = list(box.table.rows)
        place = rows.index(row)
        shown = []
        for column in box.table.columns:
            if column in row.merged:
                continue
            below = next((i for i, other in enumerate(rows[place + 1 :]) if column not in other.merged), len(rows) - place - 1)
            block = self.block(f"box-{box.id}-{row.id}")
            errata = tuple(erratum for erratum in block.cell_errata if erratum.column == column)
            shown.append(CellView((block.cells or {}).get(column, ""), below + 1, errata, column))
        return shown

    def in_group(self, box: Box, row: Row) -> bool:
        """Whether the row stands under a name that spans several rows."""
        assert box.table is not None
        rows = list(box.table.rows)
        place = rows.index(row)
        return any(rows[start].group and start + rows[start].group_rows > place for start in range(place + 1))

    def row_indicator(self, id: str) -> Indicator | None:
        """The indicator of a table row."""
        found = self.links.rows.get(id)
        return self.reading.records.indicators[found] if found else None

    # --- records ------------------------------------------------------------------------------------------------------

    def record(self, mention: Mention) -> Indicator | Project | Target | Term:
        """The record that a mention names."""
        return getattr(self.reading.records, mention.kind)[mention.id]  # type: ignore[no-any-return]

    def quantity(self, item: Target | Value, indicator: Indicator | None = None) -> str:
        """A value with its bound and unit: 不少于30家, 5.5%左右, 3—5个."""
        if item.value is None:
            return item.text or ""
        high = getattr(item, "high", None)
        number = self.words.number(item.value) + (f"–{self.words.number(high)}" if high is not None else "")
        unit = item.unit or (indicator.unit if indicator and item.measure != "annual-growth" else None) or ""
        patterns = {
            "exactly": "%(quantity)s", "at-least": self.words.gettext("at least %(quantity)s"),
            "at-most": self.words.gettext("at most %(quantity)s"), "about": self.words.gettext("about %(quantity)s"),
        }  # fmt: skip
        return patterns[item.bound] % {"quantity": number + unit}

    def period(self, item: Target | Value) -> str:
        """The year, or the years from which to which a rate or a sum is meant."""
        return f"{item.start}–{item.year}" if item.start else str(item.year)

    def capacity(self, item: Capacity) -> str:
        """A capacity: 30万吨/年."""
        return self.words.number(item.value) + item.unit + (f"/{item.per}" if item.per else "")

    def value_errata(self, value: Value) -> list[Erratum]:
        """Errata on the table cells that a value was read from."""
        return [e for item in value.evidence for e in self.block(item.at).cell_errata if item.column and e.column == item.column]

    def series(self, indicator: Indicator) -> list[Value]:
        """The values of an indicator, newest last."""
        return list(indicator.series)

    def latest(self, indicator: Indicator, kind: str) -> Value | None:
        """The last value of a kind (``baseline`` also takes outcomes): what the big figures of a page show."""
        kinds = ("baseline", "outcome") if kind == "baseline" else (kind,)
        plan = self.reading.records.plan
        found = [v for v in indicator.series if v.kind in kinds and (kind != "target" or v.year >= plan.start)]
        return next((v for v in reversed(found) if v.measure == "level"), found[-1] if found else None)

    def group(self, indicator: Indicator) -> str:
        """The heading under which the newest table lists the indicator."""
        return self._headings[indicator.rows[-1]] if indicator.rows else ""

    @cached_property
    def _headings(self) -> dict[str, str]:
        """The heading within its box under which each block stands, by the id of the block."""
        found, heading = {}, ""
        for block in self.reading.blocks.values():
            if block.kind in ("box", "heading"):
                heading = block.text if block.kind == "heading" else ""
            found[block.id] = heading
        return found

    @cached_property
    def grouped_indicators(self) -> list[tuple[Box, list[tuple[str, list[Indicator]]]]]:
        """All indicators by the table that lists them last, newest table first, then by its headings, in printed order."""
        tables: dict[str, dict[str, list[Indicator]]] = {}
        order = {id: place for place, id in enumerate(self.reading.blocks)}
        for indicator in sorted(self.reading.records.indicators.values(), key=lambda i: order.get(i.rows[-1], 0) if i.rows else 0):
            box = self.block(indicator.rows[-1]).box if indicator.rows else ""
            tables.setdefault(box, {}).setdefault(self.group(indicator), []).append(indicator)
        return [(self.reading.records.boxes[box], list(groups.items())) for box, groups in sorted(tables.items(), reverse=True) if box]

    def mentions(self, kind: str, id: str) -> list[Excerpt]:
        """Every block that speaks of a record, with the words around it, in the order of the text."""
        mention = Mention(kind, id)  # type: ignore[arg-type]
        return [self._excerpt(self.block(at), mention) for at in self.links.blocks.get(mention, ())]

    def _excerpt(self, block: Block, mention: Mention) -> Excerpt:
        start, end = self.links.spans[block.id, mention]
        if end > len(block.text):
            return Excerpt(block, "", block.text, "")
        begin, stop = max(0, start - EXCERPT), min(len(block.text), end + EXCERPT)
        before = ("…" if begin else "") + block.text[begin:start]
        return Excerpt(block, before, block.text[start:end], block.text[end:stop] + ("…" if stop < len(block.text) else ""))

    @cached_property
    def projects(self) -> list[Project]:
        """All projects in the order of the text."""
        order = {id: place for place, id in enumerate(self.reading.blocks)}
        return sorted(self.reading.records.projects.values(), key=lambda p: (not self.home(p).box, order[p.evidence[0].at], p.id))

    def home(self, project: Project) -> Block:
        """The block in which a project has its place."""
        return self.block(self.place_of(project))

    def neighbours(self, project: Project) -> list[Project]:
        """The projects named in the same box, or in the same section of the running text, in order."""
        return self._neighbourhoods[self._neighbourhood(project)]

    def _neighbourhood(self, project: Project) -> tuple[str, str]:
        home = self.home(project)
        return home.box, home.section

    @cached_property
    def _neighbourhoods(self) -> dict[tuple[str, str], list[Project]]:
        found: dict[tuple[str, str], list[Project]] = {}
        for project in self.projects:
            found.setdefault(self._neighbourhood(project), []).append(project)
        return found

    def progress(self, row: TargetRow) -> Progress:
        """What became of a target."""
        return self._progress[row.key]

    def progress_of(self, target: str) -> Progress:
        """What became of a target of the text."""
        return self._progress[target]

    @cached_property
    def _progress(self) -> dict[str, Progress]:
        return {row.key: self._assessed(row) for row in self.target_rows}

    def _assessed(self, row: TargetRow) -> Progress:
        records = self.reading.records
        if row.target:
            return verdicts.of_target(row.target, records, self.links)
        assert row.indicator
        assert isinstance(row.value, Value)
        return verdicts.of_indicator(row.indicator, row.value, records, self.links)

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """The outcomes of this plan's targets: outcome, name, how many."""
        counts = Counter(progress.outcome for progress in self._progress.values())
        return [(outcome, self.word("outcome", outcome), counts[outcome]) for outcome in verdicts.OUTCOMES]

    def targets_of(self, indicator: Indicator) -> list[TargetRow]:
        """The targets of this plan for an indicator, those of the text that it sets too."""
        return [
            row
            for row in self.target_rows
            if (row.indicator and row.indicator.id == indicator.id) or (row.target and indicator.id in row.target.indicators)
        ]

    def around(self, places: Iterable[str]) -> tuple[str, ...]:
        """The places, and those that they lie within."""
        records = self.reading.records.places
        found: dict[str, None] = {}
        for id in places:
            while id:
                found[id] = None
                id = records[id].parent or ""
        return tuple(found)

    @property
    def project_states(self) -> list[tuple[str, str, int]]:
        """The states that reports name for projects: state, name, how many."""
        counts = Counter(self.project_state(id) for id in self.reading.records.projects)
        return [(state, self.word("project state", state), counts[state]) for state in PROJECT_STATES if counts[state]]

    def project_state(self, id: str) -> str:
        """The furthest state that a report names for a project."""
        return stage_of(id, self.reading.records, self.links).state

    @cached_property
    def target_rows(self) -> list[TargetRow]:
        """Every target of the text and of the indicator tables of this plan, in the order of the text.

        What the text says once more of a row of the tables is one target, with both places.
        """
        order = {id: place for place, id in enumerate(self.reading.blocks)}
        records = self.reading.records
        printed = {
            (indicator.id, value.measure, value.year, value.value, value.text): (indicator, value)
            for indicator in records.indicators.values()
            for value in indicator.series
            if value.kind == "target" and value.year >= records.plan.start
        }
        rows = []
        for t in records.targets.values():
            twice = [printed.pop(key) for id in t.indicators if (key := (id, t.measure, t.year, t.value, t.text)) in printed]
            rows.append(TargetRow(t, None, t, t.subject, (*t.evidence, *(item for _, value in twice for item in value.evidence))))
        rows += [TargetRow(None, indicator, value, indicator.name, value.evidence) for indicator, value in printed.values()]
        return sorted(rows, key=lambda row: order[row.evidence[0].at])

    def fields_of(self, record: Indicator | Project | Target | None) -> list[str]:
        """The names of the fields of a record."""
        return [self.reading.records.fields[id].name for id in record.fields] if record else []

    def used(self, kind: str, key: str) -> list[tuple[str, str, int]]:
        """The fields or places in use by projects or targets: id, name, how many records."""
        records = getattr(self.reading.records, kind).values()
        known = getattr(self.reading.records, key)
        held = [self.around(record.places) if key == "places" else record.fields for record in records]
        counts = {id: sum(id in ids for ids in held) for id in known}
        return [(id, known[id].name, count) for id, count in counts.items() if count]

    def topics_of_box(self, box: str) -> list[tuple[str, str, str]]:
        """Fields and places of the projects in a box, those of most projects first: kind, id, name."""
        records = self.reading.records
        projects = [records.projects[id] for id in self.links.projects_of_box.get(box, ())]
        counts = Counter((kind, id) for project in projects for kind in ("fields", "places") for id in getattr(project, kind))
        return [(kind, id, getattr(records, kind)[id].name) for (kind, id), _count in counts.most_common()]

    @property
    def box_choices(self) -> list[tuple[str, str, int]]:
        """The boxes that name projects, and the running text: id, label, how many."""
        boxes = [(id, self.label(self.block(f"box-{id}")), len(found)) for id, found in sorted(self.links.projects_of_box.items()) if id]
        return [*boxes, ("text", self.words.gettext("Running text"), len(self.links.projects_of_box.get("", ())))]

    @property
    def target_years(self) -> list[tuple[str, str, int]]:
        """The years by which targets are set: year, label, how many."""
        counts = Counter(row.value.year for row in self.target_rows)
        return [(str(year), str(year), count) for year, count in sorted(counts.items())]

    @property
    def target_fields(self) -> list[tuple[str, str, int]]:
        """The fields of targets: id, name, how many."""
        counts = Counter(id for row in self.target_rows for id in row.fields)
        return [(id, field.name, counts[id]) for id, field in self.reading.records.fields.items() if counts[id]]

    @property
    def target_measures(self) -> list[tuple[str, str, int]]:
        """The kinds of targets: kind, label, how many."""
        counts: Counter[str] = Counter(row.value.measure for row in self.target_rows)
        return [(measure, name, counts[measure]) for measure, name in self.labels["measure"].items() if counts[measure]]

    def measure(self, item: Target | Value) -> str:
        """What is measured, in words."""
        return self.word("measure", item.measure)

    def uses(self, term: Term) -> tuple[str, ...]:
        """The blocks that use a term, in the order of the text."""
        return self.links.blocks.get(Mention("terms", term.id), ())

    @cached_property
    def terms(self) -> list[Term]:
        """All terms in the order in which the text first uses them."""
        order = {id: place for place, id in enumerate(self.reading.blocks)}
        last = len(order)

        def first(term: Term) -> tuple[int, str]:
            uses = self.links.blocks.get(Mention("terms", term.id), ())
            return (order[uses[0]] if uses else last, term.id)

        return sorted(self.reading.records.terms.values(), key=first)

    @cached_property
    def errata_by_confidence(self) -> list[tuple[str, list[Erratum]]]:
        """All errata in the order of the text, the certain ones first."""
        order = {id: place for place, id in enumerate(self.reading.blocks)}
        errata = sorted(self.reading.records.errata.values(), key=lambda e: (order[e.at], e.id))
        found = [(level, [e for e in errata if e.confidence == level]) for level in ("certain", "probable", "open")]
        return [(level, some) for level, some in found if some]

    def reported(self, kind: str, id: str) -> list[tuple[Report, Bearing]]:
        """The reports that bear on a record, and how, the earliest first."""
        reports = self.reading.records.reports
        return [(reports[report], reports[report].bears_on[place]) for report, place in self.links.reported.get((kind, id), ())]

    def pointers(self, block: str) -> list[Pointers]:
        """What points to a block, by kind: what it sets or names, what was reported on it or on its targets and projects, the audit."""
        _, records = self.words.gettext, self.reading.records
        about = self.links.about.get(block, ())
        stated = [("blocks", block), *(mention for mention in about if mention.kind in ("targets", "projects"))]
        reports = {report.id: report.fact for kind, id in stated for report, _bearing in self.reported(kind, id)}
        named = {
            "targets": _("Targets"), "indicators": _("Indicators"), "projects": _("Projects"), "reports": _("Later reports"),
            "findings": _("Audit"), "places": _("Places"), "terms": _("Terms"),
        }  # fmt: skip
        found = {kind: {m.id: _name(getattr(records, kind)[m.id]) for m in about if m.kind == kind} for kind in named}
        found |= {"reports": reports, "findings": {finding.id: finding.title for finding in self.findings("blocks", block)}}
        return [
            Pointers(kind, name, tuple((text, addresses.of_record(kind, id)) for id, text in found[kind].items()))
            for kind, name in named.items()
            if found[kind]
        ]

    def preview(self, mention: Mention) -> str:
        """A record in a few words, for those who point at a link to it."""
        record = self.record(mention)
        if isinstance(record, Term):
            return record.meaning
        if isinstance(record, Target):
            return f"{record.subject}：{self.quantity(record)}（{self.period(record)}）"
        if isinstance(record, Project):
            return f"{record.name}（{self.label(self.home(record))}）· {self.word('project state', self.project_state(record.id))}"
        return f"{record.name}：{self.summary(record)}"

    def summary(self, indicator: Indicator) -> str:
        """Target and baseline of an indicator in one line."""
        found = (self.latest(indicator, kind) for kind in ("target", "baseline"))
        return "；".join(f"{self.period(value)} {self.quantity(value, indicator)}" for value in found if value)

    def findings(self, kind: str, id: str) -> list[Finding]:
        """The findings of the audit that concern a record."""
        return [self.reading.records.findings[finding] for finding in self.links.findings.get((kind, id), ())]

    @property
    def relations(self) -> list[tuple[str, str, int]]:
        """The relations of reports: relation, name, how many reports have it."""
        counts: Counter[str] = Counter(
            word for r in self.reading.records.reports.values() for word in {bearing.relation for bearing in r.bears_on}
        )
        return [(word, name, counts[word]) for word, name in self.labels["relation"].items() if counts[word]]

    @property
    def report_sources(self) -> list[tuple[str, str, int]]:
        """The sources of reports: id, title, how many."""
        return [(source.id, source.title, len(reports)) for source, reports in self.reports_by_source]

    @property
    def findings_by_kind(self) -> list[tuple[str, list[Finding]]]:
        """The findings of the audit below their kinds, in the order of the model."""
        found = self.reading.records.findings.values()
        kinds = [(kind, [finding for finding in found if finding.kind == kind]) for kind in get_args(FindingKind)]
        return [(kind, findings) for kind, findings in kinds if findings]

    @property
    def reports_by_source(self) -> list[tuple[Source, list[Report]]]:
        """All reports below their sources, by year."""
        records = self.reading.records
        found = [
            (source, sorted((r for r in records.reports.values() if r.source == source.id), key=lambda r: (r.year, r.id)))
            for source in records.sources.values()
        ]
        return [(source, reports) for source, reports in found if reports]

    def ledger_depths(self, ledger: Ledger) -> list[tuple[str, str, int]]:
        """By what the characters of a ledger are converted: part of the conversion, name, how many rows."""
        counts: Counter[str] = Counter(depth for row in ledger.rows for depth, _uses in row.by)
        return [(depth, name, counts[depth]) for depth, name in self.labels["depth of conversion"].items() if counts[depth]]

    def title_errata(self, block_id: str) -> tuple[Erratum, ...]:
        """Errata that concern a block as a whole: lost headings, false paragraph breaks."""
        return tuple(erratum for erratum in self.block(block_id).cell_errata if not erratum.column)

    def walk(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """All nodes of a box in order."""
        for node in nodes:
            yield from node.walk()

    def count(self, kind: str) -> int:
        """How many records of a kind there are."""
        return len(getattr(self.reading.records, kind))


@dataclass(frozen=True)
class Here:
    """The page being written, from which links start."""

    page: str
    view: View
    root: str = ""
    """The full address of the edition, for what leaves the site."""

    def record(self, kind: str, id: str) -> str:
        """The link to a record."""
        return addresses.relative(addresses.of_record(kind, id), self.page)

    def block(self, id: str) -> str:
        """The link to a block of the text; on a page that shows the block, its bare anchor."""
        return addresses.relative(addresses.of_block(self.view.block(id)), self.page)

    def citations(self, place: str, address: str, key: str) -> list[Citation]:
        """How to cite a place of the plan that stands at an address of this edition, in every form."""
        return cite(self.view.reading.records.plan, self.view.words, place, self.root + address, key)

    def passage(self, passage: Passage) -> str:
        """The link to where a converted text is shown; empty for what has no place of its own."""
        if passage.kind == "blocks":
            return self.block(passage.id)
        if passage.kind == "docs":
            return self.page_at(passage.id.removesuffix("index.md").replace(".md", "/"))
        known = passage.kind in addresses.WITH_PAGES or passage.kind in addresses.WITH_ANCHORS
        return self.record(passage.kind, passage.id) if known else ""

    def page_at(self, path: str) -> str:
        """The link to a page by its address from the root, as ``projects/``."""
        return addresses.relative(path, self.page)
