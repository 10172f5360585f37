"""Sums and parts: 共100件(其中:甲60件,乙40件), 56台,其中15台."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.audit.interval import Interval, total
from core.audit.lists import Listing, listings
from core.audit.numbers import Number, Page
from core.audit.relation import Kind, Relation, Verdict, masked, related
from core.audit.writing import amount

NEAR = Decimal("0.05")  # a slip of the pen changes a sum by less; a list of highlights leaves out more
CLOSE = Decimal("0.005")  # without a word that closes the list, only a very small rest asks for a look
MOST_LEFT_OUT = Decimal("0.35")
ANYTHING = ("个",)  # 142个乡镇, 其中 320个 of something else
PERSONS = ("人", "名", "位")  # women and graduates overlap


def find_sums(page: Page) -> Iterator[Relation]:
    """Yield a check of every list of parts."""
    for listing in listings(page):
        if relation := _judge(page, listing):
            yield relation


def _judge(page: Page, listing: Listing) -> Relation | None:
    whole, firm = listing.wholes[0], listing.parts[: listing.firm]
    if whole.masked or any(part.masked for part in firm):
        return masked(
            page, Kind.SUM if len(firm) > 1 else Kind.PART, (whole, *firm), "各项之和" if len(firm) > 1 else "大小"
        )
    if fitting := _fitting(page, listing):
        return fitting
    computed = _sum(firm)
    verdict = _verdict(listing, computed)
    return _told(page, verdict, whole, firm, computed) if verdict else _within(page, listing)


def _fitting(page: Page, listing: Listing) -> Relation | None:
    """Return the sum of the parts, or of the first ones, that makes up a number before them."""
    for whole in listing.wholes:
        for end in range(len(listing.parts), 1, -1):
            parts = listing.parts[:end]
            if (
                whole.interval
                and not any(part.masked for part in parts)
                and (computed := _sum(parts)).meets(whole.interval)
            ):
                return _told(page, Verdict.PASS, whole, parts, computed)
    return None


def _sum(parts: Sequence[Number]) -> Interval:
    return total(part.interval for part in parts if part.interval)


def _verdict(listing: Listing, computed: Interval) -> Verdict | None:
    """Return how grave it is that the parts do not make up the whole; None where they need not."""
    whole, parts = listing.wholes[0], listing.parts[: listing.firm]
    if len(parts) < 2 or whole.interval is None or not whole.value:
        return None
    gap = abs(computed.value - whole.value) / whole.value
    over = computed.low > whole.interval.high
    if over and whole.unit in PERSONS:
        return None
    if listing.enclosed or (listing.ends and listing.together):
        if gap <= NEAR:
            return Verdict.ERROR if whole.exact and all(part.exact for part in parts) else Verdict.REVIEW
        if over:
            return Verdict.REVIEW
        return Verdict.REVIEW if (listing.ends or len(parts) > 2) and gap <= MOST_LEFT_OUT else None
    if whole.unit != parts[0].unit:
        return None
    if (listing.ends or listing.opposed) and gap <= MOST_LEFT_OUT:
        return Verdict.REVIEW
    return Verdict.REVIEW if gap <= (NEAR if over else CLOSE) and (over or len(parts) > 2) else None


def _told(page: Page, verdict: Verdict, whole: Number, parts: Sequence[Number], computed: Interval) -> Relation:
    summed = f"{''.join(map(page.quoted, parts))}之和为{amount(computed.value)}，"
    if verdict is Verdict.PASS:
        end = f"与{page.quoted(whole)}{'一致' if computed.value == whole.value else '在写法余地之内相符'}。"
    else:
        end = f"与{page.quoted(whole)}相差{amount(abs(computed.value - whole.value))}。"
    return related(page, Kind.SUM, verdict, (whole, *parts), summed + end, computed, whole.interval)


def _within(page: Page, listing: Listing) -> Relation | None:
    """Return the check that no part is larger than what it is part of."""
    whole, parts = listing.wholes[0], listing.parts[: listing.firm]
    largest = max(parts, key=lambda part: part.value)
    if whole.interval is None or largest.interval is None or whole.unit != parts[0].unit:
        return None
    if any(largest.interval.low <= candidate.interval.high for candidate in listing.wholes if candidate.interval):
        words = f"其中的{''.join(map(page.quoted, parts))}不超过{page.quoted(whole)}。"
        return related(page, Kind.PART, Verdict.PASS, (whole, *parts), words, largest.interval, whole.interval)
    if not (largest.exact and whole.exact and listing.together) or whole.unit in ANYTHING:
        return None
    words = f"其中的{page.quoted(largest)}大于整体{page.quoted(whole)}。"
    return related(page, Kind.PART, Verdict.REVIEW, (whole, largest), words, largest.interval, whole.interval)
