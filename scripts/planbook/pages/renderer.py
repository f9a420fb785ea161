"""From one edition to its pages: path, title and a body that is HTML, made by an autoescaping macro."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from planbook.editions.foreign import plain
from planbook.editions.glossary import NO_GLOSSARY, Glossary
from planbook.editions.ledger import Ledger
from planbook.editions.reading import Reading
from planbook.editions.words import Words
from planbook.opendata.catalogue import BESIDE, FOLDER
from planbook.opendata.entries import Register
from planbook.opendata.files import OpenData
from planbook.pages.atom_feed import FEED, feed
from planbook.pages.calls import Calls
from planbook.pages.compiled import Compiled
from planbook.pages.deadlines import NAME as CALENDAR
from planbook.pages.deadlines import deadlines
from planbook.pages.macro_errors import MacroError, of_macro
from planbook.pages.page import File, Heading, Page
from planbook.pages.pictures import Sheet, sheet
from planbook.pages.redirects import redirects
from planbook.pages.takeaway_files import TakeawayFiles
from planbook.records.memory import kept_by
from planbook.records.model import Chapter, Indicator, Project, Record
from planbook.text import addresses, hand_written
from planbook.text.links import Links
from planbook.text.proof import Proof
from planbook.text.shelves import Shelf
from planbook.views import descriptions
from planbook.views.charts import Chart
from planbook.views.comparison import comparison
from planbook.views.contributing import Contributing
from planbook.views.courses import course_of
from planbook.views.dashboard import Dashboard
from planbook.views.here import Here
from planbook.views.leads import Leads
from planbook.views.licences import works
from planbook.views.pictures import Pictures
from planbook.views.provenance import Origin, provenance
from planbook.views.revisions import entries
from planbook.views.topics import Topic, topics
from planbook.views.view import View

LIST_BEGINS, LIST_ENDS = "<!-- downloads -->", "<!-- end of downloads -->"
"""What stands around the place of the list of downloads, which is filled when they are made."""
NOWHERE = Origin()
SPACE_BETWEEN_LINES = re.compile(r"\n\s*")


def environment(macros: Path) -> jinja2.Environment:
    """Jinja as the macros need it: escaping everything, an undefined name is an error, interface words left as they are."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(macros), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"], bytecode_cache=Compiled(macros.parent, "macros"),
    )  # fmt: skip
    env.context_class = Calls
    env.filters["plain"], env.filters["kept"] = plain, _kept
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return env


class Renderer:
    """Sets the pages of one edition."""

    def __init__(
        self, reading: Reading, links: Links, proof: Proof, macros: Path, ledgers: tuple[Ledger, ...] = (), root: str = "",
        origin: Origin = NOWHERE, said: Glossary = NO_GLOSSARY,
    ) -> None:  # fmt: skip
        """``root``: the full address of the edition; ``origin``: where site and sources are published; ``said``: see ``View``."""
        self.words = Words(reading.edition, macros / "locale")
        self.view = View(reading, reading.linked(links), proof, self.words, ledgers, said)
        self.dashboard = Dashboard(self.view)
        self._leads = Leads(self.view)
        self._takeaway = TakeawayFiles(self.dashboard, root)
        self.opendata = OpenData(Register(self.view, root))
        self._quickstarts = {path.suffixes[0][1:]: path.read_text(encoding="utf-8") for path in macros.glob("quickstart.*.txt")}
        self._root, self._origin = root, origin
        self.contributing = Contributing(self.view, origin.reach, root)
        self._env = environment(macros)
        self._env.install_gettext_callables(self.words.gettext, self.words.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self._env.globals["_"] = self._env.globals["gettext"]
        self.pictures = Pictures(self.dashboard)
        self._env.globals.update(
            sheet_of=self.sheet_of, label=self.view.word, beside=BESIDE, pictures=self.pictures, contributing=self.contributing,
        )  # fmt: skip

    def set(self, template: str, macro: str, path: str, **names: Any) -> str:
        """Call one macro for the page at ``path`` and return its HTML, without the white space between lines.

        Raises ``MacroError``, which tells file, line and what the macro was given.
        """
        given = {"view": self.view, "here": Here(path, self.view, self._root), **names}
        try:
            module: Any = self._env.get_template(f"{template}.html").module
            html = getattr(module, macro)(**given)
        except MacroError:
            raise
        except Exception as error:  # whatever a macro can do wrong
            raise of_macro(error, f"{template}.{macro}", given) from error
        return SPACE_BETWEEN_LINES.sub("\n", str(html)).strip()

    @property
    def root(self) -> str:
        """The full address of the edition."""
        return self._root

    def sheet_of(self, chart: Chart, page: str) -> Sheet:
        """A chart of the page at an address as a file of its own."""
        return sheet(chart, chart.table.title, self.view, f"{self._root}{page}#{chart.table.name}")

    # --- all pages --------------------------------------------------------------------------------------------------------

    def pages(self) -> Iterator[Page]:
        """Every page of the table of shelves, each followed by those of its records. What is slow in them waits until it is asked for."""
        for shelf in Shelf:
            yield self._shelf(shelf)
            yield from (self._part(shelf, part) for part in addresses.parts(shelf, self.view.records))
            if shelf.has_pages:
                yield from (self._record(shelf, shown) for shown in self._records(shelf))

    def files(self) -> Iterator[tuple[str, str]]:
        """What is no page, by its path: the feed of the changes, and small pages where something has moved."""
        yield FEED, feed(self.view, self._root)
        yield from redirects(self.view, self._root)

    def render(self, text: str, path: str) -> str:
        """A page written by hand, in Markdown: ``{{ part("chapters") }}`` stands for what that macro of ``home.html`` makes.

        It is set in a sandbox: while a site is served, a page may be saved that no check has seen.
        """
        template = hand_written.environment().from_string(text)
        return template.render(part=lambda macro: Markup(self.set("home", macro, path)))

    # --- the pages that head a shelf --------------------------------------------------------------------------------------

    def _shelf(self, shelf: Shelf) -> Page:
        listed = shelf.hangs != "" and shelf.is_filled(self.view.records)
        return Page(
            shelf.path, self.words.gettext(shelf.title), partial(self._body_of_shelf, shelf),
            partial(descriptions.of_shelf, shelf, self.view), shelf, listed=listed, wide=shelf is not Shelf.CHAPTERS,
            draw=partial(self._beside, shelf),
        )  # fmt: skip

    def _body_of_shelf(self, shelf: Shelf) -> str:
        body = self.set(shelf.template, shelf.macro, shelf.path, **self._given(shelf))
        if shelf.stands == "anchor":  # the dialog of a place begins with the citations of its page
            body += "\n" + self.set("cite", "details", shelf.path, place="", address=shelf.path, key=shelf.kind)
        if not shelf.kind:
            return body
        return body + "\n" + self.set("data", "link", shelf.path, href=f"../{Shelf.DATA.path}{FOLDER}/{shelf.kind}.csv")

    def _part(self, shelf: Shelf, part: str) -> Page:
        """The page of a part of a list that is too long for one page."""
        path = addresses.of_part(shelf, part)
        return Page(
            path, descriptions.title_of_part(shelf, part, self.view), partial(self._body_of_part, shelf, part, path),
            partial(descriptions.of_part, shelf, part, self.view), shelf, wide=True,
        )  # fmt: skip

    def _body_of_part(self, shelf: Shelf, part: str, path: str) -> str:
        body, table = self.set(shelf.template, "part", path, part=part), shelf.kind or shelf.folder
        cited = self.set("cite", "details", path, place="", address=path, key=f"{table}-{part}")
        return f"{body}\n{cited}\n" + self.set("data", "link", path, href=f"../../{Shelf.DATA.path}{FOLDER}/{table}.csv")

    def _given(self, shelf: Shelf) -> dict[str, Any]:
        """What the macro of a shelf is given beside view and page."""
        match shelf:
            case Shelf.PROGRESS | Shelf.OUTCOMES | Shelf.BEFORE | Shelf.STANDINGS | Shelf.BINDING | Shelf.PERIODS:
                return {"dashboard": self.dashboard}
            case Shelf.INDICATORS:
                return {"cuts": self._takeaway.of(shelf), "standings": self.dashboard.standings}
            case Shelf.TARGETS | Shelf.PROJECTS:
                lead = self._leads.of_targets() if shelf is Shelf.TARGETS else self._leads.of_projects()
                return {"cuts": self._takeaway.of(shelf), "lead": lead}
            case Shelf.FIELDS | Shelf.PLACES:
                return {"topics": self._topics[shelf]}
            case Shelf.GLOSSARY:
                return {"data": f"../{Shelf.DATA.path}{FOLDER}/"}
            case Shelf.CHANGES:
                return {"entries": entries(self.view), "data": f"{Shelf.DATA.path}{FOLDER}/"}
            case Shelf.PROVENANCE:
                return {"origin": provenance(self.view, self._origin)}
            case Shelf.LICENCES:
                return {"works": works(self.words)}
            case Shelf.COMPARE:
                return {"comparison": comparison(self.view)}
            case Shelf.DATA:
                return {"opendata": self.opendata, "code": self._examples(), "begins": LIST_BEGINS, "ends": LIST_ENDS}
            case Shelf.GUIDE:
                return {"opendata": self.opendata}
        return {}

    def _beside(self, shelf: Shelf) -> tuple[File, ...]:
        """The files beside the page of a shelf."""
        board = self.dashboard
        match shelf:
            case Shelf.TARGETS:
                return ((CALENDAR, deadlines(self.view, self._root)), *self._takeaway.files(shelf))
            case Shelf.INDICATORS:
                tracks = self.pictures.tracks
                return (*self._takeaway.files(shelf), *self._files([tracks] if tracks else [], shelf.path))
            case Shelf.PLACES:
                return self._files([self.pictures.map.chart] if self.pictures.map.chart else [], shelf.path)
            case Shelf.PROJECTS:
                return tuple(self._takeaway.files(shelf))
            case Shelf.PERIODS:
                return ((f"{board.periods.table.name}.csv", board.periods.table.csv()),)
            case Shelf.GLANCE:
                return self._files(self.pictures.of_glance, shelf.path)
            case Shelf.PROGRESS:
                return self._files(board.charts, shelf.path)
            case Shelf.OUTCOMES:
                return ((f"{board.outcomes.table.name}.csv", board.outcomes.table.csv()),)
            case Shelf.BEFORE:
                return self._files([board.before.chart_of_deviations], shelf.path)
            case Shelf.DATA:
                return tuple((f"{FOLDER}/{name}", content) for name, content in self.opendata.files.items())
        return ()

    def _examples(self) -> dict[str, Markup]:
        """The programs of the page on the data, by language, with the address of this edition's data in them."""
        start = f"{self._root}{Shelf.DATA.path}{FOLDER}/"
        return {name: _kept(text.replace("{data}", start)) for name, text in self._quickstarts.items()}

    # --- the pages of records ---------------------------------------------------------------------------------------------

    @cached_property
    def _topics(self) -> dict[Shelf, list[Topic]]:
        return {shelf: topics(shelf.kind, self.view) for shelf in (Shelf.FIELDS, Shelf.PLACES)}

    def _records(self, shelf: Shelf) -> Sequence[Record | Topic]:
        """What has a page of its own below a shelf, in the order in which readers meet it."""
        if shelf in self._topics:
            return self._topics[shelf]
        return self.view.projects.all if shelf is Shelf.PROJECTS else list(getattr(self.view.records, shelf.kind).values())

    def _record(self, shelf: Shelf, shown: Record | Topic) -> Page:
        record = shown.record if isinstance(shown, Topic) else shown
        path, listed = addresses.of_record(shelf.kind, record.id), shelf.stands == "listed page"
        return Page(
            path, self.view.titles.of(record), partial(self._body_of_record, shelf, shown, path),
            partial(descriptions.of_record, shown, self.view), shelf,
            headings=self._headings(record) if isinstance(record, Chapter) else (), record=f"{shelf.kind}/{record.id}.yml", listed=listed,
            part=self.view.text.name_of_part(record) if isinstance(record, Chapter) else "", wide=not listed,
            draw=partial(self._beside_record, record, path),
        )  # fmt: skip

    def _body_of_record(self, shelf: Shelf, shown: Record | Topic, path: str) -> str:
        """The template's own name is that by which its macro ``page`` is given the record."""
        names: dict[str, Any] = {shelf.template: shown}
        match shown:
            case Indicator():
                newest = self.dashboard.standings.of(shown)
                lead = self._leads.of_indicator(shown, newest)
                names |= {"chart": self._course(shown.id), "newest": newest, "lead": lead}
            case Project():
                names |= {"lead": self._leads.of_project(shown)}
            case Topic():
                names |= {"lead": self._leads.of_topic(shown)}
        return self.set(shelf.template, "page", path, **names)

    def _beside_record(self, record: Record, path: str) -> tuple[File, ...]:
        """The files beside the page of a record: its chart, if it has one, and the record itself."""
        chart = self._course(record.id) if isinstance(record, Indicator) else None
        return (*self._files([chart] if chart else [], path), (BESIDE, self.opendata.register.beside_page(record)))

    @kept_by
    def _course(self, indicator: str) -> Chart | None:
        return course_of(self.view.records.indicators[indicator], self.view)

    def _headings(self, chapter: Chapter) -> tuple[Heading, ...]:
        blocks = self.view.reading.blocks.values()
        return tuple(Heading(2, b.id, self.view.text.numbered(b.id)) for b in blocks if b.kind == "section" and b.chapter == chapter.id)

    # --- shared -----------------------------------------------------------------------------------------------------------

    def _files(self, charts: Sequence[Chart], page: str) -> tuple[File, ...]:
        """The files beside a page: picture and table of each chart."""
        pictures = [(f"{c.table.name}.svg", self.set("picture", "svg", page, sheet=self.sheet_of(c, page)) + "\n") for c in charts]
        return (*pictures, *((f"{chart.table.name}.csv", chart.table.csv()) for chart in charts))


def _kept(code: str) -> Markup:
    """A program with its blank lines and its indents, which ``Renderer.set`` would take for space between lines of HTML."""
    return Markup(str(escape(code)).replace("\n", "&#10;"))
