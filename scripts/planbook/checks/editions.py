"""Rules of the editions: they can be told apart, have what they need, and take no name that the site has already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError

from planbook.checks.subject import Subject
from planbook.editions import by_hand
from planbook.editions.conversion import converter, read_phrases
from planbook.editions.decisions import read_ledger
from planbook.editions.notice import unofficial
from planbook.editions.pinyin import read_sounds
from planbook.editions.share_font import lacks
from planbook.editions.translation import Translator
from planbook.editions.words import Words
from planbook.records.model import Edition, Plan
from planbook.records.problem import BadData, Problem, shown
from planbook.records.walk import map_text
from planbook.text.hand_written import title
from planbook.text.shelves import Shelf

OF_PAGES = frozenset(shelf.folder for shelf in Shelf)
OF_FILES = frozenset({"assets", "stylesheets", "javascripts"})
"""Folders of the site beside those of its editions: of pages, and of files."""

LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|\d{3}))?")
"""Babel takes more than pages can say: encodings, and what comes after an @."""


def editions_can_be_told_apart(subject: Subject) -> Iterator[Problem]:
    """One edition shows the plan's own words and comes first; dictionary and ledger of each that converts are there and in order."""
    if not subject.ids["editions"]:
        yield subject.lines.problem(subject.records.plan, (), "There is no edition.", "Write one into data/editions/.")
    editions = list(subject.records.editions.values())
    originals = [edition for edition in editions if edition.kind == "original"]
    for edition in editions[:1] if "editions" not in subject.broken else ():
        if edition not in originals:
            what = "The first edition does not show the plan's own words."
            cure = "Give the lowest order to an edition of the kind original."
            yield subject.lines.problem(edition, ("kind",), what, cure)
    for edition in originals[1:]:
        what, cure = "It shows the plan's own words, as %(other)s does.", "Choose converted or translated."
        yield subject.lines.problem(edition, ("kind",), what, cure, other=originals[0].id)
    for edition in editions:
        if edition.kind == "converted":
            yield from _attached(subject, edition, "phrases", edition.phrases, read_phrases)
            yield from _attached(subject, edition, "ledger", edition.ledger, read_ledger)
        for key in ("name", "short_name"):
            if (name := getattr(edition, key)) != name.strip():
                what, cure = "A blank too many stands in “%(words)s”.", "Delete the blank."
                yield subject.lines.problem(edition, (key,), what, cure, words=name)
        for key in ("phrases", "ledger") if edition.kind != "converted" else ():
            if getattr(edition, key):
                what = "An edition of the kind %(kind)s does not convert."
                yield subject.lines.problem(edition, (key,), what, "Delete it.", kind=edition.kind)


def readings_of_words_are_in_order(subject: Subject) -> Iterator[Problem]:
    """The list of readings in pinyin, if there is one, can be read."""
    try:
        read_sounds(subject.data)
    except BadData as error:
        yield from error.problems


def _attached(subject: Subject, edition: Edition, key: str, name: str | None, read: Callable[[Path], object]) -> Iterator[Problem]:
    """What is wrong with a file beside an edition that the edition needs."""
    file = subject.data / "editions" / (name or "")
    if name is None:
        what = "The edition converts the text and has no ledger."
        if key == "phrases":
            what = "The edition converts the text and has no dictionary."
        cure = "Name a file, if only an empty one; 'python3 scripts/run.py ledger' fills a ledger."
        yield subject.lines.problem(edition, (key,), what, cure)
    elif not file.is_file():
        what, cure = "There is no data/editions/%(file)s.", "Add the file, if only an empty one."
        yield subject.lines.problem(edition, (key,), what, cure, file=name)
    else:
        try:
            read(file)
        except BadData as error:
            yield from error.problems


def editions_share_nothing(subject: Subject) -> Iterator[Problem]:
    """No two editions have the same order, name, language, dictionary or ledger, and no dictionary is a ledger."""
    seen: dict[tuple[str, object], tuple[str, str]] = {}
    for edition in subject.records.editions.values():
        for key in ("order", "name", "short_name", "language", "phrases", "ledger"):
            value = getattr(edition, key)
            kind = "file" if key in ("phrases", "ledger") else key
            twin, other = seen.setdefault((kind, value), (edition.id, key))
            if value is not None and (twin, other) != (edition.id, key):
                what, cure = "editions/%(twin)s has %(value)s as its %(key)s.", "Give each its own."
                yield subject.lines.problem(edition, (key,), what, cure, twin=twin, value=value, key=other)


def editions_take_no_folder_of_the_site(subject: Subject) -> Iterator[Problem]:
    """An edition has a folder of its own: its id is no folder of pages or of the theme."""
    for edition in subject.records.editions.values():
        if edition.id in OF_PAGES | OF_FILES:
            what, cure = "'%(id)s' is a folder of the site already.", "Choose another id, as zh-hans."
            yield subject.lines.problem(edition, (), what, cure, id=edition.id)


def editions_speak_a_known_language(subject: Subject) -> Iterator[Problem]:
    """The words of the interface are there in the language of every edition, and its locale is one that Babel knows."""
    known = sorted(path.stem for path in (subject.macros / "locale").glob("*.po"))
    for edition in subject.records.editions.values():
        if edition.language not in known:
            what, cure = "There is no macros/locale/%(language)s.po.", "Choose one of %(known)s, or translate the words of the interface."
            named = {"language": shown(edition.language), "known": ", ".join(known)}
            yield subject.lines.problem(edition, ("language",), what, cure, **named)
        try:
            if not LOCALE.fullmatch(edition.locale):
                raise ValueError
            Locale.parse(edition.locale)
        except (ValueError, TypeError, UnknownLocaleError):
            what, cure = "'%(locale)s' is no locale that is known.", "Write it like zh_Hans_CN: language, script, region."
            yield subject.lines.problem(edition, ("locale",), what, cure, locale=shown(edition.locale))


def editions_change_no_letter_or_digit(subject: Subject) -> Iterator[Problem]:
    """What an edition replaces is Han or punctuation of Chinese: ids, numbers and addresses stay what they are."""
    for edition in subject.records.editions.values():
        for old, new in edition.characters.items():
            if old.isascii() or new.isascii():
                what, cure = "'%(old)s' becomes '%(new)s': both must be Chinese characters or signs.", "Delete the pair."
                yield subject.lines.problem(edition, ("characters", old), what, cure, old=shown(old), new=shown(new))


def words_are_decided(subject: Subject) -> Iterator[Problem]:
    """Somebody has decided, for each character with several Traditional forms, how it is written in the words that occur."""
    for ledger in subject.ledgers:
        yield from ledger.problems


def titles_can_be_drawn(subject: Subject) -> Iterator[Problem]:
    """The font of the share pictures has every character that a picture can show, as each edition writes it.

    These are the titles of the plan, its chapters, the lists and the pages written by hand, the name of the edition and its notice.
    """
    for edition in subject.records.editions.values():
        words = Words(edition, subject.macros / "locale")
        lists = {words.gettext(name) for shelf in Shelf for name in (shelf.label, shelf.title)}
        if problem := lacks(
            edition.language,
            [edition.name, unofficial(words, _plan(subject, edition)), *_titles(subject, edition), *sorted(lists)],
            subject.macros,
        ):
            yield problem


def _plan(subject: Subject, edition: Edition) -> Plan:
    """The record of the plan as an edition shows it."""
    plan = subject.records.plan
    if edition.kind == "translated":
        return next(Translator(shown) for shown in subject.translations if shown.edition is edition).record(plan)
    return map_text(plan, converter(edition, subject.data))


def _titles(subject: Subject, edition: Edition) -> list[str]:
    """The titles of the plan, its chapters and the pages written by hand, as an edition shows them."""
    plan, chapters = subject.records.plan, [block for block in subject.blocks.values() if block.kind == "chapter"]
    pages = (page.relative_to(subject.docs).as_posix() for page in by_hand.pages(subject.docs, subject.records.editions.values()))
    written = [found for page in pages if (found := title(by_hand.text(page, edition, subject.docs)))]
    if edition.kind == "translated":
        translator = next(Translator(shown) for shown in subject.translations if shown.edition is edition)
        said = translator.record(plan)
        return [said.title, said.short_title, said.publisher, *(translator.block(block)[0].text for block in chapters), *written]
    convert = converter(edition, subject.data)
    return [convert(text) for text in (plan.title, plan.short_title, plan.publisher, *(block.text for block in chapters), *written)]
