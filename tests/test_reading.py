"""What readers are offered while they read, in a real browser: citing, keys, settings, going on where they were, type, paper."""

from __future__ import annotations

import re
import statistics
from typing import Any

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Locator, Page, expect

from planbook.editions.citations import cite
from planbook.text.addresses import of_record
from planbook.views.view import View
from support import invented
from support.axe import violations
from support.browsers import Open, come_to_rest, stands_in_view, until
from support.facts import at_least, ours
from support.places import ADDRESS, EDITION, LANGUAGES, NARROW, PREFIXES, TRANSLATED, WIDE
from support.subjects import first

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
CHAPTER = "plan/04/"
COPY_LINK = {"zh-hans": "复制链接", "zh-hant": "複製連結", "en": "Copy link"}
COPY_TEXT = {"zh-hans": "复制分享文字", "zh-hant": "複製分享文字", "en": "Copy text to share"}
READ_ON = "2031-05-06T23:59:00"
"""The day on which the pages are read, as the browser's clock is set: no test hangs on the day of the machine, or on midnight."""
DAY = {"gbt": "2031-05-06", "bibtex": "2031-05-06", "apa": "May 6, 2031", "chicago": "May 6, 2031", "plain": "2031年5月6日"}
IN_ENGLISH = DAY | {"plain": "6 May 2031"}


# --- citing ----------------------------------------------------------------------------------------------------------


@ours
def test_the_forms_are_those_of_the_standards(views: dict[str, View]) -> None:
    """GB/T 7714—2015, 8.8, APA 7, 10.4 and Chicago 17, 14.207, letter for letter; the day of reading is left open."""
    view = views["zh-hans"]
    title = "辽阳市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
    place, address = view.text.label("04-2-3"), "https://plan.example/plan/04/#04-2-3"
    forms = {citation.id: citation.text for citation in cite(view.reading.records.plan, view.words, place, address, "04-2-3")}
    assert forms["gbt"] == f"辽阳市人民政府. {title}: 第四章第二节第3段[EB/OL]. (2021-03-24)[____-__-__]. {address}."
    assert forms["apa"] == f"辽阳市人民政府. (2021, March 24). {title} (第四章第二节第3段). Retrieved ________, from {address}"
    assert forms["chicago"] == f"辽阳市人民政府. {title}, 第四章第二节第3段. March 24, 2021. Accessed ________. {address}."
    assert forms["plain"] == f"辽阳市人民政府：《{title}》，2021年3月24日印发，第四章第二节第3段，{address}，____访问。"
    entry, *fields = forms["bibtex"].removesuffix("\n}").split("\n")
    assert entry == "@online{plan2021-04-2-3,"
    assert dict(re.findall(r"^  (\w+) = \{(.*)\},?$", "\n".join(fields), re.MULTILINE)) == {
        "author": "{辽阳市人民政府}", "title": f"{title}: 第四章第二节第3段", "date": "2021-03-24", "year": "2021",
        "url": address, "langid": "chinese",
    }  # fmt: skip


@ours
def test_a_citation_of_the_whole_plan_names_no_place(views: dict[str, View]) -> None:
    forms = {
        form.id: form.text for form in cite(views["zh-hans"].reading.records.plan, views["zh-hans"].words, "", "https://p.example/", "plan")
    }
    assert "纲要[EB/OL]. (" in forms["gbt"]
    assert "纲要. Retrieved" in forms["apa"]
    assert "印发，https://p.example/，" in forms["plain"]


def test_several_publishers_are_listed_as_each_form_lists_them() -> None:
    """GB/T 7714—2015, 8.1; APA 7, 9.8; BibTeX parts names by “and”, and braces keep each one whole."""
    plan = invented.sound().records.plan.model_copy(update={"publisher": "甲厅、乙局、丙委"})
    forms = {form.id: form.text for form in cite(plan, invented.press("zh-hans").words, "", "u", "plan")}
    assert forms["gbt"].startswith("甲厅, 乙局, 丙委. ")
    assert forms["apa"].startswith("甲厅, 乙局, & 丙委. (")
    assert "  author = {{甲厅} and {乙局} and {丙委}},\n" in forms["bibtex"]
    assert forms["plain"].startswith("甲厅、乙局、丙委：")


def test_two_publishers_of_a_plan_without_a_day_are_cited_by_its_first_year() -> None:
    """APA 7, 9.8 and Chicago 17, 14.76: no comma between two; a day that nobody knows is not made up."""
    plan = invented.sound().records.plan.model_copy(update={"publisher": "甲厅；乙局", "issued": None, "start": 2031, "title": "纲要"})
    forms = {form.id: form.text for form in cite(plan, invented.press("zh-hans").words, "第一章", "u", "01")}
    assert forms["gbt"] == "甲厅, 乙局. 纲要: 第一章[EB/OL]. (2031)[____-__-__]. u."
    assert forms["apa"] == "甲厅 & 乙局. (2031). 纲要 (第一章). Retrieved ________, from u"
    assert forms["chicago"] == "甲厅 and 乙局. 纲要, 第一章. 2031. Accessed ________. u."
    assert forms["bibtex"].startswith("@online{plan2031-01,\n")
    assert "  date = {2031},\n  year = {2031},\n" in forms["bibtex"]


def test_tex_is_not_led_astray(views: dict[str, View]) -> None:
    forms = {
        form.id: form.text for form in cite(views["zh-hans"].reading.records.plan, views["zh-hans"].words, "专栏2 A&B率（%）_#$", "u", "k")
    }
    assert r": 专栏2 A\&B率（%）\_\#\$},".replace("%", r"\%") in forms["bibtex"]
    assert "专栏2 A&B率（%）_#$" in forms["gbt"]


@EDITION
def test_every_record_page_holds_its_citation(trees: dict[str, HtmlElement], views: dict[str, View], edition: str) -> None:
    """Written out in the page, without a script: each form, with the place that the record has in the plan and the full address."""
    view, records = views[edition], views[edition].reading.records
    places = {of_record("chapters", id): view.text.label(id) for id in records.chapters}
    places |= {of_record("boxes", id): view.text.label(f"box-{id}") for id in records.boxes}
    places |= {
        of_record(kind, id): view.text.cited_place(record)
        for kind in ("indicators", "projects")
        for id, record in getattr(records, kind).items()
    }
    for path, place in places.items():
        (details,) = trees[f"{PREFIXES[edition]}{path}index.html"].xpath("//details[@class='cite']")
        address = ADDRESS + PREFIXES[edition] + path
        expected = cite(records.plan, view.words, place, address, details.get("data-key"), view.reading.rendered)
        assert [item.text_content() for item in details.iter("dd")] == [citation.text for citation in expected], path
        assert details.get("data-place") == place


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def copied(page: Page, button: Locator) -> str:
    """What a button leaves in the clipboard, once the page has said so."""
    page.evaluate("navigator.clipboard.writeText('')")
    button.click()
    expect(page.get_by_role("status").filter(has_text=re.compile("已复制|已複製|Copied")).first).to_be_visible()
    return clipboard(page)


def dated(text: str, form: str, edition: str) -> str:
    """A citation with the day filled in, as the page writes it."""
    day = (IN_ENGLISH if edition == TRANSLATED else DAY)[form]
    if form == "bibtex":
        return text.replace(",\n  langid", f",\n  urldate = {{{day}}},\n  langid")
    return re.sub("____-__-__|________|____", day, text, count=1)


def to_share(view: View, place: str, quote: str, address: str) -> str:
    """Words of the plan with their place, to be sent to somebody."""
    title = view.reading.records.plan.short_title
    if view.reading.edition.id == TRANSLATED:
        return f"{title} (unofficial translation, drafted by machine), {place}: {quote}\n{address}"
    return f"《{title}》{place}：{quote}\n{address}"


@ours
@EDITION
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_paragraph_number_offers_link_words_and_citations(
    opened: Open, server: str, views: dict[str, View], edition: str, width: int
) -> None:
    view, path = views[edition], PREFIXES[edition] + CHAPTER
    page = opened(path, width=width, clock=READ_ON, **CLIPBOARD)
    number = page.locator("[id='04-2-3'] > .permalink")
    number.click()
    label, address = view.text.label("04-2-3"), f"{server}{path}#04-2-3"
    dialog = page.get_by_role("dialog", name=label)
    expect(dialog).to_be_visible()
    assert page.url == address
    assert copied(page, dialog.get_by_role("button", name=COPY_LINK[edition])) == address
    text = copied(page, dialog.get_by_role("button", name=COPY_TEXT[edition]))
    start, end = to_share(view, label, "|", address).split("|")
    assert text.startswith(start)
    assert text.endswith(end)
    words = text.removeprefix(start).removesuffix(end)
    assert len(words) > 100
    kept = words.removesuffix("…")
    assert view.text.block("04-2-3").text.startswith(kept)
    assert not re.match(r"[A-Za-z0-9]{2}", view.text.block("04-2-3").text[len(kept) - 1 :]), "A word of letters is cut."
    for citation in cite(view.reading.records.plan, view.words, label, address, "04-2-3", view.reading.rendered):
        button = dialog.get_by_role("button", name=f"{citation.name}")
        assert copied(page, button).replace("\r\n", "\n") == dated(citation.text, citation.id, edition)
    others = {id: f"{server}{prefix}{CHAPTER}#04-2-3" for id, prefix in PREFIXES.items() if id != edition}
    beside = [f"{server}{PREFIXES[edition]}compare/?page={CHAPTER}#04-2-3"] if edition == TRANSLATED else []
    assert dialog.locator(".cite__beside a").evaluate_all("(links) => links.map((link) => link.href)") == beside
    links = dialog.locator(".cite__elsewhere:not(.cite__beside) a").evaluate_all("(links) => links.map((link) => [link.lang, link.href])")
    assert dict(links) == {LANGUAGES[id]: address for id, address in others.items()}
    names = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}
    assert dialog.locator(".cite__elsewhere:not(.cite__beside) a").all_text_contents() == [names[id] for id in others]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(number).to_be_focused()


@ours
@pytest.mark.parametrize(
    ("edition", "path", "id"),
    [
        ("zh-hans", CHAPTER, "04-2"),
        ("zh-hant", CHAPTER, "box-04"),
        ("en", CHAPTER, "box-04-03"),
        ("zh-hant", "boxes/01/", "box-01-r04"),
        ("en", "boxes/01/", "box-01-note-1"),
        ("zh-hans", "plan/", "front-1"),
    ],
)
def test_whatever_has_a_label_can_be_cited(opened: Open, server: str, views: dict[str, View], edition: str, path: str, id: str) -> None:
    """Each edition twice: its forms do not depend on what is cited."""
    view = views[edition]
    page = opened(PREFIXES[edition] + path, clock=READ_ON)
    page.locator(f".permalink[href='#{id}']").focus()
    page.keyboard.press("Enter")
    label = view.text.label(id)
    dialog = page.get_by_role("dialog", name=label, exact=True)
    expect(dialog.get_by_role("button", name=COPY_LINK[edition])).to_be_focused()
    translated = " Unofficial edition (drafted by machine), 译." if edition == TRANSLATED else ""
    expect(dialog).to_contain_text(f"{label}[EB/OL].{translated} (2021-03-24)[{DAY['gbt']}]. {server}{PREFIXES[edition]}{path}#{id}.")


@EDITION
def test_a_target_is_cited_by_its_place(opened: Open, server: str, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    target = view.reading.records.targets[first("targets")]
    page = opened(f"{PREFIXES[edition]}targets/", **CLIPBOARD)
    page.locator(f"tr[id='{target.id}'] .permalink").click()
    place = view.text.label(target.evidence[0].at)
    dialog = page.get_by_role("dialog", name=place, exact=True)
    expect(dialog).to_contain_text(f"{place}[EB/OL]")
    text = copied(page, dialog.get_by_role("button", name=COPY_TEXT[edition]))
    assert target.evidence[0].quote is not None
    start, end = to_share(view, place, "|", f"{server}{PREFIXES[edition]}targets/#{target.id}").split("|")
    assert text.startswith(start)
    assert text.endswith(end)
    quote = text.removeprefix(start).removesuffix(end).rstrip("…;")
    block = view.text.block(target.evidence[0].at).text
    assert quote in block if edition == TRANSLATED else quote == target.evidence[0].quote
    assert len(quote) > 5


@ours
@EDITION
def test_a_record_page_fills_in_its_citation(opened: Open, server: str, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    project = view.reading.records.projects["04-03"]
    page = opened(f"{PREFIXES[edition]}projects/04-03/", clock=READ_ON, **CLIPBOARD)
    page.locator(".cite summary").click()
    address = f"{server}{PREFIXES[edition]}projects/04-03/"
    place = view.text.cited_place(project)
    (form, *_) = cite(view.reading.records.plan, view.words, place, address, "04-03", view.reading.rendered)
    assert copied(page, page.locator(".cite").get_by_role("button", name=form.name)) == dated(form.text, "gbt", edition)
    text = copied(page, page.locator(".cite").get_by_role("button", name=COPY_TEXT[edition]))
    assert text == to_share(view, place, project.name, address)


@ours
@pytest.mark.parametrize(("edition", "target", "row"), [
    ("en", "GDP; Anticipatory; 2020 Baseline: 83.77 billion yuan; 2021–2025 Target: about 7.5%"
     " (Average annual growth, at comparable prices of 2020)", "Box 2, GDP growth (%): Anticipatory; About 7.5%"),
    ("zh-hans", "地区生产总值；预期性；2020 基数：837.7亿元；2021–2025 目标：7.5%左右（年均增速、按2020年可比价）",
     "专栏2 地区生产总值增长（%）：预期性；7.5%左右"),
])  # fmt: skip
def test_what_is_copied_of_a_target_holds_its_figures_and_what_they_are(
    opened: Open, server: str, edition: str, target: str, row: str
) -> None:
    """A figure that is quoted without its prices and its nature is half a figure; the cells of a row do not run together."""
    page = opened(f"{PREFIXES[edition]}indicators/gdp/", **CLIPBOARD)
    page.locator(".cite summary").click()
    text = copied(page, page.locator(".cite").get_by_role("button", name=COPY_TEXT[edition]))
    assert target in text
    page.goto(f"{server}{PREFIXES[edition]}boxes/02/")
    page.locator("#box-02-r01 .permalink").click()
    assert row in copied(page, page.locator("dialog[open]").get_by_role("button", name=COPY_TEXT[edition]))


@ours
def test_without_a_script_a_number_is_a_link_and_the_citation_can_be_opened(opened: Open, server: str) -> None:
    page = opened(CHAPTER, java_script_enabled=False)
    page.locator("[id='04-2-3'] > .permalink").click()
    assert page.url == f"{server}{CHAPTER}#04-2-3"
    page.locator(".cite summary").click()
    expect(page.locator(".cite")).to_contain_text("第四章[EB/OL]. (2021-03-24)[____-__-__].")
    for tool in (".reading-open", ".keys-open", ".resume"):
        expect(page.locator(tool)).to_have_count(0 if tool == ".resume" else 1)
        expect(page.locator(tool)).to_be_hidden()


def test_a_link_is_copied_where_the_page_brings_no_citations(opened: Open, server: str, views: dict[str, View]) -> None:
    term = first("terms")
    page = opened("terms/", **CLIPBOARD)
    page.locator("[data-folds-all]").click()
    page.evaluate("document.querySelector('.cite').remove()")
    page.locator(f"[id='{term}'] .permalink").click()
    expect(page.locator(".toast")).to_have_text("已复制")
    assert clipboard(page) == f"{server}terms/#{term}"
    expect(page.locator(".toast")).to_be_empty()


@ours
def test_copying_works_where_the_browser_has_no_clipboard_for_scripts(opened: Open, server: str) -> None:
    """As in pages that came without TLS and in old browsers within apps."""
    page = opened("about/", **CLIPBOARD)
    page.context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{server}{CHAPTER}")
    page.locator("[id='04-2-3'] > .permalink").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=COPY_LINK["zh-hans"]).click()
    expect(dialog.get_by_role("status")).to_have_text("已复制")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.press("Control+v")
    expect(page.get_by_role("combobox")).to_have_value(f"{server}{CHAPTER}#04-2-3")


# --- keys ------------------------------------------------------------------------------------------------------------


@ours
def test_keys_go_from_section_to_section(opened: Open) -> None:
    page = opened(CHAPTER)
    for key, section in (("j", "04-1"), ("j", "04-2"), ("j", "04-3"), ("j", "04-3"), ("k", "04-2"), ("k", "04-1"), ("k", "04-1")):
        page.keyboard.press(key)
        expect(page.locator(f"[id='{section}']")).to_be_focused()
        assert stands_in_view(page, section)
    page.locator("[id='04-2-3']").evaluate("(paragraph) => { document.activeElement.blur(); paragraph.scrollIntoView(); }")
    page.keyboard.press("k")
    expect(page.locator("[id='04-2']")).to_be_focused()


@ours
def test_keys_go_from_item_to_item_where_there_are_no_sections(opened: Open) -> None:
    page = opened("boxes/04/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[id='box-04-02']")).to_be_focused()


@ours
def test_keys_turn_the_pages(opened: Open, server: str) -> None:
    page = opened(CHAPTER)
    page.keyboard.press("]")
    page.wait_for_url(f"{server}plan/05/")
    page.keyboard.press("[")
    page.wait_for_url(f"{server}{CHAPTER}")


@ours
def test_a_key_switches_the_script_and_keeps_the_place(opened: Open, server: str) -> None:
    page = opened(CHAPTER)
    page.locator("[id='04-2-3']").evaluate("(paragraph) => paragraph.scrollIntoView()")
    page.keyboard.press("t")
    page.wait_for_url(f"{server}zh-hant/{CHAPTER}#04-2-3")
    assert stands_in_view(page, "04-2-3")
    page.keyboard.press("t")
    page.wait_for_url(f"{server}en/{CHAPTER}#04-2-3")
    assert stands_in_view(page, "04-2-3")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("t")
    page.wait_for_url(f"{server}{CHAPTER}")


def test_no_key_acts_while_somebody_types_or_holds_a_modifier(opened: Open, server: str) -> None:
    page = opened("projects/")
    field = page.locator("input[name=words]")
    field.fill("")
    field.press_sequentially("jt?[")
    expect(field).to_have_value("jt?[")
    assert page.url.startswith(f"{server}projects/?words=")
    page.goto(f"{server}{CHAPTER}")
    for modifier in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{modifier}+j")
    assert page.evaluate("document.activeElement === document.body && scrollY === 0")
    page.keyboard.press("?")
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.get_by_role("dialog", name="键盘快捷键")).to_be_visible()
    assert page.url == f"{server}{CHAPTER}"


def test_single_keys_can_be_switched_off(opened: Open, server: str) -> None:
    """WCAG 2.1.4, also for the search and for the keys that the theme brings; the choice holds in both editions."""
    page = opened(CHAPTER)
    page.get_by_role("button", name="键盘快捷键").click()
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".keys-open")).to_be_focused()
    for path in (CHAPTER, f"zh-hant/{CHAPTER}"):
        page.goto(server + path)
        for key in ("j", "t", "]", "/", "s", "?", "n", "."):
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body && scrollY === 0 && !document.querySelector('dialog[open]')")
        assert page.url == server + path
    page.locator(".keys-open").click()
    page.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_visible()


# --- settings --------------------------------------------------------------------------------------------------------


def choose(page: Page, **settings: str) -> None:
    page.locator("[data-reading-open]").click()
    for name, value in settings.items():
        page.locator(f"input[name={name}][value='{value}']").check()
    page.keyboard.press("Escape")
    expect(page.locator("[data-reading-open]")).to_be_focused()


def test_the_settings_open_on_the_size_that_is_chosen(opened: Open) -> None:
    """The browser gives the focus to what stands first: a press of the space bar made the text small."""
    page = opened(CHAPTER)
    page.locator("[data-reading-open]").click()
    expect(page.locator("input[name=size][value='']")).to_be_focused()
    page.keyboard.press("Escape")
    choose(page, size="larger")
    page.locator("[data-reading-open]").click()
    expect(page.locator("input[name=size][value=larger]")).to_be_focused()


def look(page: Page) -> dict[str, Any]:
    """How a paragraph is set now: size, width, colours."""
    return (
        page.locator(".paragraph")
        .nth(1)
        .evaluate(
            """(paragraph) => {
          const style = getComputedStyle(paragraph);
          return { size: parseFloat(style.fontSize), width: paragraph.getBoundingClientRect().width, ink: style.color,
            paper: getComputedStyle(document.body).backgroundColor, scheme: getComputedStyle(document.documentElement).colorScheme };
        }"""
        )
    )


def test_settings_change_size_width_and_colours(opened: Open) -> None:
    page = opened(CHAPTER)
    sizes = []
    for size in ("small", "", "large", "larger", "largest"):
        choose(page, size=size)
        sizes.append(look(page)["size"])
    assert sizes == sorted(set(sizes))
    assert sizes[-1] > 1.6 * sizes[0]
    choose(page, size="")
    widths = []
    for width in ("narrow", "", "wide"):
        choose(page, width=width)
        widths.append(look(page)["width"])
    assert widths == sorted(set(widths))
    papers = set()
    for colours in ("light", "sepia", "dark"):
        choose(page, colours=colours)
        papers.add(look(page)["paper"])
    assert len(papers) == 3
    assert look(page)["scheme"] == "dark"


WATCH = """
  window.shifted = [];
  const note = ({ node }) => node?.parentElement?.closest(".md-content") && shifted.push(node.textContent.slice(0, 40));
  const seen = (list) => { for (const { sources } of list.getEntries()) sources.forEach(note); };
  new PerformanceObserver(seen).observe({ type: "layout-shift", buffered: true });
  const first = () => { if (document.body) window.atFirst ??= { ...document.documentElement.dataset }; };
  new MutationObserver(first).observe(document, { childList: true, subtree: true });
"""


def test_settings_are_remembered_in_both_editions_before_anything_is_painted(opened: Open, server: str) -> None:
    page = opened(CHAPTER, color_scheme="dark")
    choose(page, size="largest", width="narrow", colours="sepia")
    chosen = look(page)
    page.context.add_init_script(WATCH)
    for path in (CHAPTER, f"zh-hant/{CHAPTER}"):
        page.goto(server + path)
        come_to_rest(page)
        assert page.evaluate("atFirst") == {"script": "", "size": "largest", "width": "narrow", "mdColorScheme": "sepia"}
        assert page.evaluate("shifted") == []
        assert look(page) == chosen
    page.locator("[data-reading-open]").click()
    expect(page.locator("input[name=colours][value=sepia]")).to_be_checked()
    page.locator("[data-reading-tools] button[type=reset]").click()
    expect(page.locator("input[name=colours][value='']")).to_be_checked()
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(server + CHAPTER)
    assert look(page)["size"] < chosen["size"]


def test_the_colours_follow_the_system_until_they_are_chosen(opened: Open) -> None:
    page = opened(CHAPTER, color_scheme="light")
    light = look(page)["paper"]
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    assert look(page)["paper"] != light
    choose(page, colours="light")
    assert look(page)["paper"] == light
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert look(page)["paper"] == light


def test_dark_needs_no_script(opened: Open) -> None:
    with_script, without = (opened(CHAPTER, color_scheme="dark", java_script_enabled=on) for on in (True, False))
    colours = "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector('.paragraph')).color"
    assert with_script.evaluate(colours) == without.evaluate(colours)


@ours
def test_the_place_stays_when_the_letters_grow(opened: Open) -> None:
    page = opened(f"{CHAPTER}#04-3-2")
    before = page.locator("[id='04-3-2']").bounding_box()
    page.locator("[data-reading-open]").evaluate("(button) => button.click()")  # the browser's driver scrolls before it clicks
    page.locator("input[name=size][value=largest]").evaluate("(choice) => choice.click()")
    after = page.locator("[id='04-3-2']").bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"]
    assert abs(before["y"] - after["y"]) < 2


@ours
def test_axe_finds_nothing_in_sepia(opened: Open, server: str, judged: set[int]) -> None:
    page = opened("about/")
    choose(page, colours="sepia")
    for kind in ("", CHAPTER, "boxes/01/", "indicators/gdp/", "targets/", "errata/"):
        page.goto(server + kind)
        assert violations(page, all_rules=False, judged=judged) == [], kind  # nothing but colours is other than on a light page


@ours
@pytest.mark.parametrize(("edition", "scheme", "width"), [("zh-hans", "light", NARROW), ("zh-hant", "dark", WIDE)])
@pytest.mark.parametrize("dialog", ["settings", "keys", "citation", "details"])
def test_axe_finds_nothing_in_the_dialogs(opened: Open, judged: set[int], dialog: str, edition: str, scheme: str, width: int) -> None:
    page = opened(f"{PREFIXES[edition]}boxes/04/", width=width, color_scheme=scheme)
    opener = {
        "settings": "[data-reading-open]",
        "keys": "[data-keys-open]",
        "citation": "[id='box-04-03'] .permalink",
        "details": ".cite summary",
    }
    page.locator(opener[dialog]).click()
    expect(page.locator("dialog[open], .cite[open] button").first).to_be_visible()
    assert violations(page, judged=judged) == []


# --- where the reader was --------------------------------------------------------------------------------------------


def read_to(page: Page, id: str) -> None:
    """Scroll until a paragraph stands at the head of the window, and go on once the place is remembered."""
    page.locator(f"[id='{id}']").evaluate("(paragraph) => paragraph.scrollIntoView()")
    until(page, f"localStorage.getItem(planReading.root + 'places')?.includes({id!r})")


@ours
@EDITION
def test_the_way_back_to_where_the_reader_was(opened: Open, server: str, views: dict[str, View], edition: str) -> None:
    view, prefix = views[edition], PREFIXES[edition]
    page = opened(prefix)
    expect(page.locator(".resume")).to_be_hidden()
    page.goto(f"{server}plan/05/")
    read_to(page, "05-1-2")
    page.goto(server + CHAPTER)
    read_to(page, "04-2-3")
    for start in ("", "plan/"):
        page.goto(f"{server}{prefix}{start}")
        link = page.locator(".resume a")
        expect(link).to_have_text(view.text.label("04-2-3"))
        assert page.evaluate("scrollY") == 0, "Nothing is done without asking."
        link.click()
        page.wait_for_url(f"{server}{prefix}{CHAPTER}#04-2-3")
        until(page, "localStorage.getItem(planReading.root + 'places').includes('04-2-3')")
    page.goto(f"{server}{prefix}")
    page.locator(".resume button").click()
    expect(page.locator(".resume")).to_be_hidden()
    page.reload()
    expect(page.locator(".resume")).to_be_hidden()


@ours
def test_a_chapter_read_to_its_end_is_not_offered_again(opened: Open, server: str) -> None:
    page = opened(CHAPTER)
    read_to(page, "04-2-3")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    until(page, "!localStorage.getItem(planReading.root + 'places').includes('04-')")
    page.goto(server)
    expect(page.locator(".resume")).to_be_hidden()


# --- type ------------------------------------------------------------------------------------------------------------

FULL_LINES = """(isLatin) => {
  const lengths = [];
  for (const paragraph of document.querySelectorAll(".paragraph")) {
    const lines = new Map(), walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(".permalink, .erratum-mark")) continue;
      for (let at = 0; at < node.length; at++) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { bottom } = range.getBoundingClientRect(), line = Math.round(bottom / 12);
        lines.set(line, (lines.get(line) ?? "") + node.data[at]);
      }
    }
    lengths.push(...[...lines.values()].slice(0, -1).filter((line) => isLatin || !/[\\x00-\\xff]/.test(line)).map((line) => line.length));
  }
  return lengths;
}"""


@EDITION
def test_a_line_holds_as_many_characters_as_the_eye_takes_in(opened: Open, edition: str) -> None:
    page = opened(PREFIXES[edition] + CHAPTER)
    lengths = page.evaluate(FULL_LINES, edition == TRANSLATED)
    assert len(lengths) >= at_least("full lines of the chapter that is read")
    if edition == TRANSLATED:
        assert 55 <= statistics.median(lengths) <= 90
    else:
        assert min(lengths) >= 30
        assert max(lengths) <= 42
    ratio = "({ lineHeight, fontSize }) => parseFloat(lineHeight) / parseFloat(fontSize)"
    height = page.locator(".paragraph").nth(1).evaluate(f"(paragraph) => ({ratio})(getComputedStyle(paragraph))")
    assert height >= (1.55 if edition == TRANSLATED else 1.7), "Latin letters need less."


BLANK_BETWEEN_HAN = re.compile(r"[\u3400-\u9fff，。；：、）】”]\s*\n\s*[\u3400-\u9fff（【“]")


def test_no_line_of_the_source_leaves_a_blank_in_the_text(trees: dict[str, HtmlElement]) -> None:
    assert BLANK_BETWEEN_HAN.search("规划\n纲要"), "The test can see one."
    found = [
        (name, match.group())
        for name, tree in trees.items()
        for element in tree.xpath(
            "//article//*[self::p or self::h1 or self::h2 or self::h3 or self::dt or self::th or self::q or self::blockquote]"
        )
        if (match := BLANK_BETWEEN_HAN.search(element.text_content()))
    ]
    assert found == []


def test_nothing_moves_for_those_who_ask_for_it(opened: Open) -> None:
    moving = """() => [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].map((part) => {
      const style = getComputedStyle(element, part || null);
      const moves = [...style.transitionDuration.split(","), ...style.animationDuration.split(",")].some((time) => parseFloat(time) > 0);
      return moves || style.scrollBehavior === "smooth" ? element.className + part : "";
    })).filter(Boolean)"""
    assert opened(CHAPTER).evaluate(moving) != []
    assert opened(CHAPTER, reduced_motion="reduce").evaluate(moving) == []


# --- paper -----------------------------------------------------------------------------------------------------------


def on_paper(opened: Open, path: str) -> Page:
    """A page as it is printed, by someone whose screen is dark and whose letters are large."""
    page = opened(path, color_scheme="dark")
    choose(page, size="largest", colours="dark")
    page.emulate_media(media="print", color_scheme="dark")
    return page


@ours
def test_paper_holds_the_text_and_nothing_of_the_screen(opened: Open) -> None:
    page = on_paper(opened, CHAPTER)
    for part in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-footer", ".cite", ".toast", ".md-path"):
        expect(page.locator(part).first).to_be_hidden()
    paragraph = page.locator("[id='04-2-3']")
    expect(paragraph).to_be_visible()
    style = paragraph.evaluate("(one) => { const { color, fontSize } = getComputedStyle(one); return [color, parseFloat(fontSize)]; }")
    assert style == ["rgb(0, 0, 0)", pytest.approx(14, abs=0.1)]
    assert page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("html").evaluate("(html) => getComputedStyle(html).colorScheme") == "light"
    addresses = page.locator("article a").evaluate_all("(links) => links.map((link) => getComputedStyle(link, '::after').content)")
    assert not [content for content in addresses if "/" in content or "attr" in content]
    for selector, property_, value in (
        (".box .nodes .nodes > li", "breakInside", "avoid"),
        ("article h2", "breakAfter", "avoid"),
        (".box__title", "breakAfter", "avoid"),
    ):
        assert page.locator(selector).first.evaluate(f"(one) => getComputedStyle(one).{property_}") == value


@ours
def test_every_sheet_has_its_number_and_says_what_it_is(opened: Open, views: dict[str, View]) -> None:
    page = on_paper(opened, f"zh-hant/{CHAPTER}")
    margins = page.evaluate(
        """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSPageRule)
          .flatMap((rule) => [...rule.cssRules]).map((rule) => [rule.name, rule.style.content])"""
    )
    assert dict(margins) == {
        "top-left": "var(--running-title)", "top-right": "var(--running-page)",
        "bottom-left": "var(--running-address)", "bottom-right": "counter(page)",
    }  # fmt: skip
    title, heading = page.evaluate(
        "['--running-title', '--running-page'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name))"
    )
    view = views["zh-hant"]
    assert title == f'"{view.reading.records.plan.short_title}"'
    assert heading == f'"{view.text.block("04").before} {view.text.block("04").text}"'
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert 6 <= sheets <= 11
