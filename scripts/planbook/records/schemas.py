"""JSON Schemas of the records, for editors of YAML: as strict as the checks, wherever one record alone can tell.

What the model says is taken from the model; what the rules say of one record beyond its model stands in ``RULES``.
"""

from __future__ import annotations

import typing
from typing import Annotated, Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from planbook.records.model import (
    RECORDS,
    Bearing,
    Edition,
    Erratum,
    Evidence,
    FigureReading,
    Finding,
    Indicator,
    Plan,
    Record,
    Records,
    References,
    Report,
    Row,
    Source,
    Target,
    Value,
)  # fmt: skip
from planbook.records.validation import models_in

Schema = dict[str, Any]
CALLED, LONGEST = ("name", "title", "subject", "fact", "received", "reason", "at"), 60
"""The keys that say what a record is, the first that it has; and how many characters of that an editor shows."""
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
IDS = "ids.json"
"""The file beside the schemas that lists the ids of all records."""
BLOCKS = "blocks.json"
"""The file beside the schemas that lists the ids of all blocks of the text."""
BLOCK = r"^((front|closing)-[np]?\d+|part-\d{2,}(-[np]?\d+)?|\d{2,}(-\d+){0,2}|\d{2,}-\d+-[np]\d+|box-\d{2,}(-[a-z0-9]+)*)$"
"""The forms that the id of a block can have: see ``BlockRef``."""


# --- what is said of one record beyond its model ----------------------------------------------------------------------------


def _has(key: str) -> Schema:
    return {"required": [key]}


def _one_of(*keys: str) -> Schema:
    return {"oneOf": [_has(key) for key in keys]}


def _any_of(*keys: str) -> Schema:
    return {"anyOf": [_has(key) for key in keys]}


def _without(*keys: str) -> Schema:
    return {"not": _any_of(*keys)}


def _with(key: str, then: Schema) -> Schema:
    return {"if": _has(key), "then": then}


def _when(key: str, values: tuple[str, ...], then: Schema) -> Schema:
    return {"if": {**_has(key), "properties": {key: {"enum": list(values)}}}, "then": then}


RULES: dict[type[BaseModel], tuple[Schema, ...]] = {
    Evidence: (_any_of("quote", "column"),),
    Row: (
        _one_of("heading", "name"),
        _with("heading", _without("name", "cells", "group", "merged")),
    ),
    Target: (_one_of("value", "text"), _with("high", _has("value")), _with("value", _any_of("unit", "note"))),
    Value: (
        _one_of("value", "text"),
        _with("reached", {**_without("value"), "properties": {"kind": {"const": "outcome"}}}),
        _with("judged", {"properties": {"kind": {"const": "target"}}}),
        {"if": {"required": ["value", "measure"], "properties": {"measure": {"const": "annual-growth"}}}, "then": _any_of("unit", "note")},
    ),
    Indicator: ({"anyOf": [_has("unit"), _has("note"), {"properties": {"series": {"items": _with("value", _any_of("unit", "note"))}}}]},),
    Report: (
        _with("value", {**_any_of("unit", "note"), "required": ["figures"], "properties": {"figures": {"minItems": 1}}}),
        _with("high", _has("value")),
    ),
    Bearing: (
        _one_of("indicator", "target", "project", "block"),
        _when("relation", ("related", "contradicts"), _has("caveat")),
        _when("relation", ("started", "completed", "in-operation"), _without("indicator", "target")),
        _when("relation", ("same-measure", "baseline"), _without("project", "block")),
    ),
    FigureReading: (_one_of("value", "text"), _one_of("evidence", "source")),
    Finding: (
        _with("computation", _has("result")),
        _with("result", _has("computation")),
        {"properties": {"computation": {"pattern": r"^[0-9.+*/() -]+$"}}},
    ),
    Erratum: ({"if": {"required": ["read"], "properties": {"confidence": {"const": "certain"}}}, "then": _has("received")},),
    Source: (_with("file", _has("sha256")),),
    Edition: (_with("phrases", _has("ledger")),),
}
"""What must hold of a record of a model, or of a part of one. The rules themselves, with their words, are in ``checks``."""


# --- what the model says ------------------------------------------------------------------------------------------------------


class _FromModel(GenerateJsonSchema):
    """What an editor should accept and offer: as the loader, which takes every scalar as text, so that numbers need no quotes.

    No text is empty; of numbers without quotes, those with a point fit no pattern.
    """

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        return made | ({"type": ["string", "integer"]} if "pattern" in made else {"type": ["string", "number"], "minLength": 1})

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "number"}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        return made if made.get("default") else {key: value for key, value in made.items() if key != "default"}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema(kind: type[Record]) -> Schema:
    """The JSON Schema of the files of one kind. The id is left out: it is the name of the file."""
    made = kind.model_json_schema(schema_generator=_FromModel)
    for model in _within(kind, {}):
        _tighten(model, made if model is kind else made["$defs"][model.__name__])
    del made["properties"]["id"]
    made["required"].remove("id")
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made, "title": kind.title_zh}


def ids(records: Records) -> Schema:
    """The ids of every kind of record that others name, with what each is: an editor offers them while somebody writes."""
    kinds = {kind.folder: getattr(records, kind.folder) for kind in RECORDS if kind is not Plan}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$defs": {
            folder: {"enum": sorted(found), "enumDescriptions": [_called(found[id]) for id in sorted(found)]}
            for folder, found in kinds.items()
        },
    }


def _called(record: Record) -> str:
    words = next((words for key in CALLED if (words := getattr(record, key, ""))), "")
    return str(words)[:LONGEST]


def _within(model: type[BaseModel], known: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    """A model and all below it."""
    known[model] = None
    hints = typing.get_type_hints(model, include_extras=True)
    for name in model.model_fields:
        for inner in models_in(hints[name]):
            if inner not in known:
                _within(inner, known)
    return known


def _tighten(model: type[BaseModel], made: Schema) -> None:
    """Add to the schema of a model the forms of the ids that it names, and the rules for it."""
    hints = typing.get_type_hints(model, include_extras=True)
    for key, value in made["properties"].items():
        reference = _reference(hints[key])
        if reference:
            named = value.get("items", value)
            named |= {"type": ["string", "integer"], "pattern": BLOCK if reference.kind == "blocks" else ID}
            named.pop("minLength", None)
            listed = BLOCKS if reference.kind == "blocks" else f"{IDS}#/$defs/{reference.kind}"
            named["anyOf"] = [{"$ref": listed}, {}]  # offered while somebody writes, and not asked for: a new one may not be listed yet
    if model in RULES:
        made["allOf"] = list(RULES[model])


def _reference(annotation: object) -> References | None:
    """The mark of a key that names a record, or records in a list."""
    arguments = typing.get_args(annotation)
    own = arguments[1:] if typing.get_origin(annotation) is Annotated else ()
    found = (argument for argument in own if isinstance(argument, References))
    return next(found, None) or next(filter(None, map(_reference, arguments)), None)
