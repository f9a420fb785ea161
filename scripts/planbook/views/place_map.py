"""Where the projects are: how many the plan names in each place, on a map of tiles that the records of the places lay out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from planbook.text import addresses
from planbook.text.shelves import Shelf
from planbook.views.charts import Chart, Key
from planbook.views.geometry.tiles import NARROW, WIDE, Counted, Tiles, cell_of, legend, tiles
from planbook.views.tables import Table, count, words
from planbook.views.view import View


@dataclass(frozen=True)
class PlaceMap:
    """The map of one edition; without places that have tiles there is none."""

    view: View

    @cached_property
    def places(self) -> list[Counted]:
        """The places on the map with their projects, those within them counted too."""
        return [
            Counted(
                place.id,
                place.name,
                [cell_of(tile) for tile in place.tiles],
                self._counts[place.id],
                addresses.of_record("places", place.id),
            )
            for place in self.view.records.places.values()
            if place.tiles
        ]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(id for project in self.view.projects.all for id in self.view.projects.around(project.places))

    @cached_property
    def _shown(self) -> set[str]:
        return {place.id for place in self.places}

    @property
    def placeless(self) -> int:
        """How many projects name no place."""
        return sum(not project.places for project in self.view.projects.all)

    @property
    def elsewhere(self) -> int:
        """How many projects name a place, but none on the map or within one on it."""
        return sum(bool(p.places) and not self._shown & set(self.view.projects.around(p.places)) for p in self.view.projects.all)

    @cached_property
    def chart(self) -> Chart | None:
        """The map with its finding and its table; None without tiles."""
        if not self.places:
            return None
        _ = self.view.words.gettext
        rows = [(words(p.name, p.address), count(p.number)) for p in sorted(self.places, key=lambda p: -p.number)]
        rows += [(words(_("Elsewhere")), count(self.elsewhere)), (words(_("No place named")), count(self.placeless))]
        about = _("Projects that name a place, or a place within it, as squares of one size that stand for neighbourhood, not for area. "
                  "A project that names several counts in each.")  # fmt: skip
        table = Table("map", self._finding, (_("Place"), _("Projects")), tuple(rows))
        keys = tuple(Key(str(shade), self._range(*ends)) for shade, ends in legend(self.places).items())
        return Chart("tiles", tiles(self.places, WIDE), table, about, keys=keys, narrow=tiles(self.places, NARROW))

    @property
    def _finding(self) -> str:
        """How many projects name no place, which places are named most often, and which by none."""
        words_, total = self.view.words, len(self.view.projects.all)
        projects = words_.ngettext("%(num)s project", "%(num)s projects", total) % {"num": total}
        parts = [words_.gettext("%(projects)s: %(placeless)s without a place") % {"projects": projects, "placeless": self.placeless}]
        most = max(place.number for place in self.places)
        if most:
            named = {"places": self._named(most), "count": most}
            parts.append(words_.gettext("named most often: %(places)s (%(count)s)") % named)
        if self._named(0):
            parts.append(words_.gettext("none in %(places)s") % {"places": self._named(0)})
        return words_.joined(parts)

    def _named(self, number: int) -> str:
        """The names of the places with so many projects."""
        return self.view.words.gettext(", ").join(place.name for place in self.places if place.number == number)

    def _range(self, least: int, most: int) -> str:
        return str(least) if least == most else f"{least}–{most}"

    @cached_property
    def small(self) -> Tiles:
        """The map beside the text of a place."""
        return tiles(self.places, NARROW)

    def around(self, place: str) -> str:
        """The id of the place on the map that a place is, or lies within; empty when there is none."""
        return next((id for id in self.view.projects.around([place]) if id in self._shown), "")

    @property
    def page(self) -> str:
        """The page that shows the map."""
        return Shelf.PLACES.path
