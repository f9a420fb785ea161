"""What the page that compares two editions offers: the pages to choose from, and the editions to fetch them from."""

from __future__ import annotations

from typing import NamedTuple

from planbook.text import addresses
from planbook.text.shelves import Shelf
from planbook.views.view import View


class Side(NamedTuple):
    """An edition: its id, where it stands below the root of the site, its language, its name."""

    id: str
    path: str
    language: str
    name: str


class Comparison(NamedTuple):
    """``pages``: address and title. ``sides``: every edition. ``left`` and ``right``: the ids of those that are compared unasked."""

    pages: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]
    left: str
    right: str

    @property
    def editions(self) -> list[dict[str, str]]:
        """The editions for the script; their names stand in the form."""
        return [{"id": side.id, "path": side.path, "language": side.language} for side in self.sides]


def comparison(view: View) -> Comparison:
    """The contents of the plan, its chapters and its boxes, in any two editions: the plan's own words beside those of this edition."""
    contents = (Shelf.CHAPTERS.path, view.words.gettext(Shelf.CHAPTERS.title))
    parts = [
        (addresses.of_record(kind, record.id), view.titles.of(record))
        for kind in ("chapters", "boxes")
        for record in getattr(view.records, kind).values()
    ]
    sides = tuple(Side(e.id, addresses.of_edition(e), e.language, e.name) for e in view.records.editions.values())
    own, first = view.reading.edition.id, sides[0].id
    other = next((side.id for side in sides if side.id != first), first)
    return Comparison((contents, *parts), sides, first, own if own != first else other)
