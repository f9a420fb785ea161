"""ZIP archives that are the same whenever and wherever they are made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can name."""
UNIX, FILE_MODE = 3, 0o100644


def write(path: Path, files: Iterable[tuple[str, str | bytes]], stored: tuple[str, ...] = ()) -> None:
    """Write files by name, in the order given, without any time or right of this machine; those in ``stored`` are not packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = UNIX, FILE_MODE << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            opened.writestr(entry, content)
