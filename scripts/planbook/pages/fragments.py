"""What stands around the text of a page and is the same on pages beside each other: it is set once for all of them."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup


class Fragments:
    """The parts of the frame of one edition that were set so far, by their name and by the place where they hold."""

    def __init__(self) -> None:
        self._set: dict[tuple[str, str], Markup] = {}

    def once(self, name: str, place: str, caller: Callable[[], Markup]) -> Markup:
        """What is called, for the first page at ``place``; the same for those that follow. An empty place is shared by nobody."""
        if not place:
            return caller()
        found = self._set.get((name, place))
        if found is None:
            found = self._set[name, place] = caller()
        return found
