"""The theme's style sheet is shipped without what no page has, and with everything else."""

from __future__ import annotations

import gzip
from pathlib import Path

import material

from planbook.pages.theme_style import trimmed, without_comments

WHOLE = next((Path(material.__file__).parent / "templates" / "assets" / "stylesheets").glob("main.*.css")).read_text(encoding="utf-8")


def test_idle_rules_go_and_the_others_stay_as_they_are() -> None:
    sheet = """/* theme */.md-nav{color:red}.md-search{color:blue}.md-search .md-nav,.md-nav b{margin:0}
@media print{.md-tag{top:0}}@media print{.md-tag{top:0}.md-top:is(.a,.b){top:1px}}:root{--md-search-icon:url("data:;a")}
:root{--md-search-icon:none;--md-nav-icon--prev:none}.md-source-file{x:y}.quoted{x:y}[dir=rtl] p{x:y}
@keyframes pulse{0%{x:y}}@keyframes overlay{0%{x:y}}"""
    assert trimmed(sheet.replace("\n", "")) == (
        ".md-nav{color:red}.md-nav b{margin:0}@media print{.md-top:is(.a,.b){top:1px}}"
        ":root{--md-nav-icon--prev:none}.quoted{x:y}@keyframes overlay{0%{x:y}}"
    )


def test_more_than_half_of_the_theme_goes() -> None:
    kept = trimmed(WHOLE)
    assert len(gzip.compress(kept.encode(), 9, mtime=0)) < 0.4 * len(gzip.compress(WHOLE.encode(), 9, mtime=0))
    assert kept.count("{") == kept.count("}")
    for part in (".md-nav__link", ".md-footer__link", ".md-sidebar--primary", ".md-path", ".md-skip", ".md-top", ".md-nav__toggle"):
        assert kept.count(part) > 1


def test_our_sheets_go_without_comments_and_indents() -> None:
    written = '/* Why. */\n:root {\n  --ink: #111; /* nearly\n  black */\n}\n\n.name::after,\n.b { content: " { · ; "; }\n'
    assert without_comments(written) == ':root{--ink: #111}.name::after,\n.b{content: " { · ; "}'
