"""Rules of translations: what the plan counts, marks and names, its translation counts, marks and names; its words are its language's.

A message that is missing or stale is no fault of these rules: pages show the plan's own words there. A release asks for more, see
``lacking``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from planbook.checks.subject import Subject
from planbook.editions import po, readings
from planbook.editions.amounts import BLANK, Amounts, in_chinese, in_english, weighty, without
from planbook.editions.messages import Message
from planbook.editions.notation import Marked, parse
from planbook.editions.po import Entry
from planbook.editions.translation import Translation, Translator, gaps
from planbook.records.characters import odd
from planbook.records.files import read_text, shown_name
from planbook.records.messages import say
from planbook.records.problem import Problem, near, shown
from planbook.text.blocks import Block

PHRASES, NUMBERS = "phrases.tsv", "numbers.tsv"
KNOWN_FILES = (PHRASES, NUMBERS, readings.NAME)
QUOTED = re.compile(r"⟦[^⟧]*⟧")
STRANGE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
STRAIGHT = re.compile(r"[\"']")
TITLE = re.compile(r"《[^》]+》")
MUST_STAND = ("targets", "projects", "indicators")
"""Kinds whose marks a translation may not lose; a term may lack a counterpart."""
NAMES = ("name", "title", "subject", "short_title", "publisher")
NAMED_ON_PAGES = ("plan", "indicators", "projects", "targets", "terms", "places", "fields", "sources")


class Phrase(NamedTuple):
    """A set phrase: the words of the plan, how they are said, and what must not be said for them. ``line`` of its file."""

    source: str
    words: str
    forbidden: tuple[str, ...]
    line: int

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the forbidden renderings, which are regular expressions; None where they are none."""
        try:
            return re.compile(rf"\b(?:{'|'.join(self.forbidden)})\b", re.IGNORECASE)
        except (re.error, OverflowError, RecursionError):
            return None


class Exempt(NamedTuple):
    """Words whose numerals count nothing, in the language ``zh`` of the plan or in that of the translation."""

    language: str
    words: str
    line: int


@dataclass(frozen=True)
class Translated:
    """What these rules look at: a translation beside the plan."""

    subject: Subject
    translation: Translation

    @property
    def folder(self) -> Path:
        """Where the translation lies."""
        return self.subject.data / po.FOLDER / self.translation.edition.id

    def problem(self, file: str, line: int, key: str, what: str, cure: str, /, **values: str) -> Problem:
        """A problem in a file beside the PO files. See ``Problem.at``."""
        return Problem.at(f"data/{po.FOLDER}/{self.translation.edition.id}/{file}", line, shown(key), what, cure, **values)

    @cached_property
    def shown(self) -> list[tuple[Message, Entry, str]]:
        """Every message that pages show, with its entry and its words without the notation."""
        found = [(message, self.translation.entries.get(context)) for context, message in self.translation.messages.items()]
        return [(m, e, _plain(m, e.words)) for m, e in found if e and self.translation.words(m.context) is not None]

    @cached_property
    def blocks(self) -> list[tuple[Block, Entry, Marked]]:
        """Every block that is shown in translation, with one of its entries and what its parts say together."""
        translator, entries = Translator(self.translation), self.translation.entries
        first = ((block, entries.get(block.id) or entries.get(f"{block.id}#lead")) for block in self.subject.blocks.values())
        return [(block, entry, said) for block, entry in first if entry and (said := translator.said(block))]

    def lines(self, file: str) -> Iterator[tuple[int, list[str]]]:
        """The lines of a file of words: their number, and what stands between tabs. Lines that begin with # are remarks."""
        path = self.folder / file
        for number, line in enumerate(read_text(path, po.named(path)).splitlines() if path.is_file() else (), 1):
            if line.strip() and not line.startswith("#"):
                yield number, line.split("\t")

    @cached_property
    def phrases(self) -> list[Phrase]:
        """The set phrases."""
        return [
            Phrase(line[0], line[1], tuple(filter(None, (word.strip() for word in line[2].split("|")))), number)
            for number, line in self.lines(PHRASES)
            if len(line) == 3
        ]

    def amounts(self, message: Message, text: str, words: str) -> tuple[Amounts, Amounts]:
        """What a text of the plan counts, and its translation; in the editors' prose, numbers to twelve without a unit are mere words."""
        plan, said = in_chinese(without(text, self.countless["zh"])), in_english(without(words, self.countless["en"]))
        mere = not message.block and message.path[-1] not in NAMES
        return (weighty(plan), weighty(said)) if mere else (plan, said)

    @cached_property
    def countless(self) -> dict[str, tuple[str, ...]]:
        """By language the words whose numerals count nothing."""
        return {language: tuple(e.words for e in self.exempt if e.language == language) for language in ("zh", "en")}

    @cached_property
    def exempt(self) -> list[Exempt]:
        """The words whose numerals count nothing."""
        return [Exempt(line[0], line[1], number) for number, line in self.lines(NUMBERS) if len(line) == 3]


def _plain(message: Message, words: str) -> str:
    """The words without the notation, and without those of the plan that they quote."""
    return parse(words).text if message.block else QUOTED.sub(BLANK, words)


Rule = Callable[[Translated], Iterator[Problem]]


def files_are_in_order(translated: Translated) -> Iterator[Problem]:
    """Every file of a translation can be read and is one of those that belong there; every message is one of the plan."""
    yield from translated.translation.problems
    for path in sorted(translated.folder.iterdir()) if translated.folder.is_dir() else ():
        if path.suffix != ".po" and path.name not in KNOWN_FILES and not path.name.startswith("."):
            yield translated.problem(path.name, 1, "", "This file belongs to no translation.", "Move it out of data/.")
    for file, columns in ((PHRASES, "words, translation, forbidden words with | between"), (NUMBERS, "language, words, why")):
        for number, line in translated.lines(file):
            if len(line) != 3 or not all(line[:2]):
                what, cure = "This line has not its three columns.", "Write %(columns)s, with tabs between."
                yield translated.problem(file, number, "", what, cure, columns=columns)
    for phrase in translated.phrases:
        if not phrase.pattern:
            what, cure = "“%(words)s” is no regular expression.", "Write \\ before a sign that means itself."
            yield translated.problem(PHRASES, phrase.line, "", what, cure, words="|".join(phrase.forbidden))
    known = translated.translation.messages
    for context, entry in translated.translation.entries.items():
        if context not in known:
            cure = "Run 'python3 scripts/run.py messages'."
            yield po.problem(entry, "The plan has no such text.", cure, meant=near(context, known))


def numbers_agree(translated: Translated) -> Iterator[Problem]:
    """What a text counts, figure by figure with its unit, its translation counts, exactly; cells of tables are the same to a character."""
    for message, entry, words in translated.shown:
        plan, said = translated.amounts(message, message.text, words)
        if plan != said:
            what = "The text counts %(plan)s, the translation %(said)s."
            cure = "Correct the translation; where a numeral counts nothing, say so in numbers.tsv."
            yield po.problem(entry, what, cure, plan=_listed(plan - said), said=_listed(said - plan))


def _listed(amounts: Amounts) -> str:
    return ", ".join(str(amount) for amount, count in amounts.items() for _time in range(count)) or say("nothing more")


def exemptions_are_needed(translated: Translated) -> Iterator[Problem]:
    """Words whose numerals count nothing stand somewhere: an exception that nobody needs hides the next mistake."""
    texts = {
        "zh": [message.text for message, _entry, _words in translated.shown], "en": [words for _message, _entry, words in translated.shown],
    }  # fmt: skip
    for exempt in translated.exempt:
        if not any(exempt.words in text for text in texts.get(exempt.language, ())):
            what, cure = "“%(words)s” stands in no text of the language %(language)s.", "Delete the line."
            yield translated.problem(NUMBERS, exempt.line, exempt.words, what, cure, words=exempt.words, language=exempt.language)


def marks_stand_in_both(translated: Translated) -> Iterator[Problem]:
    """Words of a block lead where the plan's lead: to every target, project, indicator and erratum, and to nothing that is not there."""
    subject = translated.subject
    errata: dict[str, set[str]] = {}
    for erratum in subject.records.errata.values():
        if not erratum.column:
            errata.setdefault(erratum.at, set()).add(erratum.id)
    for block, entry, said in translated.blocks:
        plan = {(mark.kind, mark.id) for mark in subject.links.marks.get(block.id, ())}
        may = plan | {(mention.kind, mention.id) for mention in subject.links.about.get(block.id, ())}
        slips = {("errata", id) for id in errata.get(block.id, ())}
        written = {(mark.kind, mark.id) for mark in said.marks} | {("errata", span.erratum) for span in said.spans}
        for fault in said.faults:
            yield po.problem(entry, "The notation cannot be read: %(fault)s.", "Write [words]{kind/id}.", fault=fault)
        for kind, id in sorted({mark for mark in plan if mark[0] in MUST_STAND} | slips):
            if (kind, id) not in written:
                what, cure = "No words lead to %(mark)s.", "Write [words]{%(mark)s} around those that do."
                yield po.problem(entry, what, cure, mark=f"{kind}/{id}")
        for kind, id in sorted(written - may - slips):
            if not (kind == "terms" and id in subject.records.terms):
                what, cure = "The text of the plan does not lead to %(mark)s.", "Take the mark away, or correct its id."
                yield po.problem(entry, what, cure, mark=f"{kind}/{id}")


def titles_are_titles(translated: Translated) -> Iterator[Problem]:
    """What stands in 《》 in a block is written as a title, ``*so*``, and nothing else is."""
    for block, entry, said in translated.blocks:
        here, there = len(TITLE.findall(block.text)), len(said.titles)
        if here != there:
            what = "The text names %(here)d works in 《》, the translation has %(there)d titles."
            yield po.problem(entry, what, "Write the title of a work between asterisks.", here=here, there=there)


def words_are_of_the_language(translated: Translated) -> Iterator[Problem]:
    """No Han character and no full-width mark stands in a translation outside ⟦⟧, no straight quotation mark, no blank too many."""
    for _message, entry, words in translated.shown:
        for found in STRANGE.findall(words):
            what, cure = "“%(words)s” is not of the language.", "Translate it; in prose, ⟦⟧ quotes words of the plan."
            yield po.problem(entry, what, cure, words=found)
        if strange := odd(words):
            what, cure = "%(name)s stands in “%(words)s”.", "Delete it."
            yield po.problem(entry, what, cure, name=strange.name, words=shown(words))
        if STRAIGHT.search(words):
            yield po.problem(entry, "There is a straight quotation mark.", "Write “ ” ‘ ’.")
        if "  " in words or words != words.strip():
            yield po.problem(entry, "There is a blank too many.", "Delete it.")


def set_phrases_are_kept(translated: Translated) -> Iterator[Problem]:
    """Where the plan uses a set phrase, no forbidden rendering of it stands in the translation."""
    rules = [(phrase, pattern) for phrase in translated.phrases if phrase.forbidden and (pattern := phrase.pattern)]
    for message, entry, words in translated.shown:
        for phrase, pattern in rules:
            found = pattern.search(words) if phrase.source in message.text else None
            if found:
                what, cure = "“%(words)s” is not how this translation says %(source)s.", "Say “%(right)s”; see phrases.tsv:%(line)d."
                yield po.problem(entry, what, cure, words=found.group(), source=phrase.source, right=phrase.words, line=phrase.line)


def readings_name_messages(translated: Translated) -> Iterator[Problem]:
    """Every line on what was read names a message of the plan."""
    for context, lines in translated.translation.readings.items():
        if context not in translated.translation.messages:
            what, cure = "The plan has no text “%(context)s”.", "Delete the line."
            yield translated.problem(readings.NAME, 1, context, what, cure, context=lines[0].context)


RULES: tuple[Rule, ...] = (
    files_are_in_order,
    numbers_agree,
    exemptions_are_needed,
    marks_stand_in_both,
    titles_are_titles,
    words_are_of_the_language,
    set_phrases_are_kept,
    readings_name_messages,
)


def translations_say_what_the_plan_says(subject: Subject) -> Iterator[Problem]:
    """Every translation keeps the rules of translations, and every folder of words belongs to one."""
    known = subject.translations
    folder = subject.data / po.FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in {translation.edition.id for translation in known} and not path.name.startswith("."):
            cure = "Name it after an edition of the kind translated, or delete it."
            yield Problem.at(f"data/{po.FOLDER}/{shown_name(path.name)}", 1, "", "There is no such edition.", cure)
    for translation in known:
        translated = Translated(subject, translation)
        for rule in RULES:
            yield from rule(translated)


def stale(translation: Translation) -> list[Problem]:
    """The messages whose text has changed since they were translated."""
    return [problem for state, _message, problem in gaps(translation) if state == "stale"]


def lacking(translation: Translation) -> list[Problem]:
    """What a release may not lack: words of the plan, and names that pages bear."""
    return [
        problem
        for _state, message, problem in gaps(translation)
        if message.block or (message.path[-1] in NAMES and message.file in NAMED_ON_PAGES)
    ]


def counted(translation: Translation) -> Counter[str]:
    """How many messages are in which state."""
    return Counter(translation.state(context) for context in translation.messages)
