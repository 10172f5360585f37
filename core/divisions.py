"""The divisions of China down to counties, from ``data/divisions.csv``: their names, levels and what they belong to."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).resolve().parent.parent / "data" / "divisions.csv"
NATIONS = (
    "维吾尔|柯尔克孜|哈萨克|乌孜别克|塔吉克|塔塔尔|俄罗斯|鄂温克|鄂伦春|达斡尔|土家|布依|朝鲜|蒙古|哈尼|傈僳|仡佬|东乡|拉祜|纳西|景颇|仫佬|锡伯|布朗|撒拉|毛南|阿昌|普米"
    "|基诺|德昂|保安|裕固|各|壮|回|满|苗|彝|藏|侗|瑶|白|黎|傣|畲|水|佤|羌|土|怒"
)
ENDING = re.compile(
    rf"(?<=..)族?(?:(?:{NATIONS})族?)*自治[区州县旗]$|特别行政区$|(?:高新技术产业|经济技术|经济|高新)?(?:开发区|示范区|园区|管理区)$|地区$|新区$|林区$|特区$|[省市区县州盟旗]$"
)
CITY = "地级市"
PROVINCE = "省"
ZONE = "开发区"
UPPER = (PROVINCE, CITY)


class Division(NamedTuple):
    """A province, city, county or development zone with a code of its own."""

    code: str  # GB/T 2260, six digits
    name: str  # 雨花区
    level: str  # one of core.declarations.LEVELS
    parent: str  # the code of what it belongs to, "" for a province
    former: str  # the name it bore before, "" when it always bore this one


@cache
def load_divisions(file: Path = FILE) -> dict[str, Division]:
    """Return every division by its code, in the order of codes."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["code"]: Division(**row) for row in rows}


def above(division: Division) -> Iterator[Division]:
    """Yield what a division belongs to, the nearest first."""
    known = load_divisions()
    while division.parent:
        division = known[division.parent]
        yield division


def within(division: Division) -> list[Division]:
    """Return what belongs to a division, at whatever remove, in the order of codes."""
    return _belonging()[0].get(division.code, [])


def directly_within(code: str) -> list[Division]:
    """Return what belongs to the division of a code directly, in the order of codes."""
    return _belonging()[1].get(code, [])


@cache
def _belonging() -> tuple[dict[str, list[Division]], dict[str, list[Division]]]:
    """Return, by code, all that belongs to a division and what belongs to it directly."""
    every: dict[str, list[Division]] = {}
    direct: dict[str, list[Division]] = {}
    for division in load_divisions().values():
        direct.setdefault(division.parent, []).append(division)
        for upper in above(division):
            every.setdefault(upper.code, []).append(division)
    return every, direct


def province_of(division: Division) -> Division:
    """Return the province, autonomous region or municipality of a division; a province is its own."""
    return [division, *above(division)][-1]


def full_name(division: Division) -> str:
    """Return a name that no other division bears: 长沙市雨花区, 湖南省邵阳市."""
    parent = next(above(division), None)
    if parent is None or (division.level == ZONE and stem(parent.name) in division.name):
        return division.name
    return parent.name + division.name


def stem(name: str) -> str:
    """Return a name without its unit, the name itself where less than two characters would be left.

    >>> stem("雨花区"), stem("湘西土家族苗族自治州"), stem("赵县"), stem("内蒙古自治区"), stem("东乡族自治县")
    ('雨花', '湘西', '赵县', '内蒙古', '东乡')
    """
    short = ENDING.sub("", name)
    return short if len(short) >= 2 else name


def short_name(division: Division) -> str:
    """Return how a division is called on a chart: its stem, its name where another bears the stem, else with its city.

    >>> [short_name(load_divisions()[code]) for code in ("430105", "430500", "430523", "610116")]
    ['开福', '邵阳', '邵阳县', '西安·长安区']
    """
    called = stem(division.name)
    if _stems()[called] == 1 or (division.level in UPPER and _stems(UPPER)[called] == 1):
        return called
    if len(named(division.name)) == 1:
        return division.name
    return f"{stem(next(above(division)).name)}·{division.name}"


def named(name: str) -> tuple[Division, ...]:
    """Return the divisions that bear a name, now or formerly."""
    return _by_name().get(name, ())


def names_of(division: Division) -> Iterator[str]:
    """Yield the names of a division: its own, a former one, and 湘西州 for 湘西土家族苗族自治州."""
    yield division.name
    if division.former:
        yield division.former
    if "自治" in division.name and division.level != PROVINCE:
        yield stem(division.name) + division.name[-1]


@cache
def _by_name() -> Mapping[str, tuple[Division, ...]]:
    by_name: dict[str, tuple[Division, ...]] = {}
    for division in load_divisions().values():
        for name in names_of(division):
            by_name[name] = (*by_name.get(name, ()), division)
    return by_name


@cache
def _stems(levels: tuple[str, ...] = ()) -> Counter[str]:
    return Counter(stem(d.name) for d in load_divisions().values() if not levels or d.level in levels)
