"""Charts: a picture, and beside it the table of what it shows, to be read and to be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planbook.editions.words import Words
from planbook.views.geometry.band import Band
from planbook.views.geometry.bars import Bars, Row, bars
from planbook.views.geometry.calendar import Calendar
from planbook.views.geometry.course import Course
from planbook.views.geometry.slopes import Slopes
from planbook.views.geometry.tiles import Tiles
from planbook.views.geometry.tracks import Tracks
from planbook.views.tables import Table, count, words

LONGEST = 12
"""How many bars a picture has at most; its table has them all."""


class Key(NamedTuple):
    """A sign of a picture, what it stands for, and the address where what it marks is listed."""

    kind: str
    name: str
    address: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture, the kind of its macro, the table behind it, what is to be known to read it, and its signs.

    The title of the table is the finding. ``alt``: what who cannot see it is told instead of the title, where that is not enough.
    ``narrow``: the drawing for phones, where letters would shrink.
    """

    kind: str
    picture: Bars | Calendar | Course | Band | Slopes | Tracks | Tiles
    table: Table
    about: str = ""
    alt: str = ""
    keys: tuple[Key, ...] = ()
    narrow: Course | Slopes | Tiles | None = None


def chart_of_counts(name: str, title: str, columns: tuple[str, str], counts: Sequence[tuple[str, int, str]], said: Words) -> Chart:
    """A bar for each count. ``name`` is that of its files; ``counts``: what is counted, how many, the address where they are listed."""
    rows = tuple((words(label, address), count(number)) for label, number, address in counts)
    shown = [(Row(label, str(number), address), (number,)) for label, number, address in counts[:LONGEST]]
    return Chart("bars", bars(shown), Table(name, title, columns, rows), left_out(len(counts), len(shown), said))


def left_out(bars_in_all: int, shown: int, said: Words) -> str:
    """A word on what a picture leaves out; empty when it shows all."""
    return said.gettext("The %(count)s largest; the table has all.") % {"count": shown} if shown < bars_in_all else ""
