"""What a page says of itself in one or two sentences: search engines and those who share a link show them below the title."""

from __future__ import annotations

from planbook.records.model import Box, Chapter, Indicator, Project, Record
from planbook.text.shelves import Shelf
from planbook.views.topics import Topic
from planbook.views.view import View

LENGTH = 80
"""Characters of a description that is cut from the text, twice as many letters: about what search engines show of it."""
SHORT = 18
"""A sentence of fewer characters says too little by itself."""
COUNTED = ("chapters", "boxes", "indicators", "projects", "terms", "errata", "sources", "reports", "findings", "fields", "places")
"""The kinds of records that a description may count; targets, those of the tables too, are counted by themselves."""


def of_shelf(shelf: Shelf, view: View) -> str:
    """The sentence of the table of shelves, with plan and counts."""
    counts = {kind: view.count(kind) for kind in COUNTED} | {"targets": len(view.targets.rows)}
    return view.words.gettext(shelf.description) % {"plan": view.records.plan.short_title, **counts}


def title_of_part(shelf: Shelf, part: str, view: View) -> str:
    """What a part of a long list is called: the source of its reports, or the list and the chapter or the letters."""
    if shelf is Shelf.REPORTS:
        return view.records.sources[part].title
    if shelf is Shelf.GLOSSARY:
        return view.words.pair(view.words.gettext(shelf.label), view.glossary.part_name(part))
    return view.words.pair(view.words.gettext(shelf.label), view.terms.parts[part].name)


def of_part(shelf: Shelf, part: str, view: View) -> str:
    """How much a part of a long list holds, and of what."""
    plan = view.records.plan.short_title
    if shelf is Shelf.REPORTS:
        words = view.words.gettext("What a later source reports on %(plan)s, and how it compares: %(source)s")
        return view.words.cut(words % {"source": view.records.sources[part].title, "plan": plan}, LENGTH)
    if shelf is Shelf.GLOSSARY:
        words = view.words.gettext("Set phrases and names of %(plan)s in every edition, where each stands, what is not said: %(part)s")
        return view.words.cut(words % {"plan": plan, "part": view.glossary.part_name(part)}, LENGTH)
    words = view.words.gettext("Terms of %(plan)s, what their meanings rest on, every place that uses them: %(part)s")
    return view.words.cut(words % {"plan": plan, "part": view.terms.parts[part].name}, LENGTH)


def of_record(shown: Record | Topic, view: View) -> str:
    """The description of the page of a record. Raises ``TypeError`` for a kind whose records have no pages."""
    return view.words.cut(_whole(shown, view), LENGTH)


def _whole(shown: Record | Topic, view: View) -> str:
    match shown:
        case Chapter():
            return of_chapter(shown, view)
        case Box():
            return of_box(shown, view)
        case Indicator():
            return of_indicator(shown, view)
        case Project():
            return of_project(shown, view)
        case Topic():
            return of_topic(shown, view)
    raise TypeError(f"Records of the kind {type(shown).__name__} have no pages.")


def of_chapter(chapter: Chapter, view: View) -> str:
    """The beginning of a chapter's first paragraph, behind its title when that is short, or its title alone."""
    paragraphs = (block.text for block in view.reading.blocks.values() if block.chapter == chapter.id and block.kind == "paragraph")
    first = next(paragraphs, "")
    whole = view.words.numbered(view.reading.records.plan.short_title, view.titles.of(chapter))
    return first if len(first) >= SHORT else view.words.pair(whole, first) if first else whole


def of_box(box: Box, view: View) -> str:
    """Title of a box and the lines it begins with."""
    lines = [block.text for block in view.reading.blocks.values() if block.box == box.id and block.kind in ("node", "row")]
    return view.words.pair(view.titles.of(box), view.words.joined(line.rstrip("；。;.") for line in lines))


def of_indicator(indicator: Indicator, view: View) -> str:
    """Plan and indicator, its target and its baseline, and what else its page holds."""
    sentence = view.words.gettext("An indicator of %(plan)s: %(name)s, %(values)s. Every printed value, its place, later figures.")
    target = f"{view.words.gettext('Target')} " if view.indicators.latest(indicator, "target") else ""
    values = target + view.indicators.summary(indicator)
    return sentence % {"plan": view.reading.records.plan.short_title, "name": indicator.name, "values": values}


def of_project(project: Project, view: View) -> str:
    """The project, where the plan names it, and how far it got."""
    sentence = view.words.gettext("%(name)s: a project that %(plan)s names in %(where)s. Progress: %(state)s.")
    state, where = view.word("project state", view.projects.state(project.id)), view.text.cited_place(project)
    return sentence % {"name": project.name, "plan": view.reading.records.plan.short_title, "where": where, "state": state}


def of_topic(topic: Topic, view: View) -> str:
    """A field or a place and how much there is about it."""
    sentence = view.words.gettext("%(plan)s on %(name)s: %(targets)s targets, %(projects)s projects, %(reports)s later reports.")
    counts = {"targets": len(topic.targets), "projects": len(topic.projects), "reports": len(topic.reports)}
    return sentence % {"plan": view.reading.records.plan.short_title, "name": topic.record.name, **counts}
