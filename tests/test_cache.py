"""What is kept from one build to the next: taken for the same, made anew for anything else, and never more than one of a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.checks import macros
from planbook.checks.rules import check
from planbook.pages import packing, paper
from planbook.pages.packing import pack, pack_once
from planbook.pages.paper import Codes, code_of
from planbook.records.cache import ELSEWHERE, Cache
from planbook.records.problem import BadData, Problem
from support.projects import miniature

HERE, THERE = "https://example.org/plan/", "https://example.org/terms/"
WORDS = "建设城市，建设农村。" * 40


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.delenv(ELSEWHERE, raising=False)
    return Cache(tmp_path, "kind")


def test_what_was_made_of_something_else_is_not_there(cache: Cache) -> None:
    cache.put("name", b"content", "one")
    assert cache.get("name", "one") == b"content"
    assert (cache.get("name", "two"), cache.get("name"), cache.get("other", "one")) == (None, None, None)


@pytest.mark.parametrize("damage", [lambda kept: kept[:-1], lambda kept: kept[:33], lambda kept: b"", lambda kept: kept[:-1] + b"X"])
def test_what_is_damaged_is_not_there(cache: Cache, tmp_path: Path, damage: object) -> None:
    cache.put("name", b"content")
    file = tmp_path / ".cache" / "kind" / "name"
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert cache.get("name") is None


def test_a_folder_that_nobody_may_write_in_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(ELSEWHERE, str(tmp_path / "file"))
    cache = Cache(tmp_path, "kind")
    cache.put("name", b"content")
    assert cache.get("name") is None


def test_codes_of_the_last_build_are_not_drawn_again(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Codes(cache, "en")
    drawn = [first.of(address) for address in (HERE, THERE)]
    first.keep()
    monkeypatch.setattr(paper, "code_of", None)
    second = Codes(cache, "en")
    assert [tuple(second.of(address)) for address in (HERE, THERE)] == drawn == [code_of(HERE), code_of(THERE)]
    assert drawn[0] != drawn[1]


def test_codes_that_nobody_asked_for_are_not_kept(cache: Cache) -> None:
    first = Codes(cache, "en")
    first.of(HERE)
    first.of(THERE)
    first.keep()
    second = Codes(cache, "en")
    second.of(THERE)
    second.keep()
    assert list(Codes(cache, "en")._kept) == [THERE]


def test_a_text_is_packed_once_and_another_anew(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pack(WORDS, is_long=True)
    assert pack_once(WORDS, cache, "text", is_long=True) == whole
    with monkeypatch.context() as nowhere:
        nowhere.setattr(packing, "pack", None)
        assert pack_once(WORDS, cache, "text", is_long=True) == whole
    other = WORDS + "城"
    assert pack_once(other, cache, "text", is_long=True) == pack(other, is_long=True) != whole
    assert pack_once(other, cache, "text", is_long=False) == pack(other, is_long=False)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented plan with macros of its own."""
    monkeypatch.delenv(ELSEWHERE, raising=False)
    return miniature(tmp_path / "project")


def test_macros_that_were_found_sound_are_not_looked_at_again(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(plan / "data")
    monkeypatch.setattr(macros, "RULES", (None,))
    assert check(plan / "data")


def test_macros_are_looked_at_again_when_one_is_another_or_has_another_name(plan: Path) -> None:
    check(plan / "data")
    chart = plan / "macros" / "chart.html"
    sound = chart.read_bytes()
    chart.write_bytes(sound + b"{% if %}")
    with pytest.raises(BadData, match="Jinja cannot read this"):
        check(plan / "data")
    with pytest.raises(BadData, match="Jinja cannot read this"):
        check(plan / "data")
    chart.write_bytes(sound)
    chart.rename(plan / "macros" / "chart2.html")
    with pytest.raises(BadData, match=r"There is no file chart\.html"):
        check(plan / "data")


def test_another_program_looks_at_the_macros_again(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(plan / "data")
    monkeypatch.setattr(macros, "program", lambda: "another")
    monkeypatch.setattr(macros, "RULES", (lambda _: [Problem("macros/chart.html", 1, "", "Seen.", "Mend it.")],))
    with pytest.raises(BadData, match="Seen"):
        check(plan / "data")
