"""What became of the plan, gathered: outcomes counted, pictures with their tables, the plan before, a timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planbook.records.model import Indicator, Project, Report, Target, Value
from planbook.text import addresses, verdicts
from planbook.text.verdicts import Progress
from planbook.views.charts import Bars, Course, Figure, bars, course, deviations
from planbook.views.tables import Cell, Table, words
from planbook.views.view import TargetRow, View


@dataclass(frozen=True)
class Chart:
    """A picture, the kind of its macro, the table behind it, and what is to be known to read it."""

    kind: str
    picture: Bars | Course
    table: Table
    about: str = ""


class Comparison(NamedTuple):
    """A target of the plan before and its printed outcome: met or not (None: cannot be told), and by which share of the target."""

    target: Value
    outcome: Value | None
    met: bool | None
    deviation: Decimal | None

    @property
    def sign(self) -> str:
        """How the outcome stands to the target: <, = or >."""
        assert self.outcome
        assert self.outcome.value is not None
        assert self.target.value is not None
        return "=" if self.outcome.value == self.target.value else "<" if self.outcome.value < self.target.value else ">"


class Before(NamedTuple):
    """An indicator of the plan before, with all that can be compared; ``verdict``: met, partly, missed or unknown."""

    indicator: Indicator
    comparisons: tuple[Comparison, ...]
    verdict: str


class Event(NamedTuple):
    """Something with a date or only a year, and where it leads."""

    year: int
    date: str
    what: str
    address: str


LONGEST = 12
"""How many bars a picture has at most; its table has them all."""
VERDICTS = ("met", "partly", "missed", "unknown")


@dataclass(frozen=True)
class Dashboard:
    """One edition's outcomes: what the macros of the progress pages ask for."""

    view: View

    # --- the targets of this plan -----------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[tuple[TargetRow, Progress]]:
        """Every target of this plan with what became of it, in the order of the text."""
        return [(row, self.view.progress(row)) for row in self.view.target_rows]

    @property
    def decided(self) -> list[tuple[TargetRow, Progress]]:
        """The targets of which something comparable is known, the best outcome first."""
        order = {outcome: place for place, outcome in enumerate(verdicts.OUTCOMES)}
        known = [(row, progress) for row, progress in self.rows if progress.outcome not in ("different-measure", "no-source")]
        return sorted(known, key=lambda pair: order[pair[1].outcome])

    @property
    def reached_at_start(self) -> list[tuple[TargetRow, Progress]]:
        """The targets whose value the printed baseline had already reached."""
        return [(row, progress) for row, progress in self.rows if progress.met_at_start]

    @cached_property
    def targets(self) -> Table:
        """Every target with what became of it, to be taken away."""
        _, view = self.view.words.gettext, self.view
        columns = (
            _("Target"), _("Value"), _("Unit"), _("By"), _("Measure"), _("Field"), _("Outcome"), _("Where it stands"),
            _("Later reports"),
        )  # fmt: skip
        rows = tuple(
            (
                words(row.subject, row.address), Cell(_printed(row.value), view.quantity(row.value, row.indicator)), words(row.unit),
                words(view.period(row.value)), words(view.measure(row.value)),
                words("；".join(view.fields_of(row.target or row.indicator))),
                words(view.word("outcome", progress.outcome)), words("；".join(view.label(view.block(item.at)) for item in row.evidence)),
                words("；".join(report.fact for report, _bearing in progress.reports)),
            )
            for row, progress in self.rows
        )  # fmt: skip
        return Table("targets", _("Outcome of every target"), columns, rows)

    @cached_property
    def coverage(self) -> Chart:
        """How many targets have which outcome: what has a source and what has none."""
        _ = self.view.words.gettext
        counts = [(name, count, f"{_TARGETS}?outcome={outcome}") for outcome, name, count in self.view.outcomes]
        return self._counts("outcomes", _("Targets by outcome"), (_("Outcome"), _("Targets")), counts)

    def chart_of_targets(self, key: str) -> Chart:
        """The targets by year or by field."""
        _ = self.view.words.gettext
        shelf = addresses.TARGETS
        if key == "year":
            counts = [(name, count, f"{shelf}/?year={id}") for id, name, count in self.view.target_years]
            return self._counts("targets-by-year", _("Targets by year"), (_("Year"), _("Targets")), counts)
        fields = Counter(id for row, _progress in self.rows for id in row.fields)
        names = self.view.reading.records.fields
        counts = [(names[id].name, count, addresses.of_record("fields", id)) for id, count in fields.most_common()]
        return self._counts("targets-by-field", _("Targets by field"), (_("Field"), _("Targets")), counts)

    # --- projects ---------------------------------------------------------------------------------------------------------

    def chart_of_projects(self, key: str) -> Chart:
        """The projects by box, field or place, those that a report names apart."""
        _, view = self.view.words.gettext, self.view
        titles = {"boxes": _("Projects by box"), "fields": _("Projects by field"), "places": _("Projects by place")}
        rows = []
        for name, address, projects in self._groups(key):
            named = sum(view.project_state(project.id) != "no-source" for project in projects)
            running = sum(view.project_state(project.id) == "in-operation" for project in projects)
            rows.append((name, address, running, named - running, len(projects) - named))
        states = view.labels["project state"]
        columns = (titles[key], _("Projects"), states["in-operation"], _("Otherwise reported"), states["no-source"])
        table = Table(
            f"projects-by-{key}", titles[key], columns,
            tuple((words(name, address), *map(self._count, (sum(counts), *counts))) for name, address, *counts in rows),
        )  # fmt: skip
        labels = [
            (name, self._said(sum(counts), counts[0] + counts[1]), (counts[0] + counts[1], counts[2])) for name, _address, *counts in rows
        ]
        shown = labels[:LONGEST] if key == "fields" else labels
        return Chart("bars", bars(shown), table, _("Red: named in a report.") + self._cut(len(labels), len(shown)))

    def _said(self, count: int, reported: int) -> str:
        return (
            self.view.words.gettext("%(count)s, %(reported)s reported") % {"count": count, "reported": reported} if reported else str(count)
        )

    def _groups(self, key: str) -> Iterable[tuple[str, str, list[Project]]]:
        view, records = self.view, self.view.reading.records
        if key == "boxes":
            for id, label, _count in view.box_choices:
                found = view.links.projects_of_box.get("" if id == "text" else id, ())
                title = "" if id == "text" else " " + view.block(f"box-{id}").text
                address = f"{addresses.PROJECTS}/?box={id}"
                yield label + title, address, [records.projects[project] for project in found]
            return
        grouped: dict[str, list[Project]] = {}
        for project in records.projects.values():
            for id in view.around(project.places) if key == "places" else project.fields:
                grouped.setdefault(id, []).append(project)
        for id, projects in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
            yield getattr(records, key)[id].name, addresses.of_record(key, id), projects

    @cached_property
    def project_states(self) -> Chart:
        """How many projects are reported in which state."""
        _ = self.view.words.gettext
        counts = [(name, count, f"{addresses.PROJECTS}/?state={state}") for state, name, count in self.view.project_states]
        return self._counts("project-states", _("Projects by reported state"), (_("State"), _("Projects")), counts)

    def projects_in(self, *states: str) -> list[Project]:
        """The projects in one of the states, in the order of the text."""
        return [project for project in self.view.projects if self.view.project_state(project.id) in states]

    # --- the plan before ----------------------------------------------------------------------------------------------------

    @cached_property
    def before(self) -> list[Before]:
        """The indicators that had targets in the plan before, in the order of their table."""
        order = {id: place for place, id in enumerate(self.view.reading.blocks)}
        found = [before for i in self.view.reading.records.indicators.values() if (before := self._before(i))]
        return sorted(found, key=lambda item: order[item.indicator.rows[0]] if item.indicator.rows else 0)

    def _before(self, indicator: Indicator) -> Before | None:
        start = self.view.reading.records.plan.start
        targets = [value for value in indicator.series if value.kind == "target" and value.year < start]
        comparisons = tuple(self._compared(target, indicator) for target in targets)
        if not comparisons:
            return None
        known = {comparison.met for comparison in comparisons} - {None}
        verdict = "unknown" if not known else "partly" if len(known) > 1 else "met" if known == {True} else "missed"
        return Before(indicator, comparisons, verdict)

    def _compared(self, target: Value, indicator: Indicator) -> Comparison:
        outcomes = [value for value in indicator.series if value.kind == "outcome" and value.year == target.year]
        outcome = next((value for value in outcomes if value.measure == target.measure), None)
        if outcome is None:
            return Comparison(target, None, None, None)
        deviation = None
        if target.value and outcome.value is not None:
            away = (outcome.value - target.value) / abs(target.value)
            deviation = away if verdicts.reaches(target.value + abs(target.value), target, indicator.direction) else -away
        return Comparison(target, outcome, verdicts.met(target, outcome, indicator), deviation)

    def verdicts(self, verdict: str) -> int:
        """How many indicators of the plan before have a verdict."""
        return sum(item.verdict == verdict for item in self.before)

    def verdict_of(self, comparison: Comparison) -> str:
        """Whether one target was met, as one of the verdicts."""
        return {True: "met", False: "missed", None: "unknown"}[comparison.met]

    @cached_property
    def before_chart(self) -> Chart:
        """By how much the outcomes of the plan before passed or missed their targets, as shares of the target."""
        _, view = self.view.words.gettext, self.view
        rows, drawn = [], []
        for item in self.before:
            for comparison in item.comparisons:
                target, outcome, _met, deviation = comparison
                name = item.indicator.name + ("" if target.measure == "level" else f"（{view.measure(target)}）")
                said = [view.quantity(value, item.indicator) if value else "" for value in (target, outcome)]
                share = "" if deviation is None else view.words.percent(deviation)
                rows.append((
                    words(name, addresses.of_record("indicators", item.indicator.id)),
                    Cell(_printed(target), said[0]), Cell(_printed(outcome), said[1]),
                    Cell(None if deviation is None else round(deviation, 4), share),
                    words(view.word("comparison", self.verdict_of(comparison))),
                ))  # fmt: skip
                if deviation is not None:
                    drawn.append((name, f"{said[0]} → {said[1]}　{share}", deviation))
        columns = (_("Indicator"), _("Target"), _("Printed outcome"), _("Beyond the target"), _("Verdict"))
        title = _("Targets and outcomes of the plan before")
        return Chart("bars", deviations(drawn), Table("targets-and-outcomes", title, columns, tuple(rows)), _(
            "Red, right of the line: beyond the target; grey, left: short of it, as a share of the target. "
            "Where less is better, less is beyond. Bars end at 100%."
        ))  # fmt: skip

    @cached_property
    def verdict_chart(self) -> Chart:
        """How many indicators of the plan before were met."""
        _ = self.view.words.gettext
        counts = [(self.view.word("comparison", word), self.verdicts(word), _PREVIOUS) for word in VERDICTS]
        return self._counts("plan-before", _("Indicators of the plan before"), (_("Verdict"), _("Indicators")), counts)

    # --- one indicator ------------------------------------------------------------------------------------------------------

    def course(self, indicator: Indicator) -> Chart | None:
        """The levels of an indicator over the years, with what was reported since; None when there is nothing to compare."""
        _, view = self.view.words.gettext, self.view
        kinds = view.labels["point"]
        found: list[tuple[Figure, str, str]] = []
        for value in indicator.series:
            if value.measure == "level" and value.value is not None:
                kind = "target" if value.kind == "target" else "known"
                figure = Figure(value.year, value.value, kind, view.words.number(value.value))  # type: ignore[arg-type]
                found.append((figure, kinds[kind], view.address_of(value.evidence[0].at)))
        for report, bearing in view.reported("indicators", indicator.id):
            kind = {"same-measure": "reported", "contradicts": "apart"}.get(bearing.relation, "")
            if kind and report.value is not None and report.measure in ("level", "annual") and report.unit == indicator.unit:
                figure = Figure(report.year, report.value, kind, view.words.number(report.value))  # type: ignore[arg-type]
                found.append((figure, kinds[kind], addresses.of_record("reports", report.id)))
        picture = course([figure for figure, _kind, _address in found])
        if picture is None:
            return None
        rows = tuple((self._count(f.year), words(kind, address), Cell(f.value, f.label)) for f, kind, address in sorted(found))
        columns = (_("Year"), _("What it is"), _("Value") + (f"（{indicator.unit}）" if indicator.unit else ""))
        return Chart("course", picture, Table("course", f"{indicator.name} {_('Course')}", columns, rows))

    # --- the timeline -------------------------------------------------------------------------------------------------------

    @cached_property
    def timeline(self) -> list[tuple[int, list[Event]]]:
        """From the plan to its horizon: when it was issued, what was reported with a date, when targets fall due."""
        _, view, records = self.view.words.gettext, self.view, self.view.reading.records
        plan = records.plan
        events = [Event(plan.issued.year, view.words.date(plan.issued), _("The plan is issued"), f"{addresses.CHAPTERS}/")]
        told = [report for report in records.reports.values() if report.as_of or _tells(report)]
        events += [
            Event(report.year, "", report.fact, addresses.of_record("reports", report.id))
            for report in sorted(told, key=lambda report: (str(report.as_of or report.year), report.id))
        ]
        for id, name, count in view.target_years:
            due = _("%(count)s targets fall due") % {"count": count}
            events.append(Event(int(id), name, due, f"{addresses.TARGETS}/?year={id}"))
        told_of = {event.year for event in events}
        silent = set(range(plan.start, max(year for year in told_of if year <= plan.end))) - told_of
        events += [Event(year, "", _("None of the sources tells of this year."), f"{addresses.SOURCES}/") for year in silent]
        years = sorted({event.year for event in events})
        return [(year, [event for event in events if event.year == year]) for year in years]

    # --- shared -------------------------------------------------------------------------------------------------------------

    def _cut(self, count: int, shown: int) -> str:
        """A word on what a picture leaves out."""
        said = self.view.words.gettext("The %(count)s largest; the table has all.") % {"count": shown}
        return said if shown < count else ""

    def _count(self, count: int) -> Cell:
        return Cell(count, str(count))

    def _counts(self, name: str, title: str, columns: tuple[str, str], counts: Sequence[tuple[str, int, str]]) -> Chart:
        rows = tuple((words(label, address), self._count(count)) for label, count, address in counts)
        shown = [(label, str(count), (count,)) for label, count, _address in counts[:LONGEST]]
        return Chart("bars", bars(shown), Table(name, title, columns, rows), self._cut(len(counts), len(shown)))


def _tells(report: Report) -> bool:
    """Whether a report tells an event or a comparable figure of the plan's own things."""
    return any(bearing.relation in ("same-measure", "started", "completed", "in-operation") for bearing in report.bears_on)


def _printed(value: Value | Target | None) -> Decimal | str | None:
    return None if value is None else value.text if value.value is None else value.value


_TARGETS = f"{addresses.PROGRESS}/targets/"
_PREVIOUS = f"{addresses.PROGRESS}/previous/"
