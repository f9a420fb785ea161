"""Walking a record along what its model declares: its references, its texts, and a copy with other texts."""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Iterator
from typing import Annotated, TypeVar

from pydantic import BaseModel

from planbook.records.base import CONVERTED, KeyPath, Model, References, Text

M = TypeVar("M", bound=Model)


@functools.cache
def shapes(model: type[BaseModel]) -> dict[str, object]:
    """What each key of a model holds: see ``_shape``."""
    hints = typing.get_type_hints(model, include_extras=True)
    return {name: _shape(hints[name]) for name in model.model_fields}


def _shape(annotation: object) -> object:
    """``Text``, a ``References``, ``[shape]`` for lists and mappings, ``Model`` for nested models, or None."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        marks = arguments[1:]
        return next((Text if m is CONVERTED else m for m in marks if m is CONVERTED or isinstance(m, References)), None) or _shape(
            arguments[0]
        )
    if origin in (tuple, dict):
        inner = _shape(arguments[0] if origin is tuple else arguments[1])
        return [inner] if inner else None
    if arguments:
        return next(filter(None, map(_shape, arguments)), None)
    return Model if isinstance(annotation, type) and issubclass(annotation, Model) else None


def references(model: Model) -> Iterator[tuple[KeyPath, str, str]]:
    """Every reference in a record: path of the key, kind that it points to, id."""
    return ((path, shape.kind, value) for path, shape, value in _leaves(model, Model, ()) if isinstance(shape, References))


def texts(model: Model) -> Iterator[tuple[KeyPath, str]]:
    """Every ``Text`` in a record: path of the key, words."""
    return ((path, value) for path, shape, value in _leaves(model, Model, ()) if shape is Text)


def _leaves(value: typing.Any, shape: object, path: KeyPath) -> Iterator[tuple[KeyPath, object, str]]:
    """The values within a value that are a text or a reference, each with its path and its shape."""
    if value is None or shape is None:
        return
    if shape is Text or isinstance(shape, References):
        yield path, shape, value
    elif isinstance(shape, list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, shape[0], (*path, key))
    elif isinstance(value, Model):
        for name, inner in shapes(type(value)).items():
            yield from _leaves(getattr(value, name), inner, (*path, name))


def map_text(model: M, convert: Callable[[str], str]) -> M:
    """A copy of the record in which every ``Text`` has gone through ``convert``; nothing else changes."""
    changes = {name: _mapped(getattr(model, name), shape, convert) for name, shape in shapes(type(model)).items() if shape}
    return model.model_copy(update=changes)


def _mapped(value: typing.Any, shape: object, convert: Callable[[str], str]) -> typing.Any:
    if value is None or isinstance(shape, References):
        return value
    if shape is Text:
        return convert(value)
    if isinstance(shape, list):
        if isinstance(value, dict):
            return {key: _mapped(item, shape[0], convert) for key, item in value.items()}
        return tuple(_mapped(item, shape[0], convert) for item in value)
    return map_text(value, convert)
