"""Every indicator answers: what the plan wants of it, its newest figure, the verdict or why there is none, what would settle it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planbook.records.model import Bearing, Box, Indicator, Report, Source, Value
from planbook.text.newest_figures import Newest, newest_of
from planbook.text.verdicts import WITHOUT_VERDICT, Progress
from planbook.views.choices import Choice, counted
from planbook.views.targets import TargetRow
from planbook.views.view import View


class Standing(NamedTuple):
    """An indicator with the targets that this plan sets for it, its newest figures, and the number of its group among all groups."""

    indicator: Indicator
    baseline: Value | None
    targets: tuple[tuple[TargetRow, Progress], ...]
    newest: Newest
    group: str

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes of its targets, each once; ``no-target`` without a target in this plan."""
        return tuple(dict.fromkeys(progress.outcome for _row, progress in self.targets)) or ("no-target",)

    @property
    def is_settled(self) -> bool:
        """Whether one of its targets has a verdict."""
        return any(progress.outcome not in WITHOUT_VERDICT for _row, progress in self.targets)


class Beside(NamedTuple):
    """A figure of the city and that of the whole province for the same year and measure."""

    indicator: Indicator
    city: Report
    province: Report


@dataclass(frozen=True)
class Standings:
    """The indicators of one edition with what is known of each."""

    view: View

    @cached_property
    def all(self) -> list[Standing]:
        """Every indicator, those of the newest table first, in printed order."""
        return [
            self._standing(indicator, f"{box.id}-{number}")
            for box, groups in self.view.indicators.grouped
            for number, (_name, indicators) in enumerate(groups, 1)
            for indicator in indicators
        ]

    @cached_property
    def by_table(self) -> list[tuple[Box, list[Standing]]]:
        """Every indicator by the table that lists it last."""
        known = {standing.indicator.id: standing for standing in self.all}
        return [(box, [known[i.id] for _name, some in groups for i in some]) for box, groups in self.view.indicators.grouped]

    @cached_property
    def of_this_plan(self) -> list[Standing]:
        """The indicators for which this plan sets a target."""
        return [standing for standing in self.all if standing.targets]

    @cached_property
    def binding(self) -> list[Standing]:
        """The binding indicators of this plan."""
        return [standing for standing in self.of_this_plan if standing.indicator.nature == "binding"]

    def of(self, indicator: Indicator) -> Newest:
        """The newest figures of an indicator."""
        return newest_of(indicator, self.view.records, self.view.links)

    def _standing(self, indicator: Indicator, group: str) -> Standing:
        rows = tuple((row, self.view.targets.progress(row)) for row in self.view.targets.of_indicator(indicator))
        return Standing(indicator, self.view.indicators.latest(indicator, "baseline"), rows, self.of(indicator), group)

    def source(self, report: Report) -> Source:
        """The source of a report."""
        return self.view.records.sources[report.source]

    def bearing(self, standing: Standing, report: Report) -> Bearing:
        """How a report bears on an indicator."""
        return next(bearing for found, bearing in standing.newest.figures if found is report)

    # --- counted ----------------------------------------------------------------------------------------------------------

    @property
    def answers(self) -> list[Choice]:
        """How many indicators of this plan have a figure, a figure not confirmed, something related, nothing."""
        return counted(self.view.labels["answer"], Counter(standing.newest.answer for standing in self.of_this_plan))

    @property
    def settled(self) -> int:
        """How many indicators of this plan have a target with a verdict."""
        return sum(standing.is_settled for standing in self.of_this_plan)

    @property
    def newest_years(self) -> list[Choice]:
        """The years of the newest figures, to be chosen from."""
        counts = Counter(str(standing.newest.year or "none") for standing in self.all)
        years = sorted(year for year in counts if year != "none")
        return [*(Choice(year, year, counts[year]) for year in years), Choice("none", self.view.words.gettext("No figure"), counts["none"])]

    @property
    def natures(self) -> list[Choice]:
        """Binding and expected, to be chosen from."""
        return counted(self.view.labels["nature"], Counter(standing.indicator.nature or "" for standing in self.all))

    @property
    def groups(self) -> list[Choice]:
        """The headings of the tables, to be chosen from."""
        counts = Counter(standing.group for standing in self.all)
        names = {s.group: self.view.indicators.group(s.indicator) or self.view.text.label(s.indicator.rows[-1]) for s in self.all}
        return [Choice(group, names[group], count) for group, count in counts.items()]

    @property
    def fields(self) -> list[Choice]:
        """The fields of indicators, to be chosen from."""
        names = {id: field.name for id, field in self.view.records.fields.items()}
        return counted(names, Counter(id for standing in self.all for id in standing.indicator.fields))

    @property
    def outcomes(self) -> list[Choice]:
        """The outcomes of the targets of indicators, to be chosen from."""
        names = {**self.view.labels["outcome"], "no-target": self.view.words.gettext("No target in this plan")}
        return counted(names, Counter(outcome for standing in self.all for outcome in standing.outcomes))

    # --- beside the province ----------------------------------------------------------------------------------------------

    @cached_property
    def beside(self) -> list[Beside]:
        """Figures of the city and of the province that are of the same year, measure and unit, in the order of the table."""
        return [
            Beside(standing.indicator, city, province)
            for standing in self.all
            for province in standing.newest.wider
            for city, bearing in self.view.reports.on("indicators", standing.indicator.id)
            if bearing.relation == "same-measure"
            and (city.year, city.measure, city.written.unit) == (province.year, province.measure, province.written.unit)
        ]
