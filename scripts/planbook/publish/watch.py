"""Which files of the project have changed since somebody looked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from planbook.records.layout import READ

State = tuple[int, int]
"""Time of the last change in nanoseconds, size in bytes: editors that keep the time of a file seldom keep its size."""


class Watch:
    """The files that a build reads, as they were when they were last looked at."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known = dict(_states(root))

    def changed(self) -> list[str]:
        """The files that were added, altered or removed since the last look, by their path from the root of the project."""
        now = dict(_states(self._root))
        found = sorted(path for path in self._known.keys() | now.keys() if self._known.get(path) != now.get(path))
        self._known = now
        return [Path(path).relative_to(self._root).as_posix() for path in found]


def _states(root: Path) -> Iterator[tuple[str, State]]:
    with suppress(OSError):
        yield from (item for entry in os.scandir(root) if entry.name in READ for item in _of(entry))


def _of(entry: os.DirEntry[str]) -> Iterator[tuple[str, State]]:
    """A file, or all files below a folder; without what Python and editors leave there."""
    with suppress(OSError):  # gone between two looks: that is a change too
        if entry.name.startswith(".") or entry.name == "__pycache__":
            return
        if entry.is_dir(follow_symlinks=False):
            for inner in os.scandir(entry.path):
                yield from _of(inner)
        elif entry.is_file():
            status = entry.stat()
            yield entry.path, (status.st_mtime_ns, status.st_size)
