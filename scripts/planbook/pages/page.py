"""A page before anything frames it. What is slow to make is made when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from planbook.text import addresses
from planbook.text.shelves import Shelf

ANCHOR = re.compile(r' id="([^"]+)"')


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
    """A page of a shelf. ``path`` is its address from the root of the edition; ``record`` the file that it is made from, if it is one's.

    ``set``, ``describe`` and ``draw`` make its body, its description and the files beside it.
    """

    path: str
    title: str
    set: Callable[[], str]
    describe: Callable[[], str]
    shelf: Shelf | None = None
    headings: tuple[Heading, ...] = ()
    record: str = ""
    listed: bool = False
    """Whether the navigation lists it."""
    part: str = ""
    """The part of the plan below whose name the navigation lists it."""
    wide: bool = False
    """Whether the page needs the whole width: tables and single records have no contents tree beside them."""
    draw: Callable[[], tuple[File, ...]] = tuple

    @cached_property
    def body(self) -> str:
        """The finished HTML."""
        return self.set()

    @cached_property
    def description(self) -> str:
        """What search engines show below the title."""
        return self.describe()

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Files beside the page, by name: the tables of its pictures, its record."""
        return self.draw()

    @property
    def kind_at_anchors(self) -> str:
        """The kind of the records that share the page, each at its anchor; empty for other pages."""
        return self.shelf.kind if self.shelf and self.shelf.stands == "anchor" else ""

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
