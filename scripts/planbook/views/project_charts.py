"""Pictures that count the projects: by box, field and place, and by what reports say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from planbook.records.model import Project
from planbook.text import addresses
from planbook.text.shelves import Shelf
from planbook.views.charts import LONGEST, Chart, chart_of_counts, left_out
from planbook.views.geometry.bars import Row, bars
from planbook.views.tables import Table, count, words
from planbook.views.view import View

Grouping = Literal["boxes", "fields", "places"]


class Group(NamedTuple):
    """The projects of a box, a field or a place: how many run, how many are named in reports for something else, how many in none."""

    name: str
    address: str
    running: int
    reported: int
    silent: int

    @property
    def total(self) -> int:
        """How many projects there are."""
        return self.running + self.reported + self.silent


@dataclass(frozen=True)
class ProjectCharts:
    """The pictures of one edition."""

    view: View

    def by(self, grouping: Grouping) -> Chart:
        """The projects by box, field or place, those that a report names apart."""
        _, view = self.view.words.gettext, self.view
        name = {"boxes": _("Projects by box"), "fields": _("Projects by field"), "places": _("Projects by place")}[grouping]
        groups = [self._counted(*group) for group in self._groups(grouping)]
        title = self._finding(groups) if grouping == "fields" and groups else name
        states = view.labels["project state"]
        columns = (name, _("Projects"), states["in-operation"], _("Otherwise reported"), states["no-source"])
        rows = tuple((words(g.name, g.address), *map(count, (g.total, g.running, g.reported, g.silent))) for g in groups)
        shown = groups[:LONGEST] if grouping == "fields" else groups
        picture = bars([(Row(g.name, self._label(g), g.address), (g.running + g.reported, g.silent)) for g in shown])
        about = view.words.sentences(_("Dark: named in a report."), left_out(len(groups), len(shown), view.words))
        return Chart("bars", picture, Table(f"projects-by-{grouping}", title, columns, rows), about)

    def _finding(self, groups: Sequence[Group]) -> str:
        """Which field has most of the projects."""
        most, total = groups[0], len(self.view.projects.all)
        projects = self.view.words.ngettext("%(num)s project", "%(num)s projects", total) % {"num": total}
        said = self.view.words.gettext("%(projects)s by field: most in %(field)s (%(count)s)")
        return said % {"projects": projects, "field": most.name, "count": most.total}

    def _counted(self, name: str, address: str, projects: list[Project]) -> Group:
        states = [self.view.projects.state(project.id) for project in projects]
        running, silent = states.count("in-operation"), states.count("no-source")
        return Group(name, address, running, len(states) - running - silent, silent)

    def _label(self, group: Group) -> str:
        reported, sentence = group.running + group.reported, self.view.words.gettext("%(count)s, %(reported)s reported")
        return sentence % {"count": group.total, "reported": reported} if reported else str(group.total)

    def _groups(self, grouping: Grouping) -> Iterable[tuple[str, str, list[Project]]]:
        if grouping == "boxes":
            yield from self._boxes()
            return
        records, grouped = self.view.records, dict[str, list[Project]]()
        for project in records.projects.values():
            for id in self.view.projects.around(project.places) if grouping == "places" else project.fields:
                grouped.setdefault(id, []).append(project)
        for id, projects in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
            yield self.view.titles.of_id(grouping, id), addresses.of_record(grouping, id), projects

    def _boxes(self) -> Iterable[tuple[str, str, list[Project]]]:
        view = self.view
        for id, name, _count in view.projects.boxes:
            found = view.links.projects_of_box.get("" if id == "text" else id, ())
            title = name if id == "text" else view.titles.of_id("boxes", id)
            yield title, f"{Shelf.PROJECTS.path}?box={id}", [view.records.projects[project] for project in found]

    @cached_property
    def states(self) -> Chart:
        """How many projects are reported in which state."""
        _ = self.view.words.gettext
        counts = [(name, count, f"{Shelf.PROJECTS.path}?state={state}") for state, name, count in self.view.projects.states]
        return chart_of_counts("project-states", _("Projects by reported state"), (_("State"), _("Projects")), counts, self.view.words)

    def in_state(self, *states: str) -> list[Project]:
        """The projects in one of the states, in the order of the text."""
        return [project for project in self.view.projects.all if self.view.projects.state(project.id) in states]
