"""The sentence over a figure: what the comparable rows say, and no word more. Never a cause, never praise."""

from __future__ import annotations

from collections.abc import Sequence

from core.analysis.rows import Row
from core.analysis.wording import listed, name_of, period_of, text_of
from core.comparability import interval_of, surely_above
from core.model import Indicator

BREADTH = 10  # times: counts so far apart were not counted over the same breadth, a whole platform and one hall, say
COUNTED = ("count", "stock", "amount")


def headline(rows: Sequence[Row]) -> str:
    """Return one sentence that the comparable rows support, "" when they support none.

    Places are called higher or lower only where the intervals do not overlap, and "最高" only among three or more.
    """
    ranked = [row for row in rows if row.ranked]
    if not ranked:
        return ""
    if len(ranked) == 1:
        return f"只有{ranked[0].place.short_name}的数可比：{text_of(ranked[0])}（{ranked[0].year} 年）"
    if len({row.place.id for row in ranked}) < len(ranked):
        return f"{listed(row.place.short_name for row in ranked)}共 {len(ranked)} 个可比数值"
    if any("time" in row.why for row in ranked):
        return f"{listed(row.place.short_name for row in ranked)}的统计时间不同，不比高低"
    top = max(ranked, key=lambda row: row.number)
    bottom = min(ranked, key=lambda row: row.number)
    if any("time" in row.why for row in ranked):
        return f"{listed(row.place.short_name for row in ranked)}口径可比，统计时间不同，不比高低"
    if not surely_above(interval_of(top), interval_of(bottom)):
        return f"{listed(row.place.short_name for row in ranked)}基本持平（差别在四舍五入以内）"
    if len(ranked) == 2:
        return f"{_said(top)}，高于{_said(bottom)}"
    return f"可比的 {len(ranked)} 地在{_short(bottom)}与{_short(top)}之间"


def of_other_breadth(rows: Sequence[Row], indicator: Indicator) -> bool:
    """Return whether counts are so far apart that they tell how much was counted in, and nobody's standing."""
    values = [abs(row.number) for row in rows if row.value is not None]
    return indicator.kind in COUNTED and len(values) > 1 and max(values) >= BREADTH * min(values) > 0


def _said(row: Row) -> str:
    return f"{name_of(row)} {text_of(row)}"


def _short(row: Row) -> str:
    return f" {text_of(row)}（{row.place.short_name}）"


def in_words(title: str, rows: Sequence[Row]) -> str:
    """Return a figure in one paragraph, for readers who cannot see it."""
    lines = [f"{name_of(row)}：{text_of(row)}（{period_of(row) or '统计期未写明'}）" for row in rows]
    return f"{title}。{'；'.join(lines)}。" if lines else f"{title}。没有数据。"
