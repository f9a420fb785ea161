"""The pages written by hand, in ``docs/``: one text for the plan's own language and those converted from it, one for each translation.

``about/cite.md`` is the page; ``about/cite.en.md`` what it says in the edition ``en``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from planbook.records.files import name_of, read_text
from planbook.records.model import Edition
from planbook.records.problem import BadData, Problem


def source(name: str, edition: Edition) -> str:
    """The file that a page is read from in an edition, from ``docs``."""
    return f"{name.removesuffix('.md')}.{edition.id}.md" if edition.kind == "translated" else name


def is_translation(name: str, editions: Iterable[Edition]) -> bool:
    """Whether a file is what a page says in a translated edition, and no page of its own."""
    return any(edition.kind == "translated" and name.endswith(f".{edition.id}.md") for edition in editions)


def pages(docs: Path, editions: Iterable[Edition]) -> Iterator[Path]:
    """The pages, in the plan's own language."""
    known = list(editions)
    return (path for path in sorted(docs.rglob("*.md")) if not is_translation(path.name, known))


def text(name: str, edition: Edition, docs: Path) -> str:
    """What a page says in an edition, before any conversion. Raises ``BadData`` when a translation lacks it."""
    path = docs / source(name, edition)
    if not path.is_file():
        what, cure = f"The page is not translated for the edition {edition.id}.", f"Write docs/{source(name, edition)}."
        raise BadData([Problem(f"docs/{name}", 1, "", what, cure)])
    return read_text(path, name_of(path, docs.parent))
