"""Rules of the text: the received file is untouched, the records are that file, errata touch what was received."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planbook.checks.subject import Subject, no_column
from planbook.records.files import read_text
from planbook.records.model import (
    Box,
    Records,
)
from planbook.records.problem import BadData, Problem
from planbook.records.walk import references
from planbook.text.blocks import applies, sequence


def received(data: Path, records: Records) -> str | None:
    """The text that the plan was received as; None where it cannot be read, which ``source_file_is_untouched`` tells."""
    source = records.sources.get(records.plan.source)
    path = data / source.file if source and source.file else None
    try:
        return read_text(path, f"data/{source.file}") if source and path and path.is_file() else None
    except BadData:
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
        elif source.id == subject.records.plan.source and received(subject.data, subject.records) is None:
            yield subject.lines.problem(source, ("file",), f"data/{source.file} is not UTF-8.", "Convert it once, before it is proof.")


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
                erratum, ("column",), *no_column(erratum.at, erratum.column, table.columns if table else ())
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
