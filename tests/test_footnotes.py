"""Footnotes of the plan: read from its text, tied to the words that bear their mark, with a way there and back wherever they are shown."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
import typst

from planbook.checks.rules import check
from planbook.downloads import book, epub, pdf
from planbook.downloads.context import DownloadContext
from planbook.downloads.parallel import paired
from planbook.drafting import creation, originals
from planbook.drafting.outline import FOUND, MOVED
from planbook.drafting.project import Draft, draft
from planbook.records.model import Footnote
from planbook.views.text import _place_of
from support import invented, tagged
from support.places import ROOT
from support.projects import copied

PLAN = Path(__file__).resolve().parent / "plans" / "footnotes.txt"
NOTE, BEARER, MARK = "02-2-n1", "02-2-1", "①"
"""The footnote of the invented plan."""


@pytest.fixture(scope="module")
def made() -> Draft:
    return draft(originals.read(PLAN), PLAN.name, "0" * 64)


def notes(made: Draft) -> list[tuple[str, str, str]]:
    bodies = [section.body for chapter in made.outline.chapters for section in chapter.sections]
    return [(part.id, part.mark, part.to) for body in bodies for part in body if isinstance(part, Footnote)]


# --- read from a text ----------------------------------------------------------------------------------------------------


def test_footnotes_are_tied_to_the_words_that_bear_their_mark(made: Draft) -> None:
    assert notes(made) == [
        ("01-1-n1", "①", "01-1-1"), ("01-1-n2", "[1]", "01-1-2"), ("01-1-n3", "[2]", "01-1-2"), ("01-2-n1", "②", "box-01-01"),
    ]  # fmt: skip


def test_a_footnote_that_tears_a_paragraph_is_moved_behind_it_and_says_so(made: Draft) -> None:
    chapter, source = made.files["data/chapters/01.yml"], made.files["data/source/plan.txt"].splitlines()
    assert "全县的各项事业都有进步。" in chapter
    assert [chapter.count(mark) for mark in (MOVED, FOUND)] == [1, 3]
    assert source[source.index("事业都有进步。") + 1].startswith("①据县水利局")


def test_items_of_a_list_and_notes_to_a_table_are_no_footnotes(made: Draft) -> None:
    section = made.outline.chapters[0].sections[1]
    assert [getattr(part, "text", "") for part in section.body[:2]] == ["分三步走：①修渠；②修路。", "①修渠"]
    assert made.outline.boxes[1].notes == ("①含水浇地。", "②自来水普及率另计。")


def test_raised_figures_are_marks_but_not_those_of_units() -> None:
    lines = "清溪县规划（2026—2030年）\n第一章 基础\n绿地每人12m²，排放降到30mg/m³，收入增长²，人口稳定³。\n²据年报。\n³常住人口。\n完。"
    made = draft(lines, "plan.txt", "0" * 64)
    found = [(part.mark, part.text, part.to) for part in made.outline.chapters[0].intro if isinstance(part, Footnote)]
    assert found == [("²", "据年报。", "01-0-1"), ("³", "常住人口。", "01-0-1")]
    assert [_place_of(mark, "12m²，30mg/m³，增长²，稳定³") for mark in "²³"] == [15, 19]


def test_a_raised_figure_may_stand_behind_the_stop() -> None:
    lines = "Fenwick Plan 2027–2032\nChapter 1 People\nIt has 412,000 residents.¹ Jobs grew.\n¹ Census of 2025.\nChapter 2 Work\nMore."
    made = draft(lines, "plan.txt", "0" * 64)
    assert [(part.mark, part.to) for part in made.outline.chapters[0].intro if isinstance(part, Footnote)] == [("¹", "01-0-1")]


def test_footnotes_of_a_word_file_stand_behind_what_bears_them() -> None:
    """As mammoth writes them: all at the end of the document."""

    def mark(number: int) -> str:
        return f'<sup><a href="#footnote-{number + 1}" id="footnote-ref-{number + 1}">[{number}]</a></sup>'

    def note(number: int, *words: str) -> str:
        said = "".join(f"<p>{line}</p>" for line in words[:-1])
        return f'<li id="footnote-{number + 1}">{said}<p>{words[-1]} <a href="#footnote-ref-{number + 1}">↑</a></p></li>'

    page = (
        f"<p>粮食12万吨{mark(1)}。</p><p>水库3座。</p><table><tr><td>甲</td><td>1{mark(2)}</td></tr><tr><td>乙</td><td>2</td></tr></table>"
        f"<p>完。</p><ol>{note(1, '据年报。')}{note(2, '约数。', '另见附件。')}</ol>"
    )
    assert originals.from_html(page).split("\n") == [
        "粮食12万吨[1]。", "[1]据年报。", "水库3座。", "甲\t1[2]", "乙\t2", "[2]约数。", "另见附件。", "完。",
    ]  # fmt: skip


def test_a_footnote_of_a_pdf_stands_behind_the_paragraph_that_it_tears(tmp_path: Path) -> None:
    words = "改造东区和西区，建设配套道路和信息平台，提高保障能力。"
    source = f"""
#set page(width: 300pt, height: 200pt, margin: 40pt)
#set text(font: "Share zh-Hans", size: 10pt)
#set footnote(numbering: "①")
#set par(justify: true)
#par[{words}全县面积达到12万亩#footnote[据年报。]，{words * 5}]
#par[完。]
"""
    path = tmp_path / "plan.pdf"
    path.write_bytes(typst.compile(source.encode(), font_paths=[ROOT / "macros" / "fonts"], ignore_system_fonts=True, format="pdf"))
    assert originals.read(path).split("\n") == [f"{words}全县面积达到12万亩①，{words * 5}", "①据年报。", "完。"]


def test_a_plan_with_footnotes_is_sound_without_an_edit(tmp_path: Path) -> None:
    root = copied(ROOT, tmp_path, without=("data", "docs"))
    creation.create(root, PLAN)
    sound = check(root / "data", draft=True)
    assert sound.proof.differences == ()
    assert len([mark for mark in sound.marks if FOUND in mark.what or MOVED in mark.what]) == 4


# --- shown ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", invented.EDITIONS)
def test_a_page_leads_from_the_mark_to_the_note_and_back(edition: str) -> None:
    page = lxml.html.fromstring(invented.pages(edition)["plan/02"].body)
    (mark,) = page.xpath(f"//*[@id='{BEARER}']//a[@role='doc-noteref']")
    (note,) = page.xpath("//*[@role='doc-footnote']")
    (back,) = note.xpath(".//a[@role='doc-backlink']")
    assert (mark.text_content(), mark.get("href"), note.get("id"), back.get("href")) == (MARK, f"#{NOTE}", NOTE, f"#{BEARER}")


@pytest.mark.parametrize("edition", invented.EDITIONS)
def test_programs_read_what_a_footnote_is_on(edition: str) -> None:
    files = invented.press(edition).opendata.files
    (chapter,) = [entry for entry in json.loads(files["chapters.json"])["entries"] if entry["id"] == "02"]
    (block,) = [block for block in chapter["computed"]["blocks"] if block["kind"] == "footnote"]
    assert (block["id"], block["before"], block["to"]) == (NOTE, MARK, BEARER)
    (part,) = [part for section in chapter["record"]["sections"] for part in section["body"] if "to" in part]
    assert part == {"id": NOTE, "mark": MARK, "text": block["text"], "to": BEARER}


def test_a_book_leads_from_the_mark_to_the_note_and_back(fonts: Path, tmp_path: Path) -> None:
    own, other = (book.book(invented.press(edition).view, "https://example.org/") for edition in ("zh-hans", "en"))
    for name, made, ways in (("one", own, 2), ("two", paired(own, other), 4)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf.typeset("book.typ", made, "pdf"))
        linked = [piece.text for piece in tagged.read(path) if "Link" in piece.tags and piece.text.strip() == MARK]
        assert len(linked) == ways, name
        assert any("常见病在本村看" in piece.text for piece in tagged.read(path))


def test_an_e_book_leads_from_the_mark_to_the_note_and_back(fonts: Path, tmp_path: Path) -> None:
    press = invented.press("zh-hans")
    path = tmp_path / "plan.epub"
    epub.write(DownloadContext(press, tmp_path, None), path)
    with zipfile.ZipFile(path) as archive:
        page = lxml.etree.fromstring(archive.read("EPUB/chapter-02.xhtml"))
    html = "{http://www.w3.org/1999/xhtml}"
    links = [(link.get("role"), link.get("href"), link.text) for link in page.iter(f"{html}a") if str(link.get("role")).startswith("doc-")]
    assert ("doc-noteref", f"chapter-02.xhtml#{NOTE}", MARK) in links
    assert ("doc-backlink", f"chapter-02.xhtml#{BEARER}", MARK) in links
