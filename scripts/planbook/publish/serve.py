"""A small web server for the built site, as GitHub Pages would serve it: below a path, with its 404 page."""

from __future__ import annotations

import gzip
import io
import os
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "application/javascript", ".json": "application/json", ".xml": "application/xml",
    ".csv": "text/csv", ".txt": "text/plain", ".md": "text/markdown", ".ics": "text/calendar", ".bib": "text/plain",
    ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json", ".yml": "text/yaml", ".geojson": "application/geo+json",
}  # fmt: skip
"""Types of what is text, by the end of a name, the same on every machine. All is UTF-8 and is sent packed to those who take it."""
BYTES = {
    ".epub": "application/epub+zip", ".pdf": "application/pdf", ".zip": "application/zip", ".png": "image/png", ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers with the files of a folder."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, base: str, **rest: object) -> None:
        self.base = base
        super().__init__(*arguments, **rest)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """A path of the address to a file; everything outside the base leads nowhere."""
        inside = urlsplit(path).path.startswith(self.base)
        return super().translate_path(path[len(self.base) - 1 :] if inside else "/outside-the-base")

    def parse_request(self) -> bool:
        """Take the request apart. What can be the path of no file, whatever bytes it has, is not there."""
        if not super().parse_request():
            return False
        try:
            Path(self.translate_path(self.path)).is_file()
            odd = "\0" in unquote(self.path)
        except (ValueError, OSError):  # brackets that are no address, a name that is too long
            odd = True
        if odd:
            self.send_error(HTTPStatus.NOT_FOUND)
        return not odd

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The type of a file, with the encoding where it is text."""
        suffix = Path(path).suffix
        return f"{TYPES[suffix]}; charset=utf-8" if suffix in TYPES else BYTES.get(suffix, "application/octet-stream")

    def send_head(self) -> BinaryIO | io.BytesIO | None:
        """Headers, and the body to follow; packed where that is taken."""
        if urlsplit(self.path).path == self.base.rstrip("/") != "":
            self._moved(self.base)
            return None
        file = self.file()
        if file.suffix not in TYPES or not file.is_file() or not self._takes_gzip():
            return super().send_head()
        return self.answer(HTTPStatus.OK, file.read_bytes(), self.guess_type(file))

    def file(self) -> Path:
        """Where in the folder that is which is asked for."""
        file = Path(self.translate_path(self.path))
        return file / "index.html" if urlsplit(self.path).path.endswith("/") else file

    def _takes_gzip(self) -> bool:
        return "gzip" in self.headers.get("Accept-Encoding", "")

    def answer(self, status: HTTPStatus, body: bytes, kind: str) -> io.BytesIO:
        """Send the headers for a body of a type, and return it to follow them; packed where it is text and that is taken."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if "charset" in kind and self._takes_gzip():
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def _moved(self, path: str) -> None:
        query = urlsplit(self.path).query
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", path + (f"?{query}" if query else ""))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """A folder without a page of its own is not there: GitHub Pages lists no files."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = self.answer(HTTPStatus.NOT_FOUND, page.read_bytes(), self.guess_type(page)).getvalue()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are not worth a line each."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that moves on before a file has come is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def open_server(site: Path, port: int = 0, base: str = "/", handler: type[SiteHandler] = SiteHandler) -> ThreadingHTTPServer:
    """A server for the folder ``site``, on this machine and for it alone, below ``base`` (``/`` or ``/name/``). Port 0 takes a free one.

    ``handler`` answers with its files. Raises ``OSError`` when the port is in use.
    """
    return _Server(("127.0.0.1", port), partial(handler, directory=str(site), base=base))


def in_background(server: ThreadingHTTPServer) -> str:
    """Start the server in a thread and return its address without the base: ``http://127.0.0.1:8000``."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"
