"""The table of shelves: every kind of page that is made from records, in the order in which readers meet them.

A new kind of page is a row here, a macro, and the class that works out what the macro shows. Addresses, titles, descriptions, the
navigation, the search and the open data read this table; nothing else lists the pages.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal

from planbook.records.model import Records


def _(message: str) -> str:
    """Mark a message for the catalogues: it is translated where it is shown, for this table knows no edition."""
    return message


Hangs = Literal["tab", "progress", "about", ""]
"""Where a page hangs in the navigation: it has a tab of its own, or stands below that of progress or of the site, or is only linked to."""
Stands = Literal["listed page", "page", "anchor", ""]
"""Where each record of the shelf stands: on a page of its own below the shelf, which the navigation may list, or at an anchor of it."""


PROGRESS_TELLS_OF = ("targets", "indicators", "reports", "findings")
IN_GLOSSARY = ("terms", "indicators", "places", "fields")
"""Kinds whose names are in the glossary, the one that gives an entry its id first."""
ALSO_TELLS_OF = {"targets": ("indicators",)}
"""Kinds whose records stand on a page of another kind: the targets of indicators are listed among all."""


class Shelf(Enum):
    """A page by its address from the root of the edition.

    Columns: ``path``; the macro that shows it, as ``template.macro``; where it ``hangs``; the ``kind`` of its records and where each of
    them ``stands``; what links call it (``label``); its ``description``, with counts of records; its ``title``, when that is another.
    """

    def __init__(
        self, path: str, macro: str, hangs: Hangs, kind: str, stands: Stands, label: str, description: str, title: str = ""
    ) -> None:  # fmt: skip
        self.path, self.hangs, self.kind, self.stands = path, hangs, kind, stands
        self.template, _dot, self.macro = macro.partition(".")
        self.label, self.description, self.title = label, description, title or label

    @property
    def folder(self) -> str:
        """The first part of the address, which pages below a page share: ``progress`` of ``progress/targets/``."""
        return self.path.partition("/")[0]

    def is_filled(self, records: Records) -> bool:
        """Whether there is something to list on it: pages of records, and those of progress, are in no menu while they are empty.

        A glossary needs a translation.
        """
        if self is Shelf.GLOSSARY:
            return any(edition.kind == "translated" for edition in records.editions.values())
        of_progress = "progress" in (self.folder, self.hangs)
        kinds = ALSO_TELLS_OF.get(self.kind, ()) + ((self.kind,) if self.kind else PROGRESS_TELLS_OF if of_progress else ())
        return not kinds or any(getattr(records, kind) for kind in kinds)

    @property
    def has_pages(self) -> bool:
        """Whether each of its records has a page of its own."""
        return self.stands in ("page", "listed page")

    CHAPTERS = (
        "plan/", "chapter.contents", "tab", "chapters", "listed page", _("The plan"),
        _("Contents of %(plan)s: %(chapters)s chapters, %(boxes)s boxes, every paragraph with an address."),
        _("Contents of the plan"),
    )  # fmt: skip
    BOXES = (
        "boxes/", "box.index", "tab", "boxes", "listed page", _("Boxes"),
        _("The %(boxes)s boxes of %(plan)s: tables and lists of projects, every line with an address."),
    )  # fmt: skip
    INDICATORS = (
        "indicators/", "indicator.index", "tab", "indicators", "page", _("Indicators"),
        _("The %(indicators)s indicators of %(plan)s: baseline, target, place in the text, later figures."),
    )  # fmt: skip
    PROJECTS = (
        "projects/", "project.index", "tab", "projects", "page", _("Projects"),
        _("The %(projects)s projects that %(plan)s names, by box, field, place and progress."),
    )  # fmt: skip
    TARGETS = (
        "targets/", "target.index", "tab", "targets", "anchor", _("Targets"),
        _("The %(targets)s targets of %(plan)s, by year, field and measure, with the words that set them."),
    )  # fmt: skip
    PROGRESS = (
        "progress/", "progress.index", "tab", "", "", _("Progress"),
        _("What became of the %(targets)s targets and %(projects)s projects of %(plan)s, in charts and tables."),
    )  # fmt: skip
    GLANCE = (
        "glance/", "glance.index", "progress", "", "", _("The plan at a glance"),
        _("%(plan)s in pictures: its %(targets)s targets and what became of them, how far its indicators are to move, "
          "where its projects are."),
    )  # fmt: skip
    OUTCOMES = (
        "progress/targets/", "progress.targets", "progress", "", "", _("Outcome of every target"),
        _("What became of each of the %(targets)s targets of %(plan)s: outcome, rules, reports."),
    )  # fmt: skip
    STANDINGS = (
        "progress/indicators/", "standing.index", "progress", "", "", _("What is known of every indicator"),
        _("The newest figure of each indicator of %(plan)s, the verdict or why there is none, and what would settle it."),
    )  # fmt: skip
    BINDING = (
        "progress/binding/", "standing.binding", "", "", "", _("Binding indicators on one page"),
        _("The binding indicators of %(plan)s on one printed page: baseline, target, newest figure, verdict."),
    )  # fmt: skip
    PERIODS = (
        "progress/comparison/", "standing.periods", "progress", "", "", _("Two plans, city and province"),
        _("What the plan before and %(plan)s asked of the same indicators, as a change for each year on one scale; "
          "the figures of the province beside those of the city."),
    )  # fmt: skip
    BEFORE = (
        "progress/previous/", "progress.previous", "progress", "", "", _("The plan before"),
        _("Targets and outcomes of the period before %(plan)s, compared row by row."),
    )  # fmt: skip
    REPORTS = (
        "reports/", "report.index", "progress", "reports", "anchor", _("Later reports"),
        _("The %(reports)s facts reported after %(plan)s was issued, with sources and what they bear on."),
    )  # fmt: skip
    AUDIT = (
        "audit/", "finding.index", "progress", "findings", "anchor", _("Audit"),
        _("The %(findings)s places where figures of %(plan)s and its sources do not agree."),
    )  # fmt: skip
    FIELDS = (
        "fields/", "topic.fields", "tab", "fields", "page", _("Fields"),
        _("%(plan)s by its %(fields)s fields: indicators, targets, projects and later reports of each."),
    )  # fmt: skip
    PLACES = (
        "places/", "topic.places", "tab", "places", "page", _("Places"),
        _("%(plan)s by its %(places)s places: projects, targets, passages and later reports of each."),
    )  # fmt: skip
    TERMS = (
        "terms/", "term.index", "tab", "terms", "anchor", _("Terms"),
        _("The %(terms)s terms of %(plan)s explained by the editors, and where the text uses them."),
    )  # fmt: skip
    GLOSSARY = (
        "glossary/", "glossary.index", "about", "", "", _("Glossary"),
        _("Set phrases and names of %(plan)s in every edition, with pinyin: where each stands, what is not said."),
    )  # fmt: skip
    ERRATA = (
        "errata/", "erratum.index", "tab", "errata", "anchor", _("Errata"),
        _("The %(errata)s slips and doubts in the text of %(plan)s: how each is read, and why."),
    )  # fmt: skip
    SOURCES = (
        "sources/", "source.index", "about", "sources", "anchor", _("Sources"),
        _("The %(sources)s sources: the text of %(plan)s and later reports, their dates, rights and checksums."),
    )  # fmt: skip
    LEDGER = (
        "ledger/", "ledger.index", "about", "", "", _("Conversion ledger"),
        _("%(plan)s in traditional characters: every word for which there was a choice."),
    )  # fmt: skip
    CHANGES = (
        "changes/", "change.index", "about", "changes", "anchor", _("Changes of the data"),
        _("What was added to and mended in the records of %(plan)s, entry by entry, with dates; also as a feed."),
    )  # fmt: skip
    PROVENANCE = (
        "provenance/", "provenance.index", "about", "", "", _("Where it comes from"),
        _("Where %(plan)s on this site comes from: the received file, its proof, and how to verify the site."),
    )  # fmt: skip
    LICENCES = (
        "licences/", "licence.index", "about", "", "", _("Licences"),
        _("Works of others in the site of %(plan)s: what each is used for, its licence and its version."),
    )  # fmt: skip
    DATA = (
        "data/", "data.index", "about", "", "", _("Data and downloads"),
        _("Every record of %(plan)s as CSV, JSON and XLSX: tables, downloads, licence, how to cite, how to begin."),
    )  # fmt: skip
    GUIDE = (
        "data/guide/", "data.guide", "about", "", "", _("Field guide"),
        _("The open data of %(plan)s, field by field: every table, every column, what it holds."),
    )  # fmt: skip
    SEARCH = (
        "search/", "search.index", "", "", "", _("Search"),
        _("Search %(plan)s: chapters, boxes, indicators, projects, targets, terms."),
    )  # fmt: skip
    COMPARE = (
        "compare/", "compare.index", "", "", "", _("Compare editions"),
        _("Any page of %(plan)s in two editions, paragraph by paragraph, side by side."),
    )  # fmt: skip


OF_KIND = {shelf.kind: shelf for shelf in Shelf if shelf.kind}
"""The shelf of each kind of record that readers meet."""
