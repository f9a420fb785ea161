"""Between which figures the true one lies, where a figure is told with its bound: “more than 95” may be any above it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from planbook.records.model import Report, Target, Value

NEAR = Decimal("0.1")
"""How far “about” and “nearly” are taken to reach: a tenth of the figure."""
FAR = Decimal("Infinity")
LEAST_GROWTH = Decimal(-100)
"""Per cent: nothing falls by more than the whole of it."""


class Interval(NamedTuple):
    """The least and the greatest that a figure can be."""

    low: Decimal
    high: Decimal

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


def interval(told: Value | Report, aim: Value | Target) -> Interval:
    """What the figure of a value or report can be, which must have one; “about” is enough for an aim that is itself “about”."""
    value, bound = told.value, told.bound
    assert value is not None
    if bound == "exactly" or bound == aim.bound == "about":
        return Interval(value, value)
    lowest = LEAST_GROWTH if told.measure == "annual-growth" else -FAR
    reach = abs(value) * NEAR
    return {
        "at-least": Interval(value, FAR),
        "more-than": Interval(value.next_plus(), FAR),
        "nearly": Interval(value - reach, value.next_minus()),
        "at-most": Interval(min(lowest, value), value),
        "about": Interval(value - reach, value + reach),
    }[bound]
