"""A finished page, before anything frames it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planbook.text import addresses
from planbook.text.shelves import Shelf

ANCHOR = re.compile(r'\bid="([^"]+)"')


File = tuple[str, str | bytes]
"""A file beside a page: its name and its content."""


@dataclass(frozen=True)
class Heading:
    """A line of a page's own contents: level from 1, anchor, title without markup."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True)
class Page:
    """A page of a shelf. ``path`` is its address from the root of the edition; ``record`` the file that it is made from, if it is one's."""

    path: str
    title: str
    body: str
    description: str
    shelf: Shelf | None = None
    headings: tuple[Heading, ...] = ()
    record: str = ""
    listed: bool = False
    """Whether the navigation lists it."""
    wide: bool = False
    """Whether the page needs the whole width: tables and single records have no contents tree beside them."""
    files: tuple[File, ...] = ()
    """Files beside the page, by name: the tables of its pictures, its record."""

    @property
    def folder(self) -> str:
        """The first part of its address."""
        return self.path.partition("/")[0]

    @property
    def source(self) -> str:
        """The file that MkDocs takes it for: ``boxes/index.md``, ``boxes/01.md``, ``progress/targets.md``."""
        return addresses.source_of(self.path)


def anchors(html: str) -> set[str]:
    """The ids in a finished body: everything a link may point at."""
    return set(ANCHOR.findall(html))
