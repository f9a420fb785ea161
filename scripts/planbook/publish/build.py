"""All editions at once: one process each, into a fresh folder that takes the place of the last good site only when all is well."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planbook.checks import backlog
from planbook.checks.rules import CheckedPlan, check
from planbook.pages.hosting import public_address
from planbook.pages.macro_errors import told
from planbook.publish import manifest
from planbook.publish.replace import alone, recover, replace
from planbook.records.memory import uncollected
from planbook.records.messages import say, why
from planbook.records.model import Edition
from planbook.records.problem import BadData
from planbook.records.workers import begun, forks, side_by_side
from planbook.views.contributing import NO_LINES, reach

Outcome = tuple[str, int, float, str, str]
"""Edition, pages, seconds, complaints, full address of the edition."""
WAYS = ("REPO_URL", "EDIT_URI", "CONTACT")
"""Settings of the environment that say how readers reach those who make the site."""
ONCE = ("sitemap.xml", "robots.txt")
"""What speaks for the whole site and stands at its root only."""


def build(
    root: Path, site: Path, address: str = "", with_downloads: bool = False, release: bool = False, draft: bool | None = False
) -> int:
    """Check the data, build every edition in parallel into ``site``, and return the number of pages.

    ``with_downloads`` also makes what is slow: see ``downloads``. ``release``: no text and no name of the plan may be shown untranslated.
    ``draft``: a plan with places that wait to be confirmed is built, with a banner on each page; without it such a plan is refused, and
    None leaves it to the plan. ``address`` is the public address of the site; without it the one of mkdocs.yml holds. Raises ``BadData``
    before anything is written when the data is bad, or lacks what a release must have, and ``RuntimeError`` when MkDocs warns of anything
    or a download fails. The
    old site stays until the new one is complete.
    """
    try:
        address = address and public_address(address)
        repository, editor, contact = (os.environ.get(name, "") for name in WAYS)
        reach(repository, editor, contact, NO_LINES)
    except ValueError as error:
        raise RuntimeError(str(error)) from None
    with alone(site.parent), _for_everybody(), uncollected(), _getting_ready(root) as get_ready:
        recover(site)
        return _build(root, site, address, with_downloads, release, draft, get_ready)


@contextmanager
def _for_everybody() -> Iterator[None]:
    """What is made within can be read by a server that runs under another name, whatever this user keeps private otherwise."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def _build(
    root: Path, site: Path, address: str, with_downloads: bool, release: bool, draft: bool | None, get_ready: Callable[[], None]
) -> int:
    started = time.perf_counter()
    sound = check(root / "data", draft or None, side_by_side=True, meanwhile=get_ready)
    if sound.marks and draft is False:
        raise BadData(sound.marks, say("This is a draft: confirm these places, or build with --draft, which says so on each page."))
    if release and (lacking := backlog.asked(sound)):
        raise BadData(lacking, say("A release shows the whole plan in every language."))
    for problem in sound.undrawn:
        print(problem, flush=True)
    if not any(map(os.environ.get, WAYS)):
        print(say("No REPO_URL and no CONTACT are set: readers will find no way to mend a page. See PUBLISHING.md."), flush=True)
    fresh = site.with_name(f"{site.name}.new")
    if fresh.is_symlink() or fresh.is_file():
        raise RuntimeError(say("%(path)s is in the way: the new site is written there. Move it away, then build again.", path=fresh))
    shutil.rmtree(fresh, ignore_errors=True)
    pages, found = 0, dict[str, str]()
    try:
        for edition, count, seconds, complaints, full in _in_parallel(root, fresh, address, sound):
            _tell(edition, count, seconds, complaints)
            pages += count
            found[edition] = full
        if with_downloads:
            from planbook.downloads import makers  # a tenth of a second, which other builds do not need

            makers.make(root, fresh, sound, found)
        settings = os.environ | ({"SITE_URL": address} if address else {})
        manifest.write(root, fresh, settings, downloads=with_downloads, **({"draft": True} if sound.is_draft else {}))
        replace(site, fresh)
    except OSError as error:
        raise RuntimeError(say("The site could not be written (%(reason)s). The last good site stays.", reason=why(error))) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    took = f"{time.perf_counter() - started:.1f}"
    print(say("%(count)d pages in %(seconds)s s: %(site)s", count=pages, seconds=took, site=site), flush=True)
    return pages


def _tell(edition: str, count: int, seconds: float, complaints: str) -> None:
    """Say how an edition came out. Raises ``RuntimeError`` for one that did not."""
    if complaints:
        what = say("The %(edition)s edition was not built:\n%(why)s\nThe last good site stays.", edition=edition, why=complaints)
        raise RuntimeError(what)
    took = say("%(edition)s: %(count)d pages in %(seconds)s s", edition=edition, count=count, seconds=f"{seconds:.1f}")
    print(f"  {took}", flush=True)


def _in_parallel(root: Path, fresh: Path, address: str, sound: CheckedPlan) -> list[Outcome]:
    """One process an edition."""
    editions = list(sound.records.editions.values())
    print(say("Building %(editions)s …", editions=say(", ").join(edition.name for edition in editions)), flush=True)
    outcomes = side_by_side(_build_edition, ((root, fresh, address, edition, sound) for edition in editions))
    _adopt(fresh, editions)
    return outcomes


@contextmanager
def _getting_ready(root: Path) -> Iterator[Callable[[], None]]:
    """Compile the templates beside what happens within. Gives what does the rest that all editions share, once it is asked for."""
    if not forks():
        yield lambda: None
        return
    with begun(_compile, root) as compiled:
        yield lambda: _get_ready(compiled)


def _compile(root: Path) -> None:
    from mkdocs.theme import Theme

    from planbook.pages.compiled import Compiled, compile_before
    from planbook.pages.renderer import environment

    macros = root / "macros"
    compile_before(environment(macros), Compiled(root, "macros"), (path.name for path in macros.glob("*.html")))
    theme = Theme("material", custom_dir=str(macros / "theme")).get_env()
    theme.bytecode_cache = Compiled(root, "theme")
    compile_before(theme, theme.bytecode_cache, ("main.html", "404.html"))


def _get_ready(compiled: Callable[[], None]) -> None:
    from planbook.opendata.catalogue import made_schemas
    from planbook.pages import edition_site as edition_site

    made_schemas()
    compiled()


def _build_edition(root: Path, fresh: Path, address: str, edition: Edition, good: CheckedPlan) -> Outcome:
    """Run MkDocs for one edition in its own process. Returns the outcome."""
    started = time.perf_counter()
    os.environ["EDITION"] = edition.id
    if address:
        os.environ["SITE_URL"] = address
    os.chdir(root)
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    complaints, full = _Complaints(), ""
    logging.getLogger("mkdocs").addHandler(complaints)
    try:
        config = load_config("mkdocs.yml", site_dir=str(fresh / edition.id))
        config.extra["checked_plan"] = good
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        full = config.site_url or ""
    except Exception as error:  # the message crosses a process: everything that stops an edition is told in the parent
        complaints.lines.append(in_words(error))
    pages = sum(1 for _ in (fresh / edition.id).rglob("index.html"))
    return edition.id, pages, time.perf_counter() - started, "\n".join(complaints.lines), full


def in_words(error: Exception) -> str:
    """What stopped a check or a page: MkDocs and the checks say it in words already."""
    from mkdocs.exceptions import MkDocsException

    return str(error) if isinstance(error, BadData | MkDocsException) else told(error)


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _adopt(fresh: Path, editions: list[Edition]) -> None:
    """The first edition becomes the root of the site; the others keep their folder below it, without what a site has once."""
    first, *others = editions
    if not (fresh / first.id).is_dir():
        return
    for path in (fresh / first.id).iterdir():
        path.rename(fresh / path.name)
    (fresh / first.id).rmdir()
    for other in others:
        for name in ONCE:
            (fresh / other.id / name).unlink(missing_ok=True)
