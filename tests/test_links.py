"""What points to what, on blocks and records made up for each question: which words carry a link, and what is told to go together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planbook.records.model import Bearing, Evidence, Finding, Indicator, Place, Project, Records, Report, Target, Term, Value
from planbook.text.blocks import Block
from planbook.text.links import Links, Mark, Mention, link
from planbook.text.stages import families
from support import invented

NOTHING: dict[str, dict[str, Any]] = {
    kind: {} for kind in ("targets", "projects", "indicators", "terms", "places", "fields", "reports", "findings")
}


def linked(texts: dict[str, str], kind: str = "paragraph", **some: list[Any]) -> Links:
    """The links of blocks with these words, and of these records and no others."""
    plan = invented.sound().records.plan
    blocks = {id: Block(id, kind, plan, (), words, words, box=id.partition("box-")[2]) for id, words in texts.items()}  # type: ignore[arg-type]
    records: Records = replace(invented.sound().records, **NOTHING | {name: {one.id: one for one in all} for name, all in some.items()})
    return link(records, blocks)


def term(id: str, name: str, *aliases: str) -> Term:
    return Term(id=id, name=name, aliases=aliases, meaning="释义。")


def target(id: str, quote: str, number: str | None = None, unit: str | None = None, at: str = "a") -> Target:
    figure = {"value": Decimal(number), "unit": unit} if number else {"text": quote}
    return Target(id=id, subject="数", measure="level", year=2025, evidence=(Evidence(at=at, quote=quote),), **figure)


def project(id: str, at: str = "a", quote: str | None = None, **more: Any) -> Project:
    return Project(id=id, name=more.pop("name", id), evidence=(Evidence(at=at, quote=quote or id),), **more)


def marked(links: Links, block: str = "a") -> list[tuple[int, int, str]]:
    return [(mark.start, mark.end, mark.id) for mark in links.marks.get(block, ())]


# --- names --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("建设河长制", [(2, 5, "chief")]), ("河长制、河长、河", [(0, 3, "chief"), (4, 6, "head"), (7, 8, "river")]),
        ("河长河", [(0, 2, "head"), (2, 3, "river")]), ("河、河", [(0, 1, "river")]), ("总河长制和河长制", [(1, 4, "chief")]),
        ("河长制河", [(0, 3, "chief"), (3, 4, "river")]),
        ("河水制，河长", [(0, 1, "river"), (4, 6, "head")]), ("江河", [(0, 2, "head")]), ("江水", []), ("", []),
    ],
)  # fmt: skip
def test_of_names_in_one_another_the_longest_counts_and_the_first_use_in_a_block(words: str, marks: list[tuple[int, int, str]]) -> None:
    found = linked({"a": words}, terms=[term("river", "河"), term("head", "河长", "江河"), term("chief", "河长制"), term("other", "制河")])
    assert marked(found) == marks
    assert [mention.id for mention in found.about.get("a", ())] == [id for _start, _end, id in marks], "What a name holds is not spoken of."


def test_an_indicator_takes_a_name_from_a_term_and_a_place_is_no_link_in_the_words() -> None:
    proof = (Value(kind="target", year=2025, value=Decimal(1), evidence=(Evidence(at="z", column="target"),)),)
    found = linked(
        {"a": "湖区产量", "b": "产量，湖区"}, terms=[term("yield", "产量")], indicators=[Indicator(id="yield", name="产量", series=proof)],
        places=[Place(id="lake", name="湖区")],
    )  # fmt: skip
    assert found.marks == {"a": (Mark(2, 4, "indicators", "yield"),), "b": (Mark(0, 2, "indicators", "yield"),)}
    assert found.about == {
        "a": (Mention("places", "lake"), Mention("indicators", "yield")), "b": (Mention("indicators", "yield"), Mention("places", "lake")),
    }  # fmt: skip
    assert found.blocks == {Mention("places", "lake"): ("a", "b"), Mention("indicators", "yield"): ("a", "b")}
    assert found.spans["b", Mention("places", "lake")] == (3, 5)


@pytest.mark.parametrize(("kind", "carries"), [("paragraph", True), ("node", True), ("note", True), ("chapter", False), ("row", False)])
def test_headings_and_rows_are_uses_but_carry_no_link(kind: str, carries: bool) -> None:
    found = linked({"a": "一条河"}, kind, terms=[term("river", "河")])
    assert (marked(found) == [(2, 3, "river")]) is carries
    assert found.blocks == {Mention("terms", "river"): ("a",)}


# --- quotes -------------------------------------------------------------------------------------------------------------


def test_a_target_is_marked_at_its_figure_and_a_project_at_its_name() -> None:
    found = linked(
        {"a": "到2025年，建成甲园，年产30万吨。", "b": "另建甲园", "c": "甲园开工"},
        targets=[target("rate", "年产30万吨", "30", "万吨")],
        projects=[
            project("x", quote="建成甲园", name="甲园"),
            project("y", "b", "另建甲园", name="乙园"),
            project("z", "c", "甲园开工", name="甲园"),
        ],
    )
    assert marked(found) == [(9, 11, "x"), (14, 18, "rate")]
    assert marked(found, "b") == [(0, 4, "y")], "Where the quote has not the name, all of it is marked."
    assert marked(found, "c") == [(0, 2, "z")]


def test_what_overlaps_a_weightier_mark_is_none_and_what_touches_it_is_one() -> None:
    """Targets come before projects, these before names; both stay what the block is about."""
    words = {"a": "建成甲园30个车间"}
    found = linked(
        words,
        targets=[target("n", "30个", "30", "个")],
        projects=[project("x", quote="建成甲园30个车间")],
        terms=[term("t", "车间"), term("g", "甲园")],
    )
    assert marked(found) == [(2, 4, "g"), (4, 7, "n"), (7, 9, "t")]
    assert [mention.id for mention in found.about["a"]] == ["x", "g", "n", "t"], "In the order in which the words begin."
    assert found.spans["a", Mention("projects", "x")] == (0, 9)


def test_quotes_and_places_that_are_not_there_are_left_out() -> None:
    found = linked({"a": "甲园"}, targets=[target("n", "乙园"), target("m", "甲园", at="lost")], projects=[project("x", "lost")])
    assert (found.marks, found.about, found.projects_of_box) == ({}, {}, {})


def test_of_two_places_the_first_words_are_shown_and_blocks_stand_in_the_order_of_the_text() -> None:
    both = (Evidence(at="b", quote="二园"), Evidence(at="a", quote="一园"), Evidence(at="a", quote="园"))
    found = linked({"a": "一园", "b": "二园"}, projects=[Project(id="x", name="丙", evidence=both)])
    assert found.blocks == {Mention("projects", "x"): ("a", "b")}
    assert found.spans == {("b", Mention("projects", "x")): (0, 2), ("a", Mention("projects", "x")): (0, 2)}


# --- what goes together -------------------------------------------------------------------------------------------------


def test_projects_that_share_most_are_kin_and_a_field_alone_makes_none() -> None:
    """A product says more than a place, a place more than a field; what shares as much stands in the order of the ids."""
    own = project("own", products=("钢",), places=("p",), fields=("f",))
    others = [
        project("z-field", fields=("f",)), project("y-place", places=("p",)), project("x-product", products=("钢",)),
        project("w-place-field", places=("p",), fields=("f",)), project("v-all", products=("钢",), places=("p",), fields=("f",)),
        project("a-place", places=("p",)), project("nothing"),
    ]  # fmt: skip
    found = linked({"a": ""}, projects=[own, *others])
    assert found.kin["own"] == ("v-all", "x-product", "w-place-field", "a-place", "y-place")
    assert (found.kin["z-field"], found.kin["nothing"]) == ((), ())


def test_no_more_than_eight_kin_are_offered() -> None:
    found = linked({"a": ""}, projects=[project(f"p{number}", places=("p",)) for number in range(10)])
    assert found.kin["p0"] == tuple(f"p{number}" for number in range(1, 9))


def test_a_project_belongs_to_the_box_of_its_first_place() -> None:
    here, there = Evidence(at="box-1", quote="甲"), Evidence(at="a", quote="甲")
    made = [Project(id=id, name="甲", evidence=places) for id, places in (("x", (here, there)), ("y", (there, here)), ("z", (here,)))]
    assert linked({"a": "甲", "box-1": "甲"}, projects=made).projects_of_box == {"": ("y",), "1": ("x", "z")}


@pytest.mark.parametrize(
    ("places", "wholes"),
    [
        ({"w": "box-1-01", "p": "box-1-01-1"}, {"p": "w"}),
        ({"w": "box-1-01", "p": "box-1-01-1", "q": "box-1-01-1-2"},
         {"p": "w", "q": "p"}),
        ({"w": "box-1-01", "q": "box-1-01-1-2"}, {"q": "w"}), ({"a": "box-1-01", "b": "box-1-02"}, {}),
        ({"w": "box-1-01", "v": "box-1-01", "p": "box-1-01-1"}, {}), ({"a": "01-2", "b": "01-2-1"}, {}),
        ({"w": "box-1-01", "p": "lost-1"}, {}),
    ],
)  # fmt: skip
def test_what_lies_within_the_item_of_a_project_is_a_part_of_it(places: dict[str, str], wholes: dict[str, str]) -> None:
    """The nearest item around it, where that names one project alone; a paragraph has no parts."""
    plan, ids = invented.sound().records.plan, {*places.values()} - {"lost-1"}
    records = replace(invented.sound().records, projects={id: project(id, at) for id, at in places.items()})
    found = families(records, {id: Block(id, "node", plan, (), "", "") for id in ids})
    assert found.whole_of == wholes
    kinds = {id: "whole" if id in wholes.values() else "part" if id in wholes else "single" for id in places}
    assert {id: found.kind(id) for id in places} == kinds
    assert found.count(places) == Counter(kinds.values())


def test_what_may_be_the_same_is_told_of_both() -> None:
    found = linked({"a": ""}, projects=[project("c", related=("b", "a")), project("a"), project("b", related=("c",))])
    assert found.related == {"a": ("c",), "b": ("c",), "c": ("a", "b")}


def report(id: str, year: int, fact: str, *bears_on: Bearing) -> Report:
    return Report(
        id=id, fact=fact, year=year, source="s", place="某处", bears_on=bears_on or (Bearing(block="a", relation="related", caveat="或许"),)
    )


def test_reports_come_by_year_and_tell_which_of_their_bearings_is_meant() -> None:
    both = (Bearing(project="x", relation="started"), Bearing(target="t", relation="same-measure"))
    found = linked(
        {"a": ""},
        reports=[
            report("0", 2024, "事", *both),
            report("b", 2023, "事", both[1]),
            report("a", 2023, "事", both[1]),
            report("c", 2023, "事"),
        ],
    )
    assert found.reported == {
        ("blocks", "a"): (("c", 0),), ("targets", "t"): (("a", 0), ("b", 0), ("0", 1)), ("projects", "x"): (("0", 0),),
    }  # fmt: skip


def test_a_report_names_each_place_once() -> None:
    places = [Place(id="east", name="东镇", aliases=("东街",)), Place(id="west", name="西镇")]
    found = linked({"a": ""}, places=places, reports=[report("r", 2023, "西镇、东镇、西镇"), report("q", 2022, "东街")])
    assert found.reports_of_place == {"west": ("r",), "east": ("r", "q")}
    assert linked({"a": ""}, reports=[report("r", 2023, "西镇")]).reports_of_place == {}


def test_a_finding_is_told_at_every_thing_and_once_at_every_block_that_it_concerns() -> None:
    said = [{"label": "数", "value": 1, "evidence": Evidence(at=at, quote="一")} for at in ("a", "b", "a")] + [{"label": "数", "value": 1}]
    finding = Finding(id="f", title="题", kind="naming", readings=said, explanation="话", indicators=("i",), targets=("t",))
    assert linked({"a": ""}, findings=[finding]).findings == {
        ("indicators", "i"): ("f",), ("targets", "t"): ("f",), ("blocks", "a"): ("f",), ("blocks", "b"): ("f",),
    }  # fmt: skip
