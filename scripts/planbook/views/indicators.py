"""The indicators: the figures that stand for one, and the tables that list them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planbook.editions.words import Words
from planbook.records.model import Bound, Box, Indicator, Value
from planbook.text.figures import unit_of
from planbook.views.text import PlanText
from planbook.views.values import Values, bounded


class Levels(NamedTuple):
    """A baseline and a target of one unit, the years of both, and whether each is said exactly."""

    baseline: Decimal
    target: Decimal
    unit: str
    years: tuple[int, int]
    bounds: tuple[Bound, Bound] = ("exactly", "exactly")

    def said(self, words: Words) -> str:
        """Both values with what the plan says around them: 15→60%, about 6.0→5.5%; 6.0%→about 5.5% where it says it of one alone."""
        first, last = self.bounds
        if first == last:
            return bounded(first, words.quantity(self.baseline, self.unit, self.target, to="→"), words)
        both = ((first, self.baseline), (last, self.target))
        return "→".join(bounded(bound, words.quantity(value, self.unit), words) for bound, value in both)


class KeyGroup(NamedTuple):
    """A group of the newest table: its heading, how many indicators it has, how many of them bind, and those that the home page shows."""

    name: str
    total: int
    binding: int
    shown: tuple[Indicator, ...]


@dataclass(frozen=True)
class Indicators:
    """The indicators of one edition."""

    text: PlanText
    values: Values

    def latest(self, indicator: Indicator, kind: str) -> Value | None:
        """The last value of a kind (``baseline`` also takes outcomes): what the big figures of a page show."""
        kinds = ("baseline", "outcome") if kind == "baseline" else (kind,)
        plan = self.text.reading.records.plan
        found = [v for v in indicator.series if v.kind in kinds and (kind != "target" or v.year >= plan.start)]
        return next((v for v in reversed(found) if v.measure == "level"), found[-1] if found else None)

    def levels(self, indicator: Indicator) -> Levels | None:
        """Newest baseline and target, where both are levels of one unit; None where they cannot stand on one line."""
        baseline, target = self.latest(indicator, "baseline"), self.latest(indicator, "target")
        if not baseline or not target or baseline.value is None or target.value is None:
            return None
        unit = unit_of(target, indicator)
        if not baseline.measure == target.measure == "level" or unit_of(baseline, indicator) != unit:
            return None
        return Levels(baseline.value, target.value, unit or "", (baseline.year, target.year), (baseline.bound, target.bound))

    def summary(self, indicator: Indicator) -> str:
        """Target and baseline of an indicator in one line."""
        found = (self.latest(indicator, kind) for kind in ("target", "baseline"))
        return self.text.words.joined(f"{self.values.period(value)} {self.values.quantity(value, indicator)}" for value in found if value)

    def of_row(self, id: str) -> Indicator | None:
        """The indicator of a table row."""
        found = self.text.links.rows.get(id)
        return self.text.reading.records.indicators[found] if found else None

    def group(self, indicator: Indicator) -> str:
        """The heading under which the newest table lists the indicator."""
        return self.text.headings[indicator.rows[-1]] if indicator.rows else ""

    @property
    def key_groups(self) -> list[KeyGroup]:
        """The groups of the newest table with the indicators that the plan's record names for the home page, in printed order."""
        named = self.text.reading.records.plan.key_figures
        groups = self.grouped[0][1] if self.grouped else []
        return [
            KeyGroup(name, len(some), sum(i.nature == "binding" for i in some), tuple(i for i in some if i.id in named))
            for name, some in groups
            if any(i.id in named for i in some)
        ]

    def neighbours(self, indicator: Indicator) -> list[Indicator]:
        """The indicators under the same heading of the same table, without the indicator itself."""
        groups = (some for _box, groups in self.grouped for _name, some in groups)
        return [other for some in groups if indicator in some for other in some if other is not indicator]

    @cached_property
    def grouped(self) -> list[tuple[Box, list[tuple[str, list[Indicator]]]]]:
        """All indicators by the table that lists them last, newest table first, then by its headings, in printed order."""
        tables: dict[str, dict[str, list[Indicator]]] = {}
        order, records = self.text.order, self.text.reading.records
        for indicator in sorted(records.indicators.values(), key=lambda i: order.get(i.rows[-1], 0) if i.rows else 0):
            box = self.text.block(indicator.rows[-1]).box if indicator.rows else ""
            tables.setdefault(box, {}).setdefault(self.group(indicator), []).append(indicator)
        return [(records.boxes[box], list(groups.items())) for box, groups in sorted(tables.items(), reverse=True) if box]
