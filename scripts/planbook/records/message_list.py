"""Every problem that the engine can tell, found in its own source: the calls that make one name both messages, what and cure.

The data guide lists them, the catalogues translate them, and a test holds that a call without words that can be read here is an error.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ENGINE = Path(__file__).resolve().parents[1]
MAKES = ("at", "problem")
"""What is called to make a problem; the two messages are the last arguments: ``Problem.at(…, what, cure)``."""

SPEAK = ("say", "translated")
"""What is called to say something: every argument without a name is a message."""


class Told(NamedTuple):
    """A problem: the module that tells it, from the folder of the engine, the line there, and its two messages."""

    module: str
    line: int
    what: str
    cure: str


class Wording(NamedTuple):
    """A message, and the line of the statement that gives it."""

    line: int
    text: str


def problems() -> list[Told]:
    """Every problem in the order of modules and lines, once for each of its wordings. Raises ``ValueError`` for a call without words."""
    return [told for path in sorted(ENGINE.rglob("*.py")) for told in _of_module(path)]


def messages(*further: Path) -> set[str]:
    """Every message that a catalogue must translate: those of the problems, and what ``say`` and ``translated`` are given.

    They are looked for in the engine and in ``further`` folders.
    """
    pairs = {message for told in problems() for message in (told.what, told.cure)}
    paths = [path for folder in (ENGINE, *further) for path in folder.rglob("*.py")]
    return pairs | {message for path in paths for message in _said(ast.parse(path.read_text(encoding="utf-8")))}


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAK:
            for argument in node.args:
                yield from _constants(argument, tree)


def _of_module(path: Path) -> Iterator[Told]:
    name = path.relative_to(ENGINE).as_posix()
    for function in _functions(ast.parse(path.read_text(encoding="utf-8"))):
        for call in _calls(function):
            whats, cures = (_wordings(argument, call, function) for argument in call.args[-2:])
            if not whats or not cures:
                raise ValueError(f"{name}:{call.lineno}: this problem has no words that can be read in the source.")
            yield from (Told(name, call.lineno, what, cure) for what, cure in _pairs(whats, cures))


def _pairs(whats: list[Wording], cures: list[Wording]) -> Iterator[tuple[str, str]]:
    """The messages that can meet: two that are given in one statement belong together, all others go with any."""
    with_cure, with_what = {cure.line for cure in cures}, {what.line for what in whats}
    for what in whats:
        for cure in cures:
            if what.line == cure.line or what.line not in with_cure or cure.line not in with_what:
                yield what.text, cure.text


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    """The calls in a function that make a problem; those that only hand on what they were given are none."""
    given = {argument.arg for argument in function.args.args + function.args.posonlyargs}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MAKES and len(node.args) >= 2:
            hands_on = [argument for argument in node.args[-2:] if isinstance(argument, ast.Name) and argument.id in given]
            if not hands_on:
                yield node


def _wordings(argument: ast.expr, call: ast.Call, function: ast.FunctionDef) -> list[Wording]:
    """The strings that an argument can be: itself, or what its name was given since it was last given something for certain."""
    if not isinstance(argument, ast.Name):
        return [Wording(call.lineno, text) for text in _constants(argument, function)]
    column = min((s.col_offset for s in ast.walk(function) if isinstance(s, ast.stmt) and _holds(s, call)), default=0, key=lambda c: -c)
    found: list[Wording] = []
    for statement in sorted(_assignments(argument.id, function), key=lambda pair: -pair[0].lineno):
        if statement[0].lineno < call.lineno:
            found += [Wording(statement[0].lineno, text) for text in _constants(statement[1], function)]
            if statement[0].col_offset <= column:
                break
    return found[::-1]


def _holds(statement: ast.stmt, call: ast.Call) -> bool:
    return isinstance(statement, ast.Expr | ast.Return | ast.Raise | ast.Assign) and any(node is call for node in ast.walk(statement))


def _assignments(name: str, function: ast.FunctionDef) -> Iterator[tuple[ast.stmt, ast.expr]]:
    """The statements that give a name a value, and that value; a pair of names takes a pair of values."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node, node.value
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(target.elts, node.value.elts, strict=True)
                    yield from ((node, value) for part, value in pairs if isinstance(part, ast.Name) and part.id == name)


def _constants(node: ast.AST, where: ast.AST) -> Iterator[str]:
    """The strings that an expression can be; a name is one that a module gives in capitals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body, where)
        yield from _constants(node.orelse, where)
    elif isinstance(node, ast.Name) and node.id.isupper():
        for statement in ast.walk(where):
            if isinstance(statement, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in statement.targets):
                yield from _constants(statement.value, where)
