"""What the audit hands back: a relation between numbers of one report, and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.audit.interval import Interval
from core.audit.numbers import Number, Page


class Verdict(StrEnum):
    """What the check says."""

    PASS = "pass"
    ERROR = "error"  # the text itself closes the relation, and it does not hold
    WORDING = "wording"  # the figures may hold; the words around them do not
    REVIEW = "review"  # a person should look
    MASKED = "masked"  # a side is X: nothing can be said


class Kind(StrEnum):
    """Which relation was checked."""

    SUM = "sum"  # 共100件(其中:甲60件,乙40件)
    PART = "part"  # 56台,其中15台
    SHARE = "share"  # 甲60件,占60%
    SHARES = "shares"  # 甲占60%,乙占40%
    DIFFERENCE = "difference"  # 由30份减至20份,减少10份
    PERCENT = "percent"  # 由30份减至20份,精简33%
    MULTIPLE = "multiple"  # 由30天缩至10天,提速3倍
    RATIO = "ratio"  # declared: numerator ÷ denominator = rate
    ORDER = "order"  # declared: lower ≤ upper
    EQUAL = "equal"  # 发现8个,解决8个; the same thing said twice alike
    PARTITION = "partition"  # declared: the parts make up the whole
    DERIVED = "derived"  # a rate that the report does not give, beside others that it gives
    REPEAT = "repeat"  # the same indicator twice with different numbers
    NAMES = "names"  # 三类(甲、乙、丙)
    BOUND = "bound"  # a rate above 100 %
    HEDGE = "hedge"  # 近50余件
    LOST = "lost"  # 未收到件申请
    TORN = "torn"  # 13万2件: a number of which pieces stand there
    TABLE = "table"  # a table of which no figure could be read
    UNIT = "unit"  # 解决率同比增长3%: percent or points


@dataclass(frozen=True, slots=True)
class Side:
    """A number, or a stretch of words, that takes part in a relation: ``document.raw[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One check: what the report says, what was computed from it, and what follows."""

    report: str
    kind: Kind
    verdict: Verdict
    computed: Interval | None  # None where nothing can be computed
    stated: Interval | None
    sides: tuple[Side, ...]
    words: str  # quotes the numbers as written


def related(
    page: Page,
    kind: Kind,
    verdict: Verdict,
    sides: Iterable[Number],
    words: str,
    computed: Interval | None = None,
    stated: Interval | None = None,
) -> Relation:
    """Return a relation between numbers of a page."""
    spans = tuple(Side(number.start, number.end, page.written(number)) for number in sides)
    return Relation(page.report, kind, verdict, computed, stated, spans, words)


def masked(page: Page, kind: Kind, sides: Iterable[Number], about: str) -> Relation:
    """Return a relation that cannot be judged because a side is masked."""
    numbers = tuple(sides)
    quoted = "".join(page.quoted(number) for number in numbers)
    return related(page, kind, Verdict.MASKED, numbers, f"{quoted}中有脱敏数字，{about}不可判。")
