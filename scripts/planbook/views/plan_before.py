"""The plan before this one: its targets against their printed outcomes, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from planbook.records.model import Indicator, Value
from planbook.text import addresses, verdicts
from planbook.text.shelves import Shelf
from planbook.views.charts import Chart, chart_of_counts
from planbook.views.geometry.bars import Row, deviations
from planbook.views.tables import Cell, Table, printed, words
from planbook.views.view import View

Verdict = Literal["met", "partly", "missed", "unknown"]
VERDICTS: tuple[Verdict, ...] = ("met", "partly", "missed", "unknown")


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

    @property
    def verdict(self) -> Verdict:
        """Whether the target was met, as one of the verdicts."""
        return "unknown" if self.met is None else "met" if self.met else "missed"


class Before(NamedTuple):
    """An indicator of the plan before, with all that can be compared."""

    indicator: Indicator
    comparisons: tuple[Comparison, ...]

    @property
    def verdict(self) -> Verdict:
        """What its targets come to: partly, when some were met and some missed."""
        known = {comparison.verdict for comparison in self.comparisons} - {"unknown"}
        return "unknown" if not known else "partly" if len(known) > 1 else known.pop()


@dataclass(frozen=True)
class PlanBefore:
    """The plan before, in the words of one edition."""

    view: View

    @cached_property
    def indicators(self) -> list[Before]:
        """The indicators that had targets in the plan before, in the order of their table."""
        order = self.view.text.order
        found = [before for i in self.view.records.indicators.values() if (before := self._before(i)).comparisons]
        return sorted(found, key=lambda item: order[item.indicator.rows[0]] if item.indicator.rows else 0)

    def _before(self, indicator: Indicator) -> Before:
        start = self.view.records.plan.start
        targets = [value for value in indicator.series if value.kind == "target" and value.year < start]
        return Before(indicator, tuple(_compared(target, indicator) for target in targets))

    def count(self, verdict: Verdict) -> int:
        """How many indicators have a verdict."""
        return sum(item.verdict == verdict for item in self.indicators)

    @cached_property
    def chart_of_verdicts(self) -> Chart:
        """How many indicators were met."""
        _, view = self.view.words.gettext, self.view
        counts = [(view.word("comparison", verdict), self.count(verdict), Shelf.BEFORE.path) for verdict in VERDICTS]
        return chart_of_counts("plan-before", _("Indicators of the plan before"), (_("Verdict"), _("Indicators")), counts, view.words)

    @cached_property
    def chart_of_deviations(self) -> Chart:
        """By how much the outcomes passed or missed their targets, as shares of the target."""
        _ = self.view.words.gettext
        columns = (_("Indicator"), _("Target"), _("Printed outcome"), _("Beyond the target"), _("Verdict"))
        compared = [(item.indicator, comparison) for item in self.indicators for comparison in item.comparisons]
        rows = tuple(self._cells(indicator, comparison) for indicator, comparison in compared)
        shares = [(row, comparison.deviation) for row, (_indicator, comparison) in zip(rows, compared, strict=True)]
        bars = [
            (Row(name.shown, f"{target.shown} → {outcome.shown}{self.view.words.gap}{share.shown}", name.address), deviation)
            for (name, target, outcome, share, _verdict), deviation in shares
            if deviation is not None
        ]
        return Chart(
            "bars", deviations(bars),
            Table("targets-and-outcomes", _("Targets and outcomes of the plan before"), columns, rows),
            _(
                "Right of the line: beyond the target; left: short of it, as a share of the target. "
                "Where less is better, less is beyond. Bars end at 100%."
            ),
        )  # fmt: skip

    def _cells(self, indicator: Indicator, comparison: Comparison) -> tuple[Cell, ...]:
        view, (target, outcome, _met, deviation) = self.view, comparison
        name = indicator.name if target.measure == "level" else view.words.bracketed(indicator.name, view.values.measure(target))
        return (
            words(name, addresses.of_record("indicators", indicator.id)),
            printed(target, view.values.quantity(target, indicator)),
            printed(outcome, view.values.quantity(outcome, indicator) if outcome else ""),
            Cell(None, "") if deviation is None else Cell(round(deviation, 4), view.words.percent(deviation)),
            words(view.word("comparison", comparison.verdict)),
        )


def _compared(target: Value, indicator: Indicator) -> Comparison:
    outcomes = [value for value in indicator.series if value.kind == "outcome" and value.year == target.year]
    outcome = next((value for value in outcomes if value.measure == target.measure), None)
    if outcome is None:
        return Comparison(target, None, None, None)
    deviation = None
    if target.value and outcome.value is not None:
        away = (outcome.value - target.value) / abs(target.value)
        deviation = away if verdicts.reaches(target.value + abs(target.value), target, indicator.direction) else -away
    return Comparison(target, outcome, verdicts.met(target, outcome, indicator), deviation)
