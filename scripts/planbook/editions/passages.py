"""The texts that an edition converts, each with the place at which it stands in the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planbook.editions import by_hand
from planbook.records.files import name_of, read_text
from planbook.records.lines import Lines
from planbook.records.model import Box, Chapter, Plan, Record, Records
from planbook.records.problem import Problem
from planbook.records.walk import texts
from planbook.text.blocks import Block


class Passage(NamedTuple):
    """A text that is converted as a whole: where it stands in the files, and the kind and id of what shows it."""

    text: str
    place: Problem
    kind: str
    id: str


def passages(records: Records, blocks: dict[str, Block], lines: Lines, docs: Path) -> list[Passage]:
    """Every text that an edition converts, as it is converted: blocks as they are read, records field by field, docs line by line."""
    return [*_text(blocks, lines), *_records(records, lines), *_written_by_hand(docs, records)]


def _text(blocks: dict[str, Block], lines: Lines) -> Iterator[Passage]:
    for block in blocks.values():
        if block.kind != "head":
            place = lines.problem(block.record, block.path, "", "")
            for text in (block.before, block.text, *(block.cells or {}).values()):
                yield Passage(text, place, "blocks", block.id)


def _records(records: Records, lines: Lines) -> Iterator[Passage]:
    for record in records.everything():
        for path, text in texts(record):
            if not _is_block(record, path[0]):
                yield Passage(text, lines.problem(record, path, "", ""), record.folder, record.id)


def _is_block(record: Record, key: str | int) -> bool:
    """Whether the words below a key of a record are shown as blocks of the text, with their errata."""
    plan = isinstance(record, Plan) and key in ("front", "closing")
    return plan or isinstance(record, Chapter) or (isinstance(record, Box) and key != "table")


def _written_by_hand(docs: Path, records: Records) -> Iterator[Passage]:
    for path in by_hand.pages(docs, records.editions.values()):
        name = name_of(path, docs.parent)
        for number, line in enumerate(read_text(path, name).splitlines(), 1):
            yield Passage(line, Problem(name, number, "", "", ""), "docs", name_of(path, docs))
