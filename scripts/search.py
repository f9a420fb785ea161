"""The search index of one edition, made from the records: small records first, running text in a part of its own.

Each part is a script that hands its rows to ``PlanSearch.receive``, so that it loads from any address, a file's too.
Rows: kind, id, title, note, hidden words, box, fields, places, year, nature; the names of the last five are searched too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import opencc
from pypinyin import Style, lazy_pinyin

from model import Indicator, Project, SearchAlias, Target
from views import TargetRow, View

Row = tuple[str, str, str, str, str, str, list[str], list[str], str, str]
FOLDED_BY_HAND = {"瀋": "沈", "藉": "借", "瞭": "了", "醯": "酰", "著": "着", "臺": "台", "裏": "里", "衆": "众", "羣": "群", "爲": "为"}
HAN = range(0x3400, 0xA000)


def parts(view: View) -> dict[str, str]:
    """The parts of the index by file name: ``items``, ``text`` and ``pinyin``, each a complete script."""
    items, text = list(_items(view)), list(_text(view))
    fold_from, fold_to = _fold(row[column] for row in (*items, *text) for column in (2, 3, 4))
    records = view.reading.records
    return {
        "items": _script("items", {
            "rows": items, "labels": _labels(view), "fold": [fold_from, fold_to],
            "aliases": [[said, alias.means] for alias in _plain_aliases(records.aliases.values()) for said in alias.words],
        }),
        "text": _script("text", {"rows": text}),
        "pinyin": _script("pinyin", {"syllables": _syllables(row[2] for row in items)}),
    }  # fmt: skip


def _script(name: str, data: object) -> str:
    return f"PlanSearch.receive({json.dumps(name)},{json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"


def _labels(view: View) -> dict[str, dict[str, str]]:
    """What the facets and their values are called."""
    _, records = view.words.gettext, view.reading.records
    return {
        "kind": {
            "indicators": _("Indicators"), "projects": _("Projects"), "targets": _("Targets"), "boxes": _("Boxes"), "chapters": _("Chapters"),
            "sections": _("Sections"), "terms": _("Terms"), "errata": _("Errata"), "paragraphs": _("Running text"),
        },
        "box": {box.id: view.label(view.block(f"box-{box.id}")) for box in records.boxes.values()},
        "field": {field.id: field.name for field in records.fields.values()},
        "place": {place.id: place.name for place in records.places.values()},
        "nature": {"binding": _("Binding"), "expected": _("Expected")},
    }  # fmt: skip


def _items(view: View) -> Iterator[Row]:
    records = view.reading.records
    for indicator in records.indicators.values():
        yield _indicator(indicator, view)
    for project in view.projects:
        yield _project(project, view)
    for row in view.target_rows:
        if row.target:
            yield _target(row, row.target, view)
    for box in records.boxes.values():
        block = view.block(f"box-{box.id}")
        yield "boxes", box.id, f"{view.label(block)} {block.text}", "", "", box.id, [], [], "", ""
    for block in view.reading.blocks.values():
        if block.kind in ("chapter", "section"):
            yield f"{block.kind}s", block.id, f"{block.before} {block.text}", "", "", "", [], [], "", ""


def _indicator(indicator: Indicator, view: View) -> Row:
    target, baseline = view.latest(indicator, "target"), view.latest(indicator, "baseline")
    note = "；".join(f"{view.period(value)} {view.quantity(value, indicator)}" for value in (target, baseline) if value)
    boxes = [view.label(view.block(f"box-{view.block(row).box}")) for row in indicator.rows]
    extra = " ".join([*indicator.aliases, view.group(indicator), *boxes, indicator.unit or ""])
    box = view.block(indicator.rows[-1]).box if indicator.rows else ""
    return (
        "indicators",
        indicator.id,
        indicator.name,
        note,
        extra,
        box,
        list(indicator.fields),
        [],
        str(target.year) if target else "",
        indicator.nature or "",
    )


def _project(project: Project, view: View) -> Row:
    home = view.home(project)
    return "projects", project.id, project.name, view.label(home), "", home.box, list(project.fields), list(project.places), "", ""


def _target(row: TargetRow, target: Target, view: View) -> Row:
    nature = min((view.reading.records.indicators[id].nature or "" for id in target.indicators), default="")
    note = f"{view.quantity(target)} {view.period(target)}"
    quotes = " ".join(evidence.quote or "" for evidence in target.evidence)
    box = view.block(row.evidence[0].at).box
    return "targets", target.id, row.subject, note, quotes, box, list(target.fields), list(target.places), str(target.year), nature


def _text(view: View) -> Iterator[Row]:
    projects = {project.name for project in view.projects}
    for block in view.reading.blocks.values():
        if block.kind in ("paragraph", "node", "note") and block.text.rstrip("；;。") not in projects:
            fields, places = _spoken_of(block.id, view)
            yield "paragraphs", block.id, block.text, view.label(block), "", block.box, fields, places, "", ""
    for term in view.terms:
        yield "terms", term.id, term.name, "", " ".join(term.aliases), "", [], [], "", ""
    for erratum in view.reading.records.errata.values():
        words = f"{erratum.received}{' → ' if erratum.received and erratum.read else ''}{erratum.read or ''}"
        place = view.label(view.block(erratum.at))
        yield "errata", erratum.id, words or place, place, "", "", [], [], "", ""


def _spoken_of(block: str, view: View) -> tuple[list[str], list[str]]:
    """The fields and places of the records that a block states."""
    records = [view.record(m) for m in view.links.about.get(block, ()) if m.kind in ("projects", "targets")]
    fields = {id for record in records for id in getattr(record, "fields", ())}
    places = {id for record in records for id in getattr(record, "places", ())}
    return sorted(fields), sorted(places)


def _fold(texts: Iterable[str]) -> tuple[str, str]:
    """Pairs of characters, as two strings: every form in either script that may be typed for a character of the texts, and its plain form."""
    plain = {_simple(character) for text in texts for character in text}
    pairs = {character: simple for character, simple in _all_folds().items() if simple in plain}
    return "".join(pairs), "".join(pairs.values())


@cache
def _all_folds() -> dict[str, str]:
    characters = "".join(map(chr, HAN))
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    folds = {a: b for a, b in zip(characters, simple, strict=True) if a != b and len(b) == 1}
    return dict(sorted((folds | FOLDED_BY_HAND).items()))


def _simple(character: str) -> str:
    return _all_folds().get(character, character)


def _plain_aliases(aliases: Iterable[SearchAlias]) -> list[SearchAlias]:
    """Aliases as the engine compares them: in one script and lower case, whatever the edition."""

    def plain(text: str) -> str:
        return "".join(map(_simple, text)).lower()

    return [alias.model_copy(update={"words": tuple(map(plain, alias.words)), "means": plain(alias.means)}) for alias in aliases]


def _syllables(texts: Iterable[str]) -> dict[str, str]:
    """Pinyin without tones, ü as v: syllable → the characters that are read so."""
    characters = sorted({_simple(character) for text in texts for character in text if ord(character) in HAN})
    groups: dict[str, str] = defaultdict(str)
    for character, syllable in zip(characters, lazy_pinyin(characters, style=Style.NORMAL, v_to_u=False), strict=True):
        groups[syllable] += character
    return dict(sorted(groups.items()))
