"""What a text says of its plan: years, horizon, day of issue, who issued it, a short title. Nothing is supplied that it does not say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from planbook.drafting.spelling import numeral
from planbook.drafting.tables import FIRST_YEAR_OF_THIRD, THIRD_PLAN, Years
from planbook.records.numerals import han

FIVE_YEARS = re.compile(
    r"第(?P<count>[一二三四五六七八九十]{1,3})个五年|第(?P<old>[一二三四五六七八九十]{1,3})個五年|[“「](?P<short>十[一二三四五六七八九])五[”」]"
)
PERIOD = re.compile(r"(?P<start>20[0-9]{2})\s*年?\s*[—–－\-~至到]+\s*(?P<end>20[0-9]{2})")
HORIZON = re.compile(r"(?P<year>二〇[〇一二三四五六七八九]{2}|20[0-9]{2})年遠?远?景目[标標]")
DAY = re.compile(r"(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
PUBLISHER = re.compile(r"[\u4e00-\u9fff]{2,20}(人民政府|人民代表大会|人民代表大會|公所|委员会|委員會|管委会|[厅局])(办公室|办公厅|辦公室)?")
HAN_YEAR = str.maketrans("〇零一二三四五六七八九", "00123456789")


class Facts(NamedTuple):
    """What is known of a plan; ``doubts``: key of plan.yml → why a person must look."""

    title: str
    short_title: str
    publisher: str
    years: Years
    horizon: int | None
    issued: datetime.date | None
    doubts: dict[str, str]


def facts(title: str, lines: Iterable[str]) -> Facts:
    """The facts that the title and the lines of the received text give."""
    words = [line.strip() for line in lines]
    whole = f"{title}\n" + "\n".join(words)
    doubts: dict[str, str] = {}
    years = _years(whole, doubts)
    ends = words[:15] + words[-15:]
    publisher = next((re.sub(r"\s+", "、", line.strip()) for line in ends if all(map(PUBLISHER.fullmatch, line.split() or ["-"]))), "")
    if publisher:
        doubts["publisher"] = "发布机关取自单独成行的署名，是不是印发的机关"
    else:
        publisher = "发布机关"
        doubts["publisher"] = "收到的文本里找不到发布机关"
    issued = next((day for line in ends if (day := _day(line))), None)
    if issued:
        doubts["issued"] = "日期取自首尾的一行，是不是印发日期"
    else:
        doubts["title"] = "全称取自正文之前的几行；印发日期找不到，知道就加一行 issued"
    horizon = HORIZON.search(whole)
    doubts["short_title"] = "简称由全称缩成"
    doubts["tag"] = "改成自己的域名；第一次发布以后不能再改"
    far = int(horizon["year"].translate(HAN_YEAR)) if horizon else None
    return Facts(title or "规划全称待填", _short(title), publisher, years, far, issued, doubts)


def _years(whole: str, doubts: dict[str, str]) -> Years:
    count = _count(whole)
    if count and count >= THIRD_PLAN:
        start = FIRST_YEAR_OF_THIRD + 5 * (count - THIRD_PLAN)
        return Years(start, start + 4)
    period = PERIOD.search(whole)
    if period:
        doubts["start"] = "规划期取自第一处写成起止两年的话"
        return Years(int(period["start"]), int(period["end"]))
    years = sorted(int(year) for year in re.findall(r"20[0-9]{2}", whole)) or [2000]
    doubts["start"] = "收到的文本没有写规划期，这里是文中最早和最晚的年份"
    return Years(years[0], years[-1])


def _count(words: str) -> int | None:
    """Which five-year plan words name first: 第十五个五年, or “十五五”."""
    named = FIVE_YEARS.search(words)
    return numeral(next(filter(None, named.groups()))) if named else None


def _day(line: str) -> datetime.date | None:
    found = DAY.search(line)
    try:
        return datetime.date(*map(int, found.groups())) if found and len(line) <= 30 else None
    except ValueError:
        return None


def _short(title: str) -> str:
    """A short title: 云川县“十五五”规划纲要."""
    count = _count(title)
    place = re.match(r"(?P<place>.*?)(国民经济|國民經濟|第)", title)
    if not count or not place or "“" in title:
        return title[:40] or "简称待填"
    kind = "规划纲要" if "纲要" in title else "規劃綱要" if "綱要" in title else "规划"
    return f"{place['place']}“{han(count)}五”{kind}"
