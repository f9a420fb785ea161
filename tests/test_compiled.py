"""Compiled templates that are kept: taken while nothing has changed, never in the place of what should be compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from planbook.pages.compiled import Compiled
from planbook.pages.renderer import environment
from planbook.records import cache
from planbook.records.cache import ELSEWHERE

NAME, LOADED = "page.html", "{{ 1 // nought }}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of macros with one template."""
    monkeypatch.delenv(ELSEWHERE, raising=False)
    cache.program.cache_clear()
    (tmp_path / "project" / "macros").mkdir(parents=True)
    return written(tmp_path / "project", "one")


def written(root: Path, text: str) -> Path:
    (root / "macros" / NAME).write_text(text, encoding="utf-8")
    return root


def set_in(root: Path, **given: object) -> str:
    return environment(root / "macros").get_template(NAME).render(given)


def is_kept(root: Path) -> bool:
    env: Environment = environment(root / "macros")
    assert env.loader is not None
    source, filename, _ = env.loader.get_source(env, NAME)
    return Compiled(root, "macros").get_bucket(env, NAME, filename, source).code is not None


def test_a_template_is_compiled_once(project: Path) -> None:
    assert not is_kept(project)
    assert set_in(project) == "one"
    assert is_kept(project)
    assert [path.suffix for path in (project / ".cache" / "templates").iterdir()] == [".bin"]


def test_what_was_saved_since_is_compiled_anew(project: Path) -> None:
    set_in(project)
    assert set_in(written(project, "two")) == "two"


def test_a_change_of_the_program_counts(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jinja reckons a filter of a plain word when it compiles, and the filters are the program's."""
    set_in(project)
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "run.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(cache, "PROGRAM", tmp_path / "program")
    cache.program.cache_clear()
    assert not is_kept(project)
    cache.program.cache_clear()


def test_what_is_damaged_is_compiled_anew(project: Path) -> None:
    """Cut off, or with a wrong byte, at any place: Python itself dies of some of them."""
    set_in(project)
    (kept,) = (project / ".cache" / "templates").iterdir()
    whole = kept.read_bytes()
    for place in range(0, len(whole), 7):
        for damaged in (whole[:place], whole[:place] + b"\xff" + whole[place + 1 :]):
            kept.write_bytes(damaged)
            assert set_in(project) == "one", damaged


def test_a_fault_is_told_where_the_project_stands_now(project: Path, tmp_path: Path) -> None:
    written(project, LOADED)
    assert set_in(project, nought=1) == "1"
    moved = project.rename(tmp_path / "moved")
    assert is_kept(moved)
    with pytest.raises(ZeroDivisionError) as told:
        set_in(moved, nought=0)
    assert moved / "macros" / NAME in [frame.path for frame in told.traceback]


def test_a_folder_that_cannot_be_made_keeps_nothing(project: Path) -> None:
    (project / ".cache").write_text("in the way", encoding="utf-8")
    assert set_in(project) == "one"
    assert (project / ".cache").read_text(encoding="utf-8") == "in the way"
