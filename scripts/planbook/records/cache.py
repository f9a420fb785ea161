"""What was dear to make is kept on disk, for the next process that would make it of the same things."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

FOLDER, ELSEWHERE = ".cache", "PLAN_SITE_CACHE"
"""Where it is kept in a project, and what in the environment names another folder."""
PROGRAM = Path(__file__).parents[2]
DIGEST = hashlib.sha256().digest_size
"""Bytes that stand before what is kept, and prove it whole."""


class Cache:
    """One file for each thing, in a folder of its kind: it counts while what it was made of is the same.

    A folder that nobody may write in keeps nothing: then all is made anew.
    """

    def __init__(self, root: Path, kind: str) -> None:
        self._folder = Path(os.environ.get(ELSEWHERE) or root / FOLDER) / kind

    def get(self, name: str, made_of: str = "") -> bytes | None:
        """What is kept under a name, if it was made of the same. A file that is damaged, or not yet written to its end, is not there."""
        with suppress(OSError):
            found = (self._folder / name).read_bytes()
            if _digest(made_of, found[DIGEST:]) == found[:DIGEST]:
                return found[DIGEST:]
        return None

    def put(self, name: str, content: bytes, made_of: str = "") -> None:
        """Keep something, where that can be done, in the place of what the name had before."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / name).write_bytes(_digest(made_of, content) + content)


def _digest(made_of: str, content: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(made_of.encode()).digest() + content).digest()


@cache
def program() -> str:
    """The digest of everything of this program that has a say in what is made, and of what it makes pages with."""
    files = sorted([*PROGRAM.glob("*.py"), *(PROGRAM / "planbook").rglob("*.py")])
    digest = hashlib.sha256("".join(map(version, ("jinja2", "markupsafe", "mkdocs", "typst", "zxing-cpp"))).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
