"""What a finished site consists of: the SHA-256 of every file, of every source file that it was made from, and how it was built.

Three files at the root of the site. ``manifest.sha256`` names every other file of the site, ``source.sha256`` every file that a build
reads; both are written as ``sha256sum --check`` reads them. ``build.json`` holds the settings without which nobody could build the
same bytes again. None of them holds a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

MANIFEST, SOURCE, BUILD = "manifest.sha256", "source.sha256", "build.json"
READ = ("data", "docs", "macros", "scripts", "mkdocs.yml", "requirements.txt", "requirements.in")
"""What a build reads, from the root of the project."""
SETTINGS = ("SITE_URL", "REPO_URL", "EDIT_URI", "COMMIT")
"""The environment variables that turn up in pages."""


def write(root: Path, site: Path, environment: Mapping[str, str], **further: bool) -> None:
    """Write the three files into the finished ``site``. ``further``: what else the build was told, such as ``downloads=True``."""
    kept = {name: environment[name] for name in SETTINGS if environment.get(name)}
    _write(site / BUILD, json.dumps({"environment": kept, **further}, ensure_ascii=False, indent=1) + "\n")
    _write(site / SOURCE, listed(digests(root, sources(root))))
    (site / MANIFEST).unlink(missing_ok=True)
    _write(site / MANIFEST, listed(digests(site, files(site))))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def sources(root: Path) -> Iterator[Path]:
    """Every file that a build reads; what Python and editors leave beside them is none."""
    for name in READ:
        for path in [root / name] if (root / name).is_file() else files(root / name):
            parts = path.relative_to(root).parts
            if "__pycache__" not in parts and not any(part.startswith(".") for part in parts):
                yield path


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
