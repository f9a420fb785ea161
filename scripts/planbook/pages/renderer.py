"""From one edition to its pages: path, title and a body that is HTML, made by an autoescaping macro."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from planbook.editions.conversion import Reading
from planbook.editions.ledger import Ledger
from planbook.editions.words import Words
from planbook.opendata.catalogue import BESIDE, FOLDER
from planbook.opendata.entries import Register
from planbook.opendata.files import OpenData
from planbook.pages.deadlines import NAME as CALENDAR
from planbook.pages.deadlines import deadlines
from planbook.pages.pictures import Sheet, sheet
from planbook.pages.redirects import redirects
from planbook.text import addresses
from planbook.text.links import Links
from planbook.text.proof import Proof
from planbook.views import descriptions
from planbook.views.dashboard import Chart, Dashboard
from planbook.views.licences import works
from planbook.views.provenance import Origin, provenance
from planbook.views.revisions import FEED, entries, feed
from planbook.views.topics import topics
from planbook.views.view import Here, View

TEMPLATES = {
    addresses.TARGETS: "target", addresses.TERMS: "term", addresses.REPORTS: "report", addresses.FINDINGS: "finding",
    addresses.ERRATA: "erratum", addresses.SOURCES: "source", addresses.LEDGER: "ledger",
}  # fmt: skip
"""What shares one page, kinds of records and the ledger, and the template of that page."""
LIST_BEGINS, LIST_ENDS = "<!-- downloads -->", "<!-- end of downloads -->"
"""What stands around the place of the list of downloads, which is filled when they are made."""
KINDS = addresses.WITH_PAGES | addresses.WITH_ANCHORS
"""The shelf of each kind of record."""
UNLISTED = (addresses.SEARCH, addresses.COMPARE)
"""Pages that the navigation leaves out."""
NOWHERE = Origin()
SPACE_BETWEEN_LINES = re.compile(r"\n\s*")
ANCHOR = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class Heading:
    """A line of a page's own contents: level from 1, anchor, title without markup."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True)
class Page:
    """A finished page. ``path`` is its address from the root of the edition; ``record`` the file that it is made from."""

    path: str
    title: str
    body: str
    description: str
    headings: tuple[Heading, ...] = ()
    record: str = ""
    shelf: str = ""
    listed: bool = False
    wide: bool = False
    """Whether the page needs the whole width: tables and single records have no contents tree beside them."""
    files: tuple[tuple[str, str], ...] = ()
    """Files beside the page, by name: the tables of its pictures."""


def environment(macros: Path, words: Words) -> jinja2.Environment:
    """Jinja as the macros need it: escaping everything, an undefined name is an error, interface words translated."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(macros), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return env


class Renderer:
    """Sets the pages of one edition."""

    def __init__(
        self, reading: Reading, links: Links, proof: Proof, macros: Path, ledgers: tuple[Ledger, ...] = (), root: str = "",
        origin: Origin = NOWHERE,
    ) -> None:  # fmt: skip
        """``root`` is the full address of the edition; ``origin`` tells where site and sources are published."""
        self.words = Words(reading.edition, macros / "locale")
        self.view = View(reading, links, proof, self.words, ledgers)
        self.dashboard = Dashboard(self.view)
        self.opendata = OpenData(Register(self.view, root))
        self._quickstarts = {path.suffixes[0][1:]: path.read_text(encoding="utf-8") for path in macros.glob("quickstart.*.txt")}
        self._root, self._origin = root, origin
        self._env = environment(macros, self.words)
        self._env.globals.update(sheet_of=self.sheet_of, label=self.view.word)

    def set(self, template: str, macro: str, path: str, **names: Any) -> str:
        """Call one macro for the page at ``path`` and return its HTML, without the white space between lines."""
        module: Any = self._env.get_template(f"{template}.html").module
        html = getattr(module, macro)(view=self.view, here=Here(path, self.view, self._root), **names)
        return SPACE_BETWEEN_LINES.sub("\n", str(html)).strip()

    @property
    def root(self) -> str:
        """The full address of the edition."""
        return self._root

    def sheet_of(self, chart: Chart, page: str) -> Sheet:
        """A chart of the page at an address as a file of its own."""
        return sheet(chart, chart.table.title, self.view, f"{self._root}{page}#{chart.table.name}")

    def _files(self, charts: Sequence[Chart], page: str) -> tuple[tuple[str, str], ...]:
        """The files beside a page: picture and table of each chart."""
        pictures = [(f"{c.table.name}.svg", self.set("picture", "svg", page, sheet=self.sheet_of(c, page)) + "\n") for c in charts]
        return (*pictures, *((f"{chart.table.name}.csv", chart.table.csv()) for chart in charts))

    def pages(self) -> Iterator[Page]:
        """Every page that is made from records, with the way to its data."""
        yield from map(self._with_data, self._without_data())
        yield from self._data()

    def _with_data(self, page: Page) -> Page:
        """A record page with its record beside it, an index of records with the way to their table."""
        kind = next((kind for kind, shelf in KINDS.items() if shelf == page.shelf), "")
        files = page.files
        if page.record:
            record = getattr(self.view.reading.records, kind)[page.record.rpartition("/")[2].removesuffix(".yml")]
            href = BESIDE
            files += ((BESIDE, self.opendata.register.beside_page(record)),)
        elif kind and page.path == f"{page.shelf}/":
            href = f"../{addresses.DATA}/{self.opendata.file(f'{kind}.csv').address}"
        else:
            return page
        return replace(page, body=f"{page.body}\n{self.set('data', 'link', page.path, href=href)}", files=files)

    def _data(self) -> Iterator[Page]:
        data, _ = self.opendata, self.words.gettext
        start = f"{self._root}{addresses.DATA}/{FOLDER}/"
        code = {name: _kept(text.replace("{data}", start)) for name, text in self._quickstarts.items()}
        page = self._index(addresses.DATA, "data", opendata=data, code=code, begins=LIST_BEGINS, ends=LIST_ENDS)
        yield replace(page, files=tuple((f"{FOLDER}/{name}", content) for name, content in data.files.items()))
        yield self._index(addresses.DATA, "data", "guide", _("Field guide"), f"{addresses.DATA}/guide/", opendata=data)

    def _without_data(self) -> Iterator[Page]:
        yield from self._text()
        yield from self._boxes()
        yield from self._indicators()
        yield from self._projects()
        yield from self._topics()
        yield from self._progress()
        yield self._index(addresses.SEARCH, "search")
        yield self._index(addresses.COMPARE, "compare")
        for shelf, template in TEMPLATES.items():
            calendar = ((CALENDAR, deadlines(self.view, self._root)),) if shelf == addresses.TARGETS else ()
            yield replace(self._index(shelf, template), files=calendar)
        yield self._index(addresses.CHANGES, "change", entries=entries(self.view))
        yield self._index(addresses.PROVENANCE, "provenance", origin=provenance(self.view, self._origin))
        yield self._index(addresses.LICENCES, "licence", works=works(self.words))

    def files(self) -> Iterator[tuple[str, str]]:
        """What is no page, by its path: the feed of the changes, and small pages where something has moved."""
        yield FEED, feed(self.view, self._root)
        yield from redirects(self.view, self._root)

    def render(self, text: str, path: str) -> str:
        """A page written by hand, in Markdown: ``{{ part("chapters") }}`` stands for what that macro of ``home.html`` makes."""
        template = self._env.overlay(comment_start_string="{##", comment_end_string="##}").from_string(text)
        return template.render(part=lambda macro: Markup(self.set("home", macro, path)))

    def _index(self, shelf: str, template: str, macro: str = "index", title: str = "", path: str = "", **names: Any) -> Page:
        name = title or self.shelf_name(shelf)
        path = path or f"{shelf}/"
        body = self.set(template, macro, path, **names)
        description = descriptions.of_list(path, name, self.view)
        return Page(path, name, body, description, shelf=shelf, listed=shelf not in UNLISTED, wide=shelf != addresses.CHAPTERS)

    def shelf_name(self, shelf: str) -> str:
        """What a group of pages is called in the navigation."""
        _ = self.words.gettext
        return {
            addresses.CHAPTERS: _("The plan"), addresses.BOXES: _("Boxes"), addresses.INDICATORS: _("Indicators"),
            addresses.PROJECTS: _("Projects"), addresses.TARGETS: _("Targets"), addresses.TERMS: _("Terms"),
            addresses.ERRATA: _("Errata"), addresses.SOURCES: _("Sources"), addresses.SEARCH: _("Search"),
            addresses.REPORTS: _("Later reports"), addresses.FINDINGS: _("Audit"), addresses.PROGRESS: _("Progress"),
            addresses.PLACES: _("Places"), addresses.FIELDS: _("Fields"), addresses.LEDGER: _("Conversion ledger"),
            addresses.COMPARE: _("Scripts compared"), addresses.CHANGES: _("Changes of the data"),
            addresses.PROVENANCE: _("Where it comes from"), addresses.LICENCES: _("Licences"), addresses.DATA: _("Data and downloads"),
        }[shelf]  # fmt: skip

    def _text(self) -> Iterator[Page]:
        view = self.view
        yield self._index(addresses.CHAPTERS, "chapter", "contents", view.words.gettext("Contents of the plan"))
        for chapter in view.reading.records.chapters.values():
            path = addresses.of_record("chapters", chapter.id)
            title = f"{view.chapter_heading(chapter)} {view.block(chapter.id).text}"
            headings = [
                Heading(2, b.id, f"{b.before} {b.text}")
                for b in view.reading.blocks.values()
                if b.kind == "section" and b.chapter == chapter.id
            ]
            description = descriptions.of_chapter(chapter, title, view)
            body = self.set("chapter", "page", path, chapter=chapter)
            yield Page(path, title, body, description, tuple(headings), f"chapters/{chapter.id}.yml", addresses.CHAPTERS, listed=True)

    def _boxes(self) -> Iterator[Page]:
        view = self.view
        yield self._index(addresses.BOXES, "box")
        for box in view.reading.records.boxes.values():
            path = addresses.of_record("boxes", box.id)
            title = view.label(view.block(f"box-{box.id}")) + " " + view.block(f"box-{box.id}").text
            body = self.set("box", "page", path, box=box)
            description = descriptions.of_box(box, title, view)
            yield Page(path, title, body, description, record=f"boxes/{box.id}.yml", shelf=addresses.BOXES, listed=True)

    def _indicators(self) -> Iterator[Page]:
        view = self.view
        yield self._index(addresses.INDICATORS, "indicator")
        for indicator in view.reading.records.indicators.values():
            path = addresses.of_record("indicators", indicator.id)
            description = descriptions.of_indicator(indicator, view)
            chart = self.dashboard.course(indicator)
            body = self.set("indicator", "page", path, indicator=indicator, chart=chart)
            yield Page(
                path, indicator.name, body, description, record=f"indicators/{indicator.id}.yml", shelf=addresses.INDICATORS,
                wide=True, files=self._files([chart] if chart else [], path),
            )  # fmt: skip

    def _projects(self) -> Iterator[Page]:
        view = self.view
        yield self._index(addresses.PROJECTS, "project")
        for project in view.projects:
            path = addresses.of_record("projects", project.id)
            body = self.set("project", "page", path, project=project)
            description = descriptions.of_project(project, view)
            yield Page(path, project.name, body, description, record=f"projects/{project.id}.yml", shelf=addresses.PROJECTS, wide=True)

    def _topics(self) -> Iterator[Page]:
        for shelf in (addresses.FIELDS, addresses.PLACES):
            found = topics(shelf, self.view)
            yield self._index(shelf, "topic", shelf, topics=found)
            for topic in found:
                path, name = addresses.of_record(shelf, topic.record.id), topic.record.name
                body = self.set("topic", "page", path, topic=topic)
                description = descriptions.of_topic(topic, self.view)
                yield Page(path, name, body, description, record=f"{shelf}/{topic.record.id}.yml", shelf=shelf, wide=True)

    def _progress(self) -> Iterator[Page]:
        _, board = self.words.gettext, self.dashboard
        charts = [
            board.coverage, board.project_states, board.verdict_chart, *map(board.chart_of_projects, ("boxes", "fields", "places")),
            *map(board.chart_of_targets, ("year", "field")),
        ]  # fmt: skip
        shelf = addresses.PROGRESS
        yield replace(self._index(shelf, "progress", dashboard=board), files=self._files(charts, f"{shelf}/"))
        targets = self._index(shelf, "progress", "targets", _("Outcome of every target"), f"{shelf}/targets/", dashboard=board)
        yield replace(targets, files=((f"{board.targets.name}.csv", board.targets.csv()),))
        previous = self._index(shelf, "progress", "previous", _("The plan before"), f"{shelf}/previous/", dashboard=board)
        yield replace(previous, files=self._files([board.before_chart], f"{shelf}/previous/"))


def _kept(code: str) -> Markup:
    """A program with its blank lines and its indents, which the press would take for space between lines of HTML."""
    return Markup(str(escape(code)).replace("\n", "&#10;"))


def anchors(html: str) -> set[str]:
    """The ids in a finished body: everything a link may point at."""
    return set(ANCHOR.findall(html))
