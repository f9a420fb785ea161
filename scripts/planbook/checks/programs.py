"""Rules of what runs or is set: the scripts of the theme and the templates of Typst can be read.

Typst comes with the site; scripts are read by Node.js where it is: without it the tests tell, or a browser that stops without a word.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from planbook.checks.subject import Subject
from planbook.records.files import name_of, read_text
from planbook.records.memory import kept
from planbook.records.problem import BadData, Problem, printable

OF_TYPST = """
import json, re, sys, typst
faults = []
for name, text in json.load(sys.stdin):
    try:
        typst.compile(f"#if false [\\n{text}\\n]".encode(), ignore_system_fonts=True)
    except typst.TypstError as error:
        found = re.search(r"[.]typ:(\\d+):", str(error.diagnostic))
        faults.append([name, max(1, int(found[1]) - 1) if found else 1, str(error.message)])
print(json.dumps(faults))
"""
"""A template is read and not run, for it would want to be given a book. In a process of its own: Typst starts threads, and a build that
forks after that would wait for them for ever."""
OF_NODE = """
const vm = require("node:vm"), faults = [];
for (const [name, text] of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) {
  try { new vm.Script(text, { filename: name }); }
  catch (error) { faults.push([name, Number((/:(\\d+)\\n/.exec(error.stack) || [0, 1])[1]), error.message]); }
}
console.log(JSON.stringify(faults));
"""
Texts = tuple[tuple[str, str], ...]
"""Name and text of files."""
SECONDS = 30


def templates_of_typst_can_be_read(subject: Subject) -> Iterator[Problem]:
    """Every template of Typst can be read to its end. What it is given is known only when a book is set."""
    texts, problems = _texts(subject.macros.glob("*.typ"), subject)
    yield from problems
    for name, line, reason in _faults((sys.executable, "-I", "-X", "utf8", "-c", OF_TYPST), texts):
        yield Problem.at(name, line, "", "Typst cannot read this: %(reason)s.", "Mend the template here.", reason=printable(reason))


def scripts_can_be_read(subject: Subject) -> Iterator[Problem]:
    """Every script of the theme is one that JavaScript can read, where Node.js is there to say so."""
    texts, problems = _texts((subject.macros / "theme" / "assets").rglob("*.js"), subject)
    yield from problems
    for name, line, reason in _faults((node, "-e", OF_NODE), texts) if (node := reader_of_scripts()) else ():
        what, cure = "JavaScript cannot read this: %(reason)s.", "Mend the script here, or where what ends here begins."
        yield Problem.at(name, line, "", what, cure, reason=printable(reason))


def _texts(paths: Iterable[Path], subject: Subject) -> tuple[Texts, list[Problem]]:
    """What the files hold that can be read, and what is wrong with the others."""
    texts: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path in sorted(paths):
        name = name_of(path, subject.macros.parent)
        try:
            texts.append((name, read_text(path, name)))
        except BadData as error:
            problems += error.problems
    return tuple(texts), problems


@kept
def _faults(command: tuple[str, ...], texts: Texts) -> tuple[tuple[str, int, str], ...]:
    """File, line and reason of what a program cannot read. One that cannot do that is as none."""
    if not texts:
        return ()
    try:
        said = subprocess.run(command, input=json.dumps(texts), capture_output=True, encoding="utf-8", check=True, timeout=SECONDS).stdout
        return tuple((str(name), int(line), str(reason)) for name, line, reason in json.loads(said))
    except (OSError, subprocess.SubprocessError, ValueError):
        return ()


def reader_of_scripts() -> str:
    """The Node.js of this machine; empty where there is none."""
    return shutil.which("node") or ""


def has_scripts(macros: Path) -> bool:
    """Whether there is a script that Node.js could read."""
    return any((macros / "theme" / "assets").rglob("*.js"))
