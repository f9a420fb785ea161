"""Where everything stands on the site: permanent, language-neutral, the same in every edition under its prefix."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable

from planbook.records.model import Edition, Records
from planbook.text.blocks import Block
from planbook.text.shelves import IN_GLOSSARY, OF_KIND, Shelf

WITH_PAGES = tuple(kind for kind, shelf in OF_KIND.items() if shelf.has_pages)
"""The kinds of records of which each has a page of its own."""
WITH_ANCHORS = tuple(kind for kind, shelf in OF_KIND.items() if not shelf.has_pages)
"""The kinds that share one page."""
REST = re.compile(r"([^?#]*)(.*)")
PARTED = 120
"""A list of more entries tells of each only what it is: whole they stand on pages of its parts, or a first visit would weigh too much."""
OTHER = "other"
"""The part of the terms that no chapter uses as words of their own."""
LETTERS = ("a-c", "d-f", "g-i", "j-l", "m-q", "r-s", "t-w", "x-z")
"""The parts of the glossary, by the first letter of a reading, which is the same in every edition."""


def of_edition(edition: Edition) -> str:
    """Where an edition stands below the root of the site: ``zh-hant/``; the one in the plan's own words, at the root itself."""
    return "" if edition.kind == "original" else f"{edition.id}/"


def folders(editions: Iterable[Edition]) -> list[str]:
    """The names of the folders of the editions that do not stand at the root of the site."""
    return [found.rstrip("/") for found in map(of_edition, editions) if found]


def to_root(edition: Edition) -> str:
    """The way from the root of an edition to that of the site: ``../``, or nothing."""
    return "../" * of_edition(edition).count("/")


def has_place(kind: str) -> bool:
    """Whether readers find the records of a kind on a page."""
    return kind in OF_KIND


def pattern(kind: str) -> str:
    """The address of any record of a kind, from the root of the edition: ``projects/{id}/``, ``targets/#{id}``."""
    shelf = OF_KIND[kind]
    return shelf.path + ("{id}/" if shelf.has_pages else "#{id}")


def of_record(kind: str, id: str) -> str:
    """The address of a record, from the root of the edition: ``projects/04-03/``. Raises ``KeyError`` for a kind without a place."""
    return pattern(kind).format(id=id)


def of_block(block: Block) -> str:
    """The address of a block of the text: its chapter page, or its box page, and its anchor."""
    if block.box:
        return of_record("boxes", block.box) + ("" if block.kind == "box" else f"#{block.id}")
    if block.chapter:
        return of_record("chapters", block.chapter) + ("" if block.kind == "chapter" else f"#{block.id}")
    return f"{Shelf.CHAPTERS.path}#{block.id}"


def parts(shelf: Shelf, records: Records) -> tuple[str, ...]:
    """The parts of a list that is too long for one page: reports by source, terms by the chapter that first uses them, words by letters.

    Of the glossary the names of records are counted, which are most of it.
    """
    if shelf is Shelf.REPORTS and len(records.reports) > PARTED:
        told = {report.source for report in records.reports.values()}
        return tuple(id for id in records.sources if id in told)
    if shelf is Shelf.TERMS and len(records.terms) > PARTED:
        return (*records.chapters, OTHER)
    if shelf is Shelf.GLOSSARY and shelf.is_filled(records) and sum(len(getattr(records, kind)) for kind in IN_GLOSSARY) > PARTED:
        return LETTERS
    return ()


def of_part(shelf: Shelf, part: str) -> str:
    """The address of a part of a list: ``terms/04/``. Its entries keep their address on the list itself; here they stand whole."""
    return f"{shelf.path}{part}/"


def letters_of(reading: str) -> str:
    """The part of the glossary for a reading in plain small letters: what begins with a figure stands in the first."""
    return LETTERS[max(bisect([part[0] for part in LETTERS], reading[:1]) - 1, 0)]


def made(records: Records) -> set[str]:
    """The address of every page that is made from the records, from the root of the edition."""
    own = {of_record(kind, id) for kind in WITH_PAGES for id in getattr(records, kind)}
    below = {of_part(shelf, part) for shelf in Shelf for part in parts(shelf, records)}
    return {*(shelf.path for shelf in Shelf), *own, *below}


def source_of(path: str) -> str:
    """The Markdown file that MkDocs would make the page at an address from: ``progress/`` is a folder, what lies below it a file."""
    folder, _slash, rest = path.partition("/")
    return f"{folder}/{rest.rstrip('/') or 'index'}.md"


def relative(target: str, page: str) -> str:
    """The link from one page to an address, both relative to the root; pages end in a slash, the root is empty.

    What follows the path, a query or an anchor, stays behind it.
    """
    path, rest = REST.fullmatch(target).groups()  # type: ignore[union-attr]
    if path == page:
        return rest or "./"
    there, here = _folders(path), _folders(page)
    shared = next((n for n, (one, other) in enumerate(zip(there, here, strict=False)) if one != other), min(len(there), len(here)))
    return "/".join([".."] * (len(here) - shared) + there[shared:] or ["."]) + "/" + rest


def _folders(path: str) -> list[str]:
    return path.rstrip("/").split("/") if path else []
