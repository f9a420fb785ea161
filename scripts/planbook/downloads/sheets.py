"""What stands on which sheet of the workbook: which columns of the open data, under which headings, how wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

NARROW, MIDDLE, BROAD, TEXT = 10, 17, 34, 56
"""Widths of columns, in characters of Latin script."""


class Shown(NamedTuple):
    """A column of a sheet: the column of the data that it shows, its heading, its width; ``link``: the column with its address.

    ``elsewhere``: a column of ids is told by the names that the records have in the other language.
    """

    column: str
    heading: str
    width: int = MIDDLE
    link: str = ""
    elsewhere: bool = False


class Sheet(NamedTuple):
    """A sheet: its name, the table that it shows, its columns."""

    name: str
    table: str
    columns: tuple[Shown, ...]


OtherName = Literal["", "name_en", "name_zh"]
"""The column with the names in the other language, if there is one."""


def sheets(gettext: Callable[[str], str], other: OtherName) -> tuple[Sheet, ...]:
    """The sheets in their order, with headings in the language of ``gettext``: the plan's own first, then what came later."""
    return (*_of_the_plan(gettext, other), *_of_what_came_later(gettext, other), *_of_words(gettext, other))


def _name(_: Callable[[str], str], other: OtherName, ids: str = "") -> tuple[Shown, ...]:
    """The names in the other language: from their own column, or those of the records with the ``ids``."""
    if not other:
        return ()
    heading = _("Name in English") if other == "name_en" else _("Name in Chinese")
    return (Shown(ids or other, heading, BROAD, elsewhere=bool(ids)),)


def _read(_: Callable[[str], str], other: OtherName) -> tuple[Shown, ...]:
    return (Shown("translation_read_by", _("Translation read by")),) if other else ()


def _value(_: Callable[[str], str]) -> tuple[Shown, ...]:
    return (
        Shown("value", _("Value")), Shown("high", _("Upper end"), NARROW), Shown("unit", _("Unit"), NARROW),
        Shown("bound", _("Bound"), NARROW), Shown("measure", _("Measure")), Shown("start", _("From year"), NARROW),
        Shown("year", _("Year"), NARROW),
    )  # fmt: skip


def _where(_: Callable[[str], str]) -> Shown:
    return Shown("place_label", _("Where it stands"), BROAD, "place_address")


def _note(_: Callable[[str], str]) -> Shown:
    return Shown("note", _("Editor's note"), TEXT)


def _number(_: Callable[[str], str]) -> Shown:
    return Shown("id", _("Number in the data"), BROAD)


def _of_the_plan(_: Callable[[str], str], other: OtherName) -> tuple[Sheet, ...]:
    value, words = _value(_), Shown("text", _("Value in words"))
    outcome = (Shown("status_outcome", _("Outcome")), Shown("status_reports", _("Later reports"), TEXT))
    without_high = tuple(shown for shown in value if shown.column != "high")
    return (
        Sheet(_("Indicators"), "indicator-values", (
            Shown("indicator", _("Indicator"), BROAD, "address"), *_name(_, other, "indicator"),
            Shown("kind", _("Kind")), *without_high, words, *outcome,
            Shown("place_at", _("Where it stands"), BROAD), _note(_),
        )),
        Sheet(_("Targets"), "progress", (
            Shown("subject", _("Target"), BROAD, "address"), *_name(_, other), *value, words, *outcome, _where(_),
            *_read(_, other), Shown("key", _("Number in the data"), BROAD),
        )),
        Sheet(_("Projects"), "projects", (
            Shown("name", _("Project"), TEXT, "address"), *_name(_, other),
            _where(_), Shown("nature", _("Kind")), Shown("products", _("Product"), BROAD),
            Shown("fields", _("Field"), BROAD), Shown("places", _("Place")), Shown("state", _("State")), _note(_),
            *_read(_, other), _number(_),
        )),
        Sheet(_("Capacities of projects"), "project-capacities", (
            Shown("project", _("Project"), TEXT, "address"), *_name(_, other, "project"),
            Shown("value", _("Value")), Shown("unit", _("Unit"), NARROW),
            Shown("per", _("Per"), NARROW), Shown("product", _("Product"), BROAD),
        )),
    )  # fmt: skip


def _of_what_came_later(_: Callable[[str], str], other: OtherName) -> tuple[Sheet, ...]:
    return (
        Sheet(_("Later reports"), "reports", (
            Shown("fact", _("Fact"), TEXT, "address"), *_value(_), Shown("as_of", _("Date")), Shown("source", _("Source"), BROAD),
            Shown("place", _("Place in the source"), BROAD), _note(_), _number(_),
        )),
        Sheet(_("Audit"), "findings", (
            Shown("title", _("Finding"), TEXT, "address"), *_name(_, other),
            Shown("kind", _("Kind")), Shown("computation", _("Arithmetic"), BROAD),
            Shown("result", _("Result")), Shown("explanation", _("Explanation"), TEXT), _where(_),
            *_read(_, other), _number(_),
        )),
    )  # fmt: skip


def _of_words(_: Callable[[str], str], other: OtherName) -> tuple[Sheet, ...]:
    return (
        Sheet(_("Terms"), "terms", (
            Shown("name", _("Term"), BROAD, "address"), *_name(_, other), Shown("aliases", _("Also written"), BROAD),
            Shown("meaning", _("Meaning"), TEXT), _where(_), *_read(_, other),
        )),
        Sheet(_("Sources"), "sources", (
            Shown("title", _("Source"), BROAD, "address"), *_name(_, other),
            Shown("publisher", _("Publisher"), BROAD), Shown("date", _("Date")),
            Shown("about", _("What it is"), TEXT), Shown("rights", _("Rights"), TEXT), Shown("sha256", "SHA-256", BROAD),
            *_read(_, other),
        )),
    )  # fmt: skip
