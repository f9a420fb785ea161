"""Style sheets as they are sent: the theme's without the parts that no page has, half of what it weighs; ours without comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

IDLE = re.compile(
    r"\.md-(?:search|annotation|post|tag|consent|feedback|version|select|social|source|banner|announce|progress|clipboard|tooltip|status|"
    r"draft|pagination|author|profile|meta)(?![a-rt-z])|\.md-(?:nav__source|nav--integrated|sidebar--post|content--post|header__source)|"
    r"\.(?:tabbed|admonition|highlight|linenos|task-list|footnote|mermaid|emojione|twemoji|gemoji|giscus|grid|arithmatex|critic|keys|"
    r"headerlink|codehilite|doc|note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote|inline|annotate)\b|"
    r"\[dir=rtl\]|(?:del|ins|span)\.critic|"
    r"\.md-(?:code__|pin|input|option|content__button|header__option|typeset__|sidebar--secondary)|\.md-typeset (?:iframe|video)|"
    r"\[role=columnheader\]|\[align=|only-(?:dark|light)|mode-only|\[data-md-toggle=search\]|md-toggle--indeterminate|data-md-scrolllock|"
    r"\[data-md-color-(?:primary|accent)"
)
"""Selectors of what MkDocs' extensions, Material's plugins and scripts and languages written from the right would bring."""
IDLE_NAMES = re.compile(
    r"--md-(?:version|source|clipboard|annotation|admonition|warning|tasklist|mermaid|post|progress|footnotes|status|tag|search|tooltip|"
    r"details|tabbed|social|code-(?:select|copy|hl)|typeset-table-sort)"
)
"""Names of colours, icons and measures that only idle rules ask for."""
IDLE_MOVES = re.compile(r"@keyframes (?:consent|facts?|pulse|hoverfix)\b")
DECLARATION = re.compile(r"""(?:[^;"]|"[^"]*")+""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s*")
AROUND = re.compile(r"""("[^"]*")|\s*([{};])\s*""")
"""Words between quotes, which stay as they are, and what needs no blank on either side."""


def trimmed(css: str) -> str:
    """A minified style sheet without its idle rules and its comments."""
    return "".join(_kept(COMMENT.sub("", css)))


def without_comments(css: str) -> str:
    """A style sheet as people write it, without what browsers have no use for: a fifth of what it weighs."""
    tight = AROUND.sub(lambda found: found[1] or found[2], COMMENT.sub("", css))
    return INDENT.sub("\n", tight).replace(";}", "}").strip()


def _kept(css: str) -> Iterator[str]:
    for rule in _rules(css):
        head, _brace, body = rule.partition("{")
        if head.startswith(("@media", "@supports", "@layer")):
            inner = "".join(_kept(body[:-1]))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield "" if IDLE_MOVES.match(head) else rule
        else:
            selectors = [selector for selector in _selectors(head) if not IDLE.search(selector)]
            declarations = [text for text in DECLARATION.findall(body[:-1]) if not IDLE_NAMES.match(text)]
            if selectors and declarations:
                yield f"{','.join(selectors)}{{{';'.join(declarations)}}}"


def _rules(css: str) -> Iterator[str]:
    """The rules of a sheet or of a block, each with its head; braces stand nowhere else in a minified sheet."""
    depth = start = 0
    for brace in re.finditer(r"[{}]", css):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            yield css[start : brace.end()]
            start = brace.end()


def _selectors(head: str) -> list[str]:
    """A list of selectors cut at the commas that do not stand in brackets."""
    return re.split(r",(?![^(\[]*[)\]])", head)
