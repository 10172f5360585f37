"""Before and after: 由30份减至20份,减少10份,精简33%; 由30天缩至10天,提速3倍."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.audit.interval import Interval, difference, less, quotient
from core.audit.numbers import Number, Page, has_unread
from core.audit.relation import Kind, Relation, Verdict, masked, related
from core.audit.writing import amount, percent
from core.model import Bound, Role

CUT = r"精简|精减|减少|压减|压缩|缩短|缩减|削减|核减|下降|降低|减幅|降幅|降|减"
RISE = r"增长|增加|增幅|上升|扩大|增"
CUT_BY = re.compile(rf"(?:{CUT})(?:率|比例|比|幅度)?(?:达到|达|为|了|近|约|超过|超|逾|将近|接近|至少|高达|[ ])*$")
RISE_BY = re.compile(rf"(?:{RISE})(?:率|比例|幅度)?(?:达到|达|为|了|近|约|超过|超|逾|高达|[ ])*$")
CUT_OBJECT_BY = re.compile(rf"(?:{CUT})(?P<object>[\u4e00-\u9fff]{{1,6}}?)(?:近|约|超过|超|逾|达|[ ])*$")
# words of a clause that add no subject of their own
LIGHT = re.compile(
    r"即|共|总共|总计|累计|整体|总体|均|分别|同比|相比|比原来|较原来|比改革前|较之前|了|的|约|近|超过|超|逾|达到|达|为|平均|实现|进一步"
    rf"|精减率|压缩率|压缩比|压减率|{CUT}|{RISE}|提速|提高|提升|幅度|比例|率|[\s,、(:“”\"]"
)
LOOSE = re.compile("均|分别|最|累计|同比|环比|比上年|较上年|效率")  # of another base, or of many things
HUNDRED = 100
HEDGED = (Bound.AT_MOST, Bound.AT_LEAST, Bound.ABOUT)


def find_changes(page: Page) -> Iterator[Relation]:
    """Yield a check of every change that stands behind the two states it leads from and to."""
    numbers = page.numbers
    for i in range(len(numbers) - 1):
        before, after = numbers[i], numbers[i + 1]
        if not _is_pair(page, before, after):
            continue
        at = after.end
        for change in numbers[i + 2 :]:
            gap = page.text[at : change.start]
            if not _is_change(change, gap) or change.sentence != before.sentence or not _continues(page, after, gap):
                break
            if relation := _check(page, before, after, change, gap):
                yield relation
            at = change.end


def _is_pair(page: Page, before: Number, after: Number) -> bool:
    between = page.text[before.end : after.start]
    return (
        before.role is Role.BEFORE
        and after.role is Role.AFTER
        and before.unit == after.unit
        and before.sentence == after.sentence
        and ";" not in between
        and not has_unread(between)
    )


def _is_change(number: Number, gap: str) -> bool:
    """Return whether a number says how much something changed; 精简率60% is a rate by its grammar."""
    return number.role is Role.CHANGE or (
        number.unit == "%" and number.role is Role.ACTUAL and bool(CUT_BY.search(gap))
    )


def _continues(page: Page, after: Number, gap: str) -> bool:
    """Return whether a clause goes on about the same thing: it names nothing that was not named before."""
    if ";" in gap:
        return False
    rest = LIGHT.sub("", gap)
    return not rest or rest in page.text[after.sentence[0] : after.start]


def _check(page: Page, before: Number, after: Number, change: Number, gap: str) -> Relation | None:
    sides = (before, after, change)
    kind = _kind(before, change)
    if kind is None:
        return None
    if any(side.masked for side in sides):
        return masked(page, kind, sides, "前后变化")
    due = _due(kind, before, after, page.text[change.start - len(gap) : change.start])
    if due is None or change.interval is None:
        return None
    for computed in due:
        if computed.meets(change.interval):
            return _told(page, kind, Verdict.PASS, sides, computed, change.interval)
    return None if LOOSE.search(gap) else _told(page, kind, _verdict(sides), sides, due[0], change.interval)


def _kind(before: Number, change: Number) -> Kind | None:
    if change.unit == "%" and before.unit != "%":
        return Kind.PERCENT
    if change.unit == "倍":
        return Kind.MULTIPLE
    return Kind.DIFFERENCE if change.unit == before.unit or (before.unit == "%" and change.unit == "百分点") else None


def _due(kind: Kind, before: Number, after: Number, gap: str) -> tuple[Interval, ...] | None:
    """Return what the change should be; several where the wording may mean either."""
    one, other = before.interval, after.interval
    if one is None or other is None:
        return None
    falls = other.value < one.value
    large, small = (one, other) if falls else (other, one)
    if kind is Kind.MULTIPLE:
        times = quotient(large, small)
        return (times, less(times, 1)) if times else None
    says = CUT_BY if falls else RISE_BY
    if not (says.search(gap) or (falls and kind is Kind.PERCENT and CUT_OBJECT_BY.search(gap))):
        return None
    if kind is Kind.DIFFERENCE:
        return (difference(large, small),)
    part = quotient(small, large, HUNDRED) if falls else quotient(large, small, HUNDRED)
    if part is None:
        return None
    return (_rest(part),) if falls else (less(part, HUNDRED),)


def _rest(part: Interval) -> Interval:
    return Interval(HUNDRED - part.value, HUNDRED - part.high, HUNDRED - part.low)


def _verdict(sides: tuple[Number, Number, Number]) -> Verdict:
    """Return how grave it is that a change does not fit: where it is hedged, it is a matter of wording."""
    if sides[2].quantity.bound in HEDGED:
        return Verdict.WORDING
    return Verdict.ERROR if all(side.quantity.bound is Bound.EXACT for side in sides) else Verdict.REVIEW


def _told(
    page: Page, kind: Kind, verdict: Verdict, sides: tuple[Number, Number, Number], computed: Interval, stated: Interval
) -> Relation:
    before, after, change = map(page.quoted, sides)
    written = {Kind.DIFFERENCE: amount, Kind.PERCENT: percent, Kind.MULTIPLE: lambda value: f"{amount(value)}倍"}[kind](
        computed.value
    )
    words = f"由{before}到{after}，变化为{written}，{_ending(verdict, computed, stated, change)}。"
    return related(page, kind, verdict, sides, words, computed, stated)


def _ending(verdict: Verdict, computed: Interval, stated: Interval, change: str) -> str:
    if verdict is Verdict.PASS:
        return f"与{change}一致"
    if verdict is Verdict.WORDING:
        return f"原文写作{change}，{'低' if computed.low > stated.high else '高'}于计算值"
    return f"与{change}不符"
