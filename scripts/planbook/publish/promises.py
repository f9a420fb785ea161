"""What a published site has promised: its addresses and the fields of its open data, listed in two files that only grow.

The lists are sorted, one promise a line, so that a change of them is read in review.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from planbook.editions.glossary import is_entry
from planbook.opendata.catalogue import API, FOLDER, PACKAGE
from planbook.pages.page import anchors
from planbook.records.model import Records
from planbook.text.addresses import folders, of_part, parts
from planbook.text.blocks import Block
from planbook.text.shelves import Shelf

ADDRESSES, FIELDS = "tests/plan/addresses.txt", "tests/plan/fields.txt"
REFRESH = 'http-equiv="refresh"'


class Growth(NamedTuple):
    """What a list has gained, and what stands in it and is kept no more."""

    new: tuple[str, ...]
    lost: tuple[str, ...]


def addresses(site: Path, records: Records, blocks: dict[str, Block]) -> set[str]:
    """Every address of a built site that somebody may have copied, from the root of the first edition.

    These are its pages, and on them the anchors of records and of blocks, and of the entries of the glossary. What stands whole on the
    page of a part of a list has its address on the list: it may come to stand in another part.
    """
    citable = {*blocks, *(record.id for record in records.everything())}
    others = {*folders(records.editions.values())}
    below = {of_part(shelf, part) for shelf in Shelf for part in parts(shelf, records)}
    found = set()
    for path in site.rglob("index.html"):
        folder = path.parent.relative_to(site)
        if folder.parts[:1] and folder.parts[0] in others:
            continue
        html = path.read_text(encoding="utf-8")
        if REFRESH not in html:
            page = f"{folder.as_posix()}/" if folder.parts else ""
            kept = set(filter(is_entry, anchors(html))) if page == Shelf.GLOSSARY.path else citable.intersection(anchors(html))
            kept = kept if page not in below else set()
            found |= {page or "./", *(f"{page}#{id}" for id in kept)}
    return found


def fields(site: Path) -> set[str]:
    """Every field of every file of the open data: the columns of tables, the keys of JSON, and the names of the files."""
    folder = site / Shelf.DATA.path / FOLDER
    package, api = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (PACKAGE, API))
    columns = {f"{table['path']} {field['name']}" for table in package["resources"] for field in table["schema"]["fields"]}
    keys = {f"{name} {key}" for name, schema in api["components"]["schemas"].items() for key in schema.get("properties", ())}
    return columns | keys | {path.name for path in folder.iterdir()}


def grow(path: Path, kept: Iterable[str]) -> Growth:
    """Add to the list at ``path`` what is ``kept`` and new; what it lists and is kept no more stays there, and is returned."""
    listed = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
    now = set(kept)
    if now - listed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in sorted(now | listed)), encoding="utf-8", newline="\n")
    return Growth(tuple(sorted(now - listed)), tuple(sorted(listed - now)))
