"""The search index of one edition, made from the records: small records first, running text in a part of its own.

Each part is a script that hands its data to ``PlanSearch.receive``, so that it loads from any address, a file's too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import opencc
from pypinyin import Style, pinyin

from planbook.records.model import Indicator, Project, Target
from planbook.text import addresses
from planbook.text.blocks import applies
from planbook.text.verdicts import AIMED
from planbook.views.targets import TargetRow
from planbook.views.view import View

FOLDED_BY_HAND = dict(zip("瀋藉瞭覆醯著臺裏衆羣爲○", "沈借了复酰着台里众群为〇", strict=True))
HAN = range(0x3400, 0xA000)


class Row(NamedTuple):
    """One entry of the index. The names of the last five are searched too; ``hidden`` are further words, one group a line."""

    kind: str
    id: str
    title: str
    note: str = ""
    hidden: str = ""
    box: str = ""
    fields: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    year: str = ""
    nature: str = ""


def parts(view: View) -> dict[str, str]:
    """The parts of the index by file name: ``items``, ``text`` and ``pinyin``, each a complete script."""
    items, terms, text = list(_items(view)), list(_terms(view)), list(_text(view))
    labels = _labels(view)
    aliases = [(said, alias.means) for alias in view.reading.records.aliases.values() for said in alias.words]
    early = _folds([*_words(items), *_words(terms), *map("".join, aliases), *("".join(names.values()) for names in labels.values())])
    late = {character: plain for character, plain in _folds(_words(text)).items() if character not in early}
    known = {
        "columns": _columns(items), "labels": labels, "at": _shelves(labels["kind"]),
        "fold": _pairs(early), "aliases": aliases,
    }  # fmt: skip
    return {
        "items": _script("items", known),
        "text": _script("text", {"columns": _columns([*terms, *text]), "fold": _pairs(late)}),
        "pinyin": _script("pinyin", {"syllables": _syllables(row.title for row in (*items, *terms))}),
    }


def _script(name: str, data: object) -> str:
    return f"PlanSearch.receive({json.dumps(name)},{json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"


def _shelves(kinds: Iterable[str]) -> dict[str, str]:
    """Where the records of each kind stand: what their ids are put behind, ``projects/`` or ``targets/#``."""
    return {kind: addresses.pattern(kind).partition("{id}")[0] for kind in kinds if addresses.has_place(kind)}


def _columns(rows: list[Row]) -> list[tuple[object, ...]]:
    """The rows turned on their side: like beside like packs smaller."""
    return list(zip(*rows, strict=True))


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


def _items(view: View) -> Iterator[Row]:
    records = view.reading.records
    for indicator in records.indicators.values():
        yield _indicator(indicator, view)
    for project in view.projects.all:
        yield _project(project, view)
    for row in view.targets.rows:
        if row.target:
            yield _target(row, row.target, view)
    for kind in ("fields", "places"):
        for record in getattr(records, kind).values():
            yield Row(kind, record.id, record.name, hidden="\n".join(getattr(record, "aliases", ())))
    for box in records.boxes.values():
        yield Row("boxes", box.id, view.titles.of(box), box=box.id)
    for block in view.reading.blocks.values():
        if block.kind in ("chapter", "section"):
            note = view.text.label(block.id) if block.kind == "section" else ""
            yield Row(f"{block.kind}s", block.id, f"{block.before} {block.text}", note)


def _indicator(indicator: Indicator, view: View) -> Row:
    target = view.indicators.latest(indicator, "target")
    boxes = [view.text.label(f"box-{view.text.block(row).box}") for row in indicator.rows]
    values = dict.fromkeys(view.values.quantity(value, indicator) for value in indicator.series)
    return Row(
        "indicators", indicator.id, indicator.name, view.indicators.summary(indicator),
        hidden="\n".join([*indicator.aliases, view.indicators.group(indicator), *boxes, indicator.unit or "", *values]),
        box=view.text.block(indicator.rows[-1]).box if indicator.rows else "",
        fields=indicator.fields,
        year=str(target.year) if target else "",
        nature=indicator.nature or "",
    )  # fmt: skip


def _project(project: Project, view: View) -> Row:
    home = view.projects.home(project)
    return Row("projects", project.id, project.name, view.text.label(home.id), box=home.box, fields=project.fields, places=project.places)


def _target(row: TargetRow, target: Target, view: View) -> Row:
    return Row(
        "targets", target.id, row.subject, f"{view.values.quantity(target)} {view.values.period(target)}",
        box=view.text.block(row.evidence[0].at).box,
        fields=target.fields,
        places=target.places,
        year=str(target.year),
        nature=min((view.reading.records.indicators[id].nature or "" for id in target.indicators), default=""),
    )  # fmt: skip


def _terms(view: View) -> Iterator[Row]:
    for term in view.terms.all:
        yield Row("terms", term.id, term.name, hidden="\n".join(term.aliases))


def _text(view: View) -> Iterator[Row]:
    """Running text, audit and errata, and of the reports those that tell of a record: all would break the budget."""
    projects = {project.name for project in view.projects.all}
    for block in view.reading.blocks.values():
        if block.kind in ("paragraph", "node", "note") and block.text.rstrip("；;。") not in projects:
            fields, places = _spoken_of(block.id, view)
            yield Row("paragraphs", block.id, block.text, view.text.label(block.id), box=block.box, fields=fields, places=places)
    for report in view.reading.records.reports.values():
        if any(not bearing.block and bearing.relation not in AIMED for bearing in report.bears_on):
            yield Row("reports", report.id, report.fact)
    for finding in view.reading.records.findings.values():
        yield Row("findings", finding.id, finding.title)
    for erratum in view.reading.records.errata.values():
        place = view.text.label(erratum.at)
        # received words that were not replaced stand in the text already
        words = " → ".join(filter(None, (erratum.received, erratum.read) if applies(erratum) else (erratum.read or erratum.received,)))
        yield Row("errata", erratum.id, words or place, place)


def _spoken_of(block: str, view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields and places of the records that a block states."""
    records = [getattr(view.records, m.kind)[m.id] for m in view.links.about.get(block, ()) if m.kind in ("projects", "targets")]
    fields = {id for record in records for id in getattr(record, "fields", ())}
    places = {id for record in records for id in getattr(record, "places", ())}
    return tuple(sorted(fields)), tuple(sorted(places))


# --- what a character is compared as ------------------------------------------------------------------------------------


def _words(rows: Iterable[Row]) -> Iterator[str]:
    return (row.title + row.note + row.hidden for row in rows)


def _folds(texts: Iterable[str]) -> dict[str, str]:
    """Every character that may be typed for one of the texts, in either script, and its plain form."""
    plain = {_all_folds().get(character, character) for text in texts for character in text}
    return {character: simple for character, simple in _all_folds().items() if simple in plain}


def _pairs(folds: dict[str, str]) -> tuple[str, str]:
    return "".join(folds), "".join(folds.values())


@cache
def _all_folds() -> dict[str, str]:
    """From every character to its simplified form, Hong Kong's own forms too."""
    characters = list(map(chr, HAN))
    folds: dict[str, str] = {}
    for conversion in ("hk2s", "t2s"):
        simple = opencc.OpenCC(conversion).convert("\n".join(characters)).split("\n")
        folds |= {a: b for a, b in zip(characters, simple, strict=True) if a != b and len(b) == 1}
    folds |= FOLDED_BY_HAND
    return {character: folds.get(simple, simple) for character, simple in sorted(folds.items())}


def _syllables(texts: Iterable[str]) -> dict[str, str]:
    """Pinyin without tones, ü as v: syllable → the characters that can be read so."""
    characters = sorted({_all_folds().get(c, c) for text in texts for c in text if ord(c) in HAN})
    groups: dict[str, str] = defaultdict(str)
    for character, readings in zip(characters, pinyin(characters, style=Style.NORMAL, heteronym=True, v_to_u=False), strict=True):
        for syllable in dict.fromkeys(readings):
            groups[syllable] += character
    return dict(sorted(groups.items()))
