"""Packages of npm at locked versions: checkers for the tests, full fonts for the books. Fetched once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from planbook.records.messages import say


def installed(locked: Path, home: Path, what: str) -> Path:
    """The folder ``node_modules`` with what ``locked``, a ``package-lock.json``, names; ``what`` is what people call it.

    Nothing is done when ``home`` has it already. No script of a package is run. Packages are put into a folder beside it first,
    which takes its place when npm is done: whoever stops npm leaves nothing that looks finished. Raises ``RuntimeError`` without
    npm, or when npm fails.
    """
    kept = home / locked.name
    if kept.is_file() and kept.read_bytes() == locked.read_bytes():
        return home / "node_modules"
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(say("%(what)s: npm fetches them. Install Node.js, then run this again.", what=what))
    print(say("Installing %(what)s …", what=what), flush=True)
    fresh = home.with_name(f"{home.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in ("package.json", locked.name):
        shutil.copyfile(locked.with_name(name), fresh / name)
    try:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=fresh, check=True)
    except subprocess.CalledProcessError as error:
        why = say("npm could not install: %(what)s. Its message stands above; it needs the internet.", what=what)
        raise RuntimeError(why) from error
    shutil.rmtree(home, ignore_errors=True)
    fresh.rename(home)
    return home / "node_modules"
