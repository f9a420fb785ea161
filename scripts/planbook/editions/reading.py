"""One edition, ready for pages: the plan's own words, or converted, or translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from planbook.editions.citations import Rendered
from planbook.editions.conversion import field_converter
from planbook.editions.field_words import describer
from planbook.editions.foreign import Foreign
from planbook.editions.names import Names
from planbook.editions.translation import Translation, Translator, links_in, translation
from planbook.records.model import Edition, Record, Records
from planbook.records.picture_files import PictureFile, picture_files
from planbook.records.walk import map_text
from planbook.text.blocks import Block
from planbook.text.links import Links, Mark

ENGLISH = "en"


class Original(NamedTuple):
    """What a translated edition keeps of the plan in its own language: its title, and its blocks."""

    title: Foreign
    blocks: dict[str, Block]


@dataclass(frozen=True)
class Reading:
    """The records and the blocks in the words of the edition, and its way of showing further words of the plan's language.

    ``marks``: what the words of translated blocks lead to; other blocks have the marks of the plan. ``translation`` and ``original`` are
    those of a translated edition. ``names``: what records are called in English, where there is such an edition.
    """

    edition: Edition
    records: Records
    blocks: dict[str, Block]
    convert: Callable[[str], str]
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    translation: Translation | None = None
    original: Original | None = None
    names: Names | None = None
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    """The pictures of the plan, by the names of their files; they are the same in every edition."""

    @property
    def rendered(self) -> Rendered | None:
        """What a citation says of the translation; nothing in an edition in the words of the plan."""
        return Rendered(self.original.title, self.translation.by_machine) if self.original and self.translation else None

    def linked(self, links: Links) -> Links:
        """The links of the edition, from those of the plan."""
        return links_in(links, self.records, self.blocks, self.marks) if self.marks else links


def reading(
    edition: Edition, records: Records, blocks: dict[str, Block], data: Path, known: Iterable[Translation] = ()
) -> Reading:  # fmt: skip
    """The plan in the words of ``edition``; ``known`` are translations that were read already.

    Raises ``BadData`` when the edition's dictionary is damaged.
    """
    translations = {found.edition.id: found for found in known}

    def of(wanted: Edition) -> Translation:
        if wanted.id not in translations:
            translations[wanted.id] = translation(wanted, records, blocks, data)
        return translations[wanted.id]

    match edition.kind:
        case "original":
            made = Reading(edition, records, blocks, str)
        case "converted":
            convert = field_converter(edition, data)
            shown = {id: _converted(block, convert) for id, block in blocks.items()}
            made = Reading(edition, _each(records, lambda record: map_text(record, convert)), shown, convert)
        case "translated":
            made = _translated(of(edition), records, blocks)
    english = next((one for one in records.editions.values() if one.kind == "translated" and one.language.startswith(ENGLISH)), None)
    return replace(made, names=Names(of(english)) if english else None, pictures=picture_files(data))


def _translated(translation: Translation, records: Records, blocks: dict[str, Block]) -> Reading:
    translator = Translator(translation)
    made = {id: translator.block(block) for id, block in blocks.items()}
    return Reading(
        translation.edition, _each(records, translator.record), {id: block for id, (block, _marks) in made.items()},
        describer(translation.edition.language, translation.language),
        {id: marks for id, (_block, marks) in made.items() if marks is not None},
        translation,
        Original(Foreign(records.plan.title, translation.language), blocks),
    )  # fmt: skip


def _each(records: Records, change: Callable[[Record], Record]) -> Records:
    """All records, each changed alike."""
    kinds = {name: {id: change(record) for id, record in found.items()} for name, found in vars(records).items() if isinstance(found, dict)}
    return replace(records, plan=change(records.plan), **kinds)  # type: ignore[arg-type]


def _converted(block: Block, convert: Callable[[str], str]) -> Block:
    return replace(
        block, text=convert(block.text), before=convert(block.before), mark=convert(block.mark), description=convert(block.description),
        cells={column: convert(value) for column, value in block.cells.items()} if block.cells is not None else None,
        cell_errata=tuple(map_text(erratum, convert) for erratum in block.cell_errata),
    )  # fmt: skip
