"""What forbids a fact whatever stands beside it: a source or reading to be confirmed, a plan, a part, an unknown start, a
contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from core.comparability.classes import expected_roles, is_flow, scope_class
from core.comparability.intervals import interval_of
from core.facts import RECOGNISED, Row
from core.model import Indicator, Role

TABLE_DIFFERS = "table_differs"
OPEN_STARTS = ("since_unknown", "since_launch")  # sums of more, or of nobody knows how many, months


def own_faults(row: Row, indicator: Indicator | None) -> tuple[str, ...]:
    """Return the codes of what forbids a stated fact on its own."""
    if indicator is None:
        return ("undeclared",)
    verdicts = {
        "recognised": RECOGNISED in row.caveats,
        "pending": row.pending and RECOGNISED not in row.caveats,
        "role": row.role not in expected_roles(indicator) or _yearly_change(row, indicator),
        "part": bool(row.part),
        "definition": indicator.within == "report",
        "another": bool(row.whose),
        "other_area": scope_class(row.scope, indicator) == "other",
        **{code: code in row.caveats and is_flow(indicator) for code in OPEN_STARTS},
        **{code: code in row.caveats for code in ("span_unknown", "may_hold_carried")},
        "conflict": TABLE_DIFFERS in row.caveats,
    }
    return tuple(code for code, holds in verdicts.items() if holds)


def _yearly_change(row: Row, indicator: Indicator) -> bool:
    """Return whether a share is told as its change on the year before: 同比增长5% is no cut of 5%."""
    return row.role == Role.CHANGE and Role.ACTUAL in indicator.roles and "change_unit_unclear" in row.caveats


def conflicting(rows: Iterable[tuple[Row, Indicator | None]]) -> set[Row]:
    """Return the facts whose report states the same thing with another value that cannot also be true.

    An area that is not said may be the whole: 全市293件 and a bare 24件 of one report contradict each other.
    """
    groups: dict[tuple, list[Row]] = {}
    for row, indicator in rows:
        if row.stated and TABLE_DIFFERS not in row.caveats:  # the table of its own report stands against it
            key = (row.document, row.body, row.indicator, row.role, row.part, row.period, _area(row, indicator))
            groups.setdefault(key, []).append(row)
    return {row for group in groups.values() if contradictory(group) for row in group}


def _area(row: Row, indicator: Indicator | None) -> str:
    return row.scope if indicator is None else scope_class(row.scope, indicator)


def contradictory(group: Sequence[Row]) -> bool:
    """Return whether two values of a group cannot both be true, each taken as widely as it is written."""
    if len(group) < 2:
        return False
    intervals = {interval_of(row) for row in group}
    return any(not one.meets(other) for one, other in combinations(intervals, 2))
