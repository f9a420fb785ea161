"""Lines put together again: headings, paragraphs that a page break tore, boxes with what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from planbook.drafting.footnotes import FIRST, Noted
from planbook.drafting.heading_forms import Found, HeadingForms
from planbook.drafting.heading_order import HeadingOrder
from planbook.drafting.received_pictures import PLACEHOLDER, caption_of
from planbook.drafting.source_lines import Line
from planbook.drafting.spelling import NOTE_MARK, tight
from planbook.text.subheadings import form_of

STOP = re.compile(rf"[。！？：；…!?:;]['\"”’）)】」』]?(?:{NOTE_MARK})*$|[.](?:{NOTE_MARK})*$")
"""How a line ends that nothing was torn from."""
MARK = re.compile(
    r"(?P<mark>[0-9０-９]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)\s*"
)
"""The printed number of an item."""
LABEL = re.compile(r"(?P<label>[^〔。；：:，,！？]{2,22}[：:])(?P<rest>.*)", re.DOTALL)
"""A few words and a colon: the name of a group of items, or of one."""
RUN_ON = re.compile(r"[^。；：:，,]{2,22}[：:]\s*1[.．]\s*\S")
NOTE = re.compile(r"(注|注释|说明|备注|資料來源|资料来源|数据来源|Note)[：:]|[①-⑳]|\[[0-9]{1,2}\]")
SHORT, SHORT_AT_FRONT = 16, 40
"""A line of fewer characters that ends without a stop was not torn: it is a signature, a date, a salutation; before a heading most are."""
GOES_ON = ("，", "、", "（", "“", "《")
"""How a line ends that is torn, however short it is."""
DASH = re.compile(r"(——|--|—)[^。]{2,30}。$")
"""A line that is nothing but the name of an aim: its explanation stands in the next line."""


@dataclass(frozen=True)
class Paragraph:
    """Running text, put together from its lines. ``doubt``: why a person should look at it."""

    words: str
    lines: tuple[int, ...]
    doubt: str = ""


@dataclass(frozen=True)
class BoxUnit:
    """A box: its heading (None where the text has none), its lines of words put together, its table, its notes."""

    heading: Found | None
    line: int
    words: tuple[Paragraph, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True)
class HeadingUnit:
    """The heading of a part, a chapter or a section."""

    found: Found
    line: int


@dataclass(frozen=True)
class FootnoteUnit:
    """A footnote: its mark, its words, and whether it was moved from the middle of a paragraph."""

    mark: str
    words: str
    moved: bool


@dataclass(frozen=True)
class PictureUnit:
    """A picture: the name in the line that stands for it, what is printed before its caption, the caption; each may lack, not all."""

    name: str
    printed: str
    caption: str


Unit = HeadingUnit | Paragraph | BoxUnit | FootnoteUnit | PictureUnit


def units(noted: Noted, forms: HeadingForms) -> list[Unit]:
    """The lines as headings, paragraphs, boxes, footnotes and pictures, in order."""
    builder = _Builder(forms)
    for line in noted.lines:
        if line.number in noted.notes:
            builder.footnote(line, line.number in noted.moved)
        else:
            builder.take(line)
    builder.close()
    return list(_boxes_without_heading(builder.units))


@dataclass
class _Builder:
    forms: HeadingForms
    units: list[Unit] = field(default_factory=list)
    _words: list[Line] = field(default_factory=list)
    """The lines of the paragraph that is being put together."""
    _box: _OpenBox | None = None
    _order: HeadingOrder = field(default_factory=HeadingOrder)

    def take(self, line: Line) -> None:
        """Take the next line."""
        first = line.text.partition("\t")[0]
        found = self.forms.find(first) if not any(line.cells[1:]) else None
        if found and self._order.takes(found, self._box is not None, self._box is None or not (self._box.words or self._box.rows)):
            self._head(found, line)
        elif len(line.cells) > 1:
            self._row(line)
        elif self._box and self._box.rows and NOTE.match(line.words):
            self._box.notes.append(line.words)
        elif self._box and self._box.takes(line.words):
            self._box.words.append(line)
        elif PLACEHOLDER.fullmatch(line.words) or caption_of(line.text):
            self._picture(line)
        else:
            self._end_box()
            self._text(line)

    def footnote(self, line: Line, moved: bool) -> None:
        """Take a footnote: what it stands behind has ended."""
        self.close()
        found = FIRST.match(line.words)
        assert found
        self.units.append(FootnoteUnit(found["mark"], found["text"], moved))

    def _picture(self, line: Line) -> None:
        """Take the line that stands for a picture, or a caption, which belongs to the picture right above it."""
        self.close()
        found, last = PLACEHOLDER.fullmatch(line.words), self.units[-1] if self.units else None
        if found:
            self.units.append(PictureUnit(found["name"], "", ""))
            return
        printed, caption = caption_of(line.text) or ("", "")
        if isinstance(last, PictureUnit) and not last.caption:
            self.units.pop()
        else:
            last = PictureUnit("", "", "")
        self.units.append(PictureUnit(last.name, tight(printed), tight(caption)))

    def close(self) -> None:
        """End whatever is open."""
        self._end_box()
        self._end_words()

    def _head(self, found: Found, line: Line) -> None:
        self.close()
        if found.level == "box":
            self._box = _OpenBox(found, line.number)
        else:
            self.units.append(HeadingUnit(found, line.number))

    def _row(self, line: Line) -> None:
        cells = line.cells
        if self._box and NOTE.match(cells[0]) and not any(cells[1:]):
            self._box.notes.append(cells[0])
            return
        if self._box is None or self._box.ended_table:
            self.close()
            self._box = _OpenBox(None, line.number)
        self._box.rows.append(cells)

    def _text(self, line: Line) -> None:
        short = SHORT if any(isinstance(unit, HeadingUnit) for unit in self.units) else SHORT_AT_FRONT
        if self._words and not self._is_title(line) and _continues(self._words, line.words, short):
            self._words.append(line)
            return
        self._end_words()
        self._words = [line]

    def _is_title(self, line: Line) -> bool:
        """Whether this line or the one before it is a heading below the sections, which goes on with nothing."""
        return any(form_of(words, self.forms.below) for words in (line.words, self._words[-1].words))

    def _end_words(self) -> None:
        if self._words:
            self.units.append(_paragraph(self._words))
            self._words = []

    def _end_box(self) -> None:
        if self._box:
            self._end_words()
            self.units.append(self._box.made())
            self._box = None


@dataclass
class _OpenBox:
    heading: Found | None
    line: int
    words: list[Line] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ended_table(self) -> bool:
        """Whether words stand behind the table: a further row is the first of another one."""
        return bool(self.rows) and bool(self.notes or self.words)

    def takes(self, words: str) -> bool:
        """Whether a line that is no row of a table stands in the box still, and not in the text behind it."""
        if self.rows:
            return False
        if not self.words:
            return self.heading is not None
        before = self.words[-1].words
        if not STOP.search(before):
            return True
        if MARK.match(words) or before.endswith(("；", ";")):
            return True
        labelled, now = any(_is_labelled(line.words) for line in self.words), _is_labelled(words)
        return (now and labelled) or (before.endswith(("：", ":")) and not _is_sentence_with_lead(words))

    def made(self) -> BoxUnit:
        """The box as far as it came."""
        notes = tuple(part for note in self.notes for part in split_notes(note))
        doubt = "" if self.rows or not self.words or _is_clear(self.words) else "专栏到哪里为止，原文没有标明"
        return BoxUnit(self.heading, self.line, tuple(_joined(self.words)), tuple(self.rows), notes, doubt)


def _is_clear(lines: list[Line]) -> bool:
    """Whether numbers or labels show where the box ends."""
    return any(MARK.match(line.words) or _is_labelled(line.words) for line in lines)


def _is_labelled(words: str) -> bool:
    found = LABEL.match(words)
    return bool(found) and not words.startswith(("一是", "其中"))


def _is_sentence_with_lead(words: str) -> bool:
    first, stop, rest = words.partition("。")
    return bool(stop) and len(first) <= 20 and bool(rest) and "，" not in first


def _continues(before: list[Line], words: str, short: int) -> bool:
    """Whether a line goes on with the paragraph before it: that ends in the middle of a sentence, or is only the name of an aim."""
    whole = before[-1].words
    if DASH.fullmatch("".join(line.words for line in before)) and not words.startswith(("—", "--")):
        return True
    return whole.endswith(GOES_ON) or (len(whole) >= short and not STOP.search(whole))


def _joined(lines: list[Line]) -> Iterator[Paragraph]:
    open_lines: list[Line] = []
    for line in lines:
        if (open_lines and STOP.search(open_lines[-1].words)) or (open_lines and MARK.match(line.words)):
            yield _paragraph(open_lines)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _paragraph(open_lines)


def _paragraph(lines: list[Line]) -> Paragraph:
    gap = " " if re.search(r"[A-Za-z,]$", lines[0].text) else ""
    return Paragraph(tight(gap.join(line.text for line in lines)), tuple(line.number for line in lines))


def split_notes(note: str) -> list[str]:
    """The notes of a table, one an item, as they are numbered: ① ② ③."""
    parts = re.split(r"(?=[②-⑳])", note)
    return [tight(part) for part in parts if part.strip()]


def _boxes_without_heading(found: Iterable[Unit]) -> Iterator[Unit]:
    """Paragraphs that are lists of items with a label each, one behind another: a box whose heading is lost."""
    waiting: list[Paragraph] = []
    for unit in found:
        if isinstance(unit, Paragraph) and RUN_ON.match(unit.words):
            waiting.append(unit)
            continue
        yield from _made_box(waiting)
        waiting = []
        yield unit
    yield from _made_box(waiting)


def _made_box(paragraphs: list[Paragraph]) -> Iterator[Unit]:
    if len(paragraphs) < 2:
        yield from paragraphs
    else:
        doubt = "标题在收到的文本里找不到，这里的是占位，请按印出的改写"
        yield replace(BoxUnit(None, paragraphs[0].lines[0]), words=tuple(paragraphs), doubt=doubt)
