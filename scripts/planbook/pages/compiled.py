"""Templates as Jinja compiled them, kept for the next environment that is given the same source."""

from __future__ import annotations

from contextlib import suppress

from jinja2 import BytecodeCache, Environment, TemplateError, meta
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """One entry a file: it is known by its path, and counts only while the digest of its source is the same."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What Jinja asks for before it compiles."""
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """What Jinja hands over when it has compiled."""
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()
"""Shared by all environments of this process: those of one file have the same settings."""


def compile_before(env: Environment, *names: str, follow: bool = True) -> None:
    """Compile the templates of these names, and what they include (unless told not to ``follow``), before somebody asks for them.

    What cannot be compiled is passed over: whoever asks for it is told.
    """
    todo, seen = list(names), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        with suppress(TemplateError, OSError, UnicodeError):
            env.get_template(name)
            if follow:
                assert env.loader is not None
                todo += filter(None, meta.find_referenced_templates(env.parse(env.loader.get_source(env, name)[0])))
