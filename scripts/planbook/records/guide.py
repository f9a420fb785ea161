"""The data guide, and the files of the JSON Schemas: made from the model, so that they say what the loader does and nothing else.

Run in the virtual environment, this module writes them anew.
"""

from __future__ import annotations

import datetime
import json
import re
import typing
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple

import jinja2
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planbook.records.base import KeyPath
from planbook.records.files import read_text
from planbook.records.load import Loaded, load
from planbook.records.message_list import problems
from planbook.records.messages import translations
from planbook.records.model import RECORDS, Id, PageAddress, PagePath, Plan, Record, References, Sha256, Text, Year
from planbook.records.schemas import IDS, ids, schema
from planbook.records.validation import models_in

GUIDE, SCHEMAS, SETTINGS = "data/README.md", "data/schemas", ".vscode/settings.json"
WORDS: tuple[tuple[object, str], ...] = (
    (Text, "text"), (str, "text"), (Id, "id"), (Sha256, "sha256"), (Year, "year"), (PagePath, "address"), (PageAddress, "address"),
    (int, "integer"), (Decimal, "number"), (bool, "boolean"), (datetime.date, "date"),
)  # fmt: skip
LONG_TEXT = re.compile(r"^( *(?:- )?\w+: [^\[{'\"].{60}).{20,}$")
LINES_OF_AN_EXAMPLE = 40
GAP = re.compile(r"%\(\w+\)[sd]")
SUBJECTS = {
    "records/files.py": "files", "records/confirmations.py": "form", "records/load.py": "files", "records/yaml_file.py": "files",
    "records/yaml_errors.py": "files", "records/validation.py": "keys", "checks/form.py": "form",
    "checks/source_text.py": "text", "checks/footnotes.py": "text", "checks/plan_pictures.py": "text",
    "checks/evidence.py": "evidence", "checks/subject.py": "evidence",
    "checks/reports.py": "reports", "checks/sources.py": "reports", "checks/outcomes.py": "reports", "text/report_figures.py": "reports",
    "checks/wording.py": "wording",
    "editions/conversion.py": "conversion", "editions/decisions.py": "conversion", "editions/examination.py": "conversion",
    "checks/editions.py": "editions", "editions/share_font.py": "editions", "checks/redirects.py": "redirects",
    "checks/hand_written.py": "pages", "checks/catalogues.py": "catalogues", "editions/words.py": "catalogues",
    "checks/translations.py": "translations", "checks/backlog.py": "translations", "editions/translation.py": "translations",
    "editions/reading_log.py": "translations", "editions/po.py": "translations", "editions/po_lines.py": "catalogues",
    "editions/by_hand.py": "pages",
    "editions/pinyin.py": "editions", "checks/frame.py": "frame", "checks/configuration.py": "frame", "checks/styles.py": "frame",
    "checks/macro_names.py": "frame", "checks/files.py": "pages", "checks/page_form.py": "pages", "checks/plausible.py": "form",
    "checks/prose.py": "wording", "checks/programs.py": "frame", "checks/macro_markup.py": "frame",
    "checks/macro_calls.py": "frame",
}  # fmt: skip
"""The subject under which the guide lists the problems that a module tells; ``macros/guide.md`` names the subjects."""


class Shape(NamedTuple):
    """What a key holds: a word for it, the shape of the items of a list, and the choices, the kind or the models it names."""

    word: str
    inner: Shape | None = None
    values: tuple[str, ...] = ()


class Key(NamedTuple):
    """A line of a table of keys."""

    name: str
    shape: Shape
    required: bool
    default: Any
    description: str


class Table(NamedTuple):
    """The keys of one model, and the key of the record below which they stand first; a record's own have no such key."""

    model: str
    below: str
    keys: tuple[Key, ...]


def files(root: Path, loaded: Loaded) -> dict[str, str]:
    """What is made of the data that was loaded: path from the root, content. ``text/editor_hints.py`` adds what needs the text."""
    schemas = {f"{SCHEMAS}/{_name(kind)}.json": as_json(schema(kind)) for kind in RECORDS}
    places = {f"./{SCHEMAS}/{_name(kind)}.json": "data/plan.yml" if kind is Plan else f"data/{kind.folder}/*.yml" for kind in RECORDS}
    listed = {f"{SCHEMAS}/{IDS}": as_json(ids(loaded.records))}
    return {GUIDE: guide(root, loaded), **schemas, **listed, SETTINGS: as_json({"yaml.schemas": places})}


def _name(kind: type[Record]) -> str:
    return "plan" if kind is Plan else kind.folder


def as_json(value: object) -> str:
    """A value as a file of JSON that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# --- the guide ------------------------------------------------------------------------------------------------------------


def guide(root: Path, loaded: Loaded | None = None) -> str:
    """The data guide in Markdown: the prose of ``macros/guide.md``, with the tables of the model and examples from the data."""
    loader = jinja2.FileSystemLoader(root / "macros")
    environment = jinja2.Environment(  # noqa: S701  # Markdown, not HTML
        loader=loader, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    kinds = {_name(kind): {"folder": kind.folder, "title": kind.title_zh, "tables": tables(kind)} for kind in RECORDS}
    example = partial(_example, root, loaded or load(root / "data"))
    return environment.get_template("guide.md").render(kinds=kinds, example=example, told=_told())


def _told() -> dict[str, dict[str, list[str]]]:
    """Every problem that the check can tell: subject → what is wrong → what to do about it."""
    found: dict[str, dict[str, list[str]]] = {subject: {} for subject in dict.fromkeys(SUBJECTS.values())}
    words = translations("zh-Hans")
    for told in problems():
        what, cure = _gaps(words[told.what]), _gaps(words[told.cure])
        if cure not in (cures := found[SUBJECTS[told.module]].setdefault(what, [])):
            cures.append(cure)
    return found


def _gaps(message: str) -> str:
    """A message with dots where something is filled in, safe within a table."""
    return GAP.sub("…", message).replace("%%", "%").replace("|", "\\|").replace("<", "&lt;")


def tables(kind: type[Record]) -> list[Table]:
    """The keys of a kind of record, then those of the models below it, each once, in the order in which they are met."""
    found: dict[type[BaseModel], Table] = {}
    queue: list[tuple[str, type[BaseModel]]] = [("", kind)]
    for below, model in queue:
        if model not in found:
            hints = typing.get_type_hints(model, include_extras=True)
            fields = {name: info for name, info in model.model_fields.items() if below or name != "id"}
            found[model] = Table(model.__name__, below, tuple(_key(name, hints[name], info) for name, info in fields.items()))
            queue += [(f"{below}.{name}".lstrip("."), inner) for name in fields for inner in models_in(hints[name])]
    return list(found.values())


def _key(name: str, annotation: object, info: FieldInfo) -> Key:
    required = info.is_required()
    return Key(name, _shape(annotation), required, None if required else info.default or None, info.description or "")


def _shape(annotation: object) -> Shape:
    word = next((word for known, word in WORDS if known == annotation), None)
    if word:
        return Shape(word)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        reference = next((mark for mark in arguments[1:] if isinstance(mark, References)), None)
        return Shape("reference", values=(reference.kind,)) if reference else _shape(arguments[0])
    if origin is Literal:
        return Shape("choice", values=arguments)
    if origin in (tuple, dict):
        return Shape("list" if origin is tuple else "mapping", _shape(arguments[0 if origin is tuple else 1]))
    if NoneType in arguments:
        return _shape(next(argument for argument in arguments if argument is not NoneType))
    return Shape("models", values=tuple(model.__name__ for model in models_in(annotation)))


def _example(root: Path, loaded: Loaded, name: str, chosen: str, *wanted: str) -> str:
    """The ``chosen`` record of a kind, with what each key means above its first use.

    Where another plan has no such record: the shortest that has the wanted keys, or most of them; nothing when there is none yet.
    """
    kind = next(kind for kind in RECORDS if _name(kind) == name)
    found = []
    for (owner, id), lines in loaded.lines.lines.items():
        if owner is kind:
            path = loaded.lines.paths[owner, id]
            text = read_text(root / path, path)
            has = {".".join(_names(path)) for path in lines}
            found.append((id != chosen, -len(has.intersection(wanted)), len(text), id, text, lines))
    if not found:
        return ""
    *_, id, text, lines = min(found, key=lambda candidate: candidate[:4])
    return f"# {loaded.lines.paths[kind, id]}\n" + "\n".join(_explained(text, lines, dict(_descriptions(kind))))


def _names(path: KeyPath) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


def _explained(text: str, lines: dict[KeyPath, int], descriptions: dict[tuple[str, ...], str]) -> Iterator[str]:
    """The lines of a file, long texts cut short, with a comment above the first use of each key."""
    said: set[tuple[str, str]] = set()
    for number, line in enumerate(text.splitlines()[:LINES_OF_AN_EXAMPLE], 1):
        for names in (_names(path) for path, place in lines.items() if place == number and path and isinstance(path[-1], str)):
            remark = names[-1], descriptions.get(names, "")
            if remark[1] and remark not in said:
                said.add(remark)
                yield f"{line[: len(line) - len(line.lstrip())]}# {remark[0]}: {remark[1]}"
        yield LONG_TEXT.sub(r"\1……", line)
    if text.count("\n") > LINES_OF_AN_EXAMPLE:
        yield "# ……"


def _descriptions(model: type[BaseModel], path: tuple[str, ...] = (), within: tuple[type[BaseModel], ...] = ()) -> Iterator[Any]:
    """What the model says of each key, by the way that leads to it; a model within itself is left out."""
    hints = typing.get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        yield (*path, name), info.description or ""
        for inner in models_in(hints[name]):
            if inner not in within:
                yield from _descriptions(inner, (*path, name), (*within, inner))
