"""The reading layer: what the words of the plan say, each claim with its evidence, and what was reported or doubted since."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from planbook.records.base import (
    BOUNDS,
    Basis,
    BlockRef,
    Bound,
    Confidence,
    Day,
    ErratumKind,
    FieldRef,
    FindingKind,
    IndicatorRef,
    Kind,
    Measure,
    Model,
    Nature,
    Need,
    Number,
    Outcome,
    PlaceRef,
    Prices,
    ProjectNature,
    ProjectRef,
    Quoted,
    Record,
    Relation,
    SourceRef,
    TargetRef,
    TermRef,
    Text,
    TileRef,
    Truth,
    Whole,
    Year,
    rare,
)

PRICES = "价格口径，知道时才写：current 现价（当年价）· constant-2020 按2020年可比价 · constant 可比价，没有写明是哪一年的"


class Evidence(Model):
    at: BlockRef = Field(description="出处：段落（04-2-3）、专栏条目（box-04-03）或表格行（box-01-r04）")
    column: str | None = Field(None, description="表格行的列名")
    quote: Quoted | None = Field(None, description="原文，逐字照录，够读懂即可")


class Judgement(Model):
    outcome: Outcome = Field(
        description="early 提前实现 · faster 快于预期 · in-line 基本符合预期 · behind 滞后 · reached 已实现 · not-reached 未实现 · "
        "no-final-figure 尚无期末数据 · unconfirmed 有报道，未证实 · different-measure 相关数据口径不同 · no-source 未见报道"
    )
    reason: Text = Field(description="理由")


class Value(Model):
    kind: Kind = Field(description="baseline 基数 · target 规划目标 · outcome 完成情况")
    measure: Measure = Field("level", description="level 水平 · increase 新增 · annual-growth 年均增速 · cumulative 累计 · annual 每年")
    start: Year | None = Field(None, description="增速或累计数的起始年")
    year: Year = Field(description="年份（期末）")
    value: Number | None = Field(None, description="数值；原文是文字时不写")
    text: Text | None = Field(None, description="原文用文字表示的值，如“完成省下达任务”")
    unit: Text | None = Field(None, description="与指标单位不同时才写")
    bound: Bound = Field("exactly", description=BOUNDS)
    prices: Prices | None = rare(None, PRICES)
    reached: Truth | None = Field(None, description="完成情况是文字、无法用数比较时，编者认定是否达到了同年的目标")
    judged: Judgement | None = Field(None, description="编者认定的进展；不写则按公布的规则推算")
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="出处，一处或多处")
    note: Text | None = Field(None, description="编者说明")


class Due(Model):
    document: Text = Field(description="哪一份文件可以定下这个指标")
    publisher: Text = Field(description="由谁公布")
    when: Text = Field(description="通常何时公布")
    basis: Basis = Field(description="何时公布怎样得知：seen 由读到的文件推断 · custom 按惯例，没有核对 · unknown 不知道")
    note: Text | None = Field(None, description="查到了什么，还缺什么")


class Indicator(Record):
    folder: ClassVar[str] = "indicators"
    title_zh: ClassVar[str] = "指标"
    name: Text = Field(description="指标名称，不含单位和星号")
    unit: Text | None = Field(None, description="单位")
    nature: Nature | None = Field(None, description="expected 预期性 · binding 约束性；原文未标则不写")
    direction: Literal["up", "down"] | None = Field(None, description="数值向哪个方向变化为好")
    aliases: tuple[Quoted, ...] = Field((), description="正文里的其他叫法，用于找出提到它的段落")
    fields: tuple[FieldRef, ...] = Field((), description="领域")
    rows: tuple[BlockRef, ...] = Field((), description="它在指标表中的行")
    series: tuple[Value, ...] = Field(min_length=1, description="有年份的数值，按年份排列")
    due: Due | None = Field(None, description="最新的数要到哪里去找")
    note: Text | None = Field(None, description="编者说明")


class Capacity(Model):
    value: Number = Field(gt=0, description="数值")
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
    bound: Bound = Field("exactly", description=BOUNDS)
    value: Number | None = Field(None, description="数值；是区间时为下限")
    high: Number | None = Field(None, description="区间的上限")
    text: Text | None = Field(None, description="原文用文字表示的值，如“达到省平均水平”")
    unit: Text | None = Field(None, description="单位")
    prices: Prices | None = rare(None, PRICES)
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
    aliases: tuple[Quoted, ...] = Field((), description="正文里的其他写法，用于找出用到它的地方")
    meaning: Text = Field(description="释义，一两句话，编者自撰")
    defined: Evidence | None = Field(None, description="规划中对它作出解释的地方")
    source: Text | None = Field(
        None, description="释义不出自规划时的依据：法律、标准或官方文件，写明发布者、名称、年份；不能肯定有这份文件就不写"
    )
    source_checked: Day | None = Field(
        None, description="哪一天查对过 source：在公开的文本中见到这份文件，与所写没有出入；没有查对就不写，网页注明“未查对”"
    )
    see_also: tuple[TermRef, ...] = Field((), description="相关术语")


class Bearing(Model):
    indicator: IndicatorRef | None = Field(None, description="关系到的指标；四者只写一个")
    target: TargetRef | None = Field(None, description="关系到的目标")
    project: ProjectRef | None = Field(None, description="关系到的项目")
    block: BlockRef | None = Field(None, description="关系到的段落或条目")
    relation: Relation = Field(
        description="same-measure 同一口径 · related 相关但口径不同 · baseline 基数 · goal 后来提出的目标 · planned 仍在计划 · started 已开工 · "
        "completed 已完成 · in-operation 已投用 · changed 已变更 · dropped 已取消 · contradicts 与规划所述不一致 · wider-area 更大地区（如全省）的同一口径"
    )
    part: Text | None = Field(None, description="只说到项目的一部分时，是哪一部分")
    caveat: Text | None = Field(None, description="不能直接比较的理由；口径相关、不一致时必写")


class Report(Record):
    folder: ClassVar[str] = "reports"
    title_zh: ClassVar[str] = "后续报道"
    fact: Text = Field(description="事实，编者用自己的话写，离开上下文也能读懂；不抄报道的句子")
    value: Number | None = Field(None, description="数值；是区间时为下限")
    high: Number | None = Field(None, description="区间的上限")
    unit: Text | None = Field(None, description="单位")
    bound: Bound = Field("exactly", description=BOUNDS)
    measure: Measure | None = Field(None, description="level 水平 · increase 新增 · annual-growth 增速 · cumulative 累计 · annual 当年")
    prices: Prices | None = rare(None, PRICES)
    start: Year | None = Field(None, description="时期的起始年")
    year: Year = Field(description="事实所属的年份")
    as_of: Day | None = Field(None, description="报道写明的日期；当年没有过完的数，写截至哪一天")
    scope: Text | None = Field(None, description="说的是哪里；就是规划的整个地区时不写")
    provisional: Truth = Field(False, description="来源写明是预计数")
    source: SourceRef = Field(description="来源")
    place: Text = Field(description="在来源里的位置，如“正文第12段”“小标题‘……’之下第2段”")
    figures: tuple[str, ...] = Field((), description="来源里印出的数字，逐字，用于与来源核对")
    bears_on: tuple[Bearing, ...] = Field(min_length=1, description="关系到规划的什么")
    note: Text | None = Field(None, description="编者说明")


class FigureReading(Model):
    label: Text = Field(description="这个数是什么")
    value: Number | None = Field(None, description="数值")
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
    result: Number | None = Field(None, description="算式的结果，保留到有意义的小数位")
    explanation: Text = Field(description="说明，不下断语")
    indicators: tuple[IndicatorRef, ...] = Field((), description="涉及的指标")
    targets: tuple[TargetRef, ...] = Field((), description="涉及的目标")


class Place(Record):
    folder: ClassVar[str] = "places"
    title_zh: ClassVar[str] = "地点"
    name: Text = Field(description="名称")
    aliases: tuple[Quoted, ...] = Field((), description="其他写法")
    parent: PlaceRef | None = Field(None, description="所属的县（市）区")
    tiles: tuple[TileRef, ...] = Field((), description="在方格地图上占的格子，“行-列”从左上角数起，如 1-3；没有一个地点写它，就不画地图")


class PolicyField(Record):
    folder: ClassVar[str] = "fields"
    title_zh: ClassVar[str] = "领域"
    name: Text = Field(description="名称")
    order: Whole = Field(description="排列次序")
    need: Need | None = Field(
        None,
        description="居民按它来找的需要，地区页上先按它排列：hospital 医院 · school 学校 · roads 道路交通 · housing 住房 · utilities 水电气暖 · work 就业 · "
        "old-age 养老",
    )


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
