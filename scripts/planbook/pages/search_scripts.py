"""The scripts of the search as they are shipped: without comments, and what always comes together in one file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rjsmin

SOURCES = "assets/search/"
"""Where the theme has them, and where they are shipped."""
SHIPPED = {
    "matching.js": ("matching.js",),
    "engine.js": ("query.js", "engine.js"),
    "nearest.js": ("nearest.js",),
    "other.js": ("other.js",),
    "box.js": ("box.js",),
    "page.js": ("page.js",),
}
"""What each file is made of, in this order."""


def scripts(theme: Path) -> Iterable[tuple[str, str]]:
    """Path and content of every script of the search, from those in the folder of the theme.

    The minifier does not know a template inside a template: in a source there is none.
    """
    for name, sources in SHIPPED.items():
        whole = "\n".join((theme / SOURCES / source).read_text(encoding="utf-8") for source in sources)
        yield SOURCES + name, f"{rjsmin.jsmin(whole)}\n"
