"""Rules of the site: editions can be told apart and have what they need, moved addresses lead to pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from planbook.checks.subject import Subject
from planbook.editions import by_hand
from planbook.editions.conversion import read_phrases
from planbook.editions.decisions import read_ledger
from planbook.records.model import (
    Edition,
)
from planbook.records.problem import BadData, Problem, did_you_mean
from planbook.text import addresses


def editions_can_be_told_apart(subject: Subject) -> Iterator[Problem]:
    """One edition shows the plan's own words and comes first; dictionary and ledger of each that converts are there and in order."""
    if not subject.ids["editions"]:
        yield subject.lines.problem(subject.records.plan, (), "There is no edition.", "Write one into data/editions/.")
    editions = list(subject.records.editions.values())
    originals = [edition for edition in editions if edition.kind == "original"]
    for edition in editions[:1] if "editions" not in subject.broken else ():
        if edition not in originals:
            what = "The first edition does not show the plan's own words."
            yield subject.lines.problem(edition, ("kind",), what, "Give the lowest order to an edition of the kind original.")
    for edition in originals[1:]:
        what = f"It shows the plan's own words, as {originals[0].id} does."
        yield subject.lines.problem(edition, ("kind",), what, "Choose converted or translated.")
    for edition in editions:
        if edition.kind == "converted":
            yield from _attached(subject, edition, "phrases", edition.phrases, read_phrases)
            yield from _attached(subject, edition, "ledger", edition.ledger, read_ledger)
        for key in ("phrases", "ledger") if edition.kind != "converted" else ():
            if getattr(edition, key):
                yield subject.lines.problem(edition, (key,), f"An edition of the kind {edition.kind} does not convert.", "Delete it.")


def _attached(subject: Subject, edition: Edition, key: str, name: str | None, read: Callable[[Path], object]) -> Iterator[Problem]:
    """What is wrong with a file beside an edition that the edition needs."""
    file = subject.data / "editions" / (name or "")
    if name is None:
        what = {"phrases": "dictionary", "ledger": "ledger"}[key]
        cure = "Name a file, if only an empty one; 'python3 scripts/run.py ledger' fills a ledger."
        yield subject.lines.problem(edition, (key,), f"The edition converts the text and has no {what}.", cure)
    elif not file.is_file():
        yield subject.lines.problem(edition, (key,), f"There is no data/editions/{name}.", "Add the file, if only an empty one.")
    else:
        try:
            read(file)
        except BadData as error:
            yield from error.problems


def redirects_lead_from_lost_pages_to_standing_ones(subject: Subject) -> Iterator[Problem]:
    """An old address is no page any more and stands once; the new one is a page, and its anchor a record or a block; no chains."""
    docs = subject.data.parent / "docs"
    standing = addresses.made(subject.records) | {
        _address_of(path.relative_to(docs)) for path in by_hand.pages(docs, subject.records.editions.values())
    }
    anchored = {addresses.of_record(kind, id) for kind in addresses.WITH_ANCHORS for id in getattr(subject.records, kind)}
    anchored |= {addresses.of_block(block) for block in subject.blocks.values()}
    moved: dict[str, str] = {}
    for redirect in subject.records.redirects.values() if not subject.broken else ():
        twin = moved.setdefault(redirect.old, redirect.id)
        if redirect.old in standing:
            yield subject.lines.problem(
                redirect, ("old",), f"{redirect.old} is a page.", "Only an address that leads nowhere is redirected."
            )
        elif twin != redirect.id:
            yield subject.lines.problem(redirect, ("old",), f"redirects/{twin} has the same old address.", "Keep one of the two.")
    for redirect in subject.records.redirects.values() if not subject.broken else ():
        path = redirect.new.partition("#")[0]
        if path in moved:
            cure = "Write the address at which the way ends."
            yield subject.lines.problem(redirect, ("new",), f"{path} is an old address itself: redirects/{moved[path]}.", cure)
        elif path not in standing or ("#" in redirect.new and redirect.new not in anchored):
            cure = did_you_mean(redirect.new, standing | anchored, "Copy the address from the page.")
            yield subject.lines.problem(redirect, ("new",), f"{redirect.new} leads nowhere.", cure)


def _address_of(path: Path) -> str:
    """Where a page written by hand stands: ``about/cite.md`` is ``about/cite/``, ``index.md`` the root."""
    return path.with_suffix("").as_posix().removesuffix("index").rstrip("/") + "/" if path.as_posix() != "index.md" else ""
