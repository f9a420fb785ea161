"""What the page for a lost address says, in the words of every edition: a web host has one such page for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from planbook.editions.words import Words
from planbook.records.model import Edition
from planbook.text import addresses


class Lost(NamedTuple):
    """The words for the readers of one edition.

    ``prefix``: the folder of the edition below the root of the site, empty for the first. ``search``: what leads to a search for the words
    of the address. ``ways``: path from the root of the edition, and name, of what may have been meant.
    """

    edition: Edition
    prefix: str
    title: str
    advice: str
    asked: str
    search: str
    ways: tuple[tuple[str, str], ...]


def lost(editions: Iterable[Edition], locale: Path) -> tuple[Lost, ...]:
    """The words of each edition, in the order given. ``locale`` is the folder of the catalogues; a missing word is a ``KeyError``."""
    return tuple(_lost(edition, Words(edition, locale)) for edition in editions)


def _lost(edition: Edition, words: Words) -> Lost:
    _ = words.gettext
    return Lost(
        edition, addresses.of_edition(edition),
        _("This page does not exist"),
        _("The address may have been copied wrongly or not completely. Search for what you want, or go on from here:"),
        _("The address asked for:"),
        _("Search for"),
        (
            ("", _("Home")), (f"{addresses.CHAPTERS}/", _("The plan")), (f"{addresses.INDICATORS}/", _("Indicators")),
            (f"{addresses.PROJECTS}/", _("Projects")), (f"{addresses.TARGETS}/", _("Targets")), (f"{addresses.BOXES}/", _("Boxes")),
            (f"{addresses.FIELDS}/", _("Fields")), (f"{addresses.PLACES}/", _("Places")), (f"{addresses.TERMS}/", _("Terms")),
            (f"{addresses.SEARCH}/", _("Search")),
        ),
    )  # fmt: skip
