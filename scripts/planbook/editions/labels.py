"""What the codes of the vocabulary are called: the only place that gives a message to each word of a ``Literal`` of the model.

A macro writes ``{{ label("erratum kind", erratum.kind) }}``. A word that no table has is a ``KeyError``, never another word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

Vocabulary = Literal[
    "value kind", "measure", "reported measure", "bound", "nature", "project nature", "erratum kind", "relation", "finding kind",
    "change kind", "confidence", "confidence explained", "grade", "grade in short", "grade explained", "extent", "holder", "basis", "need",
    "family", "answer", "outcome", "project state", "comparison", "depth of conversion", "point", "column type",
    "glossary kind", "message state", "read by", "translated part",
]  # fmt: skip
Labels = Mapping[str, Mapping[str, str]]
"""Vocabulary → code → words of the edition."""


def labels(gettext: Callable[[str], str]) -> Labels:
    """All labels in the language of ``gettext``, in the order of the model. Raises ``KeyError`` for a message without a translation."""
    return {**_of_the_text(gettext), **_of_records(gettext), **_of_sources(gettext), **_of_outcomes(gettext), **_of_data(gettext)}


def _of_the_text(_: Callable[[str], str]) -> Labels:
    return {
        "erratum kind": {
            "misprint": _("Misprint"), "doubled": _("Doubled"), "stray-traditional": _("Stray traditional character"),
            "substituted": _("Words replaced by others"), "punctuation": _("Punctuation"), "lost-heading": _("Lost heading"),
            "lost-cell": _("Lost cell"), "lost-text": _("Lost text"), "doubtful-figure": _("Doubtful figure"),
            "doubtful-word": _("Doubtful word"), "paragraph-break": _("False paragraph break"), "inconsistent": _("Inconsistent"),
        },
        "confidence": {"certain": _("Certain"), "probable": _("Probable"), "open": _("Open")},
        "confidence explained": {
            "certain": _("Certain: the text is shown as it should read, with a mark"),
            "probable": _("Probable: the text is shown as received, with a mark"),
            "open": _("Open: something is wrong, the true words are not known"),
        },
        "depth of conversion": {
            "dictionary": _("This site's dictionary"), "phrases": _("OpenCC's words"), "characters": _("OpenCC's characters"),
        },
    }  # fmt: skip


def _of_records(_: Callable[[str], str]) -> Labels:
    return {
        "value kind": {"baseline": _("Baseline"), "target": _("Target"), "outcome": _("Outcome (estimated in the plan)")},
        "measure": {
            "level": _("Level"), "increase": _("Increase"), "annual-growth": _("Average annual growth"), "cumulative": _("Cumulative"),
            "annual": _("Every year"),
        },
        "reported measure": {
            "level": _("Level"), "increase": _("Increase"), "annual-growth": _("Growth over the year before"),
            "cumulative": _("Cumulative"), "annual": _("In the year"),
        },
        "bound": {
            "exactly": _("exactly"), "at-least": _("at least"), "more-than": _("more than"), "nearly": _("nearly"),
            "at-most": _("at most"), "about": _("about"),
        },
        "nature": {"binding": _("Binding"), "expected": _("Expected")},
        "project nature": {
            "new": _("New construction"), "expansion": _("Extension"), "conversion": _("Conversion or upgrade"),
            "relocation": _("Relocation"), "research": _("Research and development"), "base": _("Park or base"),
            "platform": _("Platform or system"), "service": _("Service or activity"),
        },
        "relation": {
            "same-measure": _("Same measure"), "related": _("Related, differently defined"), "baseline": _("Baseline"),
            "goal": _("Later goal"), "planned": _("Still planned"), "started": _("Started"), "completed": _("Completed"),
            "in-operation": _("In operation"), "changed": _("Changed since"), "dropped": _("Dropped"),
            "contradicts": _("Does not agree"), "wider-area": _("The whole province"),
        },
        "finding kind": {
            "growth": _("Growth and target"), "parts": _("Parts and whole"), "table-and-text": _("Table and text"),
            "between-sources": _("Between sources"), "implausible": _("Hard to believe"), "naming": _("Naming"),
        },
        "change kind": {"added": _("Added"), "mended": _("Mended"), "reported": _("Reported since"), "removed": _("Removed")},
    }  # fmt: skip


def _of_sources(_: Callable[[str], str]) -> Labels:
    return {
        "grade": {
            "A": _("read where its issuer or the newspaper keeps it"), "B": _("an official text or a whole report, read elsewhere"),
            "C": _("an article that passes on official figures"),
        },
        "grade in short": {"A": _("read at its publisher"), "B": _("read in a copy"), "C": _("an article that passes it on")},
        "grade explained": {
            "A": _("It may carry a verdict."), "B": _("It may carry a verdict, said to rest on a text that was read elsewhere."),
            "C": _(
                "A fact of this grade carries no verdict unless a second publisher gives the same figure: it is shown as reported, not "
                "confirmed."
            ),
        },
        "extent": {"whole": _("the whole text"), "opening": _("only the opening"), "table": _("only a table")},
        "holder": {
            "issuer": _("on the site of its issuer"), "newspaper": _("on the site of the newspaper"),
            "agency": _("on the site of an agency or broadcaster"), "archive": _("in an archive"),
            "republication": _("in a republication"), "received": _("in the text that was received"),
        },
        "basis": {
            "seen": _("inferred from a document that was read"), "custom": _("by custom, not checked"), "unknown": _("not known"),
        },
        "need": {
            "hospital": _("Hospitals"), "school": _("Schools"), "roads": _("Roads and transport"), "housing": _("Housing"),
            "utilities": _("Water, heat, gas"), "work": _("Jobs"), "old-age": _("Old age"),
        },
        "answer": {
            "figure": _("A figure"), "unconfirmed": _("A figure, not confirmed"), "related": _("Only something related"),
            "nothing": _("Nothing"),
        },
        "family": {"whole": _("Contains others"), "part": _("Part of another"), "single": _("Stands alone")},
    }  # fmt: skip


def _of_outcomes(_: Callable[[str], str]) -> Labels:
    return {
        "outcome": {
            "early": _("Reached early"), "faster": _("Faster than planned"), "in-line": _("Broadly as planned"), "behind": _("Behind"),
            "reached": _("Reached"), "not-reached": _("Not reached"), "no-final-figure": _("No final figure yet"),
            "unconfirmed": _("Reported, not confirmed"),
            "different-measure": _("Related figures differ in definition"), "no-source": _("No report found"),
        },
        "project state": {
            "in-operation": _("In operation"), "completed": _("Completed"), "started": _("Started"), "planned": _("Still planned"),
            "changed": _("Changed since"), "dropped": _("Dropped"), "unconfirmed": _("Reported, not confirmed"),
            "mentioned": _("Mentioned in reports"), "no-source": _("No report found"),
        },
        "comparison": {"met": _("Met"), "partly": _("Partly met"), "missed": _("Not met"), "unknown": _("Cannot be told")},
        "point": {
            "known": _("Printed in the plan"), "target": _("Target"), "reported": _("Reported since"),
            "unconfirmed": _("Reported, not confirmed"), "apart": _("Reported, not comparable"),
        },
    }  # fmt: skip


def _of_data(_: Callable[[str], str]) -> Labels:
    return {
        "column type": {
            "string": _("text"), "integer": _("whole number"), "number": _("number"), "boolean": _("true or false"),
            "date": _("date"), "year": _("year"),
        },
        "glossary kind": {
            "phrase": _("Set phrase"), "terms": _("Term"), "indicators": _("Indicator"), "places": _("Place"), "fields": _("Field"),
            "name": _("Name"),
        },
        "message state": {
            "missing": _("Not translated"), "stale": _("Older than the Chinese"), "draft": _("Draft"), "reviewed": _("Read again"),
            "approved": _("Approved"),
        },
        "translated part": {
            "text": _("Words of the plan"), "plan": _("Name and dates of the plan"), "indicators": _("Indicators"),
            "projects": _("Projects"), "targets": _("Targets"), "terms": _("Terms"), "reports": _("Later reports"),
            "findings": _("Audit"), "places": _("Places"), "fields": _("Fields"), "errata": _("Errata"), "sources": _("Sources"),
            "changes": _("Changes of the data"), "snapshots": _("What was known on a day"), "redirects": _("Moved addresses"),
            "ledger": _("Conversion ledger"),
        },
        "read by": {"machine": _("machine"), "person": _("person")},
    }  # fmt: skip
