"""The table of an exhibit on screen: exact, every line one step from its sentence, or from what it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from core.cutting import shortened
from core.export.columns import MARGINS, asked_by, broken, least_of, letters, widths_of
from core.same import made_once
from core.screens import screens
from core.screens.exhibit import Cell, Exhibit, Table, Tone
from core.screens.tables import SPARE, VALUE
from pages.ui.caller import on_a_phone
from pages.ui.components import component
from pages.ui.escape import escape_html as e
from pages.ui.evidence import KEY as EVIDENCE

HTML = '<div class="duibiao-table" lang="zh-CN" data-report=""></div>'
LETTER = 15  # pixels; one less at 1280, one more at 1920
LETTERS, MOST_LINES = 50, 5  # of a cell at most; the whole stands beside the table when its line is chosen
FEW_LETTERS = 8  # are never cut, however narrow the column: 正文（待核） must say 待核
ROOM, ROOM_BESIDE, FOLD = 1000, 660, 34  # pixels of a page of 1280, of one with the evidence beside; less where folded
ROOM_OF_PHONE = 352
SAME, REST = "各行都是：{}", "其余"
REST_LETTERS = 600  # of a cell that joins several
RESTS, RESTS_MOST = 0.42, 12.0  # of the room that it takes, and letters of it
FIGURE = 12  # letters of a figure with what is said of it in brackets; what is longer is a reason
SENTENCE, SENTENCES = 20, 0.45  # letters from which a first cell is a sentence; of the room that sentences keep
COLOURS = {Tone.BAD: "#B42318", Tone.WARN: "#9A5B00", Tone.GOOD: "#1E6B41"}


class Laid(NamedTuple):
    """A table as the browser takes it."""

    head: tuple[str, ...]
    lines: list[list[str]]
    widths: list[int]  # pixels
    looks: dict[str, str]  # the style of a cell, by its line and column
    above: str  # what every line says, and what there is no room for


def show_table(exhibit: Exhibit) -> None:
    """Show the table of an exhibit; a click on a cell opens its line, or shows the sentence of its fact."""
    laid, key = laid_out(exhibit.table, _room(exhibit)), f"{exhibit.key}_table"
    if laid.above:
        st.html(f'<p class="duibiao-above" data-report="">{e(laid.above)}</p>')
    component("table", HTML, isolated=False)(
        key=key,
        data={
            "alt": exhibit.title, "head": laid.head, "lines": laid.lines, "widths": laid.widths, "looks": laid.looks,
        },
        on_picked_change=_follow(exhibit, key, laid.head),
    )  # fmt: skip


def _room(exhibit: Exhibit) -> int:
    """Return how many pixels a table has on its page."""
    fold = FOLD if exhibit.aside else 0
    if on_a_phone():
        return ROOM_OF_PHONE - fold
    screen = screens().get(exhibit.link.page)
    return (ROOM if screen is None or screen.PAGE.wide else ROOM_BESIDE) - fold


@made_once
def laid_out(table: Table, room: int) -> Laid:
    """Return a table with all columns beside each other, as wide as their words ask for.

    Args:
        room: pixels that there are; where they are few, columns that stand beside as well are left out, and what all
            lines say is told once.
    """
    shown, above = _narrowed(table, room / LETTER)
    head, lines = shown.head, shown.lines
    words = [
        [
            shortened(cell.words, REST_LETTERS if name == REST else LETTERS)
            for name, cell in zip(head, line, strict=True)
        ]
        for line in lines
    ]
    widths = widths_of(head, words, max(room / LETTER, sum(least_of(head, words))))
    held = [width - MARGINS for width in widths]
    cells = [[_fitted(cell, width) for cell, width in zip(line, held, strict=True)] for line in words]
    looks = {f"{n},{m}": _look(cell) for n, line in enumerate(lines) for m, cell in enumerate(line) if cell.tone}
    pixels = [int(width * LETTER) for width in widths]
    return Laid(tuple(head), cells, pixels, looks, above)


def _narrowed(table: Table, room: float) -> tuple[Table, str]:
    """Return a table as narrow as the room needs it, and in words what all its lines have in common.

    Of a list first goes what says nothing, stands beside as well, or is the same in every line; then the last columns
    become one that names each of them: nothing is broken, and no reason is hidden behind a scroll.
    """
    words = [[shortened(cell.words, LETTERS) for cell in line] for line in table.lines]
    columns = list(range(len(table.head)))
    if asked_by(table.head, words) <= room or not words:
        return table, ""
    columns = [n for n in columns if table.head[n] not in table.beside and any(line[n] for line in words)]
    listed = table.of_rows or table.key
    if not listed and all(letters(line[n]) <= FIGURE for line in words for n in columns):
        return _of(table, columns), ""  # places or months beside each other: they are slid beside their pinned names
    about = [n for n in columns[2:] if table.head[n] != VALUE]  # the first columns say what a line is about
    same = [n for n in about if listed and len(words) > 1 and words[0][n] and len({line[n] for line in words}) == 1]
    columns = [n for n in columns if n not in same]
    above = SAME.format(" · ".join(f"{table.head[n]} {words[0][n]}" for n in same)) if same else ""
    alone = _alone(columns, table, words, room)
    if len(alone) == len(columns):
        return _of(table, alone), above
    rest = [n for n in columns if n not in alone]
    lines = tuple((*(line[n] for n in alone), _joined(table, line, rest)) for line in table.lines)
    return replace(table, head=(*(table.head[n] for n in alone), REST), lines=lines), above


def _of(table: Table, columns: Sequence[int]) -> Table:
    lines = tuple(tuple(line[n] for n in columns) for line in table.lines)
    return replace(table, head=tuple(table.head[n] for n in columns), lines=lines)


def _alone(columns: Sequence[int], table: Table, words: Sequence[Sequence[str]], room: float) -> list[int]:
    """Return the first columns that have room beside each other, and beside one of all the others."""
    least = least_of(table.head, words)
    if max(len(line[columns[0]]) for line in words) > SENTENCE:
        least[columns[0]] = max(least[columns[0]], room * SENTENCES)
    if sum(least[n] for n in columns) <= room:
        return list(columns)
    alone = list(columns)
    while len(alone) > 1 and sum(least[n] for n in alone) > room - min(RESTS_MOST, room * RESTS):
        alone.remove(next((n for n in alone if table.head[n] in SPARE), alone[-1]))
    return alone


def _joined(table: Table, line: Sequence[Cell], columns: Sequence[int]) -> Cell:
    parts = [f"{table.head[n]}：{shortened(line[n].words, LETTERS).rstrip('。')}" for n in columns if line[n].words]
    return Cell("；".join(parts), None, tuple(fact for n in columns for fact in line[n].facts))


def _fitted(words: str, width: float) -> str:
    """Return words, cut where they take more lines of print than a cell has."""
    lines = broken(words, width)
    if len(words) > LETTERS or len(lines) <= MOST_LINES or len(words) <= FEW_LETTERS:
        return words
    return shortened(words, max(FEW_LETTERS, sum(map(len, lines[:MOST_LINES])) - 2))


def _look(cell: Cell) -> str:
    return f"color: {COLOURS[cell.tone]}; font-weight: 600"


def _chosen(table: Table, line: Sequence[Cell], column: str) -> Sequence[Cell]:
    """Return the cell of a column; none of one that joins several."""
    return [cell for name, cell in zip(table.head, line, strict=True) if name == column]


def _follow(exhibit: Exhibit, key: str, head: Sequence[str]) -> Callable[[], None]:
    def follow() -> None:
        table = exhibit.table
        match st.session_state[key].picked:
            case [int(n), int(column)] if n < len(table.lines) and column < len(head):
                line = table.lines[n]
            case _:
                return
        quoted = {row.fact_id for row in exhibit.rows if row.quote}
        facts = [fact for cell in (*_chosen(table, line, head[column]), *line) for fact in cell.facts if fact in quoted]
        if table.picks:
            st.session_state[table.key] = table.picks[n]
        elif facts:
            st.session_state[EVIDENCE] = facts[0]

    return follow


def facts_html(exhibit: Exhibit) -> str:
    """Return a table of names and what is said of each as HTML; what stands there as a quote already is left out."""
    quoted = {quote.text for quote in exhibit.quotes}
    lines = [(name.words, value.words) for name, value in exhibit.table.lines if value.words not in quoted]
    items = "".join(f"<dt>{e(name)}</dt><dd>{e(value)}</dd>" for name, value in lines)
    return f'<div class="evidence" data-report=""><dl>{items}</dl></div>'
