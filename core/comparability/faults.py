"""What forbids a fact whatever stands beside it: a source to be confirmed, a plan, a part, an unknown start, a
contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from core.comparability.claims import Claim
from core.comparability.classes import expected_roles, is_flow, scope_class
from core.comparability.intervals import interval_of
from core.model import Indicator, Role, Trust

TABLE_DIFFERS = "table_differs"
OPEN_STARTS = ("since_unknown", "since_launch")  # sums of more, or of nobody knows how many, months


def own_faults(claim: Claim, indicator: Indicator | None) -> tuple[str, ...]:
    """Return the codes of what forbids a stated fact on its own."""
    if indicator is None:
        return ("undeclared",)
    told = {
        "pending": claim.trust == Trust.PENDING,
        "role": claim.role not in expected_roles(indicator) or _yearly_change(claim, indicator),
        "part": bool(claim.part),
        "definition": indicator.within == "report",
        "other_area": scope_class(claim.scope, indicator) == "other",
        **{code: code in claim.caveats and is_flow(indicator) for code in OPEN_STARTS},
        "span_unknown": "span_unknown" in claim.caveats,
        "conflict": TABLE_DIFFERS in claim.caveats,
    }
    return tuple(code for code, holds in told.items() if holds)


def _yearly_change(claim: Claim, indicator: Indicator) -> bool:
    """Return whether a share is told as its change on the year before: 同比增长5% is no cut of 5%."""
    return claim.role == Role.CHANGE and Role.ACTUAL in indicator.roles and "change_unit_unclear" in claim.caveats


def conflicting(claims: Iterable[tuple[Claim, Indicator | None]]) -> set[Claim]:
    """Return the facts whose report states the same thing with another value that cannot also be true.

    An area that is not said may be the whole: 全市293件 and a bare 24件 of one report contradict each other.
    """
    groups: dict[tuple, list[Claim]] = {}
    for claim, indicator in claims:
        if claim.present and TABLE_DIFFERS not in claim.caveats:  # the table of its own report stands against it
            key = (claim.document, claim.indicator, claim.role, claim.part, claim.period, _area(claim, indicator))
            groups.setdefault(key, []).append(claim)
    return {claim for group in groups.values() if contradictory(group) for claim in group}


def _area(claim: Claim, indicator: Indicator | None) -> str:
    return claim.scope if indicator is None else scope_class(claim.scope, indicator)


def contradictory(group: Sequence[Claim]) -> bool:
    """Return whether two values of a group cannot both be true, each taken as widely as it is written."""
    intervals = {interval_of(claim) for claim in group}
    return any(not one.meets(other) for one, other in combinations(intervals, 2))
