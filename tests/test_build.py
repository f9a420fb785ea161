"""The build of all editions, run as people run it: the same bytes every time, and never a half-made site."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from planbook.records.cache import ELSEWHERE
from support.projects import Damage, build, copied, miniature

pytestmark = pytest.mark.slow

BEFORE = "the last good site\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small copy, for the builds that fail."""
    return miniature(tmp_path / "small")


def digests(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in site.rglob("*") if path.is_file()}


def private(site: Path) -> list[Path]:
    """What somebody with a umask of 077 would keep for himself."""
    return [path for path in (site, *site.rglob("*")) if path.stat().st_mode & 0o777 != (0o755 if path.is_dir() else 0o644)]


def test_two_builds_are_the_same_bytes(site: Path, project: Path, tmp_path: Path) -> None:
    """Built elsewhere, from files of another age and mode, on another day, in another time zone and locale, with other hash seeds, by
    somebody with a private umask, with nothing kept from a build before."""
    copy = copied(project, tmp_path / "elsewhere")
    before = os.umask(0o077)
    try:
        settings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "zh_CN.UTF-8", ELSEWHERE: str(tmp_path / "cache")}
        outcome = build(copy, PYTHONHASHSEED="20210324", SOURCE_DATE_EPOCH="86400", **settings)
    finally:
        os.umask(before)
    assert outcome.returncode == 0, outcome.stderr
    made = digests(copy / "site")
    assert {name for name, digest in digests(site).items() ^ made.items()} == set()
    assert os.name != "posix" or private(copy / "site") == [], "A server with another name must be able to read them."
    pages = sum(1 for name in made if name.endswith("index.html"))
    assert outcome.stdout.splitlines()[-1].startswith(f"{pages} pages in ")
    assert outcome.stderr == ""


def test_bad_data_leaves_the_last_good_site(copy: Path, replace: Damage) -> None:
    standing(copy)
    replace("data/projects/03-02.yml", "name:", "title:")
    outcome = build(copy)
    assert outcome.returncode == 1
    assert "data/projects/03-02.yml:1: title: There is no such key." in outcome.stderr
    assert still_stands(copy)


def test_a_faulty_macro_leaves_the_last_good_site(copy: Path, replace: Damage) -> None:
    standing(copy)
    replace("macros/project.html", "project.name", "project.nmae")
    outcome = build(copy)
    assert outcome.returncode == 1
    assert "nmae" in outcome.stderr
    assert still_stands(copy)


def test_a_warning_of_one_edition_stops_them_all(copy: Path, replace: Damage) -> None:
    standing(copy)
    replace("macros/locale/zh-Hant.po", 'msgid "Read the plan"', 'msgid "Read it"')
    outcome = build(copy)
    assert outcome.returncode == 1
    assert "macros/locale/zh-Hant.po:1: The message “Read the plan” is missing." in outcome.stderr
    assert still_stands(copy)


def test_links_and_anchors_that_lead_nowhere_are_named(copy: Path, replace: Damage) -> None:
    replace("docs/about/index.md", "测试用的网站", "[测试](../eratta/index.md)用的网站")
    replace("docs/about/cite.md", "章、节、段", "[章、节、段](../plan/02.md#02-1-99)")
    outcome = build(copy)
    assert outcome.returncode == 1
    assert re.search("about/index.md.*../eratta/index.md", outcome.stderr)
    assert re.search("about/cite.md.*02-1-99", outcome.stderr)
    assert not (copy / "site").exists()


def standing(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text(BEFORE, encoding="utf-8")


def still_stands(root: Path) -> bool:
    files = sorted(path.relative_to(root).as_posix() for path in root.glob("site*/**/*") if path.is_file())
    return files == ["site/index.html"] and (root / files[0]).read_text(encoding="utf-8") == BEFORE
