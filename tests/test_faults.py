"""What happens to bad data: everything is reported at once, in words that help, and nothing is written.

Each folder of ``faults`` is a promise. It holds the files that differ from the data of the miniature, in ``removed.txt`` those that are
gone, in ``damage.yml`` what else was done (see ``damage``), and in ``report.txt`` the whole report. ``BLESS=1`` writes the reports
anew, to be read in review.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
import yaml
from playwright.sync_api import Browser, expect

from planbook.checks import rules
from planbook.checks.rules import CheckedPlan, check
from planbook.editions.reading import reading
from planbook.pages.page import Page
from planbook.pages.renderer import Renderer
from planbook.publish.build import build
from planbook.publish.serve import in_background, open_server
from planbook.records.model import RECORDS
from planbook.records.problem import BadData
from planbook.records.walk import texts
from planbook.text.links import link
from support import damage
from support.damage import NOTES
from support.places import ROOT
from support.projects import run

HERE = Path(__file__).resolve().parent
MINIATURE = HERE / "miniature"
FAULTS = HERE / "faults"
NAMES = sorted(path.name for path in FAULTS.iterdir())
FAULT = pytest.mark.parametrize("fault", NAMES)
BLESS = bool(os.environ.get("BLESS"))
PROBLEM = re.compile(r"(?P<path>docs|(?:data|docs|macros)/[^:]+|mkdocs\.yml):(?P<line>[1-9]\d*): \S.*[.?]( \S.*[.?])+")


def changed(fault: str) -> Iterator[Path]:
    """The files of a fault, relative to the data."""
    folder = FAULTS / fault
    yield from (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in NOTES)


def lay_over(fault: str, root: Path) -> Path:
    """The data of the miniature with a fault in it, as ``root/data``, with what stands beside data in a project."""
    data = damage.miniature(root)
    damage.lay_over(FAULTS / fault, root)
    return data


def project(fault: str, root: Path) -> Path:
    """The whole project in ``root``, with the data of the miniature and a fault in it."""
    lay_over(fault, root)
    for name in ("scripts", "macros"):
        shutil.copytree(ROOT / name, root / name, copy_function=shutil.copy2, dirs_exist_ok=True)
    shutil.copyfile(ROOT / "requirements.txt", root / "requirements.txt")
    return root


class Reports:
    """What is said of each fault, each checked once, and which rules found something in any of them."""

    KINDS = ("RULES", "TEXT_RULES", "LAST_RULES")

    def __init__(self, folder: Path) -> None:
        self.folder, self.found, self._said = folder, set[str](), dict[str, BadData]()
        self.rules = [rule for kind in self.KINDS for rule in getattr(rules, kind)]

    def of(self, fault: str) -> BadData:
        """The report of a fault, whose files are then in a folder of its name."""
        if fault not in self._said:
            data = lay_over(fault, self.folder / fault)
            with pytest.MonkeyPatch.context() as patch:
                for kind in self.KINDS:
                    patch.setattr(rules, kind, tuple(map(self._watched, getattr(rules, kind))))
                with pytest.raises(BadData) as caught:
                    check(data)
            self._said[fault] = caught.value
        return self._said[fault]

    def _watched(self, rule: rules.Rule) -> rules.Rule:
        def noted(subject: rules.Subject) -> Iterator[rules.Problem]:
            for problem in rule(subject):
                self.found.add(rule.__name__)
                yield problem

        return noted


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    return Reports(tmp_path_factory.mktemp("faults"))


@FAULT
def test_a_fault_is_reported_as_promised_each_line_with_a_place_and_a_cure(fault: str, reports: Reports) -> None:
    error = reports.of(fault)
    said = error.report() + "\n"
    if BLESS:
        (FAULTS / fault / "report.txt").write_text(said, encoding="utf-8")
    assert said == (FAULTS / fault / "report.txt").read_text(encoding="utf-8")
    assert error.problems == sorted(error.problems)
    assert said.endswith(f"{len(error.problems)} problem{'s' * (len(error.problems) > 1)}. Nothing was written.\n")
    for line in said.splitlines()[: len(error.problems)]:
        found = PROBLEM.fullmatch(line)
        assert found, line
        place = reports.folder / fault / found["path"]
        if place.is_file():
            assert int(found["line"]) <= max(1, place.read_bytes().count(b"\n") + 1), line
        else:
            assert int(found["line"]) == 1, line


@FAULT
def test_a_fault_holds_only_what_differs_from_the_miniature(fault: str) -> None:
    same = [path for path in changed(fault) if (MINIATURE / "data" / path).is_file()]
    assert [path for path in same if (MINIATURE / "data" / path).read_bytes() == (FAULTS / fault / path).read_bytes()] == []


def test_every_rule_finds_some_fault(reports: Reports) -> None:
    for fault in NAMES:
        if len(reports.found) < len(reports.rules):
            reports.of(fault)
    assert {rule.__name__ for rule in reports.rules} == reports.found


def test_the_miniature_without_a_fault_is_sound() -> None:
    check(MINIATURE / "data")


# --- nothing is written ---------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A project with bad data and a site that was built when the data was good."""
    root = project("many-at-once", tmp_path)
    (root / "site" / "plan").mkdir(parents=True)
    (root / "site" / "index.html").write_text("<p>old", encoding="utf-8")
    (root / "site" / "plan" / "index.html").write_text("<p>old", encoding="utf-8")
    return root


def expected() -> str:
    return (FAULTS / "many-at-once" / "report.txt").read_text(encoding="utf-8")


def test_a_build_of_bad_data_leaves_the_site_as_it_was(faulty: Path) -> None:
    before = contents(faulty)
    with pytest.raises(BadData):
        build(faulty, faulty / "site")
    assert contents(faulty) == before


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["check", "build"])
def test_the_command_line_reports_bad_data_and_fails(verb: str, faulty: Path) -> None:
    before = contents(faulty / "site")
    outcome = run(faulty, "scripts/run.py", verb)
    assert outcome.returncode == 1
    assert outcome.stderr == expected()
    assert outcome.stdout == ""
    assert contents(faulty / "site") == before
    assert {path.name for path in faulty.iterdir()} == {"data", "docs", "macros", "scripts", "site", "mkdocs.yml", "requirements.txt"}


@pytest.mark.slow
def test_mkdocs_by_itself_reports_bad_data_and_leaves_the_site_as_it_was(faulty: Path) -> None:
    before = contents(faulty / "site")
    outcome = run(faulty, "-m", "mkdocs", "build")
    assert outcome.returncode == 1
    assert expected().strip() in outcome.stderr
    assert contents(faulty / "site") == before


@pytest.mark.slow
def test_the_command_line_is_content_with_good_data(faulty: Path) -> None:
    shutil.rmtree(faulty / "data")
    shutil.copytree(MINIATURE / "data", faulty / "data")
    outcome = run(faulty, "scripts/run.py", "check")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "The data is sound" in outcome.stdout


# --- text that looks like a program ---------------------------------------------------------------------------------------

HOSTILE = """<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }}{% raw %}&amp;</title>'"""
CHOSEN = str.maketrans({character: character + HOSTILE for character in "县村林粮农业建目征项处"})
"""Characters that stand in names, titles, notes and paragraphs of every kind; quotes and what they quote stay alike."""
EDITIONS = ("zh-hans", "zh-hant")


def poisoned(value: object) -> object:
    if isinstance(value, dict):
        return {key: poisoned(item) for key, item in value.items()}
    return [poisoned(item) for item in value] if isinstance(value, list) else str(value).translate(CHOSEN)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in whose records HTML and Jinja stand wherever text can stand."""
    root = project("unknown-key", tmp_path_factory.mktemp("hostile"))
    shutil.rmtree(root / "data")
    shutil.copytree(MINIATURE / "data", root / "data", copy_function=shutil.copyfile)
    source = root / "data" / "source" / "plan.txt"
    received = source.read_text(encoding="utf-8")
    source.write_text(received.translate(CHOSEN), encoding="utf-8", newline="")
    old, new = (hashlib.sha256(text.encode()).hexdigest() for text in (received, received.translate(CHOSEN)))
    for path in (root / "data").rglob("*.yml"):
        record = poisoned(yaml.load(path.read_text(encoding="utf-8").replace(old, new), Loader=yaml.BaseLoader))
        path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _decide_everything(root)
    return root


def _decide_everything(root: Path) -> None:
    """A ledger for words that were torn apart: whatever the converter makes of them; of the old one nothing stays, nor of set phrases."""
    editions = root / "data" / "editions"
    for name in ("ledger.po", "phrases.tsv"):
        (root / "data" / "translations" / "en" / name).unlink()
    (editions / "zh-hant.phrases.txt").write_text("", encoding="utf-8")
    (editions / "zh-hant.ledger.txt").write_text("", encoding="utf-8")
    assert run(root, "scripts/run.py", "ledger").returncode == 0
    lines = (editions / "zh-hant.ledger.txt").read_text(encoding="utf-8").replace("?", "").splitlines()
    decided = [line if line[1] != "\t" else f"{line}  # it stands alone" for line in lines]
    (editions / "zh-hant.ledger.txt").write_text("\n".join(decided), encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_sound(hostile: Path) -> CheckedPlan:
    return check(hostile / "data")


@pytest.fixture(scope="module", params=EDITIONS)
def press(request: pytest.FixtureRequest, hostile: Path, hostile_sound: CheckedPlan) -> Renderer:
    records, blocks = hostile_sound.records, hostile_sound.blocks
    shown = reading(records.editions[request.param], records, blocks, hostile / "data")
    return Renderer(shown, link(records, blocks), hostile_sound.proof, ROOT / "macros")


def foreign(tree: lxml.html.HtmlElement) -> list[str]:
    """What only the records can have brought into a page."""
    brought = "//script[not(@type='application/ld+json')][contains(., 'alert')] | //img[@onerror] | //*[@onerror]"
    return [lxml.html.tostring(element, encoding="unicode") for element in tree.xpath(brought)]


def parsed(page: Page) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(page.body, create_parent="div")


def test_text_that_looks_like_a_program_is_no_fault_and_stands_in_every_kind_of_record(hostile_sound: CheckedPlan) -> None:
    kinds = {kind: [r for r in hostile_sound.records.everything() if type(r) is kind] for kind in RECORDS}
    without = {kind.__name__ for kind, records in kinds.items() if not any(HOSTILE in text for r in records for _, text in texts(r))}
    assert without <= {"Edition", "SearchAlias"}


def test_no_page_takes_text_for_markup(press: Renderer) -> None:
    for page in press.pages():
        assert foreign(parsed(page)) == [], page.path
        assert parsed(page).xpath("//script | //img[not(@loading)] | //title[not(ancestor::svg)]") == [], page.path


def test_names_and_titles_stand_as_they_are_written(press: Renderer) -> None:
    records, seen = press.view.reading.records, set[str]()
    names = {f"projects/{project.id}/": project.name for project in records.projects.values()}
    names |= {f"indicators/{indicator.id}/": indicator.name for indicator in records.indicators.values()}
    names |= {f"plan/{chapter.id}/": press.view.text.block(chapter.id).text for chapter in records.chapters.values()}
    names |= {f"boxes/{box.id}/": press.view.text.block(f"box-{box.id}").text for box in records.boxes.values()}
    for page in press.pages():
        if page.path in names:
            (heading,) = parsed(page).xpath("//h1")
            assert names[page.path] in heading.text_content()
            assert names[page.path] in page.title
            seen |= {page.path.partition("/")[0]} if HOSTILE in names[page.path] else set()
    assert seen == {"projects", "indicators", "plan", "boxes"}


def test_paragraphs_and_notes_stand_as_they_are_written(press: Renderer) -> None:
    whole = {page.path: parsed(page) for page in press.pages()}
    paragraphs = [block for block in press.view.reading.blocks.values() if block.kind == "paragraph" and block.chapter]
    blocks = [block for block in paragraphs if HOSTILE in block.text]
    assert blocks
    for block in blocks:
        (element,) = whole[f"plan/{block.chapter}/"].xpath(f"//*[@id='{block.id}']")
        for mark in element.find_class("erratum-mark") + element.find_class("permalink"):
            mark.drop_tree()
        assert element.text_content() == block.text
    noted = [project for project in press.view.reading.records.projects.values() if HOSTILE in (project.note or "")]
    assert noted
    for project in noted:
        assert project.note in whole[f"projects/{project.id}/"].text_content()


@pytest.fixture(scope="module")
def hostile_site(hostile: Path) -> Path:
    outcome = run(hostile, "scripts/run.py", "build")
    assert outcome.returncode == 0, outcome.stderr
    return hostile / "site"


def test_no_page_of_the_site_takes_text_for_markup(hostile_site: Path) -> None:
    """The theme prints titles without escaping them: in the header, the navigation, the contents and the head of the page."""
    pages = sorted(hostile_site.rglob("*.html"))
    assert len(pages) > 40
    for path in pages:
        tree = lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8")).getroot()
        assert foreign(tree) == [], path
        assert len(tree.xpath("//title[not(ancestor::*[local-name() = 'svg'])]")) == 1, path


def test_a_browser_runs_nothing_that_stands_in_a_record(hostile_site: Path, browser: Browser) -> None:
    server = open_server(hostile_site)
    address, context, said = in_background(server), browser.new_context(), []
    page = context.new_page()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for path in ("", "plan/", "plan/01/", "boxes/03/", "projects/", "projects/03-01/", "targets/", "terms/", "errata/", "zh-hant/plan/02/"):
        page.goto(f"{address}/{path}")
        expect(page.locator("main h1").first).to_contain_text(HOSTILE if path in ("", "plan/01/", "projects/03-01/") else "")
    page.goto(f"{address}/search/?s=农业")
    expect(page.locator("[data-search-results]")).to_contain_text(HOSTILE)
    assert said == []
    assert page.locator("img[onerror]").count() == 0
    context.close()
    server.shutdown()
    server.server_close()
