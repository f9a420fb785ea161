"""How far a project has come, as dated reports tell, and which projects are parts of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from planbook.records.model import Bearing, Records, Relation, Report
from planbook.text.blocks import Block
from planbook.text.knowledge import are_independent, is_trusted
from planbook.text.links import Links

ProjectState = Literal[
    "in-operation", "completed", "started", "planned", "changed", "dropped", "unconfirmed", "mentioned", "no-source"
]  # fmt: skip
PROJECT_STATES: tuple[ProjectState, ...] = get_args(ProjectState)
ONWARD: Mapping[Relation, ProjectState] = {
    "in-operation": "in-operation", "completed": "completed", "started": "started", "planned": "planned", "goal": "planned",
}  # fmt: skip
"""What a report says of a project, the furthest first, and the state that follows; a later goal says that it is still planned."""
BROKEN_OFF: Mapping[Relation, ProjectState] = {"changed": "changed", "dropped": "dropped"}


@dataclass(frozen=True)
class Stage:
    """The state of a project and the reports that tell it, the earliest first.

    ``unconfirmed``: only an article that passes it on tells so. ``of_a_part``: what is built or runs is only a part of the project,
    which therefore counts as started.
    """

    state: ProjectState
    reports: tuple[tuple[Report, Bearing], ...] = ()
    of_a_part: bool = False


def stage_of(id: str, records: Records, links: Links) -> Stage:
    """The stage of a project: the furthest that trusted reports tell, unless the newest of them says that it was changed or dropped.

    A report that only touches the project makes it ``mentioned``; what only sources of grade C tell makes it ``unconfirmed``.
    """
    found = [(records.reports[report], place) for report, place in links.reported.get(("projects", id), ())]
    bearings = [(report, report.bears_on[place]) for report, place in found]
    told = [(report, bearing) for report, bearing in bearings if bearing.relation in ONWARD or bearing.relation in BROKEN_OFF]
    if not told:
        return Stage("mentioned" if found else "no-source", tuple(bearings))
    trusted = tuple((report, bearing) for report, bearing in told if _is_confirmed(report, bearing, told, records))
    return _furthest(trusted) if trusted else Stage("unconfirmed", tuple(told))


def _is_confirmed(report: Report, bearing: Bearing, told: list[tuple[Report, Bearing]], records: Records) -> bool:
    """Whether a source that can be relied on says so, or two publishers say the same."""
    agreeing = (other for other, its in told if its.relation == bearing.relation and its.part == bearing.part)
    return is_trusted(report, records) or any(are_independent(report, other, records) for other in agreeing)


def _furthest(told: tuple[tuple[Report, Bearing], ...]) -> Stage:
    """The state that the reports give. They come by year, so that the last of them is the newest."""
    broken_off = BROKEN_OFF.get(told[-1][1].relation)
    if broken_off:
        return Stage(broken_off, told)
    order = list(ONWARD.values())
    onward = [(ONWARD[bearing.relation], bool(bearing.part)) for _report, bearing in told if bearing.relation in ONWARD]
    whole: set[ProjectState] = {state for state, is_part in onward if not is_part}
    parts: set[ProjectState] = {"planned" if state == "planned" else "started" for state, is_part in onward if is_part}
    furthest = min(whole | parts, key=order.index)
    return Stage(furthest, told, of_a_part=furthest not in whole)


@dataclass(frozen=True)
class Families:
    """Which project is a part of which: the block that names the part lies within the block that names the whole."""

    whole_of: Mapping[str, str]

    def kind(self, project: str) -> Literal["whole", "part", "single"]:
        """Whether a project contains others, is contained in one, or stands alone. What is both counts as a whole."""
        if project in self._wholes:
            return "whole"
        return "part" if project in self.whole_of else "single"

    def count(self, projects: Iterable[str]) -> Counter[str]:
        """How many of some projects are wholes, parts and single ones."""
        return Counter(self.kind(project) for project in projects)

    @property
    def _wholes(self) -> set[str]:
        return set(self.whole_of.values())


def families(records: Records, blocks: Mapping[str, Block]) -> Families:
    """The wholes and parts among the projects, by the items of the boxes in which they have their place."""
    home = {project.id: project.evidence[0].at for project in records.projects.values() if project.evidence[0].at in blocks}
    named_at = Counter(home.values())
    by_block = {block: id for id, block in home.items() if block.startswith("box-") and named_at[block] == 1}
    found = {}
    for id, block in home.items():
        above = block
        while (above and above not in by_block) or above == block:
            above = above.rpartition("-")[0]
        if above:
            found[id] = by_block[above]
    return Families(found)
