"""Each state of the books has a name and a date of its own, so that no app keeps the old one; each shows its contents everywhere."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import lxml.etree
import pypdf
import pytest

from planbook.checks.rules import check
from planbook.downloads import epub, pdf
from planbook.downloads.book import book
from planbook.downloads.context import DownloadContext
from planbook.editions.reading import reading
from planbook.pages.renderer import Renderer
from planbook.text.links import link
from support.places import EDITION, MINIATURE, ROOT

NAMES = {
    "opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/", "h": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("fonts")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The records of the invented plan, to be changed, beside its pages."""
    shutil.copytree(MINIATURE / "docs", tmp_path / "docs", copy_function=shutil.copyfile)
    return shutil.copytree(MINIATURE / "data", tmp_path / "data", copy_function=shutil.copyfile)


def press(data: Path, edition: str = "zh-hans") -> Renderer:
    sound = check(data)
    shown = reading(sound.records.editions[edition], sound.records, sound.blocks, data)
    return Renderer(
        shown, link(sound.records, sound.blocks), sound.proof, ROOT / "macros", sound.ledgers, "https://example.org/", said=sound.glossary
    )  # fmt: skip


def package(data: Path, edition: str = "zh-hans") -> dict[str, bytes]:
    """The files of the EPUB that the records give."""
    path = data.parent / "plan.epub"
    epub.write(DownloadContext(press(data, edition), data.parent), path)
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def identity(files: dict[str, bytes]) -> tuple[str, str, str]:
    """Of an EPUB: its name, that of the work, the day of its last change."""
    tree = lxml.etree.fromstring(files["EPUB/package.opf"])
    (name,) = tree.xpath("//dc:identifier[@id = /opf:package/@unique-identifier]/text()", namespaces=NAMES)
    (work,) = tree.xpath("//opf:meta[@property='dcterms:isVersionOf']/text()", namespaces=NAMES)
    (modified,) = tree.xpath("//opf:meta[@property='dcterms:modified']/text()", namespaces=NAMES)
    return name, work, modified


def printed(data: Path) -> pypdf.PdfReader:
    made = press(data)
    return pypdf.PdfReader(io.BytesIO(pdf.typeset("book.typ", book(made.view, made.root), "pdf")))


def mend(data: Path) -> None:
    """The reason of an erratum in other words, and nothing else."""
    path = data / "errata" / "01-1-1-grain.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^(reason: .*)。$", r"\1，无疑。", text), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text


def record_change(data: Path) -> None:
    text = "date: 2031-08-09\nkind: mended\ntitle: 更正一处\ntext: 更正一处。\n"
    (data / "changes" / "2031-08-09-1-word.yml").write_text(text, encoding="utf-8")


def test_a_mended_word_makes_another_epub_of_the_same_work(data: Path) -> None:
    first, again = identity(package(data)), identity(package(data))
    assert first == again
    mend(data)
    mended = identity(package(data))
    assert mended[0] != first[0]
    assert mended[1:] == first[1:]
    assert first[2] == "2031-06-02T00:00:00Z", "The newest change of the records."
    record_change(data)
    assert identity(package(data))[1:] == (first[1], "2031-08-09T00:00:00Z")


def test_the_editions_are_two_works(data: Path) -> None:
    here, there = identity(package(data, "zh-hans")), identity(package(data, "zh-hant"))
    assert here[0] != there[0]
    assert here[1] != there[1]


def test_a_mended_word_makes_another_state_of_the_same_pdf(data: Path) -> None:
    """ISO 32000-2, 14.4: the first of the two identifiers stays, the second is of the contents."""

    def known() -> tuple[Any, Any, str]:
        reader = printed(data)
        assert reader.metadata
        document, state = reader.trailer["/ID"]  # type: ignore[misc]
        assert reader.metadata.creation_date == reader.metadata.modification_date
        return document, state, f"{reader.metadata.modification_date:%Y-%m-%d}"

    first, again = known(), known()
    assert first == again
    assert first[2] == "2031-06-02"
    mend(data)
    mended = known()
    assert (mended[0], mended[2]) == (first[0], first[2])
    assert mended[1] != first[1]
    record_change(data)
    assert known()[2] == "2031-08-09"


# --- contents -----------------------------------------------------------------------------------------------------------


def listed(tree: Any, point: str, title: str, address: str, depth: int = 0) -> list[tuple[int, str, str]]:
    """The entries of a table of contents, flat: how deep, title, address."""
    found = []
    for entry in tree.xpath(point, namespaces=NAMES):
        (words,), (to,) = entry.xpath(title, namespaces=NAMES), entry.xpath(address, namespaces=NAMES)
        found += [(depth, str(words), str(to)), *listed(entry, point, title, address, depth + 1)]
    return found


@EDITION
def test_old_readers_find_the_contents_that_new_ones_find(data: Path, edition: str) -> None:
    """EPUB 3.3, 5.9.2: the NCX of EPUB 2, which Kobo and Nook read."""
    files = package(data, edition)
    opf, nav, ncx = (lxml.etree.fromstring(files[f"EPUB/{name}"]) for name in ("package.opf", "nav.xhtml", "toc.ncx"))
    (toc,) = nav.xpath("//h:nav[@id='toc']", namespaces=NAMES)
    (known,) = ncx.xpath("//ncx:navMap", namespaces=NAMES)
    new = listed(toc, "h:ol/h:li", "h:a/text()", "h:a/@href")
    old = listed(known, "ncx:navPoint", "ncx:navLabel/ncx:text/text()", "ncx:content/@src")
    assert new == old
    assert max(depth for depth, _title, _address in new) == 2
    assert ncx.xpath("//ncx:navPoint/@playOrder", namespaces=NAMES) == [str(place) for place in range(1, len(new) + 1)]
    assert ncx.xpath("//ncx:meta[@name='dtb:uid']/@content", namespaces=NAMES) == [identity(files)[0]]
    assert ncx.xpath("//ncx:meta[@name='dtb:depth']/@content", namespaces=NAMES) == ["3"]
    (item,) = opf.xpath("//opf:item[@media-type='application/x-dtbncx+xml']", namespaces=NAMES)
    assert item.get("href") == "toc.ncx"
    assert opf.xpath("//opf:spine/@toc", namespaces=NAMES) == [item.get("id")]


def test_bookmarks_are_called_as_the_contents_of_the_epub(data: Path) -> None:
    """第一章 开启新征程: a blank between number and title."""

    def titles(outline: Any) -> list[str]:
        return [title for item in outline for title in (titles(item) if isinstance(item, list) else [item.title])]

    nav = lxml.etree.fromstring(package(data)["EPUB/nav.xhtml"])
    expected = [str(title) for title in nav.xpath("//h:nav[@id='toc']//h:a/text()", namespaces=NAMES)]
    found = titles(printed(data).outline)
    assert found == expected[1:-1], "About and closing lines are no headings on paper."
    assert "第一章 开启新征程" in found
