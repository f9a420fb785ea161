"""All that is made for editors from model and data: the guide, the schemas, and the lists of what a key can name."""

from __future__ import annotations

from pathlib import Path

from planbook.records import guide
from planbook.records.load import Loaded, load
from planbook.records.schemas import BLOCKS, Schema
from planbook.text.blocks import blocks

LONGEST = 30
"""Characters of a block that an editor shows."""


def files(root: Path) -> dict[str, str]:
    """Everything that is made here: path from the root, content."""
    loaded = load(root / "data")
    return guide.files(root, loaded) | {f"{guide.SCHEMAS}/{BLOCKS}": guide.as_json(_blocks(loaded))}


def _blocks(loaded: Loaded) -> Schema:
    """The ids of the blocks of the text in their order, each with how it begins."""
    found = blocks(loaded.records)
    began = [(block.before + block.text)[:LONGEST] or block.id for block in found.values()]
    return {"$schema": "http://json-schema.org/draft-07/schema#", "enum": [*found], "enumDescriptions": began}


def write(root: Path) -> list[str]:
    """Write everything anew and remove the schemas of kinds that are no more; returns the paths of what was written, from the root."""
    made = files(root)
    for path in (root / guide.SCHEMAS).glob("*.json"):
        if path.relative_to(root).as_posix() not in made:
            path.unlink()
    for name, text in made.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return [*made]
