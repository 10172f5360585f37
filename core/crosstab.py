"""What is held of each place, year and indicator, laid out as one table, and how many places hold it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from core.errors import StoreError
from core.holdings import CONFIRMED, Held, Holds, key_of, unpacked

SHELF = 64  # places that are copied together where one of them changed
SAME_KEY = "两项指标的编号有同一个校验码，请改其中一个编号。"


class Entries(NamedTuple):
    """What rows of ``Held`` hold of declared indicators, an entry each."""

    row: np.ndarray
    indicator: np.ndarray  # its number among the ids
    holds: np.ndarray


class Shelf(NamedTuple):
    """What is held of some places that follow each other in the table."""

    holds: np.ndarray  # by place, year and indicator
    ever: np.ndarray  # by place and indicator, in any year


class Crosstab(NamedTuple):
    """Never changed: what is renewed is another one, which shares with it the shelves on which nothing changed."""

    places: list[str]  # sorted; the same list as long as they are the same places
    years: np.ndarray  # sorted; one that is told of no more may be among them
    shelves: tuple[Shelf, ...]
    often: np.ndarray  # how many places: by what is held, year and indicator
    widely: np.ndarray  # how many places: by what is held and indicator
    amply: np.ndarray  # how many indicators: by what is held and place

    def of_place(self, number: int) -> np.ndarray:
        """Return what is held of a place, by year and indicator."""
        return self.shelves[number // SHELF].holds[number % SHELF]

    def in_years(self, year: np.ndarray | slice, indicator: np.ndarray | int) -> np.ndarray:
        """Return what is held of each place at some years and indicators."""
        return np.concatenate([shelf.holds[:, year, indicator] for shelf in self.shelves])

    def ever(self, indicator: np.ndarray) -> np.ndarray:
        """Return what is held in any year of each place and some indicators."""
        return np.concatenate([shelf.ever[:, indicator] for shelf in self.shelves])


def number_of(what: Holds) -> int:
    """Return which of the tables of ``often`` and ``widely`` counts one thing that is held."""
    return int(what).bit_length() - 1


def entries_of(held: Sequence[Held], ids: Sequence[str]) -> Entries:
    """Return what rows hold; a pending report confirms nothing.

    Raises:
        StoreError: two indicators are kept under the same number.
    """
    entries, row = unpacked([one.content for one in held])
    keys = np.array([key_of(id) for id in ids], np.uint32)
    if len({*keys.tolist()}) < len(keys):
        raise StoreError(SAME_KEY)
    order = np.argsort(keys)
    at = np.searchsorted(keys[order], entries["indicator"]).clip(max=len(keys) - 1)
    known = keys[order][at] == entries["indicator"]
    row, indicator, holds = row[known], order[at[known]], entries["holds"][known].astype(np.uint16)
    pending = np.array([one.pending for one in held], bool)[row]
    waits = pending & (holds & int(Holds.COUNTED) > 0)
    holds[pending] &= ~np.uint16(CONFIRMED)
    holds[waits] |= np.uint16(Holds.PENDING)
    return Entries(row, indicator, holds)


def laid_out(held: Sequence[Held], entries: Entries, count: int) -> Crosstab:
    """Return the table of rows and of what they hold of so many indicators."""
    places, place = np.unique(np.array([one.place for one in held], object), return_inverse=True)
    years, year = np.unique(np.array([one.year for one in held], np.int64), return_inverse=True)
    holds = np.zeros((len(places), len(years), count), np.uint16)
    at = (place[entries.row] * len(years) + year[entries.row]) * count + entries.indicator
    np.bitwise_or.at(holds.reshape(-1), at, entries.holds)
    return Crosstab(places.tolist(), years, _shelved(holds), *_counted(holds))


def renewed(table: Crosstab, told_of: Collection[str], fresh: Crosstab) -> Crosstab:
    """Return the table in which what is held of some places is what a fresh one says."""
    before, now_there = {*table.places}, {*fresh.places}
    same = now_there == before.intersection(told_of)
    places = table.places if same else sorted(before.difference(told_of) | now_there)
    years = np.union1d(table.years, fresh.years)
    then, now = np.searchsorted(years, table.years), np.searchsorted(years, fresh.years)
    often, widely, _ = _counted(_former(table, told_of))
    counts = np.zeros((len(often), len(years), table.often.shape[2]), np.int64)
    counts[:, then] += table.often - often
    counts[:, now] += fresh.often
    widely = table.widely - widely + fresh.widely
    in_place = same and len(years) == len(table.years)
    shelves, amply = _replaced(table, fresh) if in_place else _moved(table, fresh, places, years)
    return Crosstab(places, years, shelves, counts, widely, amply)


def _former(table: Crosstab, told_of: Collection[str]) -> np.ndarray:
    """Return what was held of some places, by place, year and indicator."""
    numbered = ((bisect_left(table.places, place), place) for place in told_of)
    gone = [table.of_place(n) for n, place in numbered if table.places[n : n + 1] == [place]]
    return np.array(gone, np.uint16).reshape(len(gone), *table.often.shape[1:])


def _replaced(table: Crosstab, fresh: Crosstab) -> tuple[tuple[Shelf, ...], np.ndarray]:
    """Return the shelves of the same places and years, and how many indicators are held of each: of the places of ``fresh``
    what that says.
    """
    shelves, amply = list(table.shelves), table.amply.copy()
    there = [bisect_left(table.places, place) for place in fresh.places]
    amply[:, there] = fresh.amply
    for number in {place // SHELF for place in there}:
        shelves[number] = Shelf(*(part.copy() for part in shelves[number]))
    of_years = np.searchsorted(table.years, fresh.years)
    for n, place in enumerate(there):
        holds, ever = (part[place % SHELF] for part in shelves[place // SHELF])
        holds[:] = 0
        holds[of_years] = fresh.of_place(n)
        ever[:] = np.bitwise_or.reduce(holds, axis=0)
    return tuple(shelves), amply


def _moved(
    table: Crosstab, fresh: Crosstab, places: list[str], years: np.ndarray
) -> tuple[tuple[Shelf, ...], np.ndarray]:
    """Return the same of other places or years, of which all that is held is laid out anew."""
    holds = np.zeros((len(places), len(years), table.widely.shape[1]), np.uint16)
    amply = np.zeros((len(table.amply), len(places)), np.int64)
    code = {place: n for n, place in enumerate(places)}
    for part in (table, fresh):
        here = [n for n, place in enumerate(part.places) if place in code]
        there = np.array([code[part.places[n]] for n in here], np.int64)
        holds[there] = 0
        held = np.concatenate([shelf.holds for shelf in part.shelves])[here]
        holds[np.ix_(there, np.searchsorted(years, part.years))] = held
        amply[:, there] = part.amply[:, here]
    return _shelved(holds), amply


def _shelved(holds: np.ndarray) -> tuple[Shelf, ...]:
    """Return what is held of each place, year and indicator in parts, one at least."""
    parts = (holds[n : n + SHELF] for n in range(0, max(len(holds), 1), SHELF))
    return tuple(Shelf(part, np.bitwise_or.reduce(part, axis=1)) for part in parts)


def _counted(holds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how many places hold it by year and indicator, and by indicator in any year; of how many indicators it is
    held by place.
    """
    ever = np.bitwise_or.reduce(holds, axis=1)
    bits = [int(what) for what in Holds]
    often = np.array([np.count_nonzero(holds & bit, axis=0) for bit in bits], np.int64)
    widely, amply = (np.array([np.count_nonzero(ever & bit, axis=n) for bit in bits], np.int64) for n in (0, 1))
    return often, widely, amply
