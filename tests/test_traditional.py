"""Nothing on a traditional page is written in simplified characters, wherever a reader may meet it, but for what is quoted as received.

What counts as simplified is said by ``support.words.simplified_only``. Quoted words stand in an element of their own under
``lang="zh-Hans"``; where no element can stand, in the title of a mark, in the search index, exactly the received words are set aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from lxml.html import HtmlElement

from planbook.checks.rules import CheckedPlan
from support.facts import at_least
from support.search_index import data_of
from support.sites import Trees
from support.words import simplified_only

SILENT = ("data-md-color-", "href", "class", "id")
"""Attributes that nobody reads."""


def said(name: str, tree: HtmlElement, received: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Everything that a page says in traditional Chinese, and what says it: text, attributes, what its scripts are told."""
    for element, language in _spoken(tree, ""):
        if language == "zh-Hant":
            yield f"{name} <{element.tag}>", "".join(_words(element))
            for attribute, value in element.attrib.items():
                if not attribute.startswith(SILENT):
                    yield f"{name} <{element.tag} {attribute}>", _without_received(element, attribute, value, received)


def _spoken(element: HtmlElement, language: str) -> Iterator[tuple[HtmlElement, str]]:
    """An element and all below it, each with its language."""
    language = element.get("lang", language)
    yield element, language
    for child in element.iterchildren(etree.Element):
        yield from _spoken(child, language)


def _words(element: HtmlElement) -> Iterator[str]:
    """The text of an element itself: what stands in its children belongs to them, what stands behind them does not."""
    if element.tag != "style" and (element.tag != "script" or element.get("id") == "__config"):
        yield element.text or ""
    yield from (child.tail or "" for child in element)


def _without_received(element: HtmlElement, attribute: str, value: str, received: dict[str, str]) -> str:
    """The title and the note of an erratum's mark without the words that they quote."""
    if attribute in ("title", "data-note") and element.get("class") == "erratum-mark":
        return value.replace(received[element.get("href").partition("#")[2]] or "\0", "", 1)
    return value


def found(said_words: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Where simplified characters stand."""
    heard = list(said_words)
    simplified = simplified_only("".join(set().union(*(words for _, words in heard))))
    places: dict[str, set[str]] = {}
    for place, words in heard:
        if characters := simplified.intersection(words):
            places.setdefault(place, set()).update(characters)
    return places


@pytest.fixture(scope="session")
def received(sound: CheckedPlan) -> dict[str, str]:
    """What was received, by erratum."""
    return {id: erratum.received for id, erratum in sound.records.errata.items()}


def test_no_page_says_in_simplified_characters_what_it_says_in_traditional_chinese(trees: Trees, received: dict[str, str]) -> None:
    """The page for what is not there, too, and the traditional words on pages of the other edition."""
    heard = {name: list(said(name, tree, received)) for name, tree in trees.items()}
    assert min(len(words) for name, words in heard.items() if name.startswith("zh-hant/")) > 50
    assert any(heard["404.html"])
    assert found(pair for words in heard.values() for pair in words) == {}


PLANTED = {
    "text": ("<h1", "<h1 data-x>体<br", "<h1>"),
    "title": ("<title>", "<title>体", "<title>"),
    "description": ('<meta name="description" content="', '<meta name="description" content="体', "<meta content>"),
    "placeholder": ('placeholder="', 'placeholder="体', "<input placeholder>"),
    "label": ('aria-label="', 'aria-label="体', "aria-label>"),
    "alternative text": ("<h1", '<img alt="体"><h1', "<img alt>"),
    "message of a script": ('data-none="', 'data-none="体', "<dialog data-none>"),
}


@pytest.mark.parametrize("way", PLANTED)
def test_a_planted_character_is_found(site: Path, received: dict[str, str], way: str) -> None:
    old, new, place = PLANTED[way]
    page = (site / "zh-hant" / "search" / "index.html").read_text(encoding="utf-8")
    assert old in page
    tree = lxml.html.document_fromstring(page.replace(old, new, 1).encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    (where,) = found(said("page", tree, received))
    assert where.endswith(place)


def told(folder: Path, received: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What the search index shows: titles, notes and further words of every row, names of the facets, what is asked for what."""
    for path in sorted(path for path in folder.glob("*.js") if path.stem != "characters"):
        part = data_of(path.read_text(encoding="utf-8"))
        for kind, id, *words in zip(*part.get("columns", ()), strict=True):
            quoted = received[id] if kind == "errata" else ""
            yield f"{path.name} {kind}/{id}", " ".join(map(str, words)).replace(quoted or "\0", "", 1)
        for key in ("labels", "bridges"):
            yield f"{path.name} {key}", json.dumps(part.get(key), ensure_ascii=False)


def test_the_search_index_of_the_traditional_edition_holds_no_simplified_character(site: Path, received: dict[str, str]) -> None:
    """But for its tables of characters, which say how one script is typed for the other."""
    assert found(told(site / "zh-hant" / "search", received)) == {}
    assert len(found(told(site / "search", received))) >= at_least("rows of the index in Simplified"), (
        "The other edition's index is found out."
    )


def test_scripts_and_styles_which_both_editions_share_hold_no_words_of_one(site: Path) -> None:
    """But for the search, which knows words that readers may type and shows none."""
    files = [path for path in (site / "assets").rglob("*") if path.suffix in (".js", ".css") and "javascripts" not in path.parts]
    assert {"site.js", "site.css", "box.js"} <= {path.name for path in files}
    knowing = ("engine.js", "matching.js", "nearest.js")
    assert found((path.name, path.read_text(encoding="utf-8")) for path in files if path.name not in knowing) == {}
