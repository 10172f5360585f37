"""Numbers in a row that make up one said before or after them, without 其中: 共85件,其后直办60件,转办25件. Only what fits is
told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from core.audit.interval import total
from core.audit.numbers import Number, Page
from core.audit.relation import Kind, Relation, Verdict, related
from core.audit.writing import amount

SMALLEST = 100  # below, sums agree by chance
LARGE = 1000
SHORT = 3
FEWEST, MOST = 2, 16


def find_runs(page: Page) -> Iterator[Relation]:
    """Yield the rows of exact counts of one sentence whose sum is a number of that sentence or of the one before."""
    before: list[Number] = []
    paragraph = -1
    for (start, _), group in groupby(page.numbers, key=lambda number: number.sentence):
        own = [number for number in group if number.counts and number.exact]
        if page.paragraph_of(start) != paragraph:
            before, paragraph = [], page.paragraph_of(start)
        for unit in dict.fromkeys(number.unit for number in own):
            row = [number for number in own if number.unit == unit]
            yield from _fitting(page, row, [number for number in before if number.unit == unit])
        before = own


def _fitting(page: Page, row: Sequence[Number], before: Sequence[Number]) -> Iterator[Relation]:
    known = {number.value: number for number in (*before, *row) if number.value >= SMALLEST}
    done = 0
    for first in range(len(row)):
        for end in range(min(len(row), first + MOST), max(first, done - 1) + FEWEST - 1, -1):
            parts = row[first:end]
            whole = known.get(sum((part.value for part in parts), Decimal(0)))
            if (
                first >= done
                and whole is not None
                and all(part.value for part in parts)
                and _is_no_chance(row, first, end, whole)
            ):
                yield _told(page, whole, parts)
                done = end
                break


def _is_no_chance(row: Sequence[Number], first: int, end: int, whole: Number) -> bool:
    """Return whether the row ends with its sentence, or is short, large, and stands beside its sum."""
    if whole in row[first:end]:
        return False
    beside = whole in (row[max(first - 1, 0)], row[min(end, len(row) - 1)])
    return end == len(row) or (beside and end - first <= SHORT and whole.value >= LARGE)


def _told(page: Page, whole: Number, parts: Sequence[Number]) -> Relation:
    computed = total(part.interval for part in parts if part.interval)
    words = f"{''.join(map(page.quoted, parts))}之和为{amount(computed.value)}，与{page.quoted(whole)}一致。"
    return related(page, Kind.SUM, Verdict.PASS, (whole, *parts), words, computed, whole.interval)
