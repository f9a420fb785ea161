"""A plan drafted from its text: ours, as its records were made by hand; small ones of other structures; the same plan as Word and PDF."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import lxml.html
import pytest
import typst

from planbook.checks.rules import check
from planbook.downloads.book import book
from planbook.drafting import creation, originals
from planbook.drafting.aligned import tabbed
from planbook.drafting.facts import facts
from planbook.drafting.heading_forms import recognised
from planbook.drafting.merging import merged
from planbook.drafting.outline import BOXED
from planbook.drafting.pdf_pages import _Printed, _unbroken
from planbook.drafting.project import Draft, draft
from planbook.editions.reading import reading
from planbook.pages.navigation import navigation
from planbook.pages.renderer import Renderer
from planbook.records.confirmations import SIGN, open_marks
from planbook.records.load import load
from planbook.records.model import Box, BoxPlacement, Chapter, Paragraph, Records
from planbook.text.links import link
from planbook.text.subheadings import form_of
from support.places import ROOT
from support.projects import copied, run

PLANS = Path(__file__).resolve().parent / "plans"
SMALL = sorted(path.stem for path in PLANS.glob("*.txt"))


def drafted(path: Path) -> Draft:
    return draft(originals.read(path), path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def project(folder: Path) -> Path:
    """A project without a plan."""
    return copied(ROOT, folder, without=("data", "docs"))


def paragraphs(chapters: list[Chapter]) -> dict[str, str]:
    bodies = (body for chapter in chapters for body in (chapter.intro, *(section.body for section in chapter.sections)))
    return {part.id: part.full for body in bodies for part in body if isinstance(part, Paragraph)}


def items(boxes: list[Box]) -> dict[tuple[str, str], tuple[str | None, str]]:
    return {(box.id, node.id): (node.mark, node.full) for box in boxes for node in box.nodes()}


# --- our own plan, against the records made by hand --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def by_hand() -> Records:
    return load(ROOT / "data").records


@pytest.fixture(scope="module")
def ours() -> Draft:
    return drafted(ROOT / "data" / "source" / "plan.txt")


def test_chapters_sections_and_boxes_are_those_made_by_hand(by_hand: Records, ours: Draft) -> None:
    made = {chapter.id: (chapter.title, [section.title for section in chapter.sections]) for chapter in ours.outline.chapters}
    assert made == {id: (chapter.title, [s.title for s in chapter.sections]) for id, chapter in by_hand.chapters.items()}
    titles = {box.id: (box.number, box.title, box.notes) for box in ours.outline.boxes if not box.title_lost}
    assert titles == {id: (box.number, box.title, box.notes) for id, box in by_hand.boxes.items() if not box.title_lost}


def test_nearly_every_paragraph_is_as_made_by_hand(by_hand: Records, ours: Draft) -> None:
    known, made = paragraphs(list(by_hand.chapters.values())), paragraphs(ours.outline.chapters)
    same = [id for id, words in known.items() if made.get(id) == words]
    assert len(same) >= len(known) - 5


def test_nearly_every_item_of_a_box_is_as_made_by_hand(by_hand: Records, ours: Draft) -> None:
    known, made = items(list(by_hand.boxes.values())), items(ours.outline.boxes)
    assert len([key for key, words in known.items() if made.get(key) == words]) >= len(known) - 2


def test_tables_are_cell_for_cell_those_made_by_hand(by_hand: Records, ours: Draft) -> None:
    assert {box.id: box.table for box in ours.outline.boxes} == {id: box.table for id, box in by_hand.boxes.items()}


def test_nothing_of_the_received_text_is_dropped_that_only_says_what_it_says(ours: Draft) -> None:
    assert ours.cleaned.dropped == ()


def test_our_plan_is_sound_without_an_edit(by_hand: Records, tmp_path: Path) -> None:
    root = project(tmp_path)
    creation.create(root, ROOT / "data" / "source" / "plan.txt")
    sound = check(root / "data", draft=True)
    assert len(sound.records.chapters) == len(by_hand.chapters)
    assert sound.marks
    assert sound.proof.differences == ()


# --- plans of other structures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SMALL)
def test_a_small_plan_of_another_structure_is_sound_without_an_edit(name: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    creation.create(root, PLANS / f"{name}.txt")
    assert check(root / "data", draft=True).is_draft


@pytest.mark.parametrize(
    ("name", "parts", "chapters", "sections", "boxes"),
    [
        ("parts", 2, 3, 3, 2), ("clauses", 0, 3, 4, 2), ("decimal", 0, 5, 4, 2), ("notice", 0, 2, 0, 1), ("traditional", 0, 2, 4, 1),
        ("english", 0, 2, 4, 1), ("scanned", 0, 6, 6, 4), ("volumes", 2, 5, 4, 2), ("renewal", 0, 3, 6, 2),
        ("harbour", 2, 5, 2, 2), ("islands", 0, 2, 3, 2), ("water", 0, 3, 6, 2), ("care", 0, 4, 4, 1), ("actions", 0, 5, 4, 4),
        ("talents", 0, 3, 4, 1), ("lakeside", 0, 2, 4, 1), ("northfield", 0, 4, 4, 1), ("emergency", 0, 2, 3, 4),
        ("plateau", 3, 5, 2, 3), ("village", 0, 3, 4, 0), ("culture", 2, 4, 3, 5), ("footnotes", 0, 2, 2, 2),
        ("province", 2, 5, 4, 2), ("hills", 2, 3, 4, 2), ("roads", 0, 3, 4, 1), ("articles", 0, 3, 0, 1), ("honours", 0, 3, 4, 3),
        ("rare", 0, 1, 1, 2), ("levels", 0, 2, 4, 0),
    ],
)  # fmt: skip
def test_headings_of_other_forms_are_found(name: str, parts: int, chapters: int, sections: int, boxes: int) -> None:
    made = drafted(PLANS / f"{name}.txt").outline
    counts = len(made.parts), len(made.chapters), sum(len(chapter.sections) for chapter in made.chapters), len(made.boxes)
    assert counts == (parts, chapters, sections, boxes)


def test_a_scan_that_parts_every_character_in_gb18030_with_windows_ends_is_read() -> None:
    made = drafted(PLANS / "scanned.txt")
    assert made.facts.title == "清溪市卫生健康事业 “十五五”发展规划"
    assert made.facts.publisher == "清溪市卫生健康委员会、清溪市医疗保障局"
    assert [(chapter.printed, chapter.title) for chapter in made.outline.chapters[4:]] == [
        ("附件1", "清溪市卫生健康重点项目表"), ("附件2", "清溪市床位配置表"),
    ]  # fmt: skip
    assert made.outline.closing == []


def test_a_line_in_brackets_tells_who_issued_a_plan_and_when() -> None:
    made = drafted(PLANS / "province.txt")
    assert (made.facts.publisher, str(made.facts.issued)) == ("青州省发展和改革委员会、青州省财政厅", "2026-02-18")
    assert made.facts.short_title == "青州省“十五五”规划纲要"


def test_figures_as_wide_as_characters_are_figures() -> None:
    series = {item.name: [(value.year, str(value.value)) for value in item.series] for item in drafted(PLANS / "province.txt").indicators}
    assert series == {"地区生产总值": [(2025, "1200"), (2030, "1600")], "单位GDP能耗降低": [(2025, "13.5"), (2030, "14")]}


def test_an_annex_without_a_number_stands_beside_the_chapters() -> None:
    last = drafted(PLANS / "province.txt").outline.chapters[-1]
    assert (last.printed, last.title) == ("附件", "重大项目表")


def test_parts_may_have_roman_numbers_and_titles_of_pictures_are_none_of_their_paragraphs() -> None:
    made = drafted(PLANS / "hills.txt")
    assert (made.forms.part, [part.title for part in made.outline.parts]) == ("Part {roman}", ["Where we stand", "What we shall do"])
    roads = made.outline.chapters[1].sections[1]
    assert [part.text for part in roads.paragraphs] == ["Route 7 will be widened."]
    (picture,) = made.outline.drawn()
    assert (picture.printed, picture.caption) == ("Figure 1.", "The roads of the county")


def test_headings_below_the_sections_are_set_as_headings_and_stay_paragraphs(tmp_path: Path) -> None:
    root = project(tmp_path)
    creation.create(root, PLANS / "levels.txt")
    sound = check(root / "data", draft=True)
    assert sound.records.plan.headings
    assert sound.records.plan.headings.below == ("{han}、", "（{han}）")
    shown = reading(sound.records.editions["zh-hans"], sound.records, sound.blocks, root / "data")
    press = Renderer(shown, link(sound.records, sound.blocks), sound.proof, ROOT / "macros")
    page = lxml.html.fromstring(next(page for page in press.pages() if page.path == "plan/01/").body)
    said = [(element.tag, element.get("id"), element.text_content().rstrip("#")) for element in page.find_class("subheading")]
    assert said == [
        ("h3", "01-1-1", "一、经济实力增强"), ("h4", "01-1-3", "（一）农业"), ("h4", "01-1-5", "（二）工业"),
        ("h3", "01-1-7", "二、民生改善"), ("h3", "01-2-1", "一、机遇"), ("h3", "01-2-3", "二、挑战"),
    ]  # fmt: skip
    (chapter,) = [part for part in book(press.view, "").chapters if part.id == "01"]
    assert [part.runs[0].bold for part in chapter.parts if part.kind == "paragraph"][:3] == [True, True, True]


@pytest.mark.parametrize(
    ("words", "form"),
    [("一、机遇", 1), ("（二）工业", 2), ("（一）村卫生室：配齐设备。", 0), ("一是", 0), ("一、" + "字" * 40, 0), ("十二、完善 体系", 1)],
)
def test_a_heading_below_the_sections_is_short_and_has_no_stop(words: str, form: int) -> None:
    assert form_of(words, ("{han}、", "（{han}）")) == form


def test_items_that_end_in_a_semicolon_go_on() -> None:
    box = drafted(PLANS / "honours.txt").outline.boxes[1]
    assert [node.text for node in box.body] == ["全国文明城市；", "国家卫生城市。"]


def test_a_markdown_file_gives_the_records_of_the_text() -> None:
    said = "# 柳河区规划\n\n## 一、基础\n\n研发**投入**[增加](https://example.org)。\n\n## 二、任务\n\n- 建实验室；\n\n"
    table = "| 类别 | 2025年 | 2030年 |\n|---|:--:|---|\n| 博士（人） | 120 | 300 |"
    plain = "柳河区规划\n一、基础\n研发投入增加。\n二、任务\n建实验室；\n类别\t2025年\t2030年\n博士（人）\t120\t300"
    assert records_of(originals.from_markdown(said + table)) == records_of(plain)


def test_publishers_in_lines_of_their_own_are_all_named() -> None:
    assert drafted(PLANS / "volumes.txt").facts.publisher == "南岭省交通运输厅、南岭省发展和改革委员会"
    english = drafted(PLANS / "harbour.txt").facts
    assert (english.publisher, str(english.issued)) == ("Harbour County Council and Harbour Water Board", "2026-05-14")


def test_years_of_the_era_are_reckoned() -> None:
    made = drafted(PLANS / "islands.txt").facts
    assert (made.title, made.publisher, made.years) == ("海東縣國土計畫", "海東縣政府、海東縣議會", (2026, 2036))


def test_a_column_that_only_counts_does_not_name_the_indicators() -> None:
    made = drafted(PLANS / "renewal.txt")
    assert [(item.name, item.unit, [(v.year, str(v.value)) for v in item.series]) for item in made.indicators] == [
        ("老旧小区改造率", "%", [(2030, "80"), (2035, "100")]), ("人均公园面积", "平方米", [(2030, "11"), (2035, "12.5")]),
    ]  # fmt: skip


def test_a_box_between_a_part_and_its_first_chapter_stays_there(tmp_path: Path) -> None:
    text = (PLANS / "volumes.txt").read_text(encoding="utf-8").replace("第二编　任务\n", "第二编　任务\n专栏2　总则\n1. 统筹。\n")
    made = draft(text, "plan.txt", "0" * 64).outline
    assert [part.box for part in made.parts[1].intro if isinstance(part, BoxPlacement)] == ["02"]
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    root = project(tmp_path / "project")
    creation.create(root, path)
    assert check(root / "data", draft=True).proof.differences == ()


def test_a_line_is_a_heading_only_where_its_number_goes_on() -> None:
    """（一） again in one chapter, 三、 again, and 3.1 of a table are no sections and no chapters."""
    last = drafted(PLANS / "village.txt").outline.chapters[-1]
    assert [part.text for part in last.sections[0].body if isinstance(part, Paragraph)] == [
        "加强领导。",
        "（一）组织",
        "三、保障",
        "落实经费。",
    ]
    listed = "某县规划\n一、总则\n甲。\n二、任务\n专栏1 工程\n一、东渠\n二、西渠\n三、北渠\n三、保障\n乙。\n"
    made = draft(listed, "plan.txt", "0" * 64).outline
    assert [(chapter.title, len(chapter.intro)) for chapter in made.chapters] == [("总则", 1), ("任务", 1), ("保障", 1)]


def test_a_section_whose_number_stands_twice_keeps_what_is_printed() -> None:
    made = draft("某县规划\n第一章 总则\n第一节 甲\n子。\n第二节 乙\n丑。\n第二节 丙\n寅。\n第二章 任务\n", "plan.txt", "0" * 64)
    assert [(section.number, section.printed) for section in made.outline.chapters[0].sections] == [(1, None), (2, None), (3, "第二节")]
    assert "这一节印的号“第二节”与前面的重复" in made.files["data/chapters/01.yml"]


def test_a_part_without_chapters_stands_beside_them() -> None:
    text = "某县规划\n第一篇 序\n子。\n第二篇 任务\n第一章 水\n丑。\n第二章 路\n寅。\n第三篇 附则\n卯。\n"
    made = draft(text, "plan.txt", "0" * 64).outline
    assert [(part.title, part.first) for part in made.parts] == [("任务", "02")]
    assert [(chapter.printed, chapter.title) for chapter in made.chapters] == [
        ("第一篇", "序"), ("第一章", "水"), ("第二章", "路"), ("第三篇", "附则"),
    ]  # fmt: skip


def test_tables_aligned_by_blanks_are_tables_and_a_list_of_contents_is_none() -> None:
    first, second = drafted(PLANS / "water.txt").outline.boxes
    assert (first.printed, first.title) == ("表2.1", "水资源量")
    assert [(row.name, row.cells) for row in first.table.rows if first.table] == [
        ("上游区", {"c1": "560", "c2": "1.8"}), ("中游区", {"c1": "720", "c2": "1.5"}), ("下游区", {"c1": "430", "c2": "0.9"}),
    ]  # fmt: skip
    assert [(row.group, row.name) for row in second.table.rows if second.table] == [("1", "沙河左堤"), ("2", "沙河右堤"), (None, "合计")]
    contents = "第一章  总则    1\n第二章  任务    3\n一、目标    5\n二、措施    7\n1.1  水    9\n1.2  路    11\n总        则"
    assert tabbed(contents) == contents


def test_an_indicator_has_its_name_and_not_the_number_of_its_row() -> None:
    names = [indicator.name for indicator in drafted(PLANS / "plateau.txt").indicators]
    assert names[:2] == ["地区生产总值", "全员劳动生产率"]


def test_the_notice_before_a_plan_tells_who_issued_it_and_when() -> None:
    made = drafted(PLANS / "actions.txt")
    assert (made.facts.title, made.facts.publisher, str(made.facts.issued)) == (
        "龙泉区数字经济发展行动计划", "龙泉区人民政府", "2026-04-08",
    )  # fmt: skip
    assert [item.line.number for item in made.cleaned.dropped] == [1, 2, 3, 4, 5]


def test_a_text_that_names_no_plan_has_its_first_line_as_title() -> None:
    made = draft("新桥村今后五年\n修好两条路。\n", "plan.txt", "0" * 64)
    assert (made.facts.title, [part.text for part in made.outline.front if isinstance(part, Paragraph)]) == (
        "新桥村今后五年", ["修好两条路。"],
    )  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_every_character_that_was_received_is_kept_or_listed(name: str) -> None:
    """White space apart: whatever is not in the plan stands in the list of what was dropped."""
    received = Counter(re.sub(r"\s", "", originals.read(PLANS / f"{name}.txt")).removeprefix("\ufeff"))
    made = drafted(PLANS / f"{name}.txt").files
    dropped = "".join(line.split("\t", 2)[2] for line in made["data/source/dropped.txt"].splitlines())
    assert Counter(re.sub(r"\s", "", made["data/source/plan.txt"] + dropped)) == received


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("二〇二一年三月二十四日", "2021-03-24"),
        ("中華民國115年3月5日", "2026-03-05"),
        ("May 14, 2026", "2026-05-14"),
        ("2026年3月", "None"),
    ],
)
def test_a_day_is_read_as_plans_write_it(line: str, day: str) -> None:
    assert str(facts("某县“十五五”规划", [line]).issued) == day


def test_chapters_that_begin_anew_keep_the_number_that_they_print() -> None:
    made = drafted(PLANS / "parts.txt").outline
    assert [(chapter.id, chapter.printed) for chapter in made.chapters] == [("01", None), ("02", None), ("03", "第一章")]
    assert [(part.title, part.first) for part in made.parts] == [("打好基础 稳步前行", "01"), ("办好实事", "03")]


def test_a_table_of_projects_asks_for_no_indicators() -> None:
    first, second = drafted(PLANS / "decimal.txt").outline.boxes
    assert first.table is not None
    assert first.table.holds == "projects"
    assert [(row.group, row.group_rows, row.name) for row in first.table.rows] == [
        ("基础设施", 2, "青山大道"), (None, 1, "污水处理厂"), ("产业", 1, "孵化基地"),
    ]  # fmt: skip
    assert second.unnumbered
    assert second.title_lost


def test_the_notice_the_contents_and_the_page_numbers_are_dropped_and_listed() -> None:
    made = drafted(PLANS / "notice.txt")
    assert made.facts.title == "海陵市教育事业发展 “十五五”规划"
    assert made.facts.publisher == "海陵市教育局、海陵市发展和改革委员会"
    assert {item.reason for item in made.cleaned.dropped} == {"before the title", "contents", "page number"}
    assert len(made.cleaned.dropped) == 8


def test_indicators_are_drafted_from_the_rows_of_a_table() -> None:
    found = {indicator.name: indicator for indicator in drafted(PLANS / "parts.txt").indicators}
    grain = found["粮食产量"]
    assert (grain.unit, grain.nature, [(v.kind, v.year, str(v.value), v.bound) for v in grain.series]) == (
        "万吨", "binding", [("baseline", 2025, "12", "exactly"), ("target", 2030, "13", "at-least")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "bound"),
    [
        ("超13", "more-than"), ("突破13", "more-than"), ("超过13%", "more-than"), ("＞13", "more-than"), ("13多", "more-than"),
        ("超過13", "more-than"), ("more than 13", "more-than"), ("不低于13", "at-least"), ("≥13", "at-least"), ("不超过13", "at-most"),
        ("≤ 13", "at-most"), ("控制在13以内", "at-most"), ("约13", "about"), ("[13]左右", "about"), ("13", "exactly"),
        ("低于13", None), ("超过13以上", None), ("控制在13", None), ("13至14", None),
    ],
)  # fmt: skip
def test_the_bound_that_a_cell_prints_is_that_of_its_value_and_one_that_no_record_has_stays_words(
    cell: str, bound: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text((PLANS / "parts.txt").read_text(encoding="utf-8").replace("13以上", cell), encoding="utf-8")
    grain = next(indicator for indicator in drafted(path).indicators if indicator.name == "粮食产量")
    (target,) = (value for value in grain.series if value.kind == "target")
    assert (target.value and str(target.value), target.bound, target.text) == (("13", bound, None) if bound else (None, "exactly", cell))


def test_forms_that_count_nothing_are_not_taken_for_headings() -> None:
    forms = recognised(["一、先讲一件事", "第一章 总则", "第二章 细则", "（一）甲", "（二）乙"])
    assert forms.chapter == "第{han}章"
    assert forms.find("第三章是全文的重点，下面分别说明各项任务和措施，并提出要求。") is None


# --- Word and PDF ------------------------------------------------------------------------------------------------------------

HEAD, ROWS = ("指标", "2025年", "2030年"), (("粮食产量（万吨）", "12", "13"), ("村卫生室（所）", "20", "25"))
TEXT = """白石县第十五个五年规划纲要
第一章 基础
第一节 成绩
粮食连年丰收。全县粮食产量达到12万吨，比五年前增加一成，农民收入持续增长，村村通了公路，户户用上了自来水。
第二节 问题
部分灌区年久失修，青年外出较多，产业基础仍然薄弱，公共服务还有不少欠账，需要在今后五年逐步补齐。
第二章 任务
第一节 水利
完善水网。改造东渠和西渠，加固白石水库。
专栏1 水利工程
1.东渠改造工程；
2.西渠改造工程，包括渠首、闸门、泵站和沿渠道路的整修，以及配套的信息化管理平台建设；
3.白石水库除险加固工程。"""


def records_of(text: str) -> tuple[object, ...]:
    made = draft(text, "plan.txt", "0" * 64).outline
    return made.title, made.chapters, made.boxes, made.front, made.closing


def table_lines() -> str:
    rows = ("各项\t2025年\t", "\t数量\t单位", "粮食\t12\t万吨", "卫生室\t20\t所")
    return "\n".join(("专栏2 现状", *rows))


def word(path: Path) -> Path:
    """A Word file of the text, a box of one cell, and a table with merged cells."""
    said = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in TEXT.split("\n") if not re.match(r"\d\.|专栏", line))
    boxed = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in TEXT.split("\n") if re.match(r"\d\.|专栏", line))
    box = f"<w:tbl><w:tr><w:tc>{boxed}</w:tc></w:tr></w:tbl>"
    table = (
        "<w:p><w:r><w:t>专栏2 现状</w:t></w:r></w:p><w:tbl>"
        + row(cell("各项", down="restart"), cell("2025年", across=2))
        + row(cell("", down="continue"), cell("数量"), cell("单位"))
        + row(cell("粮食"), cell("12"), cell("万吨"))
        + row(cell("卫生室"), cell("20"), cell("所"))
        + "</w:tbl>"
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", kinds)
        file.writestr("_rels/.rels", relations)
        file.writestr("word/document.xml", f"<w:document {space}><w:body>{said}{box}{table}</w:body></w:document>")
    return path


def cell(words: str, across: int = 1, down: str = "") -> str:
    spans = (f'<w:gridSpan w:val="{across}"/>' if across > 1 else "") + (f'<w:vMerge w:val="{down}"/>' if down else "")
    return f"<w:tc><w:tcPr>{spans}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def pdf(path: Path) -> Path:
    """A PDF of small pages, with a running head and page numbers, in which the box is framed and torn, and cells are merged."""
    lines = [line for line in TEXT.split("\n") if not re.match(r"\d\.|专栏", line)]
    boxed = [line for line in TEXT.split("\n") if re.match(r"\d\.|专栏", line)]
    source = """
#set page(width: 420pt, height: 300pt, margin: 50pt, header: [白石县规划文件汇编])
#set page(footer: context align(center)[— #counter(page).display() —])
#set text(font: "Share zh-Hans", size: 11pt)
#set par(first-line-indent: 0pt, justify: true)
"""
    source += "".join(f"#par[{line}]\n" for line in lines)
    source += "#block(breakable: true, stroke: 0.8pt, inset: 6pt, width: 100%)[" + "".join(f"#par[{line}]\n" for line in boxed) + "]\n"
    source += """#par[专栏2 现状]
#table(columns: (1fr, 1fr, 1fr), table.cell(rowspan: 2)[各项], table.cell(colspan: 2)[2025年], [数量], [单位],
  [粮食], [12], [万吨], [卫生室], [20], [所])
"""
    path.write_bytes(typst.compile(source.encode(), font_paths=[ROOT / "macros" / "fonts"], ignore_system_fonts=True, format="pdf"))
    return path


def test_a_word_file_gives_the_records_of_the_text(tmp_path: Path) -> None:
    assert records_of(originals.read(word(tmp_path / "plan.docx"))) == records_of(f"{TEXT}\n{table_lines()}")


def test_a_pdf_gives_the_records_of_the_text(tmp_path: Path) -> None:
    assert records_of(originals.read(pdf(tmp_path / "plan.pdf"))) == records_of(f"{TEXT}\n{table_lines()}")


def test_html_gives_the_records_of_the_text() -> None:
    page = "".join(f"<p>{line}</p>" for line in TEXT.split("\n")) + (
        "<p>专栏2 现状</p><table><tr><td rowspan=2>各项</td><td colspan=2>2025年</td></tr><tr><td>数量</td><td>单位</td></tr>"
        "<tr><td>粮食</td><td>12</td><td>万吨</td></tr><tr><td>卫生室</td><td>20</td><td>所</td></tr></table>"
    )
    assert records_of(originals.from_html(f"<html><head><title>x</title></head><body>{page}</body></html>")) == records_of(
        f"{TEXT}\n{table_lines()}"
    )


def test_footnotes_of_a_word_file_keep_their_numbers() -> None:
    """As mammoth writes them: it counts the places from 1, while the ids have Word's own numbers, of which separators take the first."""
    mark = '<sup><a href="#footnote-2" id="footnote-ref-2">[1]</a></sup>'
    note = '<ol><li id="footnote-2"><p>据年报。 <a href="#footnote-ref-2">↑</a></p></li></ol>'
    assert originals.from_html(f"<p>粮食12万吨{mark}。</p>{note}<p>完</p>") == "粮食12万吨[1]。\n[1]据年报。\n完"


def test_contents_with_a_page_number_behind_a_blank_are_dropped() -> None:
    listed = "南河市规划\n目 录\n第一章 成就 1\n第二章 形势 3\n第一章 成就\n增长。\n第二章 形势\n大于挑战。"
    made = draft(listed, "plan.txt", "0" * 64)
    assert [chapter.title for chapter in made.outline.chapters] == ["成就", "形势"]
    assert [item.reason for item in made.cleaned.dropped] == ["contents"] * 3


def test_a_heading_goes_on_with_no_paragraph_whose_last_line_fills_the_width() -> None:
    lines = [
        _Printed("全区零售总额年均增长7%，连锁便利店超过300家。", 1, True),
        _Printed("第二章 任务", 2, False),
        _Printed("建设", 3, False),
    ]
    assert list(_unbroken(lines)) == ["全区零售总额年均增长7%，连锁便利店超过300家。", "第二章 任务", "建设"]


def test_a_box_with_a_picture_keeps_its_line_and_says_so() -> None:
    made = draft("石桥县规划\n第一章 布局\n专栏1 控制线\n〔图：01.png〕\n第二章 任务\n完。", "plan.txt", "0" * 64).outline
    assert [node.text for node in made.boxes[0].body] == ["〔图：01.png〕"]
    assert made.marks["boxes", "01"]["body",] == BOXED


def test_items_in_english_keep_the_blank_behind_their_name() -> None:
    items = "1. Fenwick Marsh: 3,200 ha.\n2. Alder Hills: 1,150 ha."
    text = f"Fenwick Plan 2027–2032\nChapter 1 Land\nBox 1 Landscapes\n{items}\nChapter 2 Work\nMore."
    (first, _second) = draft(text, "plan.txt", "0" * 64).outline.boxes[0].body
    assert (first.lead, first.text, first.full) == ("Fenwick Marsh:", "3,200 ha.", "Fenwick Marsh: 3,200 ha.")


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.wps"
    path.write_text("规划", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"plan\.wps: this form is not known\. Known are: \.txt, \.md, \.html, \.htm, \.docx, \.pdf\."):
        originals.read(path)


# --- run again, marks, drafts ------------------------------------------------------------------------------------------------


@pytest.fixture
def county(tmp_path: Path) -> Path:
    root = project(tmp_path)
    creation.create(root, PLANS / "parts.txt")
    return root


def test_another_plan_is_not_overwritten(county: Path) -> None:
    (county / creation.DRAFTS).unlink()
    with pytest.raises(RuntimeError, match=r"data/ holds another plan\. Add --replace"):
        creation.create(county, PLANS / "clauses.txt")
    creation.create(county, PLANS / "clauses.txt", replace=True)
    assert load(county / "data").records.plan.title == "柳河镇“十五五”发展规划（2026—2030年）"
    assert "云川" not in "".join(path.read_text(encoding="utf-8") for path in county.glob("d*/**/*.*") if path.suffix != ".json")


def test_what_the_tests_know_of_the_plan_before_goes_with_it(county: Path) -> None:
    known = county / "tests" / "plan" / "facts.yml"
    known.parent.mkdir(parents=True)
    known.write_text("title: 云川\n", encoding="utf-8")
    creation.create(county, PLANS / "clauses.txt", replace=True)
    assert not known.exists()
    assert "title: 柳河镇“十五五”发展规划（2026—2030年）网上阅读版\n" in (county / "CITATION.cff").read_text(encoding="utf-8")


def press_of(root: Path) -> Renderer:
    plan = check(root / "data", draft=True)
    shown = reading(plan.records.editions["zh-hans"], plan.records, plan.blocks, root / "data")
    return Renderer(shown, link(plan.records, plan.blocks), plan.proof, ROOT / "macros", plan.ledgers, "https://example.org/")


def test_no_level_of_headings_is_left_out_in_the_books(county: Path) -> None:
    """PDF/UA-1, 7.4.2: a box stands below a section, or right below its chapter."""
    creation.create(county, PLANS / "volumes.txt", replace=True)
    bound = book(press_of(county).view, "").chapters
    assert {part.id: part.title.level for chapter in bound for part in chapter.parts if part.kind == "box"} == {"box-01": 2, "box-02": 3}


def test_parts_stand_in_the_menu_and_in_the_books(county: Path) -> None:
    press = press_of(county)
    tab = next(iter(navigation(["index.md"], press.pages(), press.words)[1].values()))
    assert tab == [
        "plan/index.md", {"第一篇 打好基础 稳步前行": ["plan/01.md", "plan/02.md"]}, {"第二篇 办好实事": ["plan/03.md"]},
    ]  # fmt: skip
    bound = book(press.view, press.root).chapters
    assert [(part.role, part.id) for part in bound] == [
        ("part", "part-01"), ("chapter", "01"), ("chapter", "02"), ("part", "part-02"), ("chapter", "03"),
    ]  # fmt: skip
    assert [text.id for text in bound[0].parts] == ["part-01-1"]


def test_run_again_it_leaves_what_people_have_confirmed_and_changed(county: Path) -> None:
    plan, chapter, source = county / "data/plan.yml", county / "data/chapters/01.yml", county / "data/source/plan.txt"
    lines = plan.read_text(encoding="utf-8").split("\n")
    plan.write_text("\n".join(line for line in lines if SIGN not in line).replace("云川县“十五五”规划纲要", "云川规划"), encoding="utf-8")
    source.write_text(source.read_text(encoding="utf-8").replace("粮食连年丰收。", "粮食连年增产。"), encoding="utf-8")
    creation.create(county, source)
    assert "short_title: 云川规划" in plan.read_text(encoding="utf-8")
    assert SIGN not in plan.read_text(encoding="utf-8")
    assert "粮食连年增产。" in chapter.read_text(encoding="utf-8")
    assert check(county / "data", draft=True).proof.differences == ()


def test_run_again_on_the_corrected_text_the_list_of_dropped_lines_stays(tmp_path: Path) -> None:
    root = project(tmp_path)
    creation.create(root, PLANS / "notice.txt")
    dropped, text = root / creation.DROPPED, root / "data" / "source" / "plan.txt"
    before = dropped.read_text(encoding="utf-8")
    text.write_text(text.read_text(encoding="utf-8") + "— 9 —\n", encoding="utf-8")
    creation.create(root, text)
    after = dropped.read_text(encoding="utf-8")
    assert before
    assert after.startswith(before)
    assert after.removeprefix(before).endswith("\tpage number\t— 9 —\n")


def test_run_again_on_the_same_text_nothing_changes(county: Path) -> None:
    before = {path: path.read_bytes() for path in walked(county)}
    creation.create(county, county / "data/source/plan.txt")
    assert {path: path.read_bytes() for path in walked(county)} == before


def walked(root: Path) -> Iterator[Path]:
    return (path for name in ("data", "docs") for path in sorted((root / name).rglob("*")) if path.is_file())


def test_changes_of_both_sides_are_joined_and_where_they_meet_those_of_people_stay() -> None:
    before, ours, now = "a: 1\nb: 2\nc: 3\n", "a: 1\nb: 2\nc: 4\n", "a: 0\nb: 2\nc: 3\n"
    assert merged(before, ours, now, "note") == "a: 0\nb: 2\nc: 4\n"
    assert merged(before, ours, "a: 1\nb: 2\nc: 5\n", "note") == "a: 1\nb: 2\n# note\nc: 4\n"


def test_open_marks_have_a_place_and_a_reason(county: Path) -> None:
    first, *_rest = open_marks(county / "data")
    assert (first.path, first.line) == ("data/plan.yml", 2)
    assert "简称由全称缩成" in first.what


@pytest.mark.slow
def test_a_draft_is_built_only_when_it_is_asked_for_and_says_so_on_each_page(county: Path) -> None:
    refused = run(county, "scripts/run.py", "build", LANG="en_GB.UTF-8")
    assert refused.returncode == 1
    assert "This is a draft: confirm these places, or build with --draft" in refused.stderr
    assert not (county / "site").exists()
    built = run(county, "scripts/run.py", "build", "--draft")
    assert built.returncode == 0, built.stderr
    pages = list((county / "site").rglob("*.html"))
    assert len(pages) > 20
    told = re.compile('<aside class="draft" aria-label="')
    assert [page for page in pages if not told.search(page.read_text(encoding="utf-8"))] == []


@pytest.mark.slow
def test_check_counts_the_open_marks(county: Path) -> None:
    told = run(county, "scripts/run.py", "check", LANG="en_GB.UTF-8")
    assert told.returncode == 0, told.stderr
    assert f"{len(open_marks(county / 'data'))} places of the draft wait for somebody to confirm them" in told.stdout
