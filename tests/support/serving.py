"""The command ``serve`` at work on a project, and what a browser does that looks at its pages."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from support.projects import ENVIRONMENT

FOLLOWING = re.compile(rb'<script src="/\.serve/reload\.js\?(\d+)" defer></script>')
ENOUGH = 180
"""Seconds after which a thing that should have happened long ago will not happen."""


@dataclass
class Serving:
    """A ``serve`` that runs in the project ``root``: its address, and what it has said so far, in either stream."""

    root: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    address: str = ""

    def until(self, holds: Callable[[], object]) -> None:
        """Wait for something."""
        end = time.monotonic() + ENOUGH
        while not holds():
            assert time.monotonic() < end, "".join(self.said)
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.05)

    def hears(self, words: str, times: int = 1) -> None:
        """Wait until the command has said the words so many times."""
        self.until(lambda: "".join(self.said).count(words) >= times)

    def answer(self, target: str) -> tuple[int, bytes]:
        """Status and body for a request, whatever its target looks like."""
        with socket.create_connection(("127.0.0.1", urlsplit(self.address).port), timeout=ENOUGH) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode("latin-1"))
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            return answer.status, answer.read()

    def page(self, path: str) -> bytes:
        """A file at a path from the root of the site, without the script that only ``serve`` adds."""
        status, body = self.answer(f"/{path}")
        assert status == http.HTTPStatus.OK, (path, status)
        return FOLLOWING.sub(b"", body)

    def state(self) -> str:
        """What the home page says that it shows."""
        found = FOLLOWING.search(self.answer("/")[1])
        assert found
        return found[1].decode()

    def moved(self, state: str) -> str:
        """Wait, as the script in a page does, until there is another state than the one that is shown."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=ENOUGH)
        connection.request("GET", f"/.serve/events?{state}")
        told = next(line for line in iter(connection.getresponse().readline, b"") if line.startswith(b"data: "))
        connection.close()
        return told.removeprefix(b"data: ").strip().decode()


@contextmanager
def serving(root: Path) -> Iterator[Serving]:
    """Run ``serve`` in a project, at a free port; it is stopped as people stop it."""
    inside = os.environ | ENVIRONMENT | {"PLAN_SITE_INSIDE_VENV": str(root / ".venv"), "LANGUAGE": "en_GB"}
    command = [sys.executable, "-X", "utf8", "scripts/run.py", "serve", "--port", "0"]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=root, env=inside, encoding="utf-8", start_new_session=True, **both) as process:  # type: ignore[call-overload]
        found = Serving(root, process)
        reader = threading.Thread(target=lambda: found.said.extend(process.stdout), daemon=True)
        reader.start()
        try:
            found.hears("The site: ")
            found.address = re.search(r"The site: (\S+)", "".join(found.said))[1]  # type: ignore[index]
            yield found
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(ENOUGH)
            reader.join(ENOUGH)
