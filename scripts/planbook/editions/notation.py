"""How a translation says what its words are.

``[words]{targets/rd-growth}`` leads to a record, ``{errata/…}`` shows a slip, ``*Title*`` is the title of a work.
In the plan's own language marks are found, for they quote it; a translation inflects, and the same figure may stand twice, so there
they are written. Marks may stand within marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from planbook.records.memory import kept
from planbook.records.messages import say
from planbook.text.blocks import Span
from planbook.text.links import Kind, Mark

LINK = re.compile(r"\]\{([a-z]+)/([a-z0-9-]+)\}")
ERRATA = "errata"
TITLE = ""
"""The kind of the title of a work: none that an address could name."""
SHOWN = 12
"""Characters before and behind a brace that belongs to no link."""
KINDS = (*get_args(Kind), ERRATA)


@dataclass(frozen=True)
class Marked:
    """Words without the notation, and the offsets of what it said.

    ``marks``: in order, the outer before the inner. ``titles``: start and end of each title of a work. ``faults``: what cannot be read.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    titles: tuple[tuple[int, int], ...] = ()
    faults: tuple[str, ...] = ()


@kept
def parse(written: str) -> Marked:
    """What a translation says. A bracket without an address, and an asterisk without a second, are words like others."""
    return _Parser(written).parsed()


class _Parser:
    """One pass from left to right. What is open is kept with its place in ``made``: its sign is taken out again when it is closed."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.made: list[str] = []
        self.brackets: list[int] = []
        self.title: int | None = None
        self.found: list[tuple[int, int, str, str]] = []
        self.faults: list[str] = []

    def parsed(self) -> Marked:
        place = 0
        while place < len(self.written):
            place = self._step(place)
        ordered = sorted(self.found, key=lambda hit: (hit[0], -hit[1]))
        return Marked(
            "".join(self.made),
            tuple(Mark(start, end, kind, id) for start, end, kind, id in ordered if kind in get_args(Kind)),  # type: ignore[arg-type]
            tuple(Span(start, end, id) for start, end, kind, id in ordered if kind == ERRATA),
            tuple((start, end) for start, end, kind, _id in ordered if kind == TITLE),
            tuple(self.faults),
        )

    def _step(self, place: int) -> int:
        sign = self.written[place]
        link = LINK.match(self.written, place) if sign == "]" else None
        if link and self.brackets:
            self._close(self.brackets.pop(), *link.groups())
            return link.end()
        if link:
            self.faults.append(say("“%(words)s” closes nothing", words=link.group()))
            return link.end()
        if sign == "*" and self.title is not None:
            start, self.title = self.title, None
            self._close(start, TITLE, "")
            return place + 1
        if sign == "[":
            self.brackets.append(len(self.made))
        elif sign == "]" and self.brackets:
            self.brackets.pop()
        elif sign in "{}":
            self.faults.append(say("“%(words)s” is not whole", words=self.written[max(0, place - SHOWN) : place + SHOWN]))
        elif sign == "*" and "*" in self.written[place + 1 :]:
            self.title = len(self.made)
        self.made.append(sign)
        return place + 1

    def _close(self, start: int, kind: str, id: str) -> None:
        """Take the opening sign out, and with it one from every place behind it."""
        del self.made[start]
        self.found = [(s - (s > start), e - (e > start), *rest) for s, e, *rest in self.found]  # type: ignore[misc]
        if self.title is not None and self.title > start:
            self.title -= 1
        self.brackets = [bracket - (bracket > start) for bracket in self.brackets]
        if kind not in (*KINDS, TITLE):
            self.faults.append(say("“%(kind)s” is no kind of record that words lead to", kind=kind))
        elif start == len(self.made):
            self.faults.append(say("the mark %(mark)s has no words", mark=f"{kind}/{id}" if kind else "**"))
        self.found.append((start, len(self.made), kind, id))
