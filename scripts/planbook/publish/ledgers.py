"""The conversion ledgers, brought up to date with the plan: words that nobody has judged yet go in with a mark before them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planbook.editions.decisions import as_text, read_ledger
from planbook.editions.examination import examine
from planbook.editions.passages import passages
from planbook.records.load import load
from planbook.records.problem import BadData
from planbook.text.blocks import blocks


class Refreshed(NamedTuple):
    """A ledger that was written: its path from the root, how many lines are decided, and the words that wait for a decision."""

    path: str
    decided: int
    open: tuple[str, ...]


def refresh(root: Path) -> Iterator[Refreshed]:
    """Write every ledger anew: the decisions in order, and among them, marked, the words that nobody has decided.

    A marked line whose word occurs nowhere any more goes: nobody has decided anything there. Raises ``BadData`` for damaged records.
    """
    loaded = load(root / "data")
    if loaded.problems:
        raise BadData(loaded.problems)
    found = passages(loaded.records, blocks(loaded.records), loaded.lines, root / "docs")
    for edition in loaded.records.editions.values():
        if edition.kind == "converted" and edition.ledger and edition.phrases and (root / "data" / "editions" / edition.phrases).is_file():
            path = root / "data" / "editions" / edition.ledger
            path.touch()
            head, decisions = read_ledger(path)
            kept = [line for line in decisions if not line.open or any(line.word in passage.text for passage in found)]
            undecided = examine(edition, found, root / "data").undecided
            path.write_text(as_text(head, kept, undecided), encoding="utf-8", newline="\n")
            waiting = sorted({*(line.word for line in kept if line.open), *(word for word, _ in undecided)})
            yield Refreshed(path.relative_to(root).as_posix(), sum(not line.open for line in kept), tuple(waiting))
