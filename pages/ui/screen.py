"""A screen of ``core.screens`` on a page: its menus as widgets, its exhibits as figures, tables and sentences, the
evidence beside them. A page adds what only a browser can do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.analysis.rows import Row
from core.screens import screens, view_of
from core.screens.exhibit import Exhibit, Quote, View
from core.screens.sides import PEERS
from pages.ui import address, loading
from pages.ui.actions import show_actions
from pages.ui.annotating import show_annotating
from pages.ui.caller import on_a_phone
from pages.ui.escape import escape, marked_html
from pages.ui.escape import escape_html as e
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import is_titled, show_figure
from pages.ui.glossary import explained
from pages.ui.grouping import show_grouping
from pages.ui.replay import Same, replayed
from pages.ui.shell import show_notes, show_title
from pages.ui.tables import facts_html, show_table
from pages.ui.unfolding import unfolding

COPY = '<button type="button" aria-label="复制" title="复制"></button>'
NOTHING_BESIDE = "点图或表里的一处，原句显示在这里；没有原句的，原因写在图和表里。"
Drawer = Callable[[Exhibit], None]


def show_screen(drawers: Mapping[str, Drawer] | None = None, beside: Callable[[View], None] | None = None) -> View:
    """Show the screen of the present page.

    Args:
        drawers: exhibit → what draws its table here, where a plain one is not enough.
        beside: what the page adds under the evidence.
    """
    choices = address.current()
    wide = screens()[choices.link.page].PAGE.wide
    head, choices.rooms[""], notice, left, *beside_it = replayed("screen", lambda: _rooms(wide))
    card = beside_it[0] if beside_it else None
    if card:
        choices.rooms["beside"] = beside_it[1]
    view = view_of(choices, loading.library())
    if PEERS in choices.made:
        with choices.rooms[""]:
            show_grouping(choices)
    with head:
        show_title(view.title, view.subtitle)
    with notice:
        choices.show_said()
        if view.nothing:
            st.info(escape(view.nothing))
    with left:
        shown = [(exhibit, _show_exhibit(exhibit, (drawers or {}).get(exhibit.key))) for exhibit in view.exhibits]
    row = None
    if card:
        with card:
            row = _show_beside(view)
            if beside:
                beside(view)
    show_actions([(exhibit, room) for exhibit, room in shown if room], row)  # a link says which sentence is chosen, too
    show_annotating(view)
    return view


def _rooms(wide: bool) -> tuple[DeltaGenerator, ...]:
    """Return the rooms of a screen: title, filters, notices, exhibits; where it is not wide what stands beside, and its
    menus.
    """
    head = st.container()
    filters = st.container(key="filters", horizontal=True, vertical_alignment="bottom")
    notice = st.container()
    if wide:
        return head, filters, notice, st.container()
    left, right = st.columns([0.68, 0.32], gap="medium")
    card = right.container(border=True, key="report_evidence")
    return head, filters, notice, left, card, card.container()


def _show_exhibit(exhibit: Exhibit, draw: Drawer | None) -> DeltaGenerator | None:
    """Show an exhibit and return the room of its actions; None where it is set aside and nobody opened it."""
    if not exhibit.aside:
        return _show_whole(exhibit, draw)
    with unfolding(st.expander, escape(exhibit.title), exhibit.key) as is_open:
        return _show_whole(exhibit, draw) if is_open else None


def _show_whole(exhibit: Exhibit, draw: Drawer | None) -> DeltaGenerator:
    """Show an exhibit; what a page draws by itself may hang on any of its choices."""
    key = ("exhibit", Same(exhibit), on_a_phone(), address.current().written if draw else None)
    if exhibit.figure is not None:
        replayed((*key, "figure"), lambda: _show_figure(exhibit, exhibit.figure))
    return replayed(key, lambda: _show_rest(exhibit, draw))


def _show_figure(exhibit: Exhibit, figure: go.Figure) -> None:
    follow = _follow_doors(exhibit) if exhibit.doors else follow_chart
    st.html(f'<div class="swiped" data-report="">{e(_heading(exhibit))}<span>左右滑动看全图</span></div>')
    show_figure(figure, exhibit.key, exhibit.alt or exhibit.title, follow)


def _show_rest(exhibit: Exhibit, draw: Drawer | None) -> DeltaGenerator:
    if exhibit.figure is None and not exhibit.aside:
        st.subheader(escape(exhibit.title), anchor=False)
    room = None if draw else st.container()  # what a page draws by itself stands first
    if exhibit.figure is None and exhibit.subtitle:
        st.caption(escape(exhibit.subtitle))
    if exhibit.sentence:
        st.html(sentence_html(exhibit.sentence.text))
    if draw:
        draw(exhibit)
    elif exhibit.quotes:
        st.html(quotes_html(exhibit.quotes))
    elif exhibit.table.lines and not exhibit.drawn:
        show_table(exhibit)
    room = room or st.container()
    show_notes((*exhibit.remarks, *exhibit.notes))
    return room


def _heading(exhibit: Exhibit) -> str:
    """Return the title that a figure carries, for where the figure is wider than the screen; "" where it has none."""
    return exhibit.title if exhibit.figure is not None and is_titled(exhibit.figure) else ""


def _follow_doors(exhibit: Exhibit) -> Callable[[list], None]:
    def follow(carried: list) -> None:
        door = " ".join(map(str, carried))
        if door in exhibit.doors:
            st.session_state[address.DOOR] = exhibit.doors[door]

    return follow


def _show_beside(view: View) -> Row | None:
    """Show what is opened in full, then the sentence of the chosen number, and return its row."""
    if view.beside:
        _show_card(view.beside)
    if view.quoted:
        return show_evidence(view.quoted)
    if not view.beside:
        replayed("nothing beside", lambda: st.caption(NOTHING_BESIDE))
    return None


def _show_card(exhibit: Exhibit) -> None:
    room = replayed(("in full", Same(exhibit)), lambda: _show_in_full(exhibit))
    show_actions([(exhibit, room)])


def _show_in_full(exhibit: Exhibit) -> DeltaGenerator:
    st.html(
        f'<div class="evidence" data-report=""><div class="whose">{e(exhibit.subtitle)}</div>'
        f"<p><b>{e(exhibit.title)}</b></p></div>{quotes_html(exhibit.quotes, sides=True)}{facts_html(exhibit)}"
    )
    if exhibit.sentence:
        st.caption("一句话结论")
        st.html(sentence_html(exhibit.sentence.text))
    show_notes((*exhibit.remarks, *exhibit.notes))
    return st.container()  # of its actions


def sentence_html(text: str) -> str:
    """Return a sentence to take along as HTML, with a button that copies it (``menu.js``).

    Streamlit's own block of code would load the grammars of 300 programming languages into the browser.
    """
    return f'<div class="sentence" data-report=""><pre tabindex="0">{e(text)}</pre>{COPY}</div>'


def quotes_html(quotes: Sequence[Quote], sides: bool = False) -> str:
    """Return sentences as HTML under the names they stand under, every word of a report escaped.

    Args:
        sides: few sentences that are held against each other stand side by side, where there is room.
    """
    columns = []
    for whose, mine in groupby(quotes, key=lambda quote: quote.whose):
        lines = _beside_each_other([*map(_quote, mine)], sides)
        columns.append(f'<div><div class="whose"><b>{e(whose)}</b></div>{lines}</div>')
    return f'<div class="evidence" data-report="">{_beside_each_other(columns, sides)}</div>' if columns else ""


def _beside_each_other(pieces: Sequence[str], sides: bool) -> str:
    return f'<div class="sides">{"".join(pieces)}</div>' if sides and len(pieces) > 1 else "".join(pieces)


def _quote(quote: Quote) -> str:
    badges = "".join(
        f'<span class="badge">{explained(e(words))}</span>' for words in (*quote.tags, quote.source) if words
    )
    return f"<blockquote>{marked_html(quote.text, quote.marks).strip()}{'<br>' if badges else ''}{badges}</blockquote>"
