"""What each verb of ``run.py`` does, once the virtual environment is there."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from problem import BadData


def run(options: argparse.Namespace, root: Path) -> int:
    """Do what the command line asks; returns the exit code."""
    try:
        return {"check": check}[options.verb](options, root)
    except BadData as error:
        print(error.report(), file=sys.stderr)
        return 1


def check(options: argparse.Namespace, root: Path) -> int:
    """Check the data and say what was checked."""
    import checks

    sound = checks.check(root / "data")
    records = sound.records
    counts = ", ".join(f"{len(found)} {kind}" for kind, found in vars(records).items() if isinstance(found, dict))
    print(f"The data is sound: {counts}.")
    print(f"Put back in order, the records are the source: {sound.proof.characters} characters compared.")
    return 0
