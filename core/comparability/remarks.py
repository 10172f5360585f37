"""What to keep in mind of facts that do share an axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from core.comparability.claims import Claim
from core.comparability.classes import THINGS, is_stock, level_class, time_of
from core.comparability.faults import OPEN_STARTS, contradictory
from core.model import Bound, Indicator, Role

Group = Sequence[tuple[Claim, Indicator]]


def remarks_on(group: Group) -> Mapping[Claim, tuple[str, ...]]:
    """Return the codes for each fact of one group, each set against the rest of it."""
    if not group:
        return {}
    told = {level_class(claim.level) for claim, _ in group}
    usual = _usual((claim.body, level_class(claim.level)) for claim, _ in group) if len(told) > 1 else None
    times = _times(group)
    unsaid = any(claim.scope for claim, _ in group)
    elsewhere = _elsewhere(group)
    return {
        claim: tuple(
            code
            for code, holds in {
                "bound": claim.bound != Bound.EXACT,
                "unit": claim.unit != indicator.unit and {claim.unit, indicator.unit} <= THINGS,
                "part_year": claim.months != 12 and not is_stock(indicator),
                **{code: code in claim.caveats for code in OPEN_STARTS},
                "change_worded": claim.role == Role.CHANGE and Role.ACTUAL in indicator.roles,
                "levels": usual is not None and level_class(claim.level) != usual,
                "time": bool(times) and time_of(claim, indicator) != times,
                "scope_unsaid": unsaid and not claim.scope,
                "elsewhere": claim in elsewhere,
            }.items()
            if holds
        )
        for claim, indicator in group
    }


def _usual(told: Iterable[tuple[Hashable, str]]) -> str:
    """Return what most bodies have, the same whatever the order; each body counts once."""
    counted = Counter(what for _, what in set(told))
    return max(counted, key=lambda what: (counted[what], what))


def _times(group: Group) -> str:
    """Return the time most bodies speak of, "" where one place speaks alone: its years are a series, not a
    comparison.
    """
    if len({claim.place or claim.body for claim, _ in group}) < 2:
        return ""
    return _usual((claim.body, time_of(claim, indicator)) for claim, indicator in group)


def _elsewhere(group: Group) -> set[Claim]:
    """Return the facts of a body that states another value for the same time, in another document or of another
    area.
    """
    bodies: dict[tuple, list[Claim]] = {}
    for claim, indicator in group:
        bodies.setdefault((claim.body, time_of(claim, indicator)), []).append(claim)
    return {claim for claims in bodies.values() if contradictory(claims) for claim in claims}
