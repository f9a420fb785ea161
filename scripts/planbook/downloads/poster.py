"""The plan at a glance on one sheet of A3, which is as clear on A4: its aims in figures and its pictures, set by typst."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from planbook.downloads import pdf
from planbook.downloads.context import DownloadContext
from planbook.editions.notice import unofficial
from planbook.editions.typefaces import families
from planbook.editions.words import Words
from planbook.pages.paper import paper
from planbook.pages.renderer import Renderer
from planbook.records.model import Indicator
from planbook.text.shelves import Shelf
from planbook.views.charts import Chart
from planbook.views.geometry.band import Band, laid
from planbook.views.provenance import known
from planbook.views.view import View

BAND = 1180
"""How wide the band of targets is here, so that it needs one line."""
PPI = 120
"""Pixels an inch of the picture: 1,984 wide, where the smallest letters can still be read."""


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG, and the finding for those who cannot see it."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Figure:
    """What an indicator is to be: its name, its target, by when and from what."""

    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Group:
    """A group of indicators with those that stand for it."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Poster:
    """Everything on the sheet. ``code`` is the QR code of the address, an SVG."""

    title: str
    heading: str
    publisher: str
    edition: str
    language: str
    region: str | None
    fonts: tuple[str, ...]
    groups: tuple[Group, ...]
    pictures: tuple[Drawing, ...]
    band: Drawing | None
    credit: str
    address: str
    code: str


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("The plan at a glance as a poster (PDF, A3)")


def title_of_picture(words: Words) -> str:
    """What the picture is, for the list of downloads."""
    return words.gettext("The plan at a glance as a picture (PNG)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write the PDF of an edition. Raises ``RuntimeError`` when typst warns, as of a font that is not there, or cannot set a glyph."""
    path.write_bytes(pdf.run("poster.typ", _told(printing.press), "pdf"))


def write_picture(printing: DownloadContext, path: Path) -> None:
    """Write the same sheet in pixels, to be sent where no PDF is opened. Raises ``RuntimeError`` as ``write`` does."""
    path.write_bytes(pdf.run("poster.typ", _told(printing.press), "png", PPI))


def _told(press: Renderer) -> dict[str, str]:
    return {"poster": json.dumps(asdict(poster(press)), ensure_ascii=False)}


def poster(press: Renderer) -> Poster:
    """The sheet of an edition."""
    view, found = press.view, press.pictures
    plan, edition, words = view.records.plan, view.reading.edition, view.words
    address = f"{press.root}{Shelf.GLANCE.path}"
    said = words.gettext("Source: %(source)s and later reports") % {"source": plan.short_title}
    credit = (said, known(view), unofficial(words, plan), "CC0 1.0")
    shown = tuple(_drawing(chart, press) for chart in (found.slopes, found.map.chart, found.fields) if chart)
    return Poster(
        plan.title, words.gettext(Shelf.GLANCE.title), plan.publisher, edition.name, edition.language, words.region,
        tuple(families(edition.language)), _groups(view), shown, _drawing(_in_one_line(found.band), press) if found.band else None,
        words.gap.join(credit), address, paper(address, "", "").svg,
    )  # fmt: skip


def _groups(view: View) -> tuple[Group, ...]:
    return tuple(Group(group.name, tuple(_figure(i, view) for i in group.shown)) for group in view.indicators.key_groups)


def _figure(indicator: Indicator, view: View) -> Figure:
    target, baseline = view.indicators.latest(indicator, "target"), view.indicators.latest(indicator, "baseline")
    value = view.values.quantity(target, indicator) if target else ""
    of_a_kind = target and baseline and baseline.measure == target.measure and baseline.value is not None
    note = f"{baseline.year} {view.values.quantity(baseline, indicator)}" if baseline and of_a_kind else ""
    return Figure(indicator.name, value, view.words.joined(filter(None, (view.values.when(target) if target else "", note))))


def _in_one_line(chart: Chart) -> Chart:
    assert isinstance(chart.picture, Band)
    return replace(chart, picture=laid(chart.picture.groups, BAND))


def _drawing(chart: Chart, press: Renderer) -> Drawing:
    """The picture as its file has it, without the lines at its foot: the poster has one for all."""
    sheet = press.sheet_of(chart, Shelf.GLANCE.path)
    foot = min(line.y for line in sheet.lines if line.style == "foot")
    kept = tuple(line for line in sheet.lines if line.style != "foot")
    cut = replace(sheet, lines=kept, height=round(foot - sheet.margin / 2))
    return Drawing(press.set("picture", "svg", Shelf.GLANCE.path, sheet=cut), chart.alt or chart.table.title)
