"""The proof finds every departure of the records from the received text, names its place, and blames nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from planbook.checks.rules import CheckedPlan
from planbook.records.model import Erratum
from planbook.text.blocks import Block, applies, blocks, sequence, without_blanks
from planbook.text.proof import Proof, prove
from support.facts import ours
from support.places import ROOT

FOREIGN = "㐀"
"""A character that the plan does not use."""
Sequence = list[Block]
Damage = Callable[[str], str]

CHANGES: dict[str, Damage] = {
    "first character changed": lambda words: FOREIGN + words[1:],
    "middle character changed": lambda words: words[: len(words) // 2] + FOREIGN + words[len(words) // 2 + 1 :],
    "last character changed": lambda words: words[:-1] + FOREIGN,
    "first character lost": lambda words: words[1:],
    "last character lost": lambda words: words[:-1],
    "character added before": lambda words: FOREIGN + words,
    "character added within": lambda words: words[: len(words) // 2] + FOREIGN + words[len(words) // 2 :],
    "character added behind": lambda words: words + FOREIGN,
}


@dataclass(frozen=True)
class Text:
    """The received text, and where each block begins in it, worked out without the module under test."""

    source: str
    blocks: Sequence
    line_of: list[int]
    """The source line of every character that is no blank."""
    start: dict[str, int]

    def lines(self, block: Block) -> tuple[int, int]:
        start = self.start[block.id]
        return self.line_of[start], self.line_of[start + len(without_blanks(block.printed)) - 1]


@pytest.fixture(scope="module")
def text(sound: CheckedPlan) -> Text:
    source = (ROOT / "data" / sound.records.sources[sound.records.plan.source].file).read_text(encoding="utf-8")
    blocks = [block for block in sequence(sound.records) if block.printed]
    start, place = {}, 0
    for block in blocks:
        start[block.id] = place
        place += len(without_blanks(block.printed))
    line_of = [number for number, line in enumerate(source.split("\n"), 1) for character in line if not character.isspace()]
    return Text(source, blocks, line_of, start)


def named(proof: Proof) -> list[str]:
    return [difference.block.id for difference in proof.differences]


def damaged(blocks: Sequence, place: int, damage: Damage) -> Sequence:
    return [*blocks[:place], replace(blocks[place], received=damage(blocks[place].received)), *blocks[place + 1 :]]


def some(blocks: Sequence) -> list[int]:
    """Places to damage: every eighth block, one of each kind at least, the first and the last."""
    kinds = {block.kind: place for place, block in enumerate(blocks) if block.received}
    return sorted({*(place for place in range(0, len(blocks), 8) if blocks[place].received), *kinds.values(), 0, len(blocks) - 1})


def test_the_records_are_the_source_and_every_character_counts(sound: CheckedPlan, text: Text) -> None:
    proof = prove(sequence(sound.records), text.source)
    assert proof.differences == ()
    assert proof.characters == sum(not character.isspace() for character in text.source) == len(text.line_of)
    assert sum(len(without_blanks(block.printed)) for block in text.blocks) == proof.characters


def test_every_block_is_told_the_source_lines_it_was_read_from(text: Text) -> None:
    proof = prove(text.blocks, text.source)
    assert {block.id: proof.lines[block.id] for block in text.blocks} == {block.id: text.lines(block) for block in text.blocks}


@pytest.mark.parametrize("name", CHANGES)
def test_one_damaged_character_gives_one_difference_at_its_block_and_line(name: str, text: Text) -> None:
    for place in some(text.blocks):
        block = text.blocks[place]
        (difference,) = prove(damaged(text.blocks, place, CHANGES[name]), text.source).differences
        # Between two blocks on one line nothing tells whose edge was lost: the difference may then name the second.
        follower = text.blocks[place + 1 : place + 2]
        shared = [other.id for other in follower if name == "last character lost" and text.lines(other)[0] == text.lines(block)[1]]
        assert difference.block.id in [block.id, *shared], name
        first, last = text.lines(block)
        assert first <= difference.line <= last, block.id
        assert difference.records_say != difference.source_says


@ours
def test_the_difference_shows_both_sides_at_the_damaged_place(text: Text) -> None:
    place = next(i for i, block in enumerate(text.blocks) if block.kind == "paragraph" and len(block.received) > 100)
    received = text.blocks[place].received
    (difference,) = prove(damaged(text.blocks, place, lambda words: words[:50] + FOREIGN + words[51:]), text.source).differences
    assert difference.records_say == received[38:50] + FOREIGN + received[51:62]
    assert difference.source_says == received[38:62]


def test_a_changed_table_cell_is_found(text: Text) -> None:
    rows = [place for place, block in enumerate(text.blocks) if block.cells]
    for place in rows[::5]:
        block = text.blocks[place]
        wrong = [*text.blocks[:place], replace(block, after=block.after[:-1] + FOREIGN), *text.blocks[place + 1 :]]
        assert named(prove(wrong, text.source)) == [block.id]


@ours
def test_a_changed_heading_number_is_found(text: Text) -> None:
    for kind in ("chapter", "section", "box"):
        place = next(i for i, block in enumerate(text.blocks) if block.kind == kind)
        block = text.blocks[place]
        wrong = [*text.blocks[:place], replace(block, before=block.before + "九"), *text.blocks[place + 1 :]]
        assert named(prove(wrong, text.source)) == [block.id]


def test_a_dropped_block_gives_one_difference_where_it_is_missing(text: Text) -> None:
    for place in some(text.blocks):
        proof = prove([*text.blocks[:place], *text.blocks[place + 1 :]], text.source)
        (difference,) = proof.differences
        neighbours = text.blocks[max(0, place - 1) : place + 2]
        assert difference.block in neighbours
        assert text.lines(neighbours[0])[0] <= difference.line <= text.lines(neighbours[-1])[1]


def test_an_added_block_gives_one_difference_that_names_it(text: Text) -> None:
    for place in some(text.blocks):
        extra = replace(text.blocks[place], id="extra", received=FOREIGN * 20, before="", after="")
        assert named(prove([*text.blocks[:place], extra, *text.blocks[place:]], text.source)) == ["extra"]


def test_two_swapped_blocks_give_two_differences_beside_them(text: Text) -> None:
    for place in some(text.blocks)[:-1]:
        first, second = text.blocks[place : place + 2]
        wrong = [*text.blocks[:place], second, first, *text.blocks[place + 2 :]]
        around = {block.id for block in text.blocks[max(0, place - 1) : place + 3]}
        found = named(prove(wrong, text.source))
        assert len(found) == 2, (first.id, second.id)
        assert set(found) <= around
        assert {first.id, second.id} & set(found)


@ours
def test_a_block_that_the_source_lost_is_never_blamed(sound: CheckedPlan, text: Text) -> None:
    whole = list(sequence(sound.records))
    lost = [place for place, block in enumerate(whole) if not block.printed]
    assert lost
    for place in lost:
        wrong = damaged(whole, place - 1, CHANGES["last character lost"])
        assert named(prove(wrong, text.source)) == [whole[place - 1].id]


def test_text_before_the_first_block_is_found(text: Text) -> None:
    (difference,) = prove(text.blocks, FOREIGN + text.source.lstrip()).differences
    assert difference.block is text.blocks[0]
    assert (difference.line, difference.source_says[0]) == (1, FOREIGN)


def test_text_behind_the_last_block_is_found(text: Text) -> None:
    (difference,) = prove(text.blocks, text.source + "\n附件" + FOREIGN).differences
    assert difference.block is text.blocks[-1]
    assert difference.source_says.endswith("附件" + FOREIGN)


@ours
def test_faults_far_apart_are_told_one_by_one(text: Text) -> None:
    chosen = random.Random(14)
    for _ in range(40):
        places = sorted(place * 6 + chosen.randrange(3) for place in chosen.sample(range(len(text.blocks) // 6), 8))
        places = [place for place in places if text.blocks[place].received]
        wrong = list(text.blocks)
        for place in places:
            wrong[place] = replace(wrong[place], received=CHANGES["middle character changed"](wrong[place].received))
        assert named(prove(wrong, text.source)) == [text.blocks[place].id for place in places]


@ours
def test_neighbours_that_are_both_damaged_are_both_named(text: Text) -> None:
    for place in some(text.blocks)[:-1]:
        if not text.blocks[place + 1].received:
            continue
        wrong = list(text.blocks)
        for index in (place, place + 1):
            wrong[index] = replace(wrong[index], received=CHANGES["last character changed"](wrong[index].received))
        proof = prove(wrong, text.source)
        assert named(proof) == [text.blocks[place].id, text.blocks[place + 1].id]
        ((first, _), (second, last)) = (text.lines(block) for block in text.blocks[place : place + 2])
        assert first <= proof.differences[0].line <= last
        if len(text.blocks[place + 1].received) > 40:
            assert second <= proof.differences[1].line <= last


def test_blanks_and_page_breaks_do_not_count(text: Text) -> None:
    proof = prove(text.blocks, text.source.replace("。", " 。\f\n\t"))
    assert proof.differences == ()


def test_every_block_id_is_unique(sound: CheckedPlan) -> None:
    ids = [block.id for block in sequence(sound.records)]
    assert len(ids) == len(set(ids)) == len(sound.blocks)


@ours
def test_every_quote_stands_in_its_block(sound: CheckedPlan) -> None:
    records = sound.records
    quoting = [*records.projects.values(), *records.targets.values()]
    evidence = [item for record in quoting for item in record.evidence]
    evidence += [item for indicator in records.indicators.values() for value in indicator.series for item in value.evidence]
    evidence += [term.defined for term in records.terms.values() if term.defined]
    assert len(evidence) > len(quoting)
    assert [item for item in evidence if item.quote and item.quote not in sound.blocks[item.at].text] == []


def test_certain_errata_give_the_reading_and_undoing_them_gives_what_was_received(sound: CheckedPlan) -> None:
    errata = sound.records.errata
    corrected = {erratum.id for erratum in errata.values() if applies(erratum) and not erratum.column}
    shown = set()
    for block in sound.blocks.values():
        undone = block.text
        for span in reversed(block.spans):
            erratum = errata[span.erratum]
            assert undone[span.start : span.end] == (erratum.read if applies(erratum) else erratum.received), erratum.id
            undone = undone[: span.start] + erratum.received + undone[span.end :]
            shown.add(erratum.id)
        assert undone == block.received
    assert corrected <= shown, "an erratum that is certain is not shown"


@ours
def test_a_certain_erratum_of_a_cell_changes_that_cell_and_nothing_else(sound: CheckedPlan) -> None:
    place = next(block for block in sound.blocks.values() if block.cells)
    column, words = next(iter(place.cells.items()))
    mended = Erratum(
        id="new", at=place.id, column=column, received=words[-1], read=FOREIGN, kind="misprint", confidence="certain", reason="-"
    )  # fmt: skip
    after = blocks(replace(sound.records, errata=sound.records.errata | {"new": mended}))
    assert after[place.id].cells[column] == words.replace(words[-1], FOREIGN)
    changed = [id for id in after if (after[id].text, after[id].cells) != (sound.blocks[id].text, sound.blocks[id].cells)]
    assert changed == [place.id]
    assert {name for name, cell in after[place.id].cells.items() if cell != place.cells[name]} == {column}


@pytest.mark.parametrize("confidence", ["probable", "open"])
def test_an_erratum_that_is_not_certain_leaves_the_received_words_and_marks_them(confidence: str, sound: CheckedPlan) -> None:
    place = next(block for block in sound.blocks.values() if block.kind == "paragraph" and not block.spans)
    words = place.received[5:9]
    doubt = Erratum(id="new", at=place.id, received=words, read=FOREIGN, kind="misprint", confidence=confidence, reason="-")
    after = blocks(replace(sound.records, errata={"new": doubt}))[place.id]
    assert after.text == place.received
    assert [after.text[span.start : span.end] for span in after.spans] == [words] * place.received.count(words)


@ours
def test_a_lead_grows_and_shrinks_with_the_words_that_are_mended_in_it(sound: CheckedPlan) -> None:
    place = next(block for block in sound.blocks.values() if block.lead > 4 and not block.spans and block.kind == "paragraph")
    lead, first, rest = place.lead, place.received[:2], place.received[place.lead :]
    for received, read, expected in ((first, FOREIGN * 3, lead + 1), (first, FOREIGN, lead - 1), (rest[:5], FOREIGN, lead)):
        mended = Erratum(id="new", at=place.id, received=received, read=read, kind="misprint", confidence="certain", reason="-")
        after = blocks(replace(sound.records, errata={"new": mended}))[place.id]
        assert after.lead == expected
        assert after.text[expected:] == rest.replace(received, read)
