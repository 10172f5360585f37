"""会议模式: one conclusion a screen, large, without anything around it; arrow keys turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from core.charts.enlarging import FOR_A_ROOM, enlarged
from core.cutting import shortened
from core.export.columns import deep, filled, letters, widths_of
from core.export.native import drawn
from core.export.sources import brief_source
from core.library import Library, remembered
from core.library.link import Link
from core.screens import exhibits_of
from core.screens.exhibit import ChartKind, Exhibit, Panel
from pages.ui import loading
from pages.ui.components import component
from pages.ui.escape import escape_html as e
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import show_figure

LINES, COLUMNS, CELL = 8, 6, 40  # of a table on a screen: lines, columns, letters of a cell
PANELS = 6  # small charts on a screen
LONGEST = 66.0  # % of the room of a bar that the longest takes; its label stands behind it
HIGH, LEAST = 545.0, 1.25  # px that a figure has on a screen of 720; factor below which its words would be small
TITLE, LONG_TITLE, LONG = (
    30,
    24,
    50,
)  # px of the letters of a title that the screen writes, and from how many letters on
BESIDE_KEYS, HEAD = 740, 1.3  # px of its line; of its letters, how high a line is
CLOSER, WIDER = 0.85, 1.6  # of its height, in which a figure with rows can still be read
ROWS, APART = 6, 3  # of a chart that is too high for a screen: rows that share its axis, and rows set apart
ROOM, DEPTH = 56.0, 21.0  # of a table: letters beside each other, and how high it may be, in heights of a letter
SPACING, AROUND = 1.4, 0.65  # of a line of print, and above and below a line of the table
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
    large = large if large is not None and large.layout.height <= HIGH + 1 else None
    if large is None or not large.layout.title.text:
        long = " long" if letters(exhibit.title) > LONG else ""
        st.html(f'<h1 class="meeting-title{long}" data-report="">{e(exhibit.title)}</h1>')
    if large is not None:
        show_figure(large, "screen", exhibit.title, follow_chart)
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
    """Return small charts, else sentences, else the first lines of the table, as large as a room needs them; what is
    left out is said.
    """
    panels = [panel for panel in exhibit.panels if drawn(panel.chart)]
    if panels:
        more = _more(len(panels) - PANELS, "项")
        return f'<div class="meeting-panels" data-report="">{"".join(map(_panel_html, panels[:PANELS]))}</div>{more}'
    if exhibit.chart is not None and exhibit.chart.kind in (ChartKind.BAR, ChartKind.DOT) and drawn(exhibit.chart):
        return _rows_html(exhibit)
    if exhibit.points:
        return (
            f'<ul class="meeting-points" data-report="">{"".join(f"<li>{e(p.text)}</li>" for p in exhibit.points)}</ul>'
        )
    head, lines = filled(exhibit.table.head, [[shortened(c.words, CELL) for c in line] for line in exhibit.table.lines])
    head, lines = head[:COLUMNS], [line[:COLUMNS] for line in lines]
    if not lines:
        return ""
    widths = widths_of(head, lines, ROOM)
    shown = _fitting(lines, widths)
    columns = "".join(f'<col style="width: {100 * width / sum(widths):.1f}%">' for width in widths)
    cells = "".join(f"<th>{e(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{e(words)}</td>' for words in line)}</tr>" for line in shown)
    table = f"<colgroup>{columns}</colgroup><thead><tr>{cells}</tr></thead><tbody>{body}</tbody>"
    return f'<table class="meeting-table" data-report="">{table}</table>{_more(len(lines) - len(shown), "行")}'


def _fitting(lines: Sequence[list[str]], widths: Sequence[float]) -> list[list[str]]:
    """Return the first lines that a screen holds without scrolling, one at least."""
    shown: list[list[str]] = []
    depth = 0.0
    for line in lines[:LINES]:
        depth += deep(line, widths) * SPACING + AROUND
        if shown and depth > DEPTH:
            break
        shown.append(line)
    return shown


def _panel_html(panel: Panel) -> str:
    """Return a small chart: bars from zero on a scale of its own, each with its name and its label."""
    marks = drawn(panel.chart)
    most = max(mark.value or 0.0 for mark in marks) or 1.0
    bars = "".join(
        f'<span>{e(mark.category)}</span><span><i style="width: {max(0.0, LONGEST * (mark.value or 0.0) / most):.1f}%;'
        f' background: {e(mark.colour)}"></i><b>{e(mark.label)}</b></span>'
        for mark in marks
    )
    head = f"<h2>{e(panel.title)}</h2>" if panel.title else ""
    return f'<section>{head}<div class="bars">{bars}</div></section>'


def _rows_html(exhibit: Exhibit) -> str:
    """Return the first rows of a chart that is too high for a screen, then what may not share its axis, with its reason."""
    marks, chart = drawn(exhibit.chart), exhibit.chart
    aside = [mark for mark in chart.marks if mark not in marks]
    items = "".join(
        f"<li>{e('　'.join(filter(None, (mark.category, mark.label))))}<small>{e(shortened(mark.note, CELL))}</small></li>"
        for mark in aside[:APART]
    )
    bars = _panel_html(Panel("", replace(chart, marks=marks[:ROWS])))
    apart = f'<h2 class="meeting-note">以下不可直接比较</h2><ul class="meeting-apart">{items}</ul>' if items else ""
    left = max(0, len(marks) - ROWS) + max(0, len(aside) - APART)
    return f'<div class="meeting-panels" data-report="">{bars}</div>{apart}{_more(left, "行")}'


def _more(left: int, unit: str) -> str:
    return f'<p class="meeting-note">…还有 {left} {unit}，见页面和文件</p>' if left > 0 else ""


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


def _title_height(title: str) -> float:
    size = LONG_TITLE if letters(title) > LONG else TITLE
    return HEAD * size * -(-letters(title) * size // BESIDE_KEYS)


@remembered
def _large(library: Library, address: str) -> go.Figure:
    [exhibit] = exhibits_of(Link.parse(address), library)
    height = float(exhibit.figure.layout.height or HIGH)
    room = HIGH if exhibit.figure.layout.title.text else HIGH - _title_height(exhibit.title)
    large = enlarged(exhibit.figure, min(FOR_A_ROOM, max(LEAST, room / height)))
    lines = exhibit.chart is not None and exhibit.chart.kind is ChartKind.LINE  # an axis of values has no rows to hold
    if large.layout.height > room and (lines or large.layout.height * CLOSER <= room):
        large.layout.height = room
    large.layout.height = max(large.layout.height, min(room, WIDER * large.layout.height))
    return large
