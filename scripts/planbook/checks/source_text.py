"""Rules of the text: the received file is untouched, the records are that file, errata touch what was received."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planbook.checks.subject import Subject, no_column
from planbook.records.files import read_text
from planbook.records.messages import say
from planbook.records.model import Box, Erratum, Records, Source
from planbook.records.problem import BadData, Problem
from planbook.records.walk import references
from planbook.text.blocks import Block, applies, sequence


def received(data: Path, records: Records) -> str | None:
    """The text that the plan was received as; None where it cannot be read, which ``source_file_is_untouched`` tells."""
    source = records.sources.get(records.plan.source)
    try:
        return read_text(data / source.file, f"data/{source.file}") if source and source.file else None
    except BadData:
        return None


def source_file_is_untouched(subject: Subject) -> Iterator[Problem]:
    """The file of a source is there and has the SHA-256 that its record states; the plan's source has a file, in UTF-8."""
    for source in subject.records.sources.values():
        if source.file is not None:
            yield from _file(subject, source, subject.data / source.file)
        elif source.id == subject.records.plan.source:
            yield subject.lines.problem(source, (), "The plan's own source has no file.", "Add file and sha256.")


def _file(subject: Subject, source: Source, path: Path) -> Iterator[Problem]:
    if not path.is_file():
        what, cure = "There is no data/%(file)s.", "Put the received file there."
        yield subject.lines.problem(source, ("file",), what, cure, file=source.file)
        return
    if source.sha256 is None:
        yield subject.lines.problem(source, ("file",), "The SHA-256 of the file is missing.", "Add sha256.")
        return
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != source.sha256:
        what, cure = "data/%(file)s has the SHA-256 %(digest)s.", "Restore the file: the received text is never edited."
        yield subject.lines.problem(source, ("sha256",), what, cure, file=source.file, digest=digest)
    elif source.id == subject.records.plan.source and received(subject.data, subject.records) is None:
        what, cure = "data/%(file)s is not UTF-8, or too large.", "Convert it once, before it is proof."
        yield subject.lines.problem(source, ("file",), what, cure, file=source.file)


def placed_boxes(records: Records) -> Iterator[str]:
    """The ids of the boxes that chapters, front and closing lines place, in no order."""
    for record in (records.plan, *records.chapters.values()):
        yield from (id for _, kind, id in references(record) if kind == "boxes")


def boxes_stand_once_in_the_text(subject: Subject) -> Iterator[Problem]:
    """Every box has exactly one place in the sections."""
    placed = Counter(placed_boxes(subject.records))
    for box in subject.records.boxes.values():
        cure = "Write \"- box: '%(id)s'\" where it belongs, once."
        if not placed[box.id]:
            yield subject.lines.problem(box, (), "No section places the box.", cure, id=box.id)
        elif placed[box.id] > 1:
            yield subject.lines.problem(box, (), "The box is placed %(times)d times.", cure, times=placed[box.id], id=box.id)


def records_are_the_source(subject: Subject) -> Iterator[Problem]:
    """The text records, put back in order, give the source character for character (blanks and page breaks aside)."""
    for difference in subject.proof.differences if subject.proof else ():
        source = subject.records.sources[subject.records.plan.source]
        said, printed = (f"“{words}”" if words else say("nothing more") for words in (difference.records_say, difference.source_says))
        what = "%(block)s says %(said)s, data/%(file)s:%(line)s says %(printed)s."
        cure = "Restore the received words; put a correction into an erratum."
        named = {"block": difference.block.id, "said": said, "printed": printed, "line": str(difference.line)}
        yield subject.lines.problem(difference.block.record, difference.block.path, what, cure, file=source.file, **named)


def errata_touch_the_text(subject: Subject) -> Iterator[Problem]:
    """What an erratum calls received stands in its place, its reading differs, and no other erratum covers all of it."""
    received = {block.id: block for block in sequence(subject.records)}
    for erratum in subject.records.errata.values():
        block = received.get(erratum.at)
        table = block.record.table if block and isinstance(block.record, Box) and block.kind == "row" else None
        columns = table.columns if table else ()
        if block is None:
            continue
        if erratum.column and erratum.column not in columns:
            yield no_column(subject, erratum, ("column",), erratum.at, erratum.column, columns)
            continue
        yield from _received_words(subject, erratum, block)
        if erratum.received == erratum.read:
            cure = "Correct one of the two, or delete the erratum."
            yield subject.lines.problem(erratum, ("read",), "The reading is what was received.", cure)
        if not erratum.received and applies(erratum):
            what = "A certain reading needs received words to replace."
            cure = "Lost text is shown as a gap: leave read out, or lower the confidence."
            yield subject.lines.problem(erratum, ("read",), what, cure)


def _received_words(subject: Subject, erratum: Erratum, block: Block) -> Iterator[Problem]:
    words = (block.cells or {}).get(erratum.column, "") if erratum.column else block.received
    if erratum.received and erratum.received not in words:
        what, cure = "“%(words)s” does not stand in %(at)s.", "Copy the words as they were received."
        yield subject.lines.problem(erratum, ("received",), what, cure, words=erratum.received, at=erratum.at)
    elif not erratum.column and erratum.received and all(span.erratum != erratum.id for span in subject.blocks[erratum.at].spans):
        yield subject.lines.problem(erratum, ("received",), "Another erratum covers the same words.", "Join the two.")
