"""The site of the tests, built once for each state of its sources: who runs one test after another waits for one build."""

from __future__ import annotations

import hashlib
import importlib.metadata
import shutil
import sys
from pathlib import Path

from planbook.opendata.digests import digests, listed
from planbook.publish import manifest
from support.projects import ENVIRONMENT, build


def lay(project: Path, kept: Path) -> Path:
    """The whole site of the ``project`` in ``project/site``: a copy of the one that ``kept`` has of these very sources, else built."""
    site, same = project / "site", kept / _sources(project)
    if same.is_dir():
        shutil.copytree(same, site, copy_function=shutil.copyfile)
        return site
    outcome = build(project)
    assert outcome.returncode == 0, outcome.stderr
    shutil.rmtree(kept)
    shutil.copytree(site, same.with_suffix(".new"), copy_function=shutil.copyfile)
    same.with_suffix(".new").rename(same)
    return site


def _sources(project: Path) -> str:
    """A digest of all that a build depends on: every file that it reads, Python, its libraries, the settings of the tests."""
    libraries = sorted(f"{found.name}=={found.version}" for found in importlib.metadata.distributions())
    told = [listed(digests(project, manifest.sources(project))), sys.version, *libraries, repr(sorted(ENVIRONMENT.items()))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
