"""Every chart of an edition in one archive: SVG, PNG drawn from it at twice its size, and its figures as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import archive
import book
import pdf
from printing import Printing
from words import Words

PPI = 192
"""Two pixels for each of the SVG, of which 96 make an inch."""


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("All pictures with their figures (ZIP)")


def write(printing: Printing, path: Path) -> None:
    """Write the archive. Raises ``RuntimeError`` when a picture cannot be drawn, as without fonts."""
    press = printing.press
    readme = ("README.txt", book.told(press.view, press.root).encode("utf-8-sig"))
    archive.write(path, (readme, *_files(printing)))


def _files(printing: Printing) -> Iterator[tuple[str, bytes]]:
    others = [edition.id for edition in printing.press.view.reading.records.editions.values() if edition.phrases]
    for picture in sorted(printing.pages.rglob("*.svg")):
        figures = picture.with_suffix(".csv")
        name = picture.relative_to(printing.pages)
        if figures.is_file() and not (printing.pages == printing.site and name.parts[0] in others):
            svg = picture.read_text(encoding="utf-8")
            stem = "-".join(name.with_suffix("").parts)
            yield from ((f"{stem}.svg", svg.encode()), (f"{stem}.csv", figures.read_bytes()), (f"{stem}.png", png(svg)))


def png(svg: str) -> bytes:
    """The picture in pixels, its words in the fonts of the books."""
    return pdf.run("picture.typ", {"svg": svg}, "png", PPI)
