"""What is known of the plan in ``data/`` beforehand: ``tests/plan/`` belongs to one plan, as ``data/`` and ``docs/`` do.

``run.py new`` takes it away with them. Tests that take their examples from that plan are then left out, and say so; those that find
their subject by its kind run on any plan, with the floors of ``facts.yml`` where these are known.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from support.places import ROOT, TESTS

FOLDER = TESTS / "plan"


def _facts() -> dict[str, Any]:
    """The facts of the plan in ``data/``; none where the folder is of another plan, or not there."""
    path, plan = FOLDER / "facts.yml", ROOT / "data" / "plan.yml"
    known: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    title = yaml.safe_load(plan.read_text(encoding="utf-8"))["title"]
    return known if known.get("title") == title else {}


FACTS = _facts()
WHY = "Its examples are of another plan than the one in data/: tests/plan/facts.yml does not say that they are of this one."
ours = pytest.mark.skipif(not FACTS.get("examples"), reason=WHY)
"""A test, or a file of tests, with examples from the plan of which ``facts.yml`` says so."""


def at_least(name: str) -> int:
    """How many there must be, so that a test does not pass because it found nothing; of a plan that nobody counted, none."""
    return int(FACTS.get("at least", {}).get(name, 0))
