"""How heavy the site may be: a part that does not grow, and so many bytes for each record, so that new facts never use up old room.

What grows faster than the records do is a fault; what the records themselves weigh is not.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planbook.records.model import Records
from planbook.text.addresses import of_edition
from planbook.text.blocks import Block

SCRIPTS, INDEX = "assets/search", "search"
FIRST = (*(f"{SCRIPTS}/{name}.js" for name in ("matching", "engine", "box")), f"{INDEX}/characters.js", f"{INDEX}/items.js")
"""What a reader fetches before the first result stands there."""
REST = (*(f"{SCRIPTS}/{name}.js" for name in ("nearest", "page")), f"{INDEX}/text.js", f"{INDEX}/pinyin.js")


class Budget(NamedTuple):
    """Bytes, packed with gzip: for scripts and the list of characters, for each block of the text, for each record.

    The two that grow are what the last fifth of the records of a kind was measured to weigh, and somewhat more. A plan that has long
    paragraphs and hardly a record yet may use the ``text`` instead: so many bytes for ten characters of it.
    """

    fixed: int
    block: int
    record: int
    text: int = 0


FIRST_RESULT = Budget(21_000, 8, 5)
FIRST_RESULT_OF_TRANSLATION = Budget(22_000, 8, 5)
"""The table of English spelling comes with it, and more everyday words."""
WHOLE = Budget(22_000, 20, 40, 12)
WHOLE_OF_TRANSLATION = Budget(25_000, 24, 48, 15)
"""Letters take more room than characters do."""


class Room(NamedTuple):
    """What an edition may use and does use, in bytes: of the ``whole`` search, or of its first result."""

    edition: str
    whole: bool
    used: int
    limit: int


def rooms(site: Path, records: Records, blocks: dict[str, Block]) -> Iterator[Room]:
    """How much of its budgets each edition of a built site uses."""
    count, characters = sum(1 for _ in records.everything()), sum(len(block.text) for block in blocks.values())

    def limit(budget: Budget) -> int:
        return budget.fixed + max(budget.block * len(blocks) + budget.record * count, budget.text * characters // 10)

    for edition in records.editions.values():
        folder = site / of_edition(edition)
        first, rest = (sum(packed(folder / file) for file in files) for files in (FIRST, REST))
        least, most = (FIRST_RESULT_OF_TRANSLATION, WHOLE_OF_TRANSLATION) if edition.kind == "translated" else (FIRST_RESULT, WHOLE)
        yield Room(edition.name, False, first, limit(least))
        yield Room(edition.name, True, first + rest, limit(most))


def packed(file: Path) -> int:
    """The size of a file as a server sends it, in bytes."""
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))
