"""What the open data is, for programs: a Data Package with the schema of every table, an OpenAPI description of every JSON file.

Both say what the vocabulary says (``model``, ``published``) and nothing else; descriptions are in the script of the edition.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from planbook.opendata.columns import BETWEEN, Column
from planbook.opendata.datasets import Dataset
from planbook.opendata.entries import Register, kind_of
from planbook.opendata.vocabulary import COMPUTED, FORMAT, SAID, Entry, Page, Shelf
from planbook.records.model import RECORDS, Record, Snapshot
from planbook.text import addresses, shelves
from planbook.views import licences

FOLDER = f"v{FORMAT}"
PACKAGE, API = "datapackage.json", "openapi.json"
BESIDE = "index.json"
"""The name of the file beside the page of a record: the address of the page and this name are the address of its data."""
WITH_FILE = tuple(kind for kind in RECORDS if kind.folder in addresses.WITH_PAGES)
"""The kinds whose records have pages of their own."""
TBX_MEDIA = "application/x-tbx"
Convert = Callable[[str], str]
GUARDED = (
    "CSV中，一格文字以=、+、-、@（包括＝、＋、－、＠）、Tab或换行开头，又不是一个数的，前面加一个撇号（'），以免Excel当成公式；"
    "数从不加撇号，JSON也不加。"
)
"""The rule of ``views.tables`` in words, for those who read the files."""


def as_json(value: object) -> str:
    """A description as JSON, to be read by people too."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


# --- the Data Package -----------------------------------------------------------------------------------------------------


def package(register: Register, datasets: Iterable[Dataset], titles: dict[str, str], files: dict[str, str]) -> dict[str, Any]:
    """The Data Package (Frictionless) of the tables. ``titles``: table → what it is; ``files``: name → content of the CSV."""
    reading, plan = register.view.reading, register.view.reading.records.plan
    return {
        "profile": "tabular-data-package",
        "name": f"plan-{reading.edition.id}",
        "id": f"{register.root}{shelves.Shelf.DATA.path}{FOLDER}/{PACKAGE}",
        "title": plan.title,
        "description": reading.convert(GUARDED),
        "homepage": register.root + shelves.Shelf.DATA.path,
        "version": str(FORMAT),
        "licenses": [{"name": licences.DATA, "path": licences.DATA_PAGE, "title": "CC0 1.0"}],
        "sources": [{"title": register.view.words.pair(source.publisher, source.title)} for source in reading.records.sources.values()],
        "resources": [
            _resource(table, titles[table.name], files[f"{table.name}.csv"], reading.convert) | _other_form(table.name, files)
            for table in datasets
        ],
    }


def _resource(table: Dataset, title: str, content: str, convert: Convert) -> dict[str, Any]:
    written = content.encode()
    return {
        "profile": "tabular-data-resource", "name": table.name, "path": f"{table.name}.csv", "title": title, "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8-sig", "bytes": len(written), "hash": f"sha256:{hashlib.sha256(written).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column, convert) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": list(_foreign_keys(table)),
            "missingValues": [""],
        },
    }  # fmt: skip


def _other_form(name: str, files: dict[str, str]) -> dict[str, Any]:
    """The same table in a form that is no table; a tabular package has no resource for it."""
    path = f"{name}.tbx"
    if path not in files:
        return {}
    written = files[path].encode()
    digest = f"sha256:{hashlib.sha256(written).hexdigest()}"
    return {"alternates": [{"path": path, "format": "tbx", "mediatype": TBX_MEDIA, "bytes": len(written), "hash": digest}]}


def _field(column: Column, convert: Convert) -> dict[str, Any]:
    """A column in the words of Table Schema. It has no lists: their items stand in one word, with a sign between."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values and not column.items:
        constraints["enum"] = list(column.values)
    said = f"{column.description}（{items_are_parted(column)}）" if column.items else column.description
    made: dict[str, Any] = {"name": column.name, "type": column.type, "description": convert(said)}
    return made | {"constraints": constraints} if constraints else made


def items_are_parted(column: Column) -> str:
    """What to know of a list in one cell: what stands between its items, and which table they are from."""
    return f"多项之间用“{BETWEEN}”隔开" + (f"，各为 {column.references} 的编号" if column.references else "")


def _foreign_keys(table: Dataset) -> Iterator[dict[str, Any]]:
    for column in table.columns:
        if column.references and not column.items:
            resource = "" if column.references == table.name else column.references
            yield {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


# --- JSON Schemas and OpenAPI ---------------------------------------------------------------------------------------------


class _Published(GenerateJsonSchema):
    """What is written, not what is accepted: decimals are numbers, every key is there, and more keys may come."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "number"}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def normalize_name(self, name: str) -> str:
        """``ProjectShelf`` for ``Shelf[Entry[Project, ComputedProject]]``."""
        of_kind = re.match(r"(\w+)\[(?:Entry\[)?(\w+)", name)
        return super().normalize_name(of_kind[2] + of_kind[1] if of_kind else name)

    def field_is_required(self, field: Any, total: bool) -> bool:
        return field.get("serialization_exclude_if") is None

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas(convert: Convert) -> dict[str, Any]:
    """The JSON Schema of every model that is published, by name."""
    return {name: _open(schema, convert) for name, schema in made_schemas().items()}


@cache
def made_schemas() -> dict[str, Any]:
    """The same as pydantic makes them, which takes as long as a hundred pages; nobody may alter them."""
    models: list[Any] = [Shelf[Entry[kind, COMPUTED[kind]]] for kind in RECORDS]  # type: ignore[valid-type]
    models += [Page[kind, COMPUTED[kind]] for kind in WITH_FILE]  # type: ignore[valid-type]
    template = "#/components/schemas/{model}"
    _names, made = models_json_schema([(model, "serialization") for model in models], ref_template=template, schema_generator=_Published)
    found: dict[str, Any] = made["$defs"]
    return found


def _open(schema: Any, convert: Convert) -> Any:
    """A schema that allows keys to come, its descriptions in the script of the edition; those of classes are for programmers."""
    if isinstance(schema, list):
        return [_open(item, convert) for item in schema]
    if not isinstance(schema, dict):
        return schema
    of_class = schema.get("type") == "object" and "properties" in schema
    return {
        key: convert(value) if key == "description" and isinstance(value, str) else _open(_said(key, value), convert)
        for key, value in schema.items()
        if not (key == "additionalProperties" and value is False) and not (of_class and key in ("description", "title"))
    }


def _said(key: str, value: Any) -> Any:
    """What a key holds, in the words that are for programs."""
    return value | {"description": SAID[key]} if key in SAID and isinstance(value, dict) and "description" in value else value


def api(register: Register, datasets: Iterable[Dataset], titles: dict[str, str]) -> dict[str, Any]:
    """The OpenAPI 3.1 description: which file stands at which address, and what it holds."""
    reading = register.view.reading
    data = f"/{shelves.Shelf.DATA.path}{FOLDER}"
    paths = {f"{data}/{kind_of(kind)}.json": _get(titles[kind_of(kind)], _named(kind, "Shelf")) for kind in RECORDS}
    paths |= {f"{data}/{table.name}.csv": _get(titles[table.name], {"type": "string"}, "text/csv") for table in datasets}
    paths |= {f"{data}/{PACKAGE}": _get("Data Package (Frictionless)", {"type": "object"})}
    paths |= {f"{data}/glossary.tbx": _get(f"{titles['glossary']} (TBX)", {"type": "string"}, TBX_MEDIA)}
    snapshots = _get(titles["snapshots"], _named(Snapshot, "Entry"))
    days = {"type": "string", "enum": [snapshot.id for snapshot in register.records(Snapshot)]}
    snapshots["get"]["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": days}]
    paths[f"{data}/snapshots/{{id}}.json"] = snapshots
    for kind in WITH_FILE:
        page = _get(titles[kind_of(kind)], _named(kind, "Page"))
        ids = {"type": "string", "enum": [record.id for record in register.records(kind)]}
        page["get"]["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": ids}]
        paths[f"/{addresses.pattern(kind.folder)}{BESIDE}"] = page
    plan = reading.records.plan
    licence = {"name": "CC0 1.0", "identifier": licences.DATA}
    return {
        "openapi": "3.1.0",
        "info": {"title": plan.title, "version": str(FORMAT), "license": licence},
        "servers": [{"url": register.root.rstrip("/") or "/"}],
        "paths": {path: _with_id(path, described) for path, described in paths.items()},
        "components": {"schemas": schemas(reading.convert)},
    }


def _named(kind: type[Record], what: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.__name__}{what}"}


def _get(title: str, schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"get": {"summary": title, "responses": {"200": {"description": title, "content": {media: {"schema": schema}}}}}}


def _with_id(path: str, described: dict[str, Any]) -> dict[str, Any]:
    """Name the operation after its path, as programs that are made from the description want it."""
    words = re.findall(r"[a-z]+", path.replace(f"/{shelves.Shelf.DATA.path}{FOLDER}/", "/list/"))
    return {"get": {"operationId": "-".join(words), **described["get"]}}
