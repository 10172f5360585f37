"""Find the quantities of a report: numbers with their counters, hedges and bounds."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from operator import attrgetter

from core.model import Bound, Certainty, Quantity, Status
from core.parsing.bounds import Hedge, combine, hedge_after, hedge_before, interval
from core.parsing.guards import is_frequency, is_glued, is_idiom, is_word, refused
from core.parsing.ranges import read_range
from core.parsing.ranks import read_rank
from core.parsing.readings import Reading, read_counted
from core.parsing.shields import Shield, find_shields
from core.parsing.surfaces import CHINESE, Surface, read_surface
from core.parsing.uncounted import is_bare, is_money, is_total, is_uncountable
from core.parsing.units import COUNTED_IN_WORDS, LARGE, NOT_MASKED, TENTHS, TIME

_shield_start = attrgetter("start")
_SCAN = re.compile(f"[0-9X×*x{CHINESE}]+")


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities in normalised report text, in reading order.

    Values are in base units (3.2万件 is 32000 件); a hedge becomes the bound and never changes the value. Of a range
    (3-5个工作日) the value is the lower end. A masked figure (X.X%) has no value. Fractions (三分之二), numerals of
    several digits without a scale (二〇二三, 三五), and numbers that no counter, scale or total makes a count are left out.

    >>> [q] = find_quantities("群众评价348万余件")
    >>> q.value, q.unit, q.bound.value, (q.low, q.high)
    (Decimal('3480000'), '件', 'at_least', (Decimal('3480000'), Decimal('3490000')))
    """
    shields = find_shields(text)
    found: list[Quantity] = []
    cursor = 0
    for run in _SCAN.finditer(text):
        if run.start() < cursor or (surface := read_surface(text, run.start(), run.end())) is None:
            continue
        quantity = _quantity(text, surface, shields)
        cursor = surface.stop if quantity is None else quantity.end
        if quantity is not None:
            found.append(quantity)
    return found


def _quantity(text: str, surface: Surface, shields: list[Shield]) -> Quantity | None:
    """Return the quantity that a numeral is the head of, or None when it is none."""
    if surface.start and text[surface.start - 1] in "第前":
        ranked = read_rank(text, surface)
        if ranked or text[surface.start - 1] == "第":
            return ranked
    if _shielded(surface.start, shields):
        return None
    reading = read_counted(text, surface)
    hedge = hedge_before(text, surface.start)
    if hedge.up and not surface.bare_scale:  # 网络上3件 is not 上百件
        hedge = Hedge(surface.start, None)
    if reading.unit:
        certainty = _certainty(reading, hedge)
    else:
        reading.unit, reading.end = _implied_unit(reading), surface.stop
        certainty = _certainty_uncounted(reading, hedge)
    if (certainty or not reading.unit) and (ranging := read_range(reading, hedge)):
        return ranging
    return None if certainty is None else _single(reading, hedge, certainty)


def _shielded(start: int, shields: list[Shield]) -> bool:
    """Return whether a number that begins at ``start`` stands in a title or a quoted name."""
    at = bisect_right(shields, start, key=_shield_start) - 1
    return at >= 0 and start < shields[at].end and not shields[at].figure


def _certainty(reading: Reading, hedge: Hedge) -> Certainty | None:
    """Return how sure a numeral with a counter is a figure, or None when it is refused."""
    surface = reading.surface
    if refused(reading):
        return None
    if surface.masked:
        return None if reading.unit in NOT_MASKED else Certainty.FIRM
    if surface.chinese:
        return _certainty_chinese(reading, hedge)
    if reading.unit == LARGE or is_frequency(reading):
        return Certainty.SOFT
    return Certainty.FIRM


def _certainty_chinese(reading: Reading, hedge: Hedge) -> Certainty | None:
    """Return the same for Chinese numerals: from ten on they are figures, below they may be a manner of speaking."""
    value = reading.value or Decimal(0)
    if is_word(reading) or (reading.surface.bare_scale and not (reading.surface.inside or hedge.bound)):
        return None
    if reading.unit == TENTHS:
        return Certainty.FIRM if value <= 10 else None
    if value < 10:
        return Certainty.SOFT if reading.unit in COUNTED_IN_WORDS and not is_idiom(reading) else None
    if reading.unit == LARGE:
        return Certainty.SOFT if value == 10 else None
    return None if reading.unit == "分" else Certainty.FIRM


def _implied_unit(reading: Reading) -> str:
    return "元" if reading.surface.large and is_money(reading) else ""


def _certainty_uncounted(reading: Reading, hedge: Hedge) -> Certainty | None:
    """Judge a numeral without a counter: 12.5万 and 500余 are figures, 165 before a noun may be one."""
    surface = reading.surface
    if is_glued(reading) or is_uncountable(reading):
        return None
    if surface.masked:
        return Certainty.FIRM if surface.large else None
    if surface.chinese:
        sizeable = surface.large or (reading.value or 0) >= 100
        hedged = surface.inside or hedge.bound is not None
        return Certainty.FIRM if sizeable and hedged and not is_word(reading) else None
    if surface.large or surface.inside or is_total(reading):
        return Certainty.FIRM
    return Certainty.BARE if is_bare(reading) else None


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
