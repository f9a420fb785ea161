"""The glossary: every set phrase and name that the editions say in one way, in all of them, and where the plan uses it.

It is gathered from what stands elsewhere: names of terms, indicators, places and fields with their translations, and the set phrases of
each translation. What stands in two lists is one entry. A plan without a translation has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

from planbook.editions import phrases, po
from planbook.editions.conversion import field_converter
from planbook.editions.foreign import prose
from planbook.editions.messages import context_of
from planbook.editions.phrases import Phrase
from planbook.editions.pinyin import read_sounds, sounds, without_tones
from planbook.editions.translation import Translation
from planbook.records.base import KeyPath
from planbook.records.model import Edition, Record, Records, Term
from planbook.text.blocks import Block
from planbook.text.links import Links, Mention
from planbook.text.shelves import IN_GLOSSARY

HEADINGS = ("fields",)
"""Kinds whose names are headings of this site and no words of the plan."""
PHRASES = "phrases"
"""What the ids of entries begin with that name no record."""
Said = dict[str, str]
"""By the id of an edition what is said there; editions that do not say it are left out."""


def is_entry(id: str) -> bool:
    """Whether an id has the form of those of entries: ``terms-river-chief``."""
    return id.partition("-")[0] in (*IN_GLOSSARY, PHRASES)


@dataclass(frozen=True)
class Entry:
    """A phrase or a name. ``kinds``: of what it is a name, ``phrase`` for a set phrase, ``name`` for a name of neither.

    ``blocks``: the blocks that use it, in the order of the text: those that its links know; where there is no link, as in rows of tables,
    those in which its words stand. ``record``: kind and id of the record that it names.
    """

    id: str
    kinds: tuple[str, ...]
    source: str
    pinyin: str
    words: Said
    blocks: tuple[str, ...] = ()
    record: tuple[str, str] | None = None
    meaning: Said = field(default_factory=dict)
    authority: Said = field(default_factory=dict)
    """What the meaning rests on."""
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Said = field(default_factory=dict)
    doubtful: bool = False
    """Whether a note says that a rendering is doubtful."""
    others: tuple[str, ...] = ()
    """The ids that it would have without the list that came first: whoever adds a term takes no address away."""

    @property
    def plain(self) -> str:
        """Its reading in plain letters, by which it is sorted."""
        return without_tones(self.pinyin).lstrip("“(").casefold()


@dataclass(frozen=True)
class Glossary:
    """Every entry, in the order of their readings, gathered when somebody asks: most pages have no use for them."""

    translations: tuple[Translation, ...] = ()
    _gathered: Callable[[], Iterable[Entry]] = tuple

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries. Raises ``BadData`` when a dictionary or list is damaged."""
        return tuple(sorted(self._gathered(), key=lambda entry: (entry.plain, entry.id)))


NO_GLOSSARY = Glossary()


def glossary(records: Records, blocks: dict[str, Block], links: Links, translations: tuple[Translation, ...], data: Path) -> Glossary:
    """The glossary of a plan, from its records in its own words."""
    return Glossary(translations, _Gathering(records, blocks, links, translations, data).entries) if translations else NO_GLOSSARY


@dataclass(frozen=True)
class _Gathering:
    records: Records
    blocks: dict[str, Block]
    links: Links
    translations: tuple[Translation, ...]
    data: Path

    def __getstate__(self) -> dict[str, object]:
        """For another process: what was given. What was worked out of it, converters among it, is worked out there again."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {id: _words_of(block) for id, block in self.blocks.items()}

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return read_sounds(self.data)

    @cached_property
    def _converters(self) -> list[tuple[Edition, Callable[[str], str]]]:
        shown = (edition for edition in self.records.editions.values() if edition.kind != "translated")
        return [(edition, field_converter(edition, self.data)) for edition in shown]

    @cached_property
    def _phrases(self) -> dict[str, list[Phrase]]:
        return {one.edition.id: phrases.read(self.data / po.FOLDER / one.edition.id) for one in self.translations}

    def entries(self) -> Iterator[Entry]:
        """Every entry once: names of records with what is written of them as set phrases, then the other phrases."""
        found: dict[str, Entry] = {}
        for kind in IN_GLOSSARY:
            for record in getattr(self.records, kind).values():
                if known := found.get(record.name):
                    said = {edition: words for edition, words in known.words.items() if words != record.name}  # what nobody translated
                    words = self._said(record, ("name",), record.name) | said
                    found[record.name] = replace(_also(known, kind, f"{kind}-{record.id}"), words=words)
                else:
                    found[record.name] = self._of_record(kind, record)
        for edition, some in self._phrases.items():
            for phrase in some:
                found[phrase.source] = self._with_phrase(found.get(phrase.source), phrase, edition)
        yield from found.values()

    def _of_record(self, kind: str, record: Record) -> Entry:
        name, term = getattr(record, "name", ""), record if isinstance(record, Term) else None
        return Entry(
            f"{kind}-{record.id}", (kind,), name, sounds(name, self._sounds), self._said(record, ("name",), name),
            self._uses(kind, record.id, name), (kind, record.id), self._said(record, ("meaning",), term.meaning) if term else {},
            self._said(record, ("source",), term.source) if term and term.source else {},
        )  # fmt: skip

    def _with_phrase(self, known: Entry | None, phrase: Phrase, edition: str) -> Entry:
        entry = _also(known, phrase.kind, f"{PHRASES}-{phrase.id}") if known else self._of_phrase(phrase)
        words = entry.words if edition in entry.words else entry.words | {edition: phrase.words}
        refused = entry.refused | {edition: phrase.refused} if phrase.refused else entry.refused
        notes = entry.notes | {edition: phrase.note} if phrase.note else entry.notes
        doubtful = entry.doubtful or phrase.doubtful
        return replace(entry, words=words, refused=refused, notes=notes, doubtful=doubtful)

    def _of_phrase(self, phrase: Phrase) -> Entry:
        uses = self._where(phrase.source)
        reading, words = sounds(phrase.source, self._sounds), self._in_script(phrase.source)
        return Entry(f"{PHRASES}-{phrase.id}", (phrase.kind,), phrase.source, reading, words, uses)

    def _uses(self, kind: str, id: str, name: str) -> tuple[str, ...]:
        """Where a record is spoken of: as its links know, else the rows of the indicator that it is, else wherever its name stands."""
        if kind in HEADINGS:
            return ()
        rows = [row for row, indicator in self.links.rows.items() if (kind, indicator) == ("indicators", id)]
        return tuple(self.links.blocks.get(Mention(kind, id), ()) or rows or self._where(name))  # type: ignore[arg-type]

    def _where(self, words: str) -> tuple[str, ...]:
        """The blocks in which words stand, rows of tables and headings too, whose words carry no links."""
        return tuple(id for id, text in self._texts.items() if words in text)

    def _in_script(self, text: str) -> Said:
        return {edition.id: convert(text) for edition, convert in self._converters}

    def _said(self, record: Record, path: KeyPath, text: str) -> Said:
        """A text of a record in every edition; one without Han characters is the same in all."""
        context, said = context_of(record, path), self._in_script(text)
        for translation in self.translations:
            words = translation.words(context) if context in translation.messages else text
            said |= {translation.edition.id: str(prose(words, translation.language))} if words else {}
        return said


def _also(entry: Entry, kind: str, id: str) -> Entry:
    """An entry that stands in one more list, where it would have this id."""
    kinds = entry.kinds if kind in entry.kinds else (*entry.kinds, kind)
    return replace(entry, kinds=kinds, others=entry.others if id in (entry.id, *entry.others) else (*entry.others, id))


def _words_of(block: Block) -> str:
    return "\n".join((block.before, block.text, *(block.cells or {}).values()))
