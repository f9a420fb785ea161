"""What the editors remark on decisions of the conversion ledgers, as messages of a translation: prose of the site that is no record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planbook.editions.decisions import Decision, read_ledger
from planbook.editions.messages import WORD, Message
from planbook.records.model import Records
from planbook.records.problem import BadData

FILE = "ledger"


def context_of(edition: str, decision: Decision) -> str:
    """The context of a remark: ``ledger/zh-hant/台``. ``edition`` is the id of the one that has the ledger."""
    return f"{FILE}/{edition}/{decision.word}"


def messages_of(records: Records, data: Path) -> Iterator[Message]:
    """The remark of every decision that gives a reason. A ledger that cannot be read has none here: that is told where it is used."""
    for edition in records.editions.values():
        path = data / "editions" / str(edition.ledger)
        try:
            decisions = read_ledger(path)[1] if edition.kind == "converted" and edition.ledger else ()
        except BadData:
            continue
        for decision in decisions:
            if WORD.search(decision.reason):
                yield Message(context_of(edition.id, decision), decision.reason, FILE, edition, ("ledger", decision.word))
