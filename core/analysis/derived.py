"""Derived figures: what two or more stated figures of one report determine, declared in ``data/derived.toml``.

A derived figure is never mixed with stated ones: it has an id of its own, carries its formula and the rows it comes
from, and is marked 算得 wherever it is shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from core.analysis.rows import Row
from core.comparability import Interval, interval_of
from core.comparability.classes import expected_roles, is_stock, scope_class
from core.comparability.faults import OPEN_STARTS
from core.declarations import DATA, load_indicators, load_themes
from core.errors import DeclarationError
from core.model import Bound, Indicator, Role
from core.words import DIRECTIONS, shown

DIGITS = 4  # of a derived figure; more would promise what the stated ones do not hold
FULL = Decimal(100)
AWAY = "-"
KEPT = 4000  # rows, and formulas with reports, of which the answer is remembered


@dataclass(frozen=True, slots=True)
class Term:
    """One stated figure of a formula."""

    indicator: str
    taken_away: bool = False


@dataclass(frozen=True, slots=True, eq=False)  # one object a declaration: identity is enough and hashes at once
class Formula:
    """A row of ``data/derived.toml``: sum of ``over`` ÷ sum of ``under`` × ``times``."""

    indicator: Indicator  # what the derived figure is of; kind rate, unit and direction as declared
    over: tuple[Term, ...]
    under: tuple[Term, ...]
    times: int
    share: bool  # what is above is part of what is below
    least: int  # below this denominator nothing is derived
    stated: str  # the id of the indicator that says the same, "" when none does

    @property
    def parents(self) -> tuple[str, ...]:
        """Return the ids it needs, each once."""
        return tuple(dict.fromkeys(term.indicator for term in (*self.over, *self.under)))


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived row and the stated rows it comes from."""

    row: Row  # value, low, high, unit and written are derived; fact_id is its own
    parents: tuple[Row, ...]
    formula: str  # with every number in it, as the report wrote them


@cache
def load_formulas(file: Path = DATA / "derived.toml") -> dict[str, Formula]:
    """Return the declared formulas by id.

    Raises:
        DeclarationError: an id that is not declared, an unknown theme or direction, or an id used for a stated figure.
    """
    return {id: _formula(file, id, row) for id, row in tomllib.loads(file.read_text("utf-8")).items()}


def _formula(file: Path, id: str, row: dict) -> Formula:
    declared = load_indicators()
    over, under = (_terms(row[side]) for side in ("over", "under"))
    unknown = [t.indicator for t in (*over, *under) if t.indicator not in declared]
    unknown += [row["stated"]] if row["stated"] and row["stated"] not in declared else []
    if unknown:
        raise DeclarationError(f"{file}: [{id}] 里的指标 {unknown[0]} 不存在，请改成 data/indicators 里的编号。")
    if id in declared or row["theme"] not in load_themes() or row["direction"] not in DIRECTIONS:
        raise DeclarationError(f"{file}: [{id}] 的编号与已有指标重复，或 theme、direction 不对，请改正。")
    names = " ÷ ".join("＋".join(declared[t.indicator].name for t in side) for side in (over, under))
    indicator = replace(
        declared[over[0].indicator],
        id=id, name=row["name"], theme=row["theme"], unit=row["unit"], kind="rate", basis="", stage="",
        direction=row["direction"], additive="no", family="", definition=f"算得：{names}。", formula=names,
        standard="", caveats=(row["caveat"],), also=(), within="", examples=(),
    )  # fmt: skip
    return Formula(indicator, over, under, row["times"], row["share"], row.get("least", 1), row["stated"])


def _terms(ids: Iterable[str]) -> tuple[Term, ...]:
    return tuple(Term(id.removeprefix(AWAY), id.startswith(AWAY)) for id in ids)


def derive(rows: Iterable[Row], formulas: Mapping[str, Formula] | None = None) -> list[Derived]:
    """Return every figure that stated rows of one report, area and time determine, in the order of the formulas.

    Args:
        rows: rows of any indicators and reports; gaps, parts, targets and figures of unknown start are passed over.
    """
    known = load_formulas() if formulas is None else formulas
    reports: dict[tuple, dict[str, list[Row]]] = {}
    direct: set[tuple[str, str]] = set()
    for row in rows:
        if row.value is not None:
            direct.add((row.document, row.indicator))
        if _usable(row):
            reports.setdefault((row.document, row.place.id, row.level), {}).setdefault(row.indicator, []).append(row)
    return [
        made
        for formula in known.values()
        for parents in [formula.parents]
        for (document, *_), stated in reports.items()
        if all(id in stated for id in parents) and (document, formula.stated) not in direct
        for made in _of_report(formula, tuple(tuple(stated[id]) for id in parents))
    ]


@lru_cache(maxsize=KEPT)
def _usable(row: Row) -> bool:
    indicator = load_indicators().get(row.indicator)
    if indicator is None or row.value is None or row.status != "stated" or row.part:
        return False
    unsure = {*OPEN_STARTS, "span_unknown", "may_hold_carried", "table_differs"} & set(row.caveats)
    return row.role in expected_roles(indicator) and not unsure


@lru_cache(maxsize=KEPT)
def _of_report(formula: Formula, stated: tuple[tuple[Row, ...], ...]) -> tuple[Derived, ...]:
    """Return what one report, which states all parents, determines: for each time and area in which they are stated once.

    Args:
        stated: what it states of each parent, in their order.
    """
    seen, made = set(), []
    for first in stated[0]:
        parents = [row for rows in stated if (row := _beside(first, rows))]
        if len(parents) == len(stated) and (first.period, first.scope) not in seen:
            seen.add((first.period, first.scope))
            made.append(_made(formula, {row.indicator: row for row in parents}))
    return tuple(filter(None, made))


def _beside(first: Row, rows: Sequence[Row]) -> Row | None:
    """Return the one row of the same area and time as ``first``; stocks stand at the end of the time they belong to."""
    fitting = [row for row in rows if _area(row) == _area(first) and _same_time(row, first)]
    return fitting[0] if len({row.value for row in fitting}) == 1 else None


def _area(row: Row) -> str:
    return scope_class(row.scope, load_indicators()[row.indicator])


def _same_time(one: Row, other: Row) -> bool:
    if any(is_stock(load_indicators()[row.indicator]) for row in (one, other)):
        return _ends(one) == _ends(other)
    return one.period == other.period


def _ends(row: Row) -> str:
    return row.period.rpartition("/")[2][:4] or str(row.year)


def _made(formula: Formula, rows: Mapping[str, Row]) -> Derived | None:
    over, under = (_sum(side, rows) for side in (formula.over, formula.under))
    if under.low <= 0 or under.value < formula.least or over.value < 0:
        return None
    if formula.share and over.value > under.value:
        return None  # a part larger than its whole is a contradiction, not a share
    ends = (over.value / under.value, over.low / under.high, over.high / under.low)
    value, low, high = (end * formula.times for end in ends)
    if formula.share:
        high = min(high, Decimal(formula.times))
    first = rows[formula.over[0].indicator]
    flow = next((rows[id] for id in formula.parents if not is_stock(load_indicators()[id])), first)
    parents = tuple(rows[id] for id in formula.parents)
    unit = formula.indicator.unit
    row = replace(
        first,
        fact_id=f"{first.document}:{formula.indicator.id}:{first.start}", indicator=formula.indicator.id, role=Role.ACTUAL,
        value=float(rounded(value)), low=float(low), high=float(high), unit=unit,
        bound=Bound.EXACT if low == high else Bound.BETWEEN, written=shown(float(rounded(value)), unit),
        period=flow.period, months=flow.months, period_written=flow.period_written,
        caveats=("derived",), verdict="", why=(), words=(),
    )  # fmt: skip
    return Derived(row, parents, _in_words(formula, rows))


def _sum(terms: Sequence[Term], rows: Mapping[str, Row]) -> Interval:
    value = low = high = Decimal(0)
    for term in terms:
        part = interval_of(rows[term.indicator])
        if term.taken_away:
            value, low, high = value - part.value, low - part.high, high - part.low
        else:
            value, low, high = value + part.value, low + part.low, high + part.high
    return Interval(value, low, high)


def _in_words(formula: Formula, rows: Mapping[str, Row]) -> str:
    def side(terms: Sequence[Term]) -> str:
        sum_of = ""
        for term in terms:
            sign = "−" if term.taken_away else "＋" if sum_of else ""
            sum_of += f"{sign}{rows[term.indicator].written}"
        return f"（{sum_of}）" if len(terms) > 1 else sum_of

    times = f" × {formula.times}" if formula.times != 1 else ""
    return f"{side(formula.over)} ÷ {side(formula.under)}{times}"


def rounded(number: Decimal) -> Decimal:
    """Return a derived number with as many digits as it may claim."""
    return number if not number else round(number, max(DIGITS - 1 - number.adjusted(), 0))
