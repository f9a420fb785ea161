"""Rules of what runs or is set: the scripts of the theme and the templates of Typst can be read.

Typst comes with the site; scripts are read by Node.js where it is: without it the tests tell, or a browser that stops without a word.
What could not be read with them is no fault of the plan, and ``not_looked_at`` says so.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from planbook.checks.subject import Subject
from planbook.records.files import name_of, read_text
from planbook.records.memory import kept
from planbook.records.messages import say, why
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
WITH_TYPST = (sys.executable, "-I", "-X", "utf8", "-c", OF_TYPST)
Texts = tuple[tuple[str, str], ...]
"""Name and text of files."""
SECONDS = 30


def templates_of_typst_can_be_read(subject: Subject) -> Iterator[Problem]:
    """Every template of Typst can be read to its end. What it is given is known only when a book is set."""
    texts, problems = _texts(_templates(subject.macros), subject.macros)
    yield from problems
    for name, line, reason in _reading(WITH_TYPST, texts).faults:
        yield Problem.at(name, line, "", "Typst cannot read this: %(reason)s.", "Mend the template here.", reason=printable(reason))


def scripts_can_be_read(subject: Subject) -> Iterator[Problem]:
    """Every script of the theme is one that JavaScript can read, where Node.js is there to say so."""
    texts, problems = _texts(_scripts(subject.macros), subject.macros)
    yield from problems
    for name, line, reason in _reading(_with_node(), texts).faults:
        what, cure = "JavaScript cannot read this: %(reason)s.", "Mend the script here, or where what ends here begins."
        yield Problem.at(name, line, "", what, cure, reason=printable(reason))


def _texts(paths: Iterable[Path], macros: Path) -> tuple[Texts, list[Problem]]:
    """What the files hold that can be read, and what is wrong with the others."""
    texts: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path in paths:
        name = name_of(path, macros.parent)
        try:
            texts.append((name, read_text(path, name)))
        except BadData as error:
            problems += error.problems
    return tuple(texts), problems


def not_looked_at(macros: Path) -> Iterator[str]:
    """What of the templates and the scripts in this folder could not be read for want of a program, a line each."""
    texts, scripts = _texts(_templates(macros), macros)[0], _texts(_scripts(macros), macros)[0]
    if reason := _reading(WITH_TYPST, texts).why:
        yield say("The templates of Typst were not looked at: %(why)s.", why=reason)
    if scripts and not shutil.which("node"):
        yield say("The scripts of the theme were not looked at: that needs Node.js.")
    elif reason := _reading(_with_node(), scripts).why:
        yield say("The scripts of the theme were not looked at: %(why)s.", why=reason)


class _Reading(NamedTuple):
    """File, line and reason of what a program cannot read; or why it could not say."""

    faults: tuple[tuple[str, int, str], ...] = ()
    why: str = ""


@kept
def _reading(command: tuple[str, ...], texts: Texts, seconds: float = SECONDS) -> _Reading:
    """What a program says of files. One that is not there, has no answer or none that can be read is no fault of the files."""
    if not texts or not command:
        return _Reading()
    name = "Typst" if command == WITH_TYPST else Path(command[0]).name
    try:
        said = subprocess.run(command, input=json.dumps(texts), capture_output=True, encoding="utf-8", check=True, timeout=seconds).stdout
        return _Reading(tuple((str(file), int(line), str(reason)) for file, line, reason in json.loads(said)))
    except subprocess.TimeoutExpired:
        return _Reading(why=say("%(program)s had no answer after %(seconds)d seconds", program=name, seconds=seconds))
    except subprocess.CalledProcessError as error:
        return _Reading(why=say("%(program)s stopped with the code %(code)d", program=name, code=error.returncode))
    except OSError as error:
        return _Reading(why=say("%(program)s cannot be started: %(reason)s", program=name, reason=why(error)))
    except ValueError:
        return _Reading(why=say("nobody understands the answer of %(program)s", program=name))


def _with_node() -> tuple[str, ...]:
    """How Node.js is asked on this machine; empty where there is none."""
    return (node, "-e", OF_NODE) if (node := shutil.which("node")) else ()


def _templates(macros: Path) -> list[Path]:
    return sorted(macros.glob("*.typ"))


def _scripts(macros: Path) -> list[Path]:
    return sorted((macros / "theme" / "assets").rglob("*.js"))
