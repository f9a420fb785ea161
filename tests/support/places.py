"""Where things are and what they are called, as the tests expect it: stated here, not asked of the code under test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
TESTS = ROOT / "tests"
MINIATURE = TESTS / "miniature"
"""A small invented plan: records, pages by hand, and the pages that must come of them."""
NAVIGATION = MINIATURE / "nav.yml"
"""The pages by hand of the miniature, as mkdocs.yml names them: the settings of the project name those of its own plan."""
BASE = "/liaoyang-plan/"
ADDRESS = f"https://example.github.io{BASE}"
"""The site lies below a path, as project pages do: a link that forgets the path leads nowhere."""
REPOSITORY = "https://github.com/example/liaoyang-plan"


def _editions() -> dict[str, dict[str, Any]]:
    """What the files of the editions say, the first edition first."""
    found = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "data" / "editions").glob("*.yml")}
    return dict(sorted(found.items(), key=lambda item: item[1]["order"]))


EDITIONS = _editions()
PREFIXES = {id: f"{id}/" if place else "" for place, id in enumerate(EDITIONS)}
"""The editions, and where each lies in the site."""
FIRST = next(iter(EDITIONS))
"""The edition in the words of the plan itself."""
CONVERTED = [id for id, said in EDITIONS.items() if said["kind"] == "converted"]
TRANSLATED = next((id for id, said in EDITIONS.items() if said["kind"] == "translated"), "")
"""The edition in another language; empty where there is none."""
TRANSLATION = pytest.mark.skipif(not TRANSLATED, reason="The plan in data/ has no edition in another language.")
LANGUAGES = {id: said["language"] for id, said in EDITIONS.items()}
EDITION = pytest.mark.parametrize("edition", PREFIXES)
WIDE, NARROW = 1280, 360
"""Windows, in CSS pixels."""
