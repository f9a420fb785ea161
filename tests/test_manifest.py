"""The manifest of a site, and the command that holds a published site against it and against the sources."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from planbook.opendata import digests
from planbook.publish import manifest, verify
from planbook.publish.serve import in_background, open_server
from support.projects import COMMIT, run


@pytest.fixture
def served(small_site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of that site which a test may damage, and its address."""
    site = tmp_path / "site"
    shutil.copytree(small_site / "site", site)
    opened = open_server(site)
    yield site, in_background(opened) + "/"
    opened.shutdown()
    opened.server_close()


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ('{"environment": {"SITE_URL": "https://a.org/plan/"}}', "/plan/"), ('{"environment": {"SITE_URL": "https://a.org"}}', "/"),
        ('{"environment": {}}', ""), ("[]", ""), ("{", ""), ('{"environment": {"SITE_URL": 1}}', ""),
    ],
)  # fmt: skip
def test_a_site_says_below_which_path_it_belongs(told: str, path: str, tmp_path: Path) -> None:
    (tmp_path / manifest.BUILD).write_text(told, encoding="utf-8")
    assert manifest.path_of(tmp_path) == path


def test_the_manifest_names_every_file_of_the_site(site: Path) -> None:
    found = digests.read((site / manifest.MANIFEST).read_text(encoding="utf-8"))
    there = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    assert found.keys() == there.keys() - {manifest.MANIFEST}
    assert all(hashlib.sha256(there[name].read_bytes()).hexdigest() == digest for name, digest in found.items())
    assert list(found) == sorted(found)


def test_the_manifest_of_the_sources_names_what_was_read(site: Path, project: Path) -> None:
    found = digests.read((site / manifest.SOURCE).read_text(encoding="utf-8"))
    assert {
        "data/source/plan.txt",
        "mkdocs.yml",
        "requirements.txt",
        "scripts/planbook/publish/build.py",
        "macros/chapter.html",
    } <= found.keys()
    assert not [name for name in found if "__pycache__" in name or "/." in name]
    assert all(hashlib.sha256((project / name).read_bytes()).hexdigest() == digest for name, digest in found.items())


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not there")
def test_the_documented_command_reads_both_manifests(small_site: Path) -> None:
    for folder, name in ((small_site / "site", manifest.MANIFEST), (small_site, f"site/{manifest.SOURCE}")):
        told = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", name], cwd=folder, capture_output=True, check=False)
        assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")


def test_how_it_was_built_is_told_without_a_time(small_site: Path) -> None:
    told = json.loads((small_site / "site" / manifest.BUILD).read_text(encoding="utf-8"))
    assert told["environment"]["COMMIT"] == COMMIT
    assert told["environment"].keys() <= set(manifest.SETTINGS)


def test_a_published_site_is_verified_by_one_command(small_site: Path, served: tuple[Path, str]) -> None:
    outcome = run(small_site, "scripts/run.py", "verify", served[1])
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert f"Every file of {served[1]} is what its manifest says, and what these sources make." in outcome.stdout


def test_a_changed_page_does_not_pass(small_site: Path, served: tuple[Path, str]) -> None:
    """Changed alone, and changed together with its line of the manifest."""
    site, address = served
    (site / "plan" / "index.html").write_text("<p>not ours", encoding="utf-8")
    (site / "boxes" / "index.html").write_text("<p>not ours either", encoding="utf-8")
    (site / "projects" / "index.html").unlink()
    lines = digests.read((site / manifest.MANIFEST).read_text(encoding="utf-8"))
    lines["boxes/index.html"] = hashlib.sha256((site / "boxes" / "index.html").read_bytes()).hexdigest()
    (site / manifest.MANIFEST).write_text(digests.listed(lines), encoding="utf-8")
    outcome = run(small_site, "scripts/run.py", "verify", address)
    assert outcome.returncode == 1
    assert outcome.stderr.splitlines() == [
        "plan/index.html: it is not what the manifest says.",
        "projects/index.html: the server answers 404.",
        "boxes/index.html: it has other bytes than the one made here.",
        f"3 differences: {address} is not what these sources make.",
    ]


def test_a_folder_is_verified_too_and_may_hold_nothing_else(small_site: Path, served: tuple[Path, str]) -> None:
    site, _ = served
    (site / "extra.js").write_text("", encoding="utf-8")
    assert next(verify.verify(str(site), small_site)) == "extra.js: the manifest does not name it."


def test_a_published_site_sets_nothing_but_what_turns_up_in_pages() -> None:
    theirs = {"COMMIT": COMMIT, "TMPDIR": "/theirs", "PATH": "/theirs", "EDITION": "en", "REPO_URL": ["no", "text"], "EDIT_URI": "a\0b"}
    assert verify.settings({"environment": theirs, "downloads": False}) == {"COMMIT": COMMIT}
    assert verify.settings({"environment": ["COMMIT"]}) == verify.settings({}) == {}


@pytest.mark.parametrize("content", ["[]", "3", '"words"'])
def test_a_build_file_that_holds_something_else_is_told(served: tuple[Path, str], small_site: Path, content: str) -> None:
    (served[0] / manifest.BUILD).write_text(content, encoding="utf-8")
    with pytest.raises(RuntimeError, match="shows no manifest of a site that this program built"):
        list(verify.verify(served[1], small_site))


def test_a_place_without_a_manifest_is_told(small_site: Path, tmp_path: Path, served: tuple[Path, str]) -> None:
    for place in (str(tmp_path / "nothing"), served[1] + "plan/"):
        outcome = run(small_site, "scripts/run.py", "verify", place)
        assert outcome.returncode == 1
        assert outcome.stderr.startswith(f"{place} shows no manifest of a site that this program built: ")
        assert "Traceback" not in outcome.stderr


def test_more_and_fewer_files_are_differences() -> None:
    assert list(verify.differences({"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "4", "d": "5"})) == [
        "a: it is published and not made here.",
        "c: it has other bytes than the one made here.",
        "d: it is made here and not published.",
    ]


def test_a_damaged_manifest_is_no_manifest() -> None:
    with pytest.raises(ValueError, match="Line 1"):
        digests.read("0123 a\n")
