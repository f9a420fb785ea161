"""Rules of the names in macros: a macro names what it is given, what is set before, what another file holds, and nothing else.

The macros are set with ``StrictUndefined``: a name that is none stops the build, and with it the whole site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as FILTERS_OF_JINJA
from jinja2.tests import TESTS as TESTS_OF_JINJA

from planbook.checks.macro_tree import Part, Tree, taken_from, tree
from planbook.checks.subject import Subject
from planbook.records.files import name_of, read_text
from planbook.records.memory import kept
from planbook.records.problem import BadData, Problem, near, shown
from planbook.text.macro_names import FILTERS, FUNCTIONS, GETTEXT

FILTER_NAMES = frozenset(FILTERS_OF_JINJA) | FILTERS
TEST_NAMES = frozenset(TESTS_OF_JINJA)
KNOWN = FUNCTIONS | GETTEXT | frozenset(DEFAULT_NAMESPACE) | {"caller", "varargs", "kwargs", "loop"}


class Names(NamedTuple):
    """The names of a macro file: what it holds for others; names that are none; what it takes from other files, each with its line."""

    held: frozenset[str]
    unknown: tuple[tuple[int, str, tuple[str, ...]], ...]
    """Line, name, and the names that are known there."""
    taken: tuple[tuple[int, str, str], ...]
    """Line, file, and the name that it is asked for."""
    called: tuple[tuple[int, str], ...] = ()
    """Line and name of a filter or a test that there is not."""
    twice: tuple[tuple[int, str], ...] = ()
    """Line and name of a macro that stands in the file before."""
    imports: tuple[tuple[int, str], ...] = ()
    """Line and name of each file that it takes from."""


def macros_name_what_there_is(subject: Subject) -> Iterator[Problem]:
    """Every name in a macro file is given, set there, or held by the file that it is taken from."""
    found = dict[str, Names]()
    for path in sorted(subject.macros.glob("*.html")):
        try:
            found[path.name] = names_of(read_text(path, path.name)) if path.is_file() else NONE
        except (BadData, jinja2.TemplateSyntaxError):
            continue  # told by the rules of the catalogues and of the frame
    for file, names in found.items():
        name = name_of(subject.macros / file, subject.macros.parent)
        for line, word in names.called:
            what, cure = "Jinja has no filter or test %(word)s.", "Correct the name, or write it without."
            yield Problem.at(name, line, "", what, cure, meant=near(word, FILTER_NAMES | TEST_NAMES), word=shown(word))
        for line, word in names.twice:
            what, cure = "The macro %(word)s stands in the file before: the last one counts.", "Keep one."
            yield Problem.at(name, line, "", what, cure, word=shown(word))
        if (way := _circle(file, found)) and file == min(way):
            what, cure = "The files take from one another in a circle: %(way)s.", "Move what both need into a third file."
            yield Problem.at(name, 1, "", what, cure, way=" → ".join(way))
        for line, word, known in names.unknown:
            what, cure = "Nothing has the name %(word)s here.", "Give it to the macro by that name, or set it before."
            yield Problem.at(name, line, "", what, cure, meant=near(word, known), word=shown(word))
        for line, other, word in names.taken:
            if other in found and word not in found[other].held:
                what, cure = "%(file)s holds no macro %(word)s.", "Correct the name, or write the macro there."
                yield Problem.at(name, line, "", what, cure, meant=near(word, found[other].held), file=other, word=shown(word))


def _circle(file: str, found: dict[str, Names]) -> list[str]:
    """A way from a file back to itself along what each takes from another; empty when there is none."""
    ways = [[file]]
    seen = set[str]()
    while ways:
        way = ways.pop()
        for other in sorted({other for _, other in found[way[-1]].imports}):
            if other == file:
                return [*way, file]
            if other in found and other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


@kept
def names_of(text: str) -> Names:
    """The names of a macro file. Raises ``jinja2.TemplateSyntaxError`` for one that Jinja cannot read."""
    found = tree(text)
    tops = [part for part in found.parts if isinstance(part.head, nodes.Assign)]
    held = {node.name for node in found.find(nodes.Macro)} | _stored(tops)
    calls = [*((node, FILTER_NAMES) for node in found.find(nodes.Filter)), *((node, TEST_NAMES) for node in found.find(nodes.Test))]
    called = [(node.lineno, node.name) for node, known in calls if node.name not in known]
    macros = [(part.head.lineno, part.head.name) for part in found.parts if isinstance(part.head, nodes.Macro)]
    twice = [(line, name) for place, (line, name) in enumerate(macros) if name in {other for _, other in macros[:place]}]
    imports = [(node.lineno, taken_from(node)) for node in (*found.find(nodes.Import), *found.find(nodes.FromImport))]
    return Names(frozenset(held), tuple(sorted(_unknown(found))), tuple(sorted(_taken(found))), tuple(called), tuple(twice), tuple(imports))


NONE = Names(frozenset(), (), ())


def _unknown(tree: Tree) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The places of names that are set nowhere in the macro, or outside of macros, that asks for them."""
    common = _stored(part for part in tree.parts if not isinstance(part.head, nodes.Macro)) | KNOWN
    common |= {part.head.name for part in tree.parts if isinstance(part.head, nodes.Macro)}
    told = set[str]()
    for part in tree.parts:
        known = _stored([part]) | common
        for node in part.find(nodes.Name):
            if node.ctx == "load" and node.name not in known | told:
                told.add(node.name)
                yield node.lineno, node.name, tuple(sorted(known))


def _stored(parts: Iterable[Part]) -> set[str]:
    """The names that are set within parts of a template: by ``set``, ``for``, ``macro`` and ``import``."""
    found = set[str]()
    for part in parts:
        found |= {node.name for node in part.find(nodes.Name) if node.ctx != "load"}
        found |= {node.name for node in part.find(nodes.Macro)} | {node.target for node in part.find(nodes.Import)}
        for node in part.find(nodes.FromImport):
            found |= {name if isinstance(name, str) else name[1] for name in node.names}
    return found


def _taken(tree: Tree) -> Iterator[tuple[int, str, str]]:
    """What a template asks another for: ``parts.table`` after ``import "parts.html" as parts``, and the names of ``from … import``."""
    imported = {node.target: taken_from(node) for node in tree.find(nodes.Import)}
    given = {node.name for node in tree.find(nodes.Name) if node.ctx != "load"}
    for node in tree.find(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name in imported.keys() - given:
            yield node.lineno, imported[node.node.name], node.attr
    for taking in tree.find(nodes.FromImport):
        for name in taking.names:
            yield taking.lineno, taken_from(taking), name if isinstance(name, str) else name[0]
