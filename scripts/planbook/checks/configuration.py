"""Rules of what mkdocs.yml may not change: the site fetches nothing from elsewhere, and its addresses and parts stay as they are.

MkDocs takes all of this without a word, and the site that it makes is another: with fonts from elsewhere, a second search, or bare pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planbook.checks.frame import CONFIGURATION, configured, lacking, line_of, names_in
from planbook.checks.subject import Subject
from planbook.records.problem import Problem
from planbook.text.hand_written import EXTENSIONS

FIXED: dict[str, tuple[object, ...]] = {
    "site_dir": ("site", None), "docs_dir": ("docs", None), "plugins": ([],), "use_directory_urls": (True, None),
}  # fmt: skip
"""Keys of the first level with the values that they may have; None where they may be left out."""
FIXED_OF_THEME: dict[str, tuple[object, ...]] = {"font": (False,)}
ALWAYS = ("fenced_code",)
"""Extensions of Markdown that MkDocs adds by itself."""
PARTS = {
    "extra_css": tuple(f"assets/{name}.css" for name in ("tokens", "site", "search/search", "reading", "paper")),
    "extra_javascript": ("assets/site.js", "assets/reading.js"),
}
FOREIGN = ("analytics", "consent")
"""Settings of the theme under ``extra`` that bring programs of others into every page."""


def configuration_leaves_the_site_as_it_is(subject: Subject) -> Iterator[Problem]:
    """mkdocs.yml changes names, languages and styles; what the site is made of, and that it fetches nothing from elsewhere, stays."""
    text, values = configured(subject)
    if not text:
        return  # told by the rules of the frame
    theme, extra = (value if isinstance(value, dict) else {} for value in (values.get("theme"), values.get("extra")))
    yield from _fixed(values, FIXED, text, "")
    yield from _fixed(theme, FIXED_OF_THEME, text, "theme")
    yield from _parts(values, theme, text)
    for key in FOREIGN:
        if key in extra:
            what, cure = "%(key)s brings the programs of others into every page.", "Delete it: the policy of the pages forbids them."
            yield Problem.at(CONFIGURATION, line_of(text, "extra"), "extra", what, cure, key=key)
    if not str(values.get("site_name") or "").strip():
        yield Problem.at(CONFIGURATION, line_of(text, "site_name"), "site_name", "The site has no name.", "Write one.")


def _fixed(values: dict[str, Any], fixed: dict[str, tuple[object, ...]], text: str, under: str) -> Iterator[Problem]:
    for key, known in fixed.items():
        value = values.get(key)
        if not any(value is one if one in (True, False, None) else value == one for one in known):
            what, cure = "The site is made with “%(words)s” and nothing else.", "Write it again."
            words = f"{key}: {_written(known[0])}"
            yield Problem.at(CONFIGURATION, line_of(text, under or key), under or key, what, cure, words=words)


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _extensions(value: object) -> dict[str, object]:
    """The extensions of Markdown, each with its settings: MkDocs takes a list of names and of mappings, or one mapping."""
    items = value if isinstance(value, list) else [value]
    return {str(name): settings for item in items for name, settings in (item.items() if isinstance(item, dict) else ((item, None),))}


def _parts(values: dict[str, Any], theme: dict[str, Any], text: str) -> Iterator[Problem]:
    """What the pages are made of and the configuration does not name."""
    named = _extensions(values.get("markdown_extensions"))
    contents = named.get("toc")
    if isinstance(contents, dict) and contents.get("permalink"):
        what, cure = "The site is made with “%(words)s” and nothing else.", "Write it again."
        line = line_of(text, "markdown_extensions")
        yield Problem.at(CONFIGURATION, line, "markdown_extensions", what, cure, words="permalink: false")
    wanted = [("markdown_extensions", name, name in named) for name in EXTENSIONS if name not in ALWAYS]
    lost = {key: [name for name in names if name not in names_in(values.get(key))] for key, names in PARTS.items()}
    wanted += [(key, ", ".join(names), not names) for key, names in lost.items()]
    wanted += [("theme", "static_templates: [robots.txt]", "robots.txt" in names_in(theme.get("static_templates")))]
    yield from lacking(text, wanted)
