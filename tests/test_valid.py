"""Every kind of page is HTML as the standard has it: the Nu HTML checker finds no error."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from support.places import ROOT


def complaints(paths: Iterable[Path]) -> list[str]:
    """What the checker calls an error: page, message, the words it stands at."""
    kept = ROOT / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"
    jar = Path(os.environ.get("VNU", kept))
    if not jar.is_file() or not shutil.which("java"):
        pytest.fail("There is no HTML checker or no Java: 'python3 scripts/run.py test' installs them.")
    java = ["java", "-XX:TieredStopAtLevel=1", "-Xss8m", "-Xmx700m", "-jar", jar]
    checked = subprocess.run(
        [*java, "--errors-only", "--format", "json", "--skip-non-html", *paths], capture_output=True, encoding="utf-8", check=False
    )
    return [
        f"{message.get('url', '')}: {message['message']} {message.get('extract', '')}"
        for message in json.loads(checked.stderr)["messages"]
        if message["type"] == "error" or message["type"] == "non-document-error"
    ]


def test_every_page_is_valid(site: Path) -> None:
    """All pages of one edition, and those of the other that stand for many: that both have the same elements has a test of its own."""
    assert complaints([site / "zh-hant", *site.glob("*.html"), *site.glob("*/index.html"), *site.glob("*/01/index.html")]) == []


def test_the_checker_would_find_an_error(site: Path, tmp_path: Path) -> None:
    """A list within a paragraph, an id twice, an attribute that is none."""
    page = (site / "about" / "index.html").read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(page.replace("</article>", '<p id="about" colour="red"><ul><li></ul></p></article>'), encoding="utf-8")
    assert len(complaints([broken])) == 3
