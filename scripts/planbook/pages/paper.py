"""What a page has on paper only: its address as a square to be photographed, and where its links lead."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from zxingcpp import BarcodeFormat, create_barcode

from planbook.records.memory import kept

OUTSIDE = re.compile(r' href="(https?://[^"]+)"')
BAR = re.compile(rb"\x00+")
"""Dark modules side by side; light ones are 255."""

HEIGHT = "y"


class Paper(NamedTuple):
    """The full address of a page, its QR code, and the outside addresses that it links to.

    The code are strokes of an SVG, one wide, ``size`` modules each way.
    """

    address: str
    size: int
    code: str
    links: tuple[str, ...]

    @property
    def svg(self) -> str:
        """The code as a picture of its own, with the margin of four modules that it needs (ISO/IEC 18004, 6.3.8)."""
        side = self.size + 8
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {side} {side}"><path stroke="#000" d="{self.code}"/></svg>'


def paper(address: str, body: str, root: str) -> Paper:
    """What the page at a full address has on paper. ``body`` is its HTML; pages below ``root``, the site, are not listed."""
    image = create_barcode(address, BarcodeFormat.QRCode, ec_level="M").to_image(scale=1, add_quiet_zones=False)
    code = memoryview(image)  # type: ignore[arg-type]  # its stubs do not say that it is a buffer
    found = dict.fromkeys(html.unescape(link) for link in OUTSIDE.findall(body))
    return Paper(address, len(code), _path(code), tuple(link for link in found if not link.startswith(root)))


def _path(code: memoryview) -> str:
    """The dark modules, each run of them in a row as one stroke."""
    width, modules = len(code), code.tobytes()
    rows = (modules[start : start + width] for start in range(0, len(modules), width))
    return "".join(_strokes(row).replace(HEIGHT, f"{y}.5") for y, row in enumerate(rows))


@kept
def _strokes(row: bytes) -> str:
    """Those of one row, at a height that is left open: the addresses of a site begin alike, and so a third of the rows come again."""
    return "".join(f"M{run.start()} {HEIGHT}h{run.end() - run.start()}" for run in BAR.finditer(row))
