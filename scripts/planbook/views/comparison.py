"""What the page that compares the scripts offers: the pages to choose from, and the editions to fetch them from."""

from __future__ import annotations

from typing import NamedTuple

from planbook.text import addresses
from planbook.text.shelves import Shelf
from planbook.views.view import View


class Comparison(NamedTuple):
    """``pages``: address and title. ``editions``: where each stands below the root of the site, and its language."""

    pages: tuple[tuple[str, str], ...]
    editions: tuple[dict[str, str], ...]


def comparison(view: View) -> Comparison:
    """The contents of the plan, its chapters and its boxes, in every edition."""
    contents = (Shelf.CHAPTERS.path, view.words.gettext(Shelf.CHAPTERS.title))
    parts = [
        (addresses.of_record(kind, record.id), view.titles.of(record))
        for kind in ("chapters", "boxes")
        for record in getattr(view.records, kind).values()
    ]
    editions = ({"path": addresses.of_edition(edition), "language": edition.language} for edition in view.records.editions.values())
    return Comparison((contents, *parts), tuple(editions))
