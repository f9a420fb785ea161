"""A finished folder takes the place of the last good one, in one step where the system can; never is there neither."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planbook.records.messages import say

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Linux, renameat2(2): paths count from the working directory; the two names change places in one step."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this process and those that it starts, until the block ends or all of them have died.

    Raises ``RuntimeError`` when another build holds it. Systems without ``flock`` (Windows) are not guarded.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise RuntimeError(say("Another build is at work in %(folder)s. Wait for its end, or stop it.", folder=folder)) from None
    except OSError:
        pass  # a file system without locks
    try:
        yield
    finally:
        os.close(handle)


def replace(site: Path, fresh: Path) -> None:
    """Put ``fresh`` in the place of ``site``; what stood there is deleted. Raises ``OSError``; then the old folder stands."""
    old = _old(site)
    shutil.rmtree(old, ignore_errors=True)
    if not site.exists():
        fresh.rename(site)
    elif _exchanged(site, fresh):
        fresh.rename(old)
    else:
        site.rename(old)
        try:
            fresh.rename(site)
        except OSError:
            old.rename(site)
            raise
    shutil.rmtree(old, ignore_errors=True)


def recover(site: Path) -> None:
    """Bring the last good folder back, where a ``replace`` of two steps was killed between them.

    Raises ``RuntimeError`` when ``site`` is something that may not be replaced: a file, or a link to somewhere else.
    """
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        kind = say("a link") if site.is_symlink() else say("a file")
        what = say("%(site)s is %(kind)s, and a build replaces it by a folder. Move it away, then build again.", site=site, kind=kind)
        raise RuntimeError(what)
    if not site.exists() and _old(site).is_dir():
        _old(site).rename(site)


def _old(site: Path) -> Path:
    """Where the last good folder stands for a moment; people keep their own copies under names like ``site.old``."""
    return site.with_name(f"{site.name}.replaced")


def _exchanged(one: Path, other: Path) -> bool:
    """Let two paths change places; false where the system or the file system cannot."""
    exchange = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return exchange is not None and exchange(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
