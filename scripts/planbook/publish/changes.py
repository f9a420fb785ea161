"""What a change does to the site: two built sites compared, page by page, told as Markdown for those who review it."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planbook.records.messages import say

LISTED = 40
"""How many pages of one kind are named; of more the number is told."""
FOLDED = 8
"""More lines than this wait behind a click."""
ARTICLE = re.compile(r'<article class="md-content__inner[^>]*>(.*)</article>', re.DOTALL)
LANGUAGE = re.compile(r'<html[^>]*\blang="([^"]+)"')
NAMES = (re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL), re.compile(r"<title>(.*?)</title>", re.DOTALL))
SIGNS = re.compile(r'<(a|button)\b[^>]*\bclass="[^"]*\b(?:permalink|headerlink|md-content__button)\b[^"]*"[^>]*>.*?</\1>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
BLOCKS = (
    "article|aside|body|button|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|html|label|legend|li|"
    "link|main|meta|nav|ol|option|output|p|path|script|section|select|style|summary|svg|table|tbody|td|text|th|thead|title|tr|ul"
)
BESIDE_BLOCKS = re.compile(rf" ?(</?(?:{BLOCKS})\b[^>]*>) ?")
"""Blanks that nobody sees: those beside what stands on lines of its own, or is not shown."""
KINDS = {"added": lambda: say("Added"), "removed": lambda: say("Removed"), "changed": lambda: say("Changed")}
"""What a list of pages or files is called, in the language of whoever reads it."""
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


@dataclass(frozen=True)
class Page:
    """A page of a built site: where it stands, its language, its title, its main content, and the frame around that."""

    path: str
    language: str
    title: str
    content: str
    frame: str


@dataclass(frozen=True)
class Changes:
    """Two sites compared. Pages by language: ``added`` and ``changed`` as they are now, ``removed`` as they were. ``others``: files."""

    added: dict[str, list[Page]]
    removed: dict[str, list[Page]]
    changed: dict[str, list[Page]]
    reframed: dict[str, int]
    """Language → pages that stayed while the frame around them changed."""
    kept: dict[str, int]
    """Language → pages that both sites have."""
    others: dict[str, list[str]]
    """``added``, ``removed``, ``changed`` → files that are no pages."""


def compare(old: Path, new: Path) -> Changes:
    """Compare two folders that hold built sites. Raises ``RuntimeError`` when one of them holds none."""
    before, after = _files(old), _files(new)
    pages = {
        name: (_page(old, name) if name in before else None, _page(new, name) if name in after else None) for name in _html(before | after)
    }
    both = {name: (was, now) for name, (was, now) in pages.items() if was and now}
    files = {name for name in before | after if not name.endswith(".html")}
    return Changes(
        added=_by_language(now for was, now in pages.values() if now and not was),
        removed=_by_language(was for was, now in pages.values() if was and not now),
        changed=_by_language(now for was, now in both.values() if (was.title, was.content) != (now.title, now.content)),
        reframed=_counts(now for was, now in both.values() if was.frame != now.frame),
        kept=_counts(now for _, now in both.values()),
        others={
            "added": sorted(files & (after - before)), "removed": sorted(files & (before - after)),
            "changed": sorted(name for name in files & before & after if (old / name).read_bytes() != (new / name).read_bytes()),
        },
    )  # fmt: skip


def _files(site: Path) -> set[str]:
    if not (site / "index.html").is_file():
        raise RuntimeError(
            say("%(folder)s holds no built site: there is no index.html. Run 'python3 scripts/run.py build' first.", folder=site)
        )
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def _html(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.endswith(".html"))


def _page(site: Path, name: str) -> Page:
    text = _seen((site / name).read_text(encoding="utf-8"))
    found, language = ARTICLE.search(text), LANGUAGE.search(text)
    content, frame = (found[1], text[: found.start()] + text[found.end() :]) if found else (text, "")
    return Page(name.removesuffix("index.html") or "./", language[1] if language else "", _title(text), content, frame)


def _seen(text: str) -> str:
    """The HTML without what no reader sees: how long blanks are, and blanks beside blocks. A macro that is only broken otherwise stays."""
    return BESIDE_BLOCKS.sub(r"\1", " ".join(text.split()))


def _title(text: str) -> str:
    for pattern in NAMES:
        if found := pattern.search(SIGNS.sub("", text)):
            return " ".join(html.unescape(TAG.sub("", found[1])).split())
    return ""


def _by_language(pages: Iterable[Page]) -> dict[str, list[Page]]:
    groups: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        groups[page.language].append(page)
    return dict(groups)


def _counts(pages: Iterable[Page]) -> dict[str, int]:
    return {language: len(found) for language, found in _by_language(pages).items()}


# --- told as Markdown -------------------------------------------------------------------------------------------------


def markdown(changes: Changes) -> str:
    """The changes as GitHub's Markdown: a part for each edition, then the files that are no pages."""
    return "\n".join([*_pages(changes), *_others(changes.others)]) + "\n"


def _pages(changes: Changes) -> Iterator[str]:
    yield f"## {say('Pages that change')}"
    kinds = {"added": changes.added, "removed": changes.removed, "changed": changes.changed}
    for language in sorted({*changes.kept, *changes.added, *changes.removed}):
        counts = _numbers({kind: len(found.get(language, [])) for kind, found in kinds.items()})
        yield f"\n### {say('%(subject)s: %(counts)s', subject=_escaped(language), counts=counts)}"
        yield from _frame(changes.reframed.get(language, 0), changes.kept.get(language, 0))
        for kind, found in kinds.items():
            for shelf, pages in sorted(_shelves(found.get(language, [])).items()):
                yield from _folded(
                    say("%(kind)s: `%(folder)s`", kind=KINDS[kind](), folder=shelf),
                    [f"- {_escaped(page.title)} `{page.path}`" for page in pages],
                )


def _numbers(counts: dict[str, int]) -> str:
    return say("%(added)d added, %(removed)d removed, %(changed)d changed", **counts)


def _frame(reframed: int, kept: int) -> Iterator[str]:
    """One line about what stands around the content, which often changes on all pages at once."""
    if reframed:
        every = say("The frame changed on every page: head, navigation or footer.")
        some = say("The frame changed on %(count)d of %(all)d pages: head, navigation or footer.", count=reframed, all=kept)
        yield "\n" + (every if reframed == kept else some)


def _shelves(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """The pages by the folder they stand in: ``zh-hant/projects/04-03/`` by ``zh-hant/projects/``."""
    groups: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        groups[page.path.rstrip("/").rpartition("/")[0] + "/"].append(page)
    return groups


def _others(others: dict[str, list[str]]) -> Iterator[str]:
    counts = _numbers({kind: len(names) for kind, names in others.items()})
    yield f"\n### {say('%(subject)s: %(counts)s', subject=say('Other files'), counts=counts)}"
    for kind, names in others.items():
        if names:
            yield from _folded(KINDS[kind](), [f"- `{name}`" for name in names])


def _folded(title: str, lines: list[str]) -> Iterator[str]:
    """A list under a title with its count, closed when it is long; what is not listed is counted."""
    shown = lines if len(lines) <= LISTED else [*lines[:LISTED], say("- … and %(count)d more", count=len(lines) - LISTED)]
    if len(lines) > FOLDED:
        heading = title.replace("`", "")
        yield f"\n<details><summary>{html.escape(heading)} ({len(lines)})</summary>\n"
        yield from shown
        yield "\n</details>"
    else:
        yield f"\n{title} ({len(lines)})\n"
        yield from shown


def _escaped(text: str) -> str:
    """Text of a page as Markdown that shows it: what a pull request wrote must not mark up the summary."""
    return SPECIAL.sub(r"\\\1", text)
