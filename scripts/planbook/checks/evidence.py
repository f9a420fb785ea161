"""Rules of evidence: what a record claims stands, word for word and figure for figure, in the text that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from planbook.checks.subject import Subject
from planbook.records.base import KeyPath, Record
from planbook.records.messages import say
from planbook.records.model import (
    Box,
    Evidence,
    Indicator,
    Place,
    PolicyField,
    Project,
    Records,
    SearchAlias,
    Target,
    Term,
    Value,
)
from planbook.records.problem import Problem, near
from planbook.text.blocks import Block
from planbook.text.figures import stands_in
from planbook.text.links import names_of

NATURES = {"expected": "预期性", "binding": "约束性"}


def _evidence(records: Records) -> Iterator[tuple[Record, KeyPath, Evidence]]:
    quoting: list[Project | Target] = [*records.projects.values(), *records.targets.values()]
    for record in quoting:
        for index, item in enumerate(record.evidence):
            yield record, ("evidence", index), item
    for indicator in records.indicators.values():
        for place, value in enumerate(indicator.series):
            for index, item in enumerate(value.evidence):
                yield indicator, ("series", place, "evidence", index), item
    for term in records.terms.values():
        if term.defined:
            yield term, ("defined",), term.defined
    for finding in records.findings.values():
        for index, reading in enumerate(finding.readings):
            if reading.evidence:
                yield finding, ("readings", index, "evidence"), reading.evidence


def quotes_stand_in_the_text(subject: Subject) -> Iterator[Problem]:
    """Every quote stands, word for word, in the block that is named for it."""
    for record, path, item in _evidence(subject.records):
        block = subject.blocks.get(item.at)
        if item.quote and block and item.quote not in block.text:
            elsewhere = ", ".join([id for id, other in subject.blocks.items() if item.quote in other.text][:3])
            what, cure = "“%(words)s” does not stand in %(at)s.", "Copy the words from the block as they stand."
            if elsewhere:
                cure = "It stands in %(elsewhere)s."
            yield subject.lines.problem(record, (*path, "quote"), what, cure, words=item.quote, at=item.at, elsewhere=elsewhere)


def evidence_names_words_or_a_cell(subject: Subject) -> Iterator[Problem]:
    """Evidence in the running text has a quote; evidence in a table row has a column that the row fills."""
    for record, path, item in _evidence(subject.records):
        block = subject.blocks.get(item.at)
        if block is None:
            continue
        if item.column and (block.cells is None or item.column not in block.cells):
            filled = list(block.cells or {})
            what, cure = "%(at)s has no cell '%(column)s'.", "Its cells are: %(cells)s."
            named = {"at": item.at, "column": item.column, "cells": ", ".join(filled) or say("none")}
            yield subject.lines.problem(record, (*path, "column"), what, cure, meant=near(item.column, filled), **named)
        elif not item.column and not item.quote:
            what = "The evidence names neither words nor a cell."
            yield subject.lines.problem(record, path, what, "Add quote, or column for a table row.")


def figures_stand_in_their_evidence(subject: Subject) -> Iterator[Problem]:
    """Every value of a target, an indicator or a project stands in the quotes or cells given for it; a further one may state its year."""
    for record, path, value, unit, year, evidence in _values(subject.records):
        for place, item in enumerate(evidence):
            words = _words(item, subject.blocks)
            if words is not None and not _stands(value, words, unit) and not (place and year and str(year) in words):
                what, cure = "'%(value)s' does not stand in “%(words)s” (%(at)s).", "Correct the value, or quote the words that hold it."
                yield subject.lines.problem(record, path, what, cure, value=value, words=words, at=item.at)


def _stands(value: Decimal | str, words: str, unit: str | None) -> bool:
    return stands_in(value, words, unit) if isinstance(value, Decimal) else value in words


def _words(item: Evidence, by_id: dict[str, Block]) -> str | None:
    block = by_id.get(item.at)
    return item.quote or (block.cells or {}).get(item.column or "") if block else None


Stated = tuple[Record, KeyPath, Decimal | str, str | None, int | None, tuple[Evidence, ...]]


def _values(records: Records) -> Iterator[Stated]:
    """Every figure or wording that a record claims: record, key, value, unit, year, evidence."""
    for target in records.targets.values():
        yield from _stated(target, (), target)
    for indicator in records.indicators.values():
        for index, value in enumerate(indicator.series):
            yield from _stated(indicator, ("series", index), value)
    for project in records.projects.values():
        first = project.evidence[:1]
        for index, capacity in enumerate(project.capacity):
            yield project, ("capacity", index, "value"), capacity.value, capacity.unit, None, first
            if capacity.product:
                yield project, ("capacity", index, "product"), capacity.product, None, None, first
        for index, product in enumerate(project.products):
            yield project, ("products", index), product, None, None, first
    for finding in records.findings.values():
        for index, reading in enumerate(finding.readings):
            if reading.value is not None and reading.evidence:
                yield finding, ("readings", index, "value"), reading.value, reading.unit, None, (reading.evidence,)


def _stated(record: Record, path: KeyPath, holder: Target | Value) -> Iterator[Stated]:
    for key in ("value", "high", "text"):
        found = getattr(holder, key, None)
        if found is not None:
            yield record, (*path, key), found, holder.unit, holder.year, holder.evidence


def names_occur_in_the_text(subject: Subject) -> Iterator[Problem]:
    """Every name and alias of a term, and every alias of an indicator, stands somewhere in the text, and belongs to one record."""
    whole = "\n".join(block.text + "\n" + "\n".join((block.cells or {}).values()) for block in subject.blocks.values())
    owners: dict[str, Record] = {}
    named: list[Term | Indicator] = [*subject.records.terms.values(), *subject.records.indicators.values()]
    for record in named:
        for index, name in enumerate(names_of(record)):
            path: KeyPath = ("aliases", index - 1) if index else ("name",)
            if name not in whole and not (isinstance(record, Indicator) and not index):
                yield subject.lines.problem(record, path, "“%(name)s” stands nowhere in the text.", "Write it as the plan does.", name=name)
            owner = owners.setdefault(name, record)
            if owner is not record:
                what, cure = "“%(name)s” also names %(other)s.", "Keep it in one record."
                yield subject.lines.problem(record, path, what, cure, name=name, other=f"{owner.folder}/{owner.id}")
            elif name in names_of(record)[:index]:
                yield subject.lines.problem(record, path, "“%(name)s” stands twice.", "Keep one.", name=name)


def aliases_mean_words_of_the_plan(subject: Subject) -> Iterator[Problem]:
    """What a search alias means stands in the text or is the name of a record; each word is typed for one alias."""
    records = subject.records
    text = "\n".join(block.text + "\n" + "\n".join((block.cells or {}).values()) for block in subject.blocks.values())
    named: list[Indicator | PolicyField | Place | Term] = [
        *records.indicators.values(), *records.fields.values(), *records.places.values(), *records.terms.values(),
    ]  # fmt: skip
    whole = "\n".join([text, *(record.name for record in named)])
    owners: dict[str, SearchAlias] = {}
    for alias in records.aliases.values():
        for index, meant in enumerate((alias.means, *alias.also)):
            path: KeyPath = ("also", index - 1) if index else ("means",)
            if meant not in whole:
                what, cure = "“%(name)s” stands nowhere in the text.", "Write it as the plan does."
                yield subject.lines.problem(alias, path, what, cure, name=meant)
        for index, word in enumerate(alias.words):
            owner = owners.setdefault(word.lower(), alias)
            if owner is not alias:
                what, cure = "“%(name)s” also names %(other)s.", "Keep it in one record."
                yield subject.lines.problem(alias, ("words", index), what, cure, name=word, other=f"{owner.folder}/{owner.id}")
            if alias.unnamed and word in text:
                what, cure = "“%(name)s” does stand in the text.", "Remove the word, or “unnamed”."
                yield subject.lines.problem(alias, ("words", index), what, cure, name=word)


def rows_belong_to_indicators(subject: Subject) -> Iterator[Problem]:
    """Every row of an indicator table belongs to exactly one indicator, whose nature is the one the table prints."""
    claimed = Counter(row for indicator in subject.records.indicators.values() for row in indicator.rows)
    for block in subject.blocks.values():
        table = block.record.table if block.kind == "row" and isinstance(block.record, Box) else None
        if table is None or table.holds != "indicators":
            continue
        cure = "Name the row under rows of exactly one indicator."
        if claimed[block.id] > 1:
            what = "%(times)d indicators claim %(row)s."
            yield subject.lines.problem(block.record, block.path, what, cure, times=claimed[block.id], row=block.id)
        elif not claimed[block.id] and "indicators" not in subject.broken:
            yield subject.lines.problem(block.record, block.path, "No indicator claims %(row)s.", cure, row=block.id)
    for indicator in subject.records.indicators.values():
        cells = [subject.blocks[row].cells or {} for row in indicator.rows if row in subject.blocks]
        printed = {row["nature"] for row in cells if "nature" in row}
        if printed and NATURES.get(indicator.nature or "") not in printed:
            what, cure = "The table says %(printed)s.", "Make the two agree."
            yield subject.lines.problem(indicator, ("nature",), what, cure, printed="、".join(sorted(printed)))


def project_names_are_quoted(subject: Subject) -> Iterator[Problem]:
    """A project's name stands in its first quote, and no place in the text is the first evidence of two projects of one name."""
    seen: dict[tuple[str, str], Project] = {}
    for project in subject.records.projects.values():
        first = project.evidence[0]
        if first.quote and project.name not in first.quote:
            what, cure = "The name does not stand in “%(words)s”.", "Write the name as printed."
            yield subject.lines.problem(project, ("name",), what, cure, words=first.quote)
        twin = seen.setdefault((project.name, first.at), project)
        if twin is not project:
            what, cure = "projects/%(twin)s has the same name at the same place.", "Delete one of the two."
            yield subject.lines.problem(project, ("name",), what, cure, twin=twin.id)
