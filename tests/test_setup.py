"""A machine that is not as it was: Python was moved, a set-up was interrupted, somebody's habits stand in the environment. The next
command heals it, or says the one thing to do. The libraries come from a wheel of one line, which leads to those of the tests.
"""

from __future__ import annotations

import base64
import hashlib
import http.server
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from planbook.downloads import npm
from support.places import ROOT
from support.projects import miniature, run

OUTSIDE = {"PLAN_SITE_INSIDE_VENV": "", "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
"""As people call it: not yet in the virtual environment; nothing is fetched from anywhere."""
MADE, INSTALLED = "Making the virtual environment .venv …", "Installing requirements.txt …"
SOUND = "The data is sound"
AT_WORK = f"""import jinja2, pydantic


def run(options, root):
    print({SOUND!r})
    return 0
"""
pytestmark = pytest.mark.slow
POSIX = pytest.mark.skipif(os.name != "posix", reason="links, signals and rights of POSIX")


def wheel(folder: Path) -> Path:
    """A library whose one file makes the libraries of these tests importable."""
    path = folder / "libraries-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("libraries.pth", sysconfig.get_path("purelib") + "\n")
        opened.writestr("libraries-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: libraries\nVersion: 1.0\n")
        opened.writestr("libraries-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        opened.writestr(
            "libraries-1.0.dist-info/RECORD",
            "libraries.pth,,\nlibraries-1.0.dist-info/METADATA,,\nlibraries-1.0.dist-info/WHEEL,,\nlibraries-1.0.dist-info/RECORD,,\n",
        )
    return path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature with a virtual environment that ``run.py`` made, and in which the data was checked. From then on only a line is said
    there, with the libraries: whether they are there is the question, not whether the data is sound."""
    root = miniature(tmp_path_factory.mktemp("prepared") / "project")
    library = wheel(root.parent)
    digest = hashlib.sha256(library.read_bytes()).hexdigest()
    (root / "requirements.txt").write_text(f"libraries @ {library.as_uri()} --hash=sha256:{digest}\n", encoding="utf-8")
    outcome = check(root)
    assert outcome.stdout.splitlines()[:2] == [MADE, INSTALLED], outcome.stderr
    assert SOUND in outcome.stdout
    shutil.rmtree(root / "data")
    (root / "scripts" / "planbook" / "publish" / "commands.py").write_text(AT_WORK, encoding="utf-8")
    return root


@pytest.fixture
def machine(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return shutil.copytree(prepared, tmp_path / "project", symlinks=True)


def check(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(root, "scripts/run.py", "check", **(OUTSIDE | environment))


def python(root: Path) -> Path:
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def heals(root: Path, *said: str, **environment: str) -> None:
    """The next command says exactly this before it does its work, and the one after it says nothing."""
    outcome = check(root, **environment)
    assert outcome.returncode == 0, outcome.stderr
    before = takewhile(lambda line: not line.startswith(SOUND), outcome.stdout.splitlines())
    assert tuple(before) == said
    again = check(root, **environment)
    assert again.stdout.startswith(SOUND), again.stdout + again.stderr


def test_a_sound_environment_is_used_as_it_is(machine: Path) -> None:
    heals(machine)


@POSIX
def test_an_environment_whose_python_is_gone_is_made_anew(machine: Path) -> None:
    """As after the removal of the Python that it was made with: a link that leads nowhere."""
    python(machine).unlink()
    python(machine).symlink_to(machine / "removed" / "python3")
    heals(machine, MADE, INSTALLED)


@POSIX
def test_an_environment_of_another_python_is_made_anew(machine: Path) -> None:
    """As after an upgrade: the link leads to a newer Python, which looks for its libraries in another folder."""
    settings = machine / ".venv" / "pyvenv.cfg"
    text, version = settings.read_text(encoding="utf-8"), ".".join(map(str, sys.version_info[:3]))
    assert f"\nversion = {version}\n" in text
    settings.write_text(text.replace(f"version = {version}", "version = 3.10.9"), encoding="utf-8")
    heals(machine, MADE, INSTALLED)


@pytest.mark.parametrize("left", ["no pip", "libraries half-way"])
def test_an_environment_that_was_left_half_made_is_made_anew(left: str, machine: Path) -> None:
    home = machine / ".venv"
    (library,) = home.glob("**/libraries.pth")
    (home / "installed-requirements.txt").unlink()
    library.unlink()
    if left == "no pip":
        shutil.rmtree(*home.glob("**/site-packages/pip"))
    else:
        (home / "installing-requirements.txt").touch()
    heals(machine, MADE, INSTALLED)


def test_libraries_that_pip_refuses_leave_a_sound_environment_alone(machine: Path) -> None:
    """Without the internet, say: what is there stays usable, and the message says what to do."""
    before = (machine / "requirements.txt").read_text(encoding="utf-8")
    (machine / "requirements.txt").write_text(f"absent==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    outcome = check(machine)
    refused(outcome, "pip could not install requirements.txt", "The first run needs the internet", "remove the folder .venv")
    (machine / "requirements.txt").write_text(before, encoding="utf-8")
    heals(machine)


def refused(outcome: subprocess.CompletedProcess[str], *said: str) -> None:
    assert outcome.returncode == 1, outcome.stdout
    assert "Traceback" not in outcome.stderr, outcome.stderr
    assert [words for words in said if words not in outcome.stderr] == [], outcome.stderr


def test_habits_that_stand_in_the_environment_do_not_matter(machine: Path, tmp_path: Path) -> None:
    """Libraries on PYTHONPATH, and a pip that installs for the user."""
    other, settings = tmp_path / "other", tmp_path / "pip.conf"
    for name in ("pydantic", "pip", "venv"):
        (other / name).mkdir(parents=True)
        (other / name / "__init__.py").write_text("raise ImportError('of somebody else')\n", encoding="utf-8")
    settings.write_text("[global]\nuser = true\n", encoding="utf-8")
    shutil.rmtree(machine / ".venv")
    heals(machine, MADE, INSTALLED, PYTHONPATH=str(other), PIP_CONFIG_FILE=str(settings), PIP_USER="1")


# --- npm ------------------------------------------------------------------------------------------------------------------


class Registry(http.server.ThreadingHTTPServer):
    """A registry of one package, which keeps npm waiting until it may answer."""

    def __init__(self, package: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.package, self.asked, self.may_answer = package, threading.Event(), threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/thing.tgz"


class _Answers(http.server.BaseHTTPRequestHandler):
    server: Registry

    def do_GET(self) -> None:
        self.server.asked.set()
        self.server.may_answer.wait(60)
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.package)))
        self.end_headers()
        self.wfile.write(self.server.package)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def registry() -> Iterator[Registry]:
    packed, manifest = io.BytesIO(), json.dumps({"name": "thing", "version": "1.0.0"}).encode()
    with tarfile.open(fileobj=packed, mode="w:gz") as opened:
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(manifest)
        opened.addfile(entry, io.BytesIO(manifest))
    served = Registry(packed.getvalue())
    yield served
    served.may_answer.set()
    served.shutdown()
    served.server_close()


def lock(folder: Path, registry: Registry) -> Path:
    """A ``package-lock.json`` that asks for the one package of the registry."""
    folder.mkdir()
    digest = base64.b64encode(hashlib.sha512(registry.package).digest()).decode()
    asked = {"dependencies": {"thing": "1.0.0"}}
    thing = {"version": "1.0.0", "resolved": registry.address, "integrity": f"sha512-{digest}"}
    (folder / "package.json").write_text(json.dumps(asked), encoding="utf-8")
    locked = {"name": "x", "lockfileVersion": 3, "requires": True, "packages": {"": asked, "node_modules/thing": thing}}
    (folder / "package-lock.json").write_text(json.dumps(locked), encoding="utf-8")
    return folder / "package-lock.json"


@POSIX
@pytest.mark.npm
@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not there")
def test_an_interrupted_npm_leaves_nothing_that_the_next_call_believes_in(tmp_path: Path, registry: Registry) -> None:
    locked, home = lock(tmp_path / "lock", registry), tmp_path / "home"
    code = "import sys; from pathlib import Path; from planbook.downloads import npm; npm.installed(*map(Path, sys.argv[1:]), 'Things')"
    command = [sys.executable, "-c", code, locked, home]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "scripts"), "npm_config_cache": str(tmp_path / "cache")}
    installing = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    assert registry.asked.wait(60)
    os.killpg(installing.pid, signal.SIGINT)
    assert installing.wait(60) != 0
    assert not home.exists()
    registry.may_answer.set()
    assert (npm.installed(locked, home, "Things") / "thing" / "package.json").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("home")] == ["home"]
