"""年度变化: an indicator, or a family of them, over the years, broken wherever the ground moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from core.analysis.rows import Row, in_order, judged, rows_of
from core.analysis.selection import spoken, telling_gaps
from core.analysis.wording import name_of, period_of, text_of
from core.model import Indicator, Place

NEXT_YEAR = 1


@dataclass(frozen=True, slots=True)
class Break:
    """A place between two years across which no line may be drawn, and why."""

    after: int
    before: int
    why: str


@dataclass(frozen=True, slots=True)
class Series:
    """What one place says of one indicator over the years."""

    indicator: Indicator
    place: Place
    segments: tuple[tuple[Row, ...], ...]  # runs of comparable rows of one issuer in years that follow each other
    loose: tuple[Row, ...]  # rows that may not be joined to any line
    breaks: tuple[Break, ...]
    silent: tuple[Row, ...]  # years with a report that does not state it

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every row that shows a figure."""
        return in_order((*(row for segment in self.segments for row in segment), *self.loose))


@dataclass(frozen=True, slots=True)
class Trend:
    """The series of one figure."""

    title: str
    series: tuple[Series, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every row that shows a figure, place by place."""
        return tuple(row for series in self.series for row in series.rows)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years from the first to the last that shows a figure."""
        known = [row.of_year for row in self.rows]
        return tuple(range(min(known), max(known) + 1)) if known else ()

    def in_words(self) -> str:
        """Return the figure in words, for its alternative text."""
        figures = (f"{name_of(row)} {text_of(row)}（{period_of(row)}）" for row in self.rows)
        return f"{self.title}：" + "；".join(figures) + "。"


def over_years(
    facts: pd.DataFrame, indicators: Iterable[Indicator], places: Sequence[Place], title: str = "",
    apart: tuple[int, ...] = (),
) -> Trend:  # fmt: skip
    """Return what ``places`` say of each indicator over the years, silent places left out.

    Rows of one place are joined only where ``core.comparability`` lets them share an axis, the issuer is the same and
    no year lies between them. Nothing is interpolated.

    Args:
        apart: lengths in months of figures that have an axis of their own.
    """
    wanted = list(indicators)
    facts = facts[~facts["months"].isin(apart) | (facts["status"] == "gap")]
    facts = facts[facts["place"].isin([place.id for place in places])]
    by_series: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(facts[facts["indicator"].isin([indicator.id for indicator in wanted])]):
        by_series.setdefault((row.indicator, row.place.id), []).append(row)
    series = [_series(by_series.get((i.id, place.id), ()), i, place) for i in wanted for place in places]
    named = wanted[0].name if len(wanted) == 1 else (wanted[0].family if wanted else "")
    return Trend(title or named, tuple(s for s in series if any(row.value is not None for row in s.rows)))


def _series(mine: Sequence[Row], indicator: Indicator, place: Place) -> Series:
    whole = [row for row in spoken(mine) if not row.part]
    rows = sorted(judged(whole, indicator), key=lambda r: (r.of_year, r.issuer_short))
    stated_years = {row.of_year for row in rows}
    gaps = {row.year: row for row in reversed(telling_gaps(mine)) if row.year not in stated_years}
    segments = _segments([row for row in rows if row.ranked])
    return Series(
        indicator,
        place,
        segments,
        tuple(row for row in rows if not row.ranked),
        tuple(_breaks(segments)),
        tuple(gaps[year] for year in sorted(gaps)),
    )


def _segments(rows: list[Row]) -> tuple[tuple[Row, ...], ...]:
    runs: list[list[Row]] = []
    for row in sorted(rows, key=lambda r: (r.issuer_short, r.year)):
        before = runs[-1][-1] if runs else None
        if before and before.issuer_short == row.issuer_short and row.year - before.year == NEXT_YEAR:
            runs[-1].append(row)
        else:
            runs.append([row])
    return tuple(tuple(run) for run in runs)


def _breaks(segments: tuple[tuple[Row, ...], ...]) -> Iterable[Break]:
    """Yield where two runs of comparable rows are not joined for another reason than missing years."""
    runs = sorted(segments, key=lambda run: run[0].year)
    for one, other in zip(runs, runs[1:], strict=False):
        if one[-1].issuer_short != other[0].issuer_short and one[-1].year < other[0].year:
            yield Break(one[-1].year, other[0].year, "发布机构不同")
