"""What an editor of YAML says while somebody writes: as strict as the check, wherever one record alone can tell, and never stricter."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from planbook.checks.rules import CheckedPlan, check
from planbook.records.guide import SCHEMAS
from planbook.records.model import RECORDS, Plan
from planbook.records.problem import BadData
from support.places import MINIATURE, ROOT

NUMBER, INTEGER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?"), re.compile(r"[-+]?\d+")


def as_an_editor_reads(node: yaml.Node | None) -> Any:
    """A file by the core schema of YAML 1.2, as editors take it: 04 is the number 4, 2021-03-24 and no are words."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: as_an_editor_reads(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_an_editor_reads(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.style or not NUMBER.fullmatch(node.value):
        return {"true": True, "false": False, "null": None, "": None}.get(node.value, node.value) if not node.style else node.value
    return int(node.value) if INTEGER.fullmatch(node.value) else float(node.value)


def complaints(folder: str, text: str) -> list[str]:
    """What the schema of a kind of record says of a file, as an editor would under the lines of the file."""
    names = (folder, "ids", "blocks")
    schema, *lists = (json.loads((ROOT / SCHEMAS / f"{name}.json").read_text(encoding="utf-8")) for name in names)
    known = [(f"{name}.json", Resource.from_contents(found)) for name, found in zip(names[1:], lists, strict=True)]
    validator = Draft7Validator(schema, registry=Registry().with_resources(known))
    return [error.message for error in validator.iter_errors(as_an_editor_reads(yaml.compose(text)))]


def records(data: Path) -> Iterator[tuple[str, Path]]:
    yield "plan", data / "plan.yml"
    yield from ((path.parent.name, path) for path in sorted(data.glob("*/*.yml")))


@pytest.mark.parametrize("data", [ROOT / "data", MINIATURE / "data"], ids=["the plan", "the invented plan"])
def test_no_sound_record_is_complained_of(data: Path) -> None:
    found = {path.name: said for folder, path in records(data) if (said := complaints(folder, path.read_text(encoding="utf-8")))}
    assert found == {}


DAMAGES = {
    "a target without its unit": ("targets/forest.yml", 'unit: "%"\n', ""),
    "a reported value without its unit": ("reports/grain-2023.yml", "unit: 万吨\n", ""),
    "a series without a unit": ("indicators/grain-output.yml", "unit: 万吨\n", ""),
    "a rate of growth without its unit": ("indicators/growth.yml", 'unit: "%", ', ""),
    "a place with points": ("targets/forest.yml", "at: 01-2-1", "at: 01.2.1"),
    "a place that looks like a decimal": ("targets/forest.yml", "at: 01-2-1", "at: 01.2"),
    "a place of no form": ("targets/forest.yml", "at: 01-2-1", "at: chapter-1"),
    "a place in capitals": ("targets/forest.yml", "at: 01-2-1", "at: BOX-01-r01"),
    "an id with a blank": ("targets/forest.yml", "[forest-coverage]", "['forest coverage']"),
    "an empty text": ("targets/forest.yml", "subject: 森林覆盖率", "subject: ''"),
    "an empty column": ("findings/grain-growth.yml", "column: baseline", "column: ''"),
    "an empty key": ("targets/forest.yml", "subject: 森林覆盖率", "subject:"),
    "a value and a text": ("targets/forest.yml", "value: 43", "value: 43\ntext: 达到43%左右"),
    "neither a value nor a text": ("targets/forest.yml", "value: 43\n", ""),
    "an end without a beginning": ("targets/water-supply.yml", "text:", "high: 5\ntext:"),
    "evidence without words": ("targets/forest.yml", ", quote: 森林覆盖率达到43%左右", ""),
    "a figure that is not printed": ("reports/grain-2023.yml", "figures: ['11.5']\n", ""),
    "a bearing on two things": ("reports/grain-2023.yml", "{indicator: grain-output,", "{indicator: grain-output, target: forest,"),
    "a bearing on nothing": ("reports/grain-2023.yml", "{indicator: grain-output, relation", "{relation"),
    "no caveat": ("reports/cold-chain.yml", ", caveat: 报道没有写周转量。", ""),
    "a target that is in operation": ("reports/cold-chain.yml", "project: 03-02, relation", "target: cold-chain, relation"),
    "a project that is the same measure": ("reports/cold-chain.yml", "relation: in-operation", "relation: same-measure"),
    "a reading from nowhere": ("findings/grain-growth.yml", ", source: newspaper", ""),
    "a reading from two places": ("findings/grain-growth.yml", "source: newspaper}", "source: newspaper, evidence: {at: 01-1-1}}"),
    "a computation without result": ("findings/grain-growth.yml", "result: 2.7\n", ""),
    "a result without computation": ("findings/grain-growth.yml", "computation: ((12 / 10.5) ** (1 / 5) - 1) * 100\n", ""),
    "a computation with words": ("findings/grain-growth.yml", "computation: ((12", "computation: ((twelve"),
    "a certain reading of nothing": ("errata/01-1-1-grain.yml", "received: 粮食粮食\n", ""),
    "a heading with cells": ("boxes/01.yml", "name: 粮食产量（万吨）", "name: 粮食产量（万吨）\n      heading: 产量"),
    "a file without its digest": ("sources/plan.yml", "sha256:", "# sha256:"),
    "an edition without its ledger": ("editions/zh-hant.yml", "ledger: zh-hant.ledger.txt\n", ""),
    "a year in the future of the future": ("targets/forest.yml", "year: 2025", "year: 20250"),
    "an unknown choice": ("targets/forest.yml", "bound: about", "bound: roughly"),
    "a misspelt key": ("targets/forest.yml", "bound: about", "bonud: about"),
    "a name in the feed that is an address": ("plan.yml", "tag: tag:example.org,2031:baishi-plan", "tag: https://example.org/"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_the_check_refuses_the_editor_refuses(damage: str, tmp_path: Path) -> None:
    name, old, new = DAMAGES[damage]
    shutil.copytree(MINIATURE, tmp_path, dirs_exist_ok=True, copy_function=shutil.copyfile)
    path = tmp_path / "data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadData) as refused:
        check(tmp_path / "data")
    assert any(problem.path == f"data/{name}" for problem in refused.value.problems)
    folder = "plan" if name == "plan.yml" else name.partition("/")[0]
    assert complaints(folder, path.read_text(encoding="utf-8"))


# --- ids are offered while somebody writes ----------------------------------------------------------------------------------


def offered(value: Any, folder: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a schema for which ids are offered, and the kind of these."""
    if isinstance(value, dict):
        if "$ref" in value and value["$ref"].startswith(("ids.json#/$defs/", "blocks.json")):
            yield folder, value["$ref"].rpartition("/")[2]
        for key, inner in value.items():
            yield from offered(inner, folder if key in ("anyOf", "items") else key)
    elif isinstance(value, list):
        for inner in value:
            yield from offered(inner, folder)


def test_the_ids_of_every_record_are_offered_with_what_it_is(sound: CheckedPlan) -> None:
    listed = json.loads((ROOT / SCHEMAS / "ids.json").read_text(encoding="utf-8"))["$defs"]
    assert {kind: said["enum"] for kind, said in listed.items()} == {
        kind.folder: sorted(getattr(sound.records, kind.folder)) for kind in RECORDS if kind is not Plan
    }, "Run python3 scripts/run.py guide."
    blocks = json.loads((ROOT / SCHEMAS / "blocks.json").read_text(encoding="utf-8"))
    assert blocks["enum"] == [*sound.blocks]
    listed["blocks.json"] = blocks
    named = {
        kind
        for folder in listed.keys() - {"blocks.json"}
        for _, kind in offered(json.loads((ROOT / SCHEMAS / f"{folder}.json").read_text(encoding="utf-8")))
    }
    assert {"indicators", "projects", "targets", "places", "fields", "sources", "terms", "blocks.json"} <= named <= {*listed}
    for kind in named:
        assert len(listed[kind]["enumDescriptions"]) == len(listed[kind]["enum"])
        assert "" not in listed[kind]["enumDescriptions"], kind


@pytest.mark.parametrize(
    ("folder", "key", "kind"),
    [("reports", "source", "sources"), ("targets", "places", "places"), ("projects", "fields", "fields"), ("errata", "at", "blocks.json")],
)
def test_a_key_that_names_a_record_offers_the_ids_of_its_kind(folder: str, key: str, kind: str) -> None:
    assert (key, kind) in {*offered(json.loads((ROOT / SCHEMAS / f"{folder}.json").read_text(encoding="utf-8")))}


def test_a_record_that_is_not_listed_yet_can_be_named() -> None:
    text = (MINIATURE / "data" / "targets" / "forest.yml").read_text(encoding="utf-8")
    assert complaints("targets", f"{text}places: [somewhere-new]\n") == []
    assert complaints("targets", f"{text}places: [Somewhere New]\n") != []
