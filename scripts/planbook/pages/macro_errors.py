"""What went wrong in a template: its file, its line, and what a macro was given."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError

from planbook.records.base import Record
from planbook.records.layout import ROOT
from planbook.records.messages import say, why
from planbook.views.here import Here
from planbook.views.topics import Topic


class MacroError(RuntimeError):
    """A macro that could not be set; its text is for whoever wrote the macro."""


def of_macro(error: Exception, macro: str, names: Mapping[str, Any]) -> MacroError:
    """The error of a macro, ``term.index``, which was called with ``names``."""
    given = ", ".join(f"{name}={_called(value)}" for name, value in names.items())
    return MacroError(
        say("%(error)s The macro %(macro)s was given %(given)s.", error=_sentence(told(error)), macro=macro, given=given)
    )  # fmt: skip


def told(error: BaseException) -> str:
    """An error in a line: the template and the line where it arose, or else those of the program; errors that tell it themselves as is."""
    if isinstance(error, MacroError):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{_from_root(str(error.filename))}: {why(error)}."
    if isinstance(error, TemplateSyntaxError):
        return f"{_from_root(error.filename or error.name or '')}:{error.lineno}: {error.message}"
    places = list(_templates(error))
    if places:
        name, line = places[-1]
        return f"{_from_root(name)}:{line}: {type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({_from_root(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"


def _templates(error: BaseException) -> Iterator[tuple[str, int]]:
    """The templates that were at work, the innermost last: file and line."""
    step = error.__traceback__
    while step is not None:
        known = step.tb_frame.f_globals
        if isinstance(template := known.get("__jinja_template__"), Template):
            yield template.filename or "", template.get_corresponding_lineno(step.tb_lineno)
        elif "__jinja_exception__" in known:  # Jinja has put the lines of the template there already
            yield step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next


def _from_root(name: str) -> str:
    path = Path(name)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else name


def _called(value: object) -> str:
    """What stands for a value in a message: a record's file, a page's address, or what kind of thing it is."""
    record = value.record if isinstance(value, Topic) else value
    if isinstance(record, Record):
        return f"{record.folder}/{record.id}"
    if isinstance(value, Here):
        return value.page or "./"
    return value if isinstance(value, str) and len(value) < 80 else type(value).__name__


def _sentence(text: str) -> str:
    return text if text.endswith((".", "。")) else f"{text}."
