"""Decide which facts of one indicator may stand side by side, and say what forbids it. There is no second path."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from core.declarations import load_places
from core.model import Bound, Indicator, Role, Status, Trust

LEVEL_CLASS = {
    "省": "省", "地级市": "地市", "直辖市辖区": "区县", "市辖区": "区县", "县": "区县", "开发区": "开发区", "镇街": "镇街",
}  # fmt: skip
SCOPE_CLASS = {
    "全市": "whole", "全区": "whole", "全县": "whole", "全州": "whole", "市县两级": "whole",
    "市本级": "own", "区本级": "own", "县本级": "own", "本级": "own", "市级": "own", "区级": "own", "县级": "own",
    "市直": "own", "区直": "own", "县直": "own",
    "政务服务大厅": "hall", "政务大厅": "hall", "市民之家": "hall", "大厅": "hall",
    "街镇": "town", "镇街": "town", "乡镇": "town",
    "全国": "other", "全省": "other", "省级": "other",
}  # fmt: skip
RATES = ("rate", "multiple", "score")
RANKABLE_FROM = 3
MEASURES = {"件", "次", "通", "人次", "件次", "户次", "份", "张", "起", "宗"}  # counters that count different things


class Signature(NamedTuple):
    """What must agree before two facts share an axis."""

    level: str
    scope: str
    months: int
    circle: str


class Verdict(StrEnum):
    """What may be done with a row."""

    COMPARABLE = "comparable"
    CAVEAT = "caveat"  # comparable, with a remark
    INCOMPARABLE = "incomparable"
    ABSENT = "absent"  # a gap or a masked figure


def judge(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return ``rows`` with ``verdict`` and ``why`` (codes joined by ";", words in ``core.words.COMPARABILITY``).

    Args:
        rows: rows of the facts frame, all of ``indicator``: facts and gaps, any places and years.
        indicator: its declaration.

    Rows share an axis when role, part, scope, level and period length agree with those of the largest group of rows
    that nothing else forbids; in a tie the full year, then the whole scope, wins. The verdict of a row depends on the
    set, never on the order of rows.
    """
    judged = rows.copy()
    blocked = [_own_faults(row, indicator) for row in rows.itertuples(index=False)]
    clashes = _conflicts(rows)
    blocked = [
        (*faults, *(("conflict",) if row.fact_id in clashes else ()))
        for faults, row in zip(blocked, rows.itertuples(index=False), strict=True)
    ]
    absent = [not _present(row) for row in rows.itertuples(index=False)]
    free = [row for row, faults, gone in zip(rows.itertuples(index=False), blocked, absent, strict=True) if not faults and not gone]
    base = _base(free, indicator)
    verdicts, whys = [], []
    for row, faults, gone in zip(rows.itertuples(index=False), blocked, absent, strict=True):
        verdict, why = (Verdict.ABSENT, ()) if gone else _verdict(row, faults, base, indicator)
        verdicts.append(str(verdict))
        whys.append(";".join(why))
    judged["verdict"] = verdicts
    judged["why"] = whys
    return judged


def rankable(judged: pd.DataFrame, indicator: Indicator) -> bool:
    """Return whether the rows carry a rank: a direction, and at least three comparable facts of different issuers."""
    fit = judged[judged["verdict"].isin([Verdict.COMPARABLE, Verdict.CAVEAT])]
    return indicator.direction != "neutral" and fit["issuer"].nunique() >= RANKABLE_FROM


def _present(row: object) -> bool:
    return row.status == Status.STATED


def _own_faults(row: object, indicator: Indicator) -> tuple[str, ...]:
    """Return what forbids a row whatever stands beside it."""
    if not _present(row):
        return ()
    faults = []
    if row.trust == Trust.PENDING:
        faults.append("pending")
    expected = (Role.ACTUAL, Role.AFTER) if Role.ACTUAL in indicator.roles else indicator.roles
    if row.role not in expected:
        faults.append("role")
    if row.part:
        faults.append("part")
    if indicator.within == "report":
        faults.append("definition")
    if SCOPE_CLASS.get(row.scope) == "other":
        faults.append("other_area")
    return tuple(faults)


def _conflicts(rows: pd.DataFrame) -> set[str]:
    """Return the facts whose report states the same thing with another value that cannot also be true."""
    stated = rows[(rows["status"] == Status.STATED)]
    clashes: set[str] = set()
    for _, group in stated.groupby(["document", "indicator", "role", "part", "period", "scope"], sort=False):
        if len(group) > 1:
            clashes |= _clashing(group)
    return clashes


def _clashing(group: pd.DataFrame) -> set[str]:
    low = group["low"].fillna(float("-inf"))
    high = group["high"].fillna(float("inf"))
    about = group["bound"] == Bound.ABOUT
    if low[~about].max() > high[~about].min():
        return set(group["fact_id"])
    return set()


def _signature(row: object, indicator: Indicator) -> Signature:
    months = 0 if indicator.kind == "stock" or indicator.additive == "stock" else int(row.months)
    level = "" if indicator.kind in RATES else LEVEL_CLASS.get(row.level, row.level)
    scope = SCOPE_CLASS.get(row.scope, "")
    return Signature(level, "whole" if scope == "" else scope, months, _circle(row, indicator))


def _circle(row: object, indicator: Indicator) -> str:
    """Return whose facts a fact may stand beside: the province's, the issuer's, or everybody's."""
    if indicator.within == "province":
        place = load_places().get(row.place)
        return place.province if place else row.issuer
    return row.issuer if indicator.within == "issuer" else ""


def _base(rows: list[object], indicator: Indicator) -> Signature:
    counted = Counter(_signature(row, indicator) for row in rows)
    if not counted:
        return Signature("", "whole", 12, "")
    return max(counted, key=lambda s: (counted[s], s.months == 12, s.scope == "whole", s))


def _verdict(row: object, faults: tuple[str, ...], base: Signature, indicator: Indicator) -> tuple[Verdict, tuple[str, ...]]:
    own = _signature(row, indicator)
    against = list(faults)
    if own.level != base.level:
        against.append("level")
    if own.scope != base.scope:
        against.append("scope")
    if own.months != base.months:
        against.append("period")
    if own.circle != base.circle:
        against.append(indicator.within)
    if against:
        return Verdict.INCOMPARABLE, tuple(dict.fromkeys(against))
    remarks = _remarks(row, indicator)
    return (Verdict.CAVEAT if remarks else Verdict.COMPARABLE), remarks


def _remarks(row: object, indicator: Indicator) -> tuple[str, ...]:
    remarks = []
    if row.bound != Bound.EXACT:
        remarks.append("bound")
    if row.unit != indicator.unit and {row.unit, indicator.unit} <= MEASURES:
        remarks.append("unit")
    if row.months != 12:
        remarks.append("part_year")
    if "since_unknown" in row.caveats:
        remarks.append("since_unknown")
    return tuple(remarks)
