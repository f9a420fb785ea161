"""The course of one indicator over the years: what the plan prints, what it wants, what was reported since, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from planbook.records.model import Indicator, Report, Value
from planbook.text import addresses, verdicts
from planbook.text.knowledge import confirmed
from planbook.views.charts import Chart, Key
from planbook.views.geometry.course import NARROW, WIDE, Figure, Goal, PointKind, course, is_drawn, rounds
from planbook.views.indicators import Levels
from planbook.views.tables import Cell, Table, count, words
from planbook.views.values import bounded
from planbook.views.view import View

PER_CENT = "%"


class Place(NamedTuple):
    """A figure and the address where it stands; the report that tells it."""

    figure: Figure
    address: str
    report: Report | None = None


def course_of(indicator: Indicator, view: View) -> Chart | None:
    """The levels of an indicator and the figures of reports that can stand beside them; None when there is nothing to compare."""
    _, kinds = view.words.gettext, view.labels["point"]
    found = [*_printed(indicator, view), *_reported(indicator, view)]
    figures = [place.figure for place in found]
    if not is_drawn(figures):
        return None
    goal = _goal(indicator, found, view)
    ordered = sorted(found, key=lambda place: (place.figure, kinds[place.figure.kind], place.address))
    rows = tuple((count(f.year), words(kinds[f.kind], address), Cell(f.value, f.label)) for f, address, _report in ordered)
    columns = (_("Year"), _("What it is"), view.words.bracketed(_("Value"), indicator.unit) if indicator.unit else _("Value"))
    table = Table("course", _title(indicator, found, goal, view), columns, rows)
    draw = partial(course, figures, goal, view.words.number)
    keys = tuple(Key(kind, name) for kind, name in kinds.items() if kind in {figure.kind for figure in figures})
    return Chart("course", draw(WIDE), table, _about(indicator, figures, view), _alt(table, view), keys, draw(NARROW))


def _printed(indicator: Indicator, view: View) -> Iterator[Place]:
    for value in indicator.series:
        if value.measure == "level" and value.value is not None:
            kind: PointKind = "target" if value.kind == "target" else "known"
            yield Place(_figure(value, value.value, kind, view), view.text.address(value.evidence[0].at))


def _reported(indicator: Indicator, view: View) -> Iterator[Place]:
    reports = view.reports.on("indicators", indicator.id)
    trusted = confirmed((report for report, _bearing in reports), view.records)
    for report, bearing in reports:
        if bearing.relation not in ("same-measure", "contradicts") or report.value is None or report.measure not in ("level", "annual"):
            continue
        if report.written.unit == indicator.written.unit:
            like: PointKind = "reported" if report in trusted else "unconfirmed"
            kind: PointKind = "apart" if bearing.relation == "contradicts" else like
            yield Place(_figure(report, report.value, kind, view), addresses.of_record("reports", report.id), report)


def _figure(item: Value | Report, value: Decimal, kind: PointKind, view: View) -> Figure:
    """The figure of a value or report, labelled with its bound."""
    return Figure(item.year, value, kind, bounded(item.bound, view.words.number(value), view.words))


# --- the target, and what is missing ------------------------------------------------------------------------------------------


def _goal(indicator: Indicator, found: list[Place], view: View) -> Goal | None:
    """The target of this plan where it can stand on one line with the baseline; with the newest figure, where that does not reach it."""
    levels = view.indicators.levels(indicator)
    aim = next((p.figure for p in found if levels and p.figure[:3] == (levels.years[1], levels.target, "target")), None)
    if aim is None or levels is None:
        return None
    said = f"{view.labels['point']['target']} {aim.label}"
    newest = _newest(found)
    if newest is None or _is_reached(indicator, newest, view) is not False:
        return Goal(aim, said, newest.figure if newest else None)
    gap = view.words.gettext("%(gap)s to go") % {"gap": _missing(newest, levels, view)}
    return Goal(aim, said, newest.figure, gap)


def _newest(found: list[Place]) -> Place | None:
    """The newest figure to be held against the target: a confirmed one before others."""
    since = [place for place in found if place.figure.kind in ("reported", "unconfirmed")]
    return max(since, key=lambda place: (place.figure.kind == "reported", place.figure.year), default=None)


def _is_reached(indicator: Indicator, place: Place, view: View) -> bool | None:
    """Whether a reported figure reaches the target; None where its bound leaves it open, or nobody says which direction counts."""
    target = view.indicators.latest(indicator, "target")
    assert target
    assert place.report
    reached = verdicts.surely_reaches(place.report, target, indicator.direction)
    return reached if indicator.direction in ("up", "down") or reached else None


def _missing(place: Place, levels: Levels, view: View) -> str:
    """By how much a figure falls short: a percentage by so many points."""
    missing = abs(levels.target - place.figure.value)
    if levels.unit == PER_CENT:
        return view.words.gettext("%(number)s points") % {"number": view.words.number(missing)}
    return view.words.quantity(missing, levels.unit)


# --- in words ----------------------------------------------------------------------------------------------------------------


def _title(indicator: Indicator, found: list[Place], goal: Goal | None, view: View) -> str:
    """The finding: how the newest figure stands to the target; without one, from where to where the plan means to go."""
    levels, newest, _ = view.indicators.levels(indicator), _newest(found), view.words.gettext
    if goal is None or levels is None:
        return _past(indicator, found, view)
    told = {
        "start": levels.years[0], "end": levels.years[1], "baseline": _latest(indicator, "baseline", view),
        "target": _latest(indicator, "target", view),
    }  # fmt: skip
    if newest is None:
        return view.words.pair(indicator.name, _("from %(baseline)s in %(start)s to %(target)s by %(end)s") % told)
    printed = view.words.quantity(newest.figure.value, levels.unit)
    told |= {"year": newest.figure.year, "value": view.reports.quantity(newest.report) if newest.report else printed}
    reached = _is_reached(indicator, newest, view)
    if reached is False:
        told["gap"] = _missing(newest, levels, view)
        said = _("%(value)s reported for %(year)s, %(gap)s short of the target for %(end)s")
    elif reached:
        said = _("%(value)s reported for %(year)s, which reaches the target for %(end)s, %(target)s")
    else:
        said = _("%(value)s reported for %(year)s; the target for %(end)s is %(target)s")
    return view.words.pair(indicator.name, _with_doubts(said % told, newest, view))


def _latest(indicator: Indicator, kind: str, view: View) -> str:
    value = view.indicators.latest(indicator, kind)
    assert value
    return view.values.quantity(value, indicator)


def _past(indicator: Indicator, found: list[Place], view: View) -> str:
    """From where to where it came, and what the plan before had wanted: for an indicator without a target that stands on the same line."""
    known, _ = sorted(place.figure for place in found if place.figure.kind == "known"), view.words.gettext
    if len(known) < 2:
        return _("%(name)s over the years") % {"name": indicator.name}
    first, last = known[0], known[-1]
    quantity = partial(view.words.quantity, unit=indicator.unit or "")
    said = _("from %(baseline)s in %(start)s to %(value)s in %(end)s") % {
        "start": first.year, "end": last.year, "baseline": quantity(first.value), "value": quantity(last.value),
    }  # fmt: skip
    wanted = next((place.figure for place in found if place.figure[::2] == (last.year, "target")), None)
    if wanted:
        said = _("%(course)s; the target was %(target)s") % {"course": said, "target": quantity(wanted.value)}
    return view.words.pair(indicator.name, said)


def _with_doubts(said: str, place: Place, view: View) -> str:
    """What was said, with a word that nobody confirms it, or that its source calls it an estimate."""
    doubts = [view.word("outcome", "unconfirmed")] if place.figure.kind == "unconfirmed" else []
    if place.report and place.report.provisional:
        doubts.append(view.words.gettext("Estimate"))
    return view.words.bracketed(said, view.words.joined(doubts)) if doubts else said


def _about(indicator: Indicator, figures: list[Figure], view: View) -> str:
    _ = view.words.gettext
    unit = _("Unit: %(unit)s") % {"unit": indicator.unit} if indicator.unit else ""
    lifted = _("The scale does not begin at zero.") if rounds([figure.value for figure in figures])[0] != 0 else ""
    return view.words.gap.join(filter(None, (unit, lifted)))


def _alt(table: Table, view: View) -> str:
    """The finding, and every value."""
    return view.words.joined((table.title, *(f"{year.shown} {kind.shown} {value.shown}" for year, kind, value in table.rows)))
