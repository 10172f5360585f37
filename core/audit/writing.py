"""How the audit writes what it has computed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from core.audit.interval import Interval
from core.audit.numbers import Number, Page

CENT = Decimal("0.01")
READABLE = 10**5  # below, digits are read at a glance
SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def amount(value: Decimal) -> str:
    """Return a number in plain digits, with at most two decimals; round hundreds from 10 万 on in 万, and in 亿
    where that is exact.

    >>> amount(Decimal("14771")), amount(Decimal("1.5E+6")), amount(Decimal("4.0655")), amount(Decimal("14.2"))
    ('14771', '150万', '4.07', '14.2')
    >>> amount(Decimal("7798000000")), amount(Decimal("1011329200")), amount(Decimal("1647325"))
    ('77.98亿', '101132.92万', '1647325')
    """
    for scale, written in SCALES:
        scaled = value / scale
        if abs(scaled) >= 1 and abs(value) >= READABLE and scaled == scaled.quantize(CENT):
            return _trimmed(scaled.quantize(CENT)) + written
    return _trimmed(value.quantize(CENT, ROUND_HALF_UP))


def _trimmed(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".")


def percent(value: Decimal) -> str:
    """Return a percentage with two decimals.

    >>> percent(Decimal("99.6826")), percent(Decimal("100"))
    ('99.68%', '100.00%')
    """
    return f"{value.quantize(CENT, ROUND_HALF_UP):f}%"


def quotient_of(page: Page, own: Number, whole: Number, due: Interval) -> str:
    """Return a division as it is read aloud: “907个”÷“1635项”=55.47%."""
    return f"{page.quoted(own)}÷{page.quoted(whole)}={percent(due.value)}"


def misfit_of(page: Page, own: Number, whole: Number, due: Interval, stated: Number) -> str:
    """Return the sentence that a stated rate is not what its numerator and denominator give."""
    return f"{quotient_of(page, own, whole, due)}，原文写作{page.quoted(stated)}；请核对分子、分母或比率的口径。"
