"""What ``serve`` does: the server of a site that follows the files of the project, and the word to browsers that it has moved on."""

from __future__ import annotations

import html
import io
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from planbook.publish.live import Live
from planbook.publish.serve import SiteHandler, in_background
from planbook.publish.watch import Watch
from planbook.records.messages import language, say

SCRIPT, EVENTS = ".serve/reload.js", ".serve/events"
"""Below the root of the site; no page of a plan can have such an address."""
RELOAD = b"""// Loads the page again when what it shows has been saved. Only the command serve adds it to a page.
"use strict";
const shown = new URL(document.currentScript.src).search.slice(1);
new EventSource("/.serve/events?" + shown).onmessage = (event) => {
  if (event.data !== shown) location.reload();
};
"""
WRONG = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="max-width: 46rem; margin: 3rem auto; padding: 0 1rem; font-family: sans-serif; line-height: 1.7">
<h1 style="font-size: 1.4rem">{title}</h1><pre style="white-space: pre-wrap; overflow-wrap: anywhere">{what}</pre>
<p>{cure}</p></body></html>
"""
"""What is answered where there is no page, not even an older one, because something is wrong. No page of the site: of the command."""
HEARTBEAT = 15
"""Seconds after which a silent connection is written to: only so is it noticed that a browser has gone."""


class LiveHandler(SiteHandler):
    """Answers as a host of the built site would, but with the pages as they were saved last, which load themselves again."""

    def __init__(self, *arguments: object, live: Live, **rest: object) -> None:
        self.live = live
        super().__init__(*arguments, **rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # noqa: N802  # the name that http.server calls
        """Answer, or go on answering."""
        if self._name() == EVENTS:
            self._tell_of_changes()
        else:
            super().do_GET()

    def send_head(self) -> BinaryIO | io.BytesIO | None:
        """Headers, and the body to follow."""
        name = self._name()
        if name == SCRIPT:
            return self.answer(HTTPStatus.OK, RELOAD, self.guess_type(SCRIPT))
        state = self.live.state  # of no later moment than the page
        body = self.live.file(name)
        if body is None and name.endswith(".html") and self.file().is_file():
            body = self.file().read_bytes()
        if body is None:
            return self._wrong(name) or super().send_head()
        return self.answer(HTTPStatus.OK, _following(body, state) if name.endswith(".html") else body, self.guess_type(name))

    def _wrong(self, name: str) -> io.BytesIO | None:
        """A page on what is wrong, where it keeps a page from being there at all; it loads itself again when that has changed."""
        news, what = self.live.news, self.live.trouble(name)
        if not what or not name.endswith(".html"):
            return None
        words = {
            "language": language(), "title": say("This page cannot be shown yet"), "what": what,
            "cure": say("Mend it and save the file: the page loads itself again."),
        }  # fmt: skip
        page = WRONG.format_map({key: html.escape(value) for key, value in words.items()})
        return self.answer(HTTPStatus.INTERNAL_SERVER_ERROR, _following(page.encode(), news), self.guess_type(name))

    def end_headers(self) -> None:
        """Nothing is kept by the browser: it would show what was."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _name(self) -> str:
        """What is asked for, from the root of the site."""
        name = unquote(urlsplit(self.path).path).removeprefix("/")
        return f"{name}index.html" if not name or name.endswith("/") else name

    def _tell_of_changes(self) -> None:
        """Server-sent events: the state whenever it changes (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        seen = urlsplit(self.path).query
        while True:
            state = self.live.wait(seen, HEARTBEAT)
            self.wfile.write(f"data: {state}\n\n".encode() if state != seen else b": still here\n\n")
            seen = state


def _following(page: bytes, state: str) -> bytes:
    """The page with the script that loads it again."""
    return page.replace(b"</head>", f'<script src="/{SCRIPT}?{state}" defer></script></head>'.encode(), 1)


def serve(root: Path, server: ThreadingHTTPServer, base: str) -> None:
    """Serve the project at ``root`` until Ctrl+C. ``base``: the address that pages tell; that of the server where it is empty."""
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    watch = Watch(root)
    with TemporaryDirectory() as folder:
        live = Live(root, base or address, Path(folder))
        server.RequestHandlerClass = partial(LiveHandler, live=live, directory=str(root / "site"), base="/")
        in_background(server)
        try:
            live.renew()
            print("\n" + say("The site: %(address)s\nCtrl+C stops it. What is saved is shown at once.", address=address), flush=True)
            live.follow(watch)
        except KeyboardInterrupt:
            print()
        finally:
            server.shutdown()
            live.stop()
