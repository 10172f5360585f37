"""The first screen of 对标结论: the first of each list beside each other, every line a door, and the pack to take along."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from core.library.link import Link
from core.screens.exhibit import Cell, Exhibit, View
from pages.ui import loading
from pages.ui.downloads import show_downloads
from pages.ui.escape import escape_html as e
from pages.ui.glossary import explained

PACK = "对标材料"
UNIT, MOST = "un", 40  # in the address; letters


def draw_answer(exhibit: Exhibit) -> None:
    """Draw the lists of the first screen as a grid; a click on a line opens its indicator."""
    own = loading.places().get(exhibit.link.first("o"))
    colour = own.colour if own else "inherit"
    lines = list(zip(exhibit.table.lines, exhibit.table.picks, strict=True))
    lists = "".join(
        f"<section><h3>{e(name)}</h3>{''.join(_line(cells, exhibit.doors.get(pick)) for cells, pick in mine)}</section>"
        for name, mine in groupby(lines, key=lambda line: line[0][0].words)
    )
    st.html(f'<div class="answer" data-report="" style="--own: {e(colour)}">{explained(lists)}</div>')


def _line(cells: tuple[Cell, ...], door: Link | None) -> str:
    _, name, own, others, gap, rung = (cell.words for cell in cells)
    if not name:
        return ""
    spans = (
        f'<span class="name">{e(name)}</span><span class="rung">{e(rung)}</span>'
        f'<span class="own">{e(own)}</span><span class="others">{e(others)}</span><span class="gap">{e(gap)}</span>'
    )
    if door is None:
        return f"<p>{spans}</p>"
    return f'<a href="{e(door.written())}" target="_self">{spans}</a>'


def draw_doors(exhibit: Exhibit) -> None:
    """Draw the lines of a table as links, each to what it names."""
    lines = "".join(
        f'<a href="{e(exhibit.doors[pick].written())}" target="_self"><span class="rung">{e(kind.words)}</span>'
        f'<span class="name">{e(name.words)}</span><span class="others">{e(others.words)}</span></a>'
        for (kind, name, others), pick in zip(exhibit.table.lines, exhibit.table.picks, strict=True)
    )
    st.html(f'<div class="found" data-report="">{lines}</div>')


def show_pack(view: View) -> None:
    """Offer everything on the page as slides, document and questions for the meeting."""
    if view.exhibits and view.exhibits[0].parts:
        first = view.exhibits[0]
        with st.container(key="pack", horizontal=True, vertical_alignment="bottom"):
            st.markdown(f"**{PACK}**", width="content")
            unit = st.text_input(
                "编制单位", key=UNIT, bind="query-params", max_chars=MOST, placeholder="编制单位，印在封面上，可不写",
                label_visibility="collapsed", width=260,
            )[:MOST]  # fmt: skip
            show_downloads([part.at(first.link) for part in first.parts], first.link, unit=unit.strip())
