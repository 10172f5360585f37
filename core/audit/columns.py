"""A list that adds up adds up in every column: 共114项,金额8亿元;其中市级49项,金额5亿元,县级65项,金额3亿元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.audit.interval import total
from core.audit.numbers import Number, Page
from core.audit.relation import Kind, Relation, Verdict, related
from core.audit.writing import amount

ENDS = re.compile(r"[;。\n]")
STOPS = re.compile(r"[,;:。、()\d\n]")
# the end of what a number is called: 完成交易金额 and 中标金额 are both 金额
NAME = re.compile(r"(?P<name>[\u4e00-\u9fff]{2})(?:达到?|为|是|约|近|超过?|共计?|了)*[ ]*$")
NAME_REACH = 12


def find_columns(page: Page, relations: Iterable[Relation]) -> Iterator[Relation]:
    """Yield a check of what stands beside a whole and, under the same name and unit, beside every part of it.

    Args:
        found: the relations found before; the sums among them that hold say which parts are all of a whole.
    """
    for relation in relations:
        if relation.kind is Kind.SUM and relation.verdict is Verdict.PASS and len(relation.sides) > 2:
            whole, *parts = (page.within(side.start, side.start + 1)[0] for side in relation.sides)
            yield from _beside(page, whole, sorted(parts, key=lambda part: part.start))


def _beside(page: Page, whole: Number, parts: Sequence[Number]) -> Iterator[Relation]:
    last = whole.start if whole.start > parts[-1].start else _end(page, parts[-1])
    bounds = [*(part.start for part in parts[1:]), last]
    rows = [page.within(part.end, bound) for part, bound in zip(parts, bounds, strict=True)]
    for number in page.within(whole.end, parts[0].start if whole.start < parts[0].start else _end(page, whole)):
        name = _name(page, number)
        column = [
            n
            for row in rows
            if (n := next((n for n in row if n.unit == number.unit and n.counts and _name(page, n) == name), None))
        ]
        if name and number.counts and len(column) > 1 and not any(n.masked for n in (number, *column)):
            yield from _added(page, number, column, whole if len(column) == len(rows) else None)


def _end(page: Page, number: Number) -> int:
    stop = ENDS.search(page.text, number.end)
    return stop.start() if stop else len(page.text)


def _name(page: Page, number: Number) -> str:
    match = NAME.search(STOPS.split(page.text[max(0, number.start - NAME_REACH) : number.start])[-1])
    return match["name"] if match else ""


def _added(page: Page, whole: Number, parts: Sequence[Number], closed: Number | None) -> Iterator[Relation]:
    """Yield the sum of a column; where some parts do not have it (``closed`` is None) only when it fits."""
    if whole.interval is None:
        return
    computed = total(part.interval for part in parts if part.interval)
    summed = f"{''.join(map(page.quoted, parts))}之和为{amount(computed.value)}，"
    if computed.meets(whole.interval):
        words = f"{summed}与{page.quoted(whole)}{'一致' if computed.value == whole.value else '在写法余地之内相符'}。"
        yield related(page, Kind.SUM, Verdict.PASS, (whole, *parts), words, computed, whole.interval)
    elif closed:
        words = f"{summed}与{page.quoted(whole)}相差{amount(abs(computed.value - whole.value))}；这几项合计{page.quoted(closed)}相符，请核对这一列。"
        yield related(page, Kind.SUM, Verdict.REVIEW, (whole, *parts), words, computed, whole.interval)
