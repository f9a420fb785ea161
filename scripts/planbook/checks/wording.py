"""Rules of writing: texts consist of characters that can be seen and belong there, without typed gaps, in the script of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from planbook.checks.subject import Subject
from planbook.editions import by_hand
from planbook.editions.scripts import only_traditional
from planbook.records.base import KeyPath, Record
from planbook.records.characters import Odd, named, odd
from planbook.records.files import name_of, read_text
from planbook.records.memory import kept
from planbook.records.model import Box, Chapter, Edition, Plan, Records, SearchAlias
from planbook.records.problem import BadData, Problem, shown
from planbook.records.walk import strings, texts

HAN = r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…\U00020000-\U0003ffff]"
BESIDE_HAN = re.compile(rf"{HAN}(\s)|(\s){HAN}")
NO_SINGLE_BLANK = re.compile(r"[^\S \u3000]|\s\s|^\s|\s$")
HALF_WIDTH = re.compile(rf"(?<={HAN})[,;:?!()]|[,;:?!()](?={HAN})|\"(?={HAN})|(?<={HAN})\"|(?<={HAN})\.(?!\w)")
HALF_WIDTH_OF_MARKDOWN = re.compile(rf"(?<={HAN})[,;:?!]|[,;:?!](?={HAN})|(?<={HAN})\.(?!\w)")
FULL_WIDTH = dict(zip(",;:?!().", "，；：？！（）。", strict=True)) | {'"': "“ ”"}
BRACKETS = re.compile(r"\([^()]*\)")
CORNERS = re.compile("[「」『』]")
CURLY = dict(zip("「」『』", "“”‘’", strict=True))
LATIN = re.compile("[A-Za-z0-9]")
AROUND = 5
"""Characters on each side that a message shows."""
QUOTING = {"quote", "received", "read"}
"""Keys whose words are those of the plan, as received: they are not ours to write otherwise."""


def texts_hold_characters_that_belong_there(subject: Subject) -> Iterator[Problem]:
    """Every text is printable, in the form NFC, without invisible characters and without those that only look like others.

    What stands in the received text is accepted, but for control characters.
    """
    known = frozenset(subject.received)
    for record in subject.records.everything():
        for path, text in strings(record):
            if odd(line := text.replace("\n", " ")) and (found := odd(line, known)):
                yield _odd_character(subject, record, path, text, found)


def _odd_character(subject: Subject, record: Record, path: KeyPath, text: str, found: Odd) -> Problem:
    if found.trouble == "composition":
        what, cure = "“%(words)s” is not in the composed form (NFC): %(name)s.", "Type the character anew: %(instead)s."
    elif found.instead:
        what, cure = "%(name)s stands in “%(words)s”.", "Write %(instead)s."
    elif found.trouble == "look-alike":
        what, cure = "%(name)s stands in “%(words)s”, and only looks like another.", "Type the character anew."
    else:
        what, cure = "%(name)s stands in “%(words)s”.", "Delete it."
    words = _around(text, found.place, found.place + 1)
    return subject.lines.problem(record, path, what, cure, name=found.name, words=words, instead=found.instead)


def no_typed_blanks(subject: Subject) -> Iterator[Problem]:
    """No white space stands beside a Han character: the gap to digits and letters is made by the style sheet.

    Elsewhere words are parted by one blank. Headings may hold blanks within: they part clauses, as printed.
    """
    titles = _titles(subject.records)
    for record in subject.records.everything():
        for path, text in texts(record):
            white = NO_SINGLE_BLANK.search(text) or (BESIDE_HAN.search(text) if text not in titles else None)
            if white is None:
                continue
            blank = re.sub(r"\S", "", white.group())[:1]
            words = _around(text, white.start(), white.end())
            if blank == " ":
                what, cure = "A blank too many stands in “%(words)s”.", "Delete the blank."
                if BESIDE_HAN.search(text):
                    what = "A blank stands beside a Han character in “%(words)s”."
                    cure = "Delete the blank; a line break in the file counts as one."
                yield subject.lines.problem(record, path, what, cure, words=words)
            elif blank == "\n":
                what, cure = "A line break stands in “%(words)s”.", "Write the text in one line."
                yield subject.lines.problem(record, path, what, cure, words=words)
            elif blank == "\u3000":
                what, cure = "%(name)s stands in “%(words)s”.", "Delete it."
                yield subject.lines.problem(record, path, what, cure, words=words, name=named(blank))


def _around(text: str, start: int, end: int) -> str:
    return shown(text[max(0, start - AROUND) : end + AROUND])


def _titles(records: Records) -> set[str]:
    """Headings, of the plan and of its sources, as printed."""
    sections = (section.title for chapter in records.chapters.values() for section in chapter.sections)
    kinds = (records.chapters, records.boxes, records.sources)
    parts = (records.plan.title, *(part.title for part in records.plan.parts))
    return {*sections, *parts, *(record.title for kind in kinds for record in kind.values())}


def prose_is_written_as_the_plan_is(subject: Subject) -> Iterator[Problem]:
    """Our own words use the plan's script and punctuation: no Traditional characters, no half-width signs beside Han, no 「」.

    Words that quote are as they were received; what the plan itself prints so may be written so. A plan in another script or language has
    its own rules of writing.
    """
    for record in subject.records.everything() if is_simplified(subject) else ():
        if isinstance(record, Plan | Chapter | Box | Edition):
            continue
        for path, text in texts(record):
            if _doubtful(text) and not QUOTING & set(path) and not (isinstance(record, SearchAlias) and "words" in path):
                yield from _slips(text, HALF_WIDTH, subject.received_words, subject.lines.place(record, path))


def pages_by_hand_are_written_as_the_plan_is(subject: Subject) -> Iterator[Problem]:
    """So do the pages written by hand, but for the brackets that Markdown needs."""
    for path in by_hand.pages(subject.docs, subject.records.editions.values()) if is_simplified(subject) else ():
        name = name_of(path, subject.root)
        for number, line in enumerate(_read(path, name).split("\n"), 1):
            if _doubtful(line):
                yield from _slips(line, HALF_WIDTH_OF_MARKDOWN, subject.received_words, Problem(name, number, "", "", ""))


def _read(path: Path, name: str) -> str:
    """The text of a page; empty where another rule tells that it cannot be read."""
    try:
        return read_text(path, name)
    except BadData:
        return ""


def is_simplified(subject: Subject) -> bool:
    """Whether the plan is written in Simplified Chinese: other scripts and languages have rules of writing of their own."""
    return all(edition.kind != "original" or edition.language == "zh-Hans" for edition in subject.records.editions.values())


@kept
def _doubtful(text: str) -> bool:
    """Whether anything in a text could have to be written otherwise. Of most texts that is known after one look."""
    return bool(CORNERS.search(text) or HALF_WIDTH.search(text)) or any(map(_foreign, text))


def _foreign(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" and only_traditional(character)


def _slips(text: str, half_width: re.Pattern[str], plan: str, at: Problem) -> Iterator[Problem]:
    """What is wrong with a text, at its place. ``plan``: the plan's words without blanks; what it prints itself may be written so."""
    if corner := CORNERS.search(text):
        what, cure = "%(sign)s stands in “%(words)s”.", "Write %(instead)s: the other edition changes it by itself."
        named = {"sign": corner.group(), "words": _around(text, *corner.span()), "instead": CURLY[corner.group()]}
        yield Problem.at(at.path, at.line, at.key, what, cure, **named)
    printed = BRACKETS.sub(lambda found: "x" * len(found.group()) if found.group() in plan else found.group(), text)
    for half in half_width.finditer(printed):
        if text[max(0, half.start() - 1) : half.end() + 1] not in plan and not _holds_latin(text, half):
            what, cure = "The half-width %(sign)s stands beside a Han character in “%(words)s”.", "Write %(instead)s."
            named = {"sign": half.group(), "words": _around(text, *half.span()), "instead": FULL_WIDTH[half.group()]}
            yield Problem.at(at.path, at.line, at.key, what, cure, **named)
            break
    other = next((c for c in sorted(set(text)) if _foreign(c) and c not in plan), None)
    if other:
        what, cure = "%(sign)s in “%(words)s” is Traditional Chinese.", "Write it in Simplified: the other edition converts it."
        place = text.index(other)
        yield Problem.at(at.path, at.line, at.key, what, cure, sign=other, words=_around(text, place, place + 1))


def _holds_latin(text: str, half: re.Match[str]) -> bool:
    """Whether a bracket belongs to Latin letters or digits on its other side, as in “X(1)” or “PM2.5(μg/m³)”."""
    inner = text[half.end() : half.end() + 1] if half.group() == "(" else text[max(0, half.start() - 1) : half.start()]
    return half.group() in "()" and bool(LATIN.match(inner)) and not re.match(HAN, inner)
