"""What a rule looks at: the records with their lines, the text as blocks, links and proof, and the folders beside the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from planbook.editions.examination import examine
from planbook.editions.ledger import Ledger
from planbook.editions.passages import passages
from planbook.editions.translation import Translation, translation
from planbook.records.base import KeyPath, Record
from planbook.records.files import name_of, read_text
from planbook.records.lines import Lines
from planbook.records.messages import say
from planbook.records.model import Records
from planbook.records.problem import BadData, Problem, near, shown
from planbook.text.blocks import Block, without_blanks
from planbook.text.links import Links
from planbook.text.proof import Proof


@dataclass(frozen=True)
class Subject:
    """What a check looks at. ``broken`` names the kinds of which some file could not be read: what they lack is no news.

    ``received`` is the text that the plan was received as, empty where it cannot be read.
    """

    data: Path
    macros: Path
    records: Records
    lines: Lines
    ids: dict[str, set[str]]
    broken: set[str]
    blocks: dict[str, Block]
    links: Links
    proof: Proof | None
    received: str

    @cached_property
    def received_words(self) -> str:
        """The received text without white space: words stand in it across the ends of lines."""
        return without_blanks(self.received)

    @cached_property
    def ledgers(self) -> tuple[Ledger, ...]:
        """The ledger of every edition that converts, held against the data and the pages written by hand beside it."""
        found = passages(self.records, self.blocks, self.lines, self.docs)
        return tuple(examine(edition, found, self.data) for edition in self.records.editions.values() if edition.kind == "converted")

    @cached_property
    def translations(self) -> tuple[Translation, ...]:
        """The words of every edition that is translated, held beside the plan."""
        translated = (edition for edition in self.records.editions.values() if edition.kind == "translated")
        return tuple(translation(edition, self.records, self.blocks, self.data) for edition in translated)

    @property
    def root(self) -> Path:
        """The folder of the project: problems name files from there."""
        return self.data.parent

    def templates(self, pattern: str = "**/*.html") -> Iterator[tuple[str, str]]:
        """Name and text of every template of macros and theme that can be read; the rule of the catalogues tells of the others."""
        for path in filter(Path.is_file, sorted(self.macros.glob(pattern))):
            name = name_of(path, self.macros.parent)
            try:
                text = read_text(path, name)
            except BadData:
                continue
            yield name, text

    @property
    def docs(self) -> Path:
        """The folder of the pages written by hand."""
        return self.root / "docs"


def no_column(subject: Subject, record: Record, path: KeyPath, holder: str, column: str, columns: Iterable[str]) -> Problem:
    """A column is named that a table or a row does not have. ``holder`` is the table or the row, in words."""
    what, cure = "%(holder)s has no column '%(column)s'.", "Its columns are: %(columns)s."
    known = list(columns)
    named = ", ".join(known) or say("none")
    return subject.lines.problem(
        record, path, what, cure, meant=near(column, known), holder=holder, column=shown(column), columns=named
    )  # fmt: skip


def doubles(items: Iterable[object]) -> Iterator[int]:
    """The places, from 0, of the items of a list that stood in it before."""
    seen: list[object] = []
    for place, item in enumerate(items):
        if item in seen:
            yield place
        seen.append(item)
