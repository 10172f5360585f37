"""A numeral joined to its counter, before any guard has been asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from core.parsing.digits import parse_numeral
from core.parsing.surfaces import CHINESE, Surface
from core.parsing.units import CONTINUOUS, TENTHS, match_unit

_PROSE = re.compile("[\u4e00-\u9fff]")  # a counter may stand in the next line of a sentence, never of a table
_PARTS = re.compile(r" ?(?P<figure>\d{1,2})(?P<unit>分钟?|秒钟?)")
_SPANS = {"小时": "小时", "工作日": "工作日", "月": "个月", "星期": "周", "百分点": "百分点"}
_SPAN = re.compile(f"(?P<more>[半多])(?P<unit>{'|'.join(_SPANS)})")
_LISTED_SPAN = re.compile(r"(?:[、和与及]|以及) ?\d[\d.]*(?P<unit>个(?:工作日|自然日|月|小时|百分点))")
_GOES_ON = frozenset("半多0123456789")
# 九成九; a digit that begins the next word is no part: 三成一线岗位, 六成五个环节
_HUNDREDTHS = re.compile(
    rf"(?P<part>[一二三四五六七八九半]|[1-9](?!\d))(?=[以之左][上下内右]|[^{CHINESE}\w]|\Z|[的]|(?<=[三四五六七八九半])[群企受申窗办事项材环])"
    "|(?P<hedge>[多余])"
)
_LINE_START = re.compile(r"(?:\A|\n) *$")
_REACH = 14
_HALVED = frozenset({"天", "小时", "倍", "周"})
_SMALLER = {"小时": ("分钟", "分"), "分钟": ("秒", "秒"), "分": ("秒", "秒")}


@dataclass(slots=True)
class Reading:
    """A numeral with its counter as it stands in the text."""

    text: str
    surface: Surface
    value: Decimal | None
    unit: str  # "" when no counter follows
    end: int  # of the counter
    before: str  # the characters before the numeral, as many as a guard asks for

    @property
    def start(self) -> int:
        """Where the numeral begins."""
        return self.surface.start

    @property
    def stop(self) -> int:
        """Where the numeral ends, 万 and 余 included."""
        return self.surface.stop


def read_counted(text: str, surface: Surface) -> Reading:
    """Return the numeral with the counter behind it; without one the unit is empty."""
    before = text[max(0, surface.start - _REACH) : surface.start]
    if surface.percent:
        return Reading(text, surface, surface.value, "%", surface.stop, before)
    matched = match_unit(text, _unit_at(text, surface))
    if matched is None:
        return Reading(text, surface, surface.value, "", surface.stop, before)
    if _is_item(text, surface, matched[0]):
        item = read_counted(text, _behind_point(text, surface))
        item.before = "\n"
        return item
    reading = Reading(text, surface, surface.value, *matched, before)
    following = text[reading.end : reading.end + 1]
    if reading.unit == TENTHS:
        return _in_hundredths(reading)
    if reading.unit == "个" and (listed := _LISTED_SPAN.match(text, reading.end)):
        counter = match_unit(text, listed.start("unit"))
        reading.unit = counter[0] if counter else reading.unit  # 8个、5个工作日
    elif following in _GOES_ON:
        return _halved(reading) if reading.unit == "个" else _in_parts(reading)
    return reading


def _in_hundredths(reading: Reading) -> Reading:
    """Read 九成九 as 99 %, 六成半 as 65 %, 两成多 as 20 % and more."""
    if reading.value is None or reading.value != reading.value.to_integral_value():
        return reading
    more = _HUNDREDTHS.match(reading.text, reading.end)
    if more is None:
        return reading
    if more["hedge"]:
        return replace(reading, surface=replace(reading.surface, inside=True), end=more.end())
    part = Decimal(5) if more["part"] == "半" else parse_numeral(more["part"]) or Decimal(0)
    surface = reading.surface if reading.surface.high is None else replace(reading.surface, high=None)
    return replace(reading, surface=surface, value=reading.value + part / 10, end=more.end())


def _unit_at(text: str, surface: Surface) -> int:
    at = surface.stop
    following = text[at : at + 1]
    if following == " " or (following == "\n" and _PROSE.search(text, max(0, surface.start - 8), surface.start)):
        return at + 1
    return at


def _is_item(text: str, surface: Surface, unit: str) -> bool:
    """Return whether 1.5个 at the beginning of a line is item 1, which begins with 5个."""
    if surface.large or surface.value is None or surface.value == surface.value.to_integral_value():
        return False
    return (
        unit not in CONTINUOUS
        and "/" not in unit
        and bool(_LINE_START.search(text, max(0, surface.start - 4), surface.start))
    )


def _behind_point(text: str, surface: Surface) -> Surface:
    start = text.index(".", surface.start) + 1
    return replace(surface, start=start, value=Decimal(text[start : surface.stop]))


def _halved(reading: Reading) -> Reading:
    """Read 1个半小时 and 3个多月, whose unit follows the half or the more."""
    matched = _SPAN.match(reading.text, reading.end)
    if matched is None or reading.value is None:
        return reading
    half = matched["more"] == "半"
    surface = reading.surface if half else replace(reading.surface, inside=True)
    value = reading.value + Decimal("0.5") if half else reading.value
    return replace(reading, surface=surface, value=value, unit=_SPANS[matched["unit"]], end=matched.end())


def _and_half(reading: Reading) -> Reading:
    """Read 两天半 as 2.5 天."""
    if reading.unit not in _HALVED or reading.value is None or reading.text.startswith("数", reading.end + 1):
        return reading
    return replace(reading, value=reading.value + Decimal("0.5"), end=reading.end + 1)


def _in_parts(reading: Reading) -> Reading:
    """Read 1小时30分 as 90 分钟."""
    if reading.text[reading.end : reading.end + 1] == "半":
        return _and_half(reading)
    unit, short = _SMALLER.get(reading.unit, ("", ""))
    part = _PARTS.match(reading.text, reading.end) if unit else None
    if part is None or not part["unit"].startswith(short) or reading.value is None:
        return reading
    return replace(reading, value=reading.value * 60 + Decimal(part["figure"]), unit=unit, end=part.end())
