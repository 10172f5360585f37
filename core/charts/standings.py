"""Where one place stands among the comparable ones: a small line an indicator, the median marked, the own value in
colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.analysis.checkup import Line
from core.analysis.rows import Row
from core.analysis.wording import text_of
from core.charts.rows import hover
from core.charts.sketch import Sketch
from core.charts.template import GRID, LABEL, PAPER, RULE, SECOND, escape, layout_for, line_axis, row_axis, width_of
from core.model import Place

ROW = 38
RIGHT = 210  # px for the own value and the word
AIR = 0.06


def standings_figure(own: Place, lines: Sequence[Line], source: str = "") -> go.Figure:
    """Return one line an indicator that has a median, each on a scale of its own from the lowest to the highest value.

    Args:
        lines: those with a band; scales of different indicators say nothing about each other.
    """
    left = max((width_of(line.indicator.name) for line in lines), default=60) + 24
    sketch = Sketch(
        layout_for(
            f"{own.short_name}在可比各地中的位置",
            "每行各自的刻度；竖线为中位数，灰点为对照各地",
            source,
            ROW * len(lines) + 12,
            left=left,
            right=RIGHT,
        )
    )
    for n, line in enumerate(lines):
        _add_line(sketch, own, line, n)
    sketch.layout |= {
        "xaxis": line_axis(range=[-AIR, 1 + AIR], showgrid=False, showticklabels=False),
        "yaxis": row_axis(
            tickvals=list(range(len(lines))),
            ticktext=[escape(line.indicator.name) for line in lines],
            range=[len(lines) - 0.5, -0.5],
        ),
    }
    return sketch.figure()


def _add_line(sketch: Sketch, own: Place, line: Line, y: int) -> None:
    rows = [row for row in (line.own, *line.peers) if row is not None and row.ranked]
    values = [row.value or 0.0 for row in rows]
    low, span = min(values), (max(values) - min(values)) or 1.0
    middle = (float(line.band.median) - low) / span if line.band else 0.5
    sketch.scatter(x=[0, 1], y=[y, y], mode="lines", line={"color": GRID, "width": 1}, hoverinfo="skip")
    sketch.scatter(
        x=[middle, middle], y=[y - 0.28, y + 0.28], mode="lines", line={"color": SECOND, "width": 2}, hoverinfo="skip"
    )
    for row in reversed(rows):  # the own one last, on top
        mine = row is line.own
        _add_mark(
            sketch,
            row,
            ((row.value or 0.0) - low) / span,
            y,
            own.colour if mine else PAPER,
            own.marker if mine else "circle",
            14 if mine else 9,
        )
    if line.own is not None:
        told = f"<b>{escape(text_of(line.own))}</b> {line.state}"
        sketch.say(1 + AIR, y, told, 0.03, [line.own.fact_id], hover(line.own), textfont={"size": LABEL})


def _add_mark(sketch: Sketch, row: Row, x: float, y: int, fill: str, symbol: str, size: int) -> None:
    sketch.scatter(
        x=[x],
        y=[y],
        mode="markers",
        customdata=[[row.fact_id]],
        hovertext=[hover(row)],
        hoverinfo="text",
        marker={
            "symbol": symbol,
            "size": size,
            "color": fill,
            "line": {"color": RULE if fill == PAPER else fill, "width": 1.5},
        },
    )
