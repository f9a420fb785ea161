"""Rules of what frames the plan: the macros can be read as templates, and mkdocs.yml as the configuration of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from planbook.checks.subject import Subject
from planbook.records.files import name_of, read_text
from planbook.records.memory import kept
from planbook.records.problem import BadData, Problem, printable, shown
from planbook.records.yaml_errors import not_yaml

CONFIGURATION = "mkdocs.yml"
OF_THE_ENGINE = ("hooks",)
"""What is no matter of the configuration's form: the engine says it when it is loaded."""
THEME = "theme"


def macros_can_be_read(subject: Subject) -> Iterator[Problem]:
    """Every macro and every template of the theme is one that Jinja can read. What they are given is known only when they are used."""
    for path in sorted(subject.macros.rglob("*.html")):
        name = name_of(path, subject.macros.parent)
        try:
            yield from _template(read_text(path, name), name) if path.is_file() else ()
        except BadData:
            continue  # the rule of the catalogues tells of it, for it reads them too


@kept
def _template(text: str, name: str) -> tuple[Problem, ...]:
    try:
        jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(text)
    except jinja2.TemplateSyntaxError as error:
        what, cure = "Jinja cannot read this: %(reason)s.", "Mend the template here, or where what ends here begins."
        return (Problem.at(name, error.lineno, "", what, cure, reason=printable((error.message or "").rstrip("."))),)
    return ()


def configuration_is_one_of_mkdocs(subject: Subject) -> Iterator[Problem]:
    """MkDocs takes the configuration of the site without a word."""
    path = subject.root / CONFIGURATION
    if not path.is_file():
        return
    try:
        text = read_text(path, CONFIGURATION)
        yaml.compose(text, Loader=yaml.CSafeLoader)
        config = MkDocsConfig(str(path))
        config.load_dict(_of_the_project(yaml_load(text), subject))
    except BadData as error:
        yield from error.problems
    except yaml.YAMLError as error:
        yield not_yaml(error, text, CONFIGURATION)
    except ConfigurationError as error:
        cause = error.__context__
        yield not_yaml(cause, text, CONFIGURATION) if isinstance(cause, yaml.YAMLError) else _refused(text, "", error)
    else:
        yield from (_refused(text, str(key), reason) for faults in config.validate() for key, reason in faults)


def _refused(text: str, key: str, reason: object) -> Problem:
    what, cure = "MkDocs does not take this: %(reason)s.", "See https://www.mkdocs.org/user-guide/configuration/."
    said = " ".join(str(reason).split()).rstrip(".")
    return Problem.at(CONFIGURATION, _line(text, key), shown(key), what, cure, reason=printable(said))


def _of_the_project(values: dict[str, Any], subject: Subject) -> dict[str, Any]:
    """The configuration with the theme where it lies: beside the engine, when there is none beside the data."""
    theme = values.get(THEME)
    values = {key: value for key, value in values.items() if key not in OF_THE_ENGINE}
    if isinstance(theme, dict) and not (subject.root / subject.macros.name).is_dir():
        values[THEME] = {**theme, "custom_dir": str(subject.macros / Path(str(theme.get("custom_dir"))).name)}
    return values


def _line(text: str, key: str) -> int:
    """The line of a key at the first level; 1 where there is none."""
    found = re.search(rf"^{re.escape(key)}\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
