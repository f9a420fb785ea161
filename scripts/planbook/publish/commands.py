"""What each verb of ``run.py`` does, once the virtual environment is there."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from planbook.publish import snapshots, testing
from planbook.records.confirmations import SIGN
from planbook.records.messages import language, say, why
from planbook.records.model import RECORDS, Plan
from planbook.records.problem import BadData

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from planbook.checks.rules import CheckedPlan
    from planbook.editions.translation import Translation

MOST_LINES = 20


def run(options: argparse.Namespace, root: Path) -> int:
    """Do what the command line asks; returns the exit code."""
    verbs = {
        "check": check, "ledger": ledger, "build": build, "serve": serve, "preview": preview, "verify": verify, "changes": changes,
        "guide": guide, "finish": finish, "messages": messages, "fonts": fonts, "lint": lint, "lock": lock, "test": testing.test,
        "bench": testing.bench, "snapshot": snapshots.snapshot, "new": new,
    }  # fmt: skip
    try:
        code = verbs[options.verb](options, root)
        sys.stdout.flush()
        return code
    except BadData as error:
        print(error.report(), file=sys.stderr)
    except RuntimeError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # who read the lines has read enough, as head does; what Python still holds goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where, reason = error.filename or root, why(error)
        print(say("%(where)s: %(reason)s. Nothing was written.", where=where, reason=reason), file=sys.stderr)
    return 1


def new(options: argparse.Namespace, root: Path) -> int:
    """Draft another plan from its text."""
    from planbook.publish import new_plan  # what it reads with takes half a second, which no other verb needs

    return new_plan.new(options, root)


def check(options: argparse.Namespace, root: Path) -> int:
    """Check the data and say what was checked. Raises ``BadData`` for what is wrong; ``--release`` also asks for what a release needs."""
    from planbook.checks import backlog, programs, rules
    from planbook.checks.plan_pictures import undescribed

    sound = rules.check(root / "data", draft=None, side_by_side=True)
    counted = ((kind, len(getattr(sound.records, kind.folder))) for kind in RECORDS if kind is not Plan)
    words = (f"{count} {kind.folder}" if language() == "en" else f"{kind.title_zh} {count}" for kind, count in counted)
    print(say("The data is sound: %(counts)s.", counts=say(", ").join(words)))
    print(say("Put back in order, the records are the source: %(count)d characters compared.", count=sound.proof.characters))
    if sound.marks:
        print(
            say("%(count)d places of the draft wait for somebody to confirm them: look for “%(sign)s”.", count=len(sound.marks), sign=SIGN)
        )
        print(say("%(count)d lines of the conversion ledgers wait to be judged.", count=len(sound.unjudged)))
    for problem in (*sound.undrawn, *(() if options.release else undescribed(sound.blocks, sound.lines))):
        print(problem)
    for shown in sound.translations:
        _tell(shown, sound, options.release)
    if options.release and (asked := backlog.asked(sound)):
        raise BadData(asked, say("The plan itself is sound. A build that is no release can be made all the same."))
    for line in programs.not_looked_at(root / "macros"):
        print(line)
    snapshots.warn_of_old_figures(sound)
    for line in snapshots.unsaid_verdicts(sound):
        print(line)
    if options.reports is None:
        print(say("The figures of the reports were not held against their sources: --reports names the folder that has them."))
        return 0
    return _check_reports(options.reports, root)


def _tell(translation: Translation, sound: CheckedPlan, release: bool) -> None:
    """Say how far a translation is, and, where nobody asks for a release, in what it is behind the plan."""
    from planbook.checks import backlog
    from planbook.publish.translations import states, told_behind

    print(say("%(edition)s: %(counts)s.", edition=translation.edition.name, counts=states(backlog.counted(translation))))
    for line in () if release else told_behind(translation, backlog.behind(translation, sound)):
        print(line)


def _check_reports(folder: Path, root: Path) -> int:
    from planbook.records.load import load
    from planbook.text import report_figures

    loaded = load(root / "data")
    verified = report_figures.verify(loaded.records, loaded.lines, folder)
    if verified.problems:
        raise BadData(verified.problems)
    print(say("%(count)d figures of the reports stand in their sources.", count=verified.figures))
    for source in verified.missing:
        print(say("Not verified, for its text is not in %(folder)s: %(source)s.", folder=folder, source=source))
    return 0


def ledger(options: argparse.Namespace, root: Path) -> int:
    """Write every ledger anew, with the words that nobody has decided."""
    from planbook.publish import ledgers

    for ledger in ledgers.refresh(root):
        waiting = len(ledger.open)
        print(say("%(file)s: %(decided)d decisions, %(open)d lines to judge.", file=ledger.path, decided=ledger.decided, open=waiting))
    return 0


def finish(options: argparse.Namespace, root: Path) -> int:
    """Bring up to date all that is made from the records, and say what changed."""
    from planbook.publish import finishing

    for line in finishing.finish(root):
        print(line, flush=True)
    return 0


def guide(options: argparse.Namespace, root: Path) -> int:
    """Write the data guide and the JSON Schemas anew."""
    from planbook.text import editor_hints

    print("\n".join(editor_hints.write(root)))
    return 0


def messages(options: argparse.Namespace, root: Path) -> int:
    """Write the files of every translation anew, so that they have each text of the plan as it is now; tell how far they are."""
    from planbook.publish import translations

    for line in translations.refresh(root / "data"):
        print(line)
    return 0


def fonts(options: argparse.Namespace, root: Path) -> int:
    """Cut the fonts of the share pictures anew."""
    from planbook.downloads import share_fonts

    share_fonts.write()
    return 0


def lint(options: argparse.Namespace, root: Path) -> int:
    """Look at the sources of the project, with every linter or with those that are named."""
    from planbook.publish import linting

    if unknown := [name for name in options.linters if name not in linting.LINTERS]:
        names, known = (say(", ").join(words) for words in (unknown, linting.LINTERS))
        raise RuntimeError(say("There is no linter %(names)s. There are: %(known)s.", names=names, known=known))
    return min(1, linting.lint(root, options.linters))


def lock(options: argparse.Namespace, root: Path) -> int:
    """Lock the libraries that pyproject.toml asks for."""
    from planbook.publish import locking

    locking.lock(root, options.upgrade)
    return 0


def build(options: argparse.Namespace, root: Path) -> int:
    """Build every edition into site/."""
    from planbook.downloads import font_files
    from planbook.publish import build as builder

    if options.downloads:
        font_files.folders()
    builder.build(root, root / "site", options.base, options.downloads, options.release, options.draft)
    return 0


def serve(options: argparse.Namespace, root: Path) -> int:
    """Serve the site as it is while it is written; whatever is wrong in a file leaves the last good pages standing."""
    from planbook.publish import live_server
    from planbook.publish.replace import recover

    recover(root / "site")
    live_server.serve(root, _opened(root / "site", options.port), options.base)
    return 0


def preview(options: argparse.Namespace, root: Path) -> int:
    """Serve what was built as GitHub Pages would: below a path, packed, with the page for lost addresses."""
    from planbook.publish import manifest
    from planbook.publish.replace import recover
    from planbook.publish.serve import in_background

    recover(root / "site")
    if not (root / "site" / "index.html").is_file():
        raise RuntimeError(say("There is no site yet. Run 'python3 scripts/run.py build' first."))
    base = "/" + options.base.strip("/") + "/" if options.base.strip("/") else "/"
    server = _opened(root / "site", options.port, base)
    try:
        print(say("The site as it was built last: %(address)s\nCtrl+C stops it.", address=f"{in_background(server)}{base}"), flush=True)
        if (own := manifest.path_of(root / "site")) not in ("", base):
            print(
                say("It was built for the path %(own)s, where its page for lost addresses looks for styles: --base %(own)s.", own=own),
                flush=True,
            )
        threading.Event().wait()
    except KeyboardInterrupt:
        print()
    return 0


def _opened(site: Path, port: int, base: str = "/") -> ThreadingHTTPServer:
    from planbook.publish.serve import open_server

    try:
        return open_server(site, port, base)
    except (OSError, OverflowError) as error:
        reason = why(error) if isinstance(error, OSError) else say("it is no number from 0 to 65535")
        other = port + 1 if 0 < port < 65535 else 8000
        raise RuntimeError(
            say("Port %(port)d cannot be used (%(reason)s). Try --port %(other)d.", port=port, reason=reason, other=other)
        ) from error


def verify(options: argparse.Namespace, root: Path) -> int:
    """Hold a published site, or a copy of it, against its manifest and against a build made here."""
    from planbook.publish import verify as verifier

    found = list(verifier.verify(options.place, root))
    for line in found[:MOST_LINES]:
        print(line, file=sys.stderr)
    if found:
        if len(found) > MOST_LINES:
            print("…", file=sys.stderr)
        print(
            say("%(count)d differences: %(place)s is not what these sources make.", count=len(found), place=options.place), file=sys.stderr
        )
        return 1
    print(say("Every file of %(place)s is what its manifest says, and what these sources make.", place=options.place))
    return 0


def changes(options: argparse.Namespace, root: Path) -> int:
    """Print which pages differ between two built sites."""
    from planbook.publish import changes as comparison

    print(comparison.markdown(comparison.compare(options.old, options.new)), end="")
    return 0
