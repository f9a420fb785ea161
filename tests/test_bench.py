"""The benchmarks run: in their short form, whose figures say little. Whether the long ones keep to their floors is asked by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.facts import ours
from support.places import ROOT, TESTS

pytestmark = pytest.mark.slow


def short(what: str, *arguments: object) -> str:
    """What a benchmark prints."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(TESTS)])}
    command = [sys.executable, "-X", "utf8", "-m", f"bench.{what}", "--short", *map(str, arguments)]
    outcome = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


def test_the_time_of_a_build_is_held_against_stock_mkdocs() -> None:
    assert re.search(r"^Ratio of the medians of 1 rounds \d+\.\d\d, not judged$", short("build"), re.MULTILINE)


@ours
@pytest.mark.usefixtures("node", "browser")
def test_the_search_is_held_against_its_peers(project: Path, site: Path) -> None:
    """Material with its own search at least: what a short run would have to fetch is left out."""
    told = short("search", "--project", project)
    assert {line.split("  ")[0] for line in told.splitlines() if re.search(r"( +\d+\.\d{3}){10}$", line)} >= {"ours", "Material + jieba"}
    assert "Ours to Material + jieba: literal @1 ×" in told


@ours
@pytest.mark.usefixtures("node", "fonts")
def test_the_growth_with_the_plan_is_measured() -> None:
    told = short("scale")
    for figure in ("processor time, s", "peak memory, MB", "mean page, kB", "index, kB", "query, ms"):
        assert re.search(rf"^{figure} +1\.00 +\d+\.\d\d ", told, re.MULTILINE), told


def test_the_time_from_a_save_to_its_page_is_measured_in_every_edition() -> None:
    """One edition a kind of file in a short run: four kinds see all three."""
    told = short("edit")
    for kind in ("record", "macro", "style", "page by hand"):
        assert re.search(rf"^{kind} +median +\d+\.\d\d s, worst +\d+\.\d\d s, of 1$", told, re.MULTILINE), told
