"""The house has ten floors: a module imports only from floors below, or from its own; only two modules know MkDocs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
HEIGHTS = {
    "records": 1, "text": 2, "editions": 3, "checks": 4, "views": 4, "drafting": 4, "opendata": 5, "pages": 6, "downloads": 7, "publish": 8,
}  # fmt: skip
"""Checks, views and drafting stand side by side and do not know each other."""
MODULES = sorted(path.relative_to(SCRIPTS) for path in SCRIPTS.rglob("*.py"))


def imports(source: str) -> Iterator[str]:
    """The full name of everything that a module imports, inside its functions too: ``planbook.text.blocks``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "Imports say the whole name."
            yield from (f"{node.module}.{name.name}" for name in node.names)


def faults(floor: str, source: str) -> list[str]:
    """What a module on ``floor`` imports from where it may not."""
    rooms = {name: name.split(".")[1] for name in imports(source) if name.startswith("planbook.")}
    return [name for name, other in rooms.items() if other != floor and HEIGHTS[other] >= HEIGHTS[floor]]


def circle(room: dict[str, set[str]]) -> list[str]:
    """Modules of one floor that import each other in a circle; empty when there is none."""
    left = dict(room)
    while free := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_every_module_stands_on_a_floor() -> None:
    assert {path.parts[0] for path in MODULES} == {"run.py", "mkdocs_hook.py", "planbook"}
    assert {path.parts[1] for path in MODULES if len(path.parts) > 2} == HEIGHTS.keys()
    assert [path.as_posix() for path in MODULES if len(path.parts) == 2] == ["planbook/__init__.py"]
    assert {path.parent.as_posix() for path in MODULES if len(path.parts) > 3} == {"planbook/views/geometry"}


@pytest.mark.parametrize("path", [path for path in MODULES if len(path.parts) > 2], ids=str)
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    assert faults(path.parts[1], (SCRIPTS / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("floor", HEIGHTS)
def test_no_modules_of_a_floor_import_each_other_in_a_circle(floor: str) -> None:
    room = {".".join(path.with_suffix("").parts): path for path in MODULES if path.parts[1:2] == (floor,) and path.stem != "__init__"}
    names = {name: list(imports((SCRIPTS / path).read_text(encoding="utf-8"))) for name, path in room.items()}
    needs = {name: {part for other in used for part in (other, other.rpartition(".")[0])} & room.keys() for name, used in names.items()}
    assert any(needs.values())
    assert circle(needs) == []


@pytest.mark.parametrize(
    ("floor", "source", "found"),
    [
        ("text", "from planbook.views import charts", ["planbook.views.charts"]),
        ("text", "def f():\n    import planbook.publish.build", ["planbook.publish.build"]),
        ("views", "from planbook.checks.rules import check", ["planbook.checks.rules.check"]),
        ("publish", "from planbook.records import model", []),
        ("views", "from planbook.views import charts", []),
    ],
)
def test_an_import_from_above_is_found(floor: str, source: str, found: list[str]) -> None:
    assert faults(floor, source) == found


def test_a_circle_is_found() -> None:
    assert circle({"one": {"two"}, "two": {"one"}, "three": {"one"}, "four": set()}) == ["one", "three", "two"]


def test_only_the_adapter_the_build_the_draft_and_the_check_of_the_configuration_know_mkdocs() -> None:
    known = {p.as_posix() for p in MODULES if any(n.split(".")[0] == "mkdocs" for n in imports((SCRIPTS / p).read_text(encoding="utf-8")))}
    assert known == {"mkdocs_hook.py", "planbook/checks/frame.py", "planbook/publish/build.py", "planbook/publish/draft.py"}


def test_no_module_is_longer_than_350_lines_and_no_function_than_40() -> None:
    long = []
    for path in MODULES:
        text = (SCRIPTS / path).read_text(encoding="utf-8")
        if text.count("\n") > 350:
            long.append(f"{path}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 40:
                long.append(f"{path}: {node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines")
    assert long == []
