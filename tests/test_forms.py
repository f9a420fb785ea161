"""What GitHub shows to those who come with a mistake or a fact, and what says how to cite: forms that are forms, papers that agree."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from planbook.checks.rules import CheckedPlan
from planbook.editions.citations import BETWEEN_AUTHORS
from support.places import ROOT

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem != "config")
KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}
"""docs.github.com: Syntax for GitHub's form schema."""
PREFILLED = {"record", "address"}
"""The ids that an address of a page fills in."""


def form(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8")))


def test_there_is_a_form_for_each_reason_to_write() -> None:
    assert FORMS == ["fact", "mistake", "program"]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_one_that_github_takes(name: str) -> None:
    made = form(name)
    assert made.keys() <= {"name", "description", "title", "labels", "assignees", "projects", "type", "body"}
    assert made["name"]
    assert made["description"]
    fields = [field for field in made["body"] if field["type"] != "markdown"]
    assert {field["type"] for field in made["body"]} <= KINDS
    ids = [field["id"] for field in fields]
    labels = [field["attributes"]["label"] for field in fields]
    assert all(re.fullmatch(r"[\w-]+", id) for id in ids)
    assert len(ids) == len(set(ids))
    assert len(labels) == len(set(labels))
    assert any(field.get("validations", {}).get("required") for field in fields)


@pytest.mark.parametrize("name", ["fact", "mistake"])
def test_a_form_takes_the_record_and_the_address_of_a_page(name: str) -> None:
    taken = {field["id"] for field in form(name)["body"] if field["type"] == "input"}
    assert taken >= PREFILLED


def test_the_citation_has_what_the_format_demands_and_says_what_the_plan_says(sound: CheckedPlan) -> None:
    """Citation File Format 1.2.0, schema guide: the keys that must be there, and those used here."""
    cited, plan = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")), sound.records.plan
    assert cited["cff-version"] == "1.2.0"
    assert cited.keys() == {"cff-version", "message", "type", "title", "abstract", "authors", "license", "keywords", "references"}
    assert cited["type"] in ("software", "dataset")
    assert plan.short_title in cited["title"]
    (reference,) = cited["references"]
    assert reference["type"] == "government-document"
    assert (reference["title"], reference["authors"]) == (plan.title, [{"name": name} for name in BETWEEN_AUTHORS.split(plan.publisher)])
    assert reference.get("date-published") == (str(plan.issued) if plan.issued else None)


def test_the_editor_is_offered_what_reads_the_schemas() -> None:
    offered = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in offered
    assert all(re.fullmatch(r"[a-z][\w-]*\.[\w-]+", name) for name in offered)
