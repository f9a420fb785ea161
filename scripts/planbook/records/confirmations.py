"""Marks that a draft leaves in records where a person must look: a comment of its own line, ``# 请确认：why``, above what it is about.

Whoever has looked deletes the line. While marks are open the plan is a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from planbook.records.files import name_of, read_text
from planbook.records.model import RECORDS, Plan
from planbook.records.problem import Problem

SIGN = "# 请确认："
MARK = re.compile(rf"^\s*{SIGN}(?P<why>.*)$")


def open_marks(data: Path) -> tuple[Problem, ...]:
    """The open marks of all records, in the order of their files. Raises ``BadData`` for a file that cannot be read."""
    named = ((path, name_of(path, data.parent)) for path in _files(data))
    return tuple(found for path, name in named for found in marks_of(read_text(path, name), name))


def _files(data: Path) -> Iterator[Path]:
    for kind in RECORDS:
        yield from sorted((data / kind.folder).glob("plan.yml" if kind is Plan else "*.yml"))


def marks_of(text: str, name: str) -> Iterator[Problem]:
    """The open marks in the text of the file ``name``."""
    if SIGN not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if found := MARK.match(line):
            what, cure = "To be confirmed: %(why)s.", "Look, mend it, and delete this line."
            yield Problem.at(name, number, "", what, cure, why=found["why"].rstrip("。"))
