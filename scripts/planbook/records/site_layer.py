"""The site's own records: what readers may type, where words come from, what was changed or has moved, in which editions all is shown."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from planbook.records.base import (
    BlockRef,
    ChangeKind,
    Character,
    Count,
    Day,
    EditionKind,
    ErratumRef,
    Extent,
    FindingRef,
    Grade,
    Holder,
    Id,
    IndicatorRef,
    KeptText,
    Measure,
    Model,
    Number,
    Outcome,
    PageAddress,
    PagePath,
    ProjectRef,
    Quoted,
    Record,
    ReportRef,
    Sha256,
    SourceFile,
    SourceRef,
    TableFile,
    TargetRef,
    TermRef,
    Text,
    Truth,
    Url,
    Whole,
    Year,
    rare,
)


class SearchAlias(Record):
    folder: ClassVar[str] = "aliases"
    title_zh: ClassVar[str] = "搜索同义词"
    words: tuple[Quoted, ...] = Field(min_length=1, description="读者可能输入的说法：日常的、简称、台湾用语、英文")
    means: Quoted = Field(description="规划的说法，或者一个指标、领域、地点、术语的名称")
    also: tuple[Quoted, ...] = Field((), description="规划的其他说法，近的在前")
    unnamed: bool = Field(False, description="规划没有提到这些说法，means 和 also 只是最近的内容；搜索结果会照实说明")


class Source(Record):
    folder: ClassVar[str] = "sources"
    title_zh: ClassVar[str] = "来源"
    title: Text = Field(description="标题")
    publisher: Text = Field(description="发布者")
    date: Day | None = Field(None, description="日期")
    about: Text = Field(description="是什么")
    rights: Text = Field(description="权利状况")
    shown: Text = Field(description="本站展示了其中哪些内容")
    date_note: Text | None = Field(None, description="日期怎样得知；页面没有印出日期时必写")
    grade: Grade | None = Field(
        None,
        description="可信的程度：A 发布者或报刊自己的网站 · B 官方文件或收到的整篇报道，在转载处读到 · C 转述官方数字的文章；后续报道的来源必写",
    )
    read: Extent | None = Field(None, description="读到多少：whole 全文 · opening 只有开头 · table 只有一张表")
    held: Holder | None = Field(
        None,
        description="在哪里读到：issuer 发布者的网站 · newspaper 报刊的网站 · agency 通讯社、电台的网站 · archive 档案、公报库 · republication 转载 · received 收到的文本",
    )
    retrieved: Day | None = Field(None, description="哪一天读到；收到的文本不写")
    url: Url | None = Field(None, description="网址，只写发布者、报刊、通讯社、档案的，以 https:// 开头；转载处一律不写")
    file: SourceFile | None = Field(None, description="data/source/ 下的文件，如 source/plan.txt")
    sha256: Sha256 | None = Field(None, description="文件的 SHA-256")
    scanned: Truth = rare(False, "文本由扫描识别而来，可能有认错的字")


class VerdictChange(Model):
    target: TargetRef | None = Field(None, description="进展改变的目标；写了它就不写下面三项")
    indicator: IndicatorRef | None = Field(None, description="进展改变的指标")
    measure: Measure | None = Field(None, description="指标的哪一个目标值：口径")
    year: Year | None = Field(None, description="指标的哪一个目标值：年份")
    before: Outcome = Field(description="从前的进展")
    after: Outcome = Field(description="现在的进展；最近一次改变的，必须与推算的相同")
    why: Text = Field(description="为什么改变")


class Change(Record):
    folder: ClassVar[str] = "changes"
    title_zh: ClassVar[str] = "修订"
    date: Day = Field(description="哪一天改的；文件名以它开头，如 2026-11-22-1-text")
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
    verdicts: tuple[VerdictChange, ...] = Field((), description="哪些目标的进展因此改变，为什么")


class KnownTarget(Model):
    key: KeptText = Field(description="目标的编号，或“指标编号/口径-年份”")
    outcome: Outcome = Field(description="当时的进展")
    interim: Outcome | None = Field(None, description="期限已过而没有定论的，按当时最新的数处在什么状态")
    newest: Year | None = Field(None, description="当时最新的可比数是哪一年的")
    reports: tuple[Id, ...] = Field((), description="当时所依据的报道")


class KnownFigure(Model):
    indicator: Id = Field(description="指标的编号")
    measure: Measure = Field(description="口径")
    year: Year = Field(description="年份")
    value: Number = Field(description="数值")
    unit: Text | None = Field(None, description="单位")
    grade: Grade = Field(description="来源的等级")
    report: Id = Field(description="报道的编号")


class KnownProject(Model):
    id: Id = Field(description="项目的编号")
    state: KeptText = Field(description="当时的状态")
    reports: tuple[Id, ...] = Field((), description="当时所依据的报道")


class Snapshot(Record):
    folder: ClassVar[str] = "snapshots"
    title_zh: ClassVar[str] = "快照"
    date: Day = Field(description="哪一天所知；文件名就是这一天。由 run.py snapshot 写出，写出后不再改动")
    as_of: Day = Field(description="当时最新的来源或事实的日期")
    about: Text = Field(description="说明")
    without_source: Count = Field(description="当时没有任何来源的目标的项数，下面不列")
    targets: tuple[KnownTarget, ...] = Field((), description="当时有来源的目标")
    figures: tuple[KnownFigure, ...] = Field((), description="当时各指标最新的数")
    projects: tuple[KnownProject, ...] = Field((), description="当时有报道的项目")


class Redirect(Record):
    folder: ClassVar[str] = "redirects"
    title_zh: ClassVar[str] = "迁移的网址"
    old: PagePath = Field(description="从前的网址，从网站（各版本）的根算起，以斜线结尾，如 projects/04-99/；现在不能再有这一页")
    new: PageAddress = Field(description="现在的网址，写法相同，可以带锚点，如 projects/#04-03；必须存在，也不能又是旧网址")
    note: Text | None = Field(None, description="为什么迁移")


class Edition(Record):
    folder: ClassVar[str] = "editions"
    title_zh: ClassVar[str] = "版本"
    name: KeptText = Field(description="版本名称，用它自己的文字写")
    short_name: KeptText = Field(description="切换链接上的简称，用它自己的文字写")
    language: KeptText = Field(description="BCP 47 语言标记，如 zh-Hans")
    locale: KeptText = Field(description="Babel 地区代码，用于数字和日期")
    order: Whole = Field(description="排列次序；第一个版本在网站根目录，其余在 /id/ 下")
    kind: EditionKind = Field(
        description="original 规划本来的文字 · converted 逐字转换 · translated 翻译，译文放在 data/translations/ 中以编号命名的文件夹"
    )
    phrases: TableFile | None = Field(None, description="转换用词典，data/editions/ 下的文件；只有逐字转换的版本写")
    ledger: TableFile | None = Field(None, description="用字表，data/editions/ 下的文件：一字多繁的字逐词怎样写；逐字转换的版本必写")
    characters: dict[Character, Character] = Field({}, description="转换后逐字替换：引号、通行字形")
