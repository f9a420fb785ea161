"""How well the search finds what was meant, beside Material's own search with jieba and beside Pagefind, on the same pages.

The labelled set of the tests is asked in both scripts, on every edition. Ours must name the very record or paragraph; a peer is
right as soon as it names the page that holds it. The peers go into a folder that is thrown away; one that cannot be installed is
left out, and said to be. Milliseconds are medians on a machine that does other things too: read them as ratios.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import opencc
import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from planbook.records.layout import READ  # noqa: E402

TESTS = ROOT / "tests"
EDITIONS = {"zh-hans": "zh", "zh-hant": "zh-Hant"}
"""The editions, and what Material calls their language."""
LITERAL = ("literal", "number", "year", "latin", "alias", "sentence", "facet")
FIRST = next(iter(EDITIONS))
JIEBA, PAGEFIND = ("jieba==0.42.1",), ("pagefind[extended]==1.5.2",)
SIMPLIFIED, TRADITIONAL = (opencc.OpenCC(name).convert for name in ("t2s", "s2tw"))
SCRIPTS = dict(zip(EDITIONS, (SIMPLIFIED, TRADITIONAL), strict=True))
ANSWERS_SEEN = 10
LARGER = 10

Query = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What one engine answers to one query: right answers are those for which the label's test holds."""

    right: list[bool]
    false: int
    milliseconds: float


@dataclass(frozen=True)
class Edition:
    """One edition as built: its folder, where every entry stands, and the words of every page in plain characters."""

    folder: Path
    addresses: dict[str, str]
    pages: dict[str, str]


def main() -> int:
    """Build once, ask every engine, print a table."""
    queries = labelled()
    with tempfile.TemporaryDirectory() as folder:
        root, peers = copied(Path(folder, "project")), Path(folder, "peers")
        run(root, "scripts/run.py", "build")
        results: dict[str, list[tuple[Query, Found]]] = {}
        for name, ask in (("ours", ours), ("Material + jieba", material), ("Pagefind", pagefind)):
            try:
                results[name] = [
                    ({**query, "own": SCRIPTS[edition](query["ask"]) == query["ask"]}, found)
                    for edition in EDITIONS
                    for query, found in zip(queries, ask(root, peers, edition, queries), strict=True)
                ]
            except Missing as error:
                print(f"{name} is left out: {error}")
        larger = latency(root / "site", queries)
    report(results, larger, len({query["label"] for query in queries}))
    return 0


class Missing(Exception):
    """A peer cannot be had here."""


# --- the questions ------------------------------------------------------------------------------------------------------


def labelled() -> list[Query]:
    """The labelled queries in either script."""
    groups = yaml.safe_load((TESTS / "search" / "queries.yml").read_text(encoding="utf-8"))
    return [
        {**query, "kind": kind, "label": f"{kind}: {query['ask']}", "ask": form}
        for kind, group in groups.items()
        for query in group
        for form in dict.fromkeys((query["ask"], SIMPLIFIED(query["ask"]), TRADITIONAL(query["ask"])))
    ]


def plain(text: str) -> str:
    """Words as they are compared to tell false hits: one script, no case, no width, no blanks or punctuation."""
    return re.sub(r"[^\w%+&#.]", "", SIMPLIFIED(unicodedata.normalize("NFKC", text)).lower())


def words(query: Query) -> list[str]:
    return [word for word in map(plain, [query["ask"], *query["ask"].split(), *query.get("also", ())]) if word]


# --- the engines --------------------------------------------------------------------------------------------------------


def ours(root: Path, peers: Path, edition: str, queries: list[Query]) -> list[Found]:
    """The shipped engine in Node, five times each."""
    found = ask_ours(at(root / "site", edition), queries, repeat=5)["results"]
    return [
        Found(
            [meant(query, [hit]) for hit in answer["hits"][:ANSWERS_SEEN]],
            len(set(answer["strangers"]) & set(answer["hits"][:ANSWERS_SEEN])),
            answer["milliseconds"],
        )
        for query, answer in zip(queries, found, strict=True)
    ]


def ask_ours(folder: Path, queries: list[Query], **options: int) -> Any:
    wanted = json.dumps({"queries": [{"ask": query["ask"], "also": query.get("also", [])} for query in queries], **options})
    return json.loads(node(TESTS / "search" / "run_queries.js", folder, given=wanted))


def material(root: Path, peers: Path, edition: str, queries: list[Query]) -> list[Found]:
    """The same pages built with Material's search plugin and jieba; its own worker in Node."""
    install(peers, JIEBA)
    stock = copied(root.with_name(f"material-{edition}"))
    config = (stock / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("plugins: []", "plugins: [search]").replace(
        "  name: material\n", f"  name: material\n  language: {EDITIONS[edition]}\n"
    )
    (stock / "mkdocs.yml").write_text(config, encoding="utf-8")
    run(stock, "-m", "mkdocs", "build", "--quiet", EDITION=edition, PYTHONPATH=str(peers))
    [worker] = (stock / "site" / "assets" / "javascripts" / "workers").glob("search.*.js")
    index = stock / "site" / "search" / "search_index.json"
    answers = json.loads(node(TESTS / "bench" / "material_worker.js", worker, index, given=json.dumps([query["ask"] for query in queries])))
    return judge(read(root, edition), queries, answers)


def pagefind(root: Path, peers: Path, edition: str, queries: list[Query]) -> list[Found]:
    """The same pages indexed by Pagefind; its own script in Chromium, timed until the first five results can be shown."""
    install(peers, PAGEFIND)
    copy = root.with_name(f"pagefind-{edition}")
    others = [name for name in EDITIONS if name != edition]
    shutil.copytree(at(root / "site", edition), copy, ignore=shutil.ignore_patterns(*others, "search", "404.html"))
    run(copy, "-m", "pagefind", "--site", str(copy), "--root-selector", "article", PYTHONPATH=str(peers))
    from planbook.publish.serve import in_background, open_server

    server = open_server(copy)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(in_background(server))
        page.evaluate("async () => { globalThis.pagefind = await import('/pagefind/pagefind.js'); await pagefind.init(); }")
        answers = [page.evaluate(ASK_PAGEFIND, [query["ask"], ANSWERS_SEEN]) for query in queries]
        browser.close()
    server.shutdown()
    server.server_close()
    return judge(read(root, edition), queries, answers)


ASK_PAGEFIND = """async ([query, seen]) => {
  const start = performance.now();
  const { results } = await pagefind.search(query);
  const first = await Promise.all(results.slice(0, 5).map((result) => result.data()));
  const milliseconds = performance.now() - start;
  const rest = await Promise.all(results.slice(5, seen).map((result) => result.data()));
  return { milliseconds, pages: [...first, ...rest].map(({ url }) => url.replace(/^\\//, "").replace(/index\\.html$/, "")) };
}"""


def latency(site: Path, queries: list[Query]) -> dict[int, float]:
    """Our median milliseconds with the running text as it is, and many times repeated."""
    results = {times: ask_ours(at(site, FIRST), queries, times=times, repeat=3)["results"] for times in (1, LARGER)}
    return {times: statistics.median(answer["milliseconds"] for answer in found) for times, found in results.items()}


# --- right and wrong ----------------------------------------------------------------------------------------------------


def meant(query: Query, hits: list[str]) -> bool:
    return any(fnmatch.fnmatchcase(hit, label) for hit in hits for label in query.get("find", ()))


def read(root: Path, edition: str) -> Edition:
    """One edition as built, for judging the peers."""
    folder = at(root / "site", edition)
    pages = {}
    for path in folder.rglob("index.html"):
        name = path.relative_to(folder).as_posix().removesuffix("index.html")
        body = lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8")).find(".//article")
        if body is not None and not name.startswith(tuple(EDITIONS)):
            pages[name] = plain(body.text_content())
    return Edition(folder, ask_ours(folder, [])["addresses"], pages)


def judge(edition: Edition, queries: list[Query], answers: list[Any]) -> list[Found]:
    """A page is right when it holds a record that was meant, and false when it holds none of the words."""
    found = []
    for query, answer in zip(queries, answers, strict=True):
        keys = [key for label in query.get("find", ()) for key in fnmatch.filter(edition.addresses, label)]
        right = {edition.addresses[key].partition("#")[0] for key in keys}
        pages = answer["pages"][:ANSWERS_SEEN]
        false = sum(not any(word in edition.pages.get(page, "") for word in words(query)) for page in pages)
        found.append(Found([page in right for page in pages], false, answer["milliseconds"]))
    return found


def report(results: dict[str, list[tuple[Query, Found]]], larger: dict[int, float], count: int) -> None:
    """Print what each engine reaches, and how ours stands to each peer."""
    rows = {name: figures(pairs) for name, pairs in results.items()}
    both = len(results["ours"]) // len(EDITIONS)
    print(f"\n{count} labelled queries, {both} with both scripts, asked on {len(EDITIONS)} editions.\n")
    print(f"{'':16}" + "".join(f"{column:>15}" for column in rows["ours"]))
    for name, row in rows.items():
        print(f"{name:16}" + "".join(f"{value:15.3f}" for value in row.values()))
    print(
        "\nLiteral: both scripts on either edition; own script: the one the edition is written in. Nonsense: the share that finds nothing."
    )
    print("False hits: among the first ten of a literal query, how many hold none of its words. Milliseconds: the median.\n")
    for name, row in rows.items():
        ratios = [f"{column} ×{rows['ours'][column] / value:.2f}" for column, value in row.items() if value and column != "false hits"]
        if name != "ours":
            print(f"Ours to {name}: {', '.join(ratios)}.")
    print(f"Ours with {LARGER} times the running text: {larger[LARGER]:.2f} ms, ×{larger[LARGER] / larger[1]:.1f}.")


def figures(pairs: list[tuple[Query, Found]]) -> dict[str, float]:
    """Recall, false hits and milliseconds of one engine."""

    def recall(first: int, asked: list[Found]) -> float:
        return statistics.mean(any(found.right[:first]) for found in asked)

    def of(*kinds: str) -> list[Found]:
        return [found for query, found in pairs if query["kind"] in kinds]

    own = [found for query, found in pairs if query["kind"] in LITERAL and query["own"]]
    return {
        "literal @1": recall(1, of(*LITERAL)), "literal @5": recall(5, of(*LITERAL)), "own script @1": recall(1, own),
        "own script @5": recall(5, own), "loose @1": recall(1, of("loose")), "loose @5": recall(5, of("loose")),
        "pinyin @5": recall(5, of("pinyin")), "nonsense": statistics.mean(not found.right for found in of("nothing")),
        "false hits": statistics.mean(found.false for found in of(*LITERAL)),
        "milliseconds": statistics.median(found.milliseconds for _, found in pairs),
    }  # fmt: skip


# --- tools --------------------------------------------------------------------------------------------------------------


def at(site: Path, edition: str) -> Path:
    return site if edition == FIRST else site / edition


def copied(folder: Path) -> Path:
    """A copy of the project without anything that was built or installed."""
    folder.mkdir()
    for part in READ:
        copy: Callable[[Path, Path], object] = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        copy(ROOT / part, folder / part)
    return folder


def run(root: Path, *arguments: str, **environment: str) -> None:
    inside = {"PLAN_SITE_INSIDE_VENV": str(root / ".venv"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-X", "utf8", *arguments]
    outcome = subprocess.run(command, cwd=root, env=os.environ | inside | environment, capture_output=True, encoding="utf-8", check=False)
    if outcome.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{outcome.stdout[-1000:]}{outcome.stderr[-2000:]}")


def node(script: Path, *arguments: Path, given: str) -> str:
    program = shutil.which("node")
    if program is None:
        sys.exit("The benchmark of the search needs Node.js 18 or newer: install the package nodejs, then run this again.")
    command = [program, str(script), *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True).stdout


def install(folder: Path, packages: tuple[str, ...]) -> None:
    """Install a peer into a folder of its own, once. Raises ``Missing`` when that cannot be done."""
    stamp = folder / f"{packages[0].partition('=')[0]}.installed"
    if stamp.exists():
        return
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(folder), *packages]
    outcome = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if outcome.returncode:
        reason = next(iter(outcome.stderr.strip().splitlines()[-1:]), "no reason given")
        raise Missing(f"{', '.join(packages)} cannot be installed ({reason}). That needs the internet.")
    stamp.touch()


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise Missing("it runs in a browser, and no Chromium was found.")
    return found


if __name__ == "__main__":
    sys.exit(main())
