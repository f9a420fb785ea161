"""What pydantic says of a file that does not fit its model, in this project's words: causes only, each with its line and a cure."""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from planbook.records.base import NUMBER, WHOLE, KeyPath, Record
from planbook.records.lines import nearest, written
from planbook.records.messages import say
from planbook.records.problem import Problem, near, shown
from planbook.records.text_layer import PARTS_BY_KEYS, Paragraph

PARTS: dict[object, type[BaseModel]] = {"paragraph": Paragraph, **{kind: model for kind, model, _ in PARTS_BY_KEYS}}
"""What an item of a section's body may be: pydantic puts these words into the path of a fault."""
Detail = typing.Any
"""One error as pydantic tells it: ``type``, ``loc``, ``input``, ``ctx``, ``msg``."""


def problems_of(error: ValidationError, kind: type[Record], name: str, places: dict[KeyPath, int]) -> list[Problem]:
    """The problems of one file: ``name`` is its path, ``places`` the line of each of its keys."""
    return [_Fault(detail, kind, name, places).explained() for detail in _causes(error, kind)]


def _causes(error: ValidationError, kind: type[Record]) -> list[Detail]:
    """The details of an error, without what only follows from another: a misspelt key is not missing, a list of bad items not empty."""
    details = [detail for detail in error.errors() if detail["type"] != "too_short" or not detail["input"]]
    misspelt = [(detail["loc"][:-1], str(detail["loc"][-1])) for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*place, guess) for place, key in misspelt if (guess := near(key, _keys(_declared(kind, (*place, key))[0])))}
    return [detail for detail in details if detail["type"] != "missing" or detail["loc"] not in meant]


class _Fault:
    """One error of pydantic, at its place in the file."""

    def __init__(self, detail: Detail, kind: type[Record], name: str, places: dict[KeyPath, int]) -> None:
        self.type, self.value, self.context = detail["type"], detail["input"], detail.get("ctx", {})
        self.path: KeyPath = tuple(part for place, part in enumerate(detail["loc"]) if not _is_tag(detail["loc"], place))
        self.message, self.name, self.line = detail["msg"], name, nearest(places, self.path)
        self.model, self.description = _declared(kind, detail["loc"])

    def explained(self) -> Problem:
        """The error in this project's words."""
        if self.path == ("id",):
            return self._file_name()
        if self.type == "missing":
            return self.problem("The key is missing.", "Add it. The guide says: %(guide)s.")
        if self.type == "extra_forbidden":
            keys = _keys(self.model)
            meant = near(str(self.path[-1]), keys)
            return self.problem("There is no such key.", "The keys here are: %(keys)s.", meant=meant, keys=", ".join(keys))
        if self.value is None:
            return self.problem("The value is empty.", "Write it after the colon, or delete the key.")
        for explain in (self._number, self._text, self._shape, self._size):
            if found := explain():
                return found
        return self.problem("%(message)s: %(value)s.", "The guide says: %(guide)s.", message=self.message)

    def _file_name(self) -> Problem:
        if self.type == "string_too_long":
            what, cure = "The file name has more than %(most)d characters.", "Choose a shorter id."
            return Problem.at(self.name, 1, "", what, cure, most=self.context["max_length"])
        what, cure = "The file name '%(id)s' is no id.", "Use small Latin letters, digits and single hyphens."
        return Problem.at(self.name, 1, "", what, cure, id=shown(self.value))

    def _number(self) -> Problem | None:
        meant = _plain_number(self.value, WHOLE if self.type == "int_form" else NUMBER) if self.type.endswith("_form") else ""
        if self.type.startswith("decimal_"):
            if isinstance(self.value, str) and re.fullmatch(r"-?[0-9.]{20,}", self.value):
                cure = "Write at most 20 digits before the point and 10 behind it, and choose a larger unit."
                return self.problem("%(value)s has too many digits.", cure)
            cure = "Write digits, with a point for decimals, and put the unit under unit."
            return self.problem("%(value)s is not a number.", cure, meant=meant)
        if self.type.startswith("int_"):
            return self.problem("%(value)s is not a number.", "Write a whole number in digits.", meant=meant)
        if self.type.startswith("date_"):
            return self.problem("%(value)s is not a date.", "Write it like 2021-03-24.")
        if self.type.startswith("bool_"):
            return self.problem("%(value)s is neither true nor false.", "Write true or false.")
        return None

    def _text(self) -> Problem | None:
        if self.type == "string_type":
            return self.problem("%(value)s stands where text should.", "Write one piece of text.")
        if self.type == "string_too_short":
            return self.problem("The text is empty.", "Write it between the quotes, or delete the key.")
        if self.type == "string_too_long":
            most = self.context["max_length"]
            if most == 1:
                return self.problem("%(value)s has more than 1 character.", "The guide says: %(guide)s.")
            return self.problem("%(value)s has more than %(most)d characters.", "Shorten it.", most=most)
        if self.type == "string_pattern_mismatch":
            return self.problem("%(value)s is not of the form that is asked for.", "The guide says: %(guide)s.")
        if self.type == "literal_error":
            known = self.context["expected"].replace("'", "").replace(" or ", ", ")
            meant = near(str(self.value), known.split(", "))
            return self.problem("%(value)s is not one of %(known)s.", "The guide says: %(guide)s.", meant=meant, known=known)
        return None

    def _shape(self) -> Problem | None:
        if self.type == "tuple_type":
            return self.problem("%(value)s stands where a list should.", "Write '- ' before each item, or [a, b].")
        if self.type == "too_short":
            return self.problem("The list is empty.", "Write at least one item. The guide says: %(guide)s.")
        if self.type in ("dict_type", "model_type", "model_attributes_type"):
            return self.problem("%(value)s stands where a mapping should.", "Write 'key: value' lines below the key.")
        return None

    def _size(self) -> Problem | None:
        if self.type == "greater_than_equal":
            return self.problem("%(value)s is less than %(least)s.", "The guide says: %(guide)s.", least=self.context["ge"])
        if self.type == "greater_than":
            return self.problem("%(value)s is not above %(least)s.", "The guide says: %(guide)s.", least=self.context["gt"])
        if self.type == "less_than_equal":
            return self.problem("%(value)s is more than %(most)s.", "The guide says: %(guide)s.", most=self.context["le"])
        return None

    def problem(self, what: str, cure: str, *, meant: str = "", **values: object) -> Problem:
        """A problem at the key. Its messages may name the value and what the guide says of the key."""
        known = {"value": _shown(self.value), "guide": self.description, **values}
        return Problem.at(self.name, self.line, written(self.path), what, cure, meant=meant, **known)


def _plain_number(value: object, form: re.Pattern[str]) -> str:
    """A number written otherwise, in a form that is taken: ``４３``, ``4_3`` and ``043`` are 43. Empty when it is none."""
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in unicodedata.normalize("NFKC", str(value)[:30]))
    plain = re.sub(r"^(-?)0+(?=\d)", r"\1", re.sub("[_,， ]", "", digits).removeprefix("+"))
    return plain if form.fullmatch(plain) else ""


def _shown(value: object) -> str:
    return say("A list") if isinstance(value, list) else say("A mapping") if isinstance(value, dict) else f"'{shown(value)}'"


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
