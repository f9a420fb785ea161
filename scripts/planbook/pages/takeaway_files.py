"""The files of the workbench: tables of indicators, targets and projects as CSV and XLSX, whole and in the cuts that people ask for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from planbook.pages.page import File
from planbook.pages.spreadsheet import xlsx
from planbook.text.knowledge import as_of
from planbook.text.shelves import Shelf
from planbook.views import licences
from planbook.views.dashboard import Dashboard
from planbook.views.tables import Table
from planbook.views.takeaway import Takeaway


class Cut(NamedTuple):
    """A table with the words of the link to it, and how many records it is about."""

    table: Table
    name: str
    records: int

    @property
    def csv(self) -> str:
        """The name of its CSV."""
        return f"{self.table.name}.csv"

    @property
    def xlsx(self) -> str:
        """The name of its XLSX."""
        return f"{self.table.name}.xlsx"


class TakeawayFiles:
    """What one edition offers beside its workbench pages. ``root`` is the full address of the edition."""

    def __init__(self, board: Dashboard, root: str) -> None:
        self._board, self._view, self._takeaway = board, board.view, Takeaway(board.view, root)

    def of(self, shelf: Shelf) -> list[Cut]:
        """The cuts of a shelf, the whole table first; none for most shelves."""
        match shelf:
            case Shelf.INDICATORS:
                return self._indicators
            case Shelf.TARGETS:
                return self._targets
            case Shelf.PROJECTS:
                return self._projects
        return []

    def files(self, shelf: Shelf) -> Iterator[File]:
        """Name and content of each file beside the page of a shelf."""
        view = self._view
        for cut in self.of(shelf):
            yield cut.csv, cut.table.csv()
            yield cut.xlsx, xlsx(cut.table, view.records.plan.title, licences.DATA, as_of(view.records))

    @cached_property
    def _indicators(self) -> list[Cut]:
        _, standings = self._view.words.gettext, self._board.standings
        natures = self._view.labels["nature"]
        found = [("indicators", _("All indicators"), standings.all)]
        found += [
            (f"indicators-{nature}", name, [s for s in standings.of_this_plan if s.indicator.nature == nature])
            for nature, name in natures.items()
        ]
        return [Cut(self._takeaway.indicators(file, self._titled(name), some), name, len(some)) for file, name, some in found]

    @cached_property
    def _targets(self) -> list[Cut]:
        _, rows = self._view.words.gettext, self._board.outcomes.rows
        found = [("targets", _("All targets"), rows)]
        found += [
            (f"targets-{year}", name, [pair for pair in rows if str(pair[0].value.year) == year])
            for year, name, _n in self._view.targets.years
        ]
        return [Cut(self._takeaway.targets(file, self._titled(name), some), name, len(some)) for file, name, some in found]

    @cached_property
    def _projects(self) -> list[Cut]:
        _, projects = self._view.words.gettext, self._view.projects
        found = [("projects", _("All projects"), projects.all)]
        for box, _name, _count in projects.boxes:
            name = self._view.titles.of_id("boxes", box) if box != "text" else _("Running text")
            found.append((f"projects-box-{box}", name, [p for p in projects.all if (projects.home(p).box or "text") == box]))
        found += [(f"projects-field-{field}", name, [p for p in projects.all if field in p.fields]) for field, name, _n in projects.fields]
        return [Cut(self._takeaway.projects(file, self._titled(name), some), name, len(some)) for file, name, some in found]

    def _titled(self, name: str) -> str:
        return f"{self._view.records.plan.short_title} {name}"
