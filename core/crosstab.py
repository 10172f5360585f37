"""What is held of each place, year and indicator, laid out as one table, and how many places hold it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from core.errors import StoreError
from core.holdings import CONFIRMED, Held, Holds, key_of, unpacked

SAME_KEY = "两项指标的编号有同一个校验码，请改其中一个编号。"


class Entries(NamedTuple):
    """What rows of ``Held`` hold of declared indicators, an entry each."""

    row: np.ndarray
    indicator: np.ndarray  # its number among the ids
    holds: np.ndarray


class Crosstab(NamedTuple):
    """Never changed: what is renewed is another one."""

    places: list[str]  # sorted
    years: np.ndarray  # sorted; one that is told of no more may be among them
    holds: np.ndarray  # by place, year and indicator
    ever: np.ndarray  # by place and indicator, in any year
    often: np.ndarray  # how many places: by what is held, year and indicator
    widely: np.ndarray  # how many places: by what is held and indicator


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
    return Crosstab(places.tolist(), years, holds, *_counted(holds))


def renewed(table: Crosstab, told_of: Collection[str], fresh: Crosstab) -> Crosstab:
    """Return the table in which what is held of some places is what a fresh one says."""
    gone = [n for n, place in enumerate(table.places) if place in told_of]
    places = sorted({*table.places}.difference(told_of).union(fresh.places))
    years = np.union1d(table.years, fresh.years)
    then, now = np.searchsorted(years, table.years), np.searchsorted(years, fresh.years)
    ever, often, widely = _counted(table.holds[gone])
    counts = np.zeros((len(often), len(years), table.holds.shape[2]), np.int64)
    counts[:, then] += table.often - often
    counts[:, now] += fresh.often
    return Crosstab(places, years, *_moved(table, fresh, places, years), counts, table.widely - widely + fresh.widely)


def _moved(table: Crosstab, fresh: Crosstab, places: list[str], years: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what is held by place and year, and in any year: of the places of ``fresh`` what that says."""
    if places == table.places and len(years) == len(table.years):
        holds, ever = table.holds.copy(), table.ever.copy()
        parts = [fresh]
    else:
        holds = np.zeros((len(places), len(years), table.holds.shape[2]), np.uint16)
        ever = np.zeros((len(places), table.holds.shape[2]), np.uint16)
        parts = [table, fresh]
    code = {place: n for n, place in enumerate(places)}
    for part in parts:
        here = [n for n, place in enumerate(part.places) if place in code]
        there = np.array([code[part.places[n]] for n in here], np.int64)
        holds[there] = 0
        holds[np.ix_(there, np.searchsorted(years, part.years))] = part.holds[here]
        ever[there] = part.ever[here]
    return holds, ever


def _counted(holds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what is held in any year, and how many places hold it by year and in any."""
    ever = np.bitwise_or.reduce(holds, axis=1)
    bits = [int(what) for what in Holds]
    often = np.array([np.count_nonzero(holds & bit, axis=0) for bit in bits], np.int64)
    return ever, often, np.array([np.count_nonzero(ever & bit, axis=0) for bit in bits], np.int64)
