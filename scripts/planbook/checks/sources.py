"""Rules of sources: how far each can be relied on, what was read of it and where, which links are given, which were looked up."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.checks.subject import Subject
from planbook.records.model import Records
from planbook.records.problem import Problem

LINKED = ("issuer", "newspaper", "agency", "archive")
"""Where a link may lead. Copies stand on sites that have nothing to do with the issuer and may be others tomorrow: they are only named."""


def sources_say_how_they_were_read(subject: Subject) -> Iterator[Problem]:
    """A source of a report or a finding says its grade, what was read of it, where, and, unless the text was received, on which day."""
    for id in sorted(_cited(subject.records)):
        source = subject.records.sources.get(id)
        if source is None:
            continue
        needed = ["grade", "read", "held", *(["retrieved"] if source.held != "received" else [])]
        missing = [key for key in needed if getattr(source, key) is None]
        if missing:
            what, cure = "Reports rest on it, and it does not say %(keys)s.", "Grade the source as the data guide explains."
            yield subject.lines.problem(source, (), what, cure, keys=", ".join(missing))


def grades_fit_where_a_source_was_read(subject: Subject) -> Iterator[Problem]:
    """Grade A is for what was read where its issuer, a newspaper, an agency or an archive keeps it; only such places are linked to."""
    for source in subject.records.sources.values():
        if source.grade == "A" and source.held not in LINKED:
            what, cure = "Grade A, and held is '%(held)s'.", "Choose B for an official text read elsewhere, C for what passes it on."
            yield subject.lines.problem(source, ("grade",), what, cure, held=source.held)
        if source.url and source.held not in LINKED:
            what, cure = "There is a url, and held is '%(held)s'.", "Delete the url: name the document, its issuer and its date instead."
            yield subject.lines.problem(source, ("url",), what, cure, held=source.held)


def terms_name_the_source_that_was_looked_up(subject: Subject) -> Iterator[Problem]:
    """A term says on which day its source was looked up only where it names one."""
    for term in subject.records.terms.values():
        if term.source_checked and not term.source:
            what, cure = "There is a day on which the source was looked up, and no source.", "Write the source, or delete source_checked."
            yield subject.lines.problem(term, ("source_checked",), what, cure)


def _cited(records: Records) -> set[str]:
    reported = {report.source for report in records.reports.values()}
    read = {reading.source for finding in records.findings.values() for reading in finding.readings if reading.source}
    return reported | read
