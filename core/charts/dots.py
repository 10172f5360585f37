"""Dots on a common line, one a row: rates, durations and scores, whose axis need not start at zero."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.charts import lanes as marks
from core.charts.notes import definition_line, source_line
from core.charts.sketch import Sketch
from core.charts.template import GRID, RULE, layout_for, line_axis
from core.charts.ticks import ticks

DOT, SMALL = 15, 8


def dots_by_place(view: Comparison, updated: str = "", others: Sequence[Row] = (), headline: str = "") -> go.Figure:
    """Return one dot a row on a common scale; rows as in ``bars_by_place``.

    The scale covers the values with some air, and never more than 0–100 for rates.

    Args:
        others: rows that have no line of their own; they stand as grey dots on every line.
        headline: the title, where it is about more than the rows of ``view``.
    """
    rows = marks.placed(view)
    grey = f" · 灰点：其余 {len({row.place for row in others})} 地" if others else ""
    sketch = Sketch(
        layout_for(
            headline or view.headline(), definition_line(view.indicator) + grey,
            source_line((*view.rows, *others), updated),
            marks.height_of(rows), left=marks.left_of(rows),
        )
    )  # fmt: skip
    ranked = [p for p in rows if p.row.ranked]
    low, high = scale([row.number for row in (*(p.row for p in ranked), *others)], view.indicator.unit)
    _add_grey(sketch, [p.y for p in ranked], others)
    _add_dots(sketch, ranked, low, high)
    values, words = ticks(low, high, view.indicator.unit)
    shown = bool(ranked)
    sketch.layout["xaxis"] = line_axis(tickvals=values, ticktext=words, showgrid=shown, showticklabels=shown)
    marks.add_rows(sketch, rows, low, high - low)
    return sketch.figure()


def scale(values: list[float], unit: str) -> tuple[float, float]:
    """Return the range of an axis that shows ``values`` apart; a rate stays within 0–100."""
    if not values:
        return (0.0, 1.0)
    low, high = min(values), max(values)
    air = max((high - low) * 0.18, abs(high) * 0.01, 0.01)
    low, high = low - air, high + air
    if unit != "%":
        return (low, high)
    return (max(low, 0.0) if min(values) >= 0 else low, min(high, max(100.0, *values)) + air * 0.1)


def _add_grey(sketch: Sketch, lines: Sequence[float], others: Sequence[Row]) -> None:
    """Draw the others on every line."""
    dots = [(y, row) for y in lines for row in others]
    if dots:
        sketch.scatter(
            x=[row.number for _, row in dots], y=[y for y, _ in dots], mode="markers",
            customdata=[[row.fact_id] for _, row in dots], marker={"size": SMALL, "color": RULE, "opacity": 0.7},
            hovertext=[marks.hover(row) for _, row in dots], hoverinfo="text",
        )  # fmt: skip


def _add_dots(sketch: Sketch, rows: Sequence[marks.Placed], low: float, high: float) -> None:
    for p in rows:
        sketch.scatter(
            x=[low, high], y=[p.y, p.y], mode="lines", line={"color": GRID, "width": 1}, hoverinfo="skip",
        )  # fmt: skip
        marks.add_openness(sketch, p, high - low)
    sketch.scatter(
        x=[p.row.value for p in rows],
        y=[p.y for p in rows],
        mode="markers",
        customdata=[[p.row.fact_id] for p in rows],
        marker={
            "symbol": [p.row.place.marker for p in rows],
            "size": DOT,
            "color": [p.row.place.colour for p in rows],
            "line": {"width": 0},
        },
        hovertext=[marks.hover(p.row) for p in rows],
        hoverinfo="text",
    )
    for p in rows:
        at = p.row.number + (high - low) * (0.07 if p.row.bound == "at_least" else 0.025)
        marks.add_value_text(sketch, p, at, high - low)
