"""Whatever is thrown at the parts that read what people wrote: they answer or refuse, and never break.

The examples are the same in every run. HYPOTHESIS_PROFILE=long tries many more, and other ones each time:
``HYPOTHESIS_PROFILE=long python3 scripts/run.py test tests/test_fuzz.py``. What was found once stands here as an ``@example``.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from planbook.checks.arithmetic import computed_value
from planbook.editions.citations import BLANKS, cite
from planbook.editions.conversion import converter, read_phrases
from planbook.editions.decisions import read_ledger
from planbook.editions.words import Words, catalogue
from planbook.pages import plain_characters, search_index
from planbook.pages.packing import pack
from planbook.records.load import load
from planbook.records.model import Edition, Plan
from planbook.records.numerals import han
from planbook.records.problem import BadData, Problem
from planbook.text.figures import figures, find_figure, from_han, stands_in
from planbook.text.links import _finder
from planbook.views.tables import BOM, Cell, Table
from planbook.views.tables import words as cell
from support.search_index import unpacked

ROOT = Path(__file__).resolve().parent.parent
MINIATURE = Path(__file__).resolve().parent / "miniature"
QUIET = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("short", derandomize=True, max_examples=40, deadline=None, suppress_health_check=QUIET, database=None)
settings.register_profile("long", max_examples=5_000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
CHINESE = st.text(
    st.one_of(HAN, st.sampled_from("，。；：、（）“”‘’《》—…％．０１２ＡａＺ0123456789.,%+-/&@#=_ \tabcXYZ万亿百十年第〇")), max_size=40
)
"""Text as it may stand in a plan."""
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
"""Any text that a file in UTF-8 can hold."""

SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
"""Any text that a record can hold: YAML has no control characters."""


# --- the loader -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As few records as will do: they are read once for each example."""
    folder = tmp_path_factory.mktemp("fuzz") / "data"
    for name in ("plan.yml", "terms/farmland.yml", "chapters/01.yml", *FIELDS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MINIATURE / "data" / name, folder / name)
    return folder


def read(data: Path, content: bytes, name: str = "terms/farmland.yml") -> None:
    """Read the miniature with other words in one file: it is read, or every problem has a line of that file and a cure."""
    kept = (data / name).read_bytes()
    (data / name).write_bytes(content)
    try:
        problems = load(data).problems
    except BadData as error:
        problems = tuple(error.problems)
    finally:
        (data / name).write_bytes(kept)
    for problem in problems:
        assert problem.path == f"data/{name}"
        assert 1 <= problem.line <= max(1, len(re.split(b"\r\n|[\n\r]", content)) + 1)
        assert problem.what
        assert problem.cure
        str(problem).encode()


SCALAR = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), ANY, st.dates(), st.binary(max_size=8), st.just(float("nan")),
    st.integers(min_value=10**400, max_value=10**400 + 9),
)  # fmt: skip
KEY = st.one_of(st.sampled_from(["name", "aliases", "meaning", "defined", "see_also", "at", "quote", "id", "column"]), ANY)
DOCUMENT = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=5), max_leaves=12)
SIGNS = [*"ab:- \n\t[]{}&*!|>'\"%@`#,?~<\0\r\u2028\ufeff\u0085中。", "name: ", "\n  ", "<<: ", "---\n", "...\n", "!!int ", "&a ", "*a"]
GARBLED = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)
NAMED = pytest.mark.parametrize("name", ["terms/farmland.yml", "chapters/01.yml", "plan.yml"])


@NAMED
@given(content=st.binary(max_size=80))
@example(content=b"\xff\xfe\x00")
@example(content=b"\xed\xa0\x80")
@example(content=b"\0")
def test_any_bytes_in_place_of_a_record(content: bytes, name: str, data: Path) -> None:
    read(data, content, name)


@NAMED
@given(content=GARBLED)
@example(content="a: &a [*a]")
@example(content="<<: {name: a}")
@example(content="? [a, b]\n: c")
@example(content="name: a\nname: b")
@example(content="\tname: a")
@example(content="--- a\n--- b")
def test_any_signs_of_yaml_in_place_of_a_record(content: str, name: str, data: Path) -> None:
    read(data, content.encode(), name)


@NAMED
@given(document=DOCUMENT)
def test_any_document_in_place_of_a_record(document: object, name: str, data: Path) -> None:
    read(data, yaml.dump(document, allow_unicode=True).encode(), name)


FIELDS = {
    "targets/forest.yml": "value", "indicators/growth.yml": "nature", "plan.yml": "issued", "fields/livelihood.yml": "order",
    "errata/02-1-2-break.yml": "confidence",
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
@given(value=SCALAR)
@example(value="NaN")
@example(value="Infinity")
@example(value="1e999999999")
@example(value="9" * 5000)
@example(value="٣")
@example(value="2021-02-30")
@example(value="0x10")
@example(value="1_000")
def test_any_value_of_a_key(value: object, name: str, data: Path) -> None:
    record = yaml.load((data / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    read(data, yaml.dump(record | {FIELDS[name]: value}, allow_unicode=True).encode(), name)


BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))


@NAMED
@pytest.mark.parametrize(
    "content",
    [
        BOMB, "name: " + "[" * 2_000, "name: " + "[" * 500 + "]" * 500, "name: " + "{a: " * 400 + "}" * 400, "- " * 3_000 + "a",
        "a" * 100_000 + ": b",
    ],
    ids=["bomb", "open", "nested-lists", "nested-mappings", "nested-dashes", "long-key"],
)  # fmt: skip
def test_bombs_are_refused(content: str, name: str, data: Path) -> None:
    read(data, content.encode(), name)


# --- dictionaries, ledgers, catalogues ------------------------------------------------------------------------------------


@given(
    content=st.one_of(st.binary(max_size=60), st.text(st.sampled_from("农田農\t\n\r#?？ \ufeff\u2028里裡"), max_size=30).map(str.encode))
)
@pytest.mark.parametrize("reader", [read_phrases, read_ledger])
def test_any_bytes_in_place_of_a_dictionary_or_a_ledger(reader: Any, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    problems: list[Problem] = []
    try:
        reader(tmp_path / "x.txt")
    except BadData as error:
        problems = error.problems
    assert [problem for problem in problems if problem.line < 1 or not problem.cure] == []


PO_LINES = r"""
msgid "a"
msgstr "b"
msgid ""
msgstr[0] "c"
msgid_plural "d"
"e"
# f
#, fuzzy
#~ msgid
msgctxt
"
\
msgstr "\q"
msgstr[x]
msgstr[
msgstr "Content-Type: text/plain; charset=latin-9\n"
msgstr "Content-Type: text/plain; charset=nowhere\n"
msgstr "Plural-Forms: nplurals=x; plural=(\n"
#:
#| msgid
msgstr[5] "g"
""".splitlines()
PO = st.lists(st.sampled_from(PO_LINES), max_size=12).map("\n".join)


@given(content=st.one_of(st.binary(max_size=60), PO.map(str.encode)))
@example(content=b"msgstr[")
def test_any_bytes_in_place_of_a_catalogue(content: bytes, edition: Edition, tmp_path: Path) -> None:
    folder = tmp_path / "macros" / "locale"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{edition.language}.po").write_bytes(content)
    try:
        catalogue(edition, folder)
    except BadData as error:
        [problem] = error.problems
        assert problem.path == f"macros/locale/{edition.language}.po"
        assert 1 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 2


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(ROOT / "data").records.editions["zh-hant"]


# --- figures --------------------------------------------------------------------------------------------------------------


@given(CHINESE)
@example("１２３")
@example("٣٤ ٫٥")
@example("1,234,56.7-8")
@example("万亿千百十")
@example("亿" * 40)
def test_figures_stand_where_they_are_said_to(text: str) -> None:
    for start, end, value in figures(text):
        assert 0 <= start < end <= len(text)
        assert value.is_finite()
        assert stands_in(value, text)
        assert find_figure(text, value, None, None, None)


@given(st.decimals(min_value=0, max_value=10**12, places=2), CHINESE, CHINESE)
def test_a_figure_is_found_among_other_words(value: Decimal, before: str, after: str) -> None:
    assume(not re.search(r"[\d.,-]$", before) and not re.match(r"[\d.,]", after))
    text = f"{before}{value:,}{after}"
    assert stands_in(value, text)
    start, end = find_figure(text, value, None, None, None) or (0, 0)
    assert (
        Decimal(text[start:end].replace(",", "").lstrip("-")) == value or text[start:end].strip("〇零一二三四五六七八九十百千万亿两") == ""
    )


def written_in_han(number: int) -> str:
    """An independent way there: 1024 is 一千零二十四."""
    digits, parts = "零一二三四五六七八九", []
    for group, name in ((number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")):
        if group:
            said = "".join(
                digits[group // 10**place % 10] + unit if group // 10**place % 10 else "零"
                for place, unit in ((3, "千"), (2, "百"), (1, "十"), (0, ""))
            )
            parts.append(re.sub("零+", "零", said).rstrip("零") + name)
        else:
            parts.append("零")
    return re.sub("零+", "零", "".join(parts)).strip("零")


@given(st.integers(min_value=1, max_value=10**12 - 1))
@example(10)
@example(104)
@example(10_0000_0010)
def test_a_number_in_han_is_read_as_it_is_written(number: int) -> None:
    assert from_han(written_in_han(number)) == number


@given(st.text(st.sampled_from("0123456789+-*/(). e_jx\n\0"), max_size=16))
@example("1/0")
@example("9**9**9")
@example("2**-3")
@example("1e999999999*10")
@example("0**0")
@example("(" * 300 + "1" + ")" * 300)
def test_a_computation_has_a_value_or_none(formula: str) -> None:
    value = computed_value(formula)
    assert value is None or isinstance(value, Decimal)


# --- names ----------------------------------------------------------------------------------------------------------------


@given(st.sets(st.text("甲乙丙丁", min_size=1, max_size=4), min_size=1, max_size=8), st.text("甲乙丙丁 戊", max_size=30))
def test_names_are_found_as_a_pattern_of_all_of_them_would(names: set[str], text: str) -> None:
    pattern = re.compile("|".join(sorted(names, key=len, reverse=True)))
    assert list(_finder(tuple(names))(text)) == [(match.start(), match.group()) for match in pattern.finditer(text)]


@given(st.integers(min_value=1, max_value=999))
@example(104)
@example(110)
def test_a_chapter_is_counted_as_it_is_read(number: int) -> None:
    assert from_han(han(number)) == number
    assert han(number) == re.sub("^一十", "十", written_in_han(number))


# --- search ---------------------------------------------------------------------------------------------------------------

ENGINE = """
const fs = require("node:fs"), vm = require("node:vm");
for (const script of ["matching", "query", "engine"]) vm.runInThisContext(fs.readFileSync(`${process.argv[1]}/${script}.js`, "utf8"));
const labels = { kind: {}, box: {}, nature: {}, field: {}, place: {} };
const row = (title) => ["terms", "t", title, "", "", "", "", "", "", ""];
const give = (title) => PlanSearch.receive("items", { columns: row(title).map((value) => [value]), common: [], labels });
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { title, query, folds } = JSON.parse(line);
  if (folds) { PlanMatching.learn(...folds); return; }
  give(title);
  const { text, places } = PlanMatching.normalise(title);
  const again = PlanMatching.normalise(text).text;
  const hit = PlanSearch.search(query).hits[0];
  const marked = (hit?.ranges.title ?? []).map(([start, end]) => title.slice(start, end));
  const words = PlanSearch.parse(query).terms.flatMap(({ options }) => options.map((option) => option.text));
  const bare = marked.map((piece) => PlanMatching.normalise(piece).text);
  console.log(JSON.stringify({ text, places, again, marked, words, whole: marked.every((piece) => piece.isWellFormed()), bare }));
});
"""


class Engine:
    """The engine as it is shipped, in Node."""

    def __init__(self, node: Path) -> None:
        path = ROOT / "macros" / "theme" / "assets" / "search"
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([node, "-e", ENGINE, str(path)], stdin=pipe, stdout=pipe, encoding="utf-8")
        self.say({"folds": folds()})

    def say(self, words: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def ask(self, title: str, query: str = "") -> dict[str, Any]:
        assert self.process.stdout
        self.say({"title": title, "query": query})
        return dict(json.loads(self.process.stdout.readline()))


@pytest.fixture(scope="module")
def engine(node: Path) -> Iterator[Engine]:
    engine = Engine(node)
    yield engine
    engine.process.communicate()


@cache
def folds() -> tuple[str, str]:
    return search_index._pairs(plain_characters._all())


def kept(text: str) -> str:
    """What must be left of a text without figures, worked out in Python: letters, digits and + & % # ‰, folded; gaps aside."""
    fold = dict(zip(*folds(), strict=True))
    plain = "".join(fold.get(c, c) for character in text for c in unicodedata.normalize("NFKC", character).lower())
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LN" or c in "+&%#‰")


WRITTEN_OTHERWISE = "[0-9°℃摄〇零一二三四五六七八九十百千廿卅壹贰叁肆伍柒捌玖拾佰仟]|isation|alumin|labo|sul|centre|percent"
"""Figures, units and some English words have one way of writing; tests/search/normal.yml says which."""


def units(text: str) -> int:
    """The length of a text as JavaScript counts it."""
    return len(text.encode("utf-16-le")) // 2


ASSIGNED = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=30)
"""Node may know characters that this Python does not know yet."""


@given(st.one_of(CHINESE, ASSIGNED))
@example("İstanbul ǅ ﬁ ㎡ ½ ㍿")
@example("𠮷野家 1,234.5 万—3")
@example("3+3+X、R & D、PM2.5")
def test_a_text_is_compared_alike_in_python_and_in_the_browser(engine: Engine, text: str) -> None:
    said = engine.ask(text)
    if not re.search(WRITTEN_OTHERWISE, kept(text)):
        assert re.sub("[-/., ]", "", said["text"]) == kept(text)
    assert said["again"] == said["text"]
    assert len(said["places"]) == units(said["text"]) + 1
    assert said["places"] == sorted(said["places"])
    assert said["places"][-1] == units(text)


@given(st.data(), st.one_of(CHINESE, ASSIGNED))
def test_what_is_marked_is_what_was_asked(engine: Engine, data: st.DataObject, text: str) -> None:
    assume(text)
    start = data.draw(st.integers(min_value=0, max_value=len(text) - 1))
    asked = text[start : start + data.draw(st.integers(min_value=1, max_value=4))]
    said = engine.ask(text, asked)
    assert said["whole"], said["marked"]
    assert all(any(word in bare or bare in word for word in said["words"]) for bare in said["bare"])


@given(text=st.one_of(CHINESE, ASSIGNED), times=st.integers(min_value=1, max_value=40), is_long=st.booleans())
@example(text="āɐ߿$(é", times=13, is_long=False)
@example(text="项目项目建设", times=40, is_long=True)
def test_what_is_packed_comes_out_as_it_was(text: str, times: int, is_long: bool) -> None:
    assert unpacked(*pack(text * times, is_long=is_long)) == text * times


def test_a_character_of_two_units_is_marked_whole(engine: Engine) -> None:
    """Found by the test above: half of it was marked."""
    assert engine.ask("吉野家𠮷", "𠮷")["marked"] == ["𠮷"]


# --- the converter ----------------------------------------------------------------------------------------------------------


@cache
def convert(depth: str = "dictionary") -> Any:
    return converter(load(ROOT / "data").records.editions["zh-hant"], ROOT / "data", depth)  # type: ignore[arg-type]


@given(st.one_of(CHINESE, ANY))
@example("\u2028\u0000“”里\r\n")
@example("发头发展")
def test_a_conversion_changes_han_and_quotation_marks_only(text: str) -> None:
    made = convert()(text)
    assert len(made) == len(text)
    for before, after in zip(text, made, strict=True):
        assert before == after or unicodedata.name(before, "").startswith("CJK") or before in "“”‘’"
        assert "“" not in after


@given(st.lists(CHINESE.filter(lambda text: "\n" not in text), max_size=4))
def test_lines_are_converted_as_if_each_stood_alone(lines: list[str]) -> None:
    """The ledger relies on it: it converts all passages at once."""
    assert convert()("\n".join(lines)).split("\n") == [convert()(line) for line in lines] or not lines


@given(CHINESE)
def test_what_was_converted_is_not_converted_further(text: str) -> None:
    made = convert("characters")(text)
    assert convert("characters")(made) == made


# --- tables, citations, words -------------------------------------------------------------------------------------------------

COMPUTED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
NUMBER = st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False))


@given(st.lists(st.lists(st.one_of(ANY, CHINESE, NUMBER, st.none()), min_size=2, max_size=2), max_size=5))
@example([["3+3+X", "+7"], ["-1", -1], ["=1+1", "\r=1"], ["a\r\nb", '"'], ["'", None]])
@example([["\n=1", " =1"], ["＝1", "＠a"]])
def test_a_table_comes_back_from_its_csv(rows: list[list[Any]]) -> None:
    table = Table("t", "T", ("甲", "乙,"), tuple(tuple(cell(v) if isinstance(v, str) else Cell(v, "") for v in row) for row in rows))
    written = table.csv()
    assert written.startswith(BOM)
    head, *back = csv.reader(io.StringIO(written.removeprefix(BOM), newline=""))
    assert head == ["甲", "乙,"]
    for row, found in zip(rows, back, strict=True):
        for value, word in zip(row, found, strict=True):
            if isinstance(value, str):
                computed = value.startswith(COMPUTED) and not re.fullmatch(r"[+-][0-9]+([.][0-9]+)?%?", value)
                assert word == (f"'{value}" if computed else value), "A spreadsheet would compute it, or it is a number and stays one."
            else:
                assert word == ("" if value is None else str(value))


@cache
def issued() -> Plan:
    return load(MINIATURE / "data").records.plan


@given(place=SAID, key=SAID, title=SAID)
@example(place="{0}", key="}{", title="{place}")
@example(place="\\100% & #_$^~{}", key="place", title="{{}}")
def test_a_citation_holds_what_it_cites(words: Words, place: str, key: str, title: str) -> None:
    plan = issued().model_copy(update={"title": title})
    address = "https://example.org/plan/04/#04-2-3"
    for citation in cite(plan, words, place, address, key):
        assert address in citation.text
        assert citation.id == "bibtex" or (place in citation.text and title in citation.text)
        blanks = {""} if citation.id == "bibtex" else set(BLANKS.values())
        assert {part.text for part in citation.parts if part.slot == "accessed"} <= blanks
        assert {"address", "accessed"} <= {part.slot for part in citation.parts}


@pytest.fixture(scope="module")
def words(edition: Edition) -> Words:
    return Words(edition, ROOT / "macros" / "locale")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3),
    st.dates(min_value=datetime.date(1900, 1, 1)),
)
def test_numbers_and_days_keep_their_value_when_they_are_written(words: Words, value: Decimal, day: datetime.date) -> None:
    assert Decimal(words.number(value).replace(",", "").replace("\u2212", "-")) == value
    assert re.findall(r"\d+", words.date(day)) == [str(day.year), str(day.month), str(day.day)]
