"""The HTML that stands in a template, read past what Jinja does there: its tags, and what is wrong with their writing.

What Jinja prints or does is a sign of its own in between, so that a tag may be written in pieces: ``<p{{ look }} class="a">``. Browsers
mend all of this without a word, each time otherwise than it was meant (https://html.spec.whatwg.org/multipage/parsing.html#parse-errors).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import jinja2

from planbook.records.memory import kept

PRINTED, DONE = "\ue000", "\ue001"
"""What stands for something that Jinja prints, and for a statement."""
TAG = re.compile(rf"<(/?)([A-Za-z{PRINTED}][\w:.{PRINTED}-]*)|＜/?[A-Za-z]+")
BETWEEN = re.compile(rf"[ \n\t\r\f/{PRINTED}{DONE}]*")
ATTRIBUTE = re.compile(rf"([^ \n\t\r\f=>/<\"'{DONE}]+)(\s*=\s*)?")
ORDERLY = re.compile(rf"[A-Za-z_@:][\w.:-]*{PRINTED}*", re.ASCII)
BARE = re.compile(r"[^ \n\t\r\f>]*")
WIDE = "“”‘’＂＇「」"
AFTER = f" \n\t\r\f>/?{PRINTED}{DONE}"
"""What may follow the quote at the end of a value."""


class Tag(NamedTuple):
    """A tag: the line it begins in, its name in small letters, and its attributes; a statement of Jinja is one named ``{%``."""

    line: int
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    kind: Literal["begin", "end", "alone", "statement"] = "begin"
    branches: bool = False
    """Whether Jinja chooses what stands within it."""

    def has(self, name: str) -> bool:
        """Whether it has an attribute, or Jinja prints some that cannot be known here."""
        return any(key == name or PRINTED in key for key, _ in self.attributes)


class Slip(NamedTuple):
    """What is wrong with the writing of a tag: its line, what kind of fault, and the words that show it."""

    line: int
    kind: Literal["comment", "open", "quote", "wide", "after", "attribute", "sign"]
    words: str


class Markup(NamedTuple):
    """The tags of a template in their order, and the first thing that is wrong with their writing: the others may follow from it."""

    tags: tuple[Tag, ...]
    slip: Slip | None


@kept
def markup(text: str) -> Markup:
    """The HTML of a template. Raises ``jinja2.TemplateSyntaxError`` for one that Jinja cannot read."""
    plain, statements = _plain(text)
    tags: list[Tag] = []
    for found in _read(plain, statements):
        if isinstance(found, Slip):
            return Markup(tuple(tags), found)
        tags.append(found)
    return Markup(tuple(tags), None)


def _plain(text: str) -> tuple[str, list[str]]:
    """A template with a sign for each thing that Jinja does, line by line; and the names of its statements in their order."""
    parts: list[str] = []
    statements: list[str] = []
    line, before = 1, ""
    for number, kind, value in jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).lex(text):
        written = {"data": value, "variable_begin": PRINTED, "block_begin": DONE}.get(kind, "")
        if kind == "name" and before == "block_begin":
            statements.append(value)
        if written:
            parts.append("\n" * (number - line) + written)
            line = max(line, number) + written.count("\n")
        before = before if kind == "whitespace" else kind
    return "".join(parts), statements


def _read(plain: str, statements: list[str]) -> Iterator[Tag | Slip]:
    place, names = 0, iter(statements)
    while place < len(plain):
        if plain[place] == DONE:
            yield Tag(_line(plain, place), next(names, ""), kind="statement")
        elif plain.startswith("<!--", place):
            end = plain.find("-->", place + 4)
            if end < 0:
                yield Slip(_line(plain, place), "comment", "")
                return
            yield from _skipped(plain, place, end, names)
            place = end + 2
        elif found := TAG.match(plain, place):
            tag, end = _tag(plain, found)
            yield tag
            yield from _skipped(plain, place, end, names)
            place = end - 1
        place += 1


def _skipped(plain: str, begins: int, ends: int, names: Iterator[str]) -> Iterator[Tag]:
    """The statements within a tag or a comment."""
    yield from (Tag(_line(plain, begins), next(names, ""), kind="statement") for _ in range(plain.count(DONE, begins, ends)))


def _tag(plain: str, begins: re.Match[str]) -> tuple[Tag | Slip, int]:
    """A tag that begins here, or what is wrong with it, and the place behind it."""
    line, place = _line(plain, begins.start()), begins.end()
    if begins[2] is None:
        return Slip(line, "sign", begins[0]), place
    attributes: list[tuple[str, str]] = []
    while True:
        space = BETWEEN.match(plain, place)
        place = space.end() if space else place
        sign = plain[place : place + 1]
        if sign == ">":
            break
        if sign in ("<", ""):
            return Slip(line, "open", f"{begins[0]}".replace(PRINTED, "")), place
        attribute, place = _attribute(plain, place)
        if isinstance(attribute, Slip):
            return attribute, place
        attributes.append(attribute)
    kind: Literal["begin", "end", "alone"] = "end" if begins[1] else "alone" if plain[place - 1] == "/" else "begin"
    branches = DONE in plain[begins.start() : place]
    return Tag(line, begins[2].rstrip(PRINTED).lower(), tuple(attributes), kind, branches), place + 1


def _attribute(plain: str, place: int) -> tuple[tuple[str, str] | Slip, int]:
    """An attribute and its value, or what is wrong with them, and the place behind them."""
    line, found = _line(plain, place), ATTRIBUTE.match(plain, place)
    if not found or not ORDERLY.fullmatch(found[1]):
        return Slip(line, "attribute", (found[1] if found else plain[place : place + 20]).replace(PRINTED, "")), place
    name, place = found[1].lower(), found.end()
    if not found[2]:
        return (name, ""), place
    sign = plain[place : place + 1]
    if sign in WIDE and sign:
        return Slip(line, "wide", found[1]), place
    if sign not in ("'", '"'):
        bare = BARE.match(plain, place)
        value = bare[0] if bare else ""
        return (name, value), place + len(value)
    end = plain.find(sign, place + 1)
    if end < 0 or plain[end + 1 : end + 2] not in AFTER:
        return Slip(line, "quote" if end < 0 else "after", found[1]), place
    return (name, plain[place + 1 : end]), end + 1


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
