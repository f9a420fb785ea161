"""The versions and digests of every library: uv.lock, and what pip reads of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from planbook.records.messages import say

HEADER = "# Written by 'python3 scripts/run.py lock' from uv.lock, which follows pyproject.toml.\n"
EXPORTS = {
    "requirements.txt": (),
    "requirements-new.txt": ("--group", "new"),
    "requirements-test.txt": ("--group", "test"),
    ".github/properdocs.txt": ("--only-group", "properdocs"),
}
"""File for pip → what of the lock it holds, as arguments of ``uv export``."""


def lock(root: Path, upgrade: bool = False) -> None:
    """Bring uv.lock in line with pyproject.toml, and write what pip reads.

    Versions stay as they are where they can; ``upgrade`` takes the newest of all. Raises ``RuntimeError`` when uv finds no
    versions that go together, or no network.
    """
    _uv(root, "lock", *(["--upgrade"] if upgrade else []))
    for name, text in exports(root).items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")


def exports(root: Path) -> dict[str, str]:
    """The text of each file for pip, by its name. Needs no network."""
    form = ("export", "--frozen", "--no-emit-project", "--no-annotate", "--no-header")
    return {name: HEADER + _uv(root, *form, *chosen) for name, chosen in EXPORTS.items()}


def _uv(root: Path, *arguments: str) -> str:
    """What uv prints, for this Python: another one must not be fetched."""
    command = [sys.executable, "-m", "uv", "--quiet", "--no-python-downloads", "--project", str(root), *arguments]
    outcome = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if outcome.returncode:
        what = say(
            "uv %(verb)s failed: its message stands above. The lock is as it was. What pyproject.toml asks for does not go together, or "
            "the internet is not there (behind a proxy, set HTTPS_PROXY).", verb=arguments[0],
        )  # fmt: skip
        raise RuntimeError(what)
    return outcome.stdout
