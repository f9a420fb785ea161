"""The sources are kept as .editorconfig says, and what runs before a commit is what people run."""

from __future__ import annotations

import fnmatch
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from planbook.publish import front_door
from planbook.publish.linting import LINTERS
from support.places import ROOT
from support.tools import known_to_git

HELD = {
    ".py",
    ".pyi",
    ".toml",
    ".yml",
    ".md",
    ".css",
    ".js",
    ".cjs",
    ".mjs",
    ".ts",
    ".json",
    ".html",
    ".txt",
    ".po",
    ".typ",
    ".in",
    ".lock",
    ".xml",
}
AS_THEY_CAME = ("data/source/*", "tests/miniature/data/source/*", "tests/miniature/golden/*", "tests/faults/*", "tests/plans/*")
"""Received, made by a build, or wrong on purpose."""


def tracked() -> list[Path]:
    names = [name for name in known_to_git() if not any(fnmatch.fnmatch(name, pattern) for pattern in AS_THEY_CAME)]
    return [ROOT / name for name in names if Path(name).suffix in HELD and (ROOT / name).is_file()]


def test_every_file_is_utf_8_with_plain_ends_of_lines_and_none_missing() -> None:
    wrong = []
    for path in tracked():
        content = path.read_bytes()
        text = content.decode("utf-8")
        if b"\r" in content or not text.endswith("\n") or any(line != line.rstrip(" \t") for line in text.split("\n")):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert len(tracked()) > 500
    assert wrong == []


def hooks() -> list[dict[str, str]]:
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return [hook for repository in settings["repos"] for hook in repository["hooks"]]


def test_the_hooks_are_valid() -> None:
    validate = ["pre-commit", "validate-config", ".pre-commit-config.yaml"]
    command = [str(Path(front_door.PYTHON).with_name(validate[0])), *validate[1:]]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_a_hook_is_a_command_of_ours(hook: dict[str, str]) -> None:
    python, script, *arguments = shlex.split(hook["entry"])
    assert (python, script) == ("python3", "scripts/run.py")
    options = front_door.parsed(arguments)
    assert {*getattr(options, "linters", ())} <= {*LINTERS}


def test_every_linter_runs_before_a_commit_that_it_concerns() -> None:
    assert sorted(name for hook in hooks() for name in shlex.split(hook["entry"])[3:]) == sorted(LINTERS)
