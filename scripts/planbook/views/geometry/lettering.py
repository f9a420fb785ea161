"""Texts inside drawings, where nothing breaks lines by itself: about how wide they are, and in which lines they fit."""

from __future__ import annotations

from collections.abc import Iterator

CLOSING = "，。、；：？！）》」』”’…　"
"""What may not begin a line."""


def width_of(text: str, letter: float) -> float:
    """About how wide a text is drawn in letters of a size: a Han character fills its square, others a little over half of it."""
    return sum(letter if ord(character) > 0x2E80 else 0.6 * letter for character in text)


def broken(text: str, room: float, letter: float) -> list[str]:
    """The text in lines that are not wider than ``room`` in letters of a size; it may break before any Chinese character."""
    lines: list[str] = []
    for piece in _pieces(text):
        if lines and width_of(lines[-1] + piece, letter) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def fitted(text: str, room: float, letter: float) -> list[str]:
    """As ``broken``, without the blanks at which it was broken."""
    return [line.strip() for line in broken(text, room, letter)]


def balanced(text: str, room: float, letter: float) -> list[str]:
    """As ``fitted``, in as many lines, about equally long: no line has a single character left for it."""
    lines = fitted(text, room, letter)
    narrower = width_of(text, letter) / len(lines)
    while narrower < room and len(fitted(text, narrower, letter)) > len(lines):
        narrower += letter / 2
    return fitted(text, min(narrower, room), letter)


def _pieces(text: str) -> Iterator[str]:
    """What stays together: a run of letters or figures, a character with the stop that follows it."""
    piece = ""
    for character in text:
        joined = character in CLOSING or (_is_letter(character) and _is_letter(piece[-1:]) and piece[-1:] not in ("/", "-", " "))
        if piece and not joined:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_letter(character: str) -> bool:
    """Whether it belongs to a script of letters, or is a sign that stands among them."""
    return character < "\u2e80"
