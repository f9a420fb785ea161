"""An edition changes the script and nothing else: every length, number, id and reference of the real plan stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planbook.checks.rules import CheckedPlan
from planbook.editions.conversion import converter, read_phrases
from planbook.editions.reading import Reading
from planbook.records.model import Edition
from planbook.records.problem import BadData
from planbook.records.walk import texts
from planbook.views.view import View
from support.places import CONVERTED, FIRST, PREFIXES

OTHER = pytest.mark.parametrize("edition", CONVERTED)
NUMBER_OR_NAME = re.compile(r"[0-9A-Za-z.,%+/&-]+")
HAN = re.compile(r"[\u3400-\u9fff]")
QUOTES = str.maketrans("“”‘’", "「」『』")


def pairs(sound: CheckedPlan, reading: Reading) -> Iterator[tuple[str, str]]:
    """Every text of the records and the blocks beside what the edition makes of it."""
    for record, converted in zip(sound.records.everything(), reading.records.everything(), strict=True):
        yield from ((before, after) for (_, before), (_, after) in zip(texts(record), texts(converted), strict=True))
    for id, block in sound.blocks.items():
        other = reading.blocks[id]
        yield from ((block.text, other.text), (block.before, other.before), (block.mark, other.mark))
        yield from zip((block.cells or {}).values(), (other.cells or {}).values(), strict=True)


def test_the_first_edition_is_the_plan_itself(sound: CheckedPlan, views: dict[str, View]) -> None:
    assert views[FIRST].reading.records == sound.records
    assert views[FIRST].reading.blocks == sound.blocks


def test_the_editions_are_those_that_these_tests_know(editions: dict[str, Edition]) -> None:
    assert list(editions) == list(PREFIXES)
    assert [edition.id for edition in editions.values() if edition.kind == "converted"] == CONVERTED


@OTHER
def test_every_text_keeps_its_length(sound: CheckedPlan, views: dict[str, View], edition: str) -> None:
    """Marks and corrections are offsets into the text."""
    longer = [(before, after) for before, after in pairs(sound, views[edition].reading) if len(before) != len(after)]
    assert not longer


@OTHER
def test_numbers_and_latin_words_stay(sound: CheckedPlan, views: dict[str, View], edition: str) -> None:
    changed = [
        (before, after)
        for before, after in pairs(sound, views[edition].reading)
        if NUMBER_OR_NAME.findall(before) != NUMBER_OR_NAME.findall(after)
    ]
    assert not changed


@OTHER
def test_all_that_is_not_text_stays(sound: CheckedPlan, views: dict[str, View], edition: str) -> None:
    """Ids, references, values, years, dates, what was received, the place of every block and of every correction in it."""
    reading = views[edition].reading
    for record, converted in zip(sound.records.everything(), reading.records.everything(), strict=True):
        for before, after in zip(leaves(record.model_dump()), leaves(converted.model_dump()), strict=True):
            assert before == after or HAN.search(str(before)), f"{record.folder}/{record.id}"
    for id, erratum in sound.records.errata.items():
        assert erratum.received == reading.records.errata[id].received
    for id, block in sound.blocks.items():
        shown = {"text": "", "before": "", "mark": "", "cells": None, "cell_errata": ()}
        assert replace(block, **shown) == replace(reading.blocks[id], **shown)
        assert list(block.cells or ()) == list(reading.blocks[id].cells or ())
        assert [erratum.id for erratum in block.cell_errata] == [erratum.id for erratum in reading.blocks[id].cell_errata]


def leaves(value: object) -> Iterator[object]:
    """Every key and every single value within lists and mappings."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from leaves(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


@OTHER
def test_quotation_marks_are_those_of_the_script(sound: CheckedPlan, views: dict[str, View], edition: str) -> None:
    found = list(pairs(sound, views[edition].reading))
    assert any("“" in before for before, _ in found)
    for before, after in found:
        assert [character for character in after if character in "“”‘’「」『』"] == [
            character for character in before.translate(QUOTES) if character in "「」『』"
        ]


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    """An empty dictionary of the only edition in a folder of its own."""
    (tmp_path / "editions").mkdir()
    path = tmp_path / "editions" / "own.txt"
    path.write_text("", encoding="utf-8")
    return path


def convert(text: str, dictionary: Path) -> str:
    edition = Edition(
        id="own", name="Own", short_name="O", language="zh-Hant", locale="zh_Hant_TW", order=2, kind="converted", phrases=dictionary.name
    )
    return converter(edition, dictionary.parent.parent)(text)


def test_the_dictionary_wins_over_opencc(dictionary: Path) -> None:
    assert convert("开启新征程", dictionary) == "開啟新徵程", "OpenCC takes 新征 for the levying of something new."
    dictionary.write_text("# a comment\n新征程\t新征程 # another\n\n", encoding="utf-8")
    assert convert("开启新征程", dictionary) == "開啟新征程"


def test_the_longest_phrase_wins(dictionary: Path) -> None:
    dictionary.write_text("里\t裡\n里河\t里河\n", encoding="utf-8")
    assert convert("里河里", dictionary) == "里河裡"


def test_single_glyphs_are_put_right_behind_opencc(dictionary: Path) -> None:
    edition = Edition(
        id="own", name="Own", short_name="O", language="zh-Hant", locale="zh_Hant_TW", order=2, kind="converted", phrases=dictionary.name,
        characters={"臺": "台", "“": "「"},
    )  # fmt: skip
    assert converter(edition, dictionary.parent.parent)("舞台“") == "舞台「"
    assert convert("舞台“", dictionary) == "舞臺“"


@pytest.mark.parametrize(
    ("lines", "line", "key", "what"),
    [
        ("里河 里河\n", 1, "里河 里河", "not of the same length"),
        ("里河\t里\n", 1, "里河", "not of the same length"),
        ("# fine\n里河\t里河 村\n", 2, "里河", "not of the same length"),
        ("里河\t里河\n云\t雲\n里河\t裡河\n", 3, "里河", "stands twice"),
    ],
)
def test_a_damaged_dictionary_is_told_by_its_line(dictionary: Path, lines: str, line: int, key: str, what: str) -> None:
    dictionary.write_text(lines, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        read_phrases(dictionary)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.key) == ("data/editions/own.txt", line, key)
    assert what in problem.what


def test_all_damaged_lines_are_told_at_once(dictionary: Path) -> None:
    dictionary.write_text("一\n二\t二二\n三\t三\n三\t三\n", encoding="utf-8")
    with pytest.raises(BadData) as caught:
        read_phrases(dictionary)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 4]
