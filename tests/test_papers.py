"""What the papers tell people to type and to open is there: commands, files, chapters, and a policy under which the site works."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from planbook.publish import front_door
from support.browsers import come_to_rest
from support.facts import FACTS
from support.places import ROOT
from support.subjects import last

PAPERS = ("README.md", "CONTRIBUTING.md", "PUBLISHING.md")
WORKFLOWS = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
PUBLISHING = (ROOT / "PUBLISHING.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"(?:\w+=\S+ )?python3 (scripts/\S+\.py)([^`\n#|>）]*)")
FILE = re.compile(r"`((?:\.ci|\.github|\.vscode|data|docs|macros|scripts|tests)/[\w./-]*|[\w-]+\.(?:md|yml|txt|in|toml))`")
MADE = {"CNAME", "404.html", "con.yml", "data/pictures/", "data/redirects/", "data/source/dropped.txt", "data/v1/"}
"""What the build makes, or an editor will, or must not."""
EXAMPLE = re.compile(r"\d{4}-\d\d-\d\d")
"""A name that shows how names are given."""
LINK = re.compile(r"\]\(([^)#:]+)?(?:#([^)]+))?\)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> Iterator[tuple[str, list[str]]]:
    """Every command that starts a script of ours, with its arguments; what stands in angle brackets is to be filled in."""
    for script, rest in COMMAND.findall(re.sub(r"<\w+>", "name", text(name))):
        yield script, shlex.split(rest)


@pytest.mark.parametrize("name", [*PAPERS, *WORKFLOWS])
def test_commands_are_as_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = list(commands(name))
    for script, arguments in found:
        assert (ROOT / script).is_file(), script
        if script == "scripts/run.py":
            try:
                front_door.parsed(arguments)
            except SystemExit:
                pytest.fail(f"{name}: run.py {' '.join(arguments)}: {capsys.readouterr().err}")
    assert found, f"{name} names no command: does this test still know one when it sees it?"


@pytest.mark.parametrize("name", PAPERS)
def test_files_that_are_named_are_there(name: str) -> None:
    named = {path for path in FILE.findall(text(name)) if path not in MADE and not EXAMPLE.match(path)}
    assert len(named) > 5
    own = () if FACTS else ("data/", "docs/", "tests/plan/")
    assert sorted(path for path in named if not (ROOT / path).exists() and not path.startswith(own)) == []


@pytest.mark.parametrize("name", PAPERS)
def test_links_lead_to_files_and_chapters(name: str) -> None:
    lost = []
    for path, chapter in LINK.findall(text(name)):
        target = path or name
        if not (ROOT / target).exists() or (chapter and not re.search(rf"^#+ {re.escape(chapter)}$", text(target), re.MULTILINE)):
            lost.append(f"{target}#{chapter}")
    assert lost == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_guide_to_publishing_is_named(name: str) -> None:
    assert "(PUBLISHING.md" in text(name)


def test_decisions_have_a_date_stand_once_and_are_found_by_their_part() -> None:
    head, *parts = re.split(r"^## ", text("DECISIONS.md"), flags=re.MULTILINE)
    assert re.findall(r"^\| \[(\w+)\]\(#\1\) \| ", head, re.MULTILINE) == [part.partition("\n")[0] for part in parts]
    found = [entry for part in parts for entry in part.partition("\n")[2].strip().split("\n\n")]
    titles = [match[1] if (match := re.match(r"\*\*\d{4}-\d\d-\d\d · (.+?)\*\* \S", entry)) else entry for entry in found]
    assert [entry for entry in titles if entry in found] == [], "A decision is one paragraph: **date · choice.** why, what was refused."
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_every_workflow_is_explained() -> None:
    assert [name for name in WORKFLOWS if f"`{name}`" not in PUBLISHING] == []


def policy() -> str:
    """The one policy of the paper, the same for every server."""
    written = re.findall(r"default-src 'none'[^\"\n]*", PUBLISHING)
    assert len(written) == 5
    (one,) = set(written)
    return one


SERVERS = {
    "nginx": r"```nginx\nserver \{\n(.*?)```", "Apache": r"<VirtualHost \*:443>(.*?)```", ".htaccess": r"```apache\nOptions(.*?)```",
    "Caddy": r"```text\nplan\.example\.org \{(.*?)```",
}  # fmt: skip


@pytest.mark.parametrize("program", SERVERS)
def test_every_server_is_told_of_all_types_headers_and_lost_pages(program: str) -> None:
    found = re.search(SERVERS[program], PUBLISHING, re.DOTALL)
    assert found
    wanted = [f"{prefix}404.html" for prefix in ("/", "/zh-hant/", "/en/")]
    wanted += ["csv", "ics", "webmanifest", "tbx", "no-cache", "nosniff", "strict-origin-when-cross-origin", "default-src 'none'"]
    assert [words for words in wanted if words not in found[1]] == []


def refusals(context: BrowserContext, policy: str) -> list[str]:
    """What the browser refuses from now on while the server sends ``policy`` with everything; grows as pages are opened."""
    refused: list[str] = []

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": policy})

    context.route("**/*", with_policy)
    context.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    return refused


def test_the_site_works_under_the_policy_of_the_paper(browser: Browser, server: str) -> None:
    """Read, searched, compared and lost, as a server with that header would send it."""
    with browser.new_context(locale="zh-CN") as context:
        refused, page = refusals(context, policy()), context.new_page()
        for path in ("", f"plan/{last('chapters')}/", "progress/", "zh-hant/boxes/", "compare/?page=plan/01/", "zh-hant/nowhere/"):
            page.goto(server + path)
            come_to_rest(page)
        page.goto(f"{server}search/?s=发展")
        page.locator("[data-search-results] li").first.wait_for()
        come_to_rest(page)
        context.unroute_all(behavior="ignoreErrors")
    assert refused == []


def test_a_policy_that_is_too_strict_would_be_noticed(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        refused = refusals(context, policy().replace("'unsafe-inline'", ""))
        context.new_page().goto(server)
        context.unroute_all(behavior="ignoreErrors")
    assert refused
