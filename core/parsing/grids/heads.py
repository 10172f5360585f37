"""What the head of a column or row says of the figures under it: when, of what kind, in what unit, and the rest, which
names the indicator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from core.parsing.text import any_of
from core.parsing.units import UNITS

UNIT_WORDS = any_of(UNITS)
UNIT = re.compile(rf"(?:[百千]?[万亿])?(?:{UNIT_WORDS})|[万亿]")
_IN_BRACKETS = re.compile(rf"[(\[](?:单位:? ?)?(?P<unit>(?:[百千]?[万亿])?(?:{UNIT_WORDS})|[万亿])[)\]]")
_CAPTION_UNIT = re.compile(rf"单位 ?: ?(?P<unit>(?:[百千]?[万亿])?(?:{UNIT_WORDS})|[万亿])(?![、,和/\u4e00-\u9fff])")
_TIME = re.compile(
    r"(?P<former>(?:上|去)年(?:度|同期|同月|全年)?(?:数|值)?|(?:上年|去年)?同期(?:数|值)?|基期(?:数|值)?)"
    r"|(?P<last_month>(?<![较比])上月(?:数|值)?)|(?P<now>[本当]月(?:数|值)?|(?:本|今|当)年(?:度|累计)?(?:数|值)?|全年(?:累计)?(?![完目计任])|(?:本|报告|当)期(?:数|值)?)"
    r"|(?P<year>(?:19|20)\d\d)(?!\d)(?:年度?)?(?P<months>(?:\d{1,2}(?:-|—|~|至))?\d{1,2}月(?:份)?|上半年|下半年|前三季度|第?[一二三四1-4]季度)?(?:全年)?"
    r"|(?P<part>(?:\d{1,2}(?:-|—|~|至))?\d{1,2}月(?:份)?|上半年|下半年|前三季度|第?[一二三四1-4]季度)"
)
_DAY = re.compile(r"(?:19|20)\d\d *[-./年] *\d{1,2} *[-./月] *\d{1,2}日?")  # when it was published or counted
_KINDS = (
    ("done", r"(?:目标|任务|计划|指标)?(?:完成|达成|实现)(?:率|比例|进度|百分比)|进度|差额|差距|缺口|偏差|差异"),
    ("change", r"(?:较|比)?(?:上年|去年|上期|上月|同期)?(?:同比|环比)?(?:增减|增长|增幅|变化|升降|增速|变动)(?:率|幅度?|量|数|额|情况|值)?|同比|环比|涨跌"),
    ("share", r"占比|比重|占总[数量]比?|(?<![\u4e00-\u9fff])比例"),
    ("rank", r"排名|名次|位次|排序"),
    ("score", r"得分|权重|分值|赋分|评分|满分"),
    ("target", r"(?:年度|全年|工作|绩效|预期)?(?:目标|计划|任务)(?:任务|指标|要求)?(?:值|数|量)?|(?:考核|最低|达标)?(?:要求|标准)(?:值|数)?|指标值|应(?:完成|办|设|配|建|训)数?|(?:核定)?编制(?:数|人数)?|核定数?"),
    ("actual", r"(?:全年|实际|年度|本年|累计)?(?:完成|达成|达到|实现|实绩|实际|统计)(?:值|数|量|情况|结果)?|数值|数量|数据|结果|现状|现值|指标完成(?:值|情况)|情况|[已实现][设配建有训]数?|实际(?:在岗|到位)(?:数|人数)?"),
)  # fmt: skip
_KIND = {name: re.compile(words) for name, words in _KINDS}
_OWN = re.compile(r"[我本][区市县省州旗局]|全[区市县州旗]|[区市县]本级|本级")
_OTHERS = re.compile(
    r"(?:全?[国省市]|国家|上级|周边|同类)[级定里]?(?:平均|均值|标准|要求|目标|水平|下达)?(?:值|数|水平)?"
)
_AREAS = "国省州市县区旗镇乡"  # the largest first
_POINTS = re.compile("个?百分点")
_FILLER = re.compile(r"[%()\[\]/:;,、.\- ]|单位|合计|数$|值$")
_NAME = re.compile(
    r"(?:(?:主要|统计|考核|绩效|工作|服务|具体|三级|二级|一级)?(?:指标|项目|事项|内容|类别|类型|名称|科目)(?:名称|内容)?)+"
)
SERIAL = re.compile(r"序号|编号|No\.?|行次|代码")
OPENS_HEADS = re.compile(
    rf"(?:{_NAME.pattern})|序号|编号|年[份度]|月份|时间|区域|地区|[区县]域?|单位(?:名称)?|部门|窗口|大厅|类[别型]|承办单位"
)
UNIT_HEAD = re.compile(r"(?:计量)?单位")
REMARK = re.compile(r"备注|说明|责任|牵头|依据|公式|来源|口径|主管|配合|时限要求|负责|联系|完成时间|措施")
WHOLE = re.compile(r"(?:合计|总计|共计|小计|总数|全[区市县省州旗]|本[区市县级局]|我[区市县局]|[区市县]本级|平均)")
AMONG = re.compile(r"^ *(?:其中|含|包括)[:, ]*")
BODY = re.compile(
    r"(?:[区县市镇乡州旗]|街道|局|委|办|中心|大厅|分厅|院|所|公司|集团|部门|单位|政府|管委会|分局|支队|窗口|科|处|站|社区|村)$"
)


FORMER = "上年同期"


class Kind(StrEnum):
    """What a figure is to its indicator, as its column says."""

    ACTUAL = "actual"
    TARGET = "target"
    CHANGE = "change"
    DONE = "done"  # how much of a target is reached: of no indicator
    SHARE = "share"
    RANK = "rank"
    SCORE = "score"


SILENT = (Kind.DONE, Kind.SHARE, Kind.RANK, Kind.SCORE)  # said of no indicator


class Head(NamedTuple):
    """A head taken apart."""

    text: str
    name: str  # what is left: the words that name an indicator
    kind: Kind | None  # None where the head does not say
    time: str  # 2022年, 上年同期, 1-6月; "" where it does not say
    unit: str  # "" where it does not say
    base: str = ""  # 同比, 环比: what a change is against, where it says so
    owner: str = ""  # a body that the name is the name of, and nothing else: 全市平均, 柳岸街道


def head_of(written: str) -> Head:
    """Take a head apart.

    >>> head_of("2022年目标值(万件)"), head_of("受理量")[1:3]
    (Head(text='2022年目标值(万件)', name='', kind=<Kind.TARGET: 'target'>, time='2022年', unit='万件', base='', owner=''), ('受理量', None))
    """
    bracket = _IN_BRACKETS.search(written)
    rest = _IN_BRACKETS.sub("", written)
    time = _TIME.search(rest)
    rest = rest.replace(time.group(), "", 1) if time else rest
    kind = None
    for name, words in _KIND.items():
        if match := words.search(rest):
            whole = _FILLER.sub("", _NAME.sub("", rest.replace(match.group(), "", 1)))
            if kind is None and (not whole or name == "change" or match.end() == len(rest.rstrip(" ()%"))):
                kind, rest = Kind(name), rest.replace(match.group(), "", 1)
    points = kind is Kind.CHANGE and _POINTS.search(rest)
    rest = _POINTS.sub("", rest) if points else rest
    name = _FILLER.sub("", _NAME.sub("", rest)) if time or kind else _NAME.sub("", rest).strip(" :()")
    if _OWN.fullmatch(name):
        name = ""
    unit = bracket["unit"] if bracket else "百分点" if points else ""
    if not unit and kind is Kind.CHANGE and written.endswith("%"):  # 增减%
        unit = "%"
    return Head(written, name, kind, _said(time), unit, _base(written), _owner(name))


def larger_apart(heads: Sequence[Head]) -> list[Head]:
    """Return heads of which 全市 is another's where 我区 stands beside it.

    >>> [head.owner for head in larger_apart([head_of("全市"), head_of("我区")])]
    ['全市', '']
    """
    units = {
        head.text: _AREAS.index(head.text[1]) for head in heads if _OWN.fullmatch(head.text) and head.text[1] in _AREAS
    }
    smallest = max(units.values(), default=0)
    return [
        head._replace(owner=head.text) if units.get(head.text, smallest) < smallest and head.text[0] == "全" else head
        for head in heads
    ]


def _base(written: str) -> str:
    around, year = (
        any(word in written for word in words) for words in (("环比", "上月"), ("同比", "上年", "去年", "同期"))
    )
    return "环比" if around and not year else "同比" if year and not around else ""


def _owner(name: str) -> str:
    return name if name and (_OTHERS.fullmatch(name) or BODY.search(name)) else ""


def _said(time: re.Match[str] | None) -> str:
    if time is None:
        return ""
    if time["former"]:
        return FORMER
    if time["last_month"]:
        return "上月"
    if time["year"]:
        return f"{time['year']}年{time['months'] or ''}"
    return time["part"] or ""


def caption_unit(words: str) -> str:
    """Return the unit that a caption gives for all figures: 单位:万件."""
    unit = _CAPTION_UNIT.search(words)
    return unit["unit"] if unit else ""


def caption_time(words: str) -> str:
    """Return the time that a caption gives for all figures: 2022年热线受理情况表; "" where it gives several or none."""
    times = {_said(time) for time in _TIME.finditer(_DAY.sub("", words)) if time["year"] or time["part"]}
    return times.pop() if len(times) == 1 else ""
