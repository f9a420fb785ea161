"""What is known, and what is not: a word on old figures, and the verb that writes a snapshot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from planbook.records.messages import listed, say

if TYPE_CHECKING:
    from planbook.checks.rules import CheckedPlan


def warn_of_old_figures(sound: CheckedPlan) -> None:
    """Say which indicators have no figure since the plan began, or only an old one; neither is an error."""
    from planbook.text.newest_figures import OLD, stale
    from planbook.text.shelves import Shelf

    found = list(stale(sound.records, sound.links))
    old = [f"{indicator.name} {year}" for indicator, year in found if year]
    without = [indicator.name for indicator, year in found if not year]
    if old:
        told = say(
            "Warning: the newest figure is more than %(years)d years old for %(count)d indicators: %(names)s.",
            years=OLD, count=len(old), names=listed(old),
        )  # fmt: skip
        print(told)
    if without:
        told = say(
            "Warning: %(count)d indicators have no comparable figure since the plan began: %(names)s. The page %(page)s lists them all.",
            count=len(without), names=listed(without), page=Shelf.STANDINGS.path,
        )  # fmt: skip
        print(told)


def unsaid_verdicts(sound: CheckedPlan) -> Iterator[str]:
    """A word on the targets that stand otherwise than in the newest snapshot, where no change tells readers of it."""
    from planbook.text.snapshots import unsaid

    if moved := unsaid(sound.records, sound.links):
        yield say(
            "Warning: %(count)d verdicts are not those of the newest snapshot: %(names)s. List them under verdicts in data/changes/.",
            count=len(moved), names=listed(moved),
        )  # fmt: skip


def snapshot(options: argparse.Namespace, root: Path) -> int:
    """Write down what is known, dated the day on which the sources were last looked for. A snapshot that is there stays as it is."""
    from planbook.checks import rules
    from planbook.records.yaml_writing import as_yaml
    from planbook.text.snapshots import snapshot as taken

    path = root / "data" / "snapshots" / f"{options.day}.yml"
    if path.exists():
        already = say("%(file)s is there already: what was known on a day does not change.", file=f"data/snapshots/{path.name}")
        print(already, file=sys.stderr)
        return 1
    sound = rules.check(root / "data")
    path.parent.mkdir(exist_ok=True)
    path.write_text(as_yaml(taken(sound.records, sound.links, options.day)), encoding="utf-8", newline="\n")
    print(f"data/snapshots/{path.name}")
    return 0
