"""Pages written by hand, in their parts: head, title, the macros that they call, anchors and links as Markdown sets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.text.hand_written import Source, pages, parts, set_page, split, title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: 题\n---\n文\n", "题"), ("---\ntitle: 2025\n---\n", "2025"), ("---\nother: 题\n---\n", ""), ("# 题\n", ""), ("", ""),
        ("---\ntitle: [\n---\n", ""), ("---\n- 题\n---\n", ""),
    ],
)  # fmt: skip
def test_a_title_is_that_of_the_head_or_none(text: str, said: str) -> None:
    assert title(text) == said


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("---\na: 1\nb: 2\n---\n文\n", Source("a: 1\nb: 2\n", "文\n", 4)), ("---\na: 1\n...\n文", Source("a: 1\n", "文", 3)),
        ("文\n---\na: 1\n---\n", Source(None, "文\n---\na: 1\n---\n", 0)), ("---\na: 1\n", Source(None, "---\na: 1\n", 0)),
    ],
)  # fmt: skip
def test_the_body_begins_below_the_head(text: str, source: Source) -> None:
    assert split(text) == source


def test_pages_are_listed_by_name_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", ".git/d.md", "a/.e.md", "f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in pages(tmp_path)] == ["a/c.md", "b.md"]
    assert pages(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("body", "called"),
    [
        ("文\n\n{{ part(\"counts\") }}\n", [(3, "counts")]), ("{{ part('a') }}{{ part('b') }}", [(1, "a"), (1, "b")]), ("文", []),
        ("{{ other('a') }}", [(1, None)]), ("{{ part(name) }}", [(1, None)]), ("{{ part('a', 'b') }}", [(1, None)]),
        ("{{ part(1) }}", [(1, None)]),
        ("{{ part('a', b=1) }}", [(1, None)]), ("{{ part() }}", [(1, None)]), ("{{ 'a' }}", [(1, None)]),
        ("\n{% if a %}{% endif %}", [(2, None)]),
        ("{{ x.part('a') }}", [(1, None)]), ("{{ part(*'a') }}", [(1, None)]), ("{{ part('a', *'b') }}", [(1, None)]),
        ("{{ part('a', **b) }}", [(1, None)]), ("{## part ##}", []),
    ],
)  # fmt: skip
def test_a_page_calls_parts_by_their_names_and_nothing_else(body: str, called: list[tuple[int, str | None]]) -> None:
    assert list(parts(body)) == called


def test_anchors_and_links_are_those_of_the_finished_page() -> None:
    page = set_page('# 题 {: #top }\n\n## Second\n\n[甲](a.md#x) <b id="own">乙</b> ![丙](c.png)\n\n{{ part("a")\n}}\n\n[丁]()\n')
    assert page.anchors == {"top", "second"}
    assert page.links == ["a.md#x", "c.png"]
    assert "part" not in "".join(page.markup.texts)
