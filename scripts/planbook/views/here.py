"""The page being written, from which links start."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.editions.citations import Citation, cite
from planbook.editions.passages import Passage
from planbook.text import addresses
from planbook.views.view import View


@dataclass(frozen=True)
class Here:
    """A page of an edition, by its address from the root of the edition."""

    page: str
    view: View
    root: str = ""
    """The full address of the edition, for what leaves the site."""

    def record(self, kind: str, id: str) -> str:
        """The link to a record."""
        return addresses.relative(addresses.of_record(kind, id), self.page)

    def block(self, id: str) -> str:
        """The link to a block of the text; on a page that shows the block, its bare anchor."""
        return addresses.relative(self.view.text.address(id), self.page)

    def page_at(self, path: str) -> str:
        """The link to a page by its address from the root, as ``projects/``."""
        return addresses.relative(path, self.page)

    def file(self, path: str) -> str:
        """The link to a file that is no page, by its path from the root of the edition."""
        return addresses.relative("", self.page) + path

    @property
    def original(self) -> str:
        """The link to this page in the edition that shows the plan in its own words."""
        return addresses.relative("", self.page) + addresses.to_root(self.view.reading.edition) + self.page

    def passage(self, passage: Passage) -> str:
        """The link to where a converted text is shown; empty for what has no place of its own."""
        if passage.kind == "blocks":
            return self.block(passage.id)
        if passage.kind == "docs":
            return self.page_at(passage.id.removesuffix("index.md").replace(".md", "/"))
        return self.record(passage.kind, passage.id) if addresses.has_place(passage.kind) else ""

    def citations(self, place: str, address: str, key: str) -> list[Citation]:
        """How to cite a place of the plan that stands at an address of this edition, in every form."""
        return cite(self.view.records.plan, self.view.words, place, self.root + address, key, self.view.reading.rendered)
