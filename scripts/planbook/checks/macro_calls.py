"""Rules of calls in macros: whoever calls a macro gives it what it takes, and nothing else.

Jinja finds out when the page is set, and then the whole site stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from planbook.checks.macro_tree import Part, Tree, taken_from, tree
from planbook.checks.subject import Subject
from planbook.records.files import name_of
from planbook.records.memory import kept
from planbook.records.problem import Problem, near, shown

OPEN = ("varargs", "kwargs")
"""Names with which a macro takes whatever it is given."""
ASKS = ("defined", "undefined")
BODY = "caller"
"""The name by which a macro shows the body that it is called with."""


class Macro(NamedTuple):
    """What a macro takes: names in their order, those that it must be given; whether it may be called with a body, and must be."""

    takes: tuple[str, ...]
    needs: frozenset[str]
    body: bool
    needs_body: bool = False
    open: bool = False


class Call(NamedTuple):
    """A call: its line, the file of the macro (empty: this one) and its name, what it is given; ``more``: what nobody can know here."""

    line: int
    file: str
    name: str
    places: int
    names: tuple[str, ...]
    body: bool
    more: bool


class Calls(NamedTuple):
    """The macros of a file, and the calls in it."""

    macros: dict[str, Macro]
    calls: tuple[Call, ...]


def macros_are_given_what_they_take(subject: Subject) -> Iterator[Problem]:
    """Every call of a macro gives it no more than it takes, by the names that it has, and all that it needs."""
    found = dict[str, Calls]()
    for name, text in subject.templates("*.html"):
        with suppress(jinja2.TemplateSyntaxError):  # told by the rule of the frame
            found[PurePosixPath(name).name] = _calls(text)
    for file, calls in found.items():
        name = name_of(subject.macros / file, subject.macros.parent)
        for call in calls.calls:
            macro = found[call.file or file].macros.get(call.name) if (call.file or file) in found else None
            if macro and not macro.open:
                yield from _told(name, call, macro)


def _told(path: str, call: Call, macro: Macro) -> Iterator[Problem]:
    takes = ", ".join(macro.takes) or "–"
    if call.places > len(macro.takes):
        what, cure = "The macro %(macro)s takes %(most)d values and is given %(count)d.", "It takes: %(takes)s."
        yield Problem.at(path, call.line, "", what, cure, macro=call.name, most=len(macro.takes), count=call.places, takes=takes)
    given = set(macro.takes[: call.places])
    for name in call.names:
        if name not in macro.takes:
            what, cure = "The macro %(macro)s takes no %(name)s.", "It takes: %(takes)s."
            yield Problem.at(path, call.line, "", what, cure, meant=near(name, macro.takes), macro=call.name, name=shown(name), takes=takes)
        elif name in given:
            what, cure = "The macro %(macro)s is given %(name)s twice.", "Give it once; it takes: %(takes)s."
            yield Problem.at(path, call.line, "", what, cure, macro=call.name, name=shown(name), takes=takes)
    if call.body and not macro.body:
        what, cure = "The macro %(macro)s shows no body.", "Call it in {{ }}, or have it show {{ caller() }}."
        yield Problem.at(path, call.line, "", what, cure, macro=call.name)
    if macro.needs_body and not call.body and not call.more:
        what, cure = "The macro %(macro)s is called without the body that it shows.", "Write {%% call %(macro)s(…) %%} … {%% endcall %%}."
        yield Problem.at(path, call.line, "", what, cure, macro=call.name)
    for name in sorted(macro.needs - given - set(call.names)) if not call.more else ():
        what, cure = "The macro %(macro)s is not given %(name)s.", "Give it: %(takes)s."
        yield Problem.at(path, call.line, "", what, cure, macro=call.name, name=shown(name), takes=takes)


@kept
def _calls(text: str) -> Calls:
    found = tree(text)
    heads = {part.head.name: _macro(part.head, part) for part in found.parts if isinstance(part.head, nodes.Macro)}
    return Calls(heads, tuple(_made(found, heads)))


def _macro(head: nodes.Macro, part: Part) -> Macro:
    takes = tuple(argument.name for argument in head.args)
    loaded = {node.name for node in part.find(nodes.Name) if node.ctx == "load"}
    asked = {test.node.name for test in part.find(nodes.Test) if test.name in ASKS and isinstance(test.node, nodes.Name)}
    asked |= {node.node.name for node in part.find(nodes.Filter) if node.name in ("default", "d") and isinstance(node.node, nodes.Name)}
    needs = frozenset(takes[: len(takes) - len(head.defaults)]) & loaded - asked
    called = sum(isinstance(call.node, nodes.Name) and call.node.name == BODY for call in part.find(nodes.Call))
    needs_body = 0 < called == sum(node.name == BODY for node in part.find(nodes.Name))  # only called: nothing asks whether it is there
    return Macro(takes, needs, BODY in loaded, needs_body, any(name in loaded for name in OPEN))


def _made(found: Tree, own: dict[str, Macro]) -> Iterator[Call]:
    imported = {node.target: taken_from(node) for node in found.find(nodes.Import)}
    taken = {(name if isinstance(name, str) else name[1]): (taken_from(node), name if isinstance(name, str) else name[0])
             for node in found.find(nodes.FromImport) for name in node.names}  # fmt: skip
    set_here = {node.name for node in found.find(nodes.Name) if node.ctx != "load"}
    bodies = {id(node.call) for node in found.find(nodes.CallBlock)}
    for node in found.find(nodes.Call):
        file, name = "", ""
        if isinstance(node.node, nodes.Name) and node.node.name not in set_here:
            name = node.node.name if node.node.name in own else ""
            file, name = ("", name) if name else taken.get(node.node.name, ("", ""))
        elif isinstance(node.node, nodes.Getattr) and isinstance(node.node.node, nodes.Name) and node.node.node.name not in set_here:
            file = imported.get(node.node.node.name, "")
            name = node.node.attr if file else ""
        if name:
            names = tuple(str(word.key) for word in node.kwargs if word.key != BODY)
            more = node.dyn_args is not None or node.dyn_kwargs is not None or any(word.key == BODY for word in node.kwargs)
            yield Call(node.lineno, file, name, len(node.args), names, id(node) in bodies, more)
