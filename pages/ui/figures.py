"""A figure on screen, as the house shows it."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st
from streamlit.typing import PlotlyState

from core.charts.template import CONFIG


def show_figure(figure: go.Figure, key: str, alt: str, follow: Callable[[], None] | str = "rerun") -> PlotlyState:
    """Draw a figure; a click on a mark calls ``follow``."""
    return st.plotly_chart(
        figure, theme=None, key=key, on_select=follow, selection_mode="points", config=CONFIG, alt=alt
    )


def clicked(state: PlotlyState) -> list:
    """Return what the mark that was clicked carries, [] when none was."""
    points = state.selection.points if state else []
    return list(points[0]["customdata"]) if points and points[0].get("customdata") else []
