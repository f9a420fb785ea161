"""What every form of an edition must say of itself: stated here, in the words of the edition, and nowhere else."""

from __future__ import annotations

from planbook.editions.words import Words
from planbook.records.model import Plan

CITY = "市人民政府"


def unofficial(words: Words, plan: Plan) -> str:
    """The sentence that stands on pages, pictures, books and workbooks. The government of a city is called so, others by their name."""
    if plan.written.publisher.endswith(CITY):
        return words.gettext("Unofficial edition. The printed document of the city government prevails.")
    return words.gettext("Unofficial edition. The document issued by %(publisher)s prevails.") % {"publisher": plan.publisher}


def unofficial_in_a_word(words: Words) -> str:
    """The same where there is room for one word only."""
    return words.gettext("Unofficial")
