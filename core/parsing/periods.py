"""Read which time a statement covers: 截至10月31日, 4-12月, 上半年, 今年以来; else the section's year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from core.model import Period, Section, SectionKind
from core.parsing.breaks import Breaks, breaks_of
from core.parsing.cues import JOINTS, Reached
from core.parsing.stretches import outside_times, stretch_called, with_days
from core.reading.stretches import Stretch, outside

DASH = r"[ ]*(?:-|—|–|~|至|到)+[ ]*"
FIRST_MONTHS = r"(?<![提之此以目])[前头](?:十一?|[二两三四五六七八九]|1[01]|[2-9])个月(?!内|[以之]内)"
NUMBER = r"(?!12\d{3}(?!\d))\d"  # 5月12345热线: a hotline is no part of a date
TIME = re.compile(
    rf"""
    (?=[截自近今本当去上下前第全年明来目一二三四五六七八九两十元到至过同“"‘'\d][至止到年月日周旬季半前期内底末初上中下两一二三四五六七八九去今十\d ~—–-])  # cheap refusal
    (?!\d+[^\d 年月季全底末初上中下~—–至到-])
    (?P<until> (?: 截[至止]到? | (?<![^\n,。;:])[到至] ) [ ]* )?
    (?:
      [“"‘']?十(?P<five>[一二三四五])五[”"’']?(?P<wholly>(?:开局)?以来|期间|时期|规划期|末|前(?P<nf>[两二三四])年)  # “十四五”以来, ‘十三五’期间
    | (?P<yf>20\d\d)(?:年度?)?{DASH}(?P<yt>20\d\d)年(?:度|期间|间)?(?!{NUMBER})  # 2021—2023年
    | (?<![\d.])(?P<sf>[012]\d)年?{DASH}(?P<st>[012]\d)年(?:度|期间|间)?(?![\d来以内])  # 21年至23年
    | (?<![\d.近满超达约长过前后历隔时])'?(?P<yy>[012]\d)年(?:度|底|末)?(?![来间以内期龄限历前后级多]|\d{{1,2}}月)  # 22年11万件, 23年13万件
    |
      (?P<y1>20\d\d)年(?P<m1>\d{{1,2}})月(?:\d{{1,2}}日)?{DASH}(?P<y2>20\d\d)年(?P<m2>\d{{1,2}})月(?:\d{{1,2}}日)?  # 2014年11月至2015年11月
    | (?:(?P<ya>20\d\d|今|本|明|来|去|上)年(?:度)?)?[ ]*(?P<a>\d{{1,2}}|(?<![\d万亿千百])元)(?:月(?:份|\d{{1,2}}日起?)?)?{DASH}(?P<b>\d{{1,2}})月份?(?:(?P<bday>\d{{1,2}})日|底|末)?  # 4-12月份, 今年1至10月, 4月1日至4月30日
    | 自?(?P<yfrom>20\d\d|去|上)年(?P<mfrom>\d{{1,2}})月[^,。;\n\d]{{1,10}}[至到](?:(?P<yto>今|本|20\d\d)年|当年|同年)?(?P<mto>\d{{1,2}})月(?:\d{{1,2}}日|底|末)?  # 自2023年7月上线至12月底
    | (?:(?P<yh>20\d\d|今|本|明|来|去|上)年(?:度)?)?[ ]*(?P<half>上半年|下半年|前三季度|(?:第)?[一二三四1-4]季度|{FIRST_MONTHS})
    | (?P<since>自?(?:(?P<yn>今|本|去|上)年)?(?P<mn>\d{{1,2}})月(?:\d{{1,2}}日|份|底|初|中旬|上旬|下旬)?(?:[^,。;\n\d]{{0,16}}以来)  # 今年4月以来, 4月15日上线以来
    | 自?(?P<ys>20\d\d)年(?:(?P<ms>\d{{1,2}})月(?:\d{{1,2}}日)?)?(?:底|初)?(?:[^,。;\n]{{0,16}}以来|[^,。;\n\d]{{0,10}}至今|起?的?\d{{1,2}}年[间来]|起(?=(?:已)?(?:累计|共)))(?!(?:的|之)?(?:最|首|新高|第|历史)))
    | (?:(?P<ym>20\d\d|今|本|明|来|去|上)年(?:度)?)?[ ]*(?P<m>\d{{1,2}})(?:月份|月(?P<day>\d{{1,2}})日(?P<last>{DASH}\d{{1,2}}日)?|月?(?P<edge>底|末|初|上旬|中旬|下旬))  # 12月底, 截至12底
    | (?:(?P<yo>20\d\d|今|本|明|来|去|上)年(?:度)?)?(?P<only>\d{{1,2}})月(?!{NUMBER}\d?(?![\d.,]|[ ]?[万亿余多%件个人项台家次条起户]))  # 12月1.4万件; 8月12全市… is a day
    | (?<![一二三四五六七八九十每])(?P<han>十[一二]?|[一二三四五六七八九])月份?(?![一度内])  # 六月热线诉求
    | (?P<recent>(?:近|过去|这)(?P<n>[两三四五二])年(?:来|间)?|(?P<nn>[两三四五二])年(?:[来间]|(?=累计|合计|总计|共)))
    | (?P<year>20\d\d)(?:[ ]?年(?:度)?(?:底|末|初|全年|以来)?|全年)
    | (?P<now>本(?:月份?|周|旬|季度?)|(?<!月)当月(?!度))
    | (?P<last_month>上月份?)
    | (?P<this>今年(?:以来|同期)?|本期(?!间)|全年|年内|本年度?|明年|来年|去年(?:同期)?|上年(?:度|同期)?|同期(?=[为是仅只的])|(?<![\d目])前年(?!度)|目前|至今|年底)
    )
    """,
    re.VERBOSE,
)
TITLE_TIME = re.compile(
    rf"""
    (?P<half>上半年|下半年|前三季度|(?:第)?[一二三四1-4]季度|{FIRST_MONTHS})
  | (?<=年)(?P<mid>半年度?|年中)  # 2023年半年工作总结
  | (?<!\d)(?P<a>\d{{1,2}})(?:月(?:份|\d{{1,2}}日)?)?{DASH}(?:20\d\d年)?(?P<b>\d{{1,2}})月(?:份|\d{{1,2}}日)?
  | (?<!\d)(?P<within>\d{{1,2}})月\d{{1,2}}日{DASH}\d{{1,2}}日
  | 第(?P<week>\d{{1,2}})周  # a week is told by its months
  | (?<!\d)(?P<m>\d{{1,2}})月份?(?!{NUMBER}|[ ]*\d+日)
  | (?<![十一二三四五六七八九])(?P<han>十[一二]?|[一二三四五六七八九])月份?  # 三月情况通报
    """,
    re.VERBOSE,
)
TITLE_YEARS = re.compile(
    rf"(?P<first>20\d\d)年?{DASH}(?P<last>20\d\d)年?(?!\d|\d?月)|(?P<n>[两二三四五])年(?:来)?(?:工作|行动|改革)?(?:总结|回顾|成效|综述)"
    r"|十(?P<five>[一二三四五])五[”\"]?以来"
)
# a bulletin says in its text what it counts: 统计时段为7月1日-8月31日, 月报 2023年第5期
COUNTED = re.compile(
    rf"(?:统计|数据|采集)[^,。;\n]{{0,6}}(?:时段|期限|区间|周期|时间|范围)(?:为|是|从|:|自)*[ ]*(?:20\d\d年)?(?P<a>\d{{1,2}})月(?:\d{{1,2}}日)?"
    rf"{DASH}(?:20\d\d年)?(?P<b>\d{{1,2}})月"
    r"|月报[^。]{0,24}?第(?P<issue>\d{1,2})期"
)
HEAD = 600  # letters of a text in which it says what it counts
HAN_MONTHS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"十一": 11, "十二": 12}
# 于2021年3月启动: the time of an event, not of what is counted
EVENT = re.compile(
    r"[,]?[^,。;\d]{0,6}(?:启动|启用|搬迁|迁至|搬入|迁入|搬到|成立|组建|设立|挂牌|投入|投用|建成|落成|竣工|开业|开馆|揭牌|印发|出台|开通"
    r"|试运行|正式运行|结转|转结|转入|转来的|改称|更名|获评|获批)"
    r"|[,]?[^,。;\n]{0,30}(?:启用|搬迁|成立|组建|揭牌|挂牌|投用|落成|竣工|开业|开馆|改称|正式运行)(?=[,。;\n]|\Z)"
)
CONTINUES = re.compile(r"[ ]*(?:其中|合计|总计|共计)")
BROKEN = re.compile(r"[,;、]\n")  # a line that ends inside its sentence goes on in the next
WHOLE_YEAR = re.compile("全年|年度|今年|本年|一年来")
LONGEST_SPAN = 10  # years
CENTURY = 2000  # 22年 is 2022
NEXT_YEARS, FORMER_YEARS = 1, 9  # how far from a report's year 22年 can be a year, and is no number of years
NAME_LENGTH = 80
NEXT_OF_LIST = 12  # 比2021年的8.6万件、2022年的9.9万件有所增长: of that number alone too
CLOSES = (",", "累", "合", "总", "共")  # what stands behind 三年来 where it governs inside a clause too
INNER = (
    "a",
    "yfrom",
    "half",
    "yf",
    "sf",
    "five",
    "since",
)  # 问题解决率4-12月份同比…: these govern although they stand inside
HALVES = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
MONTHS = ("月", "月份")
THIS_SPAN = (
    "本月",
    "本周",
    "本旬",
    "本季",
    "上月",
    "当月",
)  # what `now` begins with; a period is written so where the report does not say which
COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
ELEVENTH_PLAN = 2006  # “十一五” began
OPENS = re.compile(
    r"(?:^|[\n,。;:!?(“、]|其中|[仅单光]|[一二三四五六七八九十]是|[一二三四五六七八九十\d]\)|[自从在到于至为,]|力争|争取|预计|计划|确保|拟)[ ]*$"
)
STOPS = ("。", ";", "!", "?")  # that end a sentence
OPENS_PARAGRAPH = re.compile(r"[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.])?[ ]*(?:放到|从|就|看|以|按)?")
ALONE = (
    "",
    "份",
    "单月",
    "份单月",
    "当月",
    "全月",
    "单季",
    "单季度",
    "一个月",
)  # what may follow a time that stands for itself
NOW = ("目前", "至今")
COMING = ("明", "来")  # 年
THIS_YEAR = ("今", "本")
COUNTS = re.compile(
    r"\d[万亿余多]*(?:[件项个家枚户人]|[宗笔条通])"
)  # a figure before the first time is of no time named
ISSUE = re.compile(r"第(\d{1,2})期")
DAY = re.compile(r"(?<!\d)(1[0-2]|[1-9])月\d{1,2}日(?!前)")
FIRST_DAY = re.compile(r"\s*20\d\d年(1[0-2]|[1-9])月\d{1,2}日,")
OF_THE_MONTH = re.compile(r"[本当]月")
LEFT_OVER = re.compile(r"(?:结转|转结|转入|转至|转到|留待)$")  # 结转上年度6件: taken over, a figure of this year
COMPARES = re.compile(r"(?:比|较|同比|与|和|同|跟|相比|对比|高于|低于|超过)[ ]*$")
# 2022年和2023年分别受理11万件、13万件: each year is of one number
RESPECTIVELY = re.compile(
    r"(?P<years>20\d\d(?:年度?)?(?:[和与及、,]20\d\d(?:年度?)?)+)(?<=[年度])(?:12\d{3}(?!\d)|[^。;\n\d]){0,24}?分别(?P<to>)(?=[^。;\n\d]{0,20}\d)"
)
IN_TURN = re.compile("分别|依次")
LIST_REACH, FIGURE_REACH = (
    200,
    24,
)  # letters before 分别 that a list of times can take, and behind it up to the first figure
YEAR_OF_LIST = re.compile(r"20\d\d")
PART_OF_LIST = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?:前(?P<until>[二三])季度|第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年|(?P<month>1[0-2]|[1-9])月份?)"
)
# 一季度、二季度分别受理2000件、2500件
PARTS_OF_YEAR = re.compile(
    rf"(?P<parts>{re.sub('P<[a-z]+>', ':', PART_OF_LIST.pattern)}(?:[和与及、]{re.sub('P<[a-z]+>', ':', PART_OF_LIST.pattern)})+)"
    r"(?:12\d{3}(?!\d)|[^。;\n\d]){0,24}?(?:分别|依次)(?P<to>)(?=[^。;\n\d]{0,20}\d)"
)
FIGURE_OF_LIST = re.compile(r"(?:[^。;\n\d]{0,20})(?P<figure>\d[\d.,]*)")
BRACKETED = re.compile(
    r"(?P<number>\d[\d.,]*)[余多]?[万亿]*[余多]?[%\u4e00-\u9fff]{0,3}\($"
)  # 11万件(上年): of that number
SETS_OUT = re.compile(r"[由从自在][ ]*$")  # 由2022年的11万件增加到 …, 在2022年96%的基础上: of its number only
ON_BASIS = re.compile(r"[^,。;\n]{0,24}基础上")  # 在2022年网办率96%的基础上再提高2个百分点
# 2022年为98.5%, 去年同期的11万件: a time that its number follows at once
ADJACENT = re.compile(r"(?:同期|全年|的|为|达到|达|约|近|有|是|仅|只|共|超过|超|突破|完成|实现|[ ])*(?=\d)(?![\d.]+倍)")
# 较上半年的平均接通率98.27%: the level of the other time, not a change since then
COMPARED_LEVEL = re.compile(
    r"(?:同期)?(?:(?!增|减|升|降|提|压|缩|多|少|高|低|快|慢|翻|涨|相比|回落|下滑|持平)[^,。;:\d\n]){0,10}(?=\d)(?![\d.]+个?百分点)"
)


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time named in the text and how far it governs what follows."""

    start: int
    end: int
    period: Period
    carries: bool  # to the following sentences of its paragraph
    until: int = -1  # the last offset it governs, where it is said of one number only
    since: bool = False  # 今年4月以来: what is counted up to a later time begins there


def reporting_months(title: str, year: int) -> tuple[int, int]:
    """Return the months of ``year`` that a report covers as its title says; a yearly report covers (1, 12).

    >>> reporting_months("2021年上半年工作总结及下半年工作计划", 2021), reporting_months("2021年度工作总结", 2021)
    ((1, 6), (1, 12))
    """
    for match in TITLE_TIME.finditer(title):
        if match["half"]:
            return _stretch(match["half"])
        if match["mid"]:
            return HALVES["上半年"]
        if match["a"]:
            return (int(match["a"]), int(match["b"])) if 1 <= int(match["a"]) <= int(match["b"]) <= 12 else (1, 12)
        if match["week"] and 1 <= int(match["week"]) <= 52:
            monday, sunday = (date.fromisocalendar(year, int(match["week"]), day).month for day in (1, 7))
            return monday, sunday
        month = HAN_MONTHS[match["han"]] if match["han"] else int(match["m"] or match["within"] or 0)
        if 1 <= month <= 12:
            return month, month
    return 1, 12


def reporting_years(title: str, year: int) -> int:
    """Return how many years up to ``year`` a report covers as its title says.

    >>> reporting_years("2021—2023年三年工作总结", 2023), reporting_years("2023年工作总结", 2023)
    (3, 1)
    """
    match = TITLE_YEARS.search(title)
    if match is None:
        return 1
    if match["five"]:
        return max(1, min(5, year - ELEVENTH_PLAN - 5 * "一二三四五".index(match["five"]) + 1))
    years = COUNT[match["n"]] if match["n"] else int(match["last"]) - int(match["first"]) + 1
    return years if 1 <= years <= LONGEST_SPAN and (match["n"] or int(match["last"]) == year) else 1


def counted_months(text: str) -> tuple[int, int]:
    """Return the months that the beginning of a text says are counted; (1, 12) where it does not."""
    match = COUNTED.search(text, 0, HEAD)
    if match is None:
        return 1, 12
    first, last = (int(match["issue"]),) * 2 if match["issue"] else (int(match["a"]), int(match["b"]))
    return (first, last) if 1 <= first <= last <= 12 else (1, 12)


def only_months(text: str, marks: list[TimeMark], year: int) -> tuple[int, int]:
    """Return the months of the time that a text names first, and names none outside of; else (1, 12)."""
    named = [mark.period for mark in marks if mark.until < 0 and not ISSUE.match(text, mark.end)]
    start, end = (named[0].start, named[0].end) if named else ("", "")
    first = next((mark.start for mark in marks if named and mark.period is named[0]), 0)
    if (
        not named
        or "日" in named[0].written
        or any(p.end > end or p.start < start and not p.written.startswith("截") for p in named)
        or COUNTS.search(text, 0, first)
        or WHOLE_YEAR.search(text)
    ):
        return 1, 12
    return (int(start[5:]), int(end[5:])) if start[:4] == end[:4] == str(year) else (1, 12)


def month_of_issue(title: str, marks: Sequence[TimeMark], year: int) -> tuple[int, int] | None:
    """Return the month of a bulletin that its title numbers and its first sentence names: 第3期, 3月份; else None."""
    issue = ISSUE.search(title)
    first = next((mark.period for mark in marks if mark.period.written != f"{year}年"), None)  # 2024年第11期
    if issue is None or first is None or not first.start == first.end == f"{year}-{int(issue[1]):02}":
        return None
    return int(issue[1]), int(issue[1])


def month_of_day(text: str) -> tuple[int, int] | None:
    """Return the month of the day that a news item opens with, where it tells of 本月; else None."""
    day = FIRST_DAY.match(text) if OF_THE_MONTH.search(text) else None
    return (int(day[1]), int(day[1])) if day else None


def ended(marks: Iterable[TimeMark], year: int, month: int) -> list[TimeMark]:
    """Return the marks, those since a month ended with the month that a report on the way through its year is of."""
    until = f"{year}-{month:02}"
    return [
        replace(mark, period=replace(mark.period, end=until))
        if mark.since and mark.period.end == f"{year}-12" and mark.period.start <= until
        else mark
        for mark in marks
    ]


def month_of_writing(text: str, published: str, year: int) -> int:
    """Return the month of a report's year in which it was written: that of its date, else the last one whose day it
    names; 12 where nothing says it.
    """
    if published:
        return int(published[5:7]) if published.startswith(f"{year}-") else 12
    return max((int(month) for month in DAY.findall(text)), default=12)


def find_time_marks(
    text: str, section_at: Callable[[int], Section], apart: Iterable[Stretch] = (), opened: Iterable[Reached] = ()
) -> list[TimeMark]:
    """Return the times that govern statements, in reading order.

    Args:
        text: normalised report text.
        section_at: the section that holds an offset; its year and months are what 今年以来 means there.
        apart: stretches, in order, where no statement stands: tables.
        opened: where words stand that begin a time without saying when, and how far they reach: 上线以来, 往年, 连续三年.

    A plain day (9月28日搬迁) is an event, not a period; a time behind 比, 较 is what is compared with;
    both are left out. A year inside a noun (2022年度报告) is left out by standing inside a clause.
    """
    paired = [*_in_turn(text, RESPECTIVELY), *_in_turn(text, PARTS_OF_YEAR)]
    marks: list[TimeMark] = []
    times: list[Stretch] = []
    for match in chain.from_iterable(TIME.finditer(text, *stretch) for stretch in outside(apart, len(text))):
        times.append(match.span())
        mark = _mark(text, match, section_at(match.start()), marks)
        if mark and not any(pair.start() <= mark.start < pair.end("to") for pair in paired):
            marks.append(mark)
    since = (_opened(text, span, section_at(span.start)) for span in outside_times(text, opened, times))
    return sorted(
        [*marks, *since, *chain.from_iterable(_one_each(text, pair, section_at(pair.start()).year) for pair in paired)],
        key=lambda mark: mark.start,
    )


def _in_turn(text: str, times: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the lists of times before each 分别; where none stands the text is not looked at."""
    at = 0
    for word in IN_TURN.finditer(text):
        for pair in times.finditer(text, max(at, word.start() - LIST_REACH), word.end() + FIGURE_REACH):
            yield pair
            at = pair.end()


def _opened(text: str, span: Reached, section: Section) -> TimeMark:
    """Return the time that words begin without saying when: of the section, and called so."""
    period = _unsaid(section.year, section.year, *section.months, False)
    called = replace(period, stretch=stretch_called(text, span.start, span.end))
    return TimeMark(span.start, span.end, called, False, span.until)


def _one_each(text: str, pair: re.Match[str], year: int) -> Iterator[TimeMark]:
    """Yield the times of numbers that are told 分别, each of its own; none where there are not as many."""
    times = list(_times_of_list(pair, year))
    at, figures = pair.end("to"), list[re.Match[str]]()
    while (figure := FIGURE_OF_LIST.match(text, at)) and len(figures) <= len(times):
        figures.append(figure)
        at = figure.end()
    for (months, written), figure in zip(times, figures, strict=False) if len(figures) >= len(times) else ():
        if period := _months(*months, written):
            yield TimeMark(figure.start(), figure.start("figure"), period, False, figure.start("figure"))


def _times_of_list(pair: re.Match[str], year: int) -> Iterator[tuple[tuple[int, int, int, int], str]]:
    """Yield the times before 分别: from which year and month to which, and as they are written."""
    if pair.re is RESPECTIVELY:
        for year_named in YEAR_OF_LIST.findall(pair["years"]):
            yield (int(year_named), 1, int(year_named), 12), f"{year_named}年"
        return
    for part in PART_OF_LIST.finditer(pair["parts"]):
        year = int(part["year"] or year)
        if part["until"]:
            yield (year, 1, year, 3 * COUNT[part["until"]]), part[0]
            continue
        length = 3 if part["quarter"] else 6 if part["half"] else 1
        number = "一二三四上下".index(part["quarter"] or part["half"]) % 4 + 1 if length > 1 else int(part["month"])
        yield (year, (number - 1) * length + 1, year, number * length), part[0]


def _mark(text: str, match: re.Match[str], section: Section, marks: list[TimeMark]) -> TimeMark | None:
    """Return what a time governs: the sentence it opens, the number that follows it, or nothing."""
    before = text[max(0, match.start() - 4) : match.start()]
    compared = COMPARES.search(before) is not None
    bracketed = text.startswith(")", match.end()) and BRACKETED.search(text, max(0, match.start() - 24), match.start())
    own = (COMPARED_LEVEL if compared else ADJACENT).match(text, match.end())
    opens = bool(match["until"]) or bool(OPENS.search(before))
    if (
        _in_name(text, match.start())
        or (compared and not own)
        or not match.group().startswith("截")
        and EVENT.match(text, match.end())
        or LEFT_OVER.search(before)
    ):
        return None
    inner = (
        any(match[name] for name in INNER)
        or _is_coming(match)
        or match["this"] == "今年"
        and not compared
        and _in_paragraph(text, match, marks)
        or match["nn"]
        and text[match.end() : match.end() + 1] in CLOSES
    )  # 改革三年来,
    if not (bracketed or opens or own or inner or match["this"] == "全年"):
        return None
    period = _same_span(text, match, section, marks) if "同期" in match.group() else None
    if match["this"] == "全年" and section.kind is SectionKind.PLAN:
        period = _year_looked_back_on(text, match, section, marks)
    if match["this"] in NOW and not match["until"] and _in_paragraph(text, match, marks):
        period = _unsaid(section.year, section.year, *section.months, False)  # ends a time before it
    if period is None and _deadline(text, match, section):
        period = _ready_by(text, match, section)
    if period is None:
        if match["last_month"]:
            period = _last_month(match, section)
        elif match["now"]:
            period = _now(match, section, marks)
        else:
            period = _period(match, *_now_in(text, match, section))
    if period is None:
        return None
    period = _begun(with_days(period), text, match, marks)
    if bracketed:
        return TimeMark(bracketed.start("number"), match.end(), period, False, bracketed.start("number"))
    of_list = before.endswith(JOINTS) and bool(marks) and marks[-1].until > match.start() - NEXT_OF_LIST
    alone = compared or of_list or SETS_OUT.search(before) or match["last_month"]  # 上月4321件: of no other number
    basis = SETS_OUT.search(before) and ON_BASIS.match(text, match.end())
    only = own.end() if own and alone else basis.end() if basis else -1
    carries = opens and only < 0 and _carries(text, match)
    return TimeMark(match.start(), match.end(), period, carries, only, match["mn"] is not None)


def _year_looked_back_on(text: str, match: re.Match[str], section: Section, marks: list[TimeMark]) -> Period | None:
    """Return the year that a sentence of a plan speaks of before 全年, one that is over: 2024年底上线27项,全年受理42万件."""
    last = marks[-1] if marks else None
    if last is None or last.until >= 0 or re.search("[。;\n]", text[last.end : match.start()]):
        return None
    year = int(last.period.end[:4])
    return _months(year, 1, year, 12, match.group().strip()) if year < section.year else None


def _in_paragraph(text: str, match: re.Match[str], marks: list[TimeMark]) -> bool:
    """Return whether a time stands before one in its paragraph, which it may end: 截至8月底…。今年…."""
    return bool(marks) and "\n" not in text[marks[-1].end : match.start()]


def _deadline(text: str, match: re.Match[str], section: Section) -> bool:
    """Return whether a plan names a month to be ready by, 10月底前, which is not what is counted up to."""
    ends = (
        section.kind is SectionKind.PLAN and match["edge"] in ("底", "末") or _is_coming(match) and _names_month(match)
    )
    return ends and text.startswith("前", match.end())


def _names_month(match: re.Match[str]) -> bool:
    return match["m"] is not None or match["only"] is not None


def _ready_by(text: str, match: re.Match[str], section: Section) -> Period | None:
    """Return the year that a deadline names; the time of the section where it names none."""
    named = match["ym"] or match["yo"]
    if not named:
        return _unsaid(section.year, section.year, *section.months, False)
    year = _year(named, _now_in(text, match, section)[0])
    return _months(year, 1, year, 12, match.group().strip())


def _is_coming(match: re.Match[str]) -> bool:
    """Return whether a time is named from the year to come: 明年, 来年6月."""
    return match.group().lstrip("自截至止到 ")[:1] in COMING


def _now_in(text: str, match: re.Match[str], section: Section) -> tuple[int, int]:
    """Return the year that a time counts from, and its last month: of the section, but for 明年 the one it was written
    in, and for 今年 too where a plan that looks back names the year that it looks back on.
    """
    now, last = section.now or section.year, section.months[1]
    if _is_coming(match):
        return now, last
    if (
        section.kind is SectionKind.REVIEW
        and now > section.year
        and match.group().lstrip("自截至止到 ")[:1] in THIS_YEAR
    ):
        return (now if f"{section.year}年" in text[section.start : section.end] else section.year), last
    return section.year, last


def _begun(period: Period, text: str, match: re.Match[str], marks: list[TimeMark]) -> Period:
    """Return the period of 截至9月底 begun where its paragraph says: 今年4月以来…。截至9月底."""
    if not match["until"]:
        return period
    for mark in reversed(marks):
        if "\n" in text[mark.end : match.start()]:
            break
        if mark.since and mark.period.start[:4] == period.end[:4] and mark.period.start <= period.end:
            return replace(period, start=mark.period.start)
    return period


def _in_name(text: str, at: int) -> bool:
    """Return whether a time stands in the title of a document: 《行动方案(2022—2024年)》."""
    return text.rfind("《", max(0, at - NAME_LENGTH), at) > text.rfind("》", max(0, at - NAME_LENGTH), at)


def _same_span(text: str, match: re.Match[str], section: Section, marks: list[TimeMark]) -> Period | None:
    """Return the months of 去年同期, or of 今年同期: those of the other year before it in the sentence, else those of the
    section.
    """
    mark = marks[-1] if marks and "。" not in text[marks[-1].end : match.start()] else None
    other, year = (
        (section.year - 1, section.year) if match.group().startswith("今") else (section.year, section.year - 1)
    )
    if mark and mark.period.start[:4] == mark.period.end[:4] == str(other):
        first, last = int(mark.period.start[5:]), int(mark.period.end[5:])
    else:
        first, last = section.months
    return _months(year, first, year, last, match.group().strip())


def _carries(text: str, match: re.Match[str]) -> bool:
    """Return whether a time governs its paragraph: a stretch of months does, 上半年 where the paragraph opens with it or a
    sentence does before which it tells no number.
    """
    if match["half"]:
        line = text.rfind("\n", 0, match.start()) + 1
        first = text.endswith(STOPS, 0, match.start()) and not any(map(str.isdigit, text[line : match.start()]))
        return first or OPENS_PARAGRAPH.fullmatch(text, line, match.start()) is not None
    return bool(match["until"] or match["a"] or match["y1"] or match["now"] or match["yf"] or _is_coming(match))


def _now(match: re.Match[str], section: Section, marks: list[TimeMark]) -> Period:
    """Return what 本月 means in a section: the months it is about, where those are the whole year the month that was
    named last; where none was, the words tell that it is not the year. 当月 is the month named last: 高峰在8月,当月受理2万件.
    """
    first, last = section.months
    named = marks[-1].period if marks and match["now"].endswith(MONTHS) else None
    if named and named.start == named.end and ((first, last) == (1, 12) or match["now"].startswith("当")):
        return Period(named.start, named.end, "")
    return Period(
        f"{section.year}-{first:02}", f"{section.year}-{last:02}", match["now"] if first == 1 and last == 12 else ""
    )


def _last_month(match: re.Match[str], section: Section) -> Period:
    """Return the month before the one that a section is about; where it is about more, the words tell that nobody says
    which.
    """
    first, last = section.months
    if first != last:
        return Period(f"{section.year}-{first:02}", f"{section.year}-{last:02}", match["last_month"])
    year, month = (section.year, first - 1) if first > 1 else (section.year - 1, 12)
    return Period(f"{year}-{month:02}", f"{year}-{month:02}", "")


def _period(match: re.Match[str], year: int, last: int) -> Period | None:
    written = match.group().strip()
    if match["five"]:
        return _five_years(match, year, last, written)
    if match["yf"]:
        return _months(int(match["yf"]), 1, int(match["yt"]), 12, written)
    if match["yy"] or match["sf"]:
        return _short_years(match, year, written)
    if match["y1"]:
        return _months(int(match["y1"]), int(match["m1"]), int(match["y2"]), int(match["m2"]), written)
    if match["yfrom"]:
        begun = _year(match["yfrom"], year)
        ended_in = _year(match["yto"], year) if match["yto"] else begun
        return _months(begun, int(match["mfrom"]), ended_in, int(match["mto"]), written)
    if match["a"]:
        y = _year(match["ya"], year)
        return _months(y, 1 if match["a"] == "元" else int(match["a"]), y, int(match["b"]), written)
    if match["half"]:
        y = _year(match["yh"], year)
        first, last = _stretch(match["half"])
        return _months(y, first, y, last, written)
    if match["m"] or match["only"] or match["han"]:
        return _month(match, year, written)
    if match["since"]:
        if match["mn"]:
            return _months(_year(match["yn"], year), int(match["mn"]), year, last, written)
        y = int(match["ys"])
        return _months(y, int(match["ms"] or 1), max(y, year), last if y <= year else 12, written)
    if match["recent"]:
        return _months(year - COUNT[match["n"] or match["nn"]] + 1, 1, year, 12, written)
    if match["year"]:
        y = int(match["year"])
        return _months(y, 1, y, 12, written)
    if match["this"] in ("目前", "至今", "年底") and not match["until"]:
        return None
    if match["this"] == "前年":
        return _months(year - 2, 1, year - 2, 12, written)
    if match["this"] and match["this"][0] in COMING:
        return _months(year + 1, 1, year + 1, 12, written)
    if match["this"] and match["this"][0] in "去上":
        return _months(year - 1, 1, year - 1, 12, written)
    return _months(year, 1, year, last, written)


def _short_years(match: re.Match[str], year: int, written: str) -> Period | None:
    """Return the years that two figures name: 22年, 21年至23年; None where they may be a number of years."""
    first, last = (CENTURY + int(match[name]) for name in (("yy", "yy") if match["yy"] else ("sf", "st")))
    if not year - FORMER_YEARS <= first <= last <= year + NEXT_YEARS:
        return None
    return _months(first, 1, last, 12, written)


def _five_years(match: re.Match[str], year: int, last: int, written: str) -> Period | None:
    """Return the years of a five-year plan; of one that goes on, those up to now."""
    first = ELEVENTH_PLAN + 5 * "一二三四五".index(match["five"])
    if match["wholly"] == "末":
        return _months(first + 4, 1, first + 4, 12, written)
    if match["nf"]:
        return _months(first, 1, first + COUNT[match["nf"]] - 1, 12, written)
    if not match["wholly"].endswith("以来") and year > first + 4:
        return _months(first, 1, first + 4, 12, written)
    return _months(first, 1, year, last, written)


def _month(match: re.Match[str], year: int, written: str) -> Period | None:
    y = _year(match["ym"] or match["yo"], year)
    month = HAN_MONTHS[match["han"]] if match["han"] else int(match["m"] or match["only"])
    if match["until"]:
        return _months(y, 1, y, month, written)
    if match["day"] and not match["last"]:  # 3月4日至10日 is a week of March
        return None
    if match["edge"] in ("底", "末") and not match.group().startswith("截"):
        return _months(y, 1, y, month, written)
    return _months(y, month, y, month, written)


def _stretch(written: str) -> tuple[int, int]:
    """Return the first and the last month: 上半年, 前三季度, 第二季度, 前11个月.

    >>> _stretch("前三季度"), _stretch("第二季度"), _stretch("前十个月")
    ((1, 9), (4, 6), (1, 10))
    """
    if written.endswith("个月"):
        months = written[1:-2]
        return 1, HAN_MONTHS["二" if months == "两" else months] if not months.isdecimal() else int(months)
    return HALVES.get(written) or _quarter(written)


def _quarter(written: str) -> tuple[int, int]:
    n = QUARTER[written.lstrip("第")[0]]
    return 3 * n - 2, 3 * n


def _year(written: str | None, year: int) -> int:
    if written is None or written in ("今", "本"):
        return year
    if written in COMING:
        return year + 1
    return year - 1 if written in ("去", "上") else int(written)


def _months(y1: int, m1: int, y2: int, m2: int, written: str) -> Period | None:
    if not (1 <= m1 <= 12 and 1 <= m2 <= 12) or (y1, m1) > (y2, m2):
        return None
    return Period(f"{y1}-{m1:02}", f"{y2}-{m2:02}", written)


def year_before(period: Period, year: int) -> Period:
    """Return the year before that of a plan, which a level to be raised or cut is of: 网办率从61.5%提高到75%."""
    planned = period.code == str(year)
    return Period(f"{year - 1}-01", f"{year - 1}-12", "") if planned else period


def names_only(period: Period, part: str) -> bool:
    """Return whether the name of a part says no more than the time it is of: 4月单月.

    >>> names_only(Period("2022-04", "2022-04", "4月"), "4月单月"), names_only(Period("2022-04", "2022-04", "4月"), "4月投诉")
    (True, False)
    """
    before, time, behind = part.partition(period.written) if period.written else (part, "", "")
    return bool(time) and not before and behind in ALONE and period.months <= 12


class Calendar:
    """Say for each offset of a text which period governs it."""

    def __init__(self, text: str, marks: list[TimeMark], sentences: Breaks) -> None:
        self._text = text
        self._paragraphs = breaks_of(text, "\n")
        self._sentences = sentences
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._told: dict[tuple[int, bool], Period] = {}

    def _paragraph(self, offset: int) -> int:
        """Return where the paragraph begins; one that opens with 其中 or 合计, or stands
        behind a line without an end, goes on with the one before it.
        """
        start = self._paragraphs.start(offset)
        while start and (CONTINUES.match(self._text, start) or BROKEN.search(self._text, max(0, start - 2), start)):
            start = self._paragraphs.before(start)
        return start

    def at(self, offset: int, section: Section, since_unknown: bool = False) -> Period:
        """Return the period of a statement whose number stands at ``offset``.

        The last time named before it in its own sentence; else the last one that carries over within the same
        paragraph; else the whole year of the section.
        """
        asked = offset, since_unknown
        if asked not in self._told:
            self._told[asked] = self._at(offset, section, since_unknown)
        return self._told[asked]

    def _at(self, offset: int, section: Section, since_unknown: bool) -> Period:
        paragraph, begin = self._paragraph(offset), self._sentences.start(offset)
        i = bisect_right(self._starts, offset) - 1
        while i >= 0 and self._marks[i].start >= max(paragraph, section.start):
            mark = self._marks[i]
            if 0 <= mark.until < offset:
                i -= 1
                continue
            if mark.start >= begin or mark.carries:
                return mark.period
            if mark.period.months == 12 and mark.period.start.startswith(str(section.year)):
                break  # 全年 ends what 上半年 began
            i -= 1
        years = 1 if section.kind is SectionKind.PLAN else section.years
        return _unsaid(section.year - years + 1, section.year, *section.months, since_unknown)


@lru_cache(maxsize=64)
def _unsaid(since: int, year: int, first: int, last: int, since_unknown: bool) -> Period:
    """Return the period of what is said without a time."""
    return Period(f"{since}-{first:02}", f"{year}-{last:02}", "", since_unknown)
