"""The Content-Security-Policy of the pages: it stops what is not the site's own, and nothing that the site needs."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from lxml.html import HtmlElement
from playwright.sync_api import Page, expect

from planbook.pages.policy import ALLOWED, policy
from support.browsers import Open, until
from support.places import EDITION, PREFIXES

LISTEN = "refused = []; addEventListener('securitypolicyviolation', ({ violatedDirective: d, blockedURI: u }) => refused.push(`${d} ${u}`))"
OUTSIDE = "http://127.0.0.1:9/"


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def refused(page: Page) -> list[str]:
    """What the policy stopped on the page so far."""
    return page.evaluate("refused")


def test_every_page_states_the_policy_before_anything_else(trees: dict[str, HtmlElement]) -> None:
    for name, tree in trees.items():
        first = tree.xpath("/html/head/*[1]")[0]
        styles = [style.text or "" for style in tree.iter("style")]
        assert first.get("http-equiv") == "Content-Security-Policy", name
        stated = dict(part.split(" ", 1) for part in first.get("content").split(";"))
        assert stated.keys() == ALLOWED.keys(), name
        assert all(f"'sha256-{digest(style)}'" in stated["style-src"] for style in styles), name
        assert "unsafe" not in first.get("content"), name


def test_no_page_holds_what_the_policy_would_stop(trees: dict[str, HtmlElement]) -> None:
    """Inline scripts (blocks of data are none), handlers, inline styles."""
    inline = "//script[not(@src) and not(contains(@type, 'json'))] | //*[@style] | //*[@*[starts-with(name(), 'on')]]"
    assert not [name for name, tree in trees.items() if tree.xpath(inline)]


def test_a_page_without_a_style_sheet_of_its_own_allows_none() -> None:
    assert "style-src 'self';" in policy()
    assert digest("p{}") in policy("p{}")


@EDITION
def test_the_policy_stops_what_is_not_the_sites_own(opened: Open, edition: str) -> None:
    page = opened(f"{PREFIXES[edition]}projects/")
    page.evaluate(LISTEN)
    page.evaluate(
        """(outside) => {
          const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
          add("script", { textContent: "planted = true" });
          add("script", { src: outside + "x.js" });
          add("img", { src: outside + "x.png" });
          add("style", { textContent: "h1 { color: rgb(1, 2, 3) !important }" });
          add("iframe", { src: outside });
          document.body.insertAdjacentHTML("beforeend", "<img src=data:, onerror='planted = true'><p style='color: red' id=planted-style>");
          return fetch(outside).catch(() => {});
        }""",
        OUTSIDE,
    )
    until(page, "refused.length >= 8")
    assert {line.split()[0] for line in refused(page)} == {
        "script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src", "frame-src", "connect-src",
    }  # fmt: skip
    assert not page.evaluate("'planted' in window && window.planted === true")
    assert page.locator("h1").evaluate("(heading) => getComputedStyle(heading).color") != "rgb(1, 2, 3)"


def test_the_policy_knows_the_site_when_it_is_opened_from_a_disk(opened: Open, site: Path) -> None:
    page = opened("about/")
    page.add_init_script(LISTEN)
    page.goto((site / "zh-hant" / "plan" / "04" / "index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "default")
    assert page.evaluate("document.styleSheets.length") >= 4
    assert page.evaluate("planReading.root") == site.as_uri().removeprefix("file://") + "/"
    assert refused(page) == []
