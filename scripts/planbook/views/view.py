"""One edition as the macros see it: a part for each subject, so that ``view.targets.rows`` says where its code stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from planbook.editions.decisions import Decision
from planbook.editions.glossary import NO_GLOSSARY, Glossary
from planbook.editions.labels import Labels, Vocabulary, labels
from planbook.editions.ledger import Ledger
from planbook.editions.reading import Reading
from planbook.editions.words import Words
from planbook.records.model import Records
from planbook.text.links import Links
from planbook.text.proof import Proof
from planbook.views.box_tables import BoxTables
from planbook.views.chapters import Chapters
from planbook.views.choices import Choice, counted
from planbook.views.errata import Errata
from planbook.views.glossary import GlossaryList
from planbook.views.indicators import Indicators
from planbook.views.plan_pictures import PlanPictures
from planbook.views.pointers import PointerIndex
from planbook.views.previews import Previews
from planbook.views.projects import Projects
from planbook.views.reasons import Reasons
from planbook.views.reports import Audit, Reports
from planbook.views.sources import Sources
from planbook.views.targets import Targets
from planbook.views.terms import Terms
from planbook.views.text import PlanText
from planbook.views.titles import Titles
from planbook.views.translations import TranslationFigures
from planbook.views.values import Values


@dataclass(frozen=True)
class View:
    """One edition with all its links. A macro may ask it for anything and has nothing to compute."""

    reading: Reading
    links: Links
    proof: Proof
    words: Words
    ledgers: tuple[Ledger, ...] = ()
    """How the editions that convert the text write what could be written in several ways."""
    said: Glossary = NO_GLOSSARY
    """How the editions say set phrases and names, and the translations that say so."""

    @property
    def records(self) -> Records:
        """The records, in the script of the edition."""
        return self.reading.records

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title of the plan, broken where its record says so; between words of letters a browser breaks it."""
        title, breaks = self.records.plan.title, self.records.plan.title_breaks if self.words.wide else ()
        return tuple(title[start:end] for start, end in pairwise((0, *breaks, len(title))))

    @property
    def was_scanned(self) -> bool:
        """Whether the text was read from a scan."""
        return self.reading.records.sources[self.reading.records.plan.source].scanned

    def count(self, kind: str) -> int:
        """How many records of a kind there are."""
        return len(getattr(self.records, kind))

    # --- what codes are called --------------------------------------------------------------------------------------------

    @cached_property
    def labels(self) -> Labels:
        """What every code is called, by vocabulary."""
        return labels(self.words.gettext)

    def word(self, vocabulary: Vocabulary, code: str) -> str:
        """What a code is called. Raises ``KeyError`` for one that the vocabulary does not have."""
        return self.labels[vocabulary][code]

    # --- the parts --------------------------------------------------------------------------------------------------------

    @cached_property
    def text(self) -> PlanText:
        """The text, block by block."""
        return PlanText(self.reading, self.links, self.words)

    @cached_property
    def plan_pictures(self) -> PlanPictures:
        """The pictures that the plan prints."""
        return PlanPictures(self.text)

    @cached_property
    def titles(self) -> Titles:
        """What records are called."""
        return Titles(self.text)

    @cached_property
    def box_tables(self) -> BoxTables:
        """The tables that the plan prints."""
        return BoxTables(self.text)

    @cached_property
    def errata(self) -> Errata:
        """What is known of slips in the text."""
        return Errata(self.text)

    @cached_property
    def values(self) -> Values:
        """How values are written."""
        return Values(self.words, self.labels)

    @cached_property
    def indicators(self) -> Indicators:
        """The indicators."""
        return Indicators(self.text, self.values)

    @cached_property
    def targets(self) -> Targets:
        """The targets and what became of them."""
        return Targets(self.text, self.labels)

    @cached_property
    def reasons(self) -> Reasons:
        """Why the outcomes are what they are."""
        return Reasons(self.words, self.labels)

    @cached_property
    def projects(self) -> Projects:
        """The projects."""
        return Projects(self.text, self.labels)

    @cached_property
    def chapters(self) -> Chapters:
        """What each chapter promises."""
        return Chapters(self.text, self.targets, self.projects)

    @cached_property
    def terms(self) -> Terms:
        """The terms."""
        return Terms(self.text)

    @cached_property
    def glossary(self) -> GlossaryList:
        """The glossary."""
        return GlossaryList(self.said, self.text, self.labels)

    @cached_property
    def translations(self) -> tuple[TranslationFigures, ...]:
        """How far each translation is, and who read it."""
        return tuple(map(TranslationFigures, self.said.translations))

    def names_of_states(self, figures: TranslationFigures) -> list[str]:
        """What the states are called in which some message of a translation is."""
        return [self.word("message state", state) for state in figures.states]

    @cached_property
    def reports(self) -> Reports:
        """What was reported later."""
        return Reports(self.records, self.links, self.labels, self.words)

    @cached_property
    def sources(self) -> Sources:
        """The sources by their grades."""
        return Sources(self.records)

    @cached_property
    def audit(self) -> Audit:
        """The findings on the figures."""
        return Audit(self.records, self.links)

    @cached_property
    def pointers(self) -> PointerIndex:
        """What points to a block."""
        return PointerIndex(self.titles, self.reports, self.audit)

    @cached_property
    def previews(self) -> Previews:
        """What a link says of the record that it leads to."""
        return Previews(self.indicators, self.projects)

    def remark(self, ledger: Ledger, decision: Decision) -> str:
        """What the editors remark on a decision of a ledger, in the words of the edition."""
        translation = self.reading.translation
        if translation:
            return translation.remark(ledger.edition, decision)
        return self.reading.convert(decision.reason)

    def ledger_depths(self, ledger: Ledger) -> list[Choice]:
        """By what the characters of a ledger are converted, to be chosen from."""
        return counted(self.labels["depth of conversion"], Counter(depth for row in ledger.rows for depth, _uses in row.by))
