"""Every target of the plan, of its text and of its indicator tables, with what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planbook.editions.labels import Labels
from planbook.records.model import Evidence, Indicator, Target, Value
from planbook.text import addresses, verdicts
from planbook.text.figures import unit_of
from planbook.text.links import Mention
from planbook.text.verdicts import Progress
from planbook.views.choices import Choice, counted
from planbook.views.text import PlanText


class TargetRow(NamedTuple):
    """One line of the table of all targets: a target of the text, or the value of an indicator table."""

    target: Target | None
    indicator: Indicator | None
    value: Target | Value
    subject: str
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """What tells the row from all others: the id of the target, or indicator, measure and year."""
        return self.target.id if self.target else f"{self.indicator.id if self.indicator else ''}/{self.value.measure}-{self.value.year}"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the target, or of the indicator."""
        record = self.target or self.indicator
        return record.fields if record else ()

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the target; an indicator is about the whole."""
        return self.target.places if self.target else ()

    @property
    def is_of_the_text_alone(self) -> bool:
        """Whether the running text sets it and no table has it."""
        return self.target is not None and not any(item.column for item in self.evidence)

    @property
    def unit(self) -> str:
        """The unit of the value; empty when it has none."""
        return unit_of(self.value, self.indicator) or ""

    @property
    def address(self) -> str:
        """Where the reader finds it, from the root of the edition."""
        return addresses.of_record("targets", self.target.id) if self.target else addresses.of_record("indicators", self.indicator.id)  # type: ignore[union-attr]


@dataclass(frozen=True)
class Targets:
    """The targets of one edition."""

    text: PlanText
    labels: Labels

    @cached_property
    def rows(self) -> list[TargetRow]:
        """Every target of the text and of the indicator tables of this plan, in the order of the text.

        What the text says once more of a row of the tables is one target, with both places.
        """
        order, records = self.text.order, self.text.reading.records
        printed = {
            (indicator.id, value.measure, value.year, value.value, value.text): (indicator, value)
            for indicator in records.indicators.values()
            for value in indicator.series
            if value.kind == "target" and value.year >= records.plan.start
        }
        rows = []
        for t in records.targets.values():
            twice = [printed.pop(key) for id in t.indicators if (key := (id, t.measure, t.year, t.value, t.text)) in printed]
            rows.append(TargetRow(t, None, t, t.subject, (*t.evidence, *(item for _, value in twice for item in value.evidence))))
        rows += [TargetRow(None, indicator, value, indicator.name, value.evidence) for indicator, value in printed.values()]
        return sorted(rows, key=lambda row: order[row.evidence[0].at])

    def quotes(self, row: TargetRow) -> list[str]:
        """The words of the plan that set a target of the text, each once, in the words of the edition."""
        if row.target is None:
            return []
        mention = Mention("targets", row.target.id)
        return list(dict.fromkeys(self.text.quoted(item, mention) for item in row.evidence if item.quote))

    def of_indicator(self, indicator: Indicator) -> list[TargetRow]:
        """The targets of this plan for an indicator, those of the text that it sets too."""
        return [
            row
            for row in self.rows
            if (row.indicator and row.indicator.id == indicator.id) or (row.target and indicator.id in row.target.indicators)
        ]

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The indicators for which this plan sets a target; the others are only those of the plan before."""
        return [indicator for indicator in self.text.reading.records.indicators.values() if self.of_indicator(indicator)]

    # --- what became of them ----------------------------------------------------------------------------------------------

    def progress(self, row: TargetRow) -> Progress:
        """What became of a target."""
        return self._progress[row.key]

    def progress_of(self, target: str) -> Progress:
        """What became of a target of the text, by its id."""
        return self._progress[target]

    @cached_property
    def _progress(self) -> dict[str, Progress]:
        return {row.key: self._assessed(row) for row in self.rows}

    def _assessed(self, row: TargetRow) -> Progress:
        records, links = self.text.reading.records, self.text.links
        if row.target:
            return verdicts.of_target(row.target, records, links)
        assert row.indicator
        assert isinstance(row.value, Value)
        return verdicts.of_indicator(row.indicator, row.value, records, links)

    # --- what filters offer -----------------------------------------------------------------------------------------------

    @property
    def outcomes(self) -> list[Choice]:
        """The outcomes, those that no target has too."""
        counts = Counter(progress.outcome for progress in self._progress.values())
        return [Choice(outcome, self.labels["outcome"][outcome], counts[outcome]) for outcome in verdicts.OUTCOMES]

    @property
    def years(self) -> list[Choice]:
        """The years by which targets are set."""
        counts = Counter(row.value.year for row in self.rows)
        return [Choice(str(year), str(year), count) for year, count in sorted(counts.items())]

    @property
    def fields(self) -> list[Choice]:
        """The fields of targets."""
        counts = Counter(id for row in self.rows for id in row.fields)
        return counted({field.id: field.name for field in self.text.reading.records.fields.values()}, counts)

    @property
    def measures(self) -> list[Choice]:
        """The measures of targets."""
        return counted(self.labels["measure"], Counter(row.value.measure for row in self.rows))
