"""Whatever people do to the files of a plan, by hand or by accident: the check tells it in form, or the site can be made.

Each example damages the miniature in one to three places: the structure of a record, words, numbers, names of files, encodings. Then either
every problem has a place and a cure, or every page of every edition is made; nothing else happens, and nothing is written elsewhere. The
examples are the same in every run; ``HYPOTHESIS_PROFILE=long`` tries thousands of others, and builds some of the sound ones with MkDocs.
What was found once stands here as an ``@example``, or as a folder of ``faults``.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from planbook.checks.rules import CheckedPlan, check
from planbook.pages.edition_site import EditionSite, Settings
from planbook.records.problem import BadData, Problem
from planbook.text.hand_written import split
from support import damage
from support.places import ROOT
from support.projects import run

QUIET = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("short", derandomize=True, max_examples=25, deadline=None, suppress_health_check=QUIET, database=None)
settings.register_profile("long", max_examples=1_500, deadline=None, suppress_health_check=QUIET)
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
settings.load_profile("long" if LONG else "short")

FILES = sorted(
    [
        *(path.relative_to(damage.MINIATURE).as_posix() for part in ("data", "docs") for path in (damage.MINIATURE / part).rglob("*.*")),
        *("macros/locale/zh-Hans.po", "macros/locale/zh-Hant.po"),
    ]
)
RECORDS = [name for name in FILES if name.endswith(".yml")]
SECONDS = 30
"""No check of so small a plan may take longer: what does would never end for a reader."""

NASTY = [
    "", " ", "\t", "\n", "\u3000", "\u00a0", "\u200b", "\ufeff", "\u202e", "\0", "\x07", "\x85", "\u2028", "\ufffe", "\U0001f600",
    "\U00020bb7", "e\u0301", "\u2f24", "'", '"', "“", "”", "「", "：", ":", ": ", "- ", "[", "]", "{", "}", "&a", "*a", "!", "!!int ",
    "|", ">", "%", "%s", "%(x)s", "@", "`", "#", " #", "---\n", "...\n", "<", ">", "&", "&amp;", "<script>", "<!--", "-->", "]]>", "{{",
    "}}", "{%", "%}", "{#", "{{ 1/0 }}", "{{ part('x') }}", '{{ part("chapters") }}', "{{ cycler }}", "](", "](x.md)", "![",
    "[x](../x/index.md)", "[^1]", "| a |", "\n\n# x\n\n", "農", "发", "发现", "里面", "後", "Ａ", "４", "٣", "〇", "1e999", "-",
    "--", "/", "../",
    "\\", "\\0", "年均增长(%)", "~", "null", "true", "yes", "index", "zh-hant", "front-1", "box-01", "01-1-1", "lihe", "agriculture",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "00", "010", "1.", ".5", "1e5", "1E400", "9" * 30, "0." + "0" * 30 + "1", "NaN", "Infinity", "1_0", "4３", "２", "٤",
    "1,000", "0x1f", "999", "1000", "1899", "2101", "2020", "2021-13-01", "0001-01-01", "1612310400", "01", "99", "3", "", "一",
]  # fmt: skip
NAMES = [
    "index.yml", "con.yml", "A.yml", "a b.yml", "农.yml", "x.yaml", "x" * 90 + ".yml", ".x.yml", "x..yml", "-x.yml", "index.md",
    "README.md", "x.md", "x.html", "x.txt",
]  # fmt: skip
ENCODINGS = ["gb18030", "utf-16", "utf-8-sig", "crlf", "cr", "byte", "half"]
TREES = [
    "",
    "data/",
    "data/terms/",
    "data/fields/",
    "data/editions/",
    "data/source/",
    "docs/",
    "docs/about/",
    "docs/plan/",
    "docs/zh-hant/",
]


class Step(NamedTuple):
    """One damage: what is done to which file, with which words."""

    kind: str
    file: str
    words: str
    place: float
    other: str = ""


WORDS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
PLACE = st.floats(0, 1, exclude_max=True)
STEP = st.one_of(
    st.builds(Step, st.sampled_from(["insert", "replace", "line", "cut"]), st.sampled_from(FILES), WORDS, PLACE),
    st.builds(Step, st.sampled_from(["key", "value", "drop", "double", "list", "mapping", "nest"]), st.sampled_from(RECORDS), WORDS, PLACE),
    st.builds(Step, st.just("number"), st.sampled_from(RECORDS), st.sampled_from(NUMBERS), PLACE),
    st.builds(Step, st.just("swap"), st.sampled_from(RECORDS), WORDS, PLACE),
    st.builds(
        Step, st.sampled_from(["rename", "copy", "delete", "pipe", "folder", "out", "dangling", "in"]), st.sampled_from(FILES),
        st.sampled_from(NAMES), PLACE, st.sampled_from(TREES),
    ),
    st.builds(Step, st.sampled_from(ENCODINGS), st.sampled_from(FILES), WORDS, PLACE),
)  # fmt: skip


def do(step: Step, root: Path) -> None:
    """Carry out a step; one that finds nothing to damage any more does nothing."""
    path = root / step.file
    if not path.is_file() or path.is_symlink():
        return
    if step.kind in ("insert", "replace", "line", "cut", "number"):
        path.write_text(_words(step, path.read_text(encoding="utf-8", errors="replace")), encoding="utf-8", newline="")
    elif step.kind in ("key", "value", "drop", "double", "list", "mapping", "nest", "swap"):
        _structure(step, path)
    elif step.kind in ENCODINGS:
        path.write_bytes(_encoded(step, path.read_bytes()))
    else:
        _file(step, path, root)


def _words(step: Step, text: str) -> str:
    at = int(step.place * (len(text) + 1))
    if step.kind == "insert":
        return text[:at] + step.words + text[at:]
    if step.kind == "replace":
        return text[:at] + step.words + text[at + 3 :]
    if step.kind == "cut":
        return text[:at]
    if step.kind == "number":
        found = list(re.finditer(r"(?<![\w-])\d+(?:\.\d+)?(?![\w-])", text))
        where = found[int(step.place * len(found))].span() if found else (at, at)
        return text[: where[0]] + step.words + text[where[1] :]
    lines = text.split("\n")
    number = int(step.place * len(lines))
    return "\n".join([*lines[:number], step.words, *lines[number + 1 :]])


def _structure(step: Step, path: Path) -> None:
    """Damage one value of a record, wherever it stands in it."""
    try:
        value = yaml.load(path.read_text(encoding="utf-8", errors="replace"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return
    places = list(_places(value))
    if not places:
        return
    holder, key = places[int(step.place * len(places))]
    if step.kind == "drop":
        del holder[key]
    elif step.kind == "key" and isinstance(holder, dict):
        holder[step.words] = holder.pop(key)
    elif step.kind == "double" and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif step.kind == "swap":
        other, place = places[int(step.place * 7919) % len(places)]
        holder[key], other[place] = str(other[place]), str(holder[key])
    else:
        changed = {"list": [step.words, holder[key]], "mapping": {step.words: holder[key]}, "nest": [[[[holder[key]]]]]}
        holder[key] = changed.get(step.kind, step.words)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


def _encoded(step: Step, content: bytes) -> bytes:
    at = int(step.place * (len(content) + 1))
    if step.kind in ("crlf", "cr"):
        return content.replace(b"\n", b"\r\n" if step.kind == "crlf" else b"\r")
    if step.kind == "byte":
        return content[:at] + bytes([at % 256]) + content[at + 1 :]
    if step.kind == "half":
        return content[:at]
    return content.decode("utf-8", errors="replace").encode(step.kind)


def _file(step: Step, path: Path, root: Path) -> None:
    target = root / step.other / step.words
    target.parent.mkdir(parents=True, exist_ok=True)
    if step.kind in ("rename", "copy") and not target.exists():
        shutil.copyfile(path, target)
    if step.kind != "copy":
        path.unlink()
    if step.kind == "pipe":
        os.mkfifo(path)
    elif step.kind == "folder":
        path.mkdir()
    elif step.kind in ("out", "dangling", "in"):
        path.symlink_to({"out": "/etc/hostname", "dangling": "nowhere", "in": root / "data" / "plan.yml"}[step.kind])


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Stop what takes too long: a hang is a failure of its own."""

    def late(*_: object) -> None:
        raise TimeoutError(f"It took more than {seconds} seconds.")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def in_form(problem: Problem, root: Path) -> None:
    """A problem has a place that there is, or was, and tells what is wrong and what to do."""
    assert problem.path.startswith(("data", "docs", "macros/", "mkdocs.yml")), problem
    assert problem.what.endswith((".", "?")), problem
    assert problem.cure.endswith((".", "?", "s")), problem
    assert "\n" not in str(problem), problem
    assert str(problem).isprintable() or "\u3000" in str(problem), problem
    str(problem).encode()
    place = root / problem.path
    if place.is_file() and problem.line > 1:
        assert problem.line <= len(re.split(b"\r\n|\n|\r", place.read_bytes())) + 1, problem


def try_out(steps: list[Step], real: bool) -> str:
    """Damage a fresh miniature; returns how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "project"
        damage.miniature(root)
        if any(step.file.startswith("macros/") for step in steps) or real:
            shutil.copytree(ROOT / "macros", root / "macros", copy_function=shutil.copyfile)
        else:
            (root / "macros").symlink_to(ROOT / "macros")
        for step in steps:
            do(step, root)
        plan, problems = checked(root)
        for problem in problems:
            in_form(problem, root)
        assert [path.name for path in Path(folder).iterdir()] == ["project"]
        if plan is None:
            assert problems
            return "reported"
        make(plan, root)
        return built(root) if real else "made"


def checked(root: Path) -> tuple[CheckedPlan | None, list[Problem]]:
    try:
        with within(SECONDS):
            return check(root / "data"), []
    except BadData as error:
        return None, error.problems


def make(plan: CheckedPlan, root: Path) -> None:
    """Every page and file of every edition, without MkDocs."""
    with within(2 * SECONDS):
        for edition in plan.records.editions:
            site = EditionSite(plan, Settings(edition, "https://example.org/"), root)
            assert len(site.pages) > 20
            assert len(dict(site.files())) > 20
            for path in sorted((root / "docs").rglob("*.md")):
                assert site.renderer.render(split(path.read_text(encoding="utf-8-sig")).body, "about/")


def built(root: Path) -> str:
    """The whole site, with MkDocs, by the command that people use."""
    shutil.copytree(ROOT / "scripts", root / "scripts", copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "requirements.txt", root / "requirements.txt")
    outcome = run(root, "scripts/run.py", "build", "--base", "https://example.org/")
    assert outcome.returncode == 0, outcome.stderr
    return "built"


@pytest.mark.slow
@given(steps=st.lists(STEP, min_size=1, max_size=3), real=st.booleans() if LONG else st.just(False), lot=st.integers(0, 7))
def test_a_damage_is_told_in_form_or_does_no_harm(steps: list[Step], real: bool, lot: int) -> None:
    ended = try_out(steps, real and lot == 0)
    event(ended)
    for step in steps:
        event(f"{step.kind}: {ended}")
