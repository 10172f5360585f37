"""What to keep in mind of facts that do share an axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from core.comparability.classes import THINGS, is_stock, level_class, time_of
from core.comparability.faults import OPEN_STARTS, contradictory
from core.facts import Row
from core.model import Bound, Indicator, Role

Group = Sequence[tuple[Row, Indicator]]


def remarks_on(group: Group) -> Mapping[Row, tuple[str, ...]]:
    """Return the codes for each fact of one group, each set against the rest of it."""
    if not group:
        return {}
    levels = {level_class(row.level) for row, _ in group}
    usual = _usual((row.body, level_class(row.level)) for row, _ in group) if len(levels) > 1 else None
    times = _times(group)
    unsaid = any(row.scope for row, _ in group)
    elsewhere = _elsewhere(group)
    return {
        row: tuple(
            code
            for code, holds in {
                "bound": row.bound != Bound.EXACT,
                "unit": row.unit != indicator.unit and {row.unit, indicator.unit} <= THINGS,
                "part_year": row.months != 12 and not is_stock(indicator),
                **{code: code in row.caveats for code in OPEN_STARTS},
                "change_worded": row.role == Role.CHANGE and Role.ACTUAL in indicator.roles,
                "levels": usual is not None and level_class(row.level) != usual,
                "time": bool(times) and time_of(row, indicator) != times,
                "scope_unsaid": unsaid and not row.scope,
                "elsewhere": row in elsewhere,
            }.items()
            if holds
        )
        for row, indicator in group
    }


def _usual(values: Iterable[tuple[Hashable, str]]) -> str:
    """Return what most bodies have, the same whatever the order; each body counts once."""
    counted = Counter(what for _, what in set(values))
    return max(counted, key=lambda what: (counted[what], what))


def _times(group: Group) -> str:
    """Return the time most bodies speak of, "" where one place speaks alone: its years are a series, not a
    comparison.
    """
    if len({row.place.id or row.body for row, _ in group}) < 2:
        return ""
    return _usual((row.body, time_of(row, indicator)) for row, indicator in group)


def _elsewhere(group: Group) -> set[Row]:
    """Return the facts of a body that states another value for the same time, in another document or of another
    area.
    """
    bodies: dict[tuple, list[Row]] = {}
    for row, indicator in group:
        bodies.setdefault((row.body, time_of(row, indicator)), []).append(row)
    return {row for rows in bodies.values() if contradictory(rows) for row in rows}
