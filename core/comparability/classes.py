"""The classes that must agree before two facts share an axis: level, scope, counter, role, time, circle."""

from __future__ import annotations

from core.declarations import load_places
from core.facts import Row
from core.model import Indicator, Role

LEVEL_CLASS = {
    "省": "省", "地级市": "地市", "直辖市辖区": "区县", "市辖区": "区县", "县": "区县", "开发区": "开发区", "镇街": "镇街",
}  # fmt: skip
SCOPE_CLASS = {
    "": "whole",
    "全市": "whole", "全区": "whole", "全县": "whole", "全州": "whole", "全盟": "whole", "全旗": "whole", "市县两级": "tiers",
    "本级": "own", **{f"{level}{word}": "own" for level in "市区县州盟旗" for word in ("本级", "级", "直")},
    "政务服务大厅": "hall", "政务大厅": "hall", "市民之家": "hall", "大厅": "hall",
    "县(区)级": "counties", "区(县)级": "counties", "市(州)": "counties", "县(市、区)": "counties",
    "街镇": "town", "镇街": "town", "乡镇": "town",
    "便民服务中心": "town", "便民服务站": "town",
    "本部门": "department", "本单位": "department",
    "全国": "other", "全省": "other", "省级": "other", "省": "other",
}  # fmt: skip
HALL = "大厅"
RATES = ("rate", "multiple", "score")  # kinds that are the same thing at every level of government
# counters of things, which may stand side by side with a remark
THINGS = frozenset({"件", "次", "通", "人次", "件次", "户次", "份", "张", "起", "宗"})
HEADS = frozenset({"人", "名", "位", "户", "家"})
VISITS = frozenset({"人次", "户次", "家次"})
# measures that no remark turns into each other; every other counter counts things
MEASURES = {
    "%": "%", "‰": "‰", "百分点": "百分点", "倍": "倍", "工作日": "工作日", "工作日/件": "工作日", "天": "天", "日": "天",
    "自然日": "天", "小时": "小时", "分钟": "分钟", "秒": "秒", "M": "M", "兆": "M", "Mbps": "M", "G": "G", "Gbps": "G",
    "平方米": "平方米", "元": "元", "分": "分",
}  # fmt: skip


def level_class(level: str) -> str:
    """Return the class of a level of government: districts of every kind are one.

    >>> level_class("市辖区") == level_class("直辖市辖区")
    True
    """
    return LEVEL_CLASS.get(level, level)


def scope_class(scope: str, indicator: Indicator) -> str:
    """Return the class of an area as written; what is not said is the whole, a word not known is a class of its own.

    A figure of halls (服务窗口数) is of the hall whether a report says so or not.
    """
    known = SCOPE_CLASS.get(scope, scope)
    return "whole" if known == "hall" and HALL in indicator.definition else known


def is_stock(indicator: Indicator) -> bool:
    """Return whether the figure is of a moment and covers no months."""
    return indicator.is_stock


def is_flow(indicator: Indicator) -> bool:
    """Return whether the figure grows with the months it covers."""
    return indicator.is_flow


def counter_class(unit: str, indicator: Indicator) -> str:
    """Return what is measured or counted: 工作日 and 天, 人 and 人次 are never one axis, 件 and 次 are one with a remark."""
    if unit in MEASURES:
        return MEASURES[unit]
    own = indicator.unit
    if own in HEADS or own in VISITS:
        visits = unit in VISITS or (unit not in HEADS and own in VISITS)
        return "visits" if visits else "things"
    return "visits" if unit in VISITS and own != "次" else "things"


def expected_roles(indicator: Indicator) -> frozenset[Role]:
    """Return the roles in which a figure is a result of this indicator.

    Where a change is declared beside the actual value (a cut of 37%), reports write the same thing either way.
    """
    if Role.ACTUAL not in indicator.roles:
        return frozenset(indicator.roles)
    return frozenset({Role.ACTUAL, Role.AFTER} | ({Role.CHANGE} & set(indicator.roles)))


def role_class(role: str, indicator: Indicator) -> str:
    """Return "level" for results that mean the same, else the role itself: before is never beside after."""
    if Role.ACTUAL in indicator.roles and role in expected_roles(indicator):
        return "level"
    return str(role)


def months_of(row: Row, indicator: Indicator) -> int:
    """Return how many months a figure covers, 0 for a figure of a moment."""
    return 0 if is_stock(indicator) else int(row.months)


def time_of(row: Row, indicator: Indicator) -> str:
    """Return the time that two figures must share before one is ranked above the other."""
    return row.ends if is_stock(indicator) else row.period or row.ends


def circle_of(row: Row, indicator: Indicator) -> str:
    """Return whose figures one may stand beside: the province's, the issuer's, or everybody's."""
    if indicator.within == "province":
        place = load_places().get(row.place.id)
        return place.province if place else row.issuer
    return row.issuer if indicator.within == "issuer" else ""
