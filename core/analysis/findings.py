"""The sentence over a figure: what the comparable rows say, and no word more. Never a cause, never praise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.analysis.rows import Row
from core.analysis.wording import join, name_of, period_of, text_of

INFINITY = float("inf")
WRITTEN = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?\s*(?P<scale>[万亿]?)")  # 12.94万件
SCALES = {"": 1.0, "万": 1e4, "亿": 1e8}


def rounding(row: Row) -> float:
    """Return half a unit of the last digit written: 0.005 for 98.34%, 50 for 12.94万件, 0 for 14711次."""
    match = WRITTEN.search(row.written)
    if not match or not (match["decimals"] or match["scale"] or row.unit == "%"):
        return 0.0
    return SCALES[match["scale"]] * 10.0 ** -len(match["decimals"] or "") / 2


def bounds_of(row: Row) -> tuple[float, float]:
    """Return the interval that the wording of a row allows: rounding included, open where the report leaves it open."""
    low = -INFINITY if row.low is None and row.bound == "at_most" else row.value if row.low is None else row.low
    high = INFINITY if row.high is None and row.bound == "at_least" else row.value if row.high is None else row.high
    return (low - rounding(row), high + rounding(row)) if row.bound == "exact" else (low, high)


def surely_higher(one: Row, other: Row) -> bool:
    """Say whether ``one`` is higher whatever the wording of both leaves open."""
    return bounds_of(one)[0] > bounds_of(other)[1]


def finding(rows: Sequence[Row]) -> str:
    """Return one sentence that the comparable rows support, "" when they support none.

    Places are called higher or lower only where the intervals do not overlap, and "最高" only among three or more.
    """
    ranked = [row for row in rows if row.ranked]
    if not ranked:
        return ""
    if len(ranked) == 1:
        return f"只有{ranked[0].place.short_name}给出可用的数值：{text_of(ranked[0])}（{ranked[0].year} 年）"
    if len({row.place.id for row in ranked}) < len(ranked):
        return f"{join(row.place.short_name for row in ranked)}共 {len(ranked)} 个可比数值"
    top = max(ranked, key=lambda row: row.value)
    bottom = min(ranked, key=lambda row: row.value)
    if not surely_higher(top, bottom):
        return f"{join(row.place.short_name for row in ranked)}相近，差别不超出原文写法的余地"
    if len(ranked) == 2:
        return f"{_said(top)}，高于{_said(bottom)}"
    return f"可比的 {len(ranked)} 地在{_short(bottom)}与{_short(top)}之间"


def _said(row: Row) -> str:
    return f"{name_of(row)} {text_of(row)}"


def _short(row: Row) -> str:
    return f" {text_of(row)}（{row.place.short_name}）"


def in_words(title: str, rows: Sequence[Row]) -> str:
    """Return a figure in one paragraph, for readers who cannot see it."""
    lines = [f"{name_of(row)}：{text_of(row)}（{period_of(row) or '统计期未写明'}）" for row in rows]
    return f"{title}。{'；'.join(lines)}。" if lines else f"{title}。没有数据。"
