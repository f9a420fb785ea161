"""Walking a record along what its model declares: its references, its texts, and a copy with other texts."""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Iterator
from typing import Annotated, TypeVar

from pydantic import BaseModel

from planbook.records.base import CONVERTED, QUOTED, KeyPath, Model, Quoted, References, Text
from planbook.records.memory import kept_with

M = TypeVar("M", bound=Model)
Change = Callable[[KeyPath, str, bool], str]
"""From the path of a key, its words, and whether they are quoted, to other words."""


@functools.cache
def shapes(model: type[BaseModel]) -> dict[str, object]:
    """What each key of a model holds: see ``_shape``."""
    hints = typing.get_type_hints(model, include_extras=True)
    return {name: _shape(hints[name]) for name in model.model_fields}


def _shape(annotation: object) -> object:
    """``Text``, ``Quoted``, a ``References``, ``[shape]`` for lists and mappings, ``Model`` for nested models, or None."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        marks = arguments[1:]
        if CONVERTED in marks:
            return Quoted if QUOTED in marks else Text
        return next((mark for mark in marks if isinstance(mark, References)), None) or _shape(arguments[0])
    if origin in (tuple, dict):
        inner = _shape(arguments[0] if origin is tuple else arguments[1])
        return [inner] if inner else None
    if arguments:
        return next(filter(None, map(_shape, arguments)), None)
    return Model if isinstance(annotation, type) and issubclass(annotation, Model) else None


def references(model: Model) -> Iterator[tuple[KeyPath, str, str]]:
    """Every reference in a record: path of the key, kind that it points to, id."""
    return ((path, shape.kind, value) for path, shape, value in _leaves_of(model) if isinstance(shape, References))


def texts(model: Model) -> Iterator[tuple[KeyPath, str]]:
    """Every ``Text`` in a record, and what is ``Quoted``: path of the key, words."""
    return ((path, value) for path, shape, value in _leaves_of(model) if shape is Text or shape is Quoted)


def translatable(model: Model) -> Iterator[tuple[KeyPath, str]]:
    """Every ``Text`` in a record that is not ``Quoted``: path of the key, words."""
    return ((path, value) for path, shape, value in _leaves_of(model) if shape is Text)


@kept_with
def _leaves_of(model: Model) -> tuple[tuple[KeyPath, object, str], ...]:
    return tuple(_leaves(model, Model, ()))


def _leaves(value: typing.Any, shape: object, path: KeyPath) -> Iterator[tuple[KeyPath, object, str]]:
    """The values within a value that are words or a reference, each with its path and its shape."""
    if value is None:
        return
    if shape is Text or shape is Quoted or isinstance(shape, References):
        yield path, shape, value
    elif isinstance(shape, list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, shape[0], (*path, key))
    elif isinstance(value, Model):
        for name, inner in shapes(type(value)).items():
            if inner is not None:
                yield from _leaves(getattr(value, name), inner, (*path, name))


def map_text(model: M, convert: Callable[[str], str]) -> M:
    """A copy of the record in which all words have gone through ``convert``; nothing else changes."""
    return map_words(model, lambda _path, words, _quoted: convert(words))


def map_words(model: M, change: Change) -> M:
    """As ``map_text``; ``change`` is also told the path of the key, and whether the words are ``Quoted``."""
    return _mapped_model(model, change, ())


def _mapped_model(model: M, change: Change, path: KeyPath) -> M:
    changes = {name: _mapped(getattr(model, name), shape, change, (*path, name)) for name, shape in shapes(type(model)).items() if shape}
    return model.in_words(changes)


def _mapped(value: typing.Any, shape: object, change: Change, path: KeyPath) -> typing.Any:
    if value is None or isinstance(shape, References):
        return value
    if shape is Text or shape is Quoted:
        return change(path, value, shape is Quoted)
    if isinstance(shape, list):
        if isinstance(value, dict):
            return {key: _mapped(item, shape[0], change, (*path, key)) for key, item in value.items()}
        return tuple(_mapped(item, shape[0], change, (*path, place)) for place, item in enumerate(value))
    return _mapped_model(value, change, path)


@kept_with
def strings(model: Model) -> tuple[tuple[KeyPath, str], ...]:
    """Every string in a record, whatever it is for: path of the key, words. Names of keys that people choose count, too."""
    return tuple(_strings(model, ()))


def _strings(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), key
            yield from _strings(item, (*path, key))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _strings(item, (*path, place))


@kept_with
def lists(model: Model) -> tuple[tuple[KeyPath, tuple[object, ...]], ...]:
    """Every list in a record: path of the key, items."""
    return tuple(_lists(model, ()))


def _lists(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, tuple[object, ...]]]:
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _lists(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        yield path, value
        for place, item in enumerate(value):
            yield from _lists(item, (*path, place))
