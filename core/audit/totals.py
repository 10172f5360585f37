"""Totals that stand behind what they add up: 咨询1001件,投诉2000件,合计3100件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.audit.interval import total
from core.audit.numbers import Number, Page, has_unread
from core.audit.relation import Kind, Relation, Verdict, related
from core.audit.writing import amount

CLOSES = re.compile(r"(?P<sums>合计|总计|共计|加起来|加在一起)[^,。;:\d]{0,8}$|(?:^|[,;])一?共[^,。;:\d计]{0,6}$")
NEAR = Decimal("0.05")  # a slip of the pen changes a sum by less; what differs more adds up something else
MOST = 8  # numbers of a list


def find_totals(page: Page) -> Iterator[Relation]:
    """Yield a check of every total that stands behind its parts in one sentence."""
    for number in page.numbers:
        begin, _ = page.sentence_at(number.start)
        closing = CLOSES.search(page.text, begin, number.start)
        if closing and number.counts and not number.masked and (parts := _before(page, number, begin)):
            yield from _judged(page, number, parts, bool(closing["sums"]))


def _before(page: Page, whole: Number, begin: int) -> list[Number]:
    """Return the counts of the same unit that stand before a total in its sentence, nearest last, shares left out."""
    parts: list[Number] = []
    at = whole.start
    for number in reversed(page.within(begin, whole.start)[-MOST:]):
        if has_unread(page.text[number.end : at], whole.unit):
            break
        at = number.start
        if number.unit == "%":
            continue
        if number.unit != whole.unit or not number.counts or number.masked:
            break
        parts.insert(0, number)
    return parts


def _judged(page: Page, whole: Number, parts: Sequence[Number], sums: bool) -> Iterator[Relation]:
    """Yield that the nearest parts make up the total, or that all of them nearly do."""
    runs = [parts[k:] for k in range(len(parts) - 1)]
    sides = ((run, total(part.interval for part in run if part.interval)) for run in runs)
    gaps = [(run, computed, abs(computed.value - (whole.value or 0))) for run, computed in sides]
    if whole.interval is None or not whole.value or not gaps:
        return
    run, computed, gap = min(gaps, key=lambda one: one[2])
    fits = computed.meets(whole.interval)
    if not fits and gap > NEAR * whole.value:
        return
    exact = sums and run == parts and whole.exact and all(part.exact for part in run)
    verdict = Verdict.PASS if fits else Verdict.ERROR if exact else Verdict.REVIEW
    end = f"与{page.quoted(whole)}{'一致' if fits else f'相差{amount(gap)}'}。"
    words = f"{''.join(map(page.quoted, run))}之和为{amount(computed.value)}，{end}"
    yield related(page, Kind.SUM, verdict, (*run, whole), words, computed, whole.interval)
