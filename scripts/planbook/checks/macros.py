"""The rules of macros and templates: much, and nothing of the records. What they found sound once is not looked at again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from planbook.checks import frame, macro_calls, macro_markup, macro_names
from planbook.checks.subject import Subject
from planbook.records.cache import Cache, program
from planbook.records.problem import Problem

RULES = (
    frame.macros_can_be_read,
    frame.macros_are_there,
    macro_names.macros_name_what_there_is,
    macro_calls.macros_are_given_what_they_take,
    macro_markup.macros_write_whole_tags,
    macro_markup.macros_run_and_load_nothing,
)


def broken(subject: Subject) -> list[Problem]:
    """What is wrong with the macros and templates; nothing where these very files were found sound by this very program before."""
    cache, made_of = Cache(subject.macros.parent, "sound"), _made_of(subject.macros)
    if cache.get("macros", made_of) is not None:
        return []
    found = [problem for rule in RULES for problem in rule(subject)]
    if not found:
        cache.put("macros", b"", made_of)
    return found


def _made_of(macros: Path) -> str:
    """The digest of all that the rules look at, and of the rules."""
    digest = hashlib.sha256(program().encode())
    for path in filter(Path.is_file, sorted(macros.rglob("*.html"))):  # no pipe, which would be read for ever
        content = path.read_bytes()
        digest.update(f"{path.relative_to(macros).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()
