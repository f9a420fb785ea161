"""What the plan names in a place for each need of those who live there, and what for the whole city, by the fields that serve a need."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, get_args

from planbook.records.model import Need, PolicyField, Project
from planbook.views.view import View


class NeedHere(NamedTuple):
    """A need in a place. ``named``: projects that the plan names there; ``placeless``: those for which it names no place at all."""

    need: Need
    fields: tuple[PolicyField, ...]
    named: tuple[Project, ...]
    placeless: tuple[Project, ...]


def needs(projects: Collection[Project], view: View) -> list[NeedHere]:
    """Every need that a field of the plan serves, with those of the ``projects`` of a place that serve it."""
    return [found for need in get_args(Need) if (found := _need(need, projects, view)).fields]


def _need(need: Need, projects: Collection[Project], view: View) -> NeedHere:
    fields = tuple(field for field in view.records.fields.values() if field.need == need)
    ids = {field.id for field in fields}
    placeless = tuple(project for project in view.projects.all if not project.places and ids & set(project.fields))
    return NeedHere(need, fields, tuple(project for project in projects if ids & set(project.fields)), placeless)
