"""Rules of the files that are published as they are: pictures and tables beside the pages, and those of the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from planbook.checks.subject import Subject
from planbook.records.files import name_of, shown_name
from planbook.records.picture_files import JPEG, PNG
from planbook.records.problem import Problem, shown

SIGNATURES = {
    ".png": (PNG,), ".jpg": (JPEG,), ".jpeg": (JPEG,), ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",), ".pdf": (b"%PDF-",), ".xlsx": (b"PK",),
}  # fmt: skip
"""How a file of a kind begins (https://mimesniff.spec.whatwg.org/)."""
KINDS = (".csv", ".gif", ".jpeg", ".jpg", ".json", ".pdf", ".png", ".svg", ".txt", ".webp", ".xlsx")
LARGEST = 2_000_000
"""Bytes of a file beside a page: a telephone takes ten seconds for it."""
RUNS = re.compile(r"on\w+")
ENTITIES = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def files_beside_pages_can_be_published(subject: Subject) -> Iterator[Problem]:
    """A file beside the pages is of a kind that browsers show or save, is what its name says, and neither empty nor too large."""
    told = ".md", ".html", ".htm"  # by the rules of pages
    for path in sorted(subject.docs.rglob("*")) if subject.docs.is_dir() else ():
        hidden = any(part.startswith(".") for part in path.relative_to(subject.docs).parts)
        if path.is_file() and path.suffix not in told and not hidden and not path.is_symlink():
            yield from _file(path, shown_name(name_of(path, subject.root)))
    theme = subject.macros / "theme"
    for path in sorted(theme.rglob("*.svg")):
        if path.is_file():
            yield from _file(path, name_of(path, subject.macros.parent))


def _file(path: Path, name: str) -> Iterator[Problem]:
    kind = path.suffix.lower()
    size = path.stat().st_size
    if kind not in KINDS:
        what, cure = "A file of this kind would be published with the pages.", "Move it out of docs/; pages end in .md, files in %(kinds)s."
        yield Problem.at(name, 1, "", what, cure, kinds=", ".join(KINDS))
    elif size == 0:
        yield Problem.at(name, 1, "", "The file is empty.", "Save it anew, or delete it.")
    elif size > LARGEST:
        what, cure = "The file has %(bytes)d bytes.", "Save it smaller: at most %(most)d are published."
        yield Problem.at(name, 1, "", what, cure, bytes=size, most=LARGEST)
    elif kind == ".svg":
        yield from _svg(path.read_bytes(), name)
    elif kind in SIGNATURES and not path.read_bytes().startswith(SIGNATURES[kind]):
        yield Problem.at(name, 1, "", "The file is not what its name says.", "Save it as %(kind)s, or rename it.", kind=kind)


def _svg(content: bytes, name: str) -> Iterator[Problem]:
    """A drawing that can be read, runs nothing and loads nothing from elsewhere."""
    if ENTITIES.search(content.decode("utf-8", "replace")):
        yield Problem.at(name, 1, "", "The drawing begins with a DOCTYPE.", "Delete the line: browsers need none.")
        return
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # without declarations of entities, see above
    except ElementTree.ParseError as error:
        what, cure = "The drawing cannot be read: %(reason)s.", "Export it anew as SVG."
        yield Problem.at(name, error.position[0], "", what, cure, reason=shown(error))
        return
    except (LookupError, ValueError) as error:  # an encoding that the parser does not know, as GBK
        what, cure = "The drawing cannot be read: %(reason)s.", "Save the file with the encoding UTF-8."
        yield Problem.at(name, 1, "", what, cure, reason=shown(error))
        return
    if not root.tag.endswith("}svg"):
        yield Problem.at(name, 1, "", 'The drawing is no SVG: xmlns="http://www.w3.org/2000/svg" is missing.', "Export it anew as SVG.")
    for element in root.iter():
        programs = str(element.tag).rpartition("}")[2] in ("script", "foreignObject") or any(map(RUNS.fullmatch, element.attrib))
        elsewhere = any(re.match(r"\s*(https?:)?//", value) for key, value in element.attrib.items() if key.rpartition("}")[2] == "href")
        if programs or elsewhere:
            yield Problem.at(name, 1, "", "The drawing runs or loads something.", "Export it anew, with shapes alone.")
            return
