"""What looks at the sources of the project: one table of programs, for people, for pre-commit and for the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from planbook.downloads import npm
from planbook.records.messages import say

PACKAGES = Path(".venv") / "node"
"""Where npm puts the checkers that ``tests/node`` locks."""
PYTHON = {
    "ruff": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
}
"""Name → module of Python with its arguments."""
NODE = {
    "eslint": ("eslint/bin/eslint.js", "--config", "tests/node/eslint.config.cjs", "macros/theme/assets"),
    "tsc": ("typescript/bin/tsc", "--project", "tests/node/tsconfig.json"),
    "stylelint": ("stylelint/bin/stylelint.mjs", "--config", "tests/node/stylelint.config.cjs", "macros/theme/assets/**/*.css"),
}
"""Name → program of a package of npm with its arguments."""
LINTERS = (*PYTHON, *NODE)


def lint(root: Path, names: Iterable[str] = ()) -> int:
    """Run the linters that are named, or all; they say what they find. Returns the number of those that found something.

    Raises ``RuntimeError`` when npm cannot fetch what a linter needs.
    """
    chosen = list(names) or LINTERS
    if any(name in NODE for name in chosen):
        packages(root)
    return sum(subprocess.run(command(root, name), cwd=root, env=environment(root), check=False).returncode != 0 for name in chosen)


def packages(root: Path) -> Path:
    """The folder ``node_modules`` of what ``tests/node`` locks, fetched once. Raises ``RuntimeError`` when npm cannot."""
    return npm.installed(root / "tests" / "node" / "package-lock.json", root / PACKAGES, say("The checkers of pages, scripts and books"))


def command(root: Path, name: str) -> list[str]:
    """The command line of a linter, to be run in ``root``. Raises ``KeyError`` for a name that is none."""
    if name in PYTHON:
        return [sys.executable, "-m", *PYTHON[name]]
    program, *arguments = NODE[name]
    return ["node", str(root / PACKAGES / "node_modules" / program), *arguments]


def environment(root: Path) -> dict[str, str]:
    """What a linter is told by its environment: where the settings in ``tests/node`` find the packages that they name."""
    return os.environ | {"NODE_PATH": str(root / PACKAGES / "node_modules")}
