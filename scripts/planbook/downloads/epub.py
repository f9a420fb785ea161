"""The plan as an e-book: EPUB 3.3, one XHTML file a chapter, from the data of ``book``. The archive is the same in every build."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from planbook.downloads import archive
from planbook.downloads.book import Book, BoxPart, ChapterPart, Heading, Note, book
from planbook.downloads.context import DownloadContext
from planbook.downloads.pdf import typeset
from planbook.editions.words import Words
from planbook.pages.renderer import Renderer
from planbook.records.layout import MACROS
from planbook.views import licences

XHTML, CSS, PNG = "application/xhtml+xml", "text/css", "image/png"
COVER_PPI = 140


class Item(NamedTuple):
    """A file of the book: its id in the manifest, its name, its media type, its content, whether it is read in turn."""

    id: str
    name: str
    kind: str
    content: str | bytes
    read: bool = False
    properties: str = ""


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("The plan as an e-book (EPUB)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write the EPUB of an edition. Raises ``RuntimeError`` when the cover cannot be set, as without fonts."""
    press = printing.press
    made = book(press.view, press.root)
    items = list(_items(made, press))
    package = press.set("epub", "package", "", book=_shown(made), identifier=identifier(made), items=items, licence=licences.DATA_PAGE)
    files: dict[str, str | bytes] = {"META-INF/container.xml": press.set("epub", "container", ""), "EPUB/package.opf": package}
    files |= {f"EPUB/{item.name}": item.content for item in items}
    archive.write(path, [("mimetype", "application/epub+zip"), *files.items()], stored=("mimetype",))


def identifier(made: Book) -> str:
    """What names the book for ever: the same received text in the same edition."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{made.source_sha256}#{made.id}").urn


def _items(made: Book, press: Renderer) -> Iterator[Item]:
    files, shown = _files(made), _shown(made)

    def page(macro: str, **names: Any) -> str:
        return press.set("epub", macro, "", book=shown, **names) + "\n"

    def notes(name: str) -> list[Note]:
        return [note for note in made.notes if files[note.at] == name]

    yield Item("cover", "cover.xhtml", XHTML, page("cover"), read=True)
    yield Item("about", "about.xhtml", XHTML, page("about"), read=True)
    yield Item("nav", "nav.xhtml", XHTML, page("nav"), read=True, properties="nav")
    yield Item("front", "front.xhtml", XHTML, page("front", notes_here=notes("front.xhtml"), files=files), read=True)
    for part in made.chapters:
        name = _name(part)
        body = page("chapter", chapter=part, notes_here=notes(name), files=files)
        yield Item(f"chapter-{part.id}", name, XHTML, body, read=True)
    closing = page("closing", notes_here=notes("closing.xhtml"), files=files)
    yield Item("closing", "closing.xhtml", XHTML, closing, read=True)
    yield Item("style", "style.css", CSS, (MACROS / "epub.css").read_text(encoding="utf-8"))
    picture = typeset("cover.typ", made, "png", COVER_PPI, only="cover")
    yield Item("picture", "cover.png", PNG, picture, properties="cover-image")


def _name(part: ChapterPart) -> str:
    return f"chapter-{part.id}.xhtml"


def _files(made: Book) -> dict[str, str]:
    """In which file each block of the text stands."""
    found = {item.id: "front.xhtml" for item in made.front} | {"front-0": "front.xhtml"}
    for chapter in made.chapters:
        found |= dict.fromkeys(_ids(chapter), _name(chapter))
    return found | {item.id: "closing.xhtml" for item in made.closing}


def _ids(chapter: ChapterPart) -> Iterator[str]:
    yield chapter.id
    for part in chapter.parts:
        yield part.id
        if isinstance(part, BoxPart):
            yield from (line.id for line in part.texts)
            yield from (row.id for row in (part.table.rows if part.table else ()))


def _shown(made: Book) -> dict[str, Any]:
    """The book for the macros: the sections of each chapter with their boxes are its contents."""
    shown = {name: value for name, value in vars(made).items() if name != "chapters"}
    chapters = [vars(chapter) | {"contents": list(_contents(chapter))} for chapter in made.chapters]
    return shown | {"chapters": chapters}


def _contents(chapter: ChapterPart) -> Iterator[dict[str, Any]]:
    section: dict[str, Any] | None = None
    for part in chapter.parts:
        if isinstance(part, Heading):
            if section:
                yield section
            section = {"title": part, "boxes": []}
        elif isinstance(part, BoxPart) and section:
            section["boxes"].append(part.title)
    if section:
        yield section
