"""What stands beside a figure: its prices, its errata, the target that a verdict is on, the day of what is known, how boxes stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from planbook.records.model import Report
from planbook.text.knowledge import as_of, looked_for
from planbook.text.verdicts import Progress
from planbook.views.standings import Standing, Standings
from planbook.views.values import at_prices
from planbook.views.view import View
from support.facts import at_least, ours
from support.places import EDITION, FIRST, PREFIXES, TRANSLATED
from support.sites import Trees


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(("prices", "said"), [(None, ""), ("current", "现价"), ("constant", "可比价"), ("constant-2020", "按2020年可比价")])
def test_prices_are_said_in_words(views: dict[str, View], prices: str | None, said: str) -> None:
    assert at_prices(prices, views[FIRST].words) == said


@EDITION
def test_a_figure_says_at_which_prices_it_is(trees: Trees, views: dict[str, View], edition: str) -> None:
    """Beside the big figure, in the series and in the table of all targets; of a report, where the report stands."""
    view = views[edition]
    reckoned = [(i, value) for i in view.records.indicators.values() for value in i.series if value.prices]
    assert len(reckoned) >= at_least("reckoned values")
    for indicator, value in reckoned:
        page = trees[f"{PREFIXES[edition]}indicators/{indicator.id}/index.html"]
        said = at_prices(value.prices, view.words)
        shown = page.xpath("//div[contains(@class, 'big-figure--target')]") + page.xpath("//tr[@class='series__target']")
        assert sum(said in text(element) for element in shown) >= 2, indicator.id
    table = trees[f"{PREFIXES[edition]}targets/index.html"]
    for row in view.targets.rows:
        if row.indicator and row.value.prices:
            (line,) = [tr for tr in table.iter("tr") if tr.xpath(f".//a[contains(@href, '/{row.indicator.id}/')]") and not tr.get("id")]
            assert at_prices(row.value.prices, view.words) in text(line)
    for report in priced(view):
        part = f"{report.source}/" if view.reports.parts else ""
        (item,) = trees[f"{PREFIXES[edition]}reports/{part}index.html"].xpath(f"//div[@id='{report.id}']")
        assert at_prices(report.prices, view.words) in text(item)


def priced(view: View) -> Iterator[Report]:
    return (report for report in view.records.reports.values() if report.prices)


def several(view: View) -> list[Standing]:
    return [standing for standing in Standings(view).binding if len(standing.targets) > 1]


@ours
@EDITION
def test_a_verdict_names_its_target_where_there_are_several(trees: Trees, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    page = trees[f"{PREFIXES[edition]}progress/binding/index.html"]
    assert several(view)
    for standing in several(view):
        (row,) = [tr for tr in page.iter("tr") if tr.xpath(f"./th/a[contains(@href, '/{standing.indicator.id}/')]")]
        verdicts = [text(div) for div in row.xpath("./td[last()]/div")]
        assert len(row.xpath("./td/@data-label")) >= 3, "on a phone each cell says what it is"
        assert len(verdicts) == len(standing.targets)
        for said, (target, progress) in zip(verdicts, standing.targets, strict=True):
            assert said.startswith(view.values.quantity(target.value, target.indicator))
            assert view.word("outcome", progress.outcome) in said


@ours
@EDITION
def test_a_target_of_the_running_text_alone_says_so(trees: Trees, views: dict[str, View], edition: str) -> None:
    """The table leaves the share of good days to a higher level; the 80% stand in the text."""
    page = trees[f"{PREFIXES[edition]}progress/binding/index.html"]
    (row,) = [tr for tr in page.iter("tr") if tr.xpath("./th/a[contains(@href, '/good-air-days/')]")]
    of_text, of_table = row.xpath("./td[2]/div")
    assert "80%" in text(of_text)
    assert [link.get("href").rpartition("#")[2] for link in of_text.iter("a") if "#" in link.get("href")] == ["01-5-6"]
    assert not of_table.xpath(".//a")


@EDITION
def test_errata_stay_beside_their_figures(trees: Trees, views: dict[str, View], edition: str) -> None:
    """Whatever a box marks in the cell of a value, the page of binding indicators marks beside that value."""
    view = views[edition]
    page = trees[f"{PREFIXES[edition]}progress/binding/index.html"]
    marked = 0
    for standing in Standings(view).binding:
        (row,) = [tr for tr in page.iter("tr") if tr.xpath(f"./th/a[contains(@href, '/{standing.indicator.id}/')]")]
        shown = {link.get("href").rpartition("#")[2] for link in row.xpath(".//a[contains(@class, 'erratum-mark')]")}
        values = [standing.baseline] if standing.baseline else []
        expected = {erratum.id for value in values for erratum in view.errata.of_value(value)}
        expected |= {erratum.id for target, _progress in standing.targets for erratum in view.errata.of_row(target)}
        assert expected <= shown, standing.indicator.id
        marked += len(expected)
    assert marked >= at_least("errata of binding indicators")


@EDITION
def test_one_sentence_tells_both_days(trees: Trees, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    looked = looked_for(view.records)
    if looked is None:
        pytest.skip("The plan in data/ has no snapshot, and no source says when it was read.")
    assert looked > as_of(view.records)
    for path in ("progress/", "progress/indicators/", "progress/binding/"):
        sentences = [text(p) for p in trees[f"{PREFIXES[edition]}{path}index.html"].xpath("//p[@class='intro']")]
        days = view.words.date(as_of(view.records)), view.words.date(looked)
        assert any(all(day in said for day in days) for said in sentences), path


def test_the_day_of_looking_is_that_of_a_record(views: dict[str, View]) -> None:
    view = views[FIRST]
    snapshots, sources = view.records.snapshots, view.records.sources
    days = [s.date for s in snapshots.values()] + [s.retrieved for s in sources.values() if s.retrieved]
    assert looked_for(view.records) == max(days, default=None)


@EDITION
def test_a_box_tells_how_its_projects_and_targets_stand(trees: Trees, views: dict[str, View], edition: str) -> None:
    """The counts of the box, and below it each project and target of which something was reported, with its state."""
    view = views[edition]
    for id in view.records.boxes:
        promise = view.chapters.promise_of_box(id)
        page = trees[f"{PREFIXES[edition]}boxes/{id}/index.html"]
        counted = [text(dd) for dd in page.xpath("//dl[@class='promise']/div/dd[1]")]
        assert counted == [str(len(found)) for found in (promise.targets, promise.projects) if found]
        listed = page.xpath("//h2[@id='standing']/following-sibling::ul[1]/li")
        assert len(listed) == promise.known + promise.reported, id
        for said, progress in zip(listed[promise.known :], outcomes(view, id), strict=True):
            assert view.word("outcome", progress.outcome) in text(said)


def outcomes(view: View, box: str) -> list[Progress]:
    found = [view.targets.progress(row) for row in view.chapters.promise_of_box(box).targets]
    return [progress for progress in found if progress.outcome != "no-source"]


@ours
def test_a_related_report_is_not_told_as_one_of_the_project(trees: Trees, views: dict[str, View]) -> None:
    """Box 4, items 10 and 19: plants like them were reported, and whether they are these nobody can tell."""
    for id in ("04-10", "04-19"):
        assert views[FIRST].projects.state(id) == "mentioned"
        page = trees[f"projects/{id}/index.html"]
        (told,) = page.xpath("//div[@class='told']")
        assert "不能由此断定说的就是这个项目" in text(told)
        assert "没有一篇说到" not in text(told)
        if TRANSLATED:
            (told,) = trees[f"{PREFIXES[TRANSLATED]}projects/{id}/index.html"].xpath("//div[@class='told']")
            assert "do not show that it is this very project" in text(told)


@EDITION
def test_what_was_so_before_the_plan_is_not_called_later(trees: Trees, views: dict[str, View], edition: str) -> None:
    """On the pages of places, fields, indicators and projects; what came first stands first."""
    view = views[edition]
    day, found = view.records.plan.issued, 0
    assert day
    for kind in ("places", "fields", "indicators", "projects"):
        for id in getattr(view.records, kind):
            page = trees[f"{PREFIXES[edition]}{kind}/{id}/index.html"]
            for heading, later in (("reported", True), ("reported-before", False)):
                listed = page.xpath(f"//a[contains(@href, 'reports/#') and preceding::h2[1][@id='{heading}']]")
                told = [view.records.reports[link.get("href").partition("#")[2]] for link in listed]
                days = [report.as_of or datetime.date(report.year, 12, 31) for report in told]
                assert all((known >= day) == later for known in days), f"{kind}/{id}"
                assert days == sorted(days), f"{kind}/{id}"
                found += 0 if later else len(told)
    assert found >= at_least("reports of before the plan")


@EDITION
def test_a_page_that_counts_indicators_says_of_which_plan(trees: Trees, views: dict[str, View], edition: str) -> None:
    view = views[edition]
    own = len(Standings(view).of_this_plan)
    assert own < view.count("indicators")
    for path, counted in (
        ("", "//ul[@class='counts']"), ("glance/", "//ul[@class='counts']"), ("indicators/", "//h1/following-sibling::p[1]"),
        ("progress/indicators/", "//ul[@class='counts']"), ("search/", "//h2[@id='all-indicators']"),
    ):  # fmt: skip
        (said,) = trees[f"{PREFIXES[edition]}{path}index.html"].xpath(counted)
        assert str(own) in text(said), path


@EDITION
def test_the_grade_of_a_source_is_said_in_words(trees: Trees, views: dict[str, View], edition: str) -> None:
    view, prefix = views[edition], PREFIXES[edition]
    words = [*view.labels["grade in short"].values()]
    grades = [link for id in view.records.indicators for link in trees[f"{prefix}indicators/{id}/index.html"].xpath("//a[@class='grade']")]
    assert grades
    assert all(any(said in text(link) for said in words) for link in grades)


@EDITION
def test_what_points_to_a_paragraph_says_what_it_is(trees: Trees, views: dict[str, View], edition: str) -> None:
    """Not only how much: every count stands beside its kind."""
    said = {
        text(summary)
        for chapter in views[edition].records.chapters
        for summary in trees[f"{PREFIXES[edition]}plan/{chapter}/index.html"].xpath("//details[@class='pointers']/summary")
    }
    assert len(said) >= 10
    assert not [summary for summary in said if len(summary.split()) < 3 and "：" not in summary]


@EDITION
def test_each_part_of_the_terms_has_a_name_of_its_own(views: dict[str, View], edition: str) -> None:
    """The closing lines were called a second preface."""
    names = [group.name for group in views[edition].terms.groups]
    assert len(names) == len(set(names))
