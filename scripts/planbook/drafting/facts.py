"""What a text says of its plan: years, horizon, day of issue, who issued it, a short title. Nothing is supplied that it does not say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from planbook.drafting.spelling import closed, numeral, tight
from planbook.drafting.tables import FIRST_YEAR_OF_THIRD, THIRD_PLAN, Years
from planbook.records.numerals import han

FIVE_YEARS = re.compile(
    r"第(?P<count>[一二三四五六七八九十]{1,3})个五年|第(?P<old>[一二三四五六七八九十]{1,3})個五年|[“「](?P<short>十[一二三四五六七八九])五[”」]"
)
PERIOD = re.compile(r"(?P<start>20[0-9]{2})\s*年?\s*[—–－\-~至到]+\s*(?P<end>20[0-9]{2})")
HORIZON = re.compile(r"(?P<year>二〇[〇一二三四五六七八九]{2}|20[0-9]{2})年遠?远?景目[标標]")
DAY = re.compile(
    r"(?P<year>20[0-9]{2}|二[〇零○][一二三四五六七八九〇零○]{2})年(?P<month>[0-9一二三四五六七八九十]{1,2})月(?P<day>[0-9一二三四五六七八九十]{1,3})日"
)
ERA_DAY = re.compile(
    r"民國(?P<year>[0-9]{2,3}|[一二三四五六七八九十百〇]{2,6})年(?P<month>[0-9一二三四五六七八九十]{1,2})月(?P<day>[0-9一二三四五六七八九十]{1,3})日"
)
ERA_YEAR = re.compile(r"民國\s*(?P<year>[0-9]{2,3}|[一二三四五六七八九十百〇]{2,6})\s*年")
ERA_PERIOD = re.compile(r"(?<![0-9])(?P<start>1[0-9]{2})\s*年?\s*[—–－\-~至到]+\s*(?P<end>1[0-9]{2})\s*年")
"""115年至119年: a period in Taiwan's reckoning."""
BEFORE_ERA = 1911
"""The calendar of the Republic of China counts from 1912."""
ENGLISH_DAY = re.compile(
    r"(?P<day>[0-9]{1,2}) (?P<month>[A-Z][a-z]+),? (?P<year>20[0-9]{2})|(?P<month2>[A-Z][a-z]+) (?P<day2>[0-9]{1,2}), (?P<year2>20[0-9]{2})"
)
PUBLISHER = re.compile(
    r"[\u4e00-\u9fff]{2,20}(政府|人民代表大会|人民代表大會|[议議][会會]|公所|委员会|委員會|管委会|[厅廳局])(办公室|办公厅|辦公室|辦公廳)?"
)
ENGLISH_PUBLISHER = re.compile(
    r"(The )?[A-Z][\w’'&.-]*( [\w’'&.,-]+)* (Council|Government|Board|Ministry|Department|Commission|Committee|Authority|Bureau|Agency)"
)
HAN_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")
NO_PUBLISHER = "发布机关"
"""Stands for the publisher that a text does not name; a mark says so."""
LONGEST_SHORT, LONGEST_DATE = 60, 30


class Facts(NamedTuple):
    """What is known of a plan; ``doubts``: key of plan.yml → why a person must look."""

    title: str
    short_title: str
    publisher: str
    years: Years
    horizon: int | None
    issued: datetime.date | None
    doubts: dict[str, str]


def facts(title: str, lines: Iterable[str], notice: Iterable[str] = (), tables: Iterable[str] = ()) -> Facts:
    """The facts that the title and the lines of the received text give, and those of the notice by which the plan was issued.

    The rows of ``tables`` are asked for years alone, and only where no line names one.
    """
    words = [line.strip() for line in lines]
    whole = f"{title}\n" + "\n".join(words)
    doubts: dict[str, str] = {}
    years = _years(whole, "\n".join(tables), doubts)
    ends, letter = words[:15] + words[-15:], [line.strip() for line in notice]
    publisher = _publishers(ends) or _publishers(letter)
    if publisher:
        doubts["publisher"] = "发布机关取自单独成行的署名，是不是印发的机关"
    else:
        publisher = NO_PUBLISHER
        doubts["publisher"] = "收到的文本里找不到发布机关"
    issued = next((day for line in (*ends, *letter) for part in (line, *_words(line)) if (day := _day(part))), None)
    if issued:
        doubts["issued"] = "日期取自首尾的一行，是不是印发日期"
    else:
        doubts["title"] = "全称取自正文之前的几行；印发日期找不到，知道就加一行 issued"
    horizon = HORIZON.search(whole)
    doubts["short_title"] = "简称由全称缩成"
    doubts["tag"] = "改成自己的域名；第一次发布以后不能再改"
    far = int(horizon["year"].translate(HAN_YEAR)) if horizon else None
    return Facts(title or "规划全称待填", _short(title), publisher, years, far, issued, doubts)


def _publishers(lines: list[str]) -> str:
    """The authorities that sign in lines of their own, one behind another; nothing where none does."""
    found: list[str] = []
    for line in lines:
        names = [closed(line)] if ENGLISH_PUBLISHER.fullmatch(line) else [word for word in _words(line) if not _day(word)]
        if names and all(PUBLISHER.fullmatch(name) or ENGLISH_PUBLISHER.fullmatch(name) for name in names):
            found += [name for name in names if name not in found]
        elif found:
            break
    return ("; " if found and found[0].isascii() else "、").join(found)


def _words(line: str) -> list[str]:
    """The words of a line that signs or dates: brackets around all of it say nothing."""
    return re.split(r"[\s、]+", closed(line).strip("（）()").strip())


def _years(whole: str, tables: str, doubts: dict[str, str]) -> Years:
    count = _count(whole)
    if count and count >= THIRD_PLAN:
        start = FIRST_YEAR_OF_THIRD + 5 * (count - THIRD_PLAN)
        return Years(start, start + 4)
    period = PERIOD.search(whole)
    if period:
        doubts["start"] = "规划期取自第一处写成起止两年的话"
        return Years(int(period["start"]), int(period["end"]))
    if era := ERA_PERIOD.search(whole):
        doubts["start"] = "规划期按民国纪年换算，取自第一处写成起止两年的话"
        return Years(_of_era(era["start"]), _of_era(era["end"]))
    years = sorted(
        {int(year) for year in re.findall(r"20[0-9]{2}", whole)} | {_of_era(found["year"]) for found in ERA_YEAR.finditer(whole)}
    ) or sorted({int(year) for year in re.findall(r"(20[0-9]{2})\s*年", tables)})
    if not years:
        doubts["start"] = "收到的文本没有写一个年份，这里的是占位"
        return Years(2000, 2000)
    doubts["start"] = "收到的文本没有写规划期，这里是文中最早和最晚的年份"
    return Years(years[0], years[-1])


def _of_era(year: str) -> int:
    return BEFORE_ERA + (numeral(year) or 0)


def _count(words: str) -> int | None:
    """Which five-year plan words name first: 第十五个五年, or “十五五”."""
    named = FIVE_YEARS.search(words)
    return numeral(next(filter(None, named.groups()))) if named else None


def _day(line: str) -> datetime.date | None:
    """The day that a short line names, in any of the ways that a plan is dated."""
    line = "".join(line.split()) if not line.isascii() else line
    if len(line) > LONGEST_DATE:
        return None
    try:
        if found := ERA_DAY.search(line):
            return datetime.date(_of_era(found["year"]), _number(found["month"]), _number(found["day"]))
        if found := DAY.search(line):
            return datetime.date(int(found["year"].translate(HAN_YEAR)), _number(found["month"]), _number(found["day"]))
        if found := ENGLISH_DAY.search(line):
            said = {name.rstrip("2"): word for name, word in found.groupdict().items() if word}
            return datetime.datetime.strptime(f"{said['day']} {said['month']} {said['year']}", "%d %B %Y").date()
    except ValueError:
        pass
    return None


def _number(word: str) -> int:
    return numeral(word) or 0


def _short(title: str) -> str:
    """A short title: 云川县“十五五”规划纲要."""
    count = _count(title)
    place = re.match(r"(?P<place>.*?)(国民经济|國民經濟|第)", title)
    if not count or not place or "“" in title:
        return title[:LONGEST_SHORT] or "简称待填"
    kind = "规划纲要" if "纲要" in title else "規劃綱要" if "綱要" in title else "规划"
    return f"{tight(place['place'])}“{han(count)}五”{kind}"
