"""Every kind of page is HTML as the standard has it: the Nu HTML checker finds no error."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from support.tools import Checker


def complaints(vnu: Checker, paths: Iterable[Path]) -> list[str]:
    """What the checker calls an error: page, message, the words it stands at."""
    checked = vnu("--errors-only", "--format", "json", "--skip-non-html", *paths)
    return [
        f"{message.get('url', '')}: {message['message']} {message.get('extract', '')}"
        for message in json.loads(checked.stderr)["messages"]
        if message["type"] in ("error", "non-document-error")
    ]


def test_every_page_is_valid(vnu: Checker, site: Path) -> None:
    """All pages of one edition, and those of the other that stand for many: that both have the same elements has a test of its own."""
    assert complaints(vnu, [site / "zh-hant", *site.glob("*.html"), *site.glob("*/index.html"), *site.glob("*/01/index.html")]) == []


def test_the_checker_would_find_an_error(vnu: Checker, site: Path, tmp_path: Path) -> None:
    """A list within a paragraph, an id twice, an attribute that is none."""
    page = (site / "about" / "index.html").read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(page.replace("</article>", '<p id="about" colour="red"><ul><li></ul></p></article>'), encoding="utf-8")
    assert len(complaints(vnu, [broken])) == 3
