"""How the pages look: lines that can be read, columns, a phone, paper. What was broken once is held here.

What is asked of every kind of page stands in ``test_kinds.py``.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Page, expect

from planbook.views.view import View
from support import squares
from support.browsers import Open
from support.facts import ours
from support.places import ADDRESS, EDITION, NARROW, PREFIXES, ROOT, WIDE

pytestmark = ours


SMALLEST = 13
"""The smallest size of letters, in pixels."""
PROSE = 40
"""Characters of the longest line of prose."""


@pytest.fixture
def opened(turned: Open) -> Open:
    """What stands here only looks."""
    return turned


def unfolded(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")


# --- type ------------------------------------------------------------------------------------------------------------

DRAWN = """() => [...document.querySelectorAll("main svg text")].filter((text) => text.getClientRects().length).map((text) => [
  Math.round(parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a * 10) / 10, text.textContent,
])"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_letter_of_a_drawing_is_smaller_than_the_smallest(opened: Open, server: str, width: int) -> None:
    page, letters = opened("", width=width), []
    for kind in ("", "glance/", "indicators/forest-coverage/", "places/", "places/dengta/", "progress/", "progress/previous/"):
        page.goto(server + kind)
        letters += [(size, text, kind) for size, text in page.evaluate(DRAWN)]
    assert len(letters) > 40
    assert [letter for letter in letters if letter[0] < SMALLEST] == []


def test_an_item_of_a_box_begins_beside_its_number(opened: Open) -> None:
    """Chrome sent a link that just fits its line to the next, for the sake of the stop behind it."""
    gaps = (
        opened("boxes/03/", width=NARROW)
        .locator(".nodes li > div:has(> .nodes__mark)")
        .evaluate_all(
            "(items) => items.filter((one) => one.querySelector('a')).map((one) => Math.round("
            "one.querySelector('a').getClientRects()[0].top - one.querySelector('.nodes__mark').getClientRects()[0].top))"
        )
    )
    assert len(gaps) > 20
    assert max(gaps) < 12


def test_on_a_phone_each_figure_of_a_row_says_what_it_is(opened: Open) -> None:
    for path in ("indicators/", "progress/comparison/"):
        cells = opened(path, width=NARROW).locator(".stacked td.number:not(:empty)")
        labels = cells.evaluate_all("(cells) => cells.map((cell) => getComputedStyle(cell, '::before').content)")
        assert len(labels) > 5
        assert {"none", "normal"} & set(labels) == set(), path


def test_on_a_phone_figures_stand_below_one_another_in_two_columns(opened: Open) -> None:
    """They ran on as words do, and each row broke elsewhere."""
    for path in ("indicators/", "progress/binding/", "progress/comparison/", "progress/previous/"):
        cells = opened(path, width=NARROW).locator(".paired td.number:not(:empty)")
        lefts = "cells.filter((cell) => cell.getClientRects().length).map((cell) => Math.round(cell.getBoundingClientRect().left))"
        edges = cells.evaluate_all(f"(cells) => {lefts}")
        assert len(edges) > 5, path
        assert len(set(edges)) == 2, path


def test_two_columns_stand_beside_the_names_on_a_phone(opened: Open) -> None:
    """In English the two columns of names left room for one."""
    for path in ("en/boxes/01/", "en/boxes/02/", "boxes/01/"):
        ends = "(rows) => rows.map((row) => row.querySelectorAll('td')[1]?.getBoundingClientRect().right).filter(Boolean)"
        rights = opened(path, width=NARROW).locator(".indicators-table tbody tr").evaluate_all(ends)
        assert len(rights) > 20
        assert min(rights) <= NARROW, "A row below a merged cell has its third column here."


def test_what_stands_above_figures_stands_at_their_edge(opened: Open) -> None:
    """The first head of a second row was taken for that of the names."""
    aligned = "(all) => all.map((one) => getComputedStyle(one).textAlign)"
    heads = opened("boxes/01/").locator(".indicators-table thead tr:not(:first-child) th")
    assert heads.count() > 2
    assert set(heads.evaluate_all(aligned)) == {"right"}


@pytest.mark.parametrize("path", ["boxes/03/", "plan/04/"])
def test_no_sign_begins_a_line_alone(opened: Open, path: str) -> None:
    """The sign of an item and the mark of an erratum went to a line of their own where the words ended with the line."""
    page = opened(path, width=NARROW, has_touch=True, is_mobile=True)
    alone = page.evaluate(
        """() => [...document.querySelectorAll(".nodes .permalink, .paragraph .erratum-mark")].filter((sign) => {
          const box = sign.getBoundingClientRect(), line = sign.closest("li > div, p");
          const inner = line.getBoundingClientRect().left + parseFloat(getComputedStyle(line).paddingLeft);
          return box.width && box.left - inner < 12;
        }).map((sign) => sign.closest("li, p").id)"""
    )
    assert alone == []


def test_the_link_of_a_row_can_be_hit_on_a_phone(opened: Open) -> None:
    links = opened("boxes/01/", width=NARROW, has_touch=True, is_mobile=True).locator(".indicators-table th > .permalink")
    rooms = links.evaluate_all(
        """(links) => links.map((link) => {
          const box = link.getBoundingClientRect(), cell = link.parentElement.getBoundingClientRect();
          return Math.min(box.width, box.height, 24 + cell.right - box.right, 24 + box.left - cell.left);
        })"""
    )
    assert len(rooms) > 20
    assert min(rooms) >= 24


@pytest.mark.parametrize("path", ["indicators/", "progress/targets/", "projects/"])
def test_a_verdict_stands_in_one_line_of_its_column(opened: Open, path: str) -> None:
    heights = opened(path).locator("td .outcome").evaluate_all("(all) => all.map((one) => one.getClientRects()[0].height)")
    assert len(heights) > 20
    assert max(heights) < 30


def test_four_figures_stand_in_one_row_each_whole(opened: Open) -> None:
    values = opened("indicators/general-public-budget-revenue/").locator(".big-figure__value")
    boxes = values.evaluate_all("(all) => all.map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().height])")
    assert len(boxes) == 4
    assert len({round(top) for top, _height in boxes}) == 1
    assert len({round(height) for _top, height in boxes}) == 1


@EDITION
def test_the_head_of_a_page_is_one_row(opened: Open, edition: str) -> None:
    page = opened(f"{PREFIXES[edition]}about/")
    for width in (768, 1024, 1219, 1220, WIDE, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        box = page.locator(".md-header").bounding_box()
        assert box
        assert box["height"] < 70, width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_no_face_of_the_screen_of_last_century_sets_prose(opened: Open) -> None:
    page = opened("plan/04/")
    faces = page.locator(".paragraph").first.evaluate("(one) => getComputedStyle(one).fontFamily")
    assert "Sim" not in faces
    assert faces.endswith("sans-serif"), "Where there is no good Song, Hei sets the text."


def test_an_underline_is_declared_as_every_browser_reads_it() -> None:
    """Safari, even of 2025, drops a declaration that says more than the line: then no link of a text was underlined."""
    sheets = sorted((ROOT / "macros/theme/assets").rglob("*.css"))
    said = [words.strip() for sheet in sheets for words in re.findall(r"text-decoration:([^;}]*)", sheet.read_text(encoding="utf-8"))]
    assert len(said) > 10
    assert {words.removesuffix(" !important") for words in said} <= {"underline", "none", "line-through", "overline"}


LONGEST_LINES = """() => [...document.querySelectorAll("article p, article li, article dd")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => !one.closest("table, figure, pre, dialog, nav, .paragraph") && !one.querySelector("ul, ol, dl, p, li"))
  .map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const { width } = range.getBoundingClientRect();
    return [Math.round(width / parseFloat(getComputedStyle(one).fontSize)), one.className, one.textContent.slice(0, 40)];
  })
  .filter(([characters, name]) => characters > LIMIT && !/ways|mentions/.test(name))"""


@pytest.mark.parametrize("path", ["", "provenance/", "ledger/", "sources/", "data/", "about/", "audit/", "reports/", "licences/"])
def test_no_line_of_prose_is_too_long(opened: Open, path: str) -> None:
    page = opened(path)
    unfolded(page)
    assert page.evaluate(f"(({LONGEST_LINES.replace('LIMIT', str(PROSE))}))()") == []


LINES = """(heading) => {
  const lines = new Map(), walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".kicker, .permalink, .erratum-mark")) continue;
    for (let at = 0; at < node.length; at++) {
      const range = new Range();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const { bottom, width } = range.getBoundingClientRect();
      if (width) lines.set(Math.round(bottom), (lines.get(Math.round(bottom)) ?? "") + node.data[at]);
    }
  }
  return [...lines.values()].map((line) => line.trim());
}"""


def test_titles_are_broken_where_the_source_has_a_blank(opened: Open, views: dict[str, View]) -> None:
    page = opened("plan/04/")
    assert page.locator("h1").evaluate(LINES) == ["加快转型升级", "做好“老字号” “原字号” “新字号”", "三篇大文章"]
    page = opened("plan/01/", width=NARROW)
    text = views["zh-hans"].text.block("01").text
    assert page.locator("h1").evaluate(LINES) == text.split(" "), "No word is cut, as 成/果 was."
    assert opened("").locator("h1").evaluate(LINES) == ["辽阳市国民经济和社会发展", "第十四个五年规划", "和二〇三五年远景目标纲要"]


HOLES = """() => [...document.querySelectorAll(".paragraph .erratum-mark")].map((mark) => {
  const box = (node, at) => {
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  const walker = document.createTreeWalker(mark.closest(".paragraph"), NodeFilter.SHOW_TEXT);
  let before, after;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".erratum-mark, .permalink")) continue;
    const place = mark.compareDocumentPosition(node);
    if (place & Node.DOCUMENT_POSITION_PRECEDING) before = box(node, node.length - 1);
    else after ??= box(node, 0);
  }
  return before && after && before.bottom === after.bottom ? after.left - before.right : 0;
})"""


def test_the_mark_of_an_erratum_makes_no_hole(opened: Open) -> None:
    page = opened("plan/04/")
    mark, paragraph = (page.locator(selector).first.bounding_box() for selector in ("[id='04-1-1'] .erratum-mark", "[id='04-1-1']"))
    assert mark is not None
    assert paragraph is not None
    assert mark["x"] > paragraph["x"] + paragraph["width"], "On a desk it stands in the margin."
    holes = page.evaluate(HOLES)
    assert len(holes) > 3
    assert max(holes) < 6
    assert max(opened("plan/04/", width=NARROW).evaluate(HOLES)) < 17, "On a phone it takes its own width and no more."


def test_numbers_of_a_column_stand_on_their_points(opened: Open) -> None:
    page = opened("indicators/forest-coverage/")
    ends = page.locator(".series .n").evaluate_all(
        "(numbers) => numbers.map((one) => one.querySelector('.n__fraction').getBoundingClientRect().left - "
        "one.closest('td').getBoundingClientRect().right)"
    )
    assert len(ends) > 2
    units = page.locator(".series td.number").evaluate_all("(cells) => cells.map((cell) => cell.textContent.replace(/[\\d.,]/g, ''))")
    assert len(set(units)) == 1, "The units are of one width here, so that the points can be."
    assert max(ends) - min(ends) < 1


# --- columns ---------------------------------------------------------------------------------------------------------


def test_fields_stand_in_columns_and_places_beside_their_map(opened: Open) -> None:
    lefts = "(items) => items.map((item) => item.getBoundingClientRect().left)"
    assert len(set(opened("fields/").locator(".topics > li").evaluate_all(lefts))) == 3
    page = opened("places/")
    drawn = page.locator(".chart--tiles").bounding_box()
    assert drawn
    (left,) = set(page.locator(".topics > li").evaluate_all(lefts))
    assert left >= drawn["x"] + drawn["width"]


@pytest.mark.parametrize("path", ["indicators/gdp/", "projects/04-03/", "places/dengta/", "fields/ageing/"])
def test_a_record_takes_two_thirds_and_what_stands_around_it_one(opened: Open, path: str) -> None:
    page = opened(path)
    main, side = (page.locator(part).bounding_box() for part in (".columns__main", ".columns__side"))
    assert main is not None
    assert side is not None
    assert side["x"] > main["x"] + main["width"]
    assert main["width"] / side["width"] == pytest.approx(2, abs=0.1)
    expect(page.locator(".columns__side .cite, .columns__side .data-link").first).to_be_visible()


def test_the_list_beside_a_chapter_shows_them_all(opened: Open) -> None:
    page = opened("plan/04/")
    page.set_viewport_size({"width": WIDE, "height": 800})
    links = page.locator(".md-sidebar--primary a").all()
    chapters = [link for link in links if re.fullmatch(r"\.\./\d\d/", link.get_attribute("href") or "")]
    assert len(chapters) == 12
    for chapter in chapters:
        expect(chapter).to_be_in_viewport()


def test_the_list_beside_a_chapter_shows_its_sections(opened: Open) -> None:
    """The theme hid them, with a rule of more classes than ours."""
    links = opened("plan/04/").locator(".md-sidebar--primary .md-nav--secondary a")
    expect(links).to_have_count(3)
    for link in links.all():
        expect(link).to_be_in_viewport()
        height = link.bounding_box()["height"]  # type: ignore[index]
        assert height < 30, "One line each."


def test_fields_of_a_filter_stand_in_rows(opened: Open) -> None:
    boxes = (
        opened("projects/")
        .locator(".filters input, .filters select")
        .evaluate_all(
            "(fields) => fields.map((field) => field.getBoundingClientRect()).map(({ width, height, bottom }) => [width, height, bottom])"
        )
    )
    assert len({(round(width), round(height)) for width, height, _bottom in boxes}) == 1
    assert len({round(bottom) for *_, bottom in boxes}) == 2


@EDITION
def test_an_indicator_says_which_figure_is_which(opened: Open, views: dict[str, View], edition: str) -> None:
    page, word = opened(PREFIXES[edition] + "indicators/general-public-budget-revenue/"), views[edition].word
    labels = page.locator(".big-figure__label").all_inner_texts()
    assert [label.partition(" ")[2] for label in labels[:2]] == [word("value kind", "baseline"), word("value kind", "target")]
    colours = page.locator(".big-figure__value").evaluate_all("(values) => values.map((value) => getComputedStyle(value).color)")
    assert len(set(colours[:3])) == 3, "Known, wanted and reported differ, and words say it too."


@pytest.mark.parametrize("path", ["indicators/general-public-budget-revenue/", "indicators/resident-income/"])
def test_what_was_reported_is_not_called_silence(opened: Open, views: dict[str, View], path: str) -> None:
    page = opened(path)
    expect(page.locator("#reported")).to_be_visible()
    silence = views["zh-hans"].word("outcome", "no-source")
    assert silence not in page.locator(".columns__main .told").all_inner_texts()
    assert page.locator(".outcome--no-source").count() == 0


CUT = """() => [...document.querySelectorAll(".table-scroll .outcome")].filter((tag) => {
  const { left, right } = tag.getBoundingClientRect(), room = tag.closest("td, th").getBoundingClientRect();
  return tag.getClientRects().length && (left < room.left - 1 || right > room.right + 1);
}).map((tag) => tag.textContent)"""
BROKEN = """() => [...document.querySelectorAll(".topics a")].flatMap((link) => [...link.textContent.matchAll(/\\S+/g)].filter((word) => {
  const range = new Range();
  range.setStart(link.firstChild, word.index);
  range.setEnd(link.firstChild, word.index + word[0].length);
  return range.getClientRects().length > 1;
}).map((word) => word[0]))"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_words_stay_in_their_cells_and_whole(opened: Open, server: str, width: int) -> None:
    """English labels are the longest: a tag ran over the next column, and names were broken within a word."""
    page = opened("en/places/", width=width)
    for kind in ("places/", "indicators/", "progress/targets/", "projects/"):
        page.goto(f"{server}en/{kind}")
        assert page.evaluate(CUT) == [], kind
        assert page.evaluate(BROKEN) == [], kind


# --- a phone ---------------------------------------------------------------------------------------------------------


@EDITION
@pytest.mark.parametrize("width", [320, NARROW])
def test_the_name_of_the_plan_is_whole(opened: Open, views: dict[str, View], edition: str, width: int) -> None:
    name = opened(f"{PREFIXES[edition]}plan/04/", width=width).locator(".md-header__topic").first
    expect(name).to_have_text(views[edition].records.plan.short_title)
    assert name.evaluate("(name) => [name, ...name.children].every((one) => one.scrollWidth <= one.clientWidth || !one.clientWidth)")


def test_the_links_of_the_footer_can_be_hit(opened: Open) -> None:
    """In English they take several lines, one close below the other."""
    links = opened("en/about/", width=NARROW).locator(".md-copyright a")
    heights = links.evaluate_all("(links) => links.map((link) => link.getBoundingClientRect().height)")
    assert len(heights) > 3
    assert min(heights) >= 24


def test_the_name_of_a_row_stays_and_an_edge_shows_that_there_is_more(opened: Open) -> None:
    page = opened("boxes/01/", width=NARROW)
    table, name = page.locator(".table-scroll"), page.locator(".indicators-table tbody th[scope=row]").first
    before = name.bounding_box()
    assert table.evaluate("(table) => { table.scrollLeft = 9999; return table.scrollLeft; }") > 100
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == pytest.approx(before["x"], abs=1)
    assert "gradient" in table.evaluate("(table) => getComputedStyle(table).backgroundImage")


@ours
@pytest.mark.parametrize("path", ["places/gongchangling/", "indicators/high-end-equipment-revenue-share/"])
def test_the_longest_names_of_places_fit_a_phone(opened: Open, path: str) -> None:
    assert opened(path, width=NARROW).evaluate("document.documentElement.scrollWidth") == NARROW


NAMES = """() => [...document.querySelectorAll(".chapter-cards a, .chapter-cards small, .contents a")].flatMap((one) => {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), words = [];
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/[A-Za-z]+/g)) {
    const range = new Range();
    range.setStart(walker.currentNode, word.index);
    range.setEnd(walker.currentNode, word.index + word[0].length);
    if (range.getClientRects().length > 1) words.push(word[0]);
  }
  return words;
})"""


@pytest.mark.parametrize("path", ["en/", "en/plan/"])
def test_chapters_have_the_width_of_a_phone(opened: Open, path: str) -> None:
    """A rule for English at any width won over that for phones: four letters a line, and seventeen screens."""
    page = opened(path, width=NARROW)
    assert page.evaluate(NAMES) == []
    widths = page.locator(".chapter-cards a, .contents h2 a").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().width)")
    assert len(widths) == 13
    assert max(widths) > 250


def test_a_figure_of_the_aims_has_a_row_of_its_own(opened: Open) -> None:
    """In two columns every third stood alone beside nothing."""
    lefts = "(all) => all.map((one) => Math.round(one.getBoundingClientRect().left))"
    assert len(set(opened("", width=NARROW).locator(".key-figures li").evaluate_all(lefts))) == 1


def test_a_long_table_is_whole_once_it_is_asked_for_filtered_or_read_without_a_script(opened: Open) -> None:
    page = opened("projects/", width=NARROW)
    rows = page.locator(".projects tbody tr:visible")
    expect(rows).to_have_count(30)
    page.locator("[data-rows-all]").click()
    expect(rows).to_have_count(346)
    expect(page.locator("[data-rows-all]")).to_be_hidden()
    page = opened("projects/?place=dengta", width=NARROW)
    expect(page.locator("[data-rows-all]")).to_be_hidden()
    page = opened("projects/", width=NARROW, java_script_enabled=False)
    expect(page.locator(".projects tbody tr:visible")).to_have_count(346)
    expect(opened("projects/").locator(".projects tbody tr:visible")).to_have_count(346)


def test_the_rest_of_any_list_comes_when_it_is_asked_for(opened: Open, views: dict[str, View]) -> None:
    """A list that nothing filters has no script of its own: whatever hides the rest must show it."""
    page = opened("errata/", width=NARROW)
    first = page.locator("dl.errata").nth(1)
    shown = first.locator(".errata__item:visible")
    expect(shown).to_have_count(6)
    page.locator(".long + .rows-all").nth(1).click()
    expect(shown).to_have_count(first.locator(".errata__item").count())
    assert page.evaluate("document.activeElement.closest('.errata__item') !== null"), "What comes next has the focus."
    last = list(views["zh-hans"].errata.by_confidence)[-1][1][-1].id
    page = opened(f"errata/#{last}", width=NARROW)
    expect(page.locator(f"[id='{last}']")).to_be_in_viewport()
    page = opened("errata/", width=NARROW, java_script_enabled=False)
    expect(page.locator(".errata__item:visible")).to_have_count(len(views["zh-hans"].records.errata))
    page = opened("progress/", width=NARROW)
    page.emulate_media(media="print")
    expect(page.locator(".charts .chart--bars").last).to_be_visible()


def test_filters_are_a_sheet_that_a_button_opens(opened: Open) -> None:
    page = opened("projects/", width=NARROW)
    button, choice = page.locator("[data-filters-open]"), page.locator(".filters [name=place]")
    expect(button).to_be_visible()
    expect(choice).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(choice).to_be_visible()


def test_what_is_folded_opens_for_those_who_are_sent_there(opened: Open, views: dict[str, View]) -> None:
    report = next(iter(views["zh-hans"].records.reports))
    page = opened(f"reports/#{report}")
    expect(page.locator(f"[id='{report}']")).to_be_in_viewport()
    page.goto(page.url.partition("reports/")[0] + "terms/")
    expect(page.locator("#river-chief")).to_be_hidden()
    page.evaluate("location.hash = 'river-chief'")
    expect(page.locator("#river-chief")).to_be_in_viewport()


def test_filtered_folds_show_what_they_hold(opened: Open) -> None:
    page = opened("terms/?words=河长")
    expect(page.locator("#river-chief")).to_be_visible()
    assert page.locator(".fold:visible").count() < 13
    page.locator(".filters button[type=reset]").click()
    expect(page.locator("#river-chief")).to_be_hidden()


def test_the_tab_key_passes_each_project_once(opened: Open) -> None:
    stops = "[...document.querySelectorAll('.projects tbody a, .projects tbody button, .projects tbody summary')].length"
    assert opened("projects/").evaluate(stops) == 346


CONTROLS = """() => [...document.querySelectorAll(".md-header a, .md-header button, .filters button, .filters input, summary, .md-button")]
  .filter((one) => one.getClientRects().length && getComputedStyle(one).visibility === "visible")
  .filter((one) => !one.closest(".pointers, .more, .chart, .cite, .rules, .term__uses"))
  .map((one) => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)])
  .filter(([height]) => height < 40)"""


@pytest.mark.parametrize("path", ["", "plan/04/", "projects/", "terms/", "reports/"])
def test_what_a_thumb_presses_is_large_enough(opened: Open, path: str) -> None:
    assert opened(path, width=NARROW).evaluate(CONTROLS) == []


# --- paper -----------------------------------------------------------------------------------------------------------


def printed(page: Page) -> pypdf.PdfReader:
    """The page as sheets."""
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(sheet: Any) -> str:
    """What a sheet says between its head and its foot, blanks aside."""
    return re.sub(r"\s", "", sheet.extract_text())


@pytest.mark.parametrize("path", ["boxes/01/", "boxes/02/", "boxes/03/", "boxes/07/", "boxes/13/", "projects/04-03/", "places/dengta/", ""])
def test_no_sheet_is_empty(opened: Open, path: str) -> None:
    sheets = printed(opened(path)).pages
    head = len(ADDRESS + path) + 60
    assert [number for number, sheet in enumerate(sheets, 1) if len(words(sheet)) < head] == []


def test_a_list_that_was_folded_begins_no_sheet_of_its_own(opened: Open) -> None:
    """The theme keeps every fold whole: half of the first sheet stood empty."""
    first, *others = printed(opened("terms/")).pages
    assert "供给侧结构性" in words(first), "What belongs to the first chapter begins below the preface."
    assert len(others) < 12


@pytest.mark.parametrize("edition", PREFIXES)
def test_the_needs_of_a_place_begin_on_the_first_sheet(opened: Open, edition: str) -> None:
    """Each was kept with the next: all of them moved to the second sheet, and the first stood empty."""
    page = opened(PREFIXES[edition] + "places/gongchangling/")
    need = page.locator(".need h3").first.inner_text().strip()
    assert need in words(printed(page).pages[0])


def test_every_sheet_says_where_the_page_is_and_the_first_shows_it(opened: Open) -> None:
    page = opened("provenance/")
    page.emulate_media(media="print")
    code = page.locator(".paper-code")
    expect(code).to_be_visible()
    assert code.bounding_box()["width"] > 60  # type: ignore[index]
    for sheet in printed(page).pages:
        assert f"{ADDRESS}provenance/" in words(sheet)
    page = opened("licences/")
    page.emulate_media(media="print")
    expect(page.locator(".paper-links li", has_text="https://creativecommons.org/publicdomain/zero/1.0/")).to_be_visible()


def under_the_code(page: Page) -> Any:
    """The first letters of the texts that run into the code beside the title, on paper."""
    return page.evaluate(
        """() => {
          const code = document.querySelector(".paper-code").getBoundingClientRect(), found = [];
          for (const element of document.querySelectorAll(".md-content h1, .md-content p, .md-content dd")) {
            const range = document.createRange();
            range.selectNodeContents(element);
            const aside = ({ right, left }) => right <= code.left || left >= code.right;
            const meets = (one) => one.width && !aside(one) && one.bottom > code.top && one.top < code.bottom;
            if ([...range.getClientRects()].some(meets)) found.push(element.textContent.trim().slice(0, 20));
          }
          return found;
        }"""
    )


@pytest.mark.parametrize("path", ["about/", "en/licences/"])
def test_no_words_run_into_the_code_beside_the_title(opened: Open, path: str) -> None:
    """The first paragraph below a title of one line ran under it."""
    page = opened(path)
    page.set_viewport_size({"width": 627, "height": 900})
    page.emulate_media(media="print")
    assert under_the_code(page) == []


def test_the_list_of_targets_prints_the_words_of_the_plan_and_leaves_reports_to_the_outcomes(opened: Open) -> None:
    """With all that is folded below each target it took 48 sheets in English."""
    page = opened("targets/")
    page.emulate_media(media="print")
    expect(page.locator(".targets .quote").first).to_be_visible()
    expect(page.locator(".targets .more > small:not(.value-note)").first).to_be_hidden()


def test_the_square_on_paper_holds_the_address(opened: Open) -> None:
    page = opened("indicators/gdp/")
    assert squares.read(page.locator(".paper-code path").get_attribute("d") or "") == f"{ADDRESS}indicators/gdp/"


def test_what_is_folded_is_printed(opened: Open) -> None:
    page = opened("terms/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#river-chief dd p").first).to_be_visible()
