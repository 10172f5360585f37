"""通报对照: the places that one bulletin, or a series of them, speaks of, side by side and month after month; and any
places over months, quarters and half-years.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from core.analysis.rows import Row, judged, rows_of
from core.analysis.selection import spoken
from core.facts import RECOGNISED
from core.model import Bound, Indicator, Place, Role
from core.words import shown

TIMES = re.compile(  # what tells the bulletins of a series apart; the number of the hotline does not
    r"(12345)|20\d\d年?|\d{1,2}月份?|第?[\d一二三四五六七八九十]+期|[上下]半年|第?[一二三四1-4]季度|[\d（）()\s—–-]"
)
BASES = {"环比": 1, "同比": 12}  # months between the two figures
FEWEST = 2
YEAR = 12
LENGTHS = {1: "按月", 3: "按季", 6: "按半年", 12: "按年"}  # months that a figure covers
SHARE = "%"


@dataclass(frozen=True, slots=True)
class Series:
    """Bulletins of one issuer with one title but for their time, oldest first."""

    id: str  # of the first
    title: str
    issuer: str
    place: str
    documents: tuple[str, ...]
    titles: tuple[str, ...]  # of each
    since: int  # the year of the first


class _Bulletin(NamedTuple):
    year: int
    title: str
    id: str
    place: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a figure is against another time: as the bulletin states it, or as it follows from two stated figures."""

    words: str
    rows: tuple[Row, ...]
    derived: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What a bulletin says of one place: figures by period, and how the last one changed."""

    place: Place
    whole: bool  # the issuer's own place: 全市
    figures: Mapping[str, tuple[Row, ...]]  # by period; several where the bulletins contradict each other
    changes: Mapping[str, tuple[Change, ...]]  # by 环比, 同比
    issuer: str = ""  # where a place is told by several

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every figure and every stated change."""
        shown_rows = (row for rows in self.figures.values() for row in rows)
        return (*shown_rows, *(r for many in self.changes.values() for c in many if not c.derived for r in c.rows))


@dataclass(frozen=True, slots=True)
class League:
    """One thing that is said of several places: an indicator, or a score or rank as stated."""

    label: str
    indicator: Indicator | None  # None: a score or rank of the issuer's own
    ranks: bool
    months: int  # that each figure covers
    periods: tuple[str, ...]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class YearOfMonths:
    """The sum of twelve stated months."""

    standing: Standing
    year: int
    value: float
    rows: tuple[Row, ...]


def series_of(bulletins: pd.DataFrame) -> list[Series]:
    """Return the series of bulletins: reports of which two places and more are told (``FEWEST``). Those of several places
    come in the order of year, title and id of their first.
    """
    by_series: dict[tuple[str, str, str], list[_Bulletin]] = {}
    columns = (bulletins[name].tolist() for name in ("year", "title", "id", "place", "issuer"))
    for report in sorted(map(_Bulletin._make, zip(*columns, strict=True))):
        by_series.setdefault((report.place, report.issuer, TIMES.sub(r"\1", report.title)), []).append(report)
    return [
        Series(
            many[0].id, many[0].title if len(many) == 1 else title, issuer, place,
            tuple(r.id for r in many), tuple(r.title for r in many), many[0].year,
        )
        for (place, issuer, title), many in by_series.items()
    ]  # fmt: skip


def leagues(
    facts: pd.DataFrame, series: Series, documents: Sequence[str], indicators: Mapping[str, Indicator]
) -> list[League]:
    """Return what the bulletins say of each place, a league each thing and length of time; most places first.

    A rank or score is as its issuer states it; nothing is ranked here.
    """
    rows = [
        r
        for r in spoken(rows_of(facts[facts["document"].isin(documents)]))
        if r.value is not None and not r.part and RECOGNISED not in r.caveats
    ]
    known = [row for row in rows if row.indicator in indicators]
    free = [row for row in rows if not row.indicator and row.noun]
    changes = [row for row in known if row.role == Role.CHANGE and not indicators[row.indicator].of_change]
    levels = [r for r in known if r.role in (Role.ACTUAL, Role.AFTER, Role.RANK) or indicators[r.indicator].of_change]
    tables = []
    for (id, months), group in _grouped(levels, lambda r: (r.indicator, r.months)):
        of = [row for row in changes if row.indicator == id and row.months == months]
        ranks = indicators[id].kind == "rank" or any(row.role == Role.RANK for row in group)
        tables.append(_league(indicators[id].name, indicators[id], ranks, months, group, of, series.place))
    for (noun, _, role, months), group in _grouped(free, lambda r: (r.noun, r.unit, str(r.role), r.months)):
        tables.append(_league(noun, None, role == Role.RANK, months, group, (), series.place))
    several = [league for league in tables if sum(not s.whole for s in league.standings) >= FEWEST]
    return sorted(several, key=lambda league: (-len(league.standings), league.ranks, -len(league.periods)))


def lengths_of(facts: pd.DataFrame, indicator: Indicator, places: Iterable[Place]) -> tuple[int, ...]:
    """Return the lengths in months of which some place states two figures and more, a year where it states one; ()
    where there is no other than the year.
    """
    wanted = {place.id for place in places}
    rows = [row for row in _levels(facts, indicator) if row.place.id in wanted and row.months in LENGTHS]
    periods_of: dict[tuple, set[str]] = {}
    for row in rows:
        periods_of.setdefault((row.months, row.body, row.issuer_short), set()).add(row.period)
    lengths = {months for (months, *_), periods in periods_of.items() if len(periods) >= FEWEST or months == YEAR}
    return tuple(sorted(lengths)) if lengths - {YEAR} else ()


def over_periods(facts: pd.DataFrame, indicator: Indicator, places: Sequence[Place], months: int) -> League:
    """Return the figures of places that cover so many months each, side by side: a line for each who tells them."""
    rows = [row for row in _levels(facts, indicator) if row.months == months and row.place in places]
    changes = [row for row in _told(facts, indicator) if row.role == Role.CHANGE and row.months == months]
    periods = tuple(sorted({row.period for row in rows}))
    standings = []
    for place in places:
        for issuer in dict.fromkeys(row.issuer_short for row in rows if row.place == place):
            mine = _over_time([r for r in rows if r.place == place and r.issuer_short == issuer], indicator)
            figures = {period: tuple(row for row in mine if row.period == period) for period in periods}
            of = [r for r in changes if r.place == place and r.issuer_short == issuer and r.period == periods[-1]]
            changed = _changes(figures, of, periods[-1], indicator, False)
            standings.append(Standing(place, False, figures, changed, issuer))
    return League(indicator.name, indicator, False, months, periods, tuple(standings))


def years_of_months(league: League) -> list[YearOfMonths]:
    """Return the sum of each year of which one issuer states all twelve months exactly, of what adds up over months;
    the months are what it rests on. Never of fewer.
    """
    sums = []
    if league.indicator is None or league.indicator.additive != "yes" or league.months != 1:
        return []
    for standing in league.standings:
        for year in sorted({period[:4] for period in league.periods}):
            by_month = [standing.figures.get(f"{year}-{month:02}", ()) for month in range(1, YEAR + 1)]
            rows = [many[0] for many in by_month if len(many) == 1 and many[0].ranked and many[0].bound == Bound.EXACT]
            if len(rows) == YEAR and len({row.unit for row in rows}) == 1:
                sums.append(YearOfMonths(standing, int(year), sum(row.number for row in rows), tuple(rows)))
    return sums


def _levels(facts: pd.DataFrame, indicator: Indicator) -> list[Row]:
    return [r for r in _told(facts, indicator) if r.role in (Role.ACTUAL, Role.AFTER) or indicator.of_change]


def _told(facts: pd.DataFrame, indicator: Indicator) -> list[Row]:
    rows = spoken(rows_of(facts[facts["indicator"] == indicator.id]))
    return [
        row
        for row in rows
        if row.value is not None and not row.part and not row.whose and RECOGNISED not in row.caveats
    ]


def _grouped(rows: Iterable[Row], key: Callable[[Row], tuple]) -> Iterator[tuple[tuple, tuple[Row, ...]]]:
    for name, group in groupby(sorted(rows, key=lambda r: tuple(map(str, key(r)))), key=key):
        yield name, tuple(group)


def _league(
    label: str, indicator: Indicator | None, ranks: bool, months: int, rows: Sequence[Row], changes: Sequence[Row],
    own: str,
) -> League:  # fmt: skip
    periods = tuple(sorted({row.period for row in rows}))
    places = sorted({row.place for row in rows}, key=lambda place: place.order)
    standings = []
    for place in places:
        mine = _over_time([row for row in rows if row.place == place], indicator)
        figures = {period: tuple(row for row in mine if row.period == period) for period in periods}
        stated = [row for row in changes if row.place == place and row.period == periods[-1]]
        standings.append(
            Standing(place, place.id == own, figures, _changes(figures, stated, periods[-1], indicator, ranks))
        )
    standings.sort(key=lambda standing: _at(standing, periods[-1], ranks))
    return League(label, indicator, ranks, months, periods, tuple(standings))


def _at(standing: Standing, period: str, ranks: bool) -> tuple[bool, bool, float]:
    """Return where a place stands in a table of one period: the highest figure or the first rank on top, then those
    without one figure, the whole at the foot.
    """
    rows = standing.figures[period]
    number = rows[0].number if len(rows) == 1 else 0.0
    return standing.whole, len(rows) != 1, number if ranks else -number


def _over_time(rows: Sequence[Row], indicator: Indicator | None) -> Sequence[Row]:
    """Return the rows of one place with the verdict on each: they are held against each other, and no other place's."""
    return judged(rows, indicator) if indicator else rows


def _changes(
    figures: Mapping[str, tuple[Row, ...]],
    stated_changes: Sequence[Row],
    period: str,
    indicator: Indicator | None,
    ranks: bool,
) -> dict[str, tuple[Change, ...]]:
    by_base: dict[str, tuple[Change, ...]] = {}
    for base, back in BASES.items():
        stated = tuple(Change(row.written, (row,), False) for row in stated_changes if row.base == base)
        before = figures.get(_earlier(period, back), ())
        derived = None if ranks or indicator is None else _derived(figures[period], before)
        by_base[base] = (*stated, *((derived,) if derived else ()))
    return by_base


def _derived(now: Sequence[Row], before: Sequence[Row]) -> Change | None:
    """Return the change between two exact figures that may be compared; None where there are not just two."""
    if len(now) != 1 or len(before) != 1:
        return None
    new, old = now[0], before[0]
    exact = new.bound == old.bound == Bound.EXACT and new.unit == old.unit and new.ranked and old.ranked
    if not exact or (new.unit != SHARE and not old.number):
        return None
    share = new.unit == SHARE
    change = new.number - old.number if share else (new.number - old.number) / old.number * 100
    sign = "+" if change > 0 else ""
    words = shown(round(change, 2), " 个百分点" if share else "%")
    return Change(f"{sign}{words}", (new, old), True)


def _earlier(period: str, back: int) -> str:
    """Return the period of the same length some months before; "" where the step is not that of the period.

    >>> _earlier("2024-01", 1), _earlier("2024-01/2024-03", 12), _earlier("2024-01/2024-03", 1)
    ('2023-12', '2023-01/2023-03', '')
    """
    ends = period.split("/")
    if any("-" not in end for end in ends) or (back != YEAR and len(ends) > 1):
        return ""
    return "/".join(_month(end, back) for end in ends)


def _month(code: str, back: int) -> str:
    count = int(code[:4]) * YEAR + int(code[5:]) - 1 - back
    return f"{count // YEAR}-{count % YEAR + 1:02}"
