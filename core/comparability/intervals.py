"""What a written number commits to: the interval of its last digit, or what its hedge leaves open."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from core.facts import Row
from core.model import Bound
from core.parsing.digits import place

WRITTEN = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?\s*(?P<scale>[百千万亿]*)")  # 12.94万件
SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CONTINUOUS = ("%", "‰", "倍", "百分点")
OPEN = Decimal("Infinity")
ZERO = Decimal(0)
WHOLE = Decimal(100)


class Interval(NamedTuple):
    """From ``low`` to below ``high``, as rounding leaves it; both are ``value`` where the number counts exactly."""

    value: Decimal
    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Return whether the wording allows both to be the same number."""
        return not surely_above(self, other) and not surely_above(other, self)


def interval_of(row: Row) -> Interval:
    """Return the numbers that the wording of a row allows, whatever order or rank it is used for.

    A whole number counts exactly; 12.94万 and 98.34% stand for all that rounds to them, a share never for more than
    100%; 余, 近, 以上 and ranges reach as far as the reading says; 约 reaches one unit of its last place either way.
    """
    value = _decimal(row.value)
    if row.bound == Bound.EXACT:
        half = last_place(row) / 2
        share = row.unit == "%" and ZERO <= value <= WHOLE
        return (
            Interval(value, max(value - half, ZERO), min(value + half, WHOLE))
            if share
            else Interval(value, value - half, value + half)
        )
    if row.bound == Bound.ABOUT:
        return Interval(value, value - place(value), value + place(value))
    low = -OPEN if row.bound == Bound.AT_MOST else value
    high = OPEN if row.bound == Bound.AT_LEAST else value
    return Interval(
        value, low if row.low is None else _decimal(row.low), high if row.high is None else _decimal(row.high)
    )


def last_place(row: Row) -> Decimal:
    """Return the size of the last digit written: 0.01 for 98.34%, 100 for 12.94万件, 0 for 14711次."""
    match = WRITTEN.search(row.written)
    if match is None:
        return place(_decimal(row.value)) if set(row.written) & set("万亿成") else ZERO
    decimals, scale = len(match["decimals"] or ""), Decimal(1)
    for letter in match["scale"]:
        scale *= SCALES[letter]
    if "成" in row.written:
        scale = Decimal(10)
    if not decimals and scale == 1 and row.unit not in CONTINUOUS:
        return ZERO
    return scale.scaleb(-decimals)


def surely_above(one: Interval, other: Interval) -> bool:
    """Return whether ``one`` is more than ``other`` whatever both leave open.

    Ends are half open, as rounding is: 99.99% is surely more than 99.98%, though their intervals touch.
    """
    return one.value > other.value and one.low >= other.high


def _decimal(number: float | None) -> Decimal:
    return Decimal(repr(float(number or 0)))
