"""What is known on a day, as a record that stays: every verdict, every newest figure, the stage of every project with a report."""

from __future__ import annotations

import datetime

from planbook.records.model import KnownFigure, KnownProject, KnownTarget, Records, Snapshot
from planbook.text.knowledge import as_of
from planbook.text.links import Links
from planbook.text.newest_figures import newest_of
from planbook.text.stages import stage_of
from planbook.text.verdicts import Progress, of_indicator, of_target

ABOUT = "这一天所知的一切：各项目标的进展、各指标最新的数、有报道的项目的状态。没有列出的，这一天没有任何来源。"


def snapshot(records: Records, links: Links, day: datetime.date) -> Snapshot:
    """What the records know, dated ``day``: the day on which the sources were last looked for."""
    known = {target.id: of_target(target, records, links) for target in records.targets.values()}
    said = {(id, t.measure, t.year, t.value, t.text) for t in records.targets.values() for id in t.indicators}
    known |= {
        f"{indicator.id}/{value.measure}-{value.year}": of_indicator(indicator, value, records, links)
        for indicator in records.indicators.values()
        for value in indicator.series
        if value.kind == "target" and value.year >= records.plan.start
        and (indicator.id, value.measure, value.year, value.value, value.text) not in said
    }  # fmt: skip
    return Snapshot(
        id=day.isoformat(), date=day, as_of=as_of(records), about=ABOUT,
        without_source=sum(progress.outcome == "no-source" for progress in known.values()),
        targets=tuple(_target(key, progress) for key, progress in sorted(known.items()) if progress.outcome != "no-source"),
        figures=tuple(_figures(records, links)), projects=tuple(_projects(records, links)),
    )  # fmt: skip


def unsaid(records: Records, links: Links) -> list[str]:
    """The targets, by name, that stand otherwise than in the newest snapshot, where no change of that day or later says so."""
    kept = max(records.snapshots.values(), key=lambda known: known.date, default=None)
    if kept is None:
        return []
    before, now = ({known.key: known.outcome for known in each.targets} for each in (kept, snapshot(records, links, kept.date)))
    later = (change for _id, change in sorted(records.changes.items()) if change.date >= kept.date)
    said = {
        verdict.target or f"{verdict.indicator}/{verdict.measure}-{verdict.year}": verdict.after for c in later for verdict in c.verdicts
    }
    moved = (key for key in sorted({*before, *now}) if before.get(key) != now.get(key) and said.get(key) != now.get(key, "no-source"))
    return [_name(key, records) for key in moved]


def _name(key: str, records: Records) -> str:
    target, indicator = records.targets.get(key), records.indicators.get(key.partition("/")[0])
    return target.subject if target else indicator.name if indicator else key


def _target(key: str, progress: Progress) -> KnownTarget:
    reports = tuple(report.id for report, _bearing in progress.reports)
    return KnownTarget(key=key, outcome=progress.outcome, interim=progress.interim, newest=progress.newest, reports=reports)


def _figures(records: Records, links: Links) -> list[KnownFigure]:
    return [
        KnownFigure(
            indicator=indicator.id, measure=report.measure, year=report.year, value=report.value, unit=report.unit,  # type: ignore[arg-type]
            grade=records.sources[report.source].grade, report=report.id,  # type: ignore[arg-type]
        )
        for indicator in records.indicators.values()
        for report, _bearing in newest_of(indicator, records, links).figures
    ]  # fmt: skip


def _projects(records: Records, links: Links) -> list[KnownProject]:
    stages = {id: stage_of(id, records, links) for id in records.projects}
    return [
        KnownProject(id=id, state=stage.state, reports=tuple(report.id for report, _bearing in stage.reports))
        for id, stage in stages.items()
        if stage.state != "no-source"
    ]
