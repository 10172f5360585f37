"""Find the bodies that a figure belongs to by their name before it: 省政务大厅, 经开区政务服务中心, 区住建局."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from core.parsing.openings import load_openings

OPENER = r"(?:(?<=[、,;:。!?\n(“])|\A)[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.][ ]*)?(?:其中|由|以)?[,:]?"
AREA = r"国家|全国|[省市州区县旗]级?|[\u4e00-\u9fff]{1,8}?[省市州区县旗]"
ZONE = r"高新区|经开区|[\u4e00-\u9fff]{0,6}?(?:技术|产业|综合|经济)?开发区|[\u4e00-\u9fff]{0,4}?(?:保税|示范|自贸)区"
COUNTER = r"[\u4e00-\u9fff]{0,6}?(?:大厅|分厅|窗口|专区)"
AUXILIARY = r"(?:全年|今年|本年|上半年|共|累计|总共|已|现|目前|的|共计)*"
RATE = r"[\u4e00-\u9fff]{0,12}率"
ORDER = {"国": 3, "省": 2, "市": 1, "州": 1, "区": 0, "县": 0, "旗": 0}  # of the areas of government, the largest last
NO_UNIT = -1


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
        bare = area.removesuffix("级") in ORDER or area in ("国家", "全国")
        above = NO_UNIT < own < ORDER[area[0]] if bare and area[0] in ORDER else area == "全国"
        if is_own(name) or area and not bare and is_own(area):
            mine = match["department"] and not is_own(name)
            yield Office(start, end, name if mine else "", bool(mine))
        elif match["zone"] or above or area and not bare:
            yield Office(start, end, name)
        elif match["department"]:
            yield Office(start, end, name, True)
        elif bare and ORDER.get(area[0]) == own:
            yield Office(start, end, "")


@cache
def _finder() -> re.Pattern[str]:
    words = load_openings().offices
    halls, departments, acts = ("|".join(map(re.escape, words[key])) for key in ("halls", "departments", "acts"))
    ends = "|".join(words["ends"])
    return re.compile(
        rf"{OPENER}(?P<name>(?:(?P<zone>{ZONE})(?:管委会)?(?:{halls})?"
        rf"|(?P<area>{AREA})(?:{halls}|行政审批(?:服务)?局)|(?P<of>{AREA})?(?P<department>(?:{departments})(?:{ends})))(?:{COUNTER})?)"
        rf"(?={AUXILIARY}(?:{acts}|{RATE}))"
    )
