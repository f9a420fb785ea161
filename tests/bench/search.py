"""How well the search finds what was meant, beside Material's own search with jieba and beside Pagefind, on the same pages.

The labelled set of the tests is asked in both scripts, on both Chinese editions. Ours must name the very record or paragraph; a peer
is right as soon as it names the page that holds it. Material searches a stock site of the same pages (see ``bench/stock.py``), for
our theme has none of its scripts. The peers are fetched once, into ``.venv/peers``; one that cannot be had is left out, and said to
be. Milliseconds are medians on a machine that does other things too: read them as ratios.

In short, every twentieth query is asked on the first edition of the site in a given folder, Material gets the pages that hold the
answers and some others, and nothing is fetched.
"""

from __future__ import annotations

import argparse
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import opencc
import yaml
from playwright.sync_api import sync_playwright

from bench import stock
from planbook.publish.serve import in_background, open_server
from planbook.publish.testing import BROWSERS
from planbook.records.messages import say
from support.places import ROOT, TESTS
from support.projects import copied

EDITIONS = {"zh-hans": "zh", "zh-hant": "zh-Hant"}
"""The editions that are asked, and what Material calls their language."""
PREFIXES = {"zh-hans": "", "zh-hant": "zh-hant/"}
LITERAL = ("literal", "number", "year", "latin", "alias", "sentence", "facet")
FIRST = next(iter(EDITIONS))
PEERS = ROOT / ".venv" / "peers"
JIEBA, PAGEFIND = ("jieba==0.42.1",), ("pagefind[extended]==1.5.2",)
SIMPLIFIED, TRADITIONAL = (opencc.OpenCC(name).convert for name in ("t2s", "s2tw"))
SCRIPTS = dict(zip(EDITIONS, (SIMPLIFIED, TRADITIONAL), strict=True))
ANSWERS_SEEN = 10
LARGER = 10
EVERY, FURTHER = 20, 25
"""In short: which queries are asked, and how many pages Material gets beside those that hold the answers."""

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
    """Ask every engine about one site, print a table."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--project", type=Path, help="a project whose site is built; without it one is built from a fresh copy")
    options = parser.parse_args()
    queries = labelled()[:: EVERY if options.short else 1]
    with tempfile.TemporaryDirectory() as folder:
        root = options.project or copied(ROOT, Path(folder, "project"))
        if not options.project:
            run(root, "scripts/run.py", "build")
        bench = Bench(root, Path(folder), options.short)
        asked = [*EDITIONS][: 1 if options.short else None]
        results: dict[str, list[tuple[Query, Found]]] = {}
        for name, ask in (("ours", ours), ("Material + jieba", material), ("Pagefind", pagefind)):
            try:
                results[name] = [
                    ({**query, "own": SCRIPTS[edition](query["ask"]) == query["ask"]}, found)
                    for edition in asked
                    for query, found in zip(queries, ask(bench, edition, queries), strict=True)
                ]
            except Missing as error:
                print(say("%(name)s is left out: %(reason)s", name=name, reason=error))
        larger = latency(root / "site", queries)
    report(results, larger, len({query["label"] for query in queries}), len(asked))
    return 0


@dataclass(frozen=True)
class Bench:
    """The project whose site is asked, a folder to be thrown away, and whether it is to be short."""

    root: Path
    folder: Path
    short: bool


class Missing(Exception):
    """A peer cannot be had here."""


# --- the questions ------------------------------------------------------------------------------------------------------


def labelled() -> list[Query]:
    """The labelled queries in either script."""
    groups = yaml.safe_load((TESTS / "plan" / "search" / "queries.yml").read_text(encoding="utf-8"))
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


def ours(bench: Bench, edition: str, queries: list[Query]) -> list[Found]:
    """The shipped engine in Node, five times each."""
    found = ask_ours(at(bench.root / "site", edition), queries, repeat=5)["results"]
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


def material(bench: Bench, edition: str, queries: list[Query]) -> list[Found]:
    """The same pages built with Material's search plugin and jieba; its own worker in Node."""
    try:
        install(JIEBA, bench.short)
    except Missing:
        if not bench.short:
            raise
    asked, plain = read(bench.root, edition), bench.folder / f"material-{edition}"
    chosen = stock.pages(bench.root, PREFIXES[edition])
    if bench.short:
        wanted = {page for query in queries for page in holding(asked, query)}
        chosen = [page for place, page in enumerate(chosen) if page in wanted or place < FURTHER]
    stock.write(bench.root, plain, chosen, PREFIXES[edition], EDITIONS[edition])
    run(plain, "-m", "mkdocs", "build", "--quiet", PYTHONPATH=str(PEERS))
    [worker] = (plain / "site" / "assets" / "javascripts" / "workers").glob("search.*.js")
    index = plain / "site" / "search" / "search_index.json"
    answers = json.loads(node(TESTS / "bench" / "material_worker.js", worker, index, given=json.dumps([query["ask"] for query in queries])))
    return judge(asked, queries, answers)


def pagefind(bench: Bench, edition: str, queries: list[Query]) -> list[Found]:
    """The same pages indexed by Pagefind; its own script in Chromium, timed until the first five results can be shown."""
    install(PAGEFIND, bench.short)
    copy = bench.folder / f"pagefind-{edition}"
    others = [path.stem for path in (bench.root / "data" / "editions").glob("*.yml") if path.stem != edition]
    shutil.copytree(at(bench.root / "site", edition), copy, ignore=shutil.ignore_patterns(*others, "search", "404.html"))
    run(copy, "-m", "pagefind", "--site", str(copy), "--root-selector", "article", PYTHONPATH=str(PEERS))
    server = open_server(copy)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(bypass_csp=True)
        page.goto(in_background(server))
        page.evaluate("async () => { globalThis.pagefind = await import('/pagefind/pagefind.js'); await pagefind.init(); }")
        answers = [page.evaluate(ASK_PAGEFIND, [query["ask"], ANSWERS_SEEN]) for query in queries]
        browser.close()
    server.shutdown()
    server.server_close()
    return judge(read(bench.root, edition), queries, answers)


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
    pages = {page: plain(stock.article(folder / page / "index.html").text_content()) for page in stock.pages(root, PREFIXES[edition])}
    return Edition(folder, ask_ours(folder, [])["addresses"], pages)


def holding(edition: Edition, query: Query) -> set[str]:
    """The pages that hold a record that was meant."""
    keys = [key for label in query.get("find", ()) for key in fnmatch.filter(edition.addresses, label)]
    return {edition.addresses[key].partition("#")[0] for key in keys}


def judge(edition: Edition, queries: list[Query], answers: list[Any]) -> list[Found]:
    """A page is right when it holds a record that was meant, and false when it holds none of the words."""
    found = []
    for query, answer in zip(queries, answers, strict=True):
        right, pages = holding(edition, query), answer["pages"][:ANSWERS_SEEN]
        false = sum(not any(word in edition.pages.get(page, "") for word in words(query)) for page in pages)
        found.append(Found([page in right for page in pages], false, answer["milliseconds"]))
    return found


def report(results: dict[str, list[tuple[Query, Found]]], larger: dict[int, float], count: int, editions: int) -> None:
    """Print what each engine reaches, and how ours stands to each peer."""
    rows = {name: figures(pairs) for name, pairs in results.items()}
    both = len(results["ours"]) // editions
    counts = {"count": count, "both": both, "editions": editions}
    print("\n" + say("%(count)d labelled queries, %(both)d with both scripts, asked on %(editions)d editions.", **counts) + "\n")
    print(f"{'':16}" + "".join(f"{column:>15}" for column in rows["ours"]))
    for name, row in rows.items():
        print(f"{name:16}" + "".join(f"{value:15.3f}" for value in row.values()))
    print("\n" + say("Literal: both scripts on either edition; own script: the one the edition is written in."), end=" ")
    print(say("Nonsense: the share that finds nothing."))
    print(say("False hits: among the first ten of a literal query, how many hold none of its words. Milliseconds: the median.") + "\n")
    for name, row in rows.items():
        ratios = [f"{column} ×{rows['ours'][column] / value:.2f}" for column, value in row.items() if value and column != "false hits"]
        if name != "ours":
            print(say("Ours to %(name)s: %(ratios)s.", name=name, ratios=", ".join(ratios)))
    grown = {"times": LARGER, "milliseconds": larger[LARGER], "ratio": larger[LARGER] / larger[1]}
    print(say("Ours with %(times)d times the running text: %(milliseconds).2f ms, ×%(ratio).1f.", **grown))


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


def run(root: Path, *arguments: str, **environment: str) -> None:
    inside = {"PLAN_SITE_INSIDE_VENV": str(root / ".venv"), "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""}
    command = [sys.executable, "-X", "utf8", *arguments]
    outcome = subprocess.run(command, cwd=root, env=os.environ | inside | environment, capture_output=True, encoding="utf-8", check=False)
    if outcome.returncode:
        said = outcome.stdout[-1000:] + outcome.stderr[-2000:]
        raise RuntimeError(say("run.py %(verb)s failed:\n%(said)s", verb=" ".join(arguments), said=said))


def node(script: Path, *arguments: Path, given: str) -> str:
    program = shutil.which("node")
    if program is None:
        sys.exit(say("The benchmark needs Node.js 18 or newer: install the package nodejs, then run this again."))
    command = [program, str(script), *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True).stdout


def install(packages: tuple[str, ...], short: bool) -> None:
    """Fetch a peer into a folder of its own, once. Raises ``Missing`` when that cannot be done, or is not wanted."""
    stamp = PEERS / f"{packages[0].partition('=')[0]}.installed"
    if stamp.exists():
        return
    if short:
        raise Missing(say("it is not here, and a short run fetches nothing."))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(PEERS), *packages]
    outcome = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if outcome.returncode:
        reason = next(iter(outcome.stderr.strip().splitlines()[-1:]), say("no reason given"))
        raise Missing(
            say("%(packages)s cannot be fetched (%(reason)s). That needs the internet.", packages=", ".join(packages), reason=reason)
        )
    stamp.touch()


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise Missing(say("it runs in a browser, and no Chromium was found."))
    return found


if __name__ == "__main__":
    sys.exit(main())
