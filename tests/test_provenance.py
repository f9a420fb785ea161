"""Where the site comes from and whose work is in it: the figures of the page, the licences, the locked libraries."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import tomllib
from pathlib import Path

from lxml.html import HtmlElement

from planbook.checks.rules import CheckedPlan
from planbook.editions.words import Words
from planbook.records.layout import LOCKED_FONTS
from planbook.text.blocks import without_blanks
from planbook.views import licences
from planbook.views.provenance import Origin, provenance
from planbook.views.view import View
from support.facts import FACTS
from support.invented import press
from support.places import ADDRESS, EDITION, PREFIXES, ROOT

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def asked() -> set[str]:
    """The libraries that pyproject.toml asks for to build the site."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[=><\[]", line)[0].lower() for line in project["dependencies"]}


@EDITION
def test_the_errata_account_for_every_difference(views: dict[str, View], sound: CheckedPlan, edition: str) -> None:
    found = provenance(views[edition], Origin())
    assert found.received - found.removed + found.added == found.shown
    assert (found.removed > 0 and found.added > 0) or not FACTS
    blocks, errata = views[edition].reading.blocks, views[edition].reading.records.errata.values()
    certain = [erratum for erratum in errata if erratum.confidence == "certain" and erratum.read is not None and erratum.received]
    whole = {block.id: block.received + block.after for block in sound.blocks.values()}
    simplified = [(whole[e.at], sound.records.errata[e.id].received) for e in certain]
    assert found.removed == sum(words.count(received) * len(without_blanks(received)) for words, received in simplified)
    assert found.blocks == sum(block.in_source for block in blocks.values())
    assert sum(level.errata for level in found.levels) == views[edition].count("errata")


@EDITION
def test_the_page_states_the_received_file_as_it_is(trees: dict[str, HtmlElement], project: Path, edition: str) -> None:
    received = (project / "data" / "source" / "plan.txt").read_bytes()
    words = trees[f"{PREFIXES[edition]}provenance/index.html"].xpath("string(//article)")
    assert hashlib.sha256(received).hexdigest() in words
    assert f"{len(received):,}" in words
    assert f"{len(without_blanks(received.decode())):,}" in words
    assert f"run.py verify {ADDRESS}" in words


def test_the_commit_is_shown_only_when_it_is_told(views: dict[str, View]) -> None:
    view = views["zh-hans"]
    assert provenance(view, Origin(commit=COMMIT)).origin.commit == COMMIT
    assert provenance(view, Origin()).origin.commit == ""


def test_every_library_that_is_asked_for_ships_or_does_not() -> None:
    shipped = {work.package for work in licences.works(_words()) if not work.package.startswith("@")}
    assert shipped | set(licences.NOT_SHIPPED) == asked()
    assert not shipped & set(licences.NOT_SHIPPED)


def test_a_version_is_the_one_that_is_installed_and_so_is_the_licence() -> None:
    own = {"Material for MkDocs", "OpenCC", "pypinyin", "XlsxWriter", "Typst"}
    for work in licences.works(_words()):
        if work.package.startswith("@"):
            assert work.version in LOCKED_FONTS.read_text(encoding="utf-8"), work.name
            continue
        data = importlib.metadata.metadata(work.package)
        assert work.version == data["Version"], work.name
        if work.name in own:
            said = f"{data.get('License-Expression')} {data.get('License')} {data.get_all('Classifier')}".lower()
            assert work.licence.partition("-")[0].lower() in said, work.name


@EDITION
def test_the_page_lists_every_work(trees: dict[str, HtmlElement], views: dict[str, View], edition: str) -> None:
    words = trees[f"{PREFIXES[edition]}licences/index.html"].xpath("string(//article)")
    for work in licences.works(views[edition].words):
        assert all(word in words for word in (work.name, work.licence, work.version)), work.name


def test_the_site_holds_no_script_of_anybody_else(site: Path, project: Path) -> None:
    """What is listed is all: scripts, styles and pictures are the project's own, but for the style sheet of the theme."""
    own = {path.name for path in (project / "macros" / "theme" / "assets").rglob("*") if path.is_file()}
    others = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file() and path.name not in own}
    others = {name for name in others if not name.startswith("assets/share/")}  # drawn by the build, with fonts that are listed
    assert {name.partition(".")[0] for name in others} == {"assets/stylesheets/main"}


def _words() -> Words:
    return press("zh-hans").words
