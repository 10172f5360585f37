"""Where one place stands among the comparable ones: a small line an indicator, the median marked, the own value in
colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.analysis.ladder import Step
from core.analysis.rows import Row
from core.analysis.wording import text_of
from core.charts.lanes import hover
from core.charts.sketch import Sketch
from core.charts.template import GRID, LABEL, PAPER, RULE, SECOND, escape, layout_for, line_axis, row_axis, width_of
from core.model import Place

ROW = 38
RIGHT = 210  # px for the own value and the word
AIR = 0.06


def standings_figure(own: Place, steps: Sequence[Step], source: str = "") -> go.Figure:
    """Return one line an indicator, each on a scale of its own from the lowest to the highest value.

    Args:
        steps: those on which three and more share axis and time; scales of different indicators say nothing about each other.
    """
    left = max((width_of(line.indicator.name) for line in steps), default=60) + 24
    sketch = Sketch(
        layout_for(
            f"{own.short_name}在可比各地中的位置",
            "每行各自的刻度；竖线为中位数，灰点为对照各地",
            source,
            ROW * len(steps) + 12,
            left=left,
            right=RIGHT,
        )
    )
    for n, step in enumerate(steps):
        _add_line(sketch, own, step, n)
    sketch.layout |= {
        "xaxis": line_axis(range=[-AIR, 1 + AIR], showgrid=False, showticklabels=False),
        "yaxis": row_axis(
            tickvals=list(range(len(steps))),
            ticktext=[escape(line.indicator.name) for line in steps],
            range=[len(steps) - 0.5, -0.5],
        ),
    }
    return sketch.figure()


def _add_line(sketch: Sketch, own: Place, line: Step, y: int) -> None:
    rows = line.rows
    values = [row.value or 0.0 for row in rows]
    low, span = min(values), (max(values) - min(values)) or 1.0
    middle = (float(line.median) - low) / span
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
    words = f"<b>{escape(text_of(line.own))}</b> {line.verdict or ''}"
    sketch.say(1 + AIR, y, words, 0.03, [line.own.fact_id], hover(line.own), textfont={"size": LABEL})


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
