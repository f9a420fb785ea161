"""The plan and its translation in one book: every piece beside its own, in both forms, with one numbering of notes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import lxml.etree
import pypdf
import pytest

from planbook.downloads import epub, pdf
from planbook.downloads.book import book
from planbook.downloads.book_parts import Book, BoxPart, Text
from planbook.downloads.context import DownloadContext
from planbook.downloads.parallel import paired, parallel
from planbook.pages.renderer import Renderer
from planbook.text.blocks import without_blanks
from planbook.views.view import View
from support import tagged
from support.facts import ours
from support.invented import press as miniature_press
from support.places import FIRST, TRANSLATED
from support.tools import Checker

NAMES = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
OWN, OTHER = "zh-Hans", "en"


@pytest.fixture(scope="session")
def books(presses: dict[str, Renderer], fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files by form."""
    folder = tmp_path_factory.mktemp("parallel")
    printing = DownloadContext(presses[TRANSLATED], folder, presses[FIRST])
    made = {"pdf": folder / "plan.pdf", "epub": folder / "plan.epub"}
    pdf.write_parallel(printing, made["pdf"])
    epub.write_parallel(printing, made["epub"])
    return made


@pytest.fixture(scope="session")
def small() -> Book:
    """The invented plan in two languages."""
    return parallel(miniature_press("zh-hans"), miniature_press("en"))


def running(view: View) -> dict[str, str]:
    """The words of every paragraph, item and note below a table, by the id of the block."""
    return {block.id: without_blanks(block.text) for block in view.reading.blocks.values() if block.kind in ("paragraph", "node", "note")}


def trees(path: Path) -> list[lxml.etree._Element]:
    """The pages of an EPUB."""
    with zipfile.ZipFile(path) as opened:
        return [lxml.etree.fromstring(opened.read(name)) for name in sorted(opened.namelist()) if name.endswith(".xhtml")]


def words(element: lxml.etree._Element) -> str:
    """The words of a paragraph of an EPUB, without the numbers of notes and of items."""
    found = element.xpath(".//text()[not(ancestor::h:sup) and not(ancestor::h:span[@class='mark'])]", namespaces=NAMES)
    return without_blanks("".join(found))


# --- every piece beside its own ---------------------------------------------------------------------------------------


@ours
def test_every_paragraph_of_the_e_book_has_its_translation_beside_it(books: dict[str, Path], presses: dict[str, Renderer]) -> None:
    """The plan's own words first, in the language of the page; the translation second, marked as English."""
    own, other, found = running(presses[FIRST].view), running(presses[TRANSLATED].view), list[str]()
    for tree in trees(books["epub"]):
        assert tree.get("lang") == OWN
        for pair in tree.iterfind(".//h:div[@class='pair']", NAMES):
            first, second = pair.findall("h:p", NAMES)
            assert (words(first), words(second)) == (own[pair.get("id")], other[pair.get("id")])
            assert (first.get("lang"), second.get("lang")) == (None, OTHER)
            found.append(pair.get("id"))
    assert sorted(found) == sorted(own)
    assert len(found) > 450


@ours
def test_on_paper_each_paragraph_is_followed_by_its_translation(books: dict[str, Path], presses: dict[str, Renderer]) -> None:
    """Along the tags, as it is read aloud. Where a line of English breaks, a hyphen may stand that is not the translation's."""
    pieces = [piece.text for piece in tagged.read(books["pdf"]) if not {"Note", "Lbl", "TOC"} & {*piece.tags}]
    printed, place = without_blanks("".join(pieces)).replace("-", ""), 0
    own, other = running(presses[FIRST].view), running(presses[TRANSLATED].view)
    ends = [id for id, words in own.items() if len(words) > 40]
    assert len(ends) > 150
    for id in ends:
        first, second = own[id].replace("-", ""), other[id].replace("-", "")
        place = printed.find(first, place)
        assert place >= 0, id
        between = printed[place + len(first) :].partition(second)[0]
        assert len(between) < 6, f"{id}: {between[:60]}"


def test_tables_hold_both_names_and_each_figure_once(small: Book) -> None:
    tables = [part.table for chapter in small.chapters for part in chapter.parts if isinstance(part, BoxPart) and part.table]
    cells = [cell for table in tables for row in (*table.head, *table.rows) for cell in row.cells]
    said = [("".join(run.text for run in cell.runs), "".join(run.text for run in cell.beside)) for cell in cells]
    assert {beside for own, beside in said if not re.search("[一-鿿]", own)} == {""}
    assert all(beside and not re.search("[一-鿿]", beside) for own, beside in said if re.search("[一-鿿]", own))


# --- notes ----------------------------------------------------------------------------------------------------------------


def test_a_note_has_one_number_in_both_languages(small: Book) -> None:
    marked: dict[str, list[tuple[int, ...]]] = {"own": [], "other": []}
    for text in _texts(small):
        assert text.beside
        marked["own"].append(tuple(sorted(number for run in text.runs for number in run.notes)))
        marked["other"].append(tuple(sorted(number for run in text.beside.runs for number in run.notes)))
    assert marked["own"] == marked["other"]
    assert any(marked["own"])
    assert all(note.beside and note.beside.erratum == note.erratum for note in small.notes)


def test_notes_take_over_the_numbers_of_the_plan() -> None:
    """Also where the translation speaks of the places in another order."""
    own, other = (book(miniature_press(edition).view, "https://example.org/") for edition in ("zh-hans", "en"))
    last = len(other.notes)
    turned = [replace(note, number=last + 1 - note.number) for note in reversed(other.notes)]
    renumbered = {note.number: last + 1 - note.number for note in other.notes}
    chapters = tuple(replace(chapter, parts=tuple(_renumbered(part, renumbered) for part in chapter.parts)) for chapter in other.chapters)
    made = paired(own, replace(other, notes=tuple(sorted(turned, key=lambda note: note.number)), chapters=chapters))
    assert [note.number for note in made.notes] == [*range(1, last + 1)]
    for text in _texts(made):
        assert text.beside
        assert {n for run in text.runs for n in run.notes} == {n for run in text.beside.runs for n in run.notes}


def _texts(made: Book) -> list[Text]:
    parts = [part for chapter in made.chapters for part in chapter.parts]
    return [text for part in parts for text in (part.texts if isinstance(part, BoxPart) else (part,)) if isinstance(text, Text)]


def _renumbered(part: object, numbers: dict[int, int]) -> object:
    if isinstance(part, BoxPart):
        return replace(part, texts=tuple(_renumbered(text, numbers) for text in part.texts))  # type: ignore[arg-type]
    runs = tuple(replace(run, notes=tuple(numbers[number] for number in run.notes)) for run in part.runs)  # type: ignore[attr-defined]
    return replace(part, runs=runs)  # type: ignore[type-var]


def test_books_of_two_texts_are_no_pair() -> None:
    own, other = (book(miniature_press(edition).view, "") for edition in ("zh-hans", "en"))
    with pytest.raises(ValueError, match="does not hold the same pieces"):
        paired(own, replace(other, chapters=other.chapters[1:]))
    with pytest.raises(ValueError, match="has a note that the plan has not"):
        paired(own, replace(other, notes=(*other.notes, replace(other.notes[0], erratum="another"))))


# --- what it says of itself, and the standards --------------------------------------------------------------------------


@ours
def test_it_says_which_text_is_official_and_who_translated(books: dict[str, Path], presses: dict[str, Renderer]) -> None:
    """In both languages, on the cover and on the page about the book."""
    titles = [presses[edition].view.reading.records.plan.title for edition in (FIRST, TRANSLATED)]
    wanted = [
        *titles, "非官方版本，以市政府印发的文件为准。", "译文（English）由机器起草。",
        "Unofficial translation. The Chinese document issued by the city government prevails.",
        "The translation (English) was drafted by machine.",
    ]  # fmt: skip
    cover = without_blanks(pypdf.PdfReader(books["pdf"]).pages[0].extract_text()).replace("-", "")
    about = without_blanks("".join("".join(tree.itertext()) for tree in trees(books["epub"]) if tree.find(".//h:dl", NAMES) is not None))
    for text in wanted:
        assert without_blanks(text).replace("-", "") in cover
        assert without_blanks(text) in about


@ours
def test_bookmarks_and_contents_are_in_both_languages(books: dict[str, Path], presses: dict[str, Renderer]) -> None:
    first = next(iter(presses[FIRST].view.reading.records.chapters))
    titles = [presses[edition].view.text.numbered(first) for edition in (FIRST, TRANSLATED)]
    wanted = [without_blanks(title).replace(":", "") for title in titles]
    outline = [without_blanks(str(item.title)) for item in pypdf.PdfReader(books["pdf"]).outline if not isinstance(item, list)]
    assert "".join(wanted) in outline
    with zipfile.ZipFile(books["epub"]) as opened:
        package, ncx = opened.read("EPUB/package.opf"), without_blanks(opened.read("EPUB/toc.ncx").decode())
    assert [tag.text for tag in lxml.etree.fromstring(package).iterfind(".//dc:language", NAMES)] == [OWN, OTHER]
    assert "·".join(wanted) in ncx


@ours
def test_the_pdf_names_the_language_of_its_parts(books: dict[str, Path]) -> None:
    """PDF/UA-1, 7.2: the document is Chinese, and what is English says so."""
    root = pypdf.PdfReader(books["pdf"]).trailer["/Root"]
    assert root["/Lang"] == "zh-CN"  # type: ignore[index]
    assert "<pdfuaid:part>1<" in root["/Metadata"].get_data().decode()  # type: ignore[index]
    found, waiting = set(), [root["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif hasattr(element, "get"):
            found |= {str(element["/Lang"])} if "/Lang" in element else set()
            waiting += [element.raw_get("/K")] if "/K" in element else []
    assert "en-GB" in found


@ours
def test_the_e_book_passes_epubcheck(epubcheck: Checker, books: dict[str, Path]) -> None:
    checked = epubcheck(books["epub"])
    assert re.findall(r"^(?:FATAL|ERROR|WARNING).*", checked.stdout + checked.stderr, re.MULTILINE) == []
    assert checked.returncode == 0


def test_it_is_the_same_when_made_again(small: Book, fonts: Path, tmp_path: Path) -> None:
    printing = DownloadContext(miniature_press("en"), tmp_path, miniature_press("zh-hans"))
    for name in ("one", "two"):
        epub.write_parallel(printing, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert pdf.typeset("book.typ", small, "pdf") == pdf.typeset("book.typ", small, "pdf")
