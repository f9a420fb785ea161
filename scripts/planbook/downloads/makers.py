"""What readers may take home and what is slow to make: a list of makers, run by ``run.py build --downloads`` when the pages are done.

A maker makes one file; that of the pictures also puts each of them beside its page. Shared files are made once and stand in the
first edition. The page on the data has a place that is filled with the finished list, so that it never shows what is not there.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planbook.checks.rules import CheckedPlan
from planbook.downloads import datasheets, epub, gallery, offline, pdf, poster, share_cards, slides, workbook
from planbook.downloads.context import DownloadContext
from planbook.editions.reading import reading
from planbook.editions.words import Words
from planbook.opendata.digests import listed
from planbook.pages.renderer import LIST_BEGINS, LIST_ENDS, Renderer
from planbook.records.messages import say
from planbook.records.workers import side_by_side
from planbook.text.shelves import Shelf

FOLDER = "downloads"
SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Maker:
    """How one file comes about. ``name`` is its name; in it ``{edition}`` stands for the id of the edition, ``{original}`` for the first's.

    ``title`` says what it is, in the words of an edition. ``make`` writes it to the path that it is given; the same records
    must give the same bytes. ``shared``: one file for all editions, made last, from the first edition's printing. ``parallel``: one for
    each translated edition, made with it, of use in all.
    """

    name: str
    title: Callable[[Words], str]
    make: Callable[[DownloadContext, Path], None]
    shared: bool = False
    parallel: bool = False

    @property
    def for_all(self) -> bool:
        """Whether the list of every edition names its files."""
        return self.shared or self.parallel


MAKERS: tuple[Maker, ...] = (
    Maker("plan-{edition}.pdf", pdf.title, pdf.write),
    Maker("plan-{edition}.epub", epub.title, epub.write),
    Maker("plan-{original}-{edition}.pdf", pdf.title_of_parallel, pdf.write_parallel, parallel=True),
    Maker("plan-{original}-{edition}.epub", epub.title_of_parallel, epub.write_parallel, parallel=True),
    Maker("poster-{edition}.pdf", poster.title, poster.write),
    Maker("poster-{edition}.png", poster.title_of_picture, poster.write_picture),
    Maker("charts-{edition}.zip", gallery.title, gallery.write),
    Maker("share-{edition}.zip", share_cards.title, share_cards.write),
    Maker("slides-{edition}.zip", slides.title, slides.write),
    Maker("plan-{edition}.xlsx", workbook.title, workbook.write),
    Maker("tables-{edition}.xlsx", datasheets.title, datasheets.write),
    Maker("offline.zip", offline.title, offline.write, shared=True),
)
"""Everything that can be taken home, in the order of the list."""


class Download(NamedTuple):
    """A finished file: address from the root of the site, what it is, size in bytes, digest."""

    address: str
    title: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.address.rpartition("/")[2]


def make(root: Path, site: Path, sound: CheckedPlan, addresses_of: dict[str, str], makers: tuple[Maker, ...] = MAKERS) -> list[Download]:
    """Make every download of the finished ``site`` and put the list into the page on the data of every edition.

    ``addresses_of``: full address of each edition by its id. Raises ``RuntimeError`` that names the file when a maker fails.
    """
    answers = side_by_side(_make_own, ((root, site, sound, edition, addresses_of, makers) for edition in addresses_of))
    if failed := [answer for answer in answers if isinstance(answer, str)]:
        raise RuntimeError("\n".join(failed))
    made = {edition: answer for edition, answer in zip(addresses_of, answers, strict=True) if not isinstance(answer, str)}
    printings = {edition: _printing(root, site, sound, edition, addresses_of) for edition in addresses_of}
    made[""] = dict(_all_made((maker for maker in makers if maker.shared), next(iter(printings.values()))))
    for edition, printing in printings.items():
        _list(printing, _offered(edition, made, makers, printing.press.words))
    return [file for files in made.values() for file in files.values()]


Made = dict[str, Download]
"""What was made for an edition, by the name of its maker; what is shared stands under no edition."""


def _offered(edition: str, made: dict[str, Made], makers: tuple[Maker, ...], words: Words) -> Iterator[Download]:
    """What the list of an edition names: its own files and those for all, in the order of the makers, in its own words."""
    for maker in makers:
        for whose, files in made.items():
            if maker.name in files and (maker.for_all or whose == edition):
                yield files[maker.name]._replace(title=maker.title(words))


def _printing(root: Path, site: Path, sound: CheckedPlan, edition: str, addresses_of: dict[str, str]) -> DownloadContext:
    """The finished site with what sets the edition, and the plan's own words beside a translation."""

    def press(id: str) -> Renderer:
        shown = reading(sound.records.editions[id], sound.records, sound.blocks, root / "data", sound.translations)
        return Renderer(shown, sound.links, sound.proof, root / "macros", sound.ledgers, addresses_of[id], said=sound.glossary)

    translated = sound.records.editions[edition].kind == "translated"
    return DownloadContext(press(edition), site, press(next(iter(addresses_of))) if translated else None)


def _make_own(
    root: Path, site: Path, sound: CheckedPlan, edition: str, addresses_of: dict[str, str], makers: tuple[Maker, ...]
) -> Made | str:
    """In a process of its own: what was made, or why not."""
    printing = _printing(root, site, sound, edition, addresses_of)
    own = (maker for maker in makers if not maker.shared and (printing.original or not maker.parallel))
    try:
        return dict(_all_made(own, printing))
    except RuntimeError as error:
        return str(error)


def _all_made(makers: Iterable[Maker], printing: DownloadContext) -> Iterator[tuple[str, Download]]:
    """What was made, by the name of its maker. What needs a character that the fonts lack is left out, and a line says so."""
    for maker in makers:
        try:
            yield maker.name, _made(maker, printing)
        except RuntimeError as error:
            if not isinstance(error.__cause__, pdf.GlyphError):
                raise
            print(f"  {error}", flush=True)


def _made(maker: Maker, printing: DownloadContext) -> Download:
    """Run one maker, say so, and weigh what it made."""
    edition, original = printing.press.view.reading.edition.id, printing.original
    name = maker.name.format(edition=edition, original=original.view.reading.edition.id if original else edition)
    started, path = time.perf_counter(), printing.pages / FOLDER / name
    path.parent.mkdir(exist_ok=True)
    try:
        maker.make(printing, path)
        content = path.read_bytes()
    except Exception as error:  # whatever stops a maker is told with the name of its file, in the process that began it all
        why = f"{type(error).__name__}: {error}"
        raise RuntimeError(say("The download %(name)s was not made: %(reason)s", name=name, reason=why)) from error
    size, seconds = f"{len(content) / 1000:,.0f}", time.perf_counter() - started
    print(say("  %(name)s: %(size)s kB in %(seconds).1f s", name=name, size=size, seconds=seconds), flush=True)
    address = path.relative_to(printing.site).as_posix()
    return Download(address, maker.title(printing.press.words), len(content), hashlib.sha256(content).hexdigest())


def _list(printing: DownloadContext, files: Iterable[Download]) -> None:
    """Write the list: digests as ``sha256sum --check`` reads them, and the lines of the page."""
    press, prefix, found = printing.press, printing.prefix, list(files)
    if not found:
        return
    own = [file for file in found if file.address.startswith(f"{prefix}{FOLDER}/")]
    sums = listed({file.name: file.sha256 for file in own})
    (printing.pages / FOLDER).mkdir(exist_ok=True)
    (printing.pages / FOLDER / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    page = printing.pages / Shelf.DATA.path / "index.html"
    html = page.read_text(encoding="utf-8")
    head, begins, rest = html.partition(LIST_BEGINS)
    _old, ends, tail = rest.partition(LIST_ENDS)
    up = "../" * (1 + prefix.count("/"))
    shown = press.set("data", "downloads", Shelf.DATA.path, files=found, up=up, sums=f"../{FOLDER}/{SUMS}")
    if not (begins and ends):
        wanted = {"what": say("the list of downloads"), "macro": "macros/data.html", "place": LIST_BEGINS}
        raise RuntimeError(say("%(page)s has no place for %(what)s: %(macro)s must write %(place)s.", page=page.name, **wanted))
    page.write_text(head + shown + tail, encoding="utf-8", newline="\n")
