"""Rows of the open data that are no records: sections, blocks, items, cells, progress, mentions, words of the glossary."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from planbook.opendata.vocabulary import ChapterRef, Status, Translated, Where
from planbook.records.base import BOUNDS, rare
from planbook.records.model import BlockRef, Bound, BoxRef, IndicatorRef, Measure, Model, TargetRef, Text, Year
from planbook.text.blocks import BlockKind


class Common(Model):
    """The end of every row."""

    address: str = Field(description="网页的网址")
    edition: str = Field(description="版本")
    language: str = Field(description="语言标记（BCP 47）")


class SectionRow(Model):
    id: BlockRef = Field(description="编号")
    chapter: ChapterRef = Field(description="所在的章")
    number: int = Field(ge=1, description="节号")
    title: Text = Field(description="节标题")


class BlockRow(Model):
    id: str = Field(description="编号")
    number: int = Field(ge=1, description="次序，按原文")
    kind: BlockKind = Field(
        description="plan 全称 · chapter 章标题 · section 节标题 · paragraph 段落 · box 专栏标题 · head 表头 · node 专栏条目 · "
        "heading 表格通栏小标题 · row 表格行 · note 表注 · footnote 脚注 · picture 图题 · part 篇标题"
    )
    chapter: ChapterRef | None = Field(None, description="所在的章")
    section: BlockRef | None = Field(None, description="所在的节")
    box: BoxRef | None = Field(None, description="所在的专栏")
    label: Text = Field(description="怎样称呼")
    before: Text | None = Field(None, description="印在前面的序号或章节号")
    lead: Text | None = Field(None, description="段首提示语，是 text 的开头")
    text: Text | None = Field(None, description="文字，按勘误读；表格行为行名称")
    first_line: int | None = Field(None, ge=1, description="在收到的文本中从第几行起")
    last_line: int | None = Field(None, ge=1, description="在收到的文本中到第几行止")
    to: BlockRef | None = rare(None, "脚注说明的是哪一处")
    level: int | None = rare(None, "节下面的小标题是第几层")
    description: Text | None = rare(None, "图里画的是什么")
    picture: str | None = rare(None, "图的网址")
    translation: Translated | None = rare(None, "这一段英文译文的状态")


class BoxItemRow(Model):
    id: BlockRef = Field(description="编号")
    box: BoxRef = Field(description="所在的专栏")
    parent: BlockRef | None = Field(None, description="上一级条目")
    mark: Text | None = Field(None, description="原文的序号")
    lead: Text | None = Field(None, description="项目名称或小标题，是 text 的开头")
    text: Text | None = Field(None, description="文字，按勘误读")


class CellRow(Model):
    row: BlockRef = Field(description="表格行的编号")
    column: str = Field(description="列名")
    box: BoxRef = Field(description="所在的专栏")
    name: Text | None = Field(None, description="行名称")
    indicator: IndicatorRef | None = Field(None, description="这一行的指标")
    text: Text = Field(description="格子里的文字，按勘误读")


class ProgressRow(Model):
    key: str = Field(description="这一行的编号：目标的编号，或“指标编号/口径-年份”")
    target: TargetRef | None = Field(None, description="正文和专栏里的目标")
    indicator: IndicatorRef | None = Field(None, description="指标表里的目标属于哪个指标")
    subject: Text = Field(description="对什么提出目标")
    measure: Measure = Field(description="口径")
    bound: Bound = Field(description=BOUNDS)
    value: Decimal | None = Field(None, description="数值；是区间时为下限")
    high: Decimal | None = Field(None, description="区间的上限")
    unit: Text | None = Field(None, description="单位")
    text: Text | None = Field(None, description="原文用文字表示的值")
    start: Year | None = Field(None, description="增速或累计数的起始年")
    year: Year = Field(description="到哪一年")
    place: Where = Field(description="在规划中的位置")
    status: Status = Field(description="进展")


class MentionRow(Model):
    block: BlockRef = Field(description="规划中的一处")
    kind: Literal["targets", "projects", "indicators", "terms", "places"] = Field(description="记录的种类")
    record: str = Field(description="记录的编号")


class GlossaryRow(Model):
    id: str
    kinds: tuple[Literal["phrase", "name", "terms", "indicators", "places", "fields"], ...] = Field(
        description="是什么：phrase 固定译法 · name 名称 · terms 术语 · indicators 指标 · places 地点 · fields 领域"
    )
    original: str = Field(description="规划原文的写法")
    converted: str | None = Field(description="转换版（第一个，如繁体版）的写法")
    pinyin: str = Field(description="汉语拼音，一字一个音节")
    translated: str | None = Field(description="译文版（第一个，如英文版）的译法")
    refused: tuple[str, ...] = Field(description="译文版不用的译法")
    note: str | None = Field(description="关于译法的说明，用译文版的文字写")
    meaning: str | None = Field(description="术语的释义，用所在版本的文字写")
    source: str | None = Field(description="释义的依据，用所在版本的文字写")
    record: str | None = Field(description="它是哪条记录的名称，如 terms/river-chief")
    places: int = Field(description="规划中有几处用到：段落、条目、表格的行")
    blocks: tuple[BlockRef, ...] = Field(description="用到的各处，按正文次序")
