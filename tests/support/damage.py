"""Damaging a copy of the miniature: what a fault of ``faults`` or a random trial does to its files.

A fault that changes much holds whole files. One that changes a few signs, or what no repository can hold, such as a pipe, a link out of the
project or a file of 20,000 signs, holds ``damage.yml``: steps, each with ``file`` from the root of the project and one of

``old`` and ``new``  replace words that stand there; ``new`` may be a repetition too
``text``             the whole file, or ``{repeat: "1+", times: 20000, end: "1"}``
``encoding``         save the file in another encoding
``link``             a link to this place
``make``             ``pipe`` or ``folder``
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from support.places import NAVIGATION, ROOT

MINIATURE = ROOT / "tests" / "miniature"
NOTES = ("report.txt", "removed.txt", "damage.yml")


def miniature(root: Path) -> Path:
    """The data and the hand-written pages of the miniature in ``root``, with the navigation of the project beside them."""
    for name in ("data", "docs"):
        shutil.copytree(MINIATURE / name, root / name, copy_function=shutil.copyfile)
    settings(root)
    return root / "data"


def settings(root: Path) -> None:
    """mkdocs.yml in ``root``: that of the project, with the navigation of the miniature."""
    words = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    own, count = re.subn(r"(?m)^nav:.*\n(?: .*\n)+", lambda _: NAVIGATION.read_text(encoding="utf-8"), words)
    assert count == 1
    (root / "mkdocs.yml").write_text(own, encoding="utf-8", newline="\n")


def lay_over(folder: Path, root: Path) -> None:
    """Put the files and the steps of a fault over the miniature in ``root``."""
    removed = folder / "removed.txt"
    for name in removed.read_text(encoding="utf-8").splitlines() if removed.is_file() else ():
        path = root / "data" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in NOTES:
            target = root / "data" / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    steps = folder / "damage.yml"
    for step in yaml.safe_load(steps.read_text(encoding="utf-8")) if steps.is_file() else ():
        if step["file"].startswith("macros/") and not (root / "macros").exists():
            shutil.copytree(ROOT / "macros", root / "macros", copy_function=shutil.copyfile)
        damage(root / step["file"], step)


def damage(path: Path, step: dict[str, Any]) -> None:
    """One step. Fails when words to replace do not stand in the file: no fault damages nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if "old" in step:
        text = path.read_text(encoding="utf-8")
        assert step["old"] in text, f"{path} does not hold “{step['old']}”."
        path.write_text(text.replace(step["old"], written(step["new"]), 1), encoding="utf-8", newline="")
    elif "text" in step:
        path.write_text(written(step["text"]), encoding="utf-8", newline="")
    elif "encoding" in step:
        path.write_bytes(path.read_text(encoding="utf-8").encode(step["encoding"]))
    elif "link" in step:
        path.symlink_to(step["link"])
    elif step["make"] == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()


def written(text: str | dict[str, Any]) -> str:
    """A text, or as many repetitions of one as a step asks for."""
    return text if isinstance(text, str) else text["repeat"] * text["times"] + text.get("end", "")
