"""``serve``: what is saved is shown, in every edition, with the bytes that a build makes; whatever is saved, it goes on."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from email.message import Message
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from planbook.publish.live import Live
from planbook.publish.live_server import LiveHandler
from planbook.publish.serve import in_background, open_server
from planbook.publish.watch import Watch
from support.places import ADDRESS, TESTS
from support.projects import ENVIRONMENT, build, miniature
from support.serving import FOLLOWING, Serving, serving

PREFIXES = ("", "zh-hant/", "en/")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")

SERIES = {
    "a word of a record": ("data/terms/farmland.yml", "平整、成片、", "平整、成片7、"),
    "a note that a record had not": ("data/targets/forest.yml", "subject:", "note: 第7条。\nsubject:"),
    "a change of the data": ("data/changes/2031-06-02-1-report.yml", "title: ", "title: 7"),
    "a translation": ("data/translations/en/places.po", 'msgstr "Lihe', 'msgstr "Old Lihe'),
    "a macro": ("macros/term.html", "{{ parts.unfold() }}", '<p class="intro">7</p>\n{{ parts.unfold() }}'),
    "a part that macros share": ("macros/parts.html", 'class="permalink"', 'class="permalink permalink--7"'),
    "a template of the theme": ("macros/theme/partials/copyright.html", "<div", '<div data-seven="7"'),
    "a word of the interface": ("macros/locale/zh-Hant.po", 'msgid "Terms"\nmsgstr "', 'msgid "Terms"\nmsgstr "7'),
    "a style": ("macros/theme/assets/site.css", ":root", ":root { --seven: 7 }\n:root"),
    "a script": ("macros/theme/assets/site.js", "/* Small", "/* 7 */ /* Small"),
    "a page by hand": ("docs/index.md", "{{ part", "7\n\n{{ part"),
    "its translation": ("docs/about/index.en.md", "title: ", "title: 7 "),
    "the settings of the site": ("mkdocs.yml", "navigation.top\n", "navigation.top\n    - navigation.seven\n"),
}
"""Name → file, words in it, other words. They are saved one after the other."""


def saved(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} does not hold “{old}”."
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what is looked at ----------------------------------------------------------------------------------------------------


def test_what_was_saved_since_the_last_look_is_known_by_its_name(tmp_path: Path) -> None:
    """Time or size: some editors keep the one. What no build reads, what is hidden and what Python leaves there is no change."""
    for name in ("data/terms/a.yml", "data/terms/b.yml", "data/terms/c.yml", "docs/index.md", "site/index.html", "macros/a.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    os.utime(tmp_path / "data/terms/b.yml", ns=(0, 0))
    watch = Watch(tmp_path)
    assert watch.changed() == []
    (tmp_path / "mkdocs.yml").write_text("new", encoding="utf-8")
    os.utime(tmp_path / "data/terms/a.yml", ns=(5, 5))
    (tmp_path / "data/terms/b.yml").write_text("more", encoding="utf-8")
    os.utime(tmp_path / "data/terms/b.yml", ns=(0, 0))
    (tmp_path / "data/terms/c.yml").unlink()
    for name in ("site/index.html", "data/.a.yml.swp", "scripts/__pycache__/a.pyc", "docs/.git/index", "notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("other", encoding="utf-8")
    (tmp_path / "docs" / "elsewhere").symlink_to(tmp_path / "site")
    (tmp_path / "docs" / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert watch.changed() == ["data/terms/a.yml", "data/terms/b.yml", "data/terms/c.yml", "mkdocs.yml"]
    assert watch.changed() == []
    shutil.rmtree(tmp_path / "data")
    assert watch.changed() == ["data/terms/a.yml", "data/terms/b.yml"]
    shutil.rmtree(tmp_path)
    assert watch.changed() == ["docs/index.md", "macros/a.html", "mkdocs.yml"]


# --- the answers, before anything was drawn ---------------------------------------------------------------------------------


class Held(NamedTuple):
    """A site that was built once, of a project that is served and has no data any more."""

    live: Live
    address: str

    def ask(self, target: str, method: str = "GET") -> tuple[int, Message, bytes]:
        """Status, headers and body; of what goes on for ever the first line that is told."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        connection.request(method, target)
        answer = connection.getresponse()
        goes_on = answer.headers["Content-Type"].startswith("text/event-stream")
        body = answer.readline() if goes_on else answer.read()
        connection.close()
        return answer.status, answer.headers, body


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    root = tmp_path_factory.mktemp("held")
    for name, text in (("index.html", HELD), ("about/index.html", HELD), ("404.html", "lost"), ("look.css", "a { color: red }")):
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_text(text, encoding="utf-8")
    live = Live(root, ADDRESS, tmp_path_factory.mktemp("pages"))
    server = open_server(root / "site", handler=partial(LiveHandler, live=live))  # type: ignore[arg-type]
    yield Held(live, in_background(server))
    server.shutdown()
    server.server_close()
    live.stop()


HELD = "<!DOCTYPE html><html><head><title>x</title></head><body>as it was built</head></body></html>"


def test_what_was_built_is_shown_follows_the_files_and_is_kept_by_no_browser(held: Held) -> None:
    """Also where nothing is right: the last good page stays, and what never was says why it is not there."""
    state = held.live.state
    script = f'<script src="/.serve/reload.js?{state}" defer></script>'
    for path in ("/", "/about/", "/about/index.html?h=x"):
        status, headers, body = held.ask(path)
        assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "text/html; charset=utf-8", "no-store")
        assert body.decode() == HELD.replace("</head>", f"{script}</head>", 1)
        assert int(headers["Content-Length"]) == len(body)
        assert held.ask(path, "HEAD")[1]["Content-Length"] == headers["Content-Length"]
    assert held.ask("/look.css")[2] == b"a { color: red }"
    status, headers, body = held.ask("/.serve/reload.js")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "application/javascript; charset=utf-8", "no-store")
    assert b'EventSource("/.serve/events?"' in body
    assert held.ask("/nowhere/")[0] == 404
    assert held.ask("/.serve/events?1")[2] == f"data: {state}\n".encode()
    news = held.live.news
    held.live.renew()
    assert (held.live.state, held.live.news == news) == (state, False), "Nothing new can be seen; there is news of what is wrong."
    assert held.ask("/")[2].decode() == HELD.replace("</head>", f"{script}</head>", 1)
    status, headers, body = held.ask("/nowhere/")
    assert (status, headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert "<pre style" in body.decode()
    assert ">data:1: " in body.decode()
    assert f"reload.js?{held.live.news}" in body.decode()
    assert [held.ask(path)[0] for path in ("/nowhere.css", "/nowhere")] == [404, 404]
    assert held.ask(f"/.serve/events?{news}")[2] == f"data: {held.live.news}\n".encode()
    again = held.live.news
    held.live.renew()
    assert held.live.news == again, "What is wrong as before is no news."


# --- the same bytes -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_after_a_series_of_saves_of_every_kind_each_page_is_as_a_build_makes_it(tmp_path: Path) -> None:
    """One copy is saved and looked at again and again by one warm process, another is saved and built once."""
    served, built = miniature(tmp_path / "served"), miniature(tmp_path / "built")
    for saving in SERIES.values():
        saved(built, *saving)
    outcome = build(built)
    assert outcome.returncode == 0, outcome.stderr
    made = {path.relative_to(built / "site").as_posix(): path.read_bytes() for path in (built / "site").rglob("*") if path.is_file()}
    looks = [f"{prefix}{path}index.html" for prefix in PREFIXES for path in ("", "terms/", "targets/", "places/lihe/")]
    asked = {"root": str(served), "out": str(tmp_path), "saves": list(SERIES.values()), "looks": looks, "paths": sorted(made)}
    paths = os.pathsep.join([str(served / "scripts"), str(TESTS)])
    environment = os.environ | ENVIRONMENT | {"PYTHONPATH": paths}
    command = [sys.executable, "-m", "support.drawing"]
    subprocess.run(command, cwd=served, env=environment, input=json.dumps(asked), encoding="utf-8", check=True)
    drawn = {path: tmp_path / "site" / path for path in made if (tmp_path / "site" / path).is_file()}
    assert [path for path, file in drawn.items() if file.read_bytes() != made[path]] == []
    pages = {path for path in made if path.endswith("index.html") and "/99-01/" not in path}
    assert pages - drawn.keys() == set(), "All but the page of what has moved, which is no page of MkDocs."
    assert len(pages) > 120
    assert b"\n7\n" in made["index.html"] or b">7<" in made["index.html"]


# --- the command ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """``serve`` at work on the invented plan."""
    with serving(miniature(tmp_path_factory.mktemp("live") / "project")) as started:
        started.hears("pages in")
        yield started
    assert "Traceback" not in "".join(started.said)


@pytest.fixture
def root(live: Serving) -> Iterator[Path]:
    """The project that is served. Whatever a test damages is mended behind it, and is seen to be."""
    folder = live.root
    before = {path: path.read_bytes() for top in ("data", "docs", "macros", "scripts") for path in (folder / top).rglob("*") if mine(path)}
    yield folder
    damaged = [path for path, content in before.items() if not path.is_file() or path.read_bytes() != content]
    state = live.state()
    for path in damaged:
        path.write_bytes(before[path])
    if damaged:
        live.moved(state)


def mine(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


@pytest.mark.slow
def test_what_is_saved_is_told_and_shown_in_every_edition(live: Serving, root: Path) -> None:
    state = live.state()
    saved(root, "macros/term.html", "{{ parts.unfold() }}", '<p class="intro">900001</p>\n{{ parts.unfold() }}')
    assert live.moved(state) == live.state() != state
    assert [b"900001" in live.page(f"{prefix}terms/") for prefix in PREFIXES] == [True, True, True]


@pytest.mark.slow
def test_only_serve_adds_the_script_and_the_policy_of_the_page_lets_it_run(live: Serving) -> None:
    _, page = live.answer("/")
    assert len(FOLLOWING.findall(page)) == 1
    policy = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert b"script-src 'self'" in policy[1]
    assert b"connect-src 'self'" in policy[1]
    assert b"/.serve/" not in live.page("")
    assert b"EventSource" in live.answer("/.serve/reload.js")[1]


OF_ITSELF = re.compile(r"^(Checked in .*|.* changed\.|\d+ pages in .*|)$")
"""What ``serve`` says while nobody does anything wrong."""
UNKNOWN, OPEN = b"{% macro index(view, here) %}\n{{ viev.terms }}{% endmacro %}", b"\n\n{% macro index(view, here) %}\n{% if %}"
FRAME = b"""{% extends "base.html" %}
{% block header %}{{ nobody.knows }}{% endblock %}
{% block extrahead %}<style>:root { --running-title: ""; --running-page: ""; --running-address: ""; }</style>{% endblock %}"""
DAMAGES = {
    "a record": ("data/terms/farmland.yml", b"name: [", "data/terms/farmland.yml:1: The bracket [ is opened here"),
    "a page in another encoding": ("docs/about/index.md", "关于".encode("gbk"), "docs/about/index.md:1: This is not UTF-8."),
    "a name that a macro does not know": ("macros/term.html", UNKNOWN, "macros/term.html:2: Nothing has the name"),
    "a macro that is not closed": ("macros/term.html", OPEN, "macros/term.html:4: "),
    "a template of the theme": ("macros/theme/main.html", FRAME, "macros/theme/main.html:2: UndefinedError"),
    "the program": ("scripts/planbook/views/terms.py", b"def (", "SyntaxError"),
    "the program at its root": ("scripts/planbook/publish/worker.py", b"raise SystemExit(3)", "died"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", DAMAGES)
def test_whatever_is_saved_is_told_with_its_file_and_the_last_good_page_stays(kind: str, live: Serving, root: Path) -> None:
    name, content, told = DAMAGES[kind]
    before, said = live.page("terms/"), len(live.said)
    (root / name).write_bytes(content)
    live.hears(f"{name} changed.", 1 + "".join(live.said[:said]).count(f"{name} changed."))
    live.until(lambda: live.page("terms/") and all(words in "".join(live.said[said:]) for words in (told, "The last good site stays.")))
    assert live.page("terms/") == before


@pytest.mark.slow
def test_a_fault_of_a_macro_says_what_it_was_given(live: Serving, root: Path) -> None:
    state, said = live.state(), len(live.said)
    saved(root, "macros/indicator.html", "<h1>", "<h1>{{ indicator.nothing }}")
    live.moved(state)
    live.page("en/indicators/growth/")
    given = "The macro indicator.page was given view=View, here=indicators/growth/, indicator=indicators/growth"
    live.until(lambda: given in "".join(live.said[said:]))
    told = "".join(live.said[said:])
    assert re.search(r"en/indicators/growth/index\.html: macros/indicator\.html:\d+: UndefinedError: .*'nothing'", told), told


@pytest.mark.slow
@LINUX
def test_the_death_of_the_process_that_draws_is_survived(live: Serving, root: Path) -> None:
    id = live.process.pid
    children = Path(f"/proc/{id}/task/{id}/children").read_text(encoding="ascii").split()
    for child in children:
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(int(child), signal.SIGKILL)
    assert b"<html" in live.page("terms/")
    state = live.state()
    saved(root, "macros/term.html", "{{ parts.unfold() }}", '<p class="intro">900002</p>\n{{ parts.unfold() }}')
    live.moved(state)
    assert b"900002" in live.page("en/terms/")


@pytest.mark.slow
@pytest.mark.parametrize("target", ["/%00", "/a\0b", "/[", "//[x/", "/\xff\xfe", "/%ff", "/" + "x" * 5000, "/../../etc/passwd", "/.serve/"])
def test_no_bytes_of_a_request_are_a_fault(live: Serving, target: str) -> None:
    said = len(live.said)
    status, body = live.answer(target)
    assert status in (400, 404)
    assert b"root:" not in body
    assert live.page("") != b""
    assert [line for line in live.said[said:] if not OF_ITSELF.search(line)] == []


@pytest.mark.slow
def test_a_page_that_is_looked_at_loads_itself_again(live: Serving, root: Path, browser: Browser) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{live.address}zh-hant/terms/")
    assert page.locator("p.intro", has_text="900003").count() == 0
    saved(root, "macros/term.html", "{{ parts.unfold() }}", '<p class="intro">900003</p>\n{{ parts.unfold() }}')
    page.locator("p.intro", has_text="900003").wait_for()
    page.close()
    assert faults == []


@pytest.mark.slow
def test_the_build_behind_takes_over_with_the_same_bytes(live: Serving, root: Path) -> None:
    state, builds = live.state(), "".join(live.said).count("pages in")
    saved(root, "data/terms/farmland.yml", "平整、成片、", "平整、成片8、")
    live.moved(state)
    drawn = live.page("terms/")
    assert "平整、成片8、".encode() in drawn
    live.hears("pages in", builds + 1)
    live.until(lambda: (root / "site" / "terms" / "index.html").read_bytes() == drawn)
    assert live.page("terms/") == drawn


# --- what is wrong, where nothing was ever built ------------------------------------------------------------------------------


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return miniature(tmp_path / "project")


def wrong(live: Serving, path: str, *told: str) -> str:
    """The answer for a page that cannot be shown says why; returns what the page tells the browser to wait for."""
    status, body = live.answer(path)
    text = body.decode()
    assert status == 500, text
    assert [words for words in told if words not in text] == []
    found = re.search(r'<script src="/\.serve/reload\.js\?(\d+-\d+)" defer></script>', text)
    assert found
    return found[1]


@pytest.mark.slow
def test_bad_data_at_the_first_start_is_told_by_the_pages_until_it_is_mended(bad: Path) -> None:
    file = bad / "data" / "terms" / "farmland.yml"
    good = file.read_bytes()
    file.write_bytes(b"name: [")
    with serving(bad) as live:
        news = wrong(live, "/", '<html lang="en">', "data/terms/farmland.yml:1: The bracket [ is opened here", "Mend it and save the file")
        assert news == wrong(live, "/en/plan/01/", "data/terms/farmland.yml:1:")
        file.write_bytes(b"nome: x\n")
        news = live.moved(news)
        assert news == wrong(live, "/", "data/terms/farmland.yml:1: nome:")
        file.write_bytes(good)
        live.moved(news)
        assert live.answer("/terms/")[0] == 200
        assert live.answer("/nowhere/")[0] == 404


@pytest.mark.slow
def test_a_macro_that_fails_at_the_first_start_is_told_by_its_pages_alone(bad: Path) -> None:
    saved(bad, "macros/term.html", "{{ parts.unfold() }}", "{{ view.terms.nothing }}{{ parts.unfold() }}")
    with serving(bad) as live:
        live.hears("was not built")
        news = wrong(live, "/terms/", "terms/index.html: macros/term.html:", "&#x27;nothing&#x27;")
        assert live.answer("/targets/")[0] == 200
        saved(bad, "macros/term.html", "{{ view.terms.nothing }}", "")
        live.moved(news)
        assert live.answer("/terms/")[0] == 200
    assert "Traceback" not in "".join(live.said)


@pytest.mark.slow
def test_a_page_that_is_new_says_why_it_is_not_there_yet(live: Serving, root: Path) -> None:
    """Others stay as they were."""
    (root / "data" / "terms" / "farmland.yml").write_bytes(b"name: [")
    live.until(lambda: live.answer("/terms/nowhere/")[0] == 500)
    wrong(live, "/terms/nowhere/", "data/terms/farmland.yml:1:")
    assert live.answer("/terms/")[0] == 200
