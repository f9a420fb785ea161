"""The one reader of the project's text files: whatever keeps a file from being read is a problem with its path, never a traceback."""

from __future__ import annotations

from pathlib import Path

from planbook.records.problem import BadData, Problem


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file, without the mark that Windows editors put at its head. Line ends become those of Unix.

    ``name`` is how a problem calls the file: see ``name_of``. Raises ``BadData`` for a file that is not there, cannot be read or is in
    another encoding.
    """
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})."
        raise BadData([Problem(name, 1, "", what, "Restore it, or its permissions.")]) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadData([Problem(name, line, "", "This is not UTF-8.", "Save the file with the encoding UTF-8.")]) from None


def name_of(path: Path, root: Path) -> str:
    """How a problem names a file: its path from the root of the project."""
    return path.relative_to(root).as_posix()
