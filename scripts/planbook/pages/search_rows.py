"""What the search finds: one row for each record and each piece of running text of an edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planbook.records.model import Indicator, Project, Target
from planbook.text.blocks import applies
from planbook.text.verdicts import AIMED
from planbook.views.targets import TargetRow
from planbook.views.view import View


class Row(NamedTuple):
    """One entry of the index. The names of the last five are searched too; ``hidden`` are further words, one group a line."""

    kind: str
    id: str
    title: str
    note: str = ""
    hidden: str = ""
    box: str = ""
    fields: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    year: str = ""
    nature: str = ""


def items(view: View) -> Iterator[Row]:
    """Records that readers look for by name: indicators, projects, targets, fields, places, boxes, chapters and sections."""
    records = view.reading.records
    for indicator in records.indicators.values():
        yield _indicator(indicator, view)
    for project in view.projects.all:
        yield _project(project, view)
    for row in view.targets.rows:
        if row.target:
            yield _target(row, row.target, view)
    for kind in ("fields", "places"):
        for record in getattr(records, kind).values():
            yield Row(kind, record.id, record.name, hidden="\n".join(getattr(record, "aliases", ())))
    for box in records.boxes.values():
        yield Row("boxes", box.id, view.titles.of(box), box=box.id)
    for block in view.reading.blocks.values():
        if block.kind in ("chapter", "section"):
            note = view.text.label(block.id) if block.kind == "section" else ""
            yield Row(f"{block.kind}s", block.id, view.text.numbered(block.id), note)


def _indicator(indicator: Indicator, view: View) -> Row:
    target = view.indicators.latest(indicator, "target")
    boxes = [view.text.label(f"box-{view.text.block(row).box}") for row in indicator.rows[:-1]]  # the last is its box
    values = dict.fromkeys(view.values.quantity(value, indicator) for value in indicator.series)
    summary = view.indicators.summary(indicator)
    further = (*indicator.aliases, view.indicators.group(indicator), *boxes, indicator.unit or "", *values)
    return Row(
        "indicators", indicator.id, indicator.name, summary,
        hidden="\n".join(line for line in further if line not in summary),
        box=view.text.block(indicator.rows[-1]).box if indicator.rows else "",
        fields=indicator.fields,
        year=str(target.year) if target else "",
        nature=indicator.nature or "",
    )  # fmt: skip


def _project(project: Project, view: View) -> Row:
    home = view.projects.home(project)
    return Row("projects", project.id, project.name, view.text.label(home.id), box=home.box, fields=project.fields, places=project.places)


def _target(row: TargetRow, target: Target, view: View) -> Row:
    return Row(
        "targets", target.id, row.subject, f"{view.values.period(target)} {view.values.quantity(target)}",
        box=view.text.block(row.evidence[0].at).box,
        fields=target.fields,
        places=target.places,
        year=str(target.year),
        nature=min((view.reading.records.indicators[id].nature or "" for id in target.indicators), default=""),
    )  # fmt: skip


def terms(view: View) -> Iterator[Row]:
    """Terms, by their names."""
    for term in view.terms.all:
        yield Row("terms", term.id, term.name, hidden="\n".join(term.aliases))


def running(view: View) -> Iterator[Row]:
    """Running text, audit and errata, and of the reports those that tell of a record: all would break the budget."""
    projects = {project.name for project in view.projects.all}
    for block in view.reading.blocks.values():
        if block.kind == "picture" and (said := " ".join(filter(None, (view.text.kicker(block.id), block.text, block.description)))):
            yield Row("paragraphs", block.id, said, view.text.label(block.id))
        if block.kind in ("paragraph", "node", "note", "footnote") and block.text.rstrip("；;。") not in projects:
            fields, places = _spoken_of(block.id, view)
            yield Row("paragraphs", block.id, block.text, view.text.label(block.id), box=block.box, fields=fields, places=places)
    for report in view.reading.records.reports.values():
        if any(not bearing.block and bearing.relation not in AIMED for bearing in report.bears_on):
            yield Row("reports", report.id, report.fact)
    for finding in view.reading.records.findings.values():
        yield Row("findings", finding.id, finding.title)
    for erratum in view.reading.records.errata.values():
        place = view.text.label(erratum.at)
        # received words that were not replaced stand in the text already
        words = " → ".join(filter(None, (erratum.received, erratum.read) if applies(erratum) else (erratum.read or erratum.received,)))
        yield Row("errata", erratum.id, words or place, place)


def _spoken_of(block: str, view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields and places of the records that a block states."""
    records = [getattr(view.records, m.kind)[m.id] for m in view.links.about.get(block, ()) if m.kind in ("projects", "targets")]
    fields = {id for record in records for id in getattr(record, "fields", ())}
    places = {id for record in records for id in getattr(record, "places", ())}
    return tuple(sorted(fields)), tuple(sorted(places))
