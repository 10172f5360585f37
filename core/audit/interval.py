"""What a written number commits to: the interval of its last digit, or what its hedge leaves open; and sums of such."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.model import Bound, Quantity
from core.parsing.digits import place
from core.parsing.units import CONTINUOUS

OPEN = Decimal("Infinity")
ZERO = Decimal(0)
NUMERAL = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?\s*(?P<scale>[百千万亿]*)")
SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
TENTHS = "成"


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and how far it may be from what is written; an end may be infinite."""

    value: Decimal
    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Return whether both may be the same number."""
        return self.low <= other.high and other.low <= self.high

    @property
    def exact(self) -> bool:
        """Return whether the number stands for itself alone."""
        return self.low == self.high


def interval_of(quantity: Quantity, written: str) -> Interval | None:
    """Return what a quantity commits to; None when it is masked.

    A whole number counts exactly; 12.94万 and 87.7% stand for all that rounds or is cut to them; 余, 近, 约, 以上 are
    intervals as the reading gives them, and 约 reaches one unit of the last place either way.
    """
    value = quantity.value
    if value is None:
        return None
    if quantity.bound is Bound.EXACT:
        step = last_place(written, quantity.unit)
        return Interval(value, value - step / 2, value + step)
    if quantity.bound is Bound.ABOUT:
        return Interval(value, value - place(value), value + place(value))
    low = value if quantity.bound is Bound.AT_LEAST else ZERO
    return Interval(
        value, low if quantity.low is None else quantity.low, OPEN if quantity.high is None else quantity.high
    )


def last_place(written: str, unit: str) -> Decimal:
    """Return the size of the last digit written; 0 for a whole number that counts things.

    >>> last_place("12.94万件", "件"), last_place("14711次", "次"), last_place("37%", "%")
    (Decimal('100.00'), Decimal('0'), Decimal('1'))
    """
    match = NUMERAL.search(written)
    if TENTHS in written and unit == "%":
        return Decimal(10)
    if match is None:
        return ZERO
    decimals = len(match["decimals"] or "")
    scale = Decimal(1)
    for letter in match["scale"]:
        scale *= SCALES[letter]
    if not decimals and scale == 1 and not (unit in CONTINUOUS and unit in ("%", "倍", "‰", "百分点")):
        return ZERO
    return scale.scaleb(-decimals)


def total(parts: Iterable[Interval]) -> Interval:
    """Return the sum."""
    value = low = high = ZERO
    for part in parts:
        value, low, high = value + part.value, low + part.low, high + part.high
    return Interval(value, low, high)


def difference(one: Interval, other: Interval) -> Interval:
    """Return ``one`` − ``other``."""
    return Interval(one.value - other.value, one.low - other.high, one.high - other.low)


def quotient(one: Interval, other: Interval, factor: int = 1) -> Interval | None:
    """Return ``one`` ÷ ``other`` × ``factor``; None when the divisor may be nothing."""
    if other.low <= 0:
        return None
    return Interval(
        factor * one.value / other.value, factor * max(one.low, ZERO) / other.high, factor * one.high / other.low
    )


def less(interval: Interval, number: int) -> Interval:
    """Return ``interval`` − ``number``."""
    return Interval(interval.value - number, interval.low - number, interval.high - number)
