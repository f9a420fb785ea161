"""Charts as files of their own: whole SVG that tells where it is from, PNG drawn from it, and HTML for other sites."""

from __future__ import annotations

import csv
import io
import re
import shutil
import struct
import zipfile
from pathlib import Path

import lxml.etree
import lxml.html
import pypdf
import pytest

from planbook.downloads import gallery, poster, share_cards
from planbook.downloads.context import DownloadContext
from planbook.editions.typefaces import families
from planbook.pages.page import Page
from planbook.pages.renderer import Renderer
from planbook.views.geometry.bars import WIDTH
from planbook.views.geometry.lettering import CLOSING, broken, width_of
from planbook.views.view import View
from support import sites
from support.facts import ours
from support.invented import press
from support.places import EDITION

EDITIONS = ("zh-hans", "zh-hant")
SVG = {"s": "http://www.w3.org/2000/svg", "dc": "http://purl.org/dc/elements/1.1/", "cc": "http://creativecommons.org/ns#"}


def drawn(made: Renderer) -> list[tuple[Page, str, str]]:
    """Every picture of the invented plan: its page, its name, the file."""
    return [(page, name, content) for page in made.pages() for name, content in page.files if name.endswith(".svg")]


@EDITION
def test_a_picture_says_what_it_is_and_needs_nothing_else(edition: str) -> None:
    made = press(edition)
    found = drawn(made)
    assert len(found) > 8
    for page, name, content in found:
        tree = lxml.etree.fromstring(content.encode())
        words = "".join(tree.itertext())
        address = f"{made.root}{page.path}#{name.removesuffix('.svg')}"
        assert tree.get("lang") == made.view.reading.edition.language
        assert tree.findtext("s:title", namespaces=SVG)
        assert tree.findtext(".//dc:source", namespaces=SVG) == made.view.reading.records.plan.title
        assert tree.find(".//cc:license", namespaces=SVG).values() == ["https://creativecommons.org/publicdomain/zero/1.0/"]
        for told in (address, made.view.reading.edition.name, "CC0 1.0", made.view.reading.records.plan.short_title):
            assert told in words
        assert families(made.view.reading.edition.language)[0] in words.partition("font-family:")[2].partition(",")[0]
        assert "var(" not in content
        assert "href=" not in content.replace("rdf:", "")
        assert not tree.xpath("//*[local-name()='script' or local-name()='image' or local-name()='use']")


def test_the_picture_is_that_of_the_page() -> None:
    """The same marks, in the same order: what is drawn and where."""
    for page, name, content in drawn(press("zh-hans")):
        figure = lxml.html.fromstring(page.body).get_element_by_id(name.removesuffix(".svg"))
        if {"chart--band", "chart--tracks", "chart--bars", "chart--years"} & set(figure.get("class").split()):
            continue  # drawn part by part on the page, among HTML: see the next test and test_glance
        shown = [(e.tag, e.get("class"), e.text) for e in figure.find("svg").iterdescendants() if e.get("class")]
        kept = [
            (lxml.etree.QName(e).localname, e.get("class"), e.text) for e in lxml.etree.fromstring(content.encode()).find("s:g", SVG).iter()
        ]
        assert shown == [mark for mark in kept if mark[1]]


def test_the_band_of_a_file_has_the_marks_of_the_page() -> None:
    (page, content), *more = [(page, content) for page, name, content in drawn(press("en")) if name == "band.svg"]
    assert not more
    marks = ".//*[local-name()='path'][starts-with(@class, 'mark')]/@class"
    kept = lxml.etree.fromstring(content.encode()).find("s:g", SVG).xpath(marks)
    assert len(kept) == len(press("en").view.targets.rows)
    assert lxml.html.fromstring(page.body).xpath(f"//*[@class='band']{marks[1:]}") == kept


def test_the_bars_of_a_file_are_those_of_the_page_where_their_names_are_text() -> None:
    bars = 0
    for page, name, content in drawn(press("zh-hans")):
        figure = lxml.html.fromstring(page.body).get_element_by_id(name.removesuffix(".svg"))
        if "chart--bars" not in figure.get("class"):
            continue
        bars += 1
        kept = lxml.etree.fromstring(content.encode()).find("s:g", SVG).iterfind("s:rect", SVG)
        shown = figure.iterfind(".//svg//rect")
        assert [[bar.get(key) for key in ("x", "width", "class")] for bar in shown] == [
            [bar.get(key) for key in ("x", "width", "class")] for bar in kept
        ]
        assert not figure.xpath(".//ul[@class='bars']//svg//text()[normalize-space()]"), "Letters of a drawing shrink with it."
        table = [row.text_content() for row in figure.xpath(".//tbody//th")]
        assert [
            (item.find("a") if item.find("a") is not None else item.find("span")).text for item in figure.find_class("bars")[0]
        ] == table
    assert bars > 4


def test_the_years_of_a_file_have_the_marks_of_the_page() -> None:
    ((page, content),) = [
        (page, content) for page, name, content in drawn(press("en")) if name == "targets-by-year.svg" and page.path == "glance/"
    ]
    kept = lxml.etree.fromstring(content.encode()).find("s:g", SVG).xpath(".//*[local-name()='path']/@class")
    shown = lxml.html.fromstring(page.body).xpath("//ol[@class='calendar']//path/@class")
    assert shown == kept
    assert len(kept) == len(press("en").view.targets.rows)


def test_html_for_other_sites_is_a_link_with_a_picture() -> None:
    made = press("zh-hant")
    for page, name, _content in drawn(made):
        figure = lxml.html.fromstring(page.body).get_element_by_id(name.removesuffix(".svg"))
        (code,) = figure.xpath(".//code")
        (link,) = lxml.html.fragments_fromstring(code.text_content())
        (picture,) = link
        assert link.get("href") == f"{made.root}{page.path}#{name.removesuffix('.svg')}"
        assert picture.get("src") == f"{made.root}{page.path}{name}"
        assert picture.get("alt") == figure.findtext("figcaption/strong")
        assert int(picture.get("width")) > WIDTH


def test_lines_stay_within_the_sheet_and_begin_with_no_stop() -> None:
    text = "上一个规划期的目标与完成情况（2016—2020年），按目标值的百分比。See https://example.org/liaoyang-plan/progress/#outcomes"
    for letter in (10, 12, 18):
        lines = broken(text, WIDTH, letter)
        assert "".join(lines) == text
        assert max(width_of(line, letter) for line in lines) <= WIDTH
        assert not [line for line in lines if line[0] in CLOSING]
    assert broken("", WIDTH, 12) == []


@EDITION
def test_the_poster_is_one_sheet_of_a3_with_the_aims_and_the_findings(edition: str, fonts: Path, tmp_path: Path) -> None:
    made, path = press(edition), tmp_path / "poster.pdf"
    poster.write(DownloadContext(made, tmp_path), path)
    (sheet,) = pypdf.PdfReader(path).pages
    assert (round(float(sheet.mediabox.width) / 72 * 25.4), round(float(sheet.mediabox.height) / 72 * 25.4)) == (420, 297)
    words = re.sub(r"\s", "", sheet.extract_text())
    assert re.sub(r"\s", "", made.view.records.plan.title) in words
    assert re.sub(r"\s", "", made.words.gettext("The plan at a glance")) in words
    assert f"{made.root}glance/" in words
    assert [pic.svg.count("<svg ") for pic in poster.poster(made).pictures] == [1, 1, 1]
    assert [pic.alt for pic in poster.poster(made).pictures] == [
        chart.alt or chart.table.title for chart in (made.pictures.slopes, made.pictures.map.chart, made.pictures.fields) if chart
    ]


def test_the_poster_is_a_picture_too(fonts: Path, tmp_path: Path) -> None:
    path = tmp_path / "poster.png"
    poster.write_picture(DownloadContext(press("zh-hans"), tmp_path), path)
    picture = path.read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (pytest.approx(420 / 25.4 * poster.PPI, abs=1), pytest.approx(297 / 25.4 * poster.PPI, abs=1))


KINDS = {"band", "bars", "course", "slopes", "tiles", "tracks", "years"}
"""The kinds of pictures."""


@ours
def test_every_kind_of_picture_has_its_finding_table_and_files(trees: sites.Trees, site: Path) -> None:
    """Finding, table, CSV, SVG, a place for its PNG, words for those who do not see it; shown on another page, a way to all of them."""
    kinds: set[str] = set()
    for name, tree in trees.items():
        for figure in tree.xpath("//figure[contains(@class, 'chart--')]"):
            kind, picture, here = figure.get("class").rpartition("--")[2], figure.get("id"), (site / name).parent
            assert figure.xpath("./figcaption/strong"), (name, kind)
            if picture is None:
                path, _, anchor = figure.xpath(".//p[@class='chart__from']/a/@href")[0].partition("#")
                there = (here / path).resolve().relative_to(site.resolve()) / "index.html"
                assert trees[there.as_posix()].xpath(f"//figure[@id='{anchor}']"), (name, kind)
                continue
            kinds.add(kind)
            assert figure.xpath(".//details//table"), (name, kind)
            assert [one for one in ("svg", "csv") if not (here / f"{picture}.{one}").is_file()] == [], (name, kind)
            assert f"{picture}.png" in {comment.text.strip() for comment in figure.iter(lxml.etree.Comment)}, (name, kind)
            assert figure.xpath(".//svg[@aria-label] | .//ul//a | .//ol//a | .//svg//a | .//ul[@class='legend']"), (name, kind)
    assert kinds == KINDS


def laid(made: Renderer, site: Path, pages: int) -> Path:
    """The first pages with pictures, as the build leaves them; returns the folder of the edition."""
    found = list({page.path: page for page, _name, _content in drawn(made)}.values())[:pages]
    for page in found:
        folder = site / "zh-hant" / page.path
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(page.body, encoding="utf-8")
        for name, content in page.files:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return site / "zh-hant"


def test_every_picture_is_offered_in_pixels_beside_its_page(fonts: Path, tmp_path: Path) -> None:
    made, site = press("zh-hant"), tmp_path / "site"
    folder = laid(made, site, 2)
    gallery.write(DownloadContext(made, site), tmp_path / "charts.zip")
    for page in folder.rglob("index.html"):
        figures = lxml.html.parse(page).xpath("//figure[@id]")
        assert figures
        for figure in figures:
            (link,) = figure.xpath(".//a[.='PNG']/@href")
            assert link == f"{figure.get('id')}.png"
            assert (page.parent / link).read_bytes().startswith(b"\x89PNG")


def test_a_page_without_a_place_for_a_picture_in_pixels_is_an_error(fonts: Path, tmp_path: Path) -> None:
    made, site = press("zh-hant"), tmp_path / "site"
    page = next(laid(made, site, 1).rglob("index.html"))
    page.write_text(page.read_text(encoding="utf-8").replace("<!--", "<!"), encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"has no place for the link to .*\.png: macros/chart\.html must write <!-- "):
        gallery.write(DownloadContext(made, site), tmp_path / "charts.zip")


def test_the_archive_of_pictures_holds_each_three_times(fonts: Path, tmp_path: Path) -> None:
    made, site = press("zh-hant"), tmp_path / "site"
    folder = laid(made, site, 2)
    pages = {page: page.read_bytes() for page in folder.rglob("index.html")}
    path = tmp_path / "charts.zip"
    gallery.write(DownloadContext(made, site), path)
    first = path.read_bytes()
    for page, content in pages.items():
        page.write_bytes(content)
    gallery.write(DownloadContext(made, site), path)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as opened:
        readme, *names = opened.namelist()
        told = opened.read(readme).decode("utf-8-sig")
        assert [
            words
            for words in ("CC0 1.0", made.view.reading.edition.name, made.root, made.view.reading.records.plan.title)
            if words not in told
        ] == []
        stems = {name.rpartition(".")[0] for name in names}
        assert len(stems) == sum(1 for _ in folder.rglob("*.png"))
        assert sorted(names) == sorted(f"{stem}.{kind}" for stem in stems for kind in ("svg", "png", "csv"))
        for stem in stems:
            svg, png = opened.read(f"{stem}.svg"), opened.read(f"{stem}.png")
            width, height = struct.unpack(">II", png[16:24])
            tree = lxml.etree.fromstring(svg)
            assert (width, height) == (2 * int(tree.get("width")), 2 * int(tree.get("height")))
            assert len(list(csv.reader(io.StringIO(opened.read(f"{stem}.csv").decode("utf-8-sig"))))) > 1


# --- pictures to share a record with --------------------------------------------------------------------------------------


@pytest.mark.slow
@EDITION
def test_a_record_with_a_figure_has_a_picture_of_its_own(small_site: Path, tmp_path: Path, edition: str) -> None:
    """Name and figure stand in what is read out in its place, and a growth is called one; the page names the picture with its address."""
    site = tmp_path / "site"
    shutil.copytree(small_site / "site", site)
    context, path = DownloadContext(press(edition), site), tmp_path / "share.zip"
    share_cards.write(context, path)
    made = path.read_bytes()
    with zipfile.ZipFile(path) as opened:
        assert "indicators-grain-output.png" in opened.namelist()
    page = context.pages / "indicators" / "grain-output"
    png = (page / "share.png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    head = lxml.html.parse(page / "index.html")
    assert head.xpath("//meta[@property='og:image']/@content") == ["https://example.org/indicators/grain-output/share.png"]
    (alt,) = head.xpath("//meta[@property='og:image:alt']/@content")
    view = press(edition).view
    target = view.indicators.latest(view.records.indicators["grain-output"], "target")
    assert target is not None
    for words in (view.records.indicators["grain-output"].name, view.values.quantity(target, view.records.indicators["grain-output"])):
        assert str(words) in alt
    share_cards.write(context, path)
    assert path.read_bytes() == made


@ours
def test_a_share_of_growth_says_that_it_is_one(views: dict[str, View]) -> None:
    cards = dict(share_cards.cards(views["zh-hans"]))
    assert cards["indicators/gdp/"].kicker == "指标 · 2021–2025 目标 · 年均增速、按2020年可比价"
    assert cards["indicators/gdp/"].figure == "7.5%左右"
