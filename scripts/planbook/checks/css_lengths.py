"""Lengths of style sheets: a browser drops ``width: 20`` and ``margin: 10 px`` without a word.

What is computed, and words such as ``auto``, are not judged (https://www.w3.org/TR/css-values-4/#lengths).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.checks.colours import DECLARATION
from planbook.records.memory import kept

SIDES = r"(-(top|right|bottom|left|block|inline|start|end))*"
MEASURED = re.compile(
    r"((min|max)-)?(width|height|inline-size|block-size)|top|right|bottom|left|font-size|text-indent|(letter|word|border)-spacing|"
    rf"((row|column)-)?gap|flex-basis|column-width|outline-(width|offset)|border{SIDES}-(width|radius)|border-radius|"
    rf"(scroll-)?(margin|padding){SIDES}|inset{SIDES}"
)
"""Properties whose numbers are lengths or shares."""
OF_MEDIA = re.compile(r"\(\s*(?:min|max)-(?:width|height)\s*:([^()]*)\)")
COMPUTED = re.compile(r"[\w-]*\([^()]*\)")
UNIT = re.compile(r"%|px|cm|mm|q|in|pt|pc|r?(em|ex|ch|cap|ic|lh)|[sld]?v([whib]|min|max)|cq([whib]|min|max)", re.IGNORECASE)
LENGTH = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?([^\d.].*)?", re.IGNORECASE | re.ASCII)


@kept
def wrong(plain: str) -> tuple[tuple[int, str], ...]:
    """The lengths without a unit, or with one that there is not, in a style sheet without comments and strings: place and words."""
    values = [(found.start(2), found[2]) for found in DECLARATION.finditer(plain) if MEASURED.fullmatch(found[1].lower())]
    values += [(found.start(1), found[1]) for found in OF_MEDIA.finditer(plain)]
    return tuple(sorted(fault for begins, value in values for fault in _of(begins, value)))


def _of(begins: int, value: str) -> Iterator[tuple[int, str]]:
    while (plain := COMPUTED.sub(lambda found: "x" * len(found[0]), value)) != value:
        value = plain
    for word in re.finditer(r"[^\s/,!]+", value):
        found = LENGTH.fullmatch(word[0])
        if found and (not UNIT.fullmatch(found[3]) if found[3] else float(found[1])):
            yield begins + word.start(), word[0]
