"""Pages written by hand: Markdown with a head in YAML, in which ``{{ part("name") }}`` stands for a macro of ``home.html``.

They are text of whoever writes here, not programs: Jinja runs in a sandbox, and a page may call nothing but ``part``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import markdown
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planbook.records.memory import kept
from planbook.records.problem import BadData
from planbook.records.yaml_file import parse
from planbook.text.markup import Markup

HEAD = re.compile(r"^-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
"""What MkDocs takes for the head of a page."""
EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc", "fenced_code")
"""The dialect of Markdown, as in mkdocs.yml and MkDocs itself."""


class Setting(NamedTuple):
    """A page as Markdown sets it: its anchors, the addresses to which it leads, its HTML."""

    anchors: set[str]
    links: list[str]
    markup: Markup


class Source(NamedTuple):
    """A page in its parts: the YAML of its head, the Markdown below it, and how many lines stand above each."""

    head: str | None
    body: str
    lines_before: int


def split(text: str) -> Source:
    """Head and body of a page; ``head`` is None where there is none."""
    found = HEAD.match(text)
    return Source(found[1], text[found.end() :], text.count("\n", 0, found.end())) if found else Source(None, text, 0)


def pages(docs: Path) -> list[Path]:
    """The pages in a folder, in the order of their names; whatever ends in .md counts, be it a file or not."""
    found = docs.rglob("*.md") if docs.is_dir() else ()
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(docs).parts))


def title(text: str) -> str:
    """The title in the head of a page; empty when there is none that can be read."""
    try:
        return str(parse(split(text).head or "", "").value.get("title", ""))
    except BadData:
        return ""


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja as pages written by hand need it: escaping everything, an undefined name is an error, no way to Python."""
    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, comment_start_string="{##",
        comment_end_string="##}",
    )  # fmt: skip


def parts(body: str) -> Iterator[tuple[int, str | None]]:
    """The parts that a body calls, each with its line; None in place of whatever is not such a call.

    Raises ``jinja2.TemplateSyntaxError``, and ``RecursionError`` for brackets without end.
    """
    for node in environment().parse(body).body:
        for piece in node.nodes if isinstance(node, nodes.Output) else [node]:
            if not isinstance(piece, nodes.TemplateData):
                yield piece.lineno, _part(piece)


def _part(node: nodes.Node) -> str | None:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != "part":
        return None
    plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs) and len(node.args) == 1
    value = getattr(node.args[0], "value", None) if plain and isinstance(node.args[0], nodes.Const) else None
    return value if isinstance(value, str) else None


@kept
def set_page(body: str) -> Setting:
    """A page as it is set, parts left out. Raises whatever Markdown raises."""
    plain = re.sub(r"\{\{.*?\}\}", "", body, flags=re.DOTALL)
    reader = markdown.Markdown(extensions=list(EXTENSIONS))
    seen: dict[str, Any] = {}
    reader.treeprocessors.register(_Looking(reader, seen), "looking", -1000)
    html = reader.convert(plain)
    return Setting(seen.get("anchors", set()), seen.get("links", []), Markup(html))


class _Looking(markdown.treeprocessors.Treeprocessor):  # type: ignore[misc]
    """Keeps what links and anchors the finished tree has."""

    def __init__(self, reader: markdown.Markdown, seen: dict[str, Any]) -> None:
        super().__init__(reader)
        self.seen = seen

    def run(self, root: Any) -> None:
        elements = list(root.iter())
        self.seen["anchors"] = {element.get("id") for element in elements if element.get("id")}
        found = [element.get("href" if element.tag == "a" else "src") for element in elements if element.tag in ("a", "img")]
        self.seen["links"] = [address for address in found if address]
