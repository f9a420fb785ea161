"""What a page says of itself in one or two sentences: search engines and those who share a link show them below the title."""

from __future__ import annotations

from planbook.records.model import Box, Chapter, Indicator, Project
from planbook.text import addresses
from planbook.views.topics import Topic
from planbook.views.view import View

LENGTH = 110
"""Characters of a description that is cut from the text: about what is shown of it."""
TARGETS_REACHED = f"{addresses.PROGRESS}/targets/"
BEFORE = f"{addresses.PROGRESS}/previous/"


def of_list(path: str, name: str, view: View) -> str:
    """The description of the page at ``path``, called ``name``, that lists records; of pages that are not known here plan and name."""
    sentence = _sentences(view).get(path)
    plan = view.reading.records.plan.short_title
    return sentence % {"plan": plan, **_counts(view)} if sentence else f"{plan} {name}"


def _counts(view: View) -> dict[str, int]:
    kinds = ("chapters", "boxes", "indicators", "projects", "terms", "errata", "sources", "reports", "findings", "fields", "places")
    return {kind: view.count(kind) for kind in kinds} | {"targets": len(view.target_rows)}


def _sentences(view: View) -> dict[str, str]:
    _ = view.words.gettext
    return {
        f"{addresses.CHAPTERS}/": _("Contents of %(plan)s: %(chapters)s chapters, %(boxes)s boxes, every paragraph with an address."),
        f"{addresses.BOXES}/": _("The %(boxes)s boxes of %(plan)s: tables and lists of projects, every line with an address."),
        f"{addresses.INDICATORS}/": _("The %(indicators)s indicators of %(plan)s: baseline, target, place in the text, later figures."),
        f"{addresses.PROJECTS}/": _("The %(projects)s projects that %(plan)s names, by box, field, place and progress."),
        f"{addresses.TARGETS}/": _("The %(targets)s targets of %(plan)s, by year, field and measure, with the words that set them."),
        f"{addresses.TERMS}/": _("The %(terms)s terms of %(plan)s explained by the editors, and where the text uses them."),
        f"{addresses.ERRATA}/": _("The %(errata)s slips and doubts in the text of %(plan)s: how each is read, and why."),
        f"{addresses.SOURCES}/": _("The %(sources)s sources: the text of %(plan)s and later reports, their dates, rights and checksums."),
        f"{addresses.REPORTS}/": _("The %(reports)s facts reported after %(plan)s was issued, with sources and what they bear on."),
        f"{addresses.FINDINGS}/": _("The %(findings)s places where figures of %(plan)s and its sources do not agree."),
        f"{addresses.FIELDS}/": _("%(plan)s by its %(fields)s fields: indicators, targets, projects and later reports of each."),
        f"{addresses.PLACES}/": _("%(plan)s by its %(places)s places: projects, targets, passages and later reports of each."),
        f"{addresses.PROGRESS}/": _("What became of the %(targets)s targets and %(projects)s projects of %(plan)s, in charts and tables."),
        TARGETS_REACHED: _("What became of each of the %(targets)s targets of %(plan)s: outcome, rules, reports."),
        BEFORE: _("Targets and outcomes of the period before %(plan)s, compared row by row."),
        f"{addresses.SEARCH}/": _("Search %(plan)s: chapters, boxes, indicators, projects, targets, terms."),
        f"{addresses.LEDGER}/": _("%(plan)s in traditional characters: every word for which there was a choice."),
        f"{addresses.PROVENANCE}/": _("Where %(plan)s on this site comes from: the received file, its proof, and how to verify the site."),
        f"{addresses.CHANGES}/": _("What was added to and mended in the records of %(plan)s, entry by entry, with dates; also as a feed."),
        f"{addresses.LICENCES}/": _("Works of others in the site of %(plan)s: what each is used for, its licence and its version."),
        f"{addresses.DATA}/": _("Every record of %(plan)s as CSV, JSON and XLSX: tables, downloads, licence, how to cite, how to begin."),
        f"{addresses.DATA}/guide/": _("The open data of %(plan)s, field by field: every table, every column, what it holds."),
        f"{addresses.COMPARE}/": _("Any page of %(plan)s in every script, paragraph by paragraph, side by side."),
    }  # fmt: skip


def of_chapter(chapter: Chapter, title: str, view: View) -> str:
    """The beginning of a chapter's first paragraph, or its title when it has none."""
    paragraphs = (block.text for block in view.reading.blocks.values() if block.chapter == chapter.id and block.kind == "paragraph")
    return _short(next(paragraphs, title))


def of_box(box: Box, title: str, view: View) -> str:
    """Title of a box and the lines it begins with."""
    lines = [block.text for block in view.reading.blocks.values() if block.box == box.id and block.kind in ("node", "row")]
    return _short(f"{title}：{'；'.join(line.rstrip('；。') for line in lines)}")


def of_indicator(indicator: Indicator, view: View) -> str:
    """Plan and indicator, its target and its baseline, and what else its page holds."""
    sentence = view.words.gettext("An indicator of %(plan)s: %(name)s, %(values)s. Every printed value, its place, later figures.")
    values = f"{view.words.gettext('Target')} " * (view.latest(indicator, "target") is not None) + view.summary(indicator)
    return sentence % {"plan": view.reading.records.plan.short_title, "name": indicator.name, "values": values}


def of_project(project: Project, view: View) -> str:
    """The project, where the plan names it, and how far it got."""
    sentence = view.words.gettext("%(name)s: a project that %(plan)s names in %(where)s. Progress: %(state)s.")
    state, where = view.word("project state", view.project_state(project.id)), view.label(view.home(project))
    return sentence % {"name": project.name, "plan": view.reading.records.plan.short_title, "where": where, "state": state}


def of_topic(topic: Topic, view: View) -> str:
    """A field or a place and how much there is about it."""
    sentence = view.words.gettext("%(plan)s on %(name)s: %(targets)s targets, %(projects)s projects, %(reports)s later reports.")
    counts = {"targets": len(topic.targets), "projects": len(topic.projects), "reports": len(topic.reports)}
    return sentence % {"plan": view.reading.records.plan.short_title, "name": topic.record.name, **counts}


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"
