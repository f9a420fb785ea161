"""A small web server for the built site, as GitHub Pages would serve it: below a path, with its 404 page."""

from __future__ import annotations

import gzip
import io
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt"}
"""What GitHub Pages sends compressed to those who take it."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, base: str, **rest: object) -> None:
        self.base = base
        super().__init__(*arguments, **rest)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """A path of the address to a file; everything outside the base leads nowhere."""
        inside = urlsplit(path).path.startswith(self.base)
        return super().translate_path(path[len(self.base) - 1 :] if inside else "/outside-the-base")

    def send_head(self) -> BinaryIO | io.BytesIO | None:
        """Headers, and the body to follow; packed where that is taken."""
        file = Path(self.translate_path(self.path))
        if urlsplit(self.path).path.endswith("/"):
            file /= "index.html"
        if file.suffix not in PACKED or not file.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        body = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.send_response(HTTPStatus.OK)
        for name, value in (("Content-Type", self.guess_type(file)), ("Content-Encoding", "gzip"), ("Content-Length", len(body))):
            self.send_header(name, str(value))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return io.BytesIO(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are not worth a line each."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that moves on before a file has come is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def open_server(site: Path, port: int = 0, base: str = "/") -> ThreadingHTTPServer:
    """A server for the folder ``site`` on this machine, below ``base`` (``/`` or ``/name/``). Port 0 takes a free one.

    Raises ``OSError`` when the port is in use.
    """
    return _Server(("127.0.0.1", port), partial(_Handler, directory=str(site), base=base))


def in_background(server: ThreadingHTTPServer) -> str:
    """Start the server in a thread and return its address without the base: ``http://127.0.0.1:8000``."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"
