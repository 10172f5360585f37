"""The numbers of one report as the audit looks at them: each once, in reading order, with the sentence it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.audit.interval import Interval, interval_of
from core.model import Document, Fact, Quantity, Role, SectionKind, Status
from core.parsing.roles import signed
from core.parsing.units import TIME, match_unit

RATES = ("%", "‰", "百分点", "倍")
REACH = 12
LEVELS = (Role.ACTUAL, Role.AFTER)
PER = re.compile(r"(?:每|日均|月均|周均|年均|人均|户均|平均|均)[^,。;:、\d]{0,6}$")
FORMER = re.compile(r"(?:上年|去年|上月|上一年|同期)(?!结)[^,。;:、\d结]{0,5}$")  # 较上年的500件
COUNTERS = "个|件|项|次|条|家|名|人|起|宗|例|份|张"
IN_WORDS = re.compile(rf"(?:[二两三四五六七八九十百][余多]?|一(?=(?:{COUNTERS})[,、;。)]))(?P<unit>{COUNTERS})")
IN_DIGITS = re.compile(r"\d+(?:\.\d+)?[百千万亿]*[余多]?")
SENTENCE_END = "。!?\n"
CLAUSE_STOPS = ",;:、"
# counters that count one kind of thing under different names
ALIKE = (
    frozenset("件次个项条宗单起例笔通") | {"件次"},
    frozenset("人名位个"),
    frozenset("家户个"),
    frozenset("份张件本套"),
    frozenset("台个套"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a report, with all that is said of it."""

    quantity: Quantity
    facts: tuple[Fact, ...]  # several where indicators share the number
    sentence: tuple[int, int]
    interval: Interval | None  # None when masked
    level: bool  # says how much there is: no change, no rank, no average

    @property
    def start(self) -> int:
        """Where the number begins, hedge included."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where the number ends, counter included."""
        return self.quantity.end

    @property
    def unit(self) -> str:
        """The counter."""
        return self.quantity.unit

    @property
    def value(self) -> Decimal:
        """The value, 0 when masked."""
        return self.quantity.value or Decimal(0)

    @property
    def role(self) -> Role:
        """What the number is to its indicator."""
        return self.facts[0].role

    @property
    def masked(self) -> bool:
        """Whether the figure is X."""
        return self.quantity.status is Status.MASKED

    @property
    def counts(self) -> bool:
        """Whether the number is an amount of things, no rate."""
        return self.level and self.unit not in RATES

    @property
    def exact(self) -> bool:
        """Whether the number stands for itself alone."""
        return self.interval is not None and self.interval.exact


class Page:
    """A report and its numbers; plans are left out, since nothing in them has happened."""

    def __init__(self, document: Document, facts: Iterable[Fact]) -> None:
        self.document = document
        self.report = document.id
        self.text = document.text
        grouped: dict[int, dict[str | None, Fact]] = {}
        for fact in facts:
            if fact.kind is not SectionKind.PLAN and fact.role is not Role.TARGET:
                grouped.setdefault(fact.quantity.start, {}).setdefault(fact.indicator, fact)
        self.numbers = [self._number(grouped[start]) for start in sorted(grouped)]
        self._starts = [number.start for number in self.numbers]
        self._said_of: dict[str, list[tuple[Number, Fact]]] = {}
        for number in self.numbers:
            for fact in number.facts:
                if fact.indicator and not fact.part:
                    self._said_of.setdefault(fact.indicator, []).append((number, fact))

    def _number(self, facts: dict[str | None, Fact]) -> Number:
        ordered = tuple(facts[name] for name in sorted(facts, key=str))
        quantity = ordered[0].quantity
        if quantity.value is not None and quantity.value < 0:  # 减少10份 is written as 10, its fact is −10
            quantity = signed(quantity)
        begin = ordered[0].quote_start
        return Number(
            quantity, ordered, (begin, begin + len(ordered[0].quote)),
            interval_of(quantity, self.text[quantity.start : quantity.end]), self._is_level(ordered[0]),
        )  # fmt: skip

    def _is_level(self, fact: Fact) -> bool:
        quantity = fact.quantity
        before = self.text[max(fact.quote_start, quantity.start - REACH) : quantity.start]
        return fact.role in LEVELS and not quantity.rank and not PER.search(before) and not FORMER.search(before)

    def written(self, number: Number) -> str:
        """Return a number as the report writes it."""
        return self.document.raw[number.start : number.end].strip()

    def quoted(self, number: Number) -> str:
        """Return a number as the report writes it, in quotation marks."""
        return f"“{self.written(number)}”"

    def within(self, start: int, end: int) -> list[Number]:
        """Return the numbers that begin in a stretch of the text."""
        return self.numbers[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def unread(self, start: int, end: int) -> str:
        """Return a stretch of the text without the numbers that were read in it."""
        pieces, at = [], start
        for number in self.within(start, end):
            pieces.append(self.text[at : number.start])
            at = number.end
        return "\n".join((*pieces, self.text[at:end]))

    def of(self, indicator: str) -> list[tuple[Number, Fact]]:
        """Return the numbers said of an indicator as a whole, with what is said."""
        return self._said_of.get(indicator, [])

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Return where the sentence around an offset begins and ends."""
        start = max(self.text.rfind(stop, 0, at) for stop in SENTENCE_END) + 1
        ends = [end for stop in SENTENCE_END if (end := self.text.find(stop, at)) >= 0]
        return start, min(ends, default=len(self.text))

    def clause_at(self, number: Number) -> tuple[int, int]:
        """Return where the clause between commas that holds a number begins and ends."""
        start, end = number.sentence
        begin = max(self.text.rfind(stop, start, number.start) for stop in CLAUSE_STOPS) + 1
        ends = [stop for mark in CLAUSE_STOPS if (stop := self.text.find(mark, number.end, end)) >= 0]
        return max(begin, start), min(ends, default=end)

    def paragraph_of(self, at: int) -> int:
        """Return where the paragraph around an offset begins."""
        return self.text.rfind("\n", 0, at) + 1


def alike(one: str, other: str) -> bool:
    """Return whether two counters may count the same things: 14711次 and 9159件."""
    return one == other or any(one in group and other in group for group in ALIKE)


def has_unread(gap: str, unit: str = "") -> bool:
    """Return whether words between two numbers hold a further count (of ``unit``) that was not read: two things in
    words, say.
    """
    if any(not unit or match["unit"] == unit for match in IN_WORDS.finditer(gap)):
        return True
    units = (match_unit(gap, match.end()) for match in IN_DIGITS.finditer(gap))
    return any(read and (read[0] == unit if unit else read[0] not in TIME) for read in units)
