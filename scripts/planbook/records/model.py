"""The vocabulary: one class per kind of record, and nothing else states it.

The loader refuses what is not written here; the data guide and the JSON Schemas are made from it; an edition converts
exactly the fields typed ``Text``. Descriptions are in Chinese because editors read them in the guide and in their editor.
"""

from __future__ import annotations

import datetime
import functools
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

CONVERTED = "converted by editions"

Text = Annotated[str, StringConstraints(min_length=1), CONVERTED]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Year = Annotated[int, Field(ge=1900, le=2100)]
PagePath = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)+$")]
PageAddress = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)*(#[a-z0-9-]+)?$")]
Character = Annotated[str, StringConstraints(min_length=1, max_length=1)]


class References:
    """Marks a field whose value is the id of a record of ``kind``; ``links`` checks that it exists."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


BoxRef = Annotated[str, References("boxes")]
IndicatorRef = Annotated[str, References("indicators")]
ProjectRef = Annotated[str, References("projects")]
FieldRef = Annotated[str, References("fields")]
PlaceRef = Annotated[str, References("places")]
TermRef = Annotated[str, References("terms")]
SourceRef = Annotated[str, References("sources")]
TargetRef = Annotated[str, References("targets")]
ReportRef = Annotated[str, References("reports")]
FindingRef = Annotated[str, References("findings")]
ErratumRef = Annotated[str, References("errata")]
BlockRef = Annotated[str, References("blocks")]
"""Any citable piece of the text: ``04``, ``04-2``, ``04-2-3``, ``box-04``, ``box-04-03``, ``box-01-r04``, ``front-1``."""

Kind = Literal["baseline", "target", "outcome"]
Measure = Literal["level", "increase", "annual-growth", "cumulative", "annual"]
Bound = Literal["exactly", "at-least", "at-most", "about"]
Nature = Literal["expected", "binding"]
ProjectNature = Literal["new", "expansion", "conversion", "relocation", "research", "base", "platform", "service"]
ErratumKind = Literal[
    "misprint", "doubled", "stray-traditional", "substituted", "punctuation", "lost-heading", "lost-cell", "lost-text",
    "doubtful-figure", "doubtful-word", "paragraph-break", "inconsistent",
]  # fmt: skip
Relation = Literal["same-measure", "related", "baseline", "goal", "started", "completed", "in-operation", "contradicts"]
FindingKind = Literal["growth", "parts", "table-and-text", "between-sources", "implausible", "naming"]
ChangeKind = Literal["added", "mended", "reported", "removed"]
Confidence = Literal["certain", "probable", "open"]
Outcome = Literal["early", "faster", "in-line", "behind", "different-measure", "no-source"]


class Model(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Model):
    """A model with a file of its own: the file name without its ending is the id."""

    folder: ClassVar[str]
    title_zh: ClassVar[str]
    """What editors call this kind of record, for the data guide."""
    id: Id = Field(description="文件名，不在文件里写")


# --- the text layer: the plan's own words, as received, in order --------------------------------------------------


class Paragraph(Model):
    id: Id = Field(description="永久编号：章-节-段，如 04-2-3；引言为 04-0-1。编号一经公布不再改动")
    lead: Text | None = Field(None, description="段首提示语，含句号，如“深化科技体制改革。”")
    text: Text = Field(description="段落正文，照收到的原文录入；汉字与数字、字母之间不留空格")

    @property
    def full(self) -> str:
        """Lead phrase and text together, as the reader reads them."""
        return (self.lead or "") + self.text


class BoxPlacement(Model):
    box: BoxRef = Field(description="专栏在正文中的位置，写专栏编号，如 '04'")


def _paragraph_or_box(value: object) -> str:
    return "box" if isinstance(value, BoxPlacement) or (isinstance(value, dict) and "box" in value) else "paragraph"


SectionPart = Annotated[Annotated[Paragraph, Tag("paragraph")] | Annotated[BoxPlacement, Tag("box")], Discriminator(_paragraph_or_box)]


class Section(Model):
    number: int = Field(ge=1, description="节号")
    title: Text = Field(description="节标题，不含“第几节”")
    body: tuple[SectionPart, ...] = Field(description="按原文顺序排列的段落和专栏")

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the section, without the boxes between them."""
        return tuple(part for part in self.body if isinstance(part, Paragraph))


class Chapter(Record):
    folder: ClassVar[str] = "chapters"
    title_zh: ClassVar[str] = "章"
    number: int = Field(ge=1, description="章号")
    title: Text = Field(description="章标题，不含“第几章”")
    intro: tuple[Paragraph, ...] = Field((), description="第一节之前的引言段落")
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
        return (self.lead or "") + (self.text or "")

    def walk(self) -> Iterator[Node]:
        """This node and all nodes below it, in the order of the text."""
        yield self
        for item in self.items:
            yield from item.walk()


class HeadCell(Model):
    text: Text = Field(description="表头文字")
    rows: int = Field(1, ge=1, description="占几行")
    columns: int = Field(1, ge=1, description="占几列")


class Row(Model):
    id: Id = Field(description="行的编号，在本专栏内唯一，如 r04")
    heading: Text | None = Field(None, description="通栏小标题行的文字；写了它就不写其他各项")
    group: Text | None = Field(None, description="跨行的总名称，只写在该组第一行")
    group_rows: int = Field(1, ge=1, description="总名称跨几行")
    name: Text | None = Field(None, description="行名称，照原文，含星号和单位")
    cells: dict[str, Text] = Field({}, description="列名: 照原文的内容；空着的格子不写")
    merged: tuple[str, ...] = Field((), description="与上一行合并的列")


class Table(Model):
    head: tuple[tuple[HeadCell, ...], ...] = Field(description="表头各行；有跨行总名称的表，名称占两列，没有的占一列")
    columns: tuple[Id, ...] = Field(description="数据列的名称，按原文顺序")
    rows: tuple[Row, ...] = Field(description="各行，按原文顺序")


class Box(Record):
    folder: ClassVar[str] = "boxes"
    title_zh: ClassVar[str] = "专栏"
    number: int = Field(ge=1, description="专栏号")
    title: Text = Field(description="标题，不含“专栏几”")
    title_lost: bool = Field(False, description="收到的文本缺标题，title 为编者所拟")
    body: tuple[Node, ...] = Field((), description="条目")
    table: Table | None = Field(None, description="表格")
    notes: tuple[Text, ...] = Field((), description="表注，每条一项")

    def nodes(self) -> Iterator[Node]:
        """All nodes of the box, in the order of the text."""
        for node in self.body:
            yield from node.walk()


class Plan(Record):
    folder: ClassVar[str] = "."
    title_zh: ClassVar[str] = "规划"
    title: Text = Field(description="全称")
    short_title: Text = Field(description="简称，用于页眉、引用")
    publisher: Text = Field(description="发布机关")
    issued: datetime.date = Field(description="印发日期")
    start: Year = Field(description="规划期第一年")
    end: Year = Field(description="规划期最后一年")
    horizon: Year = Field(description="远景目标年")
    source: SourceRef = Field(description="原文所在的来源记录")
    key_figures: tuple[IndicatorRef, ...] = Field((), description="首页展示的指标")
    front: tuple[Paragraph, ...] = Field(description="正文之前的文字，编号 front-1 起")
    closing: tuple[Paragraph, ...] = Field(description="正文之后的文字，编号 closing-1 起")


# --- the reading layer: what the words say, each with its evidence --------------------------------------------------


class Evidence(Model):
    at: BlockRef = Field(description="出处：段落（04-2-3）、专栏条目（box-04-03）或表格行（box-01-r04）")
    column: str | None = Field(None, description="表格行的列名")
    quote: Text | None = Field(None, description="原文，逐字照录，够读懂即可")


class Judgement(Model):
    outcome: Outcome = Field(
        description="early 提前实现 · faster 快于预期 · in-line 基本符合预期 · behind 滞后 · different-measure 相关数据口径不同 · no-source 尚无来源"
    )
    reason: Text = Field(description="理由")


class Value(Model):
    kind: Kind = Field(description="baseline 基数 · target 规划目标 · outcome 完成情况")
    measure: Measure = Field("level", description="level 水平 · increase 新增 · annual-growth 年均增速 · cumulative 累计 · annual 每年")
    start: Year | None = Field(None, description="增速或累计数的起始年")
    year: Year = Field(description="年份（期末）")
    value: Decimal | None = Field(None, description="数值；原文是文字时不写")
    text: Text | None = Field(None, description="原文用文字表示的值，如“完成省下达任务”")
    unit: Text | None = Field(None, description="与指标单位不同时才写")
    bound: Bound = Field("exactly", description="exactly · at-least 以上 · at-most 以内 · about 左右")
    reached: bool | None = Field(None, description="完成情况是文字、无法用数比较时，编者认定是否达到了同年的目标")
    judged: Judgement | None = Field(None, description="编者认定的进展；不写则按公布的规则推算")
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="出处，一处或多处")
    note: Text | None = Field(None, description="编者说明")


class Indicator(Record):
    folder: ClassVar[str] = "indicators"
    title_zh: ClassVar[str] = "指标"
    name: Text = Field(description="指标名称，不含单位和星号")
    unit: Text | None = Field(None, description="单位")
    nature: Nature | None = Field(None, description="expected 预期性 · binding 约束性；原文未标则不写")
    direction: Literal["up", "down"] | None = Field(None, description="数值向哪个方向变化为好")
    aliases: tuple[Text, ...] = Field((), description="正文里的其他叫法，用于找出提到它的段落")
    fields: tuple[FieldRef, ...] = Field((), description="领域")
    rows: tuple[BlockRef, ...] = Field((), description="它在指标表中的行")
    series: tuple[Value, ...] = Field(min_length=1, description="有年份的数值，按年份排列")
    note: Text | None = Field(None, description="编者说明")


class Capacity(Model):
    value: Decimal = Field(description="数值")
    unit: Text = Field(description="单位")
    per: Text | None = Field(None, description="时间单位，如“年”")
    product: Text | None = Field(None, description="对应的产品，照项目名称里的字")


class Project(Record):
    folder: ClassVar[str] = "projects"
    title_zh: ClassVar[str] = "项目"
    name: Text = Field(description="项目名称，照原文，不含序号和句末标点")
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="第一处是它的本处；同一项目在别处再次出现，依次列在后面")
    products: tuple[Text, ...] = Field((), description="产品，照名称里的字")
    capacity: tuple[Capacity, ...] = Field((), description="规模")
    nature: tuple[ProjectNature, ...] = Field(
        (), description="new 新建 · expansion 扩建 · conversion 改造升级 · relocation 搬迁 · research 研发 · base 园区基地 · platform 平台系统 · service 服务活动"
    )  # fmt: skip
    fields: tuple[FieldRef, ...] = Field((), description="领域")
    places: tuple[PlaceRef, ...] = Field((), description="地点，名称或所在条目里写明的才填")
    related: tuple[ProjectRef, ...] = Field((), description="可能相同或有关、但不能断定的项目")
    note: Text | None = Field(None, description="编者说明")


class Target(Record):
    folder: ClassVar[str] = "targets"
    title_zh: ClassVar[str] = "目标"
    subject: Text = Field(description="对什么提出目标，离开上下文也能读懂")
    measure: Measure = Field(description="level 水平 · increase 新增 · annual-growth 年均增速 · cumulative 五年累计 · annual 每年")
    bound: Bound = Field("exactly", description="exactly · at-least 以上 · at-most 以内 · about 左右")
    value: Decimal | None = Field(None, description="数值；是区间时为下限")
    high: Decimal | None = Field(None, description="区间的上限")
    text: Text | None = Field(None, description="原文用文字表示的值，如“达到省平均水平”")
    unit: Text | None = Field(None, description="单位")
    start: Year | None = Field(None, description="增速或累计数的起始年")
    year: Year = Field(description="到哪一年")
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="出处和原文")
    indicators: tuple[IndicatorRef, ...] = Field((), description="它对应的指标（同一口径）")
    projects: tuple[ProjectRef, ...] = Field((), description="它涉及的项目")
    fields: tuple[FieldRef, ...] = Field((), description="领域")
    places: tuple[PlaceRef, ...] = Field((), description="地点")
    judged: Judgement | None = Field(None, description="编者认定的进展；不写则按公布的规则推算")
    note: Text | None = Field(None, description="编者说明")


class Term(Record):
    folder: ClassVar[str] = "terms"
    title_zh: ClassVar[str] = "术语"
    name: Text = Field(description="术语")
    aliases: tuple[Text, ...] = Field((), description="正文里的其他写法，用于找出用到它的地方")
    meaning: Text = Field(description="释义，一两句话，编者自撰")
    defined: Evidence | None = Field(None, description="规划中对它作出解释的地方")
    source: Text | None = Field(None, description="释义不出自规划时的依据：法律、标准或官方文件，写明发布者、名称、年份；没有查到就不写")
    see_also: tuple[TermRef, ...] = Field((), description="相关术语")


class Bearing(Model):
    indicator: IndicatorRef | None = Field(None, description="关系到的指标；四者只写一个")
    target: TargetRef | None = Field(None, description="关系到的目标")
    project: ProjectRef | None = Field(None, description="关系到的项目")
    block: BlockRef | None = Field(None, description="关系到的段落或条目")
    relation: Relation = Field(
        description="same-measure 同一口径 · related 相关但口径不同 · baseline 基数 · goal 后来提出的目标 · started 已开工 · completed 已完成 · "
        "in-operation 已投用 · contradicts 与规划所述不一致"
    )
    caveat: Text | None = Field(None, description="不能直接比较的理由；口径相关、不一致时必写")


class Report(Record):
    folder: ClassVar[str] = "reports"
    title_zh: ClassVar[str] = "后续报道"
    fact: Text = Field(description="事实，编者用自己的话写，离开上下文也能读懂；不抄报道的句子")
    value: Decimal | None = Field(None, description="数值；是区间时为下限")
    high: Decimal | None = Field(None, description="区间的上限")
    unit: Text | None = Field(None, description="单位")
    bound: Bound = Field("exactly", description="exactly · at-least 以上 · at-most 以内 · about 左右")
    measure: Measure | None = Field(None, description="level 水平 · increase 新增 · annual-growth 增速 · cumulative 累计 · annual 当年")
    start: Year | None = Field(None, description="时期的起始年")
    year: Year = Field(description="事实所属的年份")
    as_of: datetime.date | None = Field(None, description="报道写明的日期")
    source: SourceRef = Field(description="来源")
    place: Text = Field(description="在来源里的位置，如“正文第12段”“小标题‘……’之下第2段”")
    figures: tuple[str, ...] = Field((), description="来源里印出的数字，逐字，用于与来源核对")
    bears_on: tuple[Bearing, ...] = Field(min_length=1, description="关系到规划的什么")
    note: Text | None = Field(None, description="编者说明")


class FigureReading(Model):
    label: Text = Field(description="这个数是什么")
    value: Decimal | None = Field(None, description="数值")
    text: Text | None = Field(None, description="原文是文字时")
    unit: Text | None = Field(None, description="单位")
    evidence: Evidence | None = Field(None, description="在规划中的出处")
    source: SourceRef | None = Field(None, description="在其他来源中的出处")


class Finding(Record):
    folder: ClassVar[str] = "findings"
    title_zh: ClassVar[str] = "核对"
    title: Text = Field(description="一句话说明发现了什么")
    kind: FindingKind = Field(
        description="growth 基数、增速与目标不合 · parts 各部分与总数不合 · table-and-text 表格与正文不合 · between-sources 来源之间不合 · "
        "implausible 数值不合常理 · naming 名称不一"
    )
    readings: tuple[FigureReading, ...] = Field(min_length=1, description="各种说法，一种一条，都保留")
    computation: str | None = Field(None, description="算式，只用数字和 + - * / ** ( )")
    result: Decimal | None = Field(None, description="算式的结果，保留到有意义的小数位")
    explanation: Text = Field(description="说明，不下断语")
    indicators: tuple[IndicatorRef, ...] = Field((), description="涉及的指标")
    targets: tuple[TargetRef, ...] = Field((), description="涉及的目标")


class SearchAlias(Record):
    folder: ClassVar[str] = "aliases"
    title_zh: ClassVar[str] = "搜索同义词"
    words: tuple[Text, ...] = Field(min_length=1, description="读者可能输入、而规划不用的说法")
    means: Text = Field(description="规划的说法")


class Place(Record):
    folder: ClassVar[str] = "places"
    title_zh: ClassVar[str] = "地点"
    name: Text = Field(description="名称")
    aliases: tuple[Text, ...] = Field((), description="其他写法")
    parent: PlaceRef | None = Field(None, description="所属的县（市）区")


class PolicyField(Record):
    folder: ClassVar[str] = "fields"
    title_zh: ClassVar[str] = "领域"
    name: Text = Field(description="名称")
    order: int = Field(description="排列次序")


class Erratum(Record):
    folder: ClassVar[str] = "errata"
    title_zh: ClassVar[str] = "勘误"
    at: BlockRef = Field(description="位置")
    column: str | None = Field(None, description="表格行的列名")
    received: str = Field("", description="收到的文字；缺失则不写。应长到在该处只指一个意思")
    read: Text | None = Field(None, description="应读作；无从知道则不写")
    kind: ErratumKind = Field(
        description="misprint 误字 · doubled 重字 · stray-traditional 混入繁体 · substituted 整句被换 · punctuation 标点 · lost-heading 缺标题 · "
        "lost-cell 缺格 · lost-text 缺字 · doubtful-figure 存疑数字 · doubtful-word 存疑文字 · paragraph-break 误分段 · inconsistent 前后不一"
    )  # fmt: skip
    confidence: Confidence = Field(
        description="certain 确定（正文按应读显示并加标记）· probable 可能（正文照旧，加标记）· open 存疑（正文照旧，加标记）"
    )
    reason: Text = Field(description="理由")


class Source(Record):
    folder: ClassVar[str] = "sources"
    title_zh: ClassVar[str] = "来源"
    title: Text = Field(description="标题")
    publisher: Text = Field(description="发布者")
    date: datetime.date | None = Field(None, description="日期")
    about: Text = Field(description="是什么")
    rights: Text = Field(description="权利状况")
    shown: Text = Field(description="本站展示了其中哪些内容")
    date_note: Text | None = Field(None, description="日期怎样得知；页面没有印出日期时必写")
    file: str | None = Field(None, description="data/ 下的文件")
    sha256: Sha256 | None = Field(None, description="文件的 SHA-256")


class Change(Record):
    folder: ClassVar[str] = "changes"
    title_zh: ClassVar[str] = "修订"
    date: datetime.date = Field(description="哪一天改的；文件名以它开头，如 2026-11-22-1-text")
    kind: ChangeKind = Field(description="added 新增 · mended 改正 · reported 有了后续报道 · removed 删去")
    title: Text = Field(description="一句话说明改了什么")
    text: Text = Field(description="改了什么、为什么，写给读者看，不写文件名")
    indicators: tuple[IndicatorRef, ...] = Field((), description="涉及的指标")
    projects: tuple[ProjectRef, ...] = Field((), description="涉及的项目")
    targets: tuple[TargetRef, ...] = Field((), description="涉及的目标")
    terms: tuple[TermRef, ...] = Field((), description="涉及的术语")
    reports: tuple[ReportRef, ...] = Field((), description="涉及的后续报道")
    findings: tuple[FindingRef, ...] = Field((), description="涉及的核对")
    errata: tuple[ErratumRef, ...] = Field((), description="涉及的勘误")
    sources: tuple[SourceRef, ...] = Field((), description="涉及的来源")
    blocks: tuple[BlockRef, ...] = Field((), description="涉及的段落或条目")


class Redirect(Record):
    folder: ClassVar[str] = "redirects"
    title_zh: ClassVar[str] = "迁移的网址"
    old: PagePath = Field(description="从前的网址，从网站（各版本）的根算起，以斜线结尾，如 projects/04-99/；现在不能再有这一页")
    new: PageAddress = Field(description="现在的网址，写法相同，可以带锚点，如 projects/#04-03；必须存在，也不能又是旧网址")
    note: Text | None = Field(None, description="为什么迁移")


class Edition(Record):
    folder: ClassVar[str] = "editions"
    title_zh: ClassVar[str] = "版本"
    name: str = Field(description="版本名称，用它自己的文字写")
    short_name: str = Field(description="切换链接上的简称，用它自己的文字写")
    language: str = Field(description="BCP 47 语言标记，如 zh-Hans")
    locale: str = Field(description="Babel 地区代码，用于数字和日期")
    order: int = Field(description="排列次序；第一个版本在网站根目录，其余在 /id/ 下")
    phrases: str | None = Field(None, description="转换用词典，data/editions/ 下的文件；原文版本不写")
    ledger: str | None = Field(None, description="用字表，data/editions/ 下的文件：一字多繁的字逐词怎样写；有词典的版本必写")
    characters: dict[Character, Character] = Field({}, description="转换后逐字替换：引号、通行字形")


RECORDS: tuple[type[Record], ...] = (
    Plan, Chapter, Box, Indicator, Project, Target, Term, Report, Finding, SearchAlias, Place, PolicyField, Erratum, Source,
    Change, Redirect, Edition,
)  # fmt: skip


@dataclass(frozen=True)
class Records:
    """Everything that ``data/`` says, one mapping from id to record for each kind, in the order readers meet them."""

    plan: Plan
    chapters: dict[str, Chapter]
    boxes: dict[str, Box]
    indicators: dict[str, Indicator]
    projects: dict[str, Project]
    targets: dict[str, Target]
    terms: dict[str, Term]
    reports: dict[str, Report]
    findings: dict[str, Finding]
    aliases: dict[str, SearchAlias]
    places: dict[str, Place]
    fields: dict[str, PolicyField]
    errata: dict[str, Erratum]
    sources: dict[str, Source]
    changes: dict[str, Change]
    redirects: dict[str, Redirect]
    editions: dict[str, Edition]

    def everything(self) -> Iterator[Record]:
        """Every record of every kind."""
        yield self.plan
        for kind in RECORDS:
            if kind is not Plan:
                yield from getattr(self, kind.folder).values()


# --- walking what is declared above ---------------------------------------------------------------------------------

KeyPath = tuple[str | int, ...]
M = TypeVar("M", bound=Model)


@functools.cache
def _shapes(model: type[BaseModel]) -> dict[str, object]:
    hints = typing.get_type_hints(model, include_extras=True)
    return {name: _shape(hints[name]) for name in model.model_fields}


def _shape(annotation: object) -> object:
    """``Text``, a ``References``, ``[shape]`` for lists and mappings, ``Model`` for nested models, or None."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        marks = arguments[1:]
        return next((Text if m is CONVERTED else m for m in marks if m is CONVERTED or isinstance(m, References)), None) or _shape(
            arguments[0]
        )
    if origin in (tuple, dict):
        inner = _shape(arguments[0] if origin is tuple else arguments[1])
        return [inner] if inner else None
    if arguments:
        return next(filter(None, map(_shape, arguments)), None)
    return Model if isinstance(annotation, type) and issubclass(annotation, Model) else None


def references(model: Model) -> Iterator[tuple[KeyPath, str, str]]:
    """Every reference in a record: path of the key, kind that it points to, id."""
    return ((path, shape.kind, value) for path, shape, value in _leaves(model, Model, ()) if isinstance(shape, References))


def texts(model: Model) -> Iterator[tuple[KeyPath, str]]:
    """Every ``Text`` in a record: path of the key, words."""
    return ((path, value) for path, shape, value in _leaves(model, Model, ()) if shape is Text)


def _leaves(value: typing.Any, shape: object, path: KeyPath) -> Iterator[tuple[KeyPath, object, str]]:
    """The values within a value that are a text or a reference, each with its path and its shape."""
    if value is None or shape is None:
        return
    if shape is Text or isinstance(shape, References):
        yield path, shape, value
    elif isinstance(shape, list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, shape[0], (*path, key))
    elif isinstance(value, Model):
        for name, inner in _shapes(type(value)).items():
            yield from _leaves(getattr(value, name), inner, (*path, name))


def map_text(model: M, convert: Callable[[str], str]) -> M:
    """A copy of the record in which every ``Text`` has gone through ``convert``; nothing else changes."""
    changes = {name: _mapped(getattr(model, name), shape, convert) for name, shape in _shapes(type(model)).items() if shape}
    return model.model_copy(update=changes)


def _mapped(value: typing.Any, shape: object, convert: Callable[[str], str]) -> typing.Any:
    if value is None or isinstance(shape, References):
        return value
    if shape is Text:
        return convert(value)
    if isinstance(shape, list):
        if isinstance(value, dict):
            return {key: _mapped(item, shape[0], convert) for key, item in value.items()}
        return tuple(_mapped(item, shape[0], convert) for item in value)
    return map_text(value, convert)
