"""Where one place stands among the comparable ones: a small line an indicator, the median marked, the own value in
colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

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
KEPT = 20  # figures that are remembered


@lru_cache(maxsize=KEPT)
def standings_figure(own: Place, steps: tuple[Step, ...], source: str = "") -> go.Figure:
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
        _add_line(sketch, step, n)
    scales = [_scale(step) for step in steps]
    others = [(row, n) for n, step in enumerate(steps) for row in reversed(step.rows) if row is not step.own]
    _add_marks(sketch, others, scales, PAPER, "circle", 9)
    _add_marks(sketch, [(step.own, n) for n, step in enumerate(steps)], scales, own.colour, own.marker, 14)  # on top
    sketch.layout |= {
        "xaxis": line_axis(range=[-AIR, 1 + AIR], showgrid=False, showticklabels=False),
        "yaxis": row_axis(
            tickvals=list(range(len(steps))),
            ticktext=[escape(line.indicator.name) for line in steps],
            range=[len(steps) - 0.5, -0.5],
        ),
    }
    return sketch.figure()


def _add_line(sketch: Sketch, line: Step, y: int) -> None:
    middle = _scale(line)(float(line.median))
    sketch.scatter(x=[0, 1], y=[y, y], mode="lines", line={"color": GRID, "width": 1}, hoverinfo="skip")
    sketch.scatter(
        x=[middle, middle], y=[y - 0.28, y + 0.28], mode="lines", line={"color": SECOND, "width": 2}, hoverinfo="skip"
    )
    words = f"<b>{escape(text_of(line.own))}</b> {line.verdict or ''}"
    sketch.say(1 + AIR, y, words, 0.03, [line.own.fact_id], hover(line.own), textfont={"size": LABEL})


def _scale(line: Step) -> Callable[[float], float]:
    """Return where a value stands between the lowest and the highest of a line, 0 to 1."""
    values = [row.value or 0.0 for row in line.rows]
    low = min(values)
    span = (max(values) - low) or 1.0
    return lambda value: (value - low) / span


def _add_marks(
    sketch: Sketch, marks: Sequence[tuple[Row, int]], scales: Sequence[Callable[[float], float]], fill: str,
    symbol: str, size: int,
) -> None:  # fmt: skip
    """Add marks of one look, of whichever lines, as one trace: hundreds of traces take long to make and to draw."""
    sketch.scatter(
        x=[scales[line](row.value or 0.0) for row, line in marks],
        y=[line for _, line in marks],
        mode="markers",
        customdata=[[row.fact_id] for row, _ in marks],
        hovertext=[hover(row) for row, _ in marks],
        hoverinfo="text",
        marker={
            "symbol": symbol,
            "size": size,
            "color": fill,
            "line": {"color": RULE if fill == PAPER else fill, "width": 1.5},
        },
    )
