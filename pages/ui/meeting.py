"""会议模式: one conclusion a screen, large, without anything around it; arrow keys turn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from core.charts.enlarging import enlarged
from core.export.columns import filled, shortened
from core.export.sources import brief_source
from core.library import Library, remembered
from core.library.link import Link
from core.screens import exhibits_of
from core.screens.exhibit import Exhibit
from pages.ui import loading
from pages.ui.components import component
from pages.ui.escape import escape_html as e
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import show_figure

LINES, COLUMNS, CELL = 8, 6, 40  # of a table on a screen: lines, columns, letters of a cell
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
    large = _large(loading.library(), exhibit.address) if exhibit.figure is not None else None
    if large is None or not large.layout.title.text:
        st.html(f'<h1 class="meeting-title" data-report="">{e(exhibit.title)}</h1>')
    if large is not None:
        show_figure(large, "screen", exhibit.title, follow_chart("screen"))
    else:
        st.html(_words_html(exhibit))
    for words in (
        *exhibit.remarks,
        "；".join(note.rstrip("。") for note in exhibit.notes[:1]),
        brief_source(exhibit, loading.library()),
    ):
        st.html(f'<p class="meeting-note" data-report="">{e(words)}</p>')
    quoted = [row for row in exhibit.rows if row.quote]
    if quoted:
        with st.expander("原句"), st.container(key="report_screen"):
            show_evidence(quoted)


def _words_html(exhibit: Exhibit) -> str:
    """Return sentences, else the first lines of the table, as large as a room needs them; what is left out is said."""
    if exhibit.points:
        return (
            f'<ul class="meeting-points" data-report="">{"".join(f"<li>{e(p.text)}</li>" for p in exhibit.points)}</ul>'
        )
    head, lines = filled(exhibit.table.head, [[cell.words for cell in line] for line in exhibit.table.lines])
    cells = "".join(f"<th>{e(name)}</th>" for name in head[:COLUMNS])
    body = "".join(
        f"<tr>{''.join(f'<td>{e(shortened(words, CELL))}</td>' for words in line[:COLUMNS])}</tr>"
        for line in lines[:LINES]
    )
    more = f'<p class="meeting-note">另有 {len(lines) - LINES} 行，见页面和文件</p>' if len(lines) > LINES else ""
    return f'<table class="meeting-table" data-report=""><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{more}'


def _show_keys(n: int, number: int) -> None:
    def turn() -> None:
        by = st.session_state["meeting_keys"].turned
        if by == 0:
            st.query_params.pop(SCREEN, None)
        elif by is not None:
            st.query_params[SCREEN] = str(min(max(n + int(by), 0), number - 1) + 1)

    def jump() -> None:
        st.query_params[SCREEN] = str(min(max(int(st.session_state["meeting_keys"].jumped or 1), 1), number))

    component("keys", HTML)(
        key="meeting_keys", data={"where": f"{n + 1} / {number}"}, on_turned_change=turn, on_jumped_change=jump
    )


@remembered
def _large(library: Library, address: str) -> go.Figure:
    [exhibit] = exhibits_of(Link.parse(address), library)
    return enlarged(exhibit.figure)
