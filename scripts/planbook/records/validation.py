"""What pydantic says of a file that does not fit its model, in this project's words: causes only, each with its line and a cure."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from planbook.records.base import KeyPath, Record
from planbook.records.lines import nearest, written
from planbook.records.problem import Problem, did_you_mean, nearest_words
from planbook.records.text_layer import BoxPlacement, Paragraph

PARTS: dict[object, type[BaseModel]] = {"paragraph": Paragraph, "box": BoxPlacement}
"""What an item of a section's body may be: pydantic puts these words into the path of a fault."""


def problems_of(error: ValidationError, kind: type[Record], name: str, places: dict[KeyPath, int]) -> list[Problem]:
    """The problems of one file: ``name`` is its path, ``places`` the line of each of its keys."""
    return [_explained(detail, kind, name, places) for detail in _causes(error, kind)]


def _causes(error: ValidationError, kind: type[Record]) -> list[typing.Any]:
    """The details of an error, without what only follows from another: a misspelt key is not missing, a list of bad items not empty."""
    details = [detail for detail in error.errors() if detail["type"] != "too_short" or not detail["input"]]
    misspelt = [(detail["loc"][:-1], str(detail["loc"][-1])) for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*place, guess) for place, key in misspelt for guess in nearest_words(key, _keys(_declared(kind, (*place, key))[0]))}
    return [detail for detail in details if detail["type"] != "missing" or detail["loc"] not in meant]


def _explained(detail: typing.Any, kind: type[BaseModel], name: str, places: dict[KeyPath, int]) -> Problem:
    """A validation error in this project's words."""
    path: KeyPath = tuple(part for place, part in enumerate(detail["loc"]) if not _is_tag(detail["loc"], place))
    model, description = _declared(kind, detail["loc"])
    what, cure = _words(detail, model, str(path[-1]), description)
    if path == ("id",) and detail["type"] == "string_pattern_mismatch":
        return Problem(name, 1, "", f"The file name '{detail['input']}' is no id.", "Use small Latin letters, digits and single hyphens.")
    return Problem(name, nearest(places, path), written(path), what, cure)


def _words(detail: typing.Any, model: type[BaseModel], key: str, description: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    error, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    expects = f"The guide says: {description}." if description else ""
    if error == "missing":
        return "The key is missing.", f"Add it. {expects}".strip()
    if error == "extra_forbidden":
        return "There is no such key.", did_you_mean(key, _keys(model), f"The keys here are: {', '.join(_keys(model))}.")
    if value is None:
        return "The value is empty.", "Write it after the colon, or delete the key."
    if error == "literal_error":
        known = context["expected"].replace("'", "").replace(" or ", ", ")
        return f"{_shown(value)} is not one of {known}.", did_you_mean(str(value), known.split(", "), expects)
    if error.startswith(("int_", "decimal_")):
        cure = "Write digits, with a point for decimals, and put the unit under unit."
        return f"{_shown(value)} is not a number.", cure if error.startswith("decimal_") else "Write a whole number in digits."
    if error.startswith("date_"):
        return f"{_shown(value)} is not a date.", "Write it like 2021-03-24."
    if error.startswith("bool_"):
        return f"{_shown(value)} is neither true nor false.", "Write true or false."
    if error == "string_type":
        return f"{_shown(value)} stands where text should.", "Write one piece of text."
    if error == "string_too_short":
        return "The text is empty.", "Write it between the quotes, or delete the key."
    if error == "string_too_long":
        return f"'{value}' has more than {context['max_length']} character.", expects
    if error == "tuple_type":
        return f"{_shown(value)} stands where a list should.", "Write '- ' before each item, or [a, b]."
    if error == "too_short":
        return "The list is empty.", f"Write at least one item. {expects}".strip()
    if error in ("dict_type", "model_type", "model_attributes_type"):
        return f"{_shown(value)} stands where a mapping should.", "Write 'key: value' lines below the key."
    if error == "string_pattern_mismatch":
        return f"'{value}' does not fit {context['pattern']}.", expects
    if error in ("greater_than_equal", "less_than_equal"):
        least, most = context.get("ge"), context.get("le")
        return f"'{value}' is {f'less than {least}' if most is None else f'more than {most}'}.", expects
    return f"{detail['msg']}: {_shown(value)}.", expects


def _shown(value: object) -> str:
    return "A list" if isinstance(value, list) else "A mapping" if isinstance(value, dict) else f"'{value}'"


def _keys(model: type[BaseModel]) -> list[str]:
    """The keys that people may write."""
    return [key for key in model.model_fields if key != "id" or not issubclass(model, Record)]


def _is_tag(location: tuple[int | str, ...], place: int) -> bool:
    """Whether a part of an error's location names one of ``PARTS`` rather than a key: such words follow the number of an item."""
    return location[place] in PARTS and place > 0 and isinstance(location[place - 1], int)


def _declared(kind: type[BaseModel], location: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """The model in which the last key of the location is (or should be) declared, and what its description says."""
    model, description = kind, ""
    for place, part in enumerate(location):
        if _is_tag(location, place):
            model = PARTS[part]
        elif isinstance(part, str) and part in model.model_fields:
            info = model.model_fields[part]
            description = info.description or ""
            inner = next(models_in(info.annotation), None)
            if inner is not None and place < len(location) - 1:
                model = inner
    return model, description


def models_in(annotation: typing.Any) -> Iterator[type[BaseModel]]:
    """Every model that an annotation names, alone, in a list, or among others."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from models_in(argument)
