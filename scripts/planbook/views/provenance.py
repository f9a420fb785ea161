"""Where the site comes from: the received file, the proof that the records are that file, what is shown otherwise, how it was built."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planbook.records.model import Erratum, Source
from planbook.text import addresses, knowledge
from planbook.text.blocks import Block, applies, replacement, without_blanks
from planbook.views.contributing import NOBODY, Reach
from planbook.views.view import View


class Origin(NamedTuple):
    """What is told from outside: the address of the whole site, that of the sources, the commit, who can be reached; each may be empty."""

    address: str = ""
    repository: str = ""
    commit: str = ""
    reach: Reach = NOBODY


class Level(NamedTuple):
    """The errata of one level of confidence: how many, and how many of them change what is shown."""

    confidence: str
    errata: int
    applied: int


@dataclass(frozen=True)
class Provenance:
    """The figures of the page. Characters are counted without blanks.

    ``received`` characters were compared; certain errata take ``removed`` of them from the pages and put ``added`` there, which
    leaves ``shown``.
    """

    origin: Origin
    source: Source
    bytes: int
    received: int
    blocks: int
    levels: tuple[Level, ...]
    removed: int
    added: int
    shown: int
    root: str
    """The way from the page to the root of the site."""


def provenance(view: View, origin: Origin) -> Provenance:
    """The figures of one edition; a translation has those of the plan in its own language."""
    records, reading = view.reading.records, view.reading
    whole = reading.original.blocks if reading.original else reading.blocks
    blocks = [block for block in whole.values() if block.in_source]
    changes = [change for block in blocks for change in _changes(block, records.errata)]
    levels = (Level(word, len(some), sum(map(applies, some))) for word, some in view.errata.by_confidence)
    return Provenance(
        origin, records.sources[records.plan.source], view.proof.bytes, view.proof.characters, len(blocks), tuple(levels),
        sum(removed for removed, _ in changes), sum(added for _, added in changes), sum(map(_shown, blocks)),
        "../" + addresses.to_root(view.reading.edition),
    )  # fmt: skip


def _changes(block: Block, errata: dict[str, Erratum]) -> Iterator[tuple[int, int]]:
    """For each place of a block at which an erratum changes the words: characters received, characters shown."""
    for span in block.spans:
        if applies(errata[span.erratum]):
            yield len(without_blanks(errata[span.erratum].received)), len(without_blanks(block.text[span.start : span.end]))
    for erratum in block.cell_errata:
        if erratum.column and erratum.received and applies(erratum):
            yield len(without_blanks(erratum.received)), len(without_blanks(replacement(erratum)))


def _shown(block: Block) -> int:
    """The characters of a block as it is shown, with what is printed around its words."""
    return len(without_blanks(block.before + block.text + ("".join(block.cells.values()) if block.cells is not None else block.after)))


def as_of(view: View) -> datetime.date:
    """The day up to which the records know: the newest date of a source or of a reported fact. No clock is asked."""
    return knowledge.as_of(view.records)


def known(view: View) -> str:
    """In a sentence: of which day the newest is that the records know, and when sources were last looked for."""
    newest, looked = as_of(view), knowledge.looked_for(view.records)
    if looked is None or looked < newest:
        return view.words.gettext("The records know up to %(day)s.") % {"day": view.words.date(newest)}
    said = view.words.gettext("The newest source or reported fact is of %(day)s; sources were last looked for on %(looked)s.")
    return said % {"day": view.words.date(newest), "looked": view.words.date(looked)}


def modified(view: View) -> datetime.date:
    """The day of the last change: the newest of all that the records know and of the changes that they tell of. No clock is asked."""
    return max([as_of(view), *(change.date for change in view.records.changes.values())])
