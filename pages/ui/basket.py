"""会议篮: the links of figures that somebody collected, in their order; in the address of its page, kept over pages and
by the browser, and every change of it can be taken back.
"""

from __future__ import annotations

import json
from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from core.errors import DuibiaoError
from core.library import Library, remembered
from core.library.link import Link
from core.screens import exhibits_of
from core.screens.exhibit import Exhibit
from pages.ui import loading
from pages.ui.escape import escape_html

KEY = "k"  # in the address, once for each figure
SHORT = "s"  # in the address, instead of them: the code of a short link that stands for a basket
NOTE, TITLE = "note", "title"  # inside a link: what somebody wants to say to the figure, and how he calls it
NOTE_MOST, TITLE_MOST = 400, 80  # letters
MEMORY, BEFORE = "basket_links", "basket_before"
SAVED = "basket"  # what it is kept as
MOST, LONGEST = 40, 2_000  # links, letters of one
UNDO = 20  # changes that can be taken back


def links() -> list[str]:
    """Return the links in the basket."""
    return list(st.session_state.get(MEMORY, ()))


def link() -> Link:
    """Return the link that carries the basket."""
    return Link("basket", tuple((KEY, written) for written in links()))


def take_from_address() -> list[str]:
    """Return the links in the basket; an address that carries some replaces what was collected before."""
    code = st.query_params.get(SHORT, "")
    held = Link.parse(loading.lengthen(code)).all(KEY) if code else ()
    asked = [word for word in (*st.query_params.get_all(KEY), *held) if word][:MOST]
    if asked:
        st.session_state[MEMORY] = asked
    elif links():
        st.query_params[KEY] = links()
    return links()


def set_links(wanted: list[str]) -> None:
    """Put other links into the basket, and into the address of its page; what was there can be had back."""
    st.session_state[BEFORE] = [*st.session_state.get(BEFORE, ()), links()][-UNDO:]
    _put(wanted)


def undo() -> None:
    """Take the last change back."""
    before = st.session_state.get(BEFORE, [])
    if before:
        st.session_state[BEFORE] = before[:-1]
        _put(before[-1])


def can_undo() -> bool:
    """Say whether there is a change to take back."""
    return bool(st.session_state.get(BEFORE))


def to_remember() -> list[str] | None:
    """Return what the browser is to keep; None while this visit does not know what it has kept."""
    return list(st.session_state[MEMORY]) if MEMORY in st.session_state else None


def restore(written: str) -> None:
    """Take over what the browser kept, unless something is there already."""
    try:
        sent = json.loads(written)
    except ValueError:
        sent = []
    st.session_state.setdefault(MEMORY, links_in(sent))


def links_in(sent: object) -> list[str]:
    """Return the links in what a browser sent; anything else is left out."""
    wanted = sent if isinstance(sent, list) else []
    return [link for link in wanted if isinstance(link, str) and len(link) <= LONGEST][:MOST]


def _put(wanted: list[str]) -> None:
    st.session_state[MEMORY] = wanted[:MOST]
    if KEY in st.query_params or SHORT in st.query_params:
        st.query_params.pop(SHORT, None)
        st.query_params[KEY] = wanted[:MOST]


def add(exhibit: Exhibit) -> None:
    """Put an exhibit into the basket, unless it is there."""
    if exhibit.address not in links():
        set_links([*links(), exhibit.address])


def move(n: int, to: int) -> None:
    """Move a figure to another place."""
    wanted = links()
    if n != to and 0 <= n < len(wanted) and 0 <= to < len(wanted):
        wanted.insert(to, wanted.pop(n))
        set_links(wanted)


def remove(n: int) -> None:
    """Take a figure out."""
    set_links([link for at, link in enumerate(links()) if at != n])


def rewrite(n: int, key: str, words: str) -> None:
    """Say something to a figure, or call it otherwise; shown with it, on screen and in files."""
    most = NOTE_MOST if key == NOTE else TITLE_MOST
    wanted = links()
    if 0 <= n < len(wanted):
        wanted[n] = Link.parse(wanted[n]).with_(key, words.strip()[:most]).written()
        set_links(wanted)


def exhibits(wanted: list[str]) -> tuple[list[tuple[int, Exhibit]], list[str]]:
    """Return the figures of the links with the place of their link, and what could not be shown, a sentence each."""
    items, remarks = [], []
    for n, written in enumerate(wanted):
        try:
            made = made_of(loading.library(), written)
        except DuibiaoError as error:
            remarks.append(f"第 {n + 1} 项：{error}")
            continue
        remarks += [] if made else [f"第 {n + 1} 项：所选地区和年份没有数值。"]
        items += [(n, exhibit) for exhibit in made]
    return items, remarks


@remembered
def made_of(library: Library, written: str) -> list[Exhibit]:
    """Return the figures of a link in the basket, with what somebody wants to say to them."""
    link = Link.parse(written)
    note, title = link.first(NOTE)[:NOTE_MOST], link.first(TITLE)[:TITLE_MOST]
    made = exhibits_of(link.with_(NOTE, "").with_(TITLE, ""), library)
    if note:
        made = [replace(exhibit, remarks=(note, *exhibit.remarks)) for exhibit in made]
    return [replace(made[0], title=title, figure=called(made[0].figure, title))] if title and len(made) == 1 else made


def called(figure: go.Figure | None, title: str) -> go.Figure | None:
    """Return a figure under another title, where it has one of its own; the shared one stays as it is."""
    if figure is None or not figure.layout.title.text:
        return figure
    changed = go.Figure(figure)
    changed.layout.title.text = escape_html(title)
    return changed
