"""The band of all targets: one mark each, in the order of the plan, by chapter; its shape says what became of the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planbook.text import addresses, verdicts
from planbook.text.shelves import Shelf
from planbook.views.charts import Chart, Key
from planbook.views.geometry.band import Group, Marked, group, laid
from planbook.views.tables import Cell, Table, printed, words
from planbook.views.targets import TargetRow
from planbook.views.view import View


class Promised(NamedTuple):
    """The targets of a chapter, with its number alone, its whole name and its address."""

    number: str
    name: str
    address: str
    rows: Sequence[TargetRow]


def band_of(view: View) -> Chart | None:
    """The band of one edition with its finding and its table; None for a plan without targets."""
    found = list(_promised(view))
    if not found:
        return None
    _ = view.words.gettext
    columns = (_("Target"), _("Chapter"), _("Value"), _("By"), _("Outcome"))
    table = Table("band", _finding(view), columns, tuple(_cells(row, chapter, view) for chapter in found for row in chapter.rows))
    about = _("One mark is one target, in the order of the plan: downwards, then to the right.")
    return Chart("band", laid([_group(chapter, view) for chapter in found]), table, about, keys=_keys(view))


def _promised(view: View) -> Iterator[Promised]:
    """The chapters that set targets; first, if there is any, what stands before all chapters."""
    targets, plan = view.chapters.targets_of, view.records.plan
    if targets.get(""):
        yield Promised("—", plan.short_title, Shelf.CHAPTERS.path, targets[""])
    for chapter in view.records.chapters.values():
        if targets.get(chapter.id):
            number, address = view.words.numeral(chapter.number), addresses.of_record("chapters", chapter.id)
            yield Promised(number, view.text.kicker(chapter.id) or chapter.title, address, targets[chapter.id])


def _finding(view: View) -> str:
    """How many targets there are, of how many the outcome is known, of how many nothing is."""
    counts = {outcome: count for outcome, _name, count in view.targets.outcomes}
    decided = sum(count for outcome, count in counts.items() if outcome not in verdicts.WITHOUT_VERDICT)
    total = len(view.targets.rows)
    targets = view.words.ngettext("%(num)s target", "%(num)s targets", total) % {"num": total}
    said = view.words.gettext("%(targets)s: %(decided)s with a verdict, %(silent)s on which nothing was found")
    return said % {"targets": targets, "decided": decided, "silent": counts["no-source"]}


def _keys(view: View) -> tuple[Key, ...]:
    """The outcomes with how many targets have each; those that none has stand behind the others."""
    outcomes = sorted(view.targets.outcomes, key=lambda choice: choice.records == 0)
    return tuple(Key(outcome, f"{count} {name}", f"{Shelf.OUTCOMES.path}?outcome={outcome}") for outcome, name, count in outcomes)


def _group(chapter: Promised, view: View) -> Group:
    marked = [Marked(view.targets.progress(row).outcome, row.address, said_of(row, view)) for row in chapter.rows]
    return group(chapter.number, chapter.name, chapter.address, marked)


def said_of(row: TargetRow, view: View) -> str:
    """A target in a line: what, how much, by when, what became of it."""
    what = view.words.pair(row.subject, view.values.quantity(row.value, row.indicator))
    outcome = view.word("outcome", view.targets.progress(row).outcome)
    return view.words.joined((view.words.bracketed(what, view.values.period(row.value)), outcome))


def _cells(row: TargetRow, chapter: Promised, view: View) -> tuple[Cell, ...]:
    return (
        words(row.subject, row.address), words(chapter.name, chapter.address),
        printed(row.value, view.values.quantity(row.value, row.indicator)), words(view.values.period(row.value)),
        words(view.word("outcome", view.targets.progress(row).outcome)),
    )  # fmt: skip
