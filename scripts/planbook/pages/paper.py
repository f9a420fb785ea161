"""What a page has on paper only: its address as a square to be photographed, and where its links lead."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from zxingcpp import BarcodeFormat, create_barcode

from planbook.records.cache import Cache, program
from planbook.records.memory import kept

OUTSIDE = re.compile(r' href="(https?://[^"]+)"')
BAR = re.compile(rb"\x00+")
"""Dark modules side by side; light ones are 255."""
HEIGHT = "y"
"""What stands for the height of a stroke until it is known."""


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


def code_of(address: str) -> tuple[int, str]:
    """The QR code of an address: how many modules each way, and its strokes."""
    image = create_barcode(address, BarcodeFormat.QRCode, ec_level="M").to_image(scale=1, add_quiet_zones=False)
    code = memoryview(image)  # type: ignore[arg-type]  # its stubs do not say that it is a buffer
    return len(code), _path(code)


class Codes:
    """The QR codes of the pages of an edition. Those of the last build are taken; ``keep`` has those of this one ready for the next."""

    def __init__(self, cache: Cache | None, edition: str) -> None:
        """Without a ``cache`` every one is drawn."""
        self._cache, self._name = cache, f"{edition}.json"
        last = cache.get(self._name, program()) if cache else None
        self._kept: dict[str, tuple[int, str]] = json.loads(last) if last else {}
        self._asked: dict[str, tuple[int, str]] = {}

    def of(self, address: str) -> tuple[int, str]:
        """As ``code_of``."""
        found = self._asked[address] = self._kept.get(address) or code_of(address)
        return found

    def keep(self) -> None:
        """Keep those that were asked for, and no others."""
        if self._cache and self._asked.keys() != self._kept.keys():
            self._cache.put(self._name, json.dumps(self._asked).encode(), program())


def paper(address: str, body: str, root: str, code: Callable[[str], tuple[int, str]] = code_of) -> Paper:
    """What the page at a full address has on paper. ``body`` is its HTML; pages below ``root``, the site, are not listed."""
    found = dict.fromkeys(html.unescape(link) for link in OUTSIDE.findall(body))
    return Paper(address, *code(address), tuple(link for link in found if not link.startswith(root)))


def _path(code: memoryview) -> str:
    """The dark modules, each run of them in a row as one stroke."""
    width, modules = len(code), code.tobytes()
    rows = (modules[start : start + width] for start in range(0, len(modules), width))
    return "".join(_strokes(row).replace(HEIGHT, f"{y}.5") for y, row in enumerate(rows))


@kept
def _strokes(row: bytes) -> str:
    """Those of one row, at a height that is left open: the addresses of a site begin alike, and so a third of the rows come again."""
    return "".join(f"M{run.start()} {HEIGHT}h{run.end() - run.start()}" for run in BAR.finditer(row))
