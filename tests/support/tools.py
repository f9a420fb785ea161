"""Programs that the tests run and do not bring along. ``run.py test`` installs what is missing; here it is only looked for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from planbook.downloads import font_files
from planbook.publish.linting import PACKAGES
from planbook.publish.testing import BROWSERS
from support.places import ROOT

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


def fonts() -> Path:
    """The folder of the packages of fonts."""
    try:
        font_files.folders()
    except RuntimeError as error:
        pytest.fail(f"{error} {INSTALLS}")
    return font_files.packages()
