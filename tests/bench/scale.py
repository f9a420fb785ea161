"""How the engine grows: the same plan once, twice, four and eight times as long, measured as ratios to once.

Every record of the plan is copied: chapters, boxes, paragraphs and all that points to them, under new numbers and ids. In each copy
every Han character that carries no number, no unit and no choice of script is exchanged for another, the same one everywhere in the
copy; so quotes still stand in their places, names are new names, every check holds, and the copies are as long and as linked as the
plan itself. The source is what the copied records say, put in order.

Time is processor time, of a build with all its processes and of a query; memory is the highest of any process. All sizes are built
in turn, twice, and the quicker build counts: a busy machine only ever adds. Queries waver by some tens of per cent. The exponent
is the slope of the doublings: 1 is linear, 2 is square.
Measured on 2026-11-22, eight times against once: processor time ×7.5, memory ×2.3, index ×7.2, query ×8.7, the mean page ×1.05, the
heaviest chapter ×1.17. What grows with the plan is what lists all of it: the heaviest page ×6.7.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import math
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from planbook.downloads.font_files import packages
from planbook.downloads.share_fonts import FULL, cut
from planbook.editions.reading import reading
from planbook.editions.share_font import characters, family, font_path
from planbook.editions.variants import FORMS
from planbook.records.base import Quoted
from planbook.records.layout import READ
from planbook.records.load import load
from planbook.records.messages import say
from planbook.records.model import (
    Box,
    Chapter,
    Edition,
    Footnote,
    Model,
    Paragraph,
    Picture,
    Plan,
    Record,
    Records,
    Redirect,
    References,
    Snapshot,
    Source,
    Term,
    Text,
)
from planbook.records.walk import references, shapes
from planbook.text.blocks import blocks, sequence
from planbook.text.links import names_of
from support.places import ROOT, TESTS
from support.projects import copied, miniature, without_pictures

TIMES = (1, 2, 4, 8)
ROUNDS = 2
LIMIT = 1.15
KEPT = (Plan, Source, Edition, Redirect, Snapshot)
"""What is there once, however long the plan is."""
ORDERS = 100
"""More than any shelf has records that are put in order."""
FIXED = set("零一二三四五六七八九十百千万亿两〇年月日第章节专栏预期性约束存疑")
HAN = re.compile(r"[\u4e00-\u9fff]")
OUTSIDE = ("front-", "closing-")
QUERIES = 120
WAVERING = ("query, ms",)
"""Judged by the whole way only: too short to be measured well on a machine that does other things too."""


def main() -> int:
    """Build every size, print a table and the exponents; 1 when something grows faster than the plan, unless the run is short."""
    parser = argparse.ArgumentParser(prog="bench scale")
    parser.add_argument("--short", action="store_true")
    short = parser.parse_args().short
    times = TIMES[:2] if short else TIMES
    measured: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        once = Path(folder, "once")
        without_pictures(miniature(once)) if short else copied(ROOT, once)
        roots = {factor: Path(folder, f"times-{factor}") for factor in times}
        for factor, root in roots.items():
            write(root, factor, once)
        rounds = [[build(root) for root in roots.values()] for _ in range(1 if short else ROUNDS)]
        for (factor, root), builds in zip(roots.items(), zip(*rounds, strict=True), strict=True):
            spent, peak = (min(column) for column in zip(*builds, strict=True))
            figures = {"processor time, s": spent, "peak memory, MB": peak, **weigh(root / "site"), "query, ms": latency(root / "site")}
            for name, figure in figures.items():
                measured.setdefault(name, []).append(figure)
            print(f"×{factor}: " + ", ".join(f"{name} {figure:,.2f}" for name, figure in figures.items()), flush=True)
    return 0 if report(times, measured) or short else 1


def report(times: tuple[int, ...], measured: dict[str, list[float]]) -> bool:
    """Print the ratios to the first size and the exponents between the sizes; whether all of them are as small as they must be."""
    steep = []
    print(f"\n{'':24}" + "".join(f"{f'×{factor}':>9}" for factor in times) + "   " + say("exponents"))
    for name, figures in measured.items():
        pairs = list(zip(zip(times, figures, strict=True), zip(times[1:], figures[1:], strict=False), strict=False))
        slopes = [slope(*one, *other) for one, other in pairs]
        whole = slope(times[0], figures[0], times[-1], figures[-1]) if pairs else 0.0
        print(f"{name:24}" + "".join(f"{figure / figures[0]:9.2f}" for figure in figures), end="   ")
        print(" ".join(f"{exponent:5.2f}" for exponent in slopes), "", say("whole %(exponent)5.2f", exponent=whole))
        if max([whole] if name in WAVERING else [*slopes, whole], default=0) > LIMIT:
            steep.append(name)
    verdict = "FAIL: " + ", ".join(steep) if steep else "PASS"
    print("\n" + say("No exponent may be above %(limit)s: %(verdict)s", limit=LIMIT, verdict=verdict))
    return not steep


def slope(size: float, figure: float, larger: float, other: float) -> float:
    """The exponent of the growth from one size to a larger one."""
    return math.log(other / figure) / math.log(larger / size)


# --- a longer plan ------------------------------------------------------------------------------------------------------


class Copy:
    """How the words, numbers and ids of one copy differ from the plan's own. Copy 0 is the plan."""

    def __init__(self, number: int, alphabet: dict[str, str], steps: dict[str, int], once: set[tuple[str, str]]) -> None:
        self.number, self._words, self._steps, self._once = number, str.maketrans(alphabet), steps, once

    def words(self, text: str) -> str:
        return text.translate(self._words)

    def counted(self, kind: str, number: int) -> int:
        """The number of a chapter or a box."""
        return number + self.number * self._steps[kind]

    def id(self, kind: str, id: str) -> str:
        if kind in self._steps:
            return f"{self.counted(kind, int(id)):02d}"
        return f"{id}-x{self.number}" if self.number and kind != Source.folder and (kind, id) not in self._once else id

    def block(self, id: str) -> str:
        if id.startswith(OUTSIDE):
            return id
        kind, rest = ("boxes", id.removeprefix("box-")) if id.startswith("box-") else ("chapters", id)
        number, dash, place = rest.partition("-")
        return ("box-" if kind == "boxes" else "") + self.id(kind, number) + dash + place


def write(root: Path, factor: int, once: Path) -> None:
    """A project in ``root`` whose plan is ``factor`` times as long as that of the project ``once``.

    Editions that are translated are left out: nobody translates what the copies say.
    """
    root.mkdir()
    for part in set(READ) - {"data"}:
        (shutil.copytree if (once / part).is_dir() else shutil.copyfile)(once / part, root / part)  # type: ignore[operator]
    records = load(once / "data").records
    translated = [edition.id for edition in records.editions.values() if edition.kind == "translated"]
    shutil.copytree(
        once / "data" / "editions", root / "data" / "editions", ignore=shutil.ignore_patterns(*(f"{id}.*" for id in translated))
    )
    if (once / "data" / "pictures").is_dir():
        shutil.copytree(once / "data" / "pictures", root / "data" / "pictures")
    for id in translated:
        del records.editions[id]
        for page in (root / "docs").rglob(f"*.{id}.md"):
            page.unlink()
    steps = {kind: len(getattr(records, kind)) for kind in ("chapters", "boxes")}
    fixed = set(stays(records))
    used = sorted(set(HAN.findall(json.dumps(list(map(str, records.everything())), ensure_ascii=False))) - FIXED)
    known = exchanged(used)
    widen_fonts(root, records, known, once)
    for number, alphabet in enumerate(alphabets(factor, used, known)):
        copy = Copy(number, alphabet, steps, fixed)
        for record in records.everything():
            if number == 0 or (record.folder, record.id) not in fixed:
                put(root, record, copy)
    words = "\n".join(block.printed for block in sequence(load(root / "data").records))
    source = records.sources[records.plan.source]
    (root / "data" / "source").mkdir()
    (root / "data" / str(source.file)).write_text(words, encoding="utf-8", newline="\n")
    path = root / "data" / "sources" / f"{source.id}.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(str(source.sha256), hashlib.sha256(words.encode()).hexdigest()), encoding="utf-8"
    )
    run(root, "ledger")
    for ledger in (root / "data" / "editions").glob("*.ledger.txt"):
        ledger.write_text(re.sub("^[?？]", "", ledger.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")


def exchanged(used: list[str]) -> list[str]:
    """What may stand for the ``used`` characters: simplified ones, as many, of which none could be converted in several ways."""
    common = (bytes(pair).decode("gb2312") for pair in itertools.product(range(0xB0, 0xD7), range(0xA1, 0xFA)))
    fitting = [c for c in (*used, *common) if c not in FORMS and c not in FIXED and c.encode("gb2312", "ignore")]
    return list(dict.fromkeys(fitting))[: len(used)]


def alphabets(factor: int, used: list[str], known: list[str]) -> Iterable[dict[str, str]]:
    """For each copy, which Han character stands for which."""
    yield {}
    for number in range(1, factor):
        yield dict(zip(used, random.Random(number).sample(known, len(used)), strict=True))


def widen_fonts(root: Path, records: Records, further: list[str], once: Path) -> None:
    """Cut the fonts of the share pictures anew, with characters that the plan itself does not have."""
    full = packages()
    for edition in records.editions.values():
        path = font_path(root / "macros", edition.language)
        shown = reading(edition, records, blocks(records), once / "data")
        wanted = set(characters(path.read_bytes())) | set(further) | set(shown.convert("".join(further)))
        cut(full / FULL[edition.language], wanted, family(edition.language), path)


def stays(records: Records) -> Iterator[tuple[str, str]]:
    """What is there once: kinds that do not grow, names without a character to exchange, what belongs to words outside the chapters."""
    text = "".join(block.text + "".join((block.cells or {}).values()) for block in blocks(records).values() if block.chapter)
    for record in records.everything():
        outside = any(kind == "blocks" and id.startswith(OUTSIDE) for _, kind, id in references(record))
        names = names_of(record) if isinstance(record, Term) else ()
        if isinstance(record, KEPT) or outside or any(not set(HAN.findall(name)) - FIXED or name not in text for name in names):
            yield record.folder, record.id


def put(root: Path, record: Record, copy: Copy) -> None:
    """Write one record of a copy. JSON is YAML too."""
    path = root / "data" / record.folder / f"{record.id if isinstance(record, KEPT) else copy.id(record.folder, record.id)}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(mapping(record, copy), ensure_ascii=False), encoding="utf-8")


def mapping(model: Model, copy: Copy) -> dict[str, Any]:
    """The keys of a model as they stand in a copy."""
    own = {"id", "tiles"} if isinstance(model, Record) else set()  # a copy has no room of its own on the map
    keys = [name for name in type(model).model_fields if name in model.model_fields_set and name not in own]
    return {name: value(getattr(model, name), shapes(type(model))[name], name, model, copy) for name in keys}


def value(found: Any, shape: Any, name: str, owner: Model, copy: Copy) -> Any:
    """A value as it stands in a copy: words exchanged, references and numbers led on, the rest as it is."""
    if isinstance(found, Model):
        return mapping(found, copy)
    if isinstance(found, tuple | dict):
        inner = shape[0] if isinstance(shape, list) else None
        if isinstance(found, dict):
            return {key: value(item, inner, "", owner, copy) for key, item in found.items()}
        return [value(item, inner, "", owner, copy) for item in found]
    if found is None or isinstance(found, bool):
        return found
    if isinstance(shape, References):
        return copy.block(found) if shape.kind == "blocks" else copy.id(shape.kind, found)
    if isinstance(owner, Paragraph | Footnote | Picture) and name == "id":
        return copy.block(found)
    if isinstance(owner, Chapter | Box) and name == "number":
        return str(copy.counted(owner.folder, found))
    if name == "order" and not isinstance(owner, KEPT):
        return str(found + copy.number * ORDERS)
    return copy.words(found) if shape in (Text, Quoted) or name == "received" else str(found)


# --- measuring ------------------------------------------------------------------------------------------------------------


def run(root: Path, verb: str) -> resource.struct_rusage:
    """Run one verb; returns what it used together with its own processes, and nothing of what ran before."""
    inside = {"PLAN_SITE_INSIDE_VENV": str(root / ".venv"), "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""}
    command = [sys.executable, "-X", "utf8", "scripts/run.py", verb]
    with subprocess.Popen(
        command, cwd=root, env=os.environ | inside, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(say("run.py %(verb)s failed:\n%(said)s", verb=verb, said=said[-4000:]))
    return used


def build(root: Path) -> tuple[float, float]:
    """Seconds of processor time of all processes of a build, and the megabytes of the largest."""
    used = run(root, "build")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def weigh(site: Path) -> dict[str, float]:
    """Kilobytes, packed, of the first edition: the mean page, the heaviest chapter, the index."""
    others = tuple(path.stem for path in (site.parent / "data" / "editions").glob("*.yml"))
    pages = [path for path in site.rglob("index.html") if path.relative_to(site).parts[0] not in others]
    weights = {path: packed(path) for path in pages}
    return {
        "pages": len(pages),
        "mean page, kB": statistics.mean(weights.values()),
        "heaviest chapter, kB": max(weight for path, weight in weights.items() if path.parent.parent == site / "plan"),
        "heaviest page, kB": max(weights.values()),
        "index, kB": sum(packed(path) for path in (site / "search").glob("*.js")),
    }


def packed(path: Path) -> float:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0)) / 1000


def latency(site: Path) -> float:
    """Milliseconds of processor time for one query, over the labelled queries, when Node has warmed to them."""
    groups = yaml.safe_load((TESTS / "plan" / "search" / "queries.yml").read_text(encoding="utf-8"))
    asked = [query["ask"] for group in groups.values() for query in group][:QUERIES]
    node = shutil.which("node")
    if node is None:
        sys.exit(say("The benchmark needs Node.js 18 or newer: install the package nodejs, then run this again."))
    command = [node, "-e", ASK, str(site), json.dumps(asked)]
    return float(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)


ASK = """
const fs = require("node:fs"), path = require("node:path"), vm = require("node:vm");
const [site, asked] = process.argv.slice(1), queries = JSON.parse(asked), turns = 5;
for (const file of ["assets/search/matching.js", "assets/search/engine.js", "search/items.js", "search/text.js", "search/pinyin.js"])
  vm.runInThisContext(fs.readFileSync(path.join(site, file), "utf8"));
const round = () => queries.forEach((query) => PlanSearch.search(query));
PlanSearch.ready().then(() => {
  round();
  const before = process.cpuUsage();
  for (let turn = 0; turn < turns; turn++) round();
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000 / turns / queries.length);
});
"""


if __name__ == "__main__":
    sys.exit(main())
