"""Subjects of tests that any plan has, or says that it has not: the longest chapter, the first record of a kind."""

from __future__ import annotations

import pytest
import yaml

from support.places import ROOT

DATA = ROOT / "data"


def first(kind: str) -> str:
    """The id of the first record of a kind; a plan that has none leaves the test out, and the line says so."""
    ids = sorted(path.stem for path in (DATA / kind).glob("*.yml"))
    if not ids:
        pytest.skip(f"The plan in data/ has no {kind}.")
    return ids[0]


def last(kind: str) -> str:
    """The id of the last record of a kind, as above."""
    first(kind)
    return max(path.stem for path in (DATA / kind).glob("*.yml"))


def longest_chapter(sections: int = 3) -> str:
    """The id of the longest chapter with so many sections, as above."""
    paths = sorted((DATA / "chapters").glob("*.yml"), key=lambda path: -path.stat().st_size)
    for path in paths:
        if len(yaml.safe_load(path.read_text(encoding="utf-8")).get("sections", ())) >= sections:
            return path.stem
    pytest.skip(f"No chapter of the plan in data/ has {sections} sections.")
