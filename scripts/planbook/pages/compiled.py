"""Templates as Jinja compiled them, kept on disk for the next process that is given the same source, as Python keeps its own modules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from jinja2 import BytecodeCache, Environment, TemplateError, meta
from jinja2.bccache import Bucket

from planbook.records.cache import Cache, program


class Compiled(BytecodeCache):
    """The templates of one kind. Each counts only while the template, this program and Jinja are what they were."""

    def __init__(self, root: Path, kind: Literal["macros", "theme"]) -> None:
        self._cache, self._kind = Cache(root, "templates"), kind

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A template is known by its name: a project may be moved."""
        return f"{self._kind}-{hashlib.sha256(name.encode()).hexdigest()[:32]}.bin"

    def get_source_checksum(self, source: str) -> str:
        """What compiles counts as much as what is compiled: Jinja reckons filters of plain words beforehand."""
        return hashlib.sha256(f"{program()}{source}".encode()).hexdigest()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template, at the place where it now is: messages name it."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code and filename:
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, and whole: Python would die of what is not."""
        if (kept := self._cache.get(bucket.key)) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._cache.put(bucket.key, bucket.bytecode_to_string())


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
