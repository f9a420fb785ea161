"""QR codes, read as a telephone reads them."""

from __future__ import annotations

import re

from zxingcpp import BarcodeFormat, read_barcode

DARK, LIGHT = b"\x00", b"\xff"
DOTS = 4
"""How many dots wide a module is drawn."""
MARGIN = 4
"""Modules around a code (ISO/IEC 18004, 6.3.8)."""


def read(path: str) -> str:
    """What stands in the code that the path of an SVG draws, stroke by stroke. Raises ``AssertionError`` when nothing can be read."""
    bars = [tuple(map(int, bar)) for bar in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path)]
    assert "".join(f"M{x} {y}.5h{long}" for x, y, long in bars) == path
    side = max(x + long for x, _y, long in bars) + 2 * MARGIN
    rows = [bytearray(LIGHT * side) for _ in range(side)]
    for x, y, long in bars:
        rows[y + MARGIN][x + MARGIN : x + MARGIN + long] = DARK * long
    dots = b"".join(bytes(dot for module in row for dot in [module] * DOTS) * DOTS for row in rows)
    found = read_barcode(memoryview(dots).cast("B", (side * DOTS, side * DOTS)), formats=BarcodeFormat.QRCode)
    assert found is not None, "There is no code that can be read."
    return str(found.text)
