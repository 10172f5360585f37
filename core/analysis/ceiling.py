"""Shares near 100 %: the rest they leave, counted from a stated total of the same report; and changes in 百分点."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd

from core.analysis.rows import Row, rows_of
from core.comparability import Interval, interval_of
from core.declarations import DATA, load_indicators
from core.errors import DeclarationError
from core.model import Indicator, Role, Status

PASSES = 99  # % from which the rest says more than the share
ALL = Decimal(100)
WITHIN_ROUNDING = "基本持平（差别在四舍五入以内）"


@dataclass(frozen=True, slots=True)
class Remainder:
    """A row of ``data/complements.toml``."""

    rest: str  # 非好评
    total: str  # the indicator that states the denominator


@dataclass(frozen=True, slots=True)
class Complement:
    """The rest that one share leaves, as an interval; the counts are derived and None without a stated total."""

    row: Row
    rest: str
    low_rate: Decimal  # % of the total
    high_rate: Decimal
    total: Row | None = None
    low: int | None = None
    high: int | None = None

    @property
    def per_ten_thousand(self) -> tuple[Decimal, Decimal]:
        """Return the rest of ten thousand."""
        return self.low_rate * 100, self.high_rate * 100

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts it is derived from."""
        return tuple(row.fact_id for row in (self.row, self.total) if row is not None)

    @property
    def formula(self) -> str:
        """Return how it is derived."""
        share = f"100% − {self.row.written}"
        return f"{self.total.written} ×（{share}）" if self.total else share

    @property
    def words(self) -> str:
        """Return the rest in words: its rate, and how many where a total is stated."""
        rate = f"每万件 {_span(*self.per_ten_thousand)} 件{self.rest}"
        if self.total is None or self.low is None or self.high is None:
            return f"{rate}（算得；同一报告没有可用的总量）"
        return f"约 {_span(self.low, self.high)} {self.total.unit}{self.rest}（算得，按同一报告的{self.total.written}；{rate}）"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """An indicator of which all comparable values pass 99 %."""

    indicator: Indicator
    complements: tuple[Complement, ...]
    within_rounding: bool  # no two values differ by more than their digits leave open

    @property
    def words(self) -> str:
        """Return what to say of the differences, "" when they are real."""
        return WITHIN_ROUNDING if self.within_rounding else ""


@dataclass(frozen=True, slots=True)
class Points:
    """The change of a rate from one row to another, in 百分点."""

    before: Row
    after: Row
    value: Decimal
    within_rounding: bool

    @property
    def words(self) -> str:
        """Return the change in words; inside rounding it is none."""
        if self.within_rounding:
            return WITHIN_ROUNDING
        return f"{'上升' if self.value > 0 else '下降'} {abs(self.value)} 个百分点"


@cache
def load_complements(file: Path = DATA / "complements.toml") -> dict[str, Remainder]:
    """Return the declared rests by the indicator of the share."""
    declared, remainders = load_indicators(), {}
    for share, row in tomllib.loads(file.read_text("utf-8")).items():
        unknown = [id for id in (share, row["total"]) if id not in declared]
        if unknown:
            raise DeclarationError(f"{file}: [{share}] 里的指标 {unknown[0]} 不存在，请改成 data/indicators 里的编号。")
        remainders[share] = Remainder(row["rest"], row["total"])
    return remainders


def ceiling(rows: Sequence[Row], indicator: Indicator, facts: pd.DataFrame) -> Ceiling | None:
    """Return the rests of an indicator, None unless every comparable value passes 99 %.

    Args:
        rows: judged rows of the indicator, as a comparison holds them.
        facts: a facts frame that holds the rows of the total (``load_complements()[indicator.id].total``).
    """
    known = load_complements().get(indicator.id)
    shares = [row for row in rows if row.ranked]
    if not shares or known is None or indicator.unit != "%" or min(row.number for row in shares) < PASSES:
        return None
    totals = rows_of(facts[(facts["indicator"] == known.total) & (facts["status"] == str(Status.STATED))])
    complements = (_complement(row, known.rest, _total_of(row, totals)) for row in shares)
    return Ceiling(indicator, tuple(complements), len(shares) > 1 and within_rounding(shares))


def within_rounding(rows: Iterable[Row]) -> bool:
    """Return whether no two rows differ by more than their written digits leave open."""
    return all(one.meets(other) for one, other in combinations({interval_of(row) for row in rows}, 2))


def points_between(before: Row, after: Row) -> Points | None:
    """Return the change of a rate; None where a row may not stand beside the other or is no percentage.

    >>> points_between(Row.absent(None, "", 2021, ""), Row.absent(None, "", 2022, "")) is None
    True
    """
    if (
        not (before.ranked and after.ranked)
        or {before.unit, after.unit} != {"%"}
        or before.indicator != after.indicator
    ):
        return None
    one, other = interval_of(before), interval_of(after)
    return Points(before, after, other.value - one.value, one.meets(other))


def _total_of(share: Row, totals: Sequence[Row]) -> Row | None:
    """Return the total that the same report states for the same time and area; none where it states several."""
    wanted = (share.document, share.period, Role.ACTUAL, "")
    fitting = [row for row in totals if (row.document, row.period, row.role, row.part) == wanted]
    same = [row for row in fitting if row.scope == share.scope] or [
        row for row in fitting if not (row.scope and share.scope)
    ]
    return same[0] if len({row.value for row in same}) == 1 else None


def _complement(share: Row, rest: str, total: Row | None) -> Complement:
    interval = interval_of(share)
    low, high = max(ALL - min(interval.high, ALL), Decimal(0)), ALL - interval.low
    if total is None or total.value is None:
        return Complement(share, rest, low, high)
    counted = interval_of(total)
    return Complement(
        share, rest, low, high, total, _whole(low, counted, ROUND_FLOOR), _whole(high, counted, ROUND_CEILING)
    )


def _whole(rate: Decimal, total: Interval, rounding: str) -> int:
    """Return the rest of the total as written: 348万 where the report says 348万余."""
    return int((rate * total.value / ALL).to_integral_value(rounding))


def _span(low: Decimal | int, high: Decimal | int) -> str:
    ends = [f"{Decimal(end).normalize():,f}" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)
