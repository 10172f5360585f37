"""The headline indicators: small comparable rows, each a door to its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.wording import text_of
from core.charts.dots import scale
from core.charts.figure import ON_A_LINE
from core.charts.lanes import GLYPHS, hover
from core.charts.sketch import Sketch
from core.charts.template import GRID, escape, layout_for, quiet, width_of

COLUMNS = 3
MOST_ROWS = 4
STEP = 20  # px a row takes
HEAD = 26
NAME, WIDEST_NAME = 0.20, 0.34  # shares of a panel for the names of places: usually, at most
PANEL = 300  # px of a panel where a page is narrowest
VALUES = 0.36  # share of a panel for the values; what is left is for the marks
GUTTER = 0.03
REACH = 0.02  # share of the width that a click reaches


def headline_rows(views: Sequence[Comparison]) -> go.Figure:
    """Return one small panel an indicator: its name, the comparable places on a common scale, their values.

    Every mark carries the indicator as custom data; the names of the panels do too. How many places say nothing
    comparable is written at the end of the name.
    """
    columns = 2 if len(views) == 4 else COLUMNS
    lines = [views[n : n + columns] for n in range(0, len(views), columns)]
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
            _add_panel(sketch, view, column / columns, 1 / columns - GUTTER, sum(heights[:n]))
    return sketch.figure()


def _shown(view: Comparison) -> list[Row]:
    """Return one row a place, its latest, of those that may share the axis."""
    latest: dict[str, Row] = {}
    for row in view.together:
        if row.ranked and row.year >= latest.get(row.place.id, row).year:
            latest[row.place.id] = row
    return list(latest.values())[:MOST_ROWS]


@dataclass(frozen=True, slots=True)
class _Panel:
    """One indicator in its place, with the scale of its marks."""

    view: Comparison
    left: float
    width: float
    low: float
    high: float
    names: float  # share of the width

    @property
    def start(self) -> float:
        """Return where the marks begin."""
        return self.left + self.width * self.names

    @property
    def end(self) -> float:
        """Return where the marks end."""
        return self.left + self.width * (1 - VALUES)

    @property
    def on_a_line(self) -> bool:
        """Say whether the marks are dots on a line, not bars from zero."""
        return self.view.indicator.kind in ON_A_LINE

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.start + (self.end - self.start) * (value - self.low) / ((self.high - self.low) or 1)


def _panel(view: Comparison, rows: Sequence[Row], left: float, width: float) -> _Panel:
    values = [row.number for row in rows]
    on_a_line = view.indicator.kind in ON_A_LINE
    low, high = scale(values, view.indicator.unit) if on_a_line else (0.0, max(values, default=1.0) or 1.0)
    longest = max((width_of(f"● {row.place.short_name} ") for row in rows), default=0.0)
    return _Panel(view, left, width, low, high, min(max(NAME, longest / PANEL), WIDEST_NAME))


def _add_panel(sketch: Sketch, view: Comparison, left: float, width: float, top: float) -> None:
    rows = _shown(view)
    panel = _panel(view, rows, left, width)
    missing = len({r.place.id for r in view.rows} - {r.place.id for r in rows})
    note = f"　{quiet(f'另 {missing} 地见对比页')}" if missing else ""
    title = f"<b>{escape(view.indicator.name)}</b>{note}"
    _say(sketch, panel, left, top + HEAD / 2, title, escape(view.indicator.definition))
    for n, row in enumerate(rows):
        _add_row(sketch, panel, row, top + HEAD + STEP * (n + 0.5))


def _add_row(sketch: Sketch, panel: _Panel, row: Row, y: float) -> None:
    glyph = f'<span style="color:{row.place.colour}">{GLYPHS.get(row.place.marker, "●")}</span>'
    _say(sketch, panel, panel.left, y, f"{glyph} {escape(row.place.short_name)}", hover(row))
    at = panel.at(row.number)
    end, line = (
        (panel.end, {"color": GRID, "width": 1}) if panel.on_a_line else (at, {"color": row.place.colour, "width": 9})
    )
    sketch.scatter(x=[panel.start, end], y=[y, y], mode="lines", line=line, hoverinfo="skip")
    if panel.on_a_line:
        sketch.scatter(
            x=[at], y=[y], mode="markers", marker={"symbol": row.place.marker, "size": 11, "color": row.place.colour},
            customdata=[[panel.view.indicator.id]], hovertext=[hover(row)], hoverinfo="text",
        )  # fmt: skip
    partial = "◐ " if row.part_year else ""
    text = f"<b>{escape(text_of(row))}</b> {quiet(f'{partial}{row.year}')}"
    _say(sketch, panel, max(end, panel.start) + 0.008, y, text, hover(row))


def _say(sketch: Sketch, panel: _Panel, x: float, y: float, text: str, hover: str) -> None:
    sketch.say(x, y, text, REACH, [panel.view.indicator.id], hover)
