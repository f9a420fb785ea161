"""A second source of Taiwan's forms, independent of OpenCC, is held against the conversion: where the two disagree, somebody has decided.

The tables are MediaWiki's, under the GPL: they are a dependency of the tests, and nothing of the product is made of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import opencc
import pytest
from babel.messages.pofile import read_po

from planbook.checks.rules import CheckedPlan
from planbook.editions.conversion import converter
from planbook.editions.decisions import read_ledger
from planbook.editions.examination import examine
from planbook.editions.passages import Passage, passages
from planbook.editions.variants import FORMS
from planbook.records.load import load
from planbook.records.model import Edition
from planbook.records.problem import Problem
from support import second_source
from support.facts import ours
from support.places import ROOT

LEDGER = "data/editions/zh-hant.ledger.txt"
NOWHERE = Problem("x", 1, "", "", "")


@pytest.fixture(scope="session")
def edition(sound: CheckedPlan) -> Edition:
    return sound.records.editions["zh-hant"]


@ours
def test_where_the_sources_disagree_the_ledger_was_asked(project: Path, sound: CheckedPlan, edition: Edition) -> None:
    """The check demands a decision for every place of a character in FORMS: so no disagreement may be about another character."""
    convert = converter(edition, project / "data")
    found: dict[str, set[str]] = defaultdict(set)
    for passage in passages(sound.records, sound.blocks, load(project / "data").lines, project / "docs"):
        made, theirs = convert(passage.text), second_source.convert(passage.text).translate(str.maketrans(edition.characters))
        for place, (one, other) in enumerate(zip(made, theirs, strict=True)):
            if one != other:
                found[passage.text[place]].add(passage.text[max(0, place - 2) : place + 3])
    assert len(found) > 20, "Two sources that never disagree are one."
    assert {character: contexts for character, contexts in found.items() if character not in FORMS} == {}


def test_the_second_source_writes_as_taiwan_does() -> None:
    assert second_source.convert("拖欠账款，高纯硅，里面，头发，发展") == "拖欠帳款，高純矽，裡面，頭髮，發展"


def test_every_doubtful_character_is_asked_about() -> None:
    assert [character for character, forms in FORMS.items() if len(set(forms)) < 2] == []
    assert FORMS["账"] == "賬帳"


# --- words of other plans -----------------------------------------------------------------------------------------------

SILENT = {
    "names of people and places": "后后 并并 庄庄 栖栖 党党 怜怜 阁閤 占占 升昇 柏栢 适适 鹅鵞 羡羡 温温 灯灯 种种 绣綉 发髮",
    "words of old books": "个箇 累纍 出齣 局跼 咚鼕 洒洒 肮肮 扼搤 痒痒 别别 愿愿 溯泝 证証 痳痲 岭岭 胆胆",
    "two forms that are both written": "枪鎗 淡澹 练鍊 链鍊 锈銹 并併 洼洼 吨吨",
}
"""Where the edition writes otherwise than the second source, and nothing asks the editors: what each is about, the source's form behind."""


@ours
def test_of_six_thousand_words_no_doubtful_one_passes_in_silence(project: Path, edition: Edition) -> None:
    """Words of no plan yet: each that the sources write otherwise is judged in the ledger by a word, is asked about, or is named."""
    back = opencc.OpenCC("t2s").convert
    words = [word for word in second_source.table() if len(word) > 1 and re.fullmatch(r"[\u4e00-\u9fff]+", word) and back(word) == word]
    assert len(words) > 5000
    convert = converter(edition, project / "data")
    problems = examine(edition, [Passage(word, NOWHERE, "", "") for word in words], project / "data").problems
    asked = {found for problem in problems for found in re.findall(r"is written in “([^”]+)”", problem.what)}
    judged = {decision.word for decision in read_ledger(project / LEDGER)[1] if len(decision.word) > 1}
    silent: dict[str, list[str]] = defaultdict(list)
    for word in words:
        made = convert(word).translate(second_source.COMMON)
        for place, (one, other) in enumerate(zip(made, second_source.convert(word), strict=True)):
            around = word[max(0, place - 1) : place + 2]
            heard = one == other or any(around in words for words in asked)
            if not heard and not any(known in word and word[place] in known for known in judged):
                silent[word[place] + other].append(word)
    assert dict(silent) == {pair: silent[pair] for pairs in SILENT.values() for pair in pairs.split()}


JUNCTIONS = {"相关系统": "系", "所有制造业": "制", "商标准许": "准"}


@ours
@pytest.mark.parametrize("words", JUNCTIONS)
def test_a_word_of_the_ledger_does_not_speak_where_it_stands_by_chance(project: Path, edition: Edition, words: str) -> None:
    """关系 stands in 相关系统 across two words: OpenCC takes it for 關係, and so would the ledger."""
    problems = examine(edition, [Passage(words, NOWHERE, "", "")], project / "data").problems
    told = [problem for problem in problems if "decides nothing" not in problem.what and "Without this phrase" not in problem.what]
    assert [problem for problem in told if f"“{JUNCTIONS[words]}”" in problem.what or JUNCTIONS[words] in problem.key], told


# --- words of the interface ---------------------------------------------------------------------------------------------

MAINLAND = """
    搜索 發佈 工作簿 生成 打開 快捷鍵 字號 打印 鼠標 默認 文件夾 服務器 硬盤 磁盤 程序 網絡 屏幕 視頻 軟件 鏈接 字符 字節 訪問 二維碼 逐行
    信息 應占 許可 開放數據 設備
"""
"""What only the mainland says, of things for which the interface has Taiwan's word in another place: one thing has one name."""
BY_HAND = {
    "许多只读到": "只", "文本里没有": "裡", "版本里都只": "裡", "份应占的比": "佔", "数应占%(": "佔", "查看表格、": "表",
    "注%(": "註",
}  # fmt: skip
"""Where the catalogue is right and the converter is not."""


def catalogue(language: str) -> dict[str, list[str]]:
    """The translations of every message: one, or the forms of a number."""
    with (ROOT / "macros" / "locale" / f"{language}.po").open("rb") as file:
        entries = [message for message in read_po(file) if message.id]
    return {str(m.id): [m.string] if isinstance(m.string, str) else list(m.string) for m in entries}


def test_the_interface_has_one_word_for_one_thing() -> None:
    said = "\n".join(form for forms in catalogue("zh-Hant").values() for form in forms)
    assert [word for word in MAINLAND.split() if word in said] == []


@ours
def test_the_interface_writes_characters_as_the_plan_does(project: Path, edition: Edition) -> None:
    """Where a word of the interface is the mainland's, in other characters, they are the converter's, which the ledger proves."""
    convert, back, simplified = converter(edition, project / "data"), opencc.OpenCC("t2s").convert, catalogue("zh-Hans")
    found = {}
    for message, forms in catalogue("zh-Hant").items():
        for original, written in zip(simplified[message], forms, strict=True):
            made = convert(original)
            for place, (one, other) in enumerate(zip(made, written, strict=False) if len(made) == len(written) else ()):
                if one != other and back(other) == original[place]:
                    found[original[max(0, place - 2) : place + 3]] = other
    assert found == BY_HAND
