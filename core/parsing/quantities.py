"""Find the quantities of a report: numbers with their counters, hedges and bounds."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence

from core.model import Certainty, Quantity, Status
from core.parsing.bounds import Hedge, combine, hedge_after, hedge_before, interval
from core.parsing.certainty import judge_counted, judge_uncounted
from core.parsing.ranges import read_range
from core.parsing.ranks import read_rank
from core.parsing.readings import Reading, read_counted
from core.parsing.shields import Shield, find_shields
from core.parsing.surfaces import CHINESE, Surface, read_surface
from core.parsing.units import TENTHS, TIME

NOWHERE = (sys.maxsize, sys.maxsize)
_SCAN = re.compile(f"[0-9X×*x{CHINESE}]+")


def find_quantities(text: str, apart: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the quantities in normalised report text, in reading order.

    Args:
        apart: stretches, in order, whose numbers are read elsewhere or by nobody: tables, page chrome.

    Values are in base units (3.2万件 is 32000 件); a hedge becomes the bound and never changes the value. Of a range
    (3-5个工作日) the value is the lower end. A masked figure (X.X%) has no value. Fractions (三分之二), numerals of
    several digits without a scale (二〇二三, 三五), and numbers that no counter, scale or total makes a count are left out.

    >>> [q] = find_quantities("群众评价348万余件")
    >>> q.value, q.unit, q.bound.value, (q.low, q.high)
    (Decimal('3480000'), '件', 'at_least', (Decimal('3480000'), Decimal('3490000')))
    """
    shields = find_shields(text)
    starts = [shield.start for shield in shields]
    found: list[Quantity] = []
    cursor, ahead = 0, iter(apart)
    first, last = next(ahead, NOWHERE)
    for run in _SCAN.finditer(text):
        while last <= run.start():
            first, last = next(ahead, NOWHERE)
        if (
            run.start() >= first
            or run.start() < cursor
            or (surface := read_surface(text, run.start(), run.end())) is None
        ):
            continue
        shield = bisect_right(starts, surface.start) - 1
        quantity = _quantity(text, surface, shields[shield] if shield >= 0 else None)
        cursor = surface.stop if quantity is None else quantity.end
        if quantity is not None:
            found.append(quantity)
    return found


def _quantity(text: str, surface: Surface, shield: Shield | None) -> Quantity | None:
    """Return the quantity that a numeral is the head of, or None when it is none; ``shield`` is the last that
    begins before it.
    """
    if surface.start and text[surface.start - 1] in "第前":
        ranked = read_rank(text, surface)
        if ranked or text[surface.start - 1] == "第":
            return ranked
    if shield and surface.start < shield.end and not shield.figure:  # in a title or a quoted name
        return None
    reading = read_counted(text, surface)
    hedge = hedge_before(text, reading.start, surface.bare_scale)
    counted = bool(reading.unit)
    if counted:
        certainty = judge_counted(reading, hedge)
    else:
        reading.unit, certainty = judge_uncounted(reading, hedge)
    if (certainty or not counted) and (ranging := read_range(reading, hedge)):
        return ranging
    return None if certainty is None else _single(reading, hedge, certainty)


def _single(reading: Reading, hedge: Hedge, certainty: Certainty) -> Quantity:
    end, after = hedge_after(reading.text, reading.end, timed=reading.unit in TIME)
    bound = combine(hedge.bound, reading.surface.inside, after)
    tenths = reading.unit == TENTHS
    value = reading.value * 10 if tenths and reading.value is not None else reading.value
    low, high = (None, None) if value is None else interval(value, bound, reading.surface.inside, hedge.near)
    return Quantity(
        value=value,
        low=low,
        high=high,
        unit="%" if tenths else reading.unit,
        bound=bound,
        status=Status.MASKED if value is None else Status.STATED,
        start=hedge.start,
        end=end,
        certainty=certainty,
        number_start=reading.start,
        number_end=reading.stop,
    )
