"""Jumps between years: the same issuer and indicator, five times as much or twenty points away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from core.audit.relation import Verdict
from core.comparability import Verdict as Fit
from core.comparability import judge
from core.model import Bound, Indicator, Role, Status

FACTOR = 5
POINTS = 20
SMALLEST = 20  # from 1 to 6 is no jump
POINT_UNITS = ("%", "百分点")
SERIES = ["issuer", "place", "indicator", "part"]
FIT = (Fit.COMPARABLE, Fit.CAVEAT)


@dataclass(frozen=True, slots=True)
class Jump:
    """Two facts of one issuer and indicator, of different years, that lie suspiciously far apart."""

    indicator: str
    issuer: str
    earlier: str  # fact ids
    later: str
    verdict: Verdict
    computed: float  # how many times as much, or how many points
    words: str


def find_jumps(frame: pd.DataFrame, indicators: dict[str, Indicator]) -> list[Jump]:
    """Return the jumps between one year and the next one reported, in a facts frame.

    Only what may stand side by side is compared (``core.comparability``), and each year by one fact: a year with
    several differing ones is left out. Order, duplicates and missing values change nothing.
    """
    rows = frame[
        (frame["status"] == Status.STATED) & frame["role"].isin([Role.ACTUAL, Role.AFTER]) & (frame["indicator"] != "")
    ]
    rows = rows.drop_duplicates("fact_id").sort_values([*SERIES, "period_end", "fact_id"])
    rows = rows[rows["indicator"].isin(list(indicators)) & _may_jump(rows)]
    jumps: list[Jump] = []
    for (_, _, name, _), group in rows.groupby(SERIES, sort=True):
        jumps += _jumps_of(group, indicators[str(name)])
    return jumps


def _may_jump(rows: pd.DataFrame) -> pd.Series:
    """Return of each row whether any two values of its series lie far enough apart, before anything dear is asked."""
    series = rows.assign(points=rows["unit"].isin(POINT_UNITS)).groupby(SERIES)
    low, high = series["value"].transform("min"), series["value"].transform("max")
    far = (high >= FACTOR * low) | (series["points"].transform("any") & (high - low >= POINTS))
    return far & (series["year"].transform("nunique") > 1)


def _jumps_of(group: pd.DataFrame, indicator: Indicator) -> Iterator[Jump]:
    judged = judge(group.assign(part=""), indicator).assign(part=group["part"])
    fit = judged[judged["verdict"].isin(FIT) & judged["bound"].isin([Bound.EXACT, Bound.AT_LEAST, Bound.ABOUT])]
    years = [rows.iloc[0] for _, rows in fit.groupby("year", sort=True) if rows["value"].nunique() == 1]
    for earlier, later in zip(years, years[1:], strict=False):
        if jump := _jump(earlier, later, indicator):
            yield jump


def _jump(earlier: pd.Series, later: pd.Series, indicator: Indicator) -> Jump | None:
    one, other = float(earlier["value"]), float(later["value"])
    if earlier["unit"] in POINT_UNITS and later["unit"] in POINT_UNITS:
        computed, far = other - one, abs(other - one) >= POINTS
        change = f"相差{abs(other - one):.10g}个百分点"
    elif earlier["unit"] != later["unit"] or min(one, other) <= 0 or max(one, other) < SMALLEST:
        return None
    else:
        computed, far = other / one, max(one, other) >= FACTOR * min(one, other)
        change = f"后者是前者的{computed:.1f}倍" if other > one else f"前者是后者的{one / other:.1f}倍"
    if not far:
        return None
    name = f"{indicator.name}（{later['part']}）" if later["part"] else indicator.name
    words = f"{name}：{earlier['year']}年“{earlier['written']}”，{later['year']}年“{later['written']}”，{change}，请核对口径或数字。"
    return Jump(
        indicator.id,
        str(later["issuer"]),
        str(earlier["fact_id"]),
        str(later["fact_id"]),
        Verdict.REVIEW,
        computed,
        words,
    )
