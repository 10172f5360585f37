"""Find the bodies that a figure belongs to by their name before it: 省政务大厅, 经开区政务服务中心, 区住建局."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from core.parsing.openings import load_openings

OPENER = r"(?:(?<=[、,;:。!?\n(“])|\A)[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.][ ]*)?(?:其中|由|以)?[,:]?"
UNIT = r"国家|全国|[全我本该]?[省市州区县旗]级?"  # 全区政务大厅 is what 区政务大厅 is
AREA = rf"{UNIT}|[\u4e00-\u9fff]{{1,8}}?[省市州区县旗]"
ZONE = r"高新区|经开区|[\u4e00-\u9fff]{0,6}?(?:技术|产业|综合|经济)?开发区|[\u4e00-\u9fff]{0,4}?(?:保税|示范|自贸)区"
COUNTER = r"[\u4e00-\u9fff]{0,6}?(?:大厅|分厅|窗口|专区)"
AUXILIARY = r"(?:全年|今年|本年|上半年|共|累计|总共|已|现|目前|的|共计)*"
RATE = r"[\u4e00-\u9fff]{0,12}率"
ORDER = {"国": 3, "省": 2, "市": 1, "州": 1, "区": 0, "县": 0, "旗": 0}  # of the areas of government, the largest last
NO_UNIT = -1
GOVERNMENT = "人民政府"  # says nothing of 民政
LONGEST = 30  # letters of a name without its counter


class Office(NamedTuple):
    """A body that opens a clause and has figures of its own behind it."""

    start: int
    end: int
    name: str  # "" for the document's own
    within: bool = False  # a department of the place: its figures are a part of the place's


def offices(text: str, unit: str, is_own: Callable[[str], bool]) -> Iterator[Office]:
    """Yield the bodies that a document of a place tells figures of.

    Args:
        text: normalised report text.
        unit: what the place is: 区, 市; "" where nobody knows the place.
        is_own: knows the names of the document's own place and issuer.
    """
    own = ORDER.get(unit, NO_UNIT)
    for match in _finder().finditer(text):
        area, name = match["area"] or match["of"] or "", match["name"]
        start, end = match.start("name"), match.end("name")
        if area.endswith(tuple(load_openings().offices["no_areas"])):
            continue
        ring = _ring(area)
        named = area and ring == NO_UNIT
        if is_own(name) or named and is_own(area):
            mine = match["department"] and not is_own(name)
            yield Office(start, end, name if mine else "", bool(mine))
        elif match["zone"] or named or NO_UNIT < own < ring:
            yield Office(start, end, name)
        elif match["department"]:
            yield Office(start, end, name, True)
        elif area and ring == own:
            yield Office(start, end, "")


def desks(text: str, is_own: Callable[[str], bool]) -> Iterator[Office]:
    """Yield the departments and companies that a bulletin tells figures of, each by its name before them.

    Args:
        text: normalised text of a document that lays several bodies side by side.
        is_own: knows the names of the document's own place and issuer.
    """
    halls = (*load_openings().offices["halls"], *load_openings().offices["no_desks"])
    for match in _desk_finder().finditer(text):
        if not is_own(match["name"]) and not match["name"].endswith(halls):
            yield Office(match.start("name"), match.end("name"), match["name"])


def _ring(area: str) -> int:
    """Return which of the areas of government is meant where none is named; NO_UNIT for one with a name.

    >>> _ring("全市"), _ring("省级"), _ring("国家"), _ring("岳麓区")
    (1, 2, 3, -1)
    """
    if not re.fullmatch(UNIT, area):
        return NO_UNIT
    return next(ring for unit, ring in ORDER.items() if unit in area)


@cache
def _desk_finder() -> re.Pattern[str]:
    words = load_openings().offices
    ends, groups, acts = ("|".join(map(re.escape, words[key])) for key in ("desk_ends", "groups", "acts"))
    return re.compile(
        rf"{OPENER}(?:[省市州区县旗][级直](?:部门|单位|机关)[中里]?)?(?P<name>(?!各|其|该|所有|全部)[\u4e00-\u9fff]{{2,18}}?(?:{ends})|(?:[市区县州省旗][直级](?:部门|单位|机关)|[市区县州省旗]本级|各?(?:{groups})))"
        rf"(?=(?:方面|中)?{AUXILIARY}(?:合计|总计|各|均|都|分别|仅|也)*(?:{acts}|{RATE}|有[\u4e00-\u9fff]{{0,10}}\d|最[高低多少快慢好差]|[(\u4e00-\u9fff]{{0,6}}\d))"
    )


def is_department(issuer: str) -> bool:
    """Return whether an issuer is a department of one field: 青溪区住房和城乡建设局, and no body that serves all: 行政审批局."""
    return _department().search(issuer.replace(GOVERNMENT, "")) is not None


@cache
def _department() -> re.Pattern[str]:
    words = load_openings().offices
    departments, ends = ("|".join(map(re.escape, words[key])) for key in ("departments", "ends"))
    serves = "|".join(map(re.escape, words["serve_all"]))
    return re.compile(rf"^(?!.*(?:{serves})).*(?:{departments})[\u4e00-\u9fff]{{0,8}}?(?:{ends})$")


@cache
def _finder() -> re.Pattern[str]:
    words = load_openings().offices
    halls, departments, acts = ("|".join(map(re.escape, words[key])) for key in ("halls", "departments", "acts"))
    ends, last = "|".join(words["ends"]), "".join({"区", "局", *(word[-1] for word in words["halls"] + words["ends"])})
    return re.compile(
        rf"{OPENER}(?=[\u4e00-\u9fff]{{1,{LONGEST}}}?[{last}])(?P<name>(?:(?P<zone>{ZONE})(?:管委会)?(?:{halls})?"
        rf"|(?P<area>{AREA})(?:{halls}|行政审批(?:服务)?局)|(?P<of>{AREA})?(?P<department>(?:{departments})(?:{ends})))(?:{COUNTER})?)"
        rf"(?={AUXILIARY}(?:{acts}|{RATE}))"
    )
