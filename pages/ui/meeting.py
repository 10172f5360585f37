"""会议模式: one conclusion a screen, large, without anything around it; arrow keys turn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from core.charts.enlarging import enlarged
from core.library import Library, remembered
from core.library.link import Link
from core.screens import exhibits_of
from core.screens.exhibit import Exhibit
from pages.ui import loading
from pages.ui.components import component
from pages.ui.escape import escape_html as e
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import show_figure

SCREEN = "m"  # the number of the screen, in the address
STYLE = Path(__file__).parent / "static" / "meeting.css"
HTML = '<div class="keys" lang="zh-CN" role="navigation" aria-label="会议模式"></div>'


def asked_screen(number: int) -> int | None:
    """Return which of ``number`` screens the address asks for, from 0; None outside of a meeting."""
    asked = st.query_params.get(SCREEN, "")
    return min(max(int(asked), 1), number) - 1 if asked.isdecimal() and number else None


def open_meeting() -> None:
    """Go to the first screen."""
    st.query_params[SCREEN] = "1"


def show_screen(shown: Sequence[Exhibit], n: int) -> None:
    """Show one exhibit as large as the room needs it."""
    exhibit = shown[n]
    st.html(STYLE)
    _show_keys(n, len(shown))
    left, right = st.columns([0.74, 0.26], gap="medium")
    with left:
        large = _large(loading.library(), exhibit.address) if exhibit.figure is not None else None
        if large is None or not large.layout.title.text:
            st.html(f'<h1 class="meeting-title" data-report="">{e(exhibit.title)}</h1>')
        if large is not None:
            show_figure(large, "screen", exhibit.title, follow_chart("screen"))
        for words in ("；".join(note.rstrip("。") for note in exhibit.notes[:2]), exhibit.footer):
            st.html(f'<p class="meeting-note" data-report="">{e(words)}</p>')
    with right, st.container(key="report_screen"):
        show_evidence([row for row in exhibit.rows if row.quote])


def _show_keys(n: int, number: int) -> None:
    def turn() -> None:
        by = st.session_state["meeting_keys"].turned
        if by == 0:
            st.query_params.pop(SCREEN, None)
        elif by is not None:
            st.query_params[SCREEN] = str(min(max(n + int(by), 0), number - 1) + 1)

    component("keys", HTML)(key="meeting_keys", data={"where": f"{n + 1} / {number}"}, on_turned_change=turn)


@remembered
def _large(library: Library, address: str) -> go.Figure:
    [exhibit] = exhibits_of(Link.parse(address), library)
    return enlarged(exhibit.figure)
