"""What points to a block of the text: the line below a paragraph that unfolds into a list of links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from planbook.text import addresses
from planbook.views.reports import Audit, Reports
from planbook.views.titles import Titles


class Pointers(NamedTuple):
    """What points to a block, of one kind: what the kind is called, and title and address of each."""

    kind: str
    name: str
    records: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PointerIndex:
    """What points to each block of one edition."""

    titles: Titles
    reports: Reports
    audit: Audit

    def summary(self, found: Iterable[Pointers]) -> str:
        """What points to a block in one line, each kind with its count; terms, which the text marks itself, do not count."""
        words = self.titles.text.words
        said = [self._counted(pointers.kind, len(pointers.records)) for pointers in found if pointers.kind != "terms"]
        return words.pair(words.gettext("Related"), words.gettext(", ").join(said)) if said else ""

    def _counted(self, kind: str, count: int) -> str:
        ngettext = self.titles.text.words.ngettext
        forms = {
            "targets": ngettext("%(num)s target", "%(num)s targets", count),
            "indicators": ngettext("%(num)s indicator", "%(num)s indicators", count),
            "projects": ngettext("%(num)s project", "%(num)s projects", count),
            "reports": ngettext("%(num)s reported fact", "%(num)s reported facts", count),
            "findings": ngettext("%(num)s finding on the figures", "%(num)s findings on the figures", count),
            "places": ngettext("%(num)s named place", "%(num)s named places", count),
        }
        return forms[kind] % {"num": count}

    def to(self, block: str) -> list[Pointers]:
        """By kind: what the block sets or names, what was reported on it or on its targets and projects, the audit."""
        text = self.titles.text
        _, about = text.words.gettext, text.links.about.get(block, ())
        stated = [("blocks", block), *(mention for mention in about if mention.kind in ("targets", "projects"))]
        names = {
            "targets": _("Targets"), "indicators": _("Indicators"), "projects": _("Projects"), "reports": _("Later reports"),
            "findings": _("Audit"), "places": _("Places"), "terms": _("Terms"),
        }  # fmt: skip
        ids: dict[str, Iterable[str]] = {kind: [mention.id for mention in about if mention.kind == kind] for kind in names}
        ids["reports"] = [report.id for kind, id in stated for report, _bearing in self.reports.on(kind, id)]
        ids["findings"] = [finding.id for finding in self.audit.on("blocks", block)]
        return [
            Pointers(kind, name, tuple((self.titles.of_id(kind, id), addresses.of_record(kind, id)) for id in dict.fromkeys(ids[kind])))
            for kind, name in names.items()
            if ids[kind]
        ]
