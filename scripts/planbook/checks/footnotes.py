"""Rules of footnotes: each is named after its place, and its mark stands in the words that it is tied to, in a translation too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.checks.subject import Subject
from planbook.records.problem import Problem
from planbook.text.blocks import Block, place_of, sequence


def footnotes_are_named_after_their_place(subject: Subject) -> Iterator[Problem]:
    """The id of a footnote begins with the section, introduction or part that it stands in: ``04-2-n1``."""
    for block in _footnotes(subject):
        place = place_of(block)
        if not re.fullmatch(re.escape(place) + r"-n\d+", block.id):
            what, cure = "The id '%(id)s' does not fit its place.", "It must be %(place)s-n and a number."
            yield subject.lines.problem(block.record, (*block.path[:-1], "id"), what, cure, id=block.id, place=place)


def footnotes_are_tied_to_words(subject: Subject) -> Iterator[Problem]:
    """The mark of a footnote stands in the words, or in a cell, of the block that it names; two marks of one block differ."""
    seen: dict[tuple[str, str], str] = {}
    for block in _footnotes(subject):
        bearer = subject.blocks.get(block.to)
        if bearer is None:
            continue
        key = (*block.path[:-1], "to")
        words = [bearer.before, bearer.received, *(bearer.cells or {}).values()]
        if bearer.kind == "footnote" or not any(block.before in some for some in words):
            what = "The mark “%(mark)s” does not stand in %(at)s."
            yield subject.lines.problem(
                block.record, key, what, "Name the paragraph, item, row or heading that bears it.", mark=block.before, at=block.to
            )
        twin = seen.setdefault((block.to, block.before), block.id)
        if twin != block.id:
            what, cure = "The footnote %(twin)s has the same mark there.", "Name the place that bears this one."
            yield subject.lines.problem(block.record, key, what, cure, twin=twin)


def _footnotes(subject: Subject) -> Iterator[Block]:
    return (block for block in sequence(subject.records) if block.kind == "footnote")
