"""What can be asked on the command line. Needs nothing but Python: help is given before there is a virtual environment."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from planbook.records.messages import say, translated
from planbook.records.problem import near

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The verb and its options; what ``test`` does not know is for pytest. Ends the process when they make no sense."""
    _teach()
    parser, known = _parser()
    if not arguments:
        parser.print_help(sys.stderr)
        sys.exit(2)
    verb = next((word for word in arguments if not word.startswith("-")), "")
    if verb and verb not in known:
        meant = near(verb, known)
        hint = say("Did you mean '%(word)s'?", word=meant) if meant else say("--help lists the verbs.")
        parser.error(say("There is no verb '%(word)s'. %(hint)s", word=verb, hint=hint))
    options, rest = parser.parse_known_args(arguments)
    if options.verb == "test":
        options.tests = rest
    elif rest:
        parser.error(say("unrecognized arguments: %(words)s", words=" ".join(rest)))
    return options


def _parser() -> tuple[argparse.ArgumentParser, list[str]]:
    """What takes the command line apart, and the names of all verbs."""
    parser = argparse.ArgumentParser(prog="run.py", description=say("One command for everything; run.py VERB --help tells of a verb."))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=say("VERB"), title=say("verbs"), prog="run.py")
    _of_a_plan(verbs)
    _of_a_site(verbs)
    _of_the_engine(verbs)
    return parser, [*verbs.choices]


def _of_a_plan(verbs: Verbs) -> None:
    """The verbs of those who write: what the plan says, and what is made from that."""
    check = _verb(verbs, "check", say("check the data"))
    check.add_argument("--reports", type=Path, metavar=say("FOLDER"), help=say("folder with the texts of the newspaper reports"))
    _release(check)
    new = _verb(verbs, "new", say("draft another plan from its text; run again, it leaves what people have confirmed"))
    new.add_argument("file", type=Path, metavar=say("FILE"), help=say("the plan as it was received: .txt, .md, .docx, .html or .pdf"))
    new.add_argument("--replace", action="store_true", help=say("remove the plan that is here, with its pages"))
    _verb(verbs, "finish", say("after any change: bring up to date what is made from the records, and say what changed"))
    _verb(verbs, "ledger", say("list the words for which nobody has decided how they are converted"))
    _verb(verbs, "messages", say("bring the files of the translations up to date with the plan, and tell how far they are"))
    day = _verb(verbs, "snapshot", say("write down what is known: every verdict, figure and stage of a project"))
    day.add_argument("day", type=_day, metavar=say("DAY"), help=say("the day on which the sources were last looked for, as 2026-11-28"))


def _of_a_site(verbs: Verbs) -> None:
    """The verbs of those who publish."""
    build = _verb(verbs, "build", say("check, and build every edition into site/"))
    serve = _verb(verbs, "serve", say("check, build every edition, show it here; what is saved is shown at once"))
    for command in (build, serve):
        command.add_argument(
            "--base", default="", metavar=say("ADDRESS"), help=say("address of the site, as https://name.github.io/repository/")
        )
    _release(build)
    build.add_argument("--draft", action="store_true", help=say("build what waits to be confirmed, and say so on each page"))
    build.add_argument("--downloads", action="store_true", help=say("also make what is slow: workbook, books, offline copy"))
    preview = _verb(verbs, "preview", say("show what was built last, as GitHub Pages would"))
    preview.add_argument("--base", default="/", metavar=say("PATH"), help=say("path that the site lies below, as /repository/"))
    for command in (serve, preview):
        command.add_argument("--port", type=_port, default=8000, metavar=say("PORT"), help=say("port of this machine; 8000 if not given"))
    verify = _verb(verbs, "verify", say("hold a published site against these sources"))
    verify.add_argument("place", metavar=say("PLACE"), help=say("its address, or a folder"))
    changes = _verb(verbs, "changes", say("tell which pages differ between two built sites, as Markdown"))
    changes.add_argument("old", type=Path, metavar=say("OLD"), help=say("folder of the old site"))
    changes.add_argument("new", type=Path, metavar=say("NEW"), help=say("folder of the new site"))


def _of_the_engine(verbs: Verbs) -> None:
    """The verbs of engineers."""
    _verb(verbs, "guide", say("write the data guide and the schemas of the editors anew, from the model"))
    _verb(verbs, "fonts", say("cut the fonts of the share pictures to the characters that occur"))
    lock = _verb(verbs, "lock", say("lock the versions of the libraries that pyproject.toml asks for"))
    lock.add_argument("--upgrade", action="store_true", help=say("take the newest versions, not those that are locked"))
    lint = _verb(verbs, "lint", say("look at the sources: Python, scripts, styles"))
    lint.add_argument(
        "linters", nargs="*", metavar=say("LINTER"), help=say("ruff, format, mypy, eslint, tsc, stylelint; all if none is named")
    )
    tests = _verb(
        verbs, "test", say("everything that must hold, in a real browser too; other arguments are for pytest"), allow_abbrev=False
    )
    tests.add_argument("--fast", action="store_true", help=say("only what needs no built site, browser, npm or Java"))
    bench = _verb(verbs, "bench", say("how long a build takes, how good the search is, how all grows with the plan"))
    bench.add_argument(
        "what", nargs="?", choices=("build", "search", "scale", "edit"), default="build",
        help=say("build: beside stock MkDocs; search: beside its peers; scale: growth; edit: from a save to its page"),
    )  # fmt: skip
    bench.add_argument("--short", action="store_true", help=say("small, to see that it runs: its figures say little"))


def _verb(verbs: Verbs, name: str, does: str, allow_abbrev: bool = True) -> argparse.ArgumentParser:
    return verbs.add_parser(name, help=does, description=does, allow_abbrev=allow_abbrev)


def _release(command: argparse.ArgumentParser) -> None:
    command.add_argument("--release", action="store_true", help=say("fail where a text or a name of the plan is not translated"))


def _day(word: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(say("'%(word)s' is no day. Write it as 2026-11-28.", word=word)) from None


def _port(word: str) -> int:
    if not word.lstrip("-").isdecimal():
        raise argparse.ArgumentTypeError(say("'%(word)s' is no port. Write a number, as 8001.", word=word))
    return int(word)


def _teach() -> None:
    """Have argparse speak the language of whoever reads it.

    It asks a gettext that has no catalogue, and is given one that has; a Python that asks otherwise goes on in English.
    """
    words = translated(
        "usage: ", "positional arguments", "options", "show this help message and exit", "argument %(argument_name)s: %(message)s",
        "%(prog)s: error: %(message)s\n", "the following arguments are required: %s", "expected one argument",
        "invalid choice: %(value)r (choose from %(choices)s)", "ignored explicit argument %r", "not allowed with argument %s",
        "ambiguous option: %(option)s could match %(matches)s",
    )  # fmt: skip
    argparse._ = lambda message: words.get(message, message)  # type: ignore[attr-defined]
