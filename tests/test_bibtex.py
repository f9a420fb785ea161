"""A reference in BibTeX says, in the programs that read it, what the page's own citation says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Open
from lxml.html import HtmlElement
from test_reading import CLIPBOARD, PREFIXES, TODAY, copied

from planbook.editions.citations import Citation, cite
from planbook.views.view import View

EDITION = pytest.mark.parametrize("edition", PREFIXES)
DAY = "2026-11-28"


def bibliography(*references: str) -> list[str]:
    """How references stand in a bibliography by GB/T 7714—2015, as citation-js writes it, without their numbers."""
    kept = ROOT / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"
    home = Path(os.environ.get("VNU", kept)).parents[3]
    if not (home / "@citation-js").is_dir() or not shutil.which("node"):
        pytest.fail("There is no citation-js or no Node.js: 'python3 scripts/run.py test' installs them.")
    command = ["node", ROOT / "tests" / "node" / "bibliography.cjs", home]
    done = subprocess.run(command, input="\n".join(references), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [re.sub(r"^\[\d+\] ?", "", line) for line in done.stdout.splitlines()]


def forms(view: View, place: str, id: str) -> dict[str, Citation]:
    plan, address = view.reading.records.plan, f"https://plan.example/plan/#{id}"
    return {citation.id: citation for citation in cite(plan, view.words, place, address, id)}


def on(day: str, citation: Citation) -> str:
    """A citation with the day of reading filled in, as the script of the page does it."""
    parts = citation.parts
    return "".join(part.pattern.replace("{}", day, 1) if part.slot == "accessed" and citation.id == "bibtex" else part.text for part in parts)


@EDITION
def test_the_place_survives_every_program(views: dict[str, View], edition: str) -> None:
    """Author, title with place, kind, both dates and address: what is printed is the GB/T citation of the page, letter for letter."""
    view = views[edition]
    blocks = [view.block(id) for id in ("04", "04-2-3", "box-04-03", "box-01-r04", "closing-1")]
    cited = [forms(view, view.label(block), block.id) for block in blocks] + [forms(view, "", "plan")]
    known = bibliography(*(on(DAY, form["bibtex"]) for form in cited))
    assert known == [form["gbt"].text.replace("____-__-__", DAY) for form in cited]
    unknown = bibliography(*(form["bibtex"].text for form in cited))
    assert unknown == [form["gbt"].text.replace("[____-__-__]", "") for form in cited]


@EDITION
def test_there_is_no_day_before_somebody_has_read(views: dict[str, View], trees: dict[str, HtmlElement], edition: str) -> None:
    """No line for a day that is not known, no empty field; each field on a line of its own, indented."""
    view = views[edition]
    for place, id in (("第一章", "01"), ("", "plan")):
        text = forms(view, place, id)["bibtex"].text
        assert "urldate" not in text
        assert "_" not in text
        assert "{}" not in text
        head, *fields, end = text.split("\n")
        assert (head, end) == (f"@online{{plan2021-{id},", "}")
        assert all(re.fullmatch(r"  [a-z]+ = \{.+\},?", field) for field in fields), fields
    details = trees[f"{PREFIXES[edition]}plan/04/index.html"].xpath("//details[@class='cite']//div[@data-form='bibtex']/dd")
    assert "\n  title = {" in details[0].text_content()
    assert "urldate" not in details[0].text_content()


@EDITION
def test_the_page_fills_in_the_day(opened: Open, views: dict[str, View], edition: str) -> None:
    page = opened(f"{PREFIXES[edition]}plan/04/", **CLIPBOARD)
    page.locator("[id='04-2-3'] > .permalink").click()
    text = copied(page, page.get_by_role("dialog").get_by_role("button", name="BibTeX")).replace("\r\n", "\n")
    place = views[edition].label(views[edition].block("04-2-3"))
    assert f"\n  urldate = {{{TODAY['iso']}}},\n  langid" in text
    assert f": {place}}},\n" in text
    (printed,) = bibliography(text)
    assert place in printed
    assert f"[{TODAY['iso']}]" in printed
