"""Conversions of one indicator that make figures comparable which are not as they stand: per month, per head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.analysis.derived import Derived, rounded
from core.analysis.perhead import per_head
from core.analysis.rows import Row
from core.comparability import interval_of
from core.comparability.classes import is_flow
from core.comparability.faults import OPEN_STARTS
from core.model import Bound, Indicator
from core.words import shown

MONTH = "/月"


def conversions(rows: Sequence[Row], indicator: Indicator) -> Iterator[tuple[Indicator, list[Derived]]]:
    """Yield each rate that an amount can be turned into, with the converted rows; each carries its formula.

    A figure of a part-year becomes its monthly average, which is no forecast of the year; an amount of a place of
    which a sourced population is declared becomes the amount per ten thousand people.
    """
    if is_flow(indicator) and len({row.months for row in rows}) > 1:
        average = replace(indicator, name=f"月均{indicator.name}", unit=f"{indicator.unit}{MONTH}", examples=())
        yield average, [_monthly(row) for row in rows if _has_length(row)]
    view = per_head(rows, indicator)
    yield view.indicator, [Derived(made.row, (made.stated,), made.formula) for made in view.figures]


def _has_length(row: Row) -> bool:
    return row.value is not None and row.months > 0 and not row.part and not set(OPEN_STARTS) & set(row.caveats)


def _monthly(row: Row) -> Derived:
    interval = interval_of(row)
    value, low, high = (float(rounded(end / row.months)) if end.is_finite() else None for end in interval)
    unit = f"{row.unit}{MONTH}"
    exact = row.bound == Bound.EXACT and interval.low == interval.high
    made = replace(
        row, value=value, low=low, high=high, unit=unit, written=shown(value or 0.0, unit),
        bound=row.bound if exact or row.bound != Bound.EXACT else Bound.BETWEEN,
        period=row.period.rpartition("/")[2][:4], months=12, caveats=(*row.caveats, "derived"),
        verdict="", why=(), words=(),
    )  # fmt: skip
    return Derived(made, (row,), f"{row.written} ÷ {row.months} 个月")
