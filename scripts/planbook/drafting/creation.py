"""A new plan in a project: the received file kept, the draft written, what people have confirmed left as it is."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planbook.drafting import first_ledger, originals
from planbook.drafting.merging import merged
from planbook.drafting.project import Draft, draft
from planbook.records.confirmations import SIGN
from planbook.records.messages import say
from planbook.records.picture_files import FOLDER

DRAFTS = "data/source/drafts.json"
"""The files as they were drafted last: what people changed since is found by them."""
RECEIVED = "received"
LISTED = re.compile(r" +- (?P<path>\S+\.md)")
"""A page written by hand, as the navigation of mkdocs.yml lists it."""
OWN = ("data", "docs", "tests/plan")
"""The folders that belong to a plan. Of the engine's files, CITATION.cff and mkdocs.yml name it."""
DROPPED = "data/source/dropped.txt"
NEVER_MERGED = ("data/source/plan.txt", DROPPED)
CHANGED_ON_BOTH_SIDES = f"{SIGN.removeprefix('# ')}新的草稿在这里与改过的不同，留下的是改过的"


class Created(NamedTuple):
    """What was drafted, which files of people were joined with it, and which are no longer drafted but were changed, and stay."""

    draft: Draft
    joined: tuple[str, ...]
    left: tuple[str, ...]


def create(root: Path, file: Path, replace: bool = False) -> Created:
    """Draft the plan in ``file`` into the project at ``root``. The first time it needs a project without a plan, or ``replace``.

    Run again, it changes only what people have not. Raises ``RuntimeError`` when another plan is there, or the file cannot be read.
    """
    if not file.is_file():
        raise RuntimeError(say("%(file)s: there is no such file.", file=file))
    again = (root / DRAFTS).is_file() and not replace
    if not again and (root / "data" / "plan.yml").exists() and not replace:
        raise RuntimeError(say("data/ holds another plan. Add --replace to remove it with its pages: git keeps what was committed."))
    (text, pictures), content = originals.read_whole(file), file.read_bytes()
    kept = _received(root, file) if again else None
    received, digest = (kept.name, _digest(kept.read_bytes())) if kept else (file.name, _digest(content))
    made = draft(text, received, digest, originals.read_whole(kept).pictures if kept else pictures)
    if kept:  # what the received file lost is not in the text that was made from it
        made.files[DROPPED] = _dropped(root, made.files[DROPPED])
    before: dict[str, str] = json.loads((root / DRAFTS).read_text(encoding="utf-8")) if again else {}
    if not again:
        _clear(root)
    joined = tuple(_write(root, made, before))
    left = tuple(_leave(root, made, before))
    _write_pictures(root, made, keep=kept is not None)
    if kept is None:
        _clear_received(root)
        (root / "data/source" / f"{RECEIVED}{file.suffix.lower()}").write_bytes(content)
    _put(root / DRAFTS, json.dumps(made.files, ensure_ascii=False, indent=0))
    _name_site(root, made)
    first_ledger.write(root)
    return Created(made, joined, left)


def _dropped(root: Path, now: str) -> str:
    """The list of dropped lines as it was, then what is dropped now and not in it."""
    path = root / DROPPED
    before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return "".join(f"{line}\n" for line in dict.fromkeys([*before, *now.splitlines()]))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _received(root: Path, file: Path) -> Path | None:
    """The received file, when ``file`` is the text that was made from it and corrected since."""
    if file.resolve() != (root / "data/source/plan.txt").resolve():
        return None
    return next(iter(sorted((root / "data/source").glob(f"{RECEIVED}.*"))), None)


def _clear(root: Path) -> None:
    """Nothing of another plan stays, neither records nor pages, nor what the tests know of it."""
    for name in OWN:
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "data/source").mkdir(parents=True)


def _clear_received(root: Path) -> None:
    for path in (root / "data/source").glob(f"{RECEIVED}.*"):
        path.unlink()


def _write(root: Path, made: Draft, before: dict[str, str]) -> Iterator[str]:
    """Write every file; yields those in which changes of people and of the draft were joined."""
    for name, text in made.files.items():
        path = root / name
        if name in NEVER_MERGED or name not in before or not path.is_file():
            if name in before and name not in NEVER_MERGED and before[name] == text:
                continue  # somebody removed it
            _put(path, text)
            continue
        ours = path.read_text(encoding="utf-8")
        new = merged(before[name], ours, text, CHANGED_ON_BOTH_SIDES)
        if new != ours:
            _put(path, new)
            if ours != before[name]:
                yield name


def _write_pictures(root: Path, made: Draft, keep: bool) -> None:
    """Write the files of the pictures; ``keep``: but for those that are there, which people may have exchanged for better ones."""
    for name, content in made.pictures.items():
        path = root / "data" / FOLDER / name
        if not (keep and path.is_file()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _leave(root: Path, made: Draft, before: dict[str, str]) -> Iterator[str]:
    """Remove what is no longer drafted and nobody changed; yields what somebody did."""
    for name in sorted(before.keys() - made.files.keys()):
        path = root / name
        if path.is_file() and path.read_text(encoding="utf-8") == before[name]:
            path.unlink()
        elif path.is_file():
            yield name


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _name_site(root: Path, made: Draft) -> None:
    """Give mkdocs.yml the name of the plan, and take out pages that only the plan before had.

    The address is a place holder until somebody knows it.
    """
    path = root / "mkdocs.yml"
    words = path.read_text(encoding="utf-8")
    words = re.sub(r"(?m)^site_name: .*$", lambda _: f"site_name: {json.dumps(made.facts.short_title, ensure_ascii=False)}", words)
    words = re.sub(r'(?m)^(site_url: .*?)https://[^"\s]+', r"\1https://example.github.io/plan/", words)
    there = [line for line in words.split("\n") if not (page := LISTED.fullmatch(line)) or (root / "docs" / page["path"]).is_file()]
    _put(path, "\n".join(there))
