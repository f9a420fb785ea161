"""What every form of an edition must say of itself: stated here, in the words of the edition, and nowhere else."""

from __future__ import annotations

from planbook.editions.translation import Translation
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


def translated(words: Words, translation: Translation) -> str:
    """Who drafted a translation, if that was a machine, and how many of its passages of the plan were read against the original by whom."""
    name = translation.edition.name
    drafted = words.gettext("The translation (%(edition)s) was drafted by machine.") % {"edition": name} if translation.by_machine else ""
    read = words.gettext(
        "Of %(all)s passages of the plan, %(machine)s have been read again against the original by a machine, %(people)s by a person."
    )  # fmt: skip
    counts = {kind: words.number(translation.passages_read(kind)) for kind in ("machine", "person")}
    told = read % {"all": words.number(len(translation.passages)), "machine": counts["machine"], "people": counts["person"]}
    return words.sentences(drafted, told)
