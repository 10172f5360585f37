"""Who is higher, lower or similar in a comparison, in plain words: only among bodies that share a time, only where
it is sure.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.analysis.bands import band_of
from core.analysis.ceiling import WITHIN_ROUNDING
from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.spans import counted
from core.analysis.standing import standing_among
from core.comparability import Standing, surely_above
from core.model import Bound, Place

WORDING = "基本持平（差别在原文约数之内）"


def relation(view: Comparison, own: Place | None = None) -> str:
    """Return who is higher or lower among the comparable bodies; of ``own``, where it stands against the median of
    three.
    """
    groups = same_time(view)
    if not groups:
        return "统计时间不同或一地有几个数值，不比高低"
    group = groups[0]
    among = "同期的" if len(standing_among(view.rows, view.indicator)) > len(group) else ""
    names = {standing.body: _body(view, standing) for standing in group}
    above = [(a, b) for a in group for b in group if surely_above(a.interval, b.interval)]
    if not above:
        order = f"{counted(len(group), '地')}{WITHIN_ROUNDING if _all_exact(group) else WORDING}"
    elif len(group) == 2:
        order = f"{names[above[0][0].body]}高于{names[above[0][1].body]}"
    else:
        order = _ends(group, names)
    return f"{among}{order}{_position(group, own)}"


def same_time(view: Comparison) -> list[list[Standing]]:
    """Return the bodies that share a time, two or more of them, the largest group first."""
    times: dict[str, list[Standing]] = {}
    for standing in standing_among(view.rows, view.indicator):
        times.setdefault(standing.time, []).append(standing)
    return sorted((group for group in times.values() if len(group) > 1), key=lambda g: (-len(g), g[0].time))


def has_order(view: Comparison) -> bool:
    """Return whether some body is surely higher than another at the same time."""
    return any(surely_above(a.interval, b.interval) for group in same_time(view) for a in group for b in group)


def called(row: Row) -> str:
    """Return what a body is called: the place, with its level where another than its own speaks."""
    odd = row.level and row.level != row.place.level
    return f"{row.place.short_name}·{row.level}" if odd else row.place.short_name


def _body(view: Comparison, standing: Standing) -> str:
    facts = {claim.fact_id for claim in standing.rows}
    return next(called(row) for row in view.rows if row.fact_id in facts)


def _all_exact(group: Sequence[Standing]) -> bool:
    return all(claim.bound == Bound.EXACT for standing in group for claim in standing.rows)


def _ends(group: Sequence[Standing], names: dict[tuple[str, str], str]) -> str:
    """Say who is highest and lowest of three or more, only where nobody could share that place."""
    top = [s for s in group if all(surely_above(s.interval, o.interval) for o in group if o is not s)]
    bottom = [s for s in group if all(surely_above(o.interval, s.interval) for o in group if o is not s)]
    ends = [f"{names[s.body]}{word}" for standings, word in ((top, "最高"), (bottom, "最低")) for s in standings]
    others = f"，其余相近或部分交叠，{WORDING}" if len(ends) < 2 else ""
    return (
        f"{counted(len(group), '地')}中，{'，'.join(ends)}{others}"
        if ends
        else f"{counted(len(group), '地')}部分交叠，不分先后"
    )


def _position(group: Sequence[Standing], own: Place | None) -> str:
    band = band_of(group)
    mine = next((s for s in group if own is not None and s.body == (own.id, own.level)), None)
    if band is None or mine is None or own is None:
        return ""
    return f"；{own.short_name}{band.side_of(mine.interval)}可比{counted(band.n, '地')}的中位数"
