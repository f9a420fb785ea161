"""The books: EPUB and PDF hold the whole text of each edition, are what their standards ask for, and are the same in every build."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import lxml.etree
import pypdf
import pytest
from playwright.sync_api import Browser

from planbook.downloads import archive, book, epub, font_files, npm, pdf
from planbook.downloads.context import DownloadContext
from planbook.editions.notice import unofficial
from planbook.records.layout import LOCKED_FONTS
from planbook.text import addresses
from planbook.text.blocks import without_blanks
from planbook.views.provenance import known, modified
from planbook.views.view import View
from support import tagged
from support.facts import at_least
from support.invented import press as miniature_press
from support.places import EDITION, PREFIXES, TRANSLATED
from support.sites import pages, shown, supplied, text_of
from support.tools import Checker

FACES = {"zh-hans": "NotoSerifSC", "zh-hant": "NotoSerifTC", "en": "LibertinusSerif"}
"""What each edition is set in."""
XHTML = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf", "epub": "http://www.idpf.org/2007/ops"}


@pytest.fixture(scope="session")
def books(printings: dict[str, DownloadContext], fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The files by edition and form."""
    folder = tmp_path_factory.mktemp("books")
    made = {(edition, form): folder / f"{edition}.{form}" for edition in printings for form in ("epub", "pdf")}
    for (edition, form), path in made.items():
        {"epub": epub, "pdf": pdf}[form].write(printings[edition], path)  # type: ignore[attr-defined]
    return made


@pytest.fixture(scope="session")
def tags(books: dict[tuple[str, str], Path]) -> dict[str, list[tagged.Tagged]]:
    """The tree of tags of each PDF, laid flat."""
    return {edition: tagged.read(books[edition, "pdf"]) for edition in PREFIXES}


# --- on a phone ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", PREFIXES)
def test_no_table_of_an_e_book_is_wider_than_a_phone(
    books: dict[tuple[str, str], Path], browser: Browser, tmp_path: Path, edition: str
) -> None:
    """What an e-reader does not show it cuts off, and nobody can scroll to it."""
    zipfile.ZipFile(books[edition, "epub"]).extractall(tmp_path)
    page = browser.new_page(viewport={"width": 360, "height": 640})
    widths = {}
    for chapter in sorted((tmp_path / "EPUB").glob("*.xhtml")):
        page.goto(chapter.as_uri())
        widths[chapter.stem] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert len(widths) > 10
    assert {name: width for name, width in widths.items() if width > 360} == {}


# --- the words -------------------------------------------------------------------------------------------------------


def plain(text: str, lost: str) -> str:
    """The words alone: without blanks and without the editors' sign for a lost cell."""
    return without_blanks(text).replace(lost, "")


def unbroken(words: str, edition: str) -> str:
    """Words as paper has them: where a line of English breaks, it may end with a hyphen that is not the plan's."""
    return words.replace("-", "") if edition == TRANSLATED else words


def of_json(site: Path, view: View) -> dict[str, str]:
    """The words of each chapter in the files for programs; head and cells of a table stand in the record of its box."""
    folder = site / addresses.of_edition(view.reading.edition) / "data" / "v1"
    entries = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["entries"] for name in ("chapters", "boxes")}
    boxes = {f"box-{entry['id']}": entry["record"] for entry in entries["boxes"]}
    rows = {f"{id}-{row['id']}": (box, row) for id, box in boxes.items() if box["table"] for row in box["table"]["rows"]}

    def words(block: dict[str, str]) -> Iterator[str]:
        box = boxes.get(block["id"], {"title_lost": False, "table": None})
        yield (block["before"] or "") + (supplied(block["text"], view) if box["title_lost"] else block["text"])
        yield from (cell["text"] for row in (box["table"] or {"head": ()})["head"] for cell in row)
        if block["id"] in rows:
            box, row = rows[block["id"]]
            yield from (row["cells"].get(column, "") for column in box["table"]["columns"])

    return {
        entry["id"]: without_blanks("".join(word for block in entry["computed"]["blocks"] for word in words(block)))
        for entry in entries["chapters"]
    }


def of_epub(path: Path, lost: str) -> list[str]:
    """The words of an EPUB, a text for each file that is read in turn after the contents; numbers of notes and notes left out."""
    with zipfile.ZipFile(path) as opened:
        package = lxml.etree.fromstring(opened.read("EPUB/package.opf"))
        names = {item.get("id"): item.get("href") for item in package.iterfind(".//opf:item", XHTML)}
        order = [names[item.get("idref")] for item in package.iterfind(".//opf:itemref", XHTML)]
        trees = [lxml.etree.fromstring(opened.read(f"EPUB/{name}")) for name in order[order.index("nav.xhtml") + 1 :]]
    for tree in trees:
        for element in tree.xpath(
            "//h:sup[h:a[@class='note']] | //h:section[@class='notes'] | //h:p[@class='online'] | //h:head", namespaces=XHTML
        ):
            element.tail, tail = None, element.tail
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + (tail or "")
            else:
                element.getparent().text = (element.getparent().text or "") + (tail or "")
            element.getparent().remove(element)
    return [plain("".join(tree.itertext()), lost) for tree in trees]


def of_pdf(tags: list[tagged.Tagged], lost: str) -> list[str]:
    """The words of a PDF, a text for each heading of the first level; notes and their numbers left out."""
    told = [piece for piece in tags if not {"Note", "Lbl", "TOC"} & {*piece.tags}]
    runs = [(first, "".join(piece.text for piece in some)) for first, some in groupby(told, lambda piece: "H1" in piece.tags)]
    bodies = runs[1:] if not runs[0][0] else runs
    return [plain(head + body, lost) for (_yes, head), (_no, body) in zip(bodies[::2], bodies[1::2], strict=True)]


@EDITION
def test_html_json_epub_and_pdf_carry_the_same_text(
    edition: str,
    printings: dict[str, DownloadContext],
    books: dict[tuple[str, str], Path],
    tags: dict[str, list[tagged.Tagged]],
    trees: object,
) -> None:
    """Chapter by chapter, and so do the records; the closing lines follow the last chapter on paper."""
    view = printings[edition].press.view
    blocks, lost = view.reading.blocks.values(), view.words.gettext("[lost]")
    front = without_blanks("".join(block.text for block in blocks if block.id.startswith("front")))
    closing = without_blanks("".join(block.text for block in blocks if block.id.startswith("closing")))
    records = {id: without_blanks("".join(shown(b, view) for b in blocks if b.chapter == id)) for id in view.reading.records.chapters}
    html = pages(trees, edition)  # type: ignore[arg-type]
    assert {id: text_of(html[f"plan/{id}/"]) for id in records} == records
    assert of_json(printings[edition].site, view) == records
    pieces = [piece for id, words in records.items() for piece in (*part_before(view, id), words)]
    assert of_epub(books[edition, "epub"], lost) == [front, *pieces, closing]
    printed = of_pdf(tags[edition], lost)
    expected = [front, *pieces[:-1], pieces[-1] + closing]
    assert [unbroken(words, edition) for words in printed] == [unbroken(words, edition) for words in expected]
    assert sum(map(len, printed)) > max(1, at_least("characters of a book")) - 1


def part_before(view: View, chapter: str) -> list[str]:
    """The words of the part that a chapter begins, if it begins one: they have a place of their own before it."""
    part = view.text.part_of(view.reading.records.chapters[chapter])
    found = [block for block in view.reading.blocks.values() if part and (block.id == part or block.id.startswith(f"{part}-"))]
    return [without_blanks("".join(shown(block, view) for block in found))] if found else []


@EDITION
def test_every_erratum_has_its_note_with_one_number_in_both_books(
    edition: str, printings: dict[str, DownloadContext], books: dict[tuple[str, str], Path], tags: dict[str, list[tagged.Tagged]]
) -> None:
    press = printings[edition].press
    made = book.book(press.view, press.root)
    assert {note.erratum for note in made.notes} == set(press.view.reading.records.errata)
    said = {note.number: without_blanks("".join(words.text for words in note.words)) for note in made.notes}
    assert [*said] == [*range(1, len(said) + 1)]
    with zipfile.ZipFile(books[edition, "epub"]) as opened:
        trees = [lxml.etree.fromstring(opened.read(name)) for name in opened.namelist() if name.endswith(".xhtml")]
    online = press.words.gettext("On the site")
    in_epub: dict[int, str] = {}
    for tree in trees:
        marks = [int(mark.text) for mark in tree.iterfind(".//h:a[@class='note']", XHTML)]
        notes = {int(aside.get("id")[5:]): aside for aside in tree.iterfind(".//h:aside[@role='doc-footnote']", XHTML)}
        assert marks == [*notes]
        in_epub |= {number: without_blanks("".join(aside.itertext())) for number, aside in notes.items()}
    assert in_epub == {number: f"{number}{words}{without_blanks(online)}" for number, words in said.items()}
    printed = plain("".join(piece.text for piece in tags[edition] if "Note" in piece.tags), "\0")
    assert unbroken(printed, edition) == unbroken("".join(f"{number}{words}" for number, words in said.items()), edition)


@EDITION
def test_books_say_what_they_are(
    edition: str, printings: dict[str, DownloadContext], books: dict[tuple[str, str], Path], tags: dict[str, list[tagged.Tagged]]
) -> None:
    """Source with its digest, how it was proved, edition, licence, date, that it is not official."""
    view = printings[edition].press.view
    plan, records = view.reading.records.plan, view.reading.records
    wanted = [
        plan.title, str(records.sources[plan.source].sha256), view.words.number(view.proof.characters), view.reading.edition.name, "CC0",
        known(view), str(records.sources[plan.source].rights), printings[edition].press.root,
        unofficial(view.words, plan),
    ]  # fmt: skip
    with zipfile.ZipFile(books[edition, "epub"]) as opened:
        about = "".join(lxml.etree.fromstring(opened.read("EPUB/about.xhtml")).itertext())
    printed = plain("".join(piece.text for piece in tags[edition] if "H1" not in piece.tags), "\0")
    assert [words for words in wanted if words not in about] == []
    assert [words for words in wanted if without_blanks(words) not in printed] == []


# --- the standards -----------------------------------------------------------------------------------------------------


def complaints(epubcheck: Checker, path: Path) -> list[str]:
    """What EPUBCheck calls an error or a warning."""
    checked = epubcheck(path)
    found = re.findall(r"^(?:FATAL|ERROR|WARNING).*", checked.stdout + checked.stderr, re.MULTILINE)
    assert found or checked.returncode == 0, checked.stderr
    return found


@EDITION
def test_the_epub_passes_epubcheck(epubcheck: Checker, edition: str, books: dict[tuple[str, str], Path]) -> None:
    assert complaints(epubcheck, books[edition, "epub"]) == []


def test_epubcheck_would_find_an_error(epubcheck: Checker, tmp_path: Path) -> None:
    """A link to a place that the book has not."""
    path = tmp_path / "small.epub"
    epub.write(DownloadContext(miniature_press("zh-hans"), tmp_path), path)
    with zipfile.ZipFile(path) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    files["EPUB/nav.xhtml"] = files["EPUB/nav.xhtml"].replace(b'href="front.xhtml"', b'href="front.xhtml#nowhere"', 1)
    archive.write(path, files.items(), stored=("mimetype",))
    assert len(complaints(epubcheck, path)) == 1


@EDITION
def test_the_pdf_is_tagged_and_named(edition: str, printings: dict[str, DownloadContext], books: dict[tuple[str, str], Path]) -> None:
    view = printings[edition].press.view
    plan = view.reading.records.plan
    reader = pypdf.PdfReader(books[edition, "pdf"])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "en": "en-GB"}[edition]  # type: ignore[index]
    known = root["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfuaid:part>1<" in known
    assert "<pdfaid:part>2<" in known
    assert "<pdfaid:conformance>A<" in known
    assert reader.metadata
    assert reader.metadata.title == f"{plan.title}（{view.reading.edition.name}）"
    assert reader.metadata.author == plan.publisher
    assert reader.metadata.creation_date
    assert reader.metadata.creation_date.date() == modified(view)
    assert plan.short_title in str(reader.metadata.get("/Keywords"))


@EDITION
def test_bookmarks_lead_to_every_chapter_section_and_box(
    edition: str, printings: dict[str, DownloadContext], books: dict[tuple[str, str], Path]
) -> None:
    view = printings[edition].press.view

    def titles(outline: list[object]) -> Iterator[str]:
        for item in outline:
            yield from titles(item) if isinstance(item, list) else [without_blanks(str(item.title))]  # type: ignore[attr-defined]

    expected = [
        without_blanks(shown(b, view)) for b in view.reading.blocks.values() if b.kind in ("plan", "part", "chapter", "section", "box")
    ]
    assert [*titles(pypdf.PdfReader(books[edition, "pdf"]).outline)] == expected  # type: ignore[arg-type]


def test_fonts_are_those_of_the_book_and_embedded(books: dict[tuple[str, str], Path]) -> None:
    for edition, face in FACES.items():
        if (edition, "pdf") not in books:
            continue
        fonts = {}
        for page in pypdf.PdfReader(books[edition, "pdf"]).pages:
            fonts |= {str(f["/BaseFont"]): f for f in (one.get_object() for one in page["/Resources"].get("/Font", {}).values())}  # type: ignore[union-attr]
        names = {name.partition("+")[2].partition("-")[0] for name in fonts}
        assert names <= {"NotoSerifSC", "NotoSerifTC", "LibertinusSerif"}, names
        assert face in names
        descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts.values()]
        assert all({"/FontFile2", "/FontFile3"} & {*descriptor} for descriptor in descriptors)


# --- what stops a book, and what does not --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def small(fonts: Path) -> book.Book:
    """A small book, of the invented plan, and the fonts to set it."""
    return book.book(miniature_press("zh-hant").view, "https://example.org/")


def test_the_invented_plan_makes_a_book(small: book.Book, tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(pdf.typeset("book.typ", small, "pdf"))
    heads = [piece.text for piece in tagged.read(path) if piece.tags[-1] == "H1"]
    assert "".join(heads).startswith(small.title)
    assert {note.erratum for note in small.notes} == set(miniature_press("zh-hant").view.reading.records.errata)


def test_words_are_never_markup(small: book.Book, tmp_path: Path) -> None:
    title = '#panic("no") *a* _b_ $c$ @d <e> & "f" // g = h'
    odd = replace(small, title=title, short_title=title, edition=title)
    path = tmp_path / "odd.pdf"
    path.write_bytes(pdf.typeset("book.typ", odd, "pdf"))
    printed = plain("".join(piece.text for piece in tagged.read(path) if piece.tags[-1] == "H1"), "\0")
    assert printed.startswith(without_blanks(title))


def test_a_sign_that_no_font_has_stops_the_book(small: book.Book) -> None:
    with pytest.raises(RuntimeError, match="could not be displayed"):
        pdf.typeset("book.typ", replace(small, title=f"{small.title}\ue123"), "pdf")


def test_a_font_that_is_not_there_stops_the_book(small: book.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "families", lambda _language: ["No Such Font", "Noto Serif TC", "Noto Serif SC"])
    with pytest.raises(RuntimeError, match="unknown font family: no such font"):
        pdf.typeset("book.typ", small, "pdf")


def test_missing_fonts_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FONTS", str(tmp_path))
    with pytest.raises(RuntimeError, match=r"There is no font in .*noto-serif-sc.*Remove FONTS"):
        font_files.folders()


def test_missing_npm_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RuntimeError, match=r"Fonts: npm fetches them\. Install Node\.js"):
        npm.installed(LOCKED_FONTS, tmp_path / "fonts", "Fonts")


# --- the same in every build ---------------------------------------------------------------------------------------------


def test_books_are_the_same_when_made_again(
    printings: dict[str, DownloadContext], books: dict[tuple[str, str], Path], small: book.Book, tmp_path: Path
) -> None:
    again = tmp_path / "again.epub"
    epub.write(printings["zh-hant"], again)
    assert again.read_bytes() == books["zh-hant", "epub"].read_bytes()
    assert pdf.typeset("book.typ", small, "pdf") == pdf.typeset("book.typ", small, "pdf")


def test_the_archive_begins_with_its_kind_and_names_no_time(books: dict[tuple[str, str], Path]) -> None:
    """OCF 4.3: the first file is ``mimetype``, stored, without extra field, so that the kind can be read at byte 38."""
    path = books["zh-hans", "epub"]
    assert path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(path) as opened:
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        package = opened.read("EPUB/package.opf").decode()
    assert re.search(r'<meta property="dcterms:modified">\d{4}-\d\d-\d\dT00:00:00Z</meta>', package)
    assert re.search(r"<dc:identifier[^>]*>urn:uuid:[0-9a-f-]{36}</dc:identifier>", package)
