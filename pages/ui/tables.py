"""The table of an exhibit on screen: exact, every line one step from its sentence, or from what it opens."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.export.columns import letters, shortened
from core.screens import screens
from core.screens.exhibit import Cell, Exhibit, Table, Tone
from pages.ui.escape import escape_html as e
from pages.ui.evidence import KEY as EVIDENCE
from pages.ui.same import made_once

LETTER, MARGINS, NARROWEST, WIDEST = 14, 30, 56, 280  # pixels; letters are a seventh larger at 1920
LINE, WRAPPED, TALLEST = 35, 75, 560  # a line; one of words that take up to three (the grid wraps above 4 rem)
LETTERS, LINES, MOST_LINES = 50, 3, 5  # of a cell at most; the whole stands beside the table when its line is chosen
ROOM, ROOM_BESIDE = 1000, 650  # pixels of a page of 1280, and of one with the evidence beside
ENOUGH = 96  # pixels that a column keeps however many there are
COLOURS = {Tone.BAD: "#B42318", Tone.WARN: "#9A5B00", Tone.GOOD: "#1E6B41"}


class Laid(NamedTuple):
    """A table as the grid takes it."""

    data: pa.Table
    looks: pd.DataFrame | None  # the style of each cell, where any has one
    columns: dict[str, ColumnConfig]
    line: int  # pixels
    height: int


def show_table(exhibit: Exhibit) -> None:
    """Show the table of an exhibit; a click on a cell opens its line, or shows the sentence of its fact."""
    screen = screens().get(exhibit.link.page)
    room = ROOM_BESIDE if screen and not screen.PAGE.wide and not exhibit.aside else ROOM
    laid, key = laid_out(exhibit.table, room), f"{exhibit.key}_table"
    st.dataframe(
        laid.data if laid.looks is None else laid.data.to_pandas().style.apply(lambda _: laid.looks, axis=None),
        hide_index=True, key=key, alt=exhibit.title, selection_mode="single-cell", on_select=_follow(exhibit, key),
        row_height=laid.line, lazy=False, height=laid.height, column_config=laid.columns,
    )  # fmt: skip


@made_once
def laid_out(table: Table, room: int) -> Laid:
    """Return a table with its cells shortened to what its lines hold, and how wide each column is: all of them stand
    beside each other where that can be read.

    Args:
        room: pixels that there are.
    """
    asked = [_width([name, *(line[n].words for line in table.lines)]) for n, name in enumerate(table.head)]
    fit = fitted_widths(asked, room)
    held = [(width - MARGINS) / LETTER for width in fit]
    lines = min(
        MOST_LINES,
        max((_lines(c.words, n) for line in table.lines for c, n in zip(line, held, strict=True)), default=1),
    )
    words = [[_cut(cell.words, lines * n) for cell, n in zip(line, held, strict=True)] for line in table.lines]
    frame = pd.DataFrame(words, columns=list(table.head), dtype="str")
    widths = dict(zip(table.head, fit, strict=True))
    tall = LINE if lines == 1 else max(WRAPPED, lines * WRAPPED // LINES)
    columns = {
        name: st.column_config.TextColumn(width=widths[name], pinned=n == 0) for n, name in enumerate(frame.columns)
    }
    looks = None
    if any(cell.tone for line in table.lines for cell in line):
        looks = pd.DataFrame([[_look(cell) for cell in line] for line in table.lines], columns=list(table.head))
    return Laid(pa.Table.from_pandas(frame), looks, columns, tall - 1, min(TALLEST, LINE + tall * len(frame) + 4))


def fitted_widths(asked: Sequence[int], room: int) -> list[int]:
    """Return how wide columns are: as wide as they ask for, the widest ones narrower where all would not fit.

    >>> fitted_widths([100, 280, 280, 280], 650), fitted_widths([280] * 9, 650)[0]
    ([100, 183, 183, 183], 96)
    """
    most = max(asked, default=0)
    while most > ENOUGH and sum(min(width, most) for width in asked) > room:
        most -= 1
    return [min(width, most) for width in asked]


def _lines(words: str, held: float) -> int:
    """Return how many lines a cell takes whose lines hold so many letters; a word that does not fit goes to the next."""
    wide = min(LETTERS, letters(words))
    return 1 if wide <= held else math.ceil(wide / (held - 1))


def _cut(words: str, room: float) -> str:
    wide = letters(words)
    return shortened(words, LETTERS if wide <= room else min(LETTERS, int(room * len(words) / wide)))


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
