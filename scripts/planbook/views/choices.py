"""What a filter offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Choice(NamedTuple):
    """One of the values to choose from: its code, its name, how many records have it."""

    code: str
    name: str
    records: int


def counted(names: Mapping[str, str], counts: Mapping[str, int]) -> list[Choice]:
    """The codes that some record has, in the order of their names. ``counts`` says how many, zero for the others."""
    return [Choice(code, name, counts[code]) for code, name in names.items() if counts.get(code)]
