"""The words of the interface: every message is translated in every edition, and numbers and dates read as people write them."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import material
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from planbook.editions.words import Words
from planbook.records.model import Edition
from support import invented
from support.places import EDITION, LANGUAGES, ROOT
from support.words import simplified_only

LOCALE = ROOT / "macros" / "locale"
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES.values())
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ABSENT = ("blog.", "consent.", "readtime.", "rss.")
"""Keys of Material for what this site does not have."""


def catalogue(language: str) -> Catalog:
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(language: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue(language) if message.id}


def used() -> Iterator[tuple[str, str]]:
    """Every message that a macro or a module asks for, with the place that asks."""
    for path in sorted((ROOT / "macros").rglob("*.html")):
        for found in extract_from_file("jinja2.ext:babel_extract", path, options={"silent": "false"}):
            yield str(found[1]), f"{path.name}:{found[0]}"
    for path in sorted((ROOT / "scripts").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in ("_", "gettext") and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value, f"{path.name}:{node.lineno}"
            elif isinstance(node, ast.Call) and _called(node) == "ngettext" and isinstance(node.args[0], ast.Constant):
                yield str(tuple(form.value for form in node.args[:2] if isinstance(form, ast.Constant))), f"{path.name}:{node.lineno}"


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_every_edition_has_a_catalogue(editions: dict[str, Edition]) -> None:
    assert {edition.language for edition in editions.values()} <= {path.stem for path in LOCALE.glob("*.po")}
    assert {edition.language for edition in invented.sound().records.editions.values()} == {path.stem for path in LOCALE.glob("*.po")}


@LANGUAGE
def test_every_message_is_translated(language: str) -> None:
    translated = {id for id, string in messages(language).items() if string}
    missing = [f"{place}: {message}" for message, place in used() if message not in translated]
    assert not missing


@LANGUAGE
def test_no_translation_is_left_over(language: str) -> None:
    left = messages(language).keys() - {message for message, _ in used()}
    assert not left
    assert not catalogue(language).obsolete


@LANGUAGE
def test_placeholders_agree(language: str) -> None:
    found = {id: (set(PLACEHOLDER.findall(id)), set(PLACEHOLDER.findall(string))) for id, string in messages(language).items()}
    torn = {id: names for id, names in found.items() if names[0] != names[1]}
    assert not torn


def test_traditional_words_are_traditional() -> None:
    """In the catalogue and in the words of the theme."""
    theme = (ROOT / "macros/theme/partials/languages/zh-Hant.html").read_text(encoding="utf-8")
    assert not simplified_only("".join(messages("zh-Hant").values()) + theme)
    assert simplified_only("繁體 简体 后里台") == {"简", "体"}, "The test can tell them apart."


def theme_words(path: Path) -> dict[str, str]:
    """The words of a language file of the theme: the mapping that its macro holds."""
    mapping = re.search(r"\{\{ (\{.*\})\[key\]", path.read_text(encoding="utf-8"), re.DOTALL)
    assert mapping
    return ast.literal_eval(mapping.group(1))


@LANGUAGE
def test_the_theme_has_all_its_words(language: str) -> None:
    """What is missing here would appear in English."""
    folder = "partials/languages"
    english = theme_words(Path(material.__file__).parent / "templates" / folder / "en.html")
    ours = theme_words(ROOT / "macros/theme" / folder / f"{language}.html")
    assert ours.keys() == {key for key in english if not key.startswith(ABSENT)}
    assert all(ours.values())
    assert ours["language"] == language


@EDITION
def test_numbers_and_dates_read_as_people_write_them(editions: dict[str, Edition], edition: str) -> None:
    words = Words(editions[edition], LOCALE)
    assert words.number(37844) == "37,844"
    assert words.number(Decimal("0.8")) == "0.8"
    assert words.number(Decimal("48.130")) == "48.130", "The plan's own decimals are kept."
    assert (words.number(6), words.number(Decimal("6.0")), words.number(Decimal(6))) == ("6", "6.0", "6"), "They are equal numbers."
    assert words.number(Decimal("-1.5")) == "−1.5"
    assert (words.percent(Decimal("-0.145")), words.share(Decimal("-0.68"))) == ("−14%", "−68%")
    assert words.quantity(Decimal("-8.7"), "%") == "−8.7%"
    assert words.number(Decimal("1234567.891234")) == "1,234,567.891234"
    assert words.date(datetime.date(2021, 3, 24)) == ("24 March 2021" if edition == "en" else "2021年3月24日")


@pytest.mark.parametrize(
    ("edition", "value", "unit", "high", "said"),
    [
        ("zh-hans", "30", "万吨", None, "30万吨"),
        ("zh-hans", "3", "家", "5", "3–5家"),
        ("zh-hans", "83.77", "100 million yuan", None, "83.77100 million yuan"),
        ("en", "3", "enterprises", "5", "3–5 enterprises"),
        ("en", "62.9", "%", None, "62.9%"),
        ("en", "3", "‰ a year", None, "3‰ a year"),
        ("en", "5", "", None, "5"),
        ("en", "25.70", "10,000 mu", None, "257,000 mu"),
        ("en", "-0.5", "10,000 mu", None, "−5,000 mu"),
        ("en", "99.99999", "10,000 people", None, "999,999.9 people"),
        ("en", "100", "10,000 people", None, "1 million people"),
        ("en", "-837.7", "100 million yuan", None, "−83.77 billion yuan"),
        ("en", "3", "10,000 mu", "500", "30,000–5 million mu"),
    ],
)
def test_a_figure_stands_with_its_unit(
    editions: dict[str, Edition], edition: str, value: str, unit: str, high: str | None, said: str
) -> None:
    """English counts by thousands: a unit that counts by ten thousands goes into the number, and nothing is rounded."""
    words = Words(editions[edition], LOCALE)
    assert words.quantity(Decimal(value), unit, high and Decimal(high)) == said
    assert words.quantity(Decimal(1), "%", Decimal(2), " → ") == "1 → 2%"


def test_a_share_shows_its_sign_and_when_it_is_small_a_decimal(editions: dict[str, Edition]) -> None:
    words = Words(editions["en"], LOCALE)
    shares = ("0", "0.15", "0.01", "0.0099", "-0.0011", "-0.01", "12.5")
    assert [words.percent(Decimal(share)) for share in shares] == ["0%", "+15%", "+1%", "+1.0%", "−0.1%", "−1%", "+1,250%"]


def test_figures_are_written_as_the_edition_wants_them_not_the_machine(editions: dict[str, Edition]) -> None:
    german = Words(editions["en"].model_copy(update={"locale": "de_DE"}), LOCALE)
    assert (german.number(Decimal("37844.5")), german.share(Decimal("12.5"))) == ("37.844,5", "1.250%")
    assert (german.percent(Decimal("-12.5")), german.bytes(1_440_000)) == ("−1.250%", "1,4 MB")
    assert german.quantity(Decimal("25.7"), "10,000 mu", Decimal(150)) == "257.000–1,5 Millionen mu"
    assert german.date(datetime.date(2021, 3, 24)) == "24. März 2021"


def test_a_size_is_told_in_three_figures_at_most(editions: dict[str, Edition]) -> None:
    words = Words(editions["en"], LOCALE)
    sizes = (0, 1, 1499, 1501, 999_499, 999_500, 1_440_000, 12_060_000)
    assert [words.bytes(size) for size in sizes] == ["1 kB", "1 kB", "1 kB", "2 kB", "999 kB", "1.0 MB", "1.4 MB", "12.1 MB"]


@pytest.mark.parametrize(
    ("edition", "text", "said"),
    [
        ("zh-hans", "一二三四五", "一二三四五"),
        ("zh-hans", "一二三四五六", "一二三四…"),
        ("zh-hans", "一二 三四五六", "一二 三…"),
        ("en", "ten signs.", "ten signs."),
        ("en", "one two, three", "one two…"),
        ("en", "one, two three", "one, two…"),
        ("en", "indivisible", "indivisib…"),
    ],
)
def test_what_is_cut_ends_with_a_whole_word(editions: dict[str, Edition], edition: str, text: str, said: str) -> None:
    """Five characters that fill a square are as long as ten letters, and the dots are one of them."""
    assert Words(editions[edition], LOCALE).cut(text, 5) == said


def test_sentences_follow_one_another_as_the_script_wants_it(editions: dict[str, Edition]) -> None:
    chinese, english = (Words(editions[edition], LOCALE) for edition in ("zh-hant", "en"))
    assert (chinese.sentences("一。", "", "二。"), english.sentences("", "One.", "Two.")) == ("一。二。", "One. Two.")
    assert (chinese.numeral(12), english.numeral(12)) == ("十二", "12")
    assert (chinese.region, english.wide, chinese.wide) == ("TW", False, True)


def test_a_message_without_a_translation_is_an_error(editions: dict[str, Edition]) -> None:
    words = Words(editions["zh-hans"], LOCALE)
    with pytest.raises(KeyError, match="no translation of 'Never said'"):
        words.gettext("Never said")
