"""What is wrong with HTML as people write it in a page: elements without an end or a beginning, ids that stand twice."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905  # read as a list of words
"""Elements that have no end (https://html.spec.whatwg.org/#void-elements)."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Markup(HTMLParser):
    """``unclosed``: what begins and does not end; ``stray``: what ends and did not begin; ``twice``: ids of more than one element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        rest = COMMENT.sub("", html)
        self.unclosed: list[str] = ["<!--"] if "<!--" in rest else []
        self.stray: list[str] = []
        self.twice: list[str] = []
        self._open: list[str] = []
        self._ids: set[str] = set()
        self.feed(rest)
        self.close()
        self.unclosed += [f"<{tag}" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is written as ended where it begins, as in SVG."""
        id = dict(attrs).get("id")
        if id in self._ids:
            self.twice.append(str(id))
        self._ids |= {id} if id else set()

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it whatever within it did not."""
        if tag not in self._open:
            self.stray.append(f"</{tag}")
            return
        while (inner := self._open.pop()) != tag:
            self.unclosed.append(f"<{inner}")
