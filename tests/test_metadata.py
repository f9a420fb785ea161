"""What every page says of itself to programs: its address and counterparts, Open Graph, schema.org; and the one sitemap."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jinja2
import lxml.etree
import lxml.html
import opencc
import pytest
from fontTools.ttLib import TTFont
from lxml.html import HtmlElement

from planbook.checks.rules import CheckedPlan
from planbook.editions import share_font
from planbook.pages import share
from planbook.pages.metadata import Head
from planbook.pages.share import Cover, Picture
from planbook.records.cache import ELSEWHERE
from planbook.records.problem import BadData
from support.facts import FACTS, ours
from support.places import ADDRESS, EDITION, FIRST, LANGUAGES, PREFIXES, ROOT
from support.projects import is_draft
from support.sites import Trees, pages
from support.words import simplified_only

LOCALES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_GB"}
MACROS = ROOT / "macros"
ONE_EACH = (
    "title",
    "description",
    "url",
    "type",
    "site_name",
    "locale",
    "image",
    "image:width",
    "image:height",
    "image:alt",
)
NOT_OF_A_PICTURE = tuple(name for name in ONE_EACH if not name.startswith("image"))
DRAFT = is_draft(ROOT)
"""A draft has no picture where a font lacks a character."""
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def address(edition: str, path: str) -> str:
    return ADDRESS + PREFIXES[edition] + path


def counterparts(tree: HtmlElement) -> set[tuple[str, str]]:
    """Language and address of every edition of a page."""
    return {(link.get("hreflang"), link.get("href")) for link in tree.xpath("//link[@hreflang]")}


def open_graph(tree: HtmlElement) -> dict[str, list[str]]:
    """Every Open Graph property of a page with all its values."""
    found: dict[str, list[str]] = {}
    for meta in tree.xpath("//meta[starts-with(@property, 'og:')]"):
        found.setdefault(meta.get("property").removeprefix("og:"), []).append(meta.get("content"))
    return found


def data(tree: HtmlElement) -> list[dict[str, Any]]:
    """The nodes of schema.org on a page."""
    (text,) = tree.xpath("//script[@type='application/ld+json']/text()")
    graph = json.loads(text)
    assert graph.pop("@context") == "https://schema.org"
    return graph.get("@graph", [graph])


def one(tree: HtmlElement, kind: str) -> dict[str, Any]:
    (node,) = (node for node in data(tree) if node["@type"] == kind)
    return node


def values(node: object) -> Iterator[tuple[str, Any]]:
    """Every key and value of a node and of those inside it."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node if isinstance(node, list) else ()):
        yield str(key), value
        yield from values(value)


# --- addresses -------------------------------------------------------------------------------------------------------


@EDITION
def test_a_page_names_its_own_address_and_all_its_counterparts(trees: Trees, edition: str) -> None:
    """Each edition names the same set, so that the sets are reciprocal."""
    for path, tree in pages(trees, edition).items():
        assert tree.xpath("//link[@rel='canonical']/@href") == [address(edition, path)]
        alternates = [(link.get("hreflang"), link.get("href")) for link in tree.xpath("//link[@rel='alternate'][@hreflang]")]
        assert alternates == [
            *((language, address(id, path)) for id, language in LANGUAGES.items()),
            ("x-default", address("zh-hans", path)),
        ]
        assert len(tree.xpath("//link[@hreflang]")) == len(alternates), f"{path}: crawlers look for the word alternate, as it is."
        assert not tree.xpath("//meta[@name='robots']"), path


def test_no_script_of_a_page_asks_for_the_counterparts(site: Path, trees: Trees) -> None:
    """The theme's own would fetch a sitemap for each: a plain ``rel=alternate`` is safe as long as it is not loaded."""
    scripts = {
        urljoin(name, source) for name, tree in trees.items() for source in tree.xpath("//script/@src") if not name.endswith("404.html")
    }
    assert len(scripts) > 2
    for name in scripts:
        assert "alternate" not in (site / name).read_text(encoding="utf-8"), name


def test_the_page_for_lost_addresses_is_not_to_be_indexed(trees: Trees) -> None:
    tree = trees["404.html"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not tree.xpath("//link[@rel='canonical'] | //link[@hreflang] | //script[@type='application/ld+json']")
    assert not open_graph(tree)


def test_the_sitemap_lists_every_page_with_its_counterparts(site: Path, trees: Trees) -> None:
    root = lxml.etree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{{{SITEMAP['s']}}}urlset"
    listed = {}
    for url in root:
        told = [lxml.etree.QName(child).localname for child in url]
        assert told == ["loc", *["link"] * (len(PREFIXES) + 1)], "No dates: a clock made them."
        assert {(link.tag, link.get("rel")) for link in url[1:]} == {(f"{{{SITEMAP['x']}}}link", "alternate")}
        listed[url[0].text] = {(link.get("hreflang"), link.get("href")) for link in url[1:]}
    assert len(listed) == len(root), "No page stands twice."
    said = {
        tree.xpath("string(//link[@rel='canonical']/@href)"): {
            (link.get("hreflang"), link.get("href")) for link in tree.xpath("//link[@hreflang]")
        }
        for name, tree in trees.items()
        if not tree.xpath("//meta[@name='robots']")
    }
    assert listed == said


def test_the_site_has_one_sitemap_and_one_file_for_robots(site: Path) -> None:
    assert [path.relative_to(site).as_posix() for name in ("sitemap*", "robots.txt") for path in site.rglob(name)] == [
        "sitemap.xml",
        "robots.txt",
    ]
    lines = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {ADDRESS}sitemap.xml"]


# --- Open Graph ------------------------------------------------------------------------------------------------------


@EDITION
def test_a_page_has_every_property_of_open_graph_once(trees: Trees, edition: str) -> None:
    others = [LOCALES[id] for id in PREFIXES if id != edition]
    for path, tree in pages(trees, edition).items():
        said = open_graph(tree)
        assert said.pop("locale:alternate") == others, path
        counted = {name: len(found) for name, found in said.items()}
        assert counted == dict.fromkeys(ONE_EACH, 1) or (DRAFT and counted == dict.fromkeys(NOT_OF_A_PICTURE, 1)), path
        graph = {name: found[0] for name, found in said.items()}
        assert graph["url"] == address(edition, path)
        assert graph["locale"] == LOCALES[edition]
        assert graph["type"] == ("article" if path else "website")
        assert graph["description"] == tree.xpath("string(//meta[@name='description']/@content)")
        assert tree.xpath("string(//head/title)").strip().endswith(graph["site_name"])
        if path:
            assert tree.xpath("string(//head/title)").strip() == f"{graph['title']} - {graph['site_name']}"
        assert tree.xpath("//meta[@name='twitter:card']/@content") == (["summary_large_image"] if "image" in graph else [])


@EDITION
def test_what_a_page_says_of_itself_is_in_its_script(trees: Trees, edition: str) -> None:
    said: dict[str, str] = {}
    for path, tree in pages(trees, edition).items():
        words = [value for found in open_graph(tree).values() for value in found]
        words += [value for _, value in values(data(tree)) if isinstance(value, str)]
        assert all(text.strip() for text in words), path
        said |= {text: path for text in words if not text.startswith("http")}
    characters = "".join(sorted(set("".join(said))))
    foreign = simplified_only(characters) if edition == "zh-hant" else traditional_only(characters)
    assert not {path: text for text, path in said.items() if foreign & set(text)}


def traditional_only(text: str) -> set[str]:
    convert = opencc.OpenCC("t2s").convert
    return {character for character in text if convert(character) != character}


@EDITION
def test_a_description_says_more_than_the_title(trees: Trees, edition: str) -> None:
    for path, tree in pages(trees, edition).items():
        (description,) = tree.xpath("//meta[@name='description']/@content")
        title = open_graph(tree)["title"][0]
        assert len(description) >= 18, f"{path}: {description}"
        assert len(description) <= 160, f"{path}: {description}"
        assert description != title


@EDITION
def test_the_picture_of_a_page_is_there_and_as_large_as_said(site: Path, trees: Trees, edition: str, sound: CheckedPlan) -> None:
    """Where the font lacks a character of a title, which the check has told, its page has the picture of the site."""
    shown = set()
    for path, tree in pages(trees, edition).items():
        said = {name: found[0] for name, found in open_graph(tree).items()}
        if "image" not in said and sound.undrawn:
            continue
        assert said["image"].startswith(address(edition, "assets/share/")), path
        shown.add(said["image"].rpartition("/")[2])
        chapter = re.fullmatch(r"plan/(\d+)/", path)
        name = f"plan-{chapter[1]}" if chapter else path.partition("/")[0] or "home"
        if sound.undrawn and not (site / PREFIXES[edition] / "assets" / "share" / f"{name}.png").is_file():
            name = "home"
        assert said["image"].endswith(f"/{name}.png"), path
        assert said["image:alt"].startswith(said["site_name"])
        size = (int(said["image:width"]), int(said["image:height"]))
        assert png_size(site / said["image"].removeprefix(ADDRESS)) == size == (1200, 630)
        icon = urljoin(address(edition, path), tree.xpath("string(//link[@rel='apple-touch-icon']/@href)"))
        assert png_size(site / icon.removeprefix(ADDRESS)) == (180, 180)
    drawn = {file.name for file in (site / PREFIXES[edition] / "assets" / "share").iterdir()}
    assert drawn == shown | {"touch-icon.png"}, "No picture is drawn that no page shows."


def png_size(path: Path) -> tuple[int, int]:
    """Width and height from the first chunk: https://www.w3.org/TR/png-3/#11IHDR."""
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


# --- schema.org ------------------------------------------------------------------------------------------------------


class Vocabulary:
    """The types and properties of schema.org, as the package ``schema-dts`` declares them for TypeScript."""

    def __init__(self, declared: str) -> None:
        self._parents: dict[str, list[str]] = {}
        self._ranges: dict[str, dict[str, set[str]]] = {}
        for name, parents, body in re.findall(r"^(?:export )?interface (\w+) extends ([\w<>, ]+) \{\n(.*?)^\}", declared, re.M | re.S):
            self._parents[name] = re.findall(r"\w+Base", parents)
            self._ranges[name] = {
                key: set(kinds.split(" | ")) for key, kinds in re.findall(r'^    "([\w-]+)"\?: SchemaValue<(.+), "[\w-]+">;$', body, re.M)
            }
        self._narrower = {
            name: set(kinds.replace("Leaf", "").split(" | ")) - {name}
            for name, kinds in re.findall(r"^export type (\w+) = ([\w| ]+);$", declared, re.M)
        }

    def ranges(self, kind: str) -> dict[str, set[str]]:
        """The properties of a type, its own and those of the types above it, with the types of their values."""
        found: dict[str, set[str]] = {}
        todo = [f"{kind}Leaf"]
        while todo:
            name = todo.pop()
            found |= self._ranges[name]
            todo += self._parents[name]
        return found

    def is_a(self, kind: str, wanted: set[str]) -> bool:
        return kind in wanted or any(self.is_a(kind, self._narrower.get(name, set())) for name in wanted if self._narrower.get(name))

    def faults(self, node: dict[str, Any]) -> Iterator[str]:
        """What a node and those inside it hold against the vocabulary."""
        kind = node["@type"]
        if f"{kind}Leaf" not in self._parents:
            yield f"{kind}: there is no such type"
            return
        known = self.ranges(kind)
        for key, value in node.items():
            for item in value if isinstance(value, list) else [value]:
                if key.startswith("@"):
                    continue
                if key.removesuffix("-input") not in known:
                    yield f"{kind}.{key}: there is no such property"
                elif isinstance(item, dict) and "@type" in item:
                    if not self.is_a(item["@type"], known[key]):
                        yield f"{kind}.{key}: a {item['@type']} is none of {known[key]}"
                    yield from self.faults(item)
                elif isinstance(item, dict):
                    if item.keys() != {"@id"} or "IdReference" not in known[key]:
                        yield f"{kind}.{key}: no type and no id"
                elif not known[key.removesuffix("-input")] & PLAIN[type(item)]:
                    yield f"{kind}.{key}: {item!r} is none of {known[key]}"


PLAIN = {str: {"Text", "URL", "Date", "DateTime"}, int: {"Integer", "Number"}, bool: {"Boolean"}}


@pytest.fixture(scope="module")
def vocabulary(npm: Path) -> Vocabulary:
    return Vocabulary((npm / "schema-dts" / "dist" / "schema.d.ts").read_text(encoding="utf-8"))


def test_the_vocabulary_tells_right_from_wrong(vocabulary: Vocabulary) -> None:
    assert not [*vocabulary.faults({"@type": "Chapter", "position": 1, "isPartOf": {"@type": "DigitalDocument", "name": "x"}})]
    wrong = {
        "@type": "Dataset", "distributions": "x", "license": 3, "isPartOf": {"@type": "Place"}, "name": ["x"],
        "distribution": [{"@type": "Datadownload"}], "publisher": {"name": "x"},
    }  # fmt: skip
    assert [fault.partition(":")[0] for fault in vocabulary.faults(wrong)] == [
        "Dataset.distributions", "Dataset.license", "Dataset.isPartOf", "Dataset.distribution", "Datadownload", "Dataset.publisher",
    ]  # fmt: skip


@ours
@EDITION
def test_every_node_is_as_schema_org_has_it(trees: Trees, vocabulary: Vocabulary, edition: str) -> None:
    kinds = set()
    for path, tree in pages(trees, edition).items():
        for node in data(tree):
            assert not [*vocabulary.faults(node)], path
            kinds.add(node["@type"])
            assert node.get("inLanguage", LANGUAGES[edition]) == LANGUAGES[edition]
    assert kinds == {"BreadcrumbList", "WebSite", "DigitalDocument", "Chapter", "CreativeWork", "Dataset", "DefinedTermSet"}


def test_what_schema_org_is_told_to_follow_leads_somewhere(site: Path, trees: Trees) -> None:
    """Files and anchors are there; a name that is no place, as ``#plan``, is what some page tells of."""
    anchors = {name: {"", *tree.xpath("//@id")} for name, tree in trees.items()}
    named = {node["@id"] for name, tree in trees.items() if not name.endswith("404.html") for node in data(tree) if "@id" in node}
    followed = 0
    for name, tree in trees.items():
        for key, value in values(data(tree)) if not name.endswith("404.html") else ():
            if not isinstance(value, str) or not value.startswith(ADDRESS) or (key == "@id" and value in named):
                continue
            target, _, anchor = value.removeprefix(ADDRESS).partition("#")
            target = target.partition("?")[0]
            file = f"{target}index.html" if target.endswith("/") or not target else target
            assert (site / file).is_file(), f"{name}: {key} {value}"
            assert anchor in anchors.get(file, {""}), f"{name}: {key} {value}"
            followed += 1
    assert followed > len(trees)


@EDITION
def test_the_breadcrumb_is_the_one_that_readers_see(trees: Trees, edition: str) -> None:
    for path, tree in pages(trees, edition).items():
        if not path:
            assert "BreadcrumbList" not in {node["@type"] for node in data(tree)}
            continue
        items = one(tree, "BreadcrumbList")["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        told = [(item["name"], item["item"]["@id"]) for item in items]
        seen = [
            (link.text_content().strip(), urljoin(address(edition, path), link.get("href")))
            for link in tree.xpath("//nav[@class='md-path']//a")
        ]
        assert told[-1][1] == address(edition, path), "It ends with the page itself."
        assert told[: len(seen)] == seen, path
        assert len(told) - len(seen) <= (1 if seen else 2), path


@EDITION
def test_the_home_page_tells_of_the_plan(trees: Trees, sound: CheckedPlan, edition: str) -> None:
    plan, tree = sound.records.plan, pages(trees, edition)[""]
    node, site = one(tree, "DigitalDocument"), one(tree, "WebSite")
    assert node.get("datePublished") == (plan.issued.isoformat() if plan.issued else None)
    assert node["isBasedOn"]["identifier"]["value"] == sound.records.sources[plan.source].sha256
    assert [part["position"] for part in node["hasPart"]] == [chapter.number for chapter in sound.records.chapters.values()]
    assert site["potentialAction"]["target"]["urlTemplate"] == address(edition, "search/?s={search_term_string}")
    assert tree.xpath("//form[contains(@action, 'search/')]//input[@name='s']"), "That is how the search page is asked."
    home = {id: address(id, "") + "#plan" for id in PREFIXES}
    assert node["@id"] == home[edition]
    if edition == FIRST:
        assert [work["@id"] for work in node["workTranslation"]] == [home[other] for other in PREFIXES if other != FIRST]
    else:
        assert node["translationOfWork"]["@id"] == home[FIRST]


@EDITION
def test_the_parts_of_the_plan_say_so(trees: Trees, sound: CheckedPlan, edition: str) -> None:
    found = pages(trees, edition)
    for shelf, kind, records in (("plan", "Chapter", sound.records.chapters), ("boxes", "CreativeWork", sound.records.boxes)):
        for id, record in records.items():
            node = one(found[f"{shelf}/{id}/"], kind)
            assert (node["position"], node["isPartOf"]["@id"]) == (record.number, address(edition, "#plan"))


@EDITION
def test_every_table_to_take_away_is_a_dataset(site: Path, trees: Trees, sound: CheckedPlan, edition: str) -> None:
    """With 50 characters said of it or more: https://developers.google.com/search/docs/appearance/structured-data/dataset."""
    found, offered = pages(trees, edition), {}
    for path, tree in found.items():
        for node in (node for node in data(tree) if node["@type"] == "Dataset"):
            assert (50 if FACTS else 40) <= len(node["description"]) <= 5000, f"{path}: {node['description']}"
            assert node["license"].startswith("https://creativecommons.org/publicdomain/zero/")
            downloads = node.get("distribution", [])
            assert {download["encodingFormat"] for download in downloads} <= {"text/csv", "application/json"}
            offered[path] = {download["contentUrl"] for download in downloads}
    indicators = {f"indicators/{id}/" for id in sound.records.indicators}
    assert offered.keys() >= indicators | {"targets/", "indicators/", "progress/"}
    tables = {"progress/targets/targets.csv", "data/v1/targets.csv", "data/v1/targets.json", "targets/targets.csv"}
    years = {int(link[-8:-4]) for link in offered["targets/"] if re.search(r"targets/targets-\d{4}\.csv$", link)}
    assert years or not FACTS, "Those of one year, for a spreadsheet."
    assert offered["targets/"] == {address(edition, table) for table in tables | {f"targets/targets-{year}.csv" for year in years}}
    for path in found:
        beside = {address(edition, path + file.name) for file in (site / PREFIXES[edition] / path).glob("*.csv")}
        assert beside <= offered.get(path, set()), path
    for path in indicators:
        node = one(found[path], "Dataset")
        assert node["variableMeasured"]["name"] == node["name"]
        assert re.fullmatch(r"\d{4}/\d{4}", node["temporalCoverage"])


@EDITION
def test_the_terms_are_a_set(trees: Trees, sound: CheckedPlan, edition: str) -> None:
    sets = [one(page, "DefinedTermSet") for path, page in pages(trees, edition).items() if path.startswith("terms/")]
    assert len({found["@id"] for found in sets}) == len(sets)
    terms = [term for found in sets for term in found.get("hasDefinedTerm", ())]
    assert len(terms) == len(sound.records.terms)
    assert {term["@id"] for term in terms} == {address(edition, f"terms/#{id}") for id in sound.records.terms}


def test_words_of_a_record_cannot_leave_their_place() -> None:
    """Neither the script element nor an attribute ends where a title would end it."""
    hostile = "</script><script>alert(1)</script> \"&amp;' <!--"
    head = Head(
        hostile, hostile, "https://example.org/", "article", hostile, "zh_CN", ("zh_TW",), "https://example.org/x.png", hostile, (1, 1),
        (("zh-Hans", "https://example.org/"),), {"@context": "https://schema.org", "name": hostile},
    )  # fmt: skip
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(MACROS / "theme"))
    env.filters["url"] = str
    tree = lxml.html.document_fromstring(env.get_template("partials/metadata.html").render(head=head))
    (script,) = tree.xpath("//script")
    assert json.loads(script.text)["name"] == hostile
    assert {open_graph(tree)[name][0] for name in ("title", "description", "site_name", "image:alt")} == {hostile}


# --- the pictures ----------------------------------------------------------------------------------------------------

COVERS = {
    "zh-Hans": Cover("zh-Hans", "cn", "规划", "2021–2025", "简体中文", "非官方版本"),
    "zh-Hant": Cover("zh-Hant", "tw", "規劃", "2021–2025", "繁體中文", "非官方版本"),
}


@pytest.mark.parametrize("language", COVERS)
def test_a_picture_that_needs_a_character_which_its_font_lacks_is_not_drawn(language: str) -> None:
    with pytest.raises(BadData) as raised:
        share.draw(COVERS[language], [Picture("home", "目"), Picture("x", "鱻之目", "龘")], MACROS)
    report = raised.value.report()
    assert f"macros/fonts/{language}.ttf:1: The font lacks 鱻 龘, which the share pictures need (“龘”)." in report
    assert "run.py fonts" in report


def test_a_language_without_a_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"macros/fonts/zh-Hans.ttf:1: The font for the share pictures in zh-Hans is not there\."):
        share.draw(COVERS["zh-Hans"], [Picture("home", "目")], tmp_path)


def test_each_script_has_its_own_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one character that both scripts write, each by its own norm; and the same words are the same bytes, without those kept."""

    def drawn(language: str, folder: str) -> bytes:
        monkeypatch.setenv(ELSEWHERE, str(tmp_path / folder))
        return share.draw(Cover(language, "cn", "化", "化", "化", "化"), [Picture("home", "化")], MACROS)["home.png"]

    assert drawn("zh-Hans", "one") == drawn("zh-Hans", "other")
    assert drawn("zh-Hans", "one") != drawn("zh-Hant", "one")


def test_pictures_are_kept_while_they_would_be_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ELSEWHERE, str(tmp_path))
    cover, one, two = COVERS["zh-Hans"], [Picture("home", "目")], [Picture("home", "规划")]
    first = share.draw_once(cover, one, MACROS)
    assert {file.name for file in (tmp_path / "pictures").iterdir()} == {"zh-Hans-home.png", "zh-Hans-touch-icon.png"}
    with monkeypatch.context() as nowhere:
        nowhere.setattr(share.typst, "compile", None)
        assert share.draw_once(cover, one, MACROS) == first, "Nothing is drawn."
    assert share.draw_once(cover, two, MACROS)["home.png"] != first["home.png"]
    assert share.draw_once(cover, one, MACROS) == first
    assert len(list((tmp_path / "pictures").iterdir())) == 2, "What is drawn anew takes the place of what was there."
    kept = tmp_path / "pictures" / "zh-Hans-home.png"
    kept.write_bytes(kept.read_bytes()[:-1])
    assert share.draw_once(cover, one, MACROS) == first, "What is damaged is drawn anew."


@pytest.mark.parametrize("language", COVERS)
def test_a_font_says_what_it_has_and_under_which_licence(language: str) -> None:
    path = share_font.font_path(MACROS, language)
    font = TTFont(path)
    assert share_font.characters(path.read_bytes()) == set(map(chr, font.getBestCmap()))
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    assert font["name"].getDebugName(1) == share_font.family(language)
    assert path.stat().st_size < 1_200_000
    assert share_font.families(language, MACROS) == [f"Share {language}"], "No shape of the other script stands in."
    assert share_font.families("en", MACROS) == ["Libertinus Serif", "Share zh-Hans", "Share zh-Hant"]


def test_a_font_of_another_make_is_refused() -> None:
    tables = struct.pack(">IHHHH", 0x10000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, 28)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHIII", 4, 0, 0, 0, 0)
    with pytest.raises(ValueError, match=r"format 4, not 12: the font was not made by run\.py fonts\."):
        share_font.characters(tables + cmap)
