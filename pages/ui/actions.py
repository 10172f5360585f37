"""What one may take along from a figure: its link, its rows, its picture, the citation of the chosen number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.analysis.rows import Row
from pages.ui import basket, loading
from pages.ui.components import component
from pages.ui.sheet import citation, sheet

TAKEN = (
    "compare", "trend", "matrix", "system", "composition", "standings", "outcomes", "applicants", "decisions", "promises", "measures", "keys", "shares", "shift",
    "scores",
)  # figures that a link alone can make again, see core.meeting
HTML = '<div class="actions" lang="zh-CN"></div>'


def show_actions(figure: str, name: str, rows: Sequence[Row], chosen: Row | None = None, drawn: bool = True) -> None:
    """Show the row of actions of a figure.

    Args:
        figure: the key of the figure.
        name: what the file with its rows is called.
        rows: what the figure shows.
        chosen: the number whose sentence is shown, for the citation.
        drawn: whether the figure stands there; without it there is no picture to take.
    """
    show_actions_of(figure, name, lambda: sheet(rows), citation(chosen) if chosen else "", drawn)


def show_actions_of(figure: str, name: str, text: Callable[[], str], cited: str = "", drawn: bool = True) -> None:
    """Show the row of actions of a figure whose rows ``text`` writes; it is asked only when somebody wants them."""
    key = f"{figure}_actions"
    wanted = st.session_state.pop(f"{key}_wanted", False)
    data = {
        "figure": figure if drawn else "", "keep": figure in TAKEN, "cited": cited, "name": f"{name}_{loading.data_version()}.csv", "sheet": text() if wanted else "",
    }  # fmt: skip

    def note() -> None:
        st.session_state[f"{key}_wanted"] = bool(st.session_state[key].wanted)

    def take() -> None:
        basket.add(str(st.session_state[key].kept or ""), figure)

    component("actions", HTML)(key=key, data=data, on_wanted_change=note, on_kept_change=take)
