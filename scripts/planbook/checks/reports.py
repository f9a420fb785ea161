"""Rules of what came later and of what does not fit: reports, judgements, findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from planbook.checks.arithmetic import computed_value, rounded
from planbook.checks.subject import Subject
from planbook.records.base import KeyPath
from planbook.records.messages import say
from planbook.records.model import Bearing, Records, Report, Target, Value
from planbook.records.problem import Problem, shown
from planbook.text.figures import stands_in
from planbook.text.likeness import Difference, difference
from planbook.text.verdicts import computed


def reports_bear_on_one_thing_each(subject: Subject) -> Iterator[Problem]:
    """Every bearing of a report names one indicator, target, project or block; what cannot be compared says why; figures are as printed."""
    for report in subject.records.reports.values():
        for index, bearing in enumerate(report.bears_on):
            named = _named(bearing)
            if len(named) != 1:
                what, cure = "The bearing names %(count)d things: %(named)s.", "Name one of indicator, target, project, block."
                words = ", ".join(named) or say("none")
                yield subject.lines.problem(report, ("bears_on", index), what, cure, count=len(named), named=words)
            if bearing.relation in ("related", "contradicts") and not bearing.caveat:
                yield subject.lines.problem(report, ("bears_on", index), "The caveat is missing.", "Say why the two cannot be compared.")
        for key in ("value", "high"):
            value = getattr(report, key)
            if value is not None and not any(stands_in(value, figure, report.unit) for figure in report.figures):
                what = "'%(value)s' is none of the figures."
                cure = (
                    "Copy the figure as the source prints it into figures; value and unit must say the same: 1万套 is 1 with the unit 万套."
                )
                yield subject.lines.problem(report, (key,), what, cure, value=value)


def _named(bearing: Bearing) -> list[str]:
    return [kind for kind in ("indicator", "target", "project", "block") if getattr(bearing, kind)]


OF_PROJECTS = ("planned", "started", "completed", "in-operation", "changed", "dropped")
OF_FIGURES = ("same-measure", "baseline", "wider-area")


def relations_meet_their_kind(subject: Subject) -> Iterator[Problem]:
    """Only a project or its place in the text is planned, started or completed, whole or in part; figures are compared with figures."""
    for report in subject.records.reports.values():
        for index, bearing in enumerate(report.bears_on):
            path: KeyPath = ("bears_on", index, "relation")
            if len(_named(bearing)) != 1:
                continue
            if bearing.relation in OF_PROJECTS and (bearing.indicator or bearing.target):
                what, cure = "An indicator or a target is never '%(relation)s'.", "Name the project, or choose same-measure or related."
                yield subject.lines.problem(report, path, what, cure, relation=bearing.relation)
            if bearing.relation in OF_FIGURES and (bearing.project or bearing.block):
                what = "'%(relation)s' compares figures, and this names none."
                cure = "Name the indicator or the target, or choose related."
                yield subject.lines.problem(report, path, what, cure, relation=bearing.relation)
            if bearing.part and not bearing.project:
                yield subject.lines.problem(report, ("bears_on", index, "part"), "Only a project has parts.", "Delete the part.")


def like_is_compared_with_like(subject: Subject) -> Iterator[Problem]:
    """A figure of the same measure agrees in measure, unit, area and period with one of what it names; of a wider area, but for that."""
    for report in subject.records.reports.values():
        for bearing in report.bears_on if report.value is not None else ():
            if bearing.relation in ("same-measure", "wider-area") and len(_named(bearing)) == 1:
                found = _unlike(report, bearing, subject.records)
                if found:
                    yield _of_difference(report, *found, subject)


def _of_difference(report: Report, difference: Difference, name: str, subject: Subject) -> Problem:
    """What to say of a report that differs from everything that it is compared with."""
    if difference == "measure":
        what, cure = "The report gives '%(measure)s', %(name)s has no such figure.", "Correct the measure, or choose related."
        return subject.lines.problem(report, ("measure",), what, cure, measure=report.measure, name=name)
    if difference == "unit":
        what, cure = "The report counts in '%(unit)s', %(name)s does not.", "Write the value in the same unit, or choose related."
        return subject.lines.problem(report, ("unit",), what, cure, unit=report.unit, name=name)
    if difference == "area":
        what, cure = "The report is about '%(scope)s', %(name)s is about another area.", "Correct the scope, or choose related."
        return subject.lines.problem(report, ("scope",), what, cure, scope=report.scope or say("the whole area of the plan"), name=name)
    what, cure = "The report is not about whole years that %(name)s means.", "Correct the year or as_of, or choose related."
    return subject.lines.problem(report, ("year",), what, cure, name=name)


def _unlike(report: Report, bearing: Bearing, records: Records) -> tuple[Difference, str] | None:
    """In what a report differs from each figure of what it names, the least of the differences, and the name; None where it is like one."""
    target, indicator = records.targets.get(bearing.target or ""), records.indicators.get(bearing.indicator or "")
    items: list[Target | Value]
    if target is not None:
        items, unit, name = [target] if target.value is not None else [], target.unit, f"targets/{target.id}"
    elif indicator is not None:
        items, unit, name = list(indicator.series), indicator.unit, f"indicators/{indicator.id}"
    else:
        return None
    is_wider = bearing.relation == "wider-area"
    compared = report.model_copy(update={"scope": None}) if is_wider else report
    found = [difference(compared, item, unit, {} if is_wider else records.places) for item in items]
    if not found or None in found:
        return None
    return max((each for each in found if each), key=ORDER.index), name


ORDER: tuple[Difference, ...] = get_args(Difference)


def readings_name_one_source(subject: Subject) -> Iterator[Problem]:
    """Each reading of a finding stands in the plan or in another source, and is a number or words."""
    for finding in subject.records.findings.values():
        for index, reading in enumerate(finding.readings):
            if (reading.evidence is None) == (reading.source is None):
                what, cure = "The reading does not say where it stands.", "Write evidence or source, one of the two."
                if reading.source:
                    what = "The reading names both the plan and a source."
                yield subject.lines.problem(finding, ("readings", index), what, cure)
            if (reading.value is None) == (reading.text is None):
                what = "There must be a value or a text, and only one of them."
                yield subject.lines.problem(finding, ("readings", index, "value"), what, "Keep one.")


def editors_judge_what_rules_cannot(subject: Subject) -> Iterator[Problem]:
    """A judgement differs from what the rules give; ``reached`` stands only beside words."""
    for indicator in subject.records.indicators.values():
        for index, value in enumerate(indicator.series):
            if value.reached is not None and (value.kind != "outcome" or value.value is not None):
                what, cure = "Figures are compared by the program.", "Write reached only for an outcome in words."
                yield subject.lines.problem(indicator, ("series", index, "reached"), what, cure)
            if value.judged is not None and (value.kind != "target" or value.year < subject.records.plan.start):
                what, cure = "Only a target of this plan is judged.", "Delete the judgement."
                yield subject.lines.problem(indicator, ("series", index, "judged"), what, cure)
    for target in subject.records.targets.values() if not subject.broken else ():
        if target.judged and computed(target, subject.records, subject.links).outcome == target.judged.outcome:
            what = "The rules give '%(outcome)s' too."
            yield subject.lines.problem(target, ("judged",), what, "Delete the judgement.", outcome=target.judged.outcome)


def findings_add_up(subject: Subject) -> Iterator[Problem]:
    """The computation of a finding gives its result, to the decimals that the result has."""
    for finding in subject.records.findings.values():
        if (finding.computation is None) != (finding.result is None):
            yield subject.lines.problem(finding, ("result",), "A computation and its result go together.", "Write both, or neither.")
        elif finding.computation is not None and finding.result is not None:
            value = computed_value(finding.computation)
            if value is None:
                what = "'%(computation)s' cannot be computed."
                cure = "Use digits and + - * / ** ( ) only, and no more than a line of them."
                yield subject.lines.problem(finding, ("computation",), what, cure, computation=shown(finding.computation))
            elif (found := rounded(value, finding.result)) != finding.result:
                what, cure = "The computation gives %(value)s, not %(result)s.", "Correct one of the two."
                yield subject.lines.problem(finding, ("result",), what, cure, value=found, result=finding.result)
