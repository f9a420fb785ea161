"""Every code that the vocabulary allows has a word in every edition, and a code that it does not know is an error."""

from __future__ import annotations

import typing

import jinja2
import pytest

from planbook.editions.labels import Vocabulary, labels
from planbook.editions.words import Words
from planbook.pages.renderer import environment
from planbook.records import model
from planbook.records.model import Edition
from planbook.text import newest_figures, stages
from support.places import EDITION, ROOT

KNOWN = {
    "Kind": ("value kind",), "Measure": ("measure",), "Bound": ("bound",), "Nature": ("nature",), "ProjectNature": ("project nature",),
    "ErratumKind": ("erratum kind",), "Relation": ("relation",), "FindingKind": ("finding kind",), "ChangeKind": ("change kind",),
    "Confidence": ("confidence", "confidence explained"), "Outcome": ("outcome",), "Grade": ("grade", "grade explained"),
    "Extent": ("extent",), "Holder": ("holder",), "Basis": ("basis",), "EditionKind": (), "Need": ("need",),
}  # fmt: skip
"""The Literals of the model, and what says their words to readers."""


def literals() -> dict[str, tuple[str, ...]]:
    """Every ``Literal`` that the model declares by a name."""
    return {name: typing.get_args(value) for name, value in vars(model).items() if typing.get_origin(value) is typing.Literal}


def test_every_literal_of_the_model_is_known_here() -> None:
    assert literals().keys() == KNOWN.keys()


@EDITION
@pytest.mark.parametrize("name", KNOWN)
def test_every_code_has_a_word_and_no_word_is_left_over(editions: dict[str, Edition], name: str, edition: str) -> None:
    found = labels(Words(editions[edition], ROOT / "macros" / "locale").gettext)
    for vocabulary in KNOWN[name]:
        assert found[vocabulary].keys() == set(literals()[name])
        assert all(found[vocabulary].values())


def test_every_state_of_a_project_has_a_word() -> None:
    found = labels(str)
    assert found["project state"].keys() == set(typing.get_args(stages.ProjectState))
    assert found["answer"].keys() == set(typing.get_args(newest_figures.Answer))
    assert found.keys() == set(typing.get_args(Vocabulary))


def test_an_unknown_code_stops_a_macro(editions: dict[str, Edition]) -> None:
    env = environment(ROOT / "macros")
    known = labels(str)
    env.globals["label"] = lambda vocabulary, code: known[vocabulary][code]
    assert env.from_string('{{ label("erratum kind", "misprint") }}').render() == "Misprint"
    with pytest.raises(KeyError, match="smudge"):
        env.from_string('{{ label("erratum kind", "smudge") }}').render()


def test_no_macro_chooses_between_words_for_codes() -> None:
    codes = {code for words in literals().values() for code in words}
    env = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    found = []
    for path in sorted((ROOT / "macros").glob("*.html")):
        for choice in env.parse(path.read_text(encoding="utf-8")).find_all(jinja2.nodes.If):
            if choice.elif_ and codes & {constant.value for constant in choice.test.find_all(jinja2.nodes.Const)}:
                found.append(f"{path.name}:{choice.lineno}")
    assert found == []
