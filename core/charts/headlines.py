"""The headline indicators: small comparable rows, each a door to its page."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.wording import text_of
from core.charts.dots import scale
from core.charts.figure import ON_A_LINE
from core.charts.rows import GLYPHS, hover
from core.charts.sketch import Sketch
from core.charts.template import GRID, escape, layout_for, quiet

COLUMNS = 3
MOST_ROWS = 4
STEP = 20  # px a row takes
HEAD = 26
NAME = 0.20  # share of a panel for the names of places
PLOT = 0.44  # and for the marks; what is left is for the values
GUTTER = 0.03
REACH = 0.02  # share of the width that a click reaches


def headline_rows(views: Sequence[Comparison]) -> go.Figure:
    """Return one small panel an indicator: its name, the comparable places on a common scale, their values.

    Every mark carries the indicator as custom data; the names of the panels do too. How many places say nothing
    comparable is written at the end of the name.
    """
    lines = [views[n : n + COLUMNS] for n in range(0, len(views), COLUMNS)]
    heights = [HEAD + STEP * max(len(_shown(view)) for view in line) + 10 for line in lines]
    total = sum(heights)
    sketch = Sketch(layout_for("", "", "", total, left=4, right=4))
    sketch.layout |= {
        "height": total + 8, "margin": {"t": 4, "b": 4, "l": 4, "r": 4},
        "xaxis": {"range": [0, 1], "visible": False, "fixedrange": True},
        "yaxis": {"range": [total, 0], "visible": False, "fixedrange": True},
    }  # fmt: skip
    for n, line in enumerate(lines):
        for column, view in enumerate(line):
            _add_panel(sketch, view, column / COLUMNS, sum(heights[:n]))
    return sketch.figure()


def _shown(view: Comparison) -> list[Row]:
    """Return one row a place, its latest, of those that may share the axis."""
    latest: dict[str, Row] = {}
    for row in view.together:
        if row.ranked and row.year >= latest.get(row.place.id, row).year:
            latest[row.place.id] = row
    return list(latest.values())[:MOST_ROWS]


def _add_panel(sketch: Sketch, view: Comparison, left: float, top: float) -> None:
    width = 1 / COLUMNS - GUTTER
    rows = _shown(view)
    missing = len({r.place.id for r in view.rows} - {r.place.id for r in rows})
    note = f"　{quiet(f'另 {missing} 地不可比或无数')}" if missing else ""
    _words(sketch, left, top + HEAD / 2, f"<b>{escape(view.indicator.name)}</b>{note}", view, view.indicator.definition)
    on_line = view.indicator.kind in ON_A_LINE
    values = [row.value for row in rows]
    low, high = scale(values, view.indicator.unit) if on_line else (0.0, max(values, default=1.0) or 1.0)
    for n, row in enumerate(rows):
        y = top + HEAD + STEP * (n + 0.5)
        start = left + width * NAME
        at = start + width * PLOT * ((row.value - low) / ((high - low) or 1))
        _add_mark(sketch, row, view, start, start + width * PLOT, at, y, on_line)


def _add_mark(
    sketch: Sketch, row: Row, view: Comparison, start: float, end: float, at: float, y: float, on_line: bool
) -> None:
    glyph = f'<span style="color:{row.place.colour}">{GLYPHS.get(row.place.marker, "●")}</span>'
    _words(sketch, start - (1 / COLUMNS - GUTTER) * NAME, y, f"{glyph} {escape(row.place.short_name)}", view, "", row)
    line = (
        {"x": [start, end], "color": GRID, "width": 1}
        if on_line
        else {"x": [start, at], "color": row.place.colour, "width": 9}
    )
    sketch.scatter(x=line.pop("x"), y=[y, y], mode="lines", line=line, hoverinfo="skip")
    if on_line:
        sketch.scatter(
            x=[at], y=[y], mode="markers", marker={"symbol": row.place.marker, "size": 11, "color": row.place.colour},
            customdata=[[view.indicator.id]], hovertext=[hover(row)], hoverinfo="text",
        )  # fmt: skip
    partial = "◐ " if row.part_year else ""
    text = f"<b>{escape(text_of(row))}</b> {quiet(f'{partial}{row.year}')}"
    _words(sketch, end + 0.008 if on_line else max(at, start) + 0.008, y, text, view, "", row)


def _words(
    sketch: Sketch, x: float, y: float, text: str, view: Comparison, told: str, row: Row | None = None
) -> None:
    sketch.say(x, y, text, REACH, [view.indicator.id], hover(row) if row else escape(told))
