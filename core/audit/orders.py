"""Declared orders and wholes: lower ≤ upper; the parts make up the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.audit.interval import difference, total
from core.audit.nearby import Said, near
from core.audit.numbers import RATES, Number, Page, alike
from core.audit.relation import Kind, Relation, Verdict, masked, related
from core.audit.rules import Order, Partition, Rules
from core.audit.writing import amount

FARTHEST = Decimal("1.5")  # times; farther apart, the two are not of the same kind


def find_orders(page: Page, rules: Rules) -> Iterator[Relation]:
    """Yield a check of every declared order between two numbers said together."""
    for order in rules.orders:
        lower, upper = page.of(order.lower), page.of(order.upper)
        for own in lower if upper else ():
            others = [other[0] for other in near(page, own, order.upper) if other[0] is not own[0]]
            others = [other for other in others if alike(own[0].unit, other.unit)]
            nearest = min(others, key=lambda other: abs(other.start - own[0].start), default=None)
            if nearest and (relation := _ordered(page, order, own[0], nearest, len(lower) == len(upper) == 1)):
                yield relation


def _ordered(page: Page, order: Order, own: Number, other: Number, unique: bool) -> Relation | None:
    sides = (own, other)
    one, two = page.quoted(own), page.quoted(other)
    if own.interval is None or other.interval is None:
        return masked(page, Kind.ORDER, sides, "大小")
    if own.exact and other.exact and own.value == other.value and own.unit not in RATES:
        return related(page, Kind.EQUAL, Verdict.PASS, sides, f"{one}与{two}相等。", own.interval, other.interval)
    explained = order.broken == "pass"
    if own.interval.low <= other.interval.high:
        words = f"{one}不超过{two}。"
        return (
            None if explained else related(page, Kind.ORDER, Verdict.PASS, sides, words, own.interval, other.interval)
        )
    if not explained and (not unique or own.value > FARTHEST * other.value or _is_excused(page, order, own)):
        return None
    gap = f"{one}大于{two}，多{amount(difference(own.interval, other.interval).value)}"
    words = "；".join(part for part in (gap, order.why, "" if explained else "请核对") if part) + "。"
    return related(
        page, Kind.ORDER, Verdict.PASS if explained else Verdict.REVIEW, sides, words, own.interval, other.interval
    )


def _is_excused(page: Page, order: Order, own: Number) -> bool:
    """Return whether the report itself says why more is right: 办结5200件(含上年结转300件)."""
    return any(word in page.text[slice(*page.sentence_at(own.start))] for word in order.unless)


def find_partitions(page: Page, rules: Rules) -> Iterator[Relation]:
    """Yield a check of every declared whole that stands before all its parts."""
    for partition in rules.partitions:
        for whole in page.of(partition.whole):
            parts = [part for name in partition.parts if (part := _next(page, whole, name, partition.rest == "pass"))]
            counted = all(number.counts and alike(number.unit, whole[0].unit) for number in (whole[0], *parts))
            if (
                len(parts) == len(partition.parts)
                and counted
                and (relation := _divided(page, partition, whole[0], parts))
            ):
                yield relation


def _next(page: Page, to: Said, indicator: str, anywhere: bool) -> Number | None:
    """Return the next number of an indicator in the sentence, or where only what fits is told, of the same time."""
    for number, fact in page.of(indicator):
        fits = number.sentence == to[0].sentence or (anywhere and fact.period.code == to[1].period.code)
        if number.start > to[0].start and fits:
            return number
    return None


def _divided(page: Page, partition: Partition, whole: Number, parts: list[Number]) -> Relation | None:
    sides = (whole, *parts)
    if any(side.masked for side in sides):
        return masked(page, Kind.PARTITION, sides, "各项之和")
    computed = total(part.interval for part in parts if part.interval)
    summed = f"{''.join(map(page.quoted, parts))}之和为{amount(computed.value)}"
    if whole.interval and computed.meets(whole.interval):
        words = f"{summed}，与{page.quoted(whole)}一致。"
        return related(page, Kind.PARTITION, Verdict.PASS, sides, words, computed, whole.interval)
    rest = whole.value - computed.value
    if (partition.rest != "review" and rest >= 0) or not all(side.exact for side in sides):
        return None
    remainder = f"少{amount(rest)}，余下的{amount(rest)}未说明" if rest > 0 else f"多{amount(-rest)}"
    return related(
        page,
        Kind.PARTITION,
        Verdict.REVIEW,
        sides,
        f"{summed}，比{page.quoted(whole)}{remainder}。",
        computed,
        whole.interval,
    )
