"""The modules import one way, and only two of them know MkDocs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
ORDER = (
    "problem", "model", "load", "blocks", "addresses", "figures", "source", "links", "status", "published", "editions", "forms",
    "ledger", "checks", "reports", "words", "citations", "lost", "hosting", "tables", "charts", "views", "dashboard", "topics", "npm",
    "typefaces", "licences", "provenance", "revisions", "deadlines", "policy", "redirects", "search", "manifest", "entries", "datasets",
    "catalogue", "opendata", "book", "pictures", "descriptions", "pages", "share", "metadata", "printing", "archive", "pdf", "epub",
    "gallery", "workbook", "datasheets", "offline", "workers", "downloads", "mkdocs_hook", "swap", "build", "verify", "serve",
    "changes", "guide", "fonts", "verbs", "run",
)  # fmt: skip
KNOW_MKDOCS = {"mkdocs_hook", "build"}


def imports(module: str) -> Iterator[str]:
    """The top-level name of everything that a module imports, inside its functions too."""
    for node in ast.walk(ast.parse((SCRIPTS / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_every_module_has_its_layer() -> None:
    assert sorted(path.stem for path in SCRIPTS.glob("*.py")) == sorted(ORDER)


def test_a_module_imports_only_from_the_layers_below() -> None:
    upwards = {(module, name) for place, module in enumerate(ORDER) for name in imports(module) if name in ORDER[place:]}
    assert not upwards


def test_only_the_adapter_and_the_build_know_mkdocs() -> None:
    assert {module for module in ORDER if "mkdocs" in imports(module)} == KNOW_MKDOCS
