"""What a pull request does to the pages, told to those who review it: two small sites compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from planbook.publish.changes import compare, markdown
from support.projects import run

Write = Callable[..., None]
ARTICLE = '<article class="md-content__inner md-typeset">{body}</article>'
FRAME = '<html lang="{lang}"><head><title>t</title></head><body>{nav}' + ARTICLE + "foot</body></html>"


def write(site: Path, name: str, title: str = "", body: str = "", *, lang: str = "zh-Hans", nav: str = "menu") -> None:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    heading = f'<h1>{title}<a class="permalink" href="#x">¶</a></h1>'
    path.write_text(FRAME.format(lang=lang, nav=nav, body=heading + body) if name.endswith(".html") else body, encoding="utf-8")


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Two sites that are the same, in two editions."""
    for site in ("old", "new"):
        for prefix, lang in (("", "zh-Hans"), ("zh-hant/", "zh-Hant")):
            for name in ("index.html", "plan/01/index.html", "projects/01/index.html"):
                write(tmp_path / site, prefix + name, f"题 {name[:4]}", "<p>文</p>", lang=lang)
        write(tmp_path / site, "data.csv", body="1,2")
    return tmp_path / "old", tmp_path / "new"


def told(sites: tuple[Path, Path]) -> str:
    return markdown(compare(*sites))


def test_the_same_site_has_no_changes(sites: tuple[Path, Path]) -> None:
    assert told(sites).splitlines() == [
        "## Pages that change", "",
        "### zh-Hans: 0 added, 0 removed, 0 changed", "",
        "### zh-Hant: 0 added, 0 removed, 0 changed", "",
        "### Other files: 0 added, 0 removed, 0 changed",
    ]  # fmt: skip


def test_pages_are_told_by_edition_kind_title_and_address(sites: tuple[Path, Path]) -> None:
    old, new = sites
    write(new, "projects/02/index.html", "新项目")
    write(old, "zh-hant/terms/index.html", "術語", lang="zh-Hant")
    write(new, "plan/01/index.html", "题 plan", "<p>改了的文</p>")
    assert told(sites).splitlines()[2:16] == [
        "### zh-Hans: 1 added, 0 removed, 1 changed", "",
        "Added: `projects/` (1)", "",
        "- 新项目 `projects/02/`", "",
        "Changed: `plan/` (1)", "",
        "- 题 plan `plan/01/`", "",
        "### zh-Hant: 0 added, 1 removed, 0 changed", "",
        "Removed: `zh-hant/` (1)", "",
    ]  # fmt: skip
    assert "- 術語 `zh-hant/terms/`" in told(sites)


def test_a_changed_frame_is_one_line_and_no_changed_page(sites: tuple[Path, Path]) -> None:
    _, new = sites
    write(new, "index.html", "题 inde", "<p>文</p>", nav="another menu")
    assert "The frame changed on 1 of 3 pages" in told(sites)
    for name in ("plan/01/index.html", "projects/01/index.html"):
        write(new, name, f"题 {name[:4]}", "<p>文</p>", nav="another menu")
    text = told(sites)
    assert text.count("The frame changed on every page") == text.count("The frame") == 1
    assert text.count("### zh-Hans: 0 added, 0 removed, 0 changed") == 1


def test_blanks_that_nobody_sees_are_no_change_and_others_are(sites: tuple[Path, Path]) -> None:
    old, new = sites
    write(old, "plan/01/index.html", "题 plan", "<ul><li><a>甲</a> <small>乙</small></li><li>丙</li></ul>")
    write(new, "plan/01/index.html", "题 plan", "<ul>\n<li><a>甲</a>\n<small>乙</small></li>\n<li>丙</li>\n</ul>")
    assert not compare(old, new).changed
    write(new, "plan/01/index.html", "题 plan", "<ul><li><a>甲</a><small>乙</small></li><li>丙</li></ul>")
    assert [page.path for page in compare(old, new).changed["zh-Hans"]] == ["plan/01/"]


def test_other_files_are_told(sites: tuple[Path, Path]) -> None:
    old, new = sites
    write(new, "data.csv", body="1,3")
    write(new, "book.epub", body="book")
    write(old, "gone.txt", body="gone")
    text = told(sites)
    assert "### Other files: 1 added, 1 removed, 1 changed" in text
    assert [line for line in text.splitlines() if line.startswith("- ")] == ["- `book.epub`", "- `gone.txt`", "- `data.csv`"]


def test_long_lists_are_folded_and_cut_with_the_rest_counted(sites: tuple[Path, Path]) -> None:
    _, new = sites
    for number in range(47):
        write(new, f"targets/{number:03}/index.html", "目标")
    text = told(sites)
    assert "<details><summary>Added: targets/ (47)</summary>" in text
    assert text.count("- 目标 ") == 40
    assert "- … and 7 more" in text
    assert text.count("<details>") == text.count("</details>") == 1


def test_titles_cannot_mark_up_the_summary(sites: tuple[Path, Path]) -> None:
    _, new = sites
    write(new, "x/index.html", "[a](https://example.org) &lt;img src=x&gt; `b` | *c*")
    assert r"- \[a\](https://example.org) \<img src=x\> \`b\` \| \*c\* `x/`" in told(sites)


def test_the_command_prints_it_and_names_a_folder_without_a_site(sites: tuple[Path, Path], project: Path, tmp_path: Path) -> None:
    old, new = sites
    write(new, "plan/01/index.html", "题 plan", "<p>改了的文</p>")
    outcome = run(project, "scripts/run.py", "changes", str(old), str(new))
    assert (outcome.returncode, outcome.stdout) == (0, told(sites))
    outcome = run(project, "scripts/run.py", "changes", str(tmp_path / "nowhere"), str(new))
    assert outcome.returncode == 1
    assert "nowhere holds no built site: there is no index.html. Run 'python3 scripts/run.py build' first." in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_real_page_gives_its_heading_and_its_content(site: Path, tmp_path: Path) -> None:
    """The pattern for the main content is held against the theme: a word of a page changes one page, a word of its frame none."""
    for name in ("index.html", "plan/01/index.html"):
        for copy in ("old", "new"):
            path = tmp_path / copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((site / name).read_bytes())
    page = tmp_path / "new" / "plan" / "01" / "index.html"
    text = page.read_text(encoding="utf-8")
    title = lxml.html.fromstring(text.encode()).xpath("string(//title)")
    page.write_text(text.replace('<p class="paragraph', '<p>x</p><p class="paragraph', 1), encoding="utf-8")
    found = compare(tmp_path / "old", tmp_path / "new")
    assert [(page.path, page.language) for page in found.changed["zh-Hans"]] == [("plan/01/", "zh-Hans")]
    assert found.changed["zh-Hans"][0].title in title
    assert not found.reframed
    page.write_text(text.replace("</footer>", "x</footer>", 1), encoding="utf-8")
    found = compare(tmp_path / "old", tmp_path / "new")
    assert (found.changed, found.reframed) == ({}, {"zh-Hans": 1})
