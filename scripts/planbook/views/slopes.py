"""How far the plan means to move its indicators: target against baseline, as so many times what it was."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from planbook.records.model import Indicator
from planbook.text import addresses
from planbook.views.charts import Chart
from planbook.views.geometry.lettering import balanced, fitted, width_of
from planbook.views.geometry.slopes import LETTER, NARROW, WIDE, Slope, Slopes, room, slopes
from planbook.views.indicators import Levels
from planbook.views.tables import Cell, Table, words
from planbook.views.values import bounded
from planbook.views.view import View

FEWEST = 2
"""With fewer there is nothing to compare."""
NAMED = 7
"""How many of the steepest rises are named; the steepest fall is named besides."""
MULTIPLE = 2
"""From here on a change is said as so many times, below it in percent."""


class Change(NamedTuple):
    """An indicator with the baseline of the year before the plan and the target of its last year."""

    indicator: Indicator
    levels: Levels

    @property
    def ratio(self) -> Decimal:
        """How many times the baseline the target is."""
        return self.levels.target / self.levels.baseline


def changes(view: View) -> list[Change]:
    """The indicators of the newest table whose level is printed for both years and not zero, in printed order."""
    groups = view.indicators.grouped[0][1] if view.indicators.grouped else []
    found = (_change(indicator, view) for _name, some in groups for indicator in some)
    return [change for change in found if change]


def _change(indicator: Indicator, view: View) -> Change | None:
    plan, found = view.records.plan, view.indicators.levels(indicator)
    fits = found and found.years == (plan.base_year, plan.end) and min(found.baseline, found.target) > 0
    return Change(indicator, found) if found and fits else None


def slopes_of(view: View) -> Chart | None:
    """The slopes of one edition, for a wide page and for a phone; None where too few indicators have both values."""
    found = changes(view)
    if len(found) < FEWEST:
        return None
    _, plan = view.words.gettext, view.records.plan
    columns = (_("Indicator"), str(plan.base_year), str(plan.end), _("Unit"), _("Change"))
    table = Table("slopes", _finding(found, view), columns, tuple(_cells(change, view) for change in found))
    named = _named(found)
    about = _("Target for %(end)s as so many times the value of %(start)s, on a logarithmic scale.") % {
        "end": plan.end,
        "start": plan.base_year,
    }
    others = len(found) - len(named)
    if others:
        more = view.words.ngettext(
            "Grey: %(num)s other indicator; the table has all.", "Grey: %(num)s other indicators; the table has all.", others
        )  # fmt: skip
        about = view.words.sentences(about, more % {"num": others})
    return Chart(
        "slopes", _drawn(found, named, WIDE, view), table, about, _alt(table, named, view), narrow=_drawn(found, named, NARROW, view)
    )


def _finding(found: Sequence[Change], view: View) -> str:
    """The steepest change, and what half of all changes do not exceed."""
    first = max(found, key=_steepness)
    half = statistics.median_low(abs(change.ratio - 1) for change in found)
    said = view.words.gettext(
        "Largest planned change: %(name)s, %(change)s; at least half of %(count)s indicators are to move by %(half)s or less"
    )
    half_said = view.words.share(half.quantize(Decimal("0.01"), ROUND_CEILING))  # rounded down, it would not be so
    return said % {"name": first.indicator.name, "change": _said(first.ratio, view), "count": len(found), "half": half_said}


def _alt(table: Table, named: Sequence[Change], view: View) -> str:
    """The finding, and the change of each indicator that is named."""
    return view.words.joined((table.title, *(f"{c.indicator.name} {_said(c.ratio, view)}" for c in named)))


def _named(found: Sequence[Change]) -> list[Change]:
    """The steepest rises and the steepest fall."""
    rises = sorted((change for change in found if change.ratio > 1), key=lambda change: -change.ratio)[:NAMED]
    falls = sorted((change for change in found if change.ratio < 1), key=lambda change: change.ratio)[:1]
    return rises + falls


def _steepness(change: Change) -> Decimal:
    """How steep it is, up or down: to half is as steep as to twice."""
    return max(change.ratio, 1 / change.ratio)


def _said(ratio: Decimal, view: View) -> str:
    if ratio >= MULTIPLE:
        times = view.words.number(round(ratio, 1).normalize() if ratio % 1 else Decimal(int(ratio)))
        return view.words.gettext("%(times)s times") % {"times": times}
    return view.words.percent(ratio - 1)


def _drawn(found: Sequence[Change], named: Sequence[Change], width: int, view: View) -> Slopes:
    first = max(found, key=_steepness)
    return slopes(
        [Slope(float(c.ratio), _label(c, width, view) if c in named else (), c is first) for c in found], width
    )  # fmt: skip


def _label(change: Change, width: int, view: View) -> tuple[str, ...]:
    """The name in as many lines as it needs, then the change and both values."""
    values = change.levels.said(view.words)
    names = balanced(change.indicator.name, room(width), LETTER)
    says = (_said(change.ratio, view), values)
    joined = view.words.gap.join(says)
    if width_of(joined, LETTER) <= room(width):
        return (*names, joined)
    return (*names, *(line for each in says for line in fitted(each, room(width), LETTER)))


def _cells(change: Change, view: View) -> tuple[Cell, ...]:
    baseline, target, unit, _years, bounds = change.levels
    return (
        words(change.indicator.name, addresses.of_record("indicators", change.indicator.id)),
        Cell(baseline, bounded(bounds[0], view.words.number(baseline), view.words)),
        Cell(target, bounded(bounds[1], view.words.number(target), view.words)), words(unit),
        Cell(round(change.ratio - 1, 4), _said(change.ratio, view)),
    )  # fmt: skip
