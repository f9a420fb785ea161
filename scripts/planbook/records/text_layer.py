"""The text layer: the plan's own words, as received, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from planbook.records.base import (
    BlockRef,
    BoxRef,
    ChapterRef,
    Day,
    HeadingForm,
    Id,
    IndicatorRef,
    Model,
    PictureName,
    Quoted,
    Record,
    SourceRef,
    TagUri,
    Text,
    Truth,
    Whole,
    Year,
    rare,
)
from planbook.records.numerals import numbered


def together(lead: str | None, text: str | None) -> str:
    """A lead and what follows it: between words of letters with the blank that parts them."""
    gap = " " if lead and text and lead[-1] in ".:;" and text[0].isascii() else ""
    return f"{lead or ''}{gap}{text or ''}"


class Paragraph(Model):
    id: Id = Field(description="永久编号：章-节-段，如 04-2-3；引言为 04-0-1。编号一经公布不再改动")
    lead: Text | None = Field(None, description="段首提示语，含句号，如“深化科技体制改革。”")
    text: Text = Field(description="段落正文，照收到的原文录入；汉字与数字、字母之间不留空格")

    @property
    def full(self) -> str:
        """Lead phrase and text together, as the reader reads them."""
        return together(self.lead, self.text)


class BoxPlacement(Model):
    box: BoxRef = Field(description="专栏在正文中的位置，写专栏编号，如 '04'")


class Footnote(Model):
    id: Id = Field(
        description="永久编号：所在处-n序号，如 04-2-n1，按脚注所在的节、引言（04-0-n1）、篇（part-01-n1）、front、closing 各自数"
    )
    mark: Quoted = Field(description="印出的标记，如 ①、[1]，与正文里的一样")
    text: Text = Field(description="脚注的文字，不含标记")
    to: BlockRef = Field(description="说明的是哪一处：带这个标记的段落、专栏条目、表格行或标题的编号，如 04-2-3")


class Picture(Model):
    id: Id = Field(description="永久编号：所在处-p序号，如 04-2-p1，按图所在的节、引言（04-0-p1）、篇（part-01-p1）、front、closing 各自数")
    placeholder: Quoted | None = Field(None, description="收到的文本中代替图的一行，如 〔图：01.png〕；没有这一行就不写")
    printed: Quoted | None = Field(None, description="图题前印的字，如“图1”“图2-1”；没有就不写")
    caption: Text | None = Field(None, description="图题，照原文，不含前面的“图1”；没有图题就不写")
    description: Text | None = Field(
        None, description="图里画的是什么，给看不见图的人读；由看过图的人写，只说图上有的；发布一个版本以前要有"
    )
    file: PictureName | None = Field(None, description="data/pictures/ 里的文件，PNG 或 JPEG；没有图的不写，网页注明原文此处有图")


PARTS_BY_KEYS: tuple[tuple[str, type[Model], frozenset[str]], ...] = (
    ("box", BoxPlacement, frozenset({"box"})),
    ("picture", Picture, frozenset({"placeholder", "printed", "caption", "description", "file"})),
    ("footnote", Footnote, frozenset({"to", "mark"})),
)
"""The parts of a section that are no paragraphs, each with the keys that only it has."""


def _kind_of_part(value: object) -> str:
    """Which of the parts of a section a value is: what only one of them has tells."""
    for kind, model, keys in PARTS_BY_KEYS:
        if isinstance(value, model) or (isinstance(value, dict) and keys & value.keys()):
            return kind
    return "paragraph"


SectionPart = Annotated[
    Annotated[Paragraph, Tag("paragraph")]
    | Annotated[BoxPlacement, Tag("box")]
    | Annotated[Footnote, Tag("footnote")]
    | Annotated[Picture, Tag("picture")],
    Discriminator(_kind_of_part),
]


class Section(Model):
    number: Whole = Field(description="节号")
    printed: Quoted | None = rare(None, "标题前印的字，与 plan.yml 的 headings 不同时才写，如“１．１”；number 仍是节号，在本章内唯一")
    title: Text = Field(description="节标题，不含“第几节”")
    body: tuple[SectionPart, ...] = Field(description="按原文顺序排列的段落、专栏、脚注和图")

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the section, without the boxes between them."""
        return tuple(part for part in self.body if isinstance(part, Paragraph))


class Chapter(Record):
    folder: ClassVar[str] = "chapters"
    title_zh: ClassVar[str] = "章"
    number: Whole = Field(description="章号")
    printed: Quoted | None = rare(None, "标题前印的字，与 plan.yml 的 headings 不同，或每篇从头编号时才写，如“附件1”；number 仍是次序")
    title: Text = Field(description="章标题，不含“第几章”")
    intro: tuple[SectionPart, ...] = Field((), description="第一节之前的引言段落")
    sections: tuple[Section, ...] = Field(description="各节")


class Node(Model):
    id: Id = Field(description="在本专栏内的编号，如 '03' 或 2-1-04；页面锚点为 box-专栏号-编号")
    mark: Text | None = Field(None, description="原文的序号，如 '3.' 或 一、")
    lead: Text | None = Field(None, description="项目名称或小标题，含其后的标点")
    text: Text | None = Field(None, description="正文，含句末标点")
    items: tuple[Node, ...] = Field((), description="下一级条目")

    @property
    def full(self) -> str:
        """Lead phrase and text together, without the printed number and the items below."""
        return together(self.lead, self.text)

    def walk(self) -> Iterator[Node]:
        """The node and all nodes below it, in the order of the text."""
        yield self
        for item in self.items:
            yield from item.walk()


class HeadCell(Model):
    text: Text = Field(description="表头文字")
    rows: Whole = Field(1, description="占几行")
    columns: Whole = Field(1, description="占几列")


class Row(Model):
    id: Id = Field(description="行的编号，在本专栏内唯一，如 r04")
    heading: Text | None = Field(None, description="通栏小标题行的文字；写了它就不写其他各项")
    group: Text | None = Field(None, description="跨行的总名称，只写在该组第一行")
    group_rows: Whole = Field(1, description="总名称跨几行")
    name: Text | None = Field(None, description="行名称，照原文，含星号和单位")
    cells: dict[str, Text] = Field({}, description="列名: 照原文的内容；空着的格子不写")
    merged: tuple[str, ...] = Field((), description="与上一行合并的列")


class Table(Model):
    head: tuple[tuple[HeadCell, ...], ...] = Field(description="表头各行；有跨行总名称的表，名称占两列，没有的占一列")
    columns: tuple[Id, ...] = Field(description="数据列的名称，按原文顺序")
    rows: tuple[Row, ...] = Field(description="各行，按原文顺序")
    holds: Literal["indicators", "projects", "other"] = rare(
        "indicators", "各行是什么：indicators 指标，每行属于一个指标 · projects 项目 · other 其他"
    )


class Box(Record):
    folder: ClassVar[str] = "boxes"
    title_zh: ClassVar[str] = "专栏"
    number: Whole = Field(description="专栏号")
    printed: Quoted | None = rare(None, "标题前印的字，与 plan.yml 的 headings 不同时才写，如“专栏一”“表3”；number 仍是次序")
    unnumbered: Truth = rare(False, "标题前什么也没有印；number 只是次序")
    title: Text = Field(description="标题，不含“专栏几”")
    title_lost: Truth = Field(False, description="收到的文本缺标题，title 为编者所拟")
    body: tuple[Node, ...] = Field((), description="条目")
    table: Table | None = Field(None, description="表格")
    notes: tuple[Text, ...] = Field((), description="表注，每条一项")

    def nodes(self) -> Iterator[Node]:
        """All nodes of the box, in the order of the text."""
        for node in self.body:
            yield from node.walk()


class Headings(Model):
    part: HeadingForm = Field(
        "第{han}篇",
        description="篇的写法，{han} 代表汉字的号，{formal} 代表大写的汉字（壹、贰），{roman} 代表罗马数字，{number} 代表数字的号",
    )
    chapter: HeadingForm = Field("第{han}章", description="章的写法，如 第{number}章、{han}、")
    section: HeadingForm = Field("第{han}节", description="节的写法，如 （{han}）、{chapter}.{number}；{chapter} 代表章号")
    box: HeadingForm = Field("专栏{number}", description="专栏的写法，如 专栏{han}、表{number}")
    below: tuple[HeadingForm, ...] = rare((), "节下面小标题的写法，一层一个，如 {han}、 和 （{han}）；短而不带句末标点的一段才算")


class Part(Model):
    number: Whole = Field(description="篇号")
    title: Text = Field(description="篇标题，不含“第几篇”")
    first: ChapterRef = Field(description="这一篇的第一章")
    intro: tuple[SectionPart, ...] = Field((), description="篇标题和第一章之间的段落和专栏，段落的编号 part-01-1 起")


PLAIN_HEADINGS = Headings.model_validate({})


class Plan(Record):
    folder: ClassVar[str] = "."
    title_zh: ClassVar[str] = "规划"
    title: Text = Field(description="全称")
    title_breaks: tuple[Whole, ...] = Field((), description="首页上全称在第几个字后面换行，不写由浏览器决定")
    short_title: Text = Field(description="简称，用于页眉、引用")
    publisher: Text = Field(description="发布机关，几个机关之间写顿号或分号")
    issued: Day | None = rare(None, "印发日期")
    start: Year = Field(description="规划期第一年")
    end: Year = Field(description="规划期最后一年")
    horizon: Year | None = rare(None, "远景目标年")
    source: SourceRef = Field(description="原文所在的来源记录")
    tag: TagUri = Field(
        description="订阅源各条的永久名称从它开始（RFC 4151）：tag:域名或邮箱,日期:名称，那一天这个域名归发布者所有；第一次发布之前写定，以后换了网址也不改"
    )
    key_figures: tuple[IndicatorRef, ...] = Field((), description="首页展示的指标")
    headings: Headings | None = rare(None, "标题的号怎样写；不写就是第几篇、第几章、第几节、专栏几")
    parts: tuple[Part, ...] = rare((), "篇：章上面的一层，没有就不写")
    front: tuple[SectionPart, ...] = Field((), description="正文之前的文字，编号 front-1 起")
    closing: tuple[SectionPart, ...] = Field((), description="正文之后的文字，编号 closing-1 起")

    @property
    def base_year(self) -> int:
        """The year before the first: what the plan sets out from."""
        return self.start - 1

    @property
    def years(self) -> int:
        """How many years it covers."""
        return self.end - self.start + 1

    def printed(self, level: Literal["part", "chapter", "section", "box"], number: int, chapter: int = 0) -> str:
        """What is printed before the title of a part, chapter, section or box with this number, here in Chinese figures up to 999."""
        form: str = getattr(self.headings or PLAIN_HEADINGS, level)
        return numbered(form, number, chapter)
