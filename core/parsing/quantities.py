"""Find the quantities of a report: numbers with their counters, hedges and bounds."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from core.model import Bound, Certainty, Quantity, Status
from core.parsing.bounds import Hedge, combine, hedge_after, hedge_before, interval
from core.parsing.certainty import judge_counted, judge_uncounted
from core.parsing.digits import plain
from core.parsing.ranges import read_range
from core.parsing.ranks import read_rank
from core.parsing.readings import Reading, read_counted
from core.parsing.shields import Shield, find_shields
from core.parsing.surfaces import CAPITAL, CHINESE, Surface, arabic_end, mended_surface, read_surface
from core.parsing.torn import Torn, cut_off, fractions_in, goes_on, torn_at
from core.parsing.units import TENTHS, TIME
from core.reading.stretches import merged

NOWHERE = (sys.maxsize, sys.maxsize)
_SCAN = re.compile(f"[0-9X×*x{CHINESE}半]+|[{CAPITAL}][{CAPITAL}零万亿]+")


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
    return find_numbers(text, apart)[0]


def find_numbers(text: str, apart: Sequence[tuple[int, int]] = ()) -> tuple[list[Quantity], list[Torn]]:
    """Return the quantities, and the numbers of which pieces stand in the text; those without a value were not read.

    >>> [torn.value for torn in find_numbers("好评率99·6%,受理12.345件")[1]]
    [Decimal('99.6'), None]
    """
    numbers = list(_numbers(text, apart))
    quantities = [n for n in numbers if isinstance(n, Quantity)]
    torn = [n for n in numbers if isinstance(n, Torn)]
    spans = merged([*((q.start, q.end) for q in quantities), *((t.start, t.end) for t in torn), *apart])
    fractions = [one for one in fractions_in(text) if not any(a < one.end and one.start < b for a, b in spans)]
    return quantities, sorted([*torn, *fractions])


def _numbers(text: str, apart: Sequence[tuple[int, int]]) -> Iterator[Quantity | Torn]:
    """Yield what was read and what was found in pieces; of one put together, both."""
    shields = find_shields(text)
    starts = [shield.start for shield in shields]
    cursor, ahead = 0, iter(apart)
    first, last = next(ahead, NOWHERE)
    for run in _SCAN.finditer(text):
        start = run.start()
        while last <= start:
            first, last = next(ahead, NOWHERE)
        if start >= first or start < cursor:
            continue
        shield = bisect_right(starts, start) - 1
        for number in _read(text, start, run.end(), shields[shield] if shield >= 0 else None):
            if isinstance(number, Surface):
                cursor = max(cursor, number.stop)
            else:
                cursor = max(cursor, number.end)
                yield number


def _read(text: str, start: int, run_end: int, shield: Shield | None) -> Iterator[Quantity | Torn | Surface]:
    """Yield the number that a run begins with: in pieces, whole, or the bare surface of one that states nothing."""
    if text[start].isdigit() and (torn := torn_at(text, start, arabic_end(text, start))):
        yield torn
        surface = None if torn.value is None else mended_surface(text, torn.start, torn.end, torn.value)
    else:
        surface = read_surface(text, start, run_end)
    if surface is None:
        return
    if not surface.masked and (end := goes_on(text, surface)):
        yield Torn(surface.start, end, None)
        return
    yield surface
    if quantity := _quantity(text, surface, shield):
        yield quantity


def _quantity(text: str, surface: Surface, shield: Shield | None) -> Quantity | Torn | None:
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
    if end := cut_off(reading):
        return Torn(surface.start, end, None)
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
    surface, tenths = reading.surface, reading.unit == TENTHS
    value, high = reading.value, surface.high
    if tenths:
        value, high = None if value is None else plain(value * 10), None if high is None else plain(high * 10)
    if high is None:
        bound = combine(hedge.bound, surface.inside, after)
        low, high = (None, None) if value is None else interval(value, bound, surface.inside, hedge.near)
    else:
        bound, low = Bound.BETWEEN, value
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
