"""Do the tests notice when the code is changed? By hand, on a quiet machine, with a kept tool:

    .venv/bin/pip install mutmut==3.8.1
    .venv/bin/python tests/mutation.py text/figures.py --tests tests/test_figures.py
    .venv/bin/python tests/mutation.py "text/*" "editions/*" "checks/*" publish/serve.py

Modules are named from ``scripts/planbook``; without ``--tests`` all fast tests are asked. Everything happens in a copy that is thrown
away: the tool names modules by their folder and knows ``src``, so the copy has the engine there. Prints the changes that lived.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAST = "not (site or browser or npm or java or slow)"
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "site", "site.*", "__pycache__", ".*_cache", "mutants")
CONFIG = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{modules}]
also_copy = [{beside}]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-o", "pythonpath=src tests", "-m", "{fast}"]
pytest_add_cli_args_test_selection = [{tests}]
track_dependencies = false
use_git_change_detection = false
"""


def main() -> int:
    """Lay the copy, let mutmut change and ask, print what lived; 1 when anything did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", help="what to change, from scripts/planbook: text/figures.py, 'checks/*'")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="the tests to ask")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
        shutil.copytree(copy / "scripts", copy / "src")
        beside = sorted(path.name for path in copy.iterdir() if path.name not in ("src", "tests", "pyproject.toml"))
        text = CONFIG.format(
            modules=listed(f"src/planbook/{name}" for name in options.modules),
            beside=listed(beside),
            tests=listed(options.tests),
            fast=FAST,
        )
        with (copy / "pyproject.toml").open("a", encoding="utf-8") as config:
            config.write(text)
        environment = os.environ | {"PLAN_SITE_INSIDE_VENV": sys.prefix}
        mutmut = [sys.executable, "-m", "mutmut"]
        code = subprocess.run([*mutmut, "run"], cwd=copy, env=environment, check=False).returncode
        if code:
            return code
        said = subprocess.run([*mutmut, "results"], cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
        lived = [line.split(":")[0].strip() for line in said.splitlines() if line.strip() and "killed" not in line]
        for name in lived:
            subprocess.run([*mutmut, "show", name], cwd=copy, env=environment, check=False)
    print(f"{len(lived)} changes lived.")
    return 1 if lived else 0


def listed(names: object) -> str:
    """Names as an array of TOML holds them."""
    return ", ".join(f'"{name}"' for name in names)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
