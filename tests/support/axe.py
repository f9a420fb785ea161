"""What axe, the checker of accessibility, finds on a page that is open in a browser."""

from __future__ import annotations

from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = {"color-contrast": "[data-axe]", "link-in-text-block": "a[href][data-axe]"}
"""The rules that look at every letter, and the elements that they are shown: with all of them a long page would take five times as long."""
ASKED = "target-size"
"""The rule of WCAG 2.2 AA that axe applies only when it is asked to."""
TRIED = "label-content-name-mismatch"
"""The rule for 2.5.3 that axe still calls an experiment."""
LAYOUT = (ASKED, "scrollable-region-focusable")
"""The rules whose answer depends on the width of the window, beside what it shows and hides."""
SCROLLED = ".md-sidebar__scrollwrap"
"""At its edges a list that scrolls by itself always cuts a link, which is then too small until it is scrolled."""
EACH_SORT_TWICE = """(judged) => {
  const known = new Set(judged), seen = new Map(), sorts = new Map();
  const hash = (words) => {
    let [one, other] = [7, 9];
    for (let at = 0; at < words.length; at++) {
      one = Math.imul(one ^ words.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ words.charCodeAt(at), 1597334677);
    }
    return (one >>> 0) * 2 ** 21 + (other >>> 11);
  };
  const sort = (element) => {
    if (!sorts.has(element)) {
      const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
      const above = element.parentElement ? sort(element.parentElement) : innerWidth, name = element.getAttribute("class");
      const own = [element.tagName, name, color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textDecorationLine];
      sorts.set(element, hash([above, ...own].join()));
    }
    return sorts.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
    if (!element.checkVisibility({ visibilityProperty: true }) || known.has(sort(element))) continue;
    const times = seen.get(sort(element)) ?? 0;
    seen.set(sort(element), times + 1);
    if (times < 2) element.dataset.axe = "";
  }
  return [...seen.keys()];
}"""
"""Marks two elements of every sort that shows words, and returns the sorts; those that were judged before are left out. A sort is how an
element and all around it look in a window of this width: their tags, classes, colours, sizes. What is alike in all of them has one
contrast."""


def violations(page: Page, whole: bool = True, all_rules: bool = True, judged: set[int] | None = None) -> list[str]:
    """``rule: element: what is wrong with it`` for all that axe has to say. Of a page that is not ``whole``, long lists are cut first.

    Without ``all_rules``, it is only asked what depends on colours and on the width of the window. What is among ``judged`` is not asked
    for its colours again; what was asked is added.
    """
    judged = set() if judged is None else judged
    page.evaluate(_script())
    if not whole:
        page.evaluate(
            "for (const list of document.querySelectorAll('tbody, ul, ol, dl')) [...list.children].slice(20).forEach((one) => one.remove())"
        )
    judged.update(page.evaluate(EACH_SORT_TWICE, list(judged)))
    wanted = (
        {"rules": {ASKED: {"enabled": True}, TRIED: {"enabled": True}}}
        if all_rules
        else {"runOnly": {"type": "rule", "values": [*LAYOUT, *COLOURS]}}
    )
    found: list[str] = page.evaluate(
        """async ([colours, options, asked, scrolled]) => {
          axe.configure({ rules: Object.entries(colours).map(([id, selector]) => ({ id, selector })) });
          const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
          const counts = (id, target) => id !== asked || !document.querySelector(target)?.closest(scrolled);
          return violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => counts(id, target[0]))
            .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 140)}: ${failureSummary}`));
        }""",
        [COLOURS, wanted, ASKED, SCROLLED],
    )
    return found


@cache
def _script() -> str:
    return str(Axe().axe_script)
