"""The coded reasons in words: what this fact has, and what the others beside it have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.comparability.classes import months_of
from core.facts import Row
from core.model import Indicator, Status
from core.words import BOUNDS, COMPARABILITY, REASONS, ROLES, period_in_words

Group = Sequence[tuple[Row, Indicator]]
SHOWN = 3  # how many different things the others have are named
UNSAID = "未写明"


class Beside:
    """What the rows that share an axis have of that which a code is about; found once for all who ask."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.seen: dict[str, set[str]] = {}

    def of(self, code: str) -> set[str]:
        """Return what they have of it, in words."""
        if code not in self.seen:
            self.seen[code] = {BESIDE[code](row, indicator) for row, indicator in self.group}
        return self.seen[code]


def words_of(codes: Sequence[str], row: Row, indicator: Indicator | None, beside: Beside) -> tuple[str, ...]:
    """Return each code in words, in brackets what is different; for an absent figure, why there is none."""
    if not row.stated:
        reason = REASONS["masked"] if row.status == Status.MASKED else REASONS.get(row.reason, "")
        return (reason,) if reason else ()
    return tuple(f"{COMPARABILITY[code]}{_particulars(code, row, indicator, beside)}" for code in codes)


def _particulars(code: str, row: Row, indicator: Indicator | None, beside: Beside) -> str:
    if code in ALONE:
        return f"（{ALONE[code](row)}）"
    if code not in BESIDE or indicator is None:
        return ""
    mine = BESIDE[code](row, indicator)
    others = sorted(beside.of(code) - {mine})
    rest = "、".join(others[:SHOWN]) + ("等" if len(others) > SHOWN else "")
    return f"（这里 {mine}，别处 {rest}）" if others else ""


def _period(row: Row, indicator: Indicator) -> str:
    return period_in_words(row.period) or (f"{row.year}年" if months_of(row, indicator) else UNSAID)


ALONE: dict[str, Callable[[Row], str]] = {
    "role": lambda c: ROLES.get(c.role, UNSAID),
    "part": lambda c: c.part,
    "bound": lambda c: BOUNDS.get(c.bound, c.bound),
    "another": lambda c: c.whose,
    "other_area": lambda c: c.scope,
}
BESIDE: dict[str, Callable[[Row, Indicator], str]] = {
    "variant": lambda c, i: i.name,
    "basis": lambda c, i: f"按{i.basis}" if i.basis else UNSAID,
    "stage": lambda c, i: i.stage or UNSAID,
    "counter": lambda c, i: c.unit or UNSAID,
    "unit": lambda c, i: c.unit or UNSAID,
    "level": lambda c, i: c.level or UNSAID,
    "levels": lambda c, i: c.level or UNSAID,
    "scope": lambda c, i: c.scope or UNSAID,
    "period": _period,
    "time": _period,
}
