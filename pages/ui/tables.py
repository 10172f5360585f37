"""The table of an exhibit on screen: exact, every line one step from its sentence, or from what it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from core.export.columns import letters, shortened
from core.screens.exhibit import Cell, Exhibit, Tone
from pages.ui.escape import escape_html as e
from pages.ui.evidence import KEY as EVIDENCE

LETTER, MARGINS, NARROWEST, WIDEST = 14, 22, 56, 280  # pixels
LINE, WRAPPED, TALLEST = 35, 75, 560  # a line; one of words that take up to three (the grid wraps above 4 rem)
LETTERS = 50  # of a cell that three lines hold; the whole stands beside the table when its line is chosen
COLOURS = {Tone.BAD: "#B42318", Tone.WARN: "#9A5B00", Tone.GOOD: "#1E6B41"}


def show_table(exhibit: Exhibit) -> None:
    """Show the table of an exhibit; a click on a cell opens its line, or shows the sentence of its fact."""
    table, key = exhibit.table, f"{exhibit.key}_table"
    words = [[shortened(cell.words, LETTERS) for cell in line] for line in table.lines]
    frame = pd.DataFrame(words, columns=list(table.head), dtype="str")
    looks = pd.DataFrame([[_look(cell) for cell in line] for line in table.lines], columns=list(table.head))
    widths = {name: _width([name, *frame[name]]) for name in frame.columns}
    tall = WRAPPED if WIDEST in widths.values() else LINE
    toned = any(cell.tone for line in table.lines for cell in line)
    st.dataframe(
        frame.style.apply(lambda _: looks, axis=None) if toned else frame, hide_index=True, key=key, alt=exhibit.title,
        selection_mode="single-cell", on_select=_follow(exhibit, key), row_height=tall - 1, lazy=False,
        height=min(TALLEST, LINE + tall * len(frame) + 4),
        column_config={
            name: st.column_config.TextColumn(width=widths[name], pinned=n == 0)
            for n, name in enumerate(frame.columns)
        },
    )  # fmt: skip


def _look(cell: Cell) -> str:
    return f"color: {COLOURS[cell.tone]}; font-weight: 600" if cell.tone else ""


def _width(words: Sequence[str]) -> int:
    return int(min(WIDEST, max(NARROWEST, LETTER * max(map(letters, words)) + MARGINS)))


def _follow(exhibit: Exhibit, key: str) -> Callable[[], None]:
    def follow() -> None:
        cells = st.session_state[key].selection.cells
        if not cells:
            return
        table, (n, column) = exhibit.table, cells[0]
        line = table.lines[n]
        quoted = {row.fact_id for row in exhibit.rows if row.quote}
        facts = [fact for cell in (line[table.head.index(column)], *line) for fact in cell.facts if fact in quoted]
        if table.picks:
            st.session_state[table.key] = table.picks[n]
        elif facts:
            st.session_state[EVIDENCE] = facts[0]

    return follow


def facts_html(exhibit: Exhibit) -> str:
    """Return a table of names and what is said of each as HTML; what stands there as a quote already is left out."""
    quoted = {quote.text for quote in exhibit.quotes}
    lines = [(name.words, said.words) for name, said in exhibit.table.lines if said.words not in quoted]
    told = "".join(f"<dt>{e(name)}</dt><dd>{e(said)}</dd>" for name, said in lines)
    return f'<div class="evidence" data-report=""><dl>{told}</dl></div>'
