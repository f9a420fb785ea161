"""Reads a tagged PDF as a screen reader does: along its tree of tags, what stands outside of it left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

INNER = rb"(?:\\.|[^\\()])"
LITERAL = rb"<[0-9A-Fa-f]*>|\((?:" + INNER + rb"|\(" + INNER + rb"*\))*\)"
"""A string: hexadecimal, or in brackets, in which pairs of brackets may stand as they are (PDF 1.7, 7.3.4)."""
STRING = re.compile(LITERAL, re.DOTALL)
TOKEN = re.compile(
    rb"(?P<open>/\w+\s*(?:<<.*?>>\s*)?(?:BDC|BMC))|(?P<close>EMC)|/(?P<font>\w+) [\d.]+ Tf"
    rb"|(?P<show>\[(?:" + LITERAL + rb"|[-\d.\s])*\]\s*TJ|(?:" + LITERAL + rb")\s*Tj)",
    re.DOTALL,
)
"""What a page of typst's consists of, as far as text is concerned. (The parser of pypdf takes ten seconds for the book.)"""
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Tagged(NamedTuple):
    """A piece of text and the tags around it, outermost first: ``("Document", "H1")``."""

    tags: tuple[str, ...]
    text: str


def read(path: Path) -> list[Tagged]:
    """Every piece of text that hangs in the tree of tags, in the order of the tree."""
    reader = PdfReader(path)
    pieces = {page.indirect_reference.idnum: dict(_marked(page)) for page in reader.pages}  # type: ignore[union-attr]
    return list(_walk(reader.trailer["/Root"]["/StructTreeRoot"], (), None, pieces))


def _walk(element: Any, tags: tuple[str, ...], page: int | None, pieces: dict[int, dict[int, str]]) -> Iterator[Tagged]:
    tag = element.get("/S")
    tags = (*tags, str(tag).removeprefix("/")) if tag else tags
    page = element.raw_get("/Pg").idnum if "/Pg" in element else page
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        found = kid.get_object()
        if isinstance(found, int):
            assert page is not None
            yield Tagged(tags, pieces[page][int(found)])
        elif found.get("/Type") == "/MCR":
            at = found.raw_get("/Pg").idnum if "/Pg" in found else page
            yield Tagged(tags, pieces[at][int(found["/MCID"])])
        elif found.get("/Type") != "/OBJR":
            yield from _walk(found, tags, page, pieces)


def _marked(page: PageObject) -> Iterator[tuple[int, str]]:
    """The text of each marked piece of a page by its number; artifacts have none (PDF 1.7, 14.6)."""
    fonts = {name: _unicode(font.get_object()) for name, font in page["/Resources"].get("/Font", DictionaryObject()).items()}  # type: ignore[union-attr]
    found: dict[int, str] = {}
    inside: list[int | None] = []
    letters: dict[int, str] = {}
    contents = page.get_contents()
    for token in TOKEN.finditer(contents.get_data() if contents is not None else b""):
        if token["close"]:
            inside.pop()
        elif token["open"]:
            number = re.search(rb"/MCID (\d+)", token["open"])
            inside.append(int(number[1]) if number else None)
            found |= {int(number[1]): ""} if number else {}
        elif token["font"]:
            letters = fonts[f"/{token['font'].decode()}"]
        elif (piece := next((number for number in reversed(inside) if number is not None), None)) is not None:
            found[piece] = found.get(piece, "") + "".join(_decoded(token["show"], letters))
    yield from found.items()


def _decoded(shown: bytes, letters: dict[int, str]) -> Iterator[str]:
    for string in STRING.findall(shown):
        codes = bytes.fromhex(string[1:-1].decode()) if string.startswith(b"<") else ESCAPE.sub(_unescaped, string[1:-1])
        yield from (letters[int.from_bytes(codes[place : place + 2])] for place in range(0, len(codes), 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code[:1].isdigit() else NAMED.get(code, code)


def _unicode(font: DictionaryObject) -> dict[int, str]:
    """What each glyph of a font stands for, from its ToUnicode table (PDF 1.7, 9.10.3)."""
    table = font["/ToUnicode"].get_data().decode("ascii")  # type: ignore[attr-defined]
    letters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            letters[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for place, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                start = bytes.fromhex(text).decode("utf-16-be")
                letters[code] = start[:-1] + chr(ord(start[-1]) + place)
    return letters
