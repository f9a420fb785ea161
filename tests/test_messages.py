"""What the engine says: in Chinese unless English is asked for, every message translated, every problem listed in the data guide."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from planbook.checks.rules import CheckedPlan, check
from planbook.publish import snapshots
from planbook.records import message_list, messages
from planbook.records.problem import BadData
from support import damage
from support.places import ROOT
from support.projects import run

CATALOGUE = ROOT / "scripts" / "planbook" / "locale" / "zh-Hans.po"
PROBLEMS = functools.cache(message_list.problems)
"""Every problem of the engine, found once: two of the tests look elsewhere."""
GAP = re.compile(r"%\((\w+)\)[sd]")
FAULTS = ROOT / "tests" / "faults"


@functools.cache
def translated() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, abort_invalid=True) if entry.id}


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ({}, "zh-Hans"),
        ({"LANG": ""}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "de_DE.UTF-8"}, "zh-Hans"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "en_GB:en"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(asked: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    assert messages.language() == language


def test_a_long_list_in_a_sentence_is_cut_and_counted(
    sound: CheckedPlan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Thirty-four ids in one line were read by nobody; names are what an editor knows."""
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert messages.listed(list("甲乙丙丁戊")) == "甲，乙，丙，丁，戊"
    assert messages.listed(list("甲乙丙丁戊己庚")) == "甲，乙，丙，丁，戊，还有 2 个"
    snapshots.warn_of_old_figures(sound)
    assert all(len(line) < 160 for line in capsys.readouterr().out.splitlines())


def test_every_message_is_translated_and_no_translation_is_left_over() -> None:
    assert message_list.messages(ROOT / "tests" / "bench") == translated().keys()


def test_translations_have_the_gaps_of_their_messages() -> None:
    assert {m: words for m, words in translated().items() if set(GAP.findall(m)) - set(GAP.findall(words))} == {}
    assert {m: words for m, words in translated().items() if set(GAP.findall(words)) - set(GAP.findall(m))} == {}


def test_a_sentence_ends_as_one() -> None:
    """A report is read by programs, too: what is wrong ends with a full stop or a question mark, and so does the cure."""
    pairs = {message for told in PROBLEMS() for message in (told.what, told.cure)}
    assert [m for m in pairs if not m.endswith((".", "?"))] == []
    assert [m for m in pairs if not translated()[m].endswith(("。", "？"))] == []


def test_many_problems_are_known_and_each_has_words() -> None:
    told = PROBLEMS()
    assert len(told) > 150
    assert {"records", "checks", "editions", "text"} == {problem.module.partition("/")[0] for problem in told}


SAID_OF_NO_FAULT = {
    "The page cannot be set: %(reason)s.": "Markdown states no errors of its own, and no page is known that brings it to one",
    "Write it more simply.": "the same",
}


def test_every_message_of_the_rules_is_said_of_some_fault() -> None:
    """Or is told in words by another test: what was never said may be wrong, and the rule behind it idle."""
    reports = "\n".join(path.read_text(encoding="utf-8") for path in FAULTS.glob("*/report.txt"))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__))
    silent = set()
    for message in {message for told in PROBLEMS() if told.module.startswith("checks/") for message in (told.what, told.cure)}:
        pieces = [piece.replace("%%", "%") for piece in re.split(r"%\(\w+\)[sd]", message)]
        if not re.search(".*".join(map(re.escape, pieces)), reports) and max(pieces, key=len).strip() not in tests:
            silent.add(message)
    assert silent == SAID_OF_NO_FAULT.keys()


def in_the_guide(message: str) -> str:
    return GAP.sub("…", translated()[message]).replace("%%", "%").replace("|", "\\|").replace("<", "&lt;")


def test_the_guide_lists_every_problem_with_what_to_do() -> None:
    guide = (ROOT / "data" / "README.md").read_text(encoding="utf-8").partition("## 提示一览")[2]
    rows = [row for row in guide.splitlines() if row.startswith("| ")]
    lacking = []
    for told in PROBLEMS():
        what, cure = (in_the_guide(message) for message in (told.what, told.cure))
        if not any(row.startswith(f"| {what} |") and cure in row for row in rows):
            lacking.append((what, cure))
    assert lacking == []


def test_a_call_without_words_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rule.py").write_text(
        "def rule(subject, what):\n    words = what + '!'\n    yield subject.lines.problem(1, (), words, words)\n"
    )
    monkeypatch.setattr(message_list, "ENGINE", tmp_path)
    with pytest.raises(ValueError, match=r"rule\.py:3"):
        message_list.problems()


def test_wordings_under_conditions_are_all_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (
        "def rule(subject):\n    what, cure = 'A.', 'B.'\n    if subject:\n        cure = 'C.'\n"
        "    yield Problem.at('p', 1, '', what, cure)\n    what = 'D.'\n    yield Problem.at('p', 1, '', what, 'E.' if subject else 'F.')\n"
    )
    (tmp_path / "rule.py").write_text(source)
    monkeypatch.setattr(message_list, "ENGINE", tmp_path)
    assert [(t.what, t.cure) for t in message_list.problems()] == [("A.", "B."), ("A.", "C."), ("D.", "E."), ("D.", "F.")]


CHINESE = {
    "yaml-full-width-colon": "data/terms/farmland.yml:1: “name”之后用了全角冒号“：”。写半角冒号，再空一格：“name: ”。",
    "yaml-quote-not-closed": "data/terms/farmland.yml:3: 引号 ' 没有合上，从这一行开始。在文字末尾合上。",
    "yaml-tab-or-full-width-indent": "data/boxes/02.yml:25: 这一行用制表符缩进。用空格缩进，每级两格。",
    "reference-by-a-name": "data/targets/cold-chain.yml:9: places[0]: 没有 data/places/云雀镇.yml。是不是“yunque”？",
    "many-at-once": "data/boxes/01.yml:16: table.rows[1].cells.traget: 表格没有“traget”这一列。是不是“target”？",
}


@pytest.mark.parametrize("fault", CHINESE)
def test_editors_read_chinese(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in messages.ASKED:
        monkeypatch.delenv(name, raising=False)
    data = damage.miniature(tmp_path)
    damage.lay_over(FAULTS / fault, tmp_path)
    with pytest.raises(BadData) as caught:
        check(data)
    lines = caught.value.report().splitlines()
    assert CHINESE[fault] in lines
    assert re.fullmatch(r"共 \d+ 处错误。什么都没有写。", lines[-1])
    words = re.sub(
        r"[“'(（].*?[”')）]|[\w./-]+\.(?:yml|txt|md)|[\w.\[\]]+:|说明：.*|\b(?:value|unit|evidence|cells?)\b", "", "\n".join(lines)
    )
    assert not re.findall(r"\b(?:the|is|not|stands|write|there)\b", words, re.IGNORECASE)


def test_the_command_line_speaks_chinese_where_nobody_asks_for_english(tmp_path: Path) -> None:
    data = damage.miniature(tmp_path)
    assert data.is_dir()
    source = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r}); from planbook.records.messages import say; print(say('Keep one.'))"
    )
    assert run(tmp_path, "-c", source, LANGUAGE="", LC_ALL="", LC_MESSAGES="", LANG="").stdout == "留一个。\n"
    assert run(tmp_path, "-c", source, LANGUAGE="", LC_ALL="", LC_MESSAGES="", LANG="en_GB.UTF-8").stdout == "Keep one.\n"
