"""Rules of translations: what the plan counts, marks and names, its translation counts, marks and names; its words are its language's.

A message that is missing or stale is no fault of these rules: pages show the plan's own words there; nor are marks that it lacks.
What a release asks for stands in ``backlog``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from planbook.checks.subject import Subject
from planbook.editions import phrases, po, reading_log
from planbook.editions.amounts import BLANK, Amounts, in_chinese, in_english, weighty, without
from planbook.editions.messages import Message
from planbook.editions.notation import Marked, parse
from planbook.editions.phrases import Phrase
from planbook.editions.po import Entry
from planbook.editions.translation import Translation, Translator
from planbook.records.characters import odd
from planbook.records.files import shown_name
from planbook.records.memory import kept
from planbook.records.messages import say
from planbook.records.model import Records
from planbook.records.problem import Problem, near, shown
from planbook.records.schemas import ID
from planbook.text.blocks import Block
from planbook.text.shelves import IN_GLOSSARY

NUMBERS = "numbers.tsv"
KNOWN_FILES = (phrases.NAME, NUMBERS, reading_log.NAME)
QUOTED = re.compile(r"⟦[^⟧]*⟧")
STRANGE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
STRAIGHT = re.compile(r"[\"']")
TITLE = re.compile(r"《[^》]+》")
UNLINKED = re.compile(r"\[[^\[\]]*(?:\]|$)")
BRACKETS = frozenset("[〔")
"""With one of these in the plan, a bracket of the translation may be its own."""
MUST_STAND = ("targets", "projects", "indicators")
"""Kinds whose marks a translation may not lose; a term may lack a counterpart."""
NAMES = ("name", "title", "subject", "short_title", "publisher")


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

    def problem(self, file: str, line: int, key: str, what: str, cure: str, /, **values: object) -> Problem:
        """A problem in a file beside the PO files. See ``Problem.at``."""
        return Problem.at(f"data/{po.FOLDER}/{self.translation.edition.id}/{file}", line, shown(key), what, cure, meant="", **values)

    @cached_property
    def shown(self) -> list[tuple[Message, Entry, str]]:
        """Every message that pages show, with its entry and its words without the notation."""
        found = [(message, self.translation.entries.get(context)) for context, message in self.translation.messages.items()]
        return [(m, e, _plain(m, e.words)) for m, e in found if e and self.translation.words(m.context) is not None]

    @cached_property
    def blocks(self) -> list[tuple[Block, Entry, Marked]]:
        """See ``said_blocks``."""
        return said_blocks(self.translation, self.subject.blocks)

    @cached_property
    def phrases(self) -> list[Phrase]:
        """The set phrases and names."""
        return phrases.read(self.folder)

    def discord(self, message: Message, text: str, words: str) -> tuple[Amounts, Amounts] | None:
        """What a text of the plan counts beyond its translation, and the other way round; None where they count alike.

        In the editors' prose, numbers to twelve without a unit are mere words.
        """
        mere = not message.block and message.path[-1] not in NAMES
        return _discord(text, words, self.countless["zh"], self.countless["en"], mere)

    @cached_property
    def countless(self) -> dict[str, tuple[str, ...]]:
        """By language the words whose numerals count nothing."""
        return {language: tuple(e.words for e in self.exempt if e.language == language) for language in ("zh", "en")}

    @cached_property
    def exempt(self) -> list[Exempt]:
        """The words whose numerals count nothing."""
        return [Exempt(line[0], line[1], number) for number, line in phrases.lines(self.folder / NUMBERS) if len(line) == 3]


@kept
def _discord(text: str, words: str, zh: tuple[str, ...], en: tuple[str, ...], mere: bool) -> tuple[Amounts, Amounts] | None:
    plan, said = in_chinese(without(text, zh)), in_english(without(words, en))
    if mere:
        plan, said = weighty(plan), weighty(said)
    return None if plan == said else (plan - said, said - plan)


def said_blocks(translation: Translation, blocks: dict[str, Block]) -> list[tuple[Block, Entry, Marked]]:
    """Every block that is shown in translation, with one of its entries and what its parts say together."""
    translator, entries = Translator(translation), translation.entries
    first = ((block, entries.get(block.id) or entries.get(f"{block.id}#lead")) for block in blocks.values())
    return [(block, entry, said) for block, entry in first if entry and (said := translator.said(block))]


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
    for file, columns, is_whole in (
        (phrases.NAME, ", ".join(phrases.COLUMNS), phrases.is_whole),
        (NUMBERS, "language, words, why", lambda line: len(line) == 3 and all(line[:2])),
    ):
        for number, line in phrases.lines(translated.folder / file):
            if not is_whole(line):
                what, cure = "This line has not its columns.", "Write %(columns)s, with tabs between."
                yield translated.problem(file, number, "", what, cure, columns=columns)
    for phrase in translated.phrases:
        if not phrase.pattern:
            what, cure = "“%(words)s” is no regular expression.", "Write \\ before a sign that means itself."
            yield translated.problem(phrases.NAME, phrase.line, "", what, cure, words="|".join(phrase.forbidden))
    known = translated.translation.messages
    for context, entry in translated.translation.entries.items():
        if context not in known:
            cure = "Run 'python3 scripts/run.py messages'."
            yield po.problem(entry, "The plan has no such text.", cure, meant=near(context, known))


def numbers_agree(translated: Translated) -> Iterator[Problem]:
    """What a text counts, figure by figure with its unit, its translation counts, exactly; cells of tables are the same to a character."""
    for message, entry, words in translated.shown:
        if found := translated.discord(message, message.text, words):
            what = "The text counts %(plan)s, the translation %(said)s."
            cure = "Correct the translation; where a numeral counts nothing, say so in numbers.tsv."
            yield po.problem(entry, what, cure, plan=_listed(found[0]), said=_listed(found[1]))


def _listed(amounts: Amounts) -> str:
    return ", ".join(str(amount) for amount, count in amounts.items() for _time in range(count)) or say("nothing more")


def exemptions_are_needed(translated: Translated) -> Iterator[Problem]:
    """Words whose numerals count nothing stand somewhere: an exception that nobody needs hides the next mistake."""
    known = translated.translation  # words that went stale may come back: they need their exception again
    texts = {"zh": [message.text for message in known.messages.values()], "en": [entry.words for entry in known.entries.values()]}
    texts["zh"] += [entry.source for entry in known.entries.values()]
    for exempt in translated.exempt:
        if not any(exempt.words in text for text in texts.get(exempt.language, ())):
            what, cure = "“%(words)s” stands in no text of the language %(language)s.", "Delete the line."
            yield translated.problem(NUMBERS, exempt.line, exempt.words, what, cure, words=exempt.words, language=exempt.language)


def marks_lead_where_the_plan_leads(translated: Translated) -> Iterator[Problem]:
    """Words of a block lead to nothing to which the plan's words do not lead."""
    subject = translated.subject
    slips = slips_of(subject.records)
    for block, entry, said in translated.blocks:
        may = {(mark.kind, mark.id) for mark in subject.links.marks.get(block.id, ())}
        may |= {(mention.kind, mention.id) for mention in subject.links.about.get(block.id, ())}
        bare = UNLINKED.findall(said.text) if not said.faults and not BRACKETS & set(block.text) else []
        for fault in (*said.faults, *(say("%(words)s leads nowhere", words=words) for words in bare)):
            yield po.problem(entry, "The notation cannot be read: %(fault)s.", "Write [words]{kind/id}.", fault=fault)
        for kind, id in sorted(written(said) - may - slips.get(block.id, set())):
            if not (kind == "terms" and id in subject.records.terms):
                what, cure = "The text of the plan does not lead to %(mark)s.", "Take the mark away, or correct its id."
                yield po.problem(entry, what, cure, mark=f"{kind}/{id}")


Place = tuple[str, str]
"""Kind and id of what words lead to."""


def written(said: Marked) -> set[Place]:
    """What the words of a translated block lead to."""
    return {(mark.kind, mark.id) for mark in said.marks} | {("errata", span.erratum) for span in said.spans}


def slips_of(records: Records) -> dict[str, set[Place]]:
    """The errata of each block, but for those of cells."""
    found: dict[str, set[Place]] = {}
    for erratum in records.errata.values():
        if not erratum.column:
            found.setdefault(erratum.at, set()).add(("errata", erratum.id))
    return found


def titles_are_titles(translated: Translated) -> Iterator[Problem]:
    """What stands in 《》 in a block is written as a title, ``*so*``, and nothing else is."""
    for block, entry, said in translated.blocks:
        here, there = len(TITLE.findall(block.text)), len(said.titles)
        if here != there:
            what = "The text names %(here)d works in 《》, the translation has %(there)d titles."
            yield po.problem(entry, what, "Write the title of a work between asterisks.", here=here, there=there)


def marks_of_footnotes_are_kept(translated: Translated) -> Iterator[Problem]:
    """The mark of a footnote stands in the translation of the words that bear it."""
    said = {block.id: (block, entry, words) for block, entry, words in translated.blocks}
    for note in translated.subject.blocks.values():
        bearer, entry, words = said.get(note.to, (None, None, None))
        if bearer and entry and words and note.before in bearer.text and note.before not in words.text:
            what, cure = "The mark “%(mark)s” of a footnote is lost.", "Write it where it belongs in the sentence."
            yield po.problem(entry, what, cure, mark=note.before)


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
    sources = tuple(phrase.source for phrase, _pattern in rules)
    for message, entry, words in translated.shown:
        for phrase, pattern in (rules[at] for at in _standing_in(message.text, sources)):
            found = pattern.search(words)
            if found:
                what, cure = "“%(words)s” is not how this translation says %(source)s.", "Say “%(right)s”; see phrases.tsv:%(line)d."
                yield po.problem(entry, what, cure, words=found.group(), source=phrase.source, right=phrase.words, line=phrase.line)


@kept
def _standing_in(text: str, words: tuple[str, ...]) -> tuple[int, ...]:
    """Which of some words stand in a text, by their number."""
    return tuple(at for at, word in enumerate(words) if word in text)


def phrases_stand_once(translated: Translated) -> Iterator[Problem]:
    """Every set phrase has an id of its own, stands once in the list, and somewhere in the plan or its records."""
    texts = [message.text for message in translated.translation.messages.values()]
    ids, words = dict[str, int](), dict[str, int]()
    for phrase in translated.phrases:
        for key, seen in ((phrase.id, ids), (phrase.source, words)):
            if seen.setdefault(key, phrase.line) != phrase.line:
                cure = "Keep one; the first is in line %(first)d."
                yield translated.problem(phrases.NAME, phrase.line, key, "“%(name)s” stands twice.", cure, name=key, first=seen[key])
        if not re.fullmatch(ID, phrase.id):
            what, cure = "“%(id)s” is no id.", "Write small letters, digits and single hyphens."
            yield translated.problem(phrases.NAME, phrase.line, phrase.id, what, cure, id=phrase.id)
        if not any(phrase.source in text for text in texts):
            what, cure = "“%(words)s” stands in no text.", "Delete the line."
            yield translated.problem(phrases.NAME, phrase.line, phrase.source, what, cure, words=phrase.source)


def one_name_has_one_translation(translated: Translated) -> Iterator[Problem]:
    """What is called alike in the plan, set phrase, term, indicator, place or field, is called alike in the translation."""
    said = {phrase.source: (phrase.words, f"{phrases.NAME}:{phrase.line}") for phrase in translated.phrases}
    for message, entry, words in translated.shown:
        if message.path == ("name",) and message.file in IN_GLOSSARY:
            first, where = said.setdefault(message.text, (words, message.context))
            if first.casefold() != words.casefold():
                what, cure = "%(source)s is “%(words)s” here and “%(first)s” in %(where)s.", "Say it in one way."
                yield po.problem(entry, what, cure, source=message.text, words=words, first=first, where=where)


def readings_name_messages(translated: Translated) -> Iterator[Problem]:
    """Every line on what was read names a message of the plan."""
    for context, lines in translated.translation.readings.items():
        if context not in translated.translation.messages:
            what, cure = "The plan has no text “%(context)s”.", "Delete the line."
            yield translated.problem(reading_log.NAME, 1, context, what, cure, context=lines[0].context)


RULES: tuple[Rule, ...] = (
    files_are_in_order,
    numbers_agree,
    exemptions_are_needed,
    marks_lead_where_the_plan_leads,
    titles_are_titles,
    marks_of_footnotes_are_kept,
    words_are_of_the_language,
    set_phrases_are_kept,
    phrases_stand_once,
    one_name_has_one_translation,
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
