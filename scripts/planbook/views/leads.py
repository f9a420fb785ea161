"""The sentence below the title of a page: what the plan says of the thing, and what later sources report; every word is counted or read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planbook.records.model import Indicator, Project, Report, Target, Value
from planbook.text.knowledge import confirmed
from planbook.text.newest_figures import Newest
from planbook.text.stages import ONWARD, Stage
from planbook.views.choices import Choice
from planbook.views.topics import Topic
from planbook.views.view import View

SHOWN = 2
"""How many figures of reports, and how many places within a place, a sentence names."""


@dataclass(frozen=True)
class Leads:
    """The leads of one edition."""

    view: View

    # --- indicators -------------------------------------------------------------------------------------------------------

    def of_indicator(self, indicator: Indicator, newest: Newest) -> str:
        """Target and baseline of an indicator, and its newest reported figures with their doubts, or that there are none."""
        words, values = self.view.words, self.view.values
        aims = [self._aim(row.value, values.quantity(row.value, row.indicator)) for row in self.view.targets.of_indicator(indicator)]
        aimed = self._said(words.gettext("Target of the plan"), aims) or words.gettext("This plan sets no target for it.")
        first = self.view.indicators.latest(indicator, "baseline")
        start = [self._known(first, values.quantity(first, indicator))] if first else []
        return words.sentences(aimed, self._said(words.gettext("Baseline"), start), self._reported(indicator, newest))

    def _aim(self, value: Target | Value, quantity: str) -> str:
        """A target with its year; a growth must not be taken for the thing that grows."""
        if value.measure == "level" and value.value is not None:
            return self.view.words.gettext("%(quantity)s by %(year)s") % {"quantity": quantity, "year": value.year}
        return self._known(value, quantity)

    def _known(self, value: Target | Value, quantity: str) -> str:
        if value.value is None:
            return self.view.words.bracketed(quantity, self.view.values.when(value))
        return self._measured(value.measure, quantity, self.view.values.period(value))

    def _measured(self, measure: str, quantity: str, period: str) -> str:
        _ = self.view.words.gettext
        shapes = {
            "level": _("%(quantity)s in %(period)s"), "increase": _("an increase of %(quantity)s in %(period)s"),
            "annual-growth": _("average annual growth of %(quantity)s in %(period)s"),
            "cumulative": _("%(quantity)s in all in %(period)s"), "annual": _("%(quantity)s every year in %(period)s"),
        }  # fmt: skip
        return shapes[measure] % {"quantity": quantity, "period": period}

    def _reported(self, indicator: Indicator, newest: Newest) -> str:
        view, _ = self.view, self.view.words.gettext
        if newest.figures:
            trusted = confirmed((report for report, _bearing in view.reports.on("indicators", indicator.id)), view.records)
            return self._said(_("Newest reports"), [self._figure(report, report in trusted) for report, _bearing in newest.figures[:SHOWN]])
        if newest.answer == "related":
            return _("There are reports, but none with a figure that is reckoned in the same way.")
        return _("No report was found that says how it stands.")

    def _figure(self, report: Report, is_confirmed: bool) -> str:
        """A reported figure with its year, and in brackets what is to be doubted of it."""
        view, _ = self.view, self.view.words.gettext
        quantity, year = view.reports.quantity(report), str(report.year)
        if report.measure == "annual-growth":
            said = self._growth(report, quantity, year)
        else:
            said = self._measured("level" if report.measure in (None, "annual") else report.measure, quantity, year)
        doubts = (
            view.reports.prices(report), _("an estimate") if report.provisional else "",
            "" if is_confirmed else _("not confirmed"), view.reports.grade(report),
        )  # fmt: skip
        return view.words.bracketed(said, view.words.joined(filter(None, doubts)))

    def _growth(self, report: Report, quantity: str, year: str) -> str:
        """A growth over the year before; below nought it is called a fall, without a sign."""
        _ = self.view.words.gettext
        if report.value is not None and report.value < 0 and report.bound == "exactly":
            fall = self.view.words.quantity(-report.value, report.unit or "")
            return _("fall of %(quantity)s from the year before in %(period)s") % {"quantity": fall, "period": year}
        return _("growth of %(quantity)s over the year before in %(period)s") % {"quantity": quantity, "period": year}

    # --- projects ---------------------------------------------------------------------------------------------------------

    def of_project(self, project: Project) -> str:
        """Where the plan names a project, its size, kind and place as far as they are known, how far reports say that it has come."""
        view, _ = self.view, self.view.words.gettext
        facts = [
            *map(view.values.capacity, project.capacity), *(view.word("project nature", code) for code in project.nature),
            *(view.records.places[id].name for id in project.places),
        ]  # fmt: skip
        named = _("A project of %(where)s") % {"where": view.text.cited_place(project)}
        told = self._said(named, facts) or _("%(sentence)s.") % {"sentence": named}
        return view.words.sentences(told, self._stage(view.projects.stage(project.id)))

    def _stage(self, stage: Stage) -> str:
        view, _ = self.view, self.view.words.gettext
        if stage.state == "no-source":
            return _("None of the sources at hand reports on it.")
        report = _telling(stage)
        notes = [_("only a part")] if stage.of_a_part else []
        notes += [str(report.year), view.reports.grade(report)]
        return self._said(_("Newest reports"), [view.words.bracketed(view.word("project state", stage.state), view.words.joined(notes))])

    # --- places and fields ------------------------------------------------------------------------------------------------

    def of_topic(self, topic: Topic) -> str:
        """How much the plan names in a place or a field, which needs it leaves out there, on how much of it something was reported."""
        view, _ = self.view, self.view.words.gettext
        counts = _(", ").join(self._counts(topic))
        if not counts:
            named = _("The plan names no project and no target here.")
        else:
            within = self._within(topic)
            shape = _("The plan names here %(counts)s.") if topic.kind == "places" else _("The plan has %(counts)s in this field.")
            named = shape % {"counts": view.words.bracketed(counts, within) if within else counts}
        missing = [view.word("need", need.need) for need in topic.needs if not need.named]
        left_out = self._said(_("Nothing named for"), missing if topic.projects else [])
        return view.words.sentences(named, left_out, self._later(topic))

    def _counts(self, topic: Topic) -> Iterator[str]:
        ngettext = self.view.words.ngettext
        for one, many, found in (
            ("%(num)s project", "%(num)s projects", topic.projects), ("%(num)s target", "%(num)s targets", topic.targets),
            ("%(num)s indicator", "%(num)s indicators", topic.indicators),
        ):  # fmt: skip
            if found:
                yield ngettext(one, many, len(found)) % {"num": len(found)}

    def _within(self, topic: Topic) -> str:
        """How many of the projects lie in places within the place, those of most first."""
        words = self.view.words
        counts = [(sum(part.id in project.places for project in topic.projects), part.name) for part in topic.parts]
        most = sorted(((count, name) for count, name in counts if count), key=lambda pair: -pair[0])[:SHOWN]
        said = words.gettext(", ").join(words.gettext("%(count)s in %(place)s") % {"count": count, "place": name} for count, name in most)
        return words.gettext("of the projects, %(said)s") % {"said": said} if said else ""

    def _later(self, topic: Topic) -> str:
        words, count = self.view.words, len(topic.projects)
        known = sum(self.view.projects.state(project.id) != "no-source" for project in topic.projects)
        if count and not known:
            return words.ngettext(
                "None of the sources at hand reports on the project.", "None of the sources at hand reports on these projects.", count
            )
        said = words.gettext("Something was reported on %(known)s of the %(count)s projects.") % {"known": known, "count": count}
        return said if count else ""

    # --- the lists ----------------------------------------------------------------------------------------------

    def of_targets(self) -> str:
        """What became of all targets: how many have which outcome, those of none left out."""
        return self._became(self.view.targets.outcomes)

    def of_projects(self) -> str:
        """What became of all projects: how many are in which state."""
        return self._became(self.view.projects.states)

    def _became(self, counted: list[Choice]) -> str:
        said = [f"{choice.name} {choice.records}" for choice in counted if choice.records]
        return self._said(self.view.words.gettext("What became of them"), said)

    # --- shared -----------------------------------------------------------------------------------------------------------

    def _said(self, first: str, said: list[str]) -> str:
        """A sentence of a thing and what is said of it; empty when nothing is."""
        words = self.view.words
        return words.gettext("%(sentence)s.") % {"sentence": words.pair(first, words.joined(said))} if said else ""


def _telling(stage: Stage) -> Report:
    """The newest report that tells the state, or of which it is inferred."""
    told = [report for report, bearing in stage.reports if ONWARD.get(bearing.relation) == stage.state]
    return (told or [report for report, _bearing in stage.reports])[-1]
