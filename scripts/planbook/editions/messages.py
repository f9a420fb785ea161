"""What there is to translate: every text of the plan and of its records that has a word in it, each with a name that stays.

The words of the plan are named by their block, ``04-2-1``, and what is set apart in it by a sign, ``04-2-1#lead``; those of records by
the way that leads to them, ``terms/river-chief/meaning``. The files follow: one for each chapter with its boxes, one for each kind.
Remarks of conversion ledgers, which are no records, come from ``remarks.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planbook.records.base import KeyPath
from planbook.records.model import Box, Chapter, Erratum, Plan, Record, Records
from planbook.records.walk import translatable
from planbook.text.blocks import Block
from planbook.text.links import Links

WORD = re.compile(r"[\u3400-\u9fff]")
"""A text without any is the same in every language: ``62.9``, ``3+3+X``."""
PLAN = "plan"


@dataclass(frozen=True)
class Message:
    """A text to translate. ``file``: the name of its PO file without the ending. ``path`` leads from the record to the words."""

    context: str
    text: str
    file: str
    record: Record
    path: KeyPath
    block: str = ""
    """The id of the block that it is a part of."""


def messages(records: Records, blocks: dict[str, Block]) -> dict[str, Message]:
    """Every message by its context: the plan in the order of the text, as it is read, then the records by kind."""
    found = [*(message for block in blocks.values() for message in _of_block(block)), *_of_records(records)]
    return {message.context: message for message in found if WORD.search(message.text)}


def _of_block(block: Block) -> Iterator[Message]:
    file = block.chapter or PLAN

    def message(part: str, text: str, *path: str | int) -> Message:
        return Message(block.id + (f"#{part}" if part else ""), text, file, block.record, (*block.path, *path), block.id)

    if block.kind == "head" and isinstance(block.record, Box) and block.record.table:
        for line, row in enumerate(block.record.table.head):
            yield from (message(f"{line}-{place}", cell.text, line, place, "text") for place, cell in enumerate(row))
    elif block.kind == "row":
        yield message("group", block.before, "group")
        yield message("", block.text, "name")
        yield from (message(column, words, "cells", column) for column, words in (block.cells or {}).items())
    elif block.kind in ("paragraph", "node"):
        yield message("lead", block.text[: block.lead], "lead")
        yield message("", block.text[block.lead :], "text")
    elif block.kind == "picture":
        yield message("", block.text, "caption")
        yield message("description", block.description, "description")
    else:
        yield message("", block.text)


def _of_records(records: Records) -> Iterator[Message]:
    for record in records.everything():
        kind = PLAN if isinstance(record, Plan) else record.folder
        for path, text in () if isinstance(record, Chapter | Box) else translatable(record):
            if not (isinstance(record, Plan) and path[0] in ("parts", "front", "closing")):
                yield Message(context_of(record, path), text, kind, record, path)


def context_of(record: Record, path: KeyPath) -> str:
    """The context of words that are no block of the text."""
    own = (PLAN,) if isinstance(record, Plan) else (record.folder, record.id)
    return "/".join(map(str, (*own, *path)))


def notes(block: Block, links: Links, errata: Iterable[Erratum]) -> list[str]:
    """What a translator has to know of a block: the marks that its words carry, and the errata."""
    marks = [f"[{block.text[mark.start : mark.end]}]{{{mark.kind}/{mark.id}}}" for mark in links.marks.get(block.id, ())]
    slips = [
        f"{{errata/{e.id}}} {e.confidence}, received “{e.received}”" + (f", read “{e.read}”" if e.read else "")
        for e in errata
        if e.at == block.id and not e.column
    ]
    return [*marks, *slips]
