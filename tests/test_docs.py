"""What people read beside the site says what the engine does: the data guide, the JSON Schemas, the papers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pydantic import BaseModel

from planbook.checks.rules import CheckedPlan
from planbook.records import guide
from planbook.records.model import RECORDS, Box, Plan, Record
from planbook.text import editor_hints
from support.places import ROOT

FLOORS = sorted(path.name for path in (ROOT / "scripts" / "planbook").iterdir() if (path / "__init__.py").is_file())
KIND = pytest.mark.parametrize("kind", RECORDS, ids=[kind.__name__ for kind in RECORDS])


@cache
def generated() -> dict[str, str]:
    """All that is made from the model, by its path."""
    return editor_hints.files(ROOT)


def schema(kind: type[Record]) -> dict[str, Any]:
    return json.loads(generated()[f"{guide.SCHEMAS}/{'plan' if kind is Plan else kind.folder}.json"])


def models(kind: type[Record]) -> Iterator[type[BaseModel]]:
    """A kind of record and every model below it, by what pydantic itself says they are."""
    yield kind
    by_name = {model.__name__: model for model in _all(BaseModel)}
    yield from (by_name[name] for name in kind.model_json_schema().get("$defs", {}) if name != kind.__name__)


def _all(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for inner in model.__subclasses__():
        yield inner
        yield from _all(inner)


def test_what_is_made_is_up_to_date() -> None:
    old = [name for name, text in generated().items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert old == [], "Run python3 scripts/run.py guide."
    assert {"data/README.md", "data/schemas/targets.json", ".vscode/settings.json"} <= generated().keys()


def test_there_is_no_schema_of_a_kind_that_is_no_more() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / guide.SCHEMAS).iterdir()} == {
        name for name in generated() if name.startswith(guide.SCHEMAS)
    }


@KIND
def test_the_guide_shows_every_kind_and_key(kind: type[Record], sound: CheckedPlan) -> None:
    name = "plan.yml" if kind is Plan else f"{kind.folder}/"
    chapter = generated()["data/README.md"].partition(f"\n### {kind.title_zh}：`{name}`\n")[2].partition("\n### ")[0]
    for model in models(kind):
        for key, info in model.model_fields.items():
            if key == "id" and model is kind:
                continue
            row = next((line for line in chapter.splitlines() if line.startswith(f"| `{key}` |") and str(info.description) in line), "")
            assert row, f"{model.__name__}.{key}"
            assert ("| 是 |" in row) == info.is_required()
    records = [sound.records.plan] if kind is Plan else getattr(sound.records, kind.folder)
    assert ("```yaml\n# data/" in chapter) == bool(records), "An example, as soon as there is a record."


@KIND
def test_every_choice_is_in_the_guide(kind: type[Record]) -> None:
    for definition in (schema(kind), *schema(kind).get("$defs", {}).values()):
        for key, value in definition["properties"].items():
            for choice in value.get("enum", value.get("items", {}).get("enum", ())):
                assert re.search(rf"^\| `{key}` \|.*`{choice}`", generated()["data/README.md"], re.MULTILINE), f"{key}: {choice}"


@KIND
def test_a_schema_knows_the_keys_of_its_kind_and_no_other(kind: type[Record]) -> None:
    made = schema(kind)
    definitions = {kind.__name__: made, **made.get("$defs", {})}
    for model in models(kind):
        definition = definitions[model.__name__]
        hidden = {"id"} if model is kind else set()
        assert definition["properties"].keys() == model.model_fields.keys() - hidden
        assert set(definition.get("required", ())) == {key for key, info in model.model_fields.items() if info.is_required()} - hidden
        assert definition["additionalProperties"] is False
        assert {key: value["description"] for key, value in definition["properties"].items()} == {
            key: info.description for key, info in model.model_fields.items() if key not in hidden
        }


def test_a_schema_takes_plain_numbers_for_text_as_the_loader_does() -> None:
    cells = schema(Box)["$defs"]["Row"]["properties"]["cells"]
    assert cells["additionalProperties"] == {"type": ["string", "number"], "minLength": 1}


@KIND
def test_an_editor_finds_the_schema_of_every_file(kind: type[Record]) -> None:
    places = json.loads(generated()[guide.SETTINGS])["yaml.schemas"]
    name = "plan" if kind is Plan else kind.folder
    files = "data/plan.yml" if kind is Plan else f"data/{kind.folder}/*.yml"
    assert places[f"./{guide.SCHEMAS}/{name}.json"] == files


def test_the_paper_for_engineers_names_every_floor_and_no_other() -> None:
    paper = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\w+)/` \|", paper, re.MULTILINE)) == FLOORS


def test_the_papers_name_no_module_that_is_not_there() -> None:
    for paper in ("README.md", "CONTRIBUTING.md", "PUBLISHING.md", "DECISIONS.md"):
        named = set(re.findall(r"scripts/([\w/]+\.py)", (ROOT / paper).read_text(encoding="utf-8")))
        assert [name for name in named if not (ROOT / "scripts" / name).is_file()] == [], paper


def test_no_han_stands_in_the_module_that_makes_the_guide() -> None:
    assert not re.findall(r"[\u3400-\u9fff]+", (ROOT / "scripts" / "planbook" / "records" / "guide.py").read_text(encoding="utf-8"))
