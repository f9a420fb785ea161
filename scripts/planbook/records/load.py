"""From files to typed records: reads ``data/``, remembers the line of every key, and reports all that does not fit the model."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from planbook.records.model import RECORDS, BoxPlacement, Edition, KeyPath, Paragraph, Plan, Record, Records
from planbook.records.problem import BadData, Problem, did_you_mean, nearest_words

IGNORED = {"source", "README.md", "LICENSE", "schemas"}
ATTACHMENTS = {Edition.folder: ".txt"}
"""Endings of files, beside the records of a kind, that a record may name."""
DEEPEST = 30
PARTS: dict[object, type[BaseModel]] = {"paragraph": Paragraph, "box": BoxPlacement}
"""What an item of a section's body may be: pydantic puts these words into the path of a fault."""


@dataclass
class Lines:
    """Where each key of each record stands: the file, and the line counted from 1."""

    paths: dict[tuple[type[Record], str], str] = field(default_factory=dict)
    lines: dict[tuple[type[Record], str], dict[KeyPath, int]] = field(default_factory=dict)

    def problem(self, record: Record, path: KeyPath, what: str, cure: str) -> Problem:
        """A problem at a key of a record; falls back to the nearest enclosing key that the file has."""
        name = (type(record), record.id)
        return Problem(self.paths[name], nearest(self.lines[name], path), written(path), what, cure)


def nearest(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """The line of a key, or of the closest key around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def written(path: KeyPath) -> str:
    """A key path as people write it: ``series[2].evidence[0].quote``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what could not.

    ``ids`` names every file of each kind, also those that could not be read: a reference to them is no fault of its own.
    """

    records: Records
    lines: Lines
    ids: dict[str, set[str]]
    problems: tuple[Problem, ...]


def load(data: Path) -> Loaded:
    """Read every record below ``data``; files that are no records are problems too: nothing is skipped in silence.

    Names that begin with a point are left alone: editors keep such files while they work. Raises ``BadData`` when plan.yml
    itself cannot be read, for without it there is no plan to check.
    """
    if not data.is_dir():
        raise BadData([Problem(data.name, 1, "", "There is no such folder.", "Restore it: it holds the plan.")])
    lines, problems = Lines(), list(_strays(data))
    files = {kind: _files(data, kind) for kind in RECORDS}
    kinds: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORDS}
    for kind, paths in files.items():
        for path in paths:
            record = _read(path, kind, data.parent, lines, problems)
            if record is not None:
                kinds[kind][record.id] = record
    plans = kinds.pop(Plan)
    if not files[Plan]:
        problems.append(Problem(f"{data.name}/plan.yml", 1, "", "There is no such file.", "Every plan needs one."))
    if not plans:
        raise BadData(problems, "Nothing but the form of the files was checked: mend plan.yml first.")
    ordered = {kind.folder: dict(sorted(found.items(), key=_order)) for kind, found in kinds.items()}
    records = Records(plan=typing.cast(Plan, plans["plan"]), **typing.cast(dict[str, typing.Any], ordered))
    return Loaded(records, lines, {kind.folder: {path.stem for path in paths} for kind, paths in files.items()}, tuple(problems))


def _order(item: tuple[str, Record]) -> tuple[int, str]:
    return int(getattr(item[1], "number", getattr(item[1], "order", 0))), item[0]


def _files(data: Path, kind: type[Record]) -> list[Path]:
    found = (data / kind.folder).glob("plan.yml" if kind is Plan else "*.yml")
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _strays(data: Path) -> Iterator[Problem]:
    """Files and folders in ``data`` that the loader would otherwise pass over."""
    folders = {kind.folder for kind in RECORDS}
    for path in sorted(data.iterdir()):
        if path.name in IGNORED or path.name == "plan.yml" or path.name.startswith("."):
            continue
        name = f"{data.name}/{path.name}"
        if not path.is_dir():
            yield Problem(name, 1, "", "This file is no record.", "Move it out of data/.")
        elif path.name not in folders:
            yield Problem(
                name, 1, "", "There is no kind of record of this name.", did_you_mean(path.name, folders, "Move the folder out of data/.")
            )
        else:
            for file in sorted(path.iterdir()):
                known = file.is_file() and file.suffix in {".yml", ATTACHMENTS.get(path.name)}
                if not known and not file.name.startswith("."):
                    yield Problem(f"{name}/{file.name}", 1, "", "This is no record.", "A record is a file that ends in .yml.")


def _read(path: Path, kind: type[Record], root: Path, lines: Lines, problems: list[Problem]) -> Record | None:
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        problems += (known := list(_anchors(text, name)))
        if known:
            return None
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except OSError as error:
        problems.append(Problem(name, 1, "", f"The file cannot be read ({error.strerror}).", "Restore it, or its permissions."))
        return None
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        problems.append(Problem(name, before.count(b"\n") + 1, "", "This is not UTF-8.", "Save the file with the encoding UTF-8."))
        return None
    except yaml.reader.ReaderError as error:
        line = path.read_bytes().count(b"\n", 0, typing.cast(int, error.position)) + 1
        problems.append(Problem(name, line, "", "A control character stands here.", "Type the line anew."))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = " ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None))))
        what = f"This is not YAML: {said or error}."
        cure = "Check the indentation; put text that starts with * & ! [ { or contains ': ' in quotes."
        problems.append(Problem(name, min(mark.line + 1, len(text.splitlines())) if mark else 1, "", what, cure))
        return None
    if node is None:
        problems.append(Problem(name, 1, "", "The file is empty.", "Write the record or delete the file."))
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(name, node.start_mark.line + 1, "", "This is not a record.", "Write 'key: value' lines."))
        return None
    places: dict[KeyPath, int] = {(): 1}
    count = len(problems)
    value = _plain(node, (), places, name, problems)
    if "id" in value:
        problems.append(Problem(name, places["id",], "id", "The file name is the id.", "Delete this line."))
    if len(problems) > count:
        return None
    try:
        record = kind.model_validate({**value, "id": path.stem})
    except ValidationError as error:
        problems.extend(_explained(detail, kind, name, places) for detail in _causes(error, kind))
        return None
    lines.paths[kind, record.id], lines.lines[kind, record.id] = name, places
    return record


def _anchors(text: str, name: str) -> Iterator[Problem]:
    """Anchors and aliases: they make one value stand in two places, or a value hold itself."""
    events: Iterable[typing.Any] = yaml.parse(text, Loader=yaml.CSafeLoader) if "&" in text else ()
    for event in events:
        if getattr(event, "anchor", None):
            what = f"'{event.anchor}' is used as an anchor (&) or alias (*)."
            yield Problem(name, event.start_mark.line + 1, "", what, "Write the value out; put text that starts with & or * in quotes.")


def _plain(node: yaml.Node, path: KeyPath, places: dict[KeyPath, int], name: str, problems: list[Problem]) -> typing.Any:
    """The node as lists, dicts and strings. Scalars stay text: the model says which are numbers and dates."""
    places.setdefault(path, node.start_mark.line + 1)
    if len(path) > DEEPEST:
        problems.append(Problem(name, node.start_mark.line + 1, "", "This is nested too deeply.", "No record needs so many levels."))
        return None
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in ("", "~", "null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), places, name, problems) for index, item in enumerate(node.value)]
    result: dict[str, typing.Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            problems.append(Problem(name, line, "", "A key must be a plain word.", "Write 'key: value'."))
        elif key.value in result:
            problems.append(
                Problem(
                    name,
                    line,
                    written((*path, key.value)),
                    "The key stands twice.",
                    f"Keep one; the first is in line {places[*path, key.value]}.",
                )
            )
        else:
            places[*path, key.value] = line
            result[key.value] = _plain(value, (*path, key.value), places, name, problems)
    return result


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
            inner = next(_models_in(info.annotation), None)
            if inner is not None and place < len(location) - 1:
                model = inner
    return model, description


def _models_in(annotation: typing.Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
