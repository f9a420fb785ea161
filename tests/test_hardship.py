"""What happens when the machine, the disk, the network or somebody else spoils a build: a message that helps, an exit code, and the
last good site as it was. Everything is really killed, filled, locked and taken away, on the miniature.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from planbook.checks.rules import check
from planbook.editions.words import catalogue
from planbook.publish import replace
from planbook.records import guide
from planbook.records.problem import BadData
from planbook.text import editor_hints
from support.places import MINIATURE, ROOT
from support.projects import ENVIRONMENT, miniature, run, without_pictures

LAST_GOOD = {"index.html": b"<p>the last good site\n", "plan/01/index.html": b"<p>and a chapter\n"}
ENOUGH = 60
"""Seconds after which a thing that should have happened long ago will not happen."""
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
SLOW = pytest.mark.slow
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


def laid(root: Path) -> Path:
    """The project with the data of the miniature, and a site that was built before."""
    without_pictures(miniature(root))
    for name, content in LAST_GOOD.items():
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_bytes(content)
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return laid(tmp_path / "project")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stands(root: Path) -> bool:
    """Whether the last good site is there, byte for byte, and nothing half-made beside it."""
    return contents(root / "site") == LAST_GOOD and [path.name for path in root.glob("site*")] == ["site"]


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + ENOUGH
    while not holds():
        assert time.monotonic() < end, "It did not come to pass."
        time.sleep(0.01)


def refused(outcome: subprocess.CompletedProcess[str], *said: str) -> None:
    """The command failed, with these words and without a traceback."""
    assert outcome.returncode not in (0, None), outcome.stdout
    assert "Traceback" not in outcome.stderr, outcome.stderr
    assert [words for words in said if words not in outcome.stderr] == [], outcome.stderr


# --- killed ---------------------------------------------------------------------------------------------------------------


@dataclass
class Running:
    """A command that is under way in a session of its own."""

    process: subprocess.Popen[str]

    @classmethod
    def start(cls, root: Path, *arguments: str) -> Running:
        inside = os.environ | ENVIRONMENT | {"PLAN_SITE_INSIDE_VENV": str(root / ".venv")}
        pipe = subprocess.PIPE
        command = [sys.executable, "-X", "utf8", "scripts/run.py", *arguments]
        return cls(subprocess.Popen(command, cwd=root, env=inside, stdout=pipe, stderr=pipe, encoding="utf-8", start_new_session=True))

    @property
    def children(self) -> list[int]:
        id = self.process.pid
        return [int(child) for child in Path(f"/proc/{id}/task/{id}/children").read_text(encoding="ascii").split()]

    def line_with(self, words: str) -> str:
        """Read what the command says up to a line with these words."""
        assert self.process.stdout is not None
        line = next((line for line in self.process.stdout if words in line), "")
        assert line, self.process.communicate()[1]
        return line

    def end(self) -> subprocess.CompletedProcess[str]:
        out, err = self.process.communicate(timeout=ENOUGH)
        return subprocess.CompletedProcess([], self.process.returncode, out, err)


def alive(id: int) -> bool:
    try:
        return Path(f"/proc/{id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def half_way(root: Path) -> tuple[Running, list[int]]:
    """A build that has written some pages, and the processes that write them."""
    build = Running.start(root, "build")
    until(lambda: any((root / "site.new").rglob("*.html")) or build.process.poll() is not None)
    children = build.children
    assert len(children) >= 2, build.end().stderr
    return build, children


@SLOW
@LINUX
def test_a_build_that_is_killed_leaves_nobody_behind_and_the_next_one_works(small: Path) -> None:
    """The next one also leaves a copy alone that somebody keeps beside the site."""
    shutil.copytree(small / "site", small / "site.old")
    build, children = half_way(small)
    build.process.kill()
    build.end()
    until(lambda: not any(map(alive, children)))
    assert contents(small / "site") == LAST_GOOD
    written = sum(1 for _ in (small / "site.new").rglob("index.html"))
    outcome = run(small, "scripts/run.py", "build")
    assert outcome.returncode == 0, outcome.stderr
    assert sorted(path.name for path in small.glob("site*")) == ["site", "site.old"]
    assert contents(small / "site.old") == LAST_GOOD
    assert b"the last good site" not in (small / "site" / "index.html").read_bytes()
    assert written < sum(1 for _ in (small / "site").rglob("index.html")), "The orphans went on to the end."


@SLOW
@LINUX
def test_a_build_of_which_a_process_is_killed_says_so_and_stops(small: Path) -> None:
    build, children = half_way(small)
    os.kill(children[-1], signal.SIGKILL)
    refused(build.end(), "A process of the build was killed", "The last good site stays")
    assert not any(map(alive, children))
    assert stands(small)


@SLOW
@LINUX
def test_ctrl_c_ends_a_build_at_once_and_without_a_traceback(small: Path) -> None:
    build, children = half_way(small)
    os.killpg(build.process.pid, signal.SIGINT)
    outcome = build.end()
    refused(outcome, "Stopped. Whatever was built last stays as it was.")
    assert outcome.returncode == 130
    assert not any(map(alive, children))
    assert stands(small)


LOOKS: list[Callable[[], object]] = []
"""What to do before anything is renamed."""
sys.addaudithook(lambda event, _: [look() for look in LOOKS] and None if event == "os.rename" else None)


def can_exchange(folder: Path) -> bool:
    """Whether the file system lets two folders change places: asked of the system itself (renameat2, RENAME_EXCHANGE)."""
    one, other = folder / "one", folder / "other"
    one.mkdir()
    other.mkdir()
    outcome = ctypes.CDLL(None, use_errno=True).renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2)
    assert outcome == 0 or ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS), os.strerror(ctypes.get_errno())
    return bool(outcome == 0)


@LINUX
def test_the_site_is_there_at_every_moment_of_its_replacement(small: Path, tmp_path: Path) -> None:
    """Before each step that it takes, and after the last one: what a process that is killed there would leave."""
    if not can_exchange(tmp_path):
        pytest.skip("this file system cannot exchange folders")
    seen: list[bool] = []
    (small / "site.new").mkdir()
    (small / "site.new" / "index.html").write_text("new", encoding="ascii")
    LOOKS.append(lambda: seen.append((small / "site" / "index.html").is_file()))
    try:
        replace.replace(small / "site", small / "site.new")
    finally:
        LOOKS.clear()
    assert seen
    assert all(seen)
    assert contents(small / "site") == {"index.html": b"new"}
    assert [path.name for path in small.glob("site*")] == ["site"]


def test_where_two_folders_cannot_change_places_the_result_is_the_same(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace, "_exchanged", lambda one, other: False)
    shutil.copytree(small / "docs", small / "site.new")
    replace.replace(small / "site", small / "site.new")
    assert contents(small / "site") == contents(small / "docs")
    assert [path.name for path in small.glob("site*")] == ["site"]


@SLOW
@POSIX
def test_a_replacement_that_was_killed_between_its_steps_is_taken_back(small: Path) -> None:
    (small / "site").rename(small / "site.replaced")
    preview = Running.start(small, "preview", "--port", "0")
    address = preview.line_with("The site as it was built last").split()[-1]
    with urlopen(address) as answer:
        assert answer.read() == LAST_GOOD["index.html"]
    os.killpg(preview.process.pid, signal.SIGINT)
    outcome = preview.end()
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert stands(small)


# --- no room, no permission -----------------------------------------------------------------------------------------------


@SLOW
@POSIX
def test_a_build_that_cannot_write_a_file_to_its_end_fails(small: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    inside = os.environ | ENVIRONMENT | {"PLAN_SITE_INSIDE_VENV": str(small / ".venv"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-X", "utf8", "scripts/run.py", "build"]
    outcome = subprocess.run(command, cwd=small, env=inside, capture_output=True, encoding="utf-8", preexec_fn=limit, check=False)
    refused(outcome, "edition was not built", "File too large", "The last good site stays.")
    assert stands(small)


FILLED = """set -e
mount -t tmpfs -o size=16m none "$1"
cp -r "$2"/. "$1"
head -c 300k /dev/zero > "$1/room"
head -c 100m /dev/zero > "$1/rest" 2> /dev/null || true
rm "$1/room"
cd "$1"
code=0; "$3" -X utf8 scripts/run.py build || code=$?
rm rest; cp -r "$1"/. "$2"
exit $code
"""


@SLOW
@pytest.mark.skipif(not (AS_ROOT and shutil.which("unshare")), reason="a small disk can be mounted by root only")
def test_a_build_on_a_full_disk_fails(small: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    inside = os.environ | ENVIRONMENT | {"PLAN_SITE_INSIDE_VENV": str(disk / ".venv"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = ["unshare", "--mount", "bash", "-c", FILLED, "bash", str(disk), str(small), sys.executable]
    outcome = subprocess.run(command, env=inside, capture_output=True, encoding="utf-8", check=False)
    if "mount:" in outcome.stderr:
        pytest.skip(f"no disk can be mounted here: {outcome.stderr.splitlines()[0]}")
    refused(outcome, "edition was not built", "No space left on device", "The last good site stays.")
    assert stands(small)


def run_without_privilege(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As ``run``, in a folder that is read-only, and without the power of root to write all the same."""
    inside = os.environ | ENVIRONMENT | {"PLAN_SITE_INSIDE_VENV": str(root / ".venv"), "PYTHONDONTWRITEBYTECODE": "1"}
    bare = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if AS_ROOT else []
    command = [*bare, sys.executable, "-X", "utf8", *arguments]
    root.chmod(0o555)
    try:
        return subprocess.run(command, cwd=root, env=inside, capture_output=True, encoding="utf-8", check=False)
    finally:
        root.chmod(0o755)


PERMISSIONS = pytest.mark.skipif(os.name != "posix" or (AS_ROOT and not shutil.which("setpriv")), reason="root ignores permissions")


@SLOW
@PERMISSIONS
def test_a_build_into_a_folder_that_is_read_only_fails(small: Path) -> None:
    refused(run_without_privilege(small, "scripts/run.py", "build"), "was not built", "Permission denied", "The last good site stays.")
    assert stands(small)


@SLOW
@PERMISSIONS
def test_a_record_that_cannot_be_read_is_named(small: Path) -> None:
    (small / "data" / "terms" / "farmland.yml").chmod(0)
    line = "data/terms/farmland.yml:1: The file cannot be read (Permission denied). Restore it, or its permissions."
    refused(run_without_privilege(small, "scripts/run.py", "check"), line)
    (small / "data" / "source" / "plan.txt").chmod(0)
    for command in (["scripts/run.py", "check"], ["-m", "mkdocs", "build"]):
        refused(run_without_privilege(small, *command), "plan.txt", "Permission denied")
    assert stands(small)


# --- in the way -----------------------------------------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_site_is_not_lost(small: Path) -> None:
    shutil.rmtree(small / "site")
    (small / "site").write_text("somebody's notes", encoding="utf-8")
    refused(run(small, "scripts/run.py", "build"), "site is a file", "Move it away")
    assert (small / "site").read_text(encoding="utf-8") == "somebody's notes"
    assert [path.name for path in small.glob("site*")] == ["site"]


@POSIX
def test_a_link_in_the_place_of_the_site_is_not_lost(small: Path, tmp_path: Path) -> None:
    (small / "site").rename(tmp_path / "www")
    (small / "site").symlink_to(tmp_path / "www")
    refused(run(small, "scripts/run.py", "build"), "site is a link", "Move it away")
    assert (small / "site").readlink() == tmp_path / "www"
    assert contents(tmp_path / "www") == LAST_GOOD


@SLOW
@POSIX
@pytest.mark.parametrize("name", ["build", "mkdocs build"])
def test_an_address_that_is_none_is_refused_before_anything_is_written(name: str, small: Path) -> None:
    if name == "build":
        outcome = run(small, "scripts/run.py", "build", "--base", "ftp://example.org/")
    else:
        outcome = run(small, "-m", "mkdocs", "build", SITE_URL="https://user@example.org/")
    refused(outcome, "cannot be the address of a site")
    assert contents(small / "site") == LAST_GOOD


@pytest.mark.slow
@POSIX
def test_nothing_is_written_through_a_link_in_the_place_of_the_new_site(small: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (small / "site.new").symlink_to(tmp_path / "elsewhere")
    refused(run(small, "scripts/run.py", "build"), "site.new is in the way", "Move it away")
    assert contents(tmp_path / "elsewhere") == {}
    assert contents(small / "site") == LAST_GOOD


@pytest.mark.parametrize("verb", ["serve", "preview"])
def test_a_port_in_use_is_named_with_another_that_may_do(verb: str, small: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(run(small, "scripts/run.py", verb, "--port", str(port)), f"Port {port} cannot be used", "Try --port ")
    refused(run(small, "scripts/run.py", verb, "--port", "70000"), "Port 70000 cannot be used", "Try --port 8000.")
    assert stands(small)


@dataclass
class Story:
    """A build during which others did what they should not."""

    root: Path
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """While a build is under way, in a folder with blanks and Han in its name, a record is deleted, another one altered, and somebody
    else builds too."""
    root = laid(tmp_path_factory.mktemp("story") / "我的 规划 (2)")
    first = Running.start(root, "build")
    first.line_with("Building")
    (root / "data" / "projects" / "03-02.yml").unlink()
    (root / "data" / "terms" / "farmland.yml").write_text("name: [", encoding="utf-8")
    if os.name == "posix":
        first.process.send_signal(signal.SIGSTOP)  # however slowly the second one comes
    second = run(root, "scripts/run.py", "build")
    if os.name == "posix":
        first.process.send_signal(signal.SIGCONT)
    return Story(root, first.end(), second)


@SLOW
@POSIX
def test_a_second_build_in_the_same_folder_is_sent_away(story: Story) -> None:
    refused(story.second, "Another build is at work", "Wait for its end, or stop it.")
    assert story.first.returncode == 0, story.first.stderr


@SLOW
def test_what_was_checked_is_built_whatever_happens_to_the_files_meanwhile(story: Story) -> None:
    assert story.first.returncode == 0, story.first.stderr
    made = contents(story.root / "site")
    for page in ("projects/03-02/index.html", "terms/index.html", "zh-hant/projects/03-02/index.html"):
        assert page in made
    assert "平整、成片".encode() in made["terms/index.html"]


# --- no network -----------------------------------------------------------------------------------------------------------

OFFLINE = """
import fcntl, os, socket, struct, sys
with socket.socket() as any:  # the machine itself can be reached, as on any machine that is not on a network
    fcntl.ioctl(any, 0x8914, struct.pack("16sh", b"lo", 1))
os.execv(sys.executable, [sys.executable, "-X", "utf8", "scripts/run.py", "serve", "--port", "0"])
"""
FETCH = "import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())"


@SLOW
@LINUX
@pytest.mark.skipif(not (AS_ROOT and shutil.which("nsenter")), reason="only root can take the network away")
def test_serving_needs_no_network_and_survives_a_broken_record(small: Path) -> None:
    """In a network namespace of its own, where there is nothing but the machine itself."""
    inside = os.environ | ENVIRONMENT | {"PLAN_SITE_INSIDE_VENV": str(small / ".venv")}
    pipe = subprocess.PIPE
    command = ["unshare", "--net", sys.executable, "-c", OFFLINE]
    serving = Running(subprocess.Popen(command, cwd=small, env=inside, stdout=pipe, stderr=pipe, encoding="utf-8", start_new_session=True))
    address = serving.line_with("The site:").split()[-1]

    def page() -> str:
        enter = ["nsenter", "--net", "--target", str(serving.process.pid), sys.executable, "-c", FETCH, address]
        return subprocess.run(enter, capture_output=True, encoding="utf-8", check=True).stdout

    before = page()
    assert "<html" in before
    (small / "data" / "terms" / "farmland.yml").write_text("name: [", encoding="utf-8")
    serving.line_with("data/terms/farmland.yml changed.")
    assert serving.process.stderr is not None
    assert "data/terms/farmland.yml:1: The bracket [ is opened here and not closed." in serving.process.stderr.readline()
    assert page() == before
    shutil.copyfile(MINIATURE / "data" / "terms" / "farmland.yml", small / "data" / "terms" / "farmland.yml")
    serving.line_with("pages in")
    os.killpg(serving.process.pid, signal.SIGINT)
    outcome = serving.end()
    assert outcome.returncode == 0
    assert "Traceback" not in outcome.stderr


# --- other habits ---------------------------------------------------------------------------------------------------------

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


@pytest.mark.slow
def test_a_terminal_that_knows_no_han_gets_its_report(small: Path) -> None:
    path = small / "data" / "fields" / "agriculture.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("order:", "次序:"), encoding="utf-8")
    refused(run(small, "scripts/run.py", "check", **ASCII), r"\u6b21\u5e8f", "2 problems")
    refused(run(small, "-m", "mkdocs", "build", **ASCII), r"\u6b21\u5e8f", "2 problems")
    assert stands(small)


@SLOW
@pytest.mark.skipif(os.name != "posix", reason="Elsewhere a closed pipe is another error.")
def test_who_has_read_enough_is_left_in_peace(small: Path) -> None:
    """As ``head`` has after its lines."""
    read, written = os.pipe()
    os.close(read)
    command, settings = [sys.executable, "scripts/run.py", "check"], os.environ | {"PLAN_SITE_INSIDE_VENV": str(small / ".venv")}
    outcome = subprocess.run(command, cwd=small, env=settings, stdout=written, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    os.close(written)
    assert (outcome.returncode, outcome.stderr) == (1, "")


@SLOW
def test_mkdocs_and_the_guide_work_without_an_encoding(small: Path) -> None:
    outcome = run(small, "scripts/run.py", "guide", **ASCII)
    assert outcome.returncode == 0, outcome.stderr
    assert (small / guide.GUIDE).read_text(encoding="utf-8") == editor_hints.files(small)[guide.GUIDE]
    outcome = run(small, "-m", "mkdocs", "build", **ASCII)
    assert outcome.returncode == 0, outcome.stderr
    assert "规划" in (small / "site" / "index.html").read_text(encoding="utf-8")


@SLOW
@pytest.mark.parametrize("verb", ["build", "serve"])
def test_mkdocs_by_itself_is_told_of_data_that_is_not_there(verb: str, small: Path) -> None:
    shutil.rmtree(small / "data")
    refused(run(small, "-m", "mkdocs", verb), "data:1: There is no such folder. Restore it: it holds the plan.")
    if verb == "build":
        refused(run(small, "scripts/run.py", verb), "data:1: There is no such folder. Restore it: it holds the plan.")
    assert stands(small)


@SLOW
def test_files_as_windows_writes_them_make_the_same_site(small: Path, story: Story) -> None:
    """A byte order mark at the head, and two characters at the end of a line: records, dictionaries, catalogues, pages by hand."""
    kinds = {".yml", ".txt", ".po", ".md"}
    for path in (path for top in ("data", "docs", "macros/locale") for path in (small / top).rglob("*")):
        if path.suffix in kinds and "source" not in path.parts:
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r", b"").replace(b"\n", b"\r\n"))
    for edition in check(small / "data").records.editions.values():
        ours, theirs = (
            {message.id: message.string for message in catalogue(edition, folder / "macros" / "locale")} for folder in (small, ROOT)
        )
        assert ours == theirs
    outcome = run(small, "-m", "mkdocs", "build", EDITION="zh-hant")
    assert outcome.returncode == 0, outcome.stderr
    made = {name: content for name, content in contents(small / "site").items() if name.endswith((".html", ".js"))}
    built = contents(story.root / "site" / "zh-hant")
    assert len(made) > 40
    assert [name for name in made if made[name] != built.get(name) and not name.endswith("404.html")] == []


def report(data: Path) -> str:
    with pytest.raises(BadData) as caught:
        check(data)
    return str(caught.value)


NAMED = {
    "terms/Farmland.yml": "The file name 'Farmland' is no id. Use small Latin letters, digits and single hyphens.",
    "terms/my farmland.yml": "The file name 'my farmland' is no id.",
    "terms/农田.yml": "The file name '农田' is no id.",
    "terms/-.yml": "The file name '-' is no id.",
    "terms/con.yml": "Windows can have no file named con.yml. Choose another id.",
    "terms/aux.yml": "Windows can have no file named aux.yml.",
    "terms/lpt1.yml": "Windows can have no file named lpt1.yml.",
    "terms/farmland.YML": "This is no record. A record is a file that ends in .yml.",
    "terms/farmland.yaml": "This is no record. A record is a file that ends in .yml.",
}


@pytest.mark.parametrize("name", NAMED)
def test_a_file_name_that_does_not_work_everywhere_is_refused(name: str, small: Path) -> None:
    shutil.copyfile(small / "data" / "terms" / "farmland.yml", small / "data" / name)
    assert f"data/{name}:1: {NAMED[name]}" in report(small / "data")


def test_folders_and_links_that_look_like_records_are_named(small: Path) -> None:
    terms = small / "data" / "terms"
    (terms / "folder.yml").mkdir()
    (terms / "loop").symlink_to(terms)
    (terms / "self.yml").symlink_to(terms / "self.yml")
    (terms / "nowhere.yml").symlink_to(terms / "gone.yml")
    (small / "data" / "loop").symlink_to(small / "data")
    said = report(small / "data")
    for name in ("folder.yml", "loop"):
        assert f"data/terms/{name}:1: This is no record." in said
    for name in ("self.yml", "nowhere.yml"):
        assert f"data/terms/{name}:1: The link leads nowhere." in said
    assert "data/loop:1: There is no kind of record of this name." in said


def test_a_line_of_a_million_characters_is_a_line(small: Path) -> None:
    path = small / "data" / "terms" / "farmland.yml"
    words = "平整、成片、" * 170_000
    path.write_text(path.read_text(encoding="utf-8").replace("平整、成片、", words), encoding="utf-8")
    assert check(small / "data").records.terms["farmland"].meaning.startswith(words)
