"""The search index of one edition, made from the records: small records first, running text in a part of its own.

Each part is a script that hands its data to ``PlanSearch.receive``, so that it loads from any address, a file's too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import takewhile

from planbook.pages import lexicon, search_other_editions, search_rows
from planbook.pages.packing import pack_once
from planbook.pages.plain_characters import folds, plainly, syllables
from planbook.pages.search_other_editions import Elsewhere
from planbook.pages.search_references import referring
from planbook.pages.search_rows import Row
from planbook.pages.spelling import ENGLISH, WORDS
from planbook.records.cache import Cache
from planbook.text import addresses
from planbook.views.view import View

FIRST_CODE = 0x30
"""The character that stands for the first field or place."""
ABOVE = "^"
"""What stands for the label of the box or section in which an entry stands."""
_QUOTES = "','"


def parts(view: View, other: View | None = None, cache: Cache | None = None) -> dict[str, str]:
    """The parts of the index by file name, each a complete script.

    ``items`` are the records, ``text`` is running text and everyday words; for questions in Latin letters, ``pinyin`` and ``english``;
    for those in the language of the ``other`` edition what it calls the rows of both (``search_other_editions.py``).
    Beside them, for filters of tables too, the ``characters`` that are compared as others. What is packed is kept in a ``cache``.
    """
    items, terms, running = list(search_rows.items(view)), list(search_rows.terms(view)), list(search_rows.running(view))
    elsewhere = search_other_editions.parts(other, items, [*terms, *running], _labels(other) if other else {})
    labels, (everyday, english) = _labels(view), _bridges(view)
    if other and view.reading.translation:
        everyday, theirs = "", everyday
    else:
        theirs = ""
    packed = partial(_packed, cache, view.reading.edition.id)
    above = {row.id: row.note for row in items if row.kind == "sections"} | labels["box"]
    reference = referring([row.title for row in items])
    compared = folds([*_words([*items, *terms, *running]), everyday, *("".join(names.values()) for names in labels.values())])
    return {
        "items": packed("items", {
            "columns": _columns(_below(items, above), view), "labels": labels, "at": _shelves(labels["kind"]), "common": _common(view),
        }, is_long=False),
        "text": packed("text", {
            "columns": _columns(_below([*terms, *(row._replace(title=reference(row.title)) for row in running)], above), view),
            "bridges": everyday,
            "chances": lexicon.chances(plainly(words) for words in _words([*items, *terms, *running])),
        }),
        "pinyin": _script("pinyin", {"syllables": syllables([*(row.title for row in items), *elsewhere.names["titles"]])}),
        "english": _spelling(other) + packed("english", {"bridges": english}),
        "characters": f"PlanMatching.learn({','.join(map(_json, _pairs(compared)))});\n" + _spelling(view),
        "other": _spelling(other) + packed("other", elsewhere.names | _of_language(other, elsewhere, theirs)),
        "other-text": packed("other-text", elsewhere.text),
    }  # fmt: skip


def _below(rows: Iterable[Row], above: dict[str, str]) -> Iterator[Row]:
    """The rows whose notes begin with ``ABOVE`` in place of the label of their box or section, which is shipped already."""
    for row in rows:
        label = above.get(row.box or row.id.rpartition("-")[0], "")
        yield row._replace(note=ABOVE + row.note.removeprefix(label)) if label and row.note.startswith(label) else row


def _spelling(view: View | None) -> str:
    """How English is written, for an edition in English."""
    # escaped: the units are simplified, and no edition shows them
    return (
        f"PlanMatching.spell({','.join(json.dumps(said, separators=(',', ':')) for said in (ENGLISH, WORDS))});\n"
        if view and view.reading.edition.language == "en"
        else ""
    )


def _of_language(other: View | None, elsewhere: Elsewhere, everyday: str) -> dict[str, object]:
    """What the engine must know to read the language: the names of the place, everyday words, characters compared as others."""
    if not other:
        return {}
    compared = folds([*elsewhere.names["titles"], *elsewhere.names["more"], *elsewhere.text["titles"], everyday])
    return {"common": _common(other), **({"bridges": everyday, "fold": _pairs(compared)} if other.words.wide else {})}


def _script(name: str, data: object) -> str:
    return f"PlanSearch.receive({json.dumps(name)},{_json(data)});\n"


def _packed(cache: Cache | None, edition: str, name: str, data: object, *, is_long: bool = True) -> str:
    """A script that hands over its data as packed JSON and what unpacks it."""
    made = pack_once(_json(data), cache, f"{edition}-{name}.json", is_long=is_long)
    packed = (part.replace("\\", "\\\\").replace("'", "\\'") for part in made)
    return f"PlanSearch.receive({json.dumps(name)},'{_QUOTES.join(packed)}');\n"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _shelves(kinds: Iterable[str]) -> dict[str, str]:
    """Where the records of each kind stand: what their ids are put behind, ``projects/`` or ``targets/#``."""
    return {kind: addresses.pattern(kind).partition("{id}")[0] for kind in kinds if addresses.has_place(kind)}


def _columns(rows: Iterable[Row], view: View) -> list[tuple[object, ...]]:
    """The rows turned on their side, for like beside like packs smaller; fields and places as one character each."""
    of_field, of_place = ({id: chr(FIRST_CODE + at) for at, id in enumerate(known)} for known in (view.records.fields, view.records.places))
    coded = (
        (*row[:6], "".join(map(of_field.__getitem__, row.fields)), "".join(map(of_place.__getitem__, row.places)), *row[8:]) for row in rows
    )
    return list(zip(*coded, strict=True))


def _words(rows: Iterable[Row]) -> Iterator[str]:
    return (f"{row.title}\n{row.note}\n{row.hidden}" for row in rows)


def _pairs(plain: dict[str, str]) -> tuple[str, str]:
    """Characters and what they are compared as; those that are compared as the same stand together, which packs smaller."""
    pairs = sorted(plain.items(), key=lambda pair: pair[::-1])
    return "".join(character for character, _ in pairs), "".join(simple for _, simple in pairs)


def _common(view: View) -> list[str]:
    """What everything here is about: the name of the place, with and without the word for its rank.

    Where words stand apart, it is what the publisher's name begins with that the title has too: Liaoyang.
    """
    plan = view.records.plan
    if not view.words.wide:
        names = list(takewhile(plan.title.replace(",", "").split().__contains__, plan.publisher.split()))
        return [" ".join(names)] if names else []
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(plan.title, plan.publisher, strict=False))
    place = "".join(character for character, _ in alike)
    return [name for name in (place, place[:-1]) if len(name) > 1]


def _bridges(view: View) -> tuple[str, str]:
    """Words that readers type and what the edition calls the same, one concept a line, those in Latin letters apart.

    How a line is read stands in query.js.
    """
    everyday: list[str] = []
    english: list[str] = []
    for alias in view.records.aliases.values():
        means = "/".join(_in_edition((alias.means, *alias.also), view))
        for lines, latin in ((everyday, False), (english, True)):
            words = [word for word in alias.words if (word[0].isascii() and word[0].isalpha()) is latin]
            if words and means:
                lines.append("/".join(words) + ("!" if alias.unnamed else "=") + means)
    return "\n".join(everyday), "\n".join(english)


def _in_edition(meanings: Iterable[str], view: View) -> list[str]:
    """The meanings in the words of the edition; of a translated one, the names of records are its own, the rest is the plan's.

    What the plan says is searched there too (``search_other_editions.py``).
    """
    translation = view.reading.translation
    if not translation:
        return list(meanings)
    names = {message.text: context for context, message in translation.messages.items() if message.path == ("name",)}
    return [(meant in names and translation.words(names[meant])) or meant for meant in meanings]


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
