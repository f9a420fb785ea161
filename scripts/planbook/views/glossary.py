"""The glossary as a page lists it: below the letters of the edition, its own words first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from planbook.editions.foreign import Foreign
from planbook.editions.glossary import HEADINGS, Entry, Glossary
from planbook.editions.labels import Labels
from planbook.records.model import Edition
from planbook.text import addresses
from planbook.text.links import Mention
from planbook.text.shelves import Shelf
from planbook.views.choices import Choice, counted
from planbook.views.terms import initial
from planbook.views.text import PlanText

SHOWN = 1
"""How many places are named of what no other page lists; the search has the others."""


class LetterGroup(NamedTuple):
    """The entries that begin with a letter."""

    letter: str
    entries: list[Entry]


@dataclass(frozen=True)
class GlossaryList:
    """The entries of a glossary for the readers of one edition."""

    glossary: Glossary
    text: PlanText
    labels: Labels

    @property
    def editions(self) -> list[Edition]:
        """The edition that is read, then the others."""
        own = self.text.reading.edition
        return sorted(self.text.reading.records.editions.values(), key=lambda edition: edition.id != own.id)

    def name(self, entry: Entry) -> str:
        """What the edition says; where it lacks words, those of the plan."""
        return entry.words.get(self.text.reading.edition.id) or Foreign(entry.source, self.text.reading.records.original.language)

    @property
    def counterparts(self) -> list[Edition]:
        """The editions in another language, whose words a list in parts gives beside its own: for a translation, the original."""
        own = self.text.reading.edition.kind
        return [edition for edition in self.editions[1:] if edition.kind == ("original" if own == "translated" else "translated")]

    @property
    def columns(self) -> list[str]:
        """What stands above the words of each edition: its name."""
        return [Foreign(edition.name, edition.language) for edition in self.editions]

    @property
    def brief_columns(self) -> list[str]:
        """The same where the list is in parts, and gives fewer."""
        return [Foreign(edition.name, edition.language) for edition in (self.editions[0], *self.counterparts)]

    @property
    def groups(self) -> list[LetterGroup]:
        """All entries by their first letter: of their reading, or of the words of an edition that is written in letters."""
        ordered = sorted(self.glossary.entries, key=lambda entry: (self._letters(entry), entry.id))
        parts = groupby(ordered, lambda entry: initial(self._letters(entry)))
        return [LetterGroup(letter.upper(), list(some)) for letter, some in parts]

    @cached_property
    def parts(self) -> dict[str, LetterGroup]:
        """The entries by the part of the list on whose page they stand whole, ordered by their readings; none while the list is short."""
        found = {
            part: LetterGroup(part.replace("-", "–").upper(), [])
            for part in addresses.parts(Shelf.GLOSSARY, self.text.reading.records)
        }  # fmt: skip
        for entry in self.glossary.entries if found else ():
            found[self.part(entry)].entries.append(entry)
        return found

    def part(self, entry: Entry) -> str:
        """The part of the list that has an entry whole."""
        return addresses.letters_of(entry.plain)

    def part_name(self, part: str) -> str:
        """What a part is called: by the letters with which its readings begin."""
        return self.text.words.gettext("Pinyin %(letters)s") % {"letters": self.parts[part].letter}

    def _letters(self, entry: Entry) -> str:
        words = entry.plain if self.text.words.wide else str(self.name(entry))
        return words.lstrip("“‘(").casefold()

    @property
    def kinds(self) -> list[Choice]:
        """Of what they are names, to be chosen from."""
        return counted(self.labels["glossary kind"], Counter(kind for entry in self.glossary.entries for kind in entry.kinds))

    @property
    def refusals(self) -> list[Choice]:
        """Whether renderings are named that are not used, to be chosen from."""
        refusing = sum(1 for entry in self.glossary.entries if entry.refused)
        return counted({"yes": self.text.words.gettext("Some are named")}, {"yes": refusing})

    @property
    def doubts(self) -> list[Choice]:
        """Whether a rendering is doubtful, to be chosen from."""
        return counted({"yes": self.text.words.gettext("Doubtful")}, {"yes": len(self.doubtful)})

    @property
    def doubtful(self) -> list[Entry]:
        """The entries whose renderings are doubtful, in the order of their readings."""
        return [entry for entry in self.glossary.entries if entry.doubtful]

    def is_heading(self, entry: Entry) -> bool:
        """Whether it is a heading of this site and no words of the plan."""
        return entry.record is not None and entry.record[0] in HEADINGS

    def is_told_elsewhere(self, entry: Entry) -> bool:
        """Whether the page of what it names lists its places, or it has none."""
        kind, id = entry.record or ("", "")
        return self.is_heading(entry) or Mention(kind, id) in self.text.links.blocks  # type: ignore[arg-type]

    def shown(self, entry: Entry) -> tuple[str, ...]:
        """The places that are named."""
        return entry.blocks[:SHOWN]

    def search(self, entry: Entry) -> str:
        """The address of the search for the very words, from the root of the edition."""
        return f"{Shelf.SEARCH.path}?s={quote(f'“{entry.source}”')}"
