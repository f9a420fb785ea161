"""The workbench's tables, to be taken away: names instead of ids, and figure, unit, outcome and source in the same row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planbook.records.model import Capacity, Project, Report
from planbook.text import addresses
from planbook.text.verdicts import Progress
from planbook.views.standings import Standing
from planbook.views.tables import Cell, Table, printed, words
from planbook.views.targets import TargetRow
from planbook.views.view import View

NOTHING = Cell(None, "")


@dataclass(frozen=True)
class Takeaway:
    """The tables of one edition. ``root`` is the full address of the edition."""

    view: View
    root: str = ""

    # --- indicators -------------------------------------------------------------------------------------------------------

    def indicators(self, name: str, title: str, standings: Iterable[Standing]) -> Table:
        """Indicators, a row for each target that this plan sets, one for each that has none."""
        _ = self.view.words.gettext
        columns = (
            _("Indicator"), _("Group"), _("Nature"), _("Field"), _("Baseline"), _("Unit"), _("Year"), *self._target_columns(),
            *self._figure_columns(), _("What would settle it"), _("Who publishes it"), _("When"), _("Address"),
        )  # fmt: skip
        return Table(name, title, columns, tuple(row for standing in standings for row in self._indicator(standing)))

    def _indicator(self, standing: Standing) -> Iterator[tuple[Cell, ...]]:
        indicator, baseline, view = standing.indicator, standing.baseline, self.view
        due = indicator.due
        front = (
            words(indicator.name), words(view.indicators.group(indicator)),
            words(view.word("nature", indicator.nature) if indicator.nature else ""), self._listed(view.titles.of_fields(indicator)),
            printed(baseline, ""), words(indicator.unit or ""), Cell(baseline.year if baseline else None, ""),
        )  # fmt: skip
        end = (*map(words, (due.document, due.publisher, due.when) if due else ("", "", "")), self._address("indicators", indicator.id))
        for row, progress in standing.targets:
            yield (*front, *self._target(row), *self._figure(_compared(progress), progress), *end)
        if not standing.targets:
            newest = next((report for report, _bearing in standing.newest.figures), None)
            yield (*front, *(NOTHING,) * len(self._target_columns()), *self._figure(newest, None), *end)

    # --- targets ----------------------------------------------------------------------------------------------------------

    def targets(self, name: str, title: str, rows: Iterable[tuple[TargetRow, Progress]]) -> Table:
        """Targets of the text and of the tables, a row each."""
        _, view = self.view.words.gettext, self.view
        columns = (_("Target"), _("Field"), *self._target_columns(), *self._figure_columns(), _("Where it stands"), _("Address"))
        found = (
            (
                words(row.subject), self._listed(view.titles.of_fields(row.target or row.indicator)), *self._target(row),
                *self._figure(_compared(progress), progress), self._listed(view.text.label(item.at) for item in row.evidence),
                words(self.root + row.address),
            )
            for row, progress in rows
        )  # fmt: skip
        return Table(name, title, columns, tuple(found))

    # --- projects ---------------------------------------------------------------------------------------------------------

    def projects(self, name: str, title: str, projects: Iterable[Project]) -> Table:
        """Projects, a row for each capacity, one for each that has none."""
        _ = self.view.words.gettext
        columns = (
            _("Project"), _("Where it stands"), _("Part of"), _("Capacity"), _("Unit"), _("Per"), _("Of what"), _("Product"), _("Kind"),
            _("Field"), _("Place"), _("State"), _("Later reports"), _("Source"), _("Address"),
        )  # fmt: skip
        return Table(name, title, columns, tuple(row for project in projects for row in self._project(project)))

    def _project(self, project: Project) -> Iterator[tuple[Cell, ...]]:
        view, records = self.view, self.view.records
        stage, whole = view.projects.stage(project.id), view.projects.families.whole_of.get(project.id)
        reports = [report for report, _bearing in stage.reports]
        capacities: tuple[Capacity | None, ...] = project.capacity or (None,)
        for capacity in capacities:
            yield (
                words(project.name), words(view.text.cited_place(project)), words(records.projects[whole].name if whole else ""),
                Cell(capacity.value if capacity else None, ""),
                *map(words, (capacity.unit, capacity.per or "", capacity.product or "") if capacity else ("", "", "")),
                self._listed(project.products), self._listed(view.word("project nature", code) for code in project.nature),
                self._listed(view.titles.of_fields(project)), self._listed(records.places[id].name for id in project.places),
                words(view.word("project state", stage.state)), self._listed(report.fact for report in reports),
                self._listed(dict.fromkeys(self._source(report) for report in reports)), self._address("projects", project.id),
            )  # fmt: skip

    # --- shared -----------------------------------------------------------------------------------------------------------

    def _target_columns(self) -> tuple[str, ...]:
        _ = self.view.words.gettext
        return (_("Target"), _("Unit of the target"), _("Bound"), _("Measure"), _("By"))

    def _target(self, row: TargetRow) -> tuple[Cell, ...]:
        value, view = row.value, self.view
        bound = view.word("bound", value.bound) if value.value is not None else ""
        return (
            printed(value, ""), words(row.unit), words(bound), words(view.values.measured(value)), words(view.values.period(value)),
        )  # fmt: skip

    def _figure_columns(self) -> tuple[str, ...]:
        _ = self.view.words.gettext
        return (
            _("Newest figure"), _("Unit of the figure"), _("Bound of the figure"), _("Measure of the figure"), _("Year of the figure"),
            _("Estimate"), _("Outcome"), _("Why"), _("Source"), _("Grade"),
        )  # fmt: skip

    def _figure(self, report: Report | None, progress: Progress | None) -> tuple[Cell, ...]:
        """The figure that is compared, and what follows from it; without one, why there is none."""
        view, _ = self.view, self.view.words.gettext
        outcome = view.word("outcome", progress.outcome) if progress else _("No target in this plan")
        why = view.reasons.why(progress) if progress else ""
        if report is None:
            return (*(NOTHING,) * 6, words(outcome), words(why), words(""), words(""))
        measure = view.word("reported measure", report.measure) if report.measure else ""
        measure = _(", ").join(filter(None, (measure, view.reports.prices(report))))
        return (
            Cell(report.value, ""), words(report.unit or ""), words(view.word("bound", report.bound)), words(measure),
            Cell(report.year, ""), words(_("Estimate") if report.provisional else ""), words(outcome), words(why),
            words(self._source(report)), words(view.records.sources[report.source].grade or ""),
        )  # fmt: skip

    def _source(self, report: Report) -> str:
        source = self.view.records.sources[report.source]
        return self.view.words.pair(source.publisher, source.title)

    def _listed(self, items: Iterable[str]) -> Cell:
        return words(self.view.words.joined(items))

    def _address(self, kind: str, id: str) -> Cell:
        return words(self.root + addresses.of_record(kind, id))


def _compared(progress: Progress) -> Report | None:
    """The newest figure that went into an outcome."""
    return progress.reports[-1][0] if progress.newest and progress.reports else None
