"""From one plan to the same plan in another language: words from PO files, everything else as it is.

A message whose words are missing, or were made for another text, falls back to the plan's own words, marked with their language: a page
never shows words that do not say what the plan says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from planbook.editions import po, reading_log, remarks
from planbook.editions.decisions import Decision
from planbook.editions.foreign import Foreign, prose
from planbook.editions.messages import WORD, Message, context_of, messages
from planbook.editions.notation import Marked, parse
from planbook.editions.po import Entry
from planbook.editions.reading_log import Kind, Read, State
from planbook.records.base import KeyPath
from planbook.records.model import Edition, Erratum, Record, Records
from planbook.records.problem import BadData, Problem
from planbook.records.walk import map_words
from planbook.text.blocks import Block, Span
from planbook.text.figures import from_han
from planbook.text.links import MARKED, Links, Mark, Mention

HAN_NUMBERED = re.compile(r"[（(]?([〇零一二三四五六七八九十百]+)[、.）)]")
MACHINE = "machine"
"""With this word the name of a translator begins that is none."""
UNITS = ("unit", "per")
"""Keys whose words are alike wherever they stand: translated once, translated everywhere."""
M = TypeVar("M", bound=Record)


@dataclass(frozen=True)
class Translation:
    """The words of one edition, held beside the plan.

    ``language``: that of the plan's own words. ``problems``: files that are damaged. ``translators``: whom the files name as those that
    translated them last. ``errata``: all of the plan.
    """

    edition: Edition
    language: str
    messages: dict[str, Message]
    entries: dict[str, Entry]
    readings: dict[str, tuple[Read, ...]]
    problems: tuple[Problem, ...] = ()
    translators: frozenset[str] = frozenset()
    errata: dict[str, Erratum] = field(default_factory=dict)

    def state(self, context: str) -> State:
        """How far a message is."""
        entry = self.entries.get(context)
        if entry is None:
            return "missing"
        return reading_log.state(
            self.messages[context].text, entry.words, entry.fuzzy, entry.source, self.readings.get(context, ())
        )  # fmt: skip

    def read_by(self, context: str) -> list[Read]:
        """The readings of a message that hold: neither text has changed since."""
        entry = self.entries.get(context)
        return reading_log.holding(self.messages[context].text, entry.words, self.readings.get(context, ())) if entry else []

    @property
    def by_machine(self) -> bool:
        """Whether the files name nobody but machines as translators."""
        return bool(self.translators) and all(name.startswith(MACHINE) for name in self.translators)

    @cached_property
    def passages(self) -> list[str]:
        """The contexts of the messages that are words of the plan itself."""
        return [message.context for message in self.messages.values() if message.block]

    def passages_read(self, kind: Kind) -> int:
        """How many passages of the plan a person, or a machine, has read against the original."""
        return sum(any(read.kind == kind for read in self.read_by(context)) for context in self.passages)

    def words(self, context: str) -> str | None:
        """The translation as it is written, or nothing where it is missing or stale."""
        entry = self.entries.get(context)
        return entry.words if entry and reading_log.holds(self.messages[context].text, entry.words, entry.fuzzy, entry.source) else None

    def remark(self, edition: Edition, decision: Decision) -> str:
        """What the editors remark on a decision in the ledger of an edition, in whose script it quotes words."""
        said = self.words(remarks.context_of(edition.id, decision))
        return Foreign(decision.reason, self.language) if said is None else prose(said, edition.language)

    @cached_property
    def places(self) -> dict[tuple[type[Record], str, KeyPath], str]:
        """The context of each message that is words of the text, by kind and id of its record and the way from there."""
        of_blocks = (message for message in self.messages.values() if message.block)
        return {(type(message.record), message.record.id, message.path): message.context for message in of_blocks}

    @cached_property
    def units(self) -> dict[str, str]:
        """What each unit is called, from wherever it is translated."""
        found = ((message.text, self.words(context)) for context, message in self.messages.items() if message.path[-1] in UNITS)
        return {text: words for text, words in found if words}


def translation(edition: Edition, records: Records, blocks: dict[str, Block], data: Path) -> Translation:
    """The translation of an edition, from ``<data>/translations/<edition>/``."""
    folder = data / po.FOLDER / edition.id
    entries, problems = po.read(folder, edition.locale)
    lines: dict[str, list[Read]] = defaultdict(list)
    try:
        for line in reading_log.read(folder):
            lines[line.context].append(line)
    except BadData as error:
        problems += error.problems
    own = records.original.language
    known = {context: tuple(some) for context, some in lines.items()}
    return Translation(
        edition, own, all_messages(records, blocks, data), entries, known, tuple(problems), po.translators(folder), records.errata
    )


def all_messages(records: Records, blocks: dict[str, Block], data: Path) -> dict[str, Message]:
    """Every message that an edition translates, by its context: those of the plan and its records, then remarks of the ledgers."""
    return messages(records, blocks) | {message.context: message for message in remarks.messages_of(records, data)}


class Translator:
    """Puts the words of a translation in the place of the plan's own."""

    def __init__(self, translation: Translation) -> None:
        self._translation = translation

    # --- blocks -----------------------------------------------------------------------------------------------------------

    def block(self, block: Block) -> tuple[Block, tuple[Mark, ...] | None]:
        """The block translated, and its marks; as it was, its words marked as those of the plan, and None where words lack.

        An erratum that is newer than the translation stands behind the whole block until somebody marks the words that it concerns.
        """
        said, errata = self.said(block), tuple(map(self.record, block.cell_errata))
        cells = {column: self._cell(block, column, words) for column, words in (block.cells or {}).items()}
        around: dict[str, Any] = {
            "before": self._part(block, "group", block.before) if block.kind == "row" else block.before,
            "mark": enumerated(block.mark), "description": block.description and self._part(block, "description", block.description),
            "cells": cells if block.cells is not None else None, "cell_errata": errata,
        }  # fmt: skip
        if said is None:
            return replace(block, text=Foreign(block.text, self._translation.language), **around), None
        shown = {span.erratum for span in said.spans}
        newer = dict.fromkeys(span.erratum for span in block.spans if span.erratum not in shown)
        around["cell_errata"] = (
            *(erratum for erratum in errata if erratum.column or erratum.id not in shown),
            *(self.record(self._translation.errata[id]) for id in newer),
        )
        lead = len(self._part(block, "lead", "")) if block.lead else 0
        made = replace(block, text=said.text, lead=lead, spans=said.spans, titles=said.titles, **around)
        return made, said.marks

    def said(self, block: Block) -> Marked | None:
        """What the translation says for the words of a block, lead and rest together; None where one of them lacks."""
        texts = [(f"{block.id}#lead", block.text[: block.lead]), (block.id, block.text[block.lead :])]
        parts = [(self._translation.words(context) if WORD.search(text) else text) for context, text in texts if text]
        if any(part is None for part in parts):
            return None
        return joined([parse(part) for part in parts if part is not None])

    def _part(self, block: Block, part: str, words: str) -> str:
        context = f"{block.id}#{part}"
        if context not in self._translation.messages:
            return words
        said = self._translation.words(context)
        return Foreign(words, self._translation.language) if said is None else parse(said).text

    def _cell(self, block: Block, column: str, words: str) -> str:
        return self._part(block, column, words)

    # --- records ----------------------------------------------------------------------------------------------------------

    def record(self, record: M) -> M:
        """The record translated."""
        return map_words(record, lambda path, words, quoted: self._record_words(record, path, words, quoted))

    def _record_words(self, record: Record, path: KeyPath, words: str, quoted: bool) -> str:
        if not WORD.search(words):
            return words
        known = self._translation
        place = known.places.get((type(record), record.id, path))
        context = place or context_of(record, path)
        said = known.words(context) if context in known.messages and not quoted else None
        if said is None and path[-1] in UNITS:
            said = known.units.get(words)
        if said is None:
            return Foreign(words, known.language)
        return parse(said).text if place else prose(said, known.language)


def joined(parts: list[Marked]) -> Marked:
    """A lead and what follows it, with a blank between, as one."""
    text, marks, spans, titles = "", list[Mark](), list[Span](), list[tuple[int, int]]()
    for part in parts:
        text += " " if text else ""
        start = len(text)
        text += part.text
        marks += [mark._replace(start=mark.start + start, end=mark.end + start) for mark in part.marks]
        spans += [Span(span.start + start, span.end + start, span.erratum) for span in part.spans]
        titles += [(first + start, last + start) for first, last in part.titles]
    return Marked(text, tuple(marks), tuple(spans), tuple(titles), tuple(fault for part in parts for fault in part.faults))


def enumerated(mark: str) -> str:
    """A printed number in digits: 一、 is 1., （二） is 2.; others stay."""
    found = HAN_NUMBERED.fullmatch(mark)
    return f"{from_han(found[1])}." if found else mark


def links_in(links: Links, records: Records, blocks: dict[str, Block], marks: dict[str, tuple[Mark, ...]]) -> Links:
    """The links of a translated edition: what points to what stays, the words that carry it are its own.

    ``records`` and ``blocks`` are translated; ``marks`` are those of the translated blocks.
    """
    own = {id: found for id, found in marks.items() if blocks[id].kind in MARKED}
    spans = {
        (id, mention): span if id not in marks else _span(mention, blocks[id].text, marks[id], records)
        for (id, mention), span in links.spans.items()
    }
    return replace(links, marks=links.marks | own, spans=spans)


def _span(mention: Mention, text: str, marks: tuple[Mark, ...], records: Records) -> tuple[int, int]:
    """The words of a block that lead to a record, or else those that name it, or else its beginning."""
    found = next(((mark.start, mark.end) for mark in marks if (mark.kind, mark.id) == mention), None)
    if found:
        return found
    name = getattr(getattr(records, mention.kind)[mention.id], "name", "")
    named = re.search(rf"\b{re.escape(name)}", text, re.IGNORECASE) if name else None
    return named.span() if named else (0, 0)


def gaps(translation: Translation) -> Iterator[tuple[State, Message, Problem]]:
    """Every message that a page must show in the plan's own words: missing or stale, and where."""
    for context, message in translation.messages.items():
        state = translation.state(context)
        if state == "missing":
            yield state, message, _missing(translation, message)
        elif state == "stale":
            what, cure = "The text has changed since it was translated.", "Translate what msgid says now, and take away the mark fuzzy."
            yield state, message, po.problem(translation.entries[context], what, cure)


def _missing(translation: Translation, message: Message) -> Problem:
    entry = translation.entries.get(message.context)
    path = f"data/{po.FOLDER}/{translation.edition.id}/{message.file}.po"
    cure = "Translate it."
    if entry is None:
        cure = "Run 'python3 scripts/run.py messages', then translate it."
    return Problem.at(path, entry.place.line if entry else 1, message.context, "There is no translation.", cure)
