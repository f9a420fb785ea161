"""The plan as an e-book: EPUB 3.3, one XHTML file a chapter, from the data of ``book``. The archive is the same in every build."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from planbook.downloads import archive
from planbook.downloads.book import book
from planbook.downloads.book_parts import Book, BoxPart, ChapterPart, Heading, Note
from planbook.downloads.context import DownloadContext
from planbook.downloads.parallel import parallel
from planbook.downloads.pdf import typeset
from planbook.editions.words import Words
from planbook.pages.renderer import Renderer
from planbook.records.layout import MACROS
from planbook.views import licences

XHTML, CSS, PNG, NCX = "application/xhtml+xml", "text/css", "image/png", "application/x-dtbncx+xml"
TYPES = {"png": PNG, "jpg": "image/jpeg"}
COVER_PPI = 140
UNNAMED = uuid.UUID(int=0).urn
"""What stands for the name of the book while it has none, for the name is worked out from all that is in it."""


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


def title_of_parallel(words: Words) -> str:
    """What the file in two languages is."""
    return words.gettext("The plan and its translation, paragraph beside paragraph (EPUB)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write the EPUB of an edition. Raises ``RuntimeError`` when the cover cannot be set, as without fonts."""
    _write(book(printing.press.view, printing.press.root), printing.press, path)


def write_parallel(printing: DownloadContext, path: Path) -> None:
    """Write the EPUB of the plan's own words with a translation beside them. Raises ``RuntimeError`` as ``write`` does."""
    assert printing.original
    _write(parallel(printing.original, printing.press), printing.original, path)


def _write(made: Book, press: Renderer, path: Path) -> None:
    items = list(_items(made, press))
    package = press.set("epub", "package", "", book=made, unnamed=UNNAMED, work=work(made), items=items, licence=licences.DATA_PAGE)
    files: dict[str, str | bytes] = {"META-INF/container.xml": press.set("epub", "container", ""), "EPUB/package.opf": package}
    files |= {f"EPUB/{item.name}": item.content for item in items}
    archive.write(path, [("mimetype", "application/epub+zip"), *_named(files).items()], stored=("mimetype",))


def work(made: Book) -> str:
    """What names the work, whatever its state: the same received text in the same edition."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{made.source_sha256}#{made.id}").urn


def _named(files: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """The files with a name for this very state of them, from the SHA-256 of all, in the place of ``UNNAMED``."""
    digest = hashlib.sha256()
    for name, content in files.items():
        whole = content.encode() if isinstance(content, str) else content
        digest.update(f"{name}\0{len(whole)}\0".encode() + whole)
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{digest.hexdigest()}").urn
    return {path: content.replace(UNNAMED, name) if isinstance(content, str) else content for path, content in files.items()}


def _items(made: Book, press: Renderer) -> Iterator[Item]:
    files, contents = _files(made), _contents(made)

    def page(macro: str, **names: Any) -> str:
        return press.set("epub", macro, "", book=made, **names) + "\n"

    def notes(name: str) -> list[Note]:
        return [note for note in made.notes if files[note.at] == name]

    yield Item("cover", "cover.xhtml", XHTML, page("cover"), read=True)
    yield Item("about", "about.xhtml", XHTML, page("about"), read=True)
    yield Item("nav", "nav.xhtml", XHTML, page("nav", contents=contents), read=True, properties="nav")
    yield Item("ncx", "toc.ncx", NCX, page("ncx", contents=contents, unnamed=UNNAMED, depth=_depth(contents)))
    yield Item("front", "front.xhtml", XHTML, page("front", notes_here=notes("front.xhtml"), files=files), read=True)
    for part in made.chapters:
        name = _name(part)
        body = page("chapter", chapter=part, notes_here=notes(name), files=files)
        yield Item(f"chapter-{part.id}", name, XHTML, body, read=True)
    closing = page("closing", notes_here=notes("closing.xhtml"), files=files)
    yield Item("closing", "closing.xhtml", XHTML, closing, read=True)
    yield Item("style", "style.css", CSS, (MACROS / "epub.css").read_text(encoding="utf-8"))
    for number, (file, shown) in enumerate(made.pictures.items(), 1):
        yield Item(f"picture-{number}", f"pictures/{file}", TYPES[shown.kind], shown.content)
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


class Entry(NamedTuple):
    """A line of the contents: its title, where it leads, which line it is, counted from 1, the lines below it; ``beside``: see ``Book``."""

    title: str
    address: str
    place: int
    entries: tuple[Entry, ...] = ()
    beside: str = ""


Title = tuple[str, str]
"""A title, and what the other language calls it, or nothing."""


def _contents(made: Book) -> tuple[Entry, ...]:
    """The contents: chapters, in them sections, in them boxes; what stands before and after the chapters beside them."""
    places = count(1)

    def line(title: Title, address: str, below: Iterable[tuple[Heading, list[Heading]]] = ()) -> Entry:
        place, file = next(places), address.partition("#")[0]
        entries = [line(_title(head), f"{file}#{head.id}", ((inner, []) for inner in inside)) for head, inside in below]
        return Entry(title[0], address, place, tuple(entries), title[1])

    def named(name: str) -> Title:
        return made.names[name], made.beside.names[name] if made.beside else ""

    return (
        line(named("about"), "about.xhtml"),
        line((made.title, made.beside.title if made.beside else ""), "front.xhtml"),
        *(line(_title(part.title), _name(part), _sections(part)) for part in made.chapters),
        line(named("closing"), "closing.xhtml"),
    )


def _title(heading: Heading) -> Title:
    said = heading.beside
    return f"{heading.number} {heading.plain}", f"{said.number} {said.plain}" if said else ""


def _sections(chapter: ChapterPart) -> list[tuple[Heading, list[Heading]]]:
    """The sections of a chapter, each with the titles of its boxes."""
    found: list[tuple[Heading, list[Heading]]] = []
    for part in chapter.parts:
        if isinstance(part, Heading):
            found.append((part, []))
        elif isinstance(part, BoxPart) and found:
            found[-1][1].append(part.title)
    return found


def _depth(contents: tuple[Entry, ...]) -> int:
    return max((1 + _depth(entry.entries) for entry in contents), default=0)
