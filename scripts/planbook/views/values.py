"""Values as people write them: number, bound and unit, year, measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from planbook.editions.labels import Labels
from planbook.editions.words import Words
from planbook.records.model import Capacity, Indicator, Target, Value
from planbook.text.figures import unit_of

NUMBER = re.compile(r"(\D*)([\d,–]+)(\.\d+)?(.*)", re.DOTALL)


class Number(NamedTuple):
    """A written value, cut so that a column can stand on its decimal points; words have only ``before``."""

    before: str
    whole: str = ""
    fraction: str = ""
    after: str = ""


@dataclass(frozen=True)
class Values:
    """How one edition writes values."""

    words: Words
    labels: Labels

    def quantity(self, item: Target | Value, indicator: Indicator | None = None) -> str:
        """A value with its bound and unit: 不少于30家, 5.5%左右, 3—5个."""
        if item.value is None:
            return item.text or ""
        _ = self.words.gettext
        patterns = {
            "exactly": "%(quantity)s", "at-least": _("at least %(quantity)s"), "at-most": _("at most %(quantity)s"),
            "about": _("about %(quantity)s"),
        }  # fmt: skip
        unit = unit_of(item, indicator) or ""
        shown = self.words.quantity(item.value, unit, getattr(item, "high", None))
        if indicator and indicator.direction == "down" and item.measure == "cumulative" and unit == "%" and item.value > 0:
            shown = _("reduction of %(quantity)s") % {"quantity": shown}  # a share by which it falls is told without a sign
        return patterns[item.bound] % {"quantity": shown}

    def number(self, item: Target | Value, indicator: Indicator | None = None) -> Number:
        """A value as ``quantity`` writes it, cut at its decimal point."""
        written = self.quantity(item, indicator)
        found = NUMBER.fullmatch(written) if item.value is not None else None
        return Number(*(part or "" for part in found.groups())) if found else Number(written)

    def period(self, item: Target | Value) -> str:
        """The year, or the years from which to which a rate or a sum is meant."""
        return f"{item.start}–{item.year}" if item.start else str(item.year)

    def when(self, item: Target | Value) -> str:
        """The period, with what is measured where that is no level: a growth must not be taken for the thing that grows."""
        return self.period(item) if item.measure == "level" else f"{self.period(item)} {self.measure(item)}"

    def measure(self, item: Target | Value) -> str:
        """What is measured, in words."""
        return self.labels["measure"][item.measure]

    def capacity(self, item: Capacity) -> str:
        """A capacity: 30万吨/年."""
        quantity = self.words.quantity(item.value, item.unit)
        return self.words.gettext("%(quantity)s/%(time)s") % {"quantity": quantity, "time": item.per} if item.per else quantity
