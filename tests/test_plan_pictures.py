"""Pictures of the plan: drafted from what came in, described by people, shown wherever the text is, asked of a release."""

from __future__ import annotations

import argparse
import base64
import json
import re
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
import typst

from planbook.checks import backlog
from planbook.checks.rules import check
from planbook.downloads import book, epub, pdf
from planbook.downloads.context import DownloadContext
from planbook.downloads.parallel import paired
from planbook.drafting import creation, originals
from planbook.drafting.outline import DESCRIBED, NO_FILE, UNDESCRIBED
from planbook.drafting.project import draft
from planbook.drafting.received_pictures import HEAVIEST, WIDEST, light
from planbook.editions.reading import reading
from planbook.pages import search_rows
from planbook.pages.edition_site import EditionSite, Settings
from planbook.pages.renderer import Renderer
from planbook.publish import commands
from planbook.records.model import Picture
from planbook.records.picture_files import measured
from planbook.text.links import link
from support import invented, tagged
from support.places import MINIATURE, ROOT
from support.projects import copied

PLANS = Path(__file__).resolve().parent / "plans"
ID, FILE = "02-2-p1", "villages.png"
"""The picture of the invented plan."""
SHOWN = {
    "zh-hans": ("图1", "各村位置", "五个红点是五个村，一条绿线是绿道。"),
    "zh-hant": ("圖1", "各村位置", "五個紅點是五個村，一條綠線是綠道。"),
    "en": ("Figure 1", "Where the villages are", "Five red dots are the five villages, a green line is the greenway."),
}
EDITION = pytest.mark.parametrize("edition", invented.EDITIONS)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def png(width: int = 120, height: int = 80, shade: int = 90) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = zlib.compress(b"".join(b"\0" + bytes([(shade + y) % 256]) * width for y in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


# --- drafted -------------------------------------------------------------------------------------------------------------

BEFORE, BEHIND = "白石县规划（2026—2030年）\n第一章 布局\n建设一主两副的空间格局。", "各村连成一片。"


def drawn(received: originals.Received) -> list[Picture]:
    return list(draft(received.text, "plan.docx", "0" * 64, received.pictures).outline.drawn())


def word(path: Path, content: bytes, alt: str = "") -> Path:
    """A Word file with a picture above its caption."""
    said, behind = (
        "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in part.split("\n")) for part in (BEFORE, f"图1 空间格局\n{BEHIND}")
    )
    shown = (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        '<a:blip r:embed="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    spaces = " ".join(
        f'xmlns:{name}="http://schemas.openxmlformats.org/{place}"'
        for name, place in (
            ("w", "wordprocessingml/2006/main"), ("wp", "drawingml/2006/wordprocessingDrawing"), ("a", "drawingml/2006/main"),
            ("pic", "drawingml/2006/picture"), ("r", "officeDocument/2006/relationships"),
        )
    )  # fmt: skip
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )

    def related(kind: str, target: str) -> str:
        one = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{package}/relationships">{one}</Relationships>'

    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", kinds)
        file.writestr("_rels/.rels", related("officeDocument", "word/document.xml"))
        file.writestr("word/_rels/document.xml.rels", related("image", "media/x.png"))
        file.writestr("word/media/x.png", content)
        file.writestr("word/document.xml", f"<w:document {spaces}><w:body>{said}{shown}{behind}</w:body></w:document>")
    return path


def test_a_word_file_gives_its_picture_with_the_words_that_it_has_for_it(tmp_path: Path) -> None:
    received = originals.read_whole(word(tmp_path / "plan.docx", png(), "一个主城和两个副城"))
    assert received.text == f"{BEFORE}\n〔图：01.png〕\n图1 空间格局\n{BEHIND}"
    assert drawn(received) == [
        Picture(
            id="01-0-p1", placeholder="〔图：01.png〕", printed="图1", caption="空间格局", description="一个主城和两个副城", file="01.png"
        )
    ]
    assert received.pictures["01.png"].content == png()


def test_a_picture_that_cannot_be_read_keeps_its_place_and_a_rule_has_none(tmp_path: Path) -> None:
    received = originals.read_whole(word(tmp_path / "plan.docx", b"\xd7\xcd\xc6\x9a a metafile"))
    assert drawn(received) == [Picture(id="01-0-p1", placeholder="〔图：01〕", printed="图1", caption="空间格局")]
    received = originals.read_whole(word(tmp_path / "plan.docx", png(600, 4)))
    assert drawn(received) == [Picture(id="01-0-p1", printed="图1", caption="空间格局")]


def test_a_page_gives_pictures_that_are_in_it_or_beside_it_and_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "plan_files").mkdir()
    (tmp_path / "plan_files" / "a b.png").write_bytes(png(shade=1))
    (tmp_path.parent / "outside.png").write_bytes(png())
    inside = base64.b64encode(png(shade=2)).decode()
    sources = ("plan_files/a%20b.png", f"data:image/png;base64,{inside}", "../outside.png", "https://example.org/x.png")
    shown = "".join(f'<p>前{number}<img src="{source}" alt="图 {number}">后</p>' for number, source in enumerate(sources))
    page = tmp_path / "plan.html"
    page.write_text(f'<nav><img src="plan_files/a%20b.png"></nav>{shown}', encoding="utf-8")
    text, pictures = originals.read_whole(page)
    assert text.split("\n")[:6] == ["前0", "〔图：01.png〕", "后", "前1", "〔图：02.png〕", "后"]
    assert {name: (picture.content and len(picture.content) > 0, picture.alt) for name, picture in pictures.items()} == {
        "01.png": (True, "图 0"), "02.png": (True, "图 1"), "03": (None, "图 2"), "04": (None, "图 3"),
    }  # fmt: skip


def test_a_markdown_file_gives_the_picture_beside_it(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png())
    (tmp_path / "plan.md").write_text("# 规划\n\n看图。![山水](map.png)\n", encoding="utf-8")
    text, pictures = originals.read_whole(tmp_path / "plan.md")
    assert text.split() == ["规划", "看图。", "〔图：01.png〕"]
    assert pictures["01.png"] == (png(), "山水")


def test_a_pdf_gives_its_pictures_behind_the_paragraph_that_they_tear_and_no_letterhead(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(png())
    words = "改造东区和西区，建设配套道路和信息平台，提高保障能力。"
    source = f"""
#set page(width: 300pt, height: 320pt, margin: 40pt, background: place(top + left, image("x.png", width: 60pt)))
#set text(font: "Share zh-Hans", size: 10pt)
#set par(justify: true)
#par[{words * 5}东区完。]
#place(auto, float: true, clearance: 10pt)[#image("x.png", width: 120pt) #par[图1 布局]]
#par[{words * 9}东区完。]
#par[完。]
"""
    (tmp_path / "x.typ").write_text(source, encoding="utf-8")
    fonts = [ROOT / "macros" / "fonts"]
    (tmp_path / "plan.pdf").write_bytes(typst.compile(tmp_path / "x.typ", font_paths=fonts, ignore_system_fonts=True, format="pdf"))
    text, pictures = originals.read_whole(tmp_path / "plan.pdf")
    lines = text.split("\n")
    place = lines.index("〔图：01.png〕")
    assert lines[place - 1 : place + 2] == [f"{words * 9}东区完。", "〔图：01.png〕", "图1 布局"]
    assert lines[-1] == "完。"
    assert list(pictures) == ["01.png"], "What stands at the same spot of every page is a letterhead."


def test_a_caption_above_its_picture_is_its_caption(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(png())
    page = tmp_path / "plan.html"
    page.write_text('<p>一。</p><p>图1 甲</p><p><img src="x.png"></p><p>二。</p><p><img src="x.png"></p><p>图2 乙</p>', encoding="utf-8")
    assert originals.read(page).split("\n") == ["一。", "〔图：01.png〕", "图1 甲", "二。", "〔图：02.png〕", "图2 乙"]


def test_a_large_picture_is_made_light() -> None:
    made = light(png(2400, 1600))
    assert made
    assert (made.width, made.height) == (WIDEST, 1067)
    assert len(made.content) <= HEAVIEST
    assert light(b"no picture") is None


@pytest.mark.parametrize("line", ["图1所示的布局", "图1 布局如下。", "图1，见附件", "图书馆3座"])
def test_words_on_a_picture_are_no_caption(line: str) -> None:
    assert drawn(originals.Received(f"{BEFORE}\n{line}\n{BEHIND}", {})) == []


@pytest.mark.parametrize(("alt", "why"), [("一个主城和两个副城", DESCRIBED), ("", UNDESCRIBED)])
def test_a_drafted_plan_with_a_picture_is_sound_and_asks_for_its_description(tmp_path: Path, alt: str, why: str) -> None:
    root = copied(ROOT, tmp_path, without=("data", "docs"))
    creation.create(root, word(tmp_path / "plan.docx", png(), alt))
    sound = check(root / "data", draft=True)
    assert sound.blocks["01-0-p1"].file == "01.png"
    assert [mark.path for mark in sound.marks if why in mark.what] == ["data/chapters/01.yml"]
    assert [problem.key for problem in backlog.asked(sound)] == ([] if alt else ["intro[1].id"])


def test_drafted_again_a_description_and_a_better_file_stay(tmp_path: Path) -> None:
    root = copied(ROOT, tmp_path, without=("data", "docs"))
    creation.create(root, word(tmp_path / "plan.docx", png(), "布局"))
    chapter, file = root / "data/chapters/01.yml", root / "data/pictures/01.png"
    text = re.sub(r" *# 请确认：description .*\n", "", chapter.read_text(encoding="utf-8")).replace(
        "description: 布局", "description: 一主两副"
    )
    chapter.write_text(text, encoding="utf-8")
    file.write_bytes(png(300, 200))
    source = root / "data/source/plan.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("各村", "各镇"), encoding="utf-8")
    creation.create(root, source)
    assert chapter.read_text(encoding="utf-8") == text.replace("各村", "各镇")
    assert measured(file.read_bytes()) == measured(png(300, 200))
    assert check(root / "data", draft=True).proof.differences == ()


def test_a_caption_alone_says_that_a_picture_is_printed_there(tmp_path: Path) -> None:
    root = copied(ROOT, tmp_path, without=("data", "docs"))
    creation.create(root, PLANS / "articles.txt")
    sound = check(root / "data", draft=True)
    assert len([mark for mark in sound.marks if NO_FILE in mark.what]) == 2
    records = sound.records
    press = Renderer(
        reading(records.editions["zh-hans"], records, sound.blocks, root / "data"),
        link(records, sound.blocks),
        sound.proof,
        ROOT / "macros",
    )
    (chapter,) = {block.chapter for block in sound.blocks.values() if block.kind == "picture"}
    page = lxml.html.fromstring(next(page for page in press.pages() if page.path == f"plan/{chapter}/").body)
    gaps = [figure.text_content().split() for figure in page.find_class("plan-picture")]
    assert gaps == [["原文此处有图。", "图1", "土地利用现状图#"], ["原文此处有图。", "图2", "土地利用规划图#"]]


# --- shown ---------------------------------------------------------------------------------------------------------------


@EDITION
def test_a_page_shows_the_picture_with_its_words(edition: str) -> None:
    number, caption, description = SHOWN[edition]
    (figure,) = lxml.html.fromstring(invented.pages(edition)["plan/02"].body).xpath(f"//figure[@id='{ID}']")
    (shown,) = figure.iter("img")
    kept = ("src", "alt", "width", "height", "loading")
    assert [shown.get(name) for name in kept] == [f"../../plan/pictures/{FILE}", description, "320", "200", "lazy"]
    assert figure.find("figcaption").text_content() == f"{number} {caption}#"


@EDITION
def test_the_file_stands_where_the_page_looks_for_it(edition: str, tmp_path: Path) -> None:
    site = EditionSite(invented.sound(), Settings(edition), _project(tmp_path))
    assert dict(site.files())[f"plan/pictures/{FILE}"] == (MINIATURE / "data" / "pictures" / FILE).read_bytes()


def _project(root: Path) -> Path:
    """A project whose data is that of the invented plan, as far as a site is made from it."""
    for name, place in (("data", MINIATURE / "data"), ("docs", MINIATURE / "docs"), ("macros", ROOT / "macros")):
        (root / name).symlink_to(place)
    return root


@EDITION
def test_programs_read_what_a_picture_shows(edition: str) -> None:
    number, caption, description = SHOWN[edition]
    files = invented.press(edition).opendata.files
    (chapter,) = [entry for entry in json.loads(files["chapters.json"])["entries"] if entry["id"] == "02"]
    (block,) = [block for block in chapter["computed"]["blocks"] if block["kind"] == "picture"]
    address = f"https://example.org/plan/pictures/{FILE}"
    assert (block["before"], block["text"], block["description"], block["picture"]) == (number, caption, description, address)
    (part,) = [part for section in chapter["record"]["sections"] for part in section["body"] if "file" in part]
    assert (part["id"], part["caption"], part["description"], part["file"]) == (ID, caption, description, FILE)


@EDITION
def test_the_search_finds_what_a_picture_shows(edition: str) -> None:
    (row,) = [row for row in search_rows.running(invented.press(edition).view) if row.id == ID]
    assert row.title == " ".join(SHOWN[edition])


def test_a_book_shows_the_picture_with_its_words(fonts: Path, tmp_path: Path) -> None:
    own, other = (book.book(invented.press(edition).view, "https://example.org/") for edition in ("zh-hans", "en"))
    for name, made in (("one", own), ("two", paired(own, other))):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf.typeset("book.typ", made, "pdf"))
        captions = "".join(piece.text for piece in tagged.read(path) if "Caption" in piece.tags)
        assert "各村位置" in captions
        assert ("Where the villages are" in captions) == (name == "two")
        assert b"/Subtype/Image" in re.sub(rb"\s+/", b"/", path.read_bytes()).replace(b" ", b"")


def test_an_e_book_carries_the_picture_with_its_words(fonts: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.epub"
    epub.write(DownloadContext(invented.press("zh-hans"), tmp_path, None), path)
    with zipfile.ZipFile(path) as archive:
        page, package = lxml.etree.fromstring(archive.read("EPUB/chapter-02.xhtml")), archive.read("EPUB/package.opf").decode()
        assert measured(archive.read(f"EPUB/pictures/{FILE}"))
    (shown,) = page.iter("{http://www.w3.org/1999/xhtml}img")
    assert (shown.get("src"), shown.get("alt")) == (f"pictures/{FILE}", SHOWN["zh-hans"][2])
    assert f'href="pictures/{FILE}" media-type="image/png"' in package
    assert "图有文字说明" in package


# --- asked for -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented plan, whose picture nobody has described."""
    monkeypatch.setenv("LANGUAGE", "en")
    for part in ("data", "docs"):
        shutil.copytree(MINIATURE / part, tmp_path / part)
    chapter, words = tmp_path / "data/chapters/02.yml", tmp_path / "data/translations/en/02.po"
    chapter.write_text(re.sub(r"(?m)^ *description: .*\n", "", chapter.read_text(encoding="utf-8")), encoding="utf-8")
    words.write_text(re.sub(r'\nmsgctxt "02-2-p1#description"\n.*\n.*\n', "", words.read_text(encoding="utf-8")), encoding="utf-8")
    return tmp_path / "data"


def test_a_release_waits_for_the_description_of_every_picture(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands.snapshots, "warn_of_old_figures", lambda _sound: None)
    asked = argparse.Namespace(verb="check", release=False, reports=None)
    told = "data/chapters/02.yml:23: sections[1].body[3].id: Nobody has described this picture. "
    told += "Write under description what it shows, as you would tell it on the telephone."
    assert commands.run(asked, small.parent) == 0
    assert told in capsys.readouterr().out
    asked.release = True
    assert commands.run(asked, small.parent) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (png(4001, 60), "The picture is 4001 by 60 pixels. Make it smaller: at most 4000 on each side."),
        (png().ljust(500_001, b"\0"), "The picture has 500001 bytes. At most 500000: make it smaller, 1600 pixels are wide enough."),
    ],
)
def test_a_picture_too_large_for_a_page_is_told(small: Path, content: bytes, told: str) -> None:
    (small / "pictures" / FILE).write_bytes(content)
    with pytest.raises(Exception, match=re.escape(f"data/pictures/{FILE}:1: {told}")):
        check(small)


def test_a_picture_may_be_as_large_as_is_said(small: Path) -> None:
    (small / "pictures" / FILE).write_bytes(png(4000, 60).ljust(500_000, b"\0"))
    check(small)


def test_the_size_of_a_photograph_is_read_behind_all_that_stands_before_it() -> None:
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 480, 640) + bytes(20)
    thumbnail = b"\xff\xe1" + struct.pack(">H", 30) + b"Exif\0\0\xff\xd8\xff\xc0\x00\x11\x08\x00\x01\x00\x01" + bytes(11)
    found = measured(b"\xff\xd8" + thumbnail + frame)
    assert found
    assert (found.kind, found.width, found.height) == ("jpg", 640, 480)
    assert measured(b"\xff\xd8" + thumbnail) is None
