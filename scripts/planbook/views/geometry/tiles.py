"""A map of tiles as plain coordinates: equal squares in the neighbourhood of the places, no areas; a place may take several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planbook.views.geometry.lettering import fitted, width_of

GAP = 6
WIDE, NARROW = 476, 320
"""The widths of the drawings: five columns of twelve, a phone or beside a text."""
LETTERS = {WIDE: 15, NARROW: 13}
FIGURE = 26
"""Size of the figures."""
INSETS = {WIDE: 10, NARROW: 6}
SHADES = 3
"""How many tints there are besides that of nothing."""

Cell = tuple[int, int]
"""Row and column, counted from 1."""


class Counted(NamedTuple):
    """A place with its cells, its name, the number of what is in it, its address."""

    id: str
    name: str
    cells: Sequence[Cell]
    number: int
    address: str


class Words(NamedTuple):
    """A line of the name; ``fitted`` is the width into which it must be set, if it is wider than its tile."""

    x: int
    y: int
    text: str
    fitted: int | None


class Tile(NamedTuple):
    """The outline of a place as SVG path, its tint from 0, its name and its count with their places."""

    of: Counted
    outline: str
    shade: int
    name: tuple[Words, ...]
    x: int
    y: int


@dataclass(frozen=True)
class Tiles:
    """The places of a map."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


def cell_of(tile: str) -> Cell:
    """Row and column of a tile as a record writes it: 1-3."""
    row, _, column = tile.partition("-")
    return int(row), int(column)


def tiles(places: Sequence[Counted], width: int) -> Tiles:
    """The drawing of a width."""
    columns = max(column for place in places for _row, column in place.cells)
    rows = max(row for place in places for row, _column in place.cells)
    side = (width - GAP * (columns - 1)) // columns
    most = max(place.number for place in places) or 1
    drawn = tuple(_tile(place, side, width, most) for place in places)
    return Tiles(drawn, width, rows * side + (rows - 1) * GAP)


def _tile(place: Counted, side: int, width: int, most: int) -> Tile:
    letter, inset = LETTERS[width], INSETS[width]
    row, column, run = _longest_row(place.cells)
    x, y = (column - 1) * (side + GAP) + inset, (row - 1) * (side + GAP) + inset
    room = run * (side + GAP) - GAP - 2 * inset
    lines = fitted(place.name, room, letter)
    step = letter + 3
    name = tuple(
        Words(x, y + letter + step * number, line, room if width_of(line, letter) > room else None) for number, line in enumerate(lines)
    )
    shade = -(-SHADES * place.number // most)
    return Tile(place, _outline(place.cells, side), shade, name, x, y + letter + step * (len(lines) - 1) + FIGURE + 2)


def _longest_row(cells: Sequence[Cell]) -> tuple[int, int, int]:
    """Row, first column and length of the longest run of cells in a row, the uppermost of several."""
    runs = []
    for row, column in cells:
        if (row, column - 1) not in cells:
            length = 1
            while (row, column + length) in cells:
                length += 1
            runs.append((row, column, length))
    return max(runs, key=lambda run: (run[2], -run[0], -run[1]))


def _outline(cells: Sequence[Cell], side: int) -> str:
    """The squares of a place, with what lies between them where they touch."""
    step, own = side + GAP, set(cells)
    parts = []
    for row, column in sorted(own):
        right, below = (row, column + 1) in own, (row + 1, column) in own
        wide, high = side + GAP * right, side + GAP * below
        x, y = (column - 1) * step, (row - 1) * step
        corner = right and below and (row + 1, column + 1) in own
        parts.append(f"M{x} {y}h{wide}v{side}h{-wide}z")
        if below:
            parts.append(f"M{x} {y}h{side + GAP * corner}v{high}h{-side - GAP * corner}z")
    return "".join(parts)


def legend(places: Sequence[Counted]) -> Mapping[int, tuple[int, int]]:
    """The least and the greatest count of each tint that is used."""
    most = max(place.number for place in places) or 1
    found: dict[int, tuple[int, int]] = {}
    for count in sorted(place.number for place in places):
        shade = -(-SHADES * count // most)
        found[shade] = (found.get(shade, (count, count))[0], count)
    return found
