"""Ranges: 3-5个工作日, 20至30个, 5%~10%."""

from __future__ import annotations

import re
from decimal import Decimal

from core.model import Bound, Certainty, Quantity, Status
from core.parsing.bounds import Hedge, hedge_after
from core.parsing.digits import scaled
from core.parsing.guards import UNIT, is_caught, is_glued
from core.parsing.readings import Reading, read_counted
from core.parsing.surfaces import CHINESE, read_surface
from core.parsing.units import RATES, TENTHS, TIME

_TO = re.compile(r" ?(?:-{1,2}|~|—{1,2}|–|―|至|到) ?(?=[\d一二三四五六七八九十])")
_FROM = re.compile("[由从自原][^,。;\\d]{0,12}$")  # 由5个至3个: before and after, not a range
_PADDED = re.compile("0\\d")  # 0731-85: a telephone
_RUN = re.compile(f"[0-9{CHINESE}]+")
_SCALE = re.compile("[百千万亿]+")


def read_range(reading: Reading, hedge: Hedge) -> Quantity | None:
    """Return the range that a reading opens, or None; the value is its lower end.

    The lower end may go without the counter or the scale of the upper one: 3-5万元 is 30000 to 50000.
    """
    to = _TO.match(reading.text, reading.end)
    if to is None or reading.value is None or is_glued(reading) or _PADDED.match(reading.text, reading.start):
        return None
    if reading.unit and _FROM.search(reading.before):
        return None
    upper = _upper(reading, to.end())
    if upper is None or upper.value is None:
        return None
    low, high = _lower_value(reading, upper), upper.value
    if low >= high:
        return None
    end, _ = hedge_after(reading.text, upper.end, timed=upper.unit in TIME)
    factor = 10 if upper.unit == TENTHS else 1
    return Quantity(
        value=low * factor,
        low=low * factor,
        high=high * factor,
        unit="%" if upper.unit == TENTHS else upper.unit,
        bound=Bound.BETWEEN,
        status=Status.STATED,
        start=hedge.start,
        end=end,
        certainty=Certainty.SOFT
        if reading.surface.chinese and high < 10 and upper.unit not in (*RATES, TENTHS)
        else Certainty.FIRM,
        number_start=reading.start,
        number_end=upper.stop,
    )


def _upper(reading: Reading, at: int) -> Reading | None:
    run = _RUN.match(reading.text, at)
    surface = read_surface(reading.text, at, run.end()) if run else None
    if surface is None:
        return None
    upper = read_counted(reading.text, surface)
    fits = upper.unit and reading.unit in ("", "个", upper.unit)
    if not fits or is_caught(upper, UNIT):
        return None
    return upper if (reading.unit != "个" or upper.unit in ("个", *TIME, "百分点")) else None


def _lower_value(lower: Reading, upper: Reading) -> Decimal:
    value = lower.value or Decimal(0)
    if lower.surface.large or not upper.surface.large or lower.unit:
        return value
    scale = _SCALE.search(upper.text, upper.start, upper.stop)
    return value * scaled("1", scale.group()) if scale else value
