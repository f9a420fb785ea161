"""The PO files of a translated edition: one message for each text of the plan, by its context, and no state that PO cannot keep."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from planbook.records.files import read_text
from planbook.records.problem import BadData, Problem

FOLDER = "translations"
"""Below ``data/``; each edition has a folder of its id in it."""


@dataclass(frozen=True)
class Entry:
    """A message as a PO file has it. ``fuzzy``: its words were made for another text."""

    context: str
    source: str
    words: str
    fuzzy: bool
    place: Problem
    """Where it stands; its ``what`` and ``cure`` are empty."""


def read(folder: Path, locale: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Every entry of the PO files in a folder, by its context, and what is wrong with the files.

    A context that stands twice is a problem; the first counts.
    """
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.po")):
        try:
            entries = list(_entries(path, locale))
        except BadData as error:
            problems += error.problems
            continue
        for entry in entries:
            if entry.context in found:
                first = found[entry.context].place
                problems.append(problem(entry, f"The message stands twice, first in {first.path}:{first.line}.", "Keep one."))
            found.setdefault(entry.context, entry)
    return found, problems


def problem(entry: Entry, what: str, cure: str) -> Problem:
    """A problem at an entry."""
    return Problem(entry.place.path, entry.place.line, entry.context, what, cure)


def named(path: Path) -> str:
    """How a problem calls a PO file: ``data/translations/en/04.po``."""
    return "/".join(path.parts[-4:])


def _entries(path: Path, locale: str) -> Iterator[Entry]:
    """Raises ``BadData`` for a file that is no PO."""
    for message in catalogue(path, locale):
        if message.id:
            words = message.string if isinstance(message.string, str) else ""
            place = Problem(named(path), message.lineno or 1, str(message.context or ""), "", "")
            yield Entry(str(message.context or ""), str(message.id), words, message.fuzzy, place)


def catalogue(path: Path, locale: str) -> Catalog:
    """The catalogue in a file. Raises ``BadData`` when it is damaged."""
    try:
        return read_po(io.StringIO(read_text(path, named(path))), locale=locale, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        line = getattr(error, "lineno", 0) + 1
        raise BadData([Problem(named(path), line, "", f"This is not PO: {error}.", "Write msgctxt, msgid, msgstr, in quotes.")]) from None


@dataclass(frozen=True)
class Wanted:
    """A message as the plan has it now: its context, its text, what translators have to know."""

    context: str
    text: str
    notes: tuple[str, ...] = ()


def refreshed(old: Catalog | None, wanted: Iterable[Wanted], new: Catalog) -> Catalog:
    """``new`` with every wanted message in order, translated as in ``old`` where the context is the same.

    Words for another text become fuzzy and keep the text that they were made for. Comments of translators stay; nothing is guessed from
    likeness.
    """
    known = {str(message.context): message for message in old or () if message.id}
    for item in wanted:
        before = known.get(item.context)
        made = new.add(item.text, before.string if before else "", auto_comments=item.notes, context=item.context)
        if before:
            made.user_comments = before.user_comments
            made.flags |= before.flags
            _mark_stale(made, before)
    return new


def _mark_stale(made: Message, before: Message) -> None:
    if before.id != made.id and before.string:
        made.flags.add("fuzzy")
        made.previous_id = list(before.previous_id) or [str(before.id)]
    elif before.id == made.id:
        made.previous_id = before.previous_id


def written(catalog: Catalog) -> bytes:
    """The file: a message for each text on one line, so that a changed word is one changed line."""
    made = io.BytesIO()
    write_po(made, catalog, width=0, include_previous=True)
    return made.getvalue()
