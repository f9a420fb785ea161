"""The whole draft of a plan: every file of data/ and docs/ that a received text gives, and what was understood."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from planbook.drafting import facts as plan_facts
from planbook.drafting import sources
from planbook.drafting.aligned import tabbed
from planbook.drafting.citation import citation
from planbook.drafting.editions_of import Language, editions, language_of, pages
from planbook.drafting.facts import Facts
from planbook.drafting.footnotes import noted
from planbook.drafting.heading_forms import HeadingForms, joined, recognised
from planbook.drafting.indicator_drafts import indicators
from planbook.drafting.outline import Marks, Outline, outline
from planbook.drafting.received_pictures import ReceivedPicture
from planbook.drafting.source_lines import Cleaned, clean
from planbook.drafting.units import units
from planbook.records.base import Record
from planbook.records.confirmations import SIGN
from planbook.records.lines import nearest
from planbook.records.model import Headings, Indicator, Plan, Source
from planbook.records.text_layer import PLAIN_HEADINGS as PLAIN
from planbook.records.yaml_file import parse
from planbook.records.yaml_writing import as_yaml

KEY_FIGURES = 8
UNBROKEN = 1_000_000
"""Width of a file whose lines are not broken."""
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Draft:
    """Path from the root of the project → text of the file, and what was found on the way."""

    files: dict[str, str]
    facts: Facts
    forms: HeadingForms
    cleaned: Cleaned
    outline: Outline
    indicators: tuple[Indicator, ...]
    pictures: dict[str, bytes]
    """The files of the pictures that stand in the text, by name."""

    @property
    def marks(self) -> int:
        """How many places a person must look at."""
        return sum(text.count(SIGN) for text in self.files.values())


def draft(text: str, received: str, digest: str, pictures: dict[str, ReceivedPicture] | None = None) -> Draft:
    """The draft of the plan in a received text, in which tabs part the cells of tables.

    ``received``: the name of the file that came in; ``digest``: its SHA-256; ``pictures``: those for which lines of the text stand.
    """
    text = joined(tabbed(text))
    forms = recognised(re.split("[\t\n]", text))
    cleaned = clean(text, forms)
    kept = (line.text for line in cleaned.kept if not line.cells)
    notice = (item.line.text for item in cleaned.dropped if item.reason == "before the title")
    known = plan_facts.facts(re.sub(r"\s+", " ", cleaned.title), kept, notice, (line.text for line in cleaned.kept if line.cells))
    lines = noted(cleaned.body, forms)
    cleaned = cleaned.rearranged(lines.lines)
    made = outline(cleaned.title, units(lines, forms), forms, known.years, pictures)
    found = tuple(indicators(made.boxes, made.heads, known.years))
    files = dict(_files(known, forms, cleaned, made, found, received, digest, language_of(text)))
    shown = {part.file: content for part in made.drawn() if part.file and (content := made.pictures[part.file].content)}
    return Draft(files, known, forms, cleaned, made, found, shown)


def _files(
    known: Facts, forms: HeadingForms, cleaned: Cleaned, made: Outline, found: tuple[Indicator, ...], received: str, digest: str,
    language: Language,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    source = "".join(f"{line.text}\n" for line in cleaned.kept)
    yield "data/source/plan.txt", source
    yield "data/source/dropped.txt", "".join(f"{item.line.number}\t{item.reason}\t{item.line.text.strip()}\n" for item in cleaned.dropped)
    yield _record(
        _plan(known, forms, made, found), {(key,): why for key, why in known.doubts.items()} | made.marks.get(("plan", "plan"), {})
    )
    for kind, records in (("chapters", made.chapters), ("boxes", made.boxes)):
        yield from (_record(record, made.marks.get((kind, record.id), {})) for record in records)
    yield from (_record(indicator, {("series",): "数值由表格拟成，口径、年份和单位请对照原表"}) for indicator in found)
    yield from (_record(record, marks) for record, marks in _sources(known, source, received, digest, language))
    yield from (_record(edition, {}) for edition in editions(language))
    yield from pages(known, language)
    yield "CITATION.cff", citation(known, language)


def _plan(known: Facts, forms: HeadingForms, made: Outline, found: tuple[Indicator, ...]) -> Plan:
    ends = known.years.end
    shown = [
        item.id for item in found if any(value.kind == "target" and value.value is not None and value.year >= ends for value in item.series)
    ]
    begun = known.issued.year if known.issued else known.years.start
    return Plan(
        id="plan", title=known.title, short_title=known.short_title, publisher=known.publisher, issued=known.issued,
        start=known.years.start, end=known.years.end, horizon=known.horizon, source="plan", tag=f"tag:example.org,{begun}:plan",
        key_figures=tuple(shown[:KEY_FIGURES]), headings=_headings(forms), parts=tuple(made.parts), front=tuple(made.front),
        closing=tuple(made.closing), title_breaks=(),
    )  # fmt: skip


def _headings(forms: HeadingForms) -> Headings | None:
    """How headings are numbered, where that is not as usual."""
    plain = {"part": PLAIN.part, "chapter": PLAIN.chapter, "section": PLAIN.section, "box": PLAIN.box}
    own = {"part": forms.part, "chapter": forms.chapter, "section": forms.section, "box": forms.boxes[0]}
    said = {level: (form or plain[level]).strip() for level, form in own.items()}
    return Headings.model_validate({**said, "below": forms.below}) if said != plain or forms.below else None


def _sources(known: Facts, text: str, received: str, digest: str, language: Language) -> Iterator[tuple[Source, Marks]]:
    own = sources.of_text(known, hashlib.sha256(text.encode()).hexdigest(), language)
    yield own, {("rights",): "权利状况", ("about",): "收到的文件从哪里来；由扫描识别而来的，加一行 scanned: true"}
    yield sources.of_file(known, f"source/received{Path(received).suffix.lower()}", digest, language), {}


def _record(record: Record, marks: Marks) -> tuple[str, str]:
    """Path and text of the file of a record, with its marks."""
    path = "data/plan.yml" if isinstance(record, Plan) else f"data/{record.folder}/{record.id}.yml"
    return path, marked(as_yaml(record, UNBROKEN), marks, path)


def marked(text: str, marks: Marks, name: str) -> str:
    """The text of a file with a line above each key that a mark is about, or above the nearest key around it."""
    if not marks:
        return text
    places = parse(text, name).places
    lines = text.split("\n")
    above: dict[int, list[str]] = {}
    for path, why in marks.items():
        above.setdefault(nearest(places, path), []).append(why)
    out = []
    for number, line in enumerate(lines, 1):
        indent = line[: len(line) - len(line.lstrip())]
        out += [f"{indent}{SIGN}{why}" for why in above.get(number, ())]
        out.append(line)
    return "\n".join(out)


def understood(made: Draft) -> list[tuple[str, str]]:
    """What was understood, as pairs of a subject and what was found."""
    plan, facts = made.outline, made.facts
    rows = sum(len(box.table.rows) for box in plan.boxes if box.table)
    drawn = len(list(plan.drawn()))
    paragraphs = sum(len(list(_paragraphs(chapter))) for chapter in plan.chapters)
    forms = "、".join(
        form.strip() for form in (made.forms.part, made.forms.chapter, made.forms.section, *made.forms.below, *made.forms.boxes) if form
    )
    return [
        ("全称", facts.title), ("发布机关", facts.publisher), ("规划期", f"{facts.years.start}—{facts.years.end}"),
        ("远景目标年", str(facts.horizon or "没有写")), ("印发日期", str(facts.issued or "没有找到")), ("标题的写法", forms),
        ("篇、章、节", f"{len(plan.parts)}、{len(plan.chapters)}、{sum(len(chapter.sections) for chapter in plan.chapters)}"),
        ("段落", str(paragraphs)), ("专栏和表", f"{len(plan.boxes)}，其中表 {sum(1 for box in plan.boxes if box.table)} 张，{rows} 行"),
        *([("图", f"{drawn}，其中有文件的 {len(made.pictures)}")] if drawn else []),
        ("专栏的条目", str(sum(len(list(box.nodes())) for box in plan.boxes))), ("指标", str(len(made.indicators))),
        ("去掉的行", f"{len(made.cleaned.dropped)}，列在 data/source/dropped.txt"), ("请人确认的地方", str(made.marks)),
    ]  # fmt: skip


def _paragraphs(chapter: object) -> Iterator[object]:
    from planbook.records.model import Chapter, Paragraph

    assert isinstance(chapter, Chapter)
    bodies = (chapter.intro, *(section.body for section in chapter.sections))
    return (part for body in bodies for part in body if isinstance(part, Paragraph))
