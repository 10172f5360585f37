"""两版逐数对读: two texts of one report, number by number: the same, changed, only in the one, only in the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

import pandas as pd

from core.analysis.rows import Row, rows_of


class Match(StrEnum):
    """What became of a number; the value is its word on screen."""

    SAME = "相同"
    CHANGED = "不同"
    LOST = "只在前一版"
    NEW = "只在后一版"


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the one text beside the number of the other that says the same thing."""

    match: Match
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """Return the number that is there, the later one where both are."""
        return self.after or self.before  # type: ignore[return-value]


def side_by_side(before: pd.DataFrame, after: pd.DataFrame) -> list[Pair]:
    """Return every number of two texts beside its counterpart, in the order of the later text.

    Counterparts are of the same indicator (or noun), part, role and counter, in reading order; where several are, those
    of the same value go together first.
    """
    one, other = ([row for row in rows_of(frame) if row.start >= 0] for frame in (before, after))
    keys = {_key(row): None for row in (*other, *one)}
    pairs = [pair for key in keys for pair in _paired(_of(one, key), _of(other, key))]
    return sorted(pairs, key=lambda pair: (pair.row.start, pair.after is None))


def counted(pairs: Sequence[Pair]) -> dict[Match, int]:
    """Return how many pairs there are of each kind."""
    return {match: sum(pair.match is match for pair in pairs) for match in Match}


def _key(row: Row) -> tuple[str, ...]:
    return (row.indicator or row.noun, row.part, str(row.role), row.unit)


def _of(rows: Sequence[Row], key: tuple[str, ...]) -> list[Row]:
    return [row for row in rows if _key(row) == key]


def _paired(one: list[Row], other: list[Row]) -> list[Pair]:
    """Return the numbers of one key in pairs: equal values first, in order, then what is left, in order."""
    mine, theirs = ([_said(row) for row in rows] for rows in (one, other))
    pairs = []
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        kind, a, b, c, d = block
        if kind == "equal":
            pairs += [Pair(Match.SAME, x, y) for x, y in zip(one[a:b], other[c:d], strict=True)]
            continue
        both = min(b - a, d - c)
        pairs += [Pair(Match.CHANGED, x, y) for x, y in zip(one[a : a + both], other[c : c + both], strict=True)]
        pairs += [Pair(Match.LOST, row, None) for row in one[a + both : b]]
        pairs += [Pair(Match.NEW, None, row) for row in other[c + both : d]]
    return pairs


def _said(row: Row) -> tuple[object, ...]:
    """Return what a number says, whatever words it is written in: 98.5%, exactly, of 2023."""
    return (str(row.status), row.value, row.low, row.high, str(row.bound), row.period)
