"""Reports written for measuring: sentences of the indicators' own examples with other figures in them, so that it is known
what must be read of each.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from core.declarations import load_indicators
from core.divisions import UPPER, load_divisions
from core.model import Bound, Example, Role

NUMBER = re.compile(r"\d+(?:\.\d+)?")
EACH = 30  # sentences of a report
YEARS = (*range(2015, 2025), *range(2014, 2004, -1))  # of 30 000 reports no two are of one county and year
NO_NUMBER = re.compile(
    r"[一二三四五六七八九十百千万亿两]+[个件项次家人%]|年|月|其中|分别|同比|比"
)  # a second figure, or a time


class Known(NamedTuple):
    """A figure that was written, as it must be read."""

    indicator: str
    value: Decimal


class Written(NamedTuple):
    """A report, whose it is, and what stands in it."""

    name: str
    text: str
    chosen: dict[str, str | int]
    known: tuple[Known, ...]


def written_reports(number: int, first: int = 0) -> Iterator[Written]:
    """Yield so many reports, the same for the same numbers: counties in turn, then years."""
    counties = [code for code, known in load_divisions().items() if known.level not in UPPER]
    for n in range(first, first + number):
        chance = random.Random(n)
        sentences = chance.sample(_patterns(), EACH)
        filled = [_filled(id, example, chance) for id, example in sentences]
        place, year = counties[n % len(counties)], YEARS[n // len(counties) % len(YEARS)]
        body = "\n".join(words for words, _ in filled)
        text = f"{year}年政务服务工作总结\n（第{n + 1}号）\n一、工作情况\n{body}\n"
        chosen: dict[str, str | int] = {"place": place, "year": year, "issuer": f"第{n % 9 + 1}单位", "kind": "summary"}
        yield Written(f"{n}.txt", text, chosen, tuple(known for _, known in filled))


@cache
def _patterns() -> list[tuple[str, Example]]:
    """Return examples with one plain figure of the whole: indicator, example; one for each indicator."""
    return [
        (id, example)
        for id, indicator in load_indicators().items()
        if not indicator.trial  # those are suggested, never claimed
        for example in [e for e in indicator.examples if _is_plain(e)][:1]
    ]


def _is_plain(example: Example) -> bool:
    """Return whether an example states one number exactly, once, of what has been done, and names no time."""
    numbers = NUMBER.findall(example.text)
    return (
        example.value is not None and len(numbers) == 1 and Decimal(numbers[0]) > 0 and example.bound is Bound.EXACT
        and example.role in (None, Role.ACTUAL) and not example.part and not NO_NUMBER.search(example.text)
    )  # fmt: skip


def _filled(id: str, example: Example, chance: random.Random) -> tuple[str, Known]:
    """Return the sentence with another figure of as many digits, and what must be read of it."""
    [old] = NUMBER.findall(example.text)
    new = "".join(str(chance.randrange(1, 9)) if letter.isdigit() else letter for letter in old)
    value = Decimal(new) * (example.value or 0) / Decimal(old)
    return example.text.replace(old, new), Known(id, value)


def missing_of(report: Written, read: Collection[tuple[str, float]]) -> list[Known]:
    """Return what was written and not read: indicator and value of each."""
    return [one for one in report.known if (one.indicator, float(one.value)) not in read]
