#!/usr/bin/env python3
"""The front door: one command for everything, on a machine that has Python 3.11.5 or newer and nothing else prepared.

python3 scripts/run.py serve    check, build every edition, serve the site, print its address
python3 scripts/run.py build    check, build every edition into site/
python3 scripts/run.py preview  serve site/ as GitHub Pages would, below --base /repository/
python3 scripts/run.py verify   hold a published site, by its address or in a folder, against these sources
python3 scripts/run.py changes  tell which pages differ between two built sites, as Markdown
python3 scripts/run.py check    check the data
python3 scripts/run.py new      draft another plan from its text, as .txt, .docx, .html or .pdf
python3 scripts/run.py finish   after any change: bring up to date what is made from the records, and say what changed
python3 scripts/run.py ledger   list the words for which nobody has decided how they are converted
python3 scripts/run.py messages bring the files of the translations up to date with the plan
python3 scripts/run.py guide    write the data guide and the schemas of the editors anew, from the model
python3 scripts/run.py fonts    cut the fonts of the share pictures anew
python3 scripts/run.py lock     lock the versions of the libraries; --upgrade: the newest ones
python3 scripts/run.py lint     what looks at the sources, all or those that are named: ruff, format, mypy, eslint, tsc, stylelint
python3 scripts/run.py test     everything that must hold, in a real browser too; --fast: what needs no built site, browser, npm or Java
python3 scripts/run.py bench    how long the build takes, as a ratio to stock MkDocs; bench search: what the search finds, beside its peers;
                                bench scale: how all grows with the plan; bench edit: how long a save takes to be seen
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSIDE = "PLAN_SITE_INSIDE_VENV"
FURTHER_LIBRARIES = dict.fromkeys(("bench", "finish", "fonts", "lint", "lock", "test"), "requirements-test.txt") | {
    "new": "requirements-new.txt"
}
"""Verbs that need more libraries than the site, and the file that locks them."""
FOREIGN = ("PYTHONPATH", "PYTHONHOME")
"""Variables that would put other libraries before those that are locked."""


def main(arguments: list[str]) -> int:
    """Run one verb; returns the exit code of the process."""
    options = parsed(arguments)
    if os.environ.get(INSIDE) != str(VENV):
        _prepare(FURTHER_LIBRARIES.get(options.verb, "requirements.txt"))
        return _again([str(PYTHON), "-X", "utf8", __file__, *arguments], _environment())
    from planbook.publish import commands

    return commands.run(options, ROOT)


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The verb and its options; what ``test`` does not know is for pytest. Ends the process when they make no sense."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if options.verb == "test":
        options.tests = rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="check the data")
    check.add_argument("--reports", type=Path, help="folder with the texts of the newspaper reports")
    new = verbs.add_parser("new", help="draft another plan from its text; run again, it leaves what people have confirmed")
    new.add_argument("file", type=Path, help="the plan as it was received: .txt, .docx, .html or .pdf")
    new.add_argument("--replace", action="store_true", help="remove the plan that is here, with its pages")
    verbs.add_parser("finish", help="bring up to date all that is made from the records, and say what changed")
    verbs.add_parser("ledger", help="add undecided words to the conversion ledgers")
    verbs.add_parser("messages", help="bring the files of the translations up to date with the plan, and tell how far they are")
    day = verbs.add_parser("snapshot", help="write down what is known: every verdict, figure and stage of a project")
    day.add_argument("day", type=datetime.date.fromisoformat, help="the day on which the sources were last looked for, as 2026-11-28")
    verbs.add_parser("guide", help="write the data guide and the JSON Schemas anew")
    verbs.add_parser("fonts", help="cut the fonts of the share pictures to the characters that occur")
    verbs.add_parser("lock", help="lock the versions and digests of the libraries that pyproject.toml asks for").add_argument(
        "--upgrade", action="store_true", help="take the newest versions, not those that are locked"
    )
    verbs.add_parser("lint", help="look at the sources of the project").add_argument("linters", nargs="*", help="names of linters")
    for verb in ("build", "serve"):
        command = verbs.add_parser(verb, help=f"check and {verb} every edition")
        command.add_argument("--base", default="", help="address of the site, as in https://name.github.io/repository/")
    for verb in ("check", "build"):
        verbs.choices[verb].add_argument("--release", action="store_true", help="fail where a text or a name of the plan is not translated")
    verbs.choices["build"].add_argument("--draft", action="store_true", help="build what waits to be confirmed, and say so on each page")
    verbs.choices["build"].add_argument("--downloads", action="store_true", help="also make what is slow: workbook, books, offline copy")
    preview = verbs.add_parser("preview", help="serve what was built last, as GitHub Pages would")
    preview.add_argument("--base", default="/", help="path that the site lies below, as in /repository/")
    verbs.add_parser("verify", help="hold a published site against these sources").add_argument("place", help="its address, or a folder")
    for command in (verbs.choices["serve"], preview):
        command.add_argument("--port", type=int, default=8000)
    changes = verbs.add_parser("changes", help="tell which pages differ between two built sites, as Markdown")
    for name in ("old", "new"):
        changes.add_argument(name, type=Path, help=f"folder of the {name} site")
    tests = verbs.add_parser("test", help="run the tests", epilog="All other arguments are for pytest.", allow_abbrev=False)
    tests.add_argument("--fast", action="store_true", help="only what needs no built site, browser, npm or Java")
    bench = verbs.add_parser("bench", help="time the build, measure the search beside its peers, or the growth with the plan")
    bench.add_argument("what", nargs="?", choices=("build", "search", "scale", "edit"), default="build")
    bench.add_argument("--short", action="store_true", help="small, to see that it runs: its figures say little")
    return parser


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
    """Make the virtual environment and install the locked requirements, unless that is already done.

    A stamp says which file was installed. While pip is at work a mark stands beside it: where one is left, pip was killed and nobody
    knows what it left behind.
    """
    if sys.version_info < (3, 11, 5):  # pymdown-extensions asks for it
        sys.exit(f"Python 3.11.5 or newer is needed; this is {sys.version.split()[0]}.")
    locked = ROOT / requirements
    stamp, mark = VENV / f"installed-{requirements}", VENV / f"installing-{requirements}"
    digest, runs = hashlib.sha256(locked.read_bytes()).hexdigest(), _runs()
    if runs and stamp.is_file() and stamp.read_text() == digest:
        return
    if mark.exists() or not runs or not _answer("import pip; print(pip.__version__)"):
        _make()
    mark.touch()
    print(f"Installing {requirements} …", flush=True)
    install = [str(PYTHON), "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(locked)]
    failed = subprocess.run(install, env=os.environ | {"PIP_USER": "0"}, check=False).returncode
    mark.unlink()
    if failed:
        sys.exit(
            f"pip could not install {requirements}: its message stands above. The first run needs the internet. "
            "If it has that, remove the folder .venv and run this again."
        )
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
    print("Making the virtual environment .venv …", flush=True)
    if subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", VENV], check=False).returncode:
        sys.exit("The virtual environment could not be made: the reason stands above. Debian and Ubuntu need the package python3-venv.")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal of another encoding still gets the report
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nStopped. Whatever was built last stays as it was.", file=sys.stderr)
        sys.exit(130)
