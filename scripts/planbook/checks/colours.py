"""Colours of style sheets: a declaration with a colour that is none is dropped by browsers without a word.

What is computed (``calc``, ``var``, ``color-mix``) is not judged (https://www.w3.org/TR/css-color-4/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planbook.records.memory import kept

DECLARATION = re.compile(r"(?<![\w-])([\w-]+)\s*:\s*([^;{}]*)(?=[;}])")
HEX = re.compile(r"#([\w-]*)")
LENGTHS = (3, 4, 6, 8)
OF_PARTS = re.compile(r"(?<![\w-])(rgba?|hsla?)\(([^()]*)\)", re.IGNORECASE)
NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(%|deg|turn|rad|grad)?")
MOST = {"rgb": (255, 255, 255, 1), "hsl": (360, 100, 100, 1)}
"""The most of each part; more is cut off by browsers, and was not meant."""
ONE = re.compile(r"(?:color|(?:background|border|outline|caret|accent|column-rule|text-decoration|flood|stop)[a-z-]*-color|fill|stroke)")
"""Properties whose value is one colour."""
WORD = re.compile(r"[^\s()\"'#,!-][^\s()\"'#,!]*")
NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue chartreuse
    chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet
    deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray
    green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral
    lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple
    mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite
    navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink
    plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
    yellowgreen transparent currentcolor none auto inherit initial unset revert revert-layer context-fill context-stroke
    accentcolor accentcolortext activetext buttonborder buttonface buttontext canvas canvastext field fieldtext graytext highlight
    highlighttext linktext mark marktext selecteditem selecteditemtext visitedtext
    """,
    )
)
"""Named colours, those of the system, and the words that stand for a colour."""


class Colour(NamedTuple):
    """A colour that is none: its place in the style sheet, and how it is written."""

    place: int
    words: str


@kept
def wrong(plain: str) -> tuple[Colour, ...]:
    """The colours in a style sheet without comments and strings that no browser knows."""
    found = (fault for declaration in DECLARATION.finditer(plain) for fault in _of(declaration))
    return tuple(sorted(found))


def _of(declaration: re.Match[str]) -> Iterator[Colour]:
    name, value, begins = declaration[1].lower(), declaration[2], declaration.start(2)
    if "url(" in value.lower():
        return
    for found in HEX.finditer(value):
        if len(found[1]) not in LENGTHS or not re.fullmatch(r"[0-9a-fA-F]+", found[1]):
            yield Colour(begins + found.start(), found[0])
    for found in OF_PARTS.finditer(value):
        if not _possible(found[1].lower()[:3], found[2]):
            yield Colour(begins + found.start(), found[0])
    word = value.partition("!")[0].strip()
    if ONE.fullmatch(name) and WORD.fullmatch(word) and word.lower() not in NAMES:
        yield Colour(begins, word)


def _possible(kind: str, parts: str) -> bool:
    """Whether the parts of a colour are as many and as large as they may be."""
    written = re.split(r"[\s,/]+", parts.strip())
    if written[:1] == ["from"]:
        return True
    numbers = [NUMBER.fullmatch(part) for part in written if part != "none"]
    if len(written) not in (3, 4) or not all(numbers):
        return False
    if len(numbers) < len(written):
        return True
    for place, number in enumerate(filter(None, numbers)):
        unit, most = number[2] or "", MOST[kind][place]
        if unit in ("", "%") and not (0 <= float(number[1]) <= (100 if unit == "%" else most)) and (kind, place) != ("hsl", 0):
            return False
    return True
