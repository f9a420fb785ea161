"""MkDocs alone, without the project's own commands, makes one edition: ``EDITION=zh-hant mkdocs build``."""

from __future__ import annotations

import subprocess
from pathlib import Path

import lxml.html
import pytest

from support.invented import PREFIXES
from support.places import ADDRESS
from support.projects import COMMIT, Damage, miniature, run, without_pictures

pytestmark = pytest.mark.slow


def mkdocs(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(root, "-m", "mkdocs", "build", "--strict", *options, **environment)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small copy that the test may damage."""
    return without_pictures(miniature(tmp_path / "small"))


FIRST, *OTHERS = PREFIXES


@pytest.mark.parametrize("edition", OTHERS)
def test_mkdocs_alone_makes_the_same_pages(copy: Path, small_site: Path, edition: str) -> None:
    outcome = mkdocs(copy, EDITION=edition, SITE_URL=ADDRESS, COMMIT=COMMIT)
    assert outcome.returncode == 0, outcome.stderr
    assert "WARNING" not in outcome.stderr
    assert different(copy / "site", small_site / "site", PREFIXES[edition]) == []


def different(alone: Path, together: Path, prefix: str) -> list[Path]:
    """The pages of one edition that MkDocs made otherwise than the build of all editions did."""
    pages = {path.relative_to(alone) for path in alone.rglob("index.html")}
    assert len(PREFIXES) * len(pages) == sum(1 for _ in together.rglob("index.html"))
    return [path for path in pages if (alone / path).read_bytes() != (together / prefix / path).read_bytes()]


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that MkDocs makes when nobody names an edition."""
    root = without_pictures(miniature(tmp_path_factory.mktemp("editable") / "small"))
    outcome = mkdocs(root, SITE_URL=ADDRESS, COMMIT=COMMIT)
    assert (outcome.returncode, "WARNING" in outcome.stderr) == (0, False), outcome.stderr
    return root / "site"


def test_the_first_edition_is_made_when_none_is_named(editable: Path, small_site: Path) -> None:
    assert lxml.html.parse(editable / "index.html").getroot().get("lang") == "zh-Hans"
    assert different(editable, small_site / "site", PREFIXES[FIRST]) == []


def test_an_unknown_edition_is_named_with_those_that_are_known(copy: Path) -> None:
    outcome = mkdocs(copy, EDITION="zh-hank")
    assert outcome.returncode == 1
    assert "EDITION=zh-hank: there is no such edition. The editions are: zh-hans, zh-hant, en." in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (copy / "site").exists()


def test_bad_data_is_told_without_a_traceback(copy: Path, replace: Damage) -> None:
    replace("data/projects/03-02.yml", "name:", "title:")
    outcome = mkdocs(copy)
    assert outcome.returncode == 1
    assert "data/projects/03-02.yml:1: title: There is no such key." in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_edit_links_name_files_of_the_project(editable: Path) -> None:
    """Records live in data/, pages written by hand in docs/: the address of the repository is given once for both."""
    edited = set()
    for path in editable.rglob("*.html"):
        for link in lxml.html.parse(path).xpath("//aside//a[contains(@href, '/edit/main/')]/@href"):
            edited.add(link.partition("/edit/main/")[2])
    assert {"docs/index.md", "docs/about/cite.md", "data/chapters/02.yml", "data/boxes/01.yml", "data/projects/03-02.yml"} <= edited
    assert [name for name in edited if not (editable.parent / name).is_file()] == []
