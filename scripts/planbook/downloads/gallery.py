"""Every chart of an edition in pixels, beside its page; and all of them in one archive: SVG, PNG at twice its size, figures as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planbook.downloads import archive, book, pdf
from planbook.downloads.context import DownloadContext
from planbook.editions.words import Words
from planbook.records.messages import say
from planbook.text import addresses

PPI = 192
"""Two pixels for each of the SVG, of which 96 make an inch."""


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("All pictures with their figures (ZIP)")


def write(printing: DownloadContext, path: Path) -> None:
    """Put a PNG beside every chart and the way to it into its page; then write the archive of all.

    Raises ``RuntimeError`` when a picture cannot be drawn, as without fonts, or when its page has no place for the link.
    """
    found = list(_pictures(printing))
    for picture in found:
        picture.with_suffix(".png").write_bytes(png(picture.read_text(encoding="utf-8")))
        _offer(picture)
    press = printing.press
    readme = ("README.txt", book.told(press.view, press.root).encode("utf-8-sig"))
    archive.write(path, (readme, *_files(found, printing.pages)))


def _pictures(printing: DownloadContext) -> Iterator[Path]:
    """The charts of the edition: what is drawn and has its figures beside it."""
    others = addresses.folders(printing.press.view.records.editions.values())
    for picture in sorted(printing.pages.rglob("*.svg")):
        of_another = printing.pages == printing.site and picture.relative_to(printing.pages).parts[0] in others
        if picture.with_suffix(".csv").is_file() and not of_another:
            yield picture


def _offer(picture: Path) -> None:
    name, page = picture.with_suffix(".png").name, picture.with_name("index.html")
    html, place = page.read_text(encoding="utf-8"), f"<!-- {name} -->"
    if place not in html:
        wanted = {"what": say("the link to %(name)s", name=name), "macro": "macros/chart.html", "place": place}
        raise RuntimeError(say("%(page)s has no place for %(what)s: %(macro)s must write %(place)s.", page=page, **wanted))
    page.write_text(html.replace(place, f'<a href="{name}" download>PNG</a> '), encoding="utf-8", newline="\n")


def _files(pictures: list[Path], pages: Path) -> Iterator[tuple[str, bytes]]:
    for picture in pictures:
        stem = "-".join(picture.relative_to(pages).with_suffix("").parts)
        yield from ((f"{stem}.{kind}", picture.with_suffix(f".{kind}").read_bytes()) for kind in ("svg", "csv", "png"))


def png(svg: str) -> bytes:
    """The picture in pixels, its words in the fonts of the books."""
    return pdf.run("picture.typ", {"svg": svg}, "png", PPI)
