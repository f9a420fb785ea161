"""Reading one YAML file: a mapping of plain values in which scalars stay text, and the line of every key.

The loader reads YAML's nodes, not YAML's guesses: ``04`` stays ``04``; the model says what is a number or a date.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from planbook.records.base import KeyPath
from planbook.records.files import name_of, read_text
from planbook.records.lines import written
from planbook.records.problem import BadData, Problem, shown
from planbook.records.yaml_errors import WIDE_BETWEEN, colon, not_yaml, wide_comma

DEEPEST = 30
"""Levels of a record."""
NESTED = 500
"""Levels that the parser of YAML may meet: it goes down by recursion, and the interpreter dies with it when there are too many."""
REMARK = re.compile(r"\s+#(?=\S)")
"""A # that words follow at once: a remark begins with a blank behind it, as in the drafts of new records."""
NESTING = re.compile(r"^[ \t?:-]*", re.MULTILINE)


class Content(typing.NamedTuple):
    """What a file says, and the line, from 1, of each of its keys."""

    value: dict[str, typing.Any]
    places: dict[KeyPath, int]


def read(path: Path, root: Path) -> Content:
    """The mapping that a file below the project's ``root`` holds. Raises ``BadData`` with all problems of the file."""
    name = name_of(path, root)
    return parse(read_text(path, name), name)


def parse(text: str, name: str) -> Content:
    """The mapping that a text holds; ``name`` is how problems call it. Raises ``BadData`` with all its problems."""
    try:
        if strange := [*_anchors(text, name), *_abyss(text, name)]:
            raise BadData(strange)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BadData([not_yaml(error, text, name)]) from None
    if node is None:
        raise BadData([Problem.at(name, 1, "", "The file is empty.", "Write the record or delete the file.")])
    if not isinstance(node, yaml.MappingNode):
        raise BadData([_no_mapping(node, text, name)])
    reading = _Reading(name, text)
    value = reading.plain(node, ())
    if reading.problems:
        raise BadData(reading.problems)
    return Content(value, reading.places)


def _no_mapping(node: yaml.Node, text: str, name: str) -> Problem:
    """A file that is one value or a list: most often a colon that is none."""
    line = node.start_mark.line + 1
    return colon(text, name, line) or Problem.at(name, line, "", "This is not a record.", "Write 'key: value' lines.")


def _anchors(text: str, name: str) -> Iterator[Problem]:
    """Anchors and aliases: they make one value stand in two places, or a value hold itself."""
    events: Iterable[typing.Any] = yaml.parse(text, Loader=yaml.CSafeLoader) if "&" in text else ()
    for event in events:
        if getattr(event, "anchor", None):
            what = "'%(anchor)s' is used as an anchor (&) or alias (*)."
            cure = "Write the value out; put text that starts with & or * in quotes."
            yield Problem.at(name, event.start_mark.line + 1, "", what, cure, anchor=shown(event.anchor))


def _abyss(text: str, name: str) -> Iterator[Problem]:
    """A nesting so deep that the parser would not come back: looked for only where the signs would do for one."""
    signs = text.count("[") + text.count("{") + 2 * max(map(len, NESTING.findall(text)), default=0)
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader) if signs > NESTED else ():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > NESTED:
            line = event.start_mark.line + 1 if event.start_mark else 1
            yield Problem.at(name, line, "", "This is nested too deeply.", "No record needs so many levels.")
            return


class _Reading:
    """Turns nodes into lists, dicts and strings, and keeps the lines and the problems that it meets."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.split("\n")
        self.places: dict[KeyPath, int] = {(): 1}
        self.problems: list[Problem] = []

    def plain(self, node: yaml.Node, path: KeyPath) -> typing.Any:
        """The node as plain values. Scalars stay text."""
        self.places.setdefault(path, node.start_mark.line + 1)
        if len(path) > DEEPEST:
            self.problems.append(
                Problem.at(self.name, node.start_mark.line + 1, "", "This is nested too deeply.", "No record needs so many levels.")
            )
            return None
        if isinstance(node, yaml.ScalarNode):
            self.problems += self._cut_by_a_remark(node)
            return None if not node.style and node.value in ("", "~", "null") else node.value
        if isinstance(node, yaml.SequenceNode):
            self.problems += self._parted_otherwise(node) if node.flow_style else ()
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return dict(self._entries(node, path))

    def _cut_by_a_remark(self, node: yaml.ScalarNode) -> Iterator[Problem]:
        """Words of a text that a blank and a # take away; behind a number or an id a remark is one."""
        mark = node.end_mark
        if not node.style and not node.value.isascii() and REMARK.match(self.lines[mark.line], mark.column):
            what, cure = (
                "What stands behind # is a remark, and no part of the text.",
                "Put the text in quotes, or the remark in a line of its own.",
            )
            yield Problem.at(self.name, mark.line + 1, "", what, cure)

    def _parted_otherwise(self, node: yaml.SequenceNode) -> Iterator[Problem]:
        """Items of a list in brackets that a Chinese sign parts."""
        for item in node.value:
            if isinstance(item, yaml.ScalarNode) and not item.style and (found := WIDE_BETWEEN.fullmatch(item.value)):
                yield wide_comma(found[1], self.name, item.start_mark.line + 1)

    def _entries(self, node: yaml.Node, path: KeyPath) -> Iterator[tuple[str, typing.Any]]:
        """Keys and values of a mapping, each key once."""
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                self.problems.append(Problem.at(self.name, line, "", "A key must be a plain word.", "Write 'key: value'."))
            elif wide := colon(key.value, self.name, 1):
                self.problems.append(replace(wide, line=line))
            elif getattr(node, "flow_style", False) and value.start_mark.index == value.end_mark.index and not key.value.isascii():
                what, cure = (
                    "A half-width comma cuts the text before “%(words)s”.",
                    "Write a full-width one (，), or put the text in quotes.",
                )
                self.problems.append(Problem.at(self.name, line, "", what, cure, words=shown(key.value)))
            elif key.value in seen:
                what, cure = "The key stands twice.", "Keep one; the first is in line %(first)d."
                whole, first = written((*path, key.value)), self.places[*path, key.value]
                self.problems.append(Problem.at(self.name, line, whole, what, cure, first=first))
            else:
                seen.add(key.value)
                self.places[*path, key.value] = line
                yield key.value, self.plain(value, (*path, key.value))
