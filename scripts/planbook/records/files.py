"""The one reader of the project's text files, and what may stand in its folders.

Whatever keeps a file from being read is a problem with its path, never a traceback.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from planbook.records.messages import why
from planbook.records.problem import BadData, Problem

LARGEST = 4_000_000
"""Bytes of a text file. The longest text of a plan, its source, has a twentieth of that."""
OF_AN_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How documents of Word and Excel begin, new and old."""
MERGING = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""What git leaves where it could not join two versions (git-merge(1), HOW CONFLICTS ARE PRESENTED)."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def is_there(path: Path) -> bool:
    """Whether there is such a file. A name that no file can have, one that is too long, is the name of none."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file, without the mark that Windows editors put at its head. Line ends become those of Unix.

    ``name`` is how a problem calls the file: see ``name_of``. Raises ``BadData`` for a file that is not there, is none, cannot be read,
    is too large or is in another encoding.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BadData([Problem.at(name, 1, "", "This is no file that could be read.", "Put an ordinary file in its place.")])
        if status.st_size > LARGEST:
            what, cure = "The file has %(bytes)d bytes.", "At most %(most)d are read: take out what does not belong here."
            raise BadData([Problem.at(name, 1, "", what, cure, bytes=status.st_size, most=LARGEST)])
        content = path.read_bytes()
    except OSError as error:
        what, cure = "The file cannot be read (%(reason)s).", "Restore it, or its permissions."
        raise BadData([Problem.at(name, 1, "", what, cure, reason=why(error))]) from None
    text = _decoded(content, name)
    if merging := MERGING.search(text):
        what, cure = "Two versions stand here with the marks of git between them.", "Keep one, and delete the lines of marks."
        raise BadData([Problem.at(name, text.count("\n", 0, merging.start()) + 1, "", what, cure)])
    return text


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        if content.startswith(OF_AN_OFFICE):
            what, cure = "This is a file of Word or Excel.", "Write it in a plain editor, such as Notepad, and save it as UTF-8."
            raise BadData([Problem.at(name, 1, "", what, cure)]) from None
        line = 1 if content.startswith(UTF_16) else content.count(b"\n", 0, error.start) + 1
        raise BadData([Problem.at(name, line, "", "This is not UTF-8.", "Save the file with the encoding UTF-8.")]) from None


def remarked(path: Path, name: str) -> Iterator[tuple[int, str]]:
    """Number and words of each line that has words; a # begins a remark. Raises ``BadData`` as ``read_text`` does."""
    for number, line in enumerate(read_text(path, name).split("\n"), 1):
        if words := line.partition("#")[0].rstrip():
            yield number, words


def name_of(path: Path, root: Path) -> str:
    """How a problem names a file: its path from the root of the project."""
    return path.relative_to(root).as_posix()


def strange_files(folder: Path, root: Path) -> Iterator[Problem]:
    """What stands below a folder and is neither a file nor a folder of the project: pipes, devices, links that lead out or nowhere.

    ``root`` is the folder of the project, which no link may leave: what it leads to would be published, or written. Names that begin
    with a point are left alone: editors keep links of that kind while they work, and nothing publishes them.
    """
    entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")] if folder.is_dir() else []
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.is_symlink():
            path = Path(entry.path)
            yield from _link(path, root, shown_name(name_of(path, root)))
        elif entry.is_dir():
            yield from strange_files(Path(entry.path), root)
        elif not entry.is_file():
            name = shown_name(name_of(Path(entry.path), root))
            yield Problem.at(name, 1, "", "This is neither a file nor a folder.", "Remove it.")


def _link(path: Path, root: Path, name: str) -> Iterator[Problem]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        yield Problem.at(name, 1, "", "The link leads nowhere.", "Remove it, or put the file itself here.")
        return
    if not target.is_relative_to(root.resolve()):
        yield Problem.at(name, 1, "", "The link leads out of the project.", "Put the file itself here.")
    elif target.is_dir():
        yield Problem.at(name, 1, "", "The link leads to a folder.", "Put the folder itself here.")
    elif not target.is_file():
        yield Problem.at(name, 1, "", "This is neither a file nor a folder.", "Remove it.")


def shown_name(name: str) -> str:
    """A file name that can be printed whatever bytes it has."""
    return name.encode("utf-8", "backslashreplace").decode()
