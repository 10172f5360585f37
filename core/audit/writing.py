"""How the audit writes what it has computed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from core.audit.interval import Interval
from core.audit.numbers import Number, Page

CENT = Decimal("0.01")


def amount(value: Decimal) -> str:
    """Return a number in plain digits, with at most two decimals.

    >>> amount(Decimal("14771")), amount(Decimal("1.5E+6")), amount(Decimal("4.0655")), amount(Decimal("14.2"))
    ('14771', '1500000', '4.07', '14.2')
    """
    rounded = value.quantize(CENT, ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


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
