"""Where things are and what they are called, as the tests expect it: stated here, not asked of the code under test."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TESTS = ROOT / "tests"
MINIATURE = TESTS / "miniature"
"""A small invented plan: records, pages by hand, and the pages that must come of them."""
BASE = "/liaoyang-plan/"
ADDRESS = f"https://example.github.io{BASE}"
"""The site lies below a path, as project pages do: a link that forgets the path leads nowhere."""
REPOSITORY = "https://github.com/example/liaoyang-plan"

PREFIXES = {"zh-hans": "", "zh-hant": "zh-hant/", "en": "en/"}
"""The editions, and where each lies in the site."""
FIRST, *CONVERTED, TRANSLATED = PREFIXES
"""The edition in the words of the plan itself, those that are converted from it, and the one that is translated."""
LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
EDITION = pytest.mark.parametrize("edition", PREFIXES)
WIDE, NARROW = 1280, 360
"""Windows, in CSS pixels."""
