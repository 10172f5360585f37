"""Bars from zero, one a row: how much each place states."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.charts import lanes as marks
from core.charts.notes import definition_line, source_line
from core.charts.sketch import Sketch
from core.charts.template import layout_for, line_axis
from core.charts.ticks import ticks


def bars_by_place(view: Comparison, updated: str = "") -> go.Figure:
    """Return one horizontal bar a row, its value written at the end as the report wrote it.

    Args:
        view: from ``core.analysis.compare.side_by_side``; silent places included.

    Bars start at zero. A place without a number keeps its line and says why. Rows that may not
    share the axis are hatched, below a rule, and carry the reason; the figure never ranks them.
    """
    rows = marks.placed(view)
    sketch = Sketch(
        layout_for(
            view.headline(), definition_line(view.indicator), source_line(view.rows, updated),
            marks.height_of(rows), left=marks.left_of(rows),
        )
    )  # fmt: skip
    top = max((_end(p) for p in rows if p.row.ranked), default=0.0)
    span = top or 1.0
    _add_bars(sketch, [p for p in rows if p.row.ranked], span)
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


def _add_bars(sketch: Sketch, rows: Sequence[marks.Placed], span: float) -> None:
    for opacity, bars in ((1, [p for p in rows if not _open_below(p)]), (0.55, [p for p in rows if _open_below(p)])):
        if bars:
            sketch.bar(
                x=[p.row.value for p in bars],
                y=[p.y for p in bars],
                width=0.42,
                customdata=[[p.row.fact_id] for p in bars],
                marker={"color": [p.row.place.colour for p in bars], "opacity": opacity, "line": {"width": 0}},
                hovertext=[marks.hover(p.row) for p in bars],
                hoverinfo="text",
            )
    for p in rows:
        marks.add_openness(sketch, p, span)
        air = span * 0.06 if p.row.bound == "at_least" and p.row.high is None else 0
        marks.add_value_text(sketch, p, _end(p) + air, span)


def _open_below(p: marks.Placed) -> bool:
    return p.row.bound in ("about", "at_most")
