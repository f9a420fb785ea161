"""A translated edition: what it says leads where the plan leads, counts what the plan counts, and falls back where it has no words."""

from __future__ import annotations

import argparse
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import lxml.html
import pytest
from markupsafe import escape

from planbook.checks import backlog, translations
from planbook.checks.rules import CheckedPlan, check
from planbook.checks.subject import Subject
from planbook.checks.translations import Translated
from planbook.editions import po, reading_log
from planbook.editions.amounts import Amount, in_chinese, in_english, weighty, without
from planbook.editions.foreign import Foreign, Prose, plain
from planbook.editions.notation import parse
from planbook.editions.reading import reading
from planbook.editions.translation import enumerated, joined
from planbook.pages.renderer import Renderer
from planbook.publish import commands
from planbook.publish.translations import refresh
from planbook.records.lines import Lines
from planbook.records.problem import BadData, Problem
from planbook.text.blocks import Span
from planbook.text.links import Mark, Mention
from planbook.views.view import View
from support.facts import at_least, ours
from support.invented import pages
from support.places import FIRST, MINIATURE, ROOT, TRANSLATED, TRANSLATION
from support.sites import Trees

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


# --- the notation ---------------------------------------------------------------------------------------------------------


def test_marks_are_offsets_into_the_words() -> None:
    said = parse("By 2025, [the [40]{targets/a} brands]{projects/b} of *Shiji* and [this]{errata/c}.")
    assert said.text == "By 2025, the 40 brands of Shiji and this."
    assert said.marks == (Mark(9, 22, "projects", "b"), Mark(13, 15, "targets", "a"))
    assert said.spans == (Span(36, 40, "c"),)
    assert [said.text[start:end] for start, end in said.titles] == ["Shiji"]
    assert said.faults == ()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*The [works]{projects/a} of it*", ["The works of it", "works"]),
        ("[the *Works* of [it]{terms/b}]{projects/a} and *More*", ["the Works of it", "Works", "it", "More"]),
        ("[a [b] c]{projects/a} [d]{terms/b}", ["a [b] c", "d"]),
        ("[a] *b* [c]{terms/b}*", ["b", "c"]),
        ("[[a]{terms/b} c]{projects/a}*d*", ["a c", "a", "d"]),
        ("[a *b]{projects/a} c*", ["a b", "b c"]),
        ("*a [b* c]{projects/a}", ["a b", "b c"]),
    ],
)
def test_marks_and_titles_within_one_another_keep_their_words(written: str, shown: list[str]) -> None:
    """Every sign that is taken out moves what is open and what was found behind it."""
    said = parse(written)
    places = sorted([*said.titles, *((mark.start, mark.end) for mark in said.marks)], key=lambda place: (place[0], -place[1]))
    assert [said.text[start:end] for start, end in places] == shown
    assert said.faults == ()


@pytest.mark.parametrize("words", ["Figures in [] are totals", "[lost]", "*GDP (100 million yuan)", "a ] b", "[a [b] c]"])
def test_signs_that_say_nothing_are_words(words: str) -> None:
    assert parse(words).text == words
    assert parse(words).faults == ()


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("x]{targets/a}", "closes nothing"), ("[x]{goals/a}", "no kind of record"), ("[]{targets/a}", "the mark targets/a has no words"),
        ("[x]{title/a}", "“title” is no kind of record"),
        ("to} the canals of", "“to} the canals” is not whole"), ("**", "the mark ** has no words"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(written: str, fault: str) -> None:
    (told,) = parse(written).faults
    assert fault in told


def test_printed_numbers_become_digits() -> None:
    assert [enumerated(mark) for mark in ("一、", "（十二）", "3.", "")] == ["1.", "12.", "3.", ""]


# --- words of another language --------------------------------------------------------------------------------------------


def test_words_of_another_language_are_marked_in_html_and_plain_elsewhere() -> None:
    words = Foreign("规划<纲要>", "zh-Hans")
    assert words == "规划<纲要>"
    assert escape(words) == '<span lang="zh-Hans">规划&lt;纲要&gt;</span>'
    assert escape(words[:2]) == '<span lang="zh-Hans">规划</span>'
    assert escape("…" + words[2:3]) == '<span lang="zh-Hans">…&lt;</span>'
    assert escape(Foreign("", "zh-Hans")) == ""
    assert type(plain(words)) is str


def test_prose_quotes_the_plan_and_names_works() -> None:
    words = Prose("⟦束⟧ was taken for ⟦柬⟧ in *Shiji* & elsewhere.", "zh-Hans")
    assert words == "束 was taken for 柬 in Shiji & elsewhere."
    assert escape(words) == (
        '<span lang="zh-Hans">束</span> was taken for <span lang="zh-Hans">柬</span> in <cite>Shiji</cite> &amp; elsewhere.'
    )


# --- numbers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chinese", "english", "amounts"),
    [
        ("837.7亿元", "83.77 billion yuan", {(83_770_000_000, "yuan"): 1}),
        ("25.7万亩", "257,000 mu", {(257_000, "mu"): 1}),
        ("450万t/a", "4.5 million t/a", {(4_500_000, "t"): 1}),
        ("1100万人次", "11 million visits", {(11_000_000, "visits"): 1}),
        ("百万吨乙烯", "million-tonne ethylene", {(1_000_000, "t"): 1}),
        ("2021年3月24日", "24 March 2021", {(2021, ""): 1, (3, "month"): 1, (24, ""): 1}),
        ("2021—2025年", "2021–2025", {(2021, ""): 1, (2025, ""): 1}),
        ("“十四五”时期", "the 14th Five-Year Plan period", {(14, ""): 1, (5, ""): 1}),
        ("三大攻坚战", "the three critical battles", {(3, ""): 1}),
        ("二〇三五年", "2035", {(2035, ""): 1}),
        ("降低3‰", "fall by 3‰", {(3, "‰"): 1}),
        ("减少三成半", "fall by 35%", {(35, "%"): 1}),
        ("*地区生产总值（亿元）", "*GDP (100 million yuan)", {(100_000_000, "yuan"): 1}),
        ("一批项目", "a number of projects", {}),
        ("230立方米高炉", "the 230-cubic-metre blast furnace", {(230, "m3"): 1}),
        ("三四个基地", "three or four bases", {(3, ""): 1, (4, ""): 1}),
        ("3千米、3千瓦、3千克", "3 kilometres, 3 kilowatts, 3 kilograms", {(3, "km"): 1, (3, "kW"): 1, (3, "kg"): 1}),
        ("3千人", "3,000 people", {(3000, ""): 1}),
        ("10多亿元", "over a billion yuan", {(1_000_000_000, "yuan"): 1}),
        ("千亿级产业", "a 100-billion-yuan industry", {(100_000_000_000, "yuan"): 1}),
        ("减少三成", "fall by 30%", {(30, "%"): 1}),
        ("第一章、第2节", "Chapter 1, Section 2", {(1, ""): 1, (2, ""): 1}),
        ("“十三五”末", "the end of the 13th Five-Year Plan", {(13, ""): 1, (5, ""): 1}),
        ("四中、五中全会", "the fourth and the fifth plenary sessions", {(4, ""): 1, (5, ""): 1}),
        ("二十五项", "Twenty-five items", {(25, ""): 1}),
        ("2021年5月", "May 2021; it may", {(2021, ""): 1, (5, "month"): 1}),
        ("12月", "December", {(12, "month"): 1}),
        ("人口（万人）", "population (10,000 people)", {(10_000, ""): 1}),
        ("三级医院、十亿人", "Grade 3 hospitals, a billion people", {(3, ""): 1, (1_000_000_000, ""): 1}),
        ("万亿级产业", "a trillion-yuan industry", {(10**12, "yuan"): 1}),
        ("八十、三百、二", "eighty, three hundred, two", {(80, ""): 1, (300, ""): 1, (2, ""): 1}),
        ("一二个或二三个", "one or two, or two or three", {(2, ""): 2, (3, ""): 1}),
        ("五六七个", "five, six or seven", {(5, ""): 1, (6, ""): 1, (7, ""): 1}),
        ("第100次", "the 100th visit", {(100, ""): 1}),
        ("五吨", "Five Tonnes", {(5, "t"): 1}),
    ],
)
def test_both_languages_count_the_same(chinese: str, english: str, amounts: dict[tuple[int, str], int]) -> None:
    expected = Counter({Amount(Fraction(value), unit): count for (value, unit), count in amounts.items()})
    assert in_chinese(chinese) == expected
    assert in_english(english) == expected


def test_an_amount_is_told_with_its_unit_and_a_mere_word_is_none() -> None:
    assert [str(one) for one in in_english("1,234.5 tonnes, 1,234,567,890,123 mu, 7")] == ["1,234.5 t", "1,234,567,890,123 mu", "7"]
    assert weighty(in_english("twelve, thirteen, 13, 2%")) == {Amount(Fraction(13)): 2, Amount(Fraction(2), "%"): 1}


FIGURE = re.compile(r"\d+(?:\.\d+)?|[二三四五六七八九](?![一-龥]*堡)|\b(?:two|three|four|five|six|seven|eight|nine)\b")
NEXT = dict(zip("二三四五六七八九", "三四五六七八九二", strict=True))
NEXT |= {"two": "three", "three": "four", "four": "five", "five": "six", "six": "seven", "seven": "eight", "eight": "nine", "nine": "two"}


def damaged(text: str) -> Iterator[str]:
    """The text with each number in turn made another; a mark's address is no number of the text."""
    for match in FIGURE.finditer(text):
        if not re.match(r"[^{}]*\}", text[match.end() :]):
            number = match.group()
            other = NEXT.get(number) or number[:-1] + str((int(number[-1]) + 1) % 10)
            yield text[: match.start()] + other + text[match.end() :]


@TRANSLATION
def test_any_damaged_number_is_found(project: Path, sound: CheckedPlan) -> None:
    """The mutation run: every number of every text of the plan, in figures or in words, in either language, made another.

    In the editors' prose, numbers to twelve without a unit are mere words, and the rule does not look at them.
    """
    (translation,) = sound.translations
    subject = Subject(
        project / "data", project / "macros", sound.records, Lines(), {}, set(), sound.blocks, sound.links, sound.proof, ""
    )  # fmt: skip
    translated = Translated(subject, translation)
    names = translated.countless
    looked, missed = Counter[str](), []
    for message, _entry, words in translated.shown:
        texts = [(text, words) for text in damaged(without(message.text, names["zh"]))]
        texts += [(message.text, text) for text in damaged(without(words, names["en"]))]
        alike = [pair for pair in texts if translated.discord(message, *pair) is None]
        kind = "the plan" if message.block else "records"
        looked[kind] += len(texts)
        missed += [(kind, message.context, pair) for pair in alike]
    assert looked["the plan"] >= at_least("numbers of the translation")
    assert [miss for miss in missed if miss[0] == "the plan"] == []
    assert looked["records"] >= at_least("numbers of the translated records")
    assert len(missed) < looked["records"] / 2, "Small numbers of prose, and no others."


# --- the translation held against the plan --------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented plan, to be damaged; faults are told in English."""
    monkeypatch.setenv("LANGUAGE", "en")
    for part in ("data", "docs"):
        shutil.copytree(MINIATURE / part, tmp_path / part)
    return tmp_path / "data"


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(small: Path) -> Edit:
    """Replace words in a file of the translation; they must be there."""

    def replaced(name: str, old: str, new: str) -> None:
        path = small / "translations" / "en" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replaced


SECOND_PHRASE = "\none-village-one-product\tphrase\t高标准农田\thigh-standard farmland\t\t"
"""Takes the note of the first phrase away, and the id that it has."""
FAULTS = [
    ("02.po", "[200,000 tonnes]", "[250,000 tonnes]", "02-1-2: The text counts 200,000 t, the translation 250,000 t."),
    ("02.po", "[200,000 tonnes]", "[200,000 mu]", "02-1-2: The text counts 200,000 t, the translation 200,000 mu."),
    ("01.po", "About 6%", "About 7%", "box-02-r02#growth: The text counts 6 %, the translation 7 %."),
    ("02.po", "Canal]{projects/lihe-canal}", "Canal]{projects/03-03}", "02-1-2: The text of the plan does not lead to projects/03"),
    ("02.po", "will meet the standard", "will meet the 标准", "02-2-1: “标准” is not of the language."),
    ("02.po", "will meet the standard.", "will meet the standard。", "02-2-1: “。” is not of the language."),
    ("02.po", "close to home", "close to 'home'", "02-2-1: There is a straight quotation mark."),
    ("02.po", "Steady agriculture;", "Steady  agriculture;", "02: There is a blank too many."),
    ("02.po", "“One village, one product” means", "“One village, one good” means", "02-1-1: “One village, one good” is not how"),
    ("02.po", "Steady agriculture;", "*Steady* agriculture;", "02: The text names 0 works in 《》, the translation has 1 titles."),
    ("02.po", "close to home,①", "close to home,", "02-2-1: The mark “①” of a footnote is lost."),
    ("02.po", "[We]{errata/", "[We]{slips/", "02-1-2: The notation cannot be read: “slips” is no kind of record"),
    ("02.po", "lihe-canal}.", "lihe-canal.", "02-1-2: The notation cannot be read: “ation Canal]{projects/li” is not whole"),
    ("02.po", "[200,000 tonnes]", "[200,000 tonnes] [each]", "02-1-2: The notation cannot be read: [200,000 tonnes] leads nowhere."),
    ("readings.tsv", "\treviewed\t", "\t", "This is no reading: 5 columns in place of 6."),
    ("02.po", 'msgctxt "02-2-1"', 'msgctxt "02-2-9"', "02-2-9: The plan has no such text."),
    ("numbers.tsv", "zh\t百分点", "zh\t百分数", "百分数: “百分数” stands in no text of the language zh."),
    ("phrases.tsv", "\tphrase\t", "\tsaying\t", "This line has not its columns."),
    ("phrases.tsv", "one-village-one-product", "One Village", "One Village: “One Village” is no id."),
    ("phrases.tsv", "一村一品", "一村两品", "一村两品: “一村两品” stands in no text."),
    ("phrases.tsv", "Each village", f"{SECOND_PHRASE}Each village", "“one-village-one-product” stands twice."),
    ("terms.po", 'msgstr "one village, one product"', 'msgstr "each village, a product"', "一村一品 is “each village, a product” here"),
    ("readings.tsv", "reviewed", "glanced at", "This is no reading"),
    ("readings.tsv", "9643c914769e", "9643c914", "This is no reading"),
    ("readings.tsv", "a model", "", "This is no reading"),
    ("readings.tsv", "\tmachine\t", "\tmodel\t", "This is no reading"),
    ("02.po", 'msgctxt "02-1"', 'context "02-1"', "This is not PO"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "told"), FAULTS)
def test_a_fault_is_found_with_its_place(small: Path, edit: Edit, name: str, old: str, new: str, told: str) -> None:
    edit(name, old, new)
    with pytest.raises(BadData) as caught:
        check(small)
    (line,) = [str(problem) for problem in caught.value.problems if told in str(problem)]
    found = re.match(r"data/translations/en/([\w.]+):(\d+): ", line)
    assert found
    assert found[1] == name
    path = small / "translations" / "en" / name
    assert int(found[2]) <= path.read_text(encoding="utf-8").count("\n") + 1


def test_every_file_that_cannot_be_read_is_told_at_once(small: Path, edit: Edit) -> None:
    for name in ("01.po", "02.po", "terms.po"):
        edit(name, 'msgid "', "msgid ")
    with pytest.raises(BadData) as caught:
        check(small)
    assert {problem.path.rpartition("/")[2] for problem in caught.value.problems} == {"01.po", "02.po", "terms.po"}


def test_what_parts_of_a_text_mark_is_marked_in_the_whole() -> None:
    """A lead, a name and what follows are messages of their own and one text of the plan."""
    whole = joined([parse("One [[village]{terms/village}]{errata/e1}."), parse("*[Two]{terms/two}*, [three]{slips/x}")])
    assert whole.text == "One village. Two, three"
    assert [(whole.text[mark.start : mark.end], mark.id) for mark in whole.marks] == [("village", "village"), ("Two", "two")]
    assert [(whole.text[span.start : span.end], span.erratum) for span in whole.spans] == [("village", "e1")]
    assert [whole.text[start:end] for start, end in whole.titles] == ["Two"]
    assert len(whole.faults) == 1


def test_every_rule_finds_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule of translations is idle."""
    heard = set[str]()

    def watched(rule: translations.Rule) -> translations.Rule:
        def noted(translated: Translated) -> Iterator[Problem]:
            for problem in rule(translated):
                heard.add(rule.__name__)
                yield problem

        return noted

    rules = translations.RULES
    monkeypatch.setattr(translations, "RULES", tuple(map(watched, rules)))
    unknown = ("readings.tsv", "02-2-1", "02-2-9", "")
    for place, (name, old, new, _told) in enumerate([*FAULTS, unknown]):
        shutil.copytree(MINIATURE / "data", tmp_path / f"{place}" / "data")
        shutil.copytree(MINIATURE / "docs", tmp_path / f"{place}" / "docs")
        path = tmp_path / f"{place}" / "data" / "translations" / "en" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        with pytest.raises(BadData):
            check(tmp_path / f"{place}" / "data")
    assert heard == {rule.__name__ for rule in rules}


def test_a_folder_of_no_edition_is_a_fault(small: Path) -> None:
    (small / "translations" / "fr").mkdir()
    with pytest.raises(BadData, match=r"data/translations/fr:1: There is no such edition\."):
        check(small)


# --- states ---------------------------------------------------------------------------------------------------------------


def states(data: Path) -> Counter[str]:
    (translation,) = check(data).translations
    return backlog.counted(translation)


def test_states_are_worked_out(small: Path, edit: Edit) -> None:
    assert states(small) == {"draft": 191, "missing": 2, "reviewed": 1, "approved": 1}
    edit("02.po", "We will enable people", "We shall enable people")
    assert states(small) == {"draft": 192, "missing": 2, "reviewed": 1}, "One altered word, and nobody has read it."


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([], "draft"),
        ([("reviewed", "a", "machine")], "reviewed"),
        ([("reviewed", "a", "machine"), ("reviewed", "b", "person")], "reviewed"),
        ([("approved", "b", "person")], "reviewed"),
        ([("approved", "a", "machine"), ("reviewed", "b", "machine")], "reviewed"),
        ([("reviewed", "a", "machine"), ("approved", "b", "person")], "approved"),
    ],
)
def test_two_readers_approve_one_of_them_a_person(lines: list[tuple[str, str, str]], state: str) -> None:
    read = [reading_log.Read("04", reading_log.digest("一", "one"), *line, reading_log.datetime.date(2031, 6, 2)) for line in lines]  # type: ignore[arg-type]
    assert reading_log.state("一", "one", False, "一", read) == state


def test_a_changed_text_makes_its_translation_stale(small: Path) -> None:
    """The page shows the plan's words until somebody translates them; nothing else changes its state."""
    chapter, source = small / "chapters" / "02.yml", small / "source" / "plan.txt"
    before = source.read_bytes()
    for path in (chapter, source):
        path.write_text(path.read_text(encoding="utf-8").replace("看得上病", "看得好病"), encoding="utf-8", newline="")
    plan = small / "sources" / "plan.yml"
    digest = [reading_log.hashlib.sha256(text).hexdigest() for text in (before, source.read_bytes())]
    plan.write_text(plan.read_text(encoding="utf-8").replace(*digest), encoding="utf-8")
    for name in ("targets", "indicators"):
        for path in (small / name).glob("*.yml"):
            path.write_text(path.read_text(encoding="utf-8").replace("看得上病", "看得好病"), encoding="utf-8")
    assert states(small)["stale"] == 1
    (translation,) = check(small).translations
    (problem,) = backlog.stale(translation)
    assert str(problem).startswith("data/translations/en/02.po:")
    list(refresh(small))
    text = (small / "translations" / "en" / "02.po").read_text(encoding="utf-8")
    assert '#, fuzzy\n#| msgctxt "02-2-1"\n#| msgid "让群众在家门口看得上病' in text or '#| msgid "让群众在家门口看得上病' in text
    assert states(small)["stale"] == 1


def test_bringing_up_to_date_changes_nothing_that_is_up_to_date(small: Path) -> None:
    folder = small / "translations" / "en"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (told,) = refresh(small)
    assert told == "data/translations/en: 2 missing, 0 stale, 191 draft, 1 reviewed, 1 approved."
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_how_far_a_translation_is_is_told_in_chinese(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "zh_CN.UTF-8")
    (told,) = refresh(small)
    assert told == "data/translations/en：2 缺，0 原文已改，191 初稿，1 校读过，1 核定。"


def test_a_new_file_has_every_message_and_its_marks(small: Path) -> None:
    path = small / "translations" / "en" / "02.po"
    path.unlink()
    list(refresh(small))
    text = path.read_text(encoding="utf-8")
    assert "#. [20万吨]{targets/cold-chain}\n" in text
    assert 'msgctxt "02-1-2"\n' in text
    assert 'msgstr "[We]' not in text


def test_a_release_lacks_nothing_of_the_plan(small: Path, edit: Edit) -> None:
    (translation,) = check(small).translations
    assert backlog.lacking(translation) == [], "Prose of records may lack."
    edit("02.po", 'msgstr "Get things done well"', 'msgstr ""')
    edit("projects.po", 'msgstr "Reinforcement of Baishi Reservoir"', 'msgstr ""')
    (translation,) = check(small).translations
    assert [problem.key for problem in backlog.lacking(translation)] == ["02-2", "projects/03-03/name"]
    (small / "translations" / "en" / "projects.po").unlink()
    (translation,) = check(small).translations
    told, *others = map(str, backlog.lacking(translation))
    assert re.fullmatch(r"data/translations/en/02\.po:\d+: 02-2: There is no translation\. Translate it\.", told)
    cure = "Run 'python3 scripts/run.py messages', then translate it."
    assert "data/translations/en/projects.po:1: projects/03-03/name: There is no translation. " + cure in others


# --- an editor without the language ---------------------------------------------------------------------------------------


BEHIND = [
    (
        "01.po",
        "about [43%]{targets/forest}",
        "about 43%",
        "01-2-1: No words lead to targets/forest. Write [words]{targets/forest} around those that do.",
    ),
    ("02.po", "[every piece of land]{errata/02-1-1-stop}", "every piece of land", "02-1-1: No words lead to errata/02-1-1-stop."),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), BEHIND)
def test_a_mark_that_is_not_there_yet_stops_only_a_release(small: Path, edit: Edit, name: str, old: str, new: str, told: str) -> None:
    """As when a target or an erratum is added by somebody who writes Chinese."""
    edit(name, old, new)
    plan = check(small)
    (translation,) = plan.translations
    (problem,) = backlog.behind(translation, plan)
    assert str(problem).startswith(f"data/translations/en/{name}:")
    assert told in str(problem)
    assert problem in backlog.asked_of_a_release(translation, plan)


def test_a_mark_that_is_not_there_yet_leads_to_the_beginning_of_its_block(small: Path, edit: Edit) -> None:
    def led() -> str:
        plan = check(small)
        shown = reading(plan.records.editions["en"], plan.records, plan.blocks, small, plan.translations)
        return shown.blocks["01-2-1"].text[slice(*shown.linked(plan.links).spans["01-2-1", Mention("targets", "forest")])]

    assert led() == "43%"
    edit(*BEHIND[0][:3])
    assert led() == ""


def test_a_new_erratum_stands_behind_the_translated_block(small: Path, edit: Edit) -> None:
    """The English words still say what the Chinese say, which nobody has altered: they stay, and the mark leads to the erratum."""
    edit("02.po", "[every piece of land]{errata/02-1-1-stop}", "every piece of land")
    plan = check(small)
    shown = reading(plan.records.editions["en"], plan.records, plan.blocks, small, plan.translations)
    press = Renderer(shown, plan.links, plan.proof, ROOT / "macros", plan.ledgers)
    assert press.view.errata.of_block("02-1-1")[-1].id == "02-1-1-stop"
    page = next(page for page in press.pages() if page.path == "plan/02/")
    paragraph = page.body.partition('id="02-1-1"')[2].partition("</p>")[0]
    assert "every piece of land" in paragraph
    assert paragraph.count("errata/#02-1-1-stop") == 1


def test_an_erratum_that_changes_the_words_shows_them_in_chinese(small: Path) -> None:
    """What was translated were other words; a release waits for a translator, nothing else does."""
    words = "让群众在家门口"
    (small / "errata" / "02-2-1-new.yml").write_text(
        f"at: 02-2-1\nkind: misprint\nconfidence: certain\nreceived: {words}\nread: 使群众在家门口\nreason: 试验用。\n", encoding="utf-8"
    )
    plan = check(small)
    (translation,) = plan.translations
    assert translation.state("02-2-1") == "stale"
    shown = reading(plan.records.editions["en"], plan.records, plan.blocks, small, plan.translations)
    assert isinstance(shown.blocks["02-2-1"].text, Foreign)
    assert shown.blocks["02-2-1"].text.startswith("使群众在家门口")
    assert "02-2-1" in [problem.key for problem in backlog.asked_of_a_release(translation, plan)]


def test_checking_warns_and_a_release_is_refused(
    small: Path, edit: Edit, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(*BEHIND[0][:3])
    monkeypatch.setattr(commands.snapshots, "warn_of_old_figures", lambda _sound: None)
    asked = argparse.Namespace(verb="check", release=False, reports=None)
    assert commands.run(asked, small.parent) == 0
    told = capsys.readouterr().out
    assert "Warning: English is behind the plan in 1 places." in told
    assert "01-2-1: No words lead to targets/forest." in told
    asked.release = True
    assert commands.run(asked, small.parent) == 1
    assert "01-2-1: No words lead to targets/forest." in capsys.readouterr().err


# --- what pages show ------------------------------------------------------------------------------------------------------


def test_a_block_without_words_is_shown_in_the_language_of_the_plan(small: Path) -> None:
    """With its own links and errata, and marked; other blocks stay translated."""
    path = small / "translations" / "en" / "02.po"
    path.write_text(re.sub(r'msgstr "\[We\].*"', 'msgstr ""', path.read_text(encoding="utf-8")), encoding="utf-8")
    plan = check(small)
    shown = reading(plan.records.editions["en"], plan.records, plan.blocks, small)
    block = shown.blocks["02-1-2"]
    assert isinstance(block.text, Foreign)
    assert block.text == plan.blocks["02-1-2"].text
    assert shown.linked(plan.links).marks["02-1-2"] == plan.links.marks["02-1-2"]
    assert shown.blocks["02-1-1"].text.startswith("Develop")
    press = Renderer(shown, plan.links, plan.proof, ROOT / "macros", plan.ledgers, said=plan.glossary)
    (page,) = [page for page in press.pages() if page.path == "plan/02/"]
    (paragraph,) = lxml.html.fragment_fromstring(page.body, create_parent="div").xpath("//*[@id='02-1-2']")
    assert paragraph.xpath("string(.//span[@lang='zh-Hans'])").startswith("加快建设")
    assert strange(paragraph) == []


def test_no_page_says_words_of_the_plan_without_their_language() -> None:
    """In text or in an attribute, on any page of the invented plan."""
    for name, page in pages("en").items():
        tree = lxml.html.fragment_fromstring(page.body, create_parent="div")
        assert strange(tree) == [], name


def strange(tree: lxml.html.HtmlElement) -> list[str]:
    """The words, and the attributes that are read aloud, that are Chinese and do not say so."""
    found = tree.xpath("//text()[not(ancestor::script)][not(ancestor::*[starts-with(@lang, 'zh')])]")
    for element in tree.iter():
        language = element.xpath("string((ancestor-or-self::*/@lang)[last()])") if isinstance(element.tag, str) else "zh"
        if not language.startswith("zh"):
            found += [element.get(name) for name in ("title", "aria-label", "alt", "placeholder", "content") if element.get(name)]
    return [str(words).strip() for words in found if HAN.search(str(words))]


@TRANSLATION
def test_blocks_of_the_plan_are_english(trees: Trees, views: dict[str, View]) -> None:
    """Every block of the real plan stands at its id, in words; where there is Chinese, it says so."""
    view = views[TRANSLATED]
    for chapter in view.records.chapters:
        tree = trees[f"en/plan/{chapter}/index.html"]
        article = tree.xpath("//article[contains(@class, 'md-content__inner')]")[0]
        shown = [words for words in strange(article) if words]
        assert shown == [], chapter
        for block in view.reading.blocks.values():
            if block.chapter == chapter and block.kind != "head":
                assert article.xpath(f"//*[@id='{block.id}']"), block.id


def test_targets_are_as_many_in_every_edition(views: dict[str, View]) -> None:
    """The same words said twice of one target must be said alike, or the target counts twice."""
    assert len({len(view.targets.rows) for view in views.values()}) == 1


def test_po_files_keep_what_translators_write(tmp_path: Path) -> None:
    old = po.catalogue(MINIATURE / "data" / "translations" / "en" / "02.po", "en_GB")
    message = next(message for message in old if message.context == "02-2-1")
    message.user_comments = ["see the note"]
    new = po.refreshed(old, [po.Wanted("02-2-1", "变了。", ("[变]{terms/x}",))], po.Catalog("en_GB"))
    (made,) = [message for message in new if message.id]
    assert made.fuzzy
    assert made.previous_id == ["让群众在家门口看得上病①，行政村卫生室全部达标。"]
    assert made.user_comments == ["see the note"]
    assert made.string == message.string


def test_pages_of_two_names_have_two_titles_in_a_translation(views: dict[str, View]) -> None:
    for kind in ("projects", "indicators"):
        first, other = (getattr(views[edition].reading.records, kind) for edition in (FIRST, TRANSLATED))
        said = {(str(first[id].name), str(record.name)) for id, record in other.items()}
        alike = {english for english, count in Counter(english for _, english in said).items() if count > 1}
        assert not alike, "Two names of the plan have one in the translation: readers and search engines cannot tell the pages apart."


@ours
def test_no_three_sentences_in_a_row_begin_alike(sound: CheckedPlan) -> None:
    """“We will … We will … We will …” reads like a drum: two at most, be they of the plan or of a note."""
    found = []
    (translation,) = sound.translations
    for context, entry in translation.entries.items():
        words = re.sub(r"\{[a-z]+/[^}]*\}|[\[\]]", "", entry.words)
        heads = [" ".join(sentence.split()[:2]).lower() for sentence in re.split(r"(?<=[.;!?”])\s+(?=[A-Z“])", words)]
        if any(one == two == three for one, two, three in zip(heads, heads[1:], heads[2:], strict=False)):
            found.append(context)
    assert not found
