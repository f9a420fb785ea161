"""A site whose pages come in pieces, as over a weak connection or to a slow telephone: a browser draws what has come so far."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from planbook.publish.serve import SiteHandler, in_background, open_server

PAUSE = 0.04
"""Seconds between two pieces: two frames in which what has come can be drawn."""
PIECES = 12
"""Pieces of what follows the head of a page."""


class _Trickle(SiteHandler):
    """Answers with the pages of a site, a piece of the head at a time, then in larger pieces."""

    def _takes_gzip(self) -> bool:
        return False  # packed, the pieces would not end where they should

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        body = source.read()
        for piece in _pieces(body) if b"<header" in body else [body]:
            outputfile.write(piece)
            outputfile.flush()
            time.sleep(PAUSE)


def _pieces(page: bytes) -> Iterator[bytes]:
    """The page, cut before each part of its header, and evenly behind it."""
    start, end = page.index(b"<header"), page.index(b"</header>")
    yield page[:start]
    yield from re.split(rb'(?=<(?:div class="md|nav|ul|button type="button" class|a class|dialog))', page[start:end])
    size = (len(page) - end) // PIECES + 1
    yield from (page[at : at + size] for at in range(end, len(page), size))


@contextmanager
def trickling(site: Path, base: str) -> Iterator[str]:
    """Serve the folder ``site`` below ``base`` in pieces; what is given is the address with the base."""
    server = open_server(site, base=base, handler=_Trickle)
    yield in_background(server) + base
    server.shutdown()
    server.server_close()
