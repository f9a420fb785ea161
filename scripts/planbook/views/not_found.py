"""What the page for an address that does not exist says, in the words of every edition: a web host has one such page for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from planbook.editions.words import Words
from planbook.records.model import Edition
from planbook.text import addresses
from planbook.text.shelves import Shelf

WAYS = (
    Shelf.CHAPTERS, Shelf.INDICATORS, Shelf.PROJECTS, Shelf.TARGETS, Shelf.BOXES, Shelf.FIELDS, Shelf.PLACES, Shelf.TERMS, Shelf.SEARCH,
)  # fmt: skip
"""The pages that the reader may have meant, the likeliest first."""


class NotFound(NamedTuple):
    """The words for the readers of one edition.

    ``prefix``: the folder of the edition below the root of the site, empty for the first. ``search``: what leads to a search for the words
    of the address, which a script puts in the place of ``%(words)s``. ``ways``: path from the root of the edition, and name, of what may
    have been meant.
    """

    edition: Edition
    prefix: str
    title: str
    advice: str
    asked: str
    search: str
    ways: tuple[tuple[str, str], ...]


def not_found(editions: Iterable[Edition], locale: Path) -> tuple[NotFound, ...]:
    """The words of each edition, in the order given. ``locale`` is the folder of the catalogues; a missing word is a ``KeyError``."""
    return tuple(_of_edition(edition, Words(edition, locale)) for edition in editions)


def _of_edition(edition: Edition, words: Words) -> NotFound:
    _ = words.gettext
    return NotFound(
        edition, addresses.of_edition(edition),
        _("This page does not exist"),
        _("The address may have been copied wrongly or not completely. Search for what you want, or go on from here:"),
        _("The address asked for:"),
        _("Search for “%(words)s”"),
        (("", _("Home")), *((shelf.path, _(shelf.label)) for shelf in WAYS)),
    )  # fmt: skip
