"""The downloads: made beside finished pages, listed with size and digest, and never half."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import lxml.html
import pytest

from planbook.checks.rules import check
from planbook.downloads import makers
from planbook.downloads.context import DownloadContext
from planbook.downloads.makers import Maker
from planbook.editions.words import Words
from planbook.text.shelves import Shelf
from support.invented import EDITIONS, PREFIXES, press, sound
from support.places import MINIATURE, ROOT

LIST_BEGINS = "<!-- downloads -->"
"""Where the macro leaves room for the list."""
ADDRESSES = {edition: f"https://example.org/{prefix}" for edition, prefix in PREFIXES.items()}


def title_of_words(words: Words) -> str:
    """What the first invented download is called."""
    return f"{words.gettext('Terms')} <&>"


def title_of_everything(words: Words) -> str:
    """What the shared download is called."""
    return words.gettext("Projects")


def write_words(printing: DownloadContext, path: Path) -> None:
    """The names of the terms, as this edition writes them."""
    path.write_text("".join(term.name for term in printing.press.view.terms.all), encoding="utf-8")


def write_everything(printing: DownloadContext, path: Path) -> None:
    """What stands in the whole site when shared downloads are made."""
    path.write_text("\n".join(sorted(p.relative_to(printing.site).as_posix() for p in printing.site.rglob("*") if p.is_file())))


def write_both(printing: DownloadContext, path: Path) -> None:
    """The title of the plan in its own words and in translation."""
    assert printing.original
    path.write_text("\n".join(press.view.records.plan.title for press in (printing.original, printing.press)), encoding="utf-8")


def break_down(printing: DownloadContext, path: Path) -> None:
    """A maker with a fault."""
    path.write_text("half")
    raise ValueError("no more ink")


OWN = Maker("words-{edition}.txt", title_of_words, write_words)
SHARED = Maker("everything.txt", title_of_everything, write_everything, shared=True)
PARALLEL = Maker("both-{original}-{edition}.txt", title_of_words, write_both, parallel=True)


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    """A site whose pages on the data are done, at the root of a project as the makers need it."""
    (tmp_path / "data").symlink_to(MINIATURE / "data")
    (tmp_path / "macros").symlink_to(ROOT / "macros")
    for edition in EDITIONS:
        page = next(page for page in press(edition).pages() if page.path == Shelf.DATA.path)
        path = tmp_path / "site" / PREFIXES[edition] / page.path / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(f"<main>{page.body}</main>", encoding="utf-8")
    return tmp_path


def listed(site: Path, edition: str) -> dict[str, str]:
    """What the page lists: link from the page, digest."""
    tree = lxml.html.fromstring((site / PREFIXES[edition] / "data" / "index.html").read_text(encoding="utf-8"))
    rows = tree.xpath("//section[@id='downloads-list']//tbody/tr | //tr[.//code[@class='digest'] and .//a[@download]]")
    return {row.xpath("string(.//a/@href)"): row.xpath("string(.//code)") for row in rows}


def test_the_page_lists_what_was_made_with_its_digest(finished: Path) -> None:
    site = finished / "site"
    made = makers.make(finished, site, sound(), ADDRESSES, (OWN, SHARED))
    assert [file.address for file in made] == [
        "downloads/words-zh-hans.txt", "zh-hant/downloads/words-zh-hant.txt", "en/downloads/words-en.txt", "downloads/everything.txt",
    ]  # fmt: skip
    for edition, prefix in PREFIXES.items():
        found = listed(site, edition)
        page = site / prefix / "data"
        assert {(page / link).resolve() for link in found} == {
            site / prefix / "downloads" / f"words-{edition}.txt", site / "downloads" / "everything.txt",
        }  # fmt: skip
        for link, digest in found.items():
            assert hashlib.sha256((page / link).read_bytes()).hexdigest() == digest
        assert LIST_BEGINS not in (page / "index.html").read_text(encoding="utf-8")


def test_every_edition_is_made_in_its_own_words_and_titles_are_escaped(finished: Path) -> None:
    site = finished / "site"
    makers.make(finished, site, sound(), ADDRESSES, (OWN,))
    words = {e: (site / prefix / "downloads" / f"words-{e}.txt").read_text(encoding="utf-8") for e, prefix in PREFIXES.items()}
    assert words["en"] != words["zh-hans"]
    assert len(words["zh-hans"]) == len(words["zh-hant"])
    page = (site / "zh-hant" / "data" / "index.html").read_text(encoding="utf-8")
    assert "術語 &lt;&amp;&gt;</a>" in page


def test_a_file_in_two_languages_is_made_once_and_listed_in_every_edition(finished: Path) -> None:
    site = finished / "site"
    made = makers.make(finished, site, sound(), ADDRESSES, (OWN, PARALLEL, SHARED))
    assert [file.address for file in made if "both" in file.address] == ["en/downloads/both-zh-hans-en.txt"]
    first, second = (site / "en" / "downloads" / "both-zh-hans-en.txt").read_text(encoding="utf-8").splitlines()
    assert (first, second) == tuple(press(edition).view.records.plan.title for edition in ("zh-hans", "en"))
    for edition, prefix in PREFIXES.items():
        names = [link.rpartition("/")[2] for link in listed(site, edition)]
        assert names == [f"words-{edition}.txt", "both-zh-hans-en.txt", "everything.txt"]
        assert all((site / prefix / "data" / link).is_file() for link in listed(site, edition))
    assert "both" in (site / "en" / "downloads" / makers.SUMS).read_text()
    assert "both" not in (site / "downloads" / makers.SUMS).read_text()


def test_shared_downloads_are_made_when_all_others_are_there(finished: Path) -> None:
    site = finished / "site"
    makers.make(finished, site, sound(), ADDRESSES, (SHARED, OWN))
    seen = (site / "downloads" / "everything.txt").read_text().split()
    assert {"downloads/words-zh-hans.txt", "zh-hant/downloads/words-zh-hant.txt"} <= set(seen)


def test_the_sums_are_those_of_the_files_beside_them(finished: Path) -> None:
    site = finished / "site"
    makers.make(finished, site, sound(), ADDRESSES, (OWN, SHARED))
    for edition, prefix in PREFIXES.items():
        folder = site / prefix / "downloads"
        sums = dict(reversed(line.split("  ")) for line in (folder / makers.SUMS).read_text().splitlines())
        assert sums == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != makers.SUMS}
        assert f"words-{edition}.txt" in sums


def test_a_maker_that_fails_is_named(finished: Path) -> None:
    with pytest.raises(RuntimeError, match=r"The download book-zh-hans\.txt was not made: ValueError: no more ink"):
        makers.make(finished, finished / "site", sound(), ADDRESSES, (OWN, Maker("book-{edition}.txt", title_of_words, break_down)))


def test_a_page_without_a_place_for_the_list_is_an_error(finished: Path) -> None:
    page = finished / "site" / "data" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(LIST_BEGINS, ""), encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"no place for the list of downloads: macros/data\.html must write <!-- downloads -->"):
        makers.make(finished, finished / "site", sound(), ADDRESSES, (OWN,))


def test_without_downloads_the_page_has_no_dead_link(finished: Path) -> None:
    page = (finished / "site" / "data" / "index.html").read_text(encoding="utf-8")
    assert listed(finished / "site", "zh-hans") == {}
    assert "downloads/" not in page


def test_a_checked_plan_can_be_sent_to_another_process_when_its_glossary_was_read() -> None:
    """Where nothing can be forked, the makers are sent the plan, and pages may have asked for the glossary before."""
    plan = check(MINIATURE / "data")
    assert plan.glossary.entries
    assert pickle.loads(pickle.dumps(plan)).glossary.entries == plan.glossary.entries
