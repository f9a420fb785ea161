"""Programs that the tests run and do not bring along. ``run.py test`` installs what is missing; here it is only looked for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from planbook.downloads import font_files
from planbook.publish.linting import PACKAGES
from planbook.publish.testing import BROWSERS
from support.places import ROOT

Checker = Callable[..., subprocess.CompletedProcess[str]]
"""Runs a checker with further arguments."""
INSTALLS = "'python3 scripts/run.py test' installs it."


def program(name: str) -> Path:
    """A program of the system by its name."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"There is no {name}: {INSTALLS}")
    return Path(found)


def chromium() -> str:
    """The browser of the tests: the one that CHROMIUM names, else the first that is installed."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(f"There is no Chromium: install it, name it in CHROMIUM, or {INSTALLS}")
    return path


def packages() -> Path:
    """The folder of the packages that ``tests/node`` locks."""
    folder = ROOT / PACKAGES / "node_modules"
    if not folder.is_dir():
        pytest.fail(f"The checkers from npm are not there: {INSTALLS}")
    return folder


def checked(jar: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a checker in Java, which starts quickly like this and keeps to one core, for the other is at work too."""
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-Xmx700m", "-jar"]
    return subprocess.run([*java, jar, *arguments], capture_output=True, encoding="utf-8", check=False)


def fonts() -> Path:
    """The folder of the packages of fonts."""
    try:
        font_files.folders()
    except RuntimeError as error:
        pytest.fail(f"{error} {INSTALLS}")
    return font_files.packages()


def known_to_git(*patterns: str) -> list[str]:
    """The files of the project that git knows, by their path. A test skips where the project came without git, as from a ZIP."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("The project is no repository of git here.")
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return [name for name in listed.stdout.split("\0") if name]
