"""The conversion ledger: every choice of a character is somebody's decision, the way back leads home, and readers can see it all."""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import lxml.html
import opencc
import pytest

from planbook.checks.rules import CheckedPlan
from planbook.editions import conversion, ledger, reading
from planbook.editions.conversion import TABLES, converter
from planbook.editions.decisions import as_text, read_ledger
from planbook.editions.examination import examine, useful
from planbook.editions.ledger import Ledger
from planbook.editions.passages import Passage, passages
from planbook.editions.variants import FORMS, KNOWN
from planbook.pages.plain_characters import plainly
from planbook.records.load import load
from planbook.records.model import Edition
from planbook.records.problem import BadData, Problem
from planbook.text.blocks import blocks
from planbook.views.view import View
from support.facts import at_least, ours
from support.places import ROOT
from support.projects import is_draft, run

Trees = dict[str, lxml.html.HtmlElement]
PAGES = {"zh-hans": "ledger/index.html", "zh-hant": "zh-hant/ledger/index.html"}


@pytest.fixture(scope="session")
def edition(sound: CheckedPlan) -> Edition:
    return sound.records.editions["zh-hant"]


@pytest.fixture(scope="session")
def held(sound: CheckedPlan) -> Ledger:
    """The ledger of the edition that converts, as the build holds it against all words."""
    (only,) = sound.ledgers
    return only


@pytest.fixture(scope="session")
def shown(project: Path, sound: CheckedPlan) -> list[Passage]:
    """Every text that is converted and shown."""
    return passages(sound.records, blocks(sound.records), load(project / "data").lines, project / "docs")


# --- which characters ---------------------------------------------------------------------------------------------------


def table(name: str, folder: Path) -> dict[str, list[str]]:
    """A table of OpenCC, read with its own program: word → forms."""
    program, target = TABLES.parent.parent / "bin" / "opencc_dict", folder / name
    subprocess.run([program, "-i", TABLES / f"{name}.ocd2", "-f", "ocd2", "-o", target, "-t", "text"], check=True)
    lines = target.read_text(encoding="utf-8").splitlines()
    return {word: forms.split(" ") for word, _, forms in (line.partition("\t") for line in lines)}


def test_the_list_of_characters_is_that_of_opencc(tmp_path: Path) -> None:
    """When OpenCC is renewed, this says what has changed."""
    own = table("STCharacters", tmp_path)
    variants = table("TWVariants", tmp_path)
    several: dict[str, list[str]] = defaultdict(list, own)
    for name in conversion.PHRASES:
        for word, forms in table(name, tmp_path).items():
            for character, *others in zip(word, *forms, strict=True):
                several[character] = list(dict.fromkeys([*(several[character] or [character]), *others]))
    taiwan = {c: list(dict.fromkeys(form for f in forms for form in variants.get(f, [f]))) for c, forms in several.items()}
    found = {character: set(forms) for character, forms in taiwan.items() if len(forms) > 1}
    assert {character: set(forms) for character, forms in KNOWN.items()} == found


# --- every occurrence ---------------------------------------------------------------------------------------------------


@ours
def test_every_text_that_an_edition_converts_is_decided(
    project: Path, sound: CheckedPlan, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Caught at the converter itself, so that no text can be left out of the list of passages; docs as MkDocs hands them over."""
    seen: list[str] = []

    def listening(edition: Edition, data: Path) -> conversion.Callable[[str], str]:
        convert = converter(edition, data)

        def noted(text: str) -> str:
            seen.append(text)
            return convert(text)

        return noted

    monkeypatch.setattr(reading, "field_converter", listening)
    reading.reading(edition, sound.records, sound.blocks, project / "data")
    seen += [path.read_text(encoding="utf-8") for path in (project / "docs").rglob("*.md")]
    assert len(seen) >= at_least("texts that are converted")
    texts = [Passage(text, Problem("", 1, "", "", ""), "", "") for text in seen]
    problems = [problem for problem in examine(edition, texts, project / "data").problems if "decides nothing" not in problem.what]
    assert [problem for problem in problems if not (sound.is_draft and "nobody has judged" in problem.what)] == []


def test_the_ledger_counts_every_occurrence_once(held: Ledger, shown: list[Passage], edition: Edition, project: Path) -> None:
    _, decisions = read_ledger(project / "data" / "editions" / str(edition.ledger))
    texts = [passage.text for passage in shown] + [decision.remark for decision in decisions]
    several = {character for character in FORMS if len(ledger.forms(character, edition)) > 1}
    counts = Counter(character for text in texts for character in text if character in several)
    found: Counter[str] = Counter()
    for row in held.rows:
        found[row.character] += row.times
        assert sum(use.depths.total() for use in row.uses) == row.times == sum(use.contexts.total() for use in row.uses)
    waiting = {character for word, _ in held.undecided for character in word}
    assert held.undecided == () or is_draft(project)
    assert {c: n for c, n in found.items() if c not in waiting} == {c: n for c, n in counts.items() if c not in waiting}
    assert held.totals.places == found.total() >= at_least("characters of several forms")


def test_a_decision_never_speaks_of_other_forms_than_the_character_has(held: Ledger, edition: Edition) -> None:
    assert [(row.character, row.form) for row in held.rows if row.form not in ledger.forms(row.character, edition)] == []


# --- how decisions are made, on invented words --------------------------------------------------------------------------


OWN = Edition(
    id="own", name="Own", short_name="O", language="zh-Hant", locale="zh_Hant_TW", order=2, kind="converted",
    phrases="own.txt", ledger="ledger.txt",
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "own.txt").write_text("", encoding="utf-8")
    return tmp_path


def hold(data: Path, lines: str, *texts: str) -> Ledger:
    (data / "editions" / "ledger.txt").write_text(lines, encoding="utf-8")
    passages = [Passage(text, Problem("data/x.yml", place, "name", "", ""), "terms", "x") for place, text in enumerate(texts, 1)]
    return examine(OWN, passages, data)


def test_the_longest_word_decides(data: Path) -> None:
    """头发 is hair, 发 alone is not; and what the converter takes wrongly for hair is found out."""
    lines = "发\t發  # else\n头发\t頭髮\n"
    held = hold(data, lines, "理头发", "开发", "保护发展")
    assert [(row.form, row.times, [use.decision.word for use in row.uses]) for row in held.rows] == [("發", 2, ["发"]), ("髮", 1, ["头发"])]
    (problem,) = held.problems
    assert (problem.path, problem.line, problem.key) == ("data/x.yml", 3, "name")
    assert "“发” is written in “护发展”; the converter makes it 髮" in problem.what
    assert held.undecided == (("护发展", "護髮展"),)


def test_each_form_is_told_with_its_words_and_the_depth_that_it_needs(data: Path) -> None:
    """The project's dictionary is needed for 保护发展, OpenCC's words for 头发, and its single characters do for the rest."""
    (data / "editions" / "own.txt").write_text("保护发\t保護發\n", encoding="utf-8")
    held = hold(data, "发\t發  # 存疑：else\n头发\t頭髮\n", "开发，开发", "保护发展", "理头发")
    assert held.problems == ()
    often, seldom = held.rows
    assert (often.character, often.form, often.others, often.times, often.doubtful) == ("发", "發", "髮", 3, True)
    assert (seldom.character, seldom.form, seldom.others, seldom.times, seldom.doubtful) == ("发", "髮", "發", 1, False)
    assert [(depth, [use.decision.word for use in uses]) for depth, uses in often.by] == [("dictionary", ["发"]), ("characters", ["发"])]
    assert [(depth, [use.decision.word for use in uses]) for depth, uses in seldom.by] == [("phrases", ["头发"])]
    (use,) = often.uses
    assert use.contexts == {"開發": 2, "護發展": 1}
    assert (use.first.text, use.decision.reason) == ("开发，开发", "else")
    assert held.totals == (1, 4, 2, 1)


def test_a_word_that_the_converter_writes_otherwise_is_told(data: Path) -> None:
    (problem,) = hold(data, "发展\t發展\n", "发展", "保护发展", "要保护发展").problems
    assert (problem.path, problem.line, problem.key) == ("data/editions/ledger.txt", 1, "发展")
    assert "Decided is 發展, but the converter makes 護髮展 at data/x.yml:2." in problem.what


def test_what_no_word_covers_is_undecided_where_it_stands(data: Path) -> None:
    held = hold(data, "开发\t開發\n", "开发区", "发展", "理发")
    assert held.undecided == (("发展", "發展"), ("理发", "理髮"))
    assert [(p.path, p.line, p.key) for p in held.problems] == [("data/x.yml", 2, "name"), ("data/x.yml", 3, "name")]
    assert "into" not in held.problems[0].what
    assert "it 發." in held.problems[0].what


def test_a_line_that_changes_nothing_is_idle(data: Path) -> None:
    """Longer words that say what a shorter one says, and words that stand nowhere; not the longer word that says otherwise."""
    lines = "发\t發  # else\n发展\t發展\n头发\t頭髮\n理发\t理髮\n出发\t出發\n出\t出  # else\n"
    held = hold(data, lines, "发展", "出发", "头发")
    assert [problem.key for problem in held.problems] == ["发展", "理发", "出发"]


@pytest.mark.parametrize("mark", ["?", "？"])
def test_a_word_that_nobody_has_judged_is_told_once_and_not_proposed_again(data: Path, mark: str) -> None:
    held = hold(data, f"{mark}发展\t發展\n", "发展", "要发展")
    assert [(problem.line, problem.key) for problem in held.problems] == [(1, "发展")]
    assert held.undecided == ()


def test_a_decision_that_is_met_by_chance_is_not_heard(data: Path) -> None:
    """关系 stands across 相关 and 系统, and the converter falls for it; 标准 in 高标准 is one word, and heard."""
    held = hold(data, "关系\t關係\n标准\t標準\n", "相关系统", "高标准农田", "关系")
    assert held.undecided == (("关系统", "關係統"),)
    assert [row.character for row in held.rows] == ["准", "系"]


def test_what_is_proposed_cuts_no_word_and_is_heard(data: Path) -> None:
    """The neighbours of 准 would be 标准农, which cuts 高标准 and takes of 农田."""
    assert hold(data, "", "高标准农田").undecided == (("高标准农", "高標準農"),)
    assert hold(data, "高标准农\t高標準農\n", "高标准农田").problems == ()


def test_one_character_does_not_speak_for_words_that_are_set_apart(data: Path) -> None:
    """OpenCC makes 面製品 of what may be noodles; 方面 is none of these words."""
    lines = "面\t面  # else\n制\t製  # else\n"
    assert hold(data, lines, "方面", "面制品").undecided == (("面制", "面製"),)


def test_few_words_are_proposed(data: Path) -> None:
    held = hold(data, "", "县发展", "发展", "发展局", "开发")
    assert held.undecided == (("发展", "發展"), ("展局", "展局"), ("开发", "開發"))


def test_a_word_that_comes_back_otherwise_serves_although_no_choice_is_in_it(data: Path) -> None:
    held = hold(data, "央著\t央著\t央着  # a name\n出\t出  # else\n", "央著，出")
    assert (held.problems, [decision.word for decision in held.one_way]) == ((), ["央著"])
    assert len(hold(data, "央著\t央著\t央着  # a name\n", "央").problems) == 1


def test_an_edition_in_simplified_characters_has_nothing_to_decide(data: Path) -> None:
    (data / "editions" / "ledger.txt").write_text("", encoding="utf-8")
    simplified = OWN.model_copy(update={"language": "zh-Hans", "locale": "zh_Hans_CN"})
    held = examine(simplified, [Passage("頭髮，发展", Problem("data/x.yml", 1, "name", "", ""), "terms", "x")], data)
    assert (held.heard, held.undecided, held.problems) == ((), (), ())


def test_what_stands_behind_a_line_is_converted_too(data: Path) -> None:
    (problem,) = hold(data, "头发\t頭髮  # 不是理发\n", "头发").problems
    assert (problem.path, problem.line, problem.key) == ("data/editions/ledger.txt", 1, "头发")
    assert "“发” is written in “理发”; the converter makes it 髮" in problem.what


def test_of_a_longer_ledger_a_plan_takes_what_it_needs(data: Path) -> None:
    """As when a draft begins: words that decide something in its texts or remarks; phrases that change nothing are told."""
    (data / "editions" / "own.txt").write_text("保护发\t保護發\n里河\t里河\n", encoding="utf-8")
    (data / "editions" / "ledger.txt").write_text("发展\t發展  # 出\n头发\t頭髮\n出\t出  # else\n央著\t央著\t央着\n", encoding="utf-8")
    texts = [Passage(text, Problem("data/x.yml", 1, "name", "", ""), "terms", "x") for text in ("保护发展", "央著")]
    assert useful(OWN, texts, data) == ({"发展", "出", "央著"}, {"里河"})


# --- the file -----------------------------------------------------------------------------------------------------------


def test_what_nobody_has_decided_is_written_among_the_decisions(tmp_path: Path) -> None:
    """Single characters first; a question mark before what only the converter says."""
    path = tmp_path / "own.txt"
    path.write_text("# how\n# why\n\n出\t出  # else\n？发展\t發展\n央著\t央著\t央着  # 存疑：a name\n\n", encoding="utf-8")
    head, decisions = read_ledger(path)
    assert head == "# how\n# why\n"
    assert [(d.line, d.open, d.word, d.form, d.back, d.reason, d.doubtful) for d in decisions] == [
        (4, False, "出", "出", "", "else", False), (5, True, "发展", "發展", "", "", False),
        (6, False, "央著", "央著", "央着", "a name", True),
    ]  # fmt: skip
    assert as_text(head, decisions, [("出发", "出發"), ("面", "面")]) == (
        "# how\n# why\n出\t出  # else\n?面\t面\n?出发\t出發\n?发展\t發展\n央著\t央著\t央着  # 存疑：a name\n"
    )


def test_every_damaged_line_of_a_ledger_is_told_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("出 出\n# fine\n发展\t發\n出\t出\n\u200b\n出\t出\n央著\t央著\t央\n", encoding="utf-8")
    with pytest.raises(BadData) as caught:
        read_ledger(path)
    assert [(p.path, p.line, p.key) for p in caught.value.problems] == [
        ("data/editions/own.txt", line, key) for line, key in ((1, "出 出"), (3, "发展"), (5, ""), (6, "出"), (7, "央著"))
    ]
    told = [problem.what for problem in caught.value.problems]
    assert told[:2] == [told[4]] * 2 == ["This is no decision."] * 2
    assert ("stands in" in told[2], told[3]) == (True, "The word stands twice.")
    assert "line 4" in str(caught.value.problems[3])


def test_a_ledger_is_written_as_it_was_read(project: Path, edition: Edition) -> None:
    path = project / "data" / "editions" / str(edition.ledger)
    head, decisions = read_ledger(path)
    assert as_text(head, decisions, ()) == path.read_text(encoding="utf-8")
    assert head.startswith("#")


@ours
@pytest.mark.slow
def test_the_command_keeps_what_was_decided_and_adds_what_was_not(copy: Path) -> None:
    path = copy / "data" / "editions" / "zh-hant.ledger.txt"
    before = path.read_text(encoding="utf-8")
    terms = copy / "data" / "terms" / "rcep.yml"
    terms.write_text(terms.read_text(encoding="utf-8").replace("meaning: ", "meaning: 发髻，柜台。"), encoding="utf-8")
    outcome = run(copy, "scripts/run.py", "check")
    assert "data/terms/rcep.yml:3: meaning: Nobody has decided how “柜” is written in “柜台”" in outcome.stderr
    assert "how “发” is written in “发髻”; the converter makes it 髮" in outcome.stderr, "One character spoke for all words, until now."
    outcome = run(copy, "scripts/run.py", "ledger")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line.startswith("?")] == ["?发髻\t髮髻", "?柜台\t櫃檯"]
    assert [line for line in after if not line.startswith("?")] == before.splitlines()
    assert "柜台: The converter makes it 櫃檯, and nobody has judged that yet." in run(copy, "scripts/run.py", "check").stderr


# --- the way back -------------------------------------------------------------------------------------------------------


def test_the_way_back_gives_the_plan_again_but_for_what_the_ledger_says(
    held: Ledger, shown: list[Passage], edition: Edition, project: Path
) -> None:
    """With OpenCC's own tw2s; only the quotation marks, which the edition changes by itself, are put back by hand."""
    convert, back = converter(edition, project / "data"), opencc.OpenCC("tw2s")
    quotes = str.maketrans({new: old for old, new in edition.characters.items() if not old.isalpha()})
    assert quotes
    strays = []
    waiting = {decision.word for decision in read_ledger(project / "data" / "editions" / str(edition.ledger))[1] if decision.open}
    waiting |= {word for word, _form in held.undecided}
    for passage in shown:
        if any(word in passage.text for word in waiting):
            continue
        expected = passage.text
        for decision in held.one_way:
            expected = expected.replace(decision.word, decision.back)
        returned = back.convert(convert(passage.text)).translate(quotes)
        if returned != expected:
            strays.append(f"{passage.place.path}:{passage.place.line}: {expected} → {returned}")
    assert strays == []


@ours
def test_what_is_said_to_come_back_otherwise_does(held: Ledger) -> None:
    assert held.one_way
    assert [d.word for d in held.one_way if opencc.OpenCC("tw2s").convert(d.form) != d.back or d.back == d.word] == []


# --- readers ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_every_decision_in_both_editions(trees: Trees, held: Ledger) -> None:
    for page in PAGES.values():
        rows = trees[page].xpath("//table[contains(@class, 'ledger')]/tbody/tr")
        assert len(rows) == len(held.rows)
        for element, row in zip(rows, held.rows, strict=True):
            assert element.xpath("string(th[@lang='zh-Hans'])") == row.character
            assert element.xpath("string(td[1]/span[@lang='zh-Hant'])") == row.form
            assert element.xpath("string(td[2]/@data-value)") == str(row.times)
            words = element.xpath(".//*[@class='ledger__word']/*[@lang='zh-Hant']/text()")
            assert set(words) == {use.decision.form for use in row.uses}
            notes = " ".join(element.xpath("td[4]//text()"))
            assert ("存疑" in notes) == row.doubtful


def test_the_remarks_are_in_the_script_of_the_edition(trees: Trees, held: Ledger, views: dict[str, View]) -> None:
    for edition, page in PAGES.items():
        notes = trees[page].xpath("//table[contains(@class, 'ledger')]/tbody//td[4]//p")
        shown = [note.text_content() for note in notes]
        reasons = [views[edition].reading.convert(use.decision.reason) for row in held.rows for use in row.uses if use.decision.reason]
        assert len(shown) == len(reasons)
        assert all(text.endswith(reason) for text, reason in zip(shown, reasons, strict=True))


def test_about_leads_to_the_ledger(trees: Trees) -> None:
    for page in ("about/index.html", "zh-hant/about/index.html"):
        assert "../ledger/" in trees[page].xpath("//article//a/@href")


# --- search -------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(is_draft(ROOT), reason="In a draft some words wait for somebody to judge them.")
def test_search_takes_every_form_for_the_character_of_the_plan(held: Ledger) -> None:
    """Whatever the edition writes, words typed in the plan's script find it, and the other way round."""
    assert [(row.character, row.form) for row in held.rows if plainly(row.form) != plainly(row.character)] == []
