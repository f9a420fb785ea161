"""Where the parts of a project stand: stated here and nowhere else."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""The project that this engine stands in."""
MACROS = ROOT / "macros"
LOCKED = ROOT / "requirements.txt"
LOCKED_FONTS = MACROS / "fonts" / "package-lock.json"
READ = ("data", "docs", "macros", "scripts", "mkdocs.yml", "requirements.txt")
"""What a build reads, from the root of the project."""
