"""The open data: every file says what the records say, by the descriptions that stand beside it, in both scripts, and for good."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import frictionless
import lxml.html
import pytest
from babel.messages.pofile import read_po
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from planbook.checks.rules import CheckedPlan
from planbook.editions.examination import examine
from planbook.editions.passages import Passage
from planbook.editions.passages import passages as passages_of
from planbook.opendata.datasets import Tables
from planbook.opendata.entries import Register, kind_of
from planbook.records.load import load
from planbook.records.model import RECORDS, Plan
from planbook.records.problem import Problem
from planbook.text.blocks import blocks as all_blocks
from planbook.views.view import View
from support.facts import FOLDER, at_least, ours
from support.invented import press as miniature
from support.places import ADDRESS, EDITION, FIRST, PREFIXES, ROOT, TRANSLATED, TRANSLATION
from support.words import simplified_only

FIELDS = FOLDER / "fields.txt"
RECEIVED = {("errata", "received"), ("reports", "figures")}
"""Columns that quote what was received, or printed by a source, character for character, in every edition."""
PROMISED = pytest.mark.skipif(not FIELDS.is_file(), reason="Nothing is promised yet: run.py finish writes tests/plan/fields.txt.")
HEADINGS = tuple(f"plan.{file}{level}" for file in ("csv headings_", "json ") for level in ("part", "chapter", "section", "box"))
"""How the document prints its headings: told as it prints them, in every edition."""
BETWEEN = ";"
"""What stands between the values of a list in one cell: promised on the page about the data."""
JUDGED = {
    "快于预": "快於預", "占几列": "佔幾列", "占几行": "佔幾行", "跨几行": "跨幾行", "件里写": "件裡寫", "源里印": "源裡印", "栏几": "欄幾",
    "文里与": "文裡與", "第几章": "第幾章", "只用": "只用", "第几节": "第幾節", "第几篇": "第幾篇",
    "脚注": "腳註", "搜索": "搜索", "件夹": "件夾", "第几行": "第幾行", "第几项": "第幾項",
    "第几层": "第幾層", "图里画": "圖裡畫",
}  # fmt: skip
"""Words of the vocabulary that the ledger does not decide, with the conversion that somebody has read and found right."""
Json = dict[str, Any]


def folder(site: Path, edition: str) -> Path:
    return site / PREFIXES[edition] / "data" / "v1"


def every_file(site: Path, edition: str) -> dict[str, Path]:
    """Every file of the open data by its name below the folder."""
    at = folder(site, edition)
    return {path.relative_to(at).as_posix(): path for path in at.rglob("*") if path.is_file()}


@cache
def described(path: Path) -> Json:
    return json.loads(path.read_text(encoding="utf-8"))


def package(site: Path, edition: str) -> Json:
    return described(folder(site, edition) / "datapackage.json")


def api(site: Path, edition: str) -> Json:
    return described(folder(site, edition) / "openapi.json")


@cache
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def records(view: View, kind: type) -> list[Any]:
    held: Any = view.reading.records
    return [held.plan] if kind is Plan else list(getattr(held, kind.folder).values())


# --- the descriptions hold --------------------------------------------------------------------------------------------


def test_the_data_package_is_valid_with_all_types_keys_and_references(site: Path) -> None:
    """By Frictionless, which reads every row. The other edition has the same columns and ids: see below."""
    report = frictionless.validate(str(folder(site, "zh-hans") / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:10]
    assert report.stats["tasks"] == len(package(site, "zh-hans")["resources"]) > 20


@EDITION
def test_the_data_package_names_every_table_with_its_size_and_digest(site: Path, edition: str) -> None:
    for resource in package(site, edition)["resources"]:
        content = (folder(site, edition) / resource["path"]).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), "Excel takes a CSV for UTF-8 only when it begins so."
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert {resource["path"] for resource in package(site, edition)["resources"]} == {p.name for p in folder(site, edition).glob("*.csv")}


@EDITION
def test_the_description_of_the_json_is_valid(site: Path, edition: str) -> None:
    validate(api(site, edition))


def responses(site: Path, edition: str) -> Iterator[tuple[Path, Json]]:
    """Every file that the OpenAPI description names, with the schema of what it holds."""
    for path, described_path in api(site, edition)["paths"].items():
        get = described_path["get"]
        (content,) = get["responses"]["200"]["content"].values()
        for id in get["parameters"][0]["schema"]["enum"] if "parameters" in get else [""]:
            yield site / PREFIXES[edition] / path.replace("{id}", id).lstrip("/"), content["schema"]


@EDITION
def test_every_json_file_is_described_and_is_as_described(site: Path, edition: str) -> None:
    schemas = {"components": api(site, edition)["components"]}
    seen: set[Path] = set()
    for path, schema in responses(site, edition):
        assert path.is_file(), path
        seen.add(path)
        if path.suffix == ".json":
            faults = list(Draft202012Validator(schema | schemas).iter_errors(described(path)))
            assert not faults, f"{path}: {faults[0].message}"
    home = site / PREFIXES[edition]
    others = {prefix.rstrip("/") for prefix in PREFIXES.values()} if edition == FIRST else set()
    there = {path for path in home.rglob("*.json") if path.relative_to(home).parts[0] not in others}
    assert {path for path in there if path.name == "index.json" or path.parent == folder(site, edition)} - seen == {
        folder(site, edition) / "openapi.json"
    }


@ours
def test_a_schema_refuses_what_is_not_so(site: Path) -> None:
    """The test above would pass with empty schemas: these damages must be found."""
    schemas = {"components": api(site, "zh-hans")["components"]}
    page = json.loads((site / "projects" / "04-24" / "index.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator({"$ref": "#/components/schemas/ProjectPage"} | schemas)
    assert validator.is_valid(page)
    for damage in ({"address": 5}, {"record": {**page["record"], "name": None}}, {"computed": {**page["computed"], "state": "sold"}}):
        assert not validator.is_valid(page | damage), damage
    del page["citation"]
    assert not validator.is_valid(page)


# --- the files say what the records say -------------------------------------------------------------------------------


@EDITION
def test_there_are_as_many_rows_as_records(site: Path, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    for kind in RECORDS:
        ids = [record.id for record in records(view, kind)]
        assert [row["id"] for row in rows(folder(site, edition) / f"{kind_of(kind)}.csv")] == ids
        assert [entry["id"] for entry in described(folder(site, edition) / f"{kind_of(kind)}.json")["entries"]] == ids
    held = view.reading.records
    expected = {
        "blocks": len(view.reading.blocks), "sections": sum(len(c.sections) for c in held.chapters.values()),
        "box-items": sum(sum(1 for _ in box.nodes()) for box in held.boxes.values()),
        "indicator-values": sum(len(i.series) for i in held.indicators.values()),
        "project-evidence": sum(len(p.evidence) for p in held.projects.values()),
        "report-bearings": sum(len(r.bears_on) for r in held.reports.values()), "progress": len(view.targets.rows),
        "finding-readings": sum(len(f.readings) for f in held.findings.values()),
    }  # fmt: skip
    assert {name: len(rows(folder(site, edition) / f"{name}.csv")) for name in expected} == expected


def test_every_list_within_a_record_has_its_table(site: Path) -> None:
    """A new list of the model must not stay out of the tables unseen."""
    schemas, found = api(site, "zh-hans")["components"]["schemas"], set()
    for kind in RECORDS:
        for key, schema in schemas[kind.__name__]["properties"].items():
            if "$ref" in schema.get("items", {}) or "anyOf" in schema.get("items", {}) or "oneOf" in schema.get("items", {}):
                found.add((kind_of(kind), key))
    text = {("plan", "front"), ("plan", "closing"), ("plan", "parts"), ("chapters", "intro"), ("chapters", "sections"), ("boxes", "body")}
    assert found - text == {
        ("indicators", "series"), ("projects", "evidence"), ("projects", "capacity"), ("targets", "evidence"), ("reports", "bears_on"),
        ("findings", "readings"), ("changes", "verdicts"), ("snapshots", "targets"), ("snapshots", "figures"), ("snapshots", "projects"),
    }  # fmt: skip


@EDITION
def test_numbers_are_the_records_numbers(site: Path, views: dict[str, View], edition: str) -> None:
    held = views[edition].reading.records
    for row in rows(folder(site, edition) / "indicator-values.csv"):
        value = held.indicators[row["indicator"]].series[int(row["number"]) - 1]
        assert (Decimal(row["value"]) if row["value"] else None, int(row["year"])) == (value.value, value.year)
        assert row["unit"] == (value.unit or (held.indicators[row["indicator"]].unit if value.measure != "annual-growth" else None) or "")
    for entry in described(folder(site, edition) / "targets.json")["entries"]:
        value = entry["record"]["value"]
        assert isinstance(value, int | float | None)
        assert (None if value is None else Decimal(str(value))) == held.targets[entry["id"]].value


@EDITION
def test_the_status_is_that_of_the_page(site: Path, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    progress = {row.key: view.targets.progress(row) for row in view.targets.rows}
    found = rows(folder(site, edition) / "progress.csv")
    assert {row["key"]: row["status_outcome"] for row in found} == {key: known.outcome for key, known in progress.items()}
    assert {row["key"]: row["status_reports"].split(BETWEEN) for row in found if row["status_reports"]} == {
        key: [report.id for report, _ in known.reports] for key, known in progress.items() if known.reports
    }
    assert {row["id"]: row["state"] for row in rows(folder(site, edition) / "projects.csv")} == {
        id: view.projects.state(id) for id in view.reading.records.projects
    }


@EDITION
def test_every_id_in_a_list_is_one(site: Path, views: dict[str, View], edition: str) -> None:
    """What Frictionless cannot see: references within lists, and mentions of several kinds."""
    ids = {path.stem: {row.get("id") for row in rows(path)} for path in folder(site, edition).glob("*.csv")}
    followed = 0
    for table in Tables(Register(views[edition])).all:
        for column in table.columns:
            for row in rows(folder(site, edition) / f"{table.name}.csv") if column.items and column.references else ():
                listed = [id for id in row[column.name].split(BETWEEN) if id]
                assert set(listed) <= ids[column.references], (table.name, column.name, row)
                followed += len(listed)
    for row in rows(folder(site, edition) / "mentions.csv"):
        assert row["record"] in ids[row["kind"]]
        assert row["block"] in ids["blocks"]
    assert followed >= at_least("references in lists")


@EDITION
def test_every_row_names_a_page_and_a_place_that_are_there(site: Path, edition: str) -> None:
    anchors: dict[Path, set[str]] = {}
    for path in folder(site, edition).glob("*.csv"):
        for row in rows(path):
            assert row["edition"] == edition
            for address in (row["address"], row.get("place_address")):
                if address:
                    page, anchor = urldefrag(address)
                    assert page.startswith(ADDRESS), "Addresses are whole, so that they lead back from any file."
                    file = site / page.removeprefix(ADDRESS) / "index.html"
                    if file not in anchors:
                        anchors[file] = {*lxml.html.parse(file).getroot().xpath("//@id")}
                    assert not anchor or anchor in anchors[file], address


@EDITION
def test_the_record_beside_a_page_is_the_record_in_the_list(site: Path, edition: str) -> None:
    for kind in ("chapters", "boxes", "indicators", "projects", "fields", "places"):
        for entry in described(folder(site, edition) / f"{kind}.json")["entries"]:
            file = site / entry["address"].removeprefix(ADDRESS) / "index.json"
            beside = json.loads(file.read_text(encoding="utf-8"))
            assert {key: beside[key] for key in entry} == entry
            assert entry["address"] in beside["citation"]["gbt"]


# --- words ------------------------------------------------------------------------------------------------------------


def spoken(site: Path) -> Iterator[tuple[str, str]]:
    """Everything that the traditional files say, and where; without what they quote as received."""
    for path in sorted(folder(site, "zh-hant").glob("*.csv")):
        for row in rows(path):
            for column, words in row.items():
                if (path.stem, column) not in RECEIVED:
                    yield f"{path.name} {column}", words
    for path in [*sorted(folder(site, "zh-hant").glob("*.json")), *sorted((site / "zh-hant").glob("indicators/*/index.json"))]:
        yield from _said(path.name if path.parent.name == "v1" else "index.json", described(path), "")


def _said(name: str, value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and key not in {column for _, column in RECEIVED}:
        yield f"{name} {key}", value
    for inner, item in value.items() if isinstance(value, dict) else ((key, item) for item in value) if isinstance(value, list) else ():
        yield from _said(name, item, inner)


def test_the_traditional_files_hold_no_simplified_character(site: Path) -> None:
    """Editions name themselves in their own script, the glossary says what the plan has in its own, English names may quote the plan;
    the forms of headings are as the plan prints them.
    """
    said = [(place, words) for place, words in spoken(site) if place != "glossary.csv original" and not place.endswith(" name_en")]
    characters = simplified_only("".join(words for _, words in said))
    found = {place for place, words in said if characters.intersection(words) and not place.startswith(HEADINGS)}
    assert found == {"editions.csv name", "editions.csv short_name", "editions.json name", "editions.json short_name"} & found
    assert len(said) >= at_least("words of the data in Traditional")
    assert "errata.csv received" not in dict(said)


@ours
def test_what_the_vocabulary_says_is_converted_as_somebody_judged(site: Path, sound: CheckedPlan) -> None:
    """Descriptions of fields stand in no record, so the ledger is held against them here."""
    said = {field["description"] for r in package(site, "zh-hans")["resources"] for field in r["schema"]["fields"]}
    said.add(package(site, "zh-hans")["description"])
    said |= {words for place, words in _said("", api(site, "zh-hans"), "") if place == " description"}
    loaded = load(ROOT / "data")
    passages = passages_of(loaded.records, all_blocks(loaded.records), loaded.lines, ROOT / "docs")
    passages += [Passage(words, Problem("scripts/planbook/opendata/vocabulary.py", 1, "", "", ""), "", "") for words in sorted(said)]
    examined = examine(sound.records.editions["zh-hant"], passages, ROOT / "data")
    assert dict(examined.undecided).items() <= JUDGED.items(), "Is the conversion right? Then add it to JUDGED, else say it in other words."
    assert not [problem for problem in examined.problems if problem.what.startswith("Decided is")]


@TRANSLATION
def test_the_fields_are_described_in_english(site: Path) -> None:
    """In the Data Package and in the description of the JSON; the catalogue holds nothing that no field says."""
    said = {field["description"] for r in package(site, TRANSLATED)["resources"] for field in r["schema"]["fields"]}
    said |= {words for place, words in _said("", api(site, TRANSLATED), "") if place == " description"}
    assert len(said) > 250
    assert not [words for words in said if re.search("[\u3400-\u9fff]", words)]
    with (ROOT / "scripts" / "planbook" / "locale" / "fields.en.po").open("rb") as file:
        known = {str(message.id) for message in read_po(file) if message.id}
    chinese = {field["description"] for r in package(site, FIRST)["resources"] for field in r["schema"]["fields"]}
    chinese |= {words for place, words in _said("", api(site, FIRST), "") if place == " description"}
    assert known <= chinese | {package(site, FIRST)["description"]}


@EDITION
def test_no_cell_is_a_formula_and_no_word_is_lost(site: Path, views: dict[str, View], edition: str) -> None:
    """Words that a spreadsheet would compute are guarded; numbers below zero stay numbers, also in columns of words; 3+3+X stays."""
    negative = 0
    for resource in package(site, edition)["resources"]:
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for row in rows(folder(site, edition) / resource["path"]):
            for column, words in row.items():
                if words.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")):
                    assert Decimal(words.removesuffix("%")) < 0, (resource["name"], column, words)
                    assert types[column] in ("number", "integer", "string")
                    negative += 1
    assert negative >= at_least("cells below zero")
    names = {row["id"]: row["name"] for row in rows(folder(site, edition) / "terms.csv")}
    assert names == {term.id: term.name for term in views[edition].reading.records.terms.values()}


def test_reports_hold_facts_in_the_editors_words_with_their_source(site: Path, sound: CheckedPlan) -> None:
    for row in rows(folder(site, "zh-hans") / "reports.csv"):
        report = sound.records.reports[row["id"]]
        assert (row["fact"], row["source"], row["place"]) == (report.fact, report.source, report.place)
        assert all(len(figure) < 20 for figure in row["figures"].split(BETWEEN)), "Figures, not sentences."


# --- for good ---------------------------------------------------------------------------------------------------------


def published(site: Path) -> set[str]:
    """Every field of every file: the columns of tables, the keys of JSON."""
    columns = {f"{r['path']} {field['name']}" for r in package(site, "zh-hans")["resources"] for field in r["schema"]["fields"]}
    schemas = api(site, "zh-hans")["components"]["schemas"]
    keys = {f"{name} {key}" for name, schema in schemas.items() for key in schema.get("properties", ())}
    return columns | keys | {path.name for path in folder(site, "zh-hans").iterdir()}


@PROMISED
def test_no_published_field_disappears(site: Path) -> None:
    lost = sorted(set(FIELDS.read_text(encoding="utf-8").splitlines()) - published(site))
    assert not lost, (
        f"{len(lost)} published fields are gone: {lost[:5]}. Programs read them: give them back, or publish the new form as v2 beside v1. "
        "If a field was never public, delete its line from tests/plan/fields.txt."
    )


@PROMISED
def test_new_fields_are_listed(site: Path) -> None:
    new = published(site) - set(FIELDS.read_text(encoding="utf-8").splitlines())
    assert not new, (
        f"{len(new)} fields are new: {sorted(new)[:5]}. From now on they must stay. Read them, say so under “Changes of the format” in "
        "macros/data.html, then list them with: python3 scripts/run.py finish"
    )


@pytest.mark.parametrize("edition", [id for id in PREFIXES if id != FIRST])
def test_every_edition_publishes_the_same_fields_and_ids(site: Path, edition: str) -> None:
    first, second = (package(site, each)["resources"] for each in (FIRST, edition))
    for one, other in zip(first, second, strict=True):
        assert [(f["name"], f["type"], f.get("constraints")) for f in one["schema"]["fields"]] == [
            (f["name"], f["type"], f.get("constraints")) for f in other["schema"]["fields"]
        ]
        assert {key: one["schema"][key] for key in ("primaryKey", "foreignKeys")} == {
            key: other["schema"][key] for key in ("primaryKey", "foreignKeys")
        }
        key = one["schema"]["primaryKey"]
        here, there = (rows(folder(site, each) / one["path"]) for each in (FIRST, edition))
        assert [[row[k] for k in key] for row in here] == [[row[k] for k in key] for row in there]


@ours
def test_names_are_the_same_in_every_edition_and_beside_them_stands_the_other_language(site: Path, views: dict[str, View]) -> None:
    """``name_en`` is what the English edition calls the record, ``name_zh`` there the plan's own word; CSV and JSON agree."""
    keys = {"name", "title", "subject"}
    named = {r["name"] for r in package(site, FIRST)["resources"] if "name_en" in {f["name"] for f in r["schema"]["fields"]}}
    assert named == {
        "plan", "chapters", "sections", "boxes", "indicators", "projects", "targets", "progress", "terms", "findings", "places", "fields",
        "sources", "changes",
    }  # fmt: skip
    for table in named:
        here, there = (rows(folder(site, edition) / f"{table}.csv") for edition in (FIRST, TRANSLATED))
        (key,) = keys & {*here[0]}
        assert [row["name_en"] for row in here] == [row["name_en"] for row in there] == [row[key] for row in there], table
        assert [row["name_zh"] for row in here] == [row["name_zh"] for row in there]
        if table not in ("sections", "progress"):
            entries = json.loads((folder(site, TRANSLATED) / f"{table}.json").read_text(encoding="utf-8"))["entries"]
            assert [entry["computed"]["name_en"] for entry in entries] == [row["name_en"] for row in there]
    projects = rows(folder(site, TRANSLATED) / "projects.csv")
    assert [row["name_zh"] for row in projects] == [project.name for project in views[FIRST].reading.records.projects.values()]


@ours
@EDITION
def test_the_state_of_the_translation_is_told_of_names_and_passages(site: Path, sound: CheckedPlan, edition: str) -> None:
    """As the readings say it: no person has read anything yet that no person is named for."""
    (translation,) = sound.translations
    for row in rows(folder(site, edition) / "terms.csv"):
        context = f"terms/{row['id']}/name"
        if context in translation.messages:
            assert row["translation_state"] == translation.state(context)
            kinds = {read.kind for read in translation.readings.get(context, ())}
            assert ("machine" in row["translation_read_by"].split(";")) == ("machine" in kinds)
        else:
            assert (row["translation_state"], row["name_en"]) == ("", row["name_zh"])
    passages = {row["id"]: row["translation_state"] for row in rows(folder(site, edition) / "blocks.csv")}
    assert passages["04-2-1"] == min(translation.state("04-2-1"), translation.state("04-2-1#lead"))


@EDITION
def test_the_sums_are_those_of_the_files(site: Path, edition: str) -> None:
    files = {name: path for name, path in every_file(site, edition).items() if name != "SHA256SUMS"}
    sums = dict(reversed(line.split("  ")) for line in (folder(site, edition) / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert sums == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


# --- the page ---------------------------------------------------------------------------------------------------------


@EDITION
def test_the_page_tells_every_table_with_its_size_and_rows(site: Path, trees: dict[str, Any], edition: str) -> None:
    tree = trees[f"{PREFIXES[edition]}data/index.html"]
    told = {row.xpath("string(td[2]/a)"): row.xpath("string(td[1])") for row in tree.xpath("//tr[td/a[@download]]")}
    assert told == {path.name: f"{len(rows(path)):,}" for path in folder(site, edition).glob("*.csv")}


@EDITION
def test_the_field_guide_tells_every_column(site: Path, trees: dict[str, Any], edition: str) -> None:
    tree = trees[f"{PREFIXES[edition]}data/guide/index.html"]
    for resource in package(site, edition)["resources"]:
        (table,) = tree.xpath("//details[@id=$name]//table[contains(@class, 'field-guide')]", name=resource["name"])
        told = {row.xpath("string(th)"): row.xpath("string(td[2])") for row in table.xpath(".//tbody/tr")}
        assert told.keys() == {field["name"] for field in resource["schema"]["fields"]}
        for field in resource["schema"]["fields"]:
            assert told[field["name"]].startswith(field["description"])


def quickstart(site: Path, language: str, server: str) -> str:
    """A program of the page as a reader copies it, with the address of the test server for that of the site."""
    tree = lxml.html.fromstring((site / "data" / "index.html").read_text(encoding="utf-8"))
    (code,) = tree.xpath("//code[@data-quickstart=$language]", language=language)
    assert ADDRESS in code.text_content()
    return code.text_content().replace(ADDRESS, server)


def test_the_quick_start_in_python_runs(site: Path, server: str, views: dict[str, View]) -> None:
    done = subprocess.run([sys.executable, "-c", quickstart(site, "python", server)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    targets = [(i.name, v) for i in views["zh-hans"].reading.records.indicators.values() for v in i.series if v.kind == "target"]
    assert len([line for line in done.stdout.splitlines() if ADDRESS in line]) == len(targets)
    assert "no-source" in done.stdout or not targets


def test_the_quick_start_in_javascript_runs(node: Path, site: Path, server: str, views: dict[str, View]) -> None:
    """Addresses in the data are those of the published site: the reader's program follows one, the test leads it to its server."""
    code = quickstart(site, "javascript", server).replace(
        "const read = async (address) => (await fetch(address))",
        f"const read = async (address) => (await fetch(address.replace({ADDRESS!r}, {server!r})))",
    )
    done = subprocess.run(["node", "--input-type=module", "-e", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    held = views["zh-hans"].reading.records
    lines = done.stdout.splitlines()
    first = [project.name for project in held.projects.values()][:1]
    assert len(lines) == len(held.targets) + len(first)
    assert all(name in lines[-1] for name in first)


# --- another plan -----------------------------------------------------------------------------------------------------


@EDITION
def test_another_plan_has_the_same_tables(site: Path, edition: str) -> None:
    """The vocabulary is the engine's: an invented plan is published by the same schemas, and its own words."""
    files = miniature(edition).opendata.files
    days = {name for name in files if name.startswith("snapshots/")}
    assert {*files} - days == {name for name in every_file(site, edition) if not name.startswith("snapshots/")}
    schemas = json.loads(files["openapi.json"])["components"]
    assert schemas == api(site, edition)["components"] or edition != "zh-hans"
    for kind in RECORDS:
        schema = {"$ref": f"#/components/schemas/{kind.__name__}Shelf", "components": schemas}
        assert Draft202012Validator(schema).is_valid(json.loads(files[f"{kind_of(kind)}.json"])), kind


@ours
@pytest.mark.parametrize(("edition", "said"), [("zh-hans", "下降14%"), ("zh-hant", "下降14%"), ("en", "reduction of 14%")])
def test_a_share_by_which_something_falls_says_so(views: dict[str, View], edition: str, said: str) -> None:
    """The table prints 14 beside “下降率”: without that name it would be read as a rise."""
    view = views[edition]
    energy = view.records.indicators["energy-use-per-gdp"]
    (target,) = (value for value in energy.series if value.kind == "target" and value.year == 2025)
    assert view.values.quantity(target, energy) == said
