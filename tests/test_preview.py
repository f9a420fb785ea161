"""The server of ``run.py serve``, ``run.py preview`` and the browser tests answers as GitHub Pages would."""

from __future__ import annotations

import gzip
import http.client
import io
import socket
from collections.abc import Iterator
from email.message import Message
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from planbook.publish.serve import in_background, open_server
from support.places import BASE

WORDS = "规划 " * 200
OUTSIDE = "not of the site"


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


TYPES = {
    "notes.txt": "text/plain; charset=utf-8", "table.csv": "text/csv; charset=utf-8", "page.json": "application/json; charset=utf-8",
    "feed.xml": "application/xml; charset=utf-8", "days.ics": "text/calendar; charset=utf-8", "look.css": "text/css; charset=utf-8",
    "app.webmanifest": "application/manifest+json; charset=utf-8", "help.js": "application/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml; charset=utf-8", "read.md": "text/markdown; charset=utf-8", "books.bib": "text/plain; charset=utf-8",
    "about.yml": "text/yaml; charset=utf-8", "places.geojson": "application/geo+json; charset=utf-8", "book.epub": "application/epub+zip",
    "book.pdf": "application/pdf", "all.zip": "application/zip", "card.png": "image/png", "face.woff2": "font/woff2",
    "book.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "some.thing": "application/octet-stream",
}  # fmt: skip
"""What GitHub Pages calls the files of a site, or should; all that is text is UTF-8, and comes packed."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site below a path, with a file beside it that nobody may see."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "secret.txt").write_text(OUTSIDE, encoding="utf-8")
    site = folder / "site"
    (site / "plan" / "04").mkdir(parents=True)
    (site / "assets").mkdir()
    for name in ("index.html", "404.html", "plan/index.html", "plan/04/index.html", *(f"assets/{name}" for name in TYPES)):
        (site / name).write_text(f"{name} {WORDS}", encoding="utf-8")
    opened = open_server(site, base=BASE)
    yield in_background(opened)
    opened.shutdown()
    opened.server_close()


def test_only_this_machine_is_served(tmp_path: Path) -> None:
    with open_server(tmp_path) as opened:
        assert opened.server_address[0] == "127.0.0.1"


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


@pytest.mark.parametrize("name", TYPES)
def test_every_file_has_the_type_that_pages_sends_and_text_comes_packed(address: str, name: str) -> None:
    plain, packed = (ask(address, f"{BASE}assets/{name}", **{"Accept-Encoding": encoding}) for encoding in ("identity", "gzip"))
    assert plain.headers["Content-Type"] == packed.headers["Content-Type"] == TYPES[name]
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == ("gzip" if "charset" in TYPES[name] else None)


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


def said(address: str, *requests: str) -> bytes:
    """All that the server sends, to its end, for requests that stand one behind the other in one connection."""
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=20) as connection:
        connection.sendall("".join(requests).encode("latin-1"))
        return b"".join(iter(partial(connection.recv, 1 << 16), b""))


LAST = f"GET {BASE}plan/ HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"


def test_who_says_nothing_of_packing_gets_the_page_as_it_is(address: str) -> None:
    head, _, body = said(address, LAST).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert body.decode().startswith("plan/index.html ")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "target",
    [
        f"{BASE}plan/", f"{BASE}no/", f"{BASE}plan", BASE.rstrip("/"), f"{BASE}assets/table.csv", "//[x/", f"{BASE}{'x' * 5000}/",
        f"{BASE}%00",
    ],
)  # fmt: skip
def test_a_connection_goes_on_behind_every_answer(address: str, method: str, target: str) -> None:
    """What is sent is as long as it says, nothing behind HEAD; else the next answer would not be understood."""
    answers = said(address, f"{method} {target} HTTP/1.1\r\nHost: here\r\n\r\n", LAST)
    first = http.client.HTTPResponse(Stream(answers), method=method)  # type: ignore[arg-type]
    first.begin()
    body = first.read()
    assert first.status in (200, 301, 404)
    rest = answers[answers.index(b"\r\n\r\n") + 4 + len(body) :]
    assert rest.startswith(b"HTTP/1.1 200 ")
    assert rest.count(b"HTTP/1.1 ") == 1


class Stream:
    """An answer that was read, as the client wants it."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self.answer)


@pytest.mark.parametrize(("request_line", "status"), [(f"POST {BASE} HTTP/1.1", 501), ("GET / HTTP/9.9.9", 400), ("GET", 400)])
def test_what_is_no_request_for_a_page_is_told_apart_from_one_that_is_not_there(address: str, request_line: str, status: int) -> None:
    told = said(address, f"{request_line}\r\nHost: here\r\nConnection: close\r\n\r\n")
    assert told.count(b"Error code: ") == 1
    assert f"Error code: {status}<".encode() in told


def test_a_site_without_a_page_for_what_is_not_there_says_so_all_the_same(tmp_path: Path) -> None:
    """And lies at the root, where nothing else is said."""
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    opened = open_server(tmp_path)
    address = in_background(opened)
    assert [ask(address, path).status for path in ("/", "/no/")] == [200, 404]
    assert ask(address, "/").body == b"home"
    opened.shutdown()
    opened.server_close()
