"""What each chapter, and each box, promises: how long it is to read, its targets and projects, and of how many something was reported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from planbook.records.model import Project
from planbook.text.blocks import Block
from planbook.views.projects import Projects
from planbook.views.targets import TargetRow, Targets
from planbook.views.text import PlanText

PACE = {True: 400, False: 240}
"""Characters, or words of letters, that are read in a minute: a round figure for prose, so that the minutes say about how long."""


@dataclass(frozen=True)
class Promise:
    """What a chapter holds. ``reported``: targets of which a source says something; ``known``: projects of which one does."""

    length: int
    minutes: int
    boxes: int
    targets: tuple[TargetRow, ...]
    reported: int
    projects: tuple[Project, ...]
    known: int


@dataclass(frozen=True)
class Chapters:
    """The chapters of one edition; a box belongs to the chapter that it stands in."""

    text: PlanText
    targets: Targets
    projects: Projects

    def promise(self, chapter: str) -> Promise:
        """What a chapter promises, by its id."""
        blocks = [block for block in self.text.reading.blocks.values() if block.chapter == chapter]
        boxes = sum(block.kind == "box" for block in blocks)
        return self._promised(blocks, boxes, tuple(self.targets_of.get(chapter, ())), tuple(self._projects[chapter]))

    def promise_of_box(self, box: str) -> Promise:
        """What a box promises, by its id: the targets that it sets, also those that the running text sets too, and its projects."""
        blocks = [block for block in self.text.reading.blocks.values() if block.box == box]
        places = {block.id for block in blocks}
        targets = tuple(row for row in self.targets.rows if any(item.at in places for item in row.evidence))
        projects = tuple(project for project in self.projects.all if self.projects.home(project).box == box)
        return self._promised(blocks, 0, targets, projects)

    def _promised(self, blocks: list[Block], boxes: int, targets: tuple[TargetRow, ...], projects: tuple[Project, ...]) -> Promise:
        length = self._length(blocks)
        return Promise(
            length, max(1, round(length / PACE[self.text.words.wide])), boxes, targets,
            sum(self.targets.progress(row).outcome != "no-source" for row in targets), projects,
            sum(self.projects.state(project.id) != "no-source" for project in projects),
        )  # fmt: skip

    def _length(self, blocks: list[Block]) -> int:
        """Characters without blanks, or words where blanks part them."""
        texts = [block.text for block in blocks]
        return sum(len("".join(text.split())) if self.text.words.wide else len(text.split()) for text in texts)

    @cached_property
    def targets_of(self) -> dict[str, list[TargetRow]]:
        """The targets by the id of their chapter, in the order of the text; under an empty id those that stand before all chapters."""
        found: dict[str, list[TargetRow]] = defaultdict(list)
        for row in self.targets.rows:
            found[self.text.block(row.evidence[0].at).chapter].append(row)
        return found

    @cached_property
    def _projects(self) -> dict[str, list[Project]]:
        found: dict[str, list[Project]] = defaultdict(list)
        for project in self.projects.all:
            found[self.projects.home(project).chapter].append(project)
        return found
