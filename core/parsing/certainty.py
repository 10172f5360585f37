"""How sure the written form alone makes it that a numeral is a figure of a report."""

from __future__ import annotations

from decimal import Decimal

from core.model import Certainty
from core.parsing.bounds import Hedge
from core.parsing.guards import IDIOM, MONEY, SOFT, UNCOUNTABLE, UNIT, WORD, is_caught, is_glued
from core.parsing.readings import Reading
from core.parsing.sharing import shared_unit
from core.parsing.uncounted import is_bare, is_reached, is_total
from core.parsing.units import COUNTED_IN_WORDS, COUNTED_ONCE, LARGE, NOT_IN_WORDS, NOT_MASKED, TENTHS


def judge_counted(reading: Reading, hedge: Hedge) -> Certainty | None:
    """Return how sure a numeral with a counter is a figure, or None when it is refused."""
    surface = reading.surface
    if is_glued(reading) or is_caught(reading, UNIT):
        return None
    if surface.masked:
        return None if reading.unit in NOT_MASKED else Certainty.FIRM
    if surface.chinese:
        return _judge_chinese(reading, hedge)
    if reading.unit == LARGE or is_caught(reading, SOFT):
        return Certainty.SOFT
    return Certainty.FIRM


def _judge_chinese(reading: Reading, hedge: Hedge) -> Certainty | None:
    """Judge a Chinese numeral: from ten on it is a figure, below it may be a manner of speaking."""
    value = reading.value or Decimal(0)
    hedged = reading.surface.inside or hedge.bound is not None
    written = reading.text[reading.start : reading.stop]
    if is_caught(reading, WORD) or (reading.surface.bare_scale and not hedged and "半" not in written):
        return None
    if "半" in written:  # often a manner of speaking
        return Certainty.SOFT
    if reading.unit == TENTHS:
        return Certainty.FIRM if value <= 10 else None
    if value < 10:
        return _judge_digit(reading)
    if reading.unit == LARGE:
        return Certainty.SOFT if value == 10 else None
    if is_caught(reading, SOFT):
        return Certainty.SOFT
    return None if reading.unit in NOT_IN_WORDS else Certainty.FIRM


def _judge_digit(reading: Reading) -> Certainty | None:
    counters = COUNTED_ONCE if reading.value == 1 else COUNTED_IN_WORDS
    return Certainty.SOFT if reading.unit in counters and not is_caught(reading, IDIOM) else None


def judge_uncounted(reading: Reading, hedge: Hedge) -> tuple[str, Certainty | None]:
    """Return the counter implied and how sure a numeral without one is a figure.

    12.5万, 500余, 约400 and the total of an account are figures; 165 directly before a noun may be one.
    """
    surface = reading.surface
    if is_glued(reading) or is_caught(reading, UNCOUNTABLE):
        return "", None
    unit = "元" if surface.large and is_caught(reading, MONEY) else ""
    if surface.masked:
        return unit, Certainty.FIRM if surface.large else None
    hedged = surface.inside or hedge.bound is not None
    if surface.chinese:
        sizeable = surface.large or (reading.value or 0) >= 100
        return unit, Certainty.FIRM if sizeable and hedged and not is_caught(reading, WORD) else None
    if surface.large or surface.inside or is_total(reading) or (hedge.bound and is_reached(reading)):
        return unit, Certainty.FIRM
    if shared := shared_unit(reading):
        return shared, Certainty.FIRM
    if not is_bare(reading):
        return "", None
    return "", Certainty.FIRM if hedged and (reading.value or 0) >= 10 else Certainty.BARE
