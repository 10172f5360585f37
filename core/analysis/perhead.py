"""Per-head figures: an amount divided by a sourced denominator, always shown as derived with its formula."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from core.analysis.rows import Row, judged
from core.comparability import interval_of
from core.comparability.classes import is_flow, is_stock, scope_class
from core.comparability.faults import OPEN_STARTS
from core.declarations import DATA, load_places
from core.errors import DeclarationError
from core.model import Bound, Indicator
from core.words import shown

PER = 10_000
PER_UNIT = "/万人"
NEEDED = ("place", "level", "name", "unit", "value", "year", "title", "issuer", "address")
DIGITS = 4  # of a derived figure; more would promise what a hedged amount does not hold


@dataclass(frozen=True, slots=True)
class Denominator:
    """A row of ``data/denominators.toml``: a count with its own source and year."""

    place: str
    level: str
    name: str
    unit: str
    value: Decimal
    year: int
    title: str
    issuer: str
    address: str
    published: str = ""

    @property
    def words(self) -> str:
        """Return what it is and where it stands."""
        return f"{self.year}年{self.name} {shown(float(self.value), self.unit)}（{self.issuer}《{self.title}》）"


@dataclass(frozen=True, slots=True)
class PerHead:
    """A derived row, the stated row it comes from, and what it is divided by."""

    row: Row  # value, low, high and written are derived; fact_id is that of the stated row
    stated: Row
    denominator: Denominator

    @property
    def formula(self) -> str:
        """Return how it is derived, with every number in it."""
        people = shown(float(self.denominator.value), self.denominator.unit)
        return f"{self.stated.written} ÷ {people} × {PER}（{self.denominator.year}年{self.denominator.name}）"


@dataclass(frozen=True, slots=True)
class PerHeadView:
    """An indicator per ten thousand people: what could be derived and judged anew, and why the rest could not."""

    indicator: Indicator  # of the derived figures: a rate, comparable across levels of government
    figures: tuple[PerHead, ...]
    withheld: tuple[tuple[Row, str], ...]


@cache
def load_denominators(file: Path = DATA / "denominators.toml") -> Mapping[tuple[str, str], Denominator]:
    """Return the denominators by place and level.

    Raises:
        DeclarationError: a row without a source or of a place that is not declared.
    """
    denominators = {}
    for key, row in tomllib.loads(file.read_text("utf-8")).items():
        missing = [name for name in NEEDED if not row.get(name)]
        if missing:
            raise DeclarationError(f"{file}: [{key}] 缺少 {missing[0]}，没有来源的分母不能用，请补上。")
        if row["place"] not in load_places():
            raise DeclarationError(f"{file}: [{key}] 的 place = “{row['place']}” 不在 data/districts.toml 里，请改正。")
        denominators[row["place"], row["level"]] = Denominator(**row | {"value": Decimal(row["value"])})
    return denominators


def per_head(
    rows: Sequence[Row], indicator: Indicator, denominators: Mapping[tuple[str, str], Denominator] | None = None
) -> PerHeadView:
    """Return judged rows of an amount per ten thousand people, judged again as the rate that they then are."""
    known = load_denominators() if denominators is None else denominators
    rate = replace(
        indicator,
        name=f"每万人{indicator.name}",
        unit=f"{indicator.unit}{PER_UNIT}",
        kind="rate",
        additive="no",
        examples=(),
    )
    withheld = [(row, why) for row in rows if (why := _why_not(row, indicator, known))]
    divisible = [row for row in rows if not _why_not(row, indicator, known)]
    derived = judged([_divided(row, known[row.place.id, row.level]) for row in divisible], rate)
    figures = (PerHead(new, row, known[row.place.id, row.level]) for new, row in zip(derived, divisible, strict=True))
    return PerHeadView(rate, tuple(figures), tuple(withheld))


def _why_not(row: Row, indicator: Indicator, known: Mapping[tuple[str, str], Denominator]) -> str:
    """Return why a row cannot be divided, "" when it can."""
    reasons = {
        "没有可用的数值": row.value is None or row.status != "stated",
        "比率不按人口折算": not (is_flow(indicator) or is_stock(indicator)),
        "累计数，不是一年的数": bool(set(OPEN_STARTS) & set(row.caveats)) and is_flow(indicator),
        "统计范围不是全域": scope_class(row.scope, indicator) != "whole",
        "没有有来源的人口数": (row.place.id, row.level) not in known,
    }
    return next((why for why, holds in reasons.items() if holds), "")


def _divided(row: Row, by: Denominator) -> Row:
    interval = interval_of(row)
    value, low, high = (float(_rounded(end * PER / by.value)) if end.is_finite() else None for end in interval)
    return replace(
        row,
        value=value, low=low, high=high, unit=f"{row.unit}{PER_UNIT}",
        bound=Bound.BETWEEN if row.bound == Bound.EXACT and interval.low != interval.high else row.bound,
        written=shown(value or 0.0, f"{row.unit}{PER_UNIT}"), caveats=(*row.caveats, "derived"),
    )  # fmt: skip


def _rounded(number: Decimal) -> Decimal:
    return number if not number else round(number, DIGITS - 1 - number.adjusted())
