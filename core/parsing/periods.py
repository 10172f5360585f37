"""Read which time a statement covers: 截至10月31日, 4-12月, 上半年, 今年以来; else the section's year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from core.model import Period, Section
from core.parsing.breaks import Breaks
from core.reading.stretches import Stretch, outside

DASH = r"[ ]*(?:-|—|–|~|至|到)+[ ]*"
TIME = re.compile(
    rf"""
    (?=[截自近今本去上下前第全年目一二三四元\d][至止到年月日周旬季半前内底末初上中下两一二三四五\d ~—–-])  # cheap refusal of other places
    (?P<until> 截[至止]到? [ ]* )?
    (?:
      (?P<y1>20\d\d)年(?P<m1>\d{{1,2}})月(?:\d{{1,2}}日)?{DASH}(?P<y2>20\d\d)年(?P<m2>\d{{1,2}})月(?:\d{{1,2}}日)?  # 2014年11月至2015年11月
    | (?:(?P<ya>20\d\d|今|本)年(?:度)?)?[ ]*(?P<a>\d{{1,2}}|(?<![\d万亿千百])元)(?:月(?:份|\d{{1,2}}日起?)?)?{DASH}(?P<b>\d{{1,2}})月份?(?:(?P<bday>\d{{1,2}})日|底|末)?  # 4-12月份, 今年1至10月, 4月1日至4月30日
    | (?:(?P<yh>20\d\d|今|本|去|上)年(?:度)?)?[ ]*(?P<half>上半年|下半年|前三季度|(?:第)?[一二三四1-4]季度)
    | (?:(?P<ym>20\d\d|今|本|去|上)年(?:度)?)?[ ]*(?P<m>\d{{1,2}})(?:月份|月(?P<day>\d{{1,2}})日(?P<last>{DASH}\d{{1,2}}日)?|月?(?P<edge>底|末|初|上旬|中旬|下旬))  # 12月底, 截至12底
    | (?:(?P<yo>20\d\d|今|本|去|上)年(?:度)?)?(?P<only>\d{{1,2}})月(?!\d)
    | (?P<since>自?(?P<ys>20\d\d)年(?:(?P<ms>\d{{1,2}})月(?:\d{{1,2}}日)?)?(?:底|初)?(?:[^,。;]{{0,16}})以来)
    | (?P<recent>近(?P<n>[两三四五二])年(?:来)?)
    | (?P<year>20\d\d)年(?:度)?(?:底|末|初|全年|以来)?
    | (?P<now>本(?:月份?|周|旬|季度?))
    | (?P<this>今年(?:以来)?|全年|年内|本年度?|去年(?:同期)?|上年(?:度|同期)?|目前|年底)
    )
    """,
    re.VERBOSE,
)
TITLE_TIME = re.compile(
    rf"""
    (?P<half>上半年|前三季度|(?:第)?[一二三四1-4]季度)
  | (?<!\d)(?P<a>\d{{1,2}})(?:月(?:份|\d{{1,2}}日)?)?{DASH}(?:20\d\d年)?(?P<b>\d{{1,2}})月(?:份|\d{{1,2}}日)?
  | (?<!\d)(?P<within>\d{{1,2}})月\d{{1,2}}日{DASH}\d{{1,2}}日
  | 第(?P<week>\d{{1,2}})周  # a week is told by its months
  | (?<!\d)(?P<m>\d{{1,2}})月份?(?!\d|[ ]*\d+日)
  | (?<![十一二三四五六七八九])(?P<han>十[一二]?|[一二三四五六七八九])月份?  # 三月情况通报
    """,
    re.VERBOSE,
)
HAN_MONTHS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"十一": 11, "十二": 12}
# 于2021年3月启动: the time of an event, not of what is counted
EVENT = re.compile(
    r"[,]?[^,。;\d]{0,6}(?:启动|启用|搬迁|迁至|成立|挂牌|投入|建成|开业|开馆|揭牌|印发|出台|开通|试运行|正式运行|结转)"
)
CONTINUES = re.compile(r"[ ]*(?:其中|合计|总计|共计)")
HALVES = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
THIS_SPAN = (
    "本月",
    "本周",
    "本旬",
    "本季",
)  # what `now` begins with; a period is written so where the report does not say which
COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
OPENS = re.compile(r"(?:^|[\n,。;:!?(“、]|[一二三四五六七八九十]是|[一二三四五六七八九十\d]\)|[自从在到于至为,])[ ]*$")
OPENS_PARAGRAPH = re.compile(r"[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.])?[ ]*")
COMPARES = re.compile(r"(?:比|较|同比|与|和|相比|对比)[ ]*$")


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time named in the text and how far it governs what follows."""

    start: int
    end: int
    period: Period
    carries: bool  # to the following sentences of its paragraph


def reporting_months(title: str, year: int) -> tuple[int, int]:
    """Return the months of ``year`` that a report covers as its title says; a yearly report covers (1, 12).

    >>> reporting_months("2021年上半年工作总结及下半年工作计划", 2021), reporting_months("2021年度工作总结", 2021)
    ((1, 6), (1, 12))
    """
    for match in TITLE_TIME.finditer(title):
        if match["half"]:
            return HALVES.get(match["half"]) or _quarter(match["half"])
        if match["a"]:
            return (int(match["a"]), int(match["b"])) if 1 <= int(match["a"]) <= int(match["b"]) <= 12 else (1, 12)
        if match["week"] and 1 <= int(match["week"]) <= 52:
            monday, sunday = (date.fromisocalendar(year, int(match["week"]), day).month for day in (1, 7))
            return monday, sunday
        month = HAN_MONTHS[match["han"]] if match["han"] else int(match["m"] or match["within"] or 0)
        if 1 <= month <= 12:
            return month, month
    return 1, 12


def find_time_marks(text: str, section_at: Callable[[int], Section], apart: Iterable[Stretch] = ()) -> list[TimeMark]:
    """Return the times that govern statements, in reading order.

    Args:
        text: normalised report text.
        section_at: the section that holds an offset; its year and months are what 今年以来 means there.
        apart: stretches, in order, where no statement stands: tables.

    A plain day (9月28日搬迁) is an event, not a period; a time behind 比, 较 is what is compared with;
    both are left out. A year inside a noun (2022年度报告) is left out by standing inside a clause.
    """
    marks = []
    for match in chain.from_iterable(TIME.finditer(text, *stretch) for stretch in outside(apart, len(text))):
        before = text[max(0, match.start() - 4) : match.start()]
        if COMPARES.search(before):
            continue
        opens = bool(match["until"]) or bool(OPENS.search(before))
        if EVENT.match(text, match.end()):
            continue
        section = section_at(match.start())
        period = _now(match, section) if match["now"] else _period(match, section.year, section.months[1])
        if period is None:
            continue
        inner = match["a"] or match["half"]  # 问题解决率4-12月份同比…: governs although inside
        if opens or inner:
            marks.append(TimeMark(match.start(), match.end(), period, opens and _carries(text, match)))
    return marks


def _carries(text: str, match: re.Match[str]) -> bool:
    """Return whether a time governs its paragraph: a stretch of months does, 上半年 where the paragraph opens with it."""
    if match["half"]:
        return OPENS_PARAGRAPH.fullmatch(text, text.rfind("\n", 0, match.start()) + 1, match.start()) is not None
    return bool(match["until"] or match["a"] or match["y1"] or match["now"])


def _now(match: re.Match[str], section: Section) -> Period:
    """Return what 本月 means in a section: the months it is about; where those are the whole year, the words tell
    that it is not.
    """
    first, last = section.months
    return Period(
        f"{section.year}-{first:02}", f"{section.year}-{last:02}", match["now"] if first == 1 and last == 12 else ""
    )


def _period(match: re.Match[str], year: int, last: int) -> Period | None:
    written = match.group().strip()
    if match["y1"]:
        return _months(int(match["y1"]), int(match["m1"]), int(match["y2"]), int(match["m2"]), written)
    if match["a"]:
        y = _year(match["ya"], year)
        return _months(y, 1 if match["a"] == "元" else int(match["a"]), y, int(match["b"]), written)
    if match["half"]:
        y = _year(match["yh"], year)
        first, last = HALVES.get(match["half"]) or _quarter(match["half"])
        return _months(y, first, y, last, written)
    if match["m"] or match["only"]:
        return _month(match, year, written)
    if match["since"]:
        y = int(match["ys"])
        return _months(y, int(match["ms"] or 1), max(y, year), last if y <= year else 12, written)
    if match["recent"]:
        return _months(year - COUNT[match["n"]] + 1, 1, year, 12, written)
    if match["year"]:
        y = int(match["year"])
        return _months(y, 1, y, 12, written)
    if match["this"] in ("目前", "年底") and not match["until"]:
        return None
    if match["this"] and match["this"][0] in "去上":
        return _months(year - 1, 1, year - 1, 12, written)
    return _months(year, 1, year, last, written)


def _month(match: re.Match[str], year: int, written: str) -> Period | None:
    y = _year(match["ym"] or match["yo"], year)
    month = int(match["m"] or match["only"])
    if match["until"]:
        return _months(y, 1, y, month, written)
    if match["day"] and not match["last"]:  # 3月4日至10日 is a week of March
        return None
    if match["edge"] in ("底", "末") and not match.group().startswith("截"):
        return _months(y, 1, y, month, written)
    return _months(y, month, y, month, written)


def _quarter(written: str) -> tuple[int, int]:
    n = QUARTER[written.lstrip("第")[0]]
    return 3 * n - 2, 3 * n


def _year(written: str | None, year: int) -> int:
    if written is None or written in ("今", "本"):
        return year
    return year - 1 if written in ("去", "上") else int(written)


def _months(y1: int, m1: int, y2: int, m2: int, written: str) -> Period | None:
    if not (1 <= m1 <= 12 and 1 <= m2 <= 12) or (y1, m1) > (y2, m2):
        return None
    return Period(f"{y1}-{m1:02}", f"{y2}-{m2:02}", written)


class Calendar:
    """Say for each offset of a text which period governs it."""

    def __init__(self, text: str, marks: list[TimeMark], sentences: Breaks) -> None:
        self._text = text
        self._paragraphs = Breaks(text, "\n")
        self._sentences = sentences
        self._marks = marks
        self._starts = [mark.start for mark in marks]

    def _paragraph(self, offset: int) -> int:
        """Return where the paragraph begins; one that opens with 其中 or 合计 goes on with the one before it."""
        start = self._paragraphs.start(offset)
        while start and CONTINUES.match(self._text, start):
            start = self._paragraphs.before(start)
        return start

    def at(self, offset: int, section: Section, since_unknown: bool = False) -> Period:
        """Return the period of a statement whose number stands at ``offset``.

        The last time named before it in its own sentence; else the last one that carries over within the same
        paragraph; else the whole year of the section.
        """
        paragraph, begin = self._paragraph(offset), self._sentences.start(offset)
        i = bisect_right(self._starts, offset) - 1
        while i >= 0 and self._marks[i].start >= max(paragraph, section.start):
            mark = self._marks[i]
            if mark.start >= begin or mark.carries:
                return mark.period
            if mark.period.months == 12 and mark.period.start.startswith(str(section.year)):
                break  # 全年 ends what 上半年 began
            i -= 1
        return _unsaid(section.year, *section.months, since_unknown)


@lru_cache(maxsize=64)
def _unsaid(year: int, first: int, last: int, since_unknown: bool) -> Period:
    """Return the period of what is said without a time."""
    return Period(f"{year}-{first:02}", f"{year}-{last:02}", "", since_unknown)
