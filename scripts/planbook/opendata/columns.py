"""Columns of a table from a model of the vocabulary: what programs call them, their types, and how a record fills them."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planbook.opendata.vocabulary import SAID
from planbook.records.model import References, Year
from planbook.views.tables import Plain

Type = Literal["string", "integer", "number", "boolean", "date", "year"]
BETWEEN = ";"
"""What stands between the items of a list."""
PLAIN: tuple[tuple[object, Type], ...] = (
    (Year, "year"), (bool, "boolean"), (int, "integer"), (Decimal, "number"), (datetime.date, "date"), (str, "string"),
)  # fmt: skip


class Column(NamedTuple):
    """A column: what programs call it, what it holds. ``references``: the table whose ids it holds. ``items``: it is a list."""

    name: str
    type: Type
    description: str
    required: bool
    values: tuple[str, ...] = ()
    references: str = ""
    items: bool = False


class Field(NamedTuple):
    """A column, and the keys that lead from a model to its value."""

    path: tuple[str, ...]
    column: Column
    rare: bool = False
    """Whether plans can do without it: where all rows are at ``usual``, or lack it, there is no column."""
    usual: Plain = None


def fields(model: type[BaseModel], path: tuple[str, ...] = (), required: bool = True, rare: bool = False) -> Iterator[Field]:
    """The columns of a model. Lists of models and mappings have none: they are tables of their own, or parts of the text."""
    hints = typing.get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        annotation, may_lack = _without_none(hints[name])
        inner = _without_marks(annotation)
        must, is_rare = required and not may_lack, rare or info.exclude_if is not None
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from fields(inner, (*path, name), must, is_rare)
        elif typing.get_origin(inner) is tuple:
            item = typing.get_args(inner)[0]
            if _is_plain(item):
                yield Field(
                    (*path, name), _column((*path, name), item, _said(name, info), False)._replace(items=True, type="string"), is_rare
                )
        elif typing.get_origin(inner) is not dict:
            yield Field(
                (*path, name),
                _column((*path, name), annotation, _said(name, info), must and info.default != ""),
                is_rare,
                info.default if is_rare else None,
            )


def _said(name: str, info: FieldInfo) -> str:
    return SAID.get(name, info.description or "")


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """An annotation without ``| None``, and whether it had it."""
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) in (typing.Union, types.UnionType) and types.NoneType in arguments:
        (rest,) = (argument for argument in arguments if argument is not types.NoneType)
        return rest, True
    return annotation, False


def _without_marks(annotation: Any) -> Any:
    return typing.get_args(annotation)[0] if typing.get_origin(annotation) is Annotated else annotation


def _is_plain(annotation: Any) -> bool:
    inner = _without_marks(annotation)
    return typing.get_origin(inner) is Literal or inner in (str, int, Decimal, bool, datetime.date)


def _column(path: tuple[str, ...], annotation: Any, description: str, required: bool) -> Column:
    inner = _without_marks(annotation)
    marks = typing.get_args(annotation)[1:] if typing.get_origin(annotation) is Annotated else ()
    references = next((mark.kind for mark in marks if isinstance(mark, References)), "")
    if typing.get_origin(inner) is Literal:
        return Column("_".join(path), "string", description, required, tuple(typing.get_args(inner)))
    known = next(word for plain, word in PLAIN if plain in (annotation, inner))
    return Column("_".join(path), known, description, required, references=references)


def value_at(model: BaseModel | None, path: tuple[str, ...]) -> Plain:
    """What a model holds below a path of keys, for one cell: a list is joined, nothing is None."""
    value: Any = model
    for key in path:
        value = getattr(value, key) if value is not None else None
    if isinstance(value, tuple):
        return _joined(value)
    return None if value == "" else value


def _joined(items: Iterable[str | int]) -> str | None:
    """A list in one cell. Where an item itself holds what stands between, a full-width ； stands for it; the JSON has it as it is."""
    return BETWEEN.join(str(item).replace(BETWEEN, "；") for item in items) or None
