"""The same indicator said twice in one report: alike, or with numbers that cannot both be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.audit.interval import difference
from core.audit.nearby import Said, same_area
from core.audit.numbers import Number, Page, alike
from core.audit.relation import Kind, Relation, Verdict, related
from core.audit.writing import amount
from core.model import Indicator, Role, SectionKind

AMOUNTS = ("count", "stock", "amount")
NEAR = Decimal("0.1")  # farther apart, the two are not about the same thing
SMALLEST = 10  # below, numbers agree or nearly agree by chance
SHORTEST = 4  # characters of a noun that says enough
LIGHT = re.compile("共计|累计|总计|合计|共|全年|今年以来|今年|年内")
PART_OF = ("其中", "新增", "新建", "另")


def find_repeats(page: Page, indicators: dict[str, Indicator]) -> Iterator[Relation]:
    """Yield a comparison wherever a report says an amount exactly twice, in two sentences, of the same time and
    area.
    """
    for name, indicator in indicators.items():
        statements = [row for row in page.of(name) if _is_whole(page, row)]
        twice = indicator.kind in AMOUNTS and len(statements) == 2 and _same_matter(*statements)
        if twice and (relation := _compared(page, statements[0][0], statements[1][0], indicator)):
            yield relation


def _is_whole(page: Page, statement: Said) -> bool:
    number, fact = statement
    if (
        not number.level
        or fact.role is not Role.ACTUAL
        or fact.kind is not SectionKind.REVIEW
        or number.interval is None
    ):
        return False
    before = page.text[number.sentence[0] : number.start]
    return number.value >= SMALLEST and not any(word in before for word in PART_OF)


def _same_matter(one: Said, other: Said) -> bool:
    return (
        one[0].sentence != other[0].sentence
        and one[1].period.code == other[1].period.code
        and same_area(one, other)
        and alike(one[0].unit, other[0].unit)
    )


def _same_words(one: str, other: str) -> bool:
    """Return whether one noun holds the other: 部署自助服务终端, 自助服务终端; 热线共受理诉求, 热线受理诉求."""
    one, other = LIGHT.sub("", one), LIGHT.sub("", other)
    return min(len(one), len(other)) >= SHORTEST and (one in other or other in one)


def _compared(page: Page, one: Number, other: Number, indicator: Indicator) -> Relation | None:
    if one.interval is None or other.interval is None:
        return None
    quoted = page.quoted(one), page.quoted(other)
    if one.exact and other.exact and one.value == other.value:
        words = (
            f"{indicator.name}两处都写作{quoted[1]}，一致。"
            if quoted[0] == quoted[1]
            else f"{indicator.name}两处{''.join(quoted)}一致。"
        )
        return related(page, Kind.EQUAL, Verdict.PASS, (one, other), words, one.interval, other.interval)
    gap = difference(one.interval, other.interval)
    if one.interval.meets(other.interval) or abs(gap.value) > NEAR * max(one.value, other.value):
        return None
    if one.exact and other.exact and not _same_words(one.facts[0].noun, other.facts[0].noun):
        return None  # 办理来电(留言)2600件, 办理来电2570件: two things; a rounded figure is a second saying of the exact one
    words = (
        f"{indicator.name}前后两处分别写作{quoted[0]}和{quoted[1]}，相差{amount(abs(gap.value))}，请核对是否同一口径。"
    )
    return related(page, Kind.REPEAT, Verdict.REVIEW, (one, other), words, one.interval, other.interval)
