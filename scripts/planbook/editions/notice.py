"""What every form of an edition must say of itself: stated here, in the words of the edition, and nowhere else."""

from __future__ import annotations

from planbook.editions.words import Words


def unofficial(words: Words) -> str:
    """The sentence that stands on pages, pictures, books and workbooks."""
    return words.gettext("Unofficial edition. The printed document of the city government prevails.")


def unofficial_in_a_word(words: Words) -> str:
    """The same where there is room for one word only."""
    return words.gettext("Unofficial")
