"""Places and fields: everything that the plan says and promises of one of them, gathered from the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planbook.records.model import Indicator, Place, PolicyField, Project, Report
from planbook.text.knowledge import is_earlier, told_of
from planbook.views.needs import NeedHere, needs
from planbook.views.targets import TargetRow
from planbook.views.text import Excerpt
from planbook.views.view import View


@dataclass(frozen=True)
class Topic:
    """A place, or a field, with all that belongs to it. ``within`` and ``parts``: the place around it and those inside it."""

    kind: str
    record: Place | PolicyField
    within: Place | None
    parts: tuple[Place, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[TargetRow, ...]
    projects: tuple[Project, ...]
    reports: tuple[Report, ...]
    """What was reported since the plan was issued, the earliest first."""
    before: tuple[Report, ...]
    """What was reported of the time before the plan was issued."""
    excerpts: tuple[Excerpt, ...]
    needs: tuple[NeedHere, ...] = ()
    """What a place has of each need; none of a field."""

    @property
    def others(self) -> tuple[Project, ...]:
        """The projects of a place that serve no need of daily life; all of a field."""
        served = {project.id for need in self.needs for project in need.named}
        return tuple(project for project in self.projects if project.id not in served)


def topics(kind: str, view: View) -> list[Topic]:
    """Every topic of a kind, ``places`` or ``fields``, in the order of the records."""
    return [_topic(kind, id, view) for id in getattr(view.reading.records, kind)]


def _topic(kind: str, id: str, view: View) -> Topic:
    records = view.reading.records
    parts = _parts(id, view) if kind == "places" else ()
    ids = {id, *(part.id for part in parts)}
    record = getattr(records, kind)[id]
    targets = tuple(row for row in view.targets.rows if ids & set(getattr(row, kind)))
    projects = tuple(project for project in view.projects.all if ids & set(getattr(project, kind)))
    indicators = tuple(i for i in records.indicators.values() if kind == "fields" and id in i.fields)
    reports = _reports(ids, indicators, targets, projects, view)
    before = tuple(report for report in reports if is_earlier(report, records))
    since = tuple(report for report in reports if report not in before)
    blocks = _named(ids, view) if kind == "places" else _stated(targets, view)
    return Topic(
        kind, record, records.places.get(record.parent or "") if isinstance(record, Place) else None, parts, indicators, targets, projects,
        since, before, blocks, tuple(needs(projects, view)) if kind == "places" else (),
    )  # fmt: skip


def _parts(id: str, view: View) -> tuple[Place, ...]:
    """The places within a place, and those within them."""
    inside = [place for place in view.reading.records.places.values() if place.parent == id]
    return tuple(part for place in inside for part in (place, *_parts(place.id, view)))


def _named(ids: set[str], view: View) -> tuple[Excerpt, ...]:
    """The blocks that name one of the places, each once, in the order of the text."""
    found = {excerpt.block.id: excerpt for id in sorted(ids) for excerpt in reversed(view.text.mentions("places", id))}
    return tuple(found[block] for block in view.reading.blocks if block in found)


def _stated(targets: Iterable[TargetRow], view: View) -> tuple[Excerpt, ...]:
    """The paragraphs that set one of the targets, each once, in the order of the text."""
    found: dict[str, Excerpt] = {}
    for row in targets:
        for excerpt in view.text.mentions("targets", row.target.id) if row.target else ():
            if excerpt.block.kind == "paragraph":
                found.setdefault(excerpt.block.id, excerpt)
    return tuple(found[block] for block in view.reading.blocks if block in found)


def _reports(
    ids: set[str], indicators: Iterable[Indicator], targets: Iterable[TargetRow], projects: Iterable[Project], view: View
) -> tuple[Report, ...]:
    """What was reported on any of them, or names the place, the earliest first."""
    keys = [("indicators", i.id) for i in indicators] + [("projects", project.id) for project in projects]
    keys += [("targets", row.target.id) for row in targets if row.target]
    found = {report.id: report for kind, id in keys for report, _bearing in view.reports.on(kind, id)}
    found |= {report: view.reading.records.reports[report] for id in ids for report in view.links.reports_of_place.get(id, ())}
    return tuple(sorted(found.values(), key=lambda report: (told_of(report), report.id)))
