"""What another edition calls the rows of a search index, so that a reader may ask in its language too.

An edition in Chinese, in whichever script, can be asked in the words of the first translation, a translation in those of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from planbook.pages import search_rows
from planbook.pages.search_references import referring
from planbook.pages.search_rows import Row
from planbook.records.model import Edition
from planbook.views.view import View

TELLING = ("indicators", "targets")
"""Kinds whose note has words of its own, not only the place in the plan."""


class Elsewhere(NamedTuple):
    """The words for the records and for the running text, in the order of the rows; ``titles`` as they are shown, ``more`` beside them."""

    names: dict[str, Any]
    text: dict[str, Any]


def edition_of(own: Edition, editions: Iterable[Edition]) -> Edition | None:
    """The edition in whose language the ``own`` can be asked too; nothing when the plan is in one language only."""
    wanted = "original" if own.kind == "translated" else "translated"
    return next((edition for edition in editions if edition.kind == wanted), None)


def parts(other: View | None, items: Iterable[Row], text: Iterable[Row], labels: dict[str, dict[str, str]]) -> Elsewhere:
    """What the ``other`` edition calls the rows; ``labels`` are its words for fields, places and boxes."""
    if not other:
        return Elsewhere({"titles": []}, {"titles": []})
    rows = {(row.kind, row.id): row for row in chain(search_rows.items(other), search_rows.terms(other), search_rows.running(other))}
    named, said = ([rows.get((row.kind, row.id)) if row.kind != "errata" else None for row in some] for some in (items, text))
    names = [row.title if row else "" for row in named]
    reference = referring(names)
    return Elsewhere(
        {"language": other.reading.edition.language, "labels": labels, "titles": names, "more": list(map(_more, named))},
        {"titles": [reference(row.title) if row else "" for row in said], "more": list(map(_more, said))},
    )  # fmt: skip


def _more(row: Row | None) -> str:
    """Further words by which a row is found."""
    return "\n".join(filter(None, (row.note if row.kind in TELLING else "", row.hidden))) if row else ""
