"""What a page has on paper only: its address as a square to be photographed, and where its links lead."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import segno

OUTSIDE = re.compile(r'<a\b[^>]*?\shref="(https?://[^"]+)"')
PATTERN = 0
"""The mask of the square. The standard (ISO/IEC 18004, 7.8) weighs eight of them and any can be read; one costs a quarter of the time."""


class Paper(NamedTuple):
    """The full address of a page; its QR code as the path of an SVG, ``size`` modules each way; the outside addresses that it links to."""

    address: str
    size: int
    code: str
    links: tuple[str, ...]

    @property
    def svg(self) -> str:
        """The code as a picture of its own, with the margin of four modules that it needs (ISO/IEC 18004, 6.3.8)."""
        side = self.size + 8
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {side} {side}"><path fill="#000" d="{self.code}"/></svg>'


def paper(address: str, body: str, root: str) -> Paper:
    """What the page at a full address has on paper. ``body`` is its HTML; pages below ``root``, the site, are not listed."""
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=PATTERN)
    found = dict.fromkeys(html.unescape(link) for link in OUTSIDE.findall(body))
    rows = [bytes(row) for row in code.matrix]
    return Paper(address, len(rows), _path(rows), tuple(link for link in found if not link.startswith(root)))


def _path(rows: list[bytes]) -> str:
    """The dark modules, each run of them in a row as one bar."""
    return "".join(
        f"M{run.start()} {y}h{len(run.group())}v1h-{len(run.group())}z" for y, row in enumerate(rows) for run in re.finditer(rb"\x01+", row)
    )
