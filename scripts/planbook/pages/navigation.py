"""The navigation: the pages of the table of shelves, hung among those that people write by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from planbook.editions.words import Words
from planbook.pages.page import Page
from planbook.text.addresses import source_of
from planbook.text.shelves import Shelf

ABOUT = "about"
"""The section of mkdocs.yml below which the pages on the site itself hang; it gets its name from the catalogues."""


def navigation(written: Sequence[Any], pages: Iterable[Page], words: Words) -> list[Any]:
    """The whole navigation, in the form of mkdocs.yml. ``written`` is what stands there: the home page, then the pages on the site.

    The tabs of the table stand behind the first entry of ``written``, in the order of the table. Entries that are not known here stay.
    """
    found = list(pages)
    listed = [page.shelf for page in found if page.shelf and page.listed and page.path == page.shelf.path]
    tabs = [_tab(shelf, found, words, listed) for shelf in listed if shelf.hangs == "tab"]
    return [*written[:1], *tabs, *(_with_shelves(entry, words, listed) for entry in written[1:])]


def _tab(shelf: Shelf, pages: list[Page], words: Words, listed: Sequence[Shelf]) -> dict[str, list[Any]]:
    """A shelf with what the navigation lists below it: pages of its records, those of a part below its name, and other shelves."""
    own: list[Any] = []
    for part, below in groupby((page for page in pages if page.listed and page.shelf is shelf), lambda page: page.part):
        sources = [page.source for page in below]
        own += [{part: sources}] if part else sources
    return {words.gettext(shelf.label): [*own, *_below(shelf.folder, listed)]}


def _with_shelves(entry: Any, words: Words, listed: Sequence[Shelf]) -> Any:
    if isinstance(entry, dict) and ABOUT in entry:
        return {words.gettext("About"): [*entry[ABOUT], *_below(ABOUT, listed)]}
    return entry


def _below(place: str, listed: Sequence[Shelf]) -> list[str]:
    return [source_of(shelf.path) for shelf in listed if shelf.hangs == place]
