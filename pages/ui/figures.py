"""A figure on screen, as the house shows it."""

from __future__ import annotations

import time
from collections.abc import Callable

import plotly.graph_objects as go
import plotly.io
import streamlit as st
from streamlit.typing import PlotlyState

from core.charts.template import CONFIG
from core.same import made_once
from pages.ui.runs import RUN

DRAWN = "_drawn"  # the figures of a visit, as they were sent last
HEAD_START = 0.08  # seconds in which the browser draws the figure before it is given the rest of the page


class Written(dict):
    """A figure as plain values, with the text that they are written as."""

    text: str


class Ready(go.Figure):
    """A figure that nobody changes any more, written once: to copy and to write it was an eighth of a click."""

    written: Written

    def to_dict(self) -> Written:
        """Return what Streamlit hands on to be written."""
        return self.written


def _write(write: Callable[..., str]) -> Callable[..., str]:
    return lambda figure, *more, **named: figure.text if isinstance(figure, Written) else write(figure, *more, **named)


write_figure, plotly.io.to_json = plotly.io.to_json, _write(plotly.io.to_json)


@made_once
def ready(figure: go.Figure) -> Ready:
    """Return a shared figure as Streamlit takes it without making it anew."""
    made = Ready.__new__(Ready)  # holds nothing but what it gives
    written = Written(figure.to_dict())
    written.text = write_figure(written, validate=False)
    made.__dict__["written"] = written
    return made


def is_titled(figure: go.Figure) -> bool:
    """Return whether a shared figure has a title of its own; read from what is written, plotly checks each name on the way."""
    return bool(ready(figure).written.get("layout", {}).get("title", {}).get("text"))


def show_figure(figure: go.Figure, key: str, alt: str, follow: Callable[[], None] | str = "rerun") -> PlotlyState:
    """Draw a figure; a click on a mark calls ``follow``."""
    return st.plotly_chart(
        ready(figure), theme=None, key=key, on_select=follow, selection_mode="points", config=CONFIG, alt=alt
    )


def give_head_start(figure: go.Figure, key: str) -> None:
    """Let a browser draw a figure that was just sent.

    After a change of choice the figure is what a reader waits for: table and evidence, which cost the browser as much,
    follow when it is drawn; where there are several figures, so do the others.
    """
    drawn = st.session_state.setdefault(DRAWN, {})
    before, drawn[key] = drawn.get(key), id(figure)
    if before not in (None, id(figure)) and not getattr(RUN, "head_start", False):
        RUN.head_start = True
        time.sleep(HEAD_START)


def clicked(state: PlotlyState) -> list:
    """Return what the mark that was clicked carries, [] when none was."""
    points = state.selection.points if state else []
    return list(points[0]["customdata"]) if points and points[0].get("customdata") else []
