"""Slides of every chapter, for whoever presents it: title, sections, targets in figures, projects, the address as a QR code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from planbook.downloads import archive, pdf
from planbook.downloads.context import DownloadContext
from planbook.editions.notice import unofficial
from planbook.editions.typefaces import families
from planbook.editions.words import Words
from planbook.pages.paper import paper
from planbook.pages.renderer import Renderer
from planbook.records.model import Chapter
from planbook.text import addresses
from planbook.views.provenance import modified
from planbook.views.targets import TargetRow
from planbook.views.view import View

FIT = 7
"""Lines that a slide holds."""


@dataclass(frozen=True)
class Part:
    """A slide: its heading, and its lines, each a list of words; of ``figures`` a line has name, figure and year."""

    title: str
    lines: tuple[tuple[str, ...], ...]
    figures: bool = False


@dataclass(frozen=True)
class Deck:
    """The slides of a chapter. ``code``: an SVG; ``ends``: the heading of the last one, on which stands what is ``cited``.

    ``modified``: the day of the last change, as 2026-11-28.
    """

    name: str
    modified: str
    language: str
    region: str | None
    plan: str
    publisher: str
    notice: str
    kicker: str
    title: str
    parts: tuple[Part, ...]
    ends: str
    address: str
    code: str
    cited: tuple[str, ...]


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("Slides of every chapter (PDF in a ZIP)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write the slides of each chapter as a PDF, all of them in an archive. Raises ``RuntimeError`` when typst cannot set them."""
    press = printing.press
    archive.write(path, [(f"{chapter.id}.pdf", typeset(deck(chapter, press))) for chapter in press.view.records.chapters.values()])


def typeset(made: Deck) -> bytes:
    """The slides as a PDF, tagged as the books are."""
    told = {"deck": asdict(made), "fonts": {"own": families(made.language)}}
    return pdf.run("slides.typ", {name: json.dumps(value, ensure_ascii=False) for name, value in told.items()}, "pdf")


def deck(chapter: Chapter, press: Renderer) -> Deck:
    """What the slides of a chapter say."""
    view, plan, edition = press.view, press.view.records.plan, press.view.reading.edition
    address = press.root + addresses.of_record("chapters", chapter.id)
    return Deck(
        view.text.numbered(chapter.id), modified(view).isoformat(), edition.language, view.words.region, str(plan.short_title),
        str(plan.publisher), unofficial(view.words, plan), view.text.kicker(chapter.id), str(view.text.block(chapter.id).text),
        tuple(_parts(chapter, view)), view.words.gettext("Where it stands"), address, paper(address, "", "").svg,
        (str(plan.title), view.text.label(chapter.id)),
    )  # fmt: skip


def _parts(chapter: Chapter, view: View) -> Iterator[Part]:
    """The sections; each with what its paragraphs begin with in bold; then targets and projects, as many slides as they need."""
    promise, _ = view.chapters.promise(chapter.id), view.words.gettext
    ids = [view.text.section_id(chapter, section) for section in chapter.sections]
    yield from _slides(view.text.numbered(chapter.id), [(view.text.numbered(id),) for id in ids])
    for id in ids:
        yield from _slides(view.text.numbered(id), [(lead,) for lead in _leads(id, view)])
    yield from _slides(_("Targets"), [_target(row, view) for row in promise.targets], figures=True)
    yield from _slides(_("Projects"), [(str(project.name),) for project in promise.projects])


def _target(row: TargetRow, view: View) -> tuple[str, str, str]:
    """Name, figure, and the years, with what is measured."""
    return str(row.subject), view.values.quantity(row.value, row.indicator), view.values.when(row.value)


def _leads(section: str, view: View) -> Iterator[str]:
    blocks = (block for block in view.reading.blocks.values() if block.section == section and block.kind == "paragraph")
    return (str(block.text[: block.lead]).strip().rstrip("。.：:") for block in blocks if block.lead)


def _slides(heading: str, lines: Sequence[tuple[str, ...]], figures: bool = False) -> Iterator[Part]:
    return (Part(heading, tuple(lines[start : start + FIT]), figures) for start in range(0, len(lines), FIT))
