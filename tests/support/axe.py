"""What axe, the checker of accessibility, finds on a page that is open in a browser."""

from __future__ import annotations

from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at every letter: they take ten times as long as all others together."""
ASKED = ["target-size"]
"""The rules of WCAG 2.2 AA that axe applies only when it is asked to."""
SCROLLED = ".md-sidebar__scrollwrap"
"""At its edges a list that scrolls by itself always cuts a link, which is then too small until it is scrolled."""
EXCLUDED: dict[str, str] = {}
"""Rules that cannot be met, with the reason."""


def violations(page: Page, whole: bool = True) -> list[str]:
    """What axe has to say: all rules on the ``whole`` page, those about colours and sizes on the page with its long lists cut."""
    page.evaluate(_script())
    if not whole:
        shorten(page)
    found = _run(page, {"rules": {rule: {"enabled": False} for rule in [*COLOURS, *EXCLUDED]}})
    shorten(page)
    found += _run(page, {"runOnly": {"type": "rule", "values": [rule for rule in COLOURS if rule not in EXCLUDED]}})
    return found + _run(page, {"runOnly": {"type": "rule", "values": ASKED}}, without=SCROLLED)


def shorten(page: Page) -> None:
    """Keep the first twenty entries of each list and table: those that follow are made alike."""
    page.evaluate(
        "for (const list of document.querySelectorAll('tbody, ul, ol, dl')) [...list.children].slice(20).forEach((entry) => entry.remove())"
    )


@cache
def _script() -> str:
    return str(Axe().axe_script)


def _run(page: Page, options: dict[str, Any], without: str = "") -> list[str]:
    """``rule: element: what is wrong with it`` for every violation outside of what the selector ``without`` finds."""
    found: list[str] = page.evaluate(
        """async ([options, without]) => (await axe.run({ include: document, exclude: without ? [[without]] : [] },
          { resultTypes: ["violations"], ...options })).violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 140)}: ${failureSummary}`))""",
        [options, without],
    )
    return found
