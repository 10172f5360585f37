"""Which figure suits an indicator: bars for how much, dots for rates and times."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.charts.bars import bars_by_place
from core.charts.dots import dots_by_place
from core.model import Place

ON_A_LINE = ("rate", "duration", "rank", "multiple", "score")  # kinds whose distance from zero says little


MOST = 16  # places that have a row each


def figure_of(view: Comparison, updated: str = "", marked: Collection[Place] = ()) -> go.Figure:
    """Return the figure of a comparison: a row a place; of many places, a row for each of those marked, with all
    others as grey dots on its line.
    """
    rows = [row for row in view.rows if row.place in marked]
    if len({row.place for row in view.rows}) > MOST and rows:
        others = [row for row in view.rows if row.ranked and row.place not in marked]
        return dots_by_place(replace(view, rows=tuple(rows)), updated, others, view.headline())
    draw = dots_by_place if view.indicator.kind in ON_A_LINE else bars_by_place
    return draw(view, updated)
