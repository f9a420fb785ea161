"""Do the tests notice when the code is changed? By hand, on a quiet machine, with a kept tool:

    .venv/bin/pip install mutmut==3.8.1
    .venv/bin/python tests/mutation.py text/figures.py --tests tests/test_figures.py
    .venv/bin/python tests/mutation.py "text/*" "editions/*" "checks/*" publish/serve.py --every 20

Modules are named from ``scripts/planbook``; without ``--tests`` all fast tests are asked, and ``--every 20`` tries one change of twenty.
Everything happens in a copy that is thrown away: the tool names modules by their folder and knows ``src``, so the copy has the engine
there. Prints the changes that lived.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FAST = "not (site or browser or npm or java or slow)"
CONFIG = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{modules}]
also_copy = [{beside}]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-o", "pythonpath=src tests", "-m", "{fast}"]
pytest_add_cli_args_test_selection = [{tests}]
track_dependencies = false
use_git_change_detection = false
timeout_multiplier = 2.0
timeout_constant = 60.0
"""
FORGET = """

def pytest_sessionstart() -> None:
    import functools, types, weakref
    for one in list(weakref.finalize._registry):
        if isinstance(getattr((one.peek() or (0, 0))[1], "__self__", None), dict):
            one.detach()
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper):
            one.cache_clear()
        elif isinstance(one, types.FunctionType) and hasattr(one, "__wrapped__"):
            for cell in one.__closure__ or ():
                if isinstance(cell.cell_contents, dict):
                    cell.cell_contents.clear()
"""
"""Every change is tried in a fork of one process: what this has kept in memory was worked out before the change. What would take an answer
out of that memory when its record dies is called off first: it would find nothing, and the fork would fail for that."""


def main() -> int:
    """Lay the copy, let mutmut change and ask, print what lived; 1 when anything did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", help="what to change, from scripts/planbook: text/figures.py, 'checks/*'")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="the tests to ask")
    parser.add_argument("--every", type=int, default=1, help="try one change of so many")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        lay(copy)
        shutil.copytree(copy / "scripts", copy / "src")
        beside = sorted(path.name for path in copy.iterdir() if path.name not in ("src", "tests", "pyproject.toml"))
        text = CONFIG.format(
            modules=listed(f"src/planbook/{name}" for name in options.modules),
            beside=listed(beside),
            tests=listed(options.tests),
            fast=FAST,
        )
        for name, added in (("pyproject.toml", text), ("tests/conftest.py", FORGET)):
            with (copy / name).open("a", encoding="utf-8") as file:
                file.write(added)
        if code := tried(copy, options.every):
            return code
        lived = told(copy)
        for name in lived:
            mutmut(copy, "show", name)
    print(f"{len(lived)} changes lived.")
    return 1 if lived else 0


def tried(copy: Path, every: int) -> int:
    """Try one change of ``every``; returns the exit code of the tool."""
    if every == 1:
        return mutmut(copy, "run").returncode
    mutmut(copy, "run", "none of them")  # makes the changes, learns which tests meet them, and ends
    kept = sorted((copy / "mutants").rglob("*.meta"))
    names = [name for file in kept for name in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]]
    print(f"{len(names)} changes, of which every {every}th is tried.", flush=True)
    return mutmut(copy, "run", *names[::every]).returncode


def told(copy: Path) -> list[str]:
    """Print how many changes ended in which way, and return the names of those that lived."""
    lines = mutmut(copy, "results", "--all", "true", stdout=subprocess.PIPE, encoding="utf-8").stdout.splitlines()
    ends = dict(line.strip().split(": ") for line in lines if ": " in line)
    print(dict(Counter(ends.values())), flush=True)
    return [name for name, end in ends.items() if end in ("survived", "no tests", "suspicious")]


def mutmut(copy: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the tool in the copy; never raises."""
    environment = os.environ | {"PLAN_SITE_INSIDE_VENV": sys.prefix}
    return subprocess.run([sys.executable, "-m", "mutmut", *arguments], cwd=copy, env=environment, check=False, **options)


def lay(copy: Path) -> None:
    """Copy what belongs to the project, with what is not yet committed."""
    told = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    for name in filter(None, told.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)


def listed(names: object) -> str:
    """Names as an array of TOML holds them."""
    return ", ".join(f'"{name}"' for name in names)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
