"""What was read by whom: a line for each message that somebody read against the plan, which holds only as long as neither text changes.

``data/translations/<edition>/readings.tsv``: context, the first 12 digits of the SHA-256 of text and translation, state, who, person or
machine, date.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from planbook.editions import po
from planbook.records.files import read_text
from planbook.records.memory import kept
from planbook.records.messages import say
from planbook.records.problem import BadData, Problem, shown

NAME = "readings.tsv"
Claim = Literal["reviewed", "approved"]
State = Literal["missing", "stale", "draft", "reviewed", "approved"]
"""Without words · for another text · nobody read it again · one read it against the plan · two did, one of them a person."""
STATES: tuple[State, ...] = get_args(State)
"""From the least to the farthest."""
Kind = Literal["person", "machine"]
DIGITS = 12


class Read(NamedTuple):
    """That somebody read a message, and what it was when they did."""

    context: str
    digest: str
    state: Claim
    by: str
    kind: Kind
    date: datetime.date


@kept
def digest(text: str, words: str) -> str:
    """What tells the two texts of a message from what they were before or after."""
    return hashlib.sha256(f"{text}\0{words}".encode()).hexdigest()[:DIGITS]


def read(folder: Path) -> list[Read]:
    """All lines of the file; none when there is no file. Raises ``BadData`` for lines of another form."""
    path = folder / NAME
    if not path.is_file():
        return []
    name = po.named(path)
    return list(_lines(read_text(path, name), name))


@kept
def _lines(text: str, name: str) -> tuple[Read, ...]:
    found, problems = list[Read](), list[Problem]()
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            try:
                found.append(_line(line))
            except ValueError as error:
                cure = "Write context, digest, reviewed or approved, who, person or machine, date, with tabs between."
                problems.append(Problem.at(name, number, "", "This is no reading: %(reason)s.", cure, reason=shown(error)))
    if problems:
        raise BadData(problems)
    return tuple(found)


def _line(line: str) -> Read:
    if len(columns := line.split("\t")) != len(Read._fields):
        raise ValueError(say("%(count)d columns in place of %(most)d", count=len(columns), most=len(Read._fields)))
    context, known, state, by, kind, date = columns
    if state not in get_args(Claim) or kind not in get_args(Kind) or len(known) != DIGITS or not by:
        raise ValueError(f"“{line}”")
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        raise ValueError(say("“%(date)s” is no date", date=date)) from None
    return Read(context, known, state, by, kind, day)  # type: ignore[arg-type]


def state(text: str, words: str, fuzzy: bool, source: str, readings: Iterable[Read]) -> State:
    """The state of a message.

    ``text`` is the plan's now, ``source`` the one that ``words`` were made for; ``readings`` are those of its context. Approved is only
    what two read, one of them a person who says so.
    """
    if not words:
        return "missing"
    if not holds(text, words, fuzzy, source):
        return "stale"
    valid = holding(text, words, readings)
    approved = any(reading.state == "approved" and reading.kind == "person" for reading in valid)
    if approved and len({(reading.by, reading.kind) for reading in valid}) > 1:
        return "approved"
    return "reviewed" if valid else "draft"


def holds(text: str, words: str, fuzzy: bool, source: str) -> bool:
    """Whether there are words, and words for the text as it is now; arguments as for ``state``."""
    return bool(words) and not fuzzy and source == text


def holding(text: str, words: str, readings: Iterable[Read]) -> list[Read]:
    """The readings that were of these very two texts."""
    return [reading for reading in readings if reading.digest == digest(text, words)]
