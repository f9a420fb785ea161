"""What ``run.py`` does first: take the command line apart, prepare the virtual environment, go on in there.

Everything here needs nothing but Python: the libraries may not be there yet.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from planbook.publish.arguments import parsed
from planbook.records.messages import say, why

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSIDE = "PLAN_SITE_INSIDE_VENV"
FURTHER_LIBRARIES = dict.fromkeys(("bench", "finish", "fonts", "lint", "lock", "test"), "requirements-test.txt") | {
    "new": "requirements-new.txt"
}
"""Verbs that need more libraries than the site, and the file that locks them."""
FOREIGN = ("PYTHONPATH", "PYTHONHOME")
"""Variables that would put other libraries before those that are locked."""


def start(arguments: Sequence[str]) -> int:
    """Run one verb as people call it; returns the exit code of the process."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal of another encoding still gets the report
    try:
        return main(arguments)
    except KeyboardInterrupt:
        print("\n" + say("Stopped. Whatever was built last stays as it was."), file=sys.stderr)
        return 130


def main(arguments: Sequence[str]) -> int:
    """Run one verb; returns the exit code of the process."""
    options = parsed(arguments)
    if os.environ.get(INSIDE) != str(VENV):
        try:
            _prepare(FURTHER_LIBRARIES.get(options.verb, "requirements.txt"))
        except OSError as error:
            what = say(
                "The virtual environment .venv could not be written (%(where)s: %(reason)s). The folder of the project must be yours to "
                "write, and the disk must have room (about 300 MB).", where=error.filename, reason=why(error),
            )  # fmt: skip
            sys.exit(what)
        return _again([str(PYTHON), "-X", "utf8", str(ROOT / "scripts" / "run.py"), *arguments], _environment())
    from planbook.publish import commands

    return commands.run(options, ROOT)


def _again(command: list[str], environment: dict[str, str]) -> int:
    """Go on in the virtual environment: as this very process where the system can, so that nothing is left when it is killed."""
    if os.name == "posix":
        os.execve(command[0], command, environment)  # noqa: S606  # no shell is wanted
    return subprocess.run(command, env=environment, check=False).returncode


def _environment() -> dict[str, str]:
    """What the command in the virtual environment is given: nothing that leads it to the libraries of somebody else."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {INSIDE: str(VENV), "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


def _prepare(requirements: str) -> None:
    """Make the virtual environment and install the locked requirements, unless that is already done. Raises ``OSError``.

    A stamp says which file was installed. While pip is at work a mark stands beside it: where one is left, pip was killed and nobody
    knows what it left behind.
    """
    locked = ROOT / requirements
    stamp, mark = VENV / f"installed-{requirements}", VENV / f"installing-{requirements}"
    digest, runs = hashlib.sha256(locked.read_bytes()).hexdigest(), _runs()
    if runs and stamp.is_file() and stamp.read_text() == digest:
        return
    if mark.exists() or not runs or not _answer("import pip; print(pip.__version__)"):
        _make()
    mark.touch()
    print(say("Installing %(what)s …", what=requirements), flush=True)
    install = [str(PYTHON), "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(locked)]
    failed = subprocess.run(install, env=os.environ | {"PIP_USER": "0"}, check=False).returncode
    mark.unlink()
    if failed:
        what = say(
            "pip could not install %(file)s: its message stands above. The first run needs the internet (behind a proxy, set HTTPS_PROXY), "
            "and about 300 MB of the disk. If it has both, remove the folder .venv and run this again.", file=requirements,
        )  # fmt: skip
        sys.exit(what)
    stamp.write_text(digest)


def _runs() -> bool:
    """Whether the Python of the virtual environment runs and is still the one that it was made for."""
    version = _answer("import sys; print(*sys.version_info[:2], sep='.')")
    settings = VENV / "pyvenv.cfg"
    return bool(version) and settings.is_file() and f"version = {version}." in settings.read_text(encoding="utf-8")


def _answer(question: str) -> str:
    """What the Python of the virtual environment prints; nothing where it does not run."""
    try:
        return subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, encoding="utf-8", check=False).stdout.strip()
    except OSError:  # not there, a link to a Python that was removed, a program of another machine
        return ""


def _make() -> None:
    print(say("Making the virtual environment .venv …"), flush=True)
    if subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", VENV], check=False).returncode:
        what = say(
            "The virtual environment could not be made: the reason stands above. Debian and Ubuntu need the package python3-venv; the "
            "folder of the project must be yours to write."
        )  # fmt: skip
        sys.exit(what)
