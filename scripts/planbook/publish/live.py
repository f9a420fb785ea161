"""A site that follows the files of the project, for ``serve``.

After a save the plan is checked by a warm process, and the page that a browser asks for is drawn by it at once. The whole site is built
behind, as always, and takes over: it alone decides what is right. Nothing is drawn from what stood before, so there is nothing that could
be forgotten; whatever goes wrong is told, and the last good pages stay.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from planbook.publish.watch import Watch
from planbook.publish.worker import Worker, WorkError
from planbook.records.confirmations import open_marks
from planbook.records.messages import say
from planbook.records.problem import BadData

LOOK = 0.2
"""Seconds between two looks at the files."""
QUIET = 1.5
"""Seconds after a save until the whole site is built: the page that is looked at comes first."""
NICE = 10
"""What the build gives way to: the pages that are asked for meanwhile (setpriority(2))."""
PROGRAM = ("scripts/", "requirements.txt")


class Live:
    """A site of the project at ``root`` that is looked at while it is written, at the address ``address``."""

    def __init__(self, root: Path, address: str, folder: Path) -> None:
        """``folder``: an empty one for pages."""
        self._root, self._address, self._folder = root, address, folder
        self._worker, self._program_moved = self._new_worker(), False
        self._build: subprocess.Popen[bytes] | None = None
        self._due = float("inf")
        self._drafted = False
        self._moved = threading.Condition()
        self._state = time.time_ns()
        self._troubles: dict[str, str] = {}
        self._told = 0

    # --- what the server asks ---------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """A name of what can be seen now; it changes with every save that passed the checks."""
        return str(self._state)

    @property
    def news(self) -> str:
        """The state, and how often something was found to be wrong: for who looks at what is wrong."""
        return f"{self._state}-{self._told}"

    def wait(self, seen: str, seconds: float) -> str:
        """The state, or the news to who saw news, as soon as it is another than ``seen``, or after some seconds."""
        with self._moved:
            self._moved.wait_for(lambda: self._now(seen) != seen, seconds)
            return self._now(seen)

    def _now(self, seen: str) -> str:
        return self.news if "-" in seen else self.state

    def trouble(self, path: str) -> str:
        """Why the file at a path cannot be shown as it was saved, in words; nothing where all is well."""
        return self._troubles.get(path) or self._troubles.get("", "")

    def file(self, path: str) -> bytes | None:
        """The file at a path from the root of the site as it was saved last; None where that of the last build holds."""
        if not self._drafted:
            return None
        try:
            return self._worker.file(path)
        except WorkError as error:
            self._due = float("inf")  # the build would meet the same fault
            self._tell(path, f"{path}: {error}")
            return None

    # --- what goes on behind ----------------------------------------------------------------------------------------------

    def follow(self, watch: Watch) -> None:
        """Look at the files for ever."""
        while True:
            time.sleep(LOOK)
            if changed := watch.changed():
                print("\n" + say("%(file)s changed.", file=changed[0]), flush=True)
                self._program_moved |= any(name.startswith(PROGRAM) for name in changed)
                self.renew()
            self._look_after_build()

    def renew(self) -> None:
        """Check what was saved; where it is good, show it and build it when all is quiet."""
        started = time.perf_counter()
        self._end_build()
        try:
            self._check()
        except WorkError as error:
            self._tell("", str(error))
            return
        self._troubles.clear()
        self._drafted, self._due = True, time.monotonic() + QUIET
        self._move()
        print(say("Checked in %(seconds).1f s; the pages can be looked at.", seconds=time.perf_counter() - started), flush=True)

    def _check(self) -> None:
        """Check with the program as it is now. Raises ``WorkError``; then the old process, with the last good plan, stays."""
        if not self._program_moved:
            self._worker.check()
            return
        fresh = self._new_worker()
        try:
            fresh.check()
        except WorkError:
            fresh.stop()
            raise
        old, self._worker, self._program_moved = self._worker, fresh, False
        old.stop()

    def _new_worker(self) -> Worker:
        return Worker(self._root, self._folder, self._address)

    def stop(self) -> None:
        """End whatever was started."""
        self._end_build()
        self._worker.stop()

    def _move(self) -> None:
        with self._moved:
            self._state += 1
            self._moved.notify_all()

    def _look_after_build(self) -> None:
        """Start the build when it is due; when it ends, its site takes over, or the last good one stays."""
        if self._build is None and time.monotonic() >= self._due:
            self._due = float("inf")
            command = [sys.executable, "-X", "utf8", str(self._root / "scripts" / "run.py"), "build", "--base", self._address]
            with suppress(BadData):  # the build tells of it, too
                command += ["--draft"] if open_marks(self._root / "data") else []
            self._build = subprocess.Popen(command, cwd=self._root, stdin=subprocess.DEVNULL, start_new_session=True)
            with suppress(AttributeError, OSError):  # not on every system
                os.setpriority(os.PRIO_PROCESS, self._build.pid, NICE)
        elif self._build is not None and self._build.poll() is not None:
            failed, self._build = self._build.returncode != 0, None
            self._drafted = failed and not self._has_site  # then there are no last good pages: those that can be drawn are shown
            if failed:
                self._move()

    def _end_build(self) -> None:
        """Nothing that is half-made takes the place of a site: what it was built from is not there any more."""
        self._due = float("inf")
        if self._build is not None:
            self._build.kill()
            self._build.wait()
            self._build = None

    def _tell(self, path: str, words: str) -> None:
        """Say what is wrong with the page at a path, or with all of them, here and to who looks at it."""
        stays = say("The last good site stays.") if self._has_site else say("There is no site yet: the pages say what is wrong.")
        print(f"{words}\n{stays}", file=sys.stderr, flush=True)
        with self._moved:
            if self._troubles.get(path) != words:
                self._troubles[path], self._told = words, self._told + 1
                self._moved.notify_all()

    @property
    def _has_site(self) -> bool:
        return (self._root / "site" / "index.html").is_file()
