"""Why the outcome of a target is what it is: the rule, in words, with what went into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from planbook.editions.labels import Labels
from planbook.editions.words import Words
from planbook.text.verdicts import Progress


@dataclass(frozen=True)
class Reasons:
    """The reasons of one edition's outcomes."""

    words: Words
    labels: Labels

    def why(self, progress: Progress) -> str:
        """The reason in one or two sentences: how the target ended, or how it stood with the newest figure."""
        sentences = [self._of_rule(progress), *self._of_the_end(progress)]
        return reduce(lambda first, second: self.words.gettext("%(first)s %(second)s") % {"first": first, "second": second}, sentences)

    def _of_rule(self, progress: Progress) -> str:
        _, share = self.words.gettext, self.words.share
        if progress.rule == "editors":
            return f"{_('Set by the editors:')} {progress.reason}"
        if progress.rule in ("years", "pace") and progress.way is not None and progress.time is not None:
            sentence = {
                "years": _("The years reported on make up %(way)s of the target; as many years should make up %(time)s."),
                "pace": _("%(way)s of the way in %(time)s of the time."),
            }[progress.rule]
            return sentence % {"way": share(progress.way), "time": share(progress.time)}
        if progress.rule in ("every-year", "average"):
            is_missed = "behind" in (progress.outcome, progress.interim) or progress.outcome == "not-reached"
            return {
                "every-year": _("In a year reported on, the target was not reached.")
                if is_missed
                else _("Reached in every year reported on; the others are not known."),
                "average": _("The mean of the years reported on is below the target.")
                if is_missed
                else _("The mean of the years reported on reaches the target."),
            }[progress.rule]
        wherever = _(
            "The newest figure is told with a bound (“more than”, “at most” …); wherever the true one lies, the outcome is the same."
        )
        return {
            "years": wherever,
            "pace": wherever,
            "silence": _("None of the sources at hand reports on it."),
            "no-like": _("Only figures of another scope or definition were reported."),
            "no-baseline": _("The newest figure does not reach the target, and there is no baseline to reckon from."),
            "bounds": _("The figures reported are told only as “more than”, “nearly” or the like, and leave it open."),
            "unconfirmed": _("Only an article that passes on official figures reports one; no second source gives it."),
            "kept": _("Already reached in the baseline year, and still so when reported."),
            "before-its-year": _("The value of the target was reported before its year."),
            "in-its-year": _("The value of the target was reported in its year."),
            "missed": _("The year of the target is over, and its value was not reported."),
        }[progress.rule]

    def _of_the_end(self, progress: Progress) -> Iterator[str]:
        _ = self.words.gettext
        if progress.newest:
            figure = _("Newest figure: %(year)s, an estimate.") if progress.provisional else _("Newest figure: %(year)s.")
            yield figure % {"year": progress.newest}
        if progress.interim:
            yield _("It then stood: %(outcome)s.") % {"outcome": self.labels["outcome"][progress.interim]}
