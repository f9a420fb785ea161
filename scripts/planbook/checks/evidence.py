"""Rules of evidence: what a record claims stands, word for word and figure for figure, in the text that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from planbook.checks.subject import Subject
from planbook.records.base import KeyPath, Record
from planbook.records.model import (
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
from planbook.records.problem import Problem, did_you_mean
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
            elsewhere = [id for id, other in subject.blocks.items() if item.quote in other.text]
            cure = f"It stands in {', '.join(elsewhere[:3])}." if elsewhere else "Copy the words from the block as they stand."
            yield subject.lines.problem(record, (*path, "quote"), f"“{item.quote}” does not stand in {item.at}.", cure)


def evidence_names_words_or_a_cell(subject: Subject) -> Iterator[Problem]:
    """Evidence in the running text has a quote; evidence in a table row has a column that the row fills."""
    for record, path, item in _evidence(subject.records):
        block = subject.blocks.get(item.at)
        if block is None:
            continue
        if item.column and (block.cells is None or item.column not in block.cells):
            filled = block.cells or {}
            yield subject.lines.problem(
                record,
                (*path, "column"),
                f"{item.at} has no cell '{item.column}'.",
                did_you_mean(item.column, filled, f"Its cells are: {', '.join(filled) or 'none'}."),
            )
        elif not item.column and not item.quote:
            yield subject.lines.problem(
                record, path, "The evidence names neither words nor a cell.", "Add quote, or column for a table row."
            )


def figures_stand_in_their_evidence(subject: Subject) -> Iterator[Problem]:
    """Every value of a target, an indicator or a project stands in the quotes or cells given for it; a further one may state its year."""
    for record, path, value, unit, year, evidence in _values(subject.records):
        for place, item in enumerate(evidence):
            words = _words(item, subject.blocks)
            if words is not None and not _stands(value, words, unit) and not (place and year and str(year) in words):
                yield subject.lines.problem(
                    record,
                    path,
                    f"'{value}' does not stand in “{words}” ({item.at}).",
                    "Correct the value, or quote the words that hold it.",
                )


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
                yield subject.lines.problem(record, path, f"“{name}” stands nowhere in the text.", "Write it as the plan does.")
            owner = owners.setdefault(name, record)
            if owner is not record:
                yield subject.lines.problem(record, path, f"“{name}” also names {owner.folder}/{owner.id}.", "Keep it in one record.")
            elif name in names_of(record)[:index]:
                yield subject.lines.problem(record, path, f"“{name}” stands twice.", "Keep one.")


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
                yield subject.lines.problem(alias, path, f"“{meant}” stands nowhere in the text.", "Write it as the plan does.")
        for index, word in enumerate(alias.words):
            owner = owners.setdefault(word.lower(), alias)
            if owner is not alias:
                yield subject.lines.problem(alias, ("words", index), f"“{word}” is also in {owner.folder}/{owner.id}.", "Keep it in one record.")
            if alias.unnamed and word in text:
                yield subject.lines.problem(alias, ("words", index), f"“{word}” does stand in the text.", "Remove the word, or “unnamed”.")


def rows_belong_to_indicators(subject: Subject) -> Iterator[Problem]:
    """Every row of an indicator table belongs to exactly one indicator, whose nature is the one the table prints."""
    claimed = Counter(row for indicator in subject.records.indicators.values() for row in indicator.rows)
    for block in subject.blocks.values():
        if block.kind == "row" and (claimed[block.id] > 1 or (not claimed[block.id] and "indicators" not in subject.broken)):
            yield subject.lines.problem(
                block.record,
                block.path,
                f"{f'{claimed[block.id]} indicators claim' if claimed[block.id] else 'No indicator claims'} {block.id}.",
                "Name the row under rows of exactly one indicator.",
            )
    for indicator in subject.records.indicators.values():
        cells = [subject.blocks[row].cells or {} for row in indicator.rows if row in subject.blocks]
        printed = {row["nature"] for row in cells if "nature" in row}
        if printed and NATURES.get(indicator.nature or "") not in printed:
            yield subject.lines.problem(indicator, ("nature",), f"The table says {'、'.join(sorted(printed))}.", "Make the two agree.")


def project_names_are_quoted(subject: Subject) -> Iterator[Problem]:
    """A project's name stands in its first quote, and no place in the text is the first evidence of two projects of one name."""
    seen: dict[tuple[str, str], Project] = {}
    for project in subject.records.projects.values():
        first = project.evidence[0]
        if first.quote and project.name not in first.quote:
            yield subject.lines.problem(project, ("name",), f"The name does not stand in “{first.quote}”.", "Write the name as printed.")
        twin = seen.setdefault((project.name, first.at), project)
        if twin is not project:
            yield subject.lines.problem(
                project, ("name",), f"projects/{twin.id} has the same name at the same place.", "Delete one of the two."
            )
