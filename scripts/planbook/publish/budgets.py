"""How heavy the site may be: a part that does not grow, and so many bytes for each record, so that new facts never use up old room.

What grows faster than the records do is a fault; what the records themselves weigh is not.
"""

from __future__ import annotations

import gzip
import re
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


PAGE = 80_000
"""Bytes of a first visit to any page, packed. It does not grow: a list that is too long for it is shown in parts."""
LONGEST = 60
"""How many of the longest pages are weighed: the heaviest packed was the thirteenth by its length."""
FETCHED = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')
TABLES, WITH_TABLES = "assets/tables.js", re.compile(r'data-filters|<table[^>]* class="[^"]*\bsortable\b')
"""What pages with a table or a list that can be filtered fetch besides."""


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


class Page(NamedTuple):
    """A page by its folder, and what a first visit to it fetches, in bytes."""

    path: str
    used: int


def heaviest(site: Path) -> Page:
    """The heaviest page of a built site, with its styles and scripts; looked for among the longest."""
    files = sorted(site.rglob("index.html"), key=lambda file: file.stat().st_size)[-LONGEST:]
    weighed: dict[Path, int] = {}
    return max((Page(file.parent.relative_to(site).as_posix(), _weight(file, site, weighed)) for file in files), key=lambda page: page.used)


def _weight(page: Path, site: Path, weighed: dict[Path, int]) -> int:
    text = page.read_text(encoding="utf-8")
    parts = {(page.parent / link).resolve() for link in FETCHED.findall(text)}
    parts |= {(site / TABLES).resolve()} if WITH_TABLES.search(text) else set()
    for part in parts - weighed.keys():
        weighed[part] = packed(part)
    return packed(page) + sum(weighed[part] for part in parts)


def packed(file: Path) -> int:
    """The size of a file as a server sends it, in bytes."""
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))
