"""A rate above a hundred per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.audit.interval import Interval
from core.audit.numbers import Number, Page
from core.audit.relation import Kind, Relation, Verdict, related
from core.audit.rules import Rules
from core.model import Bound, Indicator, Role

HUNDRED = Interval(Decimal(100), Decimal(0), Decimal(100))
LABELLED = re.compile(r"[率比例度][”\"]?(?:均|都)?(?:达到|达|为|是|高达|保持在|:)*$")


def find_bounds(page: Page, indicators: dict[str, Indicator], rules: Rules) -> Iterator[Relation]:
    """Yield every declared rate that is stated above 100 %, unless ``data/rules.toml`` says that it may be."""
    for number in page.numbers:
        if number.unit == "%" and number.value > 100 and _must_not(page, number, indicators, rules):
            words = f"{page.quoted(number)}超过100%，比率不应超过100%。"
            yield related(page, Kind.BOUND, Verdict.ERROR, [number], words, HUNDRED, number.interval)


def _must_not(page: Page, number: Number, indicators: dict[str, Indicator], rules: Rules) -> bool:
    rates = [
        name
        for fact in number.facts
        if (name := fact.indicator) and name in indicators and indicators[name].kind == "rate"
    ]
    if not rates or number.role is not Role.ACTUAL or number.quantity.bound is not Bound.EXACT:
        return False
    return not set(rates) & rules.may_pass_hundred and bool(
        LABELLED.search(page.text, number.sentence[0], number.start)
    )
