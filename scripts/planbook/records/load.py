"""From files to typed records: reads ``data/``, remembers the line of every key, and reports all that does not fit the model."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from planbook.records import yaml_file
from planbook.records.base import KeyPath
from planbook.records.confirmations import marks_of
from planbook.records.files import name_of, read_text, shown_name, strange_files
from planbook.records.lines import Lines, written
from planbook.records.memory import kept
from planbook.records.messages import say
from planbook.records.model import RECORDS, Edition, Plan, Record, Records
from planbook.records.problem import BadData, Problem, near
from planbook.records.validation import problems_of

IGNORED = {"source", "pictures", "README.md", "LICENSE", "schemas", "translations"}
"""What lies in ``data`` and is no kind of record; the rules on translations and on pictures look into their folders."""
ATTACHMENTS = {Edition.folder: ".txt"}
"""Endings of files, beside the records of a kind, that a record may name."""


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what could not.

    ``ids`` names every file of each kind, also those that could not be read: a reference to them is no fault of its own.
    ``marks``: where a draft asks people to look.
    """

    records: Records
    lines: Lines
    ids: dict[str, set[str]]
    problems: tuple[Problem, ...]
    marks: tuple[Problem, ...]


def load(data: Path) -> Loaded:
    """Read every record below ``data``; files that are no records are problems too: nothing is skipped in silence.

    Names that begin with a point are left alone: editors keep such files while they work. Raises ``BadData`` when plan.yml
    itself cannot be read, for without it there is no plan to check.
    """
    if not data.is_dir():
        raise BadData([Problem.at(data.name, 1, "", "There is no such folder.", "Restore it: it holds the plan.")])
    strange = list(strange_files(data, data.parent))
    lines, problems, closed = Lines(), [*strange, *_strays(data)], {problem.path for problem in strange}
    marks = list[Problem]()
    files = {kind: _files(data, kind) for kind in RECORDS}
    kinds: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORDS}
    for kind, paths in files.items():
        for path in paths:
            name = name_of(path, data.parent)
            if shown_name(name) in closed:
                continue
            try:
                text = read_text(path, name)
                record, places = _record(text, name, path.stem, kind)
            except BadData as error:
                problems += error.problems
            else:
                marks += marks_of(text, name)
                kinds[kind][record.id] = record
                lines.paths[kind, record.id], lines.lines[kind, record.id] = shown_name(name), places
    plans = kinds.pop(Plan)
    if not files[Plan]:
        problems.append(Problem.at(f"{data.name}/plan.yml", 1, "", "There is no such file.", "Every plan needs one."))
    if not plans:
        raise BadData(problems, say("Nothing but the form of the files was checked: mend plan.yml first."))
    ordered = {kind.folder: dict(sorted(found.items(), key=_order)) for kind, found in kinds.items()}
    records = Records(plan=typing.cast(Plan, plans["plan"]), **typing.cast(dict[str, typing.Any], ordered))
    ids = {kind.folder: {path.stem for path in paths} for kind, paths in files.items()}
    return Loaded(records, lines, ids, tuple(problems), tuple(marks))


def _order(item: tuple[str, Record]) -> tuple[int, str]:
    return int(getattr(item[1], "number", getattr(item[1], "order", 0))), item[0]


def _files(data: Path, kind: type[Record]) -> list[Path]:
    found = (data / kind.folder).glob("plan.yml" if kind is Plan else "*.yml")
    return sorted((path for path in found if path.is_file() and not path.name.startswith(".")), key=lambda path: path.name)


def _strays(data: Path) -> Iterator[Problem]:
    """Files and folders in ``data`` that the loader would otherwise pass over."""
    folders = {kind.folder for kind in RECORDS}
    for path in sorted(data.iterdir()):
        if path.name in IGNORED or path.name == "plan.yml" or path.name.startswith("."):
            continue
        name = f"{data.name}/{shown_name(path.name)}"
        if not path.is_dir():
            yield Problem.at(name, 1, "", "This file is no record.", "Move it out of data/.")
        elif path.name not in folders:
            meant = near(path.name, folders)
            yield Problem.at(name, 1, "", "There is no kind of record of this name.", "Move the folder out of data/.", meant=meant)
        else:
            for file in sorted(path.iterdir(), key=lambda file: file.name):
                known = file.suffix in {".yml", ATTACHMENTS.get(path.name)} and not file.is_dir()
                if not known and not file.name.startswith("."):
                    what, cure = "This is no record.", "A record is a file that ends in .yml."
                    yield Problem.at(f"{name}/{shown_name(file.name)}", 1, "", what, cure)


@kept
def _record(text: str, file: str, id: str, kind: type[Record]) -> tuple[Record, dict[KeyPath, int]]:
    """The record that the text of a file makes, and the line of each of its keys. Raises ``BadData``."""
    name = shown_name(file)
    value, places = yaml_file.parse(text, file)
    if "id" in value:
        raise BadData([Problem.at(name, places["id",], "id", "The file name is the id.", "Delete this line.")])
    try:
        record = kind.model_validate({**value, "id": id})
    except ValidationError as error:
        raise BadData(problems_of(error, kind, name, places)) from None
    if left := [*_left_empty(value, (), name, places)]:
        raise BadData(left)
    return record, places


def _left_empty(value: object, path: KeyPath, name: str, places: dict[KeyPath, int]) -> Iterator[Problem]:
    """Keys that may be left out and were written without a value: most often a # took what was meant as one."""
    if value is None:
        what, cure = "The value is empty.", "Write it after the colon, in quotes where it begins with #, or delete the key."
        yield Problem.at(name, places.get(path, 1), written(path), what, cure)
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from _left_empty(item, (*path, key), name, places)
