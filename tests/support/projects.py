"""Copies of the project that a test may damage, and the commands that people run in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from planbook.records.confirmations import SIGN
from planbook.records.layout import READ
from support.damage import settings
from support.places import ADDRESS, MINIATURE, REPOSITORY, ROOT

ENVIRONMENT = {
    "REPO_URL": REPOSITORY, "EDIT_URI": f"{REPOSITORY}/edit/main/{{path}}", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1",
}  # fmt: skip
COMMIT = "0123456789abcdef0123456789abcdef01234567"
"""The version of the sources that a published site names."""
Damage = Callable[[str, str, str], None]


def copied(project: Path, folder: Path, without: tuple[str, ...] = ()) -> Path:
    """A copy of the project in ``folder``, without anything that was built or installed, and without the parts of these names.

    Times of files are kept for programs only, whose compiled forms come along: else every copy would compile them anew.
    """
    folder.mkdir(exist_ok=True)
    for part in (part for part in READ if part not in without):
        source, target = project / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, copy_function=shutil.copy2 if part == "scripts" else shutil.copyfile)
        else:
            shutil.copyfile(source, target)
    return folder


def miniature(folder: Path) -> Path:
    """A copy of the project in ``folder`` with the invented plan in the place of the plan: it builds in a tenth of the time."""
    copied(ROOT, folder, without=("data", "docs"))
    for part in ("data", "docs"):
        shutil.copytree(MINIATURE / part, folder / part, copy_function=shutil.copyfile)
    settings(folder)
    return folder


PLAIN_PICTURES = """#let cover = json(bytes(sys.inputs.cover))
#for picture in cover.pictures { page(width: 12pt, height: 6pt)[] }
#page(width: 6pt, height: 6pt)[]
"""
"""A macro that draws empty pictures to share: drawing real ones is a third of a small build."""


def without_pictures(root: Path) -> Path:
    """A project whose pictures to share are empty, for tests that look at something else."""
    (root / "macros" / "share.typ").write_text(PLAIN_PICTURES, encoding="utf-8")
    return root


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in ``root`` with the warnings on; never raises, the caller looks at the outcome."""
    outside = {name: value for name, value in os.environ.items() if name not in ("EDITION", "SITE_URL", "SOURCE_DATE_EPOCH")}
    inside = {"PLAN_SITE_INSIDE_VENV": str(root / ".venv")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=outside | ENVIRONMENT | inside | environment, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build every edition of the project in ``root`` into ``root/site``, with the command that people use; a draft as a draft."""
    return run(root, "scripts/run.py", "build", "--base", ADDRESS, *(["--draft"] if is_draft(root) else []), **environment)


def is_draft(root: Path) -> bool:
    """Whether a mark in the records waits for somebody to look."""
    return any(SIGN in path.read_text(encoding="utf-8", errors="replace") for path in (root / "data").rglob("*.yml"))
