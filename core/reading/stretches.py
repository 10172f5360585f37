"""Stretches of a text, as start and end: joined where they touch, and what lies outside of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches in order, those that touch or overlap as one.

    >>> merged([(5, 9), (0, 3), (2, 5), (20, 30)])
    [(0, 9), (20, 30)]
    """
    spans: list[Stretch] = []
    for start, end in sorted(stretches):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def outside(apart: Iterable[Stretch], length: int) -> Iterator[Stretch]:
    """Yield what is left of a text of ``length`` characters without the stretches ``apart``, which are in order
    and do not overlap.

    >>> list(outside([(0, 9), (20, 30)], 40)), list(outside([], 5))
    ([(9, 20), (30, 40)], [(0, 5)])
    """
    at = 0
    for start, end in apart:
        if start > at:
            yield at, start
        at = end
    if length > at:
        yield at, length
