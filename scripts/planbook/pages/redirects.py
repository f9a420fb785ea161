"""Small pages at addresses from which something has moved: they say where it is now and lead there without a script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from planbook.pages.policy import policy
from planbook.text import addresses
from planbook.views.view import View


def redirects(view: View, root: str) -> Iterator[tuple[str, str]]:
    """Path of the file from the root of the edition, and its HTML, for each moved address. ``root`` is the full address of the edition."""
    _, plan = view.words.gettext, view.reading.records.plan
    for redirect in view.reading.records.redirects.values():
        way, title = addresses.relative(redirect.new, redirect.old), f"{_('This page has moved')} - {plan.short_title}"
        yield (
            f"{redirect.old}index.html",
            f"""<!doctype html>
<html lang="{view.reading.edition.language}">
<head>
<meta http-equiv="Content-Security-Policy" content="{policy()}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={escape(way)}">
<link rel="canonical" href="{escape(root + redirect.new)}">
<title>{escape(title)}</title>
</head>
<body>
<h1>{escape(_("This page has moved"))}</h1>
<p>{escape(_("It is now here:"))} <a href="{escape(way)}">{escape(root + redirect.new)}</a></p>
</body>
</html>
""",
        )
