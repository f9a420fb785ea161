"""The files of the translations, brought up to date with the plan: what is new is there to be translated, what has changed is marked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from planbook.checks import backlog
from planbook.editions import po
from planbook.editions.messages import Message, notes
from planbook.editions.po import Wanted
from planbook.editions.reading_log import STATES
from planbook.editions.translation import Translation, all_messages, translation
from planbook.records.load import load
from planbook.records.messages import say
from planbook.records.model import Edition, Records
from planbook.records.problem import BadData, Problem
from planbook.text.blocks import Block, blocks
from planbook.text.links import Links, link

MOST_NAMED = 20
HEADER = """{title}
Each msgctxt is the address of a text of the plan, msgid the text as it is read. [words]{{kind/id}} leads to a record, *so* is a title,
⟦so⟧ quotes the plan. How it is to be done: CONTRIBUTING.md; what was read by whom: readings.tsv."""


def refresh(data: Path) -> Iterator[str]:
    """Write the PO files of every translated edition; a line on each edition. Raises ``BadData`` for records or files that are damaged."""
    loaded = load(data)
    if loaded.problems:
        raise BadData(loaded.problems)
    records = loaded.records
    by_id = blocks(records)
    links = link(records, by_id)
    for edition in records.editions.values():
        if edition.kind == "translated":
            _write(edition, records, by_id, links, data)
            yield told(edition, records, by_id, data)


def told(edition: Edition, records: Records, by_id: dict[str, Block], data: Path) -> str:
    """How far a translation is, in one line."""
    shown = translation(edition, records, by_id, data)
    counts = backlog.counted(shown)
    return say("%(edition)s: %(counts)s.", edition=f"data/{po.FOLDER}/{edition.id}", counts=states(counts))


def states(counts: dict[str, int]) -> str:
    """How many texts are in which state, in words."""
    named = {
        "missing": say("missing"), "stale": say("stale"), "draft": say("draft"), "reviewed": say("reviewed"), "approved": say("approved"),
    }  # fmt: skip
    return say(", ").join(f"{counts[state]} {named[state]}" for state in STATES)


def told_behind(shown: Translation, behind: list[Problem]) -> list[str]:
    """A warning with the places where a translation is behind the plan; no line where it is not."""
    if not behind:
        return []
    what = say(
        "Warning: %(edition)s is behind the plan in %(count)d places. A build shows the plan's own words there, an erratum behind its "
        "paragraph, or words without a link; only a release stops.", edition=shown.edition.name, count=len(behind),
    )  # fmt: skip
    return [what, *map(str, behind[:MOST_NAMED]), *(["…"] if len(behind) > MOST_NAMED else [])]


def _write(edition: Edition, records: Records, by_id: dict[str, Block], links: Links, data: Path) -> None:
    """One file for each chapter and each kind; a file for which there is no message any more goes."""
    folder = data / po.FOLDER / edition.id
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[Message]] = {}
    for message in all_messages(records, by_id, data).values():
        files.setdefault(message.file, []).append(message)
    made = {}
    for name, found in files.items():
        path = folder / f"{name}.po"
        old = po.catalogue(path, edition.locale) if path.is_file() else None
        wanted = [Wanted(message.context, message.text, tuple(_notes(message, by_id, links, records))) for message in found]
        made[path] = po.written(po.refreshed(old, wanted, _like(old, edition) if old else _new(edition, records, name)))
    for path in folder.glob("*.po"):
        if path not in made:
            path.unlink()
    for path, content in made.items():
        path.write_bytes(content)


def _notes(message: Message, by_id: dict[str, Block], links: Links, records: Records) -> list[str]:
    return notes(by_id[message.block], links, records.errata.values()) if message.block and "#" not in message.context else []


def _new(edition: Edition, records: Records, name: str) -> Catalog:
    now = datetime.datetime.now(datetime.UTC)
    made = Catalog(
        edition.locale, project=f"{records.plan.short_title}: {name}", version="1", header_comment=_comment(edition), fuzzy=False,
        creation_date=now, revision_date=now,
    )  # fmt: skip
    made.last_translator = made.language_team = made.msgid_bugs_address = ""
    return made


def _like(old: Catalog, edition: Edition) -> Catalog:
    """An empty catalogue with the head of another, where translators and their tools say who drafted a file and who changed it last."""
    made = Catalog(edition.locale, project=old.project, version=old.version, header_comment=old.header_comment, fuzzy=False)
    for said in ("creation_date", "revision_date", "last_translator", "language_team", "msgid_bugs_address"):
        setattr(made, said, getattr(old, said))
    return made


def _comment(edition: Edition) -> str:
    lines = HEADER.format(title=f"The plan in the edition {edition.name}.").splitlines()
    return "\n".join(f"# {line}" for line in lines)
