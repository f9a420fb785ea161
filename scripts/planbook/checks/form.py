"""Rules of form: ids and references lead somewhere, values are whole, nothing stands twice or idle."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from planbook.checks.subject import Subject, doubles, no_column
from planbook.records.base import KeyPath, Record
from planbook.records.messages import say
from planbook.records.model import Box, BoxPlacement, Chapter, Node, Place, PolicyField, Report, Table, Target, Value
from planbook.records.problem import Problem, near, shown
from planbook.records.walk import lists, references
from planbook.text import addresses
from planbook.text.blocks import place_of, sequence

DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
COMMAS = re.compile("[,，、;；]")


def file_names_work_everywhere(subject: Subject) -> Iterator[Problem]:
    """No record has the name of a device of Windows (Microsoft, Naming Files, Paths, and Namespaces): a clone would fail there."""
    for record in subject.records.everything():
        if DEVICE.fullmatch(record.id):
            yield subject.lines.problem(record, (), "Windows can have no file named %(id)s.yml.", "Choose another id.", id=record.id)


def ids_leave_the_lists_alone(subject: Subject) -> Iterator[Problem]:
    """No record with a page of its own is called ``index``: it would take the place of the list of its kind."""
    for record in subject.records.everything():
        if record.id == "index" and record.folder in addresses.WITH_PAGES:
            what = "'index' is the page that lists all records of this kind."
            yield subject.lines.problem(record, (), what, "Choose another id.")


def references_lead_to_records(subject: Subject) -> Iterator[Problem]:
    """Every reference names a record that has a file."""
    for record in subject.records.everything():
        for path, kind, id in references(record):
            if kind != "blocks" and id not in subject.ids[kind]:
                what, cure = "There is no data/%(kind)s/%(id)s.yml.", "Correct the id or add the record."
                meant = _id_of(subject, kind, id) or near(id, subject.ids[kind])
                if COMMAS.search(id):
                    cure, meant = "Write each id of the list by itself, with half-width commas: [a, b].", ""
                yield subject.lines.problem(record, path, what, cure, meant=meant, kind=kind, id=shown(id))


def _id_of(subject: Subject, kind: str, name: str) -> str:
    """The id of the record that has a name or a title, or the nearest to it; empty when none has, or several."""
    named: dict[str, set[str]] = defaultdict(set)
    for record in getattr(subject.records, kind).values():
        for words in (getattr(record, "name", ""), getattr(record, "title", ""), *getattr(record, "aliases", ())):
            named[words].add(record.id)
    found = named[name] if name in named else named[near(name, [*named])] if not name.isascii() else set()
    return found.pop() if len(found) == 1 else ""


def references_lead_into_the_text(subject: Subject) -> Iterator[Problem]:
    """Every place in the text that a record names is a block of the text."""
    for record in subject.records.everything():
        for path, kind, id in references(record):
            if kind == "blocks" and id not in subject.blocks:
                what, cure = "There is no block '%(id)s' in the text.", "Copy the id from the page or the file of the chapter or box."
                meant = f"box-{id}" if f"box-{id}" in subject.blocks else near(id, subject.blocks)
                yield subject.lines.problem(record, path, what, cure, meant=meant, id=shown(id))


def no_record_names_itself(subject: Subject) -> Iterator[Problem]:
    """No record is related to itself, lies in itself or refers to itself."""
    for record in subject.records.everything():
        for path, kind, id in references(record):
            if (kind, id) == (record.folder, record.id):
                yield subject.lines.problem(record, path, "The record names itself.", "Name another record, or delete this.")


def places_lie_in_one_another(subject: Subject) -> Iterator[Problem]:
    """The places above a place end somewhere: none lies in one that lies in it."""
    places = subject.records.places
    for place in places.values():
        above, way = place.parent, [place.id]
        while above in places and above not in way:
            way.append(above)
            above = places[above].parent
        if above == place.id and len(way) > 1:
            what, cure = "The places lie in one another in a circle: %(way)s.", "Correct one of them."
            yield subject.lines.problem(place, ("parent",), what, cure, way=" → ".join([*way, place.id]))


def block_ids_are_orderly(subject: Subject) -> Iterator[Problem]:
    """Paragraph ids begin with their chapter and section, chapters and boxes are named after their number, no id stands twice."""
    counts = Counter(block.id for block in sequence(subject.records))
    for block in sequence(subject.records):
        if counts[block.id] > 1:
            what, cure = "The id '%(id)s' stands twice.", "Give one of them another id."
            yield subject.lines.problem(block.record, block.path, what, cure, id=block.id)
        place = place_of(block)
        if block.kind == "paragraph" and not re.fullmatch(re.escape(place) + r"-\d+", block.id):
            what, cure = "The id '%(id)s' does not fit its place.", "It must be %(place)s- and a number."
            yield subject.lines.problem(block.record, (*block.path, "id"), what, cure, id=block.id, place=place)
    numbered: list[Chapter | Box] = [*subject.records.chapters.values(), *subject.records.boxes.values()]
    for record in numbered:
        if record.id != f"{record.number:02d}":
            what, cure = "The file is named %(id)s, the number is %(number)d.", "Make the two agree."
            yield subject.lines.problem(record, ("number",), what, cure, id=record.id, number=record.number)


def box_items_hold_something(subject: Subject) -> Iterator[Problem]:
    """An item of a box has a lead, a text or items below it; a box has items or a table."""
    for box in subject.records.boxes.values():
        if not box.body and box.table is None:
            yield subject.lines.problem(box, (), "The box has neither items nor a table.", "Write body or table.")
        for path, node in _nodes(box.body, ("body",)):
            if not (node.lead or node.text or node.items):
                yield subject.lines.problem(box, path, "The item is empty.", "Write lead or text, or delete the item.")


def _nodes(nodes: tuple[Node, ...], path: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
    for index, node in enumerate(nodes):
        yield (*path, index), node
        yield from _nodes(node.items, (*path, index, "items"))


def rows_fit_their_table(subject: Subject) -> Iterator[Problem]:
    """A row of a table is a heading or has a name; what it fills and merges are columns of the table; the head spans them all."""
    for box in subject.records.boxes.values():
        if box.table is None:
            continue
        wide = len(box.table.columns) + (2 if any(row.group for row in box.table.rows) else 1)
        for head in box.table.head[:1]:
            spanned = sum(cell.columns for cell in head)
            if spanned != wide:
                what = "The head spans %(spanned)d columns, the rows have %(wide)d."
                cure = "Write columns where a cell of the head spans several."
                yield subject.lines.problem(box, ("table", "head", 0), what, cure, spanned=spanned, wide=wide)
        yield from _too_tall(subject, box, box.table)
        for index, row in enumerate(box.table.rows):
            path: KeyPath = ("table", "rows", index)
            if bool(row.heading) == bool(row.name or row.cells or row.group or row.merged) or not (row.heading or row.name):
                what = "A row has either a heading or a name."
                yield subject.lines.problem(box, path, what, "A heading row holds nothing else.")
            used: list[tuple[KeyPath, str]] = [((*path, "cells", column), column) for column in row.cells]
            used += [((*path, "merged", place), column) for place, column in enumerate(row.merged)]
            for key, column in used:
                if column not in box.table.columns:
                    yield no_column(subject, box, key, say("The table"), column, box.table.columns)


def _too_tall(subject: Subject, box: Box, table: Table) -> Iterator[Problem]:
    """What spans more rows than there are, of the head or of the table."""
    cells = [(("table", "head", line, place), line + cell.rows) for line, row in enumerate(table.head) for place, cell in enumerate(row)]
    groups = [(("table", "rows", line), line + row.group_rows) for line, row in enumerate(table.rows) if row.group]
    for found, rows in ((cells, len(table.head)), (groups, len(table.rows))):
        for path, last in found:
            if last > rows:
                what, cure = "It spans more rows than there are.", "Count those that it stands beside, its own among them."
                yield subject.lines.problem(box, path, what, cure)


def nothing_stands_twice_in_a_list(subject: Subject) -> Iterator[Problem]:
    """No list holds the same item twice. Only cells of the head of a table may be alike."""
    for record in subject.records.everything():
        for path, items in lists(record):
            if path[:2] != ("table", "head"):
                for place in doubles(item for item in items if not isinstance(item, BoxPlacement)):
                    yield subject.lines.problem(record, (*path, place), "The same stands in the list before.", "Keep one.")


def values_are_whole(subject: Subject) -> Iterator[Problem]:
    """A value is a number or words, not both and not neither; a range rises; a period begins before it ends."""
    for record in subject.records.targets.values():
        yield from _whole(subject, record, (), record)
        yield from _range(subject, record)
    for report in subject.records.reports.values():
        yield from _range(subject, report)
        yield from _period(subject, report, (), report.start, report.year)
    for indicator in subject.records.indicators.values():
        for index, value in enumerate(indicator.series):
            yield from _whole(subject, indicator, ("series", index), value)
        years = [value.year for value in indicator.series]
        if years != sorted(years):
            yield subject.lines.problem(indicator, ("series",), "The years are out of order.", "Put the earliest first.")


def _range(subject: Subject, record: Record) -> Iterator[Problem]:
    value, high = getattr(record, "value", None), getattr(record, "high", None)
    if high is not None and (value is None or high <= value):
        what, cure = "The upper end is not above the lower.", "Write the lower end as value, the upper as high."
        yield subject.lines.problem(record, ("high",), what, cure)


def _whole(subject: Subject, record: Record, path: KeyPath, holder: Target | Value) -> Iterator[Problem]:
    if (holder.value is None) == (holder.text is None):
        what, cure = (
            "There must be a value or a text, and only one of them.",
            "Use text only where the plan prints words instead of a number.",
        )
        yield subject.lines.problem(record, (*path, "value"), what, cure)
    yield from _period(subject, record, path, holder.start, holder.year)


def _period(subject: Subject, record: Record, path: KeyPath, start: int | None, end: int) -> Iterator[Problem]:
    if start and start > end:
        what, cure = "The period begins in %(start)d and ends in %(end)d.", "Exchange the years."
        yield subject.lines.problem(record, (*path, "start"), what, cure, start=start, end=end)


def the_years_of_the_plan_follow_one_another(subject: Subject) -> Iterator[Problem]:
    """A plan begins before it ends, and its horizon lies behind its end."""
    plan = subject.records.plan
    yield from _period(subject, plan, (), plan.start, plan.end)
    if plan.horizon is not None and plan.horizon < plan.end:
        what, cure = "The horizon lies in %(horizon)d, before the end of the plan in %(end)d.", "Correct one of the two."
        yield subject.lines.problem(plan, ("horizon",), what, cure, horizon=plan.horizon, end=plan.end)


def fields_stand_in_an_order(subject: Subject) -> Iterator[Problem]:
    """No two fields have the same ``order``."""
    seen: dict[int, PolicyField] = {}
    for record in subject.records.fields.values():
        twin = seen.setdefault(record.order, record)
        if twin is not record:
            what, cure = "fields/%(twin)s has the order %(order)d too.", "Give one of the two another."
            yield subject.lines.problem(record, ("order",), what, cure, twin=twin.id, order=record.order)


def tiles_belong_to_one_place(subject: Subject) -> Iterator[Problem]:
    """No two places have the same tile of the map."""
    seen: dict[str, Place] = {}
    for record in subject.records.places.values():
        for position, tile in enumerate(record.tiles):
            twin = seen.setdefault(tile, record)
            if twin is not record:
                what, cure = "places/%(twin)s has the tile %(tile)s too.", "Give each place tiles of its own."
                yield subject.lines.problem(record, ("tiles", position), what, cure, twin=twin.id, tile=tile)


def values_have_units(subject: Subject) -> Iterator[Problem]:
    """A number has its unit, an indicator's own counting for all but rates of growth; where the words name none, a note says so."""
    what, cure = "The value has no unit.", "Write it under unit; where none is printed, say so in a note."
    stated: list[Target | Report] = [*subject.records.targets.values(), *subject.records.reports.values()]
    for record in stated:
        if record.value is not None and not (record.unit or record.note):
            yield subject.lines.problem(record, ("value",), what, cure)
    for indicator in subject.records.indicators.values():
        for index, value in enumerate(indicator.series):
            known = value.unit or value.note or (value.measure != "annual-growth" and (indicator.unit or indicator.note))
            if value.value is not None and not known:
                yield subject.lines.problem(indicator, ("series", index, "value"), what, cure)


def fields_and_places_are_used(subject: Subject) -> Iterator[Problem]:
    """Every field is named by a record, every place by a record or the text: an empty page helps nobody."""
    named = {(kind, id) for record in subject.records.everything() for _, kind, id in references(record)}
    named |= {(kind, id) for kind, id in subject.links.blocks if kind == "places"}
    known: list[PolicyField | Place] = [*subject.records.fields.values(), *subject.records.places.values()]
    for record in known:
        if (record.folder, record.id) not in named and not subject.broken:
            yield subject.lines.problem(record, (), "Nothing names it.", "Name it where it belongs, or delete the file.")


def changes_are_named_after_their_day(subject: Subject) -> Iterator[Problem]:
    """The file name of a change begins with its date, so that changes stand in their order."""
    for change in subject.records.changes.values():
        if not change.id.startswith(f"{change.date}-"):
            what, cure = "The file is named %(id)s, the date is %(date)s.", "Name the file %(date)s- and a few words."
            yield subject.lines.problem(change, ("date",), what, cure, id=change.id, date=change.date)
