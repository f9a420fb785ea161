"""Slides of a chapter: what the plan says of it and nothing else, in each edition, as a tagged PDF."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from planbook.downloads import slides
from planbook.downloads.context import DownloadContext
from support.invented import press
from support.places import EDITION


@EDITION
def test_slides_say_what_the_chapter_says(edition: str) -> None:
    made = press(edition)
    view, chapter = made.view, made.view.records.chapters["02"]
    deck = slides.deck(chapter, made)
    assert deck.title == str(view.text.block("02").text)
    assert deck.address == "https://example.org/plan/02/"
    contents = deck.parts[0]
    assert [line[0] for line in contents.lines] == [view.text.numbered(id) for id in ("02-1", "02-2")]
    figures = [line for part in deck.parts if part.figures for line in part.lines]
    assert [line[0] for line in figures] == [str(row.subject) for row in view.chapters.promise("02").targets]
    words = [line[0] for part in deck.parts for line in part.lines]
    assert {str(project.name) for project in view.chapters.promise("02").projects} <= {*words}


def test_a_figure_of_growth_says_that_it_is_one() -> None:
    made = press("zh-hans")
    lines = [line for chapter in made.view.records.chapters.values() for part in slides.deck(chapter, made).parts for line in part.lines]
    growths = [line for line in lines if len(line) == 3 and "年均增速" in line[2]]
    rows = [row for row in made.view.targets.rows if row.value.measure == "annual-growth"]
    assert len(growths) == len(rows) > 0


def test_no_slide_holds_more_than_fits() -> None:
    made = press("en")
    for chapter in made.view.records.chapters.values():
        assert all(1 <= len(part.lines) <= 7 for part in slides.deck(chapter, made).parts)


@pytest.mark.slow
@EDITION
def test_every_chapter_is_a_pdf_that_is_the_same_each_time(fonts: Path, tmp_path: Path, edition: str) -> None:
    """PDF/UA-1 and PDF/A-2a are proved by typst while it writes."""
    path = tmp_path / "slides.zip"
    slides.write(DownloadContext(press(edition), tmp_path), path)
    first = path.read_bytes()
    with zipfile.ZipFile(path) as opened:
        assert opened.namelist() == ["01.pdf", "02.pdf"]
        assert all(opened.read(name).startswith(b"%PDF-1.7") for name in opened.namelist())
    slides.write(DownloadContext(press(edition), tmp_path), path)
    assert path.read_bytes() == first
