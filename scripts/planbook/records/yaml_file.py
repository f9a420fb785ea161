"""Reading one YAML file: a mapping of plain values in which scalars stay text, and the line of every key.

The loader reads YAML's nodes, not YAML's guesses: ``04`` stays ``04``; the model says what is a number or a date.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import yaml

from planbook.records.base import KeyPath, Record
from planbook.records.files import name_of, read_text
from planbook.records.lines import written
from planbook.records.problem import BadData, Problem

DEEPEST = 30


class Content(typing.NamedTuple):
    """What a file says, and the line, from 1, of each of its keys."""

    value: dict[str, typing.Any]
    places: dict[KeyPath, int]


def read(path: Path, root: Path) -> Content:
    """The mapping that a file below the project's ``root`` holds. Raises ``BadData`` with all problems of the file."""
    name = name_of(path, root)
    text = read_text(path, name)
    try:
        if anchors := list(_anchors(text, name)):
            raise BadData(anchors)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BadData([_not_yaml(error, text, name)]) from None
    if node is None:
        raise BadData([Problem(name, 1, "", "The file is empty.", "Write the record or delete the file.")])
    if not isinstance(node, yaml.MappingNode):
        raise BadData([Problem(name, node.start_mark.line + 1, "", "This is not a record.", "Write 'key: value' lines.")])
    reading = _Reading(name)
    value = reading.plain(node, ())
    if reading.problems:
        raise BadData(reading.problems)
    return Content(value, reading.places)


def _not_yaml(error: yaml.YAMLError, text: str, name: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        line = text.encode().count(b"\n", 0, typing.cast(int, error.position)) + 1
        return Problem(name, line, "", "A control character stands here.", "Type the line anew.")
    mark = getattr(error, "problem_mark", None)
    said = " ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None))))
    line = min(mark.line + 1, len(text.splitlines())) if mark else 1
    cure = "Check the indentation; put text that starts with * & ! [ { or contains ': ' in quotes."
    return Problem(name, line, "", f"This is not YAML: {said or error}.", cure)


def _anchors(text: str, name: str) -> Iterator[Problem]:
    """Anchors and aliases: they make one value stand in two places, or a value hold itself."""
    events: Iterable[typing.Any] = yaml.parse(text, Loader=yaml.CSafeLoader) if "&" in text else ()
    for event in events:
        if getattr(event, "anchor", None):
            what = f"'{event.anchor}' is used as an anchor (&) or alias (*)."
            yield Problem(name, event.start_mark.line + 1, "", what, "Write the value out; put text that starts with & or * in quotes.")


class _Reading:
    """Turns nodes into lists, dicts and strings, and keeps the lines and the problems that it meets."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[KeyPath, int] = {(): 1}
        self.problems: list[Problem] = []

    def plain(self, node: yaml.Node, path: KeyPath) -> typing.Any:
        """The node as plain values. Scalars stay text."""
        self.places.setdefault(path, node.start_mark.line + 1)
        if len(path) > DEEPEST:
            self._problem(node, "", "This is nested too deeply.", "No record needs so many levels.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in ("", "~", "null") else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return dict(self._entries(node, path))

    def _entries(self, node: yaml.Node, path: KeyPath) -> Iterator[tuple[str, typing.Any]]:
        """Keys and values of a mapping, each key once."""
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                self._problem(key, "", "A key must be a plain word.", "Write 'key: value'.")
            elif key.value in seen:
                cure = f"Keep one; the first is in line {self.places[*path, key.value]}."
                self._problem(key, written((*path, key.value)), "The key stands twice.", cure)
            else:
                seen.add(key.value)
                self.places[*path, key.value] = key.start_mark.line + 1
                yield key.value, self.plain(value, (*path, key.value))

    def _problem(self, node: yaml.Node, key: str, what: str, cure: str) -> None:
        self.problems.append(Problem(self.name, node.start_mark.line + 1, key, what, cure))


class _Dumper(yaml.SafeDumper):
    """Numbers as the records have them: 6.0 stays 6.0."""


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    kind = "int" if number == number.to_integral_value() and "." not in str(number) else "float"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(number))


_Dumper.add_representer(Decimal, _number)


def as_yaml(record: Record) -> str:
    """A record as the text of its file: every key that is not at its default, in the order of the model, without the id."""
    said = record.model_dump(exclude_defaults=True, exclude={"id"})
    return yaml.dump(_listed(said), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def _listed(value: typing.Any) -> typing.Any:
    """The value with lists for tuples, which YAML would write with a tag."""
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, tuple) else value
