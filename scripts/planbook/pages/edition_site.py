"""The site of one edition as a generator of sites needs it: pages, files, navigation, what each page says of itself.

It knows nothing of MkDocs: ``mkdocs_hook.py`` hands over the settings and takes what is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from planbook.checks.rules import CheckedPlan
from planbook.editions import by_hand
from planbook.editions.notice import unofficial
from planbook.editions.reading import reading
from planbook.editions.words import Words
from planbook.pages import hosting, metadata, search_index, search_other_editions, search_scripts, share
from planbook.pages.metadata import Link, Metadata
from planbook.pages.navigation import navigation
from planbook.pages.page import File, Page
from planbook.pages.renderer import Renderer
from planbook.records.cache import Cache
from planbook.records.model import Edition
from planbook.text import addresses
from planbook.text.shelves import Shelf
from planbook.views.contributing import Way, reach
from planbook.views.not_found import NotFound, not_found
from planbook.views.plan_pictures import PLACE
from planbook.views.provenance import Origin
from planbook.views.view import View

SEARCHED = (Shelf.PROJECTS, Shelf.INDICATORS, Shelf.TARGETS, Shelf.PROGRESS, Shelf.CHAPTERS)


class Settings(NamedTuple):
    """What is told from outside; each may be empty.

    ``edition``: the id of the edition, the first one when nobody names it. ``address``: the full address of the whole site.
    ``repository``: that of the sources. ``commit``: the version of the sources.
    ``editor``: where a file of them is edited, with ``{path}`` in it. ``contact``: a mail address.
    """

    edition: str = ""
    address: str = ""
    repository: str = ""
    commit: str = ""
    editor: str = ""
    contact: str = ""


class EditionSite:
    """One edition of a checked plan, in the project at ``root``."""

    def __init__(self, plan: CheckedPlan, settings: Settings, root: Path) -> None:
        """Raises ``LookupError`` when there is no such edition, ``ValueError`` for other settings, ``BadData`` for damaged catalogues."""
        self.settings, self._macros, self._docs = settings, root / "macros", root / "docs"
        self._plan, self._data = plan, root / "data"
        self.editions = list(plan.records.editions.values())
        self.edition = _chosen(settings.edition, plan.records.editions)
        self.address = settings.address and settings.address + addresses.of_edition(self.edition)
        shown = reading(self.edition, plan.records, plan.blocks, root / "data", plan.translations)
        ways = reach(settings.repository, settings.editor, settings.contact, plan.lines)
        origin = Origin(settings.address, settings.repository, settings.commit, ways)
        self.renderer = Renderer(shown, plan.links, plan.proof, self._macros, plan.ledgers, self.address, origin, plan.glossary)

    @property
    def name(self) -> str:
        """The short title of the plan."""
        return self.renderer.view.records.plan.short_title

    @property
    def description(self) -> str:
        """The whole title of the plan."""
        return self.renderer.view.records.plan.title

    @property
    def notice(self) -> str:
        """The last line of every page."""
        return unofficial(self.renderer.words, self.renderer.view.records.plan)

    def written(self, name: str) -> str:
        """What a page written by hand says in this edition. Raises ``BadData`` when its translation lacks."""
        text = by_hand.text(name, self.edition, self._docs)
        return text if self.edition.kind == "translated" else self.renderer.view.reading.convert(text)

    def source(self, name: str) -> str:
        """The file that a page written by hand is read from, from ``docs``."""
        return by_hand.source(name, self.edition)

    def is_translation(self, name: str) -> bool:
        """Whether a file in ``docs`` is no page but what one says in a translation."""
        return by_hand.is_translation(name, self.editions)

    @cached_property
    def pages(self) -> list[Page]:
        """Every page that is made from records."""
        return list(self.renderer.pages())

    def files(self) -> Iterator[File]:
        """Path and content of every file that is no page: those beside pages, the feed, what has moved, the search."""
        for page in self.pages:
            yield from ((page.path + name, content) for name, content in page.files)
        yield from self.renderer.files()
        yield from self._pictures()
        yield from ((f"search/{name}.js", script) for name, script in self._search().items())
        yield from search_scripts.scripts(self._macros / "theme")

    def _pictures(self) -> Iterator[File]:
        """The pictures of the plan, as they are."""
        view = self.renderer.view
        return ((f"{PLACE}{name}", view.reading.pictures[name].content) for name in view.plan_pictures.shown)

    def _search(self) -> dict[str, str]:
        """The index of the search, in the words of the edition and of the one in the other language."""
        other = search_other_editions.edition_of(self.edition, self.editions)
        return search_index.parts(self.renderer.view, self._view_of(other) if other else None, Cache(self._macros.parent, "search"))

    def _view_of(self, edition: Edition) -> View:
        """What another edition of the plan shows."""
        plan = self._plan
        shown = reading(edition, plan.records, plan.blocks, self._data, plan.translations)
        return View(shown, shown.linked(plan.links), plan.proof, Words(edition, self._macros / "locale"), plan.ledgers, plan.glossary)

    def files_of_host(self) -> dict[str, str]:
        """What a host of static files wants at the root of the site; nothing for an edition that stands below it."""
        return {} if addresses.of_edition(self.edition) else hosting.files(self.settings.address)

    def navigation(self, written: Sequence[Any]) -> list[Any]:
        """The navigation in the form of mkdocs.yml, the entries that are ``written`` there among it."""
        return navigation(written, self.pages, self.renderer.words)

    @property
    def searched(self) -> list[tuple[str, str]]:
        """Address and name of the lists that the search offers when it finds nothing."""
        return [(shelf.path, self.renderer.words.gettext(shelf.label)) for shelf in SEARCHED if shelf.is_filled(self.renderer.view.records)]

    def ways(self, path: str, page: Page | None = None) -> list[Way]:
        """How readers can mend a page: one made from records, or one written by hand at an address."""
        if page is None:
            return self.renderer.contributing.of_page(path, f"docs/{self.source(addresses.source_of(path) if path else 'index.md')}")
        return self.renderer.contributing.of_page(path, f"data/{page.record}" if page.record else "", page.shelf)

    def not_found(self) -> tuple[NotFound, ...]:
        """The words of the page for addresses that do not exist, this edition's first."""
        others = (other for other in self.editions if other is not self.edition)
        return not_found((self.edition, *others), self._macros / "locale")

    def metadata(self, written: Iterable[Link]) -> Metadata:
        """What pages say of themselves. ``written``: pages by hand that head a folder."""
        heads = [Link(page.title, page.path) for page in self.pages if page.path.count("/") == 1]
        cover, pictures = metadata.cover(self.renderer), metadata.pictures(self.renderer, [*written, *heads])
        return Metadata(self.renderer, self.settings.address, share.drawable(cover, pictures, self._macros))

    def drawn(self, told: Metadata) -> dict[str, bytes]:
        """The pictures to share pages with, by path. Those whose words the font lacks were left out."""
        drawn = share.draw_once(metadata.cover(self.renderer), told.pictures.values(), self._macros)
        return {metadata.PICTURES + name: png for name, png in drawn.items()}


def _chosen(asked: str, editions: dict[str, Edition]) -> Edition:
    if asked and asked not in editions:
        raise LookupError(f"EDITION={asked}: there is no such edition. The editions are: {', '.join(editions)}.")
    return editions[asked or next(iter(editions))]
