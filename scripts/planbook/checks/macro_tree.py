"""What Jinja makes of a macro file, parsed and walked through once for all rules that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

import jinja2
from jinja2 import nodes

from planbook.records.memory import kept

N = TypeVar("N", bound=nodes.Node)


class Part(NamedTuple):
    """A part of a file at its first level, such as a macro, and every node of it, itself the first."""

    head: nodes.Node
    nodes: tuple[nodes.Node, ...]

    def find(self, *kinds: type[N]) -> Iterator[N]:
        """The nodes of these kinds."""
        return (node for node in self.nodes if isinstance(node, kinds))


class Tree(NamedTuple):
    """A file as its parts."""

    parts: tuple[Part, ...]

    def find(self, *kinds: type[N]) -> Iterator[N]:
        """The nodes of these kinds in all of the file."""
        return (node for part in self.parts for node in part.find(*kinds))


@kept
def tree(text: str) -> Tree:
    """The tree of a macro file. Raises ``jinja2.TemplateSyntaxError`` for one that Jinja cannot read."""
    try:
        parsed = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(text)
        return Tree(tuple(Part(head, tuple(_below(head))) for head in parsed.body))
    except RecursionError:
        raise jinja2.TemplateSyntaxError("nested too deeply", 1) from None


def taken_from(node: nodes.Node) -> str:
    """The file that an import names; empty where its name is worked out, and of anything else."""
    template = getattr(node, "template", None)
    return str(template.value) if isinstance(template, nodes.Const) else ""


def _below(head: nodes.Node) -> Iterator[nodes.Node]:
    yield head
    for node in head.iter_child_nodes():
        yield from _below(node)
