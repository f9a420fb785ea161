"""The beginning of a new record: its keys with what belongs there, for whoever adds one in the browser."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.records.guide import Key, Table, tables
from planbook.records.model import Record


def template(kind: type[Record]) -> str:
    """A file of the kind as YAML: every key that must be there, those of the models below it too; what may be there as remarks."""
    own, *inner = tables(kind)
    return "\n".join(_lines(own, {table.below: table for table in reversed(inner)})) + "\n"


def _lines(table: Table, inner: dict[str, Table]) -> Iterator[str]:
    for key in sorted(table.keys, key=lambda key: not key.required):
        below = inner.get(f"{table.below}.{key.name}".lstrip("."))
        yield f"{'' if key.required else '# '}{key.name}:{_remark(key)}"
        if key.required and below:
            first, *rest = _lines(below, inner)
            yield f"  {'- ' if key.shape.word == 'list' else '  '}{first}"
            yield from (f"    {line}" for line in rest)


def _remark(key: Key) -> str:
    """What the key holds, and the words that may be chosen."""
    told = key.shape.word != "choice" or key.shape.values[0] in key.description
    words = "；".join(filter(None, (key.description, "" if told else " | ".join(key.shape.values))))
    return f" # {words}" if words else ""
