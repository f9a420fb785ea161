"""From units to records of the text: the plan with its parts, the chapters with their sections, the boxes in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat

from planbook.drafting import tables
from planbook.drafting.box_items import nodes
from planbook.drafting.footnotes import Ties
from planbook.drafting.heading_forms import Found, HeadingForms
from planbook.drafting.received_pictures import PLACEHOLDER, ReceivedPicture
from planbook.drafting.spelling import NOTE_MARK
from planbook.drafting.tables import Years
from planbook.drafting.units import BoxUnit, FootnoteUnit, HeadingUnit, Paragraph, PictureUnit, Unit
from planbook.records import model
from planbook.records.base import KeyPath
from planbook.records.numerals import numbered
from planbook.records.text_layer import PLAIN_HEADINGS as PLAIN
from planbook.text.subheadings import form_of

LEAD = re.compile(r"(?P<lead>(?:——|--)?[^。：，,！？；]{2,24}。|(?:——|--)[^。]{2,40}。)(?P<text>[^。].*)", re.DOTALL)
"""A paragraph that begins with its subject: “深化科技体制改革。”."""
CLOSING = re.compile(r"(抄送|抄報|抄报|主题词|印发|附件)[：:]?")
FOUND = "脚注由程序认出，请看说明的是不是这一处"
MOVED = "脚注印在页脚，收到的文本里夹在一段中间，移到了这一段之后；请看说明的是不是这一处"
UNDESCRIBED = "看图，把图上有什么写进 description；图题是不是这一幅的"
DESCRIBED = "description 是收到的文件里附的，看图，改对；图题是不是这一幅的"
BOXED = "专栏里有一幅图，专栏里还放不下图，只留下占位的那一行；图在收到的文件里"
NO_FILE = "原文这里有一幅图，收到的文件里没有或读不出：找到了，放进 data/pictures/ 并写 file；看图，写 description"
Marks = dict[KeyPath, str]
"""Key of a record → why a person should look at it."""


@dataclass
class Outline:
    """The records of the text, and the marks of each by its kind and id."""

    title: str
    headings: HeadingForms
    front: list[model.SectionPart] = field(default_factory=list)
    closing: list[model.SectionPart] = field(default_factory=list)
    parts: list[model.Part] = field(default_factory=list)
    chapters: list[model.Chapter] = field(default_factory=list)
    boxes: list[model.Box] = field(default_factory=list)
    heads: dict[str, dict[str, str]] = field(default_factory=dict)
    """Box → column of its table → the words of the head above it."""
    marks: dict[tuple[str, str], Marks] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    """Words of a footnote → why a person should look at it."""
    pictures: dict[str, ReceivedPicture] = field(default_factory=dict)
    """The pictures of the received file, by the names in the lines that stand for them."""

    def drawn(self) -> Iterator[model.Picture]:
        """The pictures that stand in the text."""
        bodies = [self.front, *(part.intro for part in self.parts), self.closing]
        bodies += [body for chapter in self.chapters for body in (chapter.intro, *(section.body for section in chapter.sections))]
        return (part for body in bodies for part in body if isinstance(part, model.Picture))


def outline(
    title: str, found: Iterable[Unit], forms: HeadingForms, years: Years, pictures: dict[str, ReceivedPicture] | None = None
) -> Outline:  # fmt: skip
    """The records that the units make."""
    return _Outliner(Outline(title, forms, pictures=pictures or {}), years).run(list(found))


@dataclass
class _Chapter:
    id: str
    found: Found
    intro: list[model.SectionPart] = field(default_factory=list)
    sections: list[tuple[Found, list[model.SectionPart]]] = field(default_factory=list)
    marks: Marks = field(default_factory=dict)

    def add(self, found: Found) -> None:
        """Begin a section. One whose number is taken, or that has none, gets the next; what is printed stays."""
        numbers = {other.number for other, _ in self.sections}
        free = next(number for number in count(max((n or 0 for n in numbers), default=0) + 1) if number not in numbers)
        if found.number in numbers and not found.weak:
            self.marks["sections", len(self.sections), "number"] = f"这一节印的号“{found.printed}”与前面的重复，编号由程序另拟"
        self.sections.append((found if found.number and found.number not in numbers else found._replace(number=free), []))

    def made(self, forms: HeadingForms) -> model.Chapter:
        """The record. What is printed before a heading is kept only where it is not what plan.yml says."""
        number = int(self.id)
        sections = tuple(
            model.Section(
                number=found.number or 0, title=found.title, body=tuple(body),
                printed=_unlike(found.printed, forms.section or PLAIN.section, found.number or 0, number),
            )
            for found, body in self.sections
        )  # fmt: skip
        return model.Chapter(
            id=self.id, number=number, printed=_unlike(self.found.printed, forms.chapter or PLAIN.chapter, number), title=self.found.title,
            intro=tuple(self.intro), sections=sections,
        )  # fmt: skip


@dataclass
class _Part:
    found: Found
    intro: list[model.SectionPart] = field(default_factory=list)
    first: str = ""


class _Outliner:
    def __init__(self, made: Outline, years: Years) -> None:
        self.made, self.years = made, years
        self.chapter: _Chapter | None = None
        self.parts: list[_Part] = []
        self.chapters: list[_Chapter] = []
        self.part_open = False
        self.may_close = self.closed = False

    def run(self, found: list[Unit]) -> Outline:
        """Take all units in their order."""
        last = max((place for place, unit in enumerate(found) if isinstance(unit, HeadingUnit)), default=-1)
        for place, unit in enumerate(found):
            self.may_close = place > last
            if isinstance(unit, HeadingUnit):
                self._heading(unit.found)
            elif isinstance(unit, BoxUnit):
                self._box(unit)
            elif isinstance(unit, FootnoteUnit):
                self._footnote(unit)
            elif isinstance(unit, PictureUnit):
                self._picture(unit)
            else:
                self._paragraph(unit)
        self._end_part()
        self._join()
        self._number_boxes()
        self._finish()
        return self.made

    def _heading(self, found: Found) -> None:
        if found.level == "part":
            self._end_part()
            self.parts.append(_Part(found))
            self.chapter, self.part_open = None, True
        elif found.level == "chapter" or self.chapter is None:
            self._new_chapter(found)
        else:
            self.chapter.add(found)

    def _end_part(self) -> None:
        """A part that has no chapter is one itself: it stands beside the chapters, as an annex does."""
        if not self.part_open:
            return
        part = self.parts.pop()
        self.part_open = False
        self._new_chapter(part.found)
        assert self.chapter
        self.chapter.intro = _renamed(part.intro, f"{self.chapter.id}-0")
        self.chapter.marks["title",] = "这一篇下面没有章，写成了一章"

    def _new_chapter(self, found: Found) -> None:
        self.chapter = _Chapter(f"{len(self.chapters) + 1:02d}", found)
        self.chapters.append(self.chapter)
        if self.part_open:
            self.parts[-1].first, self.part_open = self.chapter.id, False

    def _place(self) -> tuple[list[model.SectionPart], str]:
        """Where words go now, and what their ids begin with."""
        if self.closed:
            return self.made.closing, "closing"
        if self.part_open:
            return self.parts[-1].intro, f"part-{len(self.parts):02d}"
        if self.chapter is None:
            return self.made.front, "front"
        if not self.chapter.sections:
            return self.chapter.intro, f"{self.chapter.id}-0"
        found, body = self.chapter.sections[-1]
        return body, f"{self.chapter.id}-{found.number}"

    def _paragraph(self, unit: Paragraph) -> None:
        self.closed = self.closed or (self.may_close and self.chapter is not None and bool(CLOSING.match(unit.words)))
        body, front = self._place()
        number = sum(isinstance(part, model.Paragraph) for part in body) + 1
        body.append(paragraph(f"{front}-{number}", unit))

    def _footnote(self, unit: FootnoteUnit) -> None:
        body, front = self._place()
        number = sum(isinstance(part, model.Footnote) for part in body) + 1
        body.append(model.Footnote(id=f"{front}-n{number}", mark=unit.mark, text=unit.words, to="front-0"))
        self.made.noted[unit.words] = MOVED if unit.moved else FOUND

    def _picture(self, unit: PictureUnit) -> None:
        body, front = self._place()
        number = sum(isinstance(part, model.Picture) for part in body) + 1
        shown = self.made.pictures.get(unit.name)
        body.append(
            model.Picture(
                id=f"{front}-p{number}", placeholder=f"〔图：{unit.name}〕" if unit.name else None, printed=unit.printed or None,
                caption=unit.caption or None, description=shown.alt or None if shown else None,
                file=unit.name if shown and shown.content else None,
            )
        )  # fmt: skip

    def _box(self, unit: BoxUnit) -> None:
        id = f"{len(self.made.boxes) + 1:02d}"
        marks: Marks = {}
        if unit.doubt:
            marks[("title",) if unit.heading is None else ("body",)] = unit.doubt
        if any(PLACEHOLDER.search(line.words) for line in unit.words):
            marks["body",] = BOXED
        title = unit.heading.title if unit.heading else "（原文没有标题）"
        drafted = tables.table(unit.rows, title, self.years) if unit.rows else None
        if drafted:
            self.made.heads[id] = drafted.heads
            marks["table",] = "表格由程序拟成：列的名称、合并的格子、通栏的小标题"
        box = model.Box(
            id=id, number=int(id), title=title, title_lost=unit.heading is None, unnumbered=unit.heading is None,
            printed=unit.heading.printed if unit.heading else None, body=nodes(unit.words), table=drafted.table if drafted else None,
            notes=unit.notes,
        )  # fmt: skip
        if unit.heading is None and not unit.doubt:
            marks["title",] = "这张表在收到的文本里没有标题，请拟一个"
        self.made.boxes.append(box)
        if marks:
            self.made.marks["boxes", id] = marks
        self._place()[0].append(model.BoxPlacement(box=id))

    def _join(self) -> None:
        """Put together what a page break seems to have torn behind a full stop: a paragraph without a subject where all others have one."""
        for chapter in self.chapters:
            for place, (found, body) in enumerate(chapter.sections):
                front = f"{chapter.id}-{found.number}"
                chapter.sections[place] = (
                    found,
                    _joined(body, front, chapter.marks, ("sections", place, "body"), self.made.headings.below),
                )
            if chapter.marks:
                self.made.marks["chapters", chapter.id] = chapter.marks

    def _number_boxes(self) -> None:
        """What is printed before a title is kept only where it is not what plan.yml says; a lost heading takes the number that lacks."""
        form = self.made.headings.boxes[0]
        usual = {box.number for box in self.made.boxes if box.printed and _unlike(box.printed, form, box.number) is None}
        for place, box in enumerate(self.made.boxes):
            if box.number in usual:
                self.made.boxes[place] = box.model_copy(update={"printed": None})
            elif box.title_lost and box.body and {box.number - 1, box.number + 1} <= usual | {0}:
                self.made.boxes[place] = box.model_copy(update={"unnumbered": False})

    def _finish(self) -> None:
        made = self.made
        made.parts = [
            model.Part(number=part.found.number or place, title=part.found.title, first=part.first, intro=tuple(part.intro))
            for place, part in enumerate(self.parts, 1)
            if part.first
        ]
        made.chapters += [chapter.made(made.headings) for chapter in self.chapters]
        _tie(made)


def _tie(made: Outline) -> None:
    """Tie every footnote to what bears its mark, and put a mark for people above it, and above every picture."""
    ties = Ties(made.boxes)

    def body(parts: Sequence[model.SectionPart], kind: str, id: str, *path: str | int) -> tuple[model.SectionPart, ...]:
        for place, part in enumerate(parts):
            if isinstance(part, model.Footnote | model.Picture):
                why = made.noted[part.text] if isinstance(part, model.Footnote) else _asked_of(part)
                made.marks.setdefault((kind, id), {})[*path, place] = why
        return tuple(ties.body(parts))

    made.front = list(body(made.front, "plan", "plan", "front"))
    parts = {part.first: place for place, part in enumerate(made.parts)}
    for at, chapter in enumerate(made.chapters):
        if (number := parts.get(chapter.id)) is not None:
            part = made.parts[number]
            ties.heading(f"part-{number + 1:02d}", part.title)
            made.parts[number] = part.model_copy(update={"intro": body(part.intro, "plan", "plan", "parts", number, "intro")})
        ties.heading(chapter.id, chapter.title)
        intro, sections = body(chapter.intro, "chapters", chapter.id, "intro"), []
        for place, section in enumerate(chapter.sections):
            ties.heading(f"{chapter.id}-{section.number}", section.title)
            said = body(section.body, "chapters", chapter.id, "sections", place, "body")
            sections.append(section.model_copy(update={"body": said}))
        made.chapters[at] = chapter.model_copy(update={"intro": intro, "sections": tuple(sections)})
    made.closing = list(body(made.closing, "plan", "plan", "closing"))


def _asked_of(picture: model.Picture) -> str:
    """What a person is asked to do for a picture."""
    if not picture.file:
        return NO_FILE
    return DESCRIBED if picture.description else UNDESCRIBED


def _joined(
    body: list[model.SectionPart], front: str, marks: Marks, path: KeyPath, titles: tuple[str, ...]
) -> list[model.SectionPart]:  # fmt: skip
    paragraphs = [part for part in body if isinstance(part, model.Paragraph) and not form_of(part.full, titles)]
    without = [part for part in paragraphs[1:] if not part.lead]
    if len(paragraphs) < 3 or not paragraphs[0].lead or len(without) > len(paragraphs) / 3:
        return body
    made: list[model.SectionPart] = []
    number = 0
    for part in body:
        last = made[-1] if made else None
        if not isinstance(part, model.Paragraph):
            made.append(part)
        elif isinstance(last, model.Paragraph) and not part.lead and not _stands_alone(last, part, titles):
            made[-1] = last.model_copy(update={"text": last.text + part.text})
            marks[*path, len(made) - 1] = f"从“{part.text[:8]}”起在收到的文本里另起一行，看来是换页断开的，已与上文连成一段"
        else:
            number += 1
            made.append(part.model_copy(update={"id": f"{front}-{number}"}))
    return made


def _stands_alone(last: model.Paragraph, part: model.Paragraph, titles: tuple[str, ...]) -> bool:
    """Whether a paragraph cannot go on with the one before it: it begins as no torn one does, or one of the two is a title."""
    return part.text.startswith(("“", "—")) or any(form_of(words, titles) for words in (last.full, part.full))


def _renamed(body: list[model.SectionPart], front: str) -> list[model.SectionPart]:
    """The same paragraphs, footnotes and pictures with the ids of another place."""
    forms = {model.Paragraph: "{}-{}", model.Footnote: "{}-n{}", model.Picture: "{}-p{}"}
    ids = {kind: map(form.format, repeat(front), count(1)) for kind, form in forms.items()}
    return [part.model_copy(update={"id": next(ids[type(part)])}) if type(part) in ids else part for part in body]


def _unlike(printed: str, form: str, number: int, chapter: int = 0) -> str | None:
    """What is printed before a heading, where that is not what its form gives."""
    return None if _without(printed) == _without(numbered(form, number, chapter)) else printed


def _without(text: str) -> str:
    return re.sub(r"\s+", "", text)


def paragraph(id: str, unit: Paragraph) -> model.Paragraph:
    """A paragraph with its lead, where it begins with one."""
    found = LEAD.fullmatch(unit.words)
    if found and not re.fullmatch(NOTE_MARK, found["text"]):
        return model.Paragraph(id=id, lead=found["lead"], text=found["text"])
    return model.Paragraph(id=id, lead=None, text=unit.words)
