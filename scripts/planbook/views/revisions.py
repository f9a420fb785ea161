"""What was changed in the data: the entries of the page, newest first."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from planbook.records.model import Change
from planbook.text import addresses
from planbook.views.view import View

SERIAL = re.compile(r"\d{4}-\d\d-\d\d-(\d+)(?:-|$)")
"""The name of a change: its day, then which one of the day it is."""
CONCERNED = ("indicators", "projects", "targets", "terms", "reports", "findings", "errata", "sources")


class Verdict(NamedTuple):
    """A verdict that changed: whose, where readers find it, what it was, what it is, why."""

    name: str
    address: str
    before: str
    after: str
    why: str


class Entry(NamedTuple):
    """A change as it is shown: what it is called by kind, and name and address of each record and block that it concerns."""

    change: Change
    kind: str
    concerns: tuple[tuple[str, str], ...]
    verdicts: tuple[Verdict, ...] = ()

    @property
    def address(self) -> str:
        """Where it stands, from the root of the edition."""
        return addresses.of_record("changes", self.change.id)


def entries(view: View) -> list[Entry]:
    """All changes, the newest first: by day, then by the number that follows the day in the name of the file."""
    found = sorted(view.reading.records.changes.values(), key=_order, reverse=True)
    return [
        Entry(change, view.word("change kind", change.kind), tuple(_concerns(change, view)), tuple(_verdicts(change, view)))
        for change in found
    ]


def _order(change: Change) -> tuple[datetime.date, int, str]:
    number = SERIAL.match(change.id)
    return change.date, int(number[1]) if number else 0, change.id


def _concerns(change: Change, view: View) -> Iterator[tuple[str, str]]:
    for kind in CONCERNED:
        for id in getattr(change, kind):
            yield view.titles.of_id(kind, id), addresses.of_record(kind, id)
    for block in change.blocks:
        yield view.text.label(block), view.text.address(block)


def _verdicts(change: Change, view: View) -> Iterator[Verdict]:
    for verdict in change.verdicts:
        kind, id = ("targets", verdict.target) if verdict.target else ("indicators", verdict.indicator or "")
        name = view.titles.of_id(kind, id)
        if verdict.measure:
            name = view.words.bracketed(name, view.words.joined((view.word("measure", verdict.measure), str(verdict.year))))
        yield Verdict(name, addresses.of_record(kind, id), verdict.before, verdict.after, verdict.why)
