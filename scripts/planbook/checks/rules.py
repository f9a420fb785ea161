"""What must hold of the records beyond their shape: the list of rules, one function a rule, its docstring states the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from planbook.checks import (
    catalogues,
    configuration,
    editions,
    evidence,
    files,
    footnotes,
    form,
    frame,
    hand_written,
    macros,
    outcomes,
    page_form,
    plan_pictures,
    plausible,
    programs,
    prose,
    redirects,
    reports,
    source_text,
    sources,
    styles,
    translations,
    wording,
)
from planbook.checks.subject import Subject
from planbook.editions.glossary import Glossary, glossary
from planbook.editions.ledger import Ledger
from planbook.editions.translation import Translation
from planbook.records.layout import MACROS
from planbook.records.lines import Lines
from planbook.records.load import Loaded, load
from planbook.records.messages import say
from planbook.records.model import Records
from planbook.records.problem import BadData, Problem
from planbook.records.workers import begun, forks
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
    translations: tuple[Translation, ...]
    marks: tuple[Problem, ...]
    """Where the draft of a plan still waits for somebody to confirm it."""
    unjudged: tuple[Problem, ...]
    """Words that nobody has decided how to convert: only a draft may have them."""
    undrawn: tuple[Problem, ...]
    """Characters that the fonts of the share pictures lack: what needs them has no picture, and the build says so."""
    data: Path
    """The folder that it was read from."""
    lines: Lines
    """Where each record stands in its file."""

    @cached_property
    def glossary(self) -> Glossary:
        """Set phrases and names in every edition."""
        return glossary(self.records, self.blocks, self.links, self.translations, self.data)

    @property
    def is_draft(self) -> bool:
        """Whether somebody must still look at something, so that every page says so."""
        return bool(self.marks or self.unjudged)


Rule = Callable[[Subject], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    form.file_names_work_everywhere,
    form.ids_leave_the_lists_alone,
    source_text.source_file_is_untouched,
    form.references_lead_to_records,
    form.no_record_names_itself,
    form.places_lie_in_one_another,
    form.tiles_belong_to_one_place,
    form.box_items_hold_something,
    form.rows_fit_their_table,
    form.nothing_stands_twice_in_a_list,
    form.values_are_whole,
    form.values_have_units,
    form.the_years_of_the_plan_follow_one_another,
    form.fields_stand_in_an_order,
    form.changes_are_named_after_their_day,
    plausible.dates_follow_one_another,
    plausible.levels_are_possible,
    plausible.units_are_of_one_width,
    plausible.nothing_is_said_twice,
    outcomes.snapshots_are_named_after_their_day,
    reports.reports_bear_on_one_thing_each,
    reports.relations_meet_their_kind,
    reports.like_is_compared_with_like,
    sources.sources_say_how_they_were_read,
    sources.grades_fit_where_a_source_was_read,
    sources.terms_name_the_source_that_was_looked_up,
    reports.readings_name_one_source,
    reports.findings_add_up,
    wording.texts_hold_characters_that_belong_there,
    wording.no_typed_blanks,
    editions.editions_can_be_told_apart,
    editions.editions_share_nothing,
    editions.editions_take_no_folder_of_the_site,
    editions.editions_speak_a_known_language,
    editions.editions_change_no_letter_or_digit,
    editions.readings_of_words_are_in_order,
    catalogues.catalogues_translate_every_word,
    styles.style_sheets_are_whole,
    programs.templates_of_typst_can_be_read,
    programs.scripts_can_be_read,
    frame.configuration_is_one_of_mkdocs,
    configuration.configuration_leaves_the_site_as_it_is,
    frame.configuration_names_what_makes_the_site,
    redirects.old_addresses_can_become_folders,
)
TEXT_RULES: tuple[Rule, ...] = (
    form.references_lead_into_the_text,
    form.block_ids_are_orderly,
    footnotes.footnotes_are_named_after_their_place,
    footnotes.footnotes_are_tied_to_words,
    plan_pictures.pictures_are_named_after_their_place,
    plan_pictures.pictures_have_their_files,
    plan_pictures.files_of_pictures_can_be_shown,
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
    wording.prose_is_written_as_the_plan_is,
    prose.sentences_are_whole,
    prose.no_sign_is_doubled,
    prose.figures_stand_without_quotes,
    wording.pages_by_hand_are_written_as_the_plan_is,
    redirects.redirects_lead_from_lost_pages_to_standing_ones,
    hand_written.pages_by_hand_can_be_set,
    files.files_beside_pages_can_be_published,
    page_form.pages_by_hand_have_an_orderly_form,
    hand_written.pages_by_hand_stand_alone,
    hand_written.pages_by_hand_stand_in_the_navigation,
    hand_written.pages_by_hand_are_translated,
)
LAST_RULES: tuple[Rule, ...] = (translations.translations_say_what_the_plan_says,)
"""What is asked when nothing else is wrong: unfinished records would only make noise there."""
FINISHING_RULES: tuple[Rule, ...] = (editions.words_are_decided,)
"""What a draft may leave for later: its pages say that they are one."""


def check(
    data: Path, draft: bool | None = False, *, side_by_side: bool = False, meanwhile: Callable[[], object] = lambda: None
) -> CheckedPlan:
    """Load ``data`` and hold every rule against it, and against the pages written by hand and the words of the interface beside it.

    A ``draft`` may have words that nobody has decided how to convert; None asks the plan itself, which is a draft while marks are open.
    ``side_by_side``: half of the rules are held in a second process, where the system can; what this one is asked to do ``meanwhile``
    it does while it would wait. The macros are those of the project that ``data`` belongs to, or else those that stand beside this
    engine. Raises ``BadData`` with all problems of all rules. While a file of the text itself cannot be read, rules about the text would
    only echo that: they wait, and the report says so.
    """
    loaded = load(data)
    subject = _subject(data, loaded)
    whole = not subject.broken & {"chapters", "boxes", "errata", "sources"}
    with begun(_aside, subject) if side_by_side and forks() else nullcontext(lambda: (macros.broken(subject), None)) as aside:
        found = [*loaded.problems, *_broken(RULES + (TEXT_RULES if whole else ()), subject)]
        unfinished: dict[Rule, tuple[Problem, ...]] = {}
        if not found and subject.proof is not None:
            unfinished = {rule: tuple(rule(subject)) for rule in FINISHING_RULES}
            meanwhile()
            with suppress(BadData):  # what weighs more is told first
                _translations = subject.translations
        of_macros, late = aside()
    if found or of_macros or subject.proof is None:
        raise BadData([*found, *of_macros], say(NO_TEXT) if not whole else say(NO_PROOF) if subject.proof is None else "")
    if late is None:
        late = _broken(LAST_RULES, subject)
    if not (bool(loaded.marks) if draft is None else draft):
        late += [problem for problems in unfinished.values() for problem in problems]
    if late:
        raise BadData(late)
    unjudged = unfinished[editions.words_are_decided]
    return CheckedPlan(
        subject.records, subject.blocks, subject.links, subject.proof, subject.ledgers, subject.translations, loaded.marks, unjudged,
        tuple(editions.titles_can_be_drawn(subject)), data, loaded.lines,
    )  # fmt: skip


def _broken(rules: tuple[Rule, ...], subject: Subject) -> list[Problem]:
    return [problem for rule in rules for problem in rule(subject)]


def _aside(subject: Subject) -> tuple[list[Problem], list[Problem] | None]:
    """What the rules of macros find, and the last ones: None where these stumble over what the others find meanwhile."""
    of_macros = macros.broken(subject)
    try:
        return of_macros, _broken(LAST_RULES, subject)
    except Exception:  # whatever wrong data can do
        return of_macros, None


def _subject(data: Path, loaded: Loaded) -> Subject:
    records, by_id = loaded.records, blocks(loaded.records)
    broken = {kind for kind, ids in loaded.ids.items() if ids != set(getattr(records, kind, ids))}
    received = source_text.received(data, records) if not broken & {"chapters", "boxes", "errata", "sources"} else None
    own = data.parent / MACROS.name
    return Subject(
        data=data, macros=own if own.is_dir() else MACROS, records=records, lines=loaded.lines, ids=loaded.ids, broken=broken, blocks=by_id,
        links=link(records, by_id), proof=_proof(records, received), received=received or "",
    )  # fmt: skip


def _proof(records: Records, received: str | None) -> Proof | None:
    if received is None:
        return None
    placed = set(source_text.placed_boxes(records))
    return prove((block for block in sequence(records) if block.box in placed or not block.box), received)
