"""Values as people write them: number, bound and unit, year, measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from planbook.editions.labels import Labels
from planbook.editions.words import Words
from planbook.records.model import Bound, Capacity, Indicator, Target, Value
from planbook.text.figures import unit_of

NUMBER = re.compile(r"(\D*)([\d,–]+)(\.\d+)?(.*)", re.DOTALL)


class Number(NamedTuple):
    """A written value, cut so that a column can stand on its decimal points; words have only ``before``."""

    before: str
    whole: str = ""
    fraction: str = ""
    after: str = ""


def at_prices(prices: str | None, words: Words) -> str:
    """The prices at which a figure is reckoned, in words; empty where nothing is told of them."""
    _ = words.gettext
    kind, _dash, year = (prices or "").partition("-")
    if year:
        return _("at constant prices of %(year)s") % {"year": year}
    return {"": "", "current": _("at current prices"), "constant": _("at constant prices")}[kind]


def bounded(bound: Bound, quantity: str, words: Words) -> str:
    """A quantity with its bound: 不少于30家, 5.5%左右, nearly 6 million tonnes."""
    _ = words.gettext
    patterns = {
        "exactly": "%(quantity)s", "at-least": _("at least %(quantity)s"), "more-than": _("more than %(quantity)s"),
        "nearly": _("nearly %(quantity)s"), "at-most": _("at most %(quantity)s"), "about": _("about %(quantity)s"),
    }  # fmt: skip
    return patterns[bound] % {"quantity": quantity}


@dataclass(frozen=True)
class Values:
    """How one edition writes values."""

    words: Words
    labels: Labels

    def quantity(self, item: Target | Value, indicator: Indicator | None = None) -> str:
        """A value with its bound and unit: 不少于30家, 5.5%左右, 3—5个."""
        if item.value is None:
            return item.text or ""
        unit = unit_of(item, indicator) or ""
        shown = self.words.quantity(item.value, unit, getattr(item, "high", None))
        if indicator and indicator.direction == "down" and item.measure == "cumulative" and unit == "%" and item.value > 0:
            # A share by which it falls is told without a sign.
            shown = self.words.gettext("reduction of %(quantity)s") % {"quantity": shown}
        return bounded(item.bound, shown, self.words)

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
        return " ".join(filter(None, (self.period(item), self.aside(item))))

    def aside(self, item: Target | Value) -> str:
        """What is to be known of a value beside its figure: what is measured, where that is no level; at which prices."""
        measure = "" if item.measure == "level" else self.measure(item)
        return self.words.gettext(", ").join(filter(None, (measure, at_prices(item.prices, self.words))))

    def measured(self, item: Target | Value) -> str:
        """What is measured, a level too, and at which prices."""
        return self.words.gettext(", ").join(filter(None, (self.measure(item), at_prices(item.prices, self.words))))

    def measure(self, item: Target | Value) -> str:
        """What is measured, in words."""
        return self.labels["measure"][item.measure]

    def capacity(self, item: Capacity) -> str:
        """A capacity: 30万吨/年, 300,000 tonnes a year. A sign for the time stays one: 4.5 million t/a."""
        quantity = self.words.quantity(item.value, item.unit)
        if (item.written.per or "").isascii() and item.per:
            return f"{quantity}/{item.per}"
        return self.words.gettext("%(quantity)s/%(time)s") % {"quantity": quantity, "time": item.per} if item.per else quantity
