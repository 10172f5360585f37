"""How widely indicators are written of: what all reports hold of all places, counted at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from core.crosstab import Crosstab, entries_of, laid_out, number_of, renewed
from core.holdings import STATES, Held, Holds
from core.standing import Standing, Totals, standings_of, totals_of

FEW = 50  # places: of more, all are counted at once
SILENT = len(STATES)  # the state of what is spoken of and of which nothing is known


class Spread:
    """What reports hold of each place, year and declared indicator. Never changed: what is renewed is another one."""

    def __init__(
        self,
        held: Sequence[Held],
        indicators: Iterable[str],
        before: Spread | None = None,
        told_of: Collection[str] = (),
    ) -> None:
        """Count what rows hold.

        Args:
            before: what was counted; all that there is of the places in ``told_of`` is among the rows, and of no other.

        Raises:
            StoreError: two indicators are kept under the same number.
        """
        self.ids = sorted(indicators)
        entries = entries_of(held, self.ids)
        fresh = laid_out(held, entries, len(self.ids))
        self.table: Crosstab = renewed(before.table, {*told_of}, fresh) if before else fresh
        now = standings_of(held, entries, len(self.ids))
        gone = {place: before.standings[place] for place in told_of if place in before.standings} if before else {}
        self.totals: Totals = before.totals - totals_of(gone) + totals_of(now) if before else totals_of(now)
        known = {**(before.standings if before else {}), **now}
        same = before is not None and self.table.places is before.table.places
        self.standings: Mapping[str, Standing] = known if same else {place: known[place] for place in self.table.places}
        # how many reports of its own each place has, where any; which places these are is the same as long as that is
        if before and same and all(before.reports.get(place, 0) == one.reports for place, one in now.items()):
            self.reports: Mapping[str, int] = before.reports
            self.with_reports = before.with_reports
        else:
            self.reports = {place: one.reports for place, one in self.standings.items() if one.reports}

    @property
    def places(self) -> list[str]:
        """Return the places that are spoken of, sorted."""
        return self.table.places

    @cached_property
    def with_reports(self) -> frozenset[str]:
        """The places that have a report of their own."""
        return frozenset(self.reports)

    def is_confirmed(self, place: str) -> bool:
        """Return whether a place has a report of its own that needs no confirmation."""
        return place in self.standings and bool(self.standings[place].confirmed)

    def _often(self, what: Holds) -> np.ndarray:
        """Return how many places hold it, by year and indicator."""
        return self.table.often[number_of(what)]

    def _own(self, place: str, what: Holds) -> np.ndarray:
        """Return whether it is held of a place, by year and indicator."""
        if place not in self.standings:
            return np.zeros(self.table.often.shape[1:], bool)
        return self.table.of_place(bisect_left(self.places, place)) & int(what) > 0

    def _counts(self, numbers: np.ndarray) -> dict[str, int]:
        return {self.ids[n]: int(numbers[n]) for n in np.flatnonzero(numbers)}

    def counts_of(self, what: Holds) -> np.ndarray:
        """Return of how many indicators it is held for each of ``places``."""
        return self.table.amply[number_of(what)]

    def _of_places(self, numbers: np.ndarray) -> dict[str, int]:
        return {place: number for place, number in zip(self.places, numbers.tolist(), strict=True) if number}

    def places_with(self, what: Holds) -> dict[str, int]:
        """Return of how many places it is held of each indicator, where of any."""
        return self._counts(self.table.widely[number_of(what)])

    def most_in_a_year(self, what: Holds) -> dict[str, int]:
        """Return of how many places it is held of each indicator in the year with most of them."""
        return self._counts(self._often(what).max(axis=0, initial=0))

    def places_and_years(self, what: Holds) -> dict[str, int]:
        """Return for how many pairs of place and year it is held of each indicator."""
        return self._counts(self._often(what).sum(axis=0))

    def indicators_with(self, what: Holds) -> dict[str, int]:
        """Return of how many indicators it is held for each place, where of any."""
        return self._of_places(self.table.amply[number_of(what)])

    def stating(self, indicator: str) -> dict[str, tuple[int, ...]]:
        """Return for which years each place states an indicator, in their order."""
        if indicator not in self.ids:
            return {}
        there = self.table.in_years(slice(None), self.ids.index(indicator)) & int(Holds.STATED) > 0
        any_year = np.flatnonzero(there.any(axis=1))
        known, which = np.unique(there[any_year], axis=0, return_inverse=True)  # few: most places state the same years
        years = [tuple(self.table.years[each].tolist()) for each in known]
        return {
            self.places[n]: years[each] for n, each in zip(any_year.tolist(), which.reshape(-1).tolist(), strict=True)
        }

    def years_with(self, indicators: Collection[str]) -> list[int]:
        """Return the years for which anything is held of some indicators, latest first."""
        wanted = [n for n, id in enumerate(self.ids) if id in indicators]
        there = self._often(Holds.ANYTHING)[:, wanted].any(axis=1)
        return sorted(map(int, self.table.years[there]), reverse=True)

    def fullness(self, own: str) -> list[tuple[int, int]]:
        """Return for each year with a value of the own place how much there is to say, and the year: own figures, and
        threefold those that another place has for the same year.
        """
        mine = self._own(own, Holds.WHOLE)
        beside = mine & (self._often(Holds.WHOLE) > 1)
        counts = zip(mine.sum(axis=1), beside.sum(axis=1), self.table.years, strict=True)
        return [(int(count + 3 * shared), int(year)) for count, shared, year in counts if count]

    def fullest_year(self, own: str) -> int:
        """Return the year of the own reports that says most, 0 without a figure; see ``fullness``."""
        return max(self.fullness(own), default=(0, 0))[1]

    def shared(self, own: str, what: Holds, of: Sequence[str] | None = None) -> dict[str, int]:
        """Return of how many indicators it is held for each place, or each of some, and the own one, in whatever years."""
        mine = np.flatnonzero(self._own(own, what).any(axis=0))
        if of is not None and len(of) < FEW:
            each = ((place, int(np.count_nonzero(self._own(place, what)[:, mine].any(axis=0)))) for place in of)
            return {place: number for place, number in each if number}
        return self._of_places((self.table.ever(mine) & int(what) > 0).sum(axis=1))

    def shared_by_year(self, own: str, what: Holds, of: Sequence[str] | None = None) -> dict[str, int]:
        """Return for how many pairs of indicator and year it is held for each place, or each of some, and the own one."""
        year, indicator = np.nonzero(self._own(own, what))
        if of is not None and len(of) < FEW:
            each = ((place, int(np.count_nonzero(self._own(place, what)[year, indicator]))) for place in of)
            return {place: number for place, number in each if number}
        return self._of_places((self.table.in_years(year, indicator) & int(what) > 0).sum(axis=1))

    def states(self, places: Iterable[str]) -> tuple[list[tuple[str, str]], np.ndarray]:
        """Return some places, at each level at which they are spoken of, and a line for each: the best state (a number of
        ``STATES``, ``SILENT``) of each indicator, -1 where nothing is said.
        """
        each = [((place, level), holds) for place in places for level, holds in self.standings[place].holds.items()]
        holds = np.array([holds for _, holds in each], np.uint16).reshape(len(each), len(self.ids))
        best = np.where(holds > 0, np.int8(SILENT), np.int8(-1))
        for n, state in reversed([*enumerate(STATES)]):
            best[holds & int(state) > 0] = n
        return [body for body, _ in each], best
