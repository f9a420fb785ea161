"""``check --reports``: figures are looked for in the line that a report names."""

from __future__ import annotations

import hashlib
from pathlib import Path

from planbook.checks.rules import check
from planbook.records.load import load
from planbook.text.report_figures import verify
from support.places import ROOT

MINIATURE = ROOT / "tests" / "miniature" / "data"


def source_text(folder: Path, line: str) -> str:
    """A newspaper text whose second line is ``line``; returns its SHA-256."""
    text = f"标题\n{line}\n".encode()
    folder.mkdir(exist_ok=True)
    (folder / "newspaper.txt").write_bytes(text)
    return hashlib.sha256(text).hexdigest()


def report_on(tmp_path: Path, line: str) -> list[str]:
    """The problems of a report that says 11.5 of line 2, when that line is ``line``."""
    digest = source_text(tmp_path / "seeds", line)
    records = check(MINIATURE).records
    source = records.sources["newspaper"].model_copy(update={"sha256": digest})
    report = records.reports["grain-2023"].model_copy(update={"place": "第2行"})
    changed = type(records)(**{**vars(records), "sources": {source.id: source}, "reports": {report.id: report}})
    found = verify(changed, load(MINIATURE).lines, tmp_path / "seeds")
    assert found.missing == ()
    return [f"{problem.key}: {problem.what}" for problem in found.problems]


def test_a_figure_that_stands_in_its_line_is_verified(tmp_path: Path) -> None:
    assert report_on(tmp_path, "粮食产量11.5万吨") == []


def test_a_figure_that_stands_elsewhere_is_reported(tmp_path: Path) -> None:
    assert report_on(tmp_path, "粮食产量11.6万吨") == ["figures[0]: “11.5” does not stand in line 2 of the source."]


def test_a_source_that_is_not_at_hand_is_named(tmp_path: Path) -> None:
    records = check(MINIATURE).records
    assert verify(records, load(MINIATURE).lines, tmp_path).missing == ("digest", "newspaper")
