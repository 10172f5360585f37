"""Shares whose amount stands beside them: 甲60件,占60%; 占应进的50项的96%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from core.audit.interval import OPEN, Interval, quotient, total
from core.audit.lists import Listing, listings
from core.audit.numbers import Number, Page, alike
from core.audit.relation import Kind, Relation, Verdict, masked, related
from core.audit.writing import amount, percent, quotient_of
from core.model import Bound

HEDGES = r"(?:达到|达|约|近|超过|超|了|为|到|[ ])*"
OF_ALL = re.compile(rf"占(?:比|总数|总量|总件数|总办件量|全部|总体|总诉求量|总受理量)?的?(?:比例|比重)?{HEDGES}$")
OF_NAMED = re.compile(r"占(?P<of>[^占,。;]{1,40})的(?:比例)?(?:为)?$")
SUBJECT = re.compile(r"[,、;](?P<name>[^,、;]{2,})占[^占]*$")  # 甲60件,乙40件,甲占比60%
FEWEST = 3
HUNDRED = 100
REACH = 60


class Misfit(NamedTuple):
    """A share that its whole does not give, and what it should be."""

    own: Number
    whole: Number
    share: Number
    due: Interval
    alone: bool  # no other share stands beside it that might tell of another whole


def find_shares(page: Page) -> Iterator[Relation]:
    """Yield a check of every share whose amount stands beside it."""
    among = {part.start: listing for listing in listings(page) for part in listing.parts[: listing.firm]}
    relations: list[Relation] = []
    misfits: list[Misfit] = []
    loose: list[tuple[Number, Number]] = []  # a share without a known whole, and its amount
    for share in page.numbers:
        if share.unit != "%" or not _is_share(page, share) or not (amounts := _amounts_before(page, share)):
            continue
        named, listing = _named_whole(page, share, amounts[0]), among.get(amounts[0].start)
        whole = named or (listing.wholes[0] if listing else None)
        outcome = _check(page, share, amounts, whole)
        if isinstance(outcome, Relation):
            relations.append(outcome)
        elif outcome is not None and whole is not None:
            alone = bool(named) or (listing is not None and _is_closed(listing))
            misfits.append(Misfit(amounts[0], whole, share, outcome, alone))
        elif whole is None:
            loose.append((share, amounts[0]))
    yield from relations
    yield from _alarms(
        page,
        misfits,
        {side.start for relation in relations if relation.verdict is Verdict.PASS for side in relation.sides},
    )
    yield from _odd_ones(page, loose, relations)


def _is_closed(listing: Listing) -> bool:
    """Return whether there is but one part, or the parts make up their whole, so that no share can be of another."""
    whole, parts = listing.wholes[0], listing.parts[: listing.firm]
    if len(listing.parts) == 1 or whole.interval is None:
        return len(listing.parts) == 1
    return all(part.interval for part in parts) and total(part.interval for part in parts if part.interval).meets(
        whole.interval
    )


def is_share_of_all(page: Page, number: Number) -> bool:
    """Return whether the words before a number say that it is a share of a whole named before: 占, 占比, 占总数的."""
    return bool(OF_ALL.search(page.text, max(number.sentence[0], number.start - REACH), number.start))


def _is_share(page: Page, number: Number) -> bool:
    named = OF_NAMED.search(page.text, max(number.sentence[0], number.start - REACH), number.start)
    return bool(named) or is_share_of_all(page, number)


def _amounts_before(page: Page, share: Number) -> list[Number]:
    """Return the amounts that may be the share's own, nearest first: the last one, and those listed before it."""
    left = page.text[max(share.sentence[0], share.start - REACH) : share.start]
    named = OF_NAMED.search(left)
    at = share.start - len(left) + named.start() if named and not OF_ALL.search(left) else share.start
    amounts: list[Number] = []
    for number in reversed(page.within(share.sentence[0], at)):
        if not number.counts or (amounts and number.unit != amounts[0].unit):
            break
        amounts.append(number)
    if amounts and ";" in page.text[amounts[0].end : share.start]:
        return []
    return _named(page, share, at, amounts)


def _named(page: Page, share: Number, at: int, amounts: list[Number]) -> list[Number]:
    """Return the amounts, or where the share says whose it is (即办件占比) the one that was said of the same."""
    if not amounts:
        return []
    subject = SUBJECT.search(page.text, amounts[0].end, at)
    if subject is None:
        return amounts
    named = [
        n
        for n in amounts
        if subject["name"] in page.text[max(share.sentence[0], n.start - REACH) : n.start].rsplit(",", 1)[-1]
    ]
    return named[:1]


def _named_whole(page: Page, share: Number, own: Number) -> Number | None:
    """Return the whole that stands between 占 and the share: 占应进的50项的96%."""
    named = OF_NAMED.search(page.text, max(share.sentence[0], share.start - REACH), share.start)
    if not named:
        return None
    inside = [number for number in page.within(*named.span("of")) if number.counts and alike(number.unit, own.unit)]
    return inside[-1] if inside else None


def _check(page: Page, share: Number, amounts: Sequence[Number], whole: Number | None) -> Relation | Interval | None:
    """Return the check of a share, what it should be where it does not fit its whole, or None where none is known."""
    own = amounts[0]
    if whole is not None and (whole.masked or own.masked or share.masked):
        return masked(page, Kind.SHARE, (own, whole, share), "占比")
    if own.interval is None or share.interval is None:
        return None
    due = None
    if whole is not None and whole.interval is not None:
        due = quotient(own.interval, whole.interval, HUNDRED)
        if due and due.meets(share.interval):
            return _told(page, [own], whole, share, due)
    fitting = _fitting(page, share, amounts)
    if fitting or whole is None or own.value > whole.value:
        return fitting
    return due


def _fitting(page: Page, share: Number, amounts: Sequence[Number]) -> Relation | None:
    """Return the first pair of amounts, sums of listed ones included, that gives the share."""
    for whole in _wholes(page, share, amounts[0]):
        for n in range(1, len(amounts) + 1):
            parts = [
                a for a in amounts[:n] if a is not whole and a.interval and a.interval.high < OPEN
            ]  # 突破1000项 would fit any share
            own = total(part.interval for part in parts if part.interval)
            due = quotient(own, whole.interval, HUNDRED) if whole.interval and parts else None
            if due and share.interval and due.meets(share.interval) and own.value <= whole.value:
                return _told(page, parts, whole, share, due)
    return None


def _wholes(page: Page, share: Number, own: Number) -> Iterator[Number]:
    """Yield the numbers before a share that its amount may be part of, nearest first, back to the paragraph before."""
    paragraph = page.paragraph_of(share.start)
    for number in reversed(page.within(page.paragraph_of(max(paragraph - 1, 0)), share.start)):
        if (
            number is not own
            and number.counts
            and number.interval
            and alike(number.unit, own.unit)
            and number.value > own.value
        ):
            yield number


def _alarms(page: Page, misfits: Sequence[Misfit], confirmed: set[int]) -> Iterator[Relation]:
    """Yield what does not fit: the one among others that do, or all of them where they are shares of their own sum."""
    for start, group in groupby(misfits, key=lambda misfit: misfit.whole.start):
        rows = list(group)
        if start in confirmed or all(misfit.alone for misfit in rows):
            yield from (_misfit(page, misfit) for misfit in rows)
        elif len(rows) >= FEWEST:
            yield from _of_their_sum(page, rows)


def _odd_ones(page: Page, loose: Sequence[tuple[Number, Number]], relations: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the share that does not fit where the other shares of its sentence are all of one whole."""
    for share, own in loose:
        start, end = share.sentence
        beside = [r.sides for r in relations if r.verdict is Verdict.PASS and start <= r.sides[-1].start < end]
        wholes = {sides[-2].start for sides in beside}
        whole = next((number for number in page.numbers if {number.start} == wholes), None)
        if (
            whole is None
            or len(beside) < FEWEST - 1
            or own.interval is None
            or whole.interval is None
            or share.interval is None
        ):
            continue
        due = quotient(own.interval, whole.interval, HUNDRED)
        if due and own.value < whole.value:
            yield _misfit(page, Misfit(own, whole, share, due, False))


def _of_their_sum(page: Page, rows: Sequence[Misfit]) -> Iterator[Relation]:
    summed = total(misfit.own.interval for misfit in rows if misfit.own.interval)
    dues = [quotient(misfit.own.interval, summed, HUNDRED) for misfit in rows if misfit.own.interval]
    if all(due and row.share.interval and due.meets(row.share.interval) for due, row in zip(dues, rows, strict=True)):
        whole = rows[0].whole
        quoted = "".join(page.quoted(misfit.share) for misfit in rows)
        words = f"{quoted}是各项占各项之和{amount(summed.value)}的比例，不是占{page.quoted(whole)}的比例。"
        sides = (whole, *(misfit.own for misfit in rows))
        yield related(page, Kind.SHARES, Verdict.REVIEW, sides, words, summed, whole.interval)


def _misfit(page: Page, misfit: Misfit) -> Relation:
    own, whole, share, due, alone = misfit
    exact = alone and own.exact and whole.exact and share.quantity.bound is Bound.EXACT
    words = f"{quotient_of(page, own, whole, due)}，与{page.quoted(share)}不符。"
    return related(
        page, Kind.SHARE, Verdict.ERROR if exact else Verdict.REVIEW, (own, whole, share), words, due, share.interval
    )


def _told(page: Page, own: Sequence[Number], whole: Number, share: Number, due: Interval) -> Relation:
    parts = tuple(reversed(own))
    summed = "".join(map(page.quoted, parts)) + ("之和" if len(parts) > 1 else "")
    words = f"{summed}÷{page.quoted(whole)}={percent(due.value)}，与{page.quoted(share)}一致。"
    return related(page, Kind.SHARE, Verdict.PASS, (*parts, whole, share), words, due, share.interval)
