"""What must agree before two facts share an axis, and the code of what does not."""

from __future__ import annotations

from typing import NamedTuple

from core.comparability.classes import RATES, circle_of, counter_class, level_class, months_of, role_class, scope_class
from core.facts import Row
from core.model import Indicator


class Signature(NamedTuple):
    """The classes of one fact."""

    indicator: str
    counter: str
    role: str
    level: str
    scope: str
    months: int
    circle: str


def signature_of(row: Row, indicator: Indicator) -> Signature:
    """Return the classes of a fact; a rate is the same thing at every level of government."""
    return Signature(
        indicator.id,
        counter_class(row.unit, indicator),
        role_class(row.role, indicator),
        "" if indicator.kind in RATES else level_class(row.level),
        scope_class(row.scope, indicator),
        months_of(row, indicator),
        circle_of(row, indicator),
    )


def differences(own: Signature, base: Signature, indicator: Indicator, other: Indicator) -> list[str]:
    """Return the codes of what sets a fact apart from the group; of another definition only what defines it is told."""
    if own.indicator != base.indicator:
        differing = {"variant": True, "basis": indicator.basis != other.basis, "stage": indicator.stage != other.stage}
        return [code for code, differs in differing.items() if differs]
    differing = {
        "counter": own.counter != base.counter,
        "role": own.role != base.role,
        "level": own.level != base.level,
        "scope": own.scope != base.scope,
        "period": own.months != base.months,
        indicator.within: own.circle != base.circle,
    }
    return [code for code, differs in differing.items() if differs]
