"""What a rule looks at: the records with their lines, the text as blocks, links and proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planbook.records.lines import Lines
from planbook.records.model import (
    Records,
)
from planbook.records.problem import did_you_mean
from planbook.text.blocks import Block
from planbook.text.links import Links
from planbook.text.proof import Proof


@dataclass(frozen=True)
class Subject:
    """What a check looks at. ``broken`` names the kinds of which some file could not be read: what they lack is no news."""

    data: Path
    records: Records
    lines: Lines
    ids: dict[str, set[str]]
    broken: set[str]
    blocks: dict[str, Block]
    links: Links
    proof: Proof | None


def no_column(holder: str, column: str, columns: Iterable[str]) -> tuple[str, str]:
    """What to say of a column that a table or a row has not, and the cure."""
    return f"{holder} has no column '{column}'.", did_you_mean(column, columns, f"Its columns are: {', '.join(columns) or 'none'}.")
