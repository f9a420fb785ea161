"""What must hold of the records beyond their shape: one function a rule, its docstring states the rule."""

from __future__ import annotations

import ast
import hashlib
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from planbook.editions.conversion import read_phrases
from planbook.editions.ledger import Ledger, examine, passages, read_ledger
from planbook.records.load import Lines, load
from planbook.records.model import (
    Bearing,
    Box,
    Chapter,
    Edition,
    Evidence,
    Indicator,
    KeyPath,
    Place,
    PolicyField,
    Project,
    Record,
    Records,
    Target,
    Term,
    Value,
    references,
    texts,
)
from planbook.records.problem import BadData, Problem, did_you_mean
from planbook.text import addresses
from planbook.text.blocks import Block, applies, blocks, sequence
from planbook.text.figures import stands_in
from planbook.text.links import Links, link, names_of
from planbook.text.proof import Proof, prove
from planbook.text.verdicts import computed

BLANK_BESIDE_HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef“”‘’—] | [\u3000-\u9fff\uff00-\uffef“”‘’—]")
DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
NO_TEXT = "The text was not compared with its source, nor any quote with the text: mend the files above first."
NO_PROOF = "The text was not compared with its source: there is none that can be read."
NATURES = {"expected": "预期性", "binding": "约束性"}


@dataclass(frozen=True)
class CheckedPlan:
    """Data that passed every check, with what the checks worked out on the way."""

    records: Records
    blocks: dict[str, Block]
    links: Links
    proof: Proof
    ledgers: tuple[Ledger, ...]


@dataclass(frozen=True)
class Subject:
    """What a check looks at. ``broken`` names the kinds of which some file could not be read: what they lack is no news."""

    data: Path
    records: Records
    lines: Lines
    ids: dict[str, set[str]]
    broken: set[str]
    blocks: dict[str, Block]
    links: Links
    proof: Proof | None


def check(data: Path) -> CheckedPlan:
    """Load ``data`` and hold every rule against it. Raises ``BadData`` with all problems of all rules.

    While a file of the text itself cannot be read, rules about the text would only echo that: they wait, and the report says so.
    The words are held against the conversion ledgers last, when nothing else is wrong with them.
    """
    loaded = load(data)
    records = loaded.records
    by_id = blocks(records)
    broken = {kind for kind, ids in loaded.ids.items() if ids != set(getattr(records, kind, ids))}
    whole = not broken & {"chapters", "boxes", "errata", "sources"}
    source = _source_text(data, records) if whole else None
    proof = prove((block for block in sequence(records) if block.chapter or not block.box), source) if source is not None else None
    subject = Subject(data, records, loaded.lines, loaded.ids, broken, by_id, link(records, by_id), proof)
    found = [problem for rule in RULES + (TEXT_RULES if whole else ()) for problem in rule(subject)]
    problems = [*loaded.problems, *found]
    if problems or proof is None:
        raise BadData(problems, NO_TEXT if not whole else NO_PROOF if proof is None else "")
    ledgers = _ledgers(subject)
    if undecided := [problem for ledger in ledgers for problem in ledger.problems]:
        raise BadData(undecided)
    return CheckedPlan(records, by_id, subject.links, proof, ledgers)


def _ledgers(subject: Subject) -> tuple[Ledger, ...]:
    """The ledger of every edition that converts, held against the data and the pages written by hand beside it."""
    found = passages(subject.records, subject.blocks, subject.lines, subject.data.parent / "docs")
    return tuple(examine(edition, found, subject.data) for edition in subject.records.editions.values() if edition.phrases)


def _source_text(data: Path, records: Records) -> str | None:
    source = records.sources.get(records.plan.source)
    path = data / source.file if source and source.file else None
    try:
        return path.read_text(encoding="utf-8") if path and path.is_file() else None
    except UnicodeDecodeError:
        return None


def source_file_is_untouched(subject: Subject) -> Iterator[Problem]:
    """The file of a source is there and has the SHA-256 that its record states; the plan's source has a file, in UTF-8."""
    for source in subject.records.sources.values():
        if source.file is None:
            if source.id == subject.records.plan.source:
                yield subject.lines.problem(source, (), "The plan's own source has no file.", "Add file and sha256.")
            continue
        path = subject.data / source.file
        if not path.is_file():
            yield subject.lines.problem(source, ("file",), f"There is no data/{source.file}.", "Put the received file there.")
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != source.sha256:
            yield subject.lines.problem(
                source, ("sha256",), f"data/{source.file} has the SHA-256 {digest}.", "Restore the file: the received text is never edited."
            )
        elif source.id == subject.records.plan.source and _source_text(subject.data, subject.records) is None:
            yield subject.lines.problem(source, ("file",), f"data/{source.file} is not UTF-8.", "Convert it once, before it is proof.")


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


def boxes_stand_once_in_the_text(subject: Subject) -> Iterator[Problem]:
    """Every box has exactly one place in the sections."""
    placed = Counter(id for chapter in subject.records.chapters.values() for _, kind, id in references(chapter) if kind == "boxes")
    for box in subject.records.boxes.values():
        if placed[box.id] != 1:
            yield subject.lines.problem(
                box,
                (),
                f"The box is placed {placed[box.id]} times." if placed[box.id] else "No section places the box.",
                f"Write \"- box: '{box.id}'\" where it belongs, once.",
            )


def records_are_the_source(subject: Subject) -> Iterator[Problem]:
    """The text records, put back in order, give the source character for character (blanks and page breaks aside)."""
    for difference in subject.proof.differences if subject.proof else ():
        source = subject.records.sources[subject.records.plan.source]
        said, printed = (f"“{words}”" if words else "nothing more" for words in (difference.records_say, difference.source_says))
        what = f"{difference.block.id} says {said}, data/{source.file}:{difference.line} says {printed}."
        yield subject.lines.problem(
            difference.block.record, difference.block.path, what, "Restore the received words; put a correction into an erratum."
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
                    yield subject.lines.problem(box, key, *_no_column("The table", column, columns))


def _no_column(holder: str, column: str, columns: Iterable[str]) -> tuple[str, str]:
    return f"{holder} has no column '{column}'.", did_you_mean(column, columns, f"Its columns are: {', '.join(columns) or 'none'}.")


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


def errata_touch_the_text(subject: Subject) -> Iterator[Problem]:
    """What an erratum calls received stands in its place, its reading differs, and no other erratum covers all of it."""
    received = {block.id: block for block in sequence(subject.records)}
    for erratum in subject.records.errata.values():
        block = received.get(erratum.at)
        if block is None:
            continue
        table = block.record.table if isinstance(block.record, Box) and block.kind == "row" else None
        if erratum.column and erratum.column not in (table.columns if table else ()):
            yield subject.lines.problem(
                erratum, ("column",), *_no_column(erratum.at, erratum.column, table.columns if table else ())
            )  # fmt: skip
            continue
        words = (block.cells or {}).get(erratum.column, "") if erratum.column else block.received
        if erratum.received and erratum.received not in words:
            yield subject.lines.problem(
                erratum, ("received",), f"“{erratum.received}” does not stand in {erratum.at}.", "Copy the words as they were received."
            )
        elif not erratum.column and erratum.received and all(span.erratum != erratum.id for span in subject.blocks[erratum.at].spans):
            yield subject.lines.problem(erratum, ("received",), "Another erratum covers the same words.", "Join the two.")
        if erratum.received == erratum.read:
            yield subject.lines.problem(
                erratum, ("read",), "The reading is what was received.", "Correct one of the two, or delete the erratum."
            )
        if not erratum.received and applies(erratum):
            yield subject.lines.problem(
                erratum,
                ("read",),
                "A certain reading needs received words to replace.",
                "Lost text is shown as a gap: leave read out, or lower the confidence.",
            )


def reports_bear_on_one_thing_each(subject: Subject) -> Iterator[Problem]:
    """Every bearing of a report names one indicator, target, project or block; what cannot be compared says why; figures are as printed."""
    for report in subject.records.reports.values():
        for index, bearing in enumerate(report.bears_on):
            named = _named(bearing)
            if len(named) != 1:
                what = f"The bearing names {len(named)} things: {', '.join(named) or 'none'}."
                yield subject.lines.problem(report, ("bears_on", index), what, "Name one of indicator, target, project, block.")
            if bearing.relation in ("related", "contradicts") and not bearing.caveat:
                yield subject.lines.problem(report, ("bears_on", index), "The caveat is missing.", "Say why the two cannot be compared.")
        for key in ("value", "high"):
            value = getattr(report, key)
            if value is not None and not any(stands_in(value, figure, report.unit) for figure in report.figures):
                yield subject.lines.problem(
                    report, (key,), f"'{value}' is none of the figures.", "Copy the figure as the source prints it into figures."
                )


def _named(bearing: Bearing) -> list[str]:
    return [kind for kind in ("indicator", "target", "project", "block") if getattr(bearing, kind)]


OF_PROJECTS, OF_FIGURES = ("started", "completed", "in-operation"), ("same-measure", "baseline")


def relations_meet_their_kind(subject: Subject) -> Iterator[Problem]:
    """Only a project or its place in the text is started or completed; figures are compared with indicators and targets, in one unit."""
    for report in subject.records.reports.values():
        for index, bearing in enumerate(report.bears_on):
            path: KeyPath = ("bears_on", index, "relation")
            if len(_named(bearing)) != 1:
                continue
            if bearing.relation in OF_PROJECTS and (bearing.indicator or bearing.target):
                cure = "Name the project, or choose same-measure or related."
                yield subject.lines.problem(report, path, f"An indicator or a target is never '{bearing.relation}'.", cure)
            if bearing.relation in OF_FIGURES and (bearing.project or bearing.block):
                cure = "Name the indicator or the target, or choose related."
                yield subject.lines.problem(report, path, f"'{bearing.relation}' compares figures, and this names none.", cure)
            compared = _compared(bearing, subject.records) if bearing.relation == "same-measure" else None
            if compared is not None and report.value is not None and report.unit != compared[0]:
                what = f"The report counts in '{report.unit}', {compared[1]} in '{compared[0]}'."
                yield subject.lines.problem(report, ("unit",), what, "Write the value in the same unit, or choose related.")


def _compared(bearing: Bearing, records: Records) -> tuple[str | None, str] | None:
    """The unit of what a report is compared with, and its name; None where it is missing or has no figure."""
    target = records.targets.get(bearing.target or "")
    if target and target.value is not None:
        return target.unit, f"targets/{target.id}"
    indicator = records.indicators.get(bearing.indicator or "")
    return (indicator.unit, f"indicators/{indicator.id}") if indicator else None


def readings_name_one_source(subject: Subject) -> Iterator[Problem]:
    """Each reading of a finding stands in the plan or in another source, and is a number or words."""
    for finding in subject.records.findings.values():
        for index, reading in enumerate(finding.readings):
            if (reading.evidence is None) == (reading.source is None):
                what = "The reading names both the plan and a source." if reading.source else "The reading does not say where it stands."
                yield subject.lines.problem(finding, ("readings", index), what, "Write evidence or source, one of the two.")
            if (reading.value is None) == (reading.text is None):
                what = "There must be a value or a text, and only one of them."
                yield subject.lines.problem(finding, ("readings", index, "value"), what, "Keep one.")


def fields_and_places_are_used(subject: Subject) -> Iterator[Problem]:
    """Every field is named by a record, every place by a record or the text: an empty page helps nobody."""
    named = {(kind, id) for record in subject.records.everything() for _, kind, id in references(record)}
    named |= {(kind, id) for kind, id in subject.links.blocks if kind == "places"}
    known: list[PolicyField | Place] = [*subject.records.fields.values(), *subject.records.places.values()]
    for record in known:
        if (record.folder, record.id) not in named and not subject.broken:
            yield subject.lines.problem(record, (), "Nothing names it.", "Name it where it belongs, or delete the file.")


def editors_judge_what_rules_cannot(subject: Subject) -> Iterator[Problem]:
    """A judgement differs from what the rules give; ``reached`` stands only beside words."""
    for indicator in subject.records.indicators.values():
        for index, value in enumerate(indicator.series):
            if value.reached is not None and (value.kind != "outcome" or value.value is not None):
                what, cure = "Figures are compared by the program.", "Write reached only for an outcome in words."
                yield subject.lines.problem(indicator, ("series", index, "reached"), what, cure)
            if value.judged is not None and (value.kind != "target" or value.year < subject.records.plan.start):
                what, cure = "Only a target of this plan is judged.", "Delete the judgement."
                yield subject.lines.problem(indicator, ("series", index, "judged"), what, cure)
    for target in subject.records.targets.values() if not subject.broken else ():
        if target.judged and computed(target, subject.records, subject.links).outcome == target.judged.outcome:
            what = f"The rules give '{target.judged.outcome}' too."
            yield subject.lines.problem(target, ("judged",), what, "Delete the judgement.")


ARITHMETIC: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip


def findings_add_up(subject: Subject) -> Iterator[Problem]:
    """The computation of a finding gives its result, to the decimals that the result has."""
    for finding in subject.records.findings.values():
        if (finding.computation is None) != (finding.result is None):
            yield subject.lines.problem(finding, ("result",), "A computation and its result go together.", "Write both, or neither.")
        elif finding.computation is not None and finding.result is not None:
            computed = computed_value(finding.computation)
            if computed is None:
                what, cure = f"'{finding.computation}' cannot be computed.", "Use digits and + - * / ** ( ) only."
                yield subject.lines.problem(finding, ("computation",), what, cure)
            elif computed.quantize(finding.result) != finding.result:
                what = f"The computation gives {computed.quantize(finding.result)}, not {finding.result}."
                yield subject.lines.problem(finding, ("result",), what, "Correct one of the two.")


def computed_value(computation: str) -> Decimal | None:
    """The value of an arithmetic formula, None when it is not one."""
    try:
        return _computed(ast.parse(computation.strip(), mode="eval").body, computation.strip())
    except (SyntaxError, ArithmeticError, ValueError):
        return None


def _computed(node: ast.expr, text: str) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Decimal(ast.get_source_segment(text, node) or "")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_computed(node.operand, text)
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        return ARITHMETIC[type(node.op)](_computed(node.left, text), _computed(node.right, text))
    raise ValueError("not arithmetic")


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
    """What a search alias means stands in the text."""
    whole = "\n".join(block.text for block in subject.blocks.values())
    for alias in subject.records.aliases.values():
        if alias.means not in whole:
            yield subject.lines.problem(alias, ("means",), f"“{alias.means}” stands nowhere in the text.", "Write it as the plan does.")


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


def editions_can_be_told_apart(subject: Subject) -> Iterator[Problem]:
    """One edition shows the text unconverted and comes first; dictionary and ledger of every other edition are there and in order."""
    if not subject.ids["editions"]:
        yield subject.lines.problem(subject.records.plan, (), "There is no edition.", "Write one into data/editions/.")
    editions = list(subject.records.editions.values())
    originals = [edition for edition in editions if edition.phrases is None]
    for edition in editions[:1] if "editions" not in subject.broken else ():
        if edition not in originals:
            what = "The first edition does not show the plan's own script."
            yield subject.lines.problem(edition, ("phrases",), what, "Give the lowest order to an edition without phrases.")
    for edition in originals[1:]:
        what = f"It shows the plan's own script, as {originals[0].id} does."
        yield subject.lines.problem(edition, (), what, "Name its dictionary under phrases.")
    for edition in editions:
        if edition.phrases:
            yield from _attached(subject, edition, "phrases", edition.phrases, read_phrases)
            yield from _attached(subject, edition, "ledger", edition.ledger, read_ledger)


def _attached(subject: Subject, edition: Edition, key: str, name: str | None, read: Callable[[Path], object]) -> Iterator[Problem]:
    """What is wrong with a file beside an edition that the edition needs."""
    file = subject.data / "editions" / (name or "")
    if name is None:
        cure = "Name a file, then fill it with 'python3 scripts/run.py ledger'."
        yield subject.lines.problem(edition, (key,), "The edition converts the text and has no ledger.", cure)
    elif not file.is_file():
        yield subject.lines.problem(edition, (key,), f"There is no data/editions/{name}.", "Add the file, if only an empty one.")
    else:
        try:
            read(file)
        except BadData as error:
            yield from error.problems


def changes_are_named_after_their_day(subject: Subject) -> Iterator[Problem]:
    """The file name of a change begins with its date, so that changes stand in their order."""
    for change in subject.records.changes.values():
        if not change.id.startswith(f"{change.date}-"):
            what = f"The file is named {change.id}, the date is {change.date}."
            yield subject.lines.problem(change, ("date",), what, f"Name the file {change.date}- and a few words.")


def redirects_lead_from_lost_pages_to_standing_ones(subject: Subject) -> Iterator[Problem]:
    """An old address is no page any more and stands once; the new one is a page, and its anchor a record or a block; no chains."""
    docs = subject.data.parent / "docs"
    standing = addresses.made(subject.records) | {_address_of(path.relative_to(docs)) for path in docs.rglob("*.md")}
    anchored = {addresses.of_record(kind, id) for kind in addresses.WITH_ANCHORS for id in getattr(subject.records, kind)}
    anchored |= {addresses.of_block(block) for block in subject.blocks.values()}
    moved: dict[str, str] = {}
    for redirect in subject.records.redirects.values() if not subject.broken else ():
        twin = moved.setdefault(redirect.old, redirect.id)
        if redirect.old in standing:
            yield subject.lines.problem(
                redirect, ("old",), f"{redirect.old} is a page.", "Only an address that leads nowhere is redirected."
            )
        elif twin != redirect.id:
            yield subject.lines.problem(redirect, ("old",), f"redirects/{twin} has the same old address.", "Keep one of the two.")
    for redirect in subject.records.redirects.values() if not subject.broken else ():
        path = redirect.new.partition("#")[0]
        if path in moved:
            cure = "Write the address at which the way ends."
            yield subject.lines.problem(redirect, ("new",), f"{path} is an old address itself: redirects/{moved[path]}.", cure)
        elif path not in standing or ("#" in redirect.new and redirect.new not in anchored):
            cure = did_you_mean(redirect.new, standing | anchored, "Copy the address from the page.")
            yield subject.lines.problem(redirect, ("new",), f"{redirect.new} leads nowhere.", cure)


def _address_of(path: Path) -> str:
    """Where a page written by hand stands: ``about/cite.md`` is ``about/cite/``, ``index.md`` the root."""
    return path.with_suffix("").as_posix().removesuffix("index").rstrip("/") + "/" if path.as_posix() != "index.md" else ""


Rule = Callable[[Subject], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    file_names_work_everywhere,
    source_file_is_untouched,
    references_lead_to_records,
    rows_fit_their_table,
    values_are_whole,
    reports_bear_on_one_thing_each,
    relations_meet_their_kind,
    readings_name_one_source,
    findings_add_up,
    no_typed_blanks,
    editions_can_be_told_apart,
    changes_are_named_after_their_day,
)
TEXT_RULES: tuple[Rule, ...] = (
    references_lead_into_the_text, block_ids_are_orderly, boxes_stand_once_in_the_text, records_are_the_source,
    quotes_stand_in_the_text, evidence_names_words_or_a_cell, figures_stand_in_their_evidence, errata_touch_the_text,
    names_occur_in_the_text, aliases_mean_words_of_the_plan, rows_belong_to_indicators, project_names_are_quoted,
    editors_judge_what_rules_cannot, fields_and_places_are_used,
    redirects_lead_from_lost_pages_to_standing_ones,
)  # fmt: skip
