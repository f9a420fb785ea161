"""Which of the lines that look like headings are some: those that go on with the count of the chapters, or of the sections.

一、 and （一） number the items of lists too, 3.1 a row of a table. A line in such a form is a heading where its number follows.
"""

from __future__ import annotations

from dataclasses import dataclass

from planbook.drafting.heading_forms import Found, Level

GAP = 2
"""How far a count may jump: one heading may have been lost."""


@dataclass
class HeadingOrder:
    """How far parts, chapters and sections are counted, while the lines are read from the top."""

    chapter: int = 0
    section: int = 0
    _in_chapter: bool = False
    """Whether the chapter has a section already."""
    _begins: bool = True
    """Whether the count of chapters may begin anew: a part was opened."""
    _listed: tuple[Level, int] | None = None
    """The last line of a list in a box that is numbered as headings are."""

    def takes(self, found: Found, in_box: bool, box_is_empty: bool) -> bool:
        """Whether a line is the heading that it looks like; if so, it is counted. ``in_box``: a box is open, and has lines or not."""
        if found.level == "box":
            self._listed = None
            return True
        if found.weak and (not self._follows(found) or (in_box and (box_is_empty or self._goes_on(found)))):
            self._listed = (found.level, found.number or 0) if in_box else None
            return False
        self._count(found)
        return True

    def _goes_on(self, found: Found) -> bool:
        return self._listed == (found.level, (found.number or 0) - 1)

    def _follows(self, found: Found) -> bool:
        number = found.number or 0
        if found.level == "chapter":
            return self.chapter < number <= self.chapter + GAP or (number == 1 and self._begins)
        if found.chapter is not None and found.chapter != self.chapter:
            return False
        if self._in_chapter or number != 1:
            return self.section < number <= self.section + GAP
        return True

    def _count(self, found: Found) -> None:
        self._listed = None
        if found.level == "part":
            self._begins = True
        elif found.level == "chapter":
            self.chapter = found.number if found.number is not None else self.chapter
            self._in_chapter = self._begins = False
        else:
            self.section, self._in_chapter = found.number or 0, True
