"""What became of the plan, gathered: what the macros of the progress pages ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planbook.views.charts import Chart
from planbook.views.outcomes import Outcomes
from planbook.views.periods import Periods
from planbook.views.plan_before import PlanBefore
from planbook.views.project_charts import ProjectCharts
from planbook.views.standings import Standings
from planbook.views.timeline import Event, timeline
from planbook.views.view import View


@dataclass(frozen=True)
class Dashboard:
    """One edition's outcomes, a part for each subject."""

    view: View

    @cached_property
    def outcomes(self) -> Outcomes:
        """The targets of this plan."""
        return Outcomes(self.view)

    @cached_property
    def standings(self) -> Standings:
        """The indicators with what is known of each."""
        return Standings(self.view)

    @cached_property
    def periods(self) -> Periods:
        """The indicators that can be followed through two plans."""
        return Periods(self.view)

    @cached_property
    def projects(self) -> ProjectCharts:
        """The projects."""
        return ProjectCharts(self.view)

    @cached_property
    def before(self) -> PlanBefore:
        """The plan before."""
        return PlanBefore(self.view)

    @cached_property
    def timeline(self) -> list[tuple[int, list[Event]]]:
        """The years and what happened in each."""
        return timeline(self.view)

    @property
    def charts(self) -> list[Chart]:
        """The pictures of the overview, in their order on the page."""
        return [
            self.outcomes.coverage, self.projects.states, self.before.chart_of_verdicts, self.projects.by("boxes"),
            self.projects.by("fields"), self.projects.by("places"), self.outcomes.by_year, self.outcomes.by_field,
        ]  # fmt: skip
