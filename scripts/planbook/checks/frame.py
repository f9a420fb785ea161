"""Rules of what frames the plan: the macros can be read as templates, and mkdocs.yml as the configuration of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import yaml
from jinja2 import nodes
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from planbook.checks.macro_tree import tree
from planbook.checks.subject import Subject
from planbook.records.files import is_there, name_of, read_text
from planbook.records.memory import kept
from planbook.records.problem import BadData, Problem, printable, shown
from planbook.records.yaml_errors import not_yaml
from planbook.text.shelves import Shelf

CONFIGURATION = "mkdocs.yml"
OF_THE_ENGINE = ("hooks",)
"""What is no matter of the configuration's form: the engine says it when it is loaded."""
TOLD = ("docs_dir",)
"""What other rules tell, with a path that is the same on every machine."""
THEME = "theme"
TAKING = nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends
"""What of Jinja takes something from another file."""
PROGRAM = "scripts/mkdocs_hook.py"
PICTURES_OF_THEME = ("favicon", "logo")
OF_THEME = {"name": "material", "custom_dir": "macros/theme"}
SETTINGS = ("edition", "commit", "contact")
"""What the program looks for in ``extra``."""


def macros_can_be_read(subject: Subject) -> Iterator[Problem]:
    """Every macro and every template of the theme is one that Jinja can read. What they are given is known only when they are used."""
    for name, text in subject.templates():
        if fault := _held(text).fault:
            what, cure = "Jinja cannot read this: %(reason)s.", "Mend the template here, or where what ends here begins."
            yield Problem.at(name, fault.lineno, "", what, cure, reason=printable((fault.message or "").rstrip(".")))


def macros_are_there(subject: Subject) -> Iterator[Problem]:
    """Every page has its macro, and whatever a macro file takes from another file is a file of macros."""
    paths = filter(Path.is_file, sorted(subject.macros.glob("*.html")))  # no pipe, which would be read for ever
    files = {path.name: _holding(path, name_of(path, subject.macros.parent)) for path in paths}
    for shelf in Shelf:
        name = f"{shelf.template}.html"
        if name not in files or shelf.macro not in files[name].macros | ({shelf.macro} if files[name].damaged else set()):
            what, cure = "There is no macro %(macro)s, which shows %(path)s.", "Write it, or restore the file."
            yield Problem.at(f"{subject.macros.name}/{name}", 1, "", what, cure, macro=f"{shelf.template}.{shelf.macro}", path=shelf.path)
    for name, held in files.items():
        for asked, line in held.asked.items():
            if asked not in files:
                what, cure = "There is no file %(file)s.", "Restore it, or name another."
                yield Problem.at(f"{subject.macros.name}/{name}", line, "", what, cure, file=shown(asked))


class _Held(NamedTuple):
    """What a macro file holds: the names of its macros; the files it takes from, each with its line. ``damaged``: it cannot be read."""

    macros: frozenset[str]
    asked: dict[str, int]
    damaged: bool = False
    fault: jinja2.TemplateSyntaxError | None = None
    """Why Jinja cannot read it."""


def _holding(path: Path, name: str) -> _Held:
    try:
        return _held(read_text(path, name))
    except BadData:  # the rule of the catalogues tells of it, for it reads them too
        return _Held(frozenset(), {}, damaged=True)


@kept
def _held(text: str) -> _Held:
    try:
        found = tree(text)
    except jinja2.TemplateSyntaxError as error:
        return _Held(frozenset(), {}, damaged=True, fault=error)
    taken = [(getattr(node, "template", None), node.lineno) for node in found.find(*TAKING)]
    asked = {str(name.value): line for name, line in taken if isinstance(name, nodes.Const)}
    return _Held(frozenset(macro.name for macro in found.find(nodes.Macro)), asked)


def configuration_is_one_of_mkdocs(subject: Subject) -> Iterator[Problem]:
    """MkDocs takes the configuration of the site without a word."""
    path = subject.root / CONFIGURATION
    if not path.is_file() and not (subject.root / subject.macros.name).is_dir():
        return  # data alone, beside no macros: no project
    try:
        text = read_text(path, CONFIGURATION)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        yield from _doubles(root)
        config = MkDocsConfig(str(path))
        config.load_dict(_of_the_project(yaml_load(text) if isinstance(root, yaml.MappingNode) else {}, subject))
        faults = [fault for faults in config.validate() for fault in faults]
    except BadData as error:
        yield from error.problems
    except yaml.YAMLError as error:
        yield not_yaml(error, text, CONFIGURATION)
    except ConfigurationError as error:
        cause = error.__context__
        yield not_yaml(cause, text, CONFIGURATION) if isinstance(cause, yaml.YAMLError) else _refused(text, "", error)
    except RecursionError:
        cure = "See https://www.mkdocs.org/user-guide/configuration/."
        yield Problem.at(CONFIGURATION, 1, "", "This is nested too deeply.", cure)
    except Exception as error:  # MkDocs states no errors for values of a kind that it does not expect
        yield _refused(text, "", error)
    else:
        yield from (_refused(text, str(key), reason) for key, reason in faults if key not in TOLD)


def configuration_names_what_makes_the_site(subject: Subject) -> Iterator[Problem]:
    """mkdocs.yml names the program, the theme and the settings that the site is made with, and only files that there are."""
    text, values = configured(subject)
    if not text:
        return
    extra, theme = (value if isinstance(value, dict) else {} for value in (values.get("extra"), values.get(THEME)))
    wanted = [("hooks", PROGRAM, PROGRAM in names_in(values.get("hooks")))]
    wanted += [(THEME, f"{key}: {value}", theme.get(key) == value) for key, value in OF_THEME.items()]
    wanted += [("extra", f'{key}: ""', key in extra) for key in SETTINGS]
    yield from lacking(text, wanted)
    listed = {key: names_in(values.get(key)) for key in ("extra_css", "extra_javascript")}
    listed[THEME] = [*names_in(theme.get("static_templates")), *names_in([theme.get(key) for key in PICTURES_OF_THEME])]
    for key, names in listed.items():
        for name in names:
            if not any(is_there(folder / name) for folder in (subject.macros / "theme", subject.docs)):
                what, cure = "There is no file %(file)s.", "Name a file of macros/theme/, or take the line out."
                yield Problem.at(CONFIGURATION, line_of(text, key), key, what, cure, file=shown(name))


def lacking(text: str, wanted: list[tuple[str, str, bool]]) -> Iterator[Problem]:
    """What the configuration must say and does not: ``wanted`` has the key of the first level, what stands there, and whether it does."""
    for key, words, there in wanted:
        if not there:
            what, cure = "%(words)s is missing: without it there is no site.", "Write it again."
            yield Problem.at(CONFIGURATION, line_of(text, key), key, what, cure, words=words)


def configured(subject: Subject) -> tuple[str, dict[str, Any]]:
    """The text of mkdocs.yml and what it says; both empty where it cannot be read, which ``configuration_is_one_of_mkdocs`` tells."""
    try:
        text = read_text(subject.root / CONFIGURATION, CONFIGURATION)
        values = yaml_load(text)
    except Exception:  # a single value, a day that there is not: whatever PyYAML and MkDocs do not expect
        return "", {}
    return (text, values) if isinstance(values, dict) else ("", {})


def names_in(value: object) -> list[str]:
    """The files that a list names, each by itself or as ``path``."""
    items = [item.get("path") if isinstance(item, dict) else item for item in value] if isinstance(value, list) else []
    return [item for item in items if isinstance(item, str)]


def _doubles(node: yaml.Node | None) -> Iterator[Problem]:
    """Keys that stand twice in one mapping: MkDocs would take the last without a word."""
    if isinstance(node, yaml.MappingNode):
        first = dict[str, int]()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if first.setdefault(str(key.value), line) != line:
                what, cure = "The key stands twice.", "Keep one; the first is in line %(first)d."
                yield Problem.at(CONFIGURATION, line, shown(key.value), what, cure, first=first[key.value])
            yield from _doubles(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubles(item)


def _refused(text: str, key: str, reason: object) -> Problem:
    what, cure = "MkDocs does not take this: %(reason)s.", "See https://www.mkdocs.org/user-guide/configuration/."
    said = " ".join(str(reason).split()).rstrip(".")
    return Problem.at(CONFIGURATION, line_of(text, key), shown(key), what, cure, reason=printable(said))


def _of_the_project(values: dict[str, Any], subject: Subject) -> dict[str, Any]:
    """The configuration with the theme where it lies: beside the engine, when there is none beside the data."""
    theme = values.get(THEME)
    values = {key: value for key, value in values.items() if key not in OF_THE_ENGINE}
    if isinstance(theme, dict) and not (subject.root / subject.macros.name).is_dir():
        values[THEME] = {**theme, "custom_dir": str(subject.macros / Path(str(theme.get("custom_dir"))).name)}
    return values


def line_of(text: str, key: str) -> int:
    """The line of a key at the first level; 1 where there is none."""
    found = re.search(rf"^{re.escape(key)}\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
