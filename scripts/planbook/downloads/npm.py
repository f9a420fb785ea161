"""Packages of npm at locked versions: checkers for the tests, full fonts for the books. Fetched once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def installed(locked: Path, home: Path, what: str) -> Path:
    """The folder ``node_modules`` with what ``locked``, a ``package-lock.json``, names; ``what`` is what people call it.

    Nothing is done when ``home`` has it already. No script of a package is run. Raises ``RuntimeError`` without npm, or when npm
    fails: the next call then starts anew.
    """
    kept = home / locked.name
    if kept.is_file() and kept.read_bytes() == locked.read_bytes():
        return home / "node_modules"
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(f"{what} come from npm: install Node.js, then run this again.")
    print(f"Installing {what.lower()} …", flush=True)
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(locked.with_name("package.json"), home / "package.json")
    shutil.copyfile(locked, kept)
    try:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=home, check=True)
    except subprocess.CalledProcessError as error:
        kept.unlink()
        raise RuntimeError(f"npm could not install {what.lower()}: its message stands above.") from error
    return home / "node_modules"
