"""What a page says of itself to programs: Open Graph for those who share it, schema.org for those who index it.

Plain values; ``macros/theme/partials/metadata.html`` prints them. Types and properties: https://schema.org; which type stands for
what, and why, is in DECISIONS.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from babel import Locale

from planbook.editions.notice import unofficial
from planbook.opendata.catalogue import FOLDER
from planbook.pages import share
from planbook.pages.renderer import Renderer
from planbook.pages.share import Cover, Picture
from planbook.records.model import Edition, Indicator
from planbook.text import addresses
from planbook.text.shelves import Shelf
from planbook.views import licences

Node = dict[str, Any]
PICTURES = "assets/share/"
"""Where the pictures lie, from the root of the edition."""
CONTEXT = "https://schema.org"
ENCODINGS = {".csv": "text/csv", ".json": "application/json"}
"""The forms of data that are offered to search engines, by the end of the name."""
OPEN_DATA = f"{Shelf.DATA.path}{FOLDER}/"
TABLES = {
    Shelf.TARGETS.path: (f"{Shelf.OUTCOMES.path}targets.csv", f"{OPEN_DATA}targets.csv", f"{OPEN_DATA}targets.json"),
    Shelf.INDICATORS.path: (f"{OPEN_DATA}indicators.csv", f"{OPEN_DATA}indicator-values.csv", f"{OPEN_DATA}indicators.json"),
}
"""Pages that are a table of data, and files with that table elsewhere, from the root of the edition: files beside a page are known."""


class Link(NamedTuple):
    """A page by its title and its address from the root of the edition."""

    title: str
    path: str


@dataclass(frozen=True)
class Head:
    """What stands in the head of one page. Addresses are whole; ``alternates``: language and address, the default last."""

    title: str
    description: str
    address: str
    kind: str
    site: str
    locale: str
    other_locales: tuple[str, ...]
    image: str
    image_alt: str
    image_size: tuple[int, int]
    alternates: tuple[tuple[str, str], ...]
    data: Node


class Metadata:
    """The metadata of one edition's pages."""

    def __init__(self, renderer: Renderer, root: str, pictures: Sequence[Picture]) -> None:
        """``root``: the full address of the site."""
        self._view, self._root = renderer.view, root
        self.pictures = {picture.name: picture for picture in pictures}
        """By name: what can be shown beside a link to a page."""

    def head(self, page: Link, description: str, trail: Sequence[Link], files: Iterable[str] = ()) -> Head:
        """The head of a page; ``trail`` leads to it from the first page; ``files`` are the names of files beside it."""
        plan, edition = self._view.reading.records.plan, self._view.reading.edition
        editions = self._view.reading.records.editions.values()
        picture = self.pictures.get(picture_of(page.path), self.pictures.get(share.HOME))
        alternates = [(other.language, self._address(page.path, other)) for other in editions]
        return Head(
            plan.title if not page.path else page.title, description, self._address(page.path), "article" if page.path else "website",
            plan.short_title, _locale(edition), tuple(_locale(other) for other in editions if other.id != edition.id),
            self._address(f"{PICTURES}{picture.name}.png") if picture else "",
            " ".join(filter(None, (plan.short_title, picture.kicker, picture.title))) if picture else "",
            share.SIZE, (*alternates, ("x-default", self._address(page.path, next(iter(editions))))),
            _graph([*self._breadcrumb(page, trail), *self._about(page, description, files)]),
        )  # fmt: skip

    def _address(self, path: str, edition: Edition | None = None) -> str:
        return self._root + addresses.of_edition(edition or self._view.reading.edition) + path

    def _breadcrumb(self, page: Link, trail: Sequence[Link]) -> list[Node]:
        """The way to a page as it stands above it, and the page itself at its end. The first page has none."""
        steps = [*trail, page] if not trail or trail[-1].path != page.path else trail
        items = [
            {"@type": "ListItem", "position": place, "name": step.title, "item": {"@id": self._address(step.path)}}
            for place, step in enumerate(steps, 1)
        ]
        return [{"@type": "BreadcrumbList", "itemListElement": items}] if page.path else []

    def _about(self, page: Link, description: str, files: Iterable[str]) -> list[Node]:
        """What the page shows: the plan, a part of it, a table of data, or terms with their meanings; nothing for other pages."""
        shelf, _, id = page.path.rstrip("/").partition("/")
        records = self._view.reading.records
        if not page.path:
            return [self._site(page, description), self._plan()]
        if shelf == Shelf.CHAPTERS.folder and id:
            return [self._part("Chapter", page, int(id))]
        if shelf == Shelf.BOXES.folder and id:
            return [self._part("CreativeWork", page, int(id))]
        if shelf == Shelf.TERMS.folder:
            return [self._terms(page, description, id)]
        data = (*(page.path + name for name in files), *TABLES.get(page.path, ()))
        indicator = records.indicators.get(id) if shelf == Shelf.INDICATORS.folder else None
        return [self._dataset(page, description, data, indicator)] if indicator or any(name.endswith(".csv") for name in data) else []

    def _site(self, page: Link, description: str) -> Node:
        words = {"name": self._view.reading.records.plan.short_title, "description": description}
        return {
            "@type": "WebSite", "@id": f"{self._address('')}#site", "url": self._address(""), **words,
            "inLanguage": self._language, "about": {"@id": self._plan_id()},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{self._address(Shelf.SEARCH.path)}?s={{search_term_string}}"},
                "query-input": "required name=search_term_string",
            },
        }  # fmt: skip

    def _plan(self) -> Node:
        records = self._view.reading.records
        plan, source = records.plan, records.sources[records.plan.source]
        received: Node = {"@type": "DigitalDocument", "name": source.title, "url": self._address(addresses.of_record("sources", source.id))}
        if source.sha256:
            received["identifier"] = {"@type": "PropertyValue", "propertyID": "SHA-256", "value": source.sha256}
        return {
            "@type": "DigitalDocument", "@id": self._plan_id(), "name": plan.title, "alternateName": plan.short_title,
            "url": self._address(Shelf.CHAPTERS.path), "inLanguage": self._language,
            "publisher": {"@type": "GovernmentOrganization", "name": plan.publisher},
            **({"datePublished": plan.issued.isoformat()} if plan.issued else {}),
            "temporalCoverage": f"{plan.start}/{plan.end}", "isAccessibleForFree": True,
            "usageInfo": self._address(addresses.of_record("sources", source.id)), "isBasedOn": received, **self._translations(),
            "hasPart": [
                {"@type": "Chapter", "@id": self._address(addresses.of_record("chapters", chapter.id)), "position": int(chapter.id),
                 "name": self._view.titles.of(chapter)}
                for chapter in records.chapters.values()
            ],
        }  # fmt: skip

    def _translations(self) -> Node:
        """How the editions hang together: the first is the work, those converted from it are its translations."""
        first, *others = self._view.reading.records.editions.values()
        if self._view.reading.edition.id != first.id:
            return {"translationOfWork": {"@type": "DigitalDocument", "@id": self._plan_id(first)}}
        found = [{"@type": "DigitalDocument", "@id": self._plan_id(other), "inLanguage": other.language} for other in others]
        return {"workTranslation": found} if found else {}

    def _part(self, kind: str, page: Link, number: int) -> Node:
        address = self._address(page.path)
        return {
            "@type": kind, "@id": address, "url": address, "name": page.title, "position": number, "inLanguage": self._language,
            "isPartOf": self._named_plan(),
        }  # fmt: skip

    def _dataset(self, page: Link, description: str, tables: Iterable[str], indicator: Indicator | None) -> Node:
        address = self._address(page.path)
        found: Node = {
            "@type": "Dataset", "@id": f"{address}#data", "url": address, "name": page.title, "description": description,
            "inLanguage": self._language, "isAccessibleForFree": True, "isBasedOn": self._named_plan(), "license": licences.DATA_PAGE,
        }  # fmt: skip
        if indicator:
            years = [year for value in indicator.series for year in (value.start or value.year, value.year)]
            found["temporalCoverage"] = f"{min(years)}/{max(years)}"
            unit = {"unitText": indicator.unit} if indicator.unit else {}
            found["variableMeasured"] = {"@type": "PropertyValue", "name": indicator.name, **unit}
        downloads = [
            {"@type": "DataDownload", "encodingFormat": ENCODINGS[suffix], "contentUrl": self._address(table)}
            for table in tables
            if (suffix := PurePosixPath(table).suffix) in ENCODINGS
        ]
        return found | ({"distribution": downloads} if downloads else {})

    def _terms(self, page: Link, description: str, part: str) -> Node:
        """The terms by name and address, those of a long list on the pages of its parts; what they mean would weigh 20 kB twice."""
        address, parts = self._address(page.path), self._view.terms.parts
        terms = parts[part].terms if part else [] if parts else self._view.terms.all
        named = [{"@type": "DefinedTerm", "@id": self._address(addresses.of_record("terms", term.id)), "name": term.name} for term in terms]
        return {
            "@type": "DefinedTermSet", "@id": address, "url": address, "name": page.title, "description": description,
            "inLanguage": self._language, **({"hasDefinedTerm": named} if named else {}),
        }  # fmt: skip

    def _plan_id(self, edition: Edition | None = None) -> str:
        """What names the plan in an edition: the home page with the fragment ``plan``."""
        return f"{self._address('', edition)}#plan"

    def _named_plan(self) -> Node:
        return {"@type": "DigitalDocument", "@id": self._plan_id(), "name": self._view.reading.records.plan.short_title}

    @property
    def _language(self) -> str:
        return self._view.reading.edition.language


def _graph(nodes: list[Node]) -> Node:
    """One node with its context, or several in a graph: https://www.w3.org/TR/json-ld11/#named-graphs."""
    return {"@context": CONTEXT, **nodes[0]} if len(nodes) == 1 else {"@context": CONTEXT, "@graph": nodes}


def _locale(edition: Edition) -> str:
    """Language and country, which is all that Open Graph knows: zh_Hans_CN is zh_CN."""
    locale = Locale.parse(edition.locale)
    return f"{locale.language}_{locale.territory}"


# --- the pictures --------------------------------------------------------------------------------------------------------


def picture_of(path: str) -> str:
    """The name of the picture of the page at ``path``: chapters have their own, other pages that of their shelf."""
    shelf, _, id = path.rstrip("/").partition("/")
    return f"{shelf}-{id}" if shelf == Shelf.CHAPTERS.folder and id else shelf or share.HOME


def pictures(renderer: Renderer, lists: Iterable[Link]) -> list[Picture]:
    """The pictures of an edition: of the home page, of every chapter, and of each of the ``lists``, the pages that head a shelf."""
    view = renderer.view
    chapters = [
        Picture(picture_of(addresses.of_record("chapters", id)), view.text.block(id).text, view.text.kicker(id))
        for id in view.reading.records.chapters
    ]
    home = Picture(share.HOME, view.words.gettext("Read, search and cite the whole text"))
    return [home, *chapters, *(Picture(picture_of(page.path), page.title) for page in lists)]


def cover(renderer: Renderer) -> Cover:
    """What all pictures of an edition say."""
    plan, edition = renderer.view.reading.records.plan, renderer.view.reading.edition
    notice = unofficial(renderer.words, plan)
    return Cover(edition.language, renderer.words.region, plan.short_title, f"{plan.start}–{plan.end}", edition.name, notice)
