"""The SHA-256 of files, as ``sha256sum`` writes and checks them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for place, _folders, names in os.walk(folder) for name in names if (path := Path(place, name)).is_file()]


def digests(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Path from ``folder`` → SHA-256 in hexadecimal digits, sorted by path."""
    found = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return dict(sorted(found.items()))


def listed(found: Mapping[str, str]) -> str:
    """Digests as ``sha256sum`` writes them: digest, two blanks, path."""
    return "".join(f"{digest}  {path}\n" for path, digest in found.items())


def read(text: str) -> dict[str, str]:
    """Path → digest, from what ``listed`` wrote. Raises ``ValueError`` for a line of another form."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        digest, blanks, path = line.partition("  ")
        if not blanks or len(digest) != 64:
            raise ValueError(f"Line {number} of the manifest is not 'digest  path': {line[:80]}")
        found[path] = digest
    return found
