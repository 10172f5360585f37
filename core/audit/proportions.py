"""Proportions that name what they are of (网办事项比例达80%), and shares that make up a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from core.audit.interval import Interval, quotient, total
from core.audit.lists import LAST
from core.audit.numbers import Number, Page, has_unread
from core.audit.relation import Kind, Relation, Verdict, masked, related
from core.audit.shares import HEDGES, is_share_of_all
from core.audit.writing import misfit_of, percent, quotient_of
from core.model import Bound

PROPORTION = re.compile(rf"[,、;](?P<name>[\u4e00-\u9fff“”\"]{{2,12}}?)(?:所占)?(?:比例|占比|比重){HEDGES}$")
NOT_OF = re.compile("压缩|精简|精减|压减|减少|缩短|下降|增长|提高|提升|同比|环比")
FARTHEST = 30  # points; farther apart, the share is of something else
FEWEST = 3
NEARLY = 2  # points from a hundred
HUNDRED = 100
WHOLE = Interval(Decimal(HUNDRED), Decimal(HUNDRED), Decimal(HUNDRED))


def find_proportions(page: Page) -> Iterator[Relation]:
    """Yield a check of every proportion that names what it is of, behind the two counts of its sentence: 网办事项比例达80%."""
    for whole, own, share in zip(page.numbers, page.numbers[1:], page.numbers[2:], strict=False):
        if share.unit != "%" or {whole.sentence, own.sentence} != {share.sentence}:
            continue
        named = PROPORTION.search(page.text, own.end, share.start)
        counted = (
            own.counts and whole.counts and own.unit == whole.unit and not has_unread(page.text[whole.end : own.start])
        )
        if named and counted and (relation := _proportion(page, whole, own, share, named["name"])):
            yield relation


def _proportion(page: Page, whole: Number, own: Number, share: Number, name: str) -> Relation | None:
    if own.interval is None or whole.interval is None or share.interval is None:
        return masked(page, Kind.SHARE, (own, whole, share), "占比")
    due = quotient(own.interval, whole.interval, HUNDRED)
    if due is None or own.value > whole.value:
        return None
    if due.meets(share.interval):
        words = f"{quotient_of(page, own, whole, due)}，与{page.quoted(share)}一致。"
        return related(page, Kind.SHARE, Verdict.PASS, (own, whole, share), words, due, share.interval)
    exact = own.exact and whole.exact and share.quantity.bound is Bound.EXACT
    of_both = all(_shares_word(name, page.text[slice(*page.clause_at(number))]) for number in (whole, own))
    if not (exact and of_both and abs(due.value - share.value) <= FARTHEST) or NOT_OF.search(name):
        return None
    return related(
        page,
        Kind.SHARE,
        Verdict.REVIEW,
        (own, whole, share),
        misfit_of(page, own, whole, due, share),
        due,
        share.interval,
    )


def _shares_word(name: str, text: str) -> bool:
    """Return whether two characters in a row of a name stand in a text too."""
    return any(name[i : i + 2] in text for i in range(len(name) - 1))


def find_hundreds(page: Page) -> Iterator[Relation]:
    """Yield a check of every list of named shares that makes up a hundred: 咨询占50%,求助占30%,投诉占20%."""
    for _, group in groupby(page.numbers, key=lambda number: number.sentence):
        listed = [number for number in group if number.unit == "%" and number.level and is_share_of_all(page, number)]
        if len(listed) < FEWEST:
            continue
        if any(n.masked for n in listed):
            yield masked(page, Kind.SHARES, listed, "各项占比之和")
            continue
        computed = total(number.interval for number in listed if number.interval)
        summed = f"{''.join(map(page.quoted, listed))}之和为{percent(computed.value)}"
        if computed.meets(WHOLE):
            yield related(page, Kind.SHARES, Verdict.PASS, listed, f"{summed}。", computed, WHOLE)
        elif len(listed) > FEWEST and _nearly_whole(page, listed[-2], listed[-1], computed):
            yield related(page, Kind.SHARES, Verdict.REVIEW, listed, f"{summed}，不是100%。", computed, WHOLE)


def _nearly_whole(page: Page, before: Number, last: Number, computed: Interval) -> bool:
    """Return whether shares come so near to a hundred that they should make it up: a little above, or a little
    below with 其他.
    """
    gap = computed.value - HUNDRED
    return abs(gap) <= NEARLY and (gap > 0 or bool(LAST.search(page.text, before.end, last.start)))
