"""Characters that the fonts lack stop nothing: what needs them in a picture or a book is left out, and a line says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planbook.downloads import makers, pdf, poster
from planbook.downloads.context import DownloadContext
from planbook.downloads.makers import Maker
from support.invented import press
from support.places import ROOT
from support.projects import miniature, run

RARE = "\u3403"
"""A character that the fonts of the share pictures do not have."""


@pytest.mark.slow
def test_a_plan_whose_name_cannot_be_drawn_is_built_and_the_build_says_so(tmp_path: Path) -> None:
    root = miniature(tmp_path)
    plan = root / "data" / "plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("short_title: 白石县", f"short_title: 白石县{RARE}"), encoding="utf-8")
    made = run(root, "scripts/run.py", "build", LANG="en_GB.UTF-8")
    assert made.returncode == 0, made.stderr
    assert f"macros/fonts/zh-Hans.ttf:1: The font lacks {RARE}, which the share pictures need" in made.stdout
    home = (root / "site" / "index.html").read_text(encoding="utf-8")
    assert RARE in home
    assert "og:image" not in home


@pytest.fixture
def printing(tmp_path: Path) -> DownloadContext:
    (tmp_path / makers.FOLDER).mkdir()
    return DownloadContext(press("zh-hans"), tmp_path, None)


def test_a_download_that_needs_a_character_without_a_glyph_is_left_out(
    printing: DownloadContext, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_printing: DownloadContext, _path: Path) -> None:
        raise pdf.GlyphError("the text could not be displayed")

    def sound(_printing: DownloadContext, path: Path) -> None:
        path.write_text("x", encoding="utf-8")

    title = pdf.title
    made = dict(makers._all_made([Maker("a.pdf", title, broken), Maker("b.txt", title, sound)], printing))
    assert [*made] == ["b.txt"]
    assert "The download a.pdf was not made: GlyphError: the text could not be displayed" in capsys.readouterr().out


def test_any_other_fault_of_a_download_stops_the_build(printing: DownloadContext) -> None:
    def broken(_printing: DownloadContext, _path: Path) -> None:
        raise RuntimeError("no font")

    with pytest.raises(RuntimeError, match=r"The download a\.pdf was not made: RuntimeError: no font"):
        dict(makers._all_made([Maker("a.pdf", pdf.title, broken)], printing))


def test_a_poster_of_indicators_without_groups_is_set(fonts: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = poster.poster(press("zh-hans"))
    monkeypatch.setattr(poster, "poster", lambda _press: replace(made, groups=tuple(replace(group, name="") for group in made.groups)))
    assert made.groups
    poster.write(DownloadContext(press("zh-hans"), ROOT, None), tmp_path / "poster.pdf")
    assert (tmp_path / "poster.pdf").stat().st_size > 0
