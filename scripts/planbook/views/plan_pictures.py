"""The pictures of the plan as a page shows them: the file with its size, or, where there is none, what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planbook.records.picture_files import FOLDER
from planbook.text.shelves import Shelf
from planbook.views.text import PlanText

PLACE = f"{Shelf.CHAPTERS.path}{FOLDER}/"
"""Where the files stand, from the root of the edition."""


class PlanPicture(NamedTuple):
    """A picture. ``path`` leads from the root of the edition to its file and is empty where there is none.

    ``alt`` is what stands for it where it cannot be seen; ``description`` is empty where nobody has described it.
    """

    path: str
    width: int
    height: int
    alt: str
    description: str


@dataclass(frozen=True)
class PlanPictures:
    """The pictures of one edition."""

    text: PlanText

    def of(self, id: str) -> PlanPicture:
        """The picture that is the block with this id."""
        block, reading, words = self.text.block(id), self.text.reading, self.text.words
        file = reading.pictures.get(block.file)
        alt = block.description or words.gettext("A picture that nobody has described yet")
        return PlanPicture(
            f"{PLACE}{block.file}" if file else "", file.width if file else 0, file.height if file else 0, alt, block.description
        )  # fmt: skip

    @property
    def shown(self) -> list[str]:
        """The files that stand in the text, each once, in its order."""
        files = (block.file for block in self.text.reading.blocks.values())
        return list(dict.fromkeys(name for name in files if name in self.text.reading.pictures))
