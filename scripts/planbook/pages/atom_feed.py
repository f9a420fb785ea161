"""What was changed in the data, as an Atom feed (RFC 4287): the entries of the page of changes."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from planbook.text.knowledge import as_of
from planbook.text.shelves import Shelf
from planbook.views.revisions import Entry, entries
from planbook.views.view import View

FEED = "changes.xml"
ATOM = "http://www.w3.org/2005/Atom"


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
