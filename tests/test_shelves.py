"""The table of shelves: one row for each kind of page, and whatever lists pages is made from it."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
import yaml

from planbook.pages import search_index
from planbook.pages.navigation import navigation
from planbook.records.model import RECORDS
from planbook.text import addresses
from planbook.text.shelves import OF_KIND, Shelf
from support.invented import pages, press
from support.search_index import data_of

ROOT = Path(__file__).resolve().parent.parent
ROWS = {
    "plan/": "chapters", "boxes/": "boxes", "indicators/": "indicators", "projects/": "projects", "targets/": "targets",
    "progress/": "", "glance/": "", "progress/targets/": "", "progress/indicators/": "", "progress/binding/": "",
    "progress/comparison/": "", "progress/previous/": "", "reports/": "reports", "audit/": "findings",
    "fields/": "fields", "places/": "places", "terms/": "terms", "glossary/": "", "errata/": "errata", "sources/": "sources", "ledger/": "",
    "changes/": "changes", "provenance/": "", "licences/": "", "data/": "", "data/guide/": "", "search/": "", "compare/": "",
}  # fmt: skip
"""The address of each page and the kind of its records: what the site has promised."""
WITHOUT_A_PLACE = {".", "editions", "aliases", "redirects", "snapshots"}
"""The folders of records that readers never meet as such; the plan itself lies in the folder of all."""
TABS = [
    "规划正文", "专栏", "指标", "项目", "目标", "进展", "领域", "地区", "术语", "勘误", "关于",
]  # fmt: skip


def test_each_kind_of_page_has_a_row() -> None:
    assert {shelf.path: shelf.kind for shelf in Shelf} == ROWS
    assert set(OF_KIND) == {kind.folder for kind in RECORDS} - WITHOUT_A_PLACE


def test_the_pages_that_are_made_are_those_of_the_table_and_of_the_records() -> None:
    made = [page.path for page in press("zh-hans").pages()]
    assert len(made) == len(set(made))
    assert set(made) == addresses.made(press("zh-hans").view.records)
    assert [path for path in made if path in ROWS] == list(ROWS)


@pytest.mark.parametrize("shelf", Shelf, ids=lambda shelf: shelf.name)
def test_each_row_has_its_macros_a_title_and_a_description(shelf: Shelf) -> None:
    env = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    macros = {macro.name for macro in env.parse((ROOT / f"macros/{shelf.template}.html").read_text("utf-8")).find_all(jinja2.nodes.Macro)}
    assert {shelf.macro, *(["page"] if shelf.has_pages else [])} <= macros
    page = pages("zh-hans")[shelf.path.rstrip("/")]
    assert page.title == press("zh-hans").words.gettext(shelf.title)
    assert press("zh-hans").view.records.plan.short_title in page.description
    assert "%(" not in page.description


@pytest.mark.parametrize(
    ("kind", "id", "address"),
    [
        ("chapters", "04", "plan/04/"), ("projects", "04-03", "projects/04-03/"), ("targets", "rd-growth", "targets/#rd-growth"),
        ("findings", "gdp", "audit/#gdp"), ("fields", "steel", "fields/steel/"),
    ],
)  # fmt: skip
def test_a_record_stands_where_the_table_says(kind: str, id: str, address: str) -> None:
    assert addresses.of_record(kind, id) == address


def test_a_kind_without_a_row_has_no_address() -> None:
    with pytest.raises(KeyError, match="aliases"):
        addresses.of_record("aliases", "x")


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("", "", "./"), ("plan/", "", "plan/"), ("", "plan/", "../"), ("plan/", "plan/", "./"), ("plan/#04-1", "plan/", "#04-1"),
        ("plan/04/", "plan/", "04/"), ("plan/", "plan/04/", "../"), ("plan/05/", "plan/04/", "../05/"),
        ("terms/#x", "plan/04/", "../../terms/#x"),
        ("compare/?page=plan/04/#04-2", "plan/04/", "../../compare/?page=plan/04/#04-2"), ("?q=1#a", "plan/04/", "../../?q=1#a"),
        ("progress/targets/", "progress/indicators/", "../targets/"), ("targets/plan/", "plan/", "../targets/plan/"),
    ],
)  # fmt: skip
def test_a_link_leads_from_page_to_page(target: str, page: str, link: str) -> None:
    """A page ends in a slash: from plan/04/ the folder above is plan/."""
    assert addresses.relative(target, page) == link


@pytest.mark.parametrize(
    ("path", "file"),
    [("progress/", "progress/index.md"), ("progress/targets/", "progress/targets.md"), ("plan/04/", "plan/04.md")],
)
def test_a_page_is_made_from_a_file_as_one_by_hand_would_be(path: str, file: str) -> None:
    assert addresses.source_of(path) == file


def test_the_navigation_is_the_table_among_the_pages_written_by_hand() -> None:
    """Every page that the table hangs somewhere is in it once; pages of records only where they are listed."""
    written = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Config)["nav"]
    found = navigation(written, press("zh-hans").pages(), press("zh-hans").words)
    assert found[0] == "index.md"
    assert [next(iter(tab)) for tab in found[1:]] == TABS
    listed = [source for tab in found[1:] for source in next(iter(tab.values()))]
    assert len(listed) == len(set(listed))
    assert {"plan/01.md", "boxes/04.md", "progress/previous.md", "audit/index.md", "about/cite.md", "data/guide.md"} <= set(listed)
    assert not {"search/index.md", "compare/index.md", "projects/03-02.md"} & set(listed)


def test_a_section_that_is_not_known_stays() -> None:
    assert navigation(["index.md", {"Other": ["a.md"]}], [], press("zh-hans").words)[-1] == {"Other": ["a.md"]}


class _Config(yaml.SafeLoader):
    """mkdocs.yml with its ``!ENV`` left alone."""


_Config.add_constructor("!ENV", lambda loader, node: None)


def test_the_search_asks_the_index_for_addresses() -> None:
    """An address that moves would be forgotten in a script."""
    engine = (ROOT / "macros/theme/assets/search/engine.js").read_text(encoding="utf-8")
    assert [path for path in ROWS if f"`{path}" in engine or f'"{path}' in engine] == []
    told = data_of(search_index.parts(press("zh-hans").view)["items"])["at"]
    assert {kind: told[kind] for kind in ("chapters", "findings", "projects")} == {
        "chapters": "plan/", "findings": "audit/#", "projects": "projects/",
    }  # fmt: skip
