"""Rules of the catalogues: every word of the interface is there in every edition, as text, with the same gaps to fill."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Message

from planbook.checks.subject import Subject
from planbook.editions.scripts import only_traditional
from planbook.editions.words import catalogue, messages_of, translations
from planbook.records.characters import odd
from planbook.records.files import name_of, read_text, strange_files
from planbook.records.layout import ROOT
from planbook.records.memory import kept, kept_where_sound
from planbook.records.model import Edition
from planbook.records.problem import BadData, Problem, shown

PERCENT = re.compile(r"%\((\w+)\)[sd]|%%")
BRACE = re.compile(r"\{(\w*)\}")
MARKUP = re.compile(r"<[^>]*>?|&\w+;")
ASKED = re.compile(r"""\b(?:_|n?gettext)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)[,)]""")
PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"')


def catalogues_translate_every_word(subject: Subject) -> Iterator[Problem]:
    """Every message that a macro or a module asks for is translated in the language of every edition, with its gaps, as plain text."""
    folder = subject.macros / "locale"
    yield from strange_files(subject.macros, subject.macros.parent)
    try:
        asked = asked_messages(subject)
    except BadData as error:
        yield from error.problems
        return
    there = {path.stem for path in folder.glob("*.po") if path.is_file()}
    for edition in subject.records.editions.values():
        if edition.language in there:
            try:
                yield from _catalogue(edition, subject, asked)
            except BadData as error:
                yield from error.problems


def _catalogue(edition: Edition, subject: Subject, asked: set[str]) -> Iterator[Problem]:
    path = subject.macros / "locale" / f"{edition.language}.po"
    name = name_of(path, subject.macros.parent)
    text = read_text(path, name)
    messages = catalogue(edition, subject.macros / "locale")
    for missing in sorted(asked - _translated(text, name)):
        what, cure = "The message “%(message)s” is missing.", "Add msgid with these words, and msgstr with their translation."
        yield Problem.at(name, 1, "", what, cure, message=shown(missing))
    yield from _doubles(name, text)
    found = [*_entries(name, text)]
    yield from found
    if not found:
        translations(messages, name)


@kept
def _translated(text: str, name: str) -> frozenset[str]:
    return frozenset(form for message in messages_of(text, name) if message.id and not message.context for form in _forms(message.id))


@kept_where_sound
def _doubles(name: str, text: str) -> Iterator[Problem]:
    for message, times in Counter(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)).items():
        if times > 1:
            line = [at for at, row in enumerate(text.split("\n"), 1) if row == f'msgid "{message}"'][-1]
            yield Problem.at(name, line, "", "The message “%(message)s” stands twice.", "Keep one.", message=shown(message))


@kept_where_sound
def _entries(name: str, text: str) -> Iterator[Problem]:
    for message in messages_of(text, name):
        if message.id:
            yield from _entry(message, name)


def _entry(message: Message, name: str) -> Iterator[Problem]:
    """What is wrong with one translation."""
    line = message.lineno or 1
    originals = _forms(message.id)
    for place, words in enumerate(_forms(message.string)):
        original = originals[min(place, len(originals) - 1)] if len(_forms(message.string)) > 1 else originals[-1]
        if message.fuzzy:
            yield Problem.at(name, line, "", "The translation is marked as fuzzy, and is not used.", "Look at it, then delete the mark.")
        elif not words.strip():
            yield Problem.at(name, line, "", "“%(message)s” has no translation.", "Write it into msgstr.", message=shown(original))
        elif (words != words.strip() and original == original.strip()) or "\n" in words:
            what, cure = "White space stands around or within “%(words)s”.", "Delete it: macros make gaps and lines."
            yield Problem.at(name, line, "", what, cure, words=shown(words))
        elif name.endswith("zh-Hans.po") and (other := next(filter(_foreign, words), None)):
            what, cure = "%(sign)s in “%(words)s” is Traditional Chinese.", "Write it in Simplified."
            yield Problem.at(name, line, "", what, cure, sign=other, words=shown(words))
        elif strange := odd(words.replace("\n", " ")):
            what, cure = "%(name)s stands in “%(words)s”.", "Delete it."
            yield Problem.at(name, line, "", what, cure, name=strange.name, words=shown(words))
        else:
            yield from _translation(original, words, name, line)


def _foreign(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" and only_traditional(character)


def _forms(value: object) -> list[str]:
    return [str(form) for form in value] if isinstance(value, list | tuple) else [str(value)]


def _translation(original: str, words: str, name: str, line: int) -> Iterator[Problem]:
    wanted, given = _gaps(original), _gaps(words)
    if wanted != given:
        what, cure = "The translation has the gaps %(given)s, the message has %(wanted)s.", "Copy them from msgid as they are."
        named = {"given": " ".join(sorted(given)) or "–", "wanted": " ".join(sorted(wanted)) or "–"}
        yield Problem.at(name, line, "", what, cure, **named)
    elif "%" in PERCENT.sub("", words) and "%" not in PERCENT.sub("", original):
        yield Problem.at(name, line, "", "A lone %% stands in the translation.", "Write %%%%, or fill the gap as in msgid.")
    elif not wanted and "{" in BRACE.sub("", words).replace("{{", "").replace("}}", "") and "{" not in original:
        yield Problem.at(name, line, "", "A lone { stands in the translation.", "Delete it.")
    if sorted(MARKUP.findall(words)) != sorted(MARKUP.findall(original)):
        what, cure = "The translation holds markup that the message does not have: “%(words)s”.", "Catalogues hold plain text."
        yield Problem.at(name, line, "", what, cure, words=shown(words))


def _gaps(text: str) -> set[str]:
    """The gaps of a message as they are written: ``%(count)s``, ``{author}``."""
    percent = {match.group() for match in PERCENT.finditer(text) if match[1]}
    return percent | {match.group() for match in BRACE.finditer(text)}


def asked_messages(subject: Subject) -> set[str]:
    """Every message that a macro, a template of the theme or a module of the engine asks for by ``_`` or ``gettext``.

    Raises ``BadData`` for macros and templates that cannot be read.
    """
    macros = sorted(path for path in subject.macros.rglob("*.html") if path.is_file())
    sources = [read_text(path, name_of(path, subject.macros.parent)) for path in macros]
    return set().union(_asked_by_the_engine(), *map(_asked, sources))


@cache
def _asked_by_the_engine() -> frozenset[str]:
    """What modules ask for; they are what they were when this process loaded them."""
    return frozenset().union(*(_asked(path.read_text(encoding="utf-8")) for path in (ROOT / "scripts").rglob("*.py")))


@kept
def _asked(source: str) -> frozenset[str]:
    return frozenset("".join(map(_unescaped, PIECE.findall(found))) for found in ASKED.findall(source))


def _unescaped(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")
