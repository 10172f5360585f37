"""本区体检: one place against its peers, indicator by indicator: ahead, similar, behind, or why nothing can be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median as middle

import pandas as pd

from core.analysis.rows import Row, judged, rows_of
from core.analysis.selection import spoken, telling_gaps
from core.analysis.standing import standing_among
from core.comparability import RANKABLE_FROM, Interval, Standing, level_class
from core.model import Indicator, Place
from core.words import COMPARABILITY, REASONS


class State(StrEnum):
    """What can be said of a place in one indicator; the value is the word on the screen."""

    AHEAD = "领先"
    SIMILAR = "相近"
    BEHIND = "落后"
    INCOMPARABLE = "不可比"
    NO_DATA = "我方没写"


class Side(StrEnum):
    """Where a value stands against the peers, good or bad."""

    HIGHER = "高于"
    SIMILAR = "接近"
    LOWER = "低于"


@dataclass(frozen=True, slots=True)
class Band:
    """What the comparable values have in common; all derived."""

    median: Decimal
    deviation: Decimal  # the median absolute deviation
    n: int  # bodies, the own one included

    def side_of(self, value: Interval) -> Side:
        """Return where a value stands: similar unless the whole of what is written lies outside median ± deviation."""
        if value.low > self.median + self.deviation:
            return Side.HIGHER
        return Side.LOWER if value.high < self.median - self.deviation else Side.SIMILAR


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

    def card(self, line: Line) -> str:
        """Return 红牌, 黄牌 or "" for a line of the check-up."""
        if (
            line.state is not State.BEHIND
            or line.band is None
            or line.gap is None
            or line.band.n < max(self.least, RANKABLE_FROM)
        ):
            return ""
        if line.indicator.unit == "%":
            return _card(abs(line.gap), self.yellow_points, self.red_points)
        behind = abs(line.gap / line.band.median * 100) if line.band.median else Decimal(0)
        return _card(behind, self.yellow_percent, self.red_percent)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: the own figure, what the peers say, and the word for it."""

    indicator: Indicator
    state: State
    own: Row | None
    why: tuple[str, ...] = ()  # keys of core.words.COMPARABILITY, or of REASONS where there is no data
    words: tuple[str, ...] = ()
    band: Band | None = None  # None below three comparable bodies
    gap: Decimal | None = None  # own − median, in the unit (百分点 for a share)
    side: Side | None = None  # also where the indicator has no better or worse
    peers: tuple[Row, ...] = ()  # the rows of the others, judged; those that share the axis carry a value

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that median and gap are derived from."""
        told = (row for row in (self.own, *self.peers) if row is not None and row.ranked)
        return tuple(row.fact_id for row in told)

    @property
    def gap_unit(self) -> str:
        """Return the unit of the gap: a difference of shares is no per cent."""
        return "百分点" if self.indicator.unit == "%" else self.indicator.unit


@dataclass(frozen=True, slots=True)
class Checkup:
    """One place, one year, every indicator."""

    place: Place
    level: str
    year: int
    lines: tuple[Line, ...]

    def of(self, state: State) -> tuple[Line, ...]:
        """Return the lines of one state, in declared order."""
        return tuple(line for line in self.lines if line.state is state)

    def in_words(self) -> str:
        """Return the check-up in one sentence."""
        told = "、".join(f"{state} {len(self.of(state))} 项" for state in State if self.of(state))
        return f"{self.place.short_name} {self.year} 年 {len(self.lines)} 项指标：{told or '没有数据'}。"


def check_up(
    facts: pd.DataFrame, indicators: Mapping[str, Indicator], own: Place, year: int,
    peers: Sequence[Place] | None = None, level: str = "",
) -> Checkup:  # fmt: skip
    """Return how a place stands in one year of report.

    Args:
        peers: the places to compare with, of any level; none means all bodies of the own class of level.
        level: whose figures are the own ones where several levels report of the place; by default the place's own.

    ``similar`` follows the rule of the bands in Explore Local Statistics of the ONS: with M = median(x) and
    MAD = median(|x − M|) of the n comparable bodies, the own one included, a value is higher above M + MAD, lower below
    M − MAD and similar between; a value whose written digits or hedge reach into the band is similar too. With n < 3
    nothing is said. Higher is ahead where higher is better; where nothing is better the side is told and no state.
    """
    level = level or own.level
    wanted = None if peers is None else {own.id, *(place.id for place in peers)}
    rows = [row for row in rows_of(facts[facts["year"] == year]) if _invited(row, own, level, wanted)]
    by_indicator: dict[str, list[Row]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, []).append(row)
    lines = (_line(by_indicator.get(id, []), indicator, own, level) for id, indicator in indicators.items())
    return Checkup(own, level, year, tuple(lines))


def band_of(found: Sequence[Standing]) -> Band | None:
    """Return median and median absolute deviation of the bodies, None below three of them."""
    if len(found) < RANKABLE_FROM:
        return None
    values = [standing.interval.value for standing in found]
    centre = middle(values)
    return Band(centre, middle(abs(value - centre) for value in values), len(values))


def _invited(row: Row, own: Place, level: str, wanted: set[str] | None) -> bool:
    if row.place == own:
        return row.level == level
    return row.place.id in wanted if wanted is not None else level_class(row.level) == level_class(level)


def _line(rows: Sequence[Row], indicator: Indicator, own: Place, level: str) -> Line:
    told = judged(spoken(rows), indicator)
    mine = [row for row in told if row.place == own]
    peers = tuple(row for row in told if row.place != own)
    stated = [row for row in mine if row.value is not None]
    if not stated:
        return _silent(rows, mine, indicator, own, peers)
    found = standing_among(told, indicator)
    standing = max((s for s in found if s.body == (own.id, level)), key=lambda s: s.time, default=None)
    if standing is None:
        odd = _most_telling(stated)
        return Line(indicator, State.INCOMPARABLE, odd, odd.why or ("elsewhere",), odd.words, peers=peers)
    shown = next(row for row in stated if row.fact_id in {claim.fact_id for claim in standing.rows})
    band = band_of([s for s in found if s.time == standing.time])
    if band is None:
        return Line(indicator, State.INCOMPARABLE, shown, ("few",), (COMPARABILITY["few"],), peers=peers)
    side, gap = band.side_of(standing.interval), standing.interval.value - band.median
    state = _state(side, indicator.direction)
    why = ("direction",) if state is State.INCOMPARABLE else shown.why
    words = (COMPARABILITY["direction"],) if state is State.INCOMPARABLE else shown.words
    return Line(indicator, state, shown, why, words, band, gap, side, peers)


def _silent(rows: Sequence[Row], mine: Sequence[Row], indicator: Indicator, own: Place, peers: tuple[Row, ...]) -> Line:
    gaps = telling_gaps(row for row in rows if row.place == own)
    row = next(iter(mine), gaps[0] if gaps else None)
    reason = "no_report" if row is None else "masked" if row.masked else row.reason
    return Line(indicator, State.NO_DATA, row, (reason,), (REASONS.get(reason, ""),), peers=peers)


def _most_telling(rows: Sequence[Row]) -> Row:
    """Return the row that comes nearest to being comparable."""
    return min(rows, key=lambda row: (row.verdict == "incomparable", len(row.why), row.fact_id))


def _state(side: Side, direction: str) -> State:
    if direction == "neutral":
        return State.INCOMPARABLE
    if side is Side.SIMILAR:
        return State.SIMILAR
    return State.AHEAD if (side is Side.HIGHER) == (direction == "higher") else State.BEHIND


def _card(behind: Decimal, yellow: float, red: float) -> str:
    if red and behind >= Decimal(str(red)):
        return "红牌"
    return "黄牌" if yellow and behind >= Decimal(str(yellow)) else ""
