"""Which figure suits an indicator: bars for how much, dots for rates and times."""

from __future__ import annotations

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.charts.bars import bars_by_place
from core.charts.dots import dots_by_place

ON_A_LINE = ("rate", "duration", "rank", "multiple", "score")  # kinds whose distance from zero says little


def figure_of(view: Comparison, updated: str = "") -> go.Figure:
    """Return the figure of a comparison."""
    draw = dots_by_place if view.indicator.kind in ON_A_LINE else bars_by_place
    return draw(view, updated)
