"""What holds of the built site as a whole, page by page, in both editions: links, addresses, languages, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from lxml.html import HtmlElement

from planbook.checks.rules import CheckedPlan
from planbook.editions.glossary import is_entry
from planbook.records.model import Edition
from planbook.text.addresses import of_part, parts
from planbook.text.blocks import without_blanks
from planbook.text.shelves import Shelf
from planbook.views.view import View
from support.facts import FACTS, FOLDER, ours
from support.places import ADDRESS, BASE, CONVERTED, EDITION, FIRST, LANGUAGES, PREFIXES, TRANSLATED
from support.sites import Trees, before, pages, shown, text_of

ADDRESSES = FOLDER / "addresses.txt"
PROMISED = pytest.mark.skipif(not ADDRESSES.is_file(), reason="Nothing is promised yet: run.py finish writes tests/plan/addresses.txt.")
KILOBYTE = 1000


def tags(tree: HtmlElement) -> list[str]:
    """The elements between header and footer, in their order, but for the switch of editions and the note on which one to quote."""
    own = "ancestor-or-self::*[@class='edition-switch' or @class='cite__note']"
    return [element.tag for element in tree.xpath(f"//main//*[not({own})]")]


def ids(tree: HtmlElement) -> list[str]:
    return list(map(str, tree.xpath("//@id")))


# --- links -----------------------------------------------------------------------------------------------------------


def links(trees: Trees) -> Iterator[tuple[str, HtmlElement, str]]:
    """Every link of every page, whatever it is for: page, element, address as written."""
    for name, tree in trees.items():
        for element, _, link, _ in tree.iterlinks():
            yield name, element, link


def may_leave(element: HtmlElement) -> bool:
    """Whether the element names an address without fetching it."""
    return element.tag == "a" or (element.tag == "link" and element.get("rel") in ("canonical", "alternate"))


def test_every_link_and_anchor_leads_somewhere(site: Path, trees: Trees) -> None:
    anchors = {name: {*ids(tree), ""} for name, tree in trees.items()}

    @cache
    def fault(address: str) -> str:
        """What is wrong with an address of the site, however many links lead there."""
        target = urlsplit(address)
        path = target.path.removeprefix(BASE)
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if not (site / file).is_file() or (file in anchors and target.fragment not in anchors[file]):
            return "leads nowhere"
        return "" if not target.query or _offered(trees[file], target.query) else "asks for what the filters do not offer"

    lost, followed = [], 0
    for name, _, link in links(trees):
        address = urljoin(f"{ADDRESS}{name}", link)
        if address.startswith(ADDRESS):
            followed += 1
            if said := fault(address):
                lost.append(f"{name}: {link} {said}")
    assert not lost
    assert followed > 50 * len(trees), "Hardly any link was followed: the pages have changed and this test looks past them."


def _offered(tree: HtmlElement, query: str) -> bool:
    """Whether the page has a field for each thing that is asked for: a choice among those offered, or words for the search."""
    chosen = "//select[@name=$name]/option[@value=$value] | //main//input[@type='search'][@name=$name]"
    return all(tree.xpath(chosen, name=name, value=value) for name, value in parse_qsl(query))


def test_the_frame_leads_to_the_same_places_from_every_page(trees: Trees, editions: dict[str, Edition]) -> None:
    """Pages beside each other share parts of it: what one of them has must hold for the others."""
    led: dict[str, set[frozenset[tuple[str, str]]]] = {}
    for name, tree in trees.items():
        edition = next((id for id in editions if name.startswith(f"{id}/")), "")
        anchors = tree.xpath("//nav[@class='md-tabs']//a | //div[@class='md-copyright']//a | //a[@data-search-open]")
        if not name.endswith("404.html") and anchors:
            led.setdefault(edition, set()).add(
                frozenset((urljoin(ADDRESS + name, a.get("href")), "".join(a.itertext()).strip()) for a in anchors)
            )
    assert {edition: len(frames) for edition, frames in led.items()} == dict.fromkeys(("", "zh-hant", "en"), 1)


def test_links_are_relative_so_that_the_site_works_below_any_path(trees: Trees) -> None:
    """Only the page for what is not there is served at any depth and must start from the path of the site."""
    for name, _, link in links(trees):
        if name.endswith("404.html") and link.startswith("/"):
            assert link.startswith(BASE), link
        else:
            assert not link.startswith("/"), f"{name}: {link}"


def test_no_page_can_fetch_from_elsewhere(site: Path, trees: Trees) -> None:
    for name, element, link in links(trees):
        assert not urlsplit(link).netloc or may_leave(element), f"{name}: <{element.tag}> fetches {link}"
        assert element.get("ping") is None
    for name, tree in trees.items():
        fetching = tree.xpath("//*[@data-md-component='source'] | //*[contains(@class, 'mermaid')]")
        assert not fetching, f"{name}: Material's script asks another server for this element"
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        for link in re.findall(r"url\(\s*[\"']?([^\"')]+)", text) + re.findall(r"@import\s*[\"']([^\"']+)", text):
            assert link.startswith("data:") or not urlsplit(link).netloc, f"{path.name}: {link}"


# --- both editions ---------------------------------------------------------------------------------------------------


def test_all_editions_have_the_same_pages_and_anchors_and_both_scripts_the_same_elements(trees: Trees) -> None:
    first = pages(trees, FIRST)
    for edition in PREFIXES:
        other = pages(trees, edition)
        assert first.keys() == other.keys()
        for path in first:
            order = sorted if edition == TRANSLATED else list
            assert order(ids(first[path])) == order(ids(other[path])), f"{edition}: {path}"
            assert edition not in (FIRST, *CONVERTED) or tags(first[path]) == tags(other[path]), f"{edition}: {path}"


@EDITION
def test_pages_say_their_language(trees: Trees, edition: str) -> None:
    for path, tree in pages(trees, edition).items():
        assert tree.get("lang") == LANGUAGES[edition], path


@EDITION
def test_the_edition_switch_leads_to_the_same_page_of_the_other_edition(trees: Trees, edition: str) -> None:
    others = [other for other in PREFIXES if other != edition]
    for path, tree in pages(trees, edition).items():
        for part in ("header", "nav"):  # the row of tools, and the drawer of narrow windows
            links = tree.xpath(f"//{part}//a[@data-edition-switch]/@href")
            assert [urljoin(ADDRESS + PREFIXES[edition] + path, link) for link in links] == [
                ADDRESS + PREFIXES[other] + path for other in others
            ], part


# --- heads and headings ----------------------------------------------------------------------------------------------


@EDITION
def test_every_page_has_one_heading_a_title_and_a_description(trees: Trees, edition: str) -> None:
    """Two projects may bear one name; together with the description, which says where it stands, a title is unique."""
    heads: Counter[str] = Counter()
    for path, tree in pages(trees, edition).items():
        assert len(tree.xpath("//h1")) == 1, path
        assert tree.xpath("string(//h1)").strip(), path
        (title,) = tree.xpath("//head/title/text()")
        (description,) = tree.xpath("//meta[@name='description']/@content")
        assert title.strip(), path
        assert description.strip(), path
        heads[f"{title.strip()}: {description.strip()}"] += 1
    assert [head for head, count in heads.items() if count > 1] == []


def test_ids_are_unique_on_a_page(trees: Trees) -> None:
    for name, tree in trees.items():
        assert [id for id, count in Counter(ids(tree)).items() if count > 1] == [], name


@ours
def test_no_project_is_named_twice_beside_another(trees: Trees) -> None:
    """What may be the same project shares products and fields with it too, and stood in both lists."""
    pages = {name: tree for name, tree in trees.items() if "projects/" in name and tree.xpath("//*[@id='related']")}
    assert pages
    for name, tree in pages.items():
        found = tree.xpath("//*[@id='related' or @id='kin']/following-sibling::ul[1]/li/a/@href")
        assert len(found) == len(set(found)), name


def test_pages_stay_small(site: Path, sound: CheckedPlan) -> None:
    """A page may grow with the reports that bear on its record, and by nothing else."""
    limits = {"projects/*/index.html": 38, "indicators/*/index.html": 48, "boxes/*/index.html": 100, "plan/*/index.html": 200}
    reports = Counter(
        str(id) for report in sound.records.reports.values() for bearing in report.bears_on for id in {bearing.indicator, bearing.project}
    )
    for prefix in PREFIXES.values():
        for pattern, limit in limits.items():
            sizes = {path: path.stat().st_size for path in site.glob(prefix + pattern)}
            assert sizes or not FACTS
            heavy = {path: size for path, size in sizes.items() if size > (limit + 1.5 * reports[path.parent.name]) * KILOBYTE}
            assert not heavy


# --- the words -------------------------------------------------------------------------------------------------------


@EDITION
def test_chapter_pages_hold_the_whole_text_and_nothing_else(trees: Trees, views: dict[str, View], edition: str) -> None:
    """Read from top to bottom, without marks and paragraph numbers, a chapter page is its blocks in their order."""
    view, found = views[edition], pages(trees, edition)
    for chapter in view.reading.records.chapters:
        expected = "".join(shown(block, view) for block in view.reading.blocks.values() if block.chapter == chapter)
        assert text_of(found[f"plan/{chapter}/"]) == without_blanks(expected), chapter


@EDITION
def test_the_contents_page_holds_the_words_around_the_chapters(trees: Trees, views: dict[str, View], edition: str) -> None:
    tree = pages(trees, edition)["plan/"]
    blocks = views[edition].reading.blocks.values()
    contents = [without_blanks(before(block, views[edition]) + block.text) for block in blocks if block.kind in ("chapter", "section")]
    for item in tree.xpath("//ol[@class='contents']//a[not(@class)][not(ancestor::*[@class='contents__boxes'])]"):
        number = "".join(item.xpath("preceding-sibling::span[@class='kicker']/text()"))
        assert without_blanks(number + item.text_content()) == contents.pop(0)
    assert contents == []
    around = "".join((before(block, views[edition]) if block.kind == "part" else "") + block.text for block in blocks if not block.chapter)
    for part in tree.find_class("contents__part"):
        part.getparent().addprevious(part)  # what a part says stands among the chapters
    assert text_of(tree, "//ol[@class='contents']") == without_blanks(around)


@EDITION
def test_box_pages_hold_the_whole_box(trees: Trees, views: dict[str, View], edition: str) -> None:
    view, found = views[edition], pages(trees, edition)
    standing = "//h2[@id='standing']"
    listed = f"//p[@class='in-place' or @class='ways'] | {standing} | {standing}/following-sibling::ul[1]"
    for box in view.reading.records.boxes:
        expected = "".join(shown(block, view) for block in view.reading.blocks.values() if block.box == box)
        assert text_of(found[f"boxes/{box}/"], listed) == without_blanks(expected), box


# --- addresses -------------------------------------------------------------------------------------------------------


def published(trees: Trees, sound: CheckedPlan) -> set[str]:
    """Every address that someone may have copied, without the prefix of an edition: pages, anchors of records, blocks, the glossary.

    Records that stand whole on the page of a part of their list have their address on the list.
    """
    citable = {*sound.blocks, *(record.id for record in sound.records.everything())}
    found = pages(trees, "zh-hans")
    below = {of_part(shelf, part) for shelf in Shelf for part in parts(shelf, sound.records)}
    anchored = ((path, id) for path, tree in found.items() if path not in below for id in ids(tree))
    kept = {f"{path}#{id}" for path, id in anchored if id in citable or (path == "glossary/" and is_entry(id))}
    return {path or "./" for path in found} | kept


def test_every_record_and_every_block_has_its_address(trees: Trees, sound: CheckedPlan) -> None:
    records, known = sound.records, published(trees, sound)
    expected = {f"plan/{id}/" for id in records.chapters} | {f"boxes/{id}/" for id in records.boxes}
    expected |= {f"indicators/{id}/" for id in records.indicators} | {f"projects/{id}/" for id in records.projects}
    for shelf in ("targets", "terms", "errata", "sources"):
        expected |= {f"{shelf}/#{id}" for id in getattr(records, shelf)}
    for block in sound.blocks.values():
        if block.kind not in ("plan", "head"):
            expected.add(f"plan/{block.chapter}/#{block.id}" if block.chapter else f"plan/#{block.id}")
    assert expected <= known


@PROMISED
def test_no_address_disappears(trees: Trees, sound: CheckedPlan) -> None:
    moved = {redirect.old for redirect in sound.records.redirects.values()}
    listed = {address for address in ADDRESSES.read_text(encoding="utf-8").split() if address.partition("#")[0] not in moved}
    lost = sorted(listed - published(trees, sound))
    assert not lost, (
        f"{len(lost)} published addresses lead nowhere now. Links to them stand in papers and on other sites: give the records "
        "and paragraphs their old ids back, or write a record into data/redirects/ when a whole page has moved. "
        "If an address was never public, delete its line from tests/plan/addresses.txt."
    )


@PROMISED
def test_new_addresses_are_listed(trees: Trees, sound: CheckedPlan) -> None:
    new = sorted(published(trees, sound) - set(ADDRESSES.read_text(encoding="utf-8").split()))
    assert not new, f"{len(new)} addresses are new: {new[:5]}. They must not change any more. List them: python3 scripts/run.py finish"
