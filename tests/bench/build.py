"""How long the build of all editions takes, as a ratio to stock MkDocs with the same text in one edition: see ``bench/stock.py``.

Both are timed as whole processes, in turn, so that a busy machine slows both. A ratio says more than seconds: it holds on every
machine. Both write into memory where there is enough of it: ext4 looks for a free inode through all that were deleted in the last
minutes, which are those of the rounds before. In short, the invented plan is built, each once, and the ratio is not judged.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import stock
from planbook.publish.testing import folder_in_memory
from planbook.records.messages import say
from support.places import ROOT
from support.projects import copied, miniature, without_pictures

ROUNDS = 5
FLOOR = 1.4
ROOM = 2 * 10**9
"""How many bytes both sites and the projects take in memory, at most."""


def main() -> int:
    """Time both, print the ratio, and say by the exit code whether it keeps to the floor."""
    parser = argparse.ArgumentParser(prog="bench build")
    parser.add_argument("--short", action="store_true")
    short = parser.parse_args().short
    with tempfile.TemporaryDirectory(dir=folder_in_memory(ROOM)) as folder:
        ours, plain = Path(folder, "ours"), Path(folder, "stock")
        without_pictures(miniature(ours)) if short else copied(ROOT, ours)
        times = [timed(build_ours, ours)]
        pages = stock.pages(ours)
        stock.write(ours, plain, pages)
        times.append(timed(build_stock, plain))
        compare_text(ours / "site", plain / "site", pages)
        rounds = [tuple(times)] if short else [(timed(build_ours, ours), timed(build_stock, plain)) for _ in range(ROUNDS)]
        editions = len(list((ours / "data" / "editions").glob("*.yml")))
    mine, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = mine / theirs
    ours_told = say("All %(count)d editions: %(seconds).2f s.", count=editions, seconds=mine)
    print(ours_told, say("Stock MkDocs, one edition of %(count)d pages: %(seconds).2f s.", count=len(pages), seconds=theirs))
    verdict = "PASS" if ratio <= FLOOR else "FAIL"
    judged = say("not judged") if short else say("floor %(floor)s: %(verdict)s", floor=FLOOR, verdict=verdict)
    print(say("Ratio of the medians of %(count)d rounds %(ratio).2f, %(judged)s", count=len(rounds), ratio=ratio, judged=judged))
    return 0 if short or ratio <= FLOOR else 1


def build_ours(root: Path) -> None:
    run(root, "scripts/run.py", "build")


def build_stock(root: Path) -> None:
    run(root, "-m", "mkdocs", "build", "--quiet", "--strict")


def run(root: Path, *arguments: str) -> None:
    environment = os.environ | {"PLAN_SITE_INSIDE_VENV": str(root / ".venv"), "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""}
    subprocess.run([sys.executable, "-X", "utf8", *arguments], cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)


def timed(build: Callable[[Path], None], root: Path) -> float:
    started = time.perf_counter()
    build(root)
    return time.perf_counter() - started


def compare_text(ours: Path, plain: Path, pages: list[str]) -> None:
    """Stock must do the same work: as many pages, with as many characters and links."""

    def size(site: Path) -> tuple[int, int]:
        bodies = [stock.article(site / page / "index.html") for page in pages]
        return sum(len("".join(body.text_content().split())) for body in bodies), sum(len(body.xpath(".//a")) for body in bodies)

    (our_characters, our_links), (characters, links) = size(ours), size(plain)
    sizes = {"our_characters": our_characters, "our_links": our_links, "characters": characters, "links": links}
    told = say(
        "One edition has %(our_characters)d characters and %(our_links)d links with us, %(characters)d and %(links)d in stock.", **sizes
    )
    print(told)
    if not 0.9 <= characters / our_characters <= 1.1:
        sys.exit(say("The two do not say the same: the comparison would be worth nothing."))


if __name__ == "__main__":
    sys.exit(main())
