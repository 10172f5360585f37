"""What is known of a place whatever its indicators: its own reports, and the levels and years of what is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from core.crosstab import Entries
from core.holdings import Held, Holds


class Told(NamedTuple):
    """What of a confirmed report makes its place a peer."""

    year: int
    kind: str
    edition: str


@dataclass(slots=True)
class Standing:
    """A place that reports speak of; its own reports are counted."""

    reports: int = 0
    pending: int = 0
    numbers: int = 0  # that its own reports state or hide
    imported: bool = False  # one of its own is
    editions: Counter[str] = field(default_factory=Counter)
    confirmed: frozenset[Told] = frozenset()
    levels: dict[str, set[int]] = field(default_factory=dict)  # years of what is told of it, by level
    own: set[tuple[str, int]] = field(default_factory=set)  # level and year of its own reports
    holds: dict[str, np.ndarray] = field(default_factory=dict)  # by level: what is held of each indicator
    stated: int = 0  # indicators with a figure that counts, at the level with most of them

    def add(self, one: Held) -> None:
        """Count a report that speaks of the place."""
        self.levels.setdefault(one.level, set()).add(one.year)
        if not one.own:
            return
        self.own.add((one.level, one.year))
        self.reports += 1
        self.numbers += one.numbers
        self.editions[one.edition] += 1
        self.imported |= one.origin == "imported"
        if one.pending:
            self.pending += 1
        else:
            self.confirmed |= {Told(one.year, one.kind, one.edition)}


def standings_of(held: Sequence[Held], entries: Entries, count: int) -> dict[str, Standing]:
    """Return the standing of each place that rows speak of, sorted, with what is held of so many indicators."""
    known: dict[str, Standing] = {place: Standing() for place in sorted({one.place for one in held})}
    for one in held:
        known[one.place].add(one)
    bodies = {body: n for n, body in enumerate(dict.fromkeys((one.place, one.level) for one in held))}
    of_row = np.array([bodies[one.place, one.level] for one in held], np.int64)
    holds = np.zeros((len(bodies), count), np.uint16)
    np.bitwise_or.at(holds.reshape(-1), of_row[entries.row] * count + entries.indicator, entries.holds)
    stated = np.count_nonzero(holds & int(Holds.COUNTED), axis=1).tolist()
    for (place, level), n in bodies.items():
        known[place].holds[level] = holds[n]
        known[place].stated = max(known[place].stated, stated[n])
    return known


@dataclass(frozen=True, slots=True)
class Totals:
    """What places together have of their own."""

    places: int  # a report without a place is of none
    reports: int
    pending: int
    numbers: int
    editions: Counter[str]
    by_year: Counter[int]  # how many places have a report of it

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years of which there is a report, sorted."""
        return tuple(sorted(self.by_year))

    @property
    def span(self) -> str:
        """Return from which year to which, "" without a report."""
        return f"{self.years[0]}–{self.years[-1]}" if self.by_year else ""

    def __add__(self, more: Totals) -> Totals:
        """Return what they have together with other places."""
        return Totals(*(one + other for one, other in zip(self._parts(), more._parts(), strict=True)))

    def __sub__(self, less: Totals) -> Totals:
        """Return what they have without some of them."""
        return Totals(*(one - other for one, other in zip(self._parts(), less._parts(), strict=True)))

    def _parts(self) -> tuple[Any, ...]:
        return self.places, self.reports, self.pending, self.numbers, self.editions, self.by_year


def totals_of(standings: Mapping[str, Standing]) -> Totals:
    """Return what places together have."""
    own = [one for one in standings.values() if one.reports]
    return Totals(
        places=sum(place != "" for place, one in standings.items() if one.reports),
        reports=sum(one.reports for one in own),
        pending=sum(one.pending for one in own),
        numbers=sum(one.numbers for one in own),
        editions=_together(one.editions for one in own),
        by_year=Counter(year for one in own for year in {year for _, year in one.own}),
    )


def _together(counts: Iterable[Counter[str]]) -> Counter[str]:
    """Return the sum of small counters; adding them up one by one would take ten times as long."""
    total: dict[str, int] = {}
    for each in counts:
        for word, number in each.items():
            total[word] = total.get(word, 0) + number
    return Counter(total)
