"""What is left to do: for translators, who are behind the plan, and for whoever describes pictures. A release waits for both."""

from __future__ import annotations

from collections import Counter

from planbook.checks.plan_pictures import undescribed
from planbook.checks.rules import CheckedPlan
from planbook.checks.translations import MUST_STAND, NAMES, said_blocks, slips_of, written
from planbook.editions import po
from planbook.editions.translation import Translation, gaps
from planbook.records.problem import Problem

NAMED_ON_PAGES = ("plan", "indicators", "projects", "targets", "terms", "places", "fields", "sources")
"""Kinds whose names pages bear."""


def stale(translation: Translation) -> list[Problem]:
    """The messages whose text has changed since they were translated."""
    return [problem for state, _message, problem in gaps(translation) if state == "stale"]


def unmarked(translation: Translation, plan: CheckedPlan) -> list[Problem]:
    """Where words of the plan lead to a target, a project, an indicator or an erratum, and those of the translation do not yet.

    Whoever adds such a record need not know the language: its page leads to the block, and an erratum stands behind the block.
    """
    slips, found = slips_of(plan.records), list[Problem]()
    for block, entry, said in said_blocks(translation, plan.blocks):
        must = {(mark.kind, mark.id) for mark in plan.links.marks.get(block.id, ()) if mark.kind in MUST_STAND}
        for kind, id in sorted((must | slips.get(block.id, set())) - written(said)):
            what, cure = "No words lead to %(mark)s.", "Write [words]{%(mark)s} around those that do."
            found.append(po.problem(entry, what, cure, mark=f"{kind}/{id}"))
    return found


def behind(translation: Translation, plan: CheckedPlan) -> list[Problem]:
    """Where the plan has changed since it was translated: no fault of whoever changed it, but work for a translator."""
    return sorted({*stale(translation), *unmarked(translation, plan)})


def lacking(translation: Translation) -> list[Problem]:
    """What a release may not lack: words of the plan, and names that pages bear."""
    return [
        problem
        for _state, message, problem in gaps(translation)
        if message.block or (message.path[-1] in NAMES and message.file in NAMED_ON_PAGES)
    ]


def asked_of_a_release(translation: Translation, plan: CheckedPlan) -> list[Problem]:
    """What must be mended before a release: what is behind the plan, and what may not lack."""
    return sorted({*behind(translation, plan), *lacking(translation)})


def asked(plan: CheckedPlan) -> list[Problem]:
    """All that must be mended before a release."""
    return [*undescribed(plan.blocks, plan.lines), *(problem for shown in plan.translations for problem in asked_of_a_release(shown, plan))]


def counted(translation: Translation) -> Counter[str]:
    """How many messages are in which state."""
    return Counter(translation.state(context) for context in translation.messages)
