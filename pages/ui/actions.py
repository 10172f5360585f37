"""What one may take along from a figure: its link, its rows, its picture, the citation of the chosen number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import segno
import streamlit as st

from core.analysis.rows import Row
from core.charts.notes import source_line
from pages.ui import basket, loading
from pages.ui.components import component
from pages.ui.sheet import citation, sheet

TAKEN = (
    "compare",
    "trend",
    "matrix",
    "system",
    "composition",
    "standings",
    "outcomes",
    "applicants",
    "decisions",
    "promises",
    "measures",
    "keys",
    "shares",
    "shift",
    "scores",
)  # figures that a link alone can make again, see core.screens
TOO_LONG = "too long"
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
    show_actions_of(
        figure,
        name,
        lambda: sheet(rows),
        citation(chosen) if chosen else "",
        drawn,
        source_line(rows, loading.data_version()),
    )


def show_actions_of(
    figure: str, name: str, text: Callable[[], str], cited: str = "", drawn: bool = True, foot: str = ""
) -> None:
    """Show the row of actions of a figure whose rows ``text`` writes; it is asked only when somebody wants them.

    Args:
        foot: sources and version, for the card of a figure that does not say them itself.
    """
    key = f"{figure}_actions"
    wanted = st.session_state.pop(f"{key}_wanted", False)
    _show(
        key,
        {
            "figure": figure if drawn else "",
            "keep": figure in TAKEN,
            "cited": cited,
            "name": f"{name}_{loading.data_version()}",
            "table": True,
            "sheet": text() if wanted else "",
            "title": name.replace("_", "："),
            "foot": foot or f"来源：各地公开报告（见本页） · 数据版本 {loading.data_version()}",
        },
        figure,
    )


def show_link_actions(key: str) -> None:
    """Show how to take along the address of a page that is no figure."""
    _show(key, {"figure": "", "keep": False, "cited": "", "name": "", "table": False, "sheet": ""}, "")


def _show(key: str, data: Mapping[str, object], figure: str) -> None:
    link = st.session_state.pop(f"{key}_link", "")

    def note() -> None:
        st.session_state[f"{key}_wanted"] = bool(st.session_state[key].wanted)

    def take() -> None:
        basket.add(str(st.session_state[key].kept or ""), figure)

    def ask() -> None:
        st.session_state[f"{key}_link"] = str(st.session_state[key].code or "")

    component("actions", HTML)(
        key=key,
        data={**data, "version": loading.data_version(), "code": qr_code(link) if link else ""},
        on_wanted_change=note,
        on_kept_change=take,
        on_code_change=ask,
    )


def qr_code(link: str) -> str:
    """Return the QR code of a link as the address of a picture, TOO_LONG where it holds more than a code can."""
    try:
        return segno.make(link, error="l", micro=False).svg_data_uri(scale=5, border=3, light="#FFFFFF")
    except segno.DataOverflowError:
        return TOO_LONG
