"""How far each indicator has come from its baseline towards its target, all drawn in one way: small multiples."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from planbook.records.model import Indicator, Report
from planbook.text import addresses
from planbook.text.knowledge import confirmed
from planbook.views.charts import Chart, Key
from planbook.views.geometry.tracks import Track, track, tracks
from planbook.views.indicators import Levels
from planbook.views.standings import Standing, Standings
from planbook.views.tables import Cell, Table, words
from planbook.views.view import View


class Measured(NamedTuple):
    """An indicator with the values of its track; ``newest`` is the newest comparable report, of the same unit.

    ``kind``: whether it may carry a verdict, the sign of the drawing.
    """

    indicator: Indicator
    levels: Levels
    newest: Report | None
    track: Track
    kind: Literal["newest", "unconfirmed"] = "newest"


def measured(standing: Standing, view: View) -> Measured | None:
    """The track of an indicator; None without a level of this plan's target and of a baseline that can stand on one line."""
    indicator, levels = standing.indicator, view.indicators.levels(standing.indicator)
    if not levels:
        return None
    newest = _newest(standing)
    drawn = track(levels.baseline, levels.target, newest.value if newest else None)
    trusted = confirmed((report for report, _bearing in view.reports.on("indicators", indicator.id)), view.records)
    return Measured(indicator, levels, newest, drawn, "newest" if not newest or newest in trusted else "unconfirmed")


def _newest(standing: Standing) -> Report | None:
    """The newest report of a level in the unit of the indicator."""
    unit = standing.indicator.written.unit
    found = (report for report, _bearing in standing.newest.figures if report.measure in ("level", "annual"))
    return next((report for report in found if report.written.unit == unit), None)


def tracks_of(standings: Standings) -> Chart | None:
    """The tracks of all indicators of this plan that have one; None for a plan without any."""
    view = standings.view
    found = [one for standing in standings.of_this_plan if (one := measured(standing, view))]
    if not found:
        return None
    _ = view.words.gettext
    columns = (_("Indicator"), _("Unit"), _("Baseline"), _("Target"), _("Newest figure"), _("Year"), _("Share of the way"))
    table = Table("tracks", _finding(found, standings), columns, tuple(_cells(one, standings) for one in found))
    picture = tracks([(one.indicator.name, one.kind, one.track, _said(one, standings)) for one in found])
    keys = (
        Key("baseline", _("Baseline")), Key("aim", _("Target")), Key("newest", _("Newest figure")),
        Key("unconfirmed", view.word("outcome", "unconfirmed")),
    )  # fmt: skip
    about = _("Each line has its own baseline and target as its ends: it shows what share of the way is covered, not how much.")
    return Chart("tracks", picture, table, about, keys=keys)


def _finding(found: list[Measured], standings: Standings) -> str:
    """How many have a baseline and a target, of how many a confirmed figure can stand beside them, how many of these reach the target."""
    words_, known = standings.view.words, [one for one in found if one.newest and one.kind == "newest"]
    reached = sum(one.track.way is not None and one.track.way >= 1 for one in known)
    indicators = words_.ngettext("%(num)s indicator", "%(num)s indicators", len(found)) % {"num": len(found)}
    said = words_.gettext("%(indicators)s with baseline and target: %(known)s with a later figure to compare, %(reached)s at the target")
    return said % {"indicators": indicators, "known": len(known), "reached": reached}


def _said(one: Measured, standings: Standings) -> str:
    """Baseline, target and the newest figure in a line."""
    words_ = standings.view.words
    values = one.levels.said(words_)
    if not one.newest:
        return values
    return words_.joined((values, f"{one.newest.year} {standings.view.reports.quantity(one.newest)}"))


def _cells(one: Measured, standings: Standings) -> tuple[Cell, ...]:
    view, newest, levels, way = standings.view, one.newest, one.levels, one.track.way
    return (
        words(one.indicator.name, addresses.of_record("indicators", one.indicator.id)), words(levels.unit),
        _number(levels.baseline, standings), _number(levels.target, standings), _number(newest.value if newest else None, standings),
        words(str(newest.year), addresses.of_record("reports", newest.id)) if newest else words(""),
        words("") if way is None else Cell(round(way, 3), view.words.share(way)),
    )  # fmt: skip


def _number(value: Decimal | None, standings: Standings) -> Cell:
    return words("") if value is None else Cell(value, standings.view.words.number(value))
