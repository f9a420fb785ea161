"""Words that a page has to mark: in another language than the edition around them, or the title of a work.

Both are plain ``str`` for whoever computes with them. Only HTML sees more: Jinja asks them for ``__html__``. In an attribute there is
room for plain text only: ``str(words)``, in a macro the filter ``plain``.
"""

from __future__ import annotations

import re
from typing import Any, SupportsIndex

from markupsafe import Markup, escape

QUOTED_OR_TITLE = re.compile(r"⟦([^⟧]+)⟧|\*([^*]+)\*")


class Foreign(str):
    """Words with the BCP 47 tag of their language. In HTML they stand in a ``span`` of that language; cut, they keep it."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, words: str, language: str) -> Foreign:
        """``words`` in ``language``."""
        made = super().__new__(cls, words)
        made.language = language
        return made

    def __html__(self) -> Markup:
        return Markup('<span lang="{}">{}</span>').format(self.language, str(self)) if self else Markup("")

    def __getitem__(self, place: SupportsIndex | slice) -> Foreign:
        return Foreign(str.__getitem__(self, place), self.language)

    def __add__(self, other: str) -> Foreign:
        return Foreign(str(self) + str(other), self.language)

    def __radd__(self, other: str) -> Foreign:
        return Foreign(str(other) + str(self), self.language)

    def __reduce__(self) -> tuple[Any, ...]:
        return Foreign, (str(self), self.language)


class Prose(str):
    """Translated prose in which words of the plan are quoted, ``⟦so⟧``, and works are named, ``*so*``; as ``str`` without the signs."""

    __slots__ = ("language", "written")
    written: str
    language: str

    def __new__(cls, written: str, language: str) -> Prose:
        """``language`` is that of the words that are quoted."""
        made = super().__new__(cls, QUOTED_OR_TITLE.sub(lambda match: match[1] or match[2], written))
        made.written, made.language = written, language
        return made

    def __html__(self) -> Markup:
        made, last = Markup(""), 0
        for match in QUOTED_OR_TITLE.finditer(self.written):
            made += escape(self.written[last : match.start()])
            made += Foreign(match[1], self.language).__html__() if match[1] else Markup("<cite>{}</cite>").format(match[2])
            last = match.end()
        return made + escape(self.written[last:])

    def __reduce__(self) -> tuple[Any, ...]:
        return Prose, (self.written, self.language)


def prose(written: str, language: str) -> str:
    """The words as they are, or as ``Prose`` where they hold any of its signs."""
    return Prose(written, language) if QUOTED_OR_TITLE.search(written) else written


def plain(words: str) -> str:
    """Words for an attribute, without any mark of their language."""
    return str(words) if isinstance(words, Foreign | Prose) else words
