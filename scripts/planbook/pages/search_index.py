"""The search index of one edition, made from the records: small records first, running text in a part of its own.

Each part is a script that hands its data to ``PlanSearch.receive``, so that it loads from any address, a file's too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator

from planbook.pages import lexicon, search_rows
from planbook.pages.packing import pack
from planbook.pages.plain_characters import folds, plainly, syllables
from planbook.pages.search_rows import Row
from planbook.text import addresses
from planbook.text.shelves import OF_KIND
from planbook.views.view import View


_QUOTES = "','"


def parts(view: View) -> dict[str, str]:
    """The parts of the index by file name, each a complete script: ``items`` first, ``text`` for running text and everyday words, and for
    questions in Latin letters ``pinyin`` and ``english``."""
    items, terms, running = list(search_rows.items(view)), list(search_rows.terms(view)), list(search_rows.running(view))
    labels, (everyday, english) = _labels(view), _bridges(view)
    early = folds([*_words(items), *_words(terms), *("".join(names.values()) for names in labels.values())])
    late = {character: plain for character, plain in folds([*_words(running), everyday]).items() if character not in early}
    return {
        "items": _script("items", {
            "columns": _columns(items), "labels": labels, "addresses": {kind: addresses.pattern(kind) for kind in OF_KIND},
            "fold": _pairs(early), "common": _common(view),
        }),
        "text": _packed("text", {
            "columns": _columns([*terms, *running]), "fold": _pairs(late), "bridges": everyday,
            "chances": lexicon.chances(plainly(words) for words in _words([*items, *terms, *running])),
        }),
        "pinyin": _script("pinyin", {"syllables": syllables(row.title for row in (*items, *terms))}),
        "english": _packed("english", {"bridges": english}),
    }  # fmt: skip


def _script(name: str, data: object) -> str:
    return f"PlanSearch.receive({json.dumps(name)},{_json(data)});\n"


def _packed(name: str, data: object) -> str:
    """A script that hands over its data as packed JSON and the pairs that unpack it."""
    packed = (half.replace("\\", "\\\\").replace("'", "\\'") for half in pack(_json(data)))
    return f"PlanSearch.receive({json.dumps(name)},'{_QUOTES.join(packed)}');\n"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _columns(rows: list[Row]) -> list[tuple[object, ...]]:
    """The rows turned on their side: like beside like packs smaller."""
    return list(zip(*rows, strict=True))


def _words(rows: Iterable[Row]) -> Iterator[str]:
    return (f"{row.title}\n{row.note}\n{row.hidden}" for row in rows)


def _pairs(plain: dict[str, str]) -> tuple[str, str]:
    return "".join(plain), "".join(plain.values())


def _common(view: View) -> list[str]:
    """What everything here is about: the name of the place, with and without the word for its rank."""
    plan = view.records.plan
    place = os.path.commonprefix([plan.title, plan.publisher])
    return [name for name in (place, place[:-1]) if len(name) > 1]


def _bridges(view: View) -> tuple[str, str]:
    """Words that readers type and what the plan calls the same, one concept a line, those in Latin letters apart. How a line is read
    stands in query.js."""
    everyday: list[str] = []
    english: list[str] = []
    for alias in view.records.aliases.values():
        means = ("!" if alias.unnamed else "=") + "/".join((alias.means, *alias.also))
        for lines, latin in ((everyday, False), (english, True)):
            words = [word for word in alias.words if (word[0].isascii() and word[0].isalpha()) is latin]
            if words:
                lines.append("/".join(words) + means)
    return "\n".join(everyday), "\n".join(english)


def _labels(view: View) -> dict[str, dict[str, str]]:
    """What the facets and their values are called."""
    _, records = view.words.gettext, view.reading.records
    return {
        "kind": {
            "indicators": _("Indicators"), "projects": _("Projects"), "targets": _("Targets"), "boxes": _("Boxes"),
            "chapters": _("Chapters"), "sections": _("Sections"), "terms": _("Terms"), "errata": _("Errata"),
            "fields": _("Fields"), "places": _("Places"), "reports": _("Later reports"), "findings": _("Audit"),
            "paragraphs": _("Running text"),
        },
        "box": {box.id: view.text.label(f"box-{box.id}") for box in records.boxes.values()},
        "field": {field.id: field.name for field in records.fields.values()},
        "place": {place.id: place.name for place in records.places.values()},
        "nature": dict(view.labels["nature"]),
    }  # fmt: skip
