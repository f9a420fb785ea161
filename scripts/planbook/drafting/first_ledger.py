"""Dictionary and ledger of the Traditional edition of a new plan: from those of the engine, what this plan has a use for.

``base.phrases.txt`` and ``base.ledger.txt`` hold decisions on words that every plan uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planbook.editions.conversion import read_phrases
from planbook.editions.decisions import Decision, as_text, read_ledger
from planbook.editions.examination import examine, useful
from planbook.editions.passages import Passage, passages
from planbook.records.load import load
from planbook.records.model import Edition
from planbook.text.blocks import blocks

BASE = Path(__file__).parent
ROUNDS = 4
"""A line that goes takes its remark along, after which others may have no use: that is at rest after two rounds."""


def write(root: Path) -> None:
    """Write dictionary and ledger of every edition that converts, unless they are there; then add the words that are not decided."""
    data = root / "data"
    loaded = load(data)
    found = list(passages(loaded.records, blocks(loaded.records), loaded.lines, root / "docs"))
    for edition in loaded.records.editions.values():
        if edition.kind != "converted":
            continue
        phrases, ledger = data / "editions" / str(edition.phrases), data / "editions" / str(edition.ledger)
        if not phrases.is_file() or not ledger.is_file():
            phrases.write_bytes((BASE / "base.phrases.txt").read_bytes())
            ledger.write_bytes((BASE / "base.ledger.txt").read_bytes())
            for _ in range(ROUNDS):
                if not _prune(edition, found, data):
                    break
        head, decisions = read_ledger(ledger)
        undecided = examine(edition, found, data).undecided
        ledger.write_text(as_text(head, decisions, undecided), encoding="utf-8", newline="\n")


def _prune(edition: Edition, found: list[Passage], data: Path) -> bool:
    """Take out what changes nothing in this plan; returns whether there was any."""
    decisions, idle = useful(edition, found, data)
    phrases, ledger = data / "editions" / str(edition.phrases), data / "editions" / str(edition.ledger)
    head, all_decisions = read_ledger(ledger)
    kept: list[Decision] = [decision for decision in all_decisions if decision.word in decisions]
    ledger.write_text(as_text(head, kept, ()), encoding="utf-8", newline="\n")
    lines = phrases.read_text(encoding="utf-8").split("\n")
    phrases.write_text("\n".join(_without(lines, idle)), encoding="utf-8", newline="\n")
    return len(kept) < len(all_decisions) or bool(idle & read_phrases(phrases).keys())


def _without(lines: list[str], idle: set[str]) -> Iterator[str]:
    return (line for line in lines if line.partition("\t")[0] not in idle)
