"""The way that readers take, in engines other than the Chromium of the tests: read, change the edition, search, filter, cite, settings.

An engine that is not installed is skipped, and the reason says what would install it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from support.engines import ENGINES, Engine, Tools
from support.facts import ours

pytestmark = ours


CHAPTER = "plan/04/"
PLACE = "04-1-1"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, playwright: Playwright, npm: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with ENGINES[request.param](Tools(playwright, npm, tmp_path_factory.mktemp("engine"))) as opened:
        if opened is None:
            pytest.skip(f"{request.param} is not here: 'python3 scripts/run.py test', as root on Debian, installs it.")
        yield opened


def shown(engine: Engine, selector: str) -> int:
    """How many elements of a kind are to be seen."""
    return int(engine.ask(f"[...document.querySelectorAll({selector!r})].filter((one) => one.getClientRects().length).length"))


def test_a_chapter_is_read_and_its_other_edition_opened(engine: Engine, server: str) -> None:
    engine.go(server + CHAPTER)
    assert engine.ask("document.documentElement.dataset.script") == "", "The first script ran to its end."
    assert engine.ask("document.querySelector('.menu').getAttribute('aria-expanded')") == "false", "Parts of a script run."
    assert shown(engine, "article .paragraph") > 10
    margin = engine.ask("parseFloat(getComputedStyle(document.querySelector('.paragraph')).marginBottom)")
    assert margin > 0, "The style sheet is understood."
    engine.click(".md-header [data-edition-switch][hreflang=zh-Hant]")
    engine.until("document.documentElement.lang === 'zh-Hant'")
    assert engine.ask("location.pathname").endswith(f"/zh-hant/{CHAPTER}")


def test_a_link_is_underlined_and_digits_stand_apart(engine: Engine, server: str) -> None:
    """Safari drops an underline that is declared with its colour: links looked like other words. WebKit sets digits over characters."""
    engine.go(server + "places/dengta/")
    assert engine.ask("getComputedStyle(document.querySelector('.needs__list a')).textDecorationLine") == "underline"
    if "MiniBrowser" in engine.version:
        assert engine.ask("getComputedStyle(document.body).textAutospace") == "no-autospace"


def test_words_are_searched_in_the_box_and_on_the_page(engine: Engine, server: str) -> None:
    engine.go(server)
    engine.click("[data-search-open]")
    engine.until("document.querySelector('[data-search-dialog]').open && document.activeElement.name === 's'")
    engine.write("鋼鐵")
    engine.until("[...document.querySelectorAll('[role=option] mark')].some((mark) => mark.textContent === '钢铁')")
    engine.go(f"{server}search/?s=2025年钢铁")
    engine.until("document.querySelectorAll('[data-search-results] li').length > 0")
    engine.until("document.querySelectorAll('[data-search-facets] select').length > 2")


@pytest.mark.parametrize("words", ["旅游", "旅遊", "工业", "工業", "２０２５", "产业 2025", "產業 ２０２５"])
def test_the_filter_of_a_table_finds_what_the_search_finds(words: str, engine: Engine, server: str) -> None:
    engine.go(server + "targets/")
    total = shown(engine, ".filterable tbody tr")
    engine.click(".filters [name=words]")
    engine.write(words)
    engine.until("globalThis.PlanMatching")
    finds = f"PlanMatching.finder({words!r})(PlanMatching.normalise([...row.cells].map((cell) => cell.textContent).join('\\n')).text)"
    rows = f"[...document.querySelectorAll('.filterable tbody tr')].filter((row) => {finds}).length"
    engine.until(f"[...document.querySelectorAll('.filterable tbody tr')].filter((row) => !row.hidden).length === {rows}")
    assert 0 < shown(engine, ".filterable tbody tr") < total
    assert str(shown(engine, ".filterable tbody tr")) in engine.ask("document.querySelector('.filters output').textContent")


def test_a_table_is_sorted(engine: Engine, server: str) -> None:
    engine.go(server + "targets/")
    engine.click(".sortable thead th:nth-child(1) button")
    engine.until("document.querySelector('.sortable thead th').getAttribute('aria-sort') === 'ascending'")


def test_no_bar_stands_beside_a_table(engine: Engine, server: str) -> None:
    """Firefox rounds the height of what scrolls sideways down, and set a second, white bar along the whole table."""
    engine.go(server + "ledger/")
    assert engine.ask("((table) => table.offsetWidth - table.clientWidth)(document.querySelector('.table-scroll'))") == 0


def test_a_paragraph_is_cited(engine: Engine, server: str) -> None:
    engine.go(server + CHAPTER)
    engine.click(f"[id='{PLACE}'] > .permalink")
    engine.until("document.querySelector('.cite-dialog')?.open")
    assert f"{CHAPTER}#{PLACE}" in engine.ask("document.querySelector('.cite-dialog').textContent")


def test_settings_are_kept(engine: Engine, server: str) -> None:
    engine.go(server + CHAPTER)
    engine.click("[data-reading-open]")
    engine.until("document.querySelector('[data-reading-tools]').open")
    engine.click("[data-reading-tools] [value=dark] + span")
    engine.until("document.documentElement.dataset.mdColorScheme === 'slate'")
    engine.go(server + "about/")
    assert engine.ask("document.documentElement.dataset.mdColorScheme") == "slate"
    assert engine.ask("getComputedStyle(document.body).backgroundColor") == "rgb(25, 23, 21)"
    engine.ask("localStorage.clear()")


def test_fields_are_so_large_that_a_phone_does_not_enlarge_the_page(engine: Engine, server: str) -> None:
    for path in ("targets/", "search/", "compare/"):
        engine.go(server + path)
        fields = "[...document.querySelectorAll('input, select, textarea')].filter((one) => !['radio', 'checkbox'].includes(one.type))"
        small = engine.ask(f"{fields}.filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16).map((one) => one.outerHTML)")
        assert small == [], path
