"""The pictures that stand on more than one page, each worked out once: on the home page, on the page that shows the plan at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planbook.views.band import band_of
from planbook.views.charts import Chart
from planbook.views.dashboard import Dashboard
from planbook.views.place_map import PlaceMap
from planbook.views.slopes import slopes_of
from planbook.views.standings import Standing
from planbook.views.tracks import Measured, measured, tracks_of
from planbook.views.view import View


@dataclass(frozen=True)
class Pictures:
    """The pictures of one edition; None for what a plan has too little to show."""

    dashboard: Dashboard

    @property
    def view(self) -> View:
        """The edition."""
        return self.dashboard.view

    @cached_property
    def band(self) -> Chart | None:
        """A mark for every target."""
        return band_of(self.view)

    @cached_property
    def slopes(self) -> Chart | None:
        """How far the indicators are to move."""
        return slopes_of(self.view)

    @cached_property
    def tracks(self) -> Chart | None:
        """How far each indicator has come; its drawings stand in the rows of the table of indicators."""
        return tracks_of(self.dashboard.standings)

    @cached_property
    def map(self) -> PlaceMap:
        """Where the projects are."""
        return PlaceMap(self.view)

    def track(self, standing: Standing) -> Measured | None:
        """The track of one indicator, with its values."""
        return measured(standing, self.view)

    @cached_property
    def fields(self) -> Chart | None:
        """The projects by field."""
        return self.dashboard.projects.by("fields") if self.view.records.projects and self.view.records.fields else None

    @cached_property
    def years(self) -> Chart | None:
        """The targets by the year for which they are set."""
        return self.dashboard.outcomes.by_year if self.view.targets.rows else None

    @property
    def of_glance(self) -> list[Chart]:
        """The pictures of the plan at a glance, in their order on its page."""
        return [chart for chart in (self.slopes, self.years, self.band, self.map.chart, self.fields) if chart]
