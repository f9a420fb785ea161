"""The pictures that others show beside a link to a page: drawn by Typst from ``macros/share.typ``, one for each kind of page.

Only the fonts in ``macros/fonts`` are used, so that the same words are the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

from planbook.editions import share_font
from planbook.records.cache import Cache, program
from planbook.records.problem import BadData

SIZE = (1200, 630)
"""Width and height in pixels: what Open Graph's readers show large, https://ogp.me/#structured."""
TEMPLATE = "share.typ"
PIXELS_PER_INCH = 72
"""The template counts in points; at this density one point is one pixel."""
HOME = "home"
ICON = "touch-icon"


@dataclass(frozen=True)
class Picture:
    """One picture: the name of its file without the ending, a line before its title, its title, a figure below it."""

    name: str
    title: str
    kicker: str = ""
    figure: str = ""


@dataclass(frozen=True)
class Cover:
    """What all pictures of an edition say: language and region of its script, the plan, its years, the edition, a notice."""

    language: str
    region: str | None
    title: str
    years: str
    edition: str
    notice: str


def draw(cover: Cover, pictures: Iterable[Picture], macros: Path) -> dict[str, bytes]:
    """PNG files by their names: the pictures, and the mark for home screens. Nothing but the arguments and ``macros`` is read.

    Raises ``BadData`` when the font of the language is not there or lacks a character.
    """
    drawn = list(pictures)
    return dict(zip(_names(drawn), _made(_said(cover, drawn, macros), macros), strict=True))


def draw_once(cover: Cover, pictures: Iterable[Picture], macros: Path) -> dict[str, bytes]:
    """As ``draw``; those of the last build are taken while they are made of the same."""
    drawn = list(pictures)
    names, said = _names(drawn), _said(cover, drawn, macros)
    cache, made_of = Cache(macros.parent, "pictures"), _made_of(said, macros)
    kept = [page for name in names if (page := cache.get(f"{cover.language}-{name}", made_of)) is not None]
    if len(kept) < len(names):
        kept = _made(said, macros)
        for name, page in zip(names, kept, strict=True):
            cache.put(f"{cover.language}-{name}", page, made_of)
    return dict(zip(names, kept, strict=True))


def _names(drawn: list[Picture]) -> list[str]:
    return [*(f"{picture.name}.png" for picture in drawn), f"{ICON}.png"]


def _said(cover: Cover, drawn: list[Picture], macros: Path) -> str:
    """What the template is given. Raises ``BadData`` for words that cannot be drawn."""
    if drawn and (problem := share_font.lacks(cover.language, _shown(cover, drawn), macros)):
        raise BadData([problem])
    values = asdict(cover) | {"family": share_font.families(cover.language, macros), "pictures": [asdict(picture) for picture in drawn]}
    return json.dumps(values, ensure_ascii=False)


def _made(said: str, macros: Path) -> list[bytes]:
    made = typst.compile(
        macros / TEMPLATE, root=macros, font_paths=[macros / "fonts"], ignore_system_fonts=True, format="png", ppi=PIXELS_PER_INCH,
        sys_inputs={"cover": said},
    )  # fmt: skip
    return made if isinstance(made, list) else [made]  # without a picture there is one page, that of the mark


def _made_of(said: str, macros: Path) -> str:
    files = [macros / TEMPLATE, *sorted((macros / "fonts").iterdir())]
    return "".join([program(), said, *(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)])


def drawable(cover: Cover, pictures: Iterable[Picture], macros: Path) -> list[Picture]:
    """The pictures whose words the font of the language has; none where it lacks what all of them say."""
    return [picture for picture in pictures if share_font.lacks(cover.language, _shown(cover, [picture]), macros) is None]


def _shown(cover: Cover, pictures: list[Picture]) -> list[str]:
    return [cover.title, cover.years, cover.edition, cover.notice, *(text for p in pictures for text in (p.kicker, p.title, p.figure))]
