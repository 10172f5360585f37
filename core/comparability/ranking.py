"""Places in an order, only where facts share an axis, a time and a direction: with ties, and with n."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from core.comparability.classes import time_of
from core.comparability.faults import contradictory
from core.comparability.intervals import Interval, interval_of, surely_above
from core.comparability.judging import Declared, Judgement, Verdict
from core.facts import Row, rows_of
from core.model import Indicator

RANKABLE_FROM = 3


class Rank(NamedTuple):
    """The places that a fact may take; ``first`` and ``last`` differ where the wording leaves an order open."""

    first: int
    last: int
    n: int  # bodies that share the order
    time: str  # the period that they share

    @property
    def tied(self) -> bool:
        """Return whether others may hold the same place."""
        return self.first != self.last


class Standing(NamedTuple):
    """What one body is compared with: its one value for one time, and the facts that state it."""

    body: tuple[str, str]
    time: str
    interval: Interval
    rows: tuple[Row, ...]


def rank(judged: pd.DataFrame, declared: Declared) -> dict[str, Rank]:
    """Return fact id → rank for rows that ``judge`` returned; nothing when they are not rankable."""
    verdicts = [Judgement(Verdict(verdict)) for verdict in judged["verdict"]]
    return rank_rows(rows_of(judged), verdicts, declared)


def rankable(judged: pd.DataFrame, declared: Declared) -> bool:
    """Return whether judged rows carry ranks: a direction, and three comparable bodies at one time."""
    return bool(rank(judged, declared))


def rank_rows(rows: Sequence[Row], judged: Sequence[Judgement], declared: Declared) -> dict[str, Rank]:
    """Return fact id → rank.

    A body takes one place with all its facts; one that states values which cannot both be true takes none. The best
    is first, as the indicator's direction says. ``first`` counts those surely better, ``last`` those surely worse.
    """
    ranks: dict[str, Rank] = {}
    for group in _by_time(standings(rows, judged, declared)):
        if len(group) >= RANKABLE_FROM:
            for standing in group:
                own = _rank(standing, group, _direction(standing, declared))
                ranks |= {row.fact_id: own for row in standing.rows if own}
    return ranks


def standings(rows: Sequence[Row], judged: Sequence[Judgement], declared: Declared) -> list[Standing]:
    """Return the one value of each body and time among the comparable rows, in a fixed order."""
    bodies: dict[tuple, set[Row]] = {}
    for row, judgement in zip(rows, judged, strict=True):
        if judgement.verdict.together:
            time = time_of(row, _of(row, declared))
            bodies.setdefault((row.body, time), set()).add(row)
    return [
        Standing(body, time, _narrowest(stated), tuple(stated))
        for (body, time), claims in sorted(bodies.items())
        if not contradictory(stated := sorted(claims, key=lambda c: (c.document, c.fact_id)))
    ]


def _narrowest(rows: Iterable[Row]) -> Interval:
    return min((interval_of(row) for row in rows), key=lambda i: (i.high - i.low, i))


def _by_time(group: Sequence[Standing]) -> Iterable[list[Standing]]:
    groups: dict[str, list[Standing]] = {}
    for standing in group:
        groups.setdefault(standing.time, []).append(standing)
    return groups.values()


def _rank(own: Standing, group: Sequence[Standing], direction: str) -> Rank | None:
    above = sum(surely_above(other.interval, own.interval) for other in group)
    below = sum(surely_above(own.interval, other.interval) for other in group)
    if direction == "lower":
        above, below = below, above
    return None if direction == "neutral" else Rank(above + 1, len(group) - below, len(group), own.time)


def _of(row: Row, declared: Declared) -> Indicator:
    return declared if isinstance(declared, Indicator) else declared[row.indicator]


def _direction(standing: Standing, declared: Declared) -> str:
    return _of(standing.rows[0], declared).direction
