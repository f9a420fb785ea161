"""What was changed in the data: the entries of the page, newest first, and the same as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from planbook.records.model import Change
from planbook.text import addresses
from planbook.text.knowledge import as_of
from planbook.text.shelves import Shelf
from planbook.views.view import View

FEED = "changes.xml"
ATOM = "http://www.w3.org/2005/Atom"
SERIAL = re.compile(r"\d{4}-\d\d-\d\d-(\d+)(?:-|$)")
"""The name of a change: its day, then which one of the day it is."""
CONCERNED = ("indicators", "projects", "targets", "terms", "reports", "findings", "errata", "sources")


class Verdict(NamedTuple):
    """A verdict that changed: whose, where readers find it, what it was, what it is, why."""

    name: str
    address: str
    before: str
    after: str
    why: str


class Entry(NamedTuple):
    """A change as it is shown: what it is called by kind, and name and address of each record and block that it concerns."""

    change: Change
    kind: str
    concerns: tuple[tuple[str, str], ...]
    verdicts: tuple[Verdict, ...] = ()

    @property
    def address(self) -> str:
        """Where it stands, from the root of the edition."""
        return addresses.of_record("changes", self.change.id)


def entries(view: View) -> list[Entry]:
    """All changes, the newest first: by day, then by the number that follows the day in the name of the file."""
    found = sorted(view.reading.records.changes.values(), key=_order, reverse=True)
    return [
        Entry(change, view.word("change kind", change.kind), tuple(_concerns(change, view)), tuple(_verdicts(change, view)))
        for change in found
    ]


def _order(change: Change) -> tuple[datetime.date, int, str]:
    number = SERIAL.match(change.id)
    return change.date, int(number[1]) if number else 0, change.id


def _concerns(change: Change, view: View) -> Iterator[tuple[str, str]]:
    for kind in CONCERNED:
        for id in getattr(change, kind):
            yield view.titles.of_id(kind, id), addresses.of_record(kind, id)
    for block in change.blocks:
        yield view.text.label(block), view.text.address(block)


def _verdicts(change: Change, view: View) -> Iterator[Verdict]:
    for verdict in change.verdicts:
        kind, id = ("targets", verdict.target) if verdict.target else ("indicators", verdict.indicator or "")
        name = view.titles.of_id(kind, id)
        if verdict.measure:
            name = view.words.bracketed(name, view.words.joined((view.word("measure", verdict.measure), str(verdict.year))))
        yield Verdict(name, addresses.of_record(kind, id), verdict.before, verdict.after, verdict.why)


def feed(view: View, root: str) -> str:
    """The changes of one edition as an Atom feed. ``root`` is the full address of the edition.

    Ids are tag URIs (RFC 4151): the plan's own, the edition, the change. They stay when the site moves, so that no reader is shown an
    entry again. Every time in it is a date of the records, and so the same in every build: records know only the day, and feed readers
    put entries in the order of their times, so the changes of a day follow one another by seconds from its beginning.
    """
    records, language = view.reading.records, view.reading.edition.language
    found = entries(view)
    moments = dict(_moments(found))
    tag = f"{records.plan.tag}/{view.reading.edition.id}"
    made = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    page = root + Shelf.CHANGES.path
    _add(made, "id", f"{tag}/changes")
    _add(made, "title", f"{records.plan.short_title} {view.words.gettext('Changes of the data')}")
    _add(made, "updated", max(moments.values(), default=_moment(as_of(records))))
    _add(made, "link", rel="self", type="application/atom+xml", href=f"{root}{FEED}")
    _add(made, "link", rel="alternate", type="text/html", hreflang=language, href=page)
    _add(_add(made, "author"), "name", view.words.gettext("The editors"))
    for entry in found:
        _entry(made, entry, f"{tag}/changes/{entry.change.id}", moments[entry], root)
    ElementTree.indent(made, "")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(made, encoding="unicode") + "\n"


def _entry(feed: ElementTree.Element, entry: Entry, id: str, moment: str, root: str) -> None:
    made = _add(feed, "entry")
    _add(made, "id", id)
    _add(made, "title", entry.change.title)
    _add(made, "updated", moment)
    _add(made, "published", moment)
    _add(made, "link", rel="alternate", type="text/html", href=root + entry.address)
    for name, address in entry.concerns:
        _add(made, "link", rel="related", title=name, href=root + address)
    _add(made, "category", term=entry.change.kind, label=entry.kind)
    _add(made, "content", entry.change.text, type="text")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = text
    return made


def _moments(found: list[Entry]) -> Iterator[tuple[Entry, str]]:
    """The time of each entry: the first change of a day at its beginning, each further one a second later."""
    before: Counter[datetime.date] = Counter()
    for entry in reversed(found):
        yield entry, _moment(entry.change.date, before[entry.change.date])
        before[entry.change.date] += 1


def _moment(day: datetime.date, seconds: int = 0) -> str:
    """So many seconds after the beginning of a day, as RFC 3339 writes it."""
    return f"{datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"
