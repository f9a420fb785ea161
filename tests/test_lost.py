"""The page for a lost address: served for all of them, at any depth, it knows the edition and what was asked for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
from playwright.sync_api import Page, expect

from planbook.views.not_found import not_found
from planbook.views.view import View
from support.axe import violations
from support.browsers import Open
from support.places import BASE, EDITION, LANGUAGES, NARROW, PREFIXES, WIDE
from support.projects import miniature, run, without_pictures

SEARCHES = {"zh-hans": "搜索“{}”", "zh-hant": "搜尋「{}」", "en": "Search for “{}”"}
"""What the button of each edition says; the marks belong to its words, or a click on one would miss the link."""


def settled(page: Page, edition: str) -> Page:
    """The page of the edition, after the hand-over from the page of the first."""
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[edition])
    expect(page.locator("[data-lost-asked]").first).to_be_visible()
    return page


@EDITION
@pytest.mark.parametrize(
    ("path", "words"), [("projects/04-99/", "04-99"), (f"{quote('铝合金')}/", "铝合金"), ("plan/deep/er/steel_pipe.html", "steel pipe")]
)
def test_the_readers_edition_offers_a_search_for_what_was_asked(opened: Open, server: str, edition: str, path: str, words: str) -> None:
    home = server + PREFIXES[edition]
    page = settled(opened(PREFIXES[edition] + path), edition)
    assert page.url == home + path, "The address stays, to be mended by hand."
    expect(page.locator("h1:visible, h2:visible")).to_have_count(1)
    expect(page.locator("[data-lost-asked] code").first).to_contain_text(words.partition(" ")[0])
    expect(page.locator("[data-lost-search]:visible a")).to_have_text(SEARCHES[edition].format(words))
    page.locator("[data-lost-search]:visible a").click()
    page.wait_for_url(lambda url: url.startswith(f"{home}search/?"))
    expect(page.locator("input[type=search]")).to_have_value(words)


def test_the_search_finds_what_the_address_named(opened: Open, server: str) -> None:
    page = settled(opened(f"zh-hant/{quote('发展')}/"), "zh-hant")
    page.locator("[data-lost-search]:visible a").click()
    found = page.locator("[data-search-results] a").first
    expect(found).to_be_visible()
    assert found.evaluate("(link) => link.href").startswith(f"{server}zh-hant/")


@EDITION
def test_the_shelf_that_was_meant_comes_first(opened: Open, server: str, edition: str) -> None:
    page = settled(opened(f"{PREFIXES[edition]}indicators/no-such/"), edition)
    expect(page.locator("[data-lost]:visible li a").first).to_have_attribute("href", f"{BASE}{PREFIXES[edition]}indicators/")
    page.locator("[data-lost]:visible li a").first.click()
    page.wait_for_url(f"{server}{PREFIXES[edition]}indicators/")


def test_going_back_does_not_lead_through_the_hand_over(opened: Open, server: str) -> None:
    page = opened("about/")
    page.goto(f"{server}zh-hant/nowhere/")
    settled(page, "zh-hant")
    page.go_back()
    page.wait_for_url(f"{server}about/")


@pytest.mark.parametrize(
    "path", ["%zz/", "zh-hant/%E9%9/", "<script>alert(1)</script>/", "?asked=https://example.org/", "nowhere/?asked=//example.org/"]
)
def test_odd_addresses_do_no_harm(opened: Open, server: str, path: str) -> None:
    errors: list[str] = []
    page = opened("about/")
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.goto(f"{server}404.html{path}" if path.startswith("?") else server + path)
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(server)
    assert errors == []


def test_without_a_script_every_edition_finds_its_words(opened: Open, site: Path, server: str) -> None:
    page = opened("zh-hant/plan/deep/er/", java_script_enabled=False)
    for language, prefix in ((LANGUAGES[edition], prefix) for edition, prefix in PREFIXES.items()):
        section = page.locator(f"section[lang={language}]")
        expect(section).to_be_visible()
        links = [link.get_attribute("href") for link in section.locator("a:visible").all()]
        assert len(links) > 5
        assert all(link.startswith(BASE + prefix) and (site / link.removeprefix(BASE) / "index.html").is_file() for link in links)
    expect(page.locator("code:visible, [data-lost-search]:visible")).to_have_count(0)


@EDITION
def test_the_words_are_those_of_the_catalogues(site: Path, views: dict[str, View], project: Path, edition: str) -> None:
    page = lxml.html.parse(site / PREFIXES[edition] / "404.html").getroot()
    sections = page.xpath("//section[@data-lost]")
    own = views[edition].reading.edition
    others = [view.reading.edition for view in views.values() if view.reading.edition is not own]
    for section, said in zip(sections, not_found([own, *others], project / "macros" / "locale"), strict=True):
        assert section.get("lang") == said.edition.language
        assert section.xpath("string(h1 | h2)") == said.title
        assert [link.text for link in section.xpath("ul//a")] == [name for _, name in said.ways]
    assert page.xpath("string(//title)").startswith(sections[0].xpath("string(h1)"))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize(("edition", "width", "scheme"), [("zh-hans", WIDE, "dark"), ("zh-hant", NARROW, "light")])
def test_the_page_is_accessible(opened: Open, edition: str, width: int, scheme: str) -> None:
    page = settled(opened(f"{PREFIXES[edition]}projects/04-99/", width=width, color_scheme=scheme), edition)
    assert violations(page) == []


@pytest.mark.slow
def test_at_an_own_domain_it_starts_from_the_root(tmp_path: Path) -> None:
    """The invented plan, with a domain for itself: its name stands in CNAME, and no link knows another path."""
    root = without_pictures(miniature(tmp_path))
    outcome = run(root, "scripts/run.py", "build", "--base", "https://plan.example.org")
    assert outcome.returncode == 0, outcome.stderr
    site = root / "site"
    assert (site / "CNAME").read_text(encoding="utf-8") == "plan.example.org\n"
    for prefix in PREFIXES.values():
        page = lxml.html.parse(site / prefix / "404.html").getroot()
        links = [link for _, _, link, _ in page.iterlinks() if not link.startswith(("#", "https://github.com/"))]
        assert all(link.startswith("/") for link in links)
        assert not [link for link in links if not (site / link.lstrip("/")).exists()]
