"""Declared rates: numerator ÷ denominator = rate, and the rate that a report leaves unsaid beside others of its
family.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from core.audit.interval import Interval, quotient
from core.audit.nearby import Said, near, together
from core.audit.numbers import Number, Page, alike
from core.audit.relation import Kind, Relation, Verdict, masked, related
from core.audit.rules import Derived, Ratio, Rules
from core.audit.writing import misfit_of, quotient_of
from core.model import Bound, Indicator

HUNDRED = 100
FARTHEST = 30  # points; farther apart, the rate is of something else


def find_ratios(page: Page, rules: Rules) -> Iterator[Relation]:
    """Yield a check of every declared rate that stands beside its numerator and denominator."""
    by_rate: dict[str, list[Ratio]] = {}
    for ratio in rules.ratios:
        by_rate.setdefault(ratio.rate, []).append(ratio)
    for name, rows in by_rate.items():
        for rate in page.of(name):
            if rate[0].level and rate[0].unit == "%" and (relation := _check(page, rate, rows)):
                yield relation


def _check(page: Page, rate: Said, rows: Iterable[Ratio]) -> Relation | None:
    """Return the check of one rate: the pair that fits it, else the only pair there is."""
    pairs = [(own, whole, row) for row in rows for own, whole in _pairs(page, rate, row)]
    for own, whole, _ in pairs:
        due = _percentage(own, whole)
        if due and rate[0].interval and due.meets(rate[0].interval):
            words = f"{quotient_of(page, own, whole, due)}，与{page.quoted(rate[0])}一致。"
            return related(page, Kind.RATIO, Verdict.PASS, (own, whole, rate[0]), words, due, rate[0].interval)
    if len(pairs) != 1 or pairs[0][2].loose:
        return None
    return _misfit(page, rate[0], *pairs[0][:2])


def _pairs(page: Page, rate: Said, row: Ratio) -> Iterator[tuple[Number, Number]]:
    for own, whole in product(near(page, rate, row.numerator), near(page, rate, row.denominator)):
        if own[0] is not whole[0] and together(page, own, whole) and alike(own[0].unit, whole[0].unit):
            yield own[0], whole[0]


def _misfit(page: Page, rate: Number, own: Number, whole: Number) -> Relation | None:
    sides = (own, whole, rate)
    if any(side.masked for side in sides):
        return masked(page, Kind.RATIO, sides, "比率")
    due = _percentage(own, whole)
    if (
        due is None
        or rate.interval is None
        or not (own.exact and whole.exact)
        or rate.quantity.bound is not Bound.EXACT
    ):
        return None
    stands_behind = own.sentence == whole.sentence and rate.start > max(own.start, whole.start)
    if due.value > HUNDRED or abs(due.value - rate.value) > FARTHEST or not stands_behind:
        return None
    return related(page, Kind.RATIO, Verdict.REVIEW, sides, misfit_of(page, own, whole, due, rate), due, rate.interval)


def _percentage(own: Number, whole: Number) -> Interval | None:
    return quotient(own.interval, whole.interval, HUNDRED) if own.interval and whole.interval else None


def find_derived(page: Page, rules: Rules, indicators: dict[str, Indicator]) -> Iterator[Relation]:
    """Yield every declared rate that can be computed where the report gives only others of its family."""
    for rule in rules.derived:
        if not page.of(rule.rate):
            yield from _derived(page, rule, indicators)


def _derived(page: Page, rule: Derived, indicators: dict[str, Indicator]) -> Iterator[Relation]:
    beside = [(name, pair[0]) for name in rule.beside for pair in page.of(name) if pair[0].level and name in indicators]
    for own in page.of(rule.numerator):
        wholes = [pair[0] for pair in near(page, own, rule.denominator) if pair[0].sentence == own[0].sentence]
        due = _percentage(own[0], wholes[0]) if wholes else None
        paragraph = page.paragraph_of(own[0].start)
        known = [(name, rate) for name, rate in beside if page.paragraph_of(rate.start) == paragraph]
        if due is None or due.value > HUNDRED or not known:
            continue
        name = indicators[rule.rate].name if rule.rate in indicators else rule.rate
        others = "、".join(f"{indicators[other].name}{page.quoted(rate)}" for other, rate in known)
        words = (
            f"{quotient_of(page, own[0], wholes[0], due)}，是推算的{name}，报告没有公布；与{others}口径不同，不能互换。"
        )
        yield related(page, Kind.DERIVED, Verdict.PASS, (own[0], wholes[0], *(rate for _, rate in known)), words, due)
