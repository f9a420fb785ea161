"""The tests themselves: none leans on another, their marks follow from what they are given, and ``run.py test`` hands on what is asked."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from planbook.publish import front_door, testing
from support.places import ROOT, TESTS


def imported(path: Path) -> set[str]:
    """The first name of every module that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).split(".")[0])
    return found


def test_no_test_imports_from_another() -> None:
    tests = {path.stem for path in TESTS.glob("test_*.py")} | {"conftest"}
    assert len(tests) > 40
    assert {path.name: names for path in TESTS.rglob("*.py") if (names := imported(path) & tests)} == {}


def test_what_a_test_is_given_marks_it(request: pytest.FixtureRequest) -> None:
    """Of all tests that were collected with this one: who has a browser, a site, a tool, has its mark."""
    marks = {
        "site": "site", "browser": "browser", "opened": "browser", "server": "site", "node": "npm", "npm": "npm", "java": "java",
        "fonts": "npm", "vnu": "java", "small_site": "slow",
    }  # fmt: skip
    for item in request.session.items:
        for name in getattr(item, "fixturenames", ()):
            if name in marks:
                assert item.get_closest_marker(marks[name]), f"{item.nodeid}: {name}"


CORES = os.cpu_count() or 1
BY_FILES = ["--dist", "loadfile", "--no-loadscope-reorder", "--durations", "10"]
SHARED = ["--numprocesses", str(min(4, CORES + 2)), *BY_FILES]
FAST = ["-m", "not (site or browser or npm or java or slow)", "--numprocesses", str(min(4, CORES)), *BY_FILES]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], SHARED),
        (["--durations=60"], [*SHARED, "--durations=60"]),
        (["-k", "policy", "-x"], [*SHARED, "-k", "policy", "-x"]),
        (["--durations=60", "-k", "x", "tests/test_policy.py"], ["--durations=60", "-k", "x", "tests/test_policy.py"]),
        (["tests/test_policy.py::test_a"], ["tests/test_policy.py::test_a"]),
        (["--fast"], FAST),
        (["-k", "x", "--fast"], [*FAST, "-k", "x"]),
    ],
    ids=" ".join,
)
def test_what_is_asked_reaches_pytest(asked: list[str], told: list[str]) -> None:
    """Arguments that begin with a dash too; all cores are at work unless files are named."""
    options = front_door.parsed(["test", *asked])
    assert testing.arguments(options.tests, ROOT, options.fast) == told


def test_other_verbs_take_nothing_that_they_do_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        front_door.parsed(["check", "--durations=60"])
    assert "unrecognized arguments: --durations=60" in capsys.readouterr().err
