"""A book as plain values, for print and for reading devices alike: what is laid out, not yet how it looks.

A book in two languages has ``beside`` each piece of the one the same piece of the other; a book in one has nothing there.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from planbook.records.picture_files import PictureFile


@dataclass(frozen=True)
class Run:
    """Words set alike; the notes whose numbers follow them; the place in the book that they lead to, if any.

    ``italic`` is the title of a work. ``footnote``: the words are the mark of the footnote that they lead to.
    """

    text: str
    bold: bool = False
    italic: bool = False
    notes: tuple[int, ...] = ()
    to: str = ""
    footnote: bool = False


@dataclass(frozen=True)
class Words:
    """Words of a note; ``received`` words are quoted from the received text, in its own script."""

    text: str
    received: bool = False


@dataclass(frozen=True)
class Note:
    """What an erratum says of a place: ``at`` is the block that bears the mark, ``address`` its full address on the site."""

    number: int
    at: str
    erratum: str
    words: tuple[Words, ...]
    address: str
    beside: Note | None = None


@dataclass(frozen=True)
class Text:
    """A paragraph, a footnote of the plan, an item of a box or a note below a table. ``number`` is printed beside it.

    ``level`` counts from 0. ``to``: the block that bears the mark of a footnote, where its words show it.
    """

    kind: Literal["paragraph", "footnote", "item", "remark"]
    id: str
    number: str
    runs: tuple[Run, ...]
    level: int = 0
    to: str = ""
    beside: Text | None = None


@dataclass(frozen=True)
class Heading:
    """The title of a chapter, a section or a box, with the number printed before it; ``plain`` is what contents print."""

    id: str
    level: int
    number: str
    runs: tuple[Run, ...]
    plain: str
    kind: Literal["heading"] = "heading"
    beside: Heading | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of a table. ``head`` says what it is the heading of: columns, a row, a group of rows, or nothing.

    ``beside`` is empty also where both languages say the same, as figures do.
    """

    runs: tuple[Run, ...]
    rows: int = 1
    columns: int = 1
    head: Literal["", "col", "row", "rowgroup"] = ""
    address: str = ""
    beside: tuple[Run, ...] = ()


@dataclass(frozen=True)
class TableRow:
    """A row, its cells from the left; cells that span from rows above are left out."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table: how many columns, of them how many hold names, the rows of its head, its rows."""

    columns: int
    names: int
    head: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class BoxPart:
    """A box in its place."""

    id: str
    title: Heading
    table: Table | None
    texts: tuple[Text, ...]
    address: str
    kind: Literal["box"] = "box"


@dataclass(frozen=True)
class PicturePart:
    """A picture of the plan: the number and the words of its caption, what stands for it where it cannot be seen, its file.

    ``gap`` says that one is printed, where there is no file.
    """

    id: str
    number: str
    runs: tuple[Run, ...]
    alt: str
    file: str
    gap: str
    kind: Literal["picture"] = "picture"
    beside: PicturePart | None = None


@dataclass(frozen=True)
class ChapterPart:
    """A chapter, or the title of a part with what stands below it: sections are headings among the rest; its address on the site."""

    id: str
    role: Literal["part", "chapter"]
    title: Heading
    parts: tuple[Text | Heading | BoxPart | PicturePart, ...]
    address: str


@dataclass(frozen=True)
class Book:
    """One edition, whole. ``names`` are the interface words that the templates print; ``facts`` the page of provenance.

    ``translated`` says how a translation came about, of a book that holds one. ``beside``: what the other language says of the book; its
    text stands beside each piece of the text.
    """

    id: str
    language: str
    region: str | None
    edition: str
    title: str
    short_title: str
    publisher: str
    issued: datetime.date | None
    issued_said: str
    modified: datetime.date
    address: str
    rights: str
    licence: str
    accessible: str
    unofficial: str
    translated: str
    source_sha256: str
    keywords: tuple[str, ...]
    front: tuple[Text | BoxPart | PicturePart, ...]
    chapters: tuple[ChapterPart, ...]
    closing: tuple[Text | BoxPart | PicturePart, ...]
    notes: tuple[Note, ...]
    facts: tuple[tuple[str, str], ...]
    names: dict[str, str]
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    """The files of the plan's pictures, by name."""
    beside: Book | None = None
