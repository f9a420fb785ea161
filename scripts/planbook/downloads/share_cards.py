"""The pictures that others show beside a link to a record: its name and its figure. They are made with the downloads, for they are slow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from markupsafe import escape

from planbook.downloads import archive
from planbook.downloads.context import DownloadContext
from planbook.editions.words import Words
from planbook.pages import metadata, share
from planbook.pages.share import Picture
from planbook.records.layout import MACROS
from planbook.records.messages import say
from planbook.records.model import Indicator, Project
from planbook.text import addresses
from planbook.views.view import View

FILE = "share.png"
"""Its name, beside the page of the record."""
IMAGE = re.compile(r'(<meta property="og:image(:alt)?" content=")[^"]*(">)')


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("Pictures to share: name and figure of records (ZIP)")


def write(printing: DownloadContext, path: Path) -> None:
    """Draw the picture of every record that has a page and a figure, put it beside the page, name it in its head; write all as an archive.

    A record whose words the font of the pictures lacks keeps the picture of its shelf. Raises ``RuntimeError`` for a page that names none.
    """
    press, view = printing.press, printing.press.view
    cover, asked = metadata.cover(press), dict(cards(view))
    drawable = {picture.name for picture in share.drawable(cover, asked.values(), MACROS)}
    found = {address: picture for address, picture in asked.items() if picture.name in drawable}
    drawn = share.draw(cover, found.values(), MACROS)
    for address, picture in found.items():
        folder = printing.pages / address
        (folder / FILE).write_bytes(drawn[f"{picture.name}.png"])
        page = folder / "index.html"
        alt = " ".join((view.records.plan.short_title, picture.kicker, picture.title, picture.figure))
        told = {None: f"{press.root}{address}{FILE}", ":alt": alt}
        html, count = IMAGE.subn(_told(told), page.read_text(encoding="utf-8"))
        if count < len(told):
            raise RuntimeError(
                say("%(page)s names no picture: macros/theme/partials/metadata.html must name one with its words.", page=page)
            )
        page.write_text(html, encoding="utf-8", newline="\n")
    archive.write(path, sorted((f"{picture.name}.png", drawn[f"{picture.name}.png"]) for picture in found.values()))


def _told(words: dict[str | None, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found[1]}{escape(words[found[2]])}{found[3]}"


def cards(view: View) -> Iterator[tuple[str, Picture]]:
    """The address of each page that gets one, and the picture."""
    for indicator in view.records.indicators.values():
        if picture := _of_indicator(indicator, view):
            yield addresses.of_record("indicators", indicator.id), picture
    for project in view.records.projects.values():
        if picture := _of_project(project, view):
            yield addresses.of_record("projects", project.id), picture


def _of_indicator(indicator: Indicator, view: View) -> Picture | None:
    target = view.indicators.latest(indicator, "target")
    if target is None:
        return None
    _ = view.words.gettext
    said = [_("Indicator"), f"{view.values.period(target)} {_('Target')}"]
    if aside := view.values.aside(target):
        said.append(aside)
    return Picture(f"indicators-{indicator.id}", str(indicator.name), " · ".join(said), view.values.quantity(target, indicator))


def _of_project(project: Project, view: View) -> Picture | None:
    if not project.capacity:
        return None
    first = project.capacity[0]
    product = view.words.gettext(" of %(product)s") % {"product": first.product} if first.product else ""
    figure = view.values.capacity(first) + product
    return Picture(f"projects-{project.id}", str(project.name), view.words.gettext("Project"), figure)
