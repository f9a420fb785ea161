"""Macros can be read: no line runs out of the window, each says what it shows, one makes all scrolling tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planbook.text import macro_names

ROOT = Path(__file__).resolve().parent.parent
MACROS = sorted((ROOT / "macros").glob("*.html"))
THEME = sorted(path for path in (ROOT / "macros" / "theme").rglob("*.html"))
LONGEST = 160
RENDERER = ROOT / "scripts" / "planbook" / "pages" / "renderer.py"


def name(path: Path) -> str:
    return path.relative_to(ROOT / "macros").as_posix()


def untold(text: str) -> list[str]:
    """The macros of a file that no comment stands before; one that is alone in its file leaves it to the head of the file."""
    lines, found = text.splitlines(), []
    for number, line in enumerate(lines):
        macro = re.match(r"{% macro (\w+)", line)
        before = lines[number - 1] if number else ""
        if macro and not before.endswith("#}"):
            found.append(macro[1])
    return [] if text.count("{% macro ") == 1 else found


def test_the_folders_hold_what_is_looked_at() -> None:
    assert {"parts.html", "epub.html", "picture.html", "progress.html"} <= {path.name for path in MACROS}
    assert {"base.html", "main.html", "404.html", "nav-item.html"} <= {path.name for path in THEME}


@pytest.mark.parametrize("path", [*MACROS, *THEME], ids=name)
def test_no_line_is_longer_than_160_characters(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert [number for number, line in lines if len(line) > LONGEST] == []


@pytest.mark.parametrize("path", [*MACROS, *THEME], ids=name)
def test_a_file_says_in_its_head_what_it_shows(path: Path) -> None:
    assert re.match(r"{#-? \S.{20,}", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*MACROS, *THEME], ids=name)
def test_a_macro_says_what_it_shows(path: Path) -> None:
    assert untold(path.read_text(encoding="utf-8")) == []


def test_a_macro_without_a_word_is_found() -> None:
    assert untold("{# The head. #}\n{% macro one() %}{% endmacro %}\n\n{% macro two() %}{% endmacro %}\n") == ["two"]


def test_only_one_macro_makes_a_table_scroll() -> None:
    assert [path.name for path in MACROS if 'class="table-scroll"' in path.read_text(encoding="utf-8")] == ["parts.html"]


def test_the_check_knows_what_the_renderer_gives_to_all_macros() -> None:
    """A name that only one of the two knows would stop a build that the check lets through, or the other way round."""
    text = RENDERER.read_text(encoding="utf-8")
    (given,) = re.findall(r"_env\.globals\.update\((.*?)\)  # fmt", text, re.DOTALL)
    assert set(re.findall(r"(\w+)=", given)) == macro_names.FUNCTIONS
    assert set(re.findall(r'env\.filters\["(\w+)"\]', text)) == macro_names.FILTERS
