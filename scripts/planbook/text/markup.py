"""What is wrong with HTML as people write it in a page: elements without an end or a beginning, ids that stand twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905  # read as a list of words
"""Elements that have no end (https://html.spec.whatwg.org/#void-elements)."""
KEEPS = re.compile("h[1-6]|a")
"""Elements whose words are kept."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass
class Element:
    """An element in the order of the page: its tag, its attributes; of a heading or a link also the words."""

    tag: str
    attributes: dict[str, str | None]
    words: str = ""


class Markup(HTMLParser):
    """``unclosed``: what begins and does not end; ``stray``: what ends and did not begin; ``twice``: ids of more than one element.

    ``elements``: all that there are; ``texts``: the words between them.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        rest = COMMENT.sub("", html)
        self.unclosed: list[str] = ["<!--"] if "<!--" in rest else []
        self.stray: list[str] = []
        self.twice: list[str] = []
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self._kept: dict[str, Element] = {}
        self._ids: set[str] = set()
        self.feed(rest)
        self.close()
        self.unclosed += [f"<{tag}" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)
        if KEEPS.fullmatch(tag):
            self._kept[tag] = self.elements[-1]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is written as ended where it begins, as in SVG."""
        self.elements.append(Element(tag, dict(attrs)))
        if tag == "img" and "a" in self._kept:  # a picture is the words of its link
            self._kept["a"].words += dict(attrs).get("alt") or ""
        id = dict(attrs).get("id")
        if id in self._ids:
            self.twice.append(str(id))
        self._ids |= {id} if id else set()

    def handle_data(self, data: str) -> None:
        """Words: those of a heading or a link are kept with it, and all that are no examples of code."""
        if not {"code", "pre", "script", "style"} & set(self._open):
            self.texts.append(data)
        for element in self._kept.values():
            element.words += data

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it whatever within it did not."""
        if tag not in self._open:
            self.stray.append(f"</{tag}")
            return
        self._kept.pop(tag, None)
        while (inner := self._open.pop()) != tag:
            self.unclosed.append(f"<{inner}")
