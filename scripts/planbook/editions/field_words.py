"""What the fields of the open data hold, in other languages than that of the model, which is Chinese.

The descriptions stand once, in the model and the vocabulary; a catalogue for each further language stands in ``scripts/planbook/locale``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po

from planbook.editions.foreign import Foreign

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def describer(language: str, original: str) -> Callable[[str], str]:
    """Descriptions in ``language``; what its catalogue lacks stays as it is, marked as ``original`` (both BCP 47)."""
    path = LOCALE / f"fields.{language}.po"
    known: dict[str, str] = {}
    if path.is_file():
        with path.open("rb") as file:
            known = {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}
    return lambda words: known.get(words) or Foreign(words, original)
