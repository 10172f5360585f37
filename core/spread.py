"""How widely indicators are written of: what all reports hold of all places, counted at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from core.errors import StoreError
from core.holdings import CONFIRMED, STATES, Held, Holds, key_of, unpacked

SILENT = len(STATES)  # the state of what is spoken of and of which nothing is known
SAME_KEY = "两项指标的编号有同一个校验码，请改其中一个编号。"


class Spread:
    """What reports hold, an entry for each report, place and declared indicator.

    Raises:
        StoreError: two indicators are kept under the same number.
    """

    def __init__(self, held: Sequence[Held], indicators: Iterable[str]) -> None:
        columns = [list(column) for column in zip(*held, strict=True)] or [[] for _ in Held._fields]
        self._columns = dict(zip(Held._fields, columns, strict=True))
        self.ids, self.places = sorted(indicators), list(dict.fromkeys(self._columns["place"]))
        self._code = {place: code for code, place in enumerate(self.places)}
        self.years, year = np.unique(np.array(self._columns["year"], np.int64), return_inverse=True)
        self._row, self._indicator, self._holds = self._entries()
        self._place = np.array([self._code[place] for place in self._columns["place"]], np.int64)[self._row]
        self._year = year[self._row]

    @cached_property
    def reports(self) -> pd.DataFrame:
        """One row a report and place that it speaks of: what ``Held`` says but for the content."""
        known = pd.DataFrame({name: self._columns[name] for name in Held._fields if name != "content"})
        return known.astype({"own": bool, "pending": bool})  # an empty one has no kinds of its own

    def _entries(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return of each entry its row of ``reports``, its indicator and what it holds; a pending report confirms nothing."""
        entries, row = unpacked(self._columns["content"])
        keys = np.array([key_of(id) for id in self.ids], np.uint32)
        if len({*keys.tolist()}) < len(keys):
            raise StoreError(SAME_KEY)
        order = np.argsort(keys)
        at = np.searchsorted(keys[order], entries["indicator"]).clip(max=len(keys) - 1)
        known = keys[order][at] == entries["indicator"]
        row, indicator, holds = row[known], order[at[known]], entries["holds"][known].astype(np.uint16)
        pending = np.array(self._columns["pending"], bool)[row]
        waits = pending & (holds & int(Holds.COUNTED) > 0)
        holds[pending] &= ~np.uint16(CONFIRMED)
        holds[waits] |= np.uint16(Holds.PENDING)
        return row, indicator, holds

    def _by_place(self, what: Holds) -> np.ndarray:
        """Return whether it is held of each place and indicator in any year."""
        return self._table(self._holds & int(what) > 0)

    def _by_year(self, what: Holds) -> Iterator[np.ndarray]:
        """Yield for each year whether it is held of each place and indicator."""
        there = self._holds & int(what) > 0
        for year in range(len(self.years)):
            yield self._table(there & (self._year == year))

    def _table(self, there: np.ndarray) -> np.ndarray:
        table = np.zeros((len(self.places), len(self.ids)), bool)
        table[self._place[there], self._indicator[there]] = True
        return table

    @cached_property
    def _often(self) -> np.ndarray:
        """How many places have a value, by year and indicator."""
        return self._per_year(Holds.WHOLE)

    def _per_year(self, what: Holds) -> np.ndarray:
        counts = [table.sum(axis=0) for table in self._by_year(what)]
        return np.array(counts or np.zeros((0, len(self.ids)), int))

    def _own(self, place: str, what: Holds) -> np.ndarray:
        """Return whether it is held of a place, by year and indicator."""
        there = (self._place == self._code.get(place, -1)) & (self._holds & int(what) > 0)
        table = np.zeros((len(self.years), len(self.ids)), bool)
        table[self._year[there], self._indicator[there]] = True
        return table

    def _counts(self, numbers: np.ndarray) -> dict[str, int]:
        return {self.ids[n]: int(numbers[n]) for n in np.flatnonzero(numbers)}

    def _of_places(self, numbers: np.ndarray) -> dict[str, int]:
        return {self.places[n]: int(numbers[n]) for n in np.flatnonzero(numbers)}

    def places_with(self, what: Holds) -> dict[str, int]:
        """Return of how many places it is held of each indicator, where of any."""
        return self._counts(self._by_place(what).sum(axis=0))

    def most_in_a_year(self, what: Holds) -> dict[str, int]:
        """Return of how many places it is held of each indicator in the year with most of them."""
        return self._counts(self._per_year(what).max(axis=0, initial=0))

    def places_and_years(self, what: Holds) -> dict[str, int]:
        """Return for how many pairs of place and year it is held of each indicator."""
        return self._counts(self._per_year(what).sum(axis=0))

    def indicators_with(self, what: Holds) -> dict[str, int]:
        """Return of how many indicators it is held for each place, where of any."""
        return self._of_places(self._by_place(what).sum(axis=1))

    def stating(self, indicator: str) -> dict[str, list[int]]:
        """Return for which years each place states an indicator, in their order."""
        if indicator not in self.ids:
            return {}
        there = (self._indicator == self.ids.index(indicator)) & (self._holds & int(Holds.STATED) > 0)
        years: dict[str, list[int]] = {}
        for place, year in sorted({*zip(self._place[there].tolist(), self._year[there].tolist(), strict=True)}):
            years.setdefault(self.places[place], []).append(int(self.years[year]))
        return years

    def years_with(self, indicators: Collection[str]) -> list[int]:
        """Return the years for which anything is held of some indicators, latest first."""
        wanted = np.isin(self._indicator, [n for n, id in enumerate(self.ids) if id in indicators])
        return sorted(map(int, self.years[np.unique(self._year[wanted])]), reverse=True)

    def fullness(self, own: str) -> list[tuple[int, int]]:
        """Return for each year with a value of the own place how much there is to say, and the year: own figures, and
        threefold those that another place has for the same year.
        """
        mine = self._own(own, Holds.WHOLE)
        counts = zip(mine.sum(axis=1), (mine & (self._often > 1)).sum(axis=1), self.years, strict=True)
        return [(int(count + 3 * shared), int(year)) for count, shared, year in counts if count]

    def fullest_year(self, own: str) -> int:
        """Return the year of the own reports that says most, 0 without a figure; see ``fullness``."""
        return max(self.fullness(own), default=(0, 0))[1]

    def shared(self, own: str, what: Holds) -> dict[str, int]:
        """Return of how many indicators it is held for each place and the own one, in whatever years."""
        mine = self._own(own, what).any(axis=0)
        return self._of_places((self._by_place(what) & mine).sum(axis=1))

    def shared_by_year(self, own: str, what: Holds) -> dict[str, int]:
        """Return for how many pairs of indicator and year it is held for each place and the own one."""
        pairs = zip(self._by_year(what), self._own(own, what), strict=True)
        return self._of_places(
            sum(((table & mine).sum(axis=1) for table, mine in pairs), np.zeros(len(self.places), int))
        )

    def states(self) -> Iterator[tuple[tuple[str, str], list[int]]]:
        """Yield each place and level that is spoken of with the best state (a number of ``STATES``, ``SILENT``) of each
        indicator, -1 where nothing is said.
        """
        bodies, known = pd.factorize(pd.MultiIndex.from_frame(self.reports[["place", "level"]]))
        table = np.full((len(known), len(self.ids)), -1, np.int8)
        body = bodies[self._row]
        table[body, self._indicator] = SILENT
        for n, state in reversed([*enumerate(STATES)]):
            there = self._holds & int(state) > 0
            table[body[there], self._indicator[there]] = n
        yield from zip(known, table.tolist(), strict=True)
