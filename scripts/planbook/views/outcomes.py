"""What became of the targets of this plan: their table, and pictures that count them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from planbook.text import addresses, verdicts
from planbook.text.shelves import Shelf
from planbook.text.verdicts import Progress
from planbook.views.band import said_of
from planbook.views.charts import Chart, chart_of_counts
from planbook.views.geometry.band import Marked
from planbook.views.geometry.calendar import Due, laid
from planbook.views.provenance import known
from planbook.views.tables import Cell, Table, count, printed, words
from planbook.views.targets import TargetRow
from planbook.views.view import View

NAME = 34
"""How many characters of a name with its value fit beside a mark."""


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of one edition's targets."""

    view: View

    @cached_property
    def rows(self) -> list[tuple[TargetRow, Progress]]:
        """Every target of this plan with what became of it, in the order of the text."""
        return [(row, self.view.targets.progress(row)) for row in self.view.targets.rows]

    @property
    def decided(self) -> list[tuple[TargetRow, Progress]]:
        """The targets with a verdict, the best outcome first."""
        order = {outcome: place for place, outcome in enumerate(verdicts.OUTCOMES)}
        known = [(row, progress) for row, progress in self.rows if progress.outcome not in verdicts.WITHOUT_VERDICT]
        return sorted(known, key=lambda pair: order[pair[1].outcome])

    @property
    def known(self) -> str:
        """In a sentence: of which day the newest is that the records know, and when sources were last looked for."""
        return known(self.view)

    @property
    def unsettled(self) -> list[tuple[TargetRow, Progress]]:
        """The targets with a comparable figure that settles nothing: not of the last year, or not confirmed."""
        return [(row, progress) for row, progress in self.rows if progress.outcome in ("no-final-figure", "unconfirmed")]

    @property
    def reached_at_start(self) -> list[tuple[TargetRow, Progress]]:
        """The targets whose value the printed baseline had already reached."""
        return [(row, progress) for row, progress in self.rows if progress.met_at_start]

    @cached_property
    def table(self) -> Table:
        """Every target with what became of it, to be taken away."""
        _ = self.view.words.gettext
        columns = (
            _("Target"), _("Value"), _("Unit"), _("By"), _("Measure"), _("Field"), _("Outcome"), _("Where it stands"),
            _("Later reports"),
        )  # fmt: skip
        return Table("targets", _(Shelf.OUTCOMES.title), columns, tuple(self._cells(row, progress) for row, progress in self.rows))

    def _cells(self, row: TargetRow, progress: Progress) -> tuple[Cell, ...]:
        view, values = self.view, self.view.values
        return (
            words(row.subject, row.address), printed(row.value, values.quantity(row.value, row.indicator)), words(row.unit),
            words(values.period(row.value)), words(values.measured(row.value)),
            words(view.words.joined(view.titles.of_fields(row.target or row.indicator))),
            words(view.word("outcome", progress.outcome)), words(view.words.joined(view.text.label(item.at) for item in row.evidence)),
            words(view.words.joined(report.fact for report, _bearing in progress.reports)),
        )  # fmt: skip

    @cached_property
    def coverage(self) -> Chart:
        """How many targets have which outcome: what has a source and what has none."""
        _ = self.view.words.gettext
        counts = [(name, count, f"{Shelf.OUTCOMES.path}?outcome={outcome}") for outcome, name, count in self.view.targets.outcomes]
        return chart_of_counts("outcomes", _("Targets by outcome"), (_("Outcome"), _("Targets")), counts, self.view.words)

    @cached_property
    def by_year(self) -> Chart:
        """The targets by the year for which they are set, a mark for each."""
        _ = self.view.words.gettext
        counts = [(name, count, f"{Shelf.TARGETS.path}?year={year}") for year, name, count in self.view.targets.years]
        title = _("Targets by year")
        if counts:
            year, most, _address = max(counts, key=lambda item: item[1])
            total = len(self.view.targets.rows)
            targets = self.view.words.ngettext("%(num)s target", "%(num)s targets", total) % {"num": total}
            title = _("%(targets)s by year: most by %(year)s (%(count)s)") % {"targets": targets, "year": year, "count": most}
        table = Table("targets-by-year", title, (_("Year"), _("Targets")), tuple((words(n, a), count(c)) for n, c, a in counts))
        return Chart("years", laid([(str(year), f"{Shelf.TARGETS.path}?year={year}", self._due(year)) for year in self._years]), table)

    @property
    def _years(self) -> range:
        """Every year from the plan's first to the last for which a target is set."""
        set_for = [row.value.year for row in self.view.targets.rows]
        plan = self.view.records.plan
        return range(min([plan.start, *set_for]), max([plan.end, *set_for]) + 1)

    def _due(self, year: int) -> list[Due]:
        """The targets set for a year."""
        found = [(row, progress) for row, progress in self.rows if row.value.year == year]
        return [Due(Marked(progress.outcome, row.address, said_of(row, self.view)), self._named(row)) for row, progress in found]

    def _named(self, row: TargetRow) -> str:
        """What is promised, in a line of the picture."""
        words_ = self.view.words
        return words_.cut(words_.pair(row.subject, self.view.values.quantity(row.value, row.indicator)), NAME)

    @cached_property
    def by_field(self) -> Chart:
        """The targets by field, the fields with most of them first."""
        _, names = self.view.words.gettext, self.view.records.fields
        fields = Counter(id for row, _progress in self.rows for id in row.fields)
        counts = [(names[id].name, count, addresses.of_record("fields", id)) for id, count in fields.most_common()]
        return chart_of_counts("targets-by-field", _("Targets by field"), (_("Field"), _("Targets")), counts, self.view.words)
