"""The site's own records: what readers may type, where words come from, what was changed or has moved, in which editions all is shown."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from planbook.records.base import (
    BlockRef,
    ChangeKind,
    Character,
    Day,
    EditionKind,
    ErratumRef,
    FindingRef,
    IndicatorRef,
    KeptText,
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
    Whole,
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
    file: SourceFile | None = Field(None, description="data/source/ 下的文件，如 source/plan.txt")
    sha256: Sha256 | None = Field(None, description="文件的 SHA-256")


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
