"""Rules of style sheets: what begins in one ends in it, a declaration is one, and nothing is loaded from elsewhere.

A browser drops what it cannot read without a word, and with it whatever follows up to the next bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from planbook.checks import colours, css_lengths
from planbook.checks.subject import Subject
from planbook.records.files import is_there, name_of, read_text
from planbook.records.memory import kept, kept_where_sound
from planbook.records.problem import BadData, Problem, near, shown

PASSIVE = re.compile(r"/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
"""Comments and strings."""
LOADS = re.compile(r"@import\b|url\(\s*[\"']?\s*((?:https?:)?//[^)\"']*|(?!data:|#)[^)\"'\s]*)", re.IGNORECASE)
TWO = re.compile(r"^\s*[\w-]+\s*:[^\n;]*\n\s*[a-z-]+\s*:\s", re.MULTILINE)
WIDE = re.compile(r"[：；，。、（）｛｝“”‘’＃．％０-９Ａ-Ｚａ-ｚ－\u3000]")
"""Signs of Chinese writing, outside comments and strings."""
NAMED = re.compile(r"(--[\w-]+)[\"']?\s*[:,]")
ASKED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
OF_THE_THEME = "--md-"
OPENS = "{(["
CLOSES = {"}": "{", ")": "(", "]": "["}


def style_sheets_are_whole(subject: Subject) -> Iterator[Problem]:
    """Every style sheet of the theme can be read to its end, and loads only files that there are."""
    texts = dict[str, str]()
    damaged = False
    for path in sorted([*(subject.macros / "theme" / "assets").rglob("*.css"), *subject.macros.glob("*.css")]):
        name = name_of(path, subject.macros.parent)
        try:
            text = read_text(path, name)
        except BadData as error:
            yield from error.problems
            continue
        found = _faults(text)
        yield from (_told(name, fault) for fault in found)
        yield from () if found else _values(name, text)
        yield from _loads(text, path, name)
        texts[name] = text
        damaged |= bool(found)
    if not damaged:  # what a damaged one gives is not known
        yield from _unknown(texts, subject)


@kept_where_sound
def _values(name: str, text: str) -> Iterator[Problem]:
    plain = _plain(text)
    for place, words in css_lengths.wrong(plain):
        what, cure = "%(words)s is no length.", "Write a unit behind it, without a blank: 1.5rem, 2px, 50%%."
        yield Problem.at(name, _line(text, place), "", what, cure, words=shown(words))
    for colour in colours.wrong(plain):
        what, cure = "%(words)s is no colour.", "Name a value of tokens.css, var(--ink), or write a colour of CSS there."
        meant = near(colour.words, colours.NAMES) if colour.words.isascii() and colour.words.isalpha() else ""
        yield Problem.at(name, _line(text, colour.place), "", what, cure, meant=meant, words=shown(colour.words))


def _plain(text: str) -> str:
    """A style sheet with blanks in the place of comments and strings."""
    return PASSIVE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _unknown(texts: dict[str, str], subject: Subject) -> Iterator[Problem]:
    """Names of values that nothing gives: a style sheet, a macro or a script, or the theme that ours stands on."""
    given = {name for text in texts.values() for name in NAMED.findall(text)}
    for name, text in (*texts.items(), *subject.templates()):
        for found in ASKED.finditer(text):
            if found[1] not in given and not found[1].startswith(OF_THE_THEME):
                given |= _given_elsewhere(subject)
            if found[1] not in given and not found[1].startswith(OF_THE_THEME):
                what, cure = "Nothing gives %(name)s a value.", "Write the name of one that tokens.css or a macro gives, or add it there."
                meant = near(found[1], given)
                yield Problem.at(name, _line(text, found.start()), "", what, cure, meant=meant, name=shown(found[1]))


def _given_elsewhere(subject: Subject) -> set[str]:
    """The names that macros and scripts give; looked for only when a style sheet asks for one that it does not have."""
    paths = [path for kind in ("*.html", "theme/assets/**/*.js") for path in subject.macros.rglob(kind) if path.is_file()]
    return {name for path in paths for name in NAMED.findall(path.read_text(encoding="utf-8", errors="replace"))}


class Fault(NamedTuple):
    """What is wrong with a style sheet: where, what kind of fault, and the words that show it."""

    line: int
    kind: Literal["comment", "sign", "stray", "open", "no declaration", "no end"]
    words: str = ""


def _told(name: str, fault: Fault) -> Problem:
    match fault.kind:
        case "comment":
            what, cure = "A comment begins here and does not end.", "Write */ at its end."
        case "sign":
            what, cure = "“%(words)s” is no sign of a style sheet.", "Write the half-width one."
        case "stray":
            what, cure = "%(words)s closes here what was not opened.", "Delete it, or write its beginning."
        case "open":
            what, cure = "%(words)s opens here and is not closed.", "Write its end."
        case "no declaration":
            what, cure = "“%(words)s” is no declaration.", "Write “property: value;”."
        case "no end":
            what, cure = "The declaration “%(words)s” does not end.", "Write a semicolon at its end."
    return Problem.at(name, fault.line, "", what, cure, words=shown(fault.words))


def _loads(text: str, path: Path, name: str) -> Iterator[Problem]:
    for found in LOADS.finditer(re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment[0]), text, flags=re.DOTALL)):
        address = found[1] or ""
        if found[1] is None or "//" in address[:8]:
            what, cure = "A style sheet loads nothing from elsewhere.", "Put the file into macros/theme/assets/, and name it in mkdocs.yml."
            yield Problem.at(name, _line(text, found.start()), "", what, cure)
        elif address and not is_there(path.parent / address.partition("#")[0].partition("?")[0]):
            what, cure = "There is no file %(file)s.", "Correct the name, from the folder of the style sheet."
            yield Problem.at(name, _line(text, found.start()), "", what, cure, file=shown(address))


@kept
def _faults(text: str) -> tuple[Fault, ...]:
    """The first fault of a style sheet: the others may follow from it."""
    plain = _plain(text)
    if (comment := plain.find("/*")) >= 0:
        return (Fault(_line(text, comment), "comment"),)
    if wide := WIDE.search(plain):
        return (Fault(_line(text, wide.start()), "sign", wide[0]),)
    opened: list[tuple[str, int]] = []
    begins = 0
    for place, sign in ((found.start(), found[0]) for found in re.finditer(r"[{}()\[\];]", plain)):
        if sign in CLOSES and (not opened or opened[-1][0] != CLOSES[sign]):
            return (Fault(_line(text, place), "stray", sign),)
        if sign in "};" and (fault := _declaration(plain[begins:place], begins, text)):
            return (fault,)
        if sign in OPENS:
            opened.append((sign, place))
        elif sign in CLOSES:
            opened.pop()
        if sign in "{};":
            begins = place + 1
    return (Fault(_line(text, opened[-1][1]), "open", opened[-1][0]),) if opened else ()


def _declaration(words: str, begins: int, text: str) -> Fault | None:
    """What is wrong with the words before a semicolon or a bracket: a declaration has one colon, and ends before the next begins."""
    said = words.strip()
    line = _line(text, begins + len(words) - len(words.lstrip()))
    if said and ":" not in said and not said.startswith("@"):
        return Fault(line, "no declaration", said)
    return Fault(line, "no end", said.split("\n", maxsplit=1)[0]) if TWO.search(words) else None


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
