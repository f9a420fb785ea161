"""The server of ``run.py serve``, ``run.py preview`` and the browser tests answers as GitHub Pages would."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from planbook.publish.serve import in_background, open_server
from support.places import BASE

NAMES = ("notes.txt", "table.csv", "page.json", "book.epub", "feed.xml", "days.ics", "app.webmanifest", "look.css", "help.js", "mark.svg")
WORDS = "规划 " * 200
OUTSIDE = "not of the site"


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site below a path, with a file beside it that nobody may see."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "secret.txt").write_text(OUTSIDE, encoding="utf-8")
    site = folder / "site"
    (site / "plan" / "04").mkdir(parents=True)
    (site / "assets").mkdir()
    for name in ("index.html", "404.html", "plan/index.html", "plan/04/index.html", *(f"assets/{name}" for name in NAMES)):
        (site / name).write_text(f"{name} {WORDS}", encoding="utf-8")
    opened = open_server(site, base=BASE)
    yield in_background(opened)
    opened.shutdown()
    opened.server_close()


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.msg, body)


@pytest.mark.parametrize("path", ["", "plan/", "plan/04/", "plan/04/?h=words"])
def test_a_page_comes_as_it_is_and_packed(address: str, path: str) -> None:
    plain, packed = ask(address, BASE + path), ask(address, BASE + path, **{"Accept-Encoding": "br, gzip"})
    assert plain.status == packed.status == 200
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.body.decode().startswith(f"{urlsplit(path).path}index.html ")


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        (BASE.rstrip("/"), BASE),
        (f"{BASE.rstrip('/')}?h=1", f"{BASE}?h=1"),
        (f"{BASE}plan", f"{BASE}plan/"),
        (f"{BASE}plan/04?h=1", f"{BASE}plan/04/?h=1"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_folder_without_its_slash_leads_to_the_folder(address: str, asked: str, led: str, method: str) -> None:
    answer = ask(address, asked, method)
    assert (answer.status, answer.headers["Location"], answer.body) == (301, led, b"")
    assert ask(address, led).status == 200


@pytest.mark.parametrize(
    "path", [f"{BASE}no/", f"{BASE}projects/04-99", f"{BASE}assets/", f"{BASE}assets/notes.txt/", "/", "/elsewhere/plan/"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_is_not_there_is_told_by_the_sites_own_page(address: str, path: str, method: str, encoding: str) -> None:
    """Also a folder without a page, whose files are not listed, and whatever lies outside the path of the site."""
    answer = ask(address, path, method, **{"Accept-Encoding": encoding})
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    body = gzip.decompress(answer.body) if encoding == "gzip" and method == "GET" else answer.body
    assert body.decode().startswith("404.html " if method == "GET" else "")


def test_every_file_has_the_type_that_pages_sends(address: str) -> None:
    expected = {
        "notes.txt": "text/plain; charset=utf-8", "table.csv": "text/csv; charset=utf-8", "page.json": "application/json; charset=utf-8",
        "book.epub": "application/epub+zip", "feed.xml": "application/xml; charset=utf-8", "days.ics": "text/calendar; charset=utf-8",
        "app.webmanifest": "application/manifest+json; charset=utf-8", "look.css": "text/css; charset=utf-8",
        "help.js": "application/javascript; charset=utf-8", "mark.svg": "image/svg+xml; charset=utf-8",
    }  # fmt: skip
    assert {name: ask(address, f"{BASE}assets/{name}").headers["Content-Type"] for name in NAMES} == expected
    assert {name: ask(address, f"{BASE}assets/{name}", **{"Accept-Encoding": "gzip"}).headers["Content-Type"] for name in NAMES} == expected


@pytest.mark.parametrize("path", ["", "plan/04/", "assets/table.csv", "assets/book.epub"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_head_is_get_without_the_body(address: str, path: str, encoding: str) -> None:
    get, head = (ask(address, BASE + path, method, **{"Accept-Encoding": encoding}) for method in ("GET", "HEAD"))
    kept = ("Content-Type", "Content-Length", "Content-Encoding")
    assert (head.status, *(head.headers[name] for name in kept)) == (get.status, *(get.headers[name] for name in kept))
    assert get.body
    assert head.body == b""


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "plan/../../secret.txt",
        "..\\secret.txt",
        "/../secret.txt",
        "%00",
        "plan%00/",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_sent(address: str, path: str) -> None:
    for encoding in ("identity", "gzip"):
        answer = ask(address, BASE + path, **{"Accept-Encoding": encoding})
        assert answer.status == 404
        assert OUTSIDE.encode() not in answer.body
