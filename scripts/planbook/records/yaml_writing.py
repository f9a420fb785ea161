"""Writing one YAML file: a record that the engine itself makes, as editors would write it."""

from __future__ import annotations

import typing
from decimal import Decimal

import yaml

from planbook.records.base import Record


class _Dumper(yaml.SafeDumper):
    """Numbers as the records have them: 6.0 stays 6.0."""


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    kind = "float" if "." in str(number) else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(number))


_Dumper.add_representer(Decimal, _number)


def as_yaml(record: Record, width: int = 1000) -> str:
    """A record as the text of its file: every key that is not at its default, in the order of the model, without the id.

    Longer lines than ``width`` are broken at blanks.
    """
    said = record.model_dump(exclude_defaults=True, exclude={"id"})
    return yaml.dump(_listed(said), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=width)


def _listed(value: typing.Any) -> typing.Any:
    """The value with lists for tuples, which YAML would write with a tag."""
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, tuple) else value
