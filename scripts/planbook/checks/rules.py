"""What must hold of the records beyond their shape: the list of rules, one function a rule, its docstring states the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planbook.checks import editions, evidence, form, outcomes, reports, source_text, sources, translations
from planbook.checks.subject import Subject
from planbook.editions.examination import examine
from planbook.editions.ledger import Ledger
from planbook.editions.passages import passages
from planbook.editions.translation import Translation, translation
from planbook.records.load import load
from planbook.records.model import Records
from planbook.records.problem import BadData, Problem
from planbook.text.blocks import Block, blocks, sequence
from planbook.text.links import Links, link
from planbook.text.proof import Proof, prove

NO_TEXT = "The text was not compared with its source, nor any quote with the text: mend the files above first."
NO_PROOF = "The text was not compared with its source: there is none that can be read."


@dataclass(frozen=True)
class CheckedPlan:
    """Data that passed every check, with what the checks worked out on the way."""

    records: Records
    blocks: dict[str, Block]
    links: Links
    proof: Proof
    ledgers: tuple[Ledger, ...]
    translations: tuple[Translation, ...] = ()


Rule = Callable[[Subject], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    form.file_names_work_everywhere,
    source_text.source_file_is_untouched,
    form.references_lead_to_records,
    form.rows_fit_their_table,
    form.values_are_whole,
    form.values_have_units,
    reports.reports_bear_on_one_thing_each,
    reports.relations_meet_their_kind,
    reports.like_is_compared_with_like,
    sources.sources_say_how_they_were_read,
    sources.grades_fit_where_a_source_was_read,
    reports.readings_name_one_source,
    reports.findings_add_up,
    form.no_typed_blanks,
    editions.editions_can_be_told_apart,
    form.changes_are_named_after_their_day,
    outcomes.snapshots_are_named_after_their_day,
)
TEXT_RULES: tuple[Rule, ...] = (
    form.references_lead_into_the_text,
    form.block_ids_are_orderly,
    source_text.boxes_stand_once_in_the_text,
    source_text.records_are_the_source,
    evidence.quotes_stand_in_the_text,
    evidence.evidence_names_words_or_a_cell,
    evidence.figures_stand_in_their_evidence,
    source_text.errata_touch_the_text,
    evidence.names_occur_in_the_text,
    evidence.aliases_mean_words_of_the_plan,
    evidence.rows_belong_to_indicators,
    evidence.project_names_are_quoted,
    reports.editors_judge_what_rules_cannot,
    outcomes.changes_of_verdicts_hold,
    form.fields_and_places_are_used,
    editions.redirects_lead_from_lost_pages_to_standing_ones,
)


def check(data: Path) -> CheckedPlan:
    """Load ``data`` and hold every rule against it. Raises ``BadData`` with all problems of all rules.

    While a file of the text itself cannot be read, rules about the text would only echo that: they wait, and the report says so.
    The words are held against the conversion ledgers and the translations last, when nothing else is wrong with them.
    """
    loaded = load(data)
    records = loaded.records
    by_id = blocks(records)
    broken = {kind for kind, ids in loaded.ids.items() if ids != set(getattr(records, kind, ids))}
    whole = not broken & {"chapters", "boxes", "errata", "sources"}
    received = source_text.received(data, records) if whole else None
    proof = prove((block for block in sequence(records) if block.chapter or not block.box), received) if received is not None else None
    subject = Subject(data, records, loaded.lines, loaded.ids, broken, by_id, link(records, by_id), proof)
    found = [problem for rule in RULES + (TEXT_RULES if whole else ()) for problem in rule(subject)]
    problems = [*loaded.problems, *found]
    if problems or proof is None:
        raise BadData(problems, NO_TEXT if not whole else NO_PROOF if proof is None else "")
    ledgers = _ledgers(subject)
    if undecided := [problem for ledger in ledgers for problem in ledger.problems]:
        raise BadData(undecided)
    translated = tuple(
        translation(edition, records, by_id, data) for edition in records.editions.values() if edition.kind == "translated"
    )  # fmt: skip
    if torn := list(translations.faults(subject, translated)):
        raise BadData(torn)
    return CheckedPlan(records, by_id, subject.links, proof, ledgers, translated)


def _ledgers(subject: Subject) -> tuple[Ledger, ...]:
    """The ledger of every edition that converts, held against the data and the pages written by hand beside it."""
    found = passages(subject.records, subject.blocks, subject.lines, subject.data.parent / "docs")
    return tuple(examine(edition, found, subject.data) for edition in subject.records.editions.values() if edition.kind == "converted")
