"""The pictures of the plan: files beside the records, in ``data/pictures``, and what their first bytes say of them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

FOLDER = "pictures"
KINDS: dict[str, Literal["png", "jpg"]] = {".png": "png", ".jpg": "jpg"}
"""Ending of a file → its form: what browsers, e-books and print all take."""
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The marks of JPEG behind which height and width stand."""
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""The marks of JPEG that have no length."""


class PictureFile(NamedTuple):
    """A picture: its form, its size in pixels, its bytes."""

    kind: Literal["png", "jpg"]
    width: int
    height: int
    content: bytes


def picture_files(data: Path) -> dict[str, PictureFile]:
    """Every picture that can be shown, by its name; what cannot is left to the rules."""
    read = ((path.name, measured(path.read_bytes())) for path in paths(data) if path.suffix in KINDS)
    return {name: found for name, found in read if found}


def paths(data: Path) -> list[Path]:
    """Everything in the folder of the pictures, but for what editors hide there."""
    folder = data / FOLDER
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if not path.name.startswith(".")), key=lambda path: path.name)


def measured(content: bytes) -> PictureFile | None:
    """What a picture is; None where the bytes are those of no PNG and no JPEG."""
    if content.startswith(PNG) and content[12:16] == b"IHDR" and len(content) > 24:
        width, height = (int.from_bytes(content[place : place + 4], "big") for place in (16, 20))
        return PictureFile("png", width, height, content) if width and height else None
    size = _size_of_jpeg(content) if content.startswith(JPEG) else None
    return PictureFile("jpg", *size, content) if size else None


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    """Width and height, from the first frame."""
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        mark = content[place + 1]
        if mark in FRAMES:
            height, width = (int.from_bytes(content[at : at + 2], "big") for at in (place + 5, place + 7))
            return (width, height) if width and height else None
        place += 2 if mark in ALONE else 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return None
