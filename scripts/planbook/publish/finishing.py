"""What the verb ``finish`` does: everything that follows from a change and is written by the engine, and a word on each.

Whoever has changed a record, a macro or a rule runs it once, before the tests; it does nothing that the other verbs cannot do alone.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from planbook.checks.backlog import behind
from planbook.checks.rules import CheckedPlan, check
from planbook.publish import budgets, build, ledgers, promises, snapshots, translations
from planbook.records.messages import listed, say
from planbook.text import editor_hints

PAGES = "tests/miniature/golden"
FILES_OF_TRANSLATIONS, LINES_SHOWN = "data/translations", 60


def finish(root: Path) -> Iterator[str]:
    """Bring all that is made from the records up to date, in the order in which one thing needs another; a line on each.

    Raises ``BadData`` where the data is not sound: what was done before that stays done. Raises ``RuntimeError`` where something is
    left that only a person can mend.
    """
    yield from _ledgers(root)
    yield from _translations(root)
    sound = check(root / "data", side_by_side=True)
    yield from _guide(root)
    build.build(root, root / "site")
    yield from _promises(root, sound)
    yield from _pages(root)
    yield from _room(root, sound)
    yield from snapshots.unsaid_verdicts(sound)
    yield from (line for shown in sound.translations for line in translations.told_behind(shown, behind(shown, sound)))
    yield say("Finished. Read what changed, then run: python3 scripts/run.py test.")


def _ledgers(root: Path) -> Iterator[str]:
    for ledger in ledgers.refresh(root):
        if ledger.open:
            raise RuntimeError(
                say(
                    "%(file)s: %(count)d words wait for a decision: %(words)s. Look at the lines with a question mark in "
                    "front, correct them or only delete the mark, then run this again.",
                    file=ledger.path, count=len(ledger.open), words=listed(ledger.open),
                )
            )  # fmt: skip
        yield say("%(file)s: all words are decided.", file=ledger.path)


def _translations(root: Path) -> Iterator[str]:
    before = _texts(root / FILES_OF_TRANSLATIONS)
    told = list(translations.refresh(root / "data"))
    changed = _changed(before, _texts(root / FILES_OF_TRANSLATIONS))
    yield from told
    yield _said(FILES_OF_TRANSLATIONS, changed)


def _guide(root: Path) -> Iterator[str]:
    made = editor_hints.files(root)
    old = {name: (root / name).read_text(encoding="utf-8") if (root / name).is_file() else "" for name in made}
    editor_hints.write(root)
    yield _said(say("The data guide and the hints for editors"), _changed(old, made))


def _promises(root: Path, sound: CheckedPlan) -> Iterator[str]:
    """List what is new; stop at what is gone, for links and programs out there still ask for it."""
    site = root / "site"
    addresses = promises.grow(root / promises.ADDRESSES, promises.addresses(site, sound.records, sound.blocks))
    fields = promises.grow(root / promises.FIELDS, promises.fields(site))
    moved = {redirect.old for redirect in sound.records.redirects.values()}
    lost = (*(address for address in addresses.lost if address.partition("#")[0] not in moved), *fields.lost)
    if addresses.new:
        yield say("%(count)d new addresses. They stay for good: %(names)s", count=len(addresses.new), names=listed(addresses.new))
    if fields.new:
        yield say("%(count)d new fields of the open data. They stay for good: %(names)s", count=len(fields.new), names=listed(fields.new))
    if not addresses.new and not fields.new:
        yield say("No new addresses, and no new fields of the open data.")
    if lost:
        raise RuntimeError(
            say(
                "%(count)d published addresses or fields are gone: %(names)s. Give the records their old ids back, or write a record into "
                "data/redirects/ for a page that moved. What was never public may be deleted from tests/plan/addresses.txt or "
                "tests/plan/fields.txt.",
                count=len(lost), names=listed(lost),
            )
        )  # fmt: skip


def _pages(root: Path) -> Iterator[str]:
    """Write the pages of the invented plan anew and show how they differ: that is what a review looks at."""
    if not (root / PAGES).is_dir():
        return
    before = _texts(root / PAGES)
    command = [sys.executable, "-m", "pytest", "-q", "tests/test_miniature.py", "-k", "test_a_page_is_as_agreed"]
    outcome = subprocess.run(command, cwd=root, env=os.environ | {"BLESS": "1"}, capture_output=True, encoding="utf-8", check=False)
    if outcome.returncode:
        raise RuntimeError(outcome.stdout + outcome.stderr)
    after = _texts(root / PAGES)
    changed = _changed(before, after)
    if not changed:
        yield say("%(what)s: nothing changed.", what=PAGES)
        return
    yield say("%(count)d pages of the invented plan differ, and were written anew. Is this what was meant?", count=len(changed))
    lines = [line for name in changed for line in _difference(name, before.get(name, ""), after.get(name, ""))]
    yield from lines[:LINES_SHOWN]
    if len(lines) > LINES_SHOWN:
        yield say("… and %(count)d more lines: git diff %(folder)s shows them all.", count=len(lines) - LINES_SHOWN, folder=PAGES)


def _room(root: Path, sound: CheckedPlan) -> Iterator[str]:
    full = []
    for room in budgets.rooms(root / "site", sound.records, sound.blocks):
        name = say("whole search") if room.whole else say("first result of the search")
        yield say(
            "%(edition)s, %(budget)s: %(used)d of %(limit)d bytes, %(left)d are left.",
            edition=room.edition, budget=name, used=room.used, limit=room.limit, left=room.limit - room.used,
        )  # fmt: skip
        full += [room] if room.used > room.limit else []
    page = budgets.heaviest(root / "site")
    yield say(
        "The heaviest page, %(page)s: %(used)d of %(limit)d bytes, %(left)d are left.",
        page=page.path, used=page.used, limit=budgets.PAGE, left=budgets.PAGE - page.used,
    )  # fmt: skip
    if page.used > budgets.PAGE:
        raise RuntimeError(say("A page has become heavier than a first visit may be: an engineer must show its list in parts."))
    if full:
        raise RuntimeError(say("The search has become heavier than its budget, which grows with the records: an engineer must look at it."))


def _texts(folder: Path) -> dict[str, str]:
    """Every file below a folder by its path from there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _said(what: str, changed: list[str]) -> str:
    if not changed:
        return say("%(what)s: nothing changed.", what=what)
    return say("%(what)s: %(count)d files written anew: %(names)s", what=what, count=len(changed), names=listed(changed))


def _difference(name: str, before: str, after: str) -> Iterator[str]:
    return (line.rstrip("\n") for line in difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=1))
