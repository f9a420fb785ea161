"""Charts as files of their own: what stands around a picture that left its page, laid out; ``macros/picture.html`` draws it as SVG.

A file says by itself what it shows, where it is from and how it may be used. It is drawn for white paper.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planbook.editions.notice import unofficial_in_a_word
from planbook.editions.typefaces import families
from planbook.views import licences
from planbook.views.charts import Chart
from planbook.views.geometry.bars import WIDTH
from planbook.views.geometry.lettering import fitted, width_of
from planbook.views.provenance import as_of
from planbook.views.view import View

MARGIN = 24
TITLE, SMALL, FOOT = 18, 12, 10
"""Sizes of the letters of the title, of what explains, of what stands at the foot."""


SYSTEM = {"Noto Serif SC": ("Songti SC", "SimSun"), "Noto Serif TC": ("Songti TC", "PMingLiU")}
"""What stands beside our own fonts on Apple's and Microsoft's systems."""


class Line(NamedTuple):
    """A line of words: where it begins, its base line, its class in the style of the file."""

    x: float
    y: float
    style: str
    text: str


class Key(NamedTuple):
    """A sign and what it stands for."""

    x: float
    y: float
    kind: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A chart laid out on a sheet of its own; ``top`` is where its picture begins."""

    chart: Chart
    width: int
    height: float
    top: float
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]
    title: str
    address: str
    credit: str
    as_of: datetime.date
    family: str
    """Fonts that systems with Chinese have, the own of the books first."""
    margin: int = MARGIN
    licence: str = licences.DATA_PAGE

    @property
    def embed(self) -> str:
        """HTML for other sites to show the picture with, without any script."""
        picture = self.address.partition("#")[0] + f"{self.chart.table.name}.svg"
        title, size = _escaped(self.title), f'width="{self.width}" height="{self.height:.0f}"'
        return f'<a href="{_escaped(self.address)}"><img src="{_escaped(picture)}" alt="{title}" {size}></a>'


def sheet(chart: Chart, title: str, view: View, address: str) -> Sheet:
    """The sheet of a chart. ``title`` is printed above it, ``address`` is the full address of the chart on its page."""
    lines: list[Line] = []
    y, room = float(MARGIN), max(WIDTH, chart.picture.width)
    for text in fitted(title, room, TITLE):
        y += TITLE * 1.3
        lines.append(Line(MARGIN, round(y, 1), "title", text))
    y += 4 if chart.about else 0
    for text in fitted(chart.about, room, SMALL):
        y += SMALL * 1.5
        lines.append(Line(MARGIN, round(y, 1), "about", text))
    top = round(y + SMALL, 1)
    y = top + chart.picture.height
    keys = list(_keys(chart, room, y + SMALL))
    y = max([y, *(key.y for key in keys)]) + SMALL
    credit = _credit(view)
    for text in (*fitted(credit, room, FOOT), *fitted(address, room, FOOT)):
        y += FOOT * 1.5
        lines.append(Line(MARGIN, round(y, 1), "foot", text))
    return Sheet(
        chart, room + 2 * MARGIN, round(y + MARGIN), top, tuple(lines), tuple(keys), title, address, credit, as_of(view), family(view)
    )


def family(view: View) -> str:
    """The value of ``font-family`` for the language of the edition."""
    own, *others = families(view.reading.edition.language)
    return ", ".join(f"'{name}'" for name in (own, *SYSTEM.get(own, ()), *others)) + ", serif"


def _credit(view: View) -> str:
    """Source, edition, state, licence in one line."""
    _, plan = view.words.gettext, view.reading.records.plan
    said = _("Source: %(source)s and later reports") % {"source": plan.short_title}
    return view.words.gap.join((said, view.reading.edition.name, unofficial_in_a_word(view.words), "CC0 1.0"))


def _keys(chart: Chart, room: float, y: float) -> Iterator[Key]:
    x = float(MARGIN)
    for key in chart.keys:
        wide = width_of(key.name, SMALL) + 32
        if x + wide > room + MARGIN:
            x, y = MARGIN, y + SMALL * 1.5
        yield Key(round(x, 1), y, key.kind, key.name)
        x += wide


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
