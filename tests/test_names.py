"""WCAG 2.2, 2.5.3: a name of its own holds the words that are seen, for those who speak to a page say what they see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml.html import HtmlElement

from planbook.views.view import View
from support.browsers import Open
from support.facts import at_least
from support.places import EDITION, PREFIXES
from support.sites import Trees

OPERATED = "//*[self::a or self::button or self::summary or self::input or self::select or self::textarea or @role='button'][@aria-label]"
SEEN = ".//text()[not(ancestor::*[contains(concat(' ', @class, ' '), ' visually-hidden ')])]"


def words(text: str) -> str:
    """Letters and figures alone: signs such as # and ※ are pictures, not words (2.5.3, Understanding)."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def named_otherwise(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """What is seen of each thing on a page that has a name of its own, and that name."""
    for element in tree.xpath(OPERATED):
        seen = words("".join(element.xpath(SEEN)))
        if seen:
            yield seen, words(element.get("aria-label"))


def test_a_name_holds_what_is_seen(trees: Trees) -> None:
    found = [(page, seen, name) for page, tree in trees.items() for seen, name in named_otherwise(tree)]
    assert [(page, seen, name) for page, seen, name in found if seen not in name] == []
    assert len({seen for _page, seen, _name in found}) >= at_least("names that hold what is seen"), (
        "The numbers of paragraphs and what is related to them."
    )


@EDITION
def test_the_place_of_a_number_is_still_cited(opened: Open, trees: Trees, views: dict[str, View], edition: str) -> None:
    """The script reads the place from the name: the number before it is no part of the place."""
    path = f"{PREFIXES[edition]}plan/05/"
    (link,) = trees[f"{path}index.html"].xpath("//p[@id='05-0-1']/a[@class='permalink']")
    assert (link.text, link.get("aria-label")[:6]) == ("5-0-1", "5-0-1 ")
    page = opened(path)
    page.locator("[id='05-0-1'] > .permalink").click()
    assert page.get_by_role("dialog").locator(".reading-dialog__title").text_content() == views[edition].text.label("05-0-1")


HEADED = "//*[self::h2 or self::h3][a[contains(@class, 'permalink')]]"
WITHOUT_MARKS = ".//text()[not(ancestor::*[contains(@class, 'permalink') or contains(@class, 'erratum-mark')])]"


def test_the_link_of_a_heading_is_called_by_its_words(trees: Trees) -> None:
    """In a list of links “第二章第一节的链接” says a place; the words say what is there."""
    headings = [(page, heading) for page, tree in trees.items() if "plan/" in page for heading in tree.xpath(HEADED)]
    named = [
        (page, words("".join(h.xpath(WITHOUT_MARKS))), words(h.xpath("a[contains(@class, 'permalink')]/@aria-label")[0]))
        for page, h in headings
    ]
    own = [(page, re.sub(r"^(第.{1,3}[节章]|专栏\d+|專欄\d+|section\d+|box\d+)", "", seen), name) for page, seen, name in named]
    assert len(own) > 20
    assert [(page, seen, name) for page, seen, name in own if seen not in name] == []


def test_no_name_says_a_sign_that_nobody_sees(trees: Trees) -> None:
    """Material calls the pages before and behind “上一页: …”; what is seen has no colon."""
    for page, tree in trees.items():
        ways = tree.xpath("//a[contains(@class, 'md-footer__link')]")
        assert not [way for way in ways if way.get("aria-label") or not words(way.text_content())], page
        assert not tree.xpath("//*[@aria-label][substring(@aria-label, string-length(@aria-label)) = ':']"), page


def test_the_link_to_the_search_says_that_it_searches(trees: Trees) -> None:
    (opener,) = trees["index.html"].xpath("//a[@data-search-open]")
    assert "搜索" in opener.get("aria-label")
    assert words(opener.xpath("string(span)")) == words(opener.get("aria-label"))
