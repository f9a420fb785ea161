"""Pages in a real browser: how a test opens one, waits for it, and asks what is in view."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route

Open = Callable[..., Page]
"""Opens a page of the site in a fresh context: ``opened("plan/04/", width=360)``."""


def until(page: Page, condition: str) -> None:
    """Wait until ``condition`` holds in the page. Playwright's own waiting evaluates words later, which the policy of the pages forbids."""
    page.evaluate(
        f"""new Promise((done, fail) => {{
          const end = performance.now() + 10000, late = () => fail(new Error("It did not come to pass."));
          const look = () => ({condition}) ? done() : performance.now() > end ? late() : requestAnimationFrame(look);
          look();
        }})"""
    )


def next_frame(page: Page) -> None:
    """Wait until the page has drawn whatever it was about to draw."""
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def come_to_rest(page: Page) -> None:
    """Wait until the page is loaded and half a second has passed in which nothing that it fetches came in.

    Playwright's own ``networkidle`` counts a request whose page has been left as still under way now and then, and waits for ever.
    """
    page.evaluate(
        """new Promise((rest) => {
          let before = -1, same = 0;
          const look = () => {
            const fetched = performance.getEntriesByType("resource").length;
            same = document.readyState === "complete" && fetched === before ? same + 1 : 0;
            before = fetched;
            same < 5 ? setTimeout(look, 100) : rest();
          };
          look();
        })"""
    )


def intercept(page: Page, pattern: str, answer: Callable[[Route], object]) -> None:
    """Answer requests in the server's place. The page is loaded anew: one that is open asks past it for a moment, one time in a hundred."""
    page.route(pattern, answer)
    page.reload()


def stands_in_view(page: Page, id: str) -> bool:
    """Whether the element is in the window and not under the header that stays at its top."""
    return bool(
        page.evaluate(
            """(id) => {
              const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
              const top = document.getElementById(id).getBoundingClientRect().top;
              return top >= header - 1 && top < innerHeight;
            }""",
            id,
        )
    )
