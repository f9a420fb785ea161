"""The sentence below the title of a page: the facts of the records, in every language, and nothing beside them."""

from __future__ import annotations

from functools import cache

import pytest

from planbook.pages.renderer import Renderer
from planbook.views.leads import Leads
from planbook.views.topics import topics
from support.facts import ours
from support.invented import press


@cache
def leads(edition: str) -> dict[str, str]:
    """The leads of the invented plan by their records."""
    renderer = press(edition)
    view, standings = renderer.view, renderer.dashboard.standings
    made, records = Leads(view), view.records
    return {
        **{indicator.id: made.of_indicator(indicator, standings.of(indicator)) for indicator in records.indicators.values()},
        **{project.id: made.of_project(project) for project in records.projects.values()},
        **{topic.record.id: made.of_topic(topic) for kind in ("places", "fields") for topic in topics(kind, view)},
        "targets": made.of_targets(),
        "projects": made.of_projects(),
    }


@pytest.mark.parametrize(
    ("id", "chinese", "english"),
    [
        (
            "grain-output",
            "规划的目标：2025年12万吨。基数：2020年10.5万吨。最近的报道：2023年11.5万吨（来源A级：发布处读到）。",
            "Target of the plan: 120,000 tonnes by 2025. Baseline: 105,000 tonnes in 2020. "
            "Latest reports: 115,000 tonnes in 2023 (grade A source: read at its publisher).",
        ),
        (
            "growth",
            "规划的目标：2021–2025年年均增长6%左右。最近的报道：2023年比上年增长5.5%（预计数；未证实；来源C级：转述的文章）。",
            "Target of the plan: average annual growth of about 6% in 2021–2025. "
            "Latest reports: growth of 5.5% over the year before in 2023 "
            "(an estimate; not confirmed; grade C source: passed on by an article).",
        ),
        (
            "village-clinics",
            "规划的目标：全部达标（2025）。没有找到说明它后来怎样的报道。",
            "Target of the plan: All meet the standard (2025). No report was found that says how it stands.",
        ),
        (
            "03-01",
            "专栏3 第1项的项目：5万吨/年；新建。现有的来源都没有提到。",
            "A project of Box 3, item 1: 50,000 tonnes a year; New construction. None of the available sources mentions it.",
        ),
        (
            "03-02",
            "专栏3 第2项的项目：新建；平台系统；云雀镇。最近的报道：已投用（2023；来源A级：发布处读到）。",
            "A project of Box 3, item 2: New construction; Platform or system; Yunque Town. "
            "Latest reports: In operation (2023; grade A source: read at its publisher).",
        ),
        (
            "baishi",
            "规划在这里点名项目2个、目标1项（其中云雀镇1个项目、里河村1个项目）。2个项目里，有后来报道的1个。",
            "Here the plan names 2 projects, 1 target (of the projects, 1 in Yunque Town, 1 in Lihe Village). "
            "There are later reports on 1 of the 2 projects.",
        ),
        (
            "lihe",
            "规划在这里点名项目1个。现有的来源都没有提到这些项目。",
            "Here the plan names 1 project. None of the available sources mentions the project.",
        ),
        (
            "targets",
            "后来怎样：基本符合预期 1；有报道，未证实 1；有报道，不能直接比 1；未见报道 10。",
            "What became of them: Broadly as planned 1; Reported, not confirmed 1; Related figures differ in definition 1; "
            "No report found 10.",
        ),
        ("projects", "后来怎样：已投用 1；未见报道 3。", "What became of them: In operation 1; No report found 3."),
    ],
)
def test_a_lead_tells_what_the_records_hold(id: str, chinese: str, english: str) -> None:
    assert leads("zh-hans")[id] == chinese
    assert leads("en")[id] == english


def test_every_edition_has_a_lead_for_each() -> None:
    assert list(leads("zh-hant")) == list(leads("zh-hans")) == list(leads("en"))
    assert all(all(leads(edition).values()) for edition in ("zh-hans", "zh-hant", "en"))


@ours
@pytest.mark.parametrize(
    ("edition", "said"),
    [("zh-hans", "2023年比上年下降8.7%（"), ("zh-hant", "2023年比上年下降8.7%（"), ("en", "fall of 8.7% from the year before in 2023 (")],
)
def test_a_growth_below_nought_is_called_a_fall(edition: str, said: str, presses: dict[str, Renderer]) -> None:
    press = presses[edition]
    indicator = press.view.records.indicators["general-public-budget-revenue"]
    assert said in Leads(press.view).of_indicator(indicator, press.dashboard.standings.of(indicator))
