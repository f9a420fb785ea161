"""What the verbs ``test`` and ``bench`` do: find or install what they need, then run the tests, or a benchmark."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from planbook.downloads import font_files
from planbook.publish import linting
from planbook.records.messages import say

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What the tests may use. The first is the second without windows and menus: the pages are drawn alike, in half of the time."""
OTHER_BROWSERS = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
"""Program → Debian's package of it: a second and a third engine for the path that readers take, and a screen for them."""
FAST = "not (site or browser or npm or java or slow)"
"""The marks that ``--fast`` leaves out; ``pyproject.toml`` says what they mean."""
STYLE, TYPES = (linting.PYTHON["ruff"], linting.PYTHON["format"]), linting.PYTHON["mypy"]
BY_FILES = ("--dist", "loadfile", "--no-loadscope-reorder")
"""A file goes to one process, which makes once what its tests share; the order is that of ``tests/conftest.py``."""
SLOWEST = 10
MEMORY, ROOM = Path("/dev/shm"), 4 * 10**9  # noqa: S108 - not guessed: Linux keeps its files in memory
"""Where the tests lay their hundreds of projects and sites, and how many bytes must be free there: a disk gives the system more work."""


def test(options: argparse.Namespace, root: Path) -> int:
    """Look at style and types and run the tests: all, those that are asked for, or with ``--fast`` those that need nothing installed.

    Returns the exit code of the first that fails. Raises ``RuntimeError`` when a program is missing and cannot be installed.
    """
    started = time.monotonic()
    environment = dict(os.environ) if options.fast else os.environ | _tools(root)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or every process of the tests would compile them anew
    if memory := folder_in_memory(ROOM):
        environment.setdefault("TMPDIR", str(memory))
    for command in STYLE:
        if code := _run(command, root, environment):
            return code
    with subprocess.Popen(_python(TYPES), cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as types:
        code = _run(("pytest", *arguments(options.tests, root, options.fast)), root, environment)
        said, _ = types.communicate()
    print(f"\n$ {' '.join(TYPES)}\n{said}\n{say('%(seconds).0f s', seconds=time.monotonic() - started)}", flush=True)
    return code or types.returncode


def arguments(asked: Sequence[str], root: Path, fast: bool = False) -> list[str]:
    """What pytest is told: the choice of ``--fast``, all cores unless files are named, the ten slowest, then what was ``asked``."""
    names_files = any((root / word.partition("::")[0]).exists() for word in asked)
    chosen = ["-m", FAST] if fast else []
    shared = ["--numprocesses", str(_processes(fast)), *BY_FILES, "--durations", str(SLOWEST)]
    return [*chosen, *([] if names_files else shared), *asked]


def bench(options: argparse.Namespace, root: Path) -> int:
    """Time the build against stock MkDocs, measure the search against its peers, or the growth with the plan."""
    command = [sys.executable, "-X", "utf8", "-m", f"bench.{options.what}", *(["--short"] if options.short else [])]
    paths = os.pathsep.join(str(root / part) for part in ("scripts", "tests"))
    return subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": paths}, check=False).returncode


def _run(command: Sequence[str], root: Path, environment: dict[str, str]) -> int:
    print(f"\n$ {' '.join(command)}", flush=True)
    return subprocess.run(_python(command), cwd=root, env=environment, check=False).returncode


def _python(command: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", *command]


def _processes(fast: bool) -> int:
    """Two more than cores, as tests that wait for a browser or a server leave them idle; the fast ones wait for nothing."""
    return min(4, (os.cpu_count() or 1) + (0 if fast else 2))


def folder_in_memory(room: int) -> Path | None:
    """The folder that lies in memory, when ``room`` bytes are free there and programs in it may be run; Docker's own has neither."""
    if not MEMORY.is_dir():
        return None
    found = os.statvfs(MEMORY)
    return MEMORY if found.f_bavail * found.f_frsize >= room and not found.f_flag & os.ST_NOEXEC else None


def _tools(root: Path) -> dict[str, str]:
    """Find or install a browser, Java, and what the tests need from npm; returns how the environment names the browser."""
    found = {"CHROMIUM": _browser()}
    if not shutil.which("java"):
        _install("default-jre-headless")
    _other_browsers()
    linting.packages(root)
    font_files.folders()
    return found


def _browser() -> str:
    """The path of a Chromium with fonts for Chinese; installs Debian's when that is allowed, else says what to do."""
    if not shutil.which(BROWSERS[0]) and (_may_install() or not any(map(shutil.which, BROWSERS))):
        with suppress(subprocess.CalledProcessError):  # apt has said why; Ubuntu has no such package
            _install(BROWSERS[0], "fonts-noto-cjk")
    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return found
    raise RuntimeError(
        say("The tests need a browser: install Chromium or Chrome, then run this again. 'test --fast' runs those that need none.")
    )


def _other_browsers() -> None:
    """Install the other engines where that is allowed and they can be had. Their tests say so when they skip."""
    missing = [package for program, package in OTHER_BROWSERS.items() if not shutil.which(program)]
    if missing and _may_install():
        with suppress(subprocess.CalledProcessError):  # apt has said why; Ubuntu has no firefox-esr
            _install(*missing)


def _may_install() -> bool:
    """Whether packages of the system can be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(*packages: str) -> None:
    """Install packages of the system where that is allowed, else say what to do."""
    if not _may_install():
        wanted = say(", ").join(packages)
        raise RuntimeError(say("The tests need the packages %(packages)s: install them, then run this again.", packages=wanted))
    print(say("Installing %(what)s …", what=say(", ").join(packages)), flush=True)
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "-qq", "update"], check=True, **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "-qq", "-y", "install", *packages], check=True, **quiet)  # type: ignore[call-overload]
