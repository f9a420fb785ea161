"""The libraries are locked once, in uv.lock; what pip reads is written from it, byte for byte."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planbook.publish import locking
from planbook.views import licences
from support.places import ROOT

SITE, TESTS, NEW, PROPERDOCS = "requirements.txt", "requirements-test.txt", "requirements-new.txt", ".github/properdocs.txt"
FILE = pytest.mark.parametrize("name", [SITE, TESTS, NEW, PROPERDOCS])


def text(name: str, root: Path = ROOT) -> str:
    return (root / name).read_text(encoding="utf-8")


def agrees(root: Path) -> bool:
    """Whether uv.lock is what pyproject.toml asks for, looked at without a network and without anything remembered."""
    command = [sys.executable, "-m", "uv", "lock", "--check", "--offline", "--no-cache", "--no-python-downloads", "--project", root]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What the locks are made of, in a folder of its own."""
    (tmp_path / ".github").mkdir()
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_lock_is_what_the_project_asks_for() -> None:
    assert agrees(ROOT), "pyproject.toml asks for something else. Run 'python3 scripts/run.py lock'."


def test_a_library_that_is_not_locked_is_noticed(project: Path) -> None:
    path = project / "pyproject.toml"
    path.write_text(text("pyproject.toml").replace('"pydantic",', '"pydantic",\n    "six",'), encoding="utf-8")
    assert not agrees(project)


def test_what_pip_reads_is_written_from_the_lock_byte_for_byte() -> None:
    written = locking.exports(ROOT)
    assert set(written) == {SITE, TESTS, NEW, PROPERDOCS}
    stale = [name for name in written if written[name] != text(name)]
    assert stale == [], "Run 'python3 scripts/run.py lock'."


def test_locking_again_changes_nothing_and_asks_nobody(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_NO_CACHE", "1")
    locking.lock(project)
    for name in ("uv.lock", SITE, TESTS, PROPERDOCS):
        assert (project / name).read_bytes() == (ROOT / name).read_bytes(), name


def test_what_cannot_be_locked_is_told(project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    path = project / "pyproject.toml"
    path.write_text(text("pyproject.toml").replace('"mkdocs==1.6.1"', '"mkdocs==0.0.0.1"'), encoding="utf-8")
    with pytest.raises(RuntimeError, match="uv lock failed"):
        locking.lock(project)
    assert "mkdocs" in capfd.readouterr().err


@FILE
def test_every_locked_library_has_its_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", text(name), flags=re.MULTILINE).strip())
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", entry), entry
        lines = [line for line in entry.splitlines()[1:] if line.strip()]
        assert [line for line in lines if licences.HASH.match(line)] == lines != [], entry.splitlines()[0]


def test_the_site_is_tested_and_carried_on_with_the_versions_that_build_it() -> None:
    site, tests, properdocs = (licences.pinned(text(name)) for name in (SITE, TESTS, PROPERDOCS))
    assert site.items() <= tests.items()
    assert {name: version for name, version in properdocs.items() if site.get(name, version) != version} == {}
