"""The projects that the plan names: their order, their neighbours, how far reports say they got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from planbook.editions.labels import Labels
from planbook.records.model import Project
from planbook.text.blocks import Block
from planbook.text.stages import PROJECT_STATES, Families, ProjectState, Stage, families, stage_of
from planbook.views.choices import Choice, counted
from planbook.views.text import PlanText


@dataclass(frozen=True)
class Projects:
    """The projects of one edition."""

    text: PlanText
    labels: Labels

    @cached_property
    def all(self) -> list[Project]:
        """All projects in the order of the text; those that only the running text names come last."""
        order = self.text.order
        records = self.text.reading.records.projects.values()
        return sorted(records, key=lambda p: (not self.home(p).box, order[p.evidence[0].at], p.id))

    def home(self, project: Project) -> Block:
        """The block in which a project has its place."""
        return self.text.block(self.text.place_of(project))

    def neighbours(self, project: Project) -> list[Project]:
        """The projects named in the same box, or in the same section of the running text, in order."""
        return self._neighbourhoods[self._neighbourhood(project)]

    def _neighbourhood(self, project: Project) -> tuple[str, str]:
        home = self.home(project)
        return home.box, home.section

    @cached_property
    def _neighbourhoods(self) -> dict[tuple[str, str], list[Project]]:
        found: dict[tuple[str, str], list[Project]] = {}
        for project in self.all:
            found.setdefault(self._neighbourhood(project), []).append(project)
        return found

    def state(self, id: str) -> ProjectState:
        """How far reports say that a project has come."""
        return self.stage(id).state

    def stage(self, id: str) -> Stage:
        """How far reports say that a project has come, and which ones say so."""
        return self._stages[id]

    @cached_property
    def _stages(self) -> dict[str, Stage]:
        records = self.text.reading.records
        return {id: stage_of(id, records, self.text.links) for id in records.projects}

    @cached_property
    def families(self) -> Families:
        """Which projects contain others."""
        return families(self.text.reading.records, self.text.reading.blocks)

    def parts_of(self, project: Project) -> list[Project]:
        """The projects that a project contains, in the order of the text."""
        return [part for part in self.all if self.families.whole_of.get(part.id) == project.id]

    @property
    def family_counts(self) -> Counter[str]:
        """How many projects contain others, are parts, stand alone."""
        return self.families.count(self.text.reading.records.projects)

    @property
    def family_choices(self) -> list[Choice]:
        """Wholes, parts and single projects, to be chosen from."""
        return counted(self.labels["family"], self.family_counts)

    def around(self, places: Iterable[str]) -> tuple[str, ...]:
        """The places, by their ids, and those that they lie within."""
        records = self.text.reading.records.places
        found: dict[str, None] = {}
        for place in places:
            id = place
            while id:
                found[id] = None
                id = records[id].parent or ""
        return tuple(found)

    def topics_of_box(self, box: str) -> list[tuple[str, str, str]]:
        """Fields and places of the projects in a box, those of most projects first: kind, id, name."""
        records = self.text.reading.records
        projects = [records.projects[id] for id in self.text.links.projects_of_box.get(box, ())]
        counts = Counter((kind, id) for project in projects for kind in ("fields", "places") for id in getattr(project, kind))
        return [(kind, id, getattr(records, kind)[id].name) for (kind, id), _count in counts.most_common()]

    # --- what filters offer -----------------------------------------------------------------------------------------------

    @property
    def boxes(self) -> list[Choice]:
        """The boxes that name projects, and the running text."""
        of_box = self.text.links.projects_of_box
        boxes = [Choice(id, self.text.label(f"box-{id}"), len(found)) for id, found in sorted(of_box.items()) if id]
        return [*boxes, Choice("text", self.text.words.gettext("Running text"), len(of_box.get("", ())))]

    @property
    def fields(self) -> list[Choice]:
        """The fields of projects."""
        return self._topics("fields")

    @property
    def places(self) -> list[Choice]:
        """The places of projects; one within another counts for both."""
        return self._topics("places")

    def _topics(self, kind: Literal["fields", "places"]) -> list[Choice]:
        records = self.text.reading.records
        held = [self.around(project.places) if kind == "places" else project.fields for project in records.projects.values()]
        counts = Counter(id for ids in held for id in set(ids))
        return counted({topic.id: topic.name for topic in getattr(records, kind).values()}, counts)

    @property
    def states(self) -> list[Choice]:
        """The states that reports name for projects."""
        counts = Counter(self.state(id) for id in self.text.reading.records.projects)
        return [Choice(state, self.labels["project state"][state], counts[state]) for state in PROJECT_STATES if counts[state]]
