"""Doors: whoever reads a page can mend it. Edit and report links of pages and places, new records, QR codes."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import lxml.html
import pytest
import yaml
from playwright.sync_api import expect

from planbook.checks.rules import CheckedPlan
from planbook.pages.edition_site import EditionSite, Settings
from planbook.records.guide import tables
from planbook.records.lines import Lines
from planbook.records.model import RECORDS, Record
from planbook.records.template import template
from planbook.views.contributing import Contributing, Reach, Way, reach
from planbook.views.view import View
from support import squares
from support.browsers import Open
from support.facts import ours
from support.places import ADDRESS, EDITION, PREFIXES, REPOSITORY, ROOT, TRANSLATED

EDITOR = f"{REPOSITORY}/edit/main/{{path}}"
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
ANCHORED = ("targets", "terms", "reports", "errata", "audit", "sources", "changes")
"""Pages on which many records stand."""


def contributing(plan: CheckedPlan, view: View, **settings: str) -> Contributing:
    asked = {"repository": REPOSITORY, "editor": "", "contact": "", **settings}
    return Contributing(view, reach(**asked, lines=plan.lines), ADDRESS + PREFIXES[view.reading.edition.id])


def ways_of(site: EditionSite, path: str) -> dict[str, Way]:
    page = next((page for page in site.pages if page.path == path), None)
    return {way.name: way for way in site.ways(path, page)}


# --- where a place stands -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def open_door(sound: CheckedPlan, views: dict[str, View]) -> dict[str, Contributing]:
    """The ways of each edition of the plan."""
    return {id: contributing(sound, view) for id, view in views.items()}


@ours
@EDITION
def test_every_block_is_found_in_its_file(sound: CheckedPlan, open_door: dict[str, Contributing], project: Path, edition: str) -> None:
    """The line holds the beginning of what was received, whatever edition shows it."""
    lost = []
    for block in sound.blocks.values():
        name, _, line = open_door[edition].file(block.id).partition("#L")
        text = (project / "data" / name).read_text(encoding="utf-8").splitlines()
        near = re.sub(r"[\s'\"]", "", "".join(text[int(line) - 1 : int(line) + 3]))
        if block.kind != "head" and re.sub(r"[\s'\"]", "", block.received)[:2] not in near:
            lost.append((block.id, name, line))
    assert len(sound.blocks) > 600
    assert lost == []


@ours
def test_every_block_of_the_translation_is_found_in_its_po_file(
    sound: CheckedPlan, open_door: dict[str, Contributing], project: Path
) -> None:
    """At the line of its context, with which its message begins."""
    lost, found = [], 0
    for block in sound.blocks.values():
        place = open_door[TRANSLATED].rendering(block.id)
        if not place:
            continue
        found += 1
        name, _, line = place.partition("#L")
        text = (project / "data" / "translations" / "en" / name).read_text(encoding="utf-8").splitlines()
        if not re.fullmatch(rf'msgctxt "{block.id}(#.+)?"', text[int(line) - 1]):
            lost.append((block.id, place))
    assert found > 600
    assert lost == []


@ours
def test_only_a_translation_has_renderings(open_door: dict[str, Contributing]) -> None:
    assert open_door["zh-hans"].rendering("04-2-1") == open_door["zh-hant"].rendering("04-2-1") == ""
    assert open_door["en"].rendering("terms/river-chief").startswith("terms.po#L")


# --- the links of a page --------------------------------------------------------------------------------------------------


@ours
def test_the_page_of_a_record_leads_to_its_file_and_to_a_form(sound: CheckedPlan) -> None:
    site = EditionSite(sound, Settings("en", ADDRESS, REPOSITORY), ROOT)
    ways = ways_of(site, "indicators/gdp/")
    assert ways["edit"].href == f"{REPOSITORY}/edit/main/data/indicators/gdp.yml"
    assert ways["rendering"].href.startswith(f"{REPOSITORY}/edit/main/data/translations/en/indicators.po#L")
    asked = {"record": ["indicators/gdp"], "title": ["indicators/gdp"], "address": [f"{ADDRESS}en/indicators/gdp/"]}
    assert parse_qs(urlsplit(ways["report"].href).query) == {"template": ["mistake.yml"], **asked}
    assert parse_qs(urlsplit(ways["fact"].href).query) == {"template": ["fact.yml"], **asked}
    assert "new" not in ways


@ours
def test_a_list_leads_to_its_folder_and_begins_a_record(sound: CheckedPlan) -> None:
    ways = ways_of(EditionSite(sound, Settings("zh-hans", ADDRESS, REPOSITORY), ROOT), "terms/")
    assert ways["edit"].href == f"{REPOSITORY}/tree/main/data/terms"
    assert ways["new"].href.startswith(f"{REPOSITORY}/new/main?")
    query = parse_qs(urlsplit(ways["new"].href).query)
    assert query["filename"] == ["data/terms/new.yml"]
    assert query["value"][0].startswith("name: #")
    assert len(ways["new"].href) < 8000, "Servers refuse longer addresses."


@ours
def test_a_page_written_by_hand_leads_to_the_words_of_its_edition(sound: CheckedPlan) -> None:
    for edition, file in (("zh-hans", "cite.md"), ("zh-hant", "cite.md"), ("en", "cite.en.md")):
        site = EditionSite(sound, Settings(edition, ADDRESS, REPOSITORY), ROOT)
        assert ways_of(site, "about/cite/")["edit"].href == f"{REPOSITORY}/edit/main/docs/about/{file}"


@ours
def test_the_fields_that_are_filled_in_stand_in_the_forms(sound: CheckedPlan) -> None:
    ways = ways_of(EditionSite(sound, Settings("zh-hans", ADDRESS, REPOSITORY), ROOT), "targets/")
    for name in ("report", "fact"):
        query = parse_qs(urlsplit(ways[name].each).query)
        form = yaml.safe_load((FORMS / query["template"][0]).read_text(encoding="utf-8"))
        assert {*query} - {"template", "title"} <= {part.get("id") for part in form["body"]}


@ours
def test_without_a_repository_there_is_a_letter(sound: CheckedPlan) -> None:
    ways = ways_of(EditionSite(sound, Settings("zh-hans", ADDRESS, contact="plan@example.org"), ROOT), "targets/")
    assert [*ways] == ["report"]
    address, _, query = ways["report"].href.partition("?")
    assert address == "mailto:plan@example.org"
    assert parse_qs(query)["subject"] == ["指出错误：targets/"]
    assert parse_qs(query)["body"][0].startswith(f"{ADDRESS}targets/\r\n\r\n错在哪里：")


@ours
def test_without_repository_and_contact_there_is_nothing(sound: CheckedPlan, views: dict[str, View]) -> None:
    site = EditionSite(sound, Settings("zh-hans", ADDRESS), ROOT)
    assert ways_of(site, "targets/") == ways_of(site, "about/") == {}
    assert not contributing(sound, views["zh-hans"], repository="").is_open
    assert "data-file" not in next(page for page in site.pages if page.path == "plan/04/").body


@ours
@pytest.mark.parametrize("editor", ["https://gitlab.example.org/a/b/-/edit/main/{path}", "https://gitea.example.org/a/b/_edit/main/{path}"])
def test_another_host_edits_and_writes_letters(sound: CheckedPlan, editor: str) -> None:
    settings = Settings("zh-hans", ADDRESS, "https://git.example.org/a/b", editor=editor, contact="plan@example.org")
    ways = ways_of(EditionSite(sound, settings, ROOT), "terms/")
    assert ways["report"].href.startswith("mailto:")
    assert ways["edit"].each == editor.replace("{path}", "data/{file}")
    assert "new" not in ways


@pytest.mark.parametrize(
    "settings",
    [
        {"contact": "nobody"},
        {"contact": "a@b.org?cc=c@d.org"},
        {"editor": "javascript:alert({path})"},
        {"editor": "https://example.org/edit"},
        {"repository": "git@github.com:a/b.git"},
        {"repository": "github.com/a/b"},
    ],
)
def test_settings_that_can_be_none_are_refused(settings: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^(CONTACT|EDIT_URI|REPO_URL)=.*Write it as "):
        reach(**{"repository": "", "editor": "", "contact": "", **settings}, lines=Lines())


def test_github_needs_no_editor_to_be_named() -> None:
    assert reach("https://github.com/a/b.git", "", "", Lines()).editor == "https://github.com/a/b/edit/main/{path}"
    assert reach("https://git.example.org/a/b", "", "", Lines()) == Reach("https://git.example.org/a/b", "", "", Lines())


# --- the beginning of a record --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_new_record_has_the_keys_that_must_be_there(kind: type[Record]) -> None:
    begun = yaml.safe_load(template(kind))
    own = tables(kind)[0]
    assert [*(begun or {})] == [key.name for key in own.keys if key.required]
    assert all(f"{key.name}:" in template(kind) for key in own.keys)


# --- built ----------------------------------------------------------------------------------------------------------------


@ours
def test_every_place_of_a_list_can_be_mended(trees: dict[str, lxml.html.HtmlElement]) -> None:
    """Each record that shares a page with others names itself, and each paragraph its file."""
    for prefix in PREFIXES.values():
        for shelf in ANCHORED:
            tree = trees[f"{prefix}{shelf}/index.html"]
            assert tree.xpath("//aside[@data-kind]/@data-kind") == [{"audit": "findings"}.get(shelf, shelf)]
            links = tree.xpath("//a[@class='permalink']")
            if shelf == "reports":  # they stand whole on the pages of their sources
                assert not links
                links = trees[f"{prefix}reports/january-2025/index.html"].xpath("//a[@class='permalink']")
            assert links
            renderings = [link.get("data-rendering", "") for link in links]
            assert [place for place in renderings if not re.fullmatch(r"\w+\.po#L\d+" if prefix == "en/" else "", place)] == []
            assert tree.xpath("//details[contains(@class, 'cite')]"), "The dialog takes its words from there."
        links = trees[f"{prefix}plan/04/index.html"].xpath("//a[@class='permalink']")
        assert [link.get("href") for link in links if not re.fullmatch(r"(chapters|boxes)/\d+\.yml#L\d+", link.get("data-file", ""))] == []


@ours
def test_every_page_leads_to_a_form_without_a_script(trees: dict[str, lxml.html.HtmlElement]) -> None:
    pages = {name: tree for name, tree in trees.items() if tree.xpath("//main") and not name.endswith("404.html")}
    assert len(pages) > 1000
    for name, tree in pages.items():
        (report,) = tree.xpath("//aside[contains(@class, 'contribute')]/a[contains(@href, 'template=mistake.yml')]/@href")
        assert unquote(report).endswith(ADDRESS + name.removesuffix("index.html"))


@ours
def test_the_dialog_of_a_place_mends_it(opened: Open, server: str, sound: CheckedPlan) -> None:
    page = opened("en/terms/")
    page.locator("[data-folds-all]").click()
    page.locator("[id='river-chief'] .permalink").click()
    ways = page.locator(".cite__ways a")
    expect(ways).to_have_text(["Edit its file", "Suggest a better rendering", "Report a mistake"])
    edit, rendering, report = ways.evaluate_all("(links) => links.map((link) => link.href)")
    assert edit == f"{REPOSITORY}/edit/main/data/terms/river-chief.yml"
    assert rendering.startswith(f"{REPOSITORY}/edit/main/data/translations/en/terms.po#L")
    assert parse_qs(urlsplit(report).query)["address"] == [f"{server}en/terms/#river-chief"]
    page = opened("plan/04/")
    page.locator("[id='04-2-3'] > .permalink").click()
    expect(page.locator(".cite__ways a")).to_have_text(["修改它的文件", "指出错误"])
    page.locator(".cite-dialog .contribute__code summary").click()
    expect(page.locator(".cite-dialog .qr")).to_be_visible()
    assert squares.read(page.locator(".cite-dialog .qr path").last.get_attribute("d") or "") == f"{server}plan/04/#04-2-3"
    lengths = [f"{ADDRESS}{'a' * length}" for length in range(174)]
    made = page.evaluate("(addresses) => addresses.map((address) => qrCode(address).path)", lengths)
    assert [*map(squares.read, made)] == lengths
    assert page.evaluate("qrCode('a'.repeat(214))") is None
