"""The vocabulary of the open data: what is published beside a record's own keys; see also ``rows``.

Like ``model``, which says what editors write, this module says what programs may read: tables, JSON, schemas and the field guide
are all made from the two. A field that was published stays: see ``tests/plan/fields.txt``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from planbook.editions.reading_log import State
from planbook.records.base import BOUNDS, rare
from planbook.records.model import (
    BlockRef,
    Bound,
    Box,
    Change,
    Chapter,
    Edition,
    Erratum,
    Finding,
    Grade,
    Indicator,
    IndicatorRef,
    Measure,
    Model,
    Outcome,
    Place,
    Plan,
    PolicyField,
    Project,
    ProjectRef,
    Record,
    Redirect,
    References,
    Relation,
    Report,
    SearchAlias,
    Snapshot,
    Source,
    Target,
    TargetRef,
    Term,
    Text,
    Year,
)  # fmt: skip
from planbook.text.blocks import BlockKind
from planbook.text.newest_figures import Answer
from planbook.text.stages import ProjectState
from planbook.text.verdicts import Rule

FORMAT: Literal[1] = 1
"""The version of the format, which is part of every address: ``data/v1/``. Fields may come; none goes or changes its meaning."""
ChapterRef = Annotated[str, References("chapters")]
ReportRef = Annotated[str, References("reports")]
FindingRef = Annotated[str, References("findings")]
SAID = {"id": "编号，永不改动", "unit": "单位"}
"""What programs are told of keys that editors are told something else of: an id stands in no file, a unit is often understood."""


# --- what is worked out -------------------------------------------------------------------------------------------------


class Where(Model):
    block: BlockRef = Field(description="规划中的段落、条目或表格行的编号")
    label: Text = Field(description="这一处怎样称呼，如“第四章第二节第3段”")
    address: str = Field(description="这一处的网址")


class Reported(Model):
    report: ReportRef = Field(description="报道记录")
    relation: Relation = Field(description="报道与它的关系")
    caveat: Text | None = Field(None, description="不能直接比较的理由")


class Status(Model):
    outcome: Outcome = Field(
        description="进展：early 提前实现 · faster 快于预期 · in-line 基本符合预期 · behind 滞后 · reached 已实现 · not-reached 未实现 · "
        "no-final-figure 尚无期末数据 · unconfirmed 有报道，未证实 · different-measure 相关数据口径不同 · no-source 未见报道"
    )
    rule: Rule = Field(description="由哪一条规则得出，规则见网站的“进展”页；editors 为编者认定")
    way: Decimal | None = Field(None, description="已完成的份额，1 为全部")
    time: Decimal | None = Field(None, description="已过去的时间的份额，1 为全部")
    baseline: Decimal | None = Field(None, description="计算所用的基数")
    baseline_year: Year | None = Field(None, description="基数的年份")
    met_at_start: bool = Field(description="基数在规划期开始之前是否已达到目标值")
    reports: tuple[ReportRef, ...] = Field(description="计算所用的报道记录")
    reason: Text | None = Field(None, description="编者认定的理由")
    interim: Outcome | None = Field(None, description="期限已过而没有期末数据的，按最新的数处在什么状态")
    newest: Year | None = Field(None, description="最新的可比数是哪一年的")
    provisional: bool = Field(description="最新的可比数是否为预计数")


class Translated(Model):
    state: State = Field(
        description="译文的状态：missing 没有译文 · stale 原文后来改了 · draft 还没有对照原文校 · reviewed 校过 · approved 两方校过，其中一方是人"
    )
    read_by: tuple[str, ...] = Field(description="对照原文校过的：人写名字，机器写 machine")


class BlockText(Model):
    id: BlockRef = Field(description="编号")
    kind: BlockKind = Field(description="种类")
    label: Text = Field(description="怎样称呼")
    before: Text | None = Field(None, description="印在前面的序号或章节号")
    text: Text | None = Field(None, description="文字，按勘误读")
    address: str = Field(description="网址")
    to: BlockRef | None = rare(None, "脚注说明的是哪一处")
    level: int | None = rare(None, "节下面的小标题是第几层")
    description: Text | None = rare(None, "图里画的是什么")
    picture: str | None = rare(None, "图的网址")
    translation: Translated | None = rare(None, "这一段英文译文的状态")


class Computed(Model):
    """What is worked out for a record; some kinds need nothing."""


class Named(Computed):
    """What has a name has it in Chinese and in English, whatever the edition."""

    name_zh: str | None = rare(None, "中文名称，按勘误读；英文版里用原文的文字写")
    name_en: str | None = rare(None, "英文名称，是非官方的译文；各版本相同")
    translation: Translated | None = rare(None, "英文名称的状态；没有汉字的名称不用译，就没有状态")


class Placed(Computed):
    place: Where | None = Field(None, description="在规划中的位置，有几处时为第一处")


class Mentioned(Placed, Named):
    mentions: tuple[Where, ...] = Field(description="规划中提到它的各处")


class Concerned(Mentioned):
    reported: tuple[Reported, ...] = Field(description="与它有关的报道")
    findings: tuple[FindingRef, ...] = Field(description="与它有关的核对")


class ComputedText(Named):
    blocks: tuple[BlockText, ...] = Field(description="全部文字，一段、一条或一行一项，按原文顺序")


class ValueStatus(Model):
    number: int = Field(ge=1, description="第几个数值，从1数起")
    status: Status = Field(description="这个目标值的进展")


class NewestFigure(Model):
    report: ReportRef = Field(description="报道记录")
    measure: Measure | None = Field(None, description="口径")
    year: Year = Field(description="年份")
    value: Decimal = Field(description="数值")
    unit: Text | None = Field(None, description="单位")
    bound: Bound = Field(description=BOUNDS)
    provisional: bool = Field(description="是否为预计数")
    grade: Grade | None = Field(None, description="来源的等级")


class ComputedIndicator(Concerned):
    answer: Answer = Field(description="规划期以来：figure 有数 · unconfirmed 有数，未证实 · related 只有相关的报道 · nothing 没有任何报道")
    newest: tuple[NewestFigure, ...] = Field(description="最新的数，每种口径一个")
    province: tuple[ReportRef, ...] = Field(description="全省的同一口径的报道")
    statuses: tuple[ValueStatus, ...] = Field(description="本规划期各目标值的进展")
    targets: tuple[TargetRef, ...] = Field(description="正文里与它同一口径的目标")


class ComputedProject(Concerned):
    state: ProjectState = Field(
        description="报道所说的最新状态：in-operation 已投用 · completed 已完成 · started 已开工 · planned 仍在计划 · changed 已变更 · dropped 已取消 · "
        "unconfirmed 有报道，未证实 · mentioned 只有相关的报道 · no-source 未见报道"
    )
    of_a_part: bool = Field(description="报道说到的是其中一部分，整个项目因此按开工计")
    stage_reports: tuple[ReportRef, ...] = Field(description="状态所依据的报道")
    family: Literal["whole", "part", "single"] = Field(
        description="whole 含有其他项目 · part 属于另一项目 · single 单独一项；合计时不可相加"
    )
    whole: ProjectRef | None = Field(None, description="属于哪一个项目")
    targets: tuple[TargetRef, ...] = Field(description="涉及它的目标")
    connected: tuple[ProjectRef, ...] = Field(description="可能相同或有关的项目，双方任一方写明即列出")
    kin: tuple[ProjectRef, ...] = Field(description="产品、地点或领域相同的项目，相同最多的在前")


class ComputedTarget(Concerned):
    status: Status = Field(description="进展")


class ComputedField(Named):
    indicators: tuple[IndicatorRef, ...] = Field(description="属于它的指标")
    targets: tuple[TargetRef, ...] = Field(description="属于它的目标")
    projects: tuple[ProjectRef, ...] = Field(description="属于它的项目")
    reports: tuple[ReportRef, ...] = Field(description="有关的报道")


class ComputedPlace(Mentioned, ComputedField):
    """A place is named in the text, and has what a field has."""


class ComputedFinding(Placed, Named):
    """What was found has a title and a place."""


class ComputedSource(Named):
    reports: tuple[ReportRef, ...] = Field(description="取自这个来源的报道记录")


COMPUTED: dict[type[Record], type[Computed]] = {
    Plan: ComputedText, Chapter: ComputedText, Box: ComputedText, Indicator: ComputedIndicator, Project: ComputedProject,
    Target: ComputedTarget, Term: Mentioned, Report: Placed, Finding: ComputedFinding, SearchAlias: Computed, Place: ComputedPlace,
    PolicyField: ComputedField, Erratum: Placed, Source: ComputedSource, Change: Named, Snapshot: Computed, Redirect: Computed, Edition: Computed,
}  # fmt: skip


# --- a record as programs read it ---------------------------------------------------------------------------------------

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Computed)
E = TypeVar("E", bound=BaseModel)


class Entry(Model, Generic[R, C]):
    """A record with what is worked out for it."""

    kind: str = Field(description="记录的种类")
    id: str = Field(description="记录的编号，在同一种类中不重复，永不改动")
    edition: str = Field(description="版本")
    language: str = Field(description="语言标记（BCP 47）")
    address: str = Field(description="网页的网址")
    record: R = Field(description="记录本身")
    computed: C = Field(description="由记录推算出来的")


class Citations(Model):
    gbt: str = Field(description="GB/T 7714—2015")
    apa: str = Field(description="APA 7")
    chicago: str | None = Field(None, description="Chicago")
    plain: str = Field(description="一般写法")
    bibtex: str = Field(description="BibTeX")


class Page(Entry[R, C], Generic[R, C]):
    """A record as it stands beside its page."""

    format: Literal[1] = Field(FORMAT, description="数据格式的版本")
    licence: str = Field(description="许可（SPDX 名称）")
    citation: Citations = Field(description="怎样引用这一页，访问日期留空")


class Shelf(Model, Generic[E]):
    """All records of a kind."""

    format: Literal[1] = Field(FORMAT, description="数据格式的版本")
    kind: str = Field(description="记录的种类")
    edition: str = Field(description="版本")
    language: str = Field(description="语言标记（BCP 47）")
    licence: str = Field(description="许可（SPDX 名称）")
    address: str = Field(description="这一版本的网址")
    entries: tuple[E, ...] = Field(description="全部记录")
