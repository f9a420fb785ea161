"""What another edition calls the rows of a search index, so that a reader may ask in its language too.

An edition in Chinese, in whichever script, can be asked in the words of the first translation, a translation in those of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from planbook.pages import search_rows
from planbook.pages.search_references import referring
from planbook.pages.search_rows import Row
from planbook.records.model import Edition
from planbook.views.view import View

HAN = re.compile("[㐀-鿿]")
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

    def more(some: Iterable[Row | None]) -> list[str]:
        return [_more(row, wide=other.words.wide) for row in some]

    return Elsewhere(
        {"language": other.reading.edition.language, "labels": labels, "titles": names, "more": more(named)},
        {"titles": [reference(row.title) if row else "" for row in said], "more": more(said)},
    )  # fmt: skip


def _more(row: Row | None, *, wide: bool) -> str:
    """Further words by which a row is found; where the language is not ``wide``, those in Chinese are left out."""
    lines = [row.note if row.kind in TELLING else "", *row.hidden.split("\n")] if row else []
    return "\n".join(line for line in lines if line and (wide or not HAN.search(line)))
