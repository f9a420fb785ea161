"""Where everything stands on the site: permanent, language-neutral, the same in every edition under its prefix."""

from __future__ import annotations

import posixpath
import re

from planbook.records.model import Edition, Records
from planbook.text.blocks import Block

(
    CHAPTERS, BOXES, INDICATORS, PROJECTS, TARGETS, TERMS, ERRATA, SOURCES, SEARCH, REPORTS, FINDINGS, PROGRESS, PLACES, FIELDS, LEDGER,
    COMPARE, CHANGES, PROVENANCE, LICENCES, DATA,
) = (
    "plan", "boxes", "indicators", "projects", "targets", "terms", "errata", "sources", "search", "reports", "audit", "progress", "places",
    "fields", "ledger", "compare", "changes", "provenance", "licences", "data",
)  # fmt: skip
WITH_PAGES = {"chapters": CHAPTERS, "boxes": BOXES, "indicators": INDICATORS, "projects": PROJECTS, "places": PLACES, "fields": FIELDS}
WITH_ANCHORS = {
    "targets": TARGETS, "terms": TERMS, "errata": ERRATA, "sources": SOURCES, "reports": REPORTS, "findings": FINDINGS,
    "changes": CHANGES,
}  # fmt: skip

BELOW = (f"{PROGRESS}/targets/", f"{PROGRESS}/previous/", f"{DATA}/guide/")
"""Pages below a shelf that are no record's."""
SHELVES = (
    CHAPTERS, BOXES, INDICATORS, PROJECTS, TARGETS, TERMS, ERRATA, SOURCES, SEARCH, REPORTS, FINDINGS, PROGRESS, PLACES, FIELDS, LEDGER,
    COMPARE, CHANGES, PROVENANCE, LICENCES, DATA,
)  # fmt: skip

REST = re.compile(r"([^?#]*)(.*)")


def of_edition(edition: Edition) -> str:
    """Where an edition stands below the root of the site: ``zh-hant/``; the one whose text is not converted, at the root itself."""
    return f"{edition.id}/" if edition.phrases else ""


def of_record(kind: str, id: str) -> str:
    """The address of a record, relative to the root of the edition: ``projects/04-03/``, ``targets/#rd-growth``."""
    if kind in WITH_PAGES:
        return f"{WITH_PAGES[kind]}/{id}/"
    return f"{WITH_ANCHORS[kind]}/#{id}"


def of_block(block: Block) -> str:
    """The address of a block of the text: its chapter page, or its box page, and its anchor."""
    if block.box:
        return f"{BOXES}/{block.box}/" + ("" if block.kind == "box" else f"#{block.id}")
    if block.chapter:
        return f"{CHAPTERS}/{block.chapter}/" + ("" if block.kind == "chapter" else f"#{block.id}")
    return f"{CHAPTERS}/#{block.id}"


def made(records: Records) -> set[str]:
    """The address of every page that is made from the records, relative to the root of the edition."""
    own = {f"{shelf}/{id}/" for kind, shelf in WITH_PAGES.items() for id in getattr(records, kind)}
    return {*(f"{shelf}/" for shelf in SHELVES), *BELOW, *own}


def relative(target: str, page: str) -> str:
    """The link from one page to an address, both relative to the root; pages end in a slash, the root is empty.

    What follows the path, a query or an anchor, stays behind it.
    """
    path, rest = REST.fullmatch(target).groups()  # type: ignore[union-attr]
    if path == page:
        return rest or "./"
    return posixpath.relpath(path or ".", page or ".") + "/" + rest
