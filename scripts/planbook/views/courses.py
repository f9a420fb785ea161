"""The course of one indicator over the years, with what was reported since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planbook.records.model import Indicator
from planbook.text import addresses
from planbook.views.chart_geometry import Figure, PointKind, course
from planbook.views.charts import Chart, Key
from planbook.views.tables import Cell, Table, count, words
from planbook.views.view import View


class Place(NamedTuple):
    """A figure and the address where it stands."""

    figure: Figure
    address: str


def course_of(indicator: Indicator, view: View) -> Chart | None:
    """The levels of an indicator and the figures of reports that can stand beside them; None when there is nothing to compare."""
    _, kinds = view.words.gettext, view.labels["point"]
    found = [*_printed(indicator, view), *_reported(indicator, view)]
    picture = course([place.figure for place in found])
    if picture is None:
        return None
    ordered = sorted(found, key=lambda place: (place.figure, kinds[place.figure.kind], place.address))
    rows = tuple((count(f.year), words(kinds[f.kind], address), Cell(f.value, f.label)) for f, address in ordered)
    columns = (_("Year"), _("What it is"), view.words.bracketed(_("Value"), indicator.unit) if indicator.unit else _("Value"))
    drawn = {point.figure.kind for point in picture.points}
    keys = tuple(Key(kind, name) for kind, name in kinds.items() if kind in drawn)
    table = Table("course", _("%(name)s over the years") % {"name": indicator.name}, columns, rows)
    unit = _("Unit: %(unit)s") % {"unit": indicator.unit} if indicator.unit else ""
    return Chart("course", picture, table, unit, keys=keys)


def _printed(indicator: Indicator, view: View) -> Iterator[Place]:
    for value in indicator.series:
        if value.measure == "level" and value.value is not None:
            kind: PointKind = "target" if value.kind == "target" else "known"
            yield Place(Figure(value.year, value.value, kind, view.words.number(value.value)), view.text.address(value.evidence[0].at))


def _reported(indicator: Indicator, view: View) -> Iterator[Place]:
    drawn: dict[str, PointKind] = {"same-measure": "reported", "contradicts": "apart"}
    for report, bearing in view.reports.on("indicators", indicator.id):
        kind = drawn.get(bearing.relation)
        if kind and report.value is not None and report.measure in ("level", "annual") and report.written.unit == indicator.written.unit:
            figure = Figure(report.year, report.value, kind, view.words.number(report.value))
            yield Place(figure, addresses.of_record("reports", report.id))
