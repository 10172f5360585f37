"""Bars from zero, one a row: how much each place states."""

from __future__ import annotations

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.charts import rows as marks
from core.charts.notes import definition_line, source_line
from core.charts.sketch import Sketch
from core.charts.template import layout_for, line_axis
from core.charts.ticks import ticks


def bars_by_place(view: Comparison, version: str = "") -> go.Figure:
    """Return one horizontal bar a row, its value written at the end as the report wrote it.

    Args:
        view: from ``core.analysis.compare.side_by_side``; silent places included.

    Bars start at zero. A place without a number keeps its line and says why. Rows that may not
    share the axis are hatched, below a rule, and carry the reason; the figure never ranks them.
    """
    rows = marks.placed(view)
    sketch = Sketch(
        layout_for(
            view.finding(), definition_line(view.indicator), source_line(view.rows, version),
            marks.height_of(rows), left=marks.left_of(rows),
        )
    )  # fmt: skip
    top = max((_end(p) for p in rows if p.row.ranked), default=0.0)
    span = top or 1.0
    for p in rows:
        if p.row.ranked:
            _add_bar(sketch, p, span)
    values, words = ticks(0, span, view.indicator.unit)
    shown = bool(top)
    sketch.layout |= {
        "xaxis": line_axis(tickvals=values, ticktext=words, showgrid=shown, showticklabels=shown),
        "barmode": "overlay",
    }  # fmt: skip
    marks.add_rows(sketch, rows, 0.0, span)
    return sketch.figure()


def _end(p: marks.Placed) -> float:
    return max(p.row.value or 0.0, p.row.high or 0.0)


def _add_bar(sketch: Sketch, p: marks.Placed, span: float) -> None:
    row = p.row
    about = row.bound in ("about", "at_most")
    sketch.bar(
        x=[row.value], y=[p.y], width=0.42, customdata=[[row.fact_id]],
        marker={"color": row.place.colour, "opacity": 0.55 if about else 1, "line": {"width": 0}},
        hovertext=[marks.hover(row)], hoverinfo="text",
    )  # fmt: skip
    marks.add_openness(sketch, p, span)
    marks.add_value_text(
        sketch, p, _end(p) + (span * 0.06 if row.bound == "at_least" and row.high is None else 0), span
    )
