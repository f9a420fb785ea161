"""Jobs side by side, a process each, that leave nobody behind: they end with their parent, and the parent learns when one is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from planbook.records.messages import say

T = TypeVar("T")


def side_by_side(work: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> list[T]:
    """What ``work`` returns for each of the jobs, in their order, and how they are done: see ``begun``."""
    with ExitStack() as all_of_them:
        started = [all_of_them.enter_context(begun(work, *job)) for job in jobs]
        return [answer() for answer in started]


@contextmanager
def begun(work: Callable[..., T], *job: Any) -> Iterator[Callable[[], T]]:
    """One job under way. Gives what waits for that which ``work`` returns.

    Forked where the system can and this process has no other threads, so that what is known here need not be sent. Whatever
    happens within, no process is left. ``RuntimeError`` is raised when it ends without an answer; ``work`` itself must not raise.
    """
    context: Any = multiprocessing.get_context("fork" if forks() else "spawn")
    answer, told = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(told, work, job), daemon=True)
    process.start()
    told.close()
    try:
        yield lambda: _answer(process, answer)
    finally:
        process.kill()
        process.join()
        answer.close()


def forks() -> bool:
    """Whether jobs begin as copies of this process, with all that it has in memory."""
    # a thread may hold a lock while its process is forked; the child would wait for it for ever
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _answer(process: Any, answer: Connection) -> Any:
    try:
        return answer.recv()
    except EOFError:
        process.join()
        killed = say("A process of the build was killed, perhaps for want of memory. The last good site stays; build again.")
        ended = say("A process of the build ended with exit code %(code)d. The last good site stays; build again.", code=process.exitcode)
        raise RuntimeError(killed if process.exitcode < 0 else ended) from None


def _work(told: Connection, work: Callable[..., Any], job: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches every process of a terminal: the parent answers for all
    threading.Thread(target=_end_with_parent, daemon=True).start()
    told.send(work(*job))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
