"""A process that keeps the checked plan and draws single pages of it: it is warm, and it can be replaced when the program changes.

The process that serves the site holds the other end: see ``Worker``. Whatever goes wrong there, even its death, is an answer here.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planbook.records.messages import say

if TYPE_CHECKING:
    from planbook.publish.draft import Draft


PATIENCE = 120
"""Seconds after which nothing that the worker does can still be meant: the longest, a first check, takes five."""


IDLE = 1
"""Seconds without a question after which the worker tidies its memory."""


class WorkError(Exception):
    """What went wrong in the worker, in words for whoever saved the file."""


class Worker:
    """The end of the process that serves; any of its threads may ask, one at a time."""

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        """``root``: the project. ``folder``: an empty one for pages. ``address``: that of the whole site."""
        self._job = (root, folder, address)
        self._lock = threading.Lock()
        self._start()

    def check(self) -> None:
        """Check the plan as it is now; from then on its pages are drawn. Raises ``WorkError``; then the pages of the last one are."""
        self._ask("check")

    def file(self, path: str) -> bytes | None:
        """The file at a path from the root of the site, such as ``zh-hant/plan/04/index.html``; None for what only a build makes.

        Raises ``WorkError`` when it cannot be drawn.
        """
        answer = self._ask("file", path)
        assert answer is None or isinstance(answer, bytes)
        return answer

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, *question: str) -> object:
        with self._lock:
            if not self._process.is_alive():
                self._start()
            try:
                self._connection.send(question)
                if not self._connection.poll(PATIENCE):
                    self._end()
                    raise WorkError(say("There was no answer for %(seconds)d s: something goes on without end.", seconds=PATIENCE))
                good, answer = self._connection.recv()
            except (EOFError, OSError):
                self._end()
                raise WorkError(say("The process that draws the pages died; what it said stands above.")) from None
        if not good:
            raise WorkError(answer)
        return answer

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # everything is imported anew
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, *self._job), daemon=True)
        self._process.start()
        theirs.close()

    def _end(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()


# --- in the process itself ------------------------------------------------------------------------------------------------


def _work(connection: Connection, root: Path, folder: Path, address: str) -> None:
    """Answer questions until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches every process of a terminal: the parent answers for all
    desk = _Desk(root, folder, address)
    gc.disable()  # somebody waits for each answer; a tenth of the time would go into looking through the whole plan
    while True:
        try:
            question, *arguments = connection.recv()
        except EOFError:
            return
        connection.send(_answered(getattr(desk, question), arguments))
        if not connection.poll(IDLE):
            gc.collect()


def _answered(do: Any, arguments: list[str]) -> tuple[bool, object]:
    """Whether all went well, and the answer or what went wrong."""
    try:
        return True, do(*arguments)
    except Exception as error:  # the server must outlive every fault of a file
        return False, _words(error)


def _words(error: Exception) -> str:
    try:
        from planbook.publish.build import in_words
    except Exception:  # the program itself was saved half-written
        return f"{type(error).__name__}: {error}"
    return in_words(error)


class _Desk:
    """The drafts of the plan that passed every check last."""

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        self._root, self._folder, self._address = root, folder, address
        self._drafts: dict[str, Draft] = {}

    def check(self) -> None:
        """Check the plan and begin drafts of it. Raises whatever a check can."""
        import logging

        from planbook.checks.rules import check
        from planbook.publish.draft import Draft
        from planbook.text.addresses import of_edition

        logging.getLogger("mkdocs").addHandler(logging.NullHandler())  # MkDocs would say what is told from here anyway
        plan = check(self._root / "data", draft=None)
        self._drafts = {
            of_edition(edition): Draft(self._root, self._folder / edition.id, self._address, edition, plan)
            for edition in plan.records.editions.values()
        }

    def file(self, path: str) -> bytes | None:
        """See ``Worker.file``."""
        first, _, below = path.partition("/")
        draft = self._drafts.get(f"{first}/")
        if draft is not None:
            return draft.file(below)
        return self._drafts[""].file(path) if "" in self._drafts else None
