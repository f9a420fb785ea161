"""The pictures that others show beside a link to a page: drawn by Typst from ``macros/share.typ``, one for each kind of page.

Only the fonts in ``macros/fonts`` are used, so that the same words are the same bytes on every machine.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

from planbook.editions.typefaces import RARE
from planbook.editions.words import WIDE
from planbook.records.problem import BadData, Problem

SIZE = (1200, 630)
"""Width and height in pixels: what Open Graph's readers show large, https://ogp.me/#structured."""
TEMPLATE = "share.typ"
PIXELS_PER_INCH = 72
"""The template counts in points; at this density one point is one pixel."""
LAST_LETTER = "\u2122"
"""The last sign of those that every font of European languages has."""
HOME = "home"
ICON = "touch-icon"


@dataclass(frozen=True)
class Picture:
    """One picture: the name of its file without the ending, a line before its title, its title."""

    name: str
    title: str
    kicker: str = ""


@dataclass(frozen=True)
class Cover:
    """What all pictures of an edition say: language and region of its script, the plan, its years, the edition, a notice."""

    language: str
    region: str
    title: str
    years: str
    edition: str
    notice: str


def family(language: str) -> str:
    """What the font of a language calls itself: cut for the pictures, or the one that comes with Typst."""
    return f"Share {language}" if _is_wide(language) else RARE


def _is_wide(language: str) -> bool:
    """Whether the language needs a font of its own, for Typst brings none."""
    return language.startswith(WIDE)


def font_path(macros: Path, language: str) -> Path:
    """Where the font of a language lies."""
    return macros / "fonts" / f"{language}.ttf"


def draw(cover: Cover, pictures: Iterable[Picture], macros: Path) -> dict[str, bytes]:
    """PNG files by their names: the pictures, and the mark for home screens. Nothing but the arguments and ``macros`` is read.

    Raises ``BadData`` when the font of the language is not there or lacks a character.
    """
    drawn = list(pictures)
    _check_characters(cover, drawn, macros)
    values = asdict(cover) | {"family": family(cover.language), "pictures": [asdict(picture) for picture in drawn]}
    pages: list[bytes] = typst.compile(
        macros / TEMPLATE, root=macros, font_paths=[macros / "fonts"], ignore_system_fonts=True, format="png", ppi=PIXELS_PER_INCH,
        sys_inputs={"cover": json.dumps(values, ensure_ascii=False)},
    )  # type: ignore[assignment] # fmt: skip # with a page for the mark there are always several
    return {f"{name}.png": page for name, page in zip([*(p.name for p in drawn), ICON], pages, strict=True)}


def _check_characters(cover: Cover, pictures: list[Picture], macros: Path) -> None:
    shown = [cover.title, cover.years, cover.edition, cover.notice, *(text for p in pictures for text in (p.kicker, p.title))]
    if not _is_wide(cover.language):
        _check_letters(shown)
        return
    path = font_path(macros, cover.language)
    name = f"macros/fonts/{path.name}"
    make = "Make the fonts anew with 'python3 scripts/run.py fonts'; CONTRIBUTING.md says more."
    if not path.is_file():
        raise BadData([Problem(name, 1, "", f"The font for the share pictures in {cover.language} is not there.", make)])
    lacking = sorted(set("".join(shown)) - characters(path.read_bytes()))
    if lacking:
        words = next(text for text in shown if set(lacking) & set(text))
        raise BadData([Problem(name, 1, "", f"The font lacks {' '.join(lacking)}, which the share pictures need (“{words}”).", make)])


def _check_letters(shown: list[str]) -> None:
    """The font of Typst has the letters and the signs of European languages."""
    for words in shown:
        if strange := sorted({character for character in words if character > LAST_LETTER}):
            what = f"The font {RARE} lacks {' '.join(strange)}, which the share pictures need (“{words}”)."
            raise BadData([Problem("macros/share.typ", 1, "", what, "Say it in the letters of the language.")])


def characters(font: bytes) -> set[str]:
    """The characters that a font made by ``share_fonts`` has: its table ``cmap`` holds one list, of format 12.

    Format: https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage. Raises ``ValueError`` for another.
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {tag: offset for tag, _, offset, _ in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * tables])}
    start = places[b"cmap"] + struct.unpack_from(">I", font, places[b"cmap"] + 8)[0]
    kind, _, _, _, groups = struct.unpack_from(">HHIII", font, start)
    if kind != 12:
        raise ValueError(f"The table of characters has format {kind}, not 12: the font was not made by run.py fonts.")
    listed = struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * groups])
    return {chr(code) for first, last, _ in listed for code in range(first, last + 1)}
