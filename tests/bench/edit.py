"""How long it takes from a save to the page that shows it, while the site is served: record, macro, style, page by hand.

``serve`` runs as people run it, in a copy of the project. A file is saved with words that it did not have; the time ends when the
page that a browser was told to load again has arrived with them, in each edition in turn. In short, the invented plan is served and each
kind is saved once, one edition after the other.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planbook.records.messages import say
from support.places import ROOT
from support.projects import copied, miniature, without_pictures
from support.serving import Serving, serving

ROUNDS = 4
TARGET = 2.0
"""Seconds: the median of each kind of file must keep to it on two cores."""
FIRST = 900_001
PAUSE = 3
"""Seconds between two saves: people save no faster, and the build behind may begin."""
PREFIXES = ("", "zh-hant/", "en/")


class Edit(NamedTuple):
    """A kind of file: files of it, words in them, what comes before these, with ``{}`` for a number, and where that is shown."""

    kind: str
    files: tuple[str, ...]
    words: str
    new: str
    shown: str


EDITS = (
    Edit("record", ("data/terms/{term}.yml",), "。", "{}", "terms/"),
    Edit("macro", ("macros/term.html",), "{{ parts.unfold() }}", '<p class="intro">{}</p>\n', "terms/"),
    Edit("style", ("macros/theme/assets/site.css",), ":root", ":root {{ --edit: {} }}\n", "assets/site.css"),
    Edit("page by hand", ("docs/index.md", "docs/index.en.md"), "{{ part", "{}\n\n", ""),
)
"""What is saved shows in every edition: a number is the same in all, and changed words are shown as they are until they are translated."""


def main() -> int:
    """Time every kind of edit, print median and worst, and say by the exit code whether the medians keep to the target."""
    parser = argparse.ArgumentParser(prog="bench edit")
    parser.add_argument("--short", action="store_true")
    short = parser.parse_args().short
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "project")
        without_pictures(miniature(root)) if short else copied(ROOT, root)
        with serving(root) as server:
            server.hears("pages in")
            turns = [(PREFIXES[at % len(PREFIXES)],) if short else ROUNDS * PREFIXES for at in range(len(EDITS))]
            pause = 0 if short else PAUSE
            times = {edit.kind: list(timed(edit, root, server, turn, pause)) for edit, turn in zip(EDITS, turns, strict=True)}
    for kind, seconds in times.items():
        told = {"median": statistics.median(seconds), "worst": max(seconds), "count": len(seconds)}
        print(f"{kind:14s}", say("median %(median)5.2f s, worst %(worst)5.2f s, of %(count)d", **told))
    keeps = all(statistics.median(seconds) <= TARGET for seconds in times.values())
    verdict = "PASS" if keeps else "FAIL"
    print(say("not judged") if short else say("target %(seconds)s s: %(verdict)s", seconds=TARGET, verdict=verdict))
    return 0 if short or keeps else 1


def timed(edit: Edit, root: Path, server: Serving, prefixes: tuple[str, ...], pause: float) -> Iterator[float]:
    """The seconds from a save to the page that shows it, in the editions with these prefixes in turn, with a pause after each."""
    term = min((root / "data" / "terms").glob("*.yml")).stem
    files = [root / name.format(term=term) for name in edit.files]
    for number, prefix in enumerate(prefixes, FIRST):
        state = server.state()
        old = [path.read_text(encoding="utf-8") for path in files]
        fresh = [text.replace(edit.words, edit.new.format(number) + edit.words, 1) for text in old]
        started = time.perf_counter()
        for path, text in zip(files, fresh, strict=True):
            path.write_text(text, encoding="utf-8")
        server.moved(state)
        page = server.page(prefix + edit.shown)
        yield time.perf_counter() - started
        assert str(number).encode() in page, "".join(server.said[-9:])
        state = server.state()
        for path, text in zip(files, old, strict=True):
            path.write_text(text, encoding="utf-8")
        server.moved(state)
        time.sleep(pause)


if __name__ == "__main__":
    sys.exit(main())
