"""The plan as a printed book: PDF, tagged and made to last (PDF/UA-1, PDF/A-2a), set by typst from the data of ``book``."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import typst

from planbook.downloads.book import book
from planbook.downloads.book_parts import Book
from planbook.downloads.context import DownloadContext
from planbook.downloads.font_files import folders
from planbook.downloads.parallel import parallel
from planbook.editions.typefaces import families
from planbook.editions.words import Words
from planbook.records.layout import MACROS


class GlyphError(RuntimeError):
    """The fonts lack a character that the text has: no other font may stand in, and the standards allow no hole."""


STANDARDS = ["ua-1", "a-2a"]
"""Both are proved by typst while it writes: text without glyph, language, title or tags stops it."""


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("The plan as a printed book (PDF)")


def title_of_parallel(words: Words) -> str:
    """What the file in two languages is."""
    return words.gettext("The plan and its translation, paragraph beside paragraph (PDF)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write the PDF of an edition. Raises ``RuntimeError`` when typst warns, as of a font that is not there, or cannot set a glyph."""
    path.write_bytes(typeset("book.typ", book(printing.press.view, printing.press.root), "pdf"))


def write_parallel(printing: DownloadContext, path: Path) -> None:
    """Write the PDF of the plan's own words with a translation beside them. Raises ``RuntimeError`` as ``write`` does."""
    assert printing.original
    path.write_bytes(typeset("book.typ", parallel(printing.original, printing.press), "pdf"))


def typeset(template: str, made: Book, form: Literal["pdf", "png"], ppi: float = 72, **inputs: str) -> bytes:
    """What typst makes of a template in ``macros/`` and a book: a PDF, or its first page as a PNG of ``ppi`` pixels an inch.

    ``inputs`` are further words for the template. The book is handed over as JSON, so that no word of it is
    ever read as markup. Raises ``RuntimeError`` as ``write`` does.
    """
    languages = {"own": made.language, "received": "zh-Hans"} | ({"beside": made.beside.language} if made.beside else {})
    data = {
        "book": asdict(replace(made, pictures={})),
        "pictures": {name: [*file.content] for name, file in made.pictures.items()},
        "fonts": {name: families(language) for name, language in languages.items()},
    }
    told = {name: json.dumps(value, ensure_ascii=False, default=str) for name, value in data.items()}
    return run(template, told | inputs, form, ppi)


def run(template: str, inputs: dict[str, str], form: Literal["pdf", "png"], ppi: float = 72) -> bytes:
    """Let typst set a template with ``sys.inputs``; neither the clock nor the fonts of the system take part."""
    compiler = typst.Compiler(root=str(MACROS), font_paths=[str(folder) for folder in folders()], ignore_system_fonts=True)
    options = {"pdf_standards": STANDARDS} if form == "pdf" else {"ppi": ppi}
    try:
        pages, warnings = compiler.compile_with_warnings(str(MACROS / template), format=form, sys_inputs=inputs, **options)
    except typst.TypstError as error:
        kind = GlyphError if "could not be displayed" in str(error) else RuntimeError
        raise kind(f"macros/{template}: {error}") from error
    if warnings:
        raise RuntimeError(f"macros/{template}: {warnings[0].message}")
    found = pages[0] if isinstance(pages, list) else pages
    assert found is not None
    return found
