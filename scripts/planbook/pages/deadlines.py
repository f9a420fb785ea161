"""The years by which the plan wants something, as a calendar (RFC 5545): one whole day a year, the last, with all its targets.

A plan sets its targets "by 2025" and nothing finer. One entry for each target, or for each field, would put a hundred notes on one
day; one a year, with the list inside and the address of the page, is what a calendar can bear.
"""

from __future__ import annotations

import datetime
import uuid

from icalendar import Calendar, Event

from planbook.text.knowledge import as_of
from planbook.text.shelves import Shelf
from planbook.views.targets import TargetRow
from planbook.views.view import View

NAME = "targets.ics"
LONGEST = 7500
"""Characters of a description: calendars cut them at 8192 or refuse them."""


def deadlines(view: View, root: str) -> str:
    """The calendar of one edition. ``root`` is its full address.

    Ids come from the plan's source and the year, the stamp from the newest change of the data: neither the clock nor the address
    of the site plays a part, so that an entry stays itself wherever the site is built.
    """
    _, records = view.words.gettext, view.reading.records
    name = f"{records.plan.short_title} {_('Targets by year')}"
    made = Calendar()
    made.add("prodid", f"-//{records.plan.short_title}//{view.reading.edition.language}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("url", root + Shelf.TARGETS.path)
    for year in sorted({row.value.year for row in view.targets.rows if row.value.year >= records.plan.start}):
        made.add_component(_event(year, [row for row in view.targets.rows if row.value.year == year], view, root))
    return str(made.to_ical(), "utf-8")


def _event(year: int, rows: list[TargetRow], view: View, root: str) -> Event:
    _, records = view.words.gettext, view.reading.records
    own = f"{records.sources[records.plan.source].sha256}/{view.reading.edition.id}/{year}"
    address = f"{root}{Shelf.TARGETS.path}?year={year}"
    stamp = max((change.date for change in records.changes.values()), default=as_of(records))
    made = Event()
    made.add("uid", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, own)}")
    made.add("dtstamp", datetime.datetime.combine(stamp, datetime.time(), datetime.UTC))
    made.add("dtstart", datetime.date(year, 12, 31))
    made.add("dtend", datetime.date(year + 1, 1, 1))
    made.add("summary", _("End of %(year)s: %(count)s targets of the plan") % {"year": year, "count": len(rows)})
    made.add("description", _description(rows, address, view))
    made.add("url", address)
    made.add("transp", "TRANSPARENT")
    return made


def _description(rows: list[TargetRow], address: str, view: View) -> str:
    """One target a line, as many as fit, then the address of all."""
    lines, length = [], 0
    for row in rows:
        value = view.values.quantity(row.value, row.indicator)
        aside = view.values.aside(row.value)
        said = view.words.bracketed(value, aside) if aside else value
        line = view.words.pair(row.subject, said)
        length += len(line) + 1
        if length > LONGEST:
            lines.append("…")
            break
        lines.append(line)
    return "\n".join([*lines, "", view.words.gettext("All of them, with the words of the plan: %(address)s") % {"address": address}])
