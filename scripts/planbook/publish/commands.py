"""What each verb of ``run.py`` does, once the virtual environment is there."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from planbook.publish import testing
from planbook.records.problem import BadData

if TYPE_CHECKING:
    from planbook.checks.rules import CheckedPlan

MOST_LINES = 20
WATCHED = ("data", "docs", "macros", "mkdocs.yml")


def run(options: argparse.Namespace, root: Path) -> int:
    """Do what the command line asks; returns the exit code."""
    verbs = {
        "check": check, "ledger": ledger, "build": build, "serve": serve, "preview": preview, "verify": verify, "changes": changes,
        "guide": guide, "fonts": fonts, "snapshot": snapshot, "test": testing.test, "bench": testing.bench,
    }  # fmt: skip
    try:
        return verbs[options.verb](options, root)
    except BadData as error:
        print(error.report(), file=sys.stderr)
    except RuntimeError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or root}: {error.strerror or error}. Nothing was written.", file=sys.stderr)
    return 1


def check(options: argparse.Namespace, root: Path) -> int:
    """Check the data and say what was checked."""
    from planbook.checks import rules

    sound = rules.check(root / "data")
    counts = ", ".join(f"{len(found)} {kind}" for kind, found in vars(sound.records).items() if isinstance(found, dict))
    print(f"The data is sound: {counts}.")
    print(f"Put back in order, the records are the source: {sound.proof.characters} characters compared.")
    _warn_of_old_figures(sound)
    if options.reports is None:
        print("The figures of the reports were not held against their sources: --reports names the folder that has them.")
        return 0
    return _check_reports(options.reports, root)


def _warn_of_old_figures(sound: CheckedPlan) -> None:
    """Say which indicators have no figure since the plan began, or only an old one; neither is an error."""
    from planbook.text.newest import OLD, stale

    found = list(stale(sound.records, sound.links))
    old = [f"{indicator.id} ({year})" for indicator, year in found if year]
    without = [indicator.id for indicator, year in found if not year]
    if old:
        print(f"Warning: the newest figure is more than {OLD} years old for {len(old)} indicators: {', '.join(old)}.")
    if without:
        print(f"Warning: {len(without)} indicators have no comparable figure since the plan began: {', '.join(without)}.")


def snapshot(options: argparse.Namespace, root: Path) -> int:
    """Write down what is known, dated the day on which the sources were last looked for. A snapshot that is there stays as it is."""
    from planbook.checks import rules
    from planbook.records.yaml_file import as_yaml
    from planbook.text.snapshots import snapshot as taken

    path = root / "data" / "snapshots" / f"{options.day}.yml"
    if path.exists():
        print(f"data/snapshots/{path.name} is there already: what was known on a day does not change.", file=sys.stderr)
        return 1
    sound = rules.check(root / "data")
    path.parent.mkdir(exist_ok=True)
    path.write_text(as_yaml(taken(sound.records, sound.links, options.day)), encoding="utf-8", newline="\n")
    print(f"data/snapshots/{path.name}")
    return 0


def _check_reports(folder: Path, root: Path) -> int:
    from planbook.records.load import load
    from planbook.text import report_figures

    loaded = load(root / "data")
    verified = report_figures.verify(loaded.records, loaded.lines, folder)
    if verified.problems:
        raise BadData(verified.problems)
    print(f"{verified.figures} figures of the reports stand in their sources.")
    for source in verified.missing:
        print(f"Not verified, for its text is not in {folder}: {source}.")
    return 0


def ledger(options: argparse.Namespace, root: Path) -> int:
    """Write every ledger anew: the decisions as they are, in order, and among them the words that nobody has decided."""
    from planbook.editions.decisions import as_text, read_ledger
    from planbook.editions.examination import examine
    from planbook.editions.passages import passages
    from planbook.records.load import load
    from planbook.text.blocks import blocks

    loaded = load(root / "data")
    if loaded.problems:
        raise BadData(loaded.problems)
    found = passages(loaded.records, blocks(loaded.records), loaded.lines, root / "docs")
    for edition in loaded.records.editions.values():
        if edition.ledger and edition.phrases and (root / "data" / "editions" / edition.phrases).is_file():
            path = root / "data" / "editions" / edition.ledger
            path.touch()
            head, decisions = read_ledger(path)
            undecided = examine(edition, found, root / "data").undecided
            path.write_text(as_text(head, decisions, undecided), encoding="utf-8", newline="\n")
            print(f"{path.relative_to(root).as_posix()}: {len(decisions)} decisions, {len(undecided)} new lines to judge.")
    return 0


def guide(options: argparse.Namespace, root: Path) -> int:
    """Write the data guide and the JSON Schemas anew."""
    from planbook.records import guide as guides

    guides.write()
    return 0


def fonts(options: argparse.Namespace, root: Path) -> int:
    """Cut the fonts of the share pictures anew."""
    from planbook.downloads import share_fonts

    share_fonts.write()
    return 0


def build(options: argparse.Namespace, root: Path) -> int:
    """Build every edition into site/."""
    from planbook.downloads import font_files
    from planbook.publish import build as builder

    if options.downloads:
        font_files.folders()
    builder.build(root, root / "site", options.base, options.downloads)
    return 0


def serve(options: argparse.Namespace, root: Path) -> int:
    """Build, serve, and build again whenever something changes; a broken record leaves the last good pages standing."""
    from planbook.publish import build as builder
    from planbook.publish.serve import in_background

    server = _opened(root / "site", options.port)
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    builder.build(root, root / "site", options.base or address)
    in_background(server)
    print(f"\nThe site: {address}\nCtrl+C stops it. It is built again when data, docs or macros change.", flush=True)
    try:
        for changed in _changes(root):
            print(f"\n{changed} changed.", flush=True)
            try:
                builder.build(root, root / "site", options.base or address)
            except BadData as error:
                print(f"{error}\nThe last good site stays.", file=sys.stderr, flush=True)
            except RuntimeError as error:
                print(error, file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print()
    return 0


def preview(options: argparse.Namespace, root: Path) -> int:
    """Serve what was built as GitHub Pages would: below a path, packed, with the page for lost addresses."""
    from planbook.publish.replace import recover
    from planbook.publish.serve import in_background

    recover(root / "site")
    if not (root / "site" / "index.html").is_file():
        raise RuntimeError("There is no site yet. Run 'python3 scripts/run.py build' first.")
    base = "/" + options.base.strip("/") + "/" if options.base.strip("/") else "/"
    server = _opened(root / "site", options.port, base)
    print(f"The site as it was built last: {in_background(server)}{base}\nCtrl+C stops it.", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print()
    return 0


def _opened(site: Path, port: int, base: str = "/") -> ThreadingHTTPServer:
    from planbook.publish.serve import open_server

    try:
        return open_server(site, port, base)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "it is no number from 0 to 65535"
        raise RuntimeError(f"Port {port} cannot be used ({reason}). Try --port {port + 1 if 0 < port < 65535 else 8000}.") from error


def verify(options: argparse.Namespace, root: Path) -> int:
    """Hold a published site, or a copy of it, against its manifest and against a build made here."""
    from planbook.publish import verify as verifier

    found = list(verifier.verify(options.place, root))
    for line in found[:MOST_LINES]:
        print(line, file=sys.stderr)
    if found:
        more = f", of which {MOST_LINES} are named" if len(found) > MOST_LINES else ""
        print(f"{len(found)} differences{more}: {options.place} is not what these sources make.", file=sys.stderr)
        return 1
    print(f"Every file of {options.place} is what its manifest says, and what these sources make.")
    return 0


def changes(options: argparse.Namespace, root: Path) -> int:
    """Print which pages differ between two built sites."""
    from planbook.publish import changes as comparison

    print(comparison.markdown(comparison.compare(options.old, options.new)), end="")
    return 0


def _changes(root: Path) -> Iterator[str]:
    """The first changed file after each quiet moment, for ever."""
    before = _times(root)
    while True:
        time.sleep(0.5)
        now = _times(root)
        changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
        if changed:
            before = now
            yield changed[0].relative_to(root).as_posix()


def _times(root: Path) -> dict[Path, float]:
    tops = [root / name for name in WATCHED]
    found: dict[Path, float] = {}
    for path in (path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))):
        with suppress(OSError):  # gone between two looks: that is a change too
            if path.is_file():
                found[path] = path.stat().st_mtime
    return found
