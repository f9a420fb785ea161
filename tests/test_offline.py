"""The copy to be read without the net: opened from a disk, with and without scripts, it leads everywhere and fetches nothing."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from planbook.downloads import offline
from planbook.downloads.context import DownloadContext
from support.facts import at_least, ours


@pytest.fixture(scope="session")
def packed(printings: dict[str, DownloadContext], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive."""
    path = tmp_path_factory.mktemp("offline") / "offline.zip"
    offline.write(printings["zh-hans"], path)
    return path


@pytest.fixture(scope="session")
def unpacked(packed: Path) -> Path:
    """The folder that readers have when they unpacked the archive."""
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(packed.parent)
    return packed.parent / offline.TOP


@pytest.mark.parametrize(
    ("written", "complete"),
    [
        ('<a href="../plan/04/#04-1">', '<a href="../plan/04/index.html#04-1">'),
        ('<a class="x" href="../..">', '<a class="x" href="../../index.html">'),
        ('<form action="../search/" method="get">', '<form action="../search/index.html" method="get">'),
        ('<a href="./?year=2025">', '<a href="./index.html?year=2025">'),
        ('<meta http-equiv="refresh" content="0; url=../b/#c">', '<meta http-equiv="refresh" content="0; url=../b/index.html#c">'),
        *[(same, same) for same in ('<a href="#04-1">', '<a href="https://a.org/b/">', '<a href="b.csv">', '<a href="/b/">', "<p>a/</p>")],
    ],
)
def test_links_to_folders_say_index_html(written: str, complete: str) -> None:
    assert offline.from_disk(written, "https://a.org/") == complete


def test_every_link_leads_to_a_file(packed: Path) -> None:
    with zipfile.ZipFile(packed) as opened:
        names = {*opened.namelist()}
        lost, followed = [], 0
        for name in sorted(name for name in names if name.endswith(".html")):
            for link in re.findall(r'\s(?:href|src|action)="([^"#?]+)', opened.read(name).decode()):
                if not re.match(r"[a-z]+:", link):
                    followed += 1
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link)))
                    lost += [f"{name}: {link}"] if target not in names else []
    assert lost == []
    assert followed >= at_least("links of the offline copy")


def test_the_copy_is_the_whole_site_but_for_what_needs_a_server(packed: Path, site: Path) -> None:
    with zipfile.ZipFile(packed) as opened:
        names = {name.removeprefix(f"{offline.TOP}/") for name in opened.namelist()}
    of_site = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {name.rpartition("/")[2] for name in of_site - names} <= {"404.html", "sitemap.xml", "robots.txt", *offline.ABSENT}
    assert names - of_site == {"README.txt"}


@ours
def test_the_copy_says_how_it_is_opened_and_what_it_is(unpacked: Path, printings: dict[str, DownloadContext]) -> None:
    told = (unpacked / "README.txt").read_bytes().decode("utf-8-sig")
    records = printings["zh-hans"].press.view.reading.records
    assert [edition.name for edition in records.editions.values() if edition.name not in told] == []
    opening = ("先把压缩包完整地解压", "先把壓縮檔完整地解壓縮", "first unpack the whole archive into a folder", "Unofficial translation.")
    for words in (*opening, "zh-hant/index.html", "en/index.html", str(records.sources[records.plan.source].sha256), "CC0 1.0", "\r\n"):
        assert words in told


def test_the_copy_is_the_same_when_made_again(packed: Path, printings: dict[str, DownloadContext], tmp_path: Path) -> None:
    offline.write(printings["zh-hans"], tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()


@ours
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_readers_click_through_the_copy(unpacked: Path, browser: Browser, scripts: bool) -> None:
    """From the front page to a chapter, through its other editions, and back to the front; nothing comes from elsewhere."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 800})
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / "index.html").as_uri())
    page.locator("article a[href*='plan/']").first.click()
    page.wait_for_url("**/plan/**index.html*")
    for edition, language in (("zh-hant", "zh-Hant"), ("en", "en")):
        page.locator(f"a[data-edition-switch][href*='{edition}/']:visible").first.click()
        page.wait_for_url(f"**/{edition}/plan/**index.html*")
        assert page.locator("html").get_attribute("lang") == language
    page.locator("header a.md-header__topic").first.click()
    page.wait_for_url("**/en/index.html*")
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


@ours
@pytest.mark.parametrize(
    ("chapter", "words"), [("plan/04", "地区生产总值"), ("plan/04", "forest coverage"), ("en/plan/04", "forest coverage")]
)
def test_the_copy_can_be_searched(unpacked: Path, browser: Browser, chapter: str, words: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / chapter / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type(words)
    found = page.locator("dialog[open] [role=option]").first
    found.wait_for()
    found.click()
    page.wait_for_url("**/index.html*")
    assert page.locator("h1").count() == 1
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()
