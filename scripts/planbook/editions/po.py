"""The PO files of a translated edition: one message for each text of the plan, by its context, and no state that PO cannot keep."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from planbook.editions.po_lines import quotes_close
from planbook.records.files import read_text
from planbook.records.memory import kept
from planbook.records.problem import BadData, Problem, shown

TRANSLATOR = re.compile(r'^"Last-Translator: ([^"]+?) *\\n"$', re.MULTILINE)
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

    A context that stands twice is a problem: of two files the first counts, a file that has it twice is left out.
    """
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.po")):
        try:
            entries = _entries(read_text(path, named(path)), named(path), locale)
        except BadData as error:
            problems += error.problems
            continue
        for entry in entries:
            if entry.context in found:
                first = found[entry.context].place
                what = "The message stands twice, first in %(path)s:%(line)s."
                problems.append(problem(entry, what, "Keep one.", path=first.path, line=str(first.line)))
            found.setdefault(entry.context, entry)
    return found, problems


def translators(folder: Path) -> frozenset[str]:
    """Whom the heads of the PO files in a folder name as those that translated them last; a head may name nobody."""
    heads = (TRANSLATOR.search(path.read_text(encoding="utf-8", errors="replace")) for path in folder.glob("*.po"))
    return frozenset(head[1] for head in heads if head)


def problem(entry: Entry, what: str, cure: str, /, *, meant: str = "", **values: object) -> Problem:
    """A problem at an entry. See ``Problem.at``."""
    return Problem.at(entry.place.path, entry.place.line, shown(entry.context), what, cure, meant=meant, **values)


def named(path: Path) -> str:
    """How a problem calls a file of a translation: ``data/translations/en/04.po``."""
    return "/".join(path.parts[-4:])


@kept
def _entries(text: str, name: str, locale: str) -> tuple[Entry, ...]:
    """The entries of a file. Raises ``BadData`` for a text that is no PO, and for one in which a message stands twice."""
    twice = [context for context, times in Counter(re.findall(r'^msgctxt "(.+)"$', text, re.MULTILINE)).items() if times > 1]
    if twice:
        lines = text.split("\n")
        places = {context: len(lines) - lines[::-1].index(f'msgctxt "{context}"') for context in twice}
        what, cure = "The message “%(message)s” stands twice.", "Keep one."
        raise BadData(Problem.at(name, line, shown(context), what, cure, message=shown(context)) for context, line in places.items())
    return tuple(
        Entry(
            str(message.context or ""), str(message.id), message.string if isinstance(message.string, str) else "", message.fuzzy,
            Problem(name, message.lineno or 1, str(message.context or ""), "", ""),
        )
        for message in _catalogue(text, name, locale)
        if message.id
    )  # fmt: skip


def catalogue(path: Path, locale: str) -> Catalog:
    """The catalogue in a file. Raises ``BadData`` when it is damaged."""
    return _catalogue(read_text(path, named(path)), named(path), locale)


def _catalogue(text: str, name: str, locale: str) -> Catalog:
    quotes_close(text, name)
    try:
        return read_po(io.StringIO(text), locale=locale, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0) + 1
        what, cure = "This is not PO: %(reason)s.", "Write msgctxt, msgid, msgstr, in quotes."
        raise BadData([Problem.at(name, line, "", what, cure, reason=shown(error))]) from None


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
