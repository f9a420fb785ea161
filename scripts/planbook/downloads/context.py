"""What the maker of a download may use: the press of one edition and the finished pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planbook.pages.renderer import Renderer
from planbook.text import addresses


@dataclass(frozen=True)
class DownloadContext:
    """One edition, when all pages of the site are done. ``site`` is the folder of the whole site.

    Of the downloads, only those of makers before it are there when a maker runs. ``original`` sets the edition in the plan's own words,
    where this one is translated.
    """

    press: Renderer
    site: Path
    original: Renderer | None = None

    @property
    def prefix(self) -> str:
        """Where the edition stands below the root of the site, as ``zh-hant/``; nothing for the first."""
        return addresses.of_edition(self.press.view.reading.edition)

    @property
    def pages(self) -> Path:
        """The folder of the edition's finished pages."""
        return self.site / self.prefix
