"""What the tests share: the project, a site built from a fresh copy of it, a server below a path, a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright

from planbook.checks.rules import CheckedPlan
from planbook.checks.rules import check as check_data
from planbook.downloads.context import DownloadContext
from planbook.editions.reading import Reading, reading
from planbook.pages.renderer import Renderer
from planbook.publish.commands import BROWSERS
from planbook.publish.serve import in_background, open_server
from planbook.records.layout import READ
from planbook.records.model import Edition
from planbook.text import addresses
from planbook.text.links import link
from planbook.views.view import View

ROOT = Path(__file__).resolve().parent.parent
BASE = "/liaoyang-plan/"
ADDRESS = f"https://example.github.io{BASE}"
"""The site lies below a path, as project pages do: a link that forgets the path leads nowhere."""
REPOSITORY = "https://github.com/example/liaoyang-plan"
MINIATURE = ROOT / "tests" / "miniature"
ENVIRONMENT = {
    "REPO_URL": REPOSITORY, "EDIT_URI": f"{REPOSITORY}/edit/main/{{path}}", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1",
}  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--add-addresses", action="store_true", help="write the addresses that are new into tests/addresses.txt")
    parser.addoption("--add-fields", action="store_true", help="write the fields of the open data that are new into tests/fields.txt")


def copied(project: Path, folder: Path) -> Path:
    """A copy of the project in ``folder``, without anything that was built or installed. Times of files are not kept."""
    folder.mkdir(exist_ok=True)
    for part in READ:
        source, target = project / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    return folder


def miniature(folder: Path) -> Path:
    """A copy of the project in ``folder`` with the invented plan in the place of the plan: it builds in a tenth of the time."""
    copied(ROOT, folder)
    for part in ("data", "docs"):
        shutil.rmtree(folder / part)
        shutil.copytree(MINIATURE / part, folder / part, copy_function=shutil.copyfile)
    return folder


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in ``root`` with the warnings on; never raises, the caller looks at the outcome."""
    outside = {name: value for name, value in os.environ.items() if name not in ("EDITION", "SITE_URL", "SOURCE_DATE_EPOCH")}
    inside = {"PLAN_SITE_INSIDE_VENV": str(root / ".venv")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=outside | ENVIRONMENT | inside | environment, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build every edition of the project in ``root`` into ``root/site``, with the command that people use."""
    return run(root, "scripts/run.py", "build", "--base", ADDRESS, **environment)


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
def site(project: Path) -> Path:
    """The folder of a whole site, built once from a fresh copy of the project, by whichever process of the tests comes first."""
    with FileLock(project.with_name("project.lock")):
        if not (project / "site").exists():
            outcome = build(project)
            assert outcome.returncode == 0, outcome.stderr
    return project / "site"


@pytest.fixture(scope="session")
def trees(site: Path) -> dict[str, lxml.html.HtmlElement]:
    """Every HTML page of the site by its path from the root: ``zh-hant/plan/04/index.html``; moved addresses are no pages."""
    found = {path.relative_to(site).as_posix(): lxml.html.parse(path, _utf8()).getroot() for path in sorted(site.rglob("*.html"))}
    return {name: tree for name, tree in found.items() if not tree.xpath("//meta[@http-equiv='refresh']")}


def _utf8() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8")


@pytest.fixture(scope="session")
def sound(project: Path) -> CheckedPlan:
    """The project's own data, checked."""
    return check_data(project / "data")


@pytest.fixture(scope="session")
def views(project: Path, sound: CheckedPlan) -> dict[str, View]:
    """What each edition shows, by its id."""
    links = link(sound.records, sound.blocks)

    def read(edition: Edition) -> Reading:
        return reading(edition, sound.records, sound.blocks, project / "data")

    return {
        edition.id: Renderer(read(edition), links, sound.proof, project / "macros", sound.ledgers).view
        for edition in sound.records.editions.values()
    }


@pytest.fixture(scope="session")
def printings(project: Path, site: Path, sound: CheckedPlan) -> dict[str, DownloadContext]:
    """What the makers of each edition are given, with the site as it was built."""
    links = link(sound.records, sound.blocks)
    found = {}
    for edition in sound.records.editions.values():
        shown_in = reading(edition, sound.records, sound.blocks, project / "data")
        address = ADDRESS + addresses.of_edition(edition)
        found[edition.id] = DownloadContext(Renderer(shown_in, links, sound.proof, project / "macros", sound.ledgers, address), site)
    return found


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the site on this machine, with the path at its end: ``http://127.0.0.1:8000/liaoyang-plan/``."""
    opened = open_server(site, base=BASE)
    yield in_background(opened) + BASE
    opened.shutdown()
    opened.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("No Chromium was found. Install it, or name it in CHROMIUM; 'python3 scripts/run.py test' does it for you.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


WIDE, NARROW = 1280, 360
Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Open]:
    """A function that opens a page of the site in a fresh context: ``opened("plan/04/", width=360)``."""
    contexts = []

    def open_page(path: str, *, width: int = WIDE, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(server + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


Damage = Callable[[str, str, str], None]


@pytest.fixture
def replace(copy: Path) -> Damage:
    """Replace words in a file of the copy; the words must be there, so that no test damages nothing."""

    def replaced(name: str, old: str, new: str) -> None:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold “{old}”."
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replaced


def until(page: Page, condition: str) -> None:
    """Wait until ``condition`` holds in the page. Playwright's own waiting evaluates words later, which the policy of the pages forbids."""
    page.evaluate(
        f"""new Promise((done, fail) => {{
          const end = performance.now() + 10000, late = () => fail(new Error("It did not come to pass."));
          const look = () => ({condition}) ? done() : performance.now() > end ? late() : requestAnimationFrame(look);
          look();
        }})"""
    )
