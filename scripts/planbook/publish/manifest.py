"""What a finished site consists of: the SHA-256 of every file, of every source file that it was made from, and how it was built.

Three files at the root of the site. ``manifest.sha256`` names every other file of the site, ``source.sha256`` every file that a build
reads; both are written as ``sha256sum --check`` reads them. ``build.json`` holds the settings without which nobody could build the
same bytes again. None of them holds a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from planbook.opendata.digests import digests, files, listed
from planbook.records.layout import READ

MANIFEST, SOURCE, BUILD = "manifest.sha256", "source.sha256", "build.json"
SETTINGS = ("SITE_URL", "REPO_URL", "EDIT_URI", "CONTACT", "COMMIT")
"""The environment variables that turn up in pages."""


def write(root: Path, site: Path, environment: Mapping[str, str], **further: bool) -> None:
    """Write the three files into the finished ``site``. ``further``: what else the build was told, such as ``downloads=True``."""
    kept = {name: environment[name] for name in SETTINGS if environment.get(name)}
    _write(site / BUILD, json.dumps({"environment": kept, **further}, ensure_ascii=False, indent=1) + "\n")
    _write(site / SOURCE, listed(digests(root, sources(root))))
    (site / MANIFEST).unlink(missing_ok=True)
    _write(site / MANIFEST, listed(digests(site, files(site))))


def path_of(site: Path) -> str:
    """The path of the address that a site was built for, ``/repository/``; empty where it does not say."""
    try:
        address = json.loads((site / BUILD).read_text(encoding="utf-8"))["environment"]["SITE_URL"]
        return f"/{urlsplit(address).path.strip('/')}/".replace("//", "/")
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def sources(root: Path) -> Iterator[Path]:
    """Every file that a build reads; what Python and editors leave beside them is none."""
    for name in READ:
        for path in [root / name] if (root / name).is_file() else files(root / name):
            parts = path.relative_to(root).parts
            if "__pycache__" not in parts and not any(part.startswith(".") for part in parts):
                yield path
