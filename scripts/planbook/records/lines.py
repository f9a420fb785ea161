"""Where each key of each record stands in its file."""

from __future__ import annotations

from dataclasses import dataclass, field

from planbook.records.base import KeyPath, Record
from planbook.records.memory import kept
from planbook.records.problem import Problem, shown


@dataclass
class Lines:
    """Where each key of each record stands: the file, and the line counted from 1."""

    paths: dict[tuple[type[Record], str], str] = field(default_factory=dict)
    lines: dict[tuple[type[Record], str], dict[KeyPath, int]] = field(default_factory=dict)

    def problem(self, record: Record, path: KeyPath, what: str, cure: str, /, *, meant: str = "", **values: object) -> Problem:
        """A problem at a key of a record; falls back to the nearest enclosing key that the file has. See ``Problem.at``."""
        name = (type(record), record.id)
        line = nearest(self.lines[name], path)
        return Problem.at(self.paths[name], line, written(path), what, cure, meant=meant, **values)

    def place(self, record: Record, path: KeyPath) -> Problem:
        """The place of a key, as a problem of which nothing is said yet."""
        name = (type(record), record.id)
        return Problem(self.paths[name], nearest(self.lines[name], path), written(path), "", "")


def nearest(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """The line of a key, or of the closest key around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


@kept
def written(path: KeyPath) -> str:
    """A key path as people write it: ``series[2].evidence[0].quote``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in path).lstrip(".")
