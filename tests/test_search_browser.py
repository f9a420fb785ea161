"""The search as a reader meets it in a real browser: in the dialog of every page and on its own page, in both editions."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from planbook.views.view import View
from support.browsers import Open, come_to_rest, intercept, next_frame, until
from support.facts import ours
from support.places import NARROW, PREFIXES, TRANSLATED, TRANSLATION

pytestmark = ours


ALLOY = {"zh-hans": "铝合金", "zh-hant": "鋁合金"}
"""The same words in the script of each Chinese edition: many records and paragraphs hold them."""
EDITION = pytest.mark.parametrize("edition", ALLOY)


def in_turn(name: str, *values: str) -> pytest.MarkDecorator:
    """One Chinese edition after the other for these values: their scripts are the same files, and each has its share."""
    return pytest.mark.parametrize(("edition", name), list(zip(itertools.cycle(ALLOY), values, strict=False)))


NOTHING = "qzxwvk"
"""Found nowhere, nor anything like it."""
SEARCHES = re.compile(r"/search/\w+\.js$")
MARKUP = """<img src=x onerror="alert('img')"><script>alert('script')</script>"'><b id=planted>"""


def own_and_other(edition: str) -> list[str]:
    return sorted(ALLOY.values(), key=lambda words: words != ALLOY[edition])


def dialog(page: Page) -> Locator:
    return page.locator("[data-search-dialog]")


def field(page: Page) -> Locator:
    return dialog(page).get_by_role("combobox")


def options(page: Page) -> Locator:
    return dialog(page).get_by_role("option")


def results(page: Page) -> Locator:
    """The results of the search page."""
    return page.locator("[data-search-results] > li")


def found(page: Page) -> int:
    """How many results the search page says it has, with those in the running text, which comes last."""
    expect(page.locator("select[name=kind] option[value=paragraphs], select[name=kind].chosen").first).to_be_attached()
    said = re.search(r"\d+", page.locator("[data-search-status]").inner_text())
    assert said
    return int(said.group())


def open_dialog(page: Page) -> Locator:
    """Open the dialog by its key and return its field."""
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    return field(page)


def highlights(page: Page) -> list[str]:
    """The words that the page shows as found."""
    return page.evaluate("[...(CSS.highlights.get('found') ?? [])].map((range) => range.toString())")


# --- before the reader asks ------------------------------------------------------------------------------------------


@in_turn("path", "", "plan/04/", "projects/")
def test_nothing_of_the_search_is_fetched_before_it_is_asked_for(opened: Open, server: str, edition: str, path: str) -> None:
    page = opened("about/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + PREFIXES[edition] + path)
    come_to_rest(page)
    assert asked
    assert not [url for url in asked if SEARCHES.search(url)]

    with page.expect_request("**/search/text.js"), page.expect_request("**/assets/search/nearest.js"):
        page.keyboard.press("/")
    files = {
        "assets/search/matching.js", "assets/search/engine.js", "assets/search/box.js", "assets/search/nearest.js",
        "search/characters.js", "search/items.js", "search/text.js",
    }  # fmt: skip
    assert {url for url in asked if SEARCHES.search(url)} == {f"{server}{PREFIXES[edition]}{file}" for file in files}


@EDITION
def test_the_search_page_waits_for_its_reader(opened: Open, server: str, edition: str) -> None:
    """It came with 40 kB of scripts for those who only wanted the list. What is typed before they are there is searched all the same."""
    page = opened("about/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}{PREFIXES[edition]}search/")
    come_to_rest(page)
    assert not [url for url in asked if SEARCHES.search(url)]
    page.locator("[data-search-page] input").fill("2025")
    expect(results(page).first).to_be_visible()
    expect(page.locator("[data-search-everything]")).to_be_hidden()


# --- the dialog ------------------------------------------------------------------------------------------------------


@in_turn("way", "/", "s", "click", "Enter")
def test_keys_and_clicks_open_the_dialog(opened: Open, edition: str, way: str) -> None:
    page = opened(PREFIXES[edition] + "plan/04/")
    expect(dialog(page)).to_be_hidden()
    opener = page.locator("[data-search-open]")
    if way == "click":
        opener.click()
    elif way == "Enter":
        opener.press("Enter")
    else:
        page.keyboard.press(way)
    expect(dialog(page)).to_be_visible()
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")


def test_the_keys_leave_fields_alone(opened: Open) -> None:
    page = opened("projects/")
    words = page.locator("input[name=words]")
    words.press_sequentially("s/s")
    expect(words).to_have_value("s/s")
    expect(dialog(page)).to_be_hidden()


def test_what_is_typed_while_the_scripts_are_on_their_way_is_searched(opened: Open) -> None:
    page = opened("about/")
    waiting = []
    intercept(page, "**/assets/search/engine.js", lambda route: waiting.append(route))
    with page.expect_request("**/assets/search/engine.js"):
        page.keyboard.press("/")
    page.keyboard.type("lhj")
    expect(field(page)).to_have_value("lhj")
    expect(options(page)).to_have_count(0)
    waiting.pop().continue_()
    expect(options(page).first).to_contain_text(ALLOY["zh-hans"])


@EDITION
@pytest.mark.parametrize("other", [False, True])
def test_typing_shows_hits_marked_in_the_script_of_the_page(opened: Open, edition: str, other: bool) -> None:
    page = opened(PREFIXES[edition] + "about/")
    open_dialog(page).press_sequentially(own_and_other(edition)[other])
    expect(options(page)).to_have_count(12)
    for option in options(page).all()[:5]:
        assert option.locator("mark").first.inner_text() == ALLOY[edition]
    expect(dialog(page).get_by_role("status")).to_contain_text(re.compile(r"\d+"))
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    field(page).fill("")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(dialog(page).get_by_role("status")).to_be_empty()


def chosen(page: Page) -> str | None:
    """The id of the option that is chosen, for the eye and for a screen reader alike."""
    selected = page.locator("[role=option][aria-selected=true]").evaluate_all("(options) => options.map((option) => option.id)")
    active = field(page).get_attribute("aria-activedescendant")
    assert selected == ([active] if active else [])
    return active


def test_arrows_choose_and_go_round(opened: Open) -> None:
    page = opened("about/")
    open_dialog(page).press_sequentially(ALLOY["zh-hans"])
    expect(options(page)).to_have_count(12)
    ids = [str(option.get_attribute("id")) for option in options(page).all()]
    assert len(set(ids)) == 12
    assert chosen(page) is None
    assert [(page.keyboard.press("ArrowDown"), chosen(page))[1] for _ in range(14)] == [*ids, None, ids[0]]
    assert [(page.keyboard.press("ArrowUp"), chosen(page))[1] for _ in range(4)] == [None, *ids[:-4:-1]]
    expect(page.locator(f"[id='{ids[-3]}']")).to_be_in_viewport()
    expect(field(page)).to_be_focused()
    page.keyboard.type("x")
    assert chosen(page) is None, "Other words, other hits: none of them was chosen."


def longest_words(text: str) -> str:
    """The longest run of words of a text without punctuation: nothing else holds it."""
    return max(re.findall(r"[\u4e00-\u9fff]+", text), key=len)


@in_turn("block", "04-2-3", "09-1-2")
def test_enter_opens_the_chosen_paragraph_and_shows_the_words(opened: Open, views: dict[str, View], edition: str, block: str) -> None:
    words = longest_words(views[edition].text.block(block).text)
    page = opened(PREFIXES[edition] + "about/")
    open_dialog(page).press_sequentially(words)
    expect(options(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/{PREFIXES[edition]}plan/{block[:2]}/\?h=[^#]+#{block}$"))
    expect(page.locator(f"[id='{block}']")).to_be_in_viewport()
    assert highlights(page) == [words]


@EDITION
def test_a_click_opens_a_project(opened: Open, views: dict[str, View], edition: str) -> None:
    project = views[edition].reading.records.projects["04-03"]
    page = opened(PREFIXES[edition] + "plan/04/", width=NARROW)
    page.locator("[data-search-open]").click()
    field(page).fill(project.name)
    options(page).first.click()
    page.wait_for_url(re.compile(rf"/{PREFIXES[edition]}projects/04-03/\?h="))
    expect(page.locator("h1")).to_have_text(project.name)
    assert set(highlights(page)) == {project.name}


@EDITION
def test_words_are_shown_across_links_and_marks(opened: Open, views: dict[str, View], edition: str) -> None:
    """A mark stands in the middle of the words, as the mark of an erratum does, and does not part them."""
    view = views[edition]
    block, span = next(
        (block, span) for block in view.reading.blocks.values() if block.kind == "paragraph" for span in block.spans
        if span.end < len(block.text) - 4 and len(block.text[span.start : span.end]) > 1
    )  # fmt: skip
    words = block.text[span.end - 2 : span.end + 4]
    page = opened(f"{PREFIXES[edition]}plan/{block.chapter}/?h={quote(words)}#{block.id}")
    mark = page.locator(f"[id='{block.id}'] .erratum-mark").first.inner_text()
    assert [shown.replace(mark, "") for shown in highlights(page)] == [words]


@EDITION
def test_enter_without_a_choice_opens_the_search_page(opened: Open, server: str, edition: str) -> None:
    page = opened(PREFIXES[edition] + "plan/04/")
    open_dialog(page).press_sequentially(ALLOY[edition])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}{PREFIXES[edition]}search/?s={quote(ALLOY[edition])}")
    expect(results(page).first.locator("mark").first).to_have_text(ALLOY[edition])
    expect(page.get_by_role("searchbox")).to_have_value(ALLOY[edition])


def test_escape_closes_and_the_focus_returns(opened: Open) -> None:
    page = opened("plan/04/")
    opener = page.locator("[data-search-open]")
    opener.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(opener).to_be_focused()

    opener.press("Enter")
    field(page).press_sequentially(ALLOY["zh-hans"])
    expect(options(page)).to_have_count(12)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_button_and_the_backdrop_close(opened: Open) -> None:
    page = opened("plan/04/")
    open_dialog(page)
    until(page, "Boolean(globalThis.openPlanSearch)")
    dialog(page).locator("[data-search-close]").click()
    expect(dialog(page)).to_be_hidden()
    open_dialog(page)
    page.mouse.click(5, 5)
    expect(dialog(page)).to_be_hidden()


# --- other ways of typing --------------------------------------------------------------------------------------------


def compose(page: Page, field: Locator, *, commit: str) -> None:
    """Type as an input method does: letters under composition, Enter for it alone, then the words."""
    method = page.context.new_cdp_session(page)
    before = options(page).all_text_contents(), results(page).all_text_contents(), page.url
    for letters in ("l", "lv", "lv he", "lv he jin"):
        method.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)})
    for kind in ("rawKeyDown", "keyUp"):
        method.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229})
    next_frame(page)
    expect(field).to_have_value(re.compile("lv he jin$"))
    assert (options(page).all_text_contents(), results(page).all_text_contents(), page.url) == before, "Searched or moved on too early."
    method.send("Input.insertText", {"text": commit})


@EDITION
def test_an_input_method_is_waited_for_in_the_dialog(opened: Open, edition: str) -> None:
    page = opened(PREFIXES[edition] + "about/")
    open_dialog(page).press_sequentially("2025")
    expect(options(page)).to_have_count(12)
    page.keyboard.press("ArrowDown")
    field(page).evaluate("(field) => field.select()")
    compose(page, field(page), commit=ALLOY[edition])
    expect(field(page)).to_have_value(ALLOY[edition])
    expect(options(page).first.locator("mark").first).to_have_text(ALLOY[edition])


@EDITION
def test_an_input_method_is_waited_for_on_the_search_page(opened: Open, edition: str) -> None:
    page = opened(PREFIXES[edition] + "search/?s=2025")
    expect(results(page)).to_have_count(40)
    searchbox = page.get_by_role("searchbox")
    searchbox.focus()
    searchbox.evaluate("(field) => field.select()")
    compose(page, searchbox, commit=ALLOY[edition])
    expect(results(page).first.locator("mark").first).to_have_text(ALLOY[edition])
    page.wait_for_url(f"**/search/?s={quote(ALLOY[edition])}")


def test_pasted_and_dictated_words_are_searched(opened: Open) -> None:
    page = opened("about/", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("(words) => navigator.clipboard.writeText(words)", ALLOY["zh-hant"])
    open_dialog(page)
    page.keyboard.press("Control+V")
    expect(field(page)).to_have_value(ALLOY["zh-hant"])
    expect(options(page).first.locator("mark").first).to_have_text(ALLOY["zh-hans"])
    field(page).fill("")
    expect(options(page)).to_have_count(0)
    page.keyboard.insert_text(ALLOY["zh-hans"])  # no key goes down or up
    expect(options(page).first.locator("mark").first).to_have_text(ALLOY["zh-hans"])


# --- anything at all may be asked ------------------------------------------------------------------------------------


def test_markup_in_a_query_is_inert(opened: Open, server: str) -> None:
    page = opened("about/")
    said: list[str] = []

    def heard(alert: Dialog) -> None:
        said.append(alert.message)
        alert.dismiss()

    page.on("dialog", heard)
    planted = page.locator("#planted, img[src=x]")
    open_dialog(page).fill(MARKUP)
    expect(dialog(page).get_by_role("status")).not_to_be_empty()
    expect(planted).to_have_count(0)
    for address in (
        f"search/?s={quote(MARKUP)}", f"search/?s=2025&kind={quote(MARKUP)}&box={quote(MARKUP)}",
        f"plan/04/?h={quote(MARKUP)}#{quote(MARKUP)}",
    ):  # fmt: skip
        page.goto(server + address)
        come_to_rest(page)
        if address.startswith("search/"):
            expect(page.locator("[data-search-status]")).not_to_be_empty()
        expect(planted).to_have_count(0)
    assert said == []


@in_turn("query", "辽阳市" * 3333 + "!", "，。！" * 3333 + "?", "30万吨 " * 2000, "a" * 10_000)
def test_ten_thousand_characters_are_answered(opened: Open, server: str, edition: str, query: str) -> None:
    """Whatever the answer is: it comes, nothing is thrown, and the next question is answered as ever."""
    assert len(query) >= 10_000
    page = opened(PREFIXES[edition] + "about/")
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    open_dialog(page)
    asked_in = {field(page): dialog(page).get_by_role("status"), page.get_by_role("searchbox"): page.locator("[data-search-status]")}
    for search_field, status in asked_in.items():
        search_field.fill(query)
        expect(status).to_have_text(re.compile(r"\d|。|："))
        search_field.fill(ALLOY[edition])
        expect(page.locator("[role=option] mark, [data-search-results] mark").first).to_have_text(ALLOY[edition])
        page.goto(f"{server}{PREFIXES[edition]}search/")
    assert thrown == []


def test_what_can_be_typed_fits_into_an_address(opened: Open) -> None:
    page = opened("about/")
    open_dialog(page)
    page.keyboard.insert_text("辽阳市" * 3334)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?s=*")
    assert len(page.url) < 8000, "Web servers refuse longer addresses."
    expect(page.locator("[data-search-status]")).not_to_be_empty()


@EDITION
def test_the_nearest_is_said_to_be_near_and_nothing_offers_the_lists(opened: Open, views: dict[str, View], edition: str) -> None:
    project = views[edition].reading.records.projects["04-03"].name
    page = opened(PREFIXES[edition] + "about/")
    near, status = str(dialog(page).get_attribute("data-near")), dialog(page).get_by_role("status")
    open_dialog(page).fill(f"{project[:6]}龘{project[6:]}")
    expect(status).to_contain_text(near)
    expect(options(page).first).to_contain_text(project)
    field(page).fill(ALLOY[edition])
    expect(status).not_to_contain_text(near)
    field(page).fill(NOTHING)
    expect(options(page)).to_have_count(0)
    expect(status.get_by_role("link")).to_have_count(5)
    status.get_by_role("link").first.click()
    page.wait_for_url(f"**/{PREFIXES[edition]}projects/")


@EDITION
def test_records_that_are_only_similar_follow_and_say_so(opened: Open, edition: str) -> None:
    """The words stand in the running text, and no record has them all: the nearest records come behind, under their right name."""
    page = opened(PREFIXES[edition] + "about/")
    similar = str(dialog(page).get_attribute("data-similar"))
    open_dialog(page).fill("智能工厂")
    expect(options(page).filter(has_text=similar).first).to_be_visible()
    said = [option.locator("small").inner_text().startswith(similar) for option in options(page).all()]
    assert said == sorted(said)
    assert not said[0]
    expect(dialog(page).get_by_role("status")).not_to_contain_text(str(dialog(page).get_attribute("data-near")))


# --- a failed download -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["items", "text"])
def test_a_failed_index_says_so_and_can_be_tried_again(opened: Open, file: str) -> None:
    page = opened("about/")
    intercept(page, f"**/search/{file}.js", lambda route: route.abort())
    status = dialog(page).get_by_role("status")
    open_dialog(page).fill(ALLOY["zh-hans"])
    retry = status.get_by_role("button")
    retry.wait_for()
    assert (options(page).count() > 0) == (file == "text"), "What could be found without the running text stays."
    page.unroute(f"**/search/{file}.js")
    retry.click()
    expect(options(page)).to_have_count(12)
    expect(retry).to_be_hidden()
    expect(field(page)).to_be_focused()


@EDITION
def test_a_failed_index_can_be_tried_again_on_the_search_page(opened: Open, server: str, edition: str) -> None:
    page = opened("about/")
    page.route("**/search/items.js", lambda route: route.abort())
    page.goto(f"{server}{PREFIXES[edition]}search/?s={quote(ALLOY[edition])}")
    retry = page.locator("[data-search-status]").get_by_role("button")
    retry.wait_for()
    expect(page.locator("[data-search-everything]")).to_be_visible()
    page.unroute("**/search/items.js")
    retry.click()
    expect(results(page).first.locator("mark").first).to_have_text(ALLOY[edition])
    expect(retry).to_be_hidden()


def test_without_its_scripts_the_search_leads_to_the_list_of_everything(opened: Open) -> None:
    page = opened("about/")
    intercept(page, "**/assets/search/*.js", lambda route: route.abort())
    page.locator("[data-search-open]").click()
    page.wait_for_url("**/search/")
    expect(page.locator("[data-search-everything]")).to_be_visible()


# --- the search page -------------------------------------------------------------------------------------------------


def choices(page: Page, facet: str) -> dict[str, int]:
    """The values of a facet that can be chosen, with the counts that stand beside them."""
    told = page.locator(f"select[name={facet}] option:not([value=''])").evaluate_all("(all) => all.map((one) => [one.value, one.text])")
    return {value: int(text.split()[-1]) for value, text in told}


def choose(page: Page, facet: str, value: str) -> None:
    page.locator(f"select[name={facet}]").select_option(value)


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@EDITION
def test_facets_count_and_combine_and_stand_in_the_address(opened: Open, server: str, edition: str) -> None:
    words = ALLOY[edition]
    page = opened(f"{PREFIXES[edition]}search/?s={quote(words)}")
    everything = found(page)
    kinds = choices(page, "kind")
    assert sum(kinds.values()) == everything > kinds["projects"] > 1

    choose(page, "kind", "projects")
    expect(results(page)).to_have_count(kinds["projects"])
    assert found(page) == kinds["projects"]
    assert asked(page) == {"s": [words], "kind": ["projects"]}
    addresses = [link.get_attribute("href") for link in results(page).locator("a").all()]
    assert all("/projects/" in str(address) for address in addresses)

    boxes = choices(page, "box")
    box, count = next((box, count) for box, count in boxes.items() if count < kinds["projects"])
    choose(page, "box", box)
    expect(results(page)).to_have_count(count)
    assert asked(page) == {"s": [words], "kind": ["projects"], "box": [box]}

    page.reload()
    expect(results(page)).to_have_count(count)
    expect(page.get_by_role("searchbox")).to_have_value(words)
    expect(page.locator("select[name=box]")).to_have_value(box)

    page.go_back()
    expect(results(page)).to_have_count(kinds["projects"])
    expect(page.locator("select[name=kind]")).to_have_value("projects")
    page.go_back()
    expect(page.locator("[data-search-status]")).to_contain_text(str(everything))
    assert asked(page) == {"s": [words]}
    page.go_forward()
    expect(results(page)).to_have_count(kinds["projects"])


@ours
@TRANSLATION
def test_a_hit_that_does_not_show_the_words_says_why_it_is_there(opened: Open, views: dict[str, View]) -> None:
    """An everyday word may stand for a whole field: its members that do not hold the word name the field; others show the word."""
    page = opened(f"{PREFIXES[TRANSLATED]}search/?s=hospital")
    found(page)
    field = views[TRANSLATED].records.fields["health"].name
    hits = results(page).evaluate_all(
        "(hits) => hits.map((hit) => [Boolean(hit.querySelector('mark')), hit.querySelector('.hit__why')?.textContent ?? ''])"
    )
    told = [why for marked, why in hits if not marked]
    assert len(told) > 10
    assert set(told) == {f"Field: {field}"}
    assert not any(why for marked, why in hits if marked)


@EDITION
def test_facets_work_without_words(opened: Open, views: dict[str, View], edition: str) -> None:
    records = views[edition].reading.records
    binding = [indicator for indicator in records.indicators.values() if indicator.nature == "binding"]
    page = opened(f"{PREFIXES[edition]}search/")
    expect(results(page)).to_have_count(0)
    page.mouse.move(20, 300)
    choose(page, "kind", "indicators")
    choose(page, "nature", "binding")
    expect(results(page)).to_have_count(len(binding))
    assert found(page) == len(binding)
    expect(page.locator("[data-search-everything]")).to_be_hidden()
    choose(page, "nature", "")
    choose(page, "kind", "")
    expect(page.locator("[data-search-everything]")).to_be_visible()
    assert asked(page) == {}


def test_a_facet_keeps_the_focus_and_what_is_chosen_can_be_taken_off(opened: Open) -> None:
    page = opened(f"search/?s={quote(ALLOY['zh-hans'])}")
    total, kind, taken = found(page), page.locator("select[name=kind]"), page.locator("[data-search-taken] button")
    expect(taken).to_have_count(0)
    kind.focus()
    choose(page, "kind", "projects")
    page.wait_for_url("**kind=projects*")
    expect(kind).to_be_focused()
    expect(taken).to_have_text("类别：项目 ×")
    taken.click()
    expect(page.locator("[data-search-status]")).to_contain_text(str(total))
    expect(kind).to_have_value("")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("2025")
    page.wait_for_url("**/search/?s=2025")
    expect(results(page)).to_have_count(40)


def test_a_facet_without_hits_says_what_taking_it_off_would_bring(opened: Open) -> None:
    page = opened("search/?s=聚丙烯&place=dengta")
    expect(page.locator("[data-search-taken] button")).to_have_text(re.compile(r"地点：灯塔市 × .*\d"))
    page.locator("[data-search-taken] button").click()
    expect(results(page).first).to_be_visible()


@pytest.mark.parametrize("value", ["__proto__", "constructor", "nowhere"])
def test_a_facet_that_does_not_exist_filters_nothing(opened: Open, value: str) -> None:
    page = opened("about/")
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(page.url.replace("about/", f"search/?s={quote(ALLOY['zh-hans'])}&place={value}"))
    expect(results(page).first).to_be_visible()
    expect(page.locator("[data-search-taken]")).to_be_empty()
    assert thrown == []


def test_an_operator_that_was_typed_is_shown_as_the_facet_and_taken_off_with_it(opened: Open) -> None:
    page = opened(f"search/?s={quote(ALLOY['zh-hans'] + ' in:项目')}")
    expect(page.locator("select[name=kind]")).to_have_value("projects")
    page.locator("[data-search-taken] button").click()
    expect(page.get_by_role("searchbox")).to_have_value(ALLOY["zh-hans"])
    expect(page.locator("select[name=kind]")).to_have_value("")


# --- a way to the rest, and back -------------------------------------------------------------------------------------


@EDITION
def test_all_results_are_one_step_away(opened: Open, edition: str) -> None:
    page = opened(PREFIXES[edition] + "about/")
    open_dialog(page).fill("2025")
    expect(options(page)).to_have_count(12)
    everything = page.locator("[data-search-all]")
    expect(page.locator("[data-search-status]")).to_have_count(0)
    come_to_rest(page)
    total = int(re.findall(r"\d+", everything.inner_text())[0])
    assert total > 80
    everything.click()
    page.wait_for_url("**/search/?s=2025")
    expect(results(page)).to_have_count(40)
    assert found(page) == total
    page.locator("[data-search-rest]").click()
    expect(results(page)).to_have_count(total)
    expect(results(page).nth(40).get_by_role("link")).to_be_focused()


def test_the_way_back_from_a_hit_of_the_dialog_opens_the_same_search(opened: Open) -> None:
    page = opened("about/")
    open_dialog(page).fill(ALLOY["zh-hans"])
    options(page).first.click()
    page.wait_for_url("**?h=*")
    page.go_back()
    page.wait_for_url("**/about/")
    expect(field(page)).to_have_value(ALLOY["zh-hans"])
    expect(options(page)).to_have_count(12)


def test_the_chord_opens_the_dialog_from_a_field_too(opened: Open) -> None:
    page = opened("projects/")
    page.locator("input[name=words]").press("Control+k")
    expect(field(page)).to_be_focused()


def test_recent_searches_are_kept_on_the_device_and_can_be_cleared(opened: Open) -> None:
    page = opened("about/")
    for words in ("养老院", "公交"):
        open_dialog(page).fill(words)
        expect(options(page).first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/search/?s={quote(words)}")
        page.get_by_role("searchbox").blur()
    open_dialog(page)
    field(page).fill("")
    expect(options(page)).to_have_text(["公交", "养老院"])
    options(page).nth(1).click()
    expect(field(page)).to_have_value("养老院")
    field(page).fill("")
    dialog(page).get_by_role("status").get_by_role("button").click()
    expect(options(page)).to_have_count(0)
    page.reload()
    assert page.evaluate("localStorage.getItem('searches')") is None


def test_more_results_follow_and_take_the_focus(opened: Open) -> None:
    page = opened("search/?s=2025")
    more = page.locator("[data-search-more]")
    expect(results(page)).to_have_count(40)
    total = found(page)
    assert total > 80
    more.press("Enter")
    expect(results(page)).to_have_count(80)
    expect(results(page).nth(40).get_by_role("link")).to_be_focused()
    for _ in range(80, total, 40):
        more.click()
    expect(results(page)).to_have_count(total)
    expect(more).to_be_hidden()


@EDITION
def test_the_way_back_from_a_hit_leads_to_the_same_results(opened: Open, edition: str) -> None:
    page = opened(f"{PREFIXES[edition]}search/?s={quote(ALLOY[edition])}&kind=projects")
    expect(results(page).first).to_be_visible()
    before = results(page).all_text_contents()
    results(page).first.get_by_role("link").click()
    page.wait_for_url("**/projects/**")
    assert ALLOY[edition] in highlights(page)
    page.go_back()
    expect(results(page)).to_have_count(len(before))
    assert results(page).all_text_contents() == before


def test_typing_does_not_fill_the_history(opened: Open) -> None:
    page = opened("about/")
    page.locator("[data-search-open]").evaluate("(link) => { location.href = link.href; }")
    page.wait_for_url("**/search/")
    searchbox = page.get_by_role("searchbox")
    searchbox.press_sequentially("2025")
    page.wait_for_url("**/search/?s=2025")
    searchbox.press("Enter")
    searchbox.press("Enter")
    expect(results(page).first).to_be_visible()
    page.go_back()
    page.wait_for_url("**/about/")


# --- in English ------------------------------------------------------------------------------------------------------


def test_english_words_find_english_records(opened: Open, views: dict[str, View]) -> None:
    page = opened("en/about/")
    open_dialog(page).fill("forest coverage")
    name = views["en"].records.indicators["forest-coverage"].name
    expect(options(page).first.locator(".hit__title")).to_have_text(name)
    assert "forest coverage" in " ".join(options(page).first.locator("mark").all_inner_texts()).lower()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?s=forest+coverage")
    expect(results(page).first.locator(".hit__title")).to_have_text(name)
    choose(page, "kind", "indicators")
    page.wait_for_url("**kind=indicators*")
    expect(results(page).first.locator(".hit__title")).to_have_text(name)
    heading = page.locator("[data-search-results] h2")
    expect(heading).to_have_text("Nearest results")
    assert choices(page, "kind")["indicators"] == found(page) == 1, "What is counted is what holds both words."
    assert results(page).count() > 1
    expect(results(page).nth(1).locator("h2")).to_have_count(1)  # what follows is told from it


@pytest.mark.parametrize(("asked", "found"), [("4-2-3", "plan/04/"), ("box 16", "boxes/16/"), ("养老院", "fields/ageing/")])
def test_places_and_chinese_words_are_found_in_english(opened: Open, asked: str, found: str) -> None:
    page = opened("en/about/")
    open_dialog(page).fill(asked)
    expect(options(page).first).to_have_attribute("href", re.compile(f"/{found}"))


# --- without a script, without a server ------------------------------------------------------------------------------


@EDITION
def test_the_search_page_lists_everything_without_a_script(opened: Open, server: str, views: dict[str, View], edition: str) -> None:
    view, prefix = views[edition], PREFIXES[edition]
    page = opened(f"{prefix}about/", java_script_enabled=False)
    page.locator("[data-search-open]").click()
    page.wait_for_url(f"{server}{prefix}search/")
    expect(page.locator("[data-search-page]")).to_be_hidden()
    links = page.locator("[data-search-everything] a:visible").evaluate_all("(links) => links.map((link) => [link.href, link.textContent])")
    records, listed = view.reading.records, dict(links)
    for project in records.projects.values():
        assert listed.pop(f"{server}{prefix}projects/{project.id}/") == project.name
    for kind, folder in (("chapters", "plan/{}/"), ("boxes", "boxes/{}/"), ("indicators", "indicators/{}/"), ("targets", "targets/#{}"),
                         ("terms", "terms/#{}"), ("errata", "errata/#{}"), ("fields", "fields/{}/"), ("places", "places/{}/"),
                         ("findings", "audit/#{}")):  # fmt: skip
        for id in getattr(records, kind):
            assert listed.pop(server + prefix + folder.format(id)), (kind, id)
    for source in {report.source for report in records.reports.values()}:
        assert listed.pop(f"{server}{prefix}reports/#of-{source}"), source
    assert not listed


@EDITION
def test_the_search_works_from_files(opened: Open, site: Path, edition: str) -> None:
    page = opened("about/")
    page.goto((site / PREFIXES[edition] / "index.html").as_uri())
    open_dialog(page).fill(own_and_other(edition)[1])
    expect(options(page).first.locator("mark").first).to_have_text(ALLOY[edition])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^file:.*/index\.html\?h="))
    assert ALLOY[edition] in highlights(page)

    open_dialog(page).fill(ALLOY[edition])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"^file:.*/{PREFIXES[edition]}search/index\.html\?s="))
    expect(results(page).first.locator("mark").first).to_have_text(ALLOY[edition])
    choose(page, "kind", "projects")
    page.wait_for_url(re.compile("kind=projects"))
    results(page).first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"^file:.*/projects/.*/index\.html"))
    expect(page.locator("h1")).to_be_visible()
