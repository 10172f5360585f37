"""A figure on screen, as the house shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import plotly.graph_objects as go
import plotly.io
import streamlit as st

from core.charts.template import CONFIG
from core.same import made_once
from pages.ui.components import component

LIBRARY = Path(__file__).parent / "figure" / "plotly"  # served at AT
AT = "/_stcore/bidi-components/duibiao.figure/plotly"
HTML = '<div class="duibiao-figure" lang="zh-CN"></div>'


@dataclass(frozen=True, slots=True)
class Ready:
    """A figure that nobody changes any more, written once: to copy and to write it was an eighth of a click."""

    text: str  # as plotly takes it, JSON
    titled: bool


@made_once
def ready(figure: go.Figure) -> Ready:
    """Return a shared figure as the browser takes it."""
    written = figure.to_dict()
    titled = bool(written.get("layout", {}).get("title", {}).get("text"))
    return Ready(plotly.io.to_json(written, validate=False), titled)


def is_titled(figure: go.Figure) -> bool:
    """Return whether a shared figure has a title of its own; read from what is written, plotly checks each name on the way."""
    return ready(figure).titled


def show_figure(figure: go.Figure, key: str, alt: str, follow: Callable[[list], None] | None = None) -> None:
    """Draw a figure; a click on a mark calls ``follow`` with what the mark carries."""

    def picked() -> None:
        if follow and (carried := st.session_state[key].picked):
            follow(list(carried))

    component("figure", HTML, isolated=False)(
        key=key,
        data={"spec": ready(figure).text, "alt": alt, "config": CONFIG},
        on_picked_change=picked,
    )
