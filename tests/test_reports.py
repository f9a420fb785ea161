"""``check --reports``: figures are looked for in the line that a report names."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from planbook.checks.rules import check
from planbook.records.load import load
from planbook.records.problem import BadData
from planbook.text.report_figures import verify
from support.places import ROOT

MINIATURE = ROOT / "tests" / "miniature" / "data"


def source_text(folder: Path, line: str) -> str:
    """A newspaper text whose second line is ``line``; returns its SHA-256."""
    text = f"标题\n{line}\n".encode()
    folder.mkdir(exist_ok=True)
    (folder / "newspaper.txt").write_bytes(text)
    return hashlib.sha256(text).hexdigest()


def report_on(tmp_path: Path, line: str, place: str = "第2行") -> list[str]:
    """The problems of a report that says 11.5 of ``place``, when line 2 is ``line``; what mends them behind a bar."""
    digest = source_text(tmp_path / "seeds", line)
    records = check(MINIATURE).records
    source = records.sources["newspaper"].model_copy(update={"sha256": digest})
    report = records.reports["grain-2023"].model_copy(update={"place": place})
    changed = type(records)(**{**vars(records), "sources": {source.id: source}, "reports": {report.id: report}})
    found = verify(changed, load(MINIATURE).lines, tmp_path / "seeds")
    assert found.missing == ()
    assert found.figures == 1
    assert {problem.path for problem in found.problems} <= {"data/reports/grain-2023.yml"}
    return [f"{problem.key}: {problem.what} | {problem.cure}" for problem in found.problems]


def test_a_figure_that_stands_in_its_line_is_verified(tmp_path: Path) -> None:
    assert report_on(tmp_path, "粮食产量11.5万吨") == []
    assert report_on(tmp_path, "二\n\n粮食产量11.5万吨", "正文第4行（表）") == []


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("粮食产量11.6万吨", "Copy the figure as the source prints it."),
        ("粮食产量\n11.5万吨", "It stands in line 3."),
        ("粮食产量\n11.5\n11.5\n\n11.5\n11.5", "It stands in line 3, 4, 6."),
    ],
)
def test_a_figure_that_does_not_stand_in_its_line_is_reported_with_the_lines_in_which_it_does(tmp_path: Path, line: str, cure: str) -> None:
    assert report_on(tmp_path, line) == [f"figures[0]: “11.5” does not stand in line 2 of the source. | {cure}"]


@pytest.mark.parametrize("place", ["第0行", "第4行", "正文第2段"])
def test_a_place_that_is_no_line_of_the_source_is_reported(tmp_path: Path, place: str) -> None:
    """The text has two lines and the end of the second, behind which an empty third begins."""
    cure = "Write 第N行, counted from 1 in the received text."
    assert report_on(tmp_path, "粮食产量11.5万吨", place) == [f"place: '{place}' is no line of the source. | {cure}"]


def test_a_source_in_another_encoding_is_named(tmp_path: Path) -> None:
    content = "粮食".encode("gb18030")
    (tmp_path / "newspaper.txt").write_bytes(content)
    records = check(MINIATURE).records
    source = records.sources["newspaper"].model_copy(update={"sha256": hashlib.sha256(content).hexdigest()})
    with pytest.raises(BadData) as told:
        verify(type(records)(**{**vars(records), "sources": {source.id: source}}), load(MINIATURE).lines, tmp_path)
    assert [problem.path for problem in told.value.problems] == ["newspaper.txt"]


def test_a_source_that_is_not_at_hand_is_named(tmp_path: Path) -> None:
    records = check(MINIATURE).records
    assert verify(records, load(MINIATURE).lines, tmp_path).missing == ("digest", "newspaper")
