"""A small invented plan, from its records to its pages, in both editions.

The pages under ``miniature/golden`` are what was agreed: a change of a macro shows there, and is read in review. ``BLESS=1`` writes
them anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest

from planbook.drafting.facts import NO_PUBLISHER
from planbook.pages.page import Page, anchors
from planbook.records.model import RECORDS, Plan
from planbook.views.view import View
from support.facts import at_least
from support.invented import EDITIONS, HOME, digest, pages, sound, written
from support.places import EDITION, MINIATURE, ROOT, TESTS
from support.words import simplified_only

GOLDEN = MINIATURE / "golden"
BLESS = bool(os.environ.get("BLESS"))
SHOWN = (
    HOME, "plan", "plan/01", "plan/02", "boxes", "boxes/01", "boxes/02", "boxes/03", "boxes/04", "indicators", "indicators/grain-output",
    "projects", "projects/03-02", "targets", "terms", "glossary", "errata", "sources", "search", "reports", "audit", "ledger",
    "progress", "glance",
    "progress/targets", "progress/indicators", "progress/binding", "progress/comparison", "progress/previous", "fields",
    "fields/agriculture", "places", "places/baishi", "compare", "changes", "provenance", "licences", "data", "data/guide",
)  # fmt: skip
"""One page of every kind, and all that shows the text itself."""
VOID = {"br", "col", "hr", "img", "input"}
HAN = re.compile(r"[\u3400-\u9fff]+")


def kept(edition: str, name: str) -> Path:
    return GOLDEN / edition / f"{name.replace('/', '-')}.html"


@pytest.mark.parametrize("name", SHOWN)
@EDITION
def test_a_page_is_as_agreed(edition: str, name: str) -> None:
    path, made = kept(edition, name), written(pages(edition)[name])
    if BLESS:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), "Is the change meant? Then write the pages anew with BLESS=1 and read the difference."


def test_one_page_of_every_kind_is_agreed() -> None:
    assert {name.partition("/")[0] for name in pages("zh-hans")} == {name.partition("/")[0] for name in SHOWN}
    assert set(GOLDEN.rglob("*.html")) == {kept(edition, name) for edition in EDITIONS for name in SHOWN}


def test_the_miniature_has_a_record_of_every_kind() -> None:
    empty = [kind.folder for kind in RECORDS if kind is not Plan and not getattr(sound().records, kind.folder)]
    assert not empty


@pytest.mark.parametrize("edition", EDITIONS[1:])
def test_all_editions_have_the_same_pages_and_anchors(edition: str) -> None:
    first, other = pages(EDITIONS[0]), pages(edition)
    assert list(first) == list(other)
    for name, page in first.items():
        assert anchors(page.body) == anchors(other[name].body), name
        assert [heading.anchor for heading in page.headings] == [heading.anchor for heading in other[name].headings]
        assert (page.listed, page.wide, page.record, page.shelf) == (
            other[name].listed, other[name].wide, other[name].record, other[name].shelf,
        )  # fmt: skip


@EDITION
def test_every_block_stands_on_the_page_to_which_its_address_leads(edition: str) -> None:
    bodies = {name: anchors(page.body) for name, page in pages(edition).items()}
    for block in sound().blocks.values():
        if block.kind in ("plan", "head"):
            continue
        place = f"boxes/{block.box}" if block.box else f"plan/{block.chapter}" if block.chapter else "plan"
        assert block.id in bodies[place]
        if block.box:
            assert block.id in bodies[f"plan/{block.chapter}"], "A box also stands in its chapter."


class Nesting(HTMLParser):
    """Notes every tag that is closed wrongly or never, and every link within a link."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(body)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "label") and tag in self.open:
            self.faults.append(f"<{tag}> within <{tag}>: {self.getpos()} {attrs}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing: {self.getpos()}")


@EDITION
def test_every_body_is_well_formed(edition: str) -> None:
    faults = {name: Nesting(page.body).faults for name, page in pages(edition).items()}
    assert not {name: found for name, found in faults.items() if found}


@EDITION
def test_no_id_stands_twice_on_a_page(edition: str) -> None:
    for name, page in pages(edition).items():
        counts = Counter(re.findall(r'\bid="([^"]+)"', page.body))
        assert not [id for id, count in counts.items() if count > 1], name


def read_aloud(page: Page) -> Iterator[str]:
    """Every word that a page says in the script of its edition, with the words that only some readers meet.

    Words under ``lang="zh-Hans"`` and the titles of errata quote what was received, as received.
    """
    yield from (page.title, page.description, *(heading.title for heading in page.headings))
    tree = lxml.html.fragment_fromstring(page.body, create_parent="div")
    yield from tree.xpath("//text()[not(ancestor::*[@lang='zh-Hans'])]")
    for attribute in ("title", "aria-label", "placeholder", "data-count-of", "value"):
        yield from tree.xpath(f"//*[not(ancestor-or-self::*[@lang='zh-Hans']) and not(@class='erratum-mark')]/@{attribute}")


def test_the_traditional_pages_hold_no_simplified_character() -> None:
    found = {name: simplified_only("".join(read_aloud(page))) for name, page in pages("zh-hant").items()}
    assert not {name: characters for name, characters in found.items() if characters}


def test_what_the_dictionary_mends_is_mended() -> None:
    text = pages("zh-hant")["plan/01"].body + pages("zh-hant")["plan/02"].body
    assert "新征程" in text
    assert "里河灌渠" in text
    assert "「稳住" not in text
    assert "「穩住農業、辦好實事」是全縣的『頭等大事』" in text


def test_every_erratum_is_shown_where_it_stands() -> None:
    """Each leaves a mark in the text that leads to its entry."""
    text = "".join(page.body for name, page in pages("zh-hans").items() if name.startswith(("plan/", "boxes/")))
    for erratum in sound().records.errata.values():
        assert text.count(f'<a class="erratum-mark" href="../../errata/#{erratum.id}"') == 1 + erratum.at.startswith("box-")


@pytest.mark.slow
def test_the_same_records_give_the_same_bytes() -> None:
    """In another process, whose sets are in another order."""
    code = "from support import invented; print(invented.digest())"
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(TESTS), str(ROOT / "scripts")])}
    other = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, encoding="utf-8")
    assert other.stdout.strip() == digest()


def test_the_engine_holds_no_word_of_the_real_plan(views: dict[str, View]) -> None:
    """Neither its place nor any other that it names, in no script: another plan needs other data and nothing else."""
    names: set[str] = set()
    for view in views.values():
        if all(other.reading.records.plan.publisher != NO_PUBLISHER for other in views.values()):
            names.add(view.reading.records.plan.publisher.removesuffix("人民政府"))
        names |= {name for place in view.reading.records.places.values() for name in (place.name, *place.aliases)}
    names |= {stem for name in names if len(stem := name.rstrip("省市縣县區区鎮镇鄉乡村")) > 1}
    engine = [*(ROOT / "scripts").rglob("*.py"), *(path for path in (ROOT / "macros").rglob("*") if path.is_file())]
    assert len(names) >= at_least("names of the place and of others")
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in engine
        for words in HAN.findall(path.read_text(encoding="utf-8", errors="replace"))
        for name in names
        if name in words
    ]
    assert not found
