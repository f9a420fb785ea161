"""Scripts and templates of Typst that cannot be read are told by the check; without Node.js it says that it did not look at scripts."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from planbook.checks import programs
from planbook.checks.rules import check
from planbook.records.problem import BadData
from support import damage
from support.places import ROOT
from support.projects import miniature, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    damage.miniature(root)
    shutil.copytree(ROOT / "macros", root / "macros", copy_function=shutil.copyfile)
    return root


@pytest.mark.usefixtures("node")
def test_a_script_that_cannot_be_read_is_told_with_its_line(project: Path) -> None:
    path = project / "macros" / "theme" / "assets" / "tables.js"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nlet broken = ;\n", encoding="utf-8")
    line = text.count("\n") + 2
    with pytest.raises(BadData) as caught:
        check(project / "data")
    assert [(problem.path, problem.line) for problem in caught.value.problems] == [("macros/theme/assets/tables.js", line)]
    assert "JavaScript cannot read this: Unexpected token" in str(caught.value)
    assert "Mend the script here, or where what ends here begins." in str(caught.value)


def test_a_machine_without_node_looks_at_no_script_and_says_so(tmp_path: Path) -> None:
    root = miniature(tmp_path / "project")
    outcome = run(root, "scripts/run.py", "check", PATH="")
    assert outcome.returncode == 0, outcome.stderr
    assert "The scripts of the theme were not looked at: that needs Node.js." in outcome.stdout


@pytest.mark.parametrize(
    ("command", "seconds", "why"),
    [
        (("/nowhere/node", "-e", programs.OF_NODE), 30, "node cannot be started: No such file or directory"),
        ((sys.executable, "-c", "import os; os._exit(3)"), 30, "stopped with the code 3"),
        ((sys.executable, "-c", "print('Segmentation fault')"), 30, "nobody understands the answer of"),
        ((sys.executable, "-c", "while True: pass"), 0.2, "had no answer after 0 seconds"),
    ],
)
def test_a_program_that_cannot_do_it_finds_no_fault_and_says_so(command: tuple[str, ...], seconds: float, why: str) -> None:
    found = programs._reading(command, (("a.js", "(;"),), seconds)
    assert found.faults == ()
    assert why in found.why


def test_the_line_of_a_fault_in_a_template_is_its_own() -> None:
    texts = (("a.typ", "#let a = 1\n#let b = (\n"), ("b.typ", '#import "nowhere.typ": a\n#sys.inputs.book\n'))
    assert programs._reading(programs.WITH_TYPST, texts) == ((("a.typ", 2, "unclosed delimiter"),), "")


def test_the_process_that_checks_starts_no_threads_which_a_fork_would_lose(project: Path) -> None:
    """A build forks after the check; what Typst began there would be waited for in vain."""
    source = f"""
import sys; sys.path.insert(0, {str(ROOT / "scripts")!r})
from pathlib import Path
from planbook.checks.rules import check
check(Path({str(project / "data")!r}))
print("typst" in sys.modules, len(list(Path("/proc/self/task").iterdir())) if Path("/proc/self/task").is_dir() else 1)
"""
    outcome = run(project, "-c", source)
    assert outcome.stdout.split() == ["False", "1"], outcome.stderr
