"""A reference in BibTeX says, in the programs that read it, what the page's own citation says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from planbook.editions.citations import Citation, cite
from planbook.views.view import View
from support.browsers import Open
from support.places import EDITION, PREFIXES, TESTS, TRANSLATED, TRANSLATION
from support.sites import Trees
from support.subjects import longest_chapter

DAY = "2026-11-28"
Bibliography = Callable[..., list[str]]


@pytest.fixture
def bibliography(node: Path, npm: Path) -> Bibliography:
    """How references stand in a bibliography by GB/T 7714—2015, as citation-js writes it, without their numbers."""

    def printed(*references: str) -> list[str]:
        command = [node, TESTS / "node" / "bibliography.cjs", npm]
        done = subprocess.run(command, input="\n".join(references), capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return [re.sub(r"^\[\d+\] ?", "", line) for line in done.stdout.splitlines()]

    return printed


def forms(view: View, place: str, id: str) -> dict[str, Citation]:
    plan, address = view.reading.records.plan, f"https://plan.example/plan/#{id}"
    return {citation.id: citation for citation in cite(plan, view.words, place, address, id)}


def on(day: str, citation: Citation) -> str:
    """A citation with the day of reading filled in, as the script of the page does it."""
    return "".join(part.pattern.replace("{}", day, 1) if part.slot == "accessed" else part.text for part in citation.parts)


@EDITION
def test_the_place_survives_every_program(bibliography: Bibliography, views: dict[str, View], edition: str) -> None:
    """Author, title with place, kind, both dates and address: what is printed is the GB/T citation of the page, letter for letter.

    The style writes Latin names of authors in capitals, whoever they are: letters are compared, not their case.
    """
    view = views[edition]
    blocks = list({block.kind: block.id for block in view.reading.blocks.values() if view.text.label(block.id)}.values())
    cited = [forms(view, view.text.label(block), block) for block in blocks] + [forms(view, "", "plan")]
    known = bibliography(*(on(DAY, form["bibtex"]) for form in cited))
    assert lowered(known) == lowered(form["gbt"].text.replace("____-__-__", DAY) for form in cited)
    unknown = bibliography(*(form["bibtex"].text for form in cited))
    assert lowered(unknown) == lowered(form["gbt"].text.replace("[____-__-__]", "") for form in cited)


def lowered(texts: Iterable[str]) -> list[str]:
    return [text.casefold() for text in texts]


@TRANSLATION
@pytest.mark.parametrize("by_machine", [True, False])
def test_a_citation_of_a_translation_says_what_it_is(bibliography: Bibliography, views: dict[str, View], by_machine: bool) -> None:
    """Each form in its own way, with the title of the original, and that a machine drafted it for as long as no person is named; an
    edition in the plan's own words says nothing of the kind."""
    view = views[TRANSLATED]
    assert view.reading.rendered
    rendered = view.reading.rendered._replace(by_machine=by_machine)
    plan, language = view.reading.records.plan, view.words.locale.get_language_name("en")
    said = {form.id: form.text for form in cite(plan, view.words, "Chapter 4", "https://plan.example/plan/04/", "04", rendered)}
    assert all(f"{plan.title} [{rendered.title}]" in text for text in said.values())
    kind = f"nofficial {language} translation" + (", drafted by machine" if by_machine else "")
    assert f" (Chapter 4) [U{kind}]. Retrieved " in said["apa"]
    assert f"[EB/OL]. Unofficial edition{' (drafted by machine)' if by_machine else ''}, 译. (" in said["gbt"]
    assert f"Chapter 4. U{kind}. " in said["chicago"]
    assert f"u{kind}, " in said["plain"]
    assert f"\n  note = {{U{kind}}},\n" in said["bibtex"]
    (printed,) = bibliography(said["bibtex"])
    assert "Chapter 4[EB/OL]" in printed
    own = next(iter(views.values()))
    assert own.reading.rendered is None
    assert not any("nofficial" in form.text or "译." in form.text for form in forms(own, "第四章", "04").values())


@EDITION
def test_there_is_no_day_before_somebody_has_read(views: dict[str, View], trees: Trees, edition: str) -> None:
    """No line for a day that is not known, no empty field; each field on a line of its own, indented."""
    view = views[edition]
    plan = view.reading.records.plan
    begun = plan.issued.year if plan.issued else plan.start
    for place, id in (("第一章", "01"), ("", "plan")):
        text = forms(view, place, id)["bibtex"].text
        assert "urldate" not in text
        assert "_" not in text
        assert "{}" not in text
        head, *fields, end = text.split("\n")
        assert (head, end) == (f"@online{{plan{begun}-{id},", "}")
        assert all(re.fullmatch(r"  [a-z]+ = \{.+\},?", field) for field in fields), fields
    details = trees[f"{PREFIXES[edition]}plan/01/index.html"].xpath("//details[@class='cite']//div[@data-form='bibtex']/dd")
    assert "\n  title = {" in details[0].text_content()
    assert "urldate" not in details[0].text_content()


@EDITION
def test_the_page_fills_in_the_day(opened: Open, bibliography: Bibliography, views: dict[str, View], edition: str) -> None:
    """The day on which the reader copies: in a bibliography it stands in its brackets."""
    page = opened(
        f"{PREFIXES[edition]}plan/{(chapter := longest_chapter(1))}/",
        clock="2031-05-06T23:59:00",
        permissions=["clipboard-read", "clipboard-write"],
    )
    id = f"{chapter}-1-1"
    page.locator(f"[id='{id}'] > .permalink").click()
    text = page.get_by_role("dialog").locator("[data-form=bibtex] dd").text_content() or ""
    (day,) = re.findall(r"\n  urldate = \{(.*)\},\n  langid", text)
    assert day == "2031-05-06"
    place = views[edition].text.label(id)
    assert f": {place}}},\n" in text
    (printed,) = bibliography(text)
    assert place in printed
    assert f"[{day}]" in printed
