"""Small native charts of what a screen draws as one figure: each on its own scale, only what may share an axis in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.systems import Whole
from core.analysis.trend import Trend
from core.analysis.wording import name_of, text_of
from core.declarations import load_indicators
from core.model import Place
from core.screens.exhibit import Chart, ChartKind, Mark, Panel

GREY = "#8A949C"
BARS = 4  # bodies that one small chart draws, the own one among them


def bars_of(title: str, rows: Iterable[Row], own: Place | None = None, most: int = BARS) -> Panel:
    """Return bars from zero of rows that share an axis, highest first; with ``own`` the others are grey.

    Args:
        most: rows that are drawn; the own one always is.
    """
    ranked = sorted(rows, key=amount, reverse=True)
    mine = [row for row in ranked if row.place == own]
    others = [row for row in ranked if row.place != own][: most - len(mine)]
    shown = [row for row in ranked if row in mine or row in others]
    same = own is not None and len({row.of_year for row in shown}) == 1  # its year stands above
    names = [row.place.short_name if same else name_of(row) for row in shown]
    marks = [
        mark_of(row, name, row.place.colour if own in (None, row.place) else GREY)
        for row, name in zip(shown, names, strict=True)
    ]
    return Panel(title, Chart(ChartKind.BAR, shown[0].unit if shown else "", tuple(_told_apart(marks))))


def mark_of(row: Row, category: str, colour: str, series: str = "") -> Mark:
    """Return a row as a mark."""
    facts = (row.fact_id,) if row.fact_id else ()
    return Mark(
        category, series, row.value, " ".join(text_of(row).split()), facts, colour, hollow=row.pending or row.target
    )


def amount(row: Row) -> float:
    """Return what a row is sorted by."""
    return row.value or 0.0


def _told_apart(marks: Sequence[Mark]) -> list[Mark]:
    """Return one mark a category: a chart draws one of a name."""
    return list({mark.category: mark for mark in reversed(marks)}.values())[::-1]


def rates_of(views: Sequence[Comparison]) -> tuple[Panel, ...]:
    """Return the comparable rates of a system, a chart each."""
    lists = (
        (view.indicator.name, [row for row in view.rows if row.ranked]) for view in views if view.indicator.unit == "%"
    )
    return tuple(bars_of(name, rows) for name, rows in lists if rows)


def stages_of(groups: Sequence[Sequence[Row]]) -> tuple[Panel, ...]:
    """Return the stages of a flow that are of one unit, a chart a place."""
    alike = ([row for row in rows if row.unit == rows[0].unit] for rows in groups)
    return tuple(_of_one(rows, name_of(rows[0])) for rows in alike if len(rows) > 1)


def changes_of(pairs: Sequence[tuple[Row, Row]]) -> tuple[Panel, ...]:
    """Return before and after, a chart a pair of one unit."""
    return tuple(_of_one(pair, name_of(pair[0])) for pair in pairs if pair[0].unit == pair[1].unit)


def parts_of(wholes: Sequence[Whole]) -> tuple[Panel, ...]:
    """Return stated totals with their stated parts, a chart each."""
    return tuple(_of_one((whole.total, *whole.parts), name_of(whole.total)) for whole in wholes)


def _of_one(rows: Sequence[Row], title: str) -> Panel:
    """Return the figures of one report, a bar an indicator, in their order."""
    names = load_indicators()
    marks = [
        mark_of(row, row.part or (names[row.indicator].name if row.indicator in names else row.noun), row.place.colour)
        for row in rows
        if row.value is not None
    ]
    return Panel(title, Chart(ChartKind.BAR, rows[0].unit, tuple(_told_apart(marks))))


def years_of(trend: Trend) -> tuple[Panel, ...]:
    """Return figures over the years of several indicators, a chart a series; joined is what a line may join."""
    return tuple(
        panel for series in trend.series if (panel := _years(series.segments, series.place, series.indicator.name))
    )


def _years(segments: Sequence[Sequence[Row]], place: Place, name: str) -> Panel | None:
    marks = [
        mark_of(row, str(row.of_year), place.colour, f"{place.short_name}·{n + 1}" if n else place.short_name)
        for n, run in enumerate(segments)
        for row in run
    ]
    return Panel(f"{place.short_name} {name}", Chart(ChartKind.LINE, "", tuple(marks))) if marks else None
