"""Pictures of a received file: gathered while it is read, made light, each with a line of the text that stands for it.

A picture that no page can show, or whose file is elsewhere, keeps its line: the page says that one is printed there.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from planbook.records.picture_files import PictureFile, measured

PLACEHOLDER = re.compile(r"〔图：(?P<name>[0-9]{2,}(?:\.(?:png|jpg))?)〕")
"""The line of the text that stands for a picture: its name, which is a number and, where there is one, the ending of its file."""
CAPTION = re.compile(
    r"(?P<printed>(?:图|圖|Figure |Fig\. ?)\s*[0-9０-９]{1,3}(?:[-–.．—－][0-9０-９]{1,3})?[.．:：、]?)"
    r"\s*(?P<title>[^\s，。；的中所为示].*)",
    re.IGNORECASE,
)
"""The title of a picture, and the number before it."""
LONGEST_CAPTION = 60
SENTENCE = re.compile(r"[。；;]$")
WIDEST, HEAVIEST = 1600, 300_000
"""Pixels and bytes of a picture on a page: what is larger is made smaller; the received file keeps it as it was."""
ORNAMENT = 48
"""A picture of fewer pixels on a side is a rule, an icon or a seal of somebody's site."""
COLOURS = 256
"""A picture of fewer colours is drawn, and sharper as PNG; a photograph is lighter as JPEG."""


class ReceivedPicture(NamedTuple):
    """A picture as it goes into the data, None where it cannot be shown; the words that its file has for who cannot see it."""

    content: bytes | None
    alt: str


@dataclass
class Gatherer:
    """The pictures of a file by the names that they get, in their order."""

    found: dict[str, ReceivedPicture] = field(default_factory=dict)

    def line(self, content: bytes | None, alt: str = "") -> str:
        """Take a picture; returns the line that stands for it, nothing for an ornament."""
        made = light(content) if content else None
        if content and (size := made or measured(content)) and min(size.width, size.height) < ORNAMENT:
            return ""
        name = f"{len(self.found) + 1:02d}" + (f".{made.kind}" if made else "")
        self.found[name] = ReceivedPicture(made.content if made else None, " ".join(alt.split()))
        return f"〔图：{name}〕"


def light(content: bytes) -> PictureFile | None:
    """The picture as PNG or JPEG, no wider and no heavier than a page should have it; None for what cannot be read."""
    found = measured(content)
    if found and len(content) <= HEAVIEST and max(found.width, found.height) <= WIDEST:
        return found
    try:
        from PIL import Image
    except ImportError:
        return None
    try:
        with Image.open(io.BytesIO(content)) as opened:
            picture = opened.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    colours = ground.getcolors(COLOURS)
    ground.thumbnail((WIDEST, WIDEST))
    written = io.BytesIO()
    if colours:
        ground.quantize(COLOURS).save(written, "PNG", optimize=True)
    if not colours or written.tell() > HEAVIEST:
        written = io.BytesIO()
        ground.save(written, "JPEG", quality=82, optimize=True)
    return measured(written.getvalue())


def in_front(text: str) -> str:
    """The text in which the line of a picture stands before its caption, also where the caption is printed above."""
    lines = text.split("\n")
    filled = [place for place, line in enumerate(lines) if line.strip()]
    for at, place in enumerate(filled[1:], 1):
        around = (lines[filled[at - 2]] if at > 1 else "", lines[filled[at + 1]] if at + 1 < len(filled) else "")
        above = filled[at - 1]
        if _stands_alone(lines[place], lines[above], *around):
            lines[above], lines[place] = lines[place], lines[above]
    return "\n".join(lines)


def _stands_alone(line: str, above: str, before: str, behind: str) -> bool:
    """Whether the line of a picture has its caption above it: that belongs to no picture before, and none stands below."""
    is_picture = PLACEHOLDER.fullmatch(line.strip()) and not PLACEHOLDER.fullmatch(before.strip())
    return bool(is_picture and caption_of(above) and not caption_of(behind))


def caption_of(words: str) -> tuple[str, str] | None:
    """What is printed before the caption and the caption, if a line is one."""
    found = CAPTION.fullmatch(words.strip())
    if not found or len(words) > LONGEST_CAPTION or SENTENCE.search(words.strip()) or "\t" in words:
        return None
    return found["printed"].strip(), found["title"].strip()
