"""What three and more comparable values have in common, where one stands among them, and when to warn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median as middle

from core.comparability import RANKABLE_FROM, Interval, Standing


class Side(StrEnum):
    """Where a value stands against the others, good or bad."""

    HIGHER = "高于"
    SIMILAR = "接近"
    LOWER = "低于"


@dataclass(frozen=True, slots=True)
class Band:
    """What the comparable values have in common; all derived.

    With M = median(x) and MAD = median(|x − M|) of the n comparable bodies, the own one included, a value is higher
    above M + MAD, lower below M − MAD and similar between (the rule of Explore Local Statistics of the ONS).
    """

    median: Decimal
    deviation: Decimal  # the median absolute deviation
    n: int  # bodies, the own one included

    def side_of(self, value: Interval) -> Side:
        """Return where a value stands: similar unless the whole of what is written lies outside median ± deviation."""
        if value.low > self.median + self.deviation:
            return Side.HIGHER
        return Side.LOWER if value.high < self.median - self.deviation else Side.SIMILAR


def band_of(group: Sequence[Standing]) -> Band | None:
    """Return median and median absolute deviation of the bodies, None below three of them."""
    if len(group) < RANKABLE_FROM:
        return None
    values = [standing.interval.value for standing in group]
    centre = middle(values)
    return Band(centre, middle(abs(value - centre) for value in values), len(values))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to warn: how far a place lies behind the median. 0 switches a warning off.

    Shares are measured in 百分点, everything else in per cent of the median.
    """

    yellow_points: float = 0
    red_points: float = 0
    yellow_percent: float = 0
    red_percent: float = 0
    least: int = RANKABLE_FROM  # comparable bodies below which nobody is warned

    def card(self, gap: Decimal, median: Decimal, n: int, *, share: bool) -> str:
        """Return 红牌, 黄牌 or "" for a body that is behind a median by a gap, among n bodies."""
        if n < max(self.least, RANKABLE_FROM):
            return ""
        if share:
            return _card(abs(gap), self.yellow_points, self.red_points)
        behind = abs(gap / median * 100) if median else Decimal(0)
        return _card(behind, self.yellow_percent, self.red_percent)


def _card(behind: Decimal, yellow: float, red: float) -> str:
    if red and behind >= Decimal(str(red)):
        return "红牌"
    return "黄牌" if yellow and behind >= Decimal(str(yellow)) else ""
