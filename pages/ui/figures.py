"""A figure on screen, as the house shows it."""

from __future__ import annotations

import time
from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st
from streamlit.typing import PlotlyState

from core.charts.template import CONFIG

HEAD_START = 0.08  # seconds in which the browser draws the figure before it is given the rest of the page


def show_figure(figure: go.Figure, key: str, alt: str, follow: Callable[[], None] | str = "rerun") -> PlotlyState:
    """Draw a figure; a click on a mark calls ``follow``.

    After a change of choice the figure is what a reader waits for: table and evidence, which cost the browser as much,
    follow when it is drawn.
    """
    state = st.plotly_chart(
        figure, theme=None, key=key, on_select=follow, selection_mode="points", config=CONFIG, alt=alt
    )
    before, st.session_state[f"{key}_drawn"] = st.session_state.get(f"{key}_drawn"), id(figure)
    if before not in (None, id(figure)):
        time.sleep(HEAD_START)
    return state


def clicked(state: PlotlyState) -> list:
    """Return what the mark that was clicked carries, [] when none was."""
    points = state.selection.points if state else []
    return list(points[0]["customdata"]) if points and points[0].get("customdata") else []
