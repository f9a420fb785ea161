"""Rules of form: references lead somewhere, ids and names fit their place, values are whole, nothing stands idle."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from planbook.checks.subject import Subject, no_column
from planbook.records.base import KeyPath, Record
from planbook.records.model import (
    Box,
    Chapter,
    Place,
    PolicyField,
    Records,
    Report,
    Target,
    Value,
)
from planbook.records.problem import Problem, did_you_mean
from planbook.records.walk import references, texts
from planbook.text.blocks import sequence

BLANK_BESIDE_HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef“”‘’—] | [\u3000-\u9fff\uff00-\uffef“”‘’—]")
UNIT = "Write it under unit; where none is printed, say so in a note."
DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def file_names_work_everywhere(subject: Subject) -> Iterator[Problem]:
    """No record has the name of a device of Windows (Microsoft, Naming Files, Paths, and Namespaces): a clone would fail there."""
    for record in subject.records.everything():
        if DEVICE.fullmatch(record.id):
            yield subject.lines.problem(record, (), f"Windows can have no file named {record.id}.yml.", "Choose another id.")


def references_lead_to_records(subject: Subject) -> Iterator[Problem]:
    """Every reference names a record that has a file."""
    for record in subject.records.everything():
        for path, kind, id in references(record):
            if kind != "blocks" and id not in subject.ids[kind]:
                cure = did_you_mean(id, subject.ids[kind], "Correct the id or add the record.")
                yield subject.lines.problem(record, path, f"There is no data/{kind}/{id}.yml.", cure)


def references_lead_into_the_text(subject: Subject) -> Iterator[Problem]:
    """Every place in the text that a record names is a block of the text."""
    for record in subject.records.everything():
        for path, kind, id in references(record):
            if kind == "blocks" and id not in subject.blocks:
                cure = did_you_mean(id, subject.blocks, "Copy the id from the page or the file of the chapter or box.")
                yield subject.lines.problem(record, path, f"There is no block '{id}' in the text.", cure)


def block_ids_are_orderly(subject: Subject) -> Iterator[Problem]:
    """Paragraph ids begin with their chapter and section, chapters and boxes are named after their number, no id stands twice."""
    counts = Counter(block.id for block in sequence(subject.records))
    for block in sequence(subject.records):
        if counts[block.id] > 1:
            yield subject.lines.problem(block.record, block.path, f"The id '{block.id}' stands twice.", "Give one of them another id.")
        place = block.section or (f"{block.chapter}-0" if block.chapter else str(block.path[0]))
        if block.kind == "paragraph" and not re.fullmatch(re.escape(place) + r"-\d+", block.id):
            yield subject.lines.problem(
                block.record, (*block.path, "id"), f"The id '{block.id}' does not fit its place.", f"It must be {place}- and a number."
            )
    numbered: list[Chapter | Box] = [*subject.records.chapters.values(), *subject.records.boxes.values()]
    for record in numbered:
        if record.id != f"{record.number:02d}":
            yield subject.lines.problem(
                record, ("number",), f"The file is named {record.id}, the number is {record.number}.", "Make the two agree."
            )


def rows_fit_their_table(subject: Subject) -> Iterator[Problem]:
    """A row of a table is a heading or has a name; what it fills and merges are columns of the table; the head spans them all."""
    for box in subject.records.boxes.values():
        wide = len(box.table.columns) + (2 if any(row.group for row in box.table.rows) else 1) if box.table else 0
        for head in box.table.head[:1] if box.table else ():
            spanned = sum(cell.columns for cell in head)
            if spanned != wide:
                what = f"The head spans {spanned} columns, the rows have {wide}."
                yield subject.lines.problem(box, ("table", "head", 0), what, "Write columns where a cell of the head spans several.")
        for index, row in enumerate(box.table.rows if box.table else ()):
            path: KeyPath = ("table", "rows", index)
            columns = box.table.columns if box.table else ()
            if bool(row.heading) == bool(row.name or row.cells or row.group or row.merged) or not (row.heading or row.name):
                yield subject.lines.problem(box, path, "A row has either a heading or a name.", "A heading row holds nothing else.")
            used: list[tuple[KeyPath, str]] = [((*path, "cells", column), column) for column in row.cells]
            used += [((*path, "merged", place), column) for place, column in enumerate(row.merged)]
            for key, column in used:
                if column not in columns:
                    yield subject.lines.problem(box, key, *no_column("The table", column, columns))


def values_are_whole(subject: Subject) -> Iterator[Problem]:
    """A value is a number or words, not both and not neither; a range rises; a period begins before it ends."""
    for record in subject.records.targets.values():
        yield from _whole(subject, record, (), record)
        if record.high is not None and (record.value is None or record.high <= record.value):
            yield subject.lines.problem(
                record, ("high",), "The upper end is not above the lower.", "Write the lower end as value, the upper as high."
            )
    for indicator in subject.records.indicators.values():
        for index, value in enumerate(indicator.series):
            yield from _whole(subject, indicator, ("series", index), value)
        years = [value.year for value in indicator.series]
        if years != sorted(years):
            yield subject.lines.problem(indicator, ("series",), "The years are out of order.", "Put the earliest first.")


def _whole(subject: Subject, record: Record, path: KeyPath, holder: Target | Value) -> Iterator[Problem]:
    if (holder.value is None) == (holder.text is None):
        yield subject.lines.problem(
            record,
            (*path, "value"),
            "There must be a value or a text, and only one of them.",
            "Use text only where the plan prints words instead of a number.",
        )
    if holder.start and holder.start > holder.year:
        yield subject.lines.problem(
            record, (*path, "start"), f"The period begins in {holder.start} and ends in {holder.year}.", "Exchange the years."
        )


def values_have_units(subject: Subject) -> Iterator[Problem]:
    """A number has its unit, an indicator's own counting for all but rates of growth; where the words name none, a note says so."""
    stated: list[Target | Report] = [*subject.records.targets.values(), *subject.records.reports.values()]
    for record in stated:
        if record.value is not None and not (record.unit or record.note):
            yield subject.lines.problem(record, ("value",), "The value has no unit.", UNIT)
    for indicator in subject.records.indicators.values():
        for index, value in enumerate(indicator.series):
            known = value.unit or value.note or (value.measure != "annual-growth" and (indicator.unit or indicator.note))
            if value.value is not None and not known:
                yield subject.lines.problem(indicator, ("series", index, "value"), "The value has no unit.", UNIT)


def fields_and_places_are_used(subject: Subject) -> Iterator[Problem]:
    """Every field is named by a record, every place by a record or the text: an empty page helps nobody."""
    named = {(kind, id) for record in subject.records.everything() for _, kind, id in references(record)}
    named |= {(kind, id) for kind, id in subject.links.blocks if kind == "places"}
    known: list[PolicyField | Place] = [*subject.records.fields.values(), *subject.records.places.values()]
    for record in known:
        if (record.folder, record.id) not in named and not subject.broken:
            yield subject.lines.problem(record, (), "Nothing names it.", "Name it where it belongs, or delete the file.")


def no_typed_blanks(subject: Subject) -> Iterator[Problem]:
    """No blank stands beside a Han character in running text: the gap to digits and letters is made by the style sheet."""
    for record in subject.records.everything():
        for path, text in texts(record):
            blank = BLANK_BESIDE_HAN.search(text)
            if blank and text not in _titles(subject.records):
                words = text[max(0, blank.start() - 5) : blank.end() + 5]
                yield subject.lines.problem(record, path, f"A blank stands beside a Han character in “{words}”.", "Delete the blank.")


def _titles(records: Records) -> set[str]:
    """Headings may hold blanks: they part clauses, as printed."""
    sections = (section.title for chapter in records.chapters.values() for section in chapter.sections)
    return {*sections, *(c.title for c in records.chapters.values()), *(b.title for b in records.boxes.values())}


def changes_are_named_after_their_day(subject: Subject) -> Iterator[Problem]:
    """The file name of a change begins with its date, so that changes stand in their order."""
    for change in subject.records.changes.values():
        if not change.id.startswith(f"{change.date}-"):
            what = f"The file is named {change.id}, the date is {change.date}."
            yield subject.lines.problem(change, ("date",), what, f"Name the file {change.date}- and a few words.")
