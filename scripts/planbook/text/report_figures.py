"""Reports held against their sources, where these are at hand: the newspaper texts themselves are not part of the project."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planbook.records.files import read_text
from planbook.records.lines import Lines
from planbook.records.model import Records, Report
from planbook.records.problem import Problem

LINE = re.compile(r"第(\d+)行")


@dataclass(frozen=True)
class Verified:
    """What was looked for: how many figures, the problems, and the sources whose text was not at hand."""

    figures: int
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]


def verify(records: Records, lines: Lines, folder: Path) -> Verified:
    """Look for every figure of every report in the line of its source that the report names.

    Sources are recognised by their SHA-256 among the files in ``folder``.
    """
    at_hand = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.iterdir()) if path.is_file()}
    texts = {id: _lines(at_hand[source.sha256]) for id, source in records.sources.items() if source.sha256 in at_hand}
    checked = [report for report in records.reports.values() if report.source in texts]
    problems = tuple(problem for report in checked for problem in _misprints(report, texts[report.source], lines))
    missing = sorted({report.source for report in records.reports.values()} - texts.keys())
    return Verified(sum(len(report.figures) for report in checked), problems, tuple(missing))


def _lines(path: Path) -> list[str]:
    return read_text(path, path.name).split("\n")


def _misprints(report: Report, text: list[str], lines: Lines) -> Iterator[Problem]:
    place = LINE.search(report.place)
    number = int(place[1]) if place else 0
    if not 0 < number <= len(text):
        yield lines.problem(
            report, ("place",), f"'{report.place}' is no line of the source.", "Write 第N行, counted from 1 in the received text."
        )
        return
    for index, figure in enumerate(report.figures):
        if figure not in text[number - 1]:
            elsewhere = [str(at) for at, line in enumerate(text, 1) if figure in line]
            cure = f"It stands in line {', '.join(elsewhere[:3])}." if elsewhere else "Copy the figure as the source prints it."
            yield lines.problem(report, ("figures", index), f"“{figure}” does not stand in line {number} of the source.", cure)
