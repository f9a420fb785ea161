"""The lines of a PO file as people damage them: Babel takes the first and the last sign of each for quotation marks, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.records.problem import BadData, Problem

SAYS = re.compile(r"\s*(?:(?:msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*|(?=[\"“”]))(?P<words>\S.*?)\s*")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def quotes_close(text: str, name: str) -> None:
    """Raise ``BadData`` with every line whose words do not stand between two quotation marks."""
    if found := list(_faults(text, name)):
        raise BadData(found)


def _faults(text: str, name: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        said = None if line.startswith("#") else SAYS.fullmatch(line)
        if said and not QUOTED.fullmatch(said["words"]):
            what = 'The words of this line do not stand between two quotation marks ".'
            yield Problem.at(name, number, "", what, 'Begin and end them with "; write \\" for one within.')
