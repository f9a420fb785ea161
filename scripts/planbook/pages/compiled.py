"""Templates as Jinja compiled them, kept on disk for the next process that is given the same source, as Python keeps its own modules."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from jinja2 import BytecodeCache, Environment, TemplateError, meta
from jinja2.bccache import Bucket

FOLDER, ELSEWHERE = ".cache", "PLAN_SITE_CACHE"
"""Where they are kept in a project, and what in the environment names another folder."""
PROGRAM = Path(__file__).parents[2]
DIGEST = hashlib.sha256().digest_size
"""Bytes that stand before a compiled template, and prove it whole."""


class Compiled(BytecodeCache):
    """One file for each template of one kind. It counts only while the template, this program and Jinja are what they were.

    A folder that nobody may write in keeps nothing: then everybody compiles anew.
    """

    def __init__(self, root: Path, kind: Literal["macros", "theme"]) -> None:
        self._folder = Path(os.environ.get(ELSEWHERE) or root / FOLDER) / "templates"
        self._kind = kind

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A template is known by its name: a project may be moved."""
        return f"{self._kind}-{hashlib.sha256(name.encode()).hexdigest()[:32]}.bin"

    def get_source_checksum(self, source: str) -> str:
        """What compiles counts as much as what is compiled: Jinja reckons filters of plain words beforehand."""
        return hashlib.sha256(f"{_program()}{source}".encode()).hexdigest()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template, at the place where it now is: messages name it."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code and filename:
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept. A file that is damaged, or not yet written to its end, is not there: Python would die of it."""
        with suppress(OSError):
            kept = (self._folder / bucket.key).read_bytes()
            if hashlib.sha256(kept[DIGEST:]).digest() == kept[:DIGEST]:
                bucket.bytecode_from_string(kept[DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where that can be done."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / bucket.key).write_bytes(hashlib.sha256(code).digest() + code)


@cache
def _program() -> str:
    """The digest of everything that has a say in what a template becomes."""
    files = sorted([*PROGRAM.glob("*.py"), *(PROGRAM / "planbook").rglob("*.py")])
    digest = hashlib.sha256("".join(map(version, ("jinja2", "markupsafe", "mkdocs"))).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def compile_before(env: Environment, kept: Compiled, names: Iterable[str]) -> None:
    """Compile the templates of these names that are not kept, and what they include, before somebody asks for them.

    What cannot be compiled is passed over: whoever asks for it is told.
    """
    assert env.loader is not None
    todo, seen = list(names), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        with suppress(TemplateError, OSError, UnicodeError):
            source, filename, _ = env.loader.get_source(env, name)
            if kept.get_bucket(env, name, filename, source).code is None:
                env.get_template(name)
                todo += filter(None, meta.find_referenced_templates(env.parse(source)))
