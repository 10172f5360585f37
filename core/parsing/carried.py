"""受理 that may hold what the year before left over: where it equals 答复 + 结转下年, nobody can say that it is 新收."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.model import Fact, Role

NEW, IN, DONE, OUT = "foi_new", "foi_carried_in", "foi_answered", "foi_carried_out"
CAVEAT = "may_hold_carried"


def unsure_of_new(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts of a report, the applications received marked where they may include those carried in.

    A report that says how many it carried in, or none over, leaves no doubt.
    """
    values = {id: _values(facts, id) for id in (NEW, IN, DONE, OUT)}
    if values[IN] or not all(len(values[id]) == 1 for id in (NEW, DONE, OUT)):
        return list(facts)
    (new,), (done,), (out,) = values[NEW], values[DONE], values[OUT]
    if not out or new != done + out:
        return list(facts)
    return [
        fact._replace(caveats=(*fact.caveats, CAVEAT)) if fact.indicator == NEW and fact.quantity.value == new else fact
        for fact in facts
    ]


def _values(facts: Sequence[Fact], id: str) -> set[Decimal]:
    return {
        fact.quantity.value
        for fact in facts
        if fact.indicator == id and fact.role is Role.ACTUAL and not fact.part and fact.quantity.value is not None
    }
