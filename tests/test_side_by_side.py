"""A check with a second process finds what one alone finds, whoever of them looks at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.projects import miniature, run

pytestmark = pytest.mark.slow


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return miniature(tmp_path / "small")


Damaged = Callable[[str, str, str], None]


@pytest.fixture
def damaged(small: Path) -> Damaged:
    def damage(name: str, old: str, new: str) -> None:
        path = small / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def test_what_both_find_is_told_at_once(small: Path, damaged: Damaged) -> None:
    damaged("macros/term.html", "<h1>", "<h1")
    damaged("data/terms/farmland.yml", "name:", "nome:")
    outcome = run(small, "scripts/run.py", "check")
    assert outcome.returncode == 1
    assert [line.split(": ")[0] for line in outcome.stderr.splitlines()[:-1]] == ["data/terms/farmland.yml:1", "macros/term.html:6"]


def test_what_is_asked_last_is_told(small: Path, damaged: Damaged) -> None:
    damaged("data/translations/en/terms.po", "farmland", "900 farmland")
    outcome = run(small, "scripts/run.py", "check")
    assert outcome.returncode == 1
    assert "data/translations/en/terms.po:" in outcome.stderr


def test_what_the_other_process_stumbles_over_is_told(small: Path, damaged: Damaged) -> None:
    damaged("data/translations/en/terms.po", 'msgstr "', 'msgstr "" "\nmsgstr "')
    outcome = run(small, "scripts/run.py", "check")
    assert outcome.returncode == 1
    assert "data/translations/en/terms.po:" in outcome.stderr
    assert "Traceback" not in outcome.stderr
