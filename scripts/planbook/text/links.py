"""What points to what: two passes over the records, and every link also read backwards.

Pass one registers where each record stands in the text; pass two cuts the text into marks. Nothing here knows an edition:
a mark is a pair of offsets into a block's reading, and a conversion that keeps the length keeps the marks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeVar

from planbook.records.memory import kept
from planbook.records.model import Evidence, Finding, Indicator, Place, Project, Records, Term
from planbook.text.blocks import Block
from planbook.text.figures import find_figure

Kind = Literal["targets", "projects", "indicators", "terms", "places"]
MARKED = ("paragraph", "node", "note", "footnote", "picture")
"""Blocks whose words carry links; headings and table rows are counted as uses but stay plain."""
KIN = 8
"""How many related records a page offers."""
SHARED = {"products": 4, "places": 2, "fields": 1}
"""What two projects share, and how much it says."""
K = TypeVar("K")
T = TypeVar("T")


class Mark(NamedTuple):
    """Characters ``start`` to ``end`` of a block lead to the record ``id`` of ``kind``."""

    start: int
    end: int
    kind: Kind
    id: str


class Mention(NamedTuple):
    """A record and a block that speaks of it."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class Links:
    """All links, ready to be shown.

    ``marks``: block id → marks in order, none overlapping. ``about``: block id → the records it states or mentions.
    ``blocks``: record → blocks that state or mention it, in the order of the text. ``spans``: the first words of a block that do so.
    ``rows``: table row → its indicator.
    ``targets_of_indicator``, ``targets_of_project``, ``projects_of_box``: ids only, for an edition has its own records.
    """

    marks: dict[str, tuple[Mark, ...]]
    about: dict[str, tuple[Mention, ...]]
    blocks: dict[Mention, tuple[str, ...]]
    spans: dict[tuple[str, Mention], tuple[int, int]]
    rows: dict[str, str]
    targets_of_indicator: dict[str, tuple[str, ...]]
    targets_of_project: dict[str, tuple[str, ...]]
    projects_of_box: dict[str, tuple[str, ...]]
    related: dict[str, tuple[str, ...]]
    kin: dict[str, tuple[str, ...]]
    """Project → other projects with the same product, place or field, those that share most first."""
    reported: dict[tuple[str, str], tuple[tuple[str, int], ...]]
    """Kind and id of a record → the reports that bear on it, each with the place of the bearing in the report."""
    findings: dict[tuple[str, str], tuple[str, ...]]
    """Kind and id of a record, or ``blocks`` and the id of a block → the findings of the audit that concern it."""
    reports_of_place: dict[str, tuple[str, ...]]


def link(records: Records, blocks: dict[str, Block]) -> Links:
    """Join the records of the reading layer to the text and to one another.

    References that lead nowhere are left out: ``checks`` reports them.
    """
    stated, named = list(_stated(records, blocks)), list(_named(_names(records), blocks))
    places = list(_named(_place_names(records), blocks))
    marks = {id: _accepted(found) for id, found in _by_block([*stated, *named]).items() if blocks[id].kind in MARKED}
    about, spoken_of = _both_ways([*stated, *named, *places], blocks)
    return Links(
        marks=marks, about=about, blocks=spoken_of, spans=_spans([*stated, *named, *places]),
        rows={row: indicator.id for indicator in records.indicators.values() for row in indicator.rows},
        targets_of_indicator=_grouped((i, target.id) for target in records.targets.values() for i in target.indicators),
        targets_of_project=_grouped((p, target.id) for target in records.targets.values() for p in target.projects),
        projects_of_box=_grouped((blocks[e.at].box, p.id) for p in records.projects.values() for e in p.evidence[:1] if e.at in blocks),
        related=_related(records), kin=_kin(records),
        reported=_grouped(_reported(records)),
        reports_of_place=_reports_of_place(records),
        findings=_grouped((key, finding.id) for finding in records.findings.values() for key in _concerned(finding)),
    )  # fmt: skip


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _related(records: Records) -> dict[str, tuple[str, ...]]:
    """Projects that may be the same or belong together, stated by either of the two."""
    pairs = {pair for p in records.projects.values() for other in p.related for pair in ((p.id, other), (other, p.id))}
    return _grouped(sorted(pairs))


def _kin(records: Records) -> dict[str, tuple[str, ...]]:
    """For each project those that share most with it: products weigh more than places, places more than fields."""
    holders = _grouped((mark, project.id) for project in records.projects.values() for mark in _marks_of(project))
    kin = {}
    for project in records.projects.values():
        weights: Counter[str] = Counter()
        for mark in _marks_of(project):
            for id in holders[mark]:
                weights[id] += SHARED[mark[0]]
        close = [id for id, weight in weights.items() if weight > 1 and id != project.id]
        kin[project.id] = tuple(sorted(close, key=lambda id: (-weights[id], id))[:KIN])
    return kin


def _marks_of(project: Project) -> set[tuple[str, str]]:
    """The products, places and fields of a project."""
    return {(key, value) for key in SHARED for value in getattr(project, key)}


def _reported(records: Records) -> Iterator[tuple[tuple[str, str], tuple[str, int]]]:
    for report in sorted(records.reports.values(), key=lambda report: (report.year, report.id)):
        for place, bearing in enumerate(report.bears_on):
            for kind in ("indicator", "target", "project", "block"):
                id = getattr(bearing, kind)
                if id:
                    yield (f"{kind}s", id), (report.id, place)


def _reports_of_place(records: Records) -> dict[str, tuple[str, ...]]:
    """The reports whose fact names a place."""
    names = _place_names(records)
    if not names:
        return {}
    find = _finder(tuple(names))
    return _grouped(
        (names[name].id, report.id) for report in records.reports.values() for name in dict.fromkeys(name for _, name in find(report.fact))
    )


@lru_cache(maxsize=4)
def _finder(names: tuple[str, ...]) -> Callable[[str], tuple[tuple[int, str], ...]]:
    """A function that finds the names in a text, none overlapping, the longest where several begin: place and name.

    By their first two characters, for a pattern of all names would try each of them at each place.
    """
    beginnings = _grouped((name[:2], name) for name in sorted(names, key=len, reverse=True))

    def find(text: str) -> Iterator[tuple[int, str]]:
        end = 0
        for at in range(len(text)):
            candidates = (*beginnings.get(text[at : at + 2], ()), *beginnings.get(text[at], ())) if at >= end else ()
            name = next((name for name in candidates if text.startswith(name, at)), "")
            if name:
                end = at + len(name)
                yield at, name

    return kept(lambda text: tuple(find(text)))


def _concerned(finding: Finding) -> Iterator[tuple[str, str]]:
    yield from (("indicators", id) for id in finding.indicators)
    yield from (("targets", id) for id in finding.targets)
    places = dict.fromkeys(reading.evidence.at for reading in finding.readings if reading.evidence)
    yield from (("blocks", at) for at in places)


def _stated(records: Records, blocks: dict[str, Block]) -> Iterator[tuple[str, Mark]]:
    """Marks of records that quote the text, the weightiest first."""
    for target in records.targets.values():
        for evidence, start, end in _quotes(target.evidence, blocks):
            figure = find_figure(evidence.quote or "", target.value, target.high, target.text, target.unit)
            yield (
                evidence.at,
                Mark(start + figure[0], start + figure[1], "targets", target.id) if figure else Mark(start, end, "targets", target.id),
            )
    for project in records.projects.values():
        for evidence, start, end in _quotes(project.evidence, blocks):
            inner = (evidence.quote or "").find(project.name)
            span = (start + inner, start + inner + len(project.name)) if inner >= 0 else (start, end)
            yield evidence.at, Mark(*span, "projects", project.id)
    for indicator in records.indicators.values():
        for evidence, start, end in _quotes([e for value in indicator.series for e in value.evidence], blocks):
            yield evidence.at, Mark(start, end, "indicators", indicator.id)


def _quotes(evidence: Iterable[Evidence], blocks: dict[str, Block]) -> Iterator[tuple[Evidence, int, int]]:
    for item in evidence:
        block = blocks.get(item.at)
        start = block.text.find(item.quote) if block and item.quote else -1
        if item.quote and start >= 0:
            yield item, start, start + len(item.quote)


def _names(records: Records) -> dict[str, Mention]:
    """The names by which the text speaks of indicators and terms."""
    names = {alias: Mention("terms", term.id) for term in records.terms.values() for alias in names_of(term)}
    return names | {alias: Mention("indicators", i.id) for i in records.indicators.values() for alias in names_of(i)}


def _place_names(records: Records) -> dict[str, Mention]:
    return {alias: Mention("places", place.id) for place in records.places.values() for alias in names_of(place)}


def _named(names: dict[str, Mention], blocks: dict[str, Block]) -> Iterator[tuple[str, Mark]]:
    """Marks of records by their names: the longest name wins, the first use in a block is marked."""
    if not names:
        return
    find = _finder(tuple(names))
    for block in blocks.values():
        seen: set[Mention] = set()
        for start, name in find(" ".join([block.text, *(block.cells or {}).values()])):
            mention = names[name]
            if mention not in seen:
                seen.add(mention)
                yield block.id, Mark(start, start + len(name), *mention)


def names_of(record: Indicator | Term | Place) -> tuple[str, ...]:
    """The words by which the text speaks of an indicator, a term or a place."""
    return (record.name, *record.aliases)


def _spans(found: Iterable[tuple[str, Mark]]) -> dict[tuple[str, Mention], tuple[int, int]]:
    spans: dict[tuple[str, Mention], tuple[int, int]] = {}
    for block, mark in found:
        spans.setdefault((block, Mention(mark.kind, mark.id)), (mark.start, mark.end))
    return spans


def _by_block(found: Iterable[tuple[str, Mark]]) -> dict[str, list[Mark]]:
    groups: dict[str, list[Mark]] = defaultdict(list)
    for block, mark in found:
        groups[block].append(mark)
    return groups


def _accepted(marks: list[Mark]) -> tuple[Mark, ...]:
    """The marks that do not overlap an earlier, weightier one, in the order of the text."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return tuple(sorted(kept))


def _both_ways(
    found: Iterable[tuple[str, Mark]], blocks: dict[str, Block]
) -> tuple[dict[str, tuple[Mention, ...]], dict[Mention, tuple[str, ...]]]:
    order = {id: place for place, id in enumerate(blocks)}
    pairs = {(block, Mention(mark.kind, mark.id)): mark.start for block, mark in reversed(list(found))}
    ordered = sorted(pairs, key=lambda pair: (order[pair[0]], pairs[pair], pair))
    return _grouped(ordered), _grouped((mention, block) for block, mention in ordered)
